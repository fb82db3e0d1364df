//! What is asked of a value of a scale, a choice, the levels or yes/no.

use core_model::{Condition, Pick, Relation, ValueSet};
use messages::TypeProblem;

use super::{all, any, cannot, needs_order, outcome};
use crate::check::lowering::Lowering;
use crate::check::pick;
use crate::check::scope::{Scope, ValueType};
use crate::check::side::{Side, value_kind};
use crate::syntax::{Expr, Span, Tail, TailKind};

/// A question to a value.
pub(super) fn ask(low: &mut Lowering<'_>, left: &Pick, of: ValueType, tail: &Tail) -> Option<Condition> {
    match &tail.kind {
        TailKind::Relation(relation, right) => {
            ordered(low, *relation, of, tail.span)?;
            relate(low, left, of, *relation, right)
        }
        TailKind::Between(from, to) => {
            ordered(low, Relation::AtLeast, of, tail.span)?;
            let from = relate(low, left, of, Relation::AtLeast, from);
            let to = relate(low, left, of, Relation::AtMost, to);
            all(vec![from, to])
        }
        TailKind::In(list) => within(low, left, of, list),
        TailKind::FromBehind(..)
        | TailKind::Includes(_)
        | TailKind::IncludesAny(_)
        | TailKind::IncludesAll(_)
        | TailKind::Empty
        | TailKind::NotEmpty
        | TailKind::Before(_)
        | TailKind::After(_)
        | TailKind::OnOrBefore(_)
        | TailKind::OnOrAfter(_)
        | TailKind::AtLeastAgo(..)
        | TailKind::LessThanAgo(..)
        | TailKind::LessThan(..) => cannot(low, &Side::Value(left.clone(), of), tail),
    }
}

/// The values, of all that the type has, that stand in a relation to one.
pub(super) fn related(scope: &Scope, of: ValueType, relation: Relation, to: u8) -> ValueSet {
    let count = u8::try_from(scope.size(of).saturating_sub(1)).unwrap_or(u8::MAX);
    (0..=count).filter(|value| holds(*value, relation, to)).collect()
}

fn relate(low: &mut Lowering<'_>, left: &Pick, of: ValueType, relation: Relation, right: &Expr) -> Option<Condition> {
    if of == ValueType::Level
        && let Some(place) = outcome(right)
    {
        low.ask_level(place)?;
        return Some(Condition::LevelTo(relation.turned(), left.clone()));
    }
    Some(match pick::pick(low, right, of)? {
        Pick::Value(value) => Condition::Within(left.clone(), related(low.scope, of, relation, value)),
        right @ (Pick::Factor(_)
        | Pick::Define(_)
        | Pick::Cases(..)
        | Pick::Matrix(_)
        | Pick::Highest(_)
        | Pick::Lowest(_)
        | Pick::Flag(_)) => Condition::Values(left.clone(), relation, right),
    })
}

/// One of a list: the values written are one set, what others say is compared one by one.
fn within(low: &mut Lowering<'_>, left: &Pick, of: ValueType, list: &[Expr]) -> Option<Condition> {
    let mut written = ValueSet::EMPTY;
    let mut said = Vec::new();
    for each in list {
        match pick::pick(low, each, of) {
            Some(Pick::Value(value)) => written.insert(value),
            Some(
                other @ (Pick::Factor(_)
                | Pick::Define(_)
                | Pick::Cases(..)
                | Pick::Matrix(_)
                | Pick::Highest(_)
                | Pick::Lowest(_)
                | Pick::Flag(_)),
            ) => said.push(Some(Condition::Values(left.clone(), Relation::Is, other))),
            None => said.push(None),
        }
    }
    if said.is_empty() {
        return Some(Condition::Within(left.clone(), written));
    }
    said.insert(0, Some(Condition::Within(left.clone(), written)));
    any(said)
}

fn ordered(low: &mut Lowering<'_>, relation: Relation, of: ValueType, span: Span) -> Option<()> {
    let has_order = match of {
        ValueType::Declared(_) | ValueType::Level => low.scope.ordered(of),
        ValueType::YesNo => false,
    };
    if has_order || !needs_order(relation) {
        return Some(());
    }
    let of = value_kind(low.scope, of);
    low.fail(TypeProblem::NoOrder { of }, span)
}

fn holds(value: u8, relation: Relation, to: u8) -> bool {
    match relation {
        Relation::Is => value == to,
        Relation::IsNot => value != to,
        Relation::Below => value < to,
        Relation::AtMost => value <= to,
        Relation::Above => value > to,
        Relation::AtLeast => value >= to,
    }
}
