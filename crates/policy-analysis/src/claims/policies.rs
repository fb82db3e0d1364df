//! One policy against another: never milder, the same.

use std::sync::Arc;

use core_model::{Date, Ladder, Outcome, Policy, Property, Undecided, Verdict};

use super::pair::{Pair, severity};
use crate::day::periods;
use crate::joined::Joined;
use crate::outcome::at;
use crate::solver::Lit;

/// As of the day, or else as of every period in which the same rules of both are in force.
pub(super) fn compare(
    policy: &Arc<Policy>,
    other: &Arc<Policy>,
    property: &Property,
    as_of: Option<Date>,
    steps: &mut u64,
) -> Verdict {
    let days = as_of.map_or_else(|| periods(&[policy, other]), |day| vec![day]);
    let joined = match Joined::with(policy, other) {
        Ok(joined) => joined,
        Err(factor) => {
            let as_of = days.first().copied().unwrap_or(Date::FIRST);
            return Verdict::Undecided(Undecided { factors: vec![factor], as_of });
        }
    };
    let mut open = None;
    for day in days {
        let mut pair = Pair::of(policy, other, &joined, day, &[]);
        let same = matches!(property, Property::SameAs(_));
        let against = if same { differs(&mut pair, policy, other) } else { milder(&mut pair) };
        let confirmed = |one: &Outcome, its: &Outcome| {
            if same {
                told(one, &policy.ladder) != told(its, &other.ladder)
            } else {
                let (one, its) = (severity(one, &policy.ladder), severity(its, &other.ladder));
                its.is_some_and(|its| one.is_none_or(|one| one > its))
            }
        };
        match pair.verdict(&[against], steps, confirmed) {
            Verdict::Holds => {}
            fails @ Verdict::Fails(_) => return fails,
            Verdict::Undecided(hard) => open = Some(hard),
        }
    }
    open.map_or(Verdict::Holds, Verdict::Undecided)
}

/// Graded by the other, and here less severely or not at all.
fn milder(pair: &mut Pair<'_>) -> Lit {
    let (own, other) = (pair.one.graded.clone(), pair.other.graded.clone());
    let gates = &mut pair.encoder.gates;
    let mut ways = Vec::new();
    for (severity, lit) in other.iter().enumerate() {
        let as_severe = gates.or(own.iter().take(severity + 1).copied());
        ways.push(gates.and([*lit, !as_severe]));
    }
    gates.or(ways)
}

/// The outcomes differ: by severity, by the name of what lies beside the ladder, by the levels in conflict.
pub(crate) fn differs(pair: &mut Pair<'_>, policy: &Policy, other: &Policy) -> Lit {
    let (one, its) = (pair.one.clone(), pair.other.clone());
    let mut pairs: Vec<(Lit, Lit)> = Vec::new();
    for severity in 0..one.graded.len().max(its.graded.len()) {
        pairs.push((at(&one.graded, severity), at(&its.graded, severity)));
        pairs.push((at(&one.conflicting, severity), at(&its.conflicting, severity)));
    }
    let place = |ladder: &Ladder, name: &str| ladder.outside.iter().position(|outside| outside.name == name);
    let names = policy.ladder.outside.iter().chain(&other.ladder.outside);
    for outside in names {
        let lit = |all: &[Lit], ladder: &Ladder| place(ladder, &outside.name).map_or(Lit::NO, |place| at(all, place));
        pairs.push((lit(&one.outside, &policy.ladder), lit(&its.outside, &other.ladder)));
    }
    let gates = &mut pair.encoder.gates;
    let same: Vec<Lit> = pairs.into_iter().map(|(one, other)| gates.same(one, other)).collect();
    !gates.and(same)
}

/// An outcome in terms that two policies share.
pub(crate) fn told(outcome: &Outcome, ladder: &Ladder) -> (Vec<u8>, Option<String>, bool) {
    match outcome {
        Outcome::Graded(level) => (vec![ladder.severity(*level)], None, false),
        Outcome::Conflict(levels) => (levels.iter().map(|level| ladder.severity(*level)).collect(), None, true),
        Outcome::Outside(outside) => {
            let name = ladder.outside.get(outside.index()).map(|outside| outside.name.clone());
            (Vec::new(), name, false)
        }
        Outcome::Ungraded | Outcome::Undetermined | Outcome::Invalid(_) => (Vec::new(), None, false),
    }
}
