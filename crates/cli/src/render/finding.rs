//! What is shown of a diagnostic: words in one language, and places as lines and columns. No layout yet.

use core_model::{ByName, Date};
use messages::Severity;

/// One diagnostic, put into words.
#[derive(Debug, Clone)]
pub struct Finding<'a> {
    /// Its stable code.
    pub code: &'static str,
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
    /// Why the author accepts it.
    pub accepted: Vec<String>,
    /// The records that show it.
    pub witnesses: Vec<Shown>,
}

/// A record that shows what was found.
#[derive(Debug, Clone)]
pub struct Shown {
    /// What it says, by name.
    pub record: ByName,
    /// The day as of which it shows it.
    pub as_of: Date,
    /// The same as a `test` of the policy; empty where the language cannot write it down.
    pub test: String,
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
    /// The lines on which the place stands, and where in them it stands. Of very long ones only the part around it.
    #[must_use]
    pub fn lines(&self) -> Lines<'a> {
        let end = self.text.floor_char_boundary(self.end.max(self.start).min(self.start + 4 * SHOWN));
        let from = self.text.floor_char_boundary(self.start.saturating_sub(SHOWN));
        let to = self.text.floor_char_boundary(end + SHOWN);
        let before = self.text.get(from..self.start).unwrap_or_default();
        let after = self.text.get(end..to).unwrap_or_default();
        let line = before.rfind('\n').map(|at| from + at + 1);
        let first = line.unwrap_or(from);
        let last = after.find('\n').map_or(to, |at| end + at);
        Lines {
            text: self.text.get(first..last).unwrap_or_default(),
            start: self.start - first,
            end: end - first,
            whole: line.is_some() || from == 0,
        }
    }
}

/// How many bytes of a line are shown on either side of a place.
const SHOWN: usize = 200;

/// Some lines of a text, and a place in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lines<'a> {
    /// The lines, without the last line feed.
    pub text: &'a str,
    /// The first byte of the place.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// Whether the first line is shown from its beginning.
    pub whole: bool,
}
