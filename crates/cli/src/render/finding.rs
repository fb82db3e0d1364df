//! What is shown of a diagnostic: words in one language, and places as lines and columns. No layout yet.

use messages::Severity;

/// One diagnostic, put into words.
#[derive(Debug, Clone)]
pub struct Finding<'a> {
    /// Its stable code.
    pub code: &'a str,
    /// How grave it is.
    pub severity: Severity,
    /// What was found and what to do.
    pub message: String,
    /// What was expected; empty where the message says all.
    pub expected: String,
    /// Where.
    pub place: Place<'a>,
    /// The text that should stand at a place.
    pub suggestion: Option<(String, Place<'a>)>,
    /// Other places that belong to it, and why they do.
    pub related: Vec<(Place<'a>, String)>,
}

/// A place in a text. The bytes lie within the text and between characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place<'a> {
    /// The file, as it is shown.
    pub path: String,
    /// All of its text.
    pub text: &'a str,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// Line and column of the first character, from 1.
    pub from: (usize, usize),
    /// Line and column after the last character.
    pub to: (usize, usize),
}

impl<'a> Place<'a> {
    /// The lines on which the place stands, and where in them it stands.
    #[must_use]
    pub fn lines(&self) -> Lines<'a> {
        let before = self.text.get(..self.start).unwrap_or_default();
        let first = before.rfind('\n').map_or(0, |at| at + 1);
        let inner_end = self.end.max(self.start);
        let after = self.text.get(inner_end..).unwrap_or_default();
        let last = inner_end + after.find('\n').unwrap_or(after.len());
        Lines {
            text: self.text.get(first..last).unwrap_or_default(),
            start: self.start - first,
            end: inner_end - first,
        }
    }
}

/// Some lines of a text, and a place in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lines<'a> {
    /// The lines, without the last line feed.
    pub text: &'a str,
    /// The first byte of the place.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}
