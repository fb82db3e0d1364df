//! Names: what can be found (codes E04xx), and its words.

use crate::diagnostic::{Lang, Words};

/// Names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameProblem {}

impl NameProblem {
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
