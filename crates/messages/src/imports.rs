//! Imports: what can be found (codes E10xx), and its words.

use crate::diagnostic::{Lang, Words};

/// Imports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportProblem {}

impl ImportProblem {
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
