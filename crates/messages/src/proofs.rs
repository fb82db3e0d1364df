//! What is not proved: what can be found (codes W02xx), and its words.

use crate::diagnostic::{Lang, Words};

/// What is not proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProofProblem {
    /// Whether a property holds.
    Property(String),
}

impl ProofProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Property(_) => "W0201",
        }
    }

    /// Its words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Words {
        match (self, lang) {
            (Self::Property(name), Lang::En) => Words::new(format!("the property \"{name}\" is not yet proved"), ""),
            (Self::Property(name), Lang::Zh) => Words::new(format!("要求“{name}”尚未证明"), ""),
        }
    }
}
