//! Where data come from: a file or standard input, and what it is by its ending, else by its first character.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use messages::FileProblem;

use crate::bytes::Bytes;
use crate::finding::cause;

/// Where data come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Standard input, `-`.
    Standard,
    /// A file.
    Path(PathBuf),
    /// Bytes at hand, of a file that would have this name.
    Memory(PathBuf, Arc<[u8]>),
}

/// What a data file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Rows of cells under a header.
    Csv,
    /// JSON: an array, or one object after another.
    Json,
    /// JSON by its ending, a record a line.
    JsonLines,
}

impl Source {
    /// The source of this name; `-` is standard input.
    #[must_use]
    pub fn named(name: &OsStr) -> Self {
        if name == "-" { Self::Standard } else { Self::Path(PathBuf::from(name)) }
    }

    /// Bytes at hand, of a file that would have this name: its ending tells what they are.
    ///
    /// ```
    /// use record_io::Source;
    /// assert_eq!(Source::memory("posts.csv", *b"id,duty\n1,yes\n").name(), "posts.csv");
    /// ```
    #[must_use]
    pub fn memory(name: &str, bytes: impl Into<Arc<[u8]>>) -> Self {
        Self::Memory(PathBuf::from(name), bytes.into())
    }

    /// Its name as it is shown.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Standard => "-".to_owned(),
            Self::Path(path) | Self::Memory(path, _) => path.display().to_string(),
        }
    }

    pub(crate) fn bytes(&self) -> Result<Bytes, FileProblem> {
        let from: Box<dyn Read> = match self {
            Self::Standard => Box::new(io::stdin()),
            Self::Path(path) => Box::new(File::open(path).map_err(|error| FileProblem::CannotRead(cause(&error)))?),
            Self::Memory(_, bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
        };
        Bytes::new(from)
    }

    /// What it is: by its ending, else JSON if it begins with `{` or `[`, else CSV.
    pub(crate) fn kind(&self, bytes: &Bytes) -> Kind {
        let ending = match self {
            Self::Standard => None,
            Self::Path(path) | Self::Memory(path, _) => ending(path),
        };
        match ending.as_deref() {
            Some("csv") => Kind::Csv,
            Some("json") => Kind::Json,
            Some("jsonl" | "ndjson") => Kind::JsonLines,
            Some(_) | None if bytes.rest().trim_start().starts_with(['{', '[']) => Kind::Json,
            Some(_) | None => Kind::Csv,
        }
    }
}

fn ending(path: &Path) -> Option<String> {
    path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase)
}
