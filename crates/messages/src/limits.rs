//! Limits of a policy: what can be found (codes E03xx), and its words.

use crate::diagnostic::{Lang, Words};

/// Limits of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LimitProblem {}

impl LimitProblem {
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
