//! Names: what can be found (codes E04xx), and its words.

use crate::diagnostic::{Lang, Words};

/// Names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameProblem {
    /// Nothing of this kind is called so.
    Unknown {
        /// What was looked for.
        what: Called,
        /// The name as written.
        name: String,
        /// What there is, where that is little: names as declared.
        known: Vec<String>,
    },
    /// The name is taken.
    Duplicate {
        /// What is called so.
        what: Called,
        /// The name as written.
        name: String,
    },
    /// A reader cannot tell the name from one that is taken.
    LookAlike {
        /// What is called so.
        what: Called,
        /// The name as written.
        name: String,
        /// The name that is taken.
        with: String,
    },
    /// A name, label or further spelling of nothing but blanks.
    Blank,
    /// The name in braces within a text is no factor or define.
    UnknownInText(String),
}

/// What a name is looked for, or declared, as: each a space of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Called {
    /// A factor, define or score.
    Factor,
    /// A rule, table, table row or matrix.
    Rule,
    /// A measure.
    Measure,
    /// A scale or choice.
    Type,
    /// A level.
    Level,
    /// An outcome beside the ladder.
    Outside,
    /// A value of the type or factor with this name.
    Value(String),
    /// A test.
    Test,
    /// A property.
    Property,
    /// Anything that a warning can be about.
    Anything,
}

impl NameProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "E0401",
            Self::Duplicate { .. } => "E0402",
            Self::LookAlike { .. } => "E0403",
            Self::Blank => "E0404",
            Self::UnknownInText(_) => "E0405",
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
            Self::Unknown { what: Called::Value(of), name, known } => {
                Words::new(format!("\"{of}\" has no value \"{name}\""), one_of(known, Lang::En))
            }
            Self::Unknown { what, name, known } => {
                Words::new(format!("there is no {} \"{name}\"", what.english()), one_of(known, Lang::En))
            }
            Self::Duplicate { what, name } => Words::new(
                format!("\"{name}\" is already the name of a {}", what.english()),
                "a name that is not taken",
            ),
            Self::LookAlike { what, name, with } => Words::new(
                format!("\"{name}\" looks like \"{with}\", which is already the name of a {}", what.english()),
                "a name that a reader can tell from it",
            ),
            Self::Blank => Words::new("a name with nothing in it", "at least one character"),
            Self::UnknownInText(name) => {
                Words::new(format!("there is no factor or define \"{name}\" to fill in here"), "")
            }
        }
    }

    fn chinese(&self) -> Words {
        match self {
            Self::Unknown { what: Called::Value(of), name, known } => {
                Words::new(format!("“{of}”没有取值“{name}”"), one_of(known, Lang::Zh))
            }
            Self::Unknown { what, name, known } => {
                Words::new(format!("没有名为“{name}”的{}", what.chinese()), one_of(known, Lang::Zh))
            }
            Self::Duplicate { what, name } => {
                Words::new(format!("“{name}”已经是{}的名称", what.chinese()), "没有用过的名称")
            }
            Self::LookAlike { what, name, with } => Words::new(
                format!("“{name}”与已有的{}名称“{with}”形似，无法分辨", what.chinese()),
                "读者能够分辨的名称",
            ),
            Self::Blank => Words::new("名称是空的", "至少一个字"),
            Self::UnknownInText(name) => Words::new(format!("没有名为“{name}”的因素或定义，无法在此填入"), ""),
        }
    }
}

impl Called {
    fn english(&self) -> String {
        match self {
            Self::Factor => "factor or define".into(),
            Self::Rule => "rule, table or matrix".into(),
            Self::Measure => "measure".into(),
            Self::Type => "scale or choice".into(),
            Self::Level => "level".into(),
            Self::Outside => "outcome beside the levels".into(),
            Self::Value(of) => format!("value of \"{of}\""),
            Self::Test => "test".into(),
            Self::Property => "property".into(),
            Self::Anything => "rule, factor, measure or type".into(),
        }
    }

    fn chinese(&self) -> String {
        match self {
            Self::Factor => "因素或定义".into(),
            Self::Rule => "规则、表或矩阵".into(),
            Self::Measure => "措施".into(),
            Self::Type => "分档或选项".into(),
            Self::Level => "等级".into(),
            Self::Outside => "等级外结果".into(),
            Self::Value(of) => format!("“{of}”的取值"),
            Self::Test => "测试".into(),
            Self::Property => "要求".into(),
            Self::Anything => "规则、因素、措施或类型".into(),
        }
    }
}

/// What there is, if that is told.
fn one_of(known: &[String], lang: Lang) -> String {
    match (known, lang) {
        ([], _) => String::new(),
        ([only], _) => only.clone(),
        (known, Lang::En) => format!("one of {}", known.join(", ")),
        (known, Lang::Zh) => format!("{}之一", known.join("、")),
    }
}
