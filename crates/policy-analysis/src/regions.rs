//! Records told by the fewest sentences: conditions of the policy's own words that together hold of exactly the records
//! asked about. No sentence and no condition in one can be dropped; what cannot be settled within the steps is told.

mod claim;
mod spoken;
mod words;

use std::sync::Arc;

use core_model::{
    Condition, Cut, Date, LevelId, OutsideId, Policy, Program, Record, Region, Regions, RuleId, Undecided,
};

use crate::aside::Asked;
use crate::day::Day;
use crate::encode::Encoder;
use crate::outcome::at;
use crate::solver::Lit;
use claim::Claim;
pub(crate) use words::Words;

/// The most regions told of one question.
const MOST: usize = 256;

/// Which records are asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Those {
    /// Those that are not graded.
    Ungraded,
    /// Those whose rules conflict.
    Conflicting,
    /// Those graded at this level.
    Graded(LevelId),
    /// Those of this outcome beside the ladder.
    Outside(OutsideId),
    /// Those for which `otherwise` concludes.
    ByOtherwise,
    /// Those for which this rule stands.
    Standing(RuleId),
}

/// The records told by the fewest sentences, as of a day, in so many steps at most.
///
/// ```
/// use std::sync::Arc;
/// use core_model::{Date, Policy};
/// use policy_analysis::{Those, regions};
///
/// // A policy without rules grades nothing: one sentence without a condition tells all records.
/// let told = regions(&Arc::new(Policy::default()), Those::Ungraded, Date::FIRST, 1_000_000);
/// assert_eq!((told.regions.len(), told.regions[0].when.len()), (1, 0));
/// assert!(told.cut.is_none());
/// ```
#[must_use]
pub fn regions(policy: &Arc<Policy>, those: Those, as_of: Date, steps: u64) -> Regions {
    let mut day = Day::new(policy, as_of, &[]);
    let meant = match those {
        Those::Ungraded => day.graded.ungraded,
        Those::Conflicting => day.encoder.gates.or(day.graded.conflicting.clone()),
        Those::Graded(level) => at(&day.graded.graded, usize::from(policy.ladder.severity(level).saturating_sub(1))),
        Those::Outside(outside) => at(&day.graded.outside, outside.index()),
        Those::ByOtherwise => day.graded.by_otherwise,
        Those::Standing(rule) => at(&day.graded.stands, rule.index()),
    };
    let mut steps = steps;
    told(&mut day, &[meant], &mut steps)
}

/// The records for which all of these hold, by the fewest sentences.
pub(crate) fn told(day: &mut Day<'_>, meant: &[Lit], steps: &mut u64) -> Regions {
    let policy = day.encoder.policy;
    let words = Words::of(&mut day.encoder, &[policy], |_| true);
    let told = sentences(&mut Questions { encoder: &mut day.encoder, classes: &day.classes, steps }, &words, meant);
    let witnessed = told.sentences.into_iter();
    let regions = witnessed.map(|one| Region { when: one.when, witness: day.witness(one.record) }).collect();
    Regions { regions, cut: told.cut }
}

/// Sentences, and what cut their list short.
pub(crate) struct Told {
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) cut: Option<Cut>,
}

/// Conditions that hold together of some records, and one of these.
pub(crate) struct Sentence {
    pub(crate) when: Vec<Condition>,
    /// Whether they hold together.
    pub(crate) lit: Lit,
    pub(crate) record: Record,
}

/// Who is asked, and for how long.
pub(crate) struct Questions<'a, 'p> {
    pub(crate) encoder: &'a mut Encoder<'p>,
    /// For records of given classes.
    pub(crate) classes: &'a Program,
    pub(crate) steps: &'a mut u64,
}

impl Questions<'_, '_> {
    fn ask(&mut self, assumed: &[Lit]) -> Asked {
        self.encoder.ask(self.classes, assumed, self.steps)
    }

    /// The same where much is left to ask: no question takes more than its share of the steps.
    fn ask_briefly(&mut self, assumed: &[Lit]) -> Asked {
        let share = *self.steps / 8;
        let mut left = share;
        let asked = self.encoder.ask(self.classes, assumed, &mut left);
        *self.steps -= share - left;
        asked
    }

    fn hard(&self) -> Undecided {
        self.encoder.hard(self.classes)
    }
}

/// The records for which all of these hold, in these words.
pub(crate) fn sentences(asked: &mut Questions<'_, '_>, words: &Words, meant: &[Lit]) -> Told {
    let meant = asked.encoder.gates.and(meant.iter().copied());
    let mut told = Told { sentences: Vec::new(), cut: None };
    loop {
        let untold = told.sentences.iter().map(|sentence| !sentence.lit);
        let assumed: Vec<Lit> = [meant].into_iter().chain(untold).collect();
        match asked.ask(&assumed) {
            Asked::Nothing(_) => break,
            Asked::Record(_) if told.sentences.len() == MOST => {
                told.cut = Some(Cut::Many);
                break;
            }
            Asked::Record(record) => match sentence(asked, words, meant, record, &mut told.cut) {
                Some(sentence) => told.sentences.push(sentence),
                None => break,
            },
            Asked::Undecided => {
                told.cut = Some(Cut::Steps(asked.hard()));
                break;
            }
        }
    }
    drop_covered(asked, &mut told);
    told
}

/// A sentence about the record and as many others that are meant as can be.
fn sentence(
    asked: &mut Questions<'_, '_>,
    words: &Words,
    meant: Lit,
    record: Record,
    cut: &mut Option<Cut>,
) -> Option<Sentence> {
    let claims = words.claims(&record);
    let Some(widest) = claim::widest(asked, !meant, claims) else {
        *cut = Some(Cut::Steps(asked.hard()));
        return None;
    };
    if widest.open {
        *cut = Some(Cut::Steps(asked.hard()));
    }
    let lits: Vec<Lit> = widest.claims.iter().flat_map(Claim::lits).collect();
    let lit = asked.encoder.gates.and(lits);
    Some(Sentence { when: words.spoken(asked.encoder.policy, &widest.claims), lit, record })
}

/// Drops what the other sentences tell, those of most conditions first; each that stays gets a record that only it tells.
fn drop_covered(asked: &mut Questions<'_, '_>, told: &mut Told) {
    let mut order: Vec<usize> = (0..told.sentences.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(told.sentences.get(*at).map_or(0, |one| one.when.len())), *at));
    let mut dropped: Vec<usize> = Vec::new();
    for own in order {
        let all = told.sentences.iter().enumerate().filter(|(at, _)| !dropped.contains(at));
        let assumed: Vec<Lit> = all.map(|(at, one)| if at == own { one.lit } else { !one.lit }).collect();
        match asked.ask_briefly(&assumed) {
            Asked::Nothing(_) => dropped.push(own),
            Asked::Record(record) => {
                if let Some(sentence) = told.sentences.get_mut(own) {
                    sentence.record = record;
                }
            }
            Asked::Undecided => told.cut = told.cut.take().or_else(|| Some(Cut::Steps(asked.hard()))),
        }
    }
    let mut at = 0;
    told.sentences.retain(|_| {
        at += 1;
        !dropped.contains(&(at - 1))
    });
}
