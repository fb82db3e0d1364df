//! The words of JSON records that cannot be read.

use super::{both, say, shorten};
use crate::diagnostic::{Lang, Words};

/// A JSON record that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ObjectProblem {
    /// Text that is no JSON.
    Broken {
        /// Where, counted in bytes of the record.
        at: usize,
    },
    /// A value that is no object.
    NotAnObject,
    /// A key that stands twice.
    RepeatedKey {
        /// The key.
        key: String,
    },
    /// Two keys that speak of one factor.
    TwoKeys {
        /// The first.
        first: String,
        /// The second.
        second: String,
    },
    /// Nested too deep.
    TooDeep {
        /// The limit.
        most: usize,
    },
    /// Too many keys.
    TooManyKeys {
        /// The limit.
        most: usize,
    },
}

impl ObjectProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Broken { .. } => "D0117",
            Self::NotAnObject => "D0118",
            Self::RepeatedKey { .. } => "D0119",
            Self::TwoKeys { .. } => "D0120",
            Self::TooDeep { .. } => "D0121",
            Self::TooManyKeys { .. } => "D0122",
        }
    }

    /// Its words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Words {
        match self {
            Self::Broken { at } => both(
                lang,
                (format!("the record is no JSON from byte {at}"), "one JSON object a record".to_owned()),
                (format!("记录从第 {at} 字节起不是 JSON"), "每条记录是一个 JSON 对象".to_owned()),
            ),
            Self::NotAnObject => both(
                lang,
                ("the record is no JSON object", "one JSON object a record"),
                ("记录不是 JSON 对象", "每条记录是一个 JSON 对象"),
            ),
            Self::RepeatedKey { key } => {
                let key = shorten(key);
                both(
                    lang,
                    (format!("the key \"{key}\" stands twice"), "each key once".to_owned()),
                    (format!("键“{key}”出现了两次"), "每个键只出现一次".to_owned()),
                )
            }
            Self::TwoKeys { first, second } => both(
                lang,
                (format!("\"{first}\" and \"{second}\" speak of the same factor"), "one key a factor".to_owned()),
                (format!("“{first}”和“{second}”说的是同一因素"), "每个因素只有一个键".to_owned()),
            ),
            Self::TooDeep { most } => both(
                lang,
                ("the record is nested too deep".to_owned(), format!("at most {most} levels of nesting")),
                ("记录嵌套过深".to_owned(), format!("嵌套至多 {most} 层")),
            ),
            Self::TooManyKeys { most } => both(
                lang,
                ("the record has too many keys".to_owned(), format!("at most {most} keys")),
                ("记录的键过多".to_owned(), format!("至多 {most} 个键")),
            ),
        }
    }

    pub(super) fn column(&self) -> Option<&str> {
        match self {
            Self::RepeatedKey { key } => Some(key),
            Self::TwoKeys { second, .. } => Some(second),
            Self::Broken { .. } | Self::NotAnObject | Self::TooDeep { .. } | Self::TooManyKeys { .. } => None,
        }
    }

    pub(super) fn found(&self, lang: Lang) -> Option<String> {
        match self {
            Self::Broken { at } => {
                Some(say(lang, format!("no JSON from byte {at}"), format!("第 {at} 字节起不是 JSON")))
            }
            Self::RepeatedKey { key } => Some(say(lang, format!("{key} twice"), format!("{key} 出现两次"))),
            Self::TwoKeys { first, second } => {
                Some(say(lang, format!("{first} and {second}"), format!("{first} 和 {second}")))
            }
            Self::NotAnObject => Some(say(lang, "no JSON object", "不是 JSON 对象")),
            Self::TooDeep { .. } => Some(say(lang, "nested too deep", "嵌套过深")),
            Self::TooManyKeys { .. } => Some(say(lang, "too many keys", "键过多")),
        }
    }
}
