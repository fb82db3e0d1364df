//! Tests and properties of a policy: what can be found (codes E11xx), and its words.

use crate::diagnostic::{Lang, Words};

/// Tests and properties of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TestProblem {}

impl TestProblem {
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
