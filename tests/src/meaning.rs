//! The meaning of the language a second time: short, slow and plain, written from `docs/language.md` alone.
//!
//! It reads the syntax tree of an accepted policy and grades records that are plain JSON objects. Below the syntax tree
//! it shares nothing with the engine: its names, fractions, days, conditions, rules and fillings are its own. A policy
//! that is not accepted may make it panic.

mod answer;
mod day;
mod decide;
mod declared;
mod expression;
mod missing;
mod value;
mod walk;

use std::collections::BTreeMap;

use grading_dsl::syntax;
use serde_json::{Map, Value as Json};

use declared::Declared;
pub use missing::MOST_FILLINGS;

/// A policy to be asked.
pub struct Meaning<'a>(Declared<'a>);

impl<'a> Meaning<'a> {
    /// The meaning of a policy: the imported files in the order brought in, then the file itself.
    #[must_use]
    pub fn of(imported: &[&'a syntax::File], own: &'a syntax::File) -> Self {
        Self(Declared::of(imported, own))
    }

    /// The answer to a record as of a day (`2020-02-29`), with the keys of the command's JSON. `None` where the record
    /// leaves more than [`MOST_FILLINGS`] ways of filling it in to be tried.
    #[must_use]
    pub fn answer(&self, record: &Map<String, Json>, as_of: &str) -> Option<Map<String, Json>> {
        self.answer_within(MOST_FILLINGS, record, as_of)
    }

    /// The same, where so many ways of filling in are too many.
    #[must_use]
    pub fn answer_within(&self, most: usize, record: &Map<String, Json>, as_of: &str) -> Option<Map<String, Json>> {
        let as_of = day::Day::written(as_of).expect("a day");
        let mut said = BTreeMap::new();
        let mut assumed = Vec::new();
        for (at, factor) in self.0.factors.iter().enumerate() {
            match factor.read(&self.0, record) {
                Err(()) => return Some(answer::invalid()),
                Ok(Some(value)) => _ = said.insert(at, value),
                Ok(None) => {
                    if let Some(assume) = factor.assume {
                        let value = factor.assumed(&self.0, assume);
                        assumed.push((at, value.clone()));
                        said.insert(at, value);
                    }
                }
            }
        }
        let mut answer = if said.len() == self.0.factors.len() {
            answer::complete(&self.0, &said, as_of)
        } else {
            missing::answer(&self.0, &said, as_of, most)?
        };
        answer.insert("assumed".into(), answer::values(&self.0, &assumed));
        Some(answer)
    }
}
