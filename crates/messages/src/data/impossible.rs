//! The words of records that the policy says cannot be.

use super::{both, say};
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
            Self::Because(reason) => Words {
                message: say(
                    lang,
                    format!("the policy calls this record impossible: {reason}"),
                    format!("按本标准不应出现这样的记录：{reason}"),
                ),
                expected: reason.clone(),
            },
            Self::WhateverIsFilledIn => both(
                lang,
                ("whatever is filled in, the policy calls this record impossible", "a record that the policy allows"),
                ("无论怎样补填，按本标准这都是不应出现的记录", "与本标准不相抵触的记录"),
            ),
        }
    }
}
