//! The words of data files: what they are, reading and writing them.

use super::{RowProblem, both, say};
use crate::diagnostic::{Lang, Words};

/// A data file that is not what it says, or cannot be read or written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileProblem {
    /// Bytes that are not UTF-8.
    NotUtf8 {
        /// Where, counted in bytes from 0.
        at: u64,
    },
    /// A file that begins as UTF-16 or UTF-32 does.
    Utf16,
    /// A file that is no text.
    Binary(Binary),
    /// A CSV file without a header.
    NoHeader,
    /// A CSV file whose header cannot be read.
    BrokenHeader(Box<RowProblem>),
    /// A file that is no JSON at all.
    NotJson,
    /// A JSON array that is never closed, or that more follows.
    BrokenArray {
        /// The last record read before it.
        after: u64,
    },
    /// A file that cannot be read.
    CannotRead(IoCause),
    /// A file that cannot be written.
    CannotWrite(IoCause),
    /// The output is one of the inputs.
    OutputIsInput,
}

/// What a file that is no text is, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binary {
    /// A ZIP file, as workbooks (`.xlsx`) are.
    Zip,
    /// A workbook of the old kind (`.xls`).
    OldWorkbook,
    /// Parquet.
    Parquet,
}

/// Why reading or writing failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IoCause {
    /// There is no such file or folder.
    NotFound,
    /// It is not permitted.
    NotPermitted,
    /// It is a folder.
    Folder,
    /// The disk is full.
    Full,
    /// What the system says.
    Other(String),
}

/// What is read.
const UTF8: (&str, &str) = (
    "CSV or JSON saved as UTF-8 (in Excel: \"CSV UTF-8\")",
    "以 UTF-8 编码保存的 CSV 或 JSON（Excel 中另存为“CSV UTF-8”）",
);

impl Binary {
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Zip => ("a workbook or another ZIP file", "工作簿或其他 ZIP 文件"),
            Self::OldWorkbook => ("a workbook of the old kind", "旧格式的工作簿"),
            Self::Parquet => ("Parquet", " Parquet 文件"),
        }
    }
}

impl FileProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotUtf8 { .. } => "D0130",
            Self::Utf16 => "D0131",
            Self::Binary(_) => "D0145",
            Self::NoHeader => "D0132",
            Self::BrokenHeader(_) => "D0133",
            Self::NotJson => "D0134",
            Self::BrokenArray { .. } => "D0135",
            Self::CannotRead(_) => "D0150",
            Self::CannotWrite(_) => "D0151",
            Self::OutputIsInput => "D0152",
        }
    }

    /// Its words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Words {
        match self {
            Self::NotUtf8 { at } => both(
                lang,
                (format!("the file is not UTF-8 at byte {at}"), UTF8.0.to_owned()),
                (format!("文件第 {at} 字节处不是 UTF-8 编码"), UTF8.1.to_owned()),
            ),
            Self::Utf16 => {
                both(lang, ("the file is UTF-16 or UTF-32", UTF8.0), ("文件是 UTF-16 或 UTF-32 编码", UTF8.1))
            }
            Self::Binary(binary) => {
                let (english, chinese) = binary.names();
                both(
                    lang,
                    (format!("the file is {english}, no text"), UTF8.0.to_owned()),
                    (format!("文件是{chinese}，不是文本"), UTF8.1.to_owned()),
                )
            }
            Self::NoHeader => both(
                lang,
                ("the file has no header row", "a first row that names the columns"),
                ("文件没有表头", "第一行为各列名称"),
            ),
            Self::BrokenHeader(problem) => broken_header(problem, lang),
            Self::NotJson => both(
                lang,
                ("the file is no JSON", "an array of objects, or an object a line"),
                ("文件不是 JSON", "对象数组，或每行一个对象"),
            ),
            Self::BrokenArray { after } => both(
                lang,
                (
                    format!("the JSON array breaks off or goes on wrongly after record {after}"),
                    "objects separated by commas, then ] and nothing more".to_owned(),
                ),
                (
                    format!("JSON 数组在第 {after} 条记录之后中断或有误"),
                    "对象之间用逗号隔开，以 ] 结束，其后不再有内容".to_owned(),
                ),
            ),
            Self::CannotRead(cause) => cause.after("the file cannot be read", "文件无法读取", lang),
            Self::CannotWrite(cause) => cause.after("the output cannot be written", "结果无法写出", lang),
            Self::OutputIsInput => both(
                lang,
                ("the output is also an input", "another output file"),
                ("输出文件同时又是输入文件", "另一个输出文件"),
            ),
        }
    }
}

fn broken_header(problem: &RowProblem, lang: Lang) -> Words {
    let Words { message, expected } = problem.words(lang);
    let message = say(lang, format!("the header cannot be read: {message}"), format!("表头无法读取：{message}"));
    Words { message, expected }
}

impl IoCause {
    fn after(&self, english: &str, chinese: &str, lang: Lang) -> Words {
        let why = match self {
            Self::NotFound => say(lang, "there is no such file or folder", "文件或文件夹不存在"),
            Self::NotPermitted => say(lang, "it is not permitted", "没有权限"),
            Self::Folder => say(lang, "it is a folder", "这是一个文件夹"),
            Self::Full => say(lang, "no space is left", "磁盘空间已满"),
            Self::Other(text) => text.clone(),
        };
        both(lang, (format!("{english}: {why}"), String::new()), (format!("{chinese}：{why}"), String::new()))
    }
}
