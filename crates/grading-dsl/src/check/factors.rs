//! Factors of every kind: their types, ranges, units, and what is assumed where a record is silent.

use core_model::{Decimal, Factor, FactorId, FactorKind, NumberKind, limits};
use messages::{Diagnostic, NameProblem, TypeProblem};

use super::datum;
use super::scope::{FactorType, Operand, Scope, TypeId, ValueType};
use super::types::{named, values};
use crate::syntax::{self, Name, NumberLit, Span, Text, TypeExpr, ValueList};

/// Decimals of a number that does not say how many.
const USUAL_DECIMALS: u8 = 2;

/// Words that may stand behind a number and its unit, and so cannot end a unit.
const COMPARING_ENDS: [&str; 4] = ["以上", "以下", "以内", "以外"];

/// Settles the types of all factors, whose names are declared, then what is assumed of them.
pub(crate) fn lower_all(scope: &mut Scope, factors: &[&syntax::Factor]) {
    let mut broken = Vec::new();
    for (id, factor) in ids().zip(factors) {
        let lowered = kind_of(scope, factor);
        if lowered.is_none() {
            broken.push(id);
        }
        let (factor_type, kind) = lowered.unwrap_or((FactorType::Text, FactorKind::Text));
        let named = named(&factor.name, factor.label.as_ref(), &factor.aka);
        scope.factors.push(Factor { named, kind, assume: None });
        scope.factor_types.push(factor_type);
    }
    for id in &broken {
        scope.operands.replace(|operand| *operand == Operand::Factor(*id), Operand::Unknown);
    }
    for (id, factor) in ids().zip(factors) {
        if let Some(assume) = &factor.assume
            && !broken.contains(&id)
        {
            let assumed = datum::of_factor(scope, id, assume);
            if let Some(slot) = scope.factors.get_mut(id.index()) {
                slot.assume = assumed;
            }
        }
    }
}

/// A unit as declared by a factor or define, if it can be one.
pub(crate) fn unit(scope: &mut Scope, unit: &Text) -> Option<String> {
    let text = unit.text.trim();
    let joins = text == "%" || text == "％" || text.starts_with(['万', '亿']);
    let problem = if text.is_empty() {
        Diagnostic::error(NameProblem::Blank, unit.span)
    } else if joins || COMPARING_ENDS.iter().any(|end| text.ends_with(end)) {
        plainly(Diagnostic::error(TypeProblem::UnitNotAllowed(text.to_owned()), unit.span), text, unit.span)
    } else {
        return Some(text.to_owned());
    };
    scope.tell(problem);
    None
}

/// `元` for `万元`: the number takes the 万.
fn plainly(told: Diagnostic, unit: &str, span: Span) -> Diagnostic {
    let plain = unit.trim_start_matches(['万', '亿']);
    let can_be = plain != unit && !plain.is_empty() && !COMPARING_ENDS.iter().any(|end| plain.ends_with(end));
    if can_be { told.suggest(format!("\"{plain}\""), span) } else { told }
}

fn ids() -> impl Iterator<Item = FactorId> {
    (0..=u16::MAX).map(FactorId)
}

fn kind_of(scope: &mut Scope, factor: &syntax::Factor) -> Option<(FactorType, FactorKind)> {
    let title = factor.label.as_ref().map_or(&factor.name.text, |label| &label.text);
    match &factor.kind {
        TypeExpr::Named(name) => scope.type_named(name).map(|id| of_type(scope, id)),
        TypeExpr::Values(list) => {
            let id = values(scope, title, list);
            Some(of_type(scope, id))
        }
        TypeExpr::Level(_) => Some((FactorType::Values(ValueType::Level), FactorKind::Level)),
        TypeExpr::SetNamed(name, _) => set_named(scope, name),
        TypeExpr::SetValues(list, _) => set_of(scope, title, list),
        TypeExpr::YesNo(_) => Some((FactorType::Values(ValueType::YesNo), FactorKind::YesNo)),
        TypeExpr::Number { range, unit, decimals, span: _ } => {
            let number = number(scope, range.as_ref(), unit.as_ref(), *decimals)?;
            Some((FactorType::Number, FactorKind::Number(number)))
        }
        TypeExpr::Date(_) => Some((FactorType::Date, FactorKind::Date)),
        TypeExpr::Dates(_) => Some((FactorType::Dates, FactorKind::Dates)),
        TypeExpr::Text(_) => Some((FactorType::Text, FactorKind::Text)),
    }
}

fn of_type(scope: &Scope, id: TypeId) -> (FactorType, FactorKind) {
    let (ordered, values) = match scope.type_values.get(id.0) {
        Some(declared) => (declared.ordered, declared.values.clone()),
        None => (false, Vec::new()),
    };
    let kind = if ordered { FactorKind::Scale(values) } else { FactorKind::Choice(values) };
    (FactorType::Values(ValueType::Declared(id)), kind)
}

fn set_named(scope: &mut Scope, name: &Name) -> Option<(FactorType, FactorKind)> {
    let id = scope.type_named(name)?;
    let declared = scope.type_values.get(id.0)?;
    if declared.ordered {
        scope.tell(Diagnostic::error(TypeProblem::SetOfScale(name.text.clone()), name.span));
        return None;
    }
    Some((FactorType::Set(id), FactorKind::Set(declared.values.clone())))
}

fn set_of(scope: &mut Scope, title: &str, list: &ValueList) -> Option<(FactorType, FactorKind)> {
    let id = values(scope, title, list);
    if list.ordered {
        scope.tell(Diagnostic::error(TypeProblem::SetOfScale(title.to_owned()), list.span));
        return None;
    }
    let values = scope.type_values.get(id.0)?.values.clone();
    Some((FactorType::Set(id), FactorKind::Set(values)))
}

fn number(
    scope: &mut Scope,
    range: Option<&(NumberLit, NumberLit)>,
    unit_text: Option<&Text>,
    decimals: Option<(u32, Span)>,
) -> Option<NumberKind> {
    let unit = match unit_text {
        Some(text) => Some(unit(scope, text)?),
        None => None,
    };
    let decimals = match decimals {
        Some((count, span)) => decimals_said(scope, count, span)?,
        None => USUAL_DECIMALS,
    };
    let (least, most) = match range {
        Some((from, to)) => range_said(scope, from, to, decimals, unit.as_deref())?,
        None => widest(decimals),
    };
    Some(NumberKind { least, most, decimals, unit })
}

fn decimals_said(scope: &mut Scope, count: u32, span: Span) -> Option<u8> {
    let fits = u8::try_from(count).ok().filter(|count| *count <= limits::DECIMALS);
    if fits.is_none() {
        scope.tell(Diagnostic::error(TypeProblem::TooManyDecimals(count), span));
    }
    fits
}

fn range_said(
    scope: &mut Scope,
    from: &NumberLit,
    to: &NumberLit,
    decimals: u8,
    unit: Option<&str>,
) -> Option<(i64, i64)> {
    let least = end_said(scope, from, decimals, unit);
    let most = end_said(scope, to, decimals, unit);
    let (least, most) = (least?, most?);
    if least > most {
        scope.tell(Diagnostic::error(TypeProblem::RangeReversed, from.span.to(to.span)));
        return None;
    }
    Some((least, most))
}

fn end_said(scope: &mut Scope, end: &NumberLit, decimals: u8, unit: Option<&str>) -> Option<i64> {
    datum::same_unit(scope, end, unit)?;
    let (least, most) = widest(decimals);
    let problem = match end.value.to_units(decimals) {
        Some(units) => match i64::try_from(units).ok().filter(|units| (least..=most).contains(units)) {
            Some(units) => return Some(units),
            None => TypeProblem::RangeTooWide,
        },
        None if exceeds(end.value) => TypeProblem::RangeTooWide,
        None => TypeProblem::TooFine { number: end.value.to_string(), decimals },
    };
    scope.tell(Diagnostic::error(problem, end.span));
    None
}

/// Whether the number is too great for any factor, whatever its decimals.
fn exceeds(number: Decimal) -> bool {
    let whole = 10_i128.checked_pow(u32::from(number.places())).map_or(0, |one| number.units() / one);
    whole.unsigned_abs() > u128::from(limits::MAGNITUDE.unsigned_abs())
}

fn widest(decimals: u8) -> (i64, i64) {
    let most = 10_i64.checked_pow(u32::from(decimals)).map_or(i64::MAX, |one| limits::MAGNITUDE.saturating_mul(one));
    (-most, most)
}
