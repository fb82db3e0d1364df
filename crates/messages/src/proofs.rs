//! What is not proved: what can be found (codes W02xx), and its words.

use crate::diagnostic::{Lang, Words};

/// What is not proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProofProblem {
    /// Whether the rows of a `unique` table overlap.
    Unique(String),
    /// Whether a property holds.
    Property(String),
}

impl ProofProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unique(_) => "W0201",
            Self::Property(_) => "W0202",
        }
    }

    /// Its words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Words {
        let (message, expected) = match (self, lang) {
            (Self::Unique(table), Lang::En) => {
                (format!("it is not yet proved that no two rows of \"{table}\" differ"), "")
            }
            (Self::Unique(table), Lang::Zh) => (format!("“{table}”的各行互不抵触，尚未证明"), ""),
            (Self::Property(name), Lang::En) => (format!("the property \"{name}\" is not yet proved"), ""),
            (Self::Property(name), Lang::Zh) => (format!("要求“{name}”尚未证明"), ""),
        };
        Words::new(message, expected)
    }
}
