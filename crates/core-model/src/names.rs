//! Names, labels and further spellings, and how they are matched: NFC, look-alikes, did-you-mean.

use std::borrow::Cow;
use std::collections::BTreeMap;

use indexmap::IndexMap;
use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_security::confusable_detection::skeleton;

use crate::policy::Named;

/// Characters that look alike in Chinese print and that the Unicode table of confusables does not know.
const LOOK_ALIKES: &[(char, char)] = &[('已', '己'), ('巳', '己'), ('末', '未'), ('士', '土'), ('曰', '日')];

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
        nearest(spelling, self.things.keys().map(String::as_str))
    }

    /// Every spelling with what it stands for, in the order added.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.things.iter().map(|(spelling, thing)| (spelling.as_str(), thing))
    }
}

/// Of these candidates the one that was most probably meant: at most a third of its characters differ, and at least one
/// does not.
#[must_use]
pub fn nearest<'a>(spelling: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = spelling.chars().count();
    let most = (length / 3).max(1);
    candidates
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= most)
        .map(|candidate| (strsim::osa_distance(spelling, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= most && *distance < candidate.chars().count().max(length))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn own_look(letter: char) -> char {
    LOOK_ALIKES.iter().find(|(alike, _)| *alike == letter).map_or(letter, |(_, plain)| *plain)
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
