//! Answers as rows of a CSV table: the input's cells as they are, then what the answer says.

use std::borrow::Cow;

use core_model::spelling::decimal;
use core_model::{Answer, LevelName, OutcomeWord};
use messages::{AnswerColumn, Lang, answer_cell_needs, answer_column, outcome_word};

use crate::cell::Cell;
use crate::records::Files;
use crate::write::Layout;

/// What the answer's columns are.
const ADDED: [AnswerColumn; 6] = [
    AnswerColumn::Outcome,
    AnswerColumn::Level,
    AnswerColumn::Label,
    AnswerColumn::Rules,
    AnswerColumn::Because,
    AnswerColumn::Measures,
];

/// Between rules, and between measures.
const BETWEEN: &str = "; ";

/// The rows of a table, in one buffer that is used again.
pub(crate) struct Table {
    lang: Lang,
    columns: Vec<String>,
    /// Of each input, the place of each of its columns.
    places: Vec<Vec<usize>>,
    added: Vec<AnswerColumn>,
    row: Vec<u8>,
}

impl Table {
    pub(crate) fn new(layout: &Layout<'_>) -> Self {
        let mut columns = Vec::new();
        let places = layout.columns.iter().map(|headers| join(&mut columns, headers)).collect();
        let file = match layout.files {
            Files::One => None,
            Files::Several => Some(AnswerColumn::File),
        };
        Self { lang: layout.lang, columns, places, added: file.into_iter().chain(ADDED).collect(), row: Vec::new() }
    }

    /// The header.
    pub(crate) fn header(&mut self) -> &[u8] {
        let names = self.names();
        self.lay(names.iter().map(String::as_str))
    }

    /// The row of one answer.
    pub(crate) fn row(&mut self, file: usize, cells: &[Cell], answer: &Answer) -> &[u8] {
        let carried = self.carried(file, cells);
        let row: Vec<Cow<'_, str>> =
            carried.into_iter().map(|cell| cell.map_or(Cow::Borrowed(""), Cell::text)).collect();
        let lang = self.lang;
        let added: Vec<Cow<'_, str>> = self.added.iter().map(|column| said(*column, answer, lang)).collect();
        self.lay(row.iter().chain(&added).map(AsRef::as_ref))
    }

    /// The names of its columns. One that the input has already gets another.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.columns.clone();
        for column in &self.added {
            let mut name = answer_column(*column, self.lang).to_owned();
            while names.iter().any(|taken| taken.trim() == name) {
                name.insert_str(0, answer_column(AnswerColumn::Prefix, self.lang));
            }
            names.push(name);
        }
        names
    }

    /// The cells of the input in their columns.
    pub(crate) fn carried<'c>(&self, file: usize, cells: &'c [Cell]) -> Vec<Option<&'c Cell>> {
        let mut row = vec![None; self.columns.len()];
        for (cell, place) in cells.iter().zip(self.places.get(file).into_iter().flatten()) {
            if let Some(slot) = row.get_mut(*place) {
                *slot = Some(cell);
            }
        }
        row
    }

    /// What the answer says in each of its columns.
    #[cfg(feature = "xlsx")]
    pub(crate) fn answered<'a>(&self, answer: &'a Answer) -> Vec<(AnswerColumn, Cow<'a, str>)> {
        self.added.iter().map(|column| (*column, said(*column, answer, self.lang))).collect()
    }

    /// One line of cells, each safe to open in a sheet.
    fn lay<'c>(&mut self, cells: impl Iterator<Item = &'c str>) -> &[u8] {
        self.row.clear();
        for (cell, place) in cells.zip(0_usize..) {
            if place > 0 {
                self.row.push(b',');
            }
            lay_cell(&mut self.row, &safe(cell));
        }
        self.row.extend_from_slice(b"\r\n");
        &self.row
    }
}

/// Finds a place for each header among the columns; the second of two equal ones finds the second.
fn join(columns: &mut Vec<String>, headers: &[String]) -> Vec<usize> {
    let mut places: Vec<usize> = Vec::new();
    for header in headers {
        let free = columns.iter().zip(0..).find(|(column, place)| *column == header && !places.contains(place));
        let place = free.map_or(columns.len(), |(_, place)| place);
        if place == columns.len() {
            columns.push(header.clone());
        }
        places.push(place);
    }
    places
}

/// What the answer says in one of its columns.
pub(crate) fn said(column: AnswerColumn, answer: &Answer, lang: Lang) -> Cow<'_, str> {
    match column {
        AnswerColumn::File => Cow::Borrowed(answer.place.file.as_deref().unwrap_or_default()),
        AnswerColumn::Outcome => Cow::Borrowed(outcome_word(answer.outcome, lang)),
        AnswerColumn::Level => level(answer),
        AnswerColumn::Label => Cow::Borrowed(answer.label.as_deref().unwrap_or_default()),
        AnswerColumn::Rules => Cow::Owned(answer.decisive.as_deref().unwrap_or_default().join(BETWEEN)),
        AnswerColumn::Because => Cow::Owned(because(answer, lang)),
        AnswerColumn::Measures => Cow::Owned(answer.measures.as_deref().unwrap_or_default().join(BETWEEN)),
        AnswerColumn::Id => Cow::Borrowed(&answer.place.id),
        AnswerColumn::Prefix => Cow::Borrowed(""),
    }
}

/// The level; beside the ladder the outcome's name; in a conflict the levels.
fn level(answer: &Answer) -> Cow<'_, str> {
    let name = |level: &LevelName| level.to_string();
    let outside = answer.outside.as_deref().map(Cow::Borrowed);
    let level = answer.level.as_ref().map(|level| Cow::Owned(name(level)));
    level.or(outside).unwrap_or_else(|| Cow::Owned(answer.conflict.iter().map(name).collect::<Vec<_>>().join(BETWEEN)))
}

/// Why; what is possible and needed; or what is wrong.
fn because(answer: &Answer, lang: Lang) -> String {
    if !answer.errors.is_empty() {
        let errors = answer.errors.iter().map(|fault| {
            let column = fault.column.iter().map(|column| format!("{column}: "));
            let found = fault.found.iter().map(|found| format!("{found}; "));
            column.chain(found).chain([fault.expected.clone()]).collect::<String>()
        });
        return errors.collect::<Vec<_>>().join("\n");
    }
    if answer.outcome == OutcomeWord::Undetermined {
        let possible: Vec<String> = answer.possible.iter().map(|possible| possible_text(possible, lang)).collect();
        return answer_cell_needs(&possible, &answer.needs, lang);
    }
    // With silent factors no rule is told as decisive; then those that stand in every case give the reasons.
    let stood = answer.reasons.iter().filter(|_| answer.decisive.is_none()).flat_map(|rule| &rule.because);
    answer.because.iter().chain(stood).map(String::as_str).collect::<Vec<_>>().join("\n")
}

fn possible_text(possible: &core_model::Possible, lang: Lang) -> String {
    let levels: Vec<String> = possible.level.iter().chain(&possible.conflict).map(LevelName::to_string).collect();
    let names = levels.iter().map(String::as_str).chain(possible.outside.as_deref());
    let names = names.collect::<Vec<_>>().join(BETWEEN);
    let word = outcome_word(possible.outcome, lang);
    if names.is_empty() { word.to_owned() } else { format!("{word} {names}") }
}

/// The cell with a `'` before what a sheet would take for a formula.
fn safe(cell: &str) -> Cow<'_, str> {
    let formula = match cell.chars().next() {
        Some('=' | '@' | '\t' | '\r') => true,
        Some('+' | '-') => decimal(cell).is_err(),
        Some(_) | None => false,
    };
    if formula { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// The cell between quotation marks where it needs them.
fn lay_cell(row: &mut Vec<u8>, cell: &str) {
    if !cell.contains([',', '"', '\n', '\r']) && !cell.starts_with(' ') && !cell.ends_with(' ') {
        row.extend_from_slice(cell.as_bytes());
        return;
    }
    row.push(b'"');
    row.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
    row.push(b'"');
}
