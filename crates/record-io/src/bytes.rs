//! The text of a data file, a buffer at a time, without the mark that UTF-8 may begin with. Nothing but UTF-8 is read:
//! whatever else a file holds is told at its place.

use std::io::{self, ErrorKind, Read};

use messages::{Binary, FileProblem};

use crate::finding::cause;

/// How many bytes are read at a time, and how far a file is looked into to tell what it is.
const BUFFER: usize = 64 << 10;

/// The mark that UTF-8 may begin with.
const MARK: char = '\u{FEFF}';

/// How files begin that are no text.
const BINARIES: [(&[u8], Binary); 3] =
    [(b"PK\x03\x04", Binary::Zip), (b"\xD0\xCF\x11\xE0", Binary::OldWorkbook), (b"PAR1", Binary::Parquet)];

/// The text of a file that is still to come.
pub(crate) struct Bytes {
    from: Box<dyn Read>,
    /// Text that was read, and where in it the reading is.
    text: String,
    at: usize,
    /// Bytes that were read and are no text yet: the beginning of a character, or what no character is.
    tail: Vec<u8>,
    /// Where in the file the text begins.
    past: u64,
}

impl Bytes {
    /// Begins to read: fills one buffer, and passes over the mark.
    pub(crate) fn new(from: Box<dyn Read>) -> Result<Self, FileProblem> {
        let mut bytes = Self { from, text: String::new(), at: 0, tail: Vec::new(), past: 0 };
        let most = u64::try_from(BUFFER).unwrap_or(u64::MAX);
        (&mut bytes.from).take(most).read_to_end(&mut bytes.tail).map_err(unreadable)?;
        if bytes.tail.starts_with(b"\xFF\xFE") || bytes.tail.starts_with(b"\xFE\xFF") {
            return Err(FileProblem::Utf16);
        }
        if let Some((_, binary)) = BINARIES.iter().find(|(first, _)| bytes.tail.starts_with(first)) {
            return Err(FileProblem::Binary(*binary));
        }
        bytes.decode()?;
        if bytes.rest().starts_with(MARK) {
            bytes.consume(MARK.len_utf8());
        }
        Ok(bytes)
    }

    /// What is in the buffer; empty at the end of the file only.
    pub(crate) fn fill(&mut self) -> Result<&str, FileProblem> {
        while self.rest().is_empty() && self.read()? {
            self.decode()?;
        }
        Ok(self.rest())
    }

    /// What was read already and is still to come.
    pub(crate) fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Passes over bytes of the buffer.
    pub(crate) fn consume(&mut self, bytes: usize) {
        self.at = (self.at + bytes).min(self.text.len());
    }

    /// The next character, passed over; `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<char>, FileProblem> {
        let next = self.fill()?.chars().next();
        self.consume(next.map_or(0, char::len_utf8));
        Ok(next)
    }

    /// Reads more bytes; `false` at the end of the file.
    fn read(&mut self) -> Result<bool, FileProblem> {
        let before = self.tail.len();
        self.tail.resize(before + BUFFER, 0);
        let read = loop {
            match self.from.read(self.tail.get_mut(before..).unwrap_or_default()) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => break read.map_err(unreadable)?,
            }
        };
        self.tail.truncate(before + read);
        if read == 0 && before > 0 {
            return Err(FileProblem::NotUtf8 { at: self.end() });
        }
        Ok(read > 0)
    }

    /// Turns the bytes that were read into text, up to a character that is not whole yet. Text before what no character
    /// is comes first; only then is that told.
    fn decode(&mut self) -> Result<(), FileProblem> {
        self.past = self.end();
        self.at = 0;
        let bytes = std::mem::take(&mut self.tail);
        match String::from_utf8(bytes) {
            Ok(text) => self.text = text,
            Err(error) => {
                let (valid, broken) = (error.utf8_error().valid_up_to(), error.utf8_error().error_len().is_some());
                let mut bytes = error.into_bytes();
                self.tail = bytes.split_off(valid);
                self.text = String::from_utf8(bytes).unwrap_or_default();
                if broken && valid == 0 {
                    return Err(FileProblem::NotUtf8 { at: self.past });
                }
            }
        }
        Ok(())
    }

    /// Where in the file the text that was read ends.
    fn end(&self) -> u64 {
        self.past + u64::try_from(self.text.len()).unwrap_or(0)
    }
}

fn unreadable(error: io::Error) -> FileProblem {
    FileProblem::CannotRead(cause(&error))
}
