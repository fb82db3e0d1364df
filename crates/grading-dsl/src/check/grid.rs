//! Grids: every value of the rows by every value of the columns, each once.

use core_model::{Condition, Matrix, Pick, ValueSet};
use messages::{TableProblem, TypeProblem};

use super::cell;
use super::lowering::Lowering;
use super::pick;
use super::scope::{Scope, ValueType};
use super::side::{Side, named};
use crate::syntax::{Cell, Grid, Name, Row, Span};

/// A grid in the order of its values, with what stands in its cells.
pub(crate) struct Laid<T> {
    /// What chooses the row.
    pub row: Pick,
    /// What chooses the column.
    pub column: Pick,
    /// By row, then by column.
    pub cells: Vec<Vec<T>>,
}

/// One side of a grid: what chooses, and which values stand along it.
struct Axis {
    pick: Pick,
    of: ValueType,
    values: Option<Vec<u8>>,
}

/// Reads a grid, each cell by itself. Told, at the place of its declaration, where it lacks a row or a column.
pub(crate) fn lay<T>(
    low: &mut Lowering<'_>,
    place: Span,
    grid: &Grid,
    mut read: impl FnMut(&mut Lowering<'_>, &Cell) -> Option<T>,
) -> Option<Laid<T>> {
    let rows = axis(low, &grid.rows, grid.body.iter().filter_map(|row| row.cells.first()));
    let columns = axis(low, &grid.columns, grid.head.iter().skip(1));
    let mut cells = Vec::with_capacity(grid.body.len());
    for row in &grid.body {
        cells.push(read_row(low, row, grid.head.len(), &mut read));
    }
    let (rows, columns) = (rows?, columns?);
    total(low, place, &rows, &columns)?;
    let cells: Vec<Vec<T>> = cells.into_iter().collect::<Option<_>>()?;
    let (row_values, column_values) = (rows.values?, columns.values?);
    let cells = sorted(&row_values, cells).into_iter().map(|row| sorted(&column_values, row)).collect();
    Some(Laid { row: rows.pick, column: columns.pick, cells })
}

/// The value of the cell where the row's and the column's value meet.
pub(crate) fn values(laid: Laid<Pick>) -> Pick {
    let written: Option<Vec<Vec<u8>>> =
        laid.cells.iter().map(|row| row.iter().map(written_value).collect::<Option<_>>()).collect();
    if let Some(cells) = written {
        return Pick::Matrix(Box::new(Matrix { row: laid.row, column: laid.column, cells }));
    }
    let mut lowered = cases(laid);
    let last = lowered.pop().map_or(Pick::Value(0), |(_, last)| last);
    Pick::Cases(lowered, Box::new(last))
}

/// Cell by cell, when it is the one that counts.
pub(crate) fn cases<T>(laid: Laid<T>) -> Vec<(Condition, T)> {
    let mut cases = Vec::new();
    for (row, cells) in (0..=u8::MAX).zip(laid.cells) {
        for (column, cell) in (0..=u8::MAX).zip(cells) {
            let in_row = Condition::Within(laid.row.clone(), ValueSet::only(row));
            let in_column = Condition::Within(laid.column.clone(), ValueSet::only(column));
            cases.push((Condition::All(vec![in_row, in_column]), cell));
        }
    }
    cases
}

/// Tells of a row that is not as wide as the head.
pub(crate) fn wide(low: &mut Lowering<'_>, row: &Row, expected: usize) -> Option<()> {
    let found = row.cells.len();
    if found == expected {
        return Some(());
    }
    low.fail(TableProblem::Width { found, expected }, row.span)
}

fn axis<'a>(low: &mut Lowering<'_>, name: &Name, cells: impl Iterator<Item = &'a Cell>) -> Option<Axis> {
    match named(low, name)? {
        Side::Value(pick, of) => {
            let values = axis_values(low, of, cells);
            Some(Axis { pick, of, values })
        }
        side @ (Side::Number(_) | Side::Set(..) | Side::Day(_) | Side::Dates(_) | Side::Text(_) | Side::Outcome) => {
            let found = side.kind(low.scope);
            low.fail(TypeProblem::NoAxis { name: name.text.clone(), found }, name.span)
        }
    }
}

/// The values along an axis, each once. Nothing where one of them is told of.
fn axis_values<'a>(low: &mut Lowering<'_>, of: ValueType, cells: impl Iterator<Item = &'a Cell>) -> Option<Vec<u8>> {
    let mut values = Some(Vec::new());
    let mut seen = ValueSet::EMPTY;
    for cell in cells {
        let value = cell::single(low, cell).and_then(|expr| pick::written(low, expr, of));
        let fresh = value.filter(|value| !seen.contains(*value));
        if let (Some(value), None) = (value, fresh) {
            let value = title(low.scope, of, value);
            low.fail::<()>(TableProblem::ValueTwice { value }, cell.span);
        }
        seen = fresh.into_iter().fold(seen, |seen, value| seen.or(&ValueSet::only(value)));
        values = values.zip(fresh).map(|(mut values, value)| {
            values.push(value);
            values
        });
    }
    values
}

fn read_row<T>(
    low: &mut Lowering<'_>,
    row: &Row,
    width: usize,
    read: &mut impl FnMut(&mut Lowering<'_>, &Cell) -> Option<T>,
) -> Option<Vec<T>> {
    wide(low, row, width)?;
    let cells: Vec<Option<T>> = row.cells.iter().skip(1).map(|cell| read(low, cell)).collect();
    cells.into_iter().collect()
}

/// Every value must stand along its axis.
fn total(low: &mut Lowering<'_>, place: Span, rows: &Axis, columns: &Axis) -> Option<()> {
    let (rows, columns) = (missing(low.scope, rows), missing(low.scope, columns));
    if rows.is_empty() && columns.is_empty() {
        return Some(());
    }
    low.fail(TableProblem::NotTotal { rows, columns }, place)
}

fn missing(scope: &Scope, axis: &Axis) -> Vec<String> {
    let Some(values) = &axis.values else { return Vec::new() };
    let all = (0..=u8::MAX).take(scope.size(axis.of));
    all.filter(|value| !values.contains(value)).map(|value| title(scope, axis.of, value)).collect()
}

/// What messages call a value.
fn title(scope: &Scope, of: ValueType, value: u8) -> String {
    match of {
        ValueType::YesNo if value == 0 => "no".into(),
        ValueType::YesNo => "yes".into(),
        ValueType::Declared(_) | ValueType::Level => {
            scope.named(of, value).map(|named| named.called().to_owned()).unwrap_or_default()
        }
    }
}

fn sorted<T>(values: &[u8], cells: Vec<T>) -> Vec<T> {
    let mut pairs: Vec<(u8, T)> = values.iter().copied().zip(cells).collect();
    pairs.sort_by_key(|(value, _)| *value);
    pairs.into_iter().map(|(_, cell)| cell).collect()
}

fn written_value(pick: &Pick) -> Option<u8> {
    match pick {
        Pick::Value(value) => Some(*value),
        Pick::Factor(_)
        | Pick::Define(_)
        | Pick::Cases(..)
        | Pick::Matrix(_)
        | Pick::Highest(_)
        | Pick::Lowest(_)
        | Pick::Flag(_) => None,
    }
}
