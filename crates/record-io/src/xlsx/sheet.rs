//! One sheet as it is written: rows of raw cells in order, and what it says of columns, merged cells and filters.

use core_model::limits::ROW_BYTES;
use messages::WorkbookProblem;

use super::area::{Area, COLUMNS, ROWS, cell};
use super::strings::rich_text;
use super::xml::{Piece, Tag, Xml};

/// A sheet that is read on.
pub(crate) struct SheetXml {
    xml: Xml,
    row: u32,
    in_data: bool,
}

/// What comes next in a sheet.
pub(crate) enum Item {
    /// A row, in the buffer that was given.
    Row,
    /// Hidden columns, the first and the last.
    HiddenColumns(usize, usize),
    /// Merged cells.
    Merged(Area),
    /// Rows may be hidden by a filter.
    Filter,
    /// The end.
    End,
}

/// A row as it is written.
#[derive(Debug, Default)]
pub(crate) struct RawRow {
    pub(crate) number: u32,
    pub(crate) is_hidden: bool,
    pub(crate) cells: Vec<RawCell>,
    text: String,
    is_over: bool,
}

/// A cell as it is written.
#[derive(Debug, Clone)]
pub(crate) struct RawCell {
    pub(crate) column: usize,
    pub(crate) kind: Kind,
    pub(crate) style: usize,
    pub(crate) is_formula: bool,
    text: std::ops::Range<usize>,
}

/// What the text of a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Number,
    Shared,
    /// A text of its own.
    Inline,
    /// A text that a formula gives.
    Result,
    YesNo,
    Error,
    /// A day and time as ISO 8601 writes them.
    Iso,
}

impl SheetXml {
    pub(crate) fn new(xml: Xml) -> Self {
        Self { xml, row: 0, in_data: false }
    }

    /// The next item; a row is read into the buffer.
    pub(crate) fn next(&mut self, row: &mut RawRow) -> Result<Item, WorkbookProblem> {
        loop {
            let found = match self.xml.next()? {
                Piece::Open(tag) if self.in_data && tag.is("row") => Open::Row(number(&tag, "r"), tag.says("hidden")),
                Piece::Open(tag) => outside(&tag),
                Piece::Close(tag) if tag.is("sheetData") => Open::DataEnds,
                Piece::Close(_) | Piece::Text(_) => Open::Nothing,
                Piece::End => return Ok(Item::End),
            };
            match found {
                Open::Row(number, is_hidden) => {
                    self.begin(row, number, is_hidden)?;
                    self.cells(row)?;
                    return Ok(Item::Row);
                }
                Open::Data => self.in_data = true,
                Open::DataEnds => self.in_data = false,
                Open::Item(item) => return Ok(item),
                Open::Broken => return Err(self.xml.broken()),
                Open::Nothing => {}
            }
        }
    }

    /// Rows come in order; one without a number follows the one before.
    fn begin(&mut self, row: &mut RawRow, number: Option<usize>, is_hidden: bool) -> Result<(), WorkbookProblem> {
        let number = number.map_or(Some(self.row + 1), |number| u32::try_from(number).ok());
        let number = number.filter(|number| *number > self.row && *number <= ROWS).ok_or_else(|| self.xml.broken())?;
        self.row = number;
        row.number = number;
        row.is_hidden = is_hidden;
        row.is_over = false;
        row.cells.clear();
        row.text.clear();
        Ok(())
    }

    fn cells(&mut self, row: &mut RawRow) -> Result<(), WorkbookProblem> {
        let mut next = 0;
        loop {
            let begun = match self.xml.next()? {
                Piece::Open(tag) if tag.is("c") => begun(&tag, row.number, next),
                Piece::Close(tag) if tag.is("row") => return Ok(()),
                Piece::Open(_) | Piece::Close(_) | Piece::Text(_) => continue,
                Piece::End => return Err(self.xml.broken()),
            };
            let (column, kind, style) =
                begun.filter(|(column, ..)| (next..COLUMNS).contains(column)).ok_or_else(|| self.xml.broken())?;
            next = column + 1;
            self.cell(row, column, kind, style)?;
        }
    }

    fn cell(&mut self, row: &mut RawRow, column: usize, kind: Kind, style: usize) -> Result<(), WorkbookProblem> {
        let start = row.text.len();
        let (mut is_formula, mut in_value) = (false, false);
        loop {
            match self.xml.next()? {
                Piece::Open(tag) if tag.is("is") => rich_text(&mut self.xml, "is", &mut row.text)?,
                Piece::Open(tag) => {
                    in_value = tag.is("v") && kind != Kind::Inline;
                    is_formula |= tag.is("f");
                }
                Piece::Close(tag) if tag.is("c") => break,
                Piece::Close(_) => in_value = false,
                Piece::Text(text) if in_value => row.text.push_str(&text),
                Piece::Text(_) => {}
                Piece::End => return Err(self.xml.broken()),
            }
            row.is_over |= row.text.len() > ROW_BYTES;
            if row.is_over {
                row.text.truncate(start);
            }
        }
        row.cells.push(RawCell { column, kind, style, is_formula, text: start..row.text.len() });
        Ok(())
    }
}

enum Open {
    Row(Option<usize>, bool),
    Data,
    DataEnds,
    Item(Item),
    Broken,
    Nothing,
}

/// What an element outside of rows says.
fn outside(tag: &Tag<'_>) -> Open {
    if tag.is("sheetData") {
        return Open::Data;
    }
    if tag.is("col") && tag.says("hidden") {
        let from = number(tag, "min").filter(|from| (1..=COLUMNS).contains(from));
        let to = number(tag, "max").unwrap_or(COLUMNS).min(COLUMNS);
        return from.map_or(Open::Broken, |from| Open::Item(Item::HiddenColumns(from - 1, to - 1)));
    }
    if tag.is("mergeCell") {
        let area = tag.get("ref").and_then(|named| Area::named(&named));
        return area.map_or(Open::Broken, |area| Open::Item(Item::Merged(area)));
    }
    if tag.is("autoFilter") || (tag.is("sheetPr") && tag.says("filterMode")) {
        return Open::Item(Item::Filter);
    }
    Open::Nothing
}

/// Place, kind and format of a cell; a cell without a place follows the one before.
fn begun(tag: &Tag<'_>, row: u32, next: usize) -> Option<(usize, Kind, usize)> {
    let column = match tag.get("r") {
        Some(name) => cell(&name).filter(|(its, _)| *its == row)?.1,
        None => next,
    };
    let kind = match tag.get("t").as_deref() {
        None | Some("n") => Kind::Number,
        Some("s") => Kind::Shared,
        Some("inlineStr") => Kind::Inline,
        Some("str") => Kind::Result,
        Some("b") => Kind::YesNo,
        Some("e") => Kind::Error,
        Some("d") => Kind::Iso,
        Some(_) => return None,
    };
    Some((column, kind, number(tag, "s").unwrap_or(0)))
}

fn number(tag: &Tag<'_>, name: &str) -> Option<usize> {
    tag.get(name)?.trim().parse().ok()
}

impl RawRow {
    /// The text of a cell.
    pub(crate) fn text(&self, cell: &RawCell) -> &str {
        self.text.get(cell.text.clone()).unwrap_or_default()
    }

    /// Whether its texts are longer than is held.
    pub(crate) fn is_over(&self) -> bool {
        self.is_over
    }
}
