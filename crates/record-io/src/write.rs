//! Answers written: CSV, one JSON array, JSON lines, or a workbook.

use std::io::{self, BufWriter, ErrorKind, Write};

use core_model::{Answer, Date, Program, policy_name};
use messages::Lang;

#[cfg(feature = "xlsx")]
use crate::book::Book;
use crate::destination::{Destination, Opened};
use crate::finding::Finding;
#[cfg(feature = "table")]
use crate::grid::Grid;
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
    /// A workbook: the input's columns and the answer's, what was found, and how the answers came about.
    #[cfg(feature = "xlsx")]
    Xlsx,
    /// A table for people, drawn with ASCII signs, what each answer says beside the id of its record. The width is that of
    /// the terminal, in columns; without one, lines are as long as they come.
    #[cfg(feature = "table")]
    Table(Option<u16>),
}

/// How the answers come about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// The policy and its version.
    pub policy: String,
    /// Its digest.
    pub digest: String,
    /// The day as of which its rules are taken.
    pub as_of: Date,
    /// The files of records.
    pub data: Vec<String>,
}

impl About {
    /// What the program says of itself, and the files of records.
    #[must_use]
    pub fn of(program: &Program, data: &[Source]) -> Self {
        Self {
            policy: policy_name(program.policy()),
            digest: program.digest().to_string(),
            as_of: program.as_of(),
            data: data.iter().map(Source::name).collect(),
        }
    }
}

/// What a table of answers is to look like and to tell. JSON needs none of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout<'a> {
    /// The columns of each input.
    pub columns: Vec<&'a [String]>,
    /// Whether answers name the file.
    pub files: Files,
    /// The language of column names and outcome words.
    pub lang: Lang,
    /// How the answers come about.
    pub about: About,
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
    Json {
        any: bool,
    },
    JsonLines,
    #[cfg(feature = "xlsx")]
    Xlsx(Box<Book>),
    #[cfg(feature = "table")]
    Grid(Grid),
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
            #[cfg(feature = "xlsx")]
            "xlsx" => Some(Self::Xlsx),
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
            #[cfg(feature = "xlsx")]
            Format::Xlsx => Shape::Xlsx(Box::new(told(destination, Book::new(layout))?)),
            #[cfg(feature = "table")]
            Format::Table(width) => Shape::Grid(Grid::new(layout, width)),
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
            #[cfg(feature = "xlsx")]
            Shape::Xlsx(book) => book.row(file, row, answer),
            #[cfg(feature = "table")]
            Shape::Grid(grid) => grid.row(&mut self.out, answer),
        };
        self.told(written)
    }

    /// Takes in what was found beside the records, where there is a place for it.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn note(&mut self, found: &Finding) -> Result<(), WriteFailure> {
        match &mut self.shape {
            Shape::Csv(_) | Shape::Json { .. } | Shape::JsonLines => {
                let _ = found;
                Ok(())
            }
            #[cfg(feature = "xlsx")]
            Shape::Xlsx(book) => {
                let noted = book.note(found);
                self.told(noted)
            }
            #[cfg(feature = "table")]
            Shape::Grid(_) => Ok(()),
        }
    }

    /// Writes what comes after the last answer, and makes the file appear.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn finish(mut self) -> Result<(), WriteFailure> {
        let out = &mut self.out;
        let ended = match &mut self.shape {
            Shape::Json { any: true } => out.write_all(b"\n]\n"),
            Shape::Json { any: false } => out.write_all(b"]\n"),
            Shape::Csv(_) | Shape::JsonLines => Ok(()),
            #[cfg(feature = "xlsx")]
            Shape::Xlsx(book) => book.save(out),
            #[cfg(feature = "table")]
            Shape::Grid(grid) => grid.finish(out),
        };
        let ended = ended.and_then(|()| self.out.flush());
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
            #[cfg(feature = "xlsx")]
            Shape::Xlsx(_) => Ok(()),
            #[cfg(feature = "table")]
            Shape::Grid(_) => Ok(()),
        }
    }

    fn told(&self, written: io::Result<()>) -> Result<(), WriteFailure> {
        told(&self.destination, written)
    }
}

fn json(out: &mut impl Write, answer: &Answer) -> io::Result<()> {
    serde_json::to_writer(out, answer).map_err(io::Error::from)
}

fn told<T>(destination: &Destination, written: io::Result<T>) -> Result<T, WriteFailure> {
    written.map_err(|error| {
        #[cfg(feature = "xlsx")]
        if let Some(problem) = crate::book::problem(&error) {
            return WriteFailure::Failed(Box::new(Finding::error(&destination.name(), problem)));
        }
        if error.kind() == ErrorKind::BrokenPipe {
            WriteFailure::Closed
        } else {
            WriteFailure::Failed(Box::new(destination.failed(&error)))
        }
    })
}
