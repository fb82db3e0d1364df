//! Answers as a table for people: drawn with ASCII signs, since box drawing has no sure width in Chinese consoles, and
//! aligned where Chinese letters take two columns. A block of rows at a time, so that memory does not grow.

use std::io::{self, Write};

use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{ContentArrangement, Table};
use core_model::{Answer, turns_writing};
use messages::{AnswerColumn, Lang, answer_column};

use crate::records::Files;
use crate::table::said;
use crate::write::Layout;

/// How many rows share a heading and the widths of columns.
const BLOCK: usize = 200;

/// Rows that are still to be drawn.
pub(crate) struct Grid {
    columns: Vec<AnswerColumn>,
    lang: Lang,
    width: Option<u16>,
    rows: Vec<Vec<String>>,
    drawn: bool,
}

impl Grid {
    pub(crate) fn new(layout: &Layout<'_>, width: Option<u16>) -> Self {
        let file = match layout.files {
            Files::One => None,
            Files::Several => Some(AnswerColumn::File),
        };
        let says = [AnswerColumn::Outcome, AnswerColumn::Label, AnswerColumn::Rules, AnswerColumn::Because];
        let columns = file.into_iter().chain([AnswerColumn::Id]).chain(says).chain([AnswerColumn::Measures]).collect();
        Self { columns, lang: layout.lang, width, rows: Vec::new(), drawn: false }
    }

    /// Takes an answer in, and draws where a block is full.
    pub(crate) fn row(&mut self, out: &mut impl Write, answer: &Answer) -> io::Result<()> {
        let cells = self.columns.iter().map(|column| plain(&self.cell(*column, answer))).collect();
        self.rows.push(cells);
        if self.rows.len() == BLOCK { self.draw(out) } else { Ok(()) }
    }

    /// Draws what is left; a heading without rows where there was no answer at all.
    pub(crate) fn finish(&mut self, out: &mut impl Write) -> io::Result<()> {
        if self.rows.is_empty() && self.drawn { Ok(()) } else { self.draw(out) }
    }

    /// People read a level by its label; beside the ladder and in a conflict there is none, and its names stand there.
    fn cell(&self, column: AnswerColumn, answer: &Answer) -> String {
        let text = said(column, answer, self.lang);
        if column == AnswerColumn::Label && text.is_empty() {
            return said(AnswerColumn::Level, answer, self.lang).into_owned();
        }
        text.into_owned()
    }

    fn draw(&mut self, out: &mut impl Write) -> io::Result<()> {
        let mut table = Table::new();
        table.load_preset(ASCII_MARKDOWN).set_header(self.columns.iter().map(|column| self.heading(*column)));
        if let Some(width) = self.width {
            table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        }
        table.add_rows(self.rows.drain(..));
        let blank = if std::mem::replace(&mut self.drawn, true) { "\n" } else { "" };
        writeln!(out, "{blank}{table}")
    }

    fn heading(&self, column: AnswerColumn) -> &'static str {
        let column = if column == AnswerColumn::Label { AnswerColumn::Level } else { column };
        answer_column(column, self.lang)
    }
}

/// The text without signs that would move or turn what stands around it on a terminal.
fn plain(text: &str) -> String {
    let moves = |letter: char| letter.is_control() && letter != '\n';
    text.chars()
        .map(|letter| if turns_writing(letter) || moves(letter) { char::REPLACEMENT_CHARACTER } else { letter })
        .collect()
}
