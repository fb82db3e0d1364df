//! What `grade run` is asked: which records, how they are read, where the answers go.

use std::ffi::OsStr;
use std::io::{self, IsTerminal};

use core_model::nfc;
use record_io::{Destination, Encoding, Files, Format, Options, Silence, Source};

use crate::arguments::{OutputFormat, Run};
use crate::files::{STANDARD, utf8};
use crate::trouble::Trouble;

/// What is asked.
pub struct Request {
    /// The files of records.
    pub data: Vec<Source>,
    /// How they are read.
    pub options: Options,
    /// Where the answers go.
    pub destination: Destination,
    /// How they are written.
    pub format: Format,
}

impl Request {
    /// What was typed.
    ///
    /// # Errors
    /// It contradicts itself, or asks for what cannot be done.
    pub fn of(arguments: &Run) -> Result<Self, Trouble> {
        let inputs: Vec<&OsStr> =
            arguments.data.iter().map(|file| utf8(file).map(OsStr::new)).collect::<Result<_, _>>()?;
        let standard = inputs.iter().filter(|input| **input == STANDARD).count();
        if standard + usize::from(arguments.policy == STANDARD) > 1 {
            return Err(Trouble::InputTwice);
        }
        let encoding = arguments.encoding.as_deref().map(encoding).transpose()?;
        let destination = match &arguments.output {
            Some(output) => Destination::named(OsStr::new(utf8(output)?)),
            None => Destination::Standard,
        };
        let silence = if arguments.partial { Silence::Allowed } else { Silence::Refused };
        let files = if inputs.len() > 1 { Files::Several } else { Files::One };
        Ok(Self {
            data: inputs.into_iter().map(Source::named).collect(),
            options: Options {
                id: arguments.id.as_deref().map(nfc),
                silence,
                files,
                encoding,
                sheet: arguments.sheet.clone(),
            },
            format: format(arguments.format, &destination)?,
            destination,
        })
    }
}

fn encoding(name: &str) -> Result<Encoding, Trouble> {
    Encoding::named(name).ok_or_else(|| Trouble::Encoding(name.to_owned()))
}

fn format(named: Option<OutputFormat>, destination: &Destination) -> Result<Format, Trouble> {
    match (named, destination) {
        (Some(OutputFormat::Jsonl), _) => Ok(Format::JsonLines),
        (Some(OutputFormat::Json), _) => Ok(Format::Json),
        (Some(OutputFormat::Csv), _) => Ok(Format::Csv),
        (Some(OutputFormat::Xlsx), Destination::Standard) if io::stdout().is_terminal() => Err(Trouble::BookOnTerminal),
        (Some(OutputFormat::Xlsx), _) => Ok(Format::Xlsx),
        (Some(OutputFormat::Table), _) => Ok(Format::Table(terminal_width())),
        (None, Destination::Standard) if io::stdout().is_terminal() => Ok(Format::Table(terminal_width())),
        (None, Destination::Standard) => Ok(Format::JsonLines),
        (None, Destination::Path(path)) => match Format::of(destination) {
            Some(format) => Ok(format),
            None => match path.extension().and_then(OsStr::to_str).filter(|ending| is_other_format(ending)) {
                Some(ending) => Err(Trouble::OutputFormat(ending.to_owned())),
                None => Ok(Format::JsonLines),
            },
        },
    }
}

/// The width of the terminal that standard output is; none where it is none.
fn terminal_width() -> Option<u16> {
    terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0)
}

/// Whether whoever opens a file of this ending expects another format than lines of JSON.
fn is_other_format(ending: &str) -> bool {
    ["xls", "ods", "parquet", "tsv", "html", "xml", "rules"].iter().any(|other| ending.eq_ignore_ascii_case(other))
}
