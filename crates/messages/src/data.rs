//! Data: records, headers, files: what can be found (codes D01xx), and its words.

use crate::diagnostic::{Lang, Words};

/// Data: records, headers, files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DataProblem {}

impl DataProblem {
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
