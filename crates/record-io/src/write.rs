//! Answers written: CSV, one JSON array, or JSON lines.

use std::io::{self, BufWriter, ErrorKind, Write};

use core_model::Answer;
use messages::Lang;

use crate::destination::{Destination, Opened};
use crate::finding::Finding;
use crate::records::{Files, Row};
use crate::source::Source;
use crate::table::Table;

/// How answers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The input's columns and the answer's, under a header.
    Csv,
    /// One array.
    Json,
    /// An answer a line.
    JsonLines,
}

/// What a table of answers is to look like. JSON needs none of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout<'a> {
    /// The columns of each input.
    pub columns: Vec<&'a [String]>,
    /// Whether answers name the file.
    pub files: Files,
    /// The language of column names and outcome words.
    pub lang: Lang,
}

/// Why an answer was not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteFailure {
    /// Nobody reads any more, which is no error.
    Closed,
    /// It cannot be written.
    Failed(Box<Finding>),
}

/// Writes answers, one after another.
pub struct Writer {
    destination: Destination,
    out: BufWriter<Opened>,
    shape: Shape,
}

enum Shape {
    Csv(Table),
    Json { any: bool },
    JsonLines,
}

impl Format {
    /// The format that a file's ending asks for.
    #[must_use]
    pub fn of(destination: &Destination) -> Option<Self> {
        let Destination::Path(path) = destination else { return None };
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "json" => Some(Self::Json),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            _ => None,
        }
    }
}

impl Writer {
    /// Opens the destination and writes what comes before the first answer.
    ///
    /// # Errors
    /// It cannot be written, or is one of the inputs.
    pub fn create(
        destination: &Destination,
        format: Format,
        layout: &Layout<'_>,
        inputs: &[Source],
    ) -> Result<Self, WriteFailure> {
        let opened = destination.open(inputs).map_err(WriteFailure::Failed)?;
        let shape = match format {
            Format::Csv => Shape::Csv(Table::new(layout)),
            Format::Json => Shape::Json { any: false },
            Format::JsonLines => Shape::JsonLines,
        };
        let mut writer = Self { destination: destination.clone(), out: BufWriter::new(opened), shape };
        let begun = writer.begin();
        writer.told(begun)?;
        Ok(writer)
    }

    /// Writes the answer to a record of the file with this place among the layout's.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&mut self, file: usize, row: &Row, answer: &Answer) -> Result<(), WriteFailure> {
        let written = match &mut self.shape {
            Shape::Csv(table) => self.out.write_all(table.row(file, &row.cells, answer)),
            Shape::Json { any } => {
                let before: &[u8] = if std::mem::replace(any, true) { b",\n" } else { b"\n" };
                self.out.write_all(before).and_then(|()| json(&mut self.out, answer))
            }
            Shape::JsonLines => json(&mut self.out, answer).and_then(|()| self.out.write_all(b"\n")),
        };
        self.told(written)
    }

    /// Writes what comes after the last answer, and makes the file appear.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn finish(mut self) -> Result<(), WriteFailure> {
        let end: &[u8] = match self.shape {
            Shape::Json { any: true } => b"\n]\n",
            Shape::Json { any: false } => b"]\n",
            Shape::Csv(_) | Shape::JsonLines => b"",
        };
        let ended = self.out.write_all(end).and_then(|()| self.out.flush());
        self.told(ended)?;
        let Self { destination, out, .. } = self;
        let finished = out.into_inner().map_err(io::IntoInnerError::into_error).and_then(Opened::finish);
        told(&destination, finished)
    }

    fn begin(&mut self) -> io::Result<()> {
        match &mut self.shape {
            Shape::Csv(table) => {
                if matches!(self.destination, Destination::Path(_)) {
                    self.out.write_all("\u{FEFF}".as_bytes())?;
                }
                self.out.write_all(table.header())
            }
            Shape::Json { .. } => self.out.write_all(b"["),
            Shape::JsonLines => Ok(()),
        }
    }

    fn told(&self, written: io::Result<()>) -> Result<(), WriteFailure> {
        told(&self.destination, written)
    }
}

fn json(out: &mut impl Write, answer: &Answer) -> io::Result<()> {
    serde_json::to_writer(out, answer).map_err(io::Error::from)
}

fn told(destination: &Destination, written: io::Result<()>) -> Result<(), WriteFailure> {
    written.map_err(|error| {
        if error.kind() == ErrorKind::BrokenPipe {
            WriteFailure::Closed
        } else {
            WriteFailure::Failed(Box::new(destination.failed(&error)))
        }
    })
}
