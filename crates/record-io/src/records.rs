//! Records in input order: each with its row, what it calls itself, and either what it says or why it cannot be read.

use std::collections::BTreeSet;

use core_model::{FactorId, Place, Policy, Record, silent};
use messages::{ColumnProblem, DataProblem, FileProblem, IdProblem};

use crate::bytes::Bytes;
use crate::cell::Cell;
use crate::csv_records::CsvRecords;
use crate::csv_rows::CsvRows;
use crate::encoding::Encoding;
use crate::finding::Finding;
use crate::ids::{COMPARED, Seen, Sight};
use crate::input::{Input, Witness};
use crate::json_records::JsonRecords;
#[cfg(feature = "xlsx")]
use crate::source::ZIP;
use crate::source::{Kind, Source};
#[cfg(feature = "xlsx")]
use crate::xlsx::XlsxRecords;

/// How data are read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// The column of ids (`--id`); else `id`, `编号` or `序号`, else the row's number.
    pub id: Option<String>,
    /// Whether a factor may have no column at all (`--partial`).
    pub silence: Silence,
    /// Whether answers name the file.
    pub files: Files,
    /// The encoding of text files (`--encoding`); else UTF-8.
    pub encoding: Option<Encoding>,
    /// The sheet of workbooks (`--sheet`); else the first visible one that holds something.
    pub sheet: Option<String>,
}

/// Whether a factor without `assume` may have no column at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Silence {
    /// It may not: a misspelt header must not silently become "unknown".
    #[default]
    Refused,
    /// It may (`--partial`).
    Allowed,
}

/// How many data files there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Files {
    /// One, which answers do not name.
    #[default]
    One,
    /// Several, which answers name.
    Several,
}

/// One record of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which record it is.
    pub place: Place,
    /// What it says, or why it cannot be read.
    pub record: Result<Record, Vec<DataProblem>>,
    /// Its cells under [`Records::columns`], as the file has them.
    pub cells: Vec<Cell>,
    /// Of a workbook, the cell (`B7`) that each problem is about.
    pub places: Vec<Option<String>>,
    /// Of a workbook, the row of the sheet, from 1.
    pub line: Option<u32>,
}

/// What a record says, before it has a place.
pub(crate) struct Said {
    pub(crate) id: Option<String>,
    pub(crate) record: Result<Record, Vec<DataProblem>>,
    pub(crate) cells: Vec<Cell>,
    pub(crate) places: Vec<Option<String>>,
    pub(crate) line: Option<u32>,
}

/// The records of a file that are still to come.
pub struct Records<'p> {
    policy: &'p Policy,
    options: Options,
    name: String,
    from: From,
    witness: Witness,
    row: u64,
    seen: Seen,
    findings: Vec<Finding>,
    ended: bool,
}

enum From {
    Csv(Box<CsvRecords>),
    Json(Box<JsonRecords>),
    #[cfg(feature = "xlsx")]
    Xlsx(Box<XlsxRecords>),
}

/// Opens a data file and reads as much of it as tells whether it can be graded.
///
/// # Errors
/// It cannot be read, is not what it says, or its columns are not those that the policy asks for.
pub fn open<'p>(source: &Source, policy: &'p Policy, options: &Options) -> Result<Records<'p>, Vec<Finding>> {
    let name = source.name();
    let whole = |problem| vec![Finding::error(&name, problem)];
    let mut input = source.open().map_err(whole)?;
    let witness = std::mem::take(&mut input.witness);
    let mut findings = Vec::new();
    let from = records(source, input, policy, options, &mut findings)?;
    let (options, seen) = (options.clone(), Seen::default());
    Ok(Records { policy, options, name, from, witness, row: 0, seen, findings, ended: false })
}

/// The records of a workbook, if it is one and workbooks can be read, else of a text file.
fn records(
    source: &Source,
    input: Input,
    policy: &Policy,
    options: &Options,
    findings: &mut Vec<Finding>,
) -> Result<From, Vec<Finding>> {
    #[cfg(feature = "xlsx")]
    if input.beginning.starts_with(ZIP) {
        return XlsxRecords::new(source, input, policy, options, findings).map(|records| From::Xlsx(Box::new(records)));
    }
    if options.sheet.is_some() {
        return Err(vec![Finding::error(&source.name(), FileProblem::NoSheets)]);
    }
    text(source, input, policy, options, findings)
}

/// The records of a text file.
fn text(
    source: &Source,
    mut input: Input,
    policy: &Policy,
    options: &Options,
    findings: &mut Vec<Finding>,
) -> Result<From, Vec<Finding>> {
    let name = source.name();
    let whole = |problem| vec![Finding::error(&name, problem)];
    if let Some(binary) = source.binary(&mut input).map_err(whole)? {
        return Err(whole(FileProblem::Binary(binary)));
    }
    let bytes = Bytes::new(input, options.encoding.as_ref()).map_err(whole)?;
    Ok(match source.kind(&bytes) {
        Kind::Csv(separator) => {
            let rows = CsvRows::new(bytes, separator);
            From::Csv(Box::new(CsvRecords::new(rows, &name, policy, options, findings)?))
        }
        kind @ (Kind::Json | Kind::JsonLines) => {
            From::Json(Box::new(JsonRecords::new(bytes, kind, policy, options).map_err(whole)?))
        }
    })
}

impl Records<'_> {
    /// The columns of the file; of JSON, which has none, `id` and the factors by name.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        match &self.from {
            From::Csv(records) => records.headers(),
            From::Json(records) => records.columns(),
            #[cfg(feature = "xlsx")]
            From::Xlsx(records) => records.headers(),
        }
    }

    /// What was found beside the records since this was last asked.
    pub fn findings(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.findings)
    }

    fn said(&mut self) -> Result<Option<Said>, DataProblem> {
        Ok(match &mut self.from {
            From::Csv(records) => records.next(self.policy)?,
            From::Json(records) => {
                let said = records.next(self.policy);
                let near = records.near().into_iter();
                self.findings.extend(near.map(|problem| Finding::warning(&self.name, problem)));
                said?
            }
            #[cfg(feature = "xlsx")]
            From::Xlsx(records) => {
                let said = records.next(self.policy);
                let row = self.row + 1;
                self.findings.extend(records.found().into_iter().map(|found| found.at(row)));
                said?
            }
        })
    }

    fn row(&mut self, said: Said) -> Row {
        self.row += 1;
        if let Some(id) = &said.id {
            let problem = match self.seen.look(id) {
                Sight::Fresh => None,
                Sight::Repeated => Some(IdProblem::Repeated { id: id.clone() }),
                Sight::Full => Some(IdProblem::NotCompared { after: COMPARED }),
            };
            self.findings.extend(problem.map(|problem| Finding::warning(&self.name, problem).at(self.row)));
        }
        let file = match self.options.files {
            Files::One => None,
            Files::Several => Some(self.name.clone()),
        };
        let id = said.id.clone().unwrap_or_else(|| self.row.to_string());
        let Said { record, cells, places, line, .. } = said;
        Row { place: Place { row: self.row, id, file }, record, cells, places, line }
    }

    /// What only the whole file shows.
    fn end(&mut self) {
        self.ended = true;
        let untold = self.seen.untold();
        if untold > 0 {
            self.findings.push(Finding::warning(&self.name, IdProblem::MoreRepeated { more: untold }));
        }
        let From::Json(records) = &self.from else { return };
        if self.row > 0 {
            let never = records.id_never_said();
            self.findings.extend(never.map(|problem| Finding::warning(&self.name, problem)));
        }
        if records.any_read() && self.options.silence == Silence::Refused {
            let never = never_said(self.policy, records.spoken());
            self.findings.extend(never.map(|problem| Finding::warning(&self.name, problem)));
        }
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Row, Finding>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        match self.said() {
            Ok(Some(said)) => Some(Ok(self.row(said))),
            Ok(None) => {
                self.end();
                let looked = self.witness.look().map_err(|problem| Finding::error(&self.name, problem));
                looked.err().map(Err)
            }
            Err(problem) => {
                self.ended = true;
                // A file that is written to seems damaged; that it is written to is the cause.
                let problem = self.witness.look().err().map_or(problem, DataProblem::from);
                Some(Err(Finding::error(&self.name, problem)))
            }
        }
    }
}

fn never_said(policy: &Policy, spoken: &BTreeSet<FactorId>) -> impl Iterator<Item = ColumnProblem> {
    silent(policy, |id| spoken.contains(&id))
        .into_iter()
        .map(|id| ColumnProblem::NeverSaid { factor: policy.called(id) })
}
