//! The words of one sheet: where its header is, and its merged and hidden cells, formulas and long numbers.

use super::{both, shorten};
use crate::diagnostic::{Lang, Words};

/// What is wrong with a sheet, or worth a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetProblem {
    /// Rows or columns that the sheet does not show.
    Hidden {
        /// Which.
        what: Hiding,
        /// Where: rows or columns, and spans of them.
        places: Vec<String>,
        /// How many more places there are.
        more: usize,
    },
    /// The header is not the first row that holds something.
    HeaderBelow {
        /// The row of the header.
        row: u32,
    },
    /// A heading merged over several columns.
    HeadingAcross {
        /// The area.
        area: String,
        /// The heading.
        heading: String,
    },
    /// Cells beside a heading that is merged over several rows.
    HeadingBelow {
        /// The area of the heading.
        area: String,
    },
    /// Cells merged over several rows, taken to hold for each.
    MergedDown {
        /// The column.
        column: String,
        /// The first such area.
        area: String,
        /// How many such areas the column has.
        areas: usize,
    },
    /// Formulas, of which the result is read that the sheet last showed.
    Formulas {
        /// The column.
        column: String,
    },
    /// A number of more digits than a sheet keeps.
    DigitsLost {
        /// The column.
        column: String,
        /// The number as it is now.
        found: String,
    },
}

/// Why rows or columns are not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hiding {
    /// Rows that were hidden.
    Rows,
    /// Rows that a filter leaves out.
    FilteredRows,
    /// Columns.
    Columns,
}

impl SheetProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Hidden { .. } => "D0167",
            Self::HeadingAcross { .. } | Self::HeadingBelow { .. } => "D0168",
            Self::HeaderBelow { .. } => "D0169",
            Self::MergedDown { .. } => "D0170",
            Self::Formulas { .. } => "D0172",
            Self::DigitsLost { .. } => "D0176",
        }
    }

    /// Its words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Words {
        match self {
            Self::Hidden { what, places, more } => hidden(*what, places, *more, lang),
            Self::HeaderBelow { row } => both(
                lang,
                (
                    format!(
                        "row {row} is taken as the header, since it names the most factors; the rows above it are not read"
                    ),
                    "the header in the first row".to_owned(),
                ),
                (format!("第 {row} 行写明的因素最多，以该行为表头，其上各行未读取"), "表头在第一行".to_owned()),
            ),
            Self::HeadingAcross { area, heading } => both(
                lang,
                (
                    format!("the heading \"{}\" is merged over the columns of {area}", shorten(heading)),
                    "a heading of its own for each column; unmerge the cells".to_owned(),
                ),
                (format!("表头“{}”合并了 {area} 的几列", shorten(heading)), "每列各有表头，请取消合并".to_owned()),
            ),
            Self::HeadingBelow { area } => both(
                lang,
                (
                    format!("the header takes the rows of {area}, but not all of its headings do"),
                    "all headings in one row, without merged cells".to_owned(),
                ),
                (format!("表头占 {area} 的几行，但有的表头不是"), "全部表头在同一行，不合并单元格".to_owned()),
            ),
            Self::MergedDown { column, area, areas } => merged(column, area, *areas, lang),
            Self::Formulas { column } => both(
                lang,
                (
                    format!("\"{}\" holds formulas; their results are read as last calculated", shorten(column)),
                    "values in place of formulas, or a workbook that was calculated and saved".to_owned(),
                ),
                (
                    format!("“{}”列有公式，读取的是上次计算的结果", shorten(column)),
                    "用数值代替公式，或确认工作簿已重新计算并保存".to_owned(),
                ),
            ),
            Self::DigitsLost { column, found } => both(
                lang,
                (
                    format!("\"{}\" holds the number {found}, of which a sheet keeps 15 digits only", shorten(column)),
                    "long numbers such as identity cards entered as text".to_owned(),
                ),
                (
                    format!("“{}”列有数字 {found}，表格软件只保留 15 位，其后已变为 0", shorten(column)),
                    "身份证号等长号码按文本录入".to_owned(),
                ),
            ),
        }
    }
}

fn hidden(what: Hiding, places: &[String], more: usize, lang: Lang) -> Words {
    let (others, also) = if more == 0 {
        (String::new(), String::new())
    } else {
        (format!(" and {more} more"), format!("，另有 {more} 处"))
    };
    let (english, chinese) = match what {
        Hiding::Rows => ("hidden rows are read, too", "隐藏的行"),
        Hiding::FilteredRows => ("rows that the filter hides are read, too", "被筛选隐藏的行"),
        Hiding::Columns => ("hidden columns are read, too", "隐藏的列"),
    };
    both(
        lang,
        (format!("{english}: {}{others}", places.join(", ")), String::new()),
        (format!("{chinese}也已读取：{}{also}", places.join("、")), String::new()),
    )
}

fn merged(column: &str, area: &str, areas: usize, lang: Lang) -> Words {
    let column = shorten(column);
    let (more, also) = if areas > 1 {
        (format!(" and {} more areas", areas - 1), format!("等 {areas} 处"))
    } else {
        (String::new(), String::new())
    };
    both(
        lang,
        (
            format!("\"{column}\" has merged cells ({area}{more}); their value is taken for each of their rows"),
            "the value in each row".to_owned(),
        ),
        (format!("“{column}”列有合并单元格（{area}{also}），其值按适用于所含各行读取"), "每行各填其值".to_owned()),
    )
}
