//! The words of bytes that are no text: in UTF-8, or in the encoding that was named.

use super::both;
use crate::diagnostic::{Lang, Words};

/// Bytes that are no text in the encoding that was named, or in UTF-8 where none was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodingProblem {
    /// Bytes that are not UTF-8.
    NotUtf8 {
        /// Where, counted in bytes from 0.
        at: u64,
        /// On which line, from 1.
        line: u64,
    },
    /// Bytes that are not what was named.
    Malformed {
        /// The encoding that was named.
        encoding: String,
        /// Where, counted in bytes from 0.
        at: u64,
        /// On which line, from 1.
        line: u64,
    },
    /// A file that begins as UTF-16 does, where nothing or UTF-8 was named.
    Utf16,
    /// A file that begins as UTF-32 does.
    Utf32,
    /// The file shows by its first bytes that it is something else than what was named.
    Contradicts {
        /// What was named.
        named: String,
        /// What it is.
        found: &'static str,
    },
    /// UTF-16 was named, but the file does not say which of the two it is.
    NoMark,
    /// A file full of zero bytes.
    Zeros,
}

/// What is read.
pub(super) const UTF8: (&str, &str) = (
    "CSV or JSON saved as UTF-8 (in Excel: \"CSV UTF-8\")",
    "以 UTF-8 编码保存的 CSV 或 JSON（Excel 中另存为“CSV UTF-8”）",
);

/// The same, or to name what the file is in.
const OR_NAMED: (&str, &str) = (
    "UTF-8 (in Excel: save as \"CSV UTF-8\"), or the name of the encoding, as --encoding gb18030",
    "UTF-8 编码（Excel 中另存为“CSV UTF-8”），或用 --encoding 指明编码，如 --encoding gb18030",
);

impl CodingProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotUtf8 { .. } => "D0130",
            Self::Utf16 | Self::Utf32 => "D0131",
            Self::Malformed { .. } => "D0153",
            Self::Contradicts { .. } => "D0154",
            Self::NoMark => "D0155",
            Self::Zeros => "D0156",
        }
    }

    /// Its words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Words {
        match self {
            Self::NotUtf8 { at, line } => both(
                lang,
                (format!("the file is not UTF-8: line {line}, byte {at}"), OR_NAMED.0.to_owned()),
                (format!("文件不是 UTF-8 编码：第 {line} 行，第 {at} 字节"), OR_NAMED.1.to_owned()),
            ),
            Self::Malformed { encoding, at, line } => both(
                lang,
                (
                    format!("the file is not {encoding}: line {line}, byte {at}"),
                    "the encoding that the file was saved in".to_owned(),
                ),
                (format!("文件不是 {encoding} 编码：第 {line} 行，第 {at} 字节"), "文件保存时所用的编码".to_owned()),
            ),
            Self::Utf16 => both(
                lang,
                ("the file is UTF-16", "--encoding utf-16, or a file saved as UTF-8 (in Excel: \"CSV UTF-8\")"),
                ("文件是 UTF-16 编码", "加 --encoding utf-16，或另存为 UTF-8（Excel 中为“CSV UTF-8”）"),
            ),
            Self::Utf32 => both(lang, ("the file is UTF-32", UTF8.0), ("文件是 UTF-32 编码", UTF8.1)),
            Self::Contradicts { named, found } => both(
                lang,
                (
                    format!("--encoding {named} is given, but the file is {found}"),
                    format!("{} for this file", option(found)),
                ),
                (
                    format!("给出了 --encoding {named}，但文件是 {found} 编码"),
                    format!("本文件{}", chinese_option(found)),
                ),
            ),
            Self::NoMark => both(
                lang,
                ("the file does not say which UTF-16 it is", "--encoding utf-16le or utf-16be"),
                ("文件没有标明是哪一种 UTF-16", "--encoding utf-16le 或 utf-16be"),
            ),
            Self::Zeros => both(
                lang,
                (
                    "the file is full of zero bytes, which no text has",
                    "CSV or JSON saved as UTF-8; if it is UTF-16, --encoding utf-16le or utf-16be",
                ),
                (
                    "文件中满是零字节，不是文本",
                    "以 UTF-8 编码保存的 CSV 或 JSON；如为 UTF-16，请加 --encoding utf-16le 或 utf-16be",
                ),
            ),
        }
    }
}

/// What to give for a file of this encoding.
fn option(found: &str) -> String {
    if found == "UTF-8" { "no --encoding".to_owned() } else { format!("--encoding {}", found.to_lowercase()) }
}

fn chinese_option(found: &str) -> String {
    if found == "UTF-8" {
        "不用 --encoding".to_owned()
    } else {
        format!("应用 --encoding {}", found.to_lowercase())
    }
}
