//! The texts that a workbook keeps once and its cells point to, in one buffer; and how texts are written in it.

use std::borrow::Cow;

use core_model::limits::{ROW_BYTES, TEXTS};
use messages::{DataProblem, WorkbookProblem};

use super::package::Package;
use super::xml::{Piece, Xml};

/// The texts, one after another.
#[derive(Debug, Default)]
pub(crate) struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    /// Reads them.
    pub(crate) fn read(package: &mut Package, part: Option<&str>) -> Result<Self, DataProblem> {
        let mut strings = Self::default();
        let Some(mut xml) = part.map(|part| package.xml(part)).transpose()?.flatten() else { return Ok(strings) };
        loop {
            let item = match xml.next()? {
                Piece::Open(tag) => tag.is("si"),
                Piece::Close(_) | Piece::Text(_) => false,
                Piece::End => return Ok(strings),
            };
            if item {
                strings.add(&mut xml)?;
            }
        }
    }

    /// The text with this place.
    pub(crate) fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.text.get(start..end)
    }

    fn add(&mut self, xml: &mut Xml) -> Result<(), WorkbookProblem> {
        if self.ends.len() >= TEXTS {
            return Err(xml.broken());
        }
        let start = self.text.len();
        rich_text(xml, "si", &mut self.text)?;
        let written = self.text.split_off(start);
        self.text.push_str(&unescaped(&written));
        self.ends.push(self.text.len());
        Ok(())
    }
}

/// Adds the text up to the end of the element, without how it is pronounced.
pub(crate) fn rich_text(xml: &mut Xml, element: &str, text: &mut String) -> Result<(), WorkbookProblem> {
    let (mut in_text, mut phonetic) = (false, false);
    let start = text.len();
    loop {
        match xml.next()? {
            Piece::Open(tag) => {
                in_text |= tag.is("t");
                phonetic |= tag.is("rPh");
            }
            Piece::Close(tag) if tag.is(element) => return Ok(()),
            Piece::Close(tag) => {
                in_text &= !tag.is("t");
                phonetic &= !tag.is("rPh");
            }
            Piece::Text(more) if in_text && !phonetic && text.len() - start <= ROW_BYTES => text.push_str(&more),
            Piece::Text(_) => {}
            Piece::End => return Err(xml.broken()),
        }
    }
}

/// The text with `_x000D_` as the character that it stands for.
pub(crate) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        plain.push_str(before);
        let letter = from.get(2..7).and_then(|code| code.strip_suffix('_')).filter(|code| !code.starts_with('+'));
        let letter = letter.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let taken = if letter.is_some() { 7 } else { 2 };
        plain.extend(letter);
        if letter.is_none() {
            plain.push_str("_x");
        }
        rest = from.get(taken..).unwrap_or_default();
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone_once() {
        for (text, plain) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_x4E00_", "一"),
            ("_xD800_", "_xD800_"),
            ("_x12", "_x12"),
            ("_x+123_", "_x+123_"),
            ("_x_x0041_", "_xA"),
            ("文_x", "文_x"),
            ("_x文文_", "_x文文_"),
        ] {
            assert_eq!(unescaped(text), plain, "{text}");
        }
    }
}
