//! Levels: what can be found (codes E07xx), and its words.

use crate::diagnostic::{Lang, Words};

/// Levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LevelProblem {}

impl LevelProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match *self {}
    }

    /// Its words.
    #[must_use]
    pub fn words(&self, _lang: Lang) -> Words {
        match *self {}
    }
}
