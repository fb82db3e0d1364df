//! The words of records that the policy says cannot be.

use super::both;
use crate::diagnostic::{Lang, Words};

/// A record that the policy says cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImpossibleRecord {
    /// For a reason of the policy's.
    Because(String),
    /// Whatever is filled in for its silent factors.
    WhateverIsFilledIn,
}

impl ImpossibleRecord {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Because(_) => "D0123",
            Self::WhateverIsFilledIn => "D0124",
        }
    }

    /// Its words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Words {
        match self {
            Self::Because(reason) => Words { message: reason.clone(), expected: reason.clone() },
            Self::WhateverIsFilledIn => both(
                lang,
                ("whatever is filled in, the policy calls this record impossible", "a record that can be"),
                ("无论怎样补填，按本标准这都是不应出现的记录", "可能出现的记录"),
            ),
        }
    }
}
