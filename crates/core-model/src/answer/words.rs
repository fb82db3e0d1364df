//! The words by which answers call outcomes, forces and parts.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::decision::{ConcludedBy, Outcome, Part};
use crate::policy::Force;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident $word:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$each])* #[serde(rename = $word)] $variant,)*
        }

        impl $name {
            /// Every one of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(self.as_str())
            }
        }
    )*};
}

words! {
    /// What becomes of a record, in a word: an [`Outcome`] without its level or name.
    ///
    /// ```
    /// use core_model::{Outcome, OutcomeWord};
    /// assert_eq!(OutcomeWord::of(&Outcome::Ungraded).as_str(), "ungraded");
    /// ```
    OutcomeWord {
        /// Graded at a level.
        Graded "graded",
        /// Beside the ladder.
        Outside "outside",
        /// No rule concluded.
        Ungraded "ungraded",
        /// The rules that had to agree did not.
        Conflict "conflict",
        /// What is missing decides.
        Undetermined "undetermined",
        /// It could not be read, or cannot be.
        Invalid "invalid",
    }
    /// By what a level was concluded: [`ConcludedBy`] in a word.
    ///
    /// ```
    /// use core_model::{ConcludedBy, ForceWord};
    /// assert_eq!(ForceWord::of(ConcludedBy::Otherwise).to_string(), "otherwise");
    /// ```
    ForceWord {
        /// `final level` (直接定为)
        Final "final",
        /// `level` (列为)
        Level "level",
        /// `presume level` (一般应列为)
        Presume "presume",
        /// `may level` (可列为)
        May "may",
        /// `otherwise` (其余)
        Otherwise "otherwise",
        /// A bound.
        Bound "bound",
    }
}

impl OutcomeWord {
    /// The word for an outcome.
    #[must_use]
    pub fn of(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Graded(_) => Self::Graded,
            Outcome::Outside(_) => Self::Outside,
            Outcome::Conflict(_) => Self::Conflict,
            Outcome::Ungraded => Self::Ungraded,
            Outcome::Undetermined => Self::Undetermined,
            Outcome::Invalid(_) => Self::Invalid,
        }
    }
}

impl ForceWord {
    /// The word for what concluded.
    #[must_use]
    pub fn of(force: ConcludedBy) -> Self {
        match force {
            ConcludedBy::Rules(Force::Final) => Self::Final,
            ConcludedBy::Rules(Force::Level) => Self::Level,
            ConcludedBy::Rules(Force::Presume) => Self::Presume,
            ConcludedBy::Rules(Force::May) => Self::May,
            ConcludedBy::Otherwise => Self::Otherwise,
            ConcludedBy::Bound => Self::Bound,
        }
    }
}

impl Part {
    /// Every part.
    pub const ALL: &'static [Self] =
        &[Self::Decisive, Self::Outvoted, Self::Displaced, Self::Idle, Self::Adjustment, Self::Requirement];

    /// The word by which answers call it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Decisive => "decisive",
            Self::Outvoted => "outvoted",
            Self::Displaced => "displaced",
            Self::Idle => "idle",
            Self::Adjustment => "adjustment",
            Self::Requirement => "requirement",
        }
    }
}
