//! A place that is written to until that fails, and that keeps why. The library that packs a workbook tells a failure in its
//! own words, on standard error too.

use std::io::{self, ErrorKind, Write};

/// The place, and why it could not be written.
pub(super) struct Kept<W> {
    to: W,
    failure: Option<io::Error>,
}

impl<W: Write> Kept<W> {
    pub(super) fn new(to: W) -> Self {
        Self { to, failure: None }
    }

    /// Why it could not be written, if it could not.
    pub(super) fn told(self) -> io::Result<()> {
        self.failure.map_or(Ok(()), Err)
    }

    fn unless_failed<T>(&mut self, dropped: T, write: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        if self.failure.is_some() {
            return Ok(dropped);
        }
        match write(&mut self.to) {
            Err(error) if error.kind() != ErrorKind::Interrupted => {
                self.failure = Some(error);
                Ok(dropped)
            }
            written => written,
        }
    }
}

impl<W: Write> Write for Kept<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.unless_failed(bytes.len(), |to| to.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.unless_failed((), Write::flush)
    }
}
