//! The words of columns: which factor they speak of, which of them holds the ids, and the ids in it.

use super::{both, shorten};
use crate::diagnostic::{Lang, Words};

/// What is wrong with the columns of a file, or worth a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnProblem {
    /// Too many columns.
    TooMany {
        /// How many.
        found: usize,
        /// The limit.
        most: usize,
    },
    /// Two columns for one factor.
    Two {
        /// The factor.
        factor: String,
        /// The first.
        first: String,
        /// The second.
        second: String,
    },
    /// A factor without `assume` for which there is no column.
    None {
        /// The factor, as people call it.
        factor: String,
        /// A column that was probably meant.
        near: Option<String>,
    },
    /// No column at all is a factor's.
    NoneKnown {
        /// Some of the columns.
        found: Vec<String>,
        /// Some of the factors, as people call them.
        factors: Vec<String>,
    },
    /// A column that is nearly a factor's.
    Near {
        /// The column.
        column: String,
        /// The spelling that was probably meant.
        meant: String,
    },
    /// A factor that no JSON record had a key for.
    NeverSaid {
        /// The factor.
        factor: String,
    },
}

/// What is wrong with the ids of a file, or worth a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdProblem {
    /// No column of the name that was asked for.
    NoColumn {
        /// The name.
        column: String,
    },
    /// Two columns of the name.
    TwoColumns {
        /// The name.
        column: String,
    },
    /// No JSON record had the key of the name that was asked for.
    NeverSaid {
        /// The name.
        column: String,
    },
    /// An id that an earlier record has.
    Repeated {
        /// The id.
        id: String,
    },
    /// More repeated ids than are told one by one.
    MoreRepeated {
        /// How many records more.
        more: u64,
    },
    /// Records whose ids are not compared with earlier ones.
    NotCompared {
        /// After so many records.
        after: usize,
    },
}

impl ColumnProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooMany { .. } => "D0136",
            Self::Two { .. } => "D0137",
            Self::None { .. } => "D0138",
            Self::NoneKnown { .. } => "D0129",
            Self::Near { .. } => "D0141",
            Self::NeverSaid { .. } => "D0144",
        }
    }

    /// Its words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Words {
        match self {
            Self::TooMany { found, most } => both(
                lang,
                (format!("the file has {found} columns"), format!("at most {most} columns")),
                (format!("文件有 {found} 列"), format!("至多 {most} 列")),
            ),
            Self::Two { factor, first, second } => {
                let (first, second) = (shorten(first), shorten(second));
                both(
                    lang,
                    (
                        format!("\"{first}\" and \"{second}\" are both columns of the factor \"{factor}\""),
                        "one of the two, the other deleted or with another heading".to_owned(),
                    ),
                    (
                        format!("“{first}”和“{second}”都是因素“{factor}”的列"),
                        "只保留一列，另一列删去或者改用别的列名".to_owned(),
                    ),
                )
            }
            Self::None { factor, near } => no_column(factor, near.as_deref(), lang),
            Self::NoneKnown { found, factors } => none_known(found, factors, lang),
            Self::Near { column, meant } => {
                let column = shorten(column);
                both(
                    lang,
                    (
                        format!("the column \"{column}\" is not read; is \"{meant}\" meant?"),
                        format!("the heading \"{meant}\", if it is meant"),
                    ),
                    (format!("“{column}”列未被采用，是否应为“{meant}”？"), format!("如果是，请把列名改为“{meant}”")),
                )
            }
            Self::NeverSaid { factor } => both(
                lang,
                (
                    format!("no record speaks of the factor \"{factor}\""),
                    format!("a key \"{factor}\", if the records are to speak of it"),
                ),
                (format!("没有一条记录写明因素“{factor}”"), format!("键“{factor}”；如应写明，请检查键名")),
            ),
        }
    }
}

fn no_column(factor: &str, near: Option<&str>, lang: Lang) -> Words {
    let near = near.map(shorten);
    let meant = near.as_ref().map(|near| format!("; is \"{near}\" meant?")).unwrap_or_default();
    let also = near.as_ref().map(|near| format!("；“{near}”是否就是它？")).unwrap_or_default();
    both(
        lang,
        (
            format!("no column speaks of the factor \"{factor}\"{meant}"),
            format!("a column \"{factor}\"; or --partial, if the data do not speak of it"),
        ),
        (format!("没有因素“{factor}”的列{also}"), format!("“{factor}”列；数据确实不含这一项的，请加 --partial")),
    )
}

fn none_known(found: &[String], factors: &[String], lang: Lang) -> Words {
    let [english, chinese] = ["\", \"", "”“"].map(|between| {
        let shown: Vec<String> = found.iter().map(|column| shorten(column)).collect();
        (shown.join(between), factors.join(between))
    });
    both(
        lang,
        (
            format!("no column of the file is a factor of the policy; the first row says \"{}\"", english.0),
            format!("headings such as \"{}\" in the first row; delete titles above them", english.1),
        ),
        (
            format!("没有一列是标准中的因素，第一行写的是“{}”", chinese.0),
            format!("第一行为列名，如“{}”；上方如有标题请删去", chinese.1),
        ),
    )
}

impl IdProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoColumn { .. } => "D0139",
            Self::TwoColumns { .. } => "D0140",
            Self::NeverSaid { .. } => "D0146",
            Self::Repeated { .. } | Self::MoreRepeated { .. } => "D0142",
            Self::NotCompared { .. } => "D0143",
        }
    }

    /// Its words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Words {
        let (english, chinese) = match self {
            Self::NoColumn { column } => {
                (format!("there is no column \"{column}\" for --id"), format!("没有 --id 所指的“{column}”列"))
            }
            Self::NeverSaid { column } => (
                format!("no record has the key \"{column}\" for --id"),
                format!("没有一条记录有 --id 所指的键“{column}”"),
            ),
            Self::TwoColumns { column } => (
                format!("there are two columns \"{column}\"; name the ids with --id"),
                format!("有两列“{column}”，请用 --id 指明编号列"),
            ),
            Self::Repeated { id } => {
                let id = shorten(id);
                (format!("an earlier record has the id \"{id}\" too"), format!("编号“{id}”与前面的记录重复"))
            }
            Self::MoreRepeated { more } => {
                (format!("{more} more records repeat an id"), format!("另有 {more} 条记录编号重复"))
            }
            Self::NotCompared { after } => (
                format!("repeated ids are looked for among the first {after} ids only"),
                format!("只在前 {after} 个编号中查找重复"),
            ),
        };
        let (expected, wanted) = self.cure();
        both(lang, (english, expected.to_owned()), (chinese, wanted.to_owned()))
    }

    /// What would be right, in both languages.
    fn cure(&self) -> (&'static str, &'static str) {
        match self {
            Self::NoColumn { .. } => ("a heading of the first row", "第一行中的列名"),
            Self::NeverSaid { .. } => ("a key of the records", "记录中的键名"),
            Self::TwoColumns { .. } => ("one column of that name", "只有一列用这个名称"),
            Self::Repeated { .. } | Self::MoreRepeated { .. } => {
                ("an id of its own for each record", "每条记录的编号各不相同")
            }
            Self::NotCompared { .. } => ("", ""),
        }
    }
}
