//! An answer as it is kept: with the number of its form, so that whoever reads it years later knows what it is.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

use crate::answer::Answer;

/// The form of a stored answer.
///
/// ```
/// use core_model::AnswerFormat;
/// assert_eq!((AnswerFormat::LAST.number(), AnswerFormat::try_from(1)), (1, Ok(AnswerFormat::V1)));
/// assert!(AnswerFormat::try_from(9).is_err());
/// ```
///
/// Keys may be added to a form; a form whose keys change their meaning gets a new number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AnswerFormat {
    /// The first: 1.
    V1,
}

/// A number that stands for no form that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("answers of form {found} are not known; the last that is known is {}", AnswerFormat::LAST.number())]
pub struct UnknownFormat {
    /// The number.
    pub found: u64,
}

/// An answer as it is kept: `{"version":1,"answer":{…}}`. The answer inside is as `grade run` writes it.
///
/// ```
/// use core_model::{Answer, StoredAnswer};
/// fn archive(answer: Answer) -> serde_json::Result<String> {
///     serde_json::to_string(&StoredAnswer::new(answer))
/// }
/// let unknown = serde_json::from_str::<StoredAnswer>(r#"{"version":2,"answer":{}}"#).unwrap_err();
/// assert!(unknown.to_string().contains("answers of form 2 are not known"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredAnswer {
    /// The form of the answer. Read first; an unknown one is an error before anything else is looked at.
    pub version: AnswerFormat,
    /// The answer.
    pub answer: Answer,
}

impl StoredAnswer {
    /// The answer in the form that is written today.
    #[must_use]
    pub fn new(answer: Answer) -> Self {
        Self { version: AnswerFormat::LAST, answer }
    }
}

impl AnswerFormat {
    /// The form that is written today.
    pub const LAST: Self = Self::V1;

    /// Its number.
    #[must_use]
    pub fn number(self) -> u64 {
        match self {
            Self::V1 => 1,
        }
    }
}

impl TryFrom<u64> for AnswerFormat {
    type Error = UnknownFormat;

    fn try_from(number: u64) -> Result<Self, UnknownFormat> {
        match number {
            1 => Ok(Self::V1),
            found => Err(UnknownFormat { found }),
        }
    }
}

impl fmt::Display for AnswerFormat {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.number().fmt(out)
    }
}

impl Serialize for AnswerFormat {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_u64(self.number())
    }
}

impl<'de> Deserialize<'de> for AnswerFormat {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        u64::deserialize(from)?.try_into().map_err(de::Error::custom)
    }
}
