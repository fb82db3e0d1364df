//! What is asked of a day.

use core_model::{Condition, Day, Relation, Unit};
use messages::{Diagnostic, HabitProblem};

use super::{all, any, cannot};
use crate::check::lowering::Lowering;
use crate::check::side::Side;
use crate::check::{arithmetic, dates};
use crate::keywords;
use crate::syntax::{Expr, Span, Tail, TailKind};

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

/// Whether days are compared in the words for days. Told where they are said to be more or less. (A cell has no other way to
/// say it than by signs.)
pub(super) fn in_order(low: &mut Lowering<'_>, left: &Side, tail: &Tail) -> Option<()> {
    let TailKind::Relation(relation, right) = &tail.kind else { return Some(()) };
    let (Side::Day(_), Some(word)) = (left, before_or_after(*relation)) else { return Some(()) };
    let said = Span { end: right.span.start, ..tail.span };
    let written = low.scope.text(said);
    let sign = written.trim_end();
    let word_in = |of: std::ops::RangeInclusive<char>| sign.chars().any(|letter| of.contains(&letter));
    let english = word_in('a'..='z');
    let chinese = word_in('\u{4E00}'..='\u{9FFF}') || (!english && low.scope.is_chinese(tail.span));
    let meant = keywords::by_rule(word).map_or("", |word| if chinese { word.in_chinese() } else { word.in_english() });
    let end = said.end.saturating_sub(u32::try_from(written.len() - sign.len()).unwrap_or(0));
    let said = Span { end, ..said };
    let problem = HabitProblem::DayOrder { found: sign.to_owned(), meant: meant.to_owned() };
    low.scope.tell(Diagnostic::error(problem, said).suggest(meant, said));
    None
}

/// The word that compares days, for a relation of more and less.
fn before_or_after(relation: Relation) -> Option<&'static str> {
    match relation {
        Relation::Is | Relation::IsNot => None,
        Relation::Below => Some("kw_before"),
        Relation::AtMost => Some("kw_on_or_before"),
        Relation::Above => Some("kw_after"),
        Relation::AtLeast => Some("kw_on_or_after"),
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
