//! CSV as rows of cells, by RFC 4180, any line ending, quoted line breaks kept. Bounded: a row over the limit is passed over
//! without being held, and a quotation mark where none may stand is told, never guessed at.

use core_model::limits::{ENDLESS_BYTES, ROW_BYTES};
use messages::{FileProblem, RowProblem};

use crate::bytes::Bytes;

/// The rows of a CSV file that are still to come.
pub(crate) struct CsvRows {
    bytes: Bytes,
    separator: char,
    after_return: bool,
    read: u64,
}

/// The cells of one row.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    text: String,
    ends: Vec<usize>,
    fault: Option<RowProblem>,
    quoted: bool,
}

/// Where in a row the reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// At the start of a cell.
    Start,
    /// In a cell without quotation marks.
    Plain,
    /// Between quotation marks.
    Quoted,
    /// After a quotation mark that closes, unless another follows.
    Closing,
}

/// How a row goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// It does.
    On(At),
    /// It ends here, with this character.
    End(char),
}

impl CsvRows {
    /// The rows of a text, of cells with this ASCII character between them.
    pub(crate) fn new(bytes: Bytes, separator: char) -> Self {
        Self { bytes, separator, after_return: false, read: 0 }
    }

    /// What stands between cells.
    pub(crate) fn separator(&self) -> char {
        self.separator
    }

    /// Reads the next row into `cells`; `false` at the end of the file.
    pub(crate) fn next(&mut self, cells: &mut Cells) -> Result<bool, FileProblem> {
        cells.clear();
        self.pass_line_feed()?;
        let separator = self.separator;
        let mut at = At::Start;
        let mut length = 0_usize;
        loop {
            let buffer = self.bytes.fill()?;
            if buffer.is_empty() {
                return Ok(length > 0 && cells.finish(at));
            }
            let (read, step) = run(buffer, at, separator, cells);
            length += read - usize::from(matches!(step, Step::End(_)));
            self.bytes.consume(read);
            if length > ROW_BYTES {
                cells.overflow();
            }
            if length > ENDLESS_BYTES {
                return Err(FileProblem::Endless { after: self.read.saturating_sub(1), most: ENDLESS_BYTES });
            }
            match step {
                Step::On(next) => at = next,
                Step::End(mark) => {
                    self.read += 1;
                    self.after_return = mark == '\r';
                    return Ok(cells.finish(At::Start));
                }
            }
        }
    }

    /// Passes over the second half of a line ending.
    fn pass_line_feed(&mut self) -> Result<(), FileProblem> {
        if std::mem::take(&mut self.after_return) && self.bytes.fill()?.starts_with('\n') {
            self.bytes.consume(1);
        }
        Ok(())
    }
}

/// Reads on through a buffer, to the end of the row or of the buffer: how many bytes, and how the row goes on.
fn run(buffer: &str, at: At, separator: char, cells: &mut Cells) -> (usize, Step) {
    let mut at = at;
    let mut rest = buffer;
    while let Some(letter) = rest.chars().next() {
        let (text, after) = rest.split_at(plain_run(rest, at, separator));
        if text.is_empty() {
            rest = after.get(letter.len_utf8()..).unwrap_or_default();
            match special(letter, at, separator, cells) {
                Step::On(next) => at = next,
                end @ Step::End(_) => return (buffer.len() - rest.len(), end),
            }
        } else {
            cells.push(text);
            at = if at == At::Start { At::Plain } else { at };
            rest = after;
        }
    }
    (buffer.len(), Step::On(at))
}

/// How many bytes from here are nothing but text of the cell.
fn plain_run(rest: &str, at: At, separator: char) -> usize {
    let separator = u8::try_from(separator).unwrap_or(b',');
    let special = |byte: u8| match at {
        At::Start | At::Plain => byte == separator || matches!(byte, b'"' | b'\n' | b'\r'),
        At::Quoted => byte == b'"',
        At::Closing => true,
    };
    rest.bytes().position(special).unwrap_or(rest.len())
}

/// What a character does that is not, or not surely, text of the cell.
fn special(letter: char, at: At, separator: char, cells: &mut Cells) -> Step {
    match (at, letter) {
        (At::Start, '"') => {
            cells.quoted = true;
            Step::On(At::Quoted)
        }
        (At::Quoted, '"') => Step::On(At::Closing),
        (At::Closing, '"') => {
            cells.push("\"");
            Step::On(At::Quoted)
        }
        (At::Start | At::Plain | At::Closing, between) if between == separator => {
            cells.end_cell();
            Step::On(At::Start)
        }
        (At::Start | At::Plain | At::Closing, '\n' | '\r') => Step::End(letter),
        (At::Start | At::Plain | At::Closing | At::Quoted, other) => {
            cells.stray();
            cells.push(other.encode_utf8(&mut [0; 4]));
            Step::On(At::Plain)
        }
    }
}

impl Cells {
    /// Why the row is no good, if it is not.
    pub(crate) fn fault(&self) -> Option<&RowProblem> {
        self.fault.as_ref()
    }

    /// How many cells the row has.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text of a cell.
    pub(crate) fn get(&self, cell: usize) -> Option<&str> {
        let end = *self.ends.get(cell)?;
        let start = cell.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.text.get(start..end)
    }

    /// The cells in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|cell| self.get(cell))
    }

    /// Whether nothing at all stands on the line.
    pub(crate) fn is_blank(&self) -> bool {
        self.len() <= 1 && self.text.is_empty() && !self.quoted && self.fault.is_none()
    }

    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.fault = None;
        self.quoted = false;
    }

    fn push(&mut self, text: &str) {
        if !self.is_over() {
            self.text.push_str(text);
        }
    }

    fn end_cell(&mut self) {
        if !self.is_over() {
            self.ends.push(self.text.len());
        }
    }

    fn stray(&mut self) {
        self.fault.get_or_insert(RowProblem::StrayQuote);
    }

    fn is_over(&self) -> bool {
        matches!(self.fault, Some(RowProblem::TooLong { .. }))
    }

    /// Lets go of a row that is too long.
    fn overflow(&mut self) {
        self.fault = Some(RowProblem::TooLong { most: ROW_BYTES });
        self.text = String::new();
        self.ends.clear();
    }

    /// Ends the row. A mark that is still open is told.
    fn finish(&mut self, at: At) -> bool {
        self.end_cell();
        if at == At::Quoted && !self.is_over() {
            self.fault = Some(RowProblem::OpenQuote);
        }
        true
    }
}
