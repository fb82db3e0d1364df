//! A space of names: each spelling stands for one declared thing, the first one keeps it, and every clash is told.

use std::collections::BTreeMap;

use core_model::Names;
use messages::{Called, Diagnostic, NameProblem, Related};

use crate::syntax::{Name, Span, Text};

/// A name, label or further spelling, where it is declared.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spelling<'a> {
    /// What is written.
    pub text: &'a str,
    /// Where.
    pub span: Span,
}

impl<'a> From<&'a Name> for Spelling<'a> {
    fn from(name: &'a Name) -> Self {
        Self { text: &name.text, span: name.span }
    }
}

impl<'a> From<&'a Text> for Spelling<'a> {
    fn from(text: &'a Text) -> Self {
        Self { text: &text.text, span: text.span }
    }
}

/// The spellings of a thing: its name, its label, its further spellings.
pub(crate) fn spellings<'a>(name: &'a Name, label: Option<&'a Text>, aka: &'a [Text]) -> Vec<Spelling<'a>> {
    let further = label.into_iter().chain(aka).map(Spelling::from);
    [Spelling::from(name)].into_iter().chain(further).collect()
}

/// How many comparisons of characters may still be made to find the names that were probably meant, in a whole policy. A
/// policy of some thousand names and mistakes stays far below it; beyond it nothing is proposed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Guesses(u64);

impl Default for Guesses {
    fn default() -> Self {
        Self(20_000_000)
    }
}

impl Guesses {
    /// The comparisons that are left; those that are made are taken off.
    pub(crate) fn left(&mut self) -> &mut u64 {
        &mut self.0
    }
}

/// The most names that are listed where one is not found.
const MOST_LISTED: usize = 9;

/// A thing's name as declared, its label behind it.
fn head(spellings: &[Spelling<'_>]) -> Option<String> {
    let name = as_written(spellings.first()?.text);
    Some(match spellings.get(1) {
        Some(label) => format!("{name} \"{}\"", label.text),
        None => name,
    })
}

/// What is declared in one space, by name, label and further spellings.
#[derive(Debug, Clone)]
pub(crate) struct Space<T> {
    names: Names<usize>,
    things: Vec<T>,
    heads: Vec<String>,
    places: BTreeMap<String, Span>,
}

impl<T> Default for Space<T> {
    fn default() -> Self {
        Self { names: Names::default(), things: Vec::new(), heads: Vec::new(), places: BTreeMap::new() }
    }
}

impl<T> Space<T> {
    /// Declares a thing under its spellings. Clashes are told, one for each thing that it clashes with; the spellings
    /// that are free stand for it all the same.
    pub(crate) fn declare(&mut self, thing: T, what: &Called, spellings: &[Spelling<'_>], told: &mut Vec<Diagnostic>) {
        let slot = self.things.len();
        self.things.push(thing);
        self.heads.extend(head(spellings));
        let mut clashed = Vec::new();
        for spelling in spellings {
            if let Some((with, diagnostic)) = self.spell(slot, what, *spelling)
                && !clashed.contains(&with)
            {
                clashed.push(with);
                told.push(diagnostic);
            }
        }
    }

    /// What the spelling stands for.
    pub(crate) fn get(&self, spelling: &str) -> Option<&T> {
        self.names.get(spelling).and_then(|slot| self.things.get(*slot))
    }

    /// Whether the spelling is declared.
    pub(crate) fn has(&self, spelling: &str) -> bool {
        self.names.get(spelling).is_some()
    }

    /// A space of those that are wanted only.
    pub(crate) fn only(&self, wanted: impl Fn(&T) -> bool) -> Self
    where
        T: Clone,
    {
        let mut only = Self::default();
        for (slot, thing) in self.things.iter().enumerate().filter(|(_, thing)| wanted(thing)) {
            let spelt = self.names.iter().filter(|(_, of)| **of == slot).map(|(spelling, _)| spelling);
            let spelt: Vec<Spelling<'_>> =
                spelt.map(|text| Spelling { text, span: self.place(text).unwrap_or_default() }).collect();
            only.declare(thing.clone(), &Called::Anything, &spelt, &mut Vec::new());
        }
        only
    }

    /// Puts another thing in the place of those that are meant.
    pub(crate) fn replace(&mut self, meant: impl Fn(&T) -> bool, by: T)
    where
        T: Clone,
    {
        for thing in self.things.iter_mut().filter(|thing| meant(thing)) {
            *thing = by.clone();
        }
    }

    /// Where the spelling was declared.
    pub(crate) fn place(&self, spelling: &str) -> Option<Span> {
        self.places.get(spelling).copied()
    }

    /// The spelling that was most probably meant.
    pub(crate) fn nearest(&self, guesses: &mut Guesses, spelling: &str) -> Option<&str> {
        self.names.nearest_within(spelling, guesses.left())
    }

    /// Tells that there is no such name, with the one that was probably meant.
    pub(crate) fn unknown(&self, guesses: &mut Guesses, what: Called, name: &Name) -> Diagnostic {
        let known = if self.things.len() <= MOST_LISTED { self.heads.clone() } else { Vec::new() };
        let problem = NameProblem::Unknown { what, name: name.text.clone(), known };
        let diagnostic = Diagnostic::error(problem, name.span);
        let Some(meant) = self.nearest(guesses, &name.text) else { return diagnostic };
        let declared = self.place(meant).filter(|place| *place != Span::default());
        let diagnostic = diagnostic.suggest(as_written(meant), name.span);
        declared.into_iter().fold(diagnostic, |told, place| told.also(Related::Declared(place)))
    }

    fn spell(&mut self, slot: usize, what: &Called, spelling: Spelling<'_>) -> Option<(usize, Diagnostic)> {
        if spelling.text.trim().is_empty() {
            return Some((slot, Diagnostic::error(NameProblem::Blank, spelling.span)));
        }
        let Err(clash) = self.names.add(spelling.text, slot) else {
            self.places.entry(spelling.text.to_owned()).or_insert(spelling.span);
            return None;
        };
        let (what, name) = (what.clone(), spelling.text.to_owned());
        let problem = if clash.with == name {
            NameProblem::Duplicate { what, name }
        } else {
            NameProblem::LookAlike { what, name, with: clash.with.clone() }
        };
        let told = Diagnostic::error(problem, spelling.span);
        let first = self.place(&clash.with).map(Related::Declared);
        Some((clash.thing, first.into_iter().fold(told, Diagnostic::also)))
    }
}

/// A name as it can be written in a policy: in backquotes where it is no plain word.
pub(crate) fn as_written(name: &str) -> String {
    let plain =
        |letter: char| letter == '_' || letter.is_ascii_alphanumeric() || !(letter.is_ascii() || is_mark(letter));
    let starts_plain = name.chars().next().is_some_and(|first| !first.is_ascii_digit());
    if starts_plain && name.chars().all(plain) { name.to_owned() } else { format!("`{name}`") }
}

/// Punctuation, symbols, blanks and full-width signs beyond ASCII, roughly: in doubt a name gets backquotes.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{80}'..='\u{BF}' | '\u{2000}'..='\u{2BFF}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}'
        | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}'
        | '\u{FF5B}'..='\u{FF65}')
}
