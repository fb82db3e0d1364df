//! The words of CSV rows that cannot be read.

use super::{both, say, shorten};
use crate::diagnostic::{Lang, Words};

/// A CSV row that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowProblem {
    /// More or fewer cells than the header.
    Width {
        /// Cells of the row.
        found: usize,
        /// Cells of the header.
        expected: usize,
    },
    /// A field over the limit, also of JSON.
    FieldTooLong {
        /// Its column or key.
        column: String,
        /// Its characters.
        found: usize,
        /// The limit.
        most: usize,
    },
    /// A row over the limit, also of JSON.
    TooLong {
        /// The limit, in bytes.
        most: usize,
    },
    /// A quotation mark inside a cell that does not begin with one, or text after the closing one.
    StrayQuote,
    /// A quotation mark that is never closed.
    OpenQuote,
    /// A zero byte in a cell.
    Zero {
        /// Its column.
        column: String,
    },
}

impl RowProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Width { .. } => "D0112",
            Self::FieldTooLong { .. } => "D0113",
            Self::TooLong { .. } => "D0114",
            Self::StrayQuote => "D0115",
            Self::OpenQuote => "D0116",
            Self::Zero { .. } => "D0125",
        }
    }

    /// Its words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Words {
        match self {
            Self::Width { found, expected } => both(
                lang,
                (
                    format!("the row has {found} cells, the header {expected}"),
                    format!("{expected} cells, as in the header{}", comma(*found, *expected, lang)),
                ),
                (
                    format!("本行有 {found} 个单元格，表头有 {expected} 个"),
                    format!("与表头相同的 {expected} 个单元格{}", comma(*found, *expected, lang)),
                ),
            ),
            Self::FieldTooLong { column, found, most } => {
                let column = shorten(column);
                both(
                    lang,
                    (format!("\"{column}\" holds {found} characters"), format!("at most {most} characters")),
                    (format!("“{column}”有 {found} 个字符"), format!("至多 {most} 个字符")),
                )
            }
            Self::TooLong { most } => both(
                lang,
                (format!("the record is longer than {most} bytes"), format!("at most {most} bytes")),
                (format!("本条记录超过 {most} 字节"), format!("至多 {most} 字节")),
            ),
            Self::StrayQuote => both(
                lang,
                (
                    "a quotation mark stands where it neither opens nor closes a cell",
                    "quotation marks around the whole cell, doubled inside it",
                ),
                ("引号的位置不对：既不在单元格开头，也不在结尾", "引号括住整个单元格，单元格内的引号写两次"),
            ),
            Self::OpenQuote => both(
                lang,
                ("a quotation mark is never closed", "a closing quotation mark at the end of the cell"),
                ("引号没有闭合", "在单元格末尾补上引号"),
            ),
            Self::Zero { column } => {
                let column = shorten(column);
                both(
                    lang,
                    (format!("\"{column}\" holds a zero byte (NUL)"), "text without zero bytes".to_owned()),
                    (format!("“{column}”中有零字节（NUL）"), "不含零字节的文本".to_owned()),
                )
            }
        }
    }

    pub(super) fn column(&self) -> Option<&str> {
        match self {
            Self::FieldTooLong { column, .. } | Self::Zero { column } => Some(column),
            Self::Width { .. } | Self::TooLong { .. } | Self::StrayQuote | Self::OpenQuote => None,
        }
    }

    pub(super) fn found(&self, lang: Lang) -> String {
        match self {
            Self::Width { found, .. } => {
                say(lang, format!("a row of {found} cells"), format!("本行有 {found} 个单元格"))
            }
            Self::FieldTooLong { found, .. } => say(lang, format!("{found} characters"), format!("{found} 个字符")),
            Self::TooLong { most } => say(lang, format!("over {most} bytes"), format!("超过 {most} 字节")),
            Self::StrayQuote => say(lang, "a stray quotation mark", "位置不对的引号"),
            Self::OpenQuote => say(lang, "a quotation mark that is never closed", "没有闭合的引号"),
            Self::Zero { .. } => say(lang, "a zero byte", "零字节"),
        }
    }
}

/// What to do where a row has more cells than the header.
fn comma(found: usize, expected: usize, lang: Lang) -> String {
    if found > expected {
        say(lang, "; a cell with a comma stands in quotation marks", "；含有逗号的单元格须加引号")
    } else {
        String::new()
    }
}
