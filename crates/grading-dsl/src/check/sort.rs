//! Of what sort an expression is, told from its first part that shows it. Lowers nothing and tells nothing.

use super::scope::{Derived, FactorType, Operand, Scope, TypeId, ValueType};
use crate::syntax::{Expr, ExprKind, Name};

/// A sort of thing that an expression can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// A value of this type.
    Value(ValueType),
    /// A number.
    Number,
    /// A set of values of this type.
    Set(TypeId),
    /// A day.
    Date,
    /// A list of days.
    Dates,
    /// A text.
    Text,
    /// The level that was concluded.
    Outcome,
}

/// What is known of a name.
pub(crate) enum Meaning<'a> {
    /// Its sort.
    Sort(Sort),
    /// It is of the sort of the first of these that has one.
    As(Vec<&'a Expr>),
    /// Nothing.
    Unknown,
}

/// The sort of the first of some expressions that has one, where every define is lowered already.
pub(crate) fn of_known(scope: &Scope, of: &[Expr]) -> Option<Sort> {
    first(of.iter().collect(), &mut |name| match scope.operands.get(&name.text) {
        Some(Operand::Factor(factor)) => {
            scope.factor_type(*factor).map_or(Meaning::Unknown, |of| Meaning::Sort(of.into()))
        }
        Some(Operand::Define(slot)) => match scope.derived(*slot) {
            Derived::Pick(_, of) => Meaning::Sort(Sort::Value(*of)),
            Derived::Number(..) => Meaning::Sort(Sort::Number),
            Derived::Pending | Derived::Unknown => Meaning::Unknown,
        },
        Some(Operand::Unknown) | None => Meaning::Unknown,
    })
}

/// The sort of the first of some expressions that has one, by what is known of names.
pub(crate) fn first<'a>(of: Vec<&'a Expr>, meaning: &mut dyn FnMut(&'a Name) -> Meaning<'a>) -> Option<Sort> {
    let mut open = of;
    open.reverse();
    while let Some(expr) = open.pop() {
        match &expr.kind {
            ExprKind::Name(name) => match meaning(name) {
                Meaning::Sort(sort) => return Some(sort),
                Meaning::As(others) => open.extend(others.into_iter().rev()),
                Meaning::Unknown => {}
            },
            ExprKind::Group(inner) => open.push(inner),
            ExprKind::Max(of) | ExprKind::Min(of) => open.extend(of.iter().rev()),
            ExprKind::Unknown => {}
            ExprKind::Number(_)
            | ExprKind::Negative(_)
            | ExprKind::Arithmetic(..)
            | ExprKind::Round(..)
            | ExprKind::CountOf(_)
            | ExprKind::SizeOf(_)
            | ExprKind::CountDates(..) => return Some(Sort::Number),
            ExprKind::Date(_) => return Some(Sort::Date),
            ExprKind::Text(_) => return Some(Sort::Text),
            ExprKind::LevelOf(_) => return Some(Sort::Value(ValueType::Level)),
            ExprKind::Level => return Some(Sort::Outcome),
            ExprKind::YesNo(_)
            | ExprKind::Not(_)
            | ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::AndOr(..)
            | ExprKind::Quantified(..)
            | ExprKind::Compare(..) => return Some(Sort::Value(ValueType::YesNo)),
        }
    }
    None
}

impl From<&FactorType> for Sort {
    fn from(of: &FactorType) -> Self {
        match of {
            FactorType::Values(of) => Self::Value(*of),
            FactorType::Set(of) => Self::Set(*of),
            FactorType::Number => Self::Number,
            FactorType::Date => Self::Date,
            FactorType::Dates => Self::Dates,
            FactorType::Text => Self::Text,
        }
    }
}
