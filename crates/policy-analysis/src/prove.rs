//! Everything that can be known of a policy without a record.

use std::sync::Arc;

use core_model::{Counted, Cut, Date, FactorId, Policy, Region, RuleId, Undecided, Verdict};

use crate::aside::Asked;
use crate::claims::raising;
use crate::count::Counter;
use crate::counts::{Counts, counts};
use crate::day::{Day, periods};
use crate::findings::{Findings, findings};
use crate::regions;
use crate::solver::Lit;

/// What is known of a policy.
#[derive(Debug, Clone)]
pub struct Proof {
    /// What its author should know, as of every period of the policy's time.
    pub findings: Findings,
    /// The records that are not graded, as of each day on which there are other ones than before.
    pub gaps: Vec<Listing>,
    /// The records for which rules contradict each other (须一致), likewise.
    pub conflicts: Vec<Listing>,
    /// By factor, in the order declared.
    pub factors: Vec<Influence>,
    /// Days of the policy's time on which nothing is graded, whatever the record.
    pub silent: Vec<Silence>,
    /// How many records get each outcome.
    pub counts: Counts,
}

/// Some records, told by the fewest sentences.
#[derive(Debug, Clone)]
pub struct Listing {
    /// The first day on which it is these.
    pub as_of: Date,
    /// How many they are.
    pub all: Counted,
    /// The sentences.
    pub sentences: Vec<Sentence>,
    /// Why these may not be all of them, or not the fewest.
    pub cut: Option<Cut>,
}

/// Some of the records.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// What they have in common, and one of them.
    pub region: Region,
    /// How many they are. A record can be told by several sentences.
    pub counted: Counted,
    /// The rules that are decisive for that one; where rules contradict each other, those.
    pub rules: Vec<RuleId>,
}

/// What a factor does to the outcome while all others stay as they are.
#[derive(Debug, Clone)]
pub struct Influence {
    /// The factor.
    pub factor: FactorId,
    /// Whether its value never changes outcome or measures.
    pub never_matters: Verdict,
    /// Of an ordered factor (scale, level, yes/no, number, date): whether raising it never lowers the level of the ladder, with
    /// the record before and the record after where it does.
    pub never_lowers: Option<Verdict>,
    /// Likewise, whether raising it never raises the level.
    pub never_raises: Option<Verdict>,
}

/// Days in a row on which nothing is graded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence {
    /// The first of them; none where there is no first.
    pub from: Option<Date>,
    /// The last of them; none where there is no last.
    pub until: Option<Date>,
    /// Set where the steps did not suffice to tell whether these are such days.
    pub open: Option<Undecided>,
}

/// Everything that can be known of the policy. Gaps, conflicts and what factors do are asked as of the day, or else as of
/// every period in which the same rules are in force; records are counted as of `counted_on`. Each part has so many
/// steps at most; what they do not suffice for is told as such.
///
/// ```
/// use std::sync::Arc;
/// use core_model::{Count, Date, Policy};
/// use policy_analysis::prove;
///
/// // A policy without rules leaves every record ungraded: one sentence tells them, without a condition.
/// let proof = prove(&Arc::new(Policy::default()), None, Date::FIRST, 1_000_000);
/// let sentence = &proof.gaps[0].sentences[0];
/// assert!(sentence.region.when.is_empty());
/// assert_eq!(sentence.counted.records, Some(Count::of(1)));
/// ```
#[must_use]
pub fn prove(policy: &Arc<Policy>, as_of: Option<Date>, counted_on: Date, steps: u64) -> Proof {
    let days = as_of.map_or_else(|| in_order(periods(&[policy])), |day| vec![day]);
    Proof {
        findings: findings(policy, steps),
        gaps: listings(policy, &days, |day| day.graded.ungraded, steps),
        conflicts: listings(policy, &days, |day| day.encoder.gates.or(day.graded.conflicting.clone()), steps),
        factors: influences(policy, &days, steps),
        silent: silences(policy, &days, as_of, steps),
        counts: counts(policy, counted_on, steps),
    }
}

fn in_order(mut days: Vec<Date>) -> Vec<Date> {
    days.sort_unstable();
    days
}

/// The records meant, as of each day on which they are told otherwise than on the day before.
fn listings(policy: &Arc<Policy>, days: &[Date], meant: impl Fn(&mut Day<'_>) -> Lit, steps: u64) -> Vec<Listing> {
    let mut steps = steps;
    let mut listings: Vec<Listing> = Vec::new();
    let mut last = String::new();
    for as_of in days {
        let mut day = Day::new(policy, *as_of, &[]);
        let lit = meant(&mut day);
        let told = listing(&mut day, lit, &mut steps);
        let sentences = told.sentences.iter().map(|sentence| (&sentence.region.when, &sentence.counted));
        let same = format!("{:?} {:?} {:?}", sentences.collect::<Vec<_>>(), told.all, told.cut.is_some());
        if same != last && (!told.sentences.is_empty() || told.cut.is_some()) {
            listings.push(told);
        }
        last = same;
    }
    listings
}

fn listing(day: &mut Day<'_>, meant: Lit, steps: &mut u64) -> Listing {
    let asked = day.encoder.asked.clone();
    let told = regions::told(day, &[meant], steps);
    // What was asked for words only is forgotten; what the sentences say is asked.
    day.encoder.has_asked(asked);
    let coarsest =
        Counter::of(&mut day.encoder, steps).and_then(|mut all| all.count(&day.encoder, &[], steps).combinations);
    let mut lits = Vec::new();
    for region in &told.regions {
        lits.push(region.when.iter().map(|condition| day.encoder.condition(condition)).collect::<Vec<Lit>>());
    }
    let mut counter = Counter::of(&mut day.encoder, steps);
    let mut count = |lits: &[Lit]| match &mut counter {
        Some(counter) => counter.count(&day.encoder, lits, steps),
        None => Counted::default(),
    };
    let are_coarsest = count(&[]).combinations == coarsest;
    let mut number = |lits: &[Lit]| {
        let counted = count(lits);
        Counted { combinations: counted.combinations.filter(|_| are_coarsest), ..counted }
    };
    let all = number(&[meant]);
    let mut sentences = Vec::new();
    for (region, lits) in told.regions.into_iter().zip(&lits) {
        let rules = core_model::decisive(&day.grades().grade(&region.witness.record)).to_vec();
        sentences.push(Sentence { region, counted: number(lits), rules });
    }
    Listing { as_of: day.as_of, all, sentences, cut: told.cut }
}

fn influences(policy: &Arc<Policy>, days: &[Date], steps: u64) -> Vec<Influence> {
    let count = policy.factors.len();
    let share = steps / u64::try_from(count.max(1)).unwrap_or(u64::MAX);
    let one = |factor: FactorId| {
        let mut left = share;
        let effects: Vec<raising::Effect> =
            days.iter().map(|day| raising::effect(policy, factor, *day, &mut left)).collect();
        let ways = || effects.iter().filter_map(|effect| effect.raised.clone());
        let is_ordered = ways().next().is_some();
        Influence {
            factor,
            never_matters: joined(effects.iter().map(|effect| effect.alike.clone())),
            never_lowers: is_ordered.then(|| joined(ways().map(|(down, _)| down))),
            never_raises: is_ordered.then(|| joined(ways().map(|(_, up)| up))),
        }
    };
    (0..).map(FactorId).take(count).map(one).collect()
}

/// A refutation before an open question, and that before *holds*.
fn joined(verdicts: impl Iterator<Item = Verdict>) -> Verdict {
    let mut known = Verdict::Holds;
    for verdict in verdicts {
        match (&known, &verdict) {
            (Verdict::Fails(_), _) | (_, Verdict::Holds) | (Verdict::Undecided(_), Verdict::Undecided(_)) => {}
            (Verdict::Holds | Verdict::Undecided(_), Verdict::Fails(_)) | (Verdict::Holds, Verdict::Undecided(_)) => {
                known = verdict;
            }
        }
    }
    known
}

fn silences(policy: &Arc<Policy>, days: &[Date], as_of: Option<Date>, steps: u64) -> Vec<Silence> {
    let mut steps = steps;
    let mut silences: Vec<Silence> = Vec::new();
    let mut goes_on = false;
    for (nth, own) in days.iter().enumerate() {
        let mut day = Day::new(policy, *own, &[]);
        let graded =
            day.encoder.gates.or(day.graded.graded.iter().chain(&day.graded.outside).copied().collect::<Vec<_>>());
        let open = match day.ask(&[graded], &mut steps) {
            Asked::Record(_) => {
                goes_on = false;
                continue;
            }
            Asked::Nothing(_) => None,
            Asked::Undecided => Some(day.hard()),
        };
        let next = days.get(nth + 1).map(|next| Date::from_number(next.number() - 1));
        let last = next.or(policy.in_force.and_then(|period| period.until));
        let until = if as_of.is_some() { Some(*own) } else { last };
        match silences.last_mut().filter(|last| goes_on && last.open == open) {
            Some(silence) => silence.until = until,
            None => {
                let has_first = nth > 0 || as_of.is_some() || policy.in_force.is_some();
                silences.push(Silence { from: has_first.then_some(*own), until, open });
            }
        }
        goes_on = true;
    }
    silences
}
