//! The words of data files: what they are, reading and writing them.

use super::{CodingProblem, RowProblem, both, say};
use crate::diagnostic::{Lang, Words};

/// A data file that is not what it says, or cannot be read or written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileProblem {
    /// Bytes that are no text in the encoding that was named, or in UTF-8.
    Coding(CodingProblem),
    /// A file that is no text.
    Binary(Binary),
    /// Cells separated by something else than commas.
    Separator {
        /// What seems to separate them.
        found: char,
    },
    /// A row that goes on and on.
    Endless {
        /// The last record read before it.
        after: u64,
        /// How many bytes of it were looked at.
        most: usize,
    },
    /// A file that was written while it was read.
    Changed,
    /// A sheet was named, but the file has none.
    NoSheets,
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

/// What a file that is neither text nor a workbook that can be read is, by its first bytes and what is packed in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binary {
    /// A ZIP file.
    Zip,
    /// A workbook of the old kind (`.xls`), also of other sheet programs (`.et`).
    OldWorkbook,
    /// A workbook that needs a password.
    Encrypted,
    /// A binary workbook (`.xlsb`).
    BinaryWorkbook,
    /// A sheet of the OpenDocument kind (`.ods`).
    OpenDocument,
    /// A text document (`.docx`).
    Document,
    /// A web page, as some systems save for `.xls`.
    WebPage,
    /// Text in a file whose name says that it is a workbook.
    NamedWorkbook,
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

impl Binary {
    /// What it is, and what to do.
    fn words(self, lang: Lang) -> Words {
        let save = ("open it in a sheet program and save it as .xlsx", "用表格软件打开，另存为 .xlsx");
        let (english, chinese, cure) = match self {
            Self::Zip => ("a ZIP file, no workbook", " ZIP 文件，不是工作簿", ("unpack it first", "请先解压")),
            Self::OldWorkbook => ("a workbook of the old kind (.xls, .et)", "旧格式的工作簿（.xls、.et）", save),
            Self::Encrypted => (
                "a workbook with a password",
                "加密的工作簿",
                ("open it in a sheet program and save it without the password", "用表格软件打开，取消密码后保存"),
            ),
            Self::BinaryWorkbook => ("a binary workbook (.xlsb)", "二进制工作簿（.xlsb）", save),
            Self::OpenDocument => ("an OpenDocument sheet (.ods)", " OpenDocument 表格（.ods）", save),
            Self::Document => (
                "a text document",
                "文字文档",
                ("a table in a sheet program, saved as .xlsx", "把表格录入表格软件，另存为 .xlsx"),
            ),
            Self::WebPage => ("a web page", "网页文件", save),
            Self::NamedWorkbook => (
                "no workbook, though its name says so",
                "扩展名为工作簿，内容却不是",
                (
                    "a name that ends in .csv or .json if it is such a text",
                    "如是 CSV 或 JSON 文本，请把扩展名改为 .csv 或 .json",
                ),
            ),
            Self::Parquet => ("Parquet", " Parquet 文件", ("CSV, JSON or .xlsx", "CSV、JSON 或 .xlsx")),
        };
        let is = if self == Self::NamedWorkbook { "文件" } else { "文件是" };
        both(lang, (format!("the file is {english}"), cure.0.to_owned()), (format!("{is}{chinese}"), cure.1.to_owned()))
    }
}

impl FileProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Coding(problem) => problem.code(),
            Self::Binary(_) => "D0145",
            Self::Separator { .. } => "D0147",
            Self::Endless { .. } => "D0157",
            Self::Changed => "D0149",
            Self::NoSheets => "D0148",
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
            Self::Coding(problem) => problem.words(lang),
            Self::Binary(binary) => binary.words(lang),
            Self::Separator { found } => separator(*found, lang),
            Self::Endless { after, most } => endless(*after, *most, lang),
            Self::Changed => both(
                lang,
                ("the file was changed while it was read", "a file that nobody writes to; save it, then run again"),
                ("文件在读取过程中被改动", "读取期间不再改动的文件，请保存后重新运行"),
            ),
            Self::NoSheets => both(
                lang,
                ("--sheet is given, but the file is no workbook", "--sheet with workbooks (.xlsx) only"),
                ("给出了 --sheet，但文件不是工作簿", "--sheet 只用于工作簿（.xlsx）"),
            ),
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

fn endless(after: u64, most: usize, lang: Lang) -> Words {
    both(
        lang,
        (
            format!("what follows record {after} is longer than {most} bytes without an end"),
            "a file of records, each on a line of its own".to_owned(),
        ),
        (format!("第 {after} 条记录之后的内容超过 {most} 字节仍未结束"), "每条记录各占一行的数据文件".to_owned()),
    )
}

fn separator(found: char, lang: Lang) -> Words {
    let (english, chinese) = match found {
        '\t' => ("tabs", "制表符"),
        ';' => ("semicolons (;)", "分号（;）"),
        _ => ("another sign", "其他符号"),
    };
    let cure = match found {
        '\t' => (
            "commas (in Excel: save as \"CSV UTF-8\"), or a file whose name ends in .tsv",
            "用逗号隔开（Excel 中另存为“CSV UTF-8”），或把扩展名改为 .tsv",
        ),
        _ => (
            "commas (in Excel: save as \"CSV UTF-8\" where the list separator is a comma)",
            "用逗号隔开（Excel 中另存为“CSV UTF-8”，并把系统的列表分隔符设为逗号）",
        ),
    };
    both(
        lang,
        (format!("the cells of the file are separated by {english}, not by commas"), cure.0.to_owned()),
        (format!("文件的单元格用{chinese}隔开，不是用逗号"), cure.1.to_owned()),
    )
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
