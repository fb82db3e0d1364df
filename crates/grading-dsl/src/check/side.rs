//! What an expression turns out to be, by the types of what it names: one side of a comparison.

use core_model::{Condition, Day, FactorId, FactorKind, Number, Pick};
use messages::{Kind, TypeProblem};

use super::lowering::Lowering;
use super::scope::{Derived, FactorType, Operand, Scope, TypeId, ValueType};
use super::sort::{self, Sort};
use super::{arithmetic, condition, pick};
use crate::syntax::{Expr, ExprKind, Name, Span};

/// One side of a comparison.
#[derive(Debug, Clone)]
pub(crate) enum Side {
    /// A value of a scale, choice, the levels or yes/no.
    Value(Pick, ValueType),
    /// A number.
    Number(Amount),
    /// A set.
    Set(FactorId, TypeId),
    /// A day.
    Day(Day),
    /// A list of days.
    Dates(FactorId),
    /// A text.
    Text(FactorId),
    /// The level that was concluded.
    Outcome,
}

/// A number with what is known of it.
#[derive(Debug, Clone)]
pub(crate) struct Amount {
    /// The number.
    pub number: Number,
    /// What it counts, if that is declared.
    pub unit: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Where a number comes from, as far as its range is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A factor by itself, whose range is known.
    Factor(FactorId),
    /// Written numbers only.
    Written,
    /// Anything else.
    Derived,
}

/// Reads an expression as one side of a comparison, by what it names.
pub(crate) fn side(low: &mut Lowering<'_>, expr: &Expr) -> Option<Side> {
    match &expr.kind {
        ExprKind::Name(name) => named(low, name),
        ExprKind::Number(_)
        | ExprKind::Negative(_)
        | ExprKind::Arithmetic(..)
        | ExprKind::Round(..)
        | ExprKind::CountOf(_)
        | ExprKind::SizeOf(_)
        | ExprKind::CountDates(..) => arithmetic::amount(low, expr).map(Side::Number),
        ExprKind::Max(of) | ExprKind::Min(of) => extreme(low, expr, of),
        ExprKind::Date(date) => Some(Side::Day(Day::Given(*date))),
        ExprKind::Text(_) => misplaced(low, Kind::Operand, Kind::Text, expr.span),
        ExprKind::YesNo(_) => pick::pick(low, expr, ValueType::YesNo).map(|yes| Side::Value(yes, ValueType::YesNo)),
        ExprKind::LevelOf(_) => {
            pick::pick(low, expr, ValueType::Level).map(|level| Side::Value(level, ValueType::Level))
        }
        ExprKind::Level => low.ask_level(expr.span).map(|()| Side::Outcome),
        ExprKind::Group(inner) => side(low, inner),
        ExprKind::Not(_)
        | ExprKind::And(_)
        | ExprKind::Or(_)
        | ExprKind::AndOr(..)
        | ExprKind::Quantified(..)
        | ExprKind::Compare(..) => condition::condition(low, expr).map(flag),
        ExprKind::Unknown => None,
    }
}

/// What a name stands for. Told where there is no such name.
pub(crate) fn named(low: &mut Lowering<'_>, name: &Name) -> Option<Side> {
    match low.scope.operand(name) {
        Operand::Factor(factor) => factor_side(low.scope, factor),
        Operand::Define(slot) => match low.scope.derived(slot) {
            Derived::Pick(define, of) => Some(Side::Value(Pick::Define(*define), *of)),
            Derived::Number(_, number, unit) => {
                Some(Side::Number(Amount { number: number.clone(), unit: unit.clone(), origin: Origin::Derived }))
            }
            Derived::Pending | Derived::Unknown => None,
        },
        Operand::Unknown => None,
    }
}

impl Side {
    /// What messages call it.
    pub(crate) fn kind(&self, scope: &Scope) -> Kind {
        match self {
            Self::Value(_, of) => value_kind(scope, *of),
            Self::Number(_) => Kind::Number,
            Self::Set(_, of) => Kind::SetOf(scope.title(ValueType::Declared(*of))),
            Self::Day(_) => Kind::Date,
            Self::Dates(_) => Kind::Dates,
            Self::Text(_) => Kind::Text,
            Self::Outcome => Kind::Level,
        }
    }
}

/// What messages call a value of a type.
pub(crate) fn value_kind(scope: &Scope, of: ValueType) -> Kind {
    match of {
        ValueType::Declared(_) => Kind::ValueOf(scope.title(of)),
        ValueType::Level => Kind::Level,
        ValueType::YesNo => Kind::YesNo,
    }
}

/// A condition as a yes/no.
pub(crate) fn flag(condition: Condition) -> Side {
    Side::Value(Pick::Flag(Box::new(condition)), ValueType::YesNo)
}

/// The type of what an expression's greatest or least is sought among: that of the first operand which has one.
fn extreme(low: &mut Lowering<'_>, expr: &Expr, of: &[Expr]) -> Option<Side> {
    match sort::of_known(low.scope, of) {
        Some(Sort::Value(of)) => pick::pick(low, expr, of).map(|value| Side::Value(value, of)),
        Some(Sort::Number | Sort::Set(_) | Sort::Date | Sort::Dates | Sort::Text | Sort::Outcome) | None => {
            arithmetic::amount(low, expr).map(Side::Number)
        }
    }
}

fn factor_side(scope: &Scope, factor: FactorId) -> Option<Side> {
    Some(match scope.factor_type(factor)? {
        FactorType::Values(of) => Side::Value(Pick::Factor(factor), *of),
        FactorType::Set(of) => Side::Set(factor, *of),
        FactorType::Number => Side::Number(factor_amount(scope, factor)?),
        FactorType::Date => Side::Day(Day::Factor(factor)),
        FactorType::Dates => Side::Dates(factor),
        FactorType::Text => Side::Text(factor),
    })
}

fn factor_amount(scope: &Scope, factor: FactorId) -> Option<Amount> {
    match &scope.factors.get(factor.index())?.kind {
        FactorKind::Number(kind) => Some(Amount {
            number: Number::factor(factor, kind),
            unit: kind.unit.clone(),
            origin: Origin::Factor(factor),
        }),
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

/// Tells that one kind of thing stands where another is wanted.
pub(crate) fn misplaced<T>(low: &mut Lowering<'_>, expected: Kind, found: Kind, span: Span) -> Option<T> {
    low.fail(TypeProblem::NotOfType { expected, found }, span)
}
