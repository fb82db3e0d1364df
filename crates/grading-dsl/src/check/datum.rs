//! Values as a policy writes them down: what is assumed, what a test gives, what it expects.

use core_model::{Date, Datum, Decimal, FactorId, FactorKind, NumberKind, ValueSet, limits, nfc};
use messages::{Countable, Diagnostic, Kind, NameProblem, TypeProblem};

use super::levels;
use super::scope::{FactorType, Scope, TypeId, ValueType};
use super::space::as_written;
use crate::syntax::{Assume, Expr, ExprKind, LevelWord, Name, NumberLit, Span, Text};

/// A value of a factor. Told where it is none.
pub(crate) fn of_factor(scope: &mut Scope, factor: FactorId, written: &Assume) -> Option<Datum> {
    match scope.factor_type(factor)?.clone() {
        FactorType::Values(of) => one(scope, written).and_then(|expr| value(scope, of, expr)).map(Datum::Value),
        FactorType::Set(id) => set(scope, id, written).map(Datum::Set),
        FactorType::Number => {
            let kind = number_kind(scope, factor)?;
            let written = one(scope, written)?;
            let number = decimal(scope, written, kind.unit.as_deref())?;
            match fit(&kind, number) {
                Ok(units) => Some(Datum::Number(units)),
                Err(problem) => told(scope, problem, written.span),
            }
        }
        FactorType::Date => one(scope, written).and_then(|expr| date(scope, expr)).map(Datum::Date),
        FactorType::Dates => dates(scope, written).map(Datum::Dates),
        FactorType::Text => one(scope, written).and_then(|expr| text(scope, expr)).map(Datum::Text),
    }
}

/// A value of a scale, choice, the levels or yes/no. Told where it is none.
pub(crate) fn value(scope: &mut Scope, of: ValueType, written: &Expr) -> Option<u8> {
    match (&written.kind, of) {
        (ExprKind::Unknown, _) => None,
        (ExprKind::Name(name), ValueType::Declared(_)) => scope.value_in(of, name),
        (ExprKind::Name(name), ValueType::Level) => {
            scope.level(&LevelWord::Name(name.clone())).map(|level| scope.ladder.height(level))
        }
        (ExprKind::YesNo(yes), ValueType::YesNo) => Some(u8::from(*yes)),
        (ExprKind::LevelOf(word), ValueType::Level) => scope.level(word).map(|level| scope.ladder.height(level)),
        (ExprKind::LevelOf(LevelWord::Number(number, span)), ValueType::Declared(_)) => {
            value_like_level(scope, of, *number, *span)
        }
        (ExprKind::LevelOf(LevelWord::Name(name)), ValueType::Declared(_)) => scope.value_in(of, name),
        (ExprKind::Number(number), ValueType::Level) if degree(number).is_some() => {
            let place = degree(number)?;
            scope.level_numbered(place, number.span).map(|level| scope.ladder.height(level))
        }
        (ExprKind::Text(text), _) => quoted(scope, of, text),
        (found, _) => {
            let problem = TypeProblem::NotOfType { expected: kind_of_values(scope, of), found: kind_of(found) };
            told(scope, problem, written.span)
        }
    }
}

/// A text where a value is wanted. If there is a value of these letters, it is proposed without the quotes.
pub(crate) fn quoted<T>(scope: &mut Scope, of: ValueType, text: &Text) -> Option<T> {
    let problem = TypeProblem::NotOfType { expected: kind_of_values(scope, of), found: Kind::Text };
    let told = Diagnostic::error(problem, text.span);
    let is_value = match of {
        ValueType::Declared(id) => scope.type_values.get(id.0).is_some_and(|its| its.names.has(&text.text)),
        ValueType::Level | ValueType::YesNo => false,
    };
    scope.tell(if is_value { told.suggest(as_written(&text.text), text.span) } else { told });
    None
}

/// The number that a level may be called by: `2`, `2级`.
pub(crate) fn degree(number: &NumberLit) -> Option<u32> {
    let bare = number.unit.as_ref().is_none_or(|unit| unit.text == "级");
    number.value.to_units(0).filter(|_| bare).and_then(|whole| u32::try_from(whole).ok())
}

/// A number, with the unit that is declared or none. Told where it is none.
pub(crate) fn decimal(scope: &mut Scope, written: &Expr, unit: Option<&str>) -> Option<Decimal> {
    let (unsigned, sign) = if let ExprKind::Negative(of) = &written.kind { (&of.kind, -1) } else { (&written.kind, 1) };
    let ExprKind::Number(number) = unsigned else { return misfit(scope, Kind::Number, written) };
    same_unit(scope, number, unit)?;
    Some(Decimal::new(number.value.units().saturating_mul(sign), number.value.places()))
}

/// The number in units of the last decimal that a factor of this kind has, where it is one of its numbers.
pub(crate) fn fit(kind: &NumberKind, number: Decimal) -> Result<i64, TypeProblem> {
    let out_of_range = || TypeProblem::OutOfRange {
        number: number.to_string(),
        least: Decimal::new(i128::from(kind.least), kind.decimals).to_string(),
        most: Decimal::new(i128::from(kind.most), kind.decimals).to_string(),
    };
    if number.places() > kind.decimals {
        return Err(TypeProblem::TooFine { number: number.to_string(), decimals: kind.decimals });
    }
    let units = number.to_units(kind.decimals).and_then(|units| i64::try_from(units).ok()).ok_or_else(out_of_range)?;
    if (kind.least..=kind.most).contains(&units) { Ok(units) } else { Err(out_of_range()) }
}

/// Whether the number has the unit that is declared, or none. Told where it has another.
pub(crate) fn same_unit(scope: &mut Scope, number: &NumberLit, declared: Option<&str>) -> Option<()> {
    match &number.unit {
        Some(unit) if Some(unit.text.trim()) != declared => {
            let problem = TypeProblem::OtherUnit { found: unit.text.clone(), declared: declared.map(str::to_owned) };
            told(scope, problem, unit.span)
        }
        Some(_) | None => Some(()),
    }
}

/// The range, decimals and unit of a factor that is a number.
pub(crate) fn number_kind(scope: &Scope, factor: FactorId) -> Option<NumberKind> {
    match &scope.factors.get(factor.index())?.kind {
        FactorKind::Number(kind) => Some(kind.clone()),
        FactorKind::Scale(_)
        | FactorKind::Choice(_)
        | FactorKind::Level
        | FactorKind::Set(_)
        | FactorKind::YesNo
        | FactorKind::Date
        | FactorKind::Dates
        | FactorKind::Text => None,
    }
}

/// The one value that is written. Told where it is a list.
pub(crate) fn one<'a>(scope: &mut Scope, written: &'a Assume) -> Option<&'a Expr> {
    match written {
        Assume::One(expr) => Some(expr),
        Assume::List(_, span) => told(scope, TypeProblem::ListForOne, *span),
    }
}

fn set(scope: &mut Scope, of: TypeId, written: &Assume) -> Option<ValueSet> {
    let mut set = ValueSet::EMPTY;
    let mut broken = false;
    for member in members(written) {
        match value(scope, ValueType::Declared(of), member) {
            Some(value) if set.contains(value) => {
                let name = scope.named(ValueType::Declared(of), value).map(|named| named.called().to_owned());
                scope.tell(Diagnostic::error(TypeProblem::ValueTwice(name.unwrap_or_default()), member.span));
                broken = true;
            }
            Some(value) => set.insert(value),
            None => broken = true,
        }
    }
    (!broken).then_some(set)
}

fn dates(scope: &mut Scope, written: &Assume) -> Option<Vec<Date>> {
    let members = members(written);
    if let Some(too_many) = members.get(limits::DATES) {
        scope.tell(super::over(Countable::Dates, limits::DATES, too_many.span));
        return None;
    }
    let read: Vec<Option<Date>> = members.iter().map(|member| date(scope, member)).collect();
    read.into_iter().collect()
}

fn members(written: &Assume) -> &[Expr] {
    match written {
        Assume::One(expr) => std::slice::from_ref(expr),
        Assume::List(list, _) => list,
    }
}

fn date(scope: &mut Scope, written: &Expr) -> Option<Date> {
    let ExprKind::Date(date) = &written.kind else { return misfit(scope, Kind::Date, written) };
    Some(*date)
}

fn text(scope: &mut Scope, written: &Expr) -> Option<String> {
    let ExprKind::Text(text) = &written.kind else { return misfit(scope, Kind::Text, written) };
    let text = text.text.trim();
    if text.is_empty() {
        scope.tell(Diagnostic::error(NameProblem::Blank, written.span));
        return None;
    }
    Some(nfc(text))
}

/// A value that is called like a level (一级) though its type is a scale or choice.
fn value_like_level(scope: &mut Scope, of: ValueType, number: u32, span: Span) -> Option<u8> {
    if let Some(value) = levels::spelt(number).iter().find_map(|spelling| scope.find_value(of, spelling)) {
        return Some(value);
    }
    let text = scope.text(span).to_owned();
    scope.value_in(of, &Name { text, span })
}

/// Tells that what is written is no such value, unless that could not be read.
fn misfit<T>(scope: &mut Scope, expected: Kind, written: &Expr) -> Option<T> {
    if matches!(written.kind, ExprKind::Unknown) {
        return None;
    }
    told(scope, TypeProblem::NotOfType { expected, found: kind_of(&written.kind) }, written.span)
}

fn told<T>(scope: &mut Scope, problem: TypeProblem, span: Span) -> Option<T> {
    scope.tell(Diagnostic::error(problem, span));
    None
}

fn kind_of_values(scope: &Scope, of: ValueType) -> Kind {
    match of {
        ValueType::Declared(_) => Kind::ValueOf(scope.title(of)),
        ValueType::Level => Kind::Level,
        ValueType::YesNo => Kind::YesNo,
    }
}

/// What is written, as messages speak of it.
pub(crate) fn kind_of(found: &ExprKind) -> Kind {
    match found {
        ExprKind::Name(name) => Kind::Name(name.text.clone()),
        ExprKind::Number(_) => Kind::Number,
        ExprKind::Date(_) => Kind::Date,
        ExprKind::Text(_) => Kind::Text,
        ExprKind::YesNo(_) => Kind::YesNo,
        ExprKind::Level | ExprKind::LevelOf(_) => Kind::Level,
        ExprKind::Negative(of) | ExprKind::Group(of) => kind_of(&of.kind),
        ExprKind::Arithmetic(..)
        | ExprKind::Max(_)
        | ExprKind::Min(_)
        | ExprKind::Round(..)
        | ExprKind::CountOf(_)
        | ExprKind::SizeOf(_)
        | ExprKind::CountDates(..)
        | ExprKind::Unknown => Kind::Expression,
        ExprKind::Not(_)
        | ExprKind::And(_)
        | ExprKind::Or(_)
        | ExprKind::AndOr(..)
        | ExprKind::Quantified(..)
        | ExprKind::Compare(..) => Kind::Condition,
    }
}
