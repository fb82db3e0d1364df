//! Rules, clauses, scores and other declarations: what can be found (codes E08xx), and its words.

use crate::diagnostic::{Lang, Words};

/// Rules, clauses, scores and other declarations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleProblem {}

impl RuleProblem {
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
