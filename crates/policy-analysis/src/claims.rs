//! Properties, proved over every possible record as of every period, or refuted with a record.

pub(crate) mod pair;
pub(crate) mod policies;
pub(crate) mod raising;

use std::sync::Arc;

use core_model::{Condition, Date, Outcome, Policy, Property, Verdict, Witness};

use crate::aside::Asked;
use crate::day::{Day, periods};
use crate::outcome::at;
use crate::solver::Lit;

/// What is known of a claim about the policy: as of the day, or else as of every period in which the same rules are in
/// force; in so many steps at most.
///
/// ```
/// use std::sync::Arc;
/// use core_model::{Outcome, Policy};
/// use policy_analysis::{Property, Verdict, holds};
///
/// // A policy without rules grades nothing.
/// let verdict = holds(&Arc::new(Policy::default()), &Property::EveryGraded, None, 1_000_000);
/// let Verdict::Fails(records) = verdict else { panic!("{verdict:?}") };
/// assert_eq!(records[0].outcome, Outcome::Ungraded);
/// ```
#[must_use]
pub fn holds(policy: &Arc<Policy>, property: &Property, as_of: Option<Date>, steps: u64) -> Verdict {
    let mut steps = steps;
    match property {
        Property::NeverMilder(other) | Property::SameAs(other) => {
            policies::compare(policy, other, property, as_of, &mut steps)
        }
        Property::Raising(factors) => over(policy, as_of, |day| raising::verdict(policy, factors, day, &mut steps)),
        Property::Always(_)
        | Property::Never(_)
        | Property::Implies(..)
        | Property::EveryGraded
        | Property::NoConflict => {
            let asked = conditions(property);
            over(policy, as_of, |day| {
                let mut day = Day::new(policy, day, &asked);
                let against = against(&mut day, property);
                one(&mut day, &against, &mut steps, property)
            })
        }
    }
}

/// The first verdict that is not *holds*, over the days that the claim is about; a refutation before an open question.
fn over(policy: &Arc<Policy>, as_of: Option<Date>, mut verdict: impl FnMut(Date) -> Verdict) -> Verdict {
    let mut open = None;
    for day in as_of.map_or_else(|| periods(&[policy]), |day| vec![day]) {
        match verdict(day) {
            Verdict::Holds => {}
            fails @ Verdict::Fails(_) => return fails,
            Verdict::Undecided(hard) => open = Some(hard),
        }
    }
    open.map_or(Verdict::Holds, Verdict::Undecided)
}

/// Whether no record is against the claim; the evaluator must say so too of the record that is.
fn one(day: &mut Day<'_>, against: &[Lit], steps: &mut u64, property: &Property) -> Verdict {
    match day.ask(against, steps) {
        Asked::Nothing(_) => Verdict::Holds,
        Asked::Undecided => Verdict::Undecided(day.hard()),
        Asked::Record(record) => {
            let witness = day.witness(record);
            if confirmed(day, property, &witness) {
                Verdict::Fails(vec![witness])
            } else {
                Verdict::Undecided(day.hard())
            }
        }
    }
}

/// Whether the evaluator finds the record against the claim. Conditions on the level are as its outcome is graded.
fn confirmed(day: &Day<'_>, property: &Property, witness: &Witness) -> bool {
    let holds = |condition: &Condition| day.grades().holds(&witness.record, condition);
    match property {
        Property::Always(condition) => !holds(condition),
        Property::Never(condition) => holds(condition),
        Property::Implies(one, other) => holds(one) && !holds(other),
        Property::EveryGraded => !matches!(witness.outcome, Outcome::Graded(_)),
        Property::NoConflict => !matches!(witness.outcome, Outcome::Invalid(_)),
        Property::Raising(_) | Property::NeverMilder(_) | Property::SameAs(_) => false,
    }
}

fn conditions(property: &Property) -> Vec<Condition> {
    match property {
        Property::Always(condition) | Property::Never(condition) => vec![Condition::clone(condition)],
        Property::Implies(one, other) => vec![Condition::clone(one), Condition::clone(other)],
        Property::Raising(_)
        | Property::NeverMilder(_)
        | Property::SameAs(_)
        | Property::EveryGraded
        | Property::NoConflict => Vec::new(),
    }
}

/// What holds of a record that is against the claim.
fn against(day: &mut Day<'_>, property: &Property) -> Vec<Lit> {
    match property {
        Property::Always(condition) => vec![!day.encoder.condition(condition)],
        Property::Never(condition) => vec![day.encoder.condition(condition)],
        Property::Implies(one, other) => vec![day.encoder.condition(one), !day.encoder.condition(other)],
        Property::EveryGraded => vec![!day.encoder.gates.or(day.graded.graded.iter().copied())],
        Property::NoConflict => vec![conflict(day)],
        Property::Raising(_) | Property::NeverMilder(_) | Property::SameAs(_) => vec![Lit::NO],
    }
}

/// Standing `final level` rules conclude differently, or, where none stands, standing `level` rules.
fn conflict(day: &mut Day<'_>) -> Lit {
    let [last, level, ..] = &day.graded.said;
    let gates = &mut day.encoder.gates;
    let (last, level) = (gates.at_least(2, last), gates.at_least(2, level));
    let no_final = !at(&day.graded.any, 0);
    let level = gates.and([no_final, level]);
    gates.or([last, level])
}
