//! Records from the rows of a CSV file: its header matched once, its cells read one by one.

use core_model::limits::{DATA_COLUMNS, FIELD_CHARS};
use core_model::{FactorId, FactorKind, Policy, Raw, Record, read};
use messages::{ColumnProblem, DataProblem, FileProblem, RowProblem};

use crate::cell::Cell;
use crate::columns::{Matched, matched};
use crate::csv_rows::{Cells, CsvRows};
use crate::finding::Finding;
use crate::records::{Options, Said};

/// The records of a CSV file that are still to come.
pub(crate) struct CsvRecords {
    rows: CsvRows,
    cells: Cells,
    headers: Vec<String>,
    factors: Vec<Option<FactorId>>,
    id: Option<usize>,
}

impl CsvRecords {
    /// Reads the header and matches its columns. What is worth a look goes to `findings`.
    pub(crate) fn new(
        mut rows: CsvRows,
        name: &str,
        policy: &Policy,
        options: &Options,
        findings: &mut Vec<Finding>,
    ) -> Result<Self, Vec<Finding>> {
        let mut cells = Cells::default();
        let headers = headers(&mut rows, &mut cells).map_err(|problem| vec![Finding::error(name, problem)])?;
        let columns = matched(name, &headers, policy, options, findings).map_err(|errors| {
            match other_separator(&rows, &headers) {
                Some(found) => vec![Finding::error(name, FileProblem::Separator { found })],
                None => errors,
            }
        })?;
        let Matched { factors, id } = columns;
        Ok(Self { rows, cells, headers, factors, id })
    }

    /// The columns of the file.
    pub(crate) fn headers(&self) -> &[String] {
        &self.headers
    }

    /// The next record; `None` at the end of the file.
    pub(crate) fn next(&mut self, policy: &Policy) -> Result<Option<Said>, FileProblem> {
        loop {
            if !self.rows.next(&mut self.cells)? {
                return Ok(None);
            }
            if !(self.cells.is_blank() && self.headers.len() > 1) {
                break;
            }
        }
        let id = self.id.and_then(|column| self.cells.get(column)).map(str::trim).filter(|id| !id.is_empty());
        let id = id.map(str::to_owned);
        let (record, cells) = (self.record(policy), self.carried(policy));
        Ok(Some(Said { id, record, cells, places: Vec::new(), line: None }))
    }

    fn record(&self, policy: &Policy) -> Result<Record, Vec<DataProblem>> {
        if let Some(fault) = self.cells.fault() {
            return Err(vec![fault.clone().into()]);
        }
        let (found, expected) = (self.cells.len(), self.headers.len());
        if found != expected {
            return Err(vec![RowProblem::Width { found, expected }.into()]);
        }
        let mut record = Record::silent(policy.factors.len());
        let mut problems = Vec::new();
        for ((cell, header), factor) in self.cells.iter().zip(&self.headers).zip(&self.factors) {
            match value(policy, header, cell, *factor) {
                Ok(None) => {}
                Ok(Some((id, datum))) => record.set(id, datum),
                Err(problem) => problems.push(problem),
            }
        }
        if problems.is_empty() { Ok(record) } else { Err(problems) }
    }

    /// The cells under the header's columns, none lost: what a row has too many stays in the last one.
    fn carried(&self, policy: &Policy) -> Vec<Cell> {
        let columns = self.headers.len();
        let factors = self.factors.iter().copied();
        let mut carried: Vec<Cell> = self.cells.iter().zip(factors).map(|(cell, of)| carry(policy, cell, of)).collect();
        carried.resize(columns, Cell::Empty);
        if self.cells.len() > columns
            && let Some(last) = carried.last_mut()
        {
            let more: Vec<&str> = self.cells.iter().skip(columns - 1).collect();
            *last = Cell::Text(more.join(","));
        }
        carried
    }
}

/// A cell of a number's column is a number where it is plain digits, as many as a sheet keeps; any other is a text.
fn carry(policy: &Policy, cell: &str, factor: Option<FactorId>) -> Cell {
    let factor = factor.and_then(|id| policy.factors.get(id.index()));
    let is_number = factor.is_some_and(|factor| matches!(factor.kind, FactorKind::Number(_)));
    if is_number && is_plain(cell) { Cell::Number(cell.to_owned()) } else { Cell::from(cell) }
}

/// Whether the text is a number as a sheet would show it.
fn is_plain(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let led = whole.len() > 1 && whole.starts_with('0');
    let ends = digits.contains('.') && part.ends_with('0');
    all(whole) && all(part) && !led && !ends && digits.len() <= 15 && cell != "-0"
}

type Value = Option<(FactorId, Option<core_model::Datum>)>;

fn value(policy: &Policy, header: &str, cell: &str, factor: Option<FactorId>) -> Result<Value, DataProblem> {
    if cell.contains('\0') {
        return Err(RowProblem::Zero { column: header.to_owned() }.into());
    }
    if cell.len() > FIELD_CHARS {
        let found = cell.chars().count();
        if found > FIELD_CHARS {
            return Err(RowProblem::FieldTooLong { column: header.to_owned(), found, most: FIELD_CHARS }.into());
        }
    }
    let Some((id, factor)) = factor.and_then(|id| Some((id, policy.factors.get(id.index())?))) else { return Ok(None) };
    let read = read(factor, &policy.ladder, &Raw::text(cell));
    read.map(|datum| Some((id, datum))).map_err(|misfit| DataProblem::Value { column: header.to_owned(), misfit })
}

fn headers(rows: &mut CsvRows, cells: &mut Cells) -> Result<Vec<String>, DataProblem> {
    while rows.next(cells)? {
        if let Some(fault) = cells.fault() {
            return Err(FileProblem::BrokenHeader(Box::new(fault.clone())).into());
        }
        if cells.len() > DATA_COLUMNS {
            return Err(ColumnProblem::TooMany { found: cells.len(), most: DATA_COLUMNS }.into());
        }
        if let Some(named) = named_separator(cells, rows.separator()) {
            if named != rows.separator() {
                return Err(FileProblem::Separator { found: named }.into());
            }
        } else if !cells.is_blank() {
            return Ok(cells.iter().map(str::to_owned).collect());
        }
    }
    Err(FileProblem::NoHeader.into())
}

/// What a first line `sep=;` says, as sheets understand it.
fn named_separator(cells: &Cells, separator: char) -> Option<char> {
    let first = cells.get(0)?.trim();
    let (key, named) = first.split_at_checked(4)?;
    let mut letters = named.chars();
    match (key.eq_ignore_ascii_case("sep="), letters.next(), letters.next(), cells.len()) {
        (true, None, None, 2) => Some(separator),
        (true, named, None, 1) => named,
        _ => None,
    }
}

/// What seems to separate the cells, where the header is one cell that holds it.
fn other_separator(rows: &CsvRows, headers: &[String]) -> Option<char> {
    let [header] = headers else { return None };
    [';', '\t'].into_iter().find(|sign| *sign != rows.separator() && header.contains(*sign))
}
