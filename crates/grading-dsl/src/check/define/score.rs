//! Scores: a sum of lines, each its first case that holds, else 0; cut off at both ends.

use core_model::{Formula, Number};
use messages::{NumberProblem, RuleProblem, TypeProblem};

use super::Made;
use super::formula::{cases, value};
use crate::check::lowering::{Asks, Lowering};
use crate::check::scope::{Scope, ValueType};
use crate::check::side::{Side, named};
use crate::check::{arithmetic, condition, factors};
use crate::syntax::{DefineCase, Expr, ExprKind, Name, NumberLit, Score, ScoreAmount, ScoreLine, Sign, Span};

/// Lowers a score.
pub(super) fn lower(scope: &mut Scope, score: &Score) -> Option<Made> {
    let unit = match &score.unit {
        Some(unit) => Some(factors::unit(scope, unit)?),
        None => None,
    };
    let units: Vec<String> = unit.iter().cloned().collect();
    let mut addends = vec![match &score.from {
        Some(from) => value(scope, from, &units),
        None => Some(Number::constant(0, 1)),
    }];
    for written in &score.lines {
        addends.push(line(scope, written, &units));
    }
    let range = score.range.as_ref().map(|range| ends(scope, range, &units));
    let addends: Vec<Number> = addends.into_iter().collect::<Option<_>>()?;
    let sum = made(scope, Number::sum(addends), score.name.span)?;
    let number = match range {
        Some(ends) => cut_off(scope, sum, ends?, score.name.span)?,
        None => sum,
    };
    Some(Made { formula: Formula::Number { number, unit }, of: None, claim: None })
}

fn line(scope: &mut Scope, line: &ScoreLine, units: &[String]) -> Option<Number> {
    let number = match &line.amount {
        ScoreAmount::Cases(cases) => first_case(scope, cases, units, line.span),
        ScoreAmount::Each { amount, of, most } => each(scope, amount, of, most.as_ref(), units),
        ScoreAmount::Bare(_) => Lowering::new(scope, Asks::Record).fail(RuleProblem::BareAmount, line.span),
    }?;
    match line.sign {
        Sign::Add => Some(number),
        Sign::Deduct => made(scope, number.times(-1, 1), line.span),
    }
}

fn first_case(scope: &mut Scope, written: &[DefineCase], units: &[String], place: Span) -> Option<Number> {
    let mut lowered = Vec::with_capacity(written.len());
    for case in written {
        let when = condition::lower(scope, &case.when, Asks::Record);
        lowered.push(when.zip(value(scope, &case.value, units)));
    }
    cases(scope, lowered.into_iter().collect::<Option<_>>()?, Number::constant(0, 1), place)
}

/// So much for each of what is counted, at most so much.
fn each(scope: &mut Scope, amount: &Expr, of: &Expr, most: Option<&Expr>, units: &[String]) -> Option<Number> {
    let count = counted(&mut Lowering::new(scope, Asks::Record), of);
    let number = value(scope, amount, units);
    let most = most.map(|most| cap(scope, most, units));
    let product = made(scope, number?.product(count?), amount.span)?;
    match most {
        Some(most) => made(scope, Number::lowest(vec![product, most?]), amount.span),
        None => Some(product),
    }
}

/// What `for each` counts: the values of a set, or what `size of` and `count of` do.
fn counted(low: &mut Lowering<'_>, of: &Expr) -> Option<Number> {
    match &of.kind {
        ExprKind::Name(name) => size(low, name),
        ExprKind::Group(inner) => counted(low, inner),
        ExprKind::SizeOf(_) | ExprKind::CountOf(_) | ExprKind::CountDates(..) => {
            arithmetic::amount(low, of).map(|amount| amount.number)
        }
        ExprKind::Unknown => None,
        ExprKind::Number(_)
        | ExprKind::Date(_)
        | ExprKind::Text(_)
        | ExprKind::YesNo(_)
        | ExprKind::Level
        | ExprKind::LevelOf(_)
        | ExprKind::Negative(_)
        | ExprKind::Arithmetic(..)
        | ExprKind::Max(_)
        | ExprKind::Min(_)
        | ExprKind::Round(..)
        | ExprKind::Not(_)
        | ExprKind::And(_)
        | ExprKind::Or(_)
        | ExprKind::AndOr(..)
        | ExprKind::Quantified(..)
        | ExprKind::Compare(..) => low.fail(RuleProblem::NothingToCount, of.span),
    }
}

fn size(low: &mut Lowering<'_>, name: &Name) -> Option<Number> {
    match named(low, name)? {
        Side::Set(set, of) => Some(Number::size(set, low.scope.size(ValueType::Declared(of)))),
        Side::Value(..) | Side::Number(_) | Side::Day(_) | Side::Dates(_) | Side::Text(_) | Side::Outcome => {
            low.fail(RuleProblem::NothingToCount, name.span)
        }
    }
}

fn cap(scope: &mut Scope, most: &Expr, units: &[String]) -> Option<Number> {
    let cap = value(scope, most, units)?;
    if cap.as_constant().is_some() {
        return Some(cap);
    }
    Lowering::new(scope, Asks::Record).fail(NumberProblem::CapNotConstant, most.span)
}

fn ends(scope: &mut Scope, (from, to): &(NumberLit, NumberLit), units: &[String]) -> Option<(Number, Number)> {
    let mut low = Lowering::new(scope, Asks::Record);
    low.units = units.to_vec();
    let (least, most) = (arithmetic::literal(&mut low, from), arithmetic::literal(&mut low, to));
    let (least, most) = (least?.number, most?.number);
    let reversed = least.clone().less(most.clone()).is_ok_and(|difference| difference.least > 0);
    if reversed {
        return low.fail(TypeProblem::RangeReversed, from.span.to(to.span));
    }
    Some((least, most))
}

fn cut_off(scope: &mut Scope, sum: Number, (least, most): (Number, Number), place: Span) -> Option<Number> {
    let below = made(scope, Number::lowest(vec![sum, most]), place)?;
    made(scope, Number::highest(vec![below, least]), place)
}

fn made(scope: &mut Scope, made: Result<Number, core_model::ArithmeticError>, place: Span) -> Option<Number> {
    arithmetic::settle(&mut Lowering::new(scope, Asks::Record), made, place)
}
