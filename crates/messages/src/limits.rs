//! Limits of a policy: what can be found (codes E03xx), and its words.

use crate::diagnostic::{Lang, Words, plain};

/// Limits of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LimitProblem {
    /// A file is too large.
    File {
        /// Bytes that a file may have.
        most: usize,
    },
    /// Parentheses, `not` and their like lie too deep in one another.
    Nesting {
        /// How deep they may lie.
        most: usize,
    },
    /// A name is too long.
    Name {
        /// Characters that a name may have.
        most: usize,
    },
    /// A string is too long.
    Text {
        /// Bytes that a string may have.
        most: usize,
    },
    /// A number that must be a small whole one is too large.
    Count {
        /// The number as written.
        text: String,
        /// The largest possible.
        most: u32,
    },
    /// A number has too many digits.
    Digits {
        /// How many digits it may have.
        most: usize,
    },
    /// There is too much of something.
    TooMany {
        /// Of what.
        what: Countable,
        /// How many there may be.
        most: usize,
    },
    /// A declaration holds too many mistakes for all of them to be listed.
    Mistakes,
}

/// What a policy may not have too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Countable {
    /// Operands of a condition.
    Operands,
    /// Factors.
    Factors,
    /// Values of a type.
    Values,
    /// Rules, table rows counted as rules.
    Rules,
    /// Columns of a table.
    Columns,
    /// Levels.
    Levels,
    /// Files.
    Files,
    /// Bytes of all files.
    Bytes,
    /// Imports within imports.
    ImportDepth,
    /// Defines that rest on defines.
    DefineDepth,
    /// Dates of a list.
    Dates,
    /// Defines and scores.
    Defines,
    /// Measures.
    Measures,
    /// Outcomes beside the levels.
    Outcomes,
}

impl LimitProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::File { .. } => "E0301",
            Self::Nesting { .. } => "E0302",
            Self::Name { .. } => "E0303",
            Self::Text { .. } => "E0304",
            Self::Count { .. } => "E0305",
            Self::Digits { .. } => "E0306",
            Self::TooMany { .. } => "E0307",
            Self::Mistakes => "E0308",
        }
    }

    /// Its words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Words {
        match lang {
            Lang::En => plain(self.english()),
            Lang::Zh => plain(self.chinese()),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::File { most } => {
                format!("the file is too large: a policy file may have {most} bytes; divide it and import the parts")
            }
            Self::Nesting { most } => {
                format!(
                    "parentheses and \"not\" lie more than {most} deep here; give the inner part a name with \"define\""
                )
            }
            Self::Name { most } => format!("the name is too long: a name may have {most} characters"),
            Self::Text { most } => format!("the text is too long: a text may have {most} bytes"),
            Self::Count { text, most } => format!("\"{text}\" is too large: at most {most} is possible here"),
            Self::Digits { most } => format!("the number is too long: a number may have {most} digits"),
            Self::TooMany { what, most } => format!("too many {}: there may be {most}", what.english()),
            Self::Mistakes => "this declaration has more mistakes than are listed; mend those above first".to_owned(),
        }
    }

    fn chinese(&self) -> String {
        match self {
            Self::File { most } => format!("文件过大：一个标准文件最多 {most} 字节，请拆分后引入"),
            Self::Nesting { most } => format!("此处括号与“非”的嵌套超过 {most} 层，请用“定义”为内层取名"),
            Self::Name { most } => format!("名称过长：最多 {most} 个字符"),
            Self::Text { most } => format!("文字过长：最多 {most} 字节"),
            Self::Count { text, most } => format!("“{text}”过大：此处最大为 {most}"),
            Self::Digits { most } => format!("数字过长：最多 {most} 位"),
            Self::TooMany { what, most } => format!("{}过多：最多 {most}", what.chinese()),
            Self::Mistakes => "本项错误较多，未全部列出，请先改正以上各处".to_owned(),
        }
    }
}

impl Countable {
    fn english(self) -> &'static str {
        match self {
            Self::Operands => "parts in one condition",
            Self::Factors => "factors",
            Self::Values => "values of one type",
            Self::Rules => "rules (each row of a table is one)",
            Self::Defines => "defines and scores",
            Self::Measures => "measures",
            Self::Outcomes => "outcomes beside the levels",
            Self::Columns => "columns",
            Self::Levels => "levels",
            Self::Files => "files",
            Self::Bytes => "bytes in all files together",
            Self::ImportDepth => "imports within imports",
            Self::DefineDepth => "defines resting on one another",
            Self::Dates => "dates in a list",
        }
    }

    fn chinese(self) -> &'static str {
        match self {
            Self::Operands => "一个条件中的分项",
            Self::Factors => "因素",
            Self::Values => "一个类型的取值",
            Self::Rules => "规则（表的每一行计为一条）",
            Self::Defines => "定义和计分",
            Self::Measures => "措施",
            Self::Outcomes => "等级外结果",
            Self::Columns => "列",
            Self::Levels => "等级",
            Self::Files => "文件",
            Self::Bytes => "全部文件的字节",
            Self::ImportDepth => "逐层引入的文件",
            Self::DefineDepth => "逐层依赖的定义",
            Self::Dates => "日期",
        }
    }
}
