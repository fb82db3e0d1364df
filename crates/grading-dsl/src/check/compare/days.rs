//! What is asked of a day.

use core_model::{Condition, Day, Relation, Unit};

use super::{all, any, cannot};
use crate::check::lowering::Lowering;
use crate::check::side::Side;
use crate::check::{arithmetic, dates};
use crate::syntax::{Expr, Tail, TailKind};

/// A question to a day.
pub(super) fn ask(low: &mut Lowering<'_>, left: Day, tail: &Tail) -> Option<Condition> {
    match &tail.kind {
        TailKind::Relation(relation, right) => relate(low, left, *relation, right),
        TailKind::Between(from, to) => {
            let from = relate(low, left, Relation::AtLeast, from);
            let to = relate(low, left, Relation::AtMost, to);
            all(vec![from, to])
        }
        TailKind::In(list) => {
            let each = list.iter().map(|day| one_of(low, left, day)).collect();
            any(each)
        }
        TailKind::Before(right) => relate(low, left, Relation::Below, right),
        TailKind::After(right) => relate(low, left, Relation::Above, right),
        TailKind::OnOrBefore(right) => relate(low, left, Relation::AtMost, right),
        TailKind::OnOrAfter(right) => relate(low, left, Relation::AtLeast, right),
        TailKind::AtLeastAgo(count, unit) => ago(low, left, Relation::AtMost, (*count, *unit), tail),
        TailKind::LessThanAgo(count, unit) => ago(low, left, Relation::Above, (*count, *unit), tail),
        TailKind::LessThan(number, unit) => {
            let count = arithmetic::whole_of(low, number)?;
            ago(low, left, Relation::Above, (count, *unit), tail)
        }
        TailKind::FromBehind(..)
        | TailKind::Includes(_)
        | TailKind::IncludesAny(_)
        | TailKind::IncludesAll(_)
        | TailKind::Empty
        | TailKind::NotEmpty => cannot(low, &Side::Day(left), tail),
    }
}

fn one_of(low: &mut Lowering<'_>, left: Day, day: &Expr) -> Option<Condition> {
    low.operand(day.span)?;
    relate(low, left, Relation::Is, day)
}

fn relate(low: &mut Lowering<'_>, left: Day, relation: Relation, right: &Expr) -> Option<Condition> {
    Some(Condition::Days(left, relation, dates::day(low, right)?))
}

/// Counted back from the as-of date: `at least N years ago` is on or before that day, `less than N years ago` after it.
fn ago(low: &mut Lowering<'_>, left: Day, relation: Relation, back: (u32, Unit), tail: &Tail) -> Option<Condition> {
    dates::count(low, back, tail.span)?;
    Some(Condition::Days(left, relation, Day::Ago(back.0, back.1)))
}
