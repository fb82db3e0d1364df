//! Records from the rows of a sheet: the sheet chosen, its header found, its cells read one by one.

use std::collections::{BTreeMap, BTreeSet};

use core_model::limits::{DATA_COLUMNS, FIELD_CHARS, ROW_BYTES};
use core_model::{Datum, FactorId, FactorKind, Policy, Raw, Record, nearest, read};
use messages::{
    CellFault, CellProblem, ColumnProblem, DataProblem, FileProblem, Hiding, RowProblem, SheetProblem, WorkbookProblem,
};

use super::area::{cell_name, column_name};
use super::header::Header;
use super::merged::Merged;
use super::number::is_beyond_digits;
use super::package::Package;
use super::sheet::{Item, RawRow, SheetXml};
use super::strings::Strings;
use super::styles::Styles;
use super::survey::Survey;
use super::value::{Context, Value};
use super::workbook::{Sheet, Shown, Workbook};
use crate::cell::Cell;
use crate::columns::{Matched, matched};
use crate::finding::Finding;
use crate::input::Input;
use crate::records::{Options, Said};
use crate::source::Source;

/// The records of a sheet that are still to come.
pub(crate) struct XlsxRecords {
    name: String,
    sheet_name: String,
    part: String,
    sheet: SheetXml,
    row: RawRow,
    context: Context,
    header: Header,
    columns: Matched,
    /// Whether each column of the sheet speaks of a factor or holds the ids.
    matters: Vec<bool>,
    merged: Merged,
    told: BTreeSet<(usize, &'static str)>,
    found: Vec<Finding>,
}

impl XlsxRecords {
    /// Opens the workbook, chooses the sheet and matches its columns. What is worth a look goes to `findings`.
    pub(crate) fn new(
        source: &Source,
        input: Input,
        policy: &Policy,
        options: &Options,
        findings: &mut Vec<Finding>,
    ) -> Result<Self, Vec<Finding>> {
        let name = source.name();
        let whole = |problem: DataProblem| vec![Finding::error(&name, problem)];
        let mut package = Package::open(source, input).map_err(whole)?;
        let book = Workbook::read(&mut package).map_err(whole)?;
        let context = Context {
            strings: Strings::read(&mut package, book.strings.as_deref()).map_err(whole)?,
            styles: Styles::read(&mut package, book.styles.as_deref()).map_err(whole)?,
            is_1904: book.is_1904,
        };
        let (sheet, survey) = choose(&mut package, &book, &context, options).map_err(whole)?;
        let others: Vec<String> =
            book.sheets.iter().filter(|other| *other != sheet).map(|other| other.name.clone()).collect();
        if options.sheet.is_none() && !others.is_empty() {
            findings.push(Finding::note(&name, WorkbookProblem::SheetRead { name: sheet.name.clone(), others }));
        }
        let header = Header::find(&survey, policy).map_err(|problem| whole(problem.into()))?;
        let header = header.ok_or_else(|| whole(FileProblem::NoHeader.into()))?;
        if header.columns.len() > DATA_COLUMNS {
            return Err(vec![too_wide(&name, &survey, &header).on_sheet(&sheet.name)]);
        }
        if header.is_below {
            let problem = SheetProblem::HeaderBelow { row: header.row };
            findings.push(Finding::warning(&name, problem));
        }
        let columns = matched(&name, &header.headings, policy, options, findings)?;
        let merged = Merged::below(&survey.merged, header.last_row, header.width());
        findings.extend(looked_over(&name, &survey, &header, &merged));
        let xml = package.again(&sheet.part).map_err(whole)?;
        let xml = xml.ok_or_else(|| whole(WorkbookProblem::Broken { part: sheet.part.clone() }.into()))?;
        let (sheet_name, part, sheet) = (sheet.name.clone(), sheet.part.clone(), SheetXml::new(xml));
        let (row, told, found) = (RawRow::default(), BTreeSet::new(), Vec::new());
        let matters = matters(&header, &columns);
        Ok(Self { name, sheet_name, part, sheet, row, context, header, columns, matters, merged, told, found })
    }

    /// The headings.
    pub(crate) fn headers(&self) -> &[String] {
        &self.header.headings
    }

    /// What was found beside the records since this was last asked.
    pub(crate) fn found(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.found)
    }

    /// The next record; `None` at the end of the sheet.
    pub(crate) fn next(&mut self, policy: &Policy) -> Result<Option<Said>, DataProblem> {
        loop {
            match self.sheet.next(&mut self.row)? {
                Item::Row if self.row.number > self.header.last_row => {}
                Item::Row | Item::HiddenColumns(..) | Item::Merged(_) | Item::Filter => continue,
                Item::End => return Ok(None),
            }
            let mut cells = self.cells()?;
            if cells.values().all(|value| value.cell.is_blank() && value.fault.is_none()) && !self.row.is_over() {
                continue;
            }
            let matters = |column: usize| self.matters.get(column).is_some_and(|matters| *matters);
            self.merged.fill(self.row.number, &mut cells, matters);
            return Ok(Some(self.said(policy, &cells)));
        }
    }

    fn cells(&self) -> Result<BTreeMap<usize, Value>, DataProblem> {
        let broken = || WorkbookProblem::Broken { part: self.part.clone() };
        let cells = self.row.cells.iter().filter(|raw| raw.column < self.header.width());
        let cells = cells.map(|raw| Some((raw.column, self.context.value(&self.row, raw)?)));
        cells.collect::<Option<_>>().ok_or_else(|| broken().into())
    }

    fn said(&mut self, policy: &Policy, cells: &BTreeMap<usize, Value>) -> Said {
        let nothing = Value::default();
        let row = self.row.number;
        let mut record = Record::silent(policy.factors.len());
        let mut problems: Vec<(DataProblem, Option<String>)> = Vec::new();
        let mut carried = Vec::with_capacity(self.header.columns.len());
        let mut bytes = 0;
        for (at, column) in self.header.columns.clone().into_iter().enumerate() {
            let value = cells.get(&column).unwrap_or(&nothing);
            let factor = self.columns.factors.get(at).copied().flatten();
            self.tell(at, column, value, factor);
            bytes += value.cell.text().len();
            match self.read(policy, at, value, factor) {
                Ok(None) => {}
                Ok(Some((id, datum))) => record.set(id, datum),
                Err(problem) => problems.push((problem, Some(cell_name(row, column)))),
            }
            carried.push(if bytes > ROW_BYTES { Cell::Empty } else { value.cell.clone() });
        }
        if bytes > ROW_BYTES || self.row.is_over() {
            problems = vec![(RowProblem::TooLong { most: ROW_BYTES }.into(), None)];
        }
        let id = self.columns.id.and_then(|at| carried.get(at)).map(|cell| cell.text().trim().to_owned());
        let (problems, places): (Vec<_>, Vec<_>) = problems.into_iter().unzip();
        let record = if problems.is_empty() { Ok(record) } else { Err(problems) };
        Said { id: id.filter(|id| !id.is_empty()), record, cells: carried, places, line: Some(row) }
    }

    /// Reads a cell as its factor's kind.
    fn read(&self, policy: &Policy, at: usize, value: &Value, factor: Option<FactorId>) -> Read {
        let column = || self.header.headings.get(at).cloned().unwrap_or_default();
        let problem = |fault: CellFault| Err(CellProblem { column: column(), fault }.into());
        if let Cell::Text(text) = &value.cell {
            row_problem(column, text).map_or(Ok(()), Err)?;
        }
        let factor = factor.and_then(|id| Some((id, policy.factors.get(id.index())?)));
        let is_id = self.columns.id == Some(at);
        if let Some(fault) = value.fault.clone().filter(|_| factor.is_some() || is_id) {
            return problem(fault);
        }
        let Some((id, factor)) = factor else { return Ok(None) };
        let shown = value.cell.text();
        let raw = match (&value.cell, &factor.kind) {
            (Cell::Number(number), FactorKind::Date | FactorKind::Dates) => {
                return problem(CellFault::NotADay(number.clone()));
            }
            (Cell::Number(number), FactorKind::Text) if is_beyond_digits(number) => {
                return problem(CellFault::DigitsLost(number.clone()));
            }
            (Cell::Number(_) | Cell::YesNo(_), FactorKind::Text) => Raw::text(&shown),
            (Cell::Number(number), _) => Raw::Number(number),
            (Cell::YesNo(yes), _) => Raw::YesNo(*yes),
            (Cell::Empty | Cell::Text(_) | Cell::Day(_) | Cell::Time(_) | Cell::Error(_), _) => Raw::text(&shown),
        };
        let read = read(factor, &policy.ladder, &raw);
        read.map(|datum| Some((id, datum))).map_err(|misfit| DataProblem::Value { column: column(), misfit })
    }

    /// Tells, once a column, what a sheet shows otherwise than it is.
    fn tell(&mut self, at: usize, column: usize, value: &Value, factor: Option<FactorId>) {
        let heading = || self.header.headings.get(at).cloned().unwrap_or_default();
        let matters = factor.is_some() || self.columns.id == Some(at);
        let mut found: Vec<SheetProblem> = Vec::new();
        if value.is_formula && matters && value.fault.is_none() {
            found.push(SheetProblem::Formulas { column: heading() });
        }
        if let Cell::Number(number) = &value.cell
            && is_beyond_digits(number)
        {
            found.push(SheetProblem::DigitsLost { column: heading(), found: number.clone() });
        }
        for problem in found {
            if self.told.insert((column, problem.code())) {
                let place = cell_name(self.row.number, column);
                self.found.push(Finding::warning(&self.name, problem).in_cell(Some(place)).on_sheet(&self.sheet_name));
            }
        }
    }
}

type Read = Result<Option<(FactorId, Option<Datum>)>, DataProblem>;

/// What no text of a record may be: with a zero byte, or too long.
fn row_problem(column: impl Fn() -> String, text: &str) -> Option<DataProblem> {
    if text.contains('\0') {
        return Some(RowProblem::Zero { column: column() }.into());
    }
    let found = if text.len() > FIELD_CHARS { text.chars().count() } else { 0 };
    let too_long = |found| RowProblem::FieldTooLong { column: column(), found, most: FIELD_CHARS }.into();
    (found > FIELD_CHARS).then(|| too_long(found))
}

fn matters(header: &Header, columns: &Matched) -> Vec<bool> {
    let mut matters = vec![false; header.width()];
    for (at, column) in header.columns.iter().enumerate() {
        if let Some(slot) = matters.get_mut(*column) {
            *slot = columns.id == Some(at) || columns.factors.get(at).is_some_and(Option::is_some);
        }
    }
    matters
}

/// The sheet that was named, else the first visible one that holds something.
fn choose<'b>(
    package: &mut Package,
    book: &'b Workbook,
    context: &Context,
    options: &Options,
) -> Result<(&'b Sheet, Survey), DataProblem> {
    let named = match &options.sheet {
        Some(name) => {
            Some(book.sheets.iter().find(|sheet| is_called(sheet, name)).ok_or_else(|| no_sheet(book, name))?)
        }
        None => None,
    };
    let visible = book.sheets.iter().filter(|sheet| sheet.shown == Shown::Visible);
    for sheet in named.into_iter().chain(visible.filter(|_| named.is_none())) {
        let broken = || WorkbookProblem::Broken { part: sheet.part.clone() };
        let survey = Survey::of(package.xml(&sheet.part)?.ok_or_else(broken)?, context)?;
        if named.is_some() || !survey.is_empty() {
            return Ok((sheet, survey));
        }
    }
    let hidden = book.sheets.iter().filter(|sheet| sheet.shown == Shown::Hidden).map(|sheet| sheet.name.clone());
    Err(WorkbookProblem::NothingToRead { hidden: hidden.collect() }.into())
}

/// Sheet programs do not tell letter cases apart in the names of sheets.
fn is_called(sheet: &Sheet, name: &str) -> bool {
    sheet.name.trim().to_lowercase() == name.trim().to_lowercase()
}

fn no_sheet(book: &Workbook, name: &str) -> WorkbookProblem {
    let sheets: Vec<String> = book.sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let holds = |sheet: &&String| sheet.contains(name.trim()) && !name.trim().is_empty();
    let near = nearest(name.trim(), sheets.iter().map(String::as_str)).map(str::to_owned);
    let near = near.or_else(|| sheets.iter().find(holds).cloned());
    WorkbookProblem::NoSheet { name: name.to_owned(), sheets, near }
}

/// More columns than are read; the place of the last shows a cell that nobody sees.
fn too_wide(name: &str, survey: &Survey, header: &Header) -> Finding {
    let column = header.columns.last().copied().unwrap_or(0);
    let row = survey.last.get(column).copied().unwrap_or(header.row).max(1);
    let problem = ColumnProblem::TooMany { found: header.columns.len(), most: DATA_COLUMNS };
    Finding::error(name, problem).in_cell(Some(cell_name(row, column)))
}

/// What a first look over the sheet shows.
fn looked_over(name: &str, survey: &Survey, header: &Header, merged: &Merged) -> Vec<Finding> {
    let mut found = Vec::new();
    let (places, more) = survey.hidden_rows.told();
    let what = if survey.is_filtered { Hiding::FilteredRows } else { Hiding::Rows };
    let rows = (!places.is_empty()).then_some(SheetProblem::Hidden { what, places, more });
    let (places, more) = survey.hidden_columns_told(header.row);
    let columns = (!places.is_empty()).then_some(SheetProblem::Hidden { what: Hiding::Columns, places, more });
    found.extend(rows.into_iter().chain(columns).map(|problem| Finding::warning(name, problem)));
    for (column, (area, areas)) in merged.down() {
        let Some(at) = header.columns.iter().position(|its| *its == column) else { continue };
        let heading = header.headings.get(at).filter(|heading| !heading.trim().is_empty()).cloned();
        let column = heading.unwrap_or_else(|| column_name(column));
        let problem = SheetProblem::MergedDown { column, area: area.name(), areas };
        found.push(Finding::warning(name, problem));
    }
    found
}
