//! Numbers that two rules leave out between them: `above 10万` beside `below 10万`.

use core_model::{Condition, Given, On, Relation, RuleId, What};

use super::Examined;
use crate::day::Day;
use crate::solver::Lit;

/// A number guard that leaves out its own boundary.
struct Guard<'p> {
    rule: RuleId,
    of: Given,
    /// The boundary, as a numerator and its denominator.
    value: (i128, i128),
    side: Relation,
    condition: &'p Condition,
}

impl Examined<'_> {
    /// Exactly at the boundary nothing concludes, though on either side one of the rules would be active.
    pub(super) fn boundaries(&mut self) {
        let policy = self.policy;
        let guards: Vec<Guard<'_>> = (0..)
            .map(RuleId)
            .zip(&policy.rules)
            .flat_map(|(rule, of)| parts(&of.when).into_iter().filter_map(move |part| guard(rule, part)))
            .collect();
        let mut told: Vec<RuleId> = Vec::new();
        for (at, one) in guards.iter().enumerate() {
            for other in guards.iter().skip(at + 1) {
                let apart = one.of == other.of && one.side != other.side && same(one.value, other.value);
                if !apart || one.rule == other.rule || told.contains(&one.rule) {
                    continue;
                }
                let known = self.ever(|day| left_out(day, one, other));
                if !matches!(known, super::Known::Never) {
                    told.push(one.rule);
                }
                self.shown(What::BoundaryGap(other.rule), On::Rule(one.rule), known);
            }
        }
    }
}

/// The conditions that all must hold.
fn parts(condition: &Condition) -> Vec<&Condition> {
    let Condition::All(of) = condition else { return vec![condition] };
    of.iter().flat_map(parts).collect()
}

fn guard(rule: RuleId, condition: &Condition) -> Option<Guard<'_>> {
    let Condition::Numbers(left, relation, right) = condition else { return None };
    let side = match relation {
        Relation::Above | Relation::Below => *relation,
        Relation::Is | Relation::IsNot | Relation::AtMost | Relation::AtLeast => return None,
    };
    let value = (right.as_constant()?, right.den);
    left.named().map(|of| Guard { rule, of, value, side, condition })
}

fn same(one: (i128, i128), other: (i128, i128)) -> bool {
    one.0.checked_mul(other.1).zip(other.0.checked_mul(one.1)).is_some_and(|(one, other)| one == other)
}

/// The value is exactly the boundary, the rest of both rules holds, and nothing concludes.
fn left_out(day: &mut Day<'_>, one: &Guard<'_>, other: &Guard<'_>) -> Vec<Lit> {
    if !day.ruling.counts(one.rule) || !day.ruling.counts(other.rule) {
        return vec![Lit::NO];
    }
    let mut assumed = Vec::new();
    if let Condition::Numbers(left, _, right) = one.condition {
        assumed.push(day.encoder.condition(&Condition::Numbers(left.clone(), Relation::Is, right.clone())));
    }
    for guard in [one, other] {
        let Some(rule) = day.encoder.law.rules.get(guard.rule.index()) else { return vec![Lit::NO] };
        let others = parts(&rule.when).into_iter().filter(|part| !std::ptr::eq(*part, guard.condition));
        assumed.extend(others.map(|part| day.encoder.condition(part)));
        assumed.extend(rule.unless.as_ref().map(|unless| !day.encoder.condition(unless)));
    }
    let nothing = day.encoder.gates.or([day.graded.ungraded, day.graded.by_otherwise]);
    assumed.push(nothing);
    assumed
}
