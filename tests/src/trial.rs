//! Policies by chance with records of them that are tried one by one.

use std::collections::BTreeSet;
use std::sync::Arc;

use core_model::{
    Condition, Date, Datum, Day, Factor, FactorId, FactorKind, Leaf, Named, Number, NumberKind, Pick, Policy, Record,
    Relation, ValueSet, policy_leaves,
};
use serde_json::{Map, Value as Json};

use crate::chance::Chance;
use crate::generate::Drawn;
use crate::policies::Texts;

/// Records of one policy that are tried.
const RECORDS: usize = 400;

/// A policy by chance, its day, and the policy read as the second meaning reads it.
#[must_use]
pub fn drawn(seed: u64) -> (Drawn, Option<Arc<Policy>>) {
    let mut chance = Chance::of(seed << 32);
    let length = 200 + chance.below(800);
    let numbers: Vec<u16> = (0..length).map(|_| u16::try_from(chance.draw() >> 48).unwrap()).collect();
    let drawn = Drawn::from_numbers(&numbers);
    let policy = Texts { own: &drawn.policy, base: drawn.base.as_deref() }.compiled().policy;
    (drawn, policy)
}

/// Some records of the policy: all combinations of a few values a factor where they are few, else some by chance.
#[must_use]
pub fn records(policy: &Policy, as_of: Date, chance: &mut Chance) -> (Vec<Record>, bool) {
    let values: Vec<(Vec<Datum>, bool)> =
        (0..).map(FactorId).zip(&policy.factors).map(|(id, factor)| some(policy, id, factor, as_of)).collect();
    let all = values.iter().try_fold(1_usize, |all, (values, _)| all.checked_mul(values.len()));
    let whole = values.iter().all(|(_, whole)| *whole);
    match all.filter(|all| *all <= RECORDS) {
        Some(all) => {
            let nth = |mut at: usize| {
                let one = values.iter().map(|(values, _)| {
                    let value = values[at % values.len()].clone();
                    at /= values.len();
                    Some(value)
                });
                Record(one.collect())
            };
            ((0..all).map(nth).collect(), whole)
        }
        None => {
            let mut one =
                || Record(values.iter().map(|(values, _)| Some(values[chance.below(values.len())].clone())).collect());
            ((0..RECORDS).map(|_| one()).collect(), false)
        }
    }
}

/// Some values of a factor, and whether they are all.
fn some(policy: &Policy, id: FactorId, factor: &Factor, as_of: Date) -> (Vec<Datum>, bool) {
    let places = |count: usize| ((0..u8::try_from(count).unwrap()).map(Datum::Value).collect(), true);
    match &factor.kind {
        FactorKind::Scale(values) | FactorKind::Choice(values) => places(values.len()),
        FactorKind::Level => places(policy.ladder.levels.len()),
        FactorKind::YesNo => places(2),
        FactorKind::Set(values) => {
            let few = values.len().min(3);
            let sets =
                (0_u32..1 << few).map(|bits| (0_u8..3).filter(|place| bits >> place & 1 == 1).collect::<ValueSet>());
            (sets.map(Datum::Set).collect(), few == values.len())
        }
        FactorKind::Number(kind) if kind.most - kind.least < 8 => {
            ((kind.least..=kind.most).map(Datum::Number).collect(), true)
        }
        FactorKind::Number(kind) => (numbers(policy, kind), false),
        FactorKind::Date => (days(policy, as_of), false),
        FactorKind::Dates => {
            let lists = [vec![], vec![as_of], vec![Date::from_number(as_of.number() - 400), as_of]];
            (lists.into_iter().map(Datum::Dates).collect(), false)
        }
        FactorKind::Text => {
            let mut texts = vec!["别的".to_owned()];
            policy_leaves(policy, &mut |leaf| {
                if let Leaf::Literals(of, literals) = leaf
                    && of == id
                {
                    texts.extend(literals.iter().cloned());
                }
            });
            texts.truncate(4);
            (texts.into_iter().map(Datum::Text).collect(), false)
        }
    }
}

/// Numbers at and beside those that conditions compare with.
fn numbers(policy: &Policy, kind: &NumberKind) -> Vec<Datum> {
    let mut near: BTreeSet<i64> = BTreeSet::from([kind.least, kind.most]);
    policy_leaves(policy, &mut |leaf| {
        if let Leaf::Condition(Condition::Numbers(_, _, right)) = leaf
            && let Some(value) = right.as_constant()
        {
            let unit = 10_i128.pow(kind.decimals.into());
            let at = i64::try_from(value * unit / right.den).unwrap_or(0);
            near.extend([at - 1, at, at + 1]);
        }
    });
    let within = near.into_iter().filter(|value| (kind.least..=kind.most).contains(value)).take(7);
    within.map(Datum::Number).collect()
}

/// Days at and beside those that conditions compare with.
fn days(policy: &Policy, as_of: Date) -> Vec<Datum> {
    let mut near: BTreeSet<i64> = BTreeSet::from([as_of.number(), as_of.number() - 800]);
    policy_leaves(policy, &mut |leaf| {
        if let Leaf::Day(Day::Given(day)) = leaf {
            near.extend([day.number() - 1, day.number()]);
        }
        if let Leaf::Day(Day::Ago(count, unit)) = leaf {
            near.extend([as_of.less(count, unit).number(), as_of.less(count, unit).number() + 1]);
        }
    });
    near.into_iter().map(|day| Datum::Date(Date::from_number(day))).take(6).collect()
}

/// That the record says exactly this; lists of dates aside.
#[must_use]
pub fn is(policy: &Policy, record: &Record) -> Condition {
    let one = |(id, factor): (FactorId, &Factor)| match (record.get(id).unwrap(), &factor.kind) {
        (Datum::Value(value), _) => Condition::Within(Pick::Factor(id), ValueSet::only(*value)),
        (Datum::Set(values), _) => Condition::SetIs(id, *values),
        (Datum::Number(number), FactorKind::Number(kind)) => Condition::Numbers(
            Number::factor(id, kind),
            Relation::Is,
            Number::constant((*number).into(), 10_i128.pow(kind.decimals.into())),
        ),
        (Datum::Date(day), _) => Condition::Days(Day::Factor(id), Relation::Is, Day::Given(*day)),
        (Datum::Text(text), _) => Condition::TextIn(id, vec![text.clone()]),
        (Datum::Dates(_), _) => Condition::NoDates(id),
        (Datum::Number(_), _) => unreachable!(),
    };
    Condition::All((0..).map(FactorId).zip(&policy.factors).map(one).collect())
}

/// The record as its data would say it.
#[must_use]
pub fn said(policy: &Policy, record: &Record) -> Map<String, Json> {
    let shown = |(factor, datum): (&Factor, &Option<Datum>)| {
        let name = |values: &[Named], value: u8| Json::from(values[usize::from(value)].name.clone());
        let value = match (datum.as_ref().unwrap(), &factor.kind) {
            (Datum::Value(value), FactorKind::Scale(values) | FactorKind::Choice(values)) => name(values, *value),
            (Datum::Value(value), FactorKind::Level) => {
                let level = &policy.ladder.levels[usize::from(policy.ladder.at_height(*value).0)];
                level.number.map_or_else(|| Json::from(level.named.name.clone()), Json::from)
            }
            (Datum::Value(value), _) => Json::from(*value == 1),
            (Datum::Set(held), FactorKind::Set(values)) => held.iter().map(|value| name(values, value)).collect(),
            (Datum::Number(number), FactorKind::Number(kind)) => {
                Json::from(core_model::Decimal::new((*number).into(), kind.decimals).to_string())
            }
            (Datum::Date(day), _) => Json::from(day.to_string()),
            (Datum::Dates(days), _) => days.iter().map(|day| Json::from(day.to_string())).collect(),
            (Datum::Text(text), _) => Json::from(text.clone()),
            (Datum::Set(_) | Datum::Number(_), _) => unreachable!(),
        };
        (factor.named.name.clone(), value)
    };
    policy.factors.iter().zip(&record.0).map(shown).collect()
}
