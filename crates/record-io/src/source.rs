//! Where data come from: a file or standard input, and what it is by its ending, else by its first character.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Cursor};
use std::path::PathBuf;
use std::sync::Arc;

use messages::{Binary, FileProblem};

use crate::bytes::Bytes;
use crate::input::{Input, Witness, unreadable};

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
    /// Rows of cells under a header, and what separates the cells.
    Csv(char),
    /// JSON: an array, or one object after another.
    Json,
    /// JSON by its ending, a record a line.
    JsonLines,
}

/// How ZIP files begin, and workbooks with them.
pub(crate) const ZIP: &[u8] = b"PK\x03\x04";

/// How compound files begin: workbooks of the old kind, and those with a password.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0";

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

    /// Opens it and looks at its first bytes.
    pub(crate) fn open(&self) -> Result<Input, FileProblem> {
        match self {
            Self::Standard => Input::new(Box::new(io::stdin()), Witness::default()),
            Self::Path(path) => {
                let file = File::open(path).map_err(|error| unreadable(&error))?;
                let witness = Witness::of(&file);
                Input::new(Box::new(file), witness)
            }
            Self::Memory(_, bytes) => Input::new(Box::new(Cursor::new(Arc::clone(bytes))), Witness::default()),
        }
    }

    /// What the text is: by its ending, else JSON if it begins with `{` or `[`, else CSV.
    pub(crate) fn kind(&self, bytes: &Bytes) -> Kind {
        match self.ending().as_deref() {
            Some("csv") => Kind::Csv(','),
            Some("tsv" | "tab") => Kind::Csv('\t'),
            Some("json") => Kind::Json,
            Some("jsonl" | "ndjson") => Kind::JsonLines,
            Some(_) | None if bytes.rest().trim_start().starts_with(['{', '[']) => Kind::Json,
            Some(_) | None => Kind::Csv(','),
        }
    }

    /// What the file is, where it is no text, or none that is read.
    pub(crate) fn binary(&self, input: &mut Input) -> Result<Option<Binary>, FileProblem> {
        let beginning = &input.beginning;
        if beginning.starts_with(COMPOUND) {
            let is_encrypted = input.holds("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect())?;
            return Ok(Some(if is_encrypted { Binary::Encrypted } else { Binary::OldWorkbook }));
        }
        let known = [(ZIP, Binary::Zip), (b"PAR1", Binary::Parquet)];
        if let Some((_, binary)) = known.iter().find(|(first, _)| beginning.starts_with(first)) {
            return Ok(Some(*binary));
        }
        if !matches!(self.ending().as_deref(), Some("xlsx" | "xlsm" | "xls" | "et" | "ett" | "ods" | "xlsb")) {
            return Ok(None);
        }
        let text = String::from_utf8_lossy(beginning).to_ascii_lowercase();
        let is_page = ["<html", "<!doctype html", "<table"].iter().any(|tag| text.contains(tag));
        Ok(Some(if is_page { Binary::WebPage } else { Binary::NamedWorkbook }))
    }

    /// The ending of its name, in small letters.
    pub(crate) fn ending(&self) -> Option<String> {
        match self {
            Self::Standard => None,
            Self::Path(path) | Self::Memory(path, _) => {
                path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase)
            }
        }
    }
}
