//! Numbers and arithmetic: what can be found (codes E06xx), and its words.

use crate::diagnostic::{Lang, Words};

/// Numbers and arithmetic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberProblem {}

impl NumberProblem {
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
