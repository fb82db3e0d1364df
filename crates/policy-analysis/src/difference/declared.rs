//! What two policies declare differently.

use core_model::{Datum, Declared, DefineId, Factor, FactorKind, Named, Policy, Version};

use crate::joined::Joined;

/// What only one of them has, and what both have in different ways.
pub(super) fn between(old: &Policy, new: &Policy) -> Vec<Declared> {
    let mut declared = Vec::new();
    let (before, after) = (names(&old.factors, |one| &one.named), names(&new.factors, |one| &one.named));
    apart(&before, &after, Declared::Factor, &mut declared);
    for one in &old.factors {
        if let Some(other) = new.factors.iter().find(|other| other.named.name == one.named.name) {
            of_factor(one, other, &mut declared);
        }
    }
    let levels = |policy: &Policy| names(&policy.ladder.levels, |level| &level.named);
    apart(&levels(old), &levels(new), Declared::Level, &mut declared);
    let outside = |policy: &Policy| names(&policy.ladder.outside, |named| named);
    apart(&outside(old), &outside(new), Declared::Outside, &mut declared);
    let measures = |policy: &Policy| names(&policy.measures, |measure| &measure.named);
    apart(&measures(old), &measures(new), Declared::Measure, &mut declared);
    declared
}

fn names<T>(all: &[T], named: impl Fn(&T) -> &Named) -> Vec<String> {
    all.iter().map(|one| named(one).name.clone()).collect()
}

/// Names that only one of the lists has.
fn apart(old: &[String], new: &[String], what: impl Fn(Version, String) -> Declared, declared: &mut Vec<Declared>) {
    let gone = old.iter().filter(|name| !new.contains(name)).map(|name| what(Version::Old, name.clone()));
    declared.extend(gone);
    let come = new.iter().filter(|name| !old.contains(name)).map(|name| what(Version::New, name.clone()));
    declared.extend(come);
}

fn of_factor(old: &Factor, new: &Factor, declared: &mut Vec<Declared>) {
    let name = || old.named.name.clone();
    if let (Some(before), Some(after)) = (values(&old.kind), values(&new.kind)) {
        apart(&before, &after, |side, value| Declared::Value(side, name(), value), declared);
    }
    if let (FactorKind::Number(before), FactorKind::Number(after)) = (&old.kind, &new.kind)
        && (before.least, before.most) != (after.least, after.most)
        && before.decimals == after.decimals
    {
        declared.push(Declared::Range(name()));
    }
    if assumed(old) != assumed(new) {
        declared.push(Declared::Assumed(name()));
    }
}

fn values(kind: &FactorKind) -> Option<Vec<String>> {
    match kind {
        FactorKind::Scale(values) | FactorKind::Choice(values) | FactorKind::Set(values) => {
            Some(names(values, |named| named))
        }
        FactorKind::Level
        | FactorKind::YesNo
        | FactorKind::Number(_)
        | FactorKind::Date
        | FactorKind::Dates
        | FactorKind::Text => None,
    }
}

/// What is assumed, in words that two policies share.
fn assumed(factor: &Factor) -> Option<String> {
    let name = |value: u8| values(&factor.kind).and_then(|names| names.get(usize::from(value)).cloned());
    factor.assume.as_ref().map(|datum| match datum {
        Datum::Value(value) => name(*value).unwrap_or_else(|| value.to_string()),
        Datum::Set(set) => set.iter().filter_map(name).collect::<Vec<String>>().join(" "),
        Datum::Number(_) | Datum::Date(_) | Datum::Dates(_) | Datum::Text(_) => format!("{datum:?}"),
    })
}

/// The records of both, with what is derived under names that say of which policy it is, where it is not the same in both.
pub(super) fn named_apart(joined: &Joined, old: &Policy, new: &Policy) -> Policy {
    let mut world = joined.world.clone();
    let own = old.defines.len();
    for (at, define) in world.defines.iter_mut().enumerate() {
        let id = DefineId(u16::try_from(at).unwrap_or(u16::MAX));
        let others = if at < own { &new.defines } else { &old.defines };
        let is_double = others.iter().any(|other| other.named.name == define.named.name);
        if joined.shared.contains(&id) || !is_double {
            continue;
        }
        let (english, chinese) = if at < own { ("_old", "（旧）") } else { ("_new", "（新）") };
        define.named.name.push_str(english);
        if let Some(label) = &mut define.named.label {
            label.push_str(chinese);
        }
    }
    world
}
