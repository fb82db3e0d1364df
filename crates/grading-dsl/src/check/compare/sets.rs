//! What is asked of sets, of lists of dates and of texts.

use core_model::{Condition, FactorId, Pick, Relation, ValueSet};
use messages::{Kind, TypeProblem};

use super::{all, any, cannot, not};
use crate::check::lowering::Lowering;
use crate::check::pick;
use crate::check::scope::{TypeId, ValueType};
use crate::check::side::{Side, misplaced};
use crate::syntax::{Expr, ExprKind, Tail, TailKind};

/// A question to a set.
pub(super) fn ask(low: &mut Lowering<'_>, set: FactorId, of: TypeId, tail: &Tail) -> Option<Condition> {
    match &tail.kind {
        TailKind::Includes(value) => includes_all(low, set, of, std::slice::from_ref(value)),
        TailKind::IncludesAll(values) => includes_all(low, set, of, values),
        TailKind::IncludesAny(values) => includes_any(low, set, of, values),
        TailKind::Empty => Some(Condition::SetIs(set, ValueSet::EMPTY)),
        TailKind::NotEmpty => Some(not(Condition::SetIs(set, ValueSet::EMPTY))),
        TailKind::Relation(..)
        | TailKind::FromBehind(..)
        | TailKind::Between(..)
        | TailKind::In(_)
        | TailKind::Before(_)
        | TailKind::After(_)
        | TailKind::OnOrBefore(_)
        | TailKind::OnOrAfter(_)
        | TailKind::AtLeastAgo(..)
        | TailKind::LessThanAgo(..)
        | TailKind::LessThan(..) => cannot(low, &Side::Set(set, of), tail),
    }
}

/// A question to a list of dates.
pub(super) fn ask_dates(low: &mut Lowering<'_>, list: FactorId, tail: &Tail) -> Option<Condition> {
    match &tail.kind {
        TailKind::Empty => Some(Condition::NoDates(list)),
        TailKind::NotEmpty => Some(not(Condition::NoDates(list))),
        TailKind::Relation(..)
        | TailKind::FromBehind(..)
        | TailKind::Between(..)
        | TailKind::In(_)
        | TailKind::Includes(_)
        | TailKind::IncludesAny(_)
        | TailKind::IncludesAll(_)
        | TailKind::Before(_)
        | TailKind::After(_)
        | TailKind::OnOrBefore(_)
        | TailKind::OnOrAfter(_)
        | TailKind::AtLeastAgo(..)
        | TailKind::LessThanAgo(..)
        | TailKind::LessThan(..) => cannot(low, &Side::Dates(list), tail),
    }
}

/// A question to a text, which is compared with literals only.
pub(super) fn ask_text(low: &mut Lowering<'_>, text: FactorId, tail: &Tail) -> Option<Condition> {
    match &tail.kind {
        TailKind::Relation(Relation::Is, right) => texts(low, text, std::slice::from_ref(right)),
        TailKind::Relation(Relation::IsNot, right) => texts(low, text, std::slice::from_ref(right)).map(not),
        TailKind::In(list) => texts(low, text, list),
        TailKind::Relation(Relation::Below | Relation::AtMost | Relation::Above | Relation::AtLeast, _) => {
            low.fail(TypeProblem::NoOrder { of: Kind::Text }, tail.span)
        }
        TailKind::FromBehind(..)
        | TailKind::Between(..)
        | TailKind::Includes(_)
        | TailKind::IncludesAny(_)
        | TailKind::IncludesAll(_)
        | TailKind::Empty
        | TailKind::NotEmpty
        | TailKind::Before(_)
        | TailKind::After(_)
        | TailKind::OnOrBefore(_)
        | TailKind::OnOrAfter(_)
        | TailKind::AtLeastAgo(..)
        | TailKind::LessThanAgo(..)
        | TailKind::LessThan(..) => cannot(low, &Side::Text(text), tail),
    }
}

fn includes_all(low: &mut Lowering<'_>, set: FactorId, of: TypeId, values: &[Expr]) -> Option<Condition> {
    let (written, said) = ticked(low, set, of, values)?;
    let written = Condition::IncludesAll(set, written);
    if said.is_empty() { Some(written) } else { all([written].into_iter().chain(said).map(Some).collect()) }
}

fn includes_any(low: &mut Lowering<'_>, set: FactorId, of: TypeId, values: &[Expr]) -> Option<Condition> {
    let (written, said) = ticked(low, set, of, values)?;
    let written = Condition::IncludesAny(set, written);
    if said.is_empty() { Some(written) } else { any([written].into_iter().chain(said).map(Some).collect()) }
}

/// The values that are written, and a condition for each that a factor or define says.
fn ticked(low: &mut Lowering<'_>, set: FactorId, of: TypeId, values: &[Expr]) -> Option<(ValueSet, Vec<Condition>)> {
    let of = ValueType::Declared(of);
    let picks: Vec<Option<Pick>> = values.iter().map(|value| pick::pick(low, value, of)).collect();
    let mut written = ValueSet::EMPTY;
    let mut said = Vec::new();
    for pick in picks {
        match pick? {
            Pick::Value(value) => written.insert(value),
            other @ (Pick::Factor(_)
            | Pick::Define(_)
            | Pick::Cases(..)
            | Pick::Matrix(_)
            | Pick::Highest(_)
            | Pick::Lowest(_)
            | Pick::Flag(_)) => said.push(includes_said(set, &other, low.scope.size(of))),
        }
    }
    Some((written, said))
}

/// Whether a set includes the value that something says: one of the values, said and ticked off.
fn includes_said(set: FactorId, said: &Pick, count: usize) -> Condition {
    let both = |value: u8| {
        let value = ValueSet::only(value);
        Condition::All(vec![Condition::Within(said.clone(), value), Condition::IncludesAll(set, value)])
    };
    Condition::Any(ValueSet::first(count).iter().map(both).collect())
}

fn texts(low: &mut Lowering<'_>, text: FactorId, list: &[Expr]) -> Option<Condition> {
    let literals: Vec<Option<String>> = list.iter().map(|each| literal(low, each)).collect();
    Some(Condition::TextIn(text, literals.into_iter().collect::<Option<_>>()?))
}

fn literal(low: &mut Lowering<'_>, expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Text(text) => Some(text.text.trim().to_owned()),
        ExprKind::Unknown => None,
        ExprKind::Name(_)
        | ExprKind::Number(_)
        | ExprKind::Date(_)
        | ExprKind::YesNo(_)
        | ExprKind::Level
        | ExprKind::LevelOf(_)
        | ExprKind::Negative(_)
        | ExprKind::Arithmetic(..)
        | ExprKind::Max(_)
        | ExprKind::Min(_)
        | ExprKind::Round(..)
        | ExprKind::CountOf(_)
        | ExprKind::SizeOf(_)
        | ExprKind::CountDates(..)
        | ExprKind::Group(_)
        | ExprKind::Not(_)
        | ExprKind::And(_)
        | ExprKind::Or(_)
        | ExprKind::AndOr(..)
        | ExprKind::Quantified(..)
        | ExprKind::Compare(..) => misplaced(low, Kind::Text, Kind::Expression, expr.span),
    }
}
