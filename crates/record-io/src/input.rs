//! A data file while it is read: its first bytes, which tell what it is, and whether it stays as it was.

use std::fs::{File, Metadata};
use std::io::{self, ErrorKind, Read};
use std::time::SystemTime;

use core_model::limits::PACKED_BYTES;
use messages::FileProblem;

use crate::finding::cause;

/// How many bytes are read at a time, and how far a file is looked into to tell what it is.
pub(crate) const BUFFER: usize = 64 << 10;

/// A file that was opened, and its first bytes.
pub(crate) struct Input {
    /// Its first bytes.
    pub(crate) beginning: Vec<u8>,
    /// What comes after them.
    pub(crate) rest: Box<dyn Read>,
    /// Who would notice that it is changed.
    pub(crate) witness: Witness,
}

/// What a file was like when it was opened.
#[derive(Debug, Default)]
pub(crate) struct Witness(Option<(File, State)>);

/// What changes when a file is written to.
type State = (u64, Option<SystemTime>);

impl Input {
    /// Reads the first bytes.
    pub(crate) fn new(mut rest: Box<dyn Read>, witness: Witness) -> Result<Self, FileProblem> {
        let most = u64::try_from(BUFFER).unwrap_or(u64::MAX);
        let mut beginning = Vec::new();
        (&mut rest).take(most).read_to_end(&mut beginning).map_err(|error| unreadable(&error))?;
        Ok(Self { beginning, rest, witness })
    }
}

impl Input {
    /// Whether these bytes occur in the file, as far as a workbook is read.
    pub(crate) fn holds(&mut self, wanted: Vec<u8>) -> Result<bool, FileProblem> {
        let mut window = self.beginning.clone();
        let (mut more, mut left) = (Vec::new(), PACKED_BYTES);
        loop {
            if window.windows(wanted.len()).any(|part| part == wanted) {
                return Ok(true);
            }
            read_some(&mut self.rest, &mut more)?;
            left = left.saturating_sub(u64::try_from(BUFFER).unwrap_or(u64::MAX));
            if more.is_empty() || left == 0 {
                return Ok(false);
            }
            let kept = window.len().saturating_sub(wanted.len());
            window.drain(..kept);
            window.extend_from_slice(&more);
        }
    }
}

impl Witness {
    /// Looks at a file. Only a regular file stays the same by itself.
    pub(crate) fn of(file: &File) -> Self {
        let state = file.metadata().ok().filter(Metadata::is_file).map(|there| state(&there));
        Self(state.and_then(|state| Some((file.try_clone().ok()?, state))))
    }

    /// Tells whether the file was written to since.
    pub(crate) fn look(&self) -> Result<(), FileProblem> {
        match &self.0 {
            Some((file, before)) if file.metadata().is_ok_and(|now| state(&now) != *before) => {
                Err(FileProblem::Changed)
            }
            Some(_) | None => Ok(()),
        }
    }
}

/// Reads bytes in the place of those in the buffer; none at the end of the file.
pub(crate) fn read_some(from: &mut impl Read, buffer: &mut Vec<u8>) -> Result<(), FileProblem> {
    buffer.resize(BUFFER, 0);
    let read = loop {
        match from.read(buffer) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            read => break read.map_err(|error| unreadable(&error))?,
        }
    };
    buffer.truncate(read);
    Ok(())
}

pub(crate) fn unreadable(error: &io::Error) -> FileProblem {
    FileProblem::CannotRead(cause(error))
}

fn state(there: &Metadata) -> State {
    (there.len(), there.modified().ok())
}
