//! What authors write by habit, from other languages, forms or speech (codes E0217 and on), and its words.

use crate::diagnostic::{Lang, Words, plain};

/// What authors write by habit and the language says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HabitProblem {
    /// A word for which the language has another.
    OtherWord {
        /// As written.
        found: String,
        /// As the language says it.
        meant: String,
    },
    /// A rule that is to say something else where its condition does not hold.
    NoElse {
        /// The word as written.
        found: String,
    },
    /// A number or day in words.
    NumberInWords {
        /// As written.
        found: String,
        /// In digits.
        meant: String,
    },
    /// `以上` and the like behind a level or value.
    HeightBehind {
        /// As written.
        found: String,
        /// As the language says it.
        meant: String,
    },
    /// A range in a cell without its brackets.
    BareRange {
        /// As written.
        found: String,
        /// With brackets.
        meant: String,
    },
    /// A value where a condition is wanted, for the values before it are meant to be compared too.
    SeveralValues {
        /// The value.
        found: String,
        /// What would say it.
        meant: String,
    },
    /// A day that is written in another form.
    DayForm {
        /// As written.
        found: String,
        /// As the language writes it; empty where a part of it is missing.
        meant: String,
    },
    /// A day compared by words or signs of more and less.
    DayOrder {
        /// The word or sign as written.
        found: String,
        /// The word that compares days.
        meant: String,
    },
}

impl HabitProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::OtherWord { .. } => "E0217",
            Self::NoElse { .. } => "E0218",
            Self::NumberInWords { .. } => "E0219",
            Self::HeightBehind { .. } => "E0220",
            Self::BareRange { .. } => "E0221",
            Self::SeveralValues { .. } => "E0222",
            Self::DayForm { .. } => "E0223",
            Self::DayOrder { .. } => "E0224",
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
            Self::OtherWord { found, meant } => {
                format!("\"{found}\" is not what the language says here; write \"{meant}\"")
            }
            Self::NoElse { found } => format!(
                "a rule has no \"{found}\"; write a rule of its own for that case, or \"otherwise level N\" for records \
                 for which no rule concludes"
            ),
            Self::NumberInWords { found, meant } => {
                format!("\"{found}\" is written in words; write it in digits: \"{meant}\"")
            }
            Self::HeightBehind { found, meant } => {
                format!("\"{found}\" can be said of numbers only; of levels and values write \"{meant}\"")
            }
            Self::BareRange { found, meant } => {
                format!("a range in a cell stands in brackets; for \"{found}\" write \"{meant}\"")
            }
            Self::SeveralValues { found, meant } => {
                format!("\"{found}\" is a value and no condition by itself; write \"{meant}\"")
            }
            Self::DayForm { found, meant } if meant.is_empty() => {
                format!("\"{found}\" is not how a day is written; write year, month and day, such as 2012-10-31")
            }
            Self::DayForm { found, meant } => format!("a day is not written as \"{found}\"; write \"{meant}\""),
            Self::DayOrder { found, meant } => {
                format!("days are not more or less than others; for \"{found}\" write \"{meant}\"")
            }
        }
    }

    fn chinese(&self) -> String {
        match self {
            Self::OtherWord { found, meant } => format!("此处不用“{found}”，请写“{meant}”"),
            Self::NoElse { found } => {
                format!("规则中没有“{found}”，请为该情形另写一条规则；各条规则都不适用时的等级，请用“其余 N级”写明")
            }
            Self::NumberInWords { found, meant } => format!("“{found}”是用汉字写的，请用数字写“{meant}”"),
            Self::HeightBehind { found, meant } => format!("“{found}”的说法只用于数值，对等级和取值请写“{meant}”"),
            Self::BareRange { found, meant } => format!("单元格中的范围要加方括号，“{found}”请写“{meant}”"),
            Self::SeveralValues { found, meant } => {
                format!("“{found}”是取值，单独不能作条件，请写“{meant}”")
            }
            Self::DayForm { found, meant } if meant.is_empty() => {
                format!("日期不写作“{found}”，请写明年月日，例如 2012年10月31日")
            }
            Self::DayForm { found, meant } => format!("日期不写作“{found}”，请写“{meant}”"),
            Self::DayOrder { found, meant } => format!("日期只有早晚，没有大小高低，“{found}”请写“{meant}”"),
        }
    }
}
