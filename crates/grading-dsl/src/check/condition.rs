//! Expressions where a condition is wanted: chains, groups, counts and yes/no.

use core_model::{Condition, Pick, ValueSet};
use messages::{Diagnostic, HabitProblem, Kind, NumberProblem, RuleProblem, TypeProblem};

pub(crate) use super::lowering::Asks;
use super::lowering::Lowering;
use super::scope::{Scope, ValueType};
use super::side::{Side, named};
use super::{arithmetic, compare, meant, readings};
use crate::syntax::{Expr, ExprKind, LevelWord, Name, NumberLit, Quantifier, Span, Tail, TailKind};

/// Lowers a whole condition.
pub(crate) fn lower(scope: &mut Scope, expr: &Expr, asks: Asks) -> Option<Condition> {
    condition(&mut Lowering::new(scope, asks), expr)
}

/// Reads an expression as a condition.
pub(crate) fn condition(low: &mut Lowering<'_>, expr: &Expr) -> Option<Condition> {
    match &expr.kind {
        ExprKind::Name(name) => yes_no(low, name),
        ExprKind::YesNo(yes) => Some(Condition::Constant(*yes)),
        ExprKind::Group(inner) => condition(low, inner),
        ExprKind::Not(inner) => condition(low, inner).map(|holds| Condition::Not(Box::new(holds))),
        ExprKind::And(parts) => chain(low, parts).map(Condition::All),
        ExprKind::Or(parts) => chain(low, parts).map(Condition::Any),
        ExprKind::AndOr(parts, connectives) => and_or(low, parts, connectives, expr.span),
        ExprKind::Quantified(quantifier, of) => quantified(low, quantifier, of),
        ExprKind::Compare(left, tail) => compared(low, left.as_deref(), tail),
        // What is wrong within comes first.
        ExprKind::Arithmetic(..) => {
            arithmetic::amount(low, expr)?;
            no_condition(low, Kind::Number, expr.span)
        }
        ExprKind::Number(_)
        | ExprKind::Negative(_)
        | ExprKind::Max(_)
        | ExprKind::Min(_)
        | ExprKind::Round(..)
        | ExprKind::CountOf(_)
        | ExprKind::SizeOf(_)
        | ExprKind::CountDates(..) => no_condition(low, Kind::Number, expr.span),
        ExprKind::Date(_) => no_condition(low, Kind::Date, expr.span),
        ExprKind::Text(_) => no_condition(low, Kind::Text, expr.span),
        ExprKind::LevelOf(LevelWord::Name(name)) => match meant::height(low.scope, name) {
            Some(told) => {
                low.scope.tell(told);
                None
            }
            None => no_condition(low, Kind::Level, expr.span),
        },
        ExprKind::Level | ExprKind::LevelOf(LevelWord::Number(..) | LevelWord::Open(_)) => {
            no_condition(low, Kind::Level, expr.span)
        }
        ExprKind::Unknown => None,
    }
}

/// Conditions each by itself, as in a group.
pub(crate) fn each(low: &mut Lowering<'_>, of: &[Expr]) -> Option<Vec<Condition>> {
    let conditions: Vec<Option<Condition>> = of.iter().map(|part| condition(low, part)).collect();
    conditions.into_iter().collect()
}

/// The operands of a chain: a comparison may leave out a left side that is that of the comparison before it.
fn chain(low: &mut Lowering<'_>, parts: &[Expr]) -> Option<Vec<Condition>> {
    let mut left: Option<&Expr> = None;
    let mut before: Option<&Expr> = None;
    let mut conditions = Vec::with_capacity(parts.len());
    for part in parts {
        if let ExprKind::Compare(None, tail) = &part.kind {
            conditions.push(compared(low, left, tail));
        } else if let Some(told) = another_value(low, before, part) {
            low.scope.tell(told);
            conditions.push(None);
        } else {
            left = left_of(part, left);
            conditions.push(condition(low, part));
        }
        before = if matches!(part.kind, ExprKind::Compare(Some(_), _)) { Some(part) } else { before };
    }
    conditions.into_iter().collect()
}

/// A value that stands where a condition is wanted, for it is meant to be compared as the one before it is.
fn another_value(low: &mut Lowering<'_>, before: Option<&Expr>, part: &Expr) -> Option<Diagnostic> {
    let (ExprKind::Name(name), ExprKind::Compare(Some(left), tail)) = (&part.kind, &before?.kind) else { return None };
    let (ExprKind::Name(left), TailKind::Relation(_, right)) = (&left.kind, &tail.kind) else { return None };
    if low.scope.operands.has(&name.text) {
        return None;
    }
    let of = low.scope.value_type(&left.text)?;
    low.scope.find_value(of, &name.text)?;
    let said = Span { start: left.span.start, end: right.span.start, ..left.span };
    let meant = format!("{} {}", low.scope.text(said).trim_end(), low.scope.text(name.span));
    let problem = HabitProblem::SeveralValues { found: name.text.clone(), meant: meant.clone() };
    Some(Diagnostic::error(problem, name.span).suggest(meant, name.span))
}

/// The left side that the next comparison of a chain may leave out.
fn left_of<'a>(part: &'a Expr, before: Option<&'a Expr>) -> Option<&'a Expr> {
    if let ExprKind::Compare(Some(own), _) = &part.kind {
        return Some(own.as_ref()).filter(|own| !matches!(own.kind, ExprKind::Level));
    }
    before.filter(|_| matches!(part.kind, ExprKind::Unknown))
}

fn compared(low: &mut Lowering<'_>, left: Option<&Expr>, tail: &Tail) -> Option<Condition> {
    low.operand(tail.span)?;
    match left {
        Some(left) => compare::compare(low, left, tail),
        None => low.fail(RuleProblem::NoLeftSide, tail.span),
    }
}

/// A yes/no that stands as a condition by itself.
fn yes_no(low: &mut Lowering<'_>, name: &Name) -> Option<Condition> {
    low.operand(name.span)?;
    match named(low, name)? {
        Side::Value(pick, ValueType::YesNo) => Some(is_yes(pick)),
        side @ (Side::Value(..)
        | Side::Number(_)
        | Side::Set(..)
        | Side::Day(_)
        | Side::Dates(_)
        | Side::Text(_)
        | Side::Outcome) => {
            let of = side.kind(low.scope);
            low.fail(TypeProblem::NameNoCondition { name: name.text.clone(), of }, name.span)
        }
    }
}

fn is_yes(pick: Pick) -> Condition {
    Condition::Within(pick, ValueSet::only(1))
}

/// `and` beside `or`: told with both readings. What stands between them is read all the same.
fn and_or(low: &mut Lowering<'_>, parts: &[Expr], connectives: &[(bool, Span)], whole: Span) -> Option<Condition> {
    let (and_first, or_first) = readings::both(low.scope, parts, connectives);
    let place = readings::first_change(connectives).unwrap_or(whole);
    low.scope.tell(Diagnostic::error(RuleProblem::AndBesideOr { and_first, or_first }, place));
    chain(low, parts);
    None
}

fn quantified(low: &mut Lowering<'_>, quantifier: &Quantifier, of: &[Expr]) -> Option<Condition> {
    let conditions = each(low, of);
    let count = u32::try_from(of.len()).unwrap_or(u32::MAX);
    let (least, most) = match quantifier {
        Quantifier::All => return conditions.map(Condition::All),
        Quantifier::Any => return conditions.map(Condition::Any),
        Quantifier::None => return conditions.map(|of| Condition::Not(Box::new(Condition::Any(of)))),
        Quantifier::AtLeast(number) => (of_so_many(low, number, count)?, count),
        Quantifier::Exactly(number) => {
            let exactly = of_so_many(low, number, count)?;
            (exactly, exactly)
        }
        Quantifier::AtMost(number) => (0, arithmetic::whole(low, number)?.min(count)),
    };
    conditions.map(|of| Condition::Quantity { least, most, of })
}

/// A number of conditions that is not above how many there are.
fn of_so_many(low: &mut Lowering<'_>, number: &NumberLit, count: u32) -> Option<u32> {
    let wanted = arithmetic::whole(low, number)?;
    if wanted > count {
        return low.fail(NumberProblem::MoreThanThereAre { wanted, count }, number.span);
    }
    Some(wanted)
}

fn no_condition(low: &mut Lowering<'_>, found: Kind, span: Span) -> Option<Condition> {
    low.fail(TypeProblem::NoCondition { found }, span)
}
