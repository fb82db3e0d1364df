//! The words of cells of a sheet that cannot be read.

use super::{both, say, shorten};
use crate::diagnostic::{Lang, Words};

/// A cell of a sheet that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellProblem {
    /// The heading of its column.
    pub column: String,
    /// Why not.
    pub fault: CellFault,
}

/// Why a cell of a sheet cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellFault {
    /// It is merged with cells of other columns.
    MergedAcross {
        /// The area.
        area: String,
    },
    /// A formula whose result the workbook does not hold.
    NoResult,
    /// An error such as `#N/A`.
    Error(String),
    /// A number where a day is asked for, without the format of one.
    NotADay(String),
    /// It has the format of a day, but is none.
    NoSuchDay(String),
    /// A number of more digits than a sheet keeps.
    DigitsLost(String),
}

impl CellProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self.fault {
            CellFault::MergedAcross { .. } => "D0171",
            CellFault::NoResult => "D0173",
            CellFault::Error(_) => "D0174",
            CellFault::NotADay(_) | CellFault::NoSuchDay(_) => "D0175",
            CellFault::DigitsLost(_) => "D0177",
        }
    }

    /// Its words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Words {
        let column = shorten(&self.column);
        let (english, chinese) = match &self.fault {
            CellFault::MergedAcross { area } => (
                (format!("\"{column}\" is merged with other columns ({area})"), "a cell of its own; unmerge the cells"),
                (format!("“{column}”与其他列合并（{area}）"), "单独的单元格，请取消合并"),
            ),
            CellFault::NoResult => (
                (
                    format!("\"{column}\" holds a formula without a result"),
                    "a value; or open the workbook in a sheet program, calculate and save it",
                ),
                (format!("“{column}”的公式没有计算结果"), "填写数值，或用表格软件打开工作簿，重新计算并保存"),
            ),
            CellFault::Error(error) => (
                (format!("\"{column}\" holds the error {error}"), "a value; mend the formula"),
                (format!("“{column}”是错误值 {error}"), "填写数值，或修正公式"),
            ),
            CellFault::NotADay(found) => (
                (
                    format!("\"{column}\" holds the number {found}, no day"),
                    "a day such as 2012-10-31, or the cell formatted as a date",
                ),
                (format!("“{column}”是数字 {found}，不是日期"), "日期，如 2012-10-31，或把单元格设为日期格式"),
            ),
            CellFault::NoSuchDay(found) => (
                (
                    format!("\"{column}\" is formatted as a date, but no day has the number {found}"),
                    "a day such as 2012-10-31",
                ),
                (format!("“{column}”设为日期格式，但没有编号为 {found} 的日期"), "日期，如 2012-10-31"),
            ),
            CellFault::DigitsLost(found) => (
                (
                    format!("\"{column}\" holds the number {found}, of which a sheet keeps 15 digits only"),
                    "the number entered as text",
                ),
                (format!("“{column}”是数字 {found}，表格软件只保留 15 位，其后已变为 0"), "按文本重新录入号码"),
            ),
        };
        both(lang, (english.0, english.1.to_owned()), (chinese.0, chinese.1.to_owned()))
    }

    pub(super) fn found(&self, lang: Lang) -> String {
        match &self.fault {
            CellFault::MergedAcross { area } => say(lang, format!("merged cells {area}"), format!("合并单元格 {area}")),
            CellFault::NoResult => say(lang, "a formula without a result", "没有结果的公式"),
            CellFault::Error(found)
            | CellFault::NotADay(found)
            | CellFault::NoSuchDay(found)
            | CellFault::DigitsLost(found) => shorten(found),
        }
    }
}
