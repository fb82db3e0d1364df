//! The text of a data file, a buffer at a time, without the mark that it may begin with. Nothing is replaced: what is no
//! text in the file's encoding is told at its place.

use std::io::Read;

use encoding_rs::{Decoder, DecoderResult};
use messages::FileProblem;

use crate::encoding::{Encoding, decoder, malformed};
use crate::input::{BUFFER, Input, read_some};

/// The mark that a text may begin with.
const MARK: char = '\u{FEFF}';

/// The text of a file that is still to come.
pub(crate) struct Bytes {
    from: Box<dyn Read>,
    decoder: Decoder,
    named: Option<Encoding>,
    /// Text that was read, and where in it the reading is.
    text: String,
    at: usize,
    /// Bytes that were read, and how many of the file were turned into text before them.
    raw: Vec<u8>,
    past: u64,
    /// Lines of the text that was read before.
    lines: u64,
    /// What stops the text after what is in the buffer.
    stop: Option<FileProblem>,
    ended: bool,
}

impl Bytes {
    /// Begins to read: turns what was looked at into text, and passes over the mark.
    pub(crate) fn new(input: Input, named: Option<&Encoding>) -> Result<Self, FileProblem> {
        let Input { beginning, rest, .. } = input;
        let mut bytes = Self {
            from: rest,
            decoder: decoder(named, &beginning)?,
            named: named.cloned(),
            text: String::new(),
            at: 0,
            raw: beginning,
            past: 0,
            lines: 0,
            stop: None,
            ended: false,
        };
        bytes.decode();
        if bytes.fill()?.starts_with(MARK) {
            bytes.consume(MARK.len_utf8());
        }
        Ok(bytes)
    }

    /// What is in the buffer; empty at the end of the file only.
    pub(crate) fn fill(&mut self) -> Result<&str, FileProblem> {
        while self.rest().is_empty() && !self.ended {
            if let Some(problem) = self.stop.take() {
                self.ended = true;
                return Err(problem);
            }
            read_some(&mut self.from, &mut self.raw)?;
            self.decode();
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

    /// Turns the bytes that were read into text. No bytes are the end of the file. What is no text is told after the text
    /// before it.
    fn decode(&mut self) {
        self.lines += count(self.text.bytes().filter(|byte| *byte == b'\n').count());
        self.text.clear();
        self.at = 0;
        let last = self.raw.is_empty();
        let most = self.decoder.max_utf8_buffer_length_without_replacement(self.raw.len());
        self.text.reserve(most.unwrap_or(4 * BUFFER));
        let (result, read) = self.decoder.decode_to_string_without_replacement(&self.raw, &mut self.text, last);
        let at = self.past + count(read);
        self.past += count(self.raw.len());
        match result {
            DecoderResult::Malformed(length, after) => {
                let at = at.saturating_sub(u64::from(length) + u64::from(after));
                let line = self.lines + 1 + count(self.text.bytes().filter(|byte| *byte == b'\n').count());
                self.stop = Some(malformed(self.named.as_ref(), at, line).into());
            }
            DecoderResult::InputEmpty | DecoderResult::OutputFull => self.ended = last && self.text.is_empty(),
        }
    }
}

fn count(of: usize) -> u64 {
    u64::try_from(of).unwrap_or(u64::MAX)
}
