//! Records from the rows of a CSV file: its header matched once, its cells read one by one.

use core_model::limits::{DATA_COLUMNS, FIELD_CHARS};
use core_model::{Columns, FactorId, Headers, Policy, Raw, Record, read};
use messages::{ColumnProblem, DataProblem, FileProblem, IdProblem, RowProblem};

use crate::csv_rows::{Cells, CsvRows};
use crate::finding::Finding;
use crate::ids::{IdColumn, id_column};
use crate::records::{Options, Said, Silence};

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
        let columns = Headers::new(policy).columns(policy, &headers);
        let id = id_column(&headers, options.id.as_deref());
        let errors = errors(policy, options, &headers, &columns, id);
        if let Some(found) = other_separator(&rows, &headers).filter(|_| !errors.is_empty()) {
            return Err(vec![Finding::error(name, FileProblem::Separator { found })]);
        }
        if !errors.is_empty() {
            return Err(errors.into_iter().map(|problem| Finding::error(name, problem)).collect());
        }
        let id = match id {
            IdColumn::At(column) => Some(column),
            IdColumn::None | IdColumn::Several(_) => None,
        };
        for (column, _, meant) in columns.near.iter().filter(|(column, ..)| Some(*column) != id) {
            let column = headers.get(*column).cloned().unwrap_or_default();
            findings.push(Finding::warning(name, ColumnProblem::Near { column, meant: meant.clone() }));
        }
        Ok(Self { rows, cells, headers, factors: columns.factors, id })
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
        Ok(Some(Said { id: id.map(str::to_owned), record: self.record(policy), cells: self.carried() }))
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
    fn carried(&self) -> Vec<String> {
        let columns = self.headers.len();
        let mut carried: Vec<String> = self.cells.iter().take(columns).map(str::to_owned).collect();
        carried.resize(columns, String::new());
        if let Some(last) = carried.last_mut() {
            for more in self.cells.iter().skip(columns) {
                last.push(',');
                last.push_str(more);
            }
        }
        carried
    }
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

/// Why the question cannot be put to a file with these columns.
fn errors(policy: &Policy, options: &Options, headers: &[String], columns: &Columns, id: IdColumn) -> Vec<DataProblem> {
    let header = |column: usize| headers.get(column).cloned().unwrap_or_default();
    let doubled = columns.doubled.iter().map(|(factor, first, second)| ColumnProblem::Two {
        factor: policy.called(*factor),
        first: header(*first),
        second: header(*second),
    });
    let missing = columns.missing.iter().filter(|_| options.silence == Silence::Refused);
    let missing = missing.map(|factor| ColumnProblem::None {
        factor: policy.called(*factor),
        near: columns.near.iter().find(|(_, near, _)| near == factor).map(|(column, ..)| header(*column)),
    });
    let id = match (id, &options.id) {
        (IdColumn::None, Some(column)) => Some(IdProblem::NoColumn { column: column.clone() }),
        (IdColumn::Several(column), _) => Some(IdProblem::TwoColumns { column: header(column) }),
        (IdColumn::At(_), _) | (IdColumn::None, None) => None,
    };
    doubled.chain(missing).map(DataProblem::from).chain(id.map(DataProblem::from)).collect()
}
