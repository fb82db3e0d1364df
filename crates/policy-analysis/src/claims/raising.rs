//! Whether raising factors ever lowers the level: two records alike in all else, compared.

use std::sync::Arc;

use core_model::{Condition, Date, Day as Said, Factor, FactorId, FactorKind, Number, Pick, Policy, Relation, Verdict};

use super::pair::{Pair, height};
use crate::columns::Column;
use crate::joined::Joined;
use crate::outcome::{Graded, at};
use crate::solver::Lit;

/// Which way the level must not go where factors are raised.
#[derive(Clone, Copy)]
enum Way {
    Down,
    Up,
}

/// Whether no record is graded lower than another that differs by lower values of these factors only, as of a day.
pub(super) fn verdict(policy: &Arc<Policy>, factors: &[FactorId], as_of: Date, steps: &mut u64) -> Verdict {
    let joined = Joined::raised(policy, factors);
    let mut pair = raised(policy, &joined, factors, as_of);
    never(&mut pair, policy, Way::Down, steps)
}

/// What raising a factor, or setting it to another value, does to the level, as of a day.
pub(crate) fn effect(policy: &Arc<Policy>, factor: FactorId, as_of: Date, steps: &mut u64) -> Effect {
    let joined = Joined::raised(policy, &[factor]);
    let mut pair = raised(policy, &joined, &[factor], as_of);
    let differs = pair.encoder.differ(&pair.one.clone(), &pair.other.clone());
    let alike = pair.verdict(&[differs], steps, |_, _| true);
    let is_ordered = policy.factors.get(factor.index()).is_some_and(|of| not_above(of, factor, factor).is_some());
    let mut ways = || match &alike {
        Verdict::Holds => (Verdict::Holds, Verdict::Holds),
        Verdict::Fails(_) | Verdict::Undecided(_) => {
            (never(&mut pair, policy, Way::Down, steps), never(&mut pair, policy, Way::Up, steps))
        }
    };
    let raised = is_ordered.then(&mut ways);
    Effect { alike, raised }
}

/// What a factor does to the level.
pub(crate) struct Effect {
    /// Whether its value never changes outcome or measures.
    pub(crate) alike: Verdict,
    /// Of an ordered factor: whether raising it never lowers the level, and whether it never raises it.
    pub(crate) raised: Option<(Verdict, Verdict)>,
}

/// Two records, of which the second differs by other values of the factors only; of ordered ones, by higher values.
fn raised<'p>(policy: &Arc<Policy>, joined: &'p Joined, factors: &[FactorId], as_of: Date) -> Pair<'p> {
    let raised: Vec<(FactorId, FactorId)> =
        factors.iter().filter_map(|factor| joined.place(*factor).map(|place| (*factor, place))).collect();
    let order: Vec<Condition> = raised
        .iter()
        .filter_map(|(low, high)| policy.factors.get(low.index()).and_then(|factor| not_above(factor, *low, *high)))
        .collect();
    let mut pair = Pair::of(policy, policy, joined, as_of, &order);
    if order.len() == raised.len() {
        ordered(&mut pair, &raised);
        pair.encoder.order_sums(&raised);
    }
    pair
}

fn never(pair: &mut Pair<'_>, policy: &Policy, way: Way, steps: &mut u64) -> Verdict {
    let against = match way {
        Way::Down => lowered(pair, &pair.one.clone(), &pair.other.clone()),
        Way::Up => lowered(pair, &pair.other.clone(), &pair.one.clone()),
    };
    pair.verdict(&[against], steps, |before, after| {
        let (high, low) = match way {
            Way::Down => (before, after),
            Way::Up => (after, before),
        };
        let ladder = &policy.ladder;
        height(high, ladder).is_some_and(|high| height(low, ladder).is_none_or(|low| low < high))
    })
}

/// The one is at most as high as the other; said to the search among records, which classes alone may not tell.
fn not_above(factor: &Factor, low: FactorId, high: FactorId) -> Option<Condition> {
    match &factor.kind {
        FactorKind::Scale(_) | FactorKind::Level | FactorKind::YesNo => {
            Some(Condition::Values(Pick::Factor(low), Relation::AtMost, Pick::Factor(high)))
        }
        FactorKind::Number(kind) => {
            Some(Condition::Numbers(Number::factor(low, kind), Relation::AtMost, Number::factor(high, kind)))
        }
        FactorKind::Date => Some(Condition::Days(Said::Factor(low), Relation::AtMost, Said::Factor(high))),
        FactorKind::Choice(_) | FactorKind::Set(_) | FactorKind::Dates | FactorKind::Text => None,
    }
}

/// At each threshold that either record meets: where the lower one reaches it, so does the higher.
fn ordered(pair: &mut Pair<'_>, raised: &[(FactorId, FactorId)]) {
    for (low, high) in raised {
        let met = |column: Option<&Column>| match column {
            Some(Column::Ordered(ordered)) => ordered.known().map(|(threshold, _)| threshold).collect(),
            Some(Column::Set(_) | Column::Counts(_)) | None => Vec::new(),
        };
        let columns = &pair.encoder.columns;
        let thresholds: Vec<i128> =
            [met(columns.get(low.index())), met(columns.get(high.index()))].into_iter().flatten().collect();
        for threshold in thresholds {
            let (one, other) = (pair.encoder.factor_from(*low, threshold), pair.encoder.factor_from(*high, threshold));
            pair.encoder.gates.solver.clause(&[!one, other]);
        }
    }
}

/// Graded by the one, and by the other at a lower level of the ladder or not at all.
fn lowered(pair: &mut Pair<'_>, one: &Graded, other: &Graded) -> Lit {
    let best_first = pair.encoder.law.ladder.best_first;
    // From the top of the ladder down.
    let descending = |graded: &Graded| -> Vec<Lit> {
        let severities = 0..graded.graded.len();
        let order: Vec<usize> = if best_first { severities.rev().collect() } else { severities.collect() };
        order.into_iter().map(|severity| at(&graded.graded, severity)).collect()
    };
    let (before, after) = (descending(one), descending(other));
    let gates = &mut pair.encoder.gates;
    let mut ways = Vec::new();
    for (place, lit) in before.iter().enumerate() {
        let still = gates.or(after.iter().take(place + 1).copied());
        ways.push(gates.and([*lit, !still]));
    }
    gates.or(ways)
}
