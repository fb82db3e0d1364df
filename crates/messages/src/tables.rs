//! Tables and matrices: what can be found (codes E09xx), and its words.

use crate::diagnostic::{Lang, Words};

/// Tables and matrices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableProblem {}

impl TableProblem {
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
