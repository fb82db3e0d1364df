//! Units of numbers: a literal with a unit stands only beside a side that declares it.

use core_model::FactorKind;
use messages::TypeProblem;

use super::lowering::Lowering;
use super::scope::{Derived, Operand, Scope};
use crate::syntax::{Expr, ExprKind, NumberLit};

/// The units that an expression's factors and defines declare.
pub(crate) fn declared<'a>(scope: &Scope, of: impl IntoIterator<Item = &'a Expr>) -> Vec<String> {
    let mut units = Vec::new();
    let mut open: Vec<&Expr> = of.into_iter().collect();
    while let Some(expr) = open.pop() {
        match &expr.kind {
            ExprKind::Name(name) => units.extend(of_name(scope, &name.text)),
            ExprKind::Negative(inner) | ExprKind::Group(inner) | ExprKind::Round(inner, _) => open.push(inner),
            ExprKind::Arithmetic(first, rest) => {
                open.push(first);
                open.extend(rest.iter().map(|(_, part)| part));
            }
            ExprKind::Max(parts) | ExprKind::Min(parts) => open.extend(parts),
            ExprKind::Number(_)
            | ExprKind::Date(_)
            | ExprKind::Text(_)
            | ExprKind::YesNo(_)
            | ExprKind::Level
            | ExprKind::LevelOf(_)
            | ExprKind::CountOf(_)
            | ExprKind::SizeOf(_)
            | ExprKind::CountDates(..)
            | ExprKind::Not(_)
            | ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::AndOr(..)
            | ExprKind::Quantified(..)
            | ExprKind::Compare(..)
            | ExprKind::Unknown => {}
        }
    }
    units
}

/// Whether the number's unit is declared beside it. Told where it is not.
pub(crate) fn check(low: &mut Lowering<'_>, number: &NumberLit) -> Option<()> {
    let Some(unit) = &number.unit else { return Some(()) };
    if low.units.contains(&unit.text) {
        return Some(());
    }
    let declared = low.units.first().cloned();
    low.fail(TypeProblem::OtherUnit { found: unit.text.clone(), declared }, number.span)
}

/// The unit that some numbers share: none where they differ; numbers without a unit take any.
pub(crate) fn common<'a>(units: impl Iterator<Item = Option<&'a str>>) -> Option<String> {
    let mut declared = units.flatten();
    let first = declared.next()?;
    declared.all(|unit| unit == first).then(|| first.to_owned())
}

fn of_name(scope: &Scope, name: &str) -> Option<String> {
    match scope.operands.get(name)? {
        Operand::Factor(factor) => match &scope.factors.get(factor.index())?.kind {
            FactorKind::Number(kind) => kind.unit.clone(),
            FactorKind::Scale(_)
            | FactorKind::Choice(_)
            | FactorKind::Level
            | FactorKind::Set(_)
            | FactorKind::YesNo
            | FactorKind::Date
            | FactorKind::Dates
            | FactorKind::Text => None,
        },
        Operand::Define(slot) => match scope.derived(*slot) {
            Derived::Number(_, _, unit) => unit.clone(),
            Derived::Pending | Derived::Unknown | Derived::Pick(..) => None,
        },
        Operand::Unknown => None,
    }
}
