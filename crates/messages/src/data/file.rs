//! The words of data files: their encoding, their columns, reading and writing them.

use super::{say, shorten};
use crate::diagnostic::{Lang, Words};

/// What is wrong with a data file, or worth a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileProblem {
    /// Bytes that are not UTF-8.
    NotUtf8 {
        /// Where, counted in bytes from 0.
        at: u64,
    },
    /// A file that begins as UTF-16 or UTF-32 does.
    Utf16,
    /// A CSV file without a header.
    NoHeader,
    /// A CSV file whose header cannot be read.
    BrokenHeader(Box<super::RecordProblem>),
    /// A file that is no JSON at all.
    NotJson,
    /// A JSON array that is never closed, or that more follows.
    BrokenArray {
        /// The last record read before it.
        after: u64,
    },
    /// Too many columns.
    TooManyColumns {
        /// How many.
        found: usize,
        /// The limit.
        most: usize,
    },
    /// Two columns for one factor.
    TwoColumns {
        /// The factor.
        factor: String,
        /// The first.
        first: String,
        /// The second.
        second: String,
    },
    /// A factor without `assume` for which there is no column.
    NoColumn {
        /// The factor, as its file would call it.
        factor: String,
        /// A column that was probably meant.
        near: Option<String>,
    },
    /// No column of the name that was asked for as the id.
    NoIdColumn {
        /// The name.
        column: String,
    },
    /// Two columns of the name of the id.
    TwoIdColumns {
        /// The name.
        column: String,
    },
    /// A column that is nearly a factor's.
    NearColumn {
        /// The column.
        column: String,
        /// The spelling that was probably meant.
        meant: String,
    },
    /// An id that an earlier record has.
    RepeatedId {
        /// The id.
        id: String,
    },
    /// More repeated ids than are told one by one.
    MoreRepeatedIds {
        /// How many records more.
        more: u64,
    },
    /// Records whose ids were not compared with earlier ones.
    IdsNotCompared {
        /// After so many records.
        after: usize,
    },
    /// A factor that no record had.
    NeverSaid {
        /// The factor.
        factor: String,
    },
    /// A file that cannot be read.
    CannotRead(IoCause),
    /// A file that cannot be written.
    CannotWrite(IoCause),
    /// The output is one of the inputs.
    OutputIsInput,
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

impl FileProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotUtf8 { .. } => "D0130",
            Self::Utf16 => "D0131",
            Self::NoHeader => "D0132",
            Self::BrokenHeader(_) => "D0133",
            Self::NotJson => "D0134",
            Self::BrokenArray { .. } => "D0135",
            Self::TooManyColumns { .. } => "D0136",
            Self::TwoColumns { .. } => "D0137",
            Self::NoColumn { .. } => "D0138",
            Self::NoIdColumn { .. } => "D0139",
            Self::TwoIdColumns { .. } => "D0140",
            Self::NearColumn { .. } => "D0141",
            Self::RepeatedId { .. } | Self::MoreRepeatedIds { .. } => "D0142",
            Self::IdsNotCompared { .. } => "D0143",
            Self::NeverSaid { .. } => "D0144",
            Self::CannotRead(_) => "D0150",
            Self::CannotWrite(_) => "D0151",
            Self::OutputIsInput => "D0152",
        }
    }

    /// Its words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Words {
        Words { message: self.message(lang), expected: self.expected(lang) }
    }

    fn message(&self, lang: Lang) -> String {
        match self {
            Self::NotUtf8 { at } => {
                say(lang, format!("the file is not UTF-8 at byte {at}"), format!("文件第 {at} 字节处不是 UTF-8 编码"))
            }
            Self::Utf16 => say(lang, "the file is UTF-16 or UTF-32", "文件是 UTF-16 或 UTF-32 编码"),
            Self::NoHeader => say(lang, "the file has no header row", "文件没有表头"),
            Self::BrokenHeader(problem) => {
                let why = problem.words(lang).message;
                say(lang, format!("the header cannot be read: {why}"), format!("表头无法读取：{why}"))
            }
            Self::NotJson => say(lang, "the file is no JSON", "文件不是 JSON"),
            Self::BrokenArray { after } => say(
                lang,
                format!("the JSON array breaks off or goes on wrongly after record {after}"),
                format!("JSON 数组在第 {after} 条记录之后中断或有误"),
            ),
            Self::TooManyColumns { found, .. } => {
                say(lang, format!("the file has {found} columns"), format!("文件有 {found} 列"))
            }
            Self::CannotRead(cause) => {
                let why = cause.words(lang);
                say(lang, format!("the file cannot be read: {why}"), format!("文件无法读取：{why}"))
            }
            Self::CannotWrite(cause) => {
                let why = cause.words(lang);
                say(lang, format!("the output cannot be written: {why}"), format!("结果无法写出：{why}"))
            }
            Self::OutputIsInput => say(lang, "the output is also an input", "输出文件同时又是输入文件"),
            Self::TwoColumns { .. }
            | Self::NoColumn { .. }
            | Self::NoIdColumn { .. }
            | Self::TwoIdColumns { .. }
            | Self::NearColumn { .. }
            | Self::NeverSaid { .. } => self.column_message(lang),
            Self::RepeatedId { .. } | Self::MoreRepeatedIds { .. } | Self::IdsNotCompared { .. } => {
                self.id_message(lang)
            }
        }
    }

    fn column_message(&self, lang: Lang) -> String {
        match self {
            Self::TwoColumns { factor, first, second } => say(
                lang,
                format!("\"{first}\" and \"{second}\" are both columns of the factor \"{factor}\""),
                format!("“{first}”和“{second}”都是因素“{factor}”的列"),
            ),
            Self::NoColumn { factor, near } => {
                let near = near.as_deref().map(shorten).map_or_else(String::new, |near| {
                    say(lang, format!("; is \"{near}\" meant?"), format!("；“{near}”是否就是它？"))
                });
                say(
                    lang,
                    format!("no column speaks of the factor \"{factor}\"{near}"),
                    format!("没有因素“{factor}”的列{near}"),
                )
            }
            Self::NoIdColumn { column } => {
                say(lang, format!("there is no column \"{column}\""), format!("没有“{column}”列"))
            }
            Self::TwoIdColumns { column } => {
                say(lang, format!("there are two columns \"{column}\""), format!("有两列“{column}”"))
            }
            Self::NearColumn { column, meant } => {
                let column = shorten(column);
                say(
                    lang,
                    format!("the column \"{column}\" is not read; is \"{meant}\" meant?"),
                    format!("“{column}”列未被采用，是否应为“{meant}”？"),
                )
            }
            Self::NeverSaid { factor } => say(
                lang,
                format!("no record speaks of the factor \"{factor}\""),
                format!("没有一条记录写明因素“{factor}”"),
            ),
            Self::NotUtf8 { .. }
            | Self::Utf16
            | Self::NoHeader
            | Self::BrokenHeader(_)
            | Self::NotJson
            | Self::BrokenArray { .. }
            | Self::TooManyColumns { .. }
            | Self::RepeatedId { .. }
            | Self::MoreRepeatedIds { .. }
            | Self::IdsNotCompared { .. }
            | Self::CannotRead(_)
            | Self::CannotWrite(_)
            | Self::OutputIsInput => String::new(),
        }
    }

    fn id_message(&self, lang: Lang) -> String {
        match self {
            Self::RepeatedId { id } => {
                let id = shorten(id);
                say(lang, format!("an earlier record has the id \"{id}\" too"), format!("编号“{id}”与前面的记录重复"))
            }
            Self::MoreRepeatedIds { more } => {
                say(lang, format!("{more} more records repeat an id"), format!("另有 {more} 条记录编号重复"))
            }
            Self::IdsNotCompared { after } => say(
                lang,
                format!("repeated ids are looked for among the first {after} records only"),
                format!("只在前 {after} 条记录中查找重复编号"),
            ),
            Self::NotUtf8 { .. }
            | Self::Utf16
            | Self::NoHeader
            | Self::BrokenHeader(_)
            | Self::NotJson
            | Self::BrokenArray { .. }
            | Self::TooManyColumns { .. }
            | Self::TwoColumns { .. }
            | Self::NoColumn { .. }
            | Self::NoIdColumn { .. }
            | Self::TwoIdColumns { .. }
            | Self::NearColumn { .. }
            | Self::NeverSaid { .. }
            | Self::CannotRead(_)
            | Self::CannotWrite(_)
            | Self::OutputIsInput => String::new(),
        }
    }

    fn expected(&self, lang: Lang) -> String {
        match self {
            Self::NotUtf8 { .. } | Self::Utf16 => say(lang, "a file saved as UTF-8", "以 UTF-8 编码保存的文件"),
            Self::NoHeader => say(lang, "a first row that names the columns", "第一行为各列名称"),
            Self::BrokenHeader(problem) => problem.words(lang).expected,
            Self::NotJson => say(lang, "an array of objects, or an object a line", "对象数组，或每行一个对象"),
            Self::BrokenArray { .. } => say(
                lang,
                "objects separated by commas, then ] and nothing more",
                "对象之间用逗号隔开，以 ] 结束，其后不再有内容",
            ),
            Self::TooManyColumns { most, .. } => {
                say(lang, format!("at most {most} columns"), format!("至多 {most} 列"))
            }
            Self::TwoColumns { .. } => say(lang, "one column a factor", "每个因素只有一列"),
            Self::NoColumn { factor, .. } => {
                say(lang, format!("a column \"{factor}\", or --partial"), format!("“{factor}”列，或加 --partial"))
            }
            Self::OutputIsInput => say(lang, "another output file", "另一个输出文件"),
            Self::NoIdColumn { .. }
            | Self::TwoIdColumns { .. }
            | Self::NearColumn { .. }
            | Self::RepeatedId { .. }
            | Self::MoreRepeatedIds { .. }
            | Self::IdsNotCompared { .. }
            | Self::NeverSaid { .. }
            | Self::CannotRead(_)
            | Self::CannotWrite(_) => String::new(),
        }
    }
}

impl IoCause {
    fn words(&self, lang: Lang) -> String {
        match self {
            Self::NotFound => say(lang, "there is no such file or folder", "文件或文件夹不存在"),
            Self::NotPermitted => say(lang, "it is not permitted", "没有权限"),
            Self::Folder => say(lang, "it is a folder", "这是一个文件夹"),
            Self::Full => say(lang, "no space is left", "磁盘空间已满"),
            Self::Other(text) => text.clone(),
        }
    }
}
