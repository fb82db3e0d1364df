//! Levels: what can be found (codes E07xx), and its words.

use crate::diagnostic::{Lang, Words};

/// Levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LevelProblem {
    /// No level has this number.
    Undeclared {
        /// The number as written.
        number: u32,
        /// The names of the levels, as written.
        declared: Vec<String>,
    },
    /// Not 2 to 9 levels.
    Count {
        /// How many there are.
        found: usize,
    },
    /// Some levels are declared by number, others by name.
    NumbersAndNames,
    /// A level's number is 0 or too great.
    NumberOutside {
        /// The number.
        number: u32,
        /// The greatest.
        most: u32,
    },
    /// A level is called `N级` but `level N` means another, or none.
    OtherNumber {
        /// What it is called.
        name: String,
        /// Its N.
        number: u32,
        /// The level that `level N` means.
        meant: Option<String>,
    },
    /// The levels are declared a second time.
    Twice,
    /// A level is left open (`level ?`), for the author to fill in.
    LeftOpen {
        /// The names of the levels, as written.
        declared: Vec<String>,
    },
    /// The levels of an imported file are not those of the importing one.
    NotThoseOfImporter,
}

impl LevelProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Undeclared { .. } => "E0701",
            Self::Count { .. } => "E0702",
            Self::NumbersAndNames => "E0703",
            Self::NumberOutside { .. } => "E0704",
            Self::OtherNumber { .. } => "E0705",
            Self::Twice => "E0706",
            Self::NotThoseOfImporter => "E0707",
            Self::LeftOpen { .. } => "E0708",
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
            Self::Undeclared { number, declared } => {
                Words::new(format!("there is no level {number}"), format!("one of {}", declared.join(", ")))
            }
            Self::Count { found: 1 } => Words::new("only one level is declared", "2 to 9 levels"),
            Self::Count { found } => Words::new(format!("{found} levels are declared"), "2 to 9 levels"),
            Self::NumbersAndNames => {
                Words::new("some levels are declared by number, others by name", "all by number, or all by name")
            }
            Self::NumberOutside { number, most } => {
                Words::new(format!("a level cannot have the number {number}"), format!("a number from 1 to {most}"))
            }
            Self::OtherNumber { name, number, meant: Some(meant) } => Words::new(
                format!("this level is called \"{name}\", but level {number} means \"{meant}\""),
                "a name without a number, or levels declared by number",
            ),
            Self::OtherNumber { name, number, meant: None } => Words::new(
                format!("this level is called \"{name}\", but there is no level {number}"),
                "a name without a number, or levels declared by number",
            ),
            Self::LeftOpen { declared } => Words::new(
                "the level is left open; write here what it ought to be",
                format!("one of {}", declared.join(", ")),
            ),
            Self::Twice => Words::new("the levels are already declared", "one declaration of levels"),
            Self::NotThoseOfImporter => Words::new(
                "these levels are not those of the file that imports this one",
                "the same levels in the same order, or no declaration here",
            ),
        }
    }

    fn chinese(&self) -> Words {
        match self {
            Self::Undeclared { number, declared } => {
                Words::new(format!("没有第 {number} 级"), format!("{} 之一", declared.join("、")))
            }
            Self::Count { found: 1 } => Words::new("等级表只列出了 1 个等级", "2 至 9 个等级"),
            Self::Count { found } => Words::new(format!("等级表列出了 {found} 个等级"), "2 至 9 个等级"),
            Self::NumbersAndNames => Words::new("等级有的用数字列出，有的用名称列出", "全部用数字，或者全部用名称"),
            Self::NumberOutside { number, most } => {
                Words::new(format!("等级的数字不能是 {number}"), format!("1 至 {most} 之间的数字"))
            }
            Self::OtherNumber { name, number, meant: Some(meant) } => Words::new(
                format!("这一等级称为“{name}”，而第 {number} 级是“{meant}”"),
                "不带数字的名称，或者用数字列出等级",
            ),
            Self::OtherNumber { name, number, meant: None } => {
                Words::new(format!("这一等级称为“{name}”，而没有第 {number} 级"), "不带数字的名称，或者用数字列出等级")
            }
            Self::LeftOpen { declared } => {
                Words::new("等级尚未填写，请在此写明应为哪一级", format!("{} 之一", declared.join("、")))
            }
            Self::Twice => Words::new("前面已有等级表", "只列一个等级表"),
            Self::NotThoseOfImporter => {
                Words::new("这里的等级与引入本文件的文件不同", "相同的等级和次序，或者此处不列等级表")
            }
        }
    }
}
