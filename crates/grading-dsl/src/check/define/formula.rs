//! A define by its form: an expression, cases, a value table, a matrix.

use core_model::{Condition, Formula, Number, Pick, PickKind};
use messages::RuleProblem;

use super::Made;
use super::signature::Wanted;
use super::value_table;
use crate::check::lowering::{Asks, Lowering};
use crate::check::scope::{Scope, ValueType};
use crate::check::{arithmetic, condition, factors, grid, pick, units};
use crate::syntax::{Define, DefineBody, DefineCase, Expr, Grid, Span};

/// Lowers a define that gives what is wanted.
pub(super) fn lower(scope: &mut Scope, define: &Define, wanted: Wanted) -> Option<Made> {
    let unit = declared_unit(scope, define, wanted)?;
    let units: Vec<String> = unit.iter().cloned().collect();
    let mut claim = None;
    let formula = match wanted {
        Wanted::Value(of) => {
            let pick = match &define.body {
                DefineBody::Expr(expr) => pick::pick(&mut Lowering::new(scope, Asks::Record), expr, of),
                DefineBody::Cases(cases, otherwise) => picks(scope, cases, otherwise, of),
                DefineBody::Table(table) => value_table::picks(scope, define, table, of).map(|(pick, proof)| {
                    claim = Some(proof);
                    pick
                }),
                DefineBody::Matrix(grid) => matrix_of_values(scope, define.name.span, grid, of),
            };
            Formula::Pick { kind: pick_kind(scope, of)?, pick: pick? }
        }
        Wanted::Number => {
            let number = match &define.body {
                DefineBody::Expr(expr) => value(scope, expr, &units),
                DefineBody::Cases(cases, otherwise) => numbers(scope, cases, otherwise, &units),
                DefineBody::Table(table) => {
                    value_table::numbers(scope, define, table, &units).map(|(number, proof)| {
                        claim = Some(proof);
                        number
                    })
                }
                DefineBody::Matrix(grid) => matrix_of_numbers(scope, define.name.span, grid, &units),
            };
            Formula::Number { number: number?, unit }
        }
    };
    let of = match wanted {
        Wanted::Value(of) => Some(of),
        Wanted::Number => None,
    };
    Some(Made { formula, of, claim })
}

/// The unit that a define declares, which only a number can.
fn declared_unit(scope: &mut Scope, define: &Define, wanted: Wanted) -> Option<Option<String>> {
    let Some(unit) = &define.unit else { return Some(None) };
    match wanted {
        Wanted::Number => factors::unit(scope, unit).map(Some),
        Wanted::Value(_) => Lowering::new(scope, Asks::Record).fail(RuleProblem::UnitWithoutNumber, unit.span),
    }
}

/// A number, with these units and those that it speaks of.
pub(super) fn value(scope: &mut Scope, expr: &Expr, units: &[String]) -> Option<Number> {
    let mut beside = units::declared(scope, [expr]);
    beside.extend(units.iter().cloned());
    let mut low = Lowering::new(scope, Asks::Record);
    low.beside(beside, |low| arithmetic::amount(low, expr)).map(|amount| amount.number)
}

/// The number of the first case that holds, else the last one.
pub(super) fn cases(
    scope: &mut Scope,
    cases: Vec<(Condition, Number)>,
    otherwise: Number,
    place: Span,
) -> Option<Number> {
    let mut low = Lowering::new(scope, Asks::Record);
    arithmetic::settle(&mut low, Number::cases(cases, otherwise), place)
}

fn picks(scope: &mut Scope, cases: &[DefineCase], otherwise: &Expr, of: ValueType) -> Option<Pick> {
    let mut lowered = Vec::with_capacity(cases.len());
    for case in cases {
        let when = condition::lower(scope, &case.when, Asks::Record);
        let value = pick::pick(&mut Lowering::new(scope, Asks::Record), &case.value, of);
        lowered.push(when.zip(value));
    }
    let otherwise = pick::pick(&mut Lowering::new(scope, Asks::Record), otherwise, of)?;
    Some(Pick::Cases(lowered.into_iter().collect::<Option<_>>()?, Box::new(otherwise)))
}

fn numbers(scope: &mut Scope, written: &[DefineCase], otherwise: &Expr, units: &[String]) -> Option<Number> {
    let mut lowered = Vec::with_capacity(written.len());
    for case in written {
        let when = condition::lower(scope, &case.when, Asks::Record);
        lowered.push(when.zip(value(scope, &case.value, units)));
    }
    let place = otherwise.span;
    let otherwise = value(scope, otherwise, units)?;
    cases(scope, lowered.into_iter().collect::<Option<_>>()?, otherwise, place)
}

fn matrix_of_values(scope: &mut Scope, place: Span, grid: &Grid, of: ValueType) -> Option<Pick> {
    let mut low = Lowering::new(scope, Asks::Record);
    let laid = grid::lay(&mut low, place, grid, |low, cell| {
        let expr = crate::check::cell::single(low, cell)?;
        pick::pick(low, expr, of)
    })?;
    Some(grid::values(laid))
}

fn matrix_of_numbers(scope: &mut Scope, place: Span, grid: &Grid, units: &[String]) -> Option<Number> {
    let mut low = Lowering::new(scope, Asks::Record);
    let laid = grid::lay(&mut low, place, grid, |low, cell| {
        let expr = crate::check::cell::single(low, cell)?;
        value(low.scope, expr, units)
    })?;
    let mut lowered = grid::cases(laid);
    let (_, otherwise) = lowered.pop()?;
    cases(scope, lowered, otherwise, place)
}

fn pick_kind(scope: &Scope, of: ValueType) -> Option<PickKind> {
    Some(match of {
        ValueType::Level => PickKind::Level,
        ValueType::YesNo => PickKind::YesNo,
        ValueType::Declared(id) => {
            let declared = scope.type_values.get(id.0)?;
            if declared.ordered {
                PickKind::Scale(declared.values.clone())
            } else {
                PickKind::Choice(declared.values.clone())
            }
        }
    })
}
