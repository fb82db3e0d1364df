//! The records of which something changes as of a day.

use std::sync::Arc;

use core_model::{
    Account, By, Change, Changed, ConcludedBy, Counted, Cut, Decision, Grading, Ladder, MeasureId, Outcome, Policy,
    RuleId, Version, Witness, decisive,
};

use crate::aside::Asked;
use crate::claims::pair::Pair;
use crate::claims::policies::{differs, told};
use crate::count::Counter;
use crate::outcome::{Graded, at};
use crate::regions::{Questions, Sentence, Words, sentences};
use crate::solver::Lit;

/// What share of the steps left a single question beside the search for changes may take.
const SHARE: u64 = 8;

/// Two policies as of a day, and what is asked about both.
pub(super) struct Changes<'p> {
    pair: Pair<'p>,
    policies: [&'p Arc<Policy>; 2],
    /// By rule of each: whether it is decisive.
    decisive: [Vec<Lit>; 2],
    words: Words,
    differ: Lit,
    /// Nothing where there are too many classes to count.
    counter: Option<Counter>,
}

/// What changes as of a day.
pub(super) struct Found {
    pub(super) changes: Vec<Change>,
    pub(super) cut: Option<Cut>,
    pub(super) changed: Counted,
    pub(super) possible: Counted,
}

impl<'p> Changes<'p> {
    pub(super) fn between(mut pair: Pair<'p>, old: &'p Arc<Policy>, new: &'p Arc<Policy>, steps: u64) -> Self {
        let differ = differs(&mut pair, old, new);
        let joined = pair.joined;
        let (before, after) = (pair.one.clone(), pair.other.clone());
        let mut each = |law: &'p Policy, graded: &Graded| {
            pair.encoder.law = law;
            pair.encoder.decisive(graded)
        };
        let decisive = [each(&joined.world, &before), each(&joined.other, &after)];
        let words =
            Words::of(&mut pair.encoder, &[&joined.world, &joined.other], |define| joined.shared.contains(&define));
        let mut share = steps / SHARE;
        let counter = Counter::of(&mut pair.encoder, &mut share);
        Self { pair, policies: [old, new], decisive, words, differ, counter }
    }

    /// Every change, outcomes first; and what cut the list short.
    pub(super) fn all(mut self, steps: &mut u64) -> Found {
        let mut changes = Vec::new();
        let mut cut = self.outcomes(&mut changes, steps);
        for (what, lit) in self.measures() {
            let (sentences, short) = self.told(&[lit], steps);
            cut = cut.or(short);
            for sentence in sentences {
                match self.change(what, sentence, steps) {
                    Some(change) => changes.push(change),
                    None => cut = cut.or_else(|| Some(self.hard())),
                }
            }
        }
        let (changed, possible) = (self.count(self.differ, steps), self.count(Lit::YES, steps));
        Found { changes, cut, changed, possible }
    }

    /// How many possible records it holds of.
    fn count(&mut self, lit: Lit, steps: &mut u64) -> Counted {
        let Some(counter) = &mut self.counter else { return Counted::default() };
        let given = *steps / SHARE;
        let mut left = given;
        let counted = counter.count(&self.pair.encoder, &[lit], &mut left);
        *steps -= given - left;
        counted
    }

    /// Outcomes, pair by pair: each that a record shows, then all records of that pair.
    fn outcomes(&mut self, changes: &mut Vec<Change>, steps: &mut u64) -> Option<Cut> {
        let mut cut = None;
        let mut done: Vec<Lit> = Vec::new();
        loop {
            let assumed: Vec<Lit> = [self.differ].into_iter().chain(done.iter().map(|lit| !*lit)).collect();
            let record = match self.pair.encoder.ask(&self.pair.classes, &assumed, steps) {
                Asked::Nothing(_) => return cut,
                Asked::Undecided => return Some(self.hard()),
                Asked::Record(record) => record,
            };
            let meant = self.both(&self.pair.witnesses(&record));
            let (sentences, short) = self.told(&[meant], steps);
            if sentences.is_empty() || done.contains(&meant) {
                return Some(short.unwrap_or_else(|| self.hard()));
            }
            cut = cut.or(short);
            done.push(meant);
            for sentence in sentences {
                match self.change(Changed::Outcome, sentence, steps) {
                    Some(change) => changes.push(change),
                    None => cut = cut.or_else(|| Some(self.hard())),
                }
            }
        }
    }

    /// Whether a record has these two outcomes.
    fn both(&mut self, witnesses: &[Witness; 2]) -> Lit {
        let [old, new] = witnesses;
        let [first, second] = self.policies;
        let one = outcome(&mut self.pair, Version::Old, &old.outcome, &first.ladder);
        let other = outcome(&mut self.pair, Version::New, &new.outcome, &second.ladder);
        self.pair.encoder.gates.and([one, other])
    }

    fn told(&mut self, meant: &[Lit], steps: &mut u64) -> (Vec<Sentence>, Option<Cut>) {
        let pair = &mut self.pair;
        let mut asked = Questions { encoder: &mut pair.encoder, classes: &pair.classes, steps };
        let told = sentences(&mut asked, &self.words, meant);
        (told.sentences, told.cut)
    }

    /// The change that a sentence tells; nothing if the evaluators do not confirm it of its record.
    fn change(&mut self, what: Changed, sentence: Sentence, steps: &mut u64) -> Option<Change> {
        let [old, new] = self.pair.witnesses(&sentence.record);
        let [first, second] = &self.pair.grades;
        let (before, after) = (first.grade(&old.record), second.grade(&new.record));
        if !self.is_confirmed(what, &before, &after) {
            return None;
        }
        let old = Grading { by: self.by(Version::Old, &before, sentence.lit, steps), witness: old };
        let new = Grading { by: self.by(Version::New, &after, sentence.lit, steps), witness: new };
        let count = self.count(sentence.lit, steps);
        Some(Change { what, when: sentence.when, old, new, count })
    }

    fn is_confirmed(&self, what: Changed, before: &Decision, after: &Decision) -> bool {
        let [old, new] = self.policies;
        match what {
            Changed::Outcome => told(&before.outcome, &old.ladder) != told(&after.outcome, &new.ladder),
            Changed::Measure(version, measure) => {
                let name = self.policy(version).measures.get(measure.index()).map(|measure| &measure.named.name);
                let requires = |policy: &Policy, decision: &Decision| {
                    let named = decision.measures.iter().filter_map(|own| policy.measures.get(own.index()));
                    named.into_iter().any(|own| Some(&own.named.name) == name)
                };
                let (old, new) = (requires(old, before), requires(new, after));
                match version {
                    Version::Old => old && !new,
                    Version::New => new && !old,
                }
            }
        }
    }

    fn policy(&self, version: Version) -> &'p Policy {
        let [old, new] = self.policies;
        match version {
            Version::Old => old,
            Version::New => new,
        }
    }

    /// What decides for all records of the sentence; if no rule does, for the one that is shown.
    fn by(&mut self, version: Version, decision: &Decision, sentence: Lit, steps: &mut u64) -> By {
        let here = decisive(decision);
        let [old, new] = &self.decisive;
        let lits = match version {
            Version::Old => old,
            Version::New => new,
        };
        let each: Vec<(RuleId, Lit)> = here.iter().map(|rule| (*rule, at(lits, rule.index()))).collect();
        let mut always = Vec::new();
        for (rule, lit) in each {
            let given = *steps / SHARE;
            let mut left = given;
            let asked = self.pair.encoder.ask(&self.pair.classes, &[sentence, !lit], &mut left);
            *steps -= given - left;
            if matches!(asked, Asked::Nothing(_)) {
                always.push(rule);
            }
        }
        match (always.is_empty(), here, &decision.account) {
            (false, ..) => By::Rules(always),
            (true, [_, ..], _) => By::RulesHere(here.to_vec()),
            (true, [], Account::Complete(complete)) if complete.force == Some(ConcludedBy::Otherwise) => By::Otherwise,
            (true, [], Account::Complete(_) | Account::Partial(_) | Account::None) => By::Nothing,
        }
    }

    /// Of each measure, whether only this one requires it.
    fn measures(&mut self) -> Vec<(Changed, Lit)> {
        let [old, new] = self.policies;
        let (before, after) = (self.pair.one.measures.clone(), self.pair.other.measures.clone());
        let gates = &mut self.pair.encoder.gates;
        let mut only = |version: Version, own: &Policy, lits: &[Lit], other: &Policy, others: &[Lit]| {
            let mut all = Vec::new();
            for (id, measure) in (0..).map(MeasureId).zip(&own.measures) {
                let its = other.measures.iter().position(|other| other.named.name == measure.named.name);
                let not = its.map_or(Lit::YES, |its| !at(others, its));
                all.push((Changed::Measure(version, id), gates.and([at(lits, id.index()), not])));
            }
            all
        };
        let mut all = only(Version::Old, old, &before, new, &after);
        all.extend(only(Version::New, new, &after, old, &before));
        all
    }

    fn hard(&self) -> Cut {
        Cut::Steps(self.pair.encoder.hard(&self.pair.classes))
    }
}

/// Whether a record has this outcome by one of the policies.
fn outcome(pair: &mut Pair<'_>, version: Version, outcome: &Outcome, ladder: &Ladder) -> Lit {
    let graded: &Graded = match version {
        Version::Old => &pair.one,
        Version::New => &pair.other,
    };
    let place = |level| usize::from(ladder.severity(level).saturating_sub(1));
    match outcome {
        Outcome::Graded(level) => at(&graded.graded, place(*level)),
        Outcome::Outside(outside) => at(&graded.outside, outside.index()),
        Outcome::Conflict(levels) => {
            let said: Vec<usize> = levels.iter().map(|level| place(*level)).collect();
            let lits = graded.conflicting.iter().enumerate();
            let lits: Vec<Lit> = lits.map(|(at, lit)| if said.contains(&at) { *lit } else { !*lit }).collect();
            pair.encoder.gates.and(lits)
        }
        Outcome::Ungraded => graded.ungraded,
        Outcome::Undetermined | Outcome::Invalid(_) => Lit::NO,
    }
}

/// Whether two periods have the same changes, the days of their records aside.
pub(super) fn same(one: &[Change], other: &[Change]) -> bool {
    let grading = |one: &Grading, other: &Grading| {
        one.by == other.by && one.witness.outcome == other.witness.outcome && one.witness.record == other.witness.record
    };
    one.len() == other.len()
        && one.iter().zip(other).all(|(one, other)| {
            one.what == other.what
                && one.when == other.when
                && grading(&one.old, &other.old)
                && grading(&one.new, &other.new)
        })
}
