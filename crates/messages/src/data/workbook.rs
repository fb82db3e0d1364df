//! The words of workbooks: which sheet is read, and why one cannot be read, or not be written.

use super::{both, shorten};
use crate::diagnostic::{Lang, Words};

/// What is wrong with a workbook, or worth a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorkbookProblem {
    /// No sheet of the name that was asked for.
    NoSheet {
        /// The name.
        name: String,
        /// The sheets that there are.
        sheets: Vec<String>,
        /// The one that was probably meant.
        near: Option<String>,
    },
    /// No visible sheet holds anything.
    NothingToRead {
        /// The hidden sheets.
        hidden: Vec<String>,
    },
    /// Which of several sheets is read.
    SheetRead {
        /// This one.
        name: String,
        /// These are not.
        others: Vec<String>,
    },
    /// A part that breaks off or is not what a workbook has there.
    Broken {
        /// The part.
        part: String,
    },
    /// A part that declares a document type, as no workbook does.
    Doctype {
        /// The part.
        part: String,
    },
    /// More bytes than are read.
    TooLarge {
        /// Of the file, or of what it unpacks to.
        size: Size,
        /// The limit, in bytes.
        most: u64,
    },
    /// More of something than is read.
    TooMany {
        /// Of what.
        what: Counted,
        /// The limit.
        most: usize,
    },
    /// Findings that a workbook of answers does not list.
    LeftOut {
        /// How many it lists.
        listed: u32,
        /// How many it does not.
        more: u64,
    },
    /// More answers than a sheet has rows.
    TooManyRows {
        /// The limit, header included.
        most: u32,
    },
    /// More columns than a sheet has.
    TooManyColumns {
        /// The limit.
        most: u16,
    },
    /// A text longer than a cell may hold, cut in the workbook that is written.
    Cut {
        /// The column.
        column: String,
    },
}

/// A size that is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// Of the file.
    Packed,
    /// Of what it unpacks to.
    Unpacked,
}

/// What a workbook has a limited number of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Parts, as its packing lists them.
    Parts,
    /// Sheets.
    Sheets,
}

/// What is read instead of a workbook that cannot be.
const SAVED: (&str, &str) = (
    "a workbook as a sheet program saves it: open it there and save it anew as .xlsx",
    "由表格软件保存的工作簿：请在表格软件中打开，重新另存为 .xlsx",
);

impl WorkbookProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoSheet { .. } => "D0160",
            Self::NothingToRead { .. } => "D0161",
            Self::SheetRead { .. } => "D0162",
            Self::LeftOut { .. } => "D0163",
            Self::Broken { .. } => "D0164",
            Self::TooLarge { .. } | Self::TooMany { .. } => "D0165",
            Self::Doctype { .. } => "D0166",
            Self::TooManyRows { .. } | Self::TooManyColumns { .. } => "D0158",
            Self::Cut { .. } => "D0159",
        }
    }

    /// Its words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Words {
        match self {
            Self::NoSheet { name, sheets, near } => no_sheet(name, sheets, near.as_deref(), lang),
            Self::NothingToRead { hidden } => nothing(hidden, lang),
            Self::SheetRead { name, others } => both(
                lang,
                (
                    format!("the sheet \"{name}\" is read, not {}", listed(others, Lang::En)),
                    "--sheet NAME, to read another".to_owned(),
                ),
                (
                    format!("读取的是工作表“{name}”，未读取{}", listed(others, Lang::Zh)),
                    "如要读取其他工作表，请用 --sheet 指明".to_owned(),
                ),
            ),
            Self::Broken { part } => both(
                lang,
                (format!("the workbook is damaged in \"{part}\""), SAVED.0.to_owned()),
                (format!("工作簿的“{part}”部分已损坏"), SAVED.1.to_owned()),
            ),
            Self::Doctype { part } => both(
                lang,
                (format!("\"{part}\" in the workbook declares a document type"), SAVED.0.to_owned()),
                (format!("工作簿中的“{part}”带有文档类型声明"), SAVED.1.to_owned()),
            ),
            Self::TooLarge { size, most } => too_large(*size, *most, lang),
            Self::TooMany { what, most } => too_many(*what, *most, lang),
            Self::LeftOut { listed, more } => left_out(*listed, *more, lang),
            Self::TooManyRows { most } => both(
                lang,
                (format!("a sheet has no more than {most} rows"), "fewer records, or answers as CSV".to_owned()),
                (format!("一个工作表最多 {most} 行"), "减少数据，或把结果写成 CSV".to_owned()),
            ),
            Self::TooManyColumns { most } => both(
                lang,
                (format!("a sheet has no more than {most} columns"), "fewer columns, or answers as JSON".to_owned()),
                (format!("一个工作表最多 {most} 列"), "减少列数，或把结果写成 JSON".to_owned()),
            ),
            Self::Cut { column } => both(
                lang,
                (
                    format!("the text under \"{}\" is longer than a cell may hold and is cut", shorten(column)),
                    "answers as JSON or CSV, for the whole text".to_owned(),
                ),
                (
                    format!("“{}”列的文字超过一个单元格的容量，已截断", shorten(column)),
                    "如需全文，请把结果写成 JSON 或 CSV".to_owned(),
                ),
            ),
        }
    }
}

fn no_sheet(name: &str, sheets: &[String], near: Option<&str>, lang: Lang) -> Words {
    let (meant, also) = match near {
        Some(near) => (format!("; did you mean \"{near}\"?"), format!("，是否应为“{near}”？")),
        None => (String::new(), String::new()),
    };
    both(
        lang,
        (format!("there is no sheet \"{name}\"{meant}"), format!("one of {}", listed(sheets, Lang::En))),
        (format!("没有工作表“{name}”{also}"), format!("下列之一：{}", listed(sheets, Lang::Zh))),
    )
}

fn nothing(hidden: &[String], lang: Lang) -> Words {
    if hidden.is_empty() {
        return both(
            lang,
            ("no sheet of the workbook holds anything", "a sheet with a row of headings and records below it"),
            ("工作簿的各工作表都是空的", "工作表中有一行表头，其下为各条记录"),
        );
    }
    both(
        lang,
        (
            format!("no visible sheet holds anything; hidden: {}", listed(hidden, Lang::En)),
            "--sheet NAME, if a hidden sheet is meant".to_owned(),
        ),
        (
            format!("可见的工作表都是空的；隐藏的工作表：{}", listed(hidden, Lang::Zh)),
            "如要读取隐藏的工作表，请用 --sheet 指明".to_owned(),
        ),
    )
}

fn too_large(size: Size, most: u64, lang: Lang) -> Words {
    let most = most >> 20;
    let (english, chinese) = match size {
        Size::Packed => ("the workbook is larger than", "工作簿大于"),
        Size::Unpacked => ("the workbook unpacks to more than", "工作簿解压后大于"),
    };
    smaller(format!("{english} {most} MiB"), format!("{chinese} {most} MiB"), lang)
}

fn too_many(what: Counted, most: usize, lang: Lang) -> Words {
    let (english, chinese) = match what {
        Counted::Parts => ("parts", "组成部分"),
        Counted::Sheets => ("sheets", "工作表"),
    };
    smaller(format!("the workbook has more than {most} {english}"), format!("工作簿的{chinese}超过 {most} 个"), lang)
}

fn smaller(english: String, chinese: String, lang: Lang) -> Words {
    both(
        lang,
        (english, "a smaller workbook, or the sheet saved as \"CSV UTF-8\"".to_owned()),
        (chinese, "较小的工作簿，或把工作表另存为“CSV UTF-8”".to_owned()),
    )
}

fn left_out(listed: u32, more: u64, lang: Lang) -> Words {
    both(
        lang,
        (
            format!("{more} more findings are not listed; the sheet lists the first {listed}"),
            "answers as JSON, for all of them; those of a record also stand in its answer".to_owned(),
        ),
        (
            format!("另有 {more} 项问题未列出，本表只列出前 {listed} 项"),
            "如需全部问题，请把结果写成 JSON；每条记录的问题也写在该条的结果中".to_owned(),
        ),
    )
}

/// The most names that are told.
const TOLD: usize = 12;

fn listed(names: &[String], lang: Lang) -> String {
    let shown = names.iter().take(TOLD).map(|name| match lang {
        Lang::En => format!("\"{}\"", shorten(name)),
        Lang::Zh => format!("“{}”", shorten(name)),
    });
    let more = names.len().saturating_sub(TOLD);
    match lang {
        Lang::En => shown.chain((more > 0).then(|| format!("{more} more"))).collect::<Vec<_>>().join(", "),
        Lang::Zh => {
            let all = shown.collect::<Vec<_>>().join("、");
            if more > 0 { format!("{all}等 {} 个", names.len()) } else { all }
        }
    }
}
