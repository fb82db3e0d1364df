//! Expressions where a number is wanted, in exact fractions: every overflow is found here.

use core_model::{ArithmeticError, Number};
use messages::{Diagnostic, Kind, NumberProblem, TypeProblem};

use super::lowering::Lowering;
use super::scope::ValueType;
use super::side::{Amount, Origin, Side, misplaced, named};
use super::{condition, dates, units};
use crate::syntax::{Arithmetic, Expr, ExprKind, Name, NumberLit, Span, Window};

/// Reads an expression as a number.
pub(crate) fn amount(low: &mut Lowering<'_>, expr: &Expr) -> Option<Amount> {
    match &expr.kind {
        ExprKind::Name(name) => by_name(low, name),
        ExprKind::Number(number) => literal(low, number),
        ExprKind::Negative(inner) => negative(low, inner),
        ExprKind::Arithmetic(first, rest) => chain(low, first, rest, expr.span),
        ExprKind::Max(parts) => extreme(low, parts, Number::highest, expr.span),
        ExprKind::Min(parts) => extreme(low, parts, Number::lowest, expr.span),
        ExprKind::Round(inner, decimals) => round(low, inner, decimals, expr.span),
        ExprKind::CountOf(conditions) => count(low, conditions),
        ExprKind::SizeOf(name) => size(low, name),
        ExprKind::CountDates(name, window) => dated(low, name, *window, expr.span),
        ExprKind::Group(inner) => amount(low, inner),
        ExprKind::Date(_) => misplaced(low, Kind::Number, Kind::Date, expr.span),
        ExprKind::Text(_) => misplaced(low, Kind::Number, Kind::Text, expr.span),
        ExprKind::YesNo(_) => misplaced(low, Kind::Number, Kind::YesNo, expr.span),
        ExprKind::Level | ExprKind::LevelOf(_) => misplaced(low, Kind::Number, Kind::Level, expr.span),
        ExprKind::Not(_)
        | ExprKind::And(_)
        | ExprKind::Or(_)
        | ExprKind::AndOr(..)
        | ExprKind::Quantified(..)
        | ExprKind::Compare(..) => misplaced(low, Kind::Number, Kind::Condition, expr.span),
        ExprKind::Unknown => None,
    }
}

/// The number that is written, in its unit.
pub(crate) fn literal(low: &mut Lowering<'_>, number: &NumberLit) -> Option<Amount> {
    units::check(low, number)?;
    let den = 10_i128.checked_pow(u32::from(number.value.places()));
    let Some(den) = den else { return low.fail(NumberProblem::Overflow, number.span) };
    Some(Amount { number: Number::constant(number.value.units(), den), unit: None, origin: Origin::Written })
}

/// A written number that must be whole and without a unit.
pub(crate) fn whole(low: &mut Lowering<'_>, number: &NumberLit) -> Option<u32> {
    units::check(low, number)?;
    whole_of(low, number)
}

/// A written number that must be whole, whatever it counts.
pub(crate) fn whole_of(low: &mut Lowering<'_>, number: &NumberLit) -> Option<u32> {
    let fits = number.value.to_units(0).and_then(|whole| u32::try_from(whole).ok());
    if fits.is_none() {
        return low.fail(NumberProblem::NotWhole { found: number.value.to_string() }, number.span);
    }
    fits
}

/// Tells why numbers cannot be joined.
pub(crate) fn settle(low: &mut Lowering<'_>, made: Result<Number, ArithmeticError>, span: Span) -> Option<Number> {
    match made {
        Ok(number) => Some(number),
        Err(error) => {
            low.scope.tell(Diagnostic::error(problem(error), span));
            None
        }
    }
}

/// What an error of arithmetic is called in messages.
pub(crate) fn problem(error: ArithmeticError) -> NumberProblem {
    match error {
        ArithmeticError::Overflow => NumberProblem::Overflow,
        ArithmeticError::NotFinite => NumberProblem::NotFinite,
        ArithmeticError::ByZero => NumberProblem::ByZero,
        ArithmeticError::NotConstant => NumberProblem::NotConstant,
    }
}

fn by_name(low: &mut Lowering<'_>, name: &Name) -> Option<Amount> {
    match named(low, name)? {
        Side::Number(amount) => Some(amount),
        side @ (Side::Value(..) | Side::Set(..) | Side::Day(_) | Side::Dates(_) | Side::Text(_) | Side::Outcome) => {
            let found = side.kind(low.scope);
            low.fail(TypeProblem::OtherType { name: name.text.clone(), found, expected: Kind::Number }, name.span)
        }
    }
}

fn negative(low: &mut Lowering<'_>, inner: &Expr) -> Option<Amount> {
    let Amount { number, unit, origin } = amount(low, inner)?;
    let number = settle(low, number.times(-1, 1), inner.span)?;
    Some(Amount { number, unit, origin: joined_origin(&[origin]) })
}

fn chain(low: &mut Lowering<'_>, first: &Expr, rest: &[(Arithmetic, Expr)], span: Span) -> Option<Amount> {
    let first = counted(low, first);
    let rest: Vec<_> = rest.iter().map(|(sign, part)| (*sign, counted(low, part), part.span)).collect();
    let mut whole = first?;
    let mut addends: Vec<Amount> = Vec::new();
    for (sign, part, place) in rest {
        let part = part?;
        match sign {
            Arithmetic::Plus => addends.push(part),
            Arithmetic::Minus => addends.push(Amount { number: settle(low, part.number.times(-1, 1), place)?, ..part }),
            Arithmetic::Times => whole = product(low, whole, part, span)?,
            Arithmetic::Over => whole = quotient(low, whole, &part, place)?,
        }
    }
    if addends.is_empty() {
        return Some(whole);
    }
    addends.insert(0, whole);
    join(low, addends, Number::sum, span)
}

fn product(low: &mut Lowering<'_>, one: Amount, other: Amount, span: Span) -> Option<Amount> {
    let constant = one.number.as_constant().is_some() || other.number.as_constant().is_some();
    let unit = if constant { one.unit.or(other.unit) } else { None };
    let origin = joined_origin(&[one.origin, other.origin]);
    let number = settle(low, one.number.product(other.number), span)?;
    Some(Amount { number, unit, origin })
}

fn quotient(low: &mut Lowering<'_>, whole: Amount, by: &Amount, place: Span) -> Option<Amount> {
    let origin = joined_origin(&[whole.origin, by.origin]);
    let number = settle(low, whole.number.quotient(&by.number), place)?;
    Some(Amount { number, unit: whole.unit, origin })
}

fn extreme(
    low: &mut Lowering<'_>,
    parts: &[Expr],
    best: fn(Vec<Number>) -> Result<Number, ArithmeticError>,
    span: Span,
) -> Option<Amount> {
    let parts: Vec<Option<Amount>> = parts.iter().map(|part| counted(low, part)).collect();
    let parts: Vec<Amount> = parts.into_iter().collect::<Option<_>>()?;
    join(low, parts, best, span)
}

/// Joins numbers whose units are alike.
fn join(
    low: &mut Lowering<'_>,
    parts: Vec<Amount>,
    joined: fn(Vec<Number>) -> Result<Number, ArithmeticError>,
    span: Span,
) -> Option<Amount> {
    let unit = units::common(parts.iter().map(|part| part.unit.as_deref()));
    let origin = joined_origin(&parts.iter().map(|part| part.origin).collect::<Vec<_>>());
    let number = settle(low, joined(parts.into_iter().map(|part| part.number).collect()), span)?;
    Some(Amount { number, unit, origin })
}

fn round(low: &mut Lowering<'_>, inner: &Expr, decimals: &NumberLit, span: Span) -> Option<Amount> {
    let inner = amount(low, inner);
    let decimals = whole(low, decimals)?;
    let Amount { number, unit, origin } = inner?;
    let Ok(decimals) = u8::try_from(decimals) else { return low.fail(NumberProblem::Overflow, span) };
    let number = settle(low, number.round(decimals), span)?;
    Some(Amount { number, unit, origin: joined_origin(&[origin]) })
}

fn count(low: &mut Lowering<'_>, conditions: &[Expr]) -> Option<Amount> {
    let of = low.beside(Vec::new(), |low| condition::each(low, conditions))?;
    Some(derived(Number::count(of)))
}

fn size(low: &mut Lowering<'_>, name: &Name) -> Option<Amount> {
    match named(low, name)? {
        Side::Set(set, of) => Some(derived(Number::size(set, low.scope.size(ValueType::Declared(of))))),
        side @ (Side::Value(..) | Side::Number(_) | Side::Day(_) | Side::Dates(_) | Side::Text(_) | Side::Outcome) => {
            low.fail(NumberProblem::NoSize { name: name.text.clone(), found: side.kind(low.scope) }, name.span)
        }
    }
}

fn dated(low: &mut Lowering<'_>, name: &Name, window: Window, span: Span) -> Option<Amount> {
    let fits = dates::window(low, window, span);
    match named(low, name)? {
        Side::Dates(list) => fits.map(|()| derived(Number::dates(list, window))),
        side @ (Side::Value(..) | Side::Number(_) | Side::Day(_) | Side::Set(..) | Side::Text(_) | Side::Outcome) => {
            low.fail(NumberProblem::NoDates { name: name.text.clone(), found: side.kind(low.scope) }, name.span)
        }
    }
}

fn derived(number: Number) -> Amount {
    Amount { number, unit: None, origin: Origin::Derived }
}

fn counted(low: &mut Lowering<'_>, part: &Expr) -> Option<Amount> {
    low.operand(part.span)?;
    amount(low, part)
}

/// Only what is joined of written numbers is itself written.
fn joined_origin(origins: &[Origin]) -> Origin {
    if origins.iter().all(|origin| *origin == Origin::Written) { Origin::Written } else { Origin::Derived }
}
