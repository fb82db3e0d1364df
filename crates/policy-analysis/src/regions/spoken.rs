//! Claims as conditions of the language.

use core_model::{
    Condition, Date, Day, FactorId, FactorKind, Formula, Given, Number, NumberKind, Pick, Policy, Relation, ValueSet,
};

use super::claim::{Claim, End, Listed, Measured, Run};
use super::words::{Words, count, count_picked, counted, values};

impl Words {
    /// The claims as conditions about the records of this policy.
    pub(super) fn spoken(&self, policy: &Policy, claims: &[Claim]) -> Vec<Condition> {
        let mut conditions = Vec::new();
        let mut claims = claims.iter().peekable();
        while let Some(claim) = claims.next() {
            match claim {
                Claim::Not { of: Listed::Pick(pick), excluded } => {
                    conditions.push(among(policy, pick, excluded.iter().map(|(run, _)| *run)))
                }
                Claim::Not { of: Listed::Text(factor), excluded } => {
                    conditions.push(self.text(*factor, excluded.iter().map(|(run, _)| run.0).collect()))
                }
                Claim::Said { condition, .. } => conditions.push(Condition::clone(condition)),
                Claim::End { of, side, at, .. } => {
                    let only = claims.next_if(|next| {
                        matches!((side, next), (End::From, Claim::End { of: other, side: End::Below, at: above, .. })
                            if other == of && *above == at + 1)
                    });
                    let relation = if only.is_some() { None } else { Some(*side) };
                    conditions.push(self.end(policy, *of, relation, *at));
                }
            }
        }
        conditions
    }

    fn text(&self, factor: FactorId, excluded: Vec<usize>) -> Condition {
        let literals = self.literals(factor);
        let other = excluded.contains(&literals.len());
        let those = literals.iter().enumerate().filter(|(place, _)| excluded.contains(place) != other);
        let these = Condition::TextIn(factor, those.map(|(_, literal)| literal.clone()).collect());
        if other { these } else { Condition::Not(Box::new(these)) }
    }

    /// On this side of the threshold, or exactly it.
    fn end(&self, policy: &Policy, of: Measured, side: Option<End>, at: i128) -> Condition {
        match of {
            Measured::Number(factor) => match policy.factors.get(factor.index()).map(|factor| &factor.kind) {
                Some(FactorKind::Number(kind)) => {
                    let left = Number::factor(factor, kind);
                    self.formed(Given::Factor(factor), &left, side, at).unwrap_or_else(|| number(left, kind, side, at))
                }
                Some(
                    FactorKind::Scale(_)
                    | FactorKind::Choice(_)
                    | FactorKind::Level
                    | FactorKind::Set(_)
                    | FactorKind::YesNo
                    | FactorKind::Date
                    | FactorKind::Dates
                    | FactorKind::Text,
                )
                | None => Condition::Constant(false),
            },
            Measured::Define(define) => match policy.defines.get(define.index()).map(|define| &define.formula) {
                Some(Formula::Number { number, .. }) => {
                    let left = Number::define(define, number);
                    let formed = self.formed(Given::Define(define), &left, side, at);
                    formed.unwrap_or_else(|| compared(left, side, at))
                }
                Some(Formula::Pick { .. }) | None => Condition::Constant(false),
            },
            Measured::Date(factor) => self.date(factor, side, at),
            Measured::Dates(list, window) => match side {
                Some(End::From) => counted(list, window, at),
                Some(End::Below) => {
                    Condition::Numbers(Number::dates(list, window), Relation::AtMost, Number::constant(at - 1, 1))
                }
                None => Condition::Numbers(Number::dates(list, window), Relation::Is, Number::constant(at, 1)),
            },
        }
    }

    /// As the policy itself says it.
    fn formed(&self, given: Given, left: &Number, side: Option<End>, at: i128) -> Option<Condition> {
        let side = side?;
        let (constant, strict) = self.forms.get(&(given, at))?;
        let relation = match (side, strict) {
            (End::From, false) => Relation::AtLeast,
            (End::From, true) => Relation::Above,
            (End::Below, false) => Relation::Below,
            (End::Below, true) => Relation::AtMost,
        };
        Some(Condition::Numbers(left.clone(), relation, constant.clone()))
    }

    /// Counted back where the policy counts back to that day.
    fn date(&self, factor: FactorId, side: Option<End>, at: i128) -> Condition {
        let day = Day::Factor(factor);
        let ago = self.ago.iter().find(|(own, ..)| *own == at - 1).map(|(_, count, unit)| Day::Ago(*count, *unit));
        let given = |number: i128| Day::Given(Date::from_number(i64::try_from(number).unwrap_or(i64::MAX)));
        match (side, ago) {
            (None, _) => Condition::Days(day, Relation::Is, given(at)),
            (Some(End::From), Some(ago)) => Condition::Days(day, Relation::Above, ago),
            (Some(End::Below), Some(ago)) => Condition::Days(day, Relation::AtMost, ago),
            (Some(End::From), None) => Condition::Days(day, Relation::AtLeast, given(at)),
            (Some(End::Below), None) => Condition::Days(day, Relation::Below, given(at)),
        }
    }
}

/// The value is none of these.
fn among(policy: &Policy, pick: &Pick, excluded: impl Iterator<Item = Run>) -> Condition {
    let excluded = excluded.fold(ValueSet::EMPTY, |all, run| all.or(&values(run)));
    Condition::Within(pick.clone(), ValueSet::first(count_of(policy, pick)).without(&excluded))
}

/// How many values it may have.
fn count_of(policy: &Policy, pick: &Pick) -> usize {
    match pick {
        Pick::Factor(id) => policy.factors.get(id.index()).map_or(0, |factor| count(&factor.kind, policy)),
        Pick::Define(id) => match policy.defines.get(id.index()).map(|define| &define.formula) {
            Some(Formula::Pick { kind, .. }) => count_picked(kind, policy),
            Some(Formula::Number { .. }) | None => 0,
        },
        Pick::Value(_) | Pick::Cases(..) | Pick::Matrix(_) | Pick::Highest(_) | Pick::Lowest(_) | Pick::Flag(_) => 0,
    }
}

/// With the rounder number: `above 100000` rather than `at least 100000.01`.
fn number(left: Number, kind: &NumberKind, side: Option<End>, at: i128) -> Condition {
    let zeros = |value: i128| (1..19).take_while(|power| value % 10_i128.pow(*power) == 0).count();
    let before = zeros(at - 1) > zeros(at) && (kind.decimals > 0 || at.abs() > 100);
    let (relation, value) = match (side, before) {
        (None, _) => (Relation::Is, at),
        (Some(End::From), false) => (Relation::AtLeast, at),
        (Some(End::From), true) => (Relation::Above, at - 1),
        (Some(End::Below), false) => (Relation::Below, at),
        (Some(End::Below), true) => (Relation::AtMost, at - 1),
    };
    let value = Number::constant(value, 10_i128.pow(kind.decimals.into()));
    Condition::Numbers(left, relation, value)
}

/// With the threshold itself.
fn compared(left: Number, side: Option<End>, at: i128) -> Condition {
    let relation = match side {
        None => Relation::Is,
        Some(End::From) => Relation::AtLeast,
        Some(End::Below) => Relation::Below,
    };
    let value = Number::constant(at, left.den);
    Condition::Numbers(left, relation, value)
}
