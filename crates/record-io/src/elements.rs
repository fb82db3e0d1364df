//! JSON as the texts of its records: the elements of an array, a value a line, or one value after another. Bounded: a
//! record over a limit is passed over without being held, and the ones after it are read.

use core_model::limits::{ENDLESS_BYTES, JSON_DEPTH, ROW_BYTES};
use messages::{DataProblem, FileProblem, ObjectProblem, RowProblem};

use crate::bytes::Bytes;
use crate::source::Kind;

/// The records of a JSON file that are still to come, as texts.
pub(crate) struct Elements {
    bytes: Bytes,
    order: Order,
    read: u64,
    ended: bool,
}

/// How the records of a file follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// In an array.
    Array,
    /// One a line.
    Lines,
    /// One after another, each over several lines.
    Stream,
}

/// Where in a JSON value the reading is, told by brackets and quotation marks alone.
#[derive(Debug, Default)]
struct Scan {
    depth: usize,
    deepest: usize,
    string: bool,
    escape: bool,
    any: bool,
}

/// The text of one record, held up to the limit.
#[derive(Debug, Default)]
struct Held {
    text: String,
    length: usize,
}

impl Elements {
    /// Looks at the beginning of the file and tells how its records follow each other.
    pub(crate) fn new(mut bytes: Bytes, kind: Kind) -> Result<Self, FileProblem> {
        let order = order(bytes.rest(), kind)?;
        if order == Order::Array {
            while bytes.next()?.is_some_and(|letter| letter != '[') {}
        }
        Ok(Self { bytes, order, read: 0, ended: false })
    }

    /// The next record; `None` at the end of the file.
    pub(crate) fn next(&mut self) -> Result<Option<Result<String, DataProblem>>, FileProblem> {
        if self.ended {
            return Ok(None);
        }
        let element = match self.order {
            Order::Array => self.element()?,
            Order::Lines => self.line()?,
            Order::Stream => self.value()?,
        };
        self.ended = element.is_none();
        self.read += u64::from(!self.ended);
        Ok(element)
    }

    fn element(&mut self) -> Result<Option<Result<String, DataProblem>>, FileProblem> {
        let mut next = self.peek()?;
        match (self.read, next) {
            (1.., Some(',')) => {
                self.bytes.consume(1);
                next = self.peek()?;
                if matches!(next, Some(',' | ']') | None) {
                    return Err(self.broken());
                }
            }
            (_, Some(']')) => {
                self.bytes.consume(1);
                return if self.peek()?.is_none() { Ok(None) } else { Err(self.broken()) };
            }
            (1.., Some(_)) | (_, None) | (0, Some(',')) => return Err(self.broken()),
            (0, Some(_)) => {}
        }
        self.value()
    }

    fn line(&mut self) -> Result<Option<Result<String, DataProblem>>, FileProblem> {
        if self.peek()?.is_none() {
            return Ok(None);
        }
        let (scan, held) = self.take(|_, letter| letter == '\n')?;
        Ok(Some(held.end(&scan)))
    }

    /// One value, told by its brackets; in an array up to the comma or bracket behind it.
    fn value(&mut self) -> Result<Option<Result<String, DataProblem>>, FileProblem> {
        if self.peek()?.is_none() {
            return Ok(None);
        }
        let (scan, held) = self.take(Scan::ends_before)?;
        if self.order == Order::Array && !scan.is_closed() {
            return Err(self.broken());
        }
        Ok(Some(held.end(&scan)))
    }

    /// Reads on to the first character that ends it, or to the end of the file.
    fn take(&mut self, ends: impl Fn(&Scan, char) -> bool) -> Result<(Scan, Held), FileProblem> {
        let (mut scan, mut held) = (Scan::default(), Held::default());
        loop {
            let buffer = self.bytes.fill()?;
            let mut read = buffer.len();
            for (at, letter) in buffer.char_indices() {
                if ends(&scan, letter) {
                    read = at;
                    break;
                }
                scan.step(letter);
            }
            let (taken, rest) = buffer.split_at(read);
            held.push(taken);
            let ended = buffer.is_empty() || !rest.is_empty();
            self.bytes.consume(read);
            if ended {
                return Ok((scan, held));
            }
            if held.length > ENDLESS_BYTES {
                return Err(FileProblem::Endless { after: self.read, most: ENDLESS_BYTES });
            }
        }
    }

    /// The next character that is no white space.
    fn peek(&mut self) -> Result<Option<char>, FileProblem> {
        loop {
            let buffer = self.bytes.fill()?;
            let Some(letter) = buffer.chars().next() else { return Ok(None) };
            if !matches!(letter, ' ' | '\t' | '\r' | '\n') {
                return Ok(Some(letter));
            }
            self.bytes.consume(1);
        }
    }

    fn broken(&self) -> FileProblem {
        FileProblem::BrokenArray { after: self.read }
    }
}

impl Scan {
    fn step(&mut self, letter: char) {
        self.any = true;
        match letter {
            _ if self.escape => self.escape = false,
            '\\' if self.string => self.escape = true,
            '"' => self.string = !self.string,
            '{' | '[' if !self.string => {
                self.depth += 1;
                self.deepest = self.deepest.max(self.depth);
            }
            '}' | ']' if !self.string => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    /// Whether every bracket and quotation mark is closed.
    fn is_closed(&self) -> bool {
        self.depth == 0 && !self.string
    }

    /// Whether a value that began ends before this character.
    fn ends_before(&self, letter: char) -> bool {
        self.any
            && !self.string
            && self.depth == 0
            && matches!(letter, ',' | ']' | '}' | '{' | '[' | ' ' | '\t' | '\r' | '\n')
    }
}

impl Held {
    fn push(&mut self, text: &str) {
        self.length += text.len();
        if self.length <= ROW_BYTES {
            self.text.push_str(text);
        }
    }

    fn end(self, scan: &Scan) -> Result<String, DataProblem> {
        if self.length > ROW_BYTES {
            Err(RowProblem::TooLong { most: ROW_BYTES }.into())
        } else if scan.deepest > JSON_DEPTH {
            Err(ObjectProblem::TooDeep { most: JSON_DEPTH }.into())
        } else {
            Ok(self.text)
        }
    }
}

/// How the records follow each other, by what a file begins with.
fn order(beginning: &str, kind: Kind) -> Result<Order, FileProblem> {
    let text = beginning.trim_start_matches([' ', '\t', '\r', '\n']);
    let begins = |line: &str| line.trim_start().starts_with(['{', '[']);
    if text.is_empty() && kind == Kind::JsonLines {
        return Ok(Order::Lines);
    }
    if !text.lines().any(begins) {
        return Err(FileProblem::NotJson);
    }
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let whole = is_whole(first);
    Ok(match (text.chars().next(), kind) {
        (Some('['), Kind::JsonLines) if whole && !rest.trim().is_empty() => Order::Lines,
        (Some('['), _) => Order::Array,
        (Some('{'), Kind::Json) if !whole => Order::Stream,
        (_, _) => Order::Lines,
    })
}

/// Whether every bracket of the line is closed on it.
fn is_whole(line: &str) -> bool {
    let mut scan = Scan::default();
    line.chars().for_each(|letter| scan.step(letter));
    scan.is_closed()
}
