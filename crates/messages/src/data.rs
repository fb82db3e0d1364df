//! Data: values, records, headers, files: what can be found (codes D01xx), and its words.

mod file;
mod record;
mod value;

use core_model::Misfit;

use crate::diagnostic::{Lang, Words};

pub use file::{FileProblem, IoCause};
pub use record::RecordProblem;
pub use value::expected;

/// Data: values, records, headers, files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DataProblem {
    /// A value that does not fit its factor.
    Value {
        /// The column or key, as the file has it.
        column: String,
        /// What stood there, and what would fit.
        misfit: Misfit,
    },
    /// A record that cannot be read, or cannot be.
    Record(RecordProblem),
    /// A file: its encoding, its columns, reading and writing it.
    File(FileProblem),
}

impl DataProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Value { misfit, .. } => value::code(&misfit.expected),
            Self::Record(problem) => problem.code(),
            Self::File(problem) => problem.code(),
        }
    }

    /// Its words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Words {
        match self {
            Self::Value { column, misfit } => value::words(column, misfit, lang),
            Self::Record(problem) => problem.words(lang),
            Self::File(problem) => problem.words(lang),
        }
    }

    /// The column or key that it is about.
    #[must_use]
    pub fn column(&self) -> Option<&str> {
        match self {
            Self::Value { column, .. } => Some(column),
            Self::Record(problem) => problem.column(),
            Self::File(_) => None,
        }
    }

    /// What was found, where that can be shown by itself.
    #[must_use]
    pub fn found(&self, lang: Lang) -> Option<String> {
        match self {
            Self::Value { misfit, .. } => Some(shorten(&misfit.found)),
            Self::Record(problem) => problem.found(lang),
            Self::File(_) => None,
        }
    }
}

impl From<RecordProblem> for DataProblem {
    fn from(problem: RecordProblem) -> Self {
        Self::Record(problem)
    }
}

impl From<FileProblem> for DataProblem {
    fn from(problem: FileProblem) -> Self {
        Self::File(problem)
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
