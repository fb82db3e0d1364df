//! Pairs of rules that speak against each other.

use core_model::{Combine, Conclusion, Force, On, Pick, RuleId, Side, What};

use super::{Examined, Known};
use crate::day::Day;
use crate::outcome::{at, place};
use crate::solver::Lit;

/// A bound of a rule.
struct Bound<'p> {
    rule: RuleId,
    presumed: bool,
    side: Side,
    level: &'p Pick,
}

impl Examined<'_> {
    /// Under `first` two rules conclude differently by the same force, so that only their order decides.
    pub(super) fn overlaps(&mut self) {
        if self.policy.combine != Combine::First {
            return;
        }
        let policy = self.policy;
        let said: Vec<(RuleId, Force, &Pick)> = (0..)
            .map(RuleId)
            .zip(&policy.rules)
            .flat_map(|(id, rule)| {
                rule.conclusions.iter().filter_map(move |conclusion| match conclusion {
                    Conclusion::Level(force, level) => Some((id, *force, level)),
                    Conclusion::Adjust(_)
                    | Conclusion::Bound { .. }
                    | Conclusion::Outside(_)
                    | Conclusion::Require(_) => None,
                })
            })
            .collect();
        let mut told: Vec<RuleId> = Vec::new();
        for (at, (one, force, level)) in said.iter().enumerate() {
            for (other, its_force, its_level) in said.iter().skip(at + 1) {
                if told.contains(one) || one == other || force != its_force {
                    continue;
                }
                let known = self.ever(|day| vec![differ(day, *force, (*one, level), (*other, its_level))]);
                if !matches!(known, Known::Never) {
                    told.push(*one);
                }
                self.shown(What::Overlap(*other), On::Rule(*one), known);
            }
        }
    }

    /// A bound keeps the level from being too severe where another keeps it more severe than that.
    pub(super) fn crossing(&mut self) {
        let policy = self.policy;
        let bounds: Vec<Bound<'_>> = (0..)
            .map(RuleId)
            .zip(&policy.rules)
            .flat_map(|(rule, of)| {
                of.conclusions.iter().filter_map(move |conclusion| match conclusion {
                    Conclusion::Bound { presumed, side, level } => {
                        Some(Bound { rule, presumed: *presumed, side: *side, level })
                    }
                    Conclusion::Level(..) | Conclusion::Adjust(_) | Conclusion::Outside(_) | Conclusion::Require(_) => {
                        None
                    }
                })
            })
            .collect();
        let mut told: Vec<(RuleId, RuleId)> = Vec::new();
        for mild in bounds.iter().filter(|bound| !policy.ladder.keeps_from_mild(bound.side)) {
            for severe in bounds.iter().filter(|bound| policy.ladder.keeps_from_mild(bound.side)) {
                let pair = (mild.rule.min(severe.rule), mild.rule.max(severe.rule));
                if told.contains(&pair) {
                    continue;
                }
                let known = self.ever(|day| vec![cross(day, mild, severe)]);
                if !matches!(known, Known::Never) {
                    told.push(pair);
                }
                self.shown(What::BoundsCross(pair.1), On::Rule(pair.0), known);
            }
        }
    }
}

/// Whether both stand, nothing stronger does, and they say different levels.
fn differ(day: &mut Day<'_>, force: Force, one: (RuleId, &Pick), other: (RuleId, &Pick)) -> Lit {
    let (mine, its) = (at(&day.graded.stands, one.0.index()), at(&day.graded.stands, other.0.index()));
    let (own, other) = (day.encoder.severities(one.1, mine), day.encoder.severities(other.1, its));
    let gates = &mut day.encoder.gates;
    let same: Vec<Lit> = own.into_iter().zip(other).map(|(own, other)| gates.and([own, other])).collect();
    let same = gates.or(same);
    let stronger: Vec<Lit> =
        day.graded.any.iter().take(place(force)).chain(&day.graded.outside).map(|lit| !*lit).collect();
    gates.and(stronger.into_iter().chain([mine, its, !same]))
}

/// Whether both bounds count, and the one that keeps from the severe lies milder than the other.
fn cross(day: &mut Day<'_>, mild: &Bound<'_>, severe: &Bound<'_>) -> Lit {
    let mut says = Vec::new();
    for bound in [mild, severe] {
        let stands = at(&day.graded.stands, bound.rule.index());
        let strongest = if bound.presumed { 2 } else { 1 };
        let displaced: Vec<Lit> = day.graded.any.iter().take(strongest).map(|lit| !*lit).collect();
        let counts = day.encoder.gates.and(displaced.into_iter().chain([stands]));
        says.push(day.encoder.severities(bound.level, counts));
    }
    let [milder, severer] = says.as_slice() else { return Lit::NO };
    let gates = &mut day.encoder.gates;
    let mut ways = Vec::new();
    for (severity, at_most) in milder.iter().enumerate() {
        let below = gates.or(severer.iter().take(severity).copied());
        ways.push(gates.and([*at_most, below]));
    }
    let crossed = gates.or(ways);
    let graded = gates.or(day.graded.graded.iter().copied());
    gates.and([crossed, graded])
}
