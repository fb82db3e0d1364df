//! Text that cannot be read as the language: what can be found (codes E02xx), and its words.

use crate::diagnostic::{Lang, Words};

/// Text that cannot be read as the language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyntaxProblem {}

impl SyntaxProblem {
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
