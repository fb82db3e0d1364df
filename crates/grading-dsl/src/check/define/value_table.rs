//! Value tables: each row a case. That the rows cover every record and agree where they overlap is left to be proved.

use std::collections::BTreeMap;

use core_model::{Condition, Number, Pick, limits};
use messages::{Countable, TableProblem};

use super::formula;
use crate::check::cell::{self, Column};
use crate::check::cover::{Claim, ClaimKind};
use crate::check::lowering::{Asks, Lowering};
use crate::check::scope::{Scope, ValueType};
use crate::check::{grid, over, pick};
use crate::syntax::{Cell, Define, Expr, Header, HeaderKind, Row, ValueTable};

/// The rows of a table of values of a type.
pub(super) fn picks(scope: &mut Scope, define: &Define, table: &ValueTable, of: ValueType) -> Option<(Pick, Claim)> {
    let rows = rows(scope, table, |scope, expr| pick::pick(&mut Lowering::new(scope, Asks::Record), expr, of))?;
    let claim = claim(define, table, &rows, |pick, row| match pick {
        Pick::Value(value) => Given::Value(*value),
        Pick::Factor(factor) => Given::Factor(factor.0),
        Pick::Define(define) => Given::Define(define.0),
        Pick::Cases(..) | Pick::Matrix(_) | Pick::Highest(_) | Pick::Lowest(_) | Pick::Flag(_) => Given::Row(row),
    });
    let (cases, last) = split(rows)?;
    Some((Pick::Cases(cases, Box::new(last)), claim))
}

/// The rows of a table of numbers.
pub(super) fn numbers(
    scope: &mut Scope,
    define: &Define,
    table: &ValueTable,
    units: &[String],
) -> Option<(Number, Claim)> {
    let rows = rows(scope, table, |scope, expr| formula::value(scope, expr, units))?;
    let claim = claim(define, table, &rows, |number, row| match (number.as_constant(), number.named()) {
        (_, Some(core_model::Given::Factor(factor))) => Given::Factor(factor.0),
        (_, Some(core_model::Given::Define(define))) => Given::Define(define.0),
        (Some(numerator), None) => Given::Number(numerator, number.den),
        (None, None) => Given::Row(row),
    });
    let (cases, last) = split(rows)?;
    let number = formula::cases(scope, cases, last, define.name.span)?;
    Some((number, claim))
}

/// What tells rows apart that give different values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Given {
    Value(u8),
    Number(i128, i128),
    Factor(u16),
    Define(u16),
    Row(usize),
}

fn rows<T>(
    scope: &mut Scope,
    table: &ValueTable,
    read: impl Fn(&mut Scope, &Expr) -> Option<T>,
) -> Option<Vec<(Condition, T)>> {
    let columns = columns(scope, table)?;
    let mut lowered = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        lowered.push(lower_row(scope, &columns, table.header.len(), row, &read));
    }
    lowered.into_iter().collect()
}

/// What each column but the last tests; nothing where that is told of.
fn columns(scope: &mut Scope, table: &ValueTable) -> Option<Vec<Option<Column>>> {
    if let Some(beyond) = table.header.get(limits::TABLE_COLUMNS) {
        scope.tell(over(Countable::Columns, limits::TABLE_COLUMNS, beyond.span));
        return None;
    }
    let (last, tests) = table.header.split_last()?;
    let mut low = Lowering::new(scope, Asks::Record);
    if !is_value(last) {
        return low.fail(TableProblem::NoValueColumn, last.span);
    }
    Some(tests.iter().map(|header| tested(&mut low, header)).collect())
}

fn tested(low: &mut Lowering<'_>, header: &Header) -> Option<Column> {
    match &header.kind {
        HeaderKind::Tests(name) => cell::column(low, name),
        HeaderKind::Unknown => None,
        HeaderKind::Value
        | HeaderKind::Level(_)
        | HeaderKind::Bound { .. }
        | HeaderKind::Raise
        | HeaderKind::Lower
        | HeaderKind::Outside
        | HeaderKind::Require
        | HeaderKind::Because
        | HeaderKind::Cite => low.fail(TableProblem::NoConclusionHere, header.span),
    }
}

fn is_value(header: &Header) -> bool {
    match header.kind {
        HeaderKind::Value | HeaderKind::Unknown => true,
        HeaderKind::Tests(_)
        | HeaderKind::Level(_)
        | HeaderKind::Bound { .. }
        | HeaderKind::Raise
        | HeaderKind::Lower
        | HeaderKind::Outside
        | HeaderKind::Require
        | HeaderKind::Because
        | HeaderKind::Cite => false,
    }
}

fn lower_row<T>(
    scope: &mut Scope,
    columns: &[Option<Column>],
    width: usize,
    row: &Row,
    read: &impl Fn(&mut Scope, &Expr) -> Option<T>,
) -> Option<(Condition, T)> {
    let mut low = Lowering::new(scope, Asks::Record);
    grid::wide(&mut low, row, width)?;
    let (last, tests) = row.cells.split_last()?;
    let when = all_of(&mut low, columns, tests);
    let value = cell::single(&mut low, last).and_then(|expr| read(scope, expr));
    when.zip(value)
}

/// What the cells of a row ask together.
pub(crate) fn all_of(low: &mut Lowering<'_>, columns: &[Option<Column>], cells: &[Cell]) -> Option<Condition> {
    let mut all = Some(Vec::new());
    for (column, cell) in columns.iter().zip(cells) {
        let test = column.as_ref().and_then(|column| cell::test(low, column, cell));
        all = all.zip(test).map(|(mut all, test)| {
            if !matches!(test, Condition::Constant(true)) {
                all.push(test);
            }
            all
        });
    }
    all.map(Condition::All)
}

/// The last row needs no condition: where the rows cover every record, it holds where no other does.
fn split<T>(mut rows: Vec<(Condition, T)>) -> Option<(Vec<(Condition, T)>, T)> {
    let (_, last) = rows.pop()?;
    Some((rows, last))
}

fn claim<T>(define: &Define, table: &ValueTable, rows: &[(Condition, T)], given: impl Fn(&T, usize) -> Given) -> Claim {
    let mut by_value: BTreeMap<Given, Vec<Condition>> = BTreeMap::new();
    for (place, (when, value)) in rows.iter().enumerate() {
        by_value.entry(given(value, place)).or_default().push(when.clone());
    }
    Claim {
        span: define.name.span,
        kind: ClaimKind::Values,
        rows: rows.iter().map(|(when, _)| when.clone()).collect(),
        apart: if table.first { Vec::new() } else { by_value.into_values().map(Condition::Any).collect() },
        from: None,
    }
}
