//! Types and values: what can be found (codes E05xx), and its words.

use crate::diagnostic::{Lang, Words};

/// Types and values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeProblem {}

impl TypeProblem {
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
