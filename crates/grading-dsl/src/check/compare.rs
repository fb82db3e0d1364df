//! Comparisons: the type of the left side decides how the right side is read and what can be asked.

mod days;
mod levels;
mod numbers;
mod sets;
mod values;

use core_model::{Condition, Relation};
use messages::{Asked, TypeProblem};

use super::lowering::Lowering;
use super::side::{Side, side};
use super::units;
use crate::syntax::{Expr, ExprKind, Span, Tail, TailKind};

/// A comparison of a left side with what stands behind it.
pub(crate) fn compare(low: &mut Lowering<'_>, left: &Expr, tail: &Tail) -> Option<Condition> {
    let beside = units::declared(low.scope, [left].into_iter().chain(right_sides(&tail.kind)));
    low.beside(beside, |low| {
        let left = side(low, left)?;
        days::in_order(low, &left, tail)?;
        ask(low, &left, tail)
    })
}

/// What is asked of a left side that is read already.
pub(crate) fn ask(low: &mut Lowering<'_>, left: &Side, tail: &Tail) -> Option<Condition> {
    match left {
        Side::Value(pick, of) => values::ask(low, pick, *of, tail),
        Side::Number(amount) => numbers::ask(low, amount, tail),
        Side::Set(set, of) => sets::ask(low, *set, *of, tail),
        Side::Day(day) => days::ask(low, *day, tail),
        Side::Dates(list) => sets::ask_dates(low, *list, tail),
        Side::Text(text) => sets::ask_text(low, *text, tail),
        Side::Outcome => levels::ask(low, tail),
    }
}

/// Tells that this cannot be asked of the left side.
fn cannot(low: &mut Lowering<'_>, left: &Side, tail: &Tail) -> Option<Condition> {
    let of = left.kind(low.scope);
    low.fail(TypeProblem::CannotAsk { of, asked: asked(&tail.kind) }, tail.span)
}

/// All of some conditions, of which some may be told of already.
fn all(of: Vec<Option<Condition>>) -> Option<Condition> {
    Some(Condition::All(of.into_iter().collect::<Option<_>>()?))
}

/// Any of some conditions, of which some may be told of already.
fn any(of: Vec<Option<Condition>>) -> Option<Condition> {
    Some(Condition::Any(of.into_iter().collect::<Option<_>>()?))
}

fn not(condition: Condition) -> Condition {
    Condition::Not(Box::new(condition))
}

/// Whether things need an order for this to be asked of them.
fn needs_order(relation: Relation) -> bool {
    match relation {
        Relation::Is | Relation::IsNot => false,
        Relation::Below | Relation::AtMost | Relation::Above | Relation::AtLeast => true,
    }
}

/// The expressions behind a left side.
pub(super) fn right_sides(tail: &TailKind) -> Vec<&Expr> {
    match tail {
        TailKind::Relation(_, right)
        | TailKind::Includes(right)
        | TailKind::Before(right)
        | TailKind::After(right)
        | TailKind::OnOrBefore(right)
        | TailKind::OnOrAfter(right) => vec![right],
        TailKind::Between(from, to) => vec![from, to],
        TailKind::In(list) | TailKind::IncludesAny(list) | TailKind::IncludesAll(list) => list.iter().collect(),
        TailKind::FromBehind(..)
        | TailKind::Empty
        | TailKind::NotEmpty
        | TailKind::AtLeastAgo(..)
        | TailKind::LessThanAgo(..)
        | TailKind::LessThan(..) => Vec::new(),
    }
}

/// What messages call a question.
fn asked(tail: &TailKind) -> Asked {
    match tail {
        TailKind::Relation(relation, _) if needs_order(*relation) => Asked::Order,
        TailKind::Relation(..) => Asked::Equality,
        TailKind::FromBehind(..) => Asked::FromBehind,
        TailKind::Between(..) => Asked::Between,
        TailKind::In(_) => Asked::In,
        TailKind::Includes(_) | TailKind::IncludesAny(_) | TailKind::IncludesAll(_) => Asked::Includes,
        TailKind::Empty | TailKind::NotEmpty => Asked::Empty,
        TailKind::Before(_) | TailKind::After(_) | TailKind::OnOrBefore(_) | TailKind::OnOrAfter(_) => Asked::Before,
        TailKind::AtLeastAgo(..) | TailKind::LessThanAgo(..) | TailKind::LessThan(..) => Asked::Ago,
    }
}

/// Whether an expression is the word `level` alone, which stands for the level concluded.
fn outcome(expr: &Expr) -> Option<Span> {
    matches!(expr.kind, ExprKind::Level).then_some(expr.span)
}
