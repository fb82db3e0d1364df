//! The words of records that cannot be read, or cannot be.

use super::{say, shorten};
use crate::diagnostic::{Lang, Words};

/// A record that cannot be read, or cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordProblem {
    /// A row with more or fewer cells than the header.
    Width {
        /// Cells of the row.
        found: usize,
        /// Cells of the header.
        expected: usize,
    },
    /// A field over the limit.
    FieldTooLong {
        /// Its column or key.
        column: String,
        /// Its characters.
        found: usize,
        /// The limit.
        most: usize,
    },
    /// A row over the limit.
    RowTooLong {
        /// The limit, in bytes.
        most: usize,
    },
    /// A quotation mark inside a cell that does not begin with one, or text after the closing one.
    StrayQuote,
    /// A quotation mark that is never closed.
    OpenQuote,
    /// JSON that cannot be read.
    BrokenJson {
        /// Where, counted in bytes of the record.
        at: usize,
    },
    /// A JSON value that is no object.
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
    /// JSON nested too deep.
    TooDeep {
        /// The limit.
        most: usize,
    },
    /// Too many keys.
    TooManyKeys {
        /// The limit.
        most: usize,
    },
    /// A record that the policy says cannot be.
    Impossible {
        /// The policy's reasons.
        reasons: Vec<String>,
    },
    /// A record with silent factors that no filling makes possible.
    NothingPossible,
}

impl RecordProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Width { .. } => "D0112",
            Self::FieldTooLong { .. } => "D0113",
            Self::RowTooLong { .. } => "D0114",
            Self::StrayQuote => "D0115",
            Self::OpenQuote => "D0116",
            Self::BrokenJson { .. } => "D0117",
            Self::NotAnObject => "D0118",
            Self::RepeatedKey { .. } => "D0119",
            Self::TwoKeys { .. } => "D0120",
            Self::TooDeep { .. } => "D0121",
            Self::TooManyKeys { .. } => "D0122",
            Self::Impossible { .. } => "D0123",
            Self::NothingPossible => "D0124",
        }
    }

    /// Its words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Words {
        Words { message: self.message(lang), expected: self.expected(lang) }
    }

    /// The column or key that it is about.
    #[must_use]
    pub fn column(&self) -> Option<&str> {
        match self {
            Self::FieldTooLong { column, .. } => Some(column),
            Self::RepeatedKey { key } => Some(key),
            Self::TwoKeys { second, .. } => Some(second),
            Self::Width { .. }
            | Self::RowTooLong { .. }
            | Self::StrayQuote
            | Self::OpenQuote
            | Self::BrokenJson { .. }
            | Self::NotAnObject
            | Self::TooDeep { .. }
            | Self::TooManyKeys { .. }
            | Self::Impossible { .. }
            | Self::NothingPossible => None,
        }
    }

    /// What was found, where that can be shown by itself.
    #[must_use]
    pub fn found(&self, lang: Lang) -> Option<String> {
        match self {
            Self::Width { found, .. } => Some(say(lang, format!("{found} cells"), format!("{found} 个单元格"))),
            Self::FieldTooLong { found, .. } => {
                Some(say(lang, format!("{found} characters"), format!("{found} 个字符")))
            }
            Self::RowTooLong { most } => Some(say(lang, format!("over {most} bytes"), format!("超过 {most} 字节"))),
            Self::StrayQuote | Self::OpenQuote => Some("\"".to_owned()),
            Self::BrokenJson { at } => {
                Some(say(lang, format!("no JSON from byte {at}"), format!("第 {at} 字节起不是 JSON")))
            }
            Self::RepeatedKey { key } => Some(say(lang, format!("{key} twice"), format!("{key} 出现两次"))),
            Self::TwoKeys { first, second } => {
                Some(say(lang, format!("{first} and {second}"), format!("{first} 和 {second}")))
            }
            Self::NotAnObject
            | Self::TooDeep { .. }
            | Self::TooManyKeys { .. }
            | Self::Impossible { .. }
            | Self::NothingPossible => None,
        }
    }

    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Width { found, expected } => say(
                lang,
                format!("the row has {found} cells, the header {expected}"),
                format!("本行有 {found} 个单元格，表头有 {expected} 个"),
            ),
            Self::FieldTooLong { column, found, .. } => say(
                lang,
                format!("\"{}\" holds {found} characters", shorten(column)),
                format!("“{}”有 {found} 个字符", shorten(column)),
            ),
            Self::RowTooLong { most } => {
                say(lang, format!("the row is longer than {most} bytes"), format!("本行超过 {most} 字节"))
            }
            Self::StrayQuote => say(
                lang,
                "a quotation mark stands where it neither opens nor closes a cell",
                "引号的位置不对：既不在单元格开头，也不在结尾",
            ),
            Self::OpenQuote => say(lang, "a quotation mark is never closed", "引号没有闭合"),
            Self::BrokenJson { at } => {
                say(lang, format!("the record is no JSON from byte {at}"), format!("记录从第 {at} 字节起不是 JSON"))
            }
            Self::NotAnObject => say(lang, "the record is no JSON object", "记录不是 JSON 对象"),
            Self::RepeatedKey { key } => say(
                lang,
                format!("the key \"{}\" stands twice", shorten(key)),
                format!("键“{}”出现了两次", shorten(key)),
            ),
            Self::TwoKeys { first, second } => say(
                lang,
                format!("\"{first}\" and \"{second}\" speak of the same factor"),
                format!("“{first}”和“{second}”说的是同一因素"),
            ),
            Self::TooDeep { .. } => say(lang, "the record is nested too deep", "记录嵌套过深"),
            Self::TooManyKeys { .. } => say(lang, "the record has too many keys", "记录的键过多"),
            Self::Impossible { reasons } => reasons.join("\n"),
            Self::NothingPossible => say(
                lang,
                "whatever is filled in, the policy calls this record impossible",
                "无论怎样补填，按本标准这都是不应出现的记录",
            ),
        }
    }

    fn expected(&self, lang: Lang) -> String {
        match self {
            Self::Width { expected, .. } => say(lang, format!("{expected} cells"), format!("{expected} 个单元格")),
            Self::FieldTooLong { most, .. } => {
                say(lang, format!("at most {most} characters"), format!("至多 {most} 个字符"))
            }
            Self::RowTooLong { most } => say(lang, format!("at most {most} bytes"), format!("至多 {most} 字节")),
            Self::StrayQuote => say(
                lang,
                "quotation marks around the whole cell, doubled inside it",
                "引号括住整个单元格，单元格内的引号写两次",
            ),
            Self::OpenQuote => say(lang, "a closing quotation mark", "闭合的引号"),
            Self::BrokenJson { .. } | Self::NotAnObject => {
                say(lang, "one JSON object a record", "每条记录是一个 JSON 对象")
            }
            Self::RepeatedKey { .. } => say(lang, "each key once", "每个键只出现一次"),
            Self::TwoKeys { .. } => say(lang, "one key a factor", "每个因素只有一个键"),
            Self::TooDeep { most } => {
                say(lang, format!("at most {most} levels of nesting"), format!("嵌套至多 {most} 层"))
            }
            Self::TooManyKeys { most } => say(lang, format!("at most {most} keys"), format!("至多 {most} 个键")),
            Self::Impossible { reasons } => reasons.join("\n"),
            Self::NothingPossible => say(lang, "a record that can be", "可能出现的记录"),
        }
    }
}
