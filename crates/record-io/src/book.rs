//! A workbook of answers: the input's columns and the answer's under a header that stays in view; what was found; how the
//! answers came about. Rows go to disk as they come. The same answers give the same bytes.

mod kept;
mod looks;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{self, Write};

use core_model::limits::FINDINGS as LISTED;
use core_model::{Answer, Date, OutcomeWord};
use messages::{AnswerColumn, BookWord, DataProblem, Lang, WorkbookProblem, book_word, outcome_word};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, IgnoreError, Workbook, Worksheet, XlsxError};

use crate::cell::Cell;
use crate::finding::{Finding, Gravity};
use crate::ids::{IdColumn, id_column};
use crate::records::Row;
use crate::table::Table;
use crate::write::{About, Layout};
use crate::xlsx::digits;

use kept::Kept;
use looks::{Looks, Widths};

/// The most rows of a sheet, header included.
const ROWS: u32 = 1_048_576;

/// The most columns of a sheet.
const COLUMNS: u16 = 16_384;

/// The most units of UTF-16 that a cell holds.
const CELL: usize = 32_767;

/// A workbook while it is written.
pub(crate) struct Book {
    book: Workbook,
    table: Table,
    looks: Looks,
    lang: Lang,
    about: About,
    names: Vec<String>,
    rows: u32,
    found: u32,
    left_out: u64,
    widths: [Widths; 2],
    counts: Vec<(OutcomeWord, u64)>,
    cut: BTreeSet<u16>,
}

/// The widest sheet, in letters, that is still read on one page.
const PAGE: usize = 240;

/// The height of a line, and the greatest of a row, in points.
const LINE: u32 = 15;
const TALLEST: u32 = 405;

/// The size of paper, as sheet programs number it.
const A4: u8 = 9;

/// The sheets, by place.
const ANSWERS: usize = 0;
const FINDINGS: usize = 1;

/// What makes a workbook impossible, carried where only input and output can fail.
#[derive(Debug, thiserror::Error)]
#[error("a sheet is too small")]
struct TooSmall(WorkbookProblem);

/// The problem that an error carries.
pub(crate) fn problem(error: &io::Error) -> Option<DataProblem> {
    error.get_ref()?.downcast_ref::<TooSmall>().map(|too_small| too_small.0.clone().into())
}

impl Book {
    /// Begins the sheets.
    pub(crate) fn new(layout: &Layout<'_>) -> io::Result<Self> {
        let table = Table::new(layout);
        let names = table.names();
        if names.len() > usize::from(COLUMNS) {
            return Err(io::Error::other(TooSmall(WorkbookProblem::TooManyColumns { most: COLUMNS })));
        }
        let mut book = Self {
            book: Workbook::new(),
            table,
            looks: Looks::new(),
            lang: layout.lang,
            about: layout.about.clone(),
            names,
            rows: 0,
            found: 0,
            left_out: 0,
            widths: [Widths::default(), Widths::default()],
            counts: Vec::new(),
            cut: BTreeSet::new(),
        };
        book.begin().map_err(failed)?;
        Ok(book)
    }

    fn begin(&mut self) -> Result<(), XlsxError> {
        let kept = u16::from(self.id_column() == 0);
        for (word, kept) in [(BookWord::Answers, kept), (BookWord::Findings, 0)] {
            let sheet = self.book.add_worksheet_with_constant_memory()?;
            sheet.set_name(book_word(word, self.lang))?.set_freeze_panes(1, kept)?;
            printed(sheet).set_print_gridlines(true).set_repeat_rows(0, 0)?;
        }
        let names = self.names.clone();
        let header = self.looks.header.clone();
        self.texts(ANSWERS, 0, &names, &header)?;
        let findings = self.of_findings().map(|word| book_word(word, self.lang).to_owned());
        self.texts(FINDINGS, 0, &findings, &header)
    }

    /// The column that names the records, on each page and beside what is scrolled to.
    fn id_column(&self) -> u16 {
        match id_column(&self.names, None) {
            IdColumn::At(column) | IdColumn::Several(column) => u16::try_from(column).unwrap_or(0),
            IdColumn::None => 0,
        }
    }

    fn of_findings(&self) -> [BookWord; 9] {
        [
            BookWord::Record,
            BookWord::Id,
            BookWord::File,
            BookWord::Cell,
            BookWord::Column,
            BookWord::Gravity,
            BookWord::Code,
            BookWord::Found,
            BookWord::Expected,
        ]
    }

    /// Writes the row of one answer, and why its record could not be read if so.
    pub(crate) fn row(&mut self, file: usize, row: &Row, answer: &Answer) -> io::Result<()> {
        match self.counts.iter_mut().find(|(outcome, _)| *outcome == answer.outcome) {
            Some((_, count)) => *count += 1,
            None => self.counts.push((answer.outcome, 1)),
        }
        self.rows += 1;
        if self.rows >= ROWS {
            return Err(io::Error::other(TooSmall(WorkbookProblem::TooManyRows { most: ROWS })));
        }
        self.begin_row(ANSWERS, self.rows).map_err(failed)?;
        self.answer(file, row, answer).map_err(failed)?;
        let problems = row.record.as_ref().err().into_iter().flatten();
        for (nth, problem) in problems.enumerate() {
            let file = self.about.data.get(file).cloned().unwrap_or_default();
            let cell = row.places.get(nth).cloned().flatten();
            let found = Finding::error(&file, problem.clone()).at(row.place.row).in_cell(cell);
            self.finding(&found, &row.place.id)?;
        }
        Ok(())
    }

    fn answer(&mut self, file: usize, row: &Row, answer: &Answer) -> Result<(), XlsxError> {
        let (at, mut column) = (self.rows, 0);
        for cell in self.table.carried(file, &row.cells) {
            if let Some(cell) = cell {
                self.cell(at, column, cell)?;
            }
            column += 1;
        }
        for (which, text) in self.table.answered(answer) {
            let look = match which {
                AnswerColumn::Outcome => self.looks.outcome(answer.outcome),
                AnswerColumn::Level if answer.level.is_some() => self.looks.level(answer.severity),
                AnswerColumn::Level
                | AnswerColumn::File
                | AnswerColumn::Label
                | AnswerColumn::Rules
                | AnswerColumn::Because
                | AnswerColumn::Measures
                | AnswerColumn::Id
                | AnswerColumn::Prefix => self.looks.text.clone(),
            };
            let number = (which == AnswerColumn::Level && answer.level.is_some()).then(|| plain(&text)).flatten();
            match number {
                Some(number) => drop(self.sheet(ANSWERS)?.write_number_with_format(at, column, number, &look)?),
                None => self.text(ANSWERS, at, column, &text, &look)?,
            }
            column += 1;
        }
        Ok(())
    }

    /// Writes a cell of the input as what it is there: a text stays a text, a number a number, a day a day.
    fn cell(&mut self, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
        let (text, day) = (self.looks.text.clone(), self.looks.day.clone());
        self.widths.get_mut(ANSWERS).into_iter().for_each(|widths| widths.see(row, column, &cell.text()));
        match cell {
            Cell::Empty => Ok(()),
            Cell::Number(number) => match plain(number) {
                Some(number) => self.sheet(ANSWERS)?.write_number_with_format(row, column, number, &text).map(drop),
                None => self.text(ANSWERS, row, column, number, &text),
            },
            Cell::Day(of) => match date(*of) {
                Some(date) => self.sheet(ANSWERS)?.write_datetime_with_format(row, column, &date, &day).map(drop),
                None => self.text(ANSWERS, row, column, &of.to_string(), &text),
            },
            Cell::YesNo(yes) => self.sheet(ANSWERS)?.write_boolean_with_format(row, column, *yes, &text).map(drop),
            Cell::Text(words) | Cell::Time(words) | Cell::Error(words) => self.text(ANSWERS, row, column, words, &text),
        }
    }

    /// Takes in what was found beside the records.
    pub(crate) fn note(&mut self, found: &Finding) -> io::Result<()> {
        self.finding(found, "")
    }

    /// Lists a finding while there is room. What the workbook says of itself at the end finds room in any case.
    fn finding(&mut self, found: &Finding, id: &str) -> io::Result<()> {
        if self.found >= LISTED {
            self.left_out += 1;
            return Ok(());
        }
        self.list(found, id)
    }

    fn list(&mut self, found: &Finding, id: &str) -> io::Result<()> {
        self.found += 1;
        let words = found.problem.words(self.lang);
        let gravity = match found.gravity {
            Gravity::Error => BookWord::Error,
            Gravity::Warning => BookWord::Warning,
            Gravity::Note => BookWord::Note,
        };
        let cells = [
            found.row.map(|row| row.to_string()).unwrap_or_default(),
            id.to_owned(),
            found.file.clone(),
            found.cell.clone().unwrap_or_default(),
            found.problem.column().unwrap_or_default().to_owned(),
            book_word(gravity, self.lang).to_owned(),
            found.problem.code().to_owned(),
            words.message,
            words.expected,
        ];
        let look = self.looks.text.clone();
        self.begin_row(FINDINGS, self.found).map_err(failed)?;
        self.texts(FINDINGS, self.found, &cells, &look).map_err(failed)
    }

    /// Makes the row before this one as high as its texts need, since not every sheet program does. Of the last row that
    /// is left to them: the library would write it twice.
    fn begin_row(&mut self, sheet: usize, row: u32) -> Result<(), XlsxError> {
        let lines = self.widths.get_mut(sheet).map_or(1, Widths::lines);
        if lines > 1 {
            self.sheet(sheet)?.set_row_height(row - 1, lines.saturating_mul(LINE).min(TALLEST))?;
        }
        Ok(())
    }

    /// Ends the sheets and writes the workbook.
    pub(crate) fn save(&mut self, out: &mut (impl Write + Send)) -> io::Result<()> {
        for column in std::mem::take(&mut self.cut) {
            let name = self.names.get(usize::from(column)).cloned().unwrap_or_default();
            self.list(&Finding::warning("-", WorkbookProblem::Cut { column: name }), "")?;
        }
        if self.left_out > 0 {
            let problem = WorkbookProblem::LeftOut { listed: LISTED, more: self.left_out };
            self.list(&Finding::warning("-", problem), "")?;
        }
        self.end().map_err(failed)?;
        let mut kept = Kept::new(out);
        let saved = self.book.save_to_writer(&mut kept).map_err(failed);
        kept.told().and(saved)
    }

    fn end(&mut self) -> Result<(), XlsxError> {
        let last = u16::try_from(self.names.len().saturating_sub(1)).unwrap_or(COLUMNS);
        let findings = u16::try_from(self.of_findings().len() - 1).unwrap_or(COLUMNS);
        let id = self.id_column();
        for (sheet, rows, columns) in [(ANSWERS, self.rows, last), (FINDINGS, self.found, findings)] {
            let widths: Vec<(u16, u16)> = self.widths.get(sheet).map(Widths::all).unwrap_or_default();
            let narrow = widths.iter().map(|(_, width)| usize::from(*width)).sum::<usize>() <= PAGE;
            let sheet = self.sheet(sheet)?;
            for (column, width) in widths {
                sheet.set_column_width(column, width)?;
            }
            if narrow {
                sheet.set_print_fit_to_pages(1, 0);
            } else {
                sheet.set_page_order(false).set_repeat_columns(id, id)?;
            }
            sheet.autofilter(0, 0, rows, columns)?;
            sheet.ignore_error_range(0, 0, rows.max(1), columns, IgnoreError::NumberStoredAsText)?;
        }
        self.about()?;
        let created = date(self.about.as_of).or_else(|| ExcelDateTime::from_ymd(1900, 1, 1).ok());
        let mut properties = DocProperties::new().set_title(&self.about.policy);
        if let Some(created) = created {
            properties = properties.set_creation_datetime(&created);
        }
        self.book.set_properties(&properties);
        Ok(())
    }

    /// The sheet that says how the answers came about.
    fn about(&mut self) -> Result<(), XlsxError> {
        let (lang, looks) = (self.lang, self.looks.clone());
        let mut lines: Vec<(Cow<'_, str>, String)> = vec![
            (book_word(BookWord::Policy, lang).into(), self.about.policy.clone()),
            (book_word(BookWord::Digest, lang).into(), self.about.digest.clone()),
            (book_word(BookWord::AsOf, lang).into(), self.about.as_of.to_string()),
        ];
        lines.extend(self.about.data.iter().map(|file| (book_word(BookWord::File, lang).into(), file.clone())));
        lines.push((book_word(BookWord::Records, lang).into(), self.rows.to_string()));
        for (outcome, count) in &self.counts {
            lines.push((outcome_word(*outcome, lang).into(), count.to_string()));
        }
        let sheet = self.book.add_worksheet();
        sheet.set_name(book_word(BookWord::About, lang))?.set_column_width(0, 16)?.set_column_width(1, 80)?;
        printed(sheet).set_print_fit_to_pages(1, 0);
        for ((name, value), row) in lines.iter().zip(0..) {
            sheet.write_string_with_format(row, 0, name.as_ref(), &looks.header)?;
            sheet.write_string_with_format(row, 1, value, &looks.text)?;
        }
        Ok(())
    }

    fn texts(&mut self, sheet: usize, row: u32, texts: &[String], look: &Format) -> Result<(), XlsxError> {
        for (text, column) in texts.iter().zip(0..) {
            self.text(sheet, row, column, text, look)?;
        }
        Ok(())
    }

    /// Writes a text as a text, whatever it looks like. What is longer than a cell may be is cut and told.
    fn text(&mut self, sheet: usize, row: u32, column: u16, text: &str, look: &Format) -> Result<(), XlsxError> {
        if text.is_empty() {
            return Ok(());
        }
        let fitted = fitted(text);
        if fitted.len() < text.len() && sheet == ANSWERS {
            self.cut.insert(column);
        }
        self.widths.get_mut(sheet).into_iter().for_each(|widths| widths.see(row, column, &fitted));
        self.sheet(sheet)?.write_string_with_format(row, column, fitted.as_ref(), look).map(drop)
    }

    fn sheet(&mut self, sheet: usize) -> Result<&mut Worksheet, XlsxError> {
        self.book.worksheet_from_index(sheet)
    }
}

/// The sheet as it is printed: across, with the numbers of pages.
fn printed(sheet: &mut Worksheet) -> &mut Worksheet {
    sheet.set_landscape().set_paper_size(A4).set_footer("&C&P / &N")
}

/// As much of the text as a cell holds.
fn fitted(text: &str) -> Cow<'_, str> {
    if text.len() <= CELL || text.encode_utf16().count() <= CELL {
        return Cow::Borrowed(text);
    }
    let mut units = 1;
    let kept = text.chars().take_while(|letter| {
        units += letter.len_utf16();
        units <= CELL
    });
    Cow::Owned(kept.chain(['…']).collect())
}

/// The number, where a double holds all of its digits.
fn plain(number: &str) -> Option<f64> {
    (digits(number).as_deref() == Some(number)).then(|| number.parse().ok()).flatten()
}

/// The day, where a sheet has it.
fn date(day: Date) -> Option<ExcelDateTime> {
    let text = day.to_string();
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let year: u16 = year.parse().ok().filter(|year| *year >= 1900)?;
    ExcelDateTime::from_ymd(year, month.parse().ok()?, day.parse().ok()?).ok()
}

fn failed(error: XlsxError) -> io::Error {
    if let XlsxError::IoError(error) = error { error } else { io::Error::other(error) }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use core_model::{Place, Policy, Program};
    use messages::RowProblem;

    use super::*;
    use crate::records::Files;
    use crate::source::Source;

    fn book() -> (Book, Row, Answer) {
        let day = Date::new(2020, 2, 29).unwrap();
        let program = Program::new(Arc::new(Policy::default()), day).unwrap();
        let about = About::of(&program, &[Source::memory("a.csv", *b"")]);
        let layout = Layout { columns: vec![&[]], files: Files::One, lang: Lang::En, about };
        let place = Place { row: 1, id: "1".into(), file: None };
        let problems = vec![RowProblem::OpenQuote.into()];
        let answer = messages::invalid(&program, place.clone(), &problems, Lang::En);
        let row = Row { place, record: Err(problems), cells: Vec::new(), places: Vec::new(), line: None };
        (Book::new(&layout).unwrap(), row, answer)
    }

    #[test]
    fn a_sheet_holds_1_048_575_answers_and_not_one_more() {
        let (mut book, row, answer) = book();
        book.rows = ROWS - 2;
        book.row(0, &row, &answer).unwrap();
        let error = book.row(0, &row, &answer).unwrap_err();
        assert_eq!(problem(&error), Some(WorkbookProblem::TooManyRows { most: ROWS }.into()));
    }

    #[test]
    fn findings_beyond_a_million_are_counted_and_told_in_the_last_row() {
        let (mut book, row, answer) = book();
        book.found = LISTED - 1;
        for _ in 0..3 {
            book.row(0, &row, &answer).unwrap();
        }
        assert_eq!((book.found, book.left_out, book.rows), (LISTED, 2, 3));
        book.save(&mut Vec::new()).unwrap();
        assert_eq!(book.found, LISTED + 1);
        let told = WorkbookProblem::LeftOut { listed: LISTED, more: 2 };
        assert_eq!(told.code(), "D0163");
        assert_eq!(told.words(Lang::Zh).message, "另有 2 项问题未列出，本表只列出前 1000000 项");
    }
}
