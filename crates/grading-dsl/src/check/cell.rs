//! Cells of tables: unary tests of what a column names.

use core_model::{Condition, Relation};
use messages::{Asked, TableProblem, TypeProblem};

use super::lowering::Lowering;
use super::side::{Amount, Side, named};
use super::{compare, units};
use crate::syntax::{Cell, CellKind, Endpoint, Expr, ExprKind, Name, Span, Tail, TailKind};

/// A column whose cells test something.
pub(crate) struct Column {
    side: Side,
    units: Vec<String>,
}

/// What a column tests. Told where there is no such thing.
pub(crate) fn column(low: &mut Lowering<'_>, name: &Name) -> Option<Column> {
    let side = named(low, name)?;
    let units = match &side {
        Side::Number(Amount { unit, .. }) => unit.iter().cloned().collect(),
        Side::Value(..) | Side::Set(..) | Side::Day(_) | Side::Dates(_) | Side::Text(_) | Side::Outcome => Vec::new(),
    };
    Some(Column { side, units })
}

/// What a cell asks of its column.
pub(crate) fn test(low: &mut Lowering<'_>, column: &Column, cell: &Cell) -> Option<Condition> {
    let beside = units::declared(low.scope, expressions(cell)).into_iter().chain(column.units.clone()).collect();
    low.beside(beside, |low| tested(low, &column.side, cell))
}

/// The expressions that stand in a cell.
pub(crate) fn expressions(cell: &Cell) -> Vec<&Expr> {
    match &cell.kind {
        CellKind::OneOf(list) | CellKind::NotOneOf(list) | CellKind::Includes(list) => list.iter().collect(),
        CellKind::Relation(_, value) => vec![value],
        CellKind::Range(from, to) => vec![&from.value, &to.value],
        CellKind::Blank
        | CellKind::Any
        | CellKind::Empty
        | CellKind::NotEmpty
        | CellKind::Text(_)
        | CellKind::Unknown => Vec::new(),
    }
}

/// The one expression that a cell must hold. Told where it holds something else.
pub(crate) fn single<'a>(low: &mut Lowering<'_>, cell: &'a Cell) -> Option<&'a Expr> {
    match &cell.kind {
        CellKind::OneOf(list) => match list.as_slice() {
            [one] => Some(one),
            [] | [_, _, ..] => low.fail(TableProblem::NotOneValue, cell.span),
        },
        CellKind::Blank => low.fail(TableProblem::EmptyCell, cell.span),
        CellKind::Unknown => None,
        CellKind::Any
        | CellKind::NotOneOf(_)
        | CellKind::Relation(..)
        | CellKind::Range(..)
        | CellKind::Includes(_)
        | CellKind::Empty
        | CellKind::NotEmpty
        | CellKind::Text(_) => low.fail(TableProblem::NotOneValue, cell.span),
    }
}

fn tested(low: &mut Lowering<'_>, side: &Side, cell: &Cell) -> Option<Condition> {
    let span = cell.span;
    match &cell.kind {
        CellKind::Any => Some(Condition::Constant(true)),
        CellKind::Blank => low.fail(TableProblem::EmptyCell, span),
        CellKind::OneOf(list) => one_of(low, side, list.clone(), span),
        CellKind::NotOneOf(list) => one_of(low, side, list.clone(), span).map(|holds| Condition::Not(Box::new(holds))),
        CellKind::Relation(relation, value) => ask(low, side, TailKind::Relation(*relation, value.clone()), span),
        CellKind::Range(from, to) => range(low, side, from, to, span),
        CellKind::Includes(list) => ask(low, side, TailKind::IncludesAll(list.clone()), span),
        CellKind::Empty => ask(low, side, TailKind::Empty, span),
        CellKind::NotEmpty => ask(low, side, TailKind::NotEmpty, span),
        CellKind::Text(text) => {
            let literal = Expr { kind: ExprKind::Text(text.clone()), span };
            one_of(low, side, vec![literal], span)
        }
        CellKind::Unknown => None,
    }
}

/// One of several: a set says so with `includes`.
fn one_of(low: &mut Lowering<'_>, side: &Side, list: Vec<Expr>, span: Span) -> Option<Condition> {
    match side {
        Side::Set(..) => {
            let of = side.kind(low.scope);
            low.fail(TypeProblem::CannotAsk { of, asked: Asked::In }, span)
        }
        Side::Value(..) | Side::Number(_) | Side::Day(_) | Side::Dates(_) | Side::Text(_) | Side::Outcome => {
            ask(low, side, TailKind::In(list), span)
        }
    }
}

fn range(low: &mut Lowering<'_>, side: &Side, from: &Endpoint, to: &Endpoint, span: Span) -> Option<Condition> {
    let least = if from.included { Relation::AtLeast } else { Relation::Above };
    let most = if to.included { Relation::AtMost } else { Relation::Below };
    let from = ask(low, side, TailKind::Relation(least, from.value.clone()), span)?;
    let to = ask(low, side, TailKind::Relation(most, to.value.clone()), span)?;
    Some(Condition::All(vec![from, to]))
}

fn ask(low: &mut Lowering<'_>, side: &Side, kind: TailKind, span: Span) -> Option<Condition> {
    compare::ask(low, side, &Tail { kind, span })
}
