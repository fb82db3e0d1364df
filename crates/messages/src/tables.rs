//! Tables and matrices: what can be found (codes E09xx), and its words.

use crate::diagnostic::{Lang, Words};

/// Tables and matrices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableProblem {
    /// A row that is not as wide as the head.
    Width {
        /// How many cells it has.
        found: usize,
        /// How many it should have.
        expected: usize,
    },
    /// A cell with nothing in it.
    EmptyCell,
    /// A cell that must hold one value.
    NotOneValue,
    /// A matrix that lacks rows or columns.
    NotTotal {
        /// The values without a row.
        rows: Vec<String>,
        /// The values without a column.
        columns: Vec<String>,
    },
    /// A value with two rows, or two columns.
    ValueTwice {
        /// The value.
        value: String,
    },
    /// A table that concludes nothing.
    NoConclusion,
    /// A column of values in a table of rules.
    NoValueHere,
    /// A conclusion in a table of values.
    NoConclusionHere,
    /// A table of values whose last column is not headed `value`.
    NoValueColumn,
    /// A cell that must say by how many steps a level is moved.
    NoSteps,
    /// A cell that must hold a name.
    NoName,
    /// A cell that must hold a text in quotes.
    NoText,
    /// A record that no row of a value table covers.
    Gap {
        /// What it says, by factor.
        record: Vec<(String, String)>,
    },
    /// A record for which rows of a value table give different values.
    Overlap {
        /// What it says, by factor.
        record: Vec<(String, String)>,
    },
    /// Whether a value table covers every record once is not decided.
    Undecided,
    /// A record that two rows of a `unique` table hold of.
    UniqueOverlap {
        /// What it says, by factor.
        record: Vec<(String, String)>,
    },
    /// Whether rows of a `unique` table overlap is not decided.
    UniqueUndecided,
}

impl TableProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Width { .. } => "E0901",
            Self::EmptyCell => "E0902",
            Self::NotOneValue => "E0903",
            Self::NotTotal { .. } => "E0904",
            Self::ValueTwice { .. } => "E0905",
            Self::NoConclusion => "E0906",
            Self::NoValueHere => "E0907",
            Self::NoConclusionHere => "E0908",
            Self::NoValueColumn => "E0909",
            Self::NoSteps => "E0910",
            Self::NoName => "E0911",
            Self::NoText => "E0912",
            Self::Gap { .. } => "E0913",
            Self::Overlap { .. } => "E0914",
            Self::Undecided => "E0915",
            Self::UniqueOverlap { .. } => "E0916",
            Self::UniqueUndecided => "E0917",
        }
    }

    /// Its words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Words {
        match lang {
            Lang::En => self.english(),
            Lang::Zh => self.chinese(),
        }
    }

    fn english(&self) -> Words {
        match self {
            Self::Width { found, expected } => Words::new(
                format!("this row has {found} cells, the head has {expected}"),
                format!("{expected} cells, \"-\" where nothing is asked"),
            ),
            Self::EmptyCell => Words::new("this cell is empty", "a value, or \"-\" for none"),
            Self::NotOneValue => Words::new("this cell does not give a single value", "one value"),
            Self::NotTotal { rows, columns } => Words::new(
                format!("this matrix has no {}", english_missing(rows, columns)),
                "every value of both sides",
            ),
            Self::ValueTwice { value } => Words::new(format!("\"{value}\" stands here twice"), "each value once"),
            Self::NoConclusion => {
                Words::new("this table concludes nothing", "a column headed \"level\", \"require\" or the like")
            }
            Self::NoValueHere => {
                Words::new("a table of rules has no column of values", "\"level\", \"require\" or the like")
            }
            Self::NoConclusionHere => {
                Words::new("a table of values concludes nothing", "a factor or define, and \"value\" last")
            }
            Self::NoValueColumn => Words::new("the last column of a table of values must give the value", "\"value\""),
            Self::NoSteps => Words::new("this does not say by how many steps", "a number of steps"),
            Self::NoName => Words::new("this is not a name", "a name"),
            Self::NoText => Words::new("this is not a text", "a text in quotes, or \"-\""),
            Self::Gap { record } => Words::new(
                format!("no row covers a record with {}", english_record(record)),
                "a further row, or \"table first\" with a last row of \"-\"",
            ),
            Self::Overlap { record } => Words::new(
                format!("rows give different values for a record with {}", english_record(record)),
                "rows that do not overlap, or \"table first\"",
            ),
            Self::Undecided => Words::new(
                "it could not be decided whether the rows cover every record and agree where they overlap",
                "\"table first\" and a last row of \"-\"",
            ),
            Self::UniqueOverlap { record } => Words::new(
                format!("two rows hold for a record with {}", english_record(record)),
                "rows that do not overlap, or \"first\" in the place of \"unique\"",
            ),
            Self::UniqueUndecided => {
                Words::new("it could not be decided whether rows overlap", "\"first\" in the place of \"unique\"")
            }
        }
    }

    fn chinese(&self) -> Words {
        match self {
            Self::Width { found, expected } => Words::new(
                format!("此行有 {found} 格，而表头有 {expected} 格"),
                format!("{expected} 格，不作要求处写“-”"),
            ),
            Self::EmptyCell => Words::new("此格是空的", "取值；没有的写“-”"),
            Self::NotOneValue => Words::new("此格没有给出单个取值", "一个取值"),
            Self::NotTotal { rows, columns } => {
                Words::new(format!("矩阵缺少{}", chinese_missing(rows, columns)), "行和列的每一个取值")
            }
            Self::ValueTwice { value } => Words::new(format!("“{value}”出现了两次"), "每个取值只列一次"),
            Self::NoConclusion => Words::new("此表没有结论", "以“等级”“应当”等为表头的一列"),
            Self::NoValueHere => Words::new("规则表没有取值一列", "“等级”“应当”等"),
            Self::NoConclusionHere => Words::new("取值表不作结论", "因素或定义，最后一列为“取值”"),
            Self::NoValueColumn => Words::new("取值表的最后一列应当给出取值", "“取值”"),
            Self::NoSteps => Words::new("此处没有写明调整几级", "级数"),
            Self::NoName => Words::new("此处不是名称", "名称"),
            Self::NoText => Words::new("此处不是文本", "引号中的文本，或者“-”"),
            Self::Gap { record } => Words::new(
                format!("没有一行适用于这样的记录：{}", chinese_record(record)),
                "再补一行，或者写“表 取先”，最后一行全为“-”",
            ),
            Self::Overlap { record } => Words::new(
                format!("对这样的记录，各行的取值不同：{}", chinese_record(record)),
                "各行互不重叠，或者写“表 取先”",
            ),
            Self::Undecided => {
                Words::new("无法判定各行是否适用于每条记录、重叠之处是否一致", "“表 取先”，并且最后一行全为“-”")
            }
            Self::UniqueOverlap { record } => Words::new(
                format!("有两行适用于同一条记录：{}", chinese_record(record)),
                "各行互不重叠，或者把“须一致”改为“取先”",
            ),
            Self::UniqueUndecided => Words::new("无法判定各行是否重叠", "把“须一致”改为“取先”"),
        }
    }
}

fn english_missing(rows: &[String], columns: &[String]) -> String {
    let part = |what: &str, values: &[String]| {
        let quoted: Vec<String> = values.iter().map(|value| format!("\"{value}\"")).collect();
        (!quoted.is_empty()).then(|| format!("{what} for {}", quoted.join(", ")))
    };
    let parts: Vec<String> = [part("row", rows), part("column", columns)].into_iter().flatten().collect();
    parts.join(" and no ")
}

fn chinese_missing(rows: &[String], columns: &[String]) -> String {
    let part = |what: &str, values: &[String]| {
        let quoted: Vec<String> = values.iter().map(|value| format!("“{value}”")).collect();
        (!quoted.is_empty()).then(|| format!("{}的{what}", quoted.join("、")))
    };
    let parts: Vec<String> = [part("行", rows), part("列", columns)].into_iter().flatten().collect();
    parts.join("和")
}

fn english_record(record: &[(String, String)]) -> String {
    let said: Vec<String> = record.iter().map(|(factor, value)| format!("{factor} = {value}")).collect();
    if said.is_empty() { "anything".into() } else { said.join(", ") }
}

fn chinese_record(record: &[(String, String)]) -> String {
    let said: Vec<String> = record.iter().map(|(factor, value)| format!("{factor} = {value}")).collect();
    if said.is_empty() { "任何记录".into() } else { said.join("，") }
}
