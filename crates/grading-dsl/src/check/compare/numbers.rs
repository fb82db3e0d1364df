//! What is asked of a number.

use core_model::{Condition, Decimal, FactorId, FactorKind, Number, NumberKind, Relation};
use messages::{NumberProblem, TypeProblem};

use super::{all, any, cannot};
use crate::check::arithmetic::{amount, literal, problem};
use crate::check::lowering::Lowering;
use crate::check::scope::Scope;
use crate::check::side::{Amount, Origin, Side};
use crate::syntax::{Expr, Span, Tail, TailKind};

/// A question to a number.
pub(super) fn ask(low: &mut Lowering<'_>, left: &Amount, tail: &Tail) -> Option<Condition> {
    match &tail.kind {
        TailKind::Relation(relation, right) => relate(low, left, *relation, right),
        TailKind::FromBehind(relation, number) => {
            let right = literal(low, number)?;
            compared(low, left, *relation, &right, number.span)
        }
        TailKind::Between(from, to) => {
            let from = relate(low, left, Relation::AtLeast, from);
            let to = relate(low, left, Relation::AtMost, to);
            all(vec![from, to])
        }
        TailKind::In(list) => {
            let each = list.iter().map(|number| one_of(low, left, number)).collect();
            any(each)
        }
        TailKind::LessThan(number, _) => {
            let right = literal(low, number)?;
            compared(low, left, Relation::Below, &right, number.span)
        }
        TailKind::Includes(_)
        | TailKind::IncludesAny(_)
        | TailKind::IncludesAll(_)
        | TailKind::Empty
        | TailKind::NotEmpty
        | TailKind::Before(_)
        | TailKind::After(_)
        | TailKind::OnOrBefore(_)
        | TailKind::OnOrAfter(_)
        | TailKind::AtLeastAgo(..)
        | TailKind::LessThanAgo(..) => cannot(low, &Side::Number(left.clone()), tail),
    }
}

fn one_of(low: &mut Lowering<'_>, left: &Amount, number: &Expr) -> Option<Condition> {
    low.operand(number.span)?;
    relate(low, left, Relation::Is, number)
}

fn relate(low: &mut Lowering<'_>, left: &Amount, relation: Relation, right: &Expr) -> Option<Condition> {
    let place = right.span;
    let right = amount(low, right)?;
    compared(low, left, relation, &right, place)
}

fn compared(
    low: &mut Lowering<'_>,
    left: &Amount,
    relation: Relation,
    right: &Amount,
    place: Span,
) -> Option<Condition> {
    in_range(low, left, right, place)?;
    in_range(low, right, left, place)?;
    if let (Some(one), Some(other)) = (&left.unit, &right.unit)
        && one != other
    {
        return low.fail(NumberProblem::UnitsDiffer { left: one.clone(), right: other.clone() }, place);
    }
    if let Err(error) = left.number.comparable(&right.number) {
        return low.fail(problem(error), place);
    }
    Some(Condition::Numbers(left.number.clone(), relation, right.number.clone()))
}

/// A factor is compared with a written number only within its range.
fn in_range(low: &mut Lowering<'_>, factor: &Amount, written: &Amount, place: Span) -> Option<()> {
    let (Origin::Factor(factor), Origin::Written) = (factor.origin, written.origin) else { return Some(()) };
    let Some(kind) = kind(low.scope, factor) else { return Some(()) };
    if lies_within(&written.number, kind) {
        return Some(());
    }
    let problem = TypeProblem::OutOfRange {
        number: plain(&written.number),
        least: Decimal::new(i128::from(kind.least), kind.decimals).to_string(),
        most: Decimal::new(i128::from(kind.most), kind.decimals).to_string(),
    };
    low.fail(problem, place)
}

fn lies_within(written: &Number, kind: &NumberKind) -> bool {
    let over = 10_i128.pow(u32::from(kind.decimals));
    let (Some(value), Some(least), Some(most)) = (
        written.least.checked_mul(over),
        i128::from(kind.least).checked_mul(written.den),
        i128::from(kind.most).checked_mul(written.den),
    ) else {
        return false;
    };
    least <= value && value <= most
}

/// A written number as a decimal, or as a fraction where it is none.
fn plain(number: &Number) -> String {
    let as_decimal = (0..=30_u8).find_map(|places| {
        let over = 10_i128.checked_pow(u32::from(places))?;
        let units = number.least.checked_mul(over / number.den)?;
        (over % number.den == 0).then(|| Decimal::new(units, places).to_string())
    });
    as_decimal.unwrap_or_else(|| format!("{}/{}", number.least, number.den))
}

fn kind(scope: &Scope, factor: FactorId) -> Option<&NumberKind> {
    match &scope.factors.get(factor.index())?.kind {
        FactorKind::Number(kind) => Some(kind),
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
