//! What is proved, not proved, or proved to be wrong: what can be found (codes W01xx), and its words.

use crate::diagnostic::{Lang, Words};

/// What is proved, not proved, or proved to be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProofProblem {}

impl ProofProblem {
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
