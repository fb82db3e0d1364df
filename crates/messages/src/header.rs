//! The policy's header and what a policy may say but once: what can be found (codes E12xx), and its words.

use crate::diagnostic::{Lang, Words};

/// The policy's header and what a policy may say but once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeaderProblem {
    /// Another version of the language than 1.
    Language(u32),
    /// A second header.
    SecondPolicy,
    /// A clause said a second time.
    ClauseTwice,
    /// A second `otherwise`.
    SecondOtherwise,
    /// A period whose last day lies before its first.
    PeriodReversed,
    /// Given already.
    GivenTwice(String),
    /// A number given that may need more than 6 decimals.
    GivenTooFine(String),
    /// No warning has this code.
    UnknownWarning(String),
    /// So many months cannot be counted.
    EveryMonths(u32),
}

impl HeaderProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Language(_) => "E1201",
            Self::SecondPolicy => "E1202",
            Self::ClauseTwice => "E1203",
            Self::SecondOtherwise => "E1204",
            Self::PeriodReversed => "E1205",
            Self::GivenTwice(_) => "E1206",
            Self::GivenTooFine(_) => "E1207",
            Self::UnknownWarning(_) => "E1208",
            Self::EveryMonths(_) => "E1209",
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
            Self::Language(found) => Words::new(
                format!("this program does not know language {found}"),
                "language 1; the policy's own edition belongs behind \"version\"",
            ),
            Self::SecondPolicy => Words::new("the policy already has a header", "one header in a file"),
            Self::ClauseTwice => Words::new("this is already said", "each clause once"),
            Self::SecondOtherwise => {
                Words::new("it is already said what holds otherwise", "one \"otherwise\" in a policy")
            }
            Self::PeriodReversed => {
                Words::new("the last day lies before the first", "a last day on or after the first")
            }
            Self::GivenTwice(name) => Words::new(format!("\"{name}\" is already given"), "each name once"),
            Self::GivenTooFine(name) => Words::new(
                format!("\"{name}\" may need more than 6 decimals, and an answer has no more"),
                "a number rounded to at most 6 decimals, as by \"round … to 2\"",
            ),
            Self::UnknownWarning(code) => {
                Words::new(format!("there is no warning \"{code}\" to accept"), "a code W0101 to W0110")
            }
            Self::EveryMonths(found) => {
                Words::new(format!("every {found} months cannot be counted"), "1 to 12000 months")
            }
        }
    }

    fn chinese(&self) -> Words {
        match self {
            Self::Language(found) => {
                Words::new(format!("本程序不识别语言 {found}"), "语言 1；标准自己的版本写在“版本”之后")
            }
            Self::SecondPolicy => Words::new("标准已有题头", "一个文件只有一个题头"),
            Self::ClauseTwice => Words::new("此项前面已经写过", "每项只写一次"),
            Self::SecondOtherwise => Words::new("前面已有“其余”", "一个标准只有一个“其余”"),
            Self::PeriodReversed => Words::new("截止日早于起始日", "不早于起始日的截止日"),
            Self::GivenTwice(name) => Words::new(format!("“{name}”已经给出"), "每个名称只写一次"),
            Self::GivenTooFine(name) => Words::new(
                format!("“{name}”可能需要 6 位以上小数，而答复至多 6 位"),
                "四舍五入至 6 位以内，如“四舍五入 … 至 2 位”",
            ),
            Self::UnknownWarning(code) => {
                Words::new(format!("没有代码为“{code}”的警告可以认可"), "W0101 至 W0110 之一")
            }
            Self::EveryMonths(found) => Words::new(format!("无法按每 {found} 个月计"), "1 至 12000 个月"),
        }
    }
}
