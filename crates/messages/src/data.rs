//! Data: values, records, headers, files: what can be found (codes D01xx), and its words.

mod cell;
mod coding;
mod column;
mod file;
mod impossible;
mod object;
mod quirk;
mod row;
mod sheet;
mod value;
mod workbook;

use core_model::{Misfit, RecordProblem};

use crate::diagnostic::{Lang, Words};

pub use cell::{CellFault, CellProblem};
pub use coding::CodingProblem;
pub use column::{ColumnProblem, IdProblem};
pub use file::{Binary, FileProblem, IoCause};
pub use impossible::ImpossibleRecord;
pub use object::ObjectProblem;
pub use row::RowProblem;
pub use sheet::{Hiding, SheetProblem};
pub use value::expected;
pub use workbook::{Counted, Size, WorkbookProblem};

/// Data: values, records, headers, files.
///
/// ```
/// use core_model::{Expected, Misfit};
/// use messages::{DataProblem, Lang};
/// let misfit = Misfit { found: "也许".into(), expected: Expected::YesNo };
/// let problem = DataProblem::Value { column: "列入".into(), misfit };
/// assert_eq!(problem.words(Lang::Zh).expected, "是或否");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DataProblem {
    /// A value that does not fit its factor.
    Value {
        /// The column or key, as the file has it.
        column: String,
        /// What stood there, and what would fit.
        misfit: Misfit,
    },
    /// A row, or any record over a limit of rows.
    Row(RowProblem),
    /// A JSON record.
    Object(ObjectProblem),
    /// A record that the policy says cannot be.
    Impossible(ImpossibleRecord),
    /// The columns of a file.
    Column(ColumnProblem),
    /// The ids of a file.
    Id(IdProblem),
    /// A file.
    File(FileProblem),
    /// A cell of a sheet.
    Cell(CellProblem),
    /// A sheet.
    Sheet(SheetProblem),
    /// A workbook.
    Workbook(WorkbookProblem),
}

impl DataProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Value { misfit, .. } => value::code(&misfit.expected),
            Self::Row(problem) => problem.code(),
            Self::Object(problem) => problem.code(),
            Self::Impossible(problem) => problem.code(),
            Self::Column(problem) => problem.code(),
            Self::Id(problem) => problem.code(),
            Self::File(problem) => problem.code(),
            Self::Cell(problem) => problem.code(),
            Self::Sheet(problem) => problem.code(),
            Self::Workbook(problem) => problem.code(),
        }
    }

    /// Its words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Words {
        match self {
            Self::Value { column, misfit } => value::words(column, misfit, lang),
            Self::Row(problem) => problem.words(lang),
            Self::Object(problem) => problem.words(lang),
            Self::Impossible(problem) => problem.words(lang),
            Self::Column(problem) => problem.words(lang),
            Self::Id(problem) => problem.words(lang),
            Self::File(problem) => problem.words(lang),
            Self::Cell(problem) => problem.words(lang),
            Self::Sheet(problem) => problem.words(lang),
            Self::Workbook(problem) => problem.words(lang),
        }
    }

    /// The column or key of a record that it is about.
    #[must_use]
    pub fn column(&self) -> Option<&str> {
        match self {
            Self::Value { column, .. } => Some(column),
            Self::Row(problem) => problem.column(),
            Self::Object(problem) => problem.column(),
            Self::Cell(problem) => Some(&problem.column),
            Self::Impossible(_)
            | Self::Column(_)
            | Self::Id(_)
            | Self::File(_)
            | Self::Sheet(_)
            | Self::Workbook(_) => None,
        }
    }

    /// What was found in a record, where that can be shown by itself.
    #[must_use]
    pub fn found(&self, lang: Lang) -> Option<String> {
        match self {
            Self::Value { misfit, .. } => Some(shorten(&misfit.found)),
            Self::Row(problem) => Some(problem.found(lang)),
            Self::Object(problem) => problem.found(lang),
            Self::Cell(problem) => Some(problem.found(lang)),
            Self::Impossible(ImpossibleRecord::WhateverIsFilledIn) => {
                Some(say(lang, "impossible, whatever is filled in", "无论怎样补填都不应出现"))
            }
            Self::Impossible(ImpossibleRecord::Because(_))
            | Self::Column(_)
            | Self::Id(_)
            | Self::File(_)
            | Self::Sheet(_)
            | Self::Workbook(_) => None,
        }
    }
}

macro_rules! from {
    ($($variant:ident($problem:ty),)*) => {$(
        impl From<$problem> for DataProblem {
            fn from(problem: $problem) -> Self {
                Self::$variant(problem)
            }
        }
    )*};
}

from! {
    Row(RowProblem),
    Object(ObjectProblem),
    Impossible(ImpossibleRecord),
    Column(ColumnProblem),
    Id(IdProblem),
    File(FileProblem),
    Cell(CellProblem),
    Sheet(SheetProblem),
    Workbook(WorkbookProblem),
}

/// What is wrong with a record that a program made. A mistake of the program itself (a name that is no factor's and near
/// none, a value that cannot be serialized) is nothing for the readers of an answer, and is given back.
impl TryFrom<RecordProblem> for DataProblem {
    type Error = RecordProblem;

    fn try_from(problem: RecordProblem) -> Result<Self, RecordProblem> {
        Ok(match problem {
            RecordProblem::Value { key, misfit } => Self::Value { column: key, misfit },
            RecordProblem::TooLong { key, found, most } => RowProblem::FieldTooLong { column: key, found, most }.into(),
            RecordProblem::Twice { first, second } => ObjectProblem::TwoKeys { first, second }.into(),
            RecordProblem::NoFactor { key, meant: Some(meant) } => ColumnProblem::Near { column: key, meant }.into(),
            RecordProblem::NoRecord => ObjectProblem::NotAnObject.into(),
            RecordProblem::NoFactor { meant: None, .. } | RecordProblem::Unsaid(_) => return Err(problem),
        })
    }
}

impl From<CodingProblem> for FileProblem {
    fn from(problem: CodingProblem) -> Self {
        Self::Coding(problem)
    }
}

/// The most characters of a value that are shown.
const SHOWN: usize = 200;

/// The text, cut after [`SHOWN`] characters.
fn shorten(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// One of two wordings.
fn say(lang: Lang, english: impl Into<String>, chinese: impl Into<String>) -> String {
    match lang {
        Lang::En => english.into(),
        Lang::Zh => chinese.into(),
    }
}

/// A message and what was expected, in one of two languages.
fn both<T: Into<String>>(lang: Lang, english: (T, T), chinese: (T, T)) -> Words {
    let (message, expected) = match lang {
        Lang::En => english,
        Lang::Zh => chinese,
    };
    Words { message: message.into(), expected: expected.into() }
}
