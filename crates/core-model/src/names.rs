//! Names, labels and further spellings, and how they are matched: NFC, look-alikes, did-you-mean.

use std::borrow::Cow;
use std::collections::BTreeMap;

use indexmap::IndexMap;
use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_security::confusable_detection::skeleton;

use crate::policy::Named;
use crate::slips::{LOOK_ALIKE, slip};

/// The spelling in Normalisation Form C, by which names are compared.
#[must_use]
pub fn nfc(text: &str) -> String {
    text.nfc().collect()
}

/// What the spelling looks like: equal for spellings that a reader cannot tell apart.
///
/// ```
/// use core_model::looks;
/// assert_eq!(looks("ＡＢ"), looks("AB"));
/// assert_eq!(looks("已办"), looks("己办"));
/// ```
#[must_use]
pub fn looks(text: &str) -> String {
    let plain: String = text.nfkc().map(own_look).collect();
    skeleton(&plain).collect()
}

/// A space of names: each spelling stands for one thing, and no two look alike unless they stand for the same.
///
/// ```
/// use core_model::Names;
/// let mut names = Names::default();
/// names.add("职能", 1).unwrap();
/// assert!(names.add("职能", 2).is_err());
/// assert_eq!(names.get("职能"), Some(&1));
/// assert_eq!(names.nearest("职龙"), Some("职能"));
/// ```
#[derive(Debug, Clone)]
pub struct Names<T> {
    things: IndexMap<String, T>,
    by_look: BTreeMap<String, String>,
}

/// A spelling that is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash<T> {
    /// The spelling that it clashes with, as it was first written.
    pub with: String,
    /// What that one stands for.
    pub thing: T,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self { things: IndexMap::new(), by_look: BTreeMap::new() }
    }
}

impl<T: Clone + PartialEq> Names<T> {
    /// Adds a spelling for a thing. A spelling that the same thing has already changes nothing.
    ///
    /// # Errors
    /// An equal or look-alike spelling stands for another thing.
    pub fn add(&mut self, spelling: &str, thing: T) -> Result<(), Clash<T>> {
        let spelling = nfc(spelling);
        let look = looks(&spelling);
        if let Some(other) = self.by_look.get(&look)
            && let Some(taken) = self.things.get(other)
            && *taken != thing
        {
            return Err(Clash { with: other.clone(), thing: taken.clone() });
        }
        self.by_look.entry(look).or_insert_with(|| spelling.clone());
        self.things.entry(spelling).or_insert(thing);
        Ok(())
    }

    /// What the spelling stands for.
    #[must_use]
    pub fn get(&self, spelling: &str) -> Option<&T> {
        self.things.get(spelling).or_else(|| self.things.get(&nfc(spelling)))
    }

    /// The spelling that was most probably meant.
    #[must_use]
    pub fn nearest(&self, spelling: &str) -> Option<&str> {
        let mut steps = u64::MAX;
        self.nearest_within(spelling, &mut steps)
    }

    /// As [`Names::nearest`], within so many steps, which are taken off ([`nearest_within`]).
    pub fn nearest_within(&self, spelling: &str, steps: &mut u64) -> Option<&str> {
        if let Some(twin) = self.by_look.get(&looks(spelling)) {
            return Some(twin);
        }
        nearest_within(spelling, self.things.keys().map(String::as_str), steps)
    }

    /// Every spelling with what it stands for, in the order added.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.things.iter().map(|(spelling, thing)| (spelling.as_str(), thing))
    }
}

/// Of these candidates the one that was most probably meant: at most a third of its characters differ, and at least one
/// does not. One that differs by a slip between two characters ([`slip`]) comes before others.
#[must_use]
pub fn nearest<'a>(spelling: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut steps = u64::MAX;
    nearest_within(spelling, candidates, &mut steps)
}

/// As [`nearest`], within so many comparisons of characters, which are taken off; none where they do not suffice.
pub fn nearest_within<'a>(
    spelling: &str,
    candidates: impl Iterator<Item = &'a str>,
    steps: &mut u64,
) -> Option<&'a str> {
    let written: Vec<char> = spelling.chars().map(slip).collect();
    let most = (written.len() / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        // Bytes are looked at first: they are counted without reading the candidate.
        *steps = steps.checked_sub(1)?;
        if candidate.len() > 4 * (spelling.len() + most) || spelling.len() > 4 * (candidate.len() + most) {
            continue;
        }
        *steps = steps.checked_sub(u64::try_from(candidate.len()).unwrap_or(u64::MAX))?;
        if candidate.chars().count().abs_diff(written.len()) > most {
            continue;
        }
        let meant: Vec<char> = candidate.chars().map(slip).collect();
        let distance = distance(&written, &meant, steps)?;
        let shared = distance < meant.len().max(written.len());
        if distance <= most && shared && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
            if distance == 0 {
                break;
            }
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// In how many places two words differ, once what they begin and end with in common is left out.
fn distance(one: &[char], other: &[char], steps: &mut u64) -> Option<usize> {
    let begun = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let (one, other) = (one.get(begun..).unwrap_or_default(), other.get(begun..).unwrap_or_default());
    let ended = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    let one = one.get(..one.len() - ended).unwrap_or_default();
    let other = other.get(..other.len() - ended).unwrap_or_default();
    let cost = one.len().saturating_mul(other.len()).saturating_add(begun + ended);
    *steps = steps.checked_sub(u64::try_from(cost).unwrap_or(u64::MAX))?;
    let text = |letters: &[char]| letters.iter().collect::<String>();
    Some(strsim::osa_distance(&text(one), &text(other)))
}

fn own_look(letter: char) -> char {
    let group = LOOK_ALIKE.iter().find(|group| group.contains(letter));
    group.and_then(|group| group.chars().next()).unwrap_or(letter)
}

/// As [`nfc`], without a copy where the text is in that form already.
pub(crate) fn nfc_of(text: &str) -> Cow<'_, str> {
    if is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(nfc(text)) }
}

impl Named {
    /// Its name, label and further spellings.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        [self.name.as_str()].into_iter().chain(self.label.as_deref()).chain(self.aka.iter().map(String::as_str))
    }

    /// Whether this (in NFC) is one of its spellings.
    #[must_use]
    pub fn is(&self, spelling: &str) -> bool {
        self.spellings().any(|its| its == spelling)
    }

    /// What people call it: its label, else its name.
    #[must_use]
    pub fn called(&self) -> &str {
        self.label.as_deref().unwrap_or(&self.name)
    }
}

/// Whether the character turns the direction of writing, so that a text reads otherwise than it is (the explicit controls
/// of UAX #9, and its marks).
///
/// ```
/// assert!(core_model::turns_writing('\u{202E}') && !core_model::turns_writing('甲'));
/// ```
#[must_use]
pub fn turns_writing(character: char) -> bool {
    matches!(character, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
