//! XML of a workbook, piece by piece. A document type is refused, and so is a tag or text of more than 4 MiB.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

use core_model::limits::{ROW_BYTES, UNPACKED_BYTES, XML_DEPTH};
use messages::{Size, WorkbookProblem};
use quick_xml::events::{BytesDecl, BytesEnd, BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::package::{Inflating, TooMuch};

/// How a part begins that is no UTF-8. Whether the XML library would read it depends on its features, and those on the
/// programs that this code is built into.
const OTHER_ENCODINGS: [&[u8]; 4] = [b"\xFE\xFF", b"\xFF\xFE", b"<\0", b"\0<"];

/// The XML of one part.
pub(crate) struct Xml {
    reader: Reader<Tokens>,
    buffer: Vec<u8>,
    depth: usize,
    part: String,
}

/// One piece.
pub(crate) enum Piece<'x> {
    /// An element begins.
    Open(Tag<'x>),
    /// An element ends.
    Close(End<'x>),
    /// Text.
    Text(Cow<'x, str>),
    /// The document ends.
    End,
}

/// The tag of an element.
pub(crate) struct Tag<'x>(BytesStart<'x>);

/// The tag that ends an element.
pub(crate) struct End<'x>(BytesEnd<'x>);

/// Bytes, counted since the last piece.
struct Tokens {
    from: BufReader<Inflating>,
    since: usize,
    begun: bool,
}

impl Xml {
    /// The XML of this part.
    pub(crate) fn new(from: Inflating, part: &str) -> Self {
        let mut reader =
            Reader::from_reader(Tokens { from: BufReader::with_capacity(64 << 10, from), since: 0, begun: false });
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), depth: 0, part: part.to_owned() }
    }

    /// The next piece.
    pub(crate) fn next(&mut self) -> Result<Piece<'_>, WorkbookProblem> {
        self.buffer.clear();
        self.reader.get_mut().since = 0;
        let part = &self.part;
        let event = self.reader.read_event_into(&mut self.buffer).map_err(|error| problem(part, &error))?;
        match event {
            Event::Start(tag) | Event::Empty(tag) => {
                self.depth += 1;
                if self.depth > XML_DEPTH { Err(broken(part)) } else { Ok(Piece::Open(Tag(tag))) }
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                Ok(Piece::Close(End(tag)))
            }
            Event::Text(text) => Ok(Piece::Text(text.xml10_content())),
            Event::CData(text) => Ok(Piece::Text(text.xml10_content())),
            Event::GeneralRef(name) => reference(&name).map(Piece::Text).ok_or_else(|| broken(part)),
            Event::DocType(_) => Err(WorkbookProblem::Doctype { part: part.clone() }),
            Event::Decl(decl) if !is_utf8(&decl) => Err(broken(part)),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => Ok(Piece::Text(Cow::Borrowed(""))),
            Event::Eof if self.depth > 0 => Err(broken(part)),
            Event::Eof => Ok(Piece::End),
        }
    }

    /// Calls for every element that begins, to the end of the part.
    pub(crate) fn each(
        mut self,
        mut open: impl FnMut(&Tag<'_>) -> Result<(), WorkbookProblem>,
    ) -> Result<(), WorkbookProblem> {
        loop {
            match self.next()? {
                Piece::Open(tag) => open(&tag)?,
                Piece::Close(_) | Piece::Text(_) => {}
                Piece::End => return Ok(()),
            }
        }
    }

    /// That this part is not what a workbook has there.
    pub(crate) fn broken(&self) -> WorkbookProblem {
        broken(&self.part)
    }
}

impl End<'_> {
    /// The name, without what says whose name it is.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.0.local_name().as_ref() == name
    }
}

impl Tag<'_> {
    /// The name, without what says whose name it is.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.0.local_name().as_ref() == name
    }

    /// The value of an attribute, by the name without what says whose name it is.
    pub(crate) fn get(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        let found = attributes.flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
        match found.value {
            Cow::Borrowed(plain) if !plain.contains('&') => Some(Cow::Borrowed(plain)),
            Cow::Borrowed(_) | Cow::Owned(_) => {
                found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| Cow::Owned(value.into_owned()))
            }
        }
    }

    /// Whether an attribute says yes.
    pub(crate) fn says(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| value == "1" || value == "true" || value == "on")
    }
}

/// Whether the part says of itself that it is UTF-8, or nothing.
fn is_utf8(decl: &BytesDecl<'_>) -> bool {
    match decl.encoding() {
        None => true,
        Some(Ok(name)) => name.eq_ignore_ascii_case("utf-8"),
        Some(Err(_)) => false,
    }
}

/// What a reference in a text stands for: a character, or one of the five that XML names.
fn reference(name: &BytesRef<'_>) -> Option<Cow<'static, str>> {
    if let Ok(Some(letter)) = name.resolve_char_ref() {
        return Some(Cow::Owned(letter.to_string()));
    }
    let name: &str = name;
    let known = [("lt", "<"), ("gt", ">"), ("amp", "&"), ("quot", "\""), ("apos", "'")];
    known.into_iter().find(|(known, _)| *known == name).map(|(_, letter)| Cow::Borrowed(letter))
}

fn broken(part: &str) -> WorkbookProblem {
    WorkbookProblem::Broken { part: part.to_owned() }
}

fn problem(part: &str, error: &quick_xml::Error) -> WorkbookProblem {
    let is_too_much = if let quick_xml::Error::Io(error) = error {
        error.get_ref().is_some_and(|inner| inner.is::<TooMuch>())
    } else {
        false
    };
    if is_too_much { WorkbookProblem::TooLarge { size: Size::Unpacked, most: UNPACKED_BYTES } } else { broken(part) }
}

impl Read for Tokens {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Tokens {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since > ROW_BYTES {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let buffer = self.from.fill_buf()?;
        let begins = !std::mem::replace(&mut self.begun, true);
        if begins && OTHER_ENCODINGS.iter().any(|mark| buffer.starts_with(mark)) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        Ok(buffer)
    }

    fn consume(&mut self, bytes: usize) {
        self.since += bytes;
        self.from.consume(bytes);
    }
}
