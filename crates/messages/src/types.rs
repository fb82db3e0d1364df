//! Types and values: what can be found (codes E05xx), and its words.

use crate::diagnostic::{Lang, Words};

/// Types and values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeProblem {
    /// A value that is not of the type that is wanted.
    NotOfType {
        /// What is wanted.
        expected: Kind,
        /// What is written.
        found: Kind,
    },
    /// A set of an ordered type: only a choice can be ticked off.
    SetOfScale(String),
    /// A list in braces where one value is wanted.
    ListForOne,
    /// The same value twice in one list.
    ValueTwice(String),
    /// A number outside the factor's range.
    OutOfRange {
        /// The number.
        number: String,
        /// The least.
        least: String,
        /// The most.
        most: String,
    },
    /// A number with more decimals than the factor has.
    TooFine {
        /// The number.
        number: String,
        /// How many the factor has.
        decimals: u8,
    },
    /// A number with another unit than the factor's.
    OtherUnit {
        /// The unit as written.
        found: String,
        /// The factor's.
        declared: Option<String>,
    },
    /// A range whose end lies before its beginning.
    RangeReversed,
    /// A range beyond ±10^12.
    RangeTooWide,
    /// More than 6 decimals.
    TooManyDecimals(u32),
    /// A unit that could not be told from the number before it.
    UnitNotAllowed(String),
    /// A factor that is not ordered, where one must be raised.
    NotOrdered(String),
    /// What is no condition stands where one is wanted.
    NoCondition {
        /// What it is.
        found: Kind,
    },
    /// A factor or define that is no yes/no stands as a condition by itself.
    NameNoCondition {
        /// Its name.
        name: String,
        /// What it is.
        of: Kind,
    },
    /// A factor or define of another type than that of the side before it.
    OtherType {
        /// Its name.
        name: String,
        /// What it is.
        found: Kind,
        /// What is wanted.
        expected: Kind,
    },
    /// More or less is asked of what has no order.
    NoOrder {
        /// What it is.
        of: Kind,
    },
    /// Something that cannot be asked of the left side.
    CannotAsk {
        /// What the left side is.
        of: Kind,
        /// What is asked.
        asked: Asked,
    },
    /// A side of a matrix that is not one of some values.
    NoAxis {
        /// The name as written.
        name: String,
        /// What it is.
        found: Kind,
    },
}

/// What a comparison asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// More or less.
    Order,
    /// Equal or not.
    Equality,
    /// A number compared from behind.
    FromBehind,
    /// Between two.
    Between,
    /// One of several.
    In,
    /// What a set includes.
    Includes,
    /// Whether there are any.
    Empty,
    /// Before or after a day.
    Before,
    /// How long ago.
    Ago,
}

/// A type, as messages speak of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A value of the scale, choice or factor of this name.
    ValueOf(String),
    /// A level.
    Level,
    /// Yes or no.
    YesNo,
    /// A number.
    Number,
    /// A day.
    Date,
    /// A list of days.
    Dates,
    /// A set of values of the choice or factor of this name.
    SetOf(String),
    /// A text in quotes.
    Text,
    /// A condition.
    Condition,
    /// A name.
    Name(String),
    /// A factor or define.
    Operand,
    /// Anything that is no plain value.
    Expression,
}

impl TypeProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotOfType { .. } => "E0501",
            Self::SetOfScale(_) => "E0502",
            Self::ListForOne => "E0503",
            Self::ValueTwice(_) => "E0504",
            Self::OutOfRange { .. } => "E0505",
            Self::TooFine { .. } => "E0506",
            Self::OtherUnit { .. } => "E0507",
            Self::RangeReversed => "E0508",
            Self::RangeTooWide => "E0509",
            Self::TooManyDecimals(_) => "E0510",
            Self::UnitNotAllowed(_) => "E0511",
            Self::NotOrdered(_) => "E0512",
            Self::NoCondition { .. } => "E0513",
            Self::NameNoCondition { .. } => "E0514",
            Self::OtherType { .. } => "E0515",
            Self::NoOrder { .. } => "E0516",
            Self::CannotAsk { .. } => "E0517",
            Self::NoAxis { .. } => "E0518",
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
            Self::NotOfType { expected, found } => {
                Words::new(format!("{} cannot stand here", found.english()), expected.english())
            }
            Self::SetOfScale(name) => Words::new(
                format!("the values of \"{name}\" are ordered, and only values without order can be ticked off"),
                "values set apart by \"|\", or one value without \"set of\"",
            ),
            Self::ListForOne => Words::new("a list of values where one value is wanted", "one value, without braces"),
            Self::ValueTwice(name) => Words::new(format!("\"{name}\" is listed twice"), "each value once"),
            Self::OutOfRange { number, least, most } => {
                Words::new(format!("{number} lies outside the range"), format!("a number in {least}..{most}"))
            }
            Self::TooFine { number, decimals } => {
                Words::new(format!("{number} has too many decimals"), at_most_decimals(*decimals))
            }
            Self::OtherUnit { found, declared } => other_unit(found, declared.as_deref()),
            Self::RangeReversed => Words::new("the range ends before it begins", "the lesser number first"),
            Self::RangeTooWide => Words::new("the range is too wide", "numbers from -1000000000000 to 1000000000000"),
            Self::TooManyDecimals(found) => Words::new(format!("{found} decimals are too many"), "0 to 6 decimals"),
            Self::UnitNotAllowed(unit) => Words::new(
                format!("\"{unit}\" cannot be a unit, since it could not be told from the number before it"),
                "a word that neither is % nor begins with 万 or 亿 nor ends in 以上, 以下, 以内 or 以外",
            ),
            Self::NotOrdered(name) => Words::new(
                format!("\"{name}\" has no order in which it could be raised"),
                "a factor of a scale, of the levels, a number, a date or yes/no",
            ),
            Self::NoCondition { found } => {
                Words::new(format!("{} is no condition", found.english()), "a comparison, or the name of a yes/no")
            }
            Self::NameNoCondition { name, of } => Words::new(
                format!("\"{name}\" is no yes/no, and so no condition by itself"),
                format!("a comparison, as \"{name} {}\"", of.english_question()),
            ),
            Self::OtherType { name, found: Kind::ValueOf(_), expected: Kind::ValueOf(of) } => Words::new(
                format!("the values of \"{name}\" are not those of \"{of}\""),
                format!("a value of \"{of}\", or a factor or define of the same type"),
            ),
            Self::OtherType { name, found, expected } => {
                Words::new(format!("\"{name}\" is {}", found.factor_english()), expected.english())
            }
            Self::NoOrder { of } => {
                Words::new(format!("{} has no order", of.english()), "\"is\", \"is not\" or \"in\"")
            }
            Self::CannotAsk { of, asked } => Words::new(
                format!("{} cannot be asked of {}", asked.english(), of.english()),
                format!("a question such as \"{}\"", of.english_question()),
            ),
            Self::NoAxis { name, found } => Words::new(
                format!("\"{name}\" is {}, which has no list of values", found.factor_english()),
                "a factor or define of a scale, a choice, the levels or yes/no",
            ),
        }
    }

    fn chinese(&self) -> Words {
        match self {
            Self::NotOfType { expected, found } => {
                Words::new(format!("此处不能是{}", found.chinese()), expected.chinese())
            }
            Self::SetOfScale(name) => {
                Words::new(format!("“{name}”的取值有高低之分，不能多选"), "用“|”分开的取值，或者不写“多选”")
            }
            Self::ListForOne => Words::new("此处只能有一个取值，却列出了多个", "一个取值，不加花括号"),
            Self::ValueTwice(name) => Words::new(format!("“{name}”列了两次"), "不重复的取值"),
            Self::OutOfRange { number, least, most } => {
                Words::new(format!("{number} 超出了范围"), format!("{least} 至 {most} 之间的数"))
            }
            Self::TooFine { number, decimals } => {
                Words::new(format!("{number} 的小数位太多"), format!("至多 {decimals} 位小数"))
            }
            Self::OtherUnit { found, declared: Some(declared) } => {
                Words::new(format!("此处的计量单位不是“{found}”"), format!("“{declared}”，或者不写单位"))
            }
            Self::OtherUnit { found, declared: None } => {
                Words::new(format!("此处没有规定计量单位“{found}”"), "不带单位的数")
            }
            Self::RangeReversed => Words::new("范围的终点小于起点", "小的数在前"),
            Self::RangeTooWide => Words::new("范围太大", "负一万亿至一万亿之间的数"),
            Self::TooManyDecimals(found) => Words::new(format!("{found} 位小数太多"), "0 至 6 位小数"),
            Self::UnitNotAllowed(unit) => Words::new(
                format!("“{unit}”不能作计量单位，写在数的后面会有歧义"),
                "不是“%”，不以“万”“亿”开头，也不以“以上”“以下”“以内”“以外”结尾的词",
            ),
            Self::NotOrdered(name) => {
                Words::new(format!("“{name}”没有高低之分，谈不上升高"), "分档、等级、数值、日期或是否类的因素")
            }
            Self::NoCondition { found } => {
                Words::new(format!("{}不是条件", found.chinese()), "比较大小或异同的条件，或者是否类因素的名称")
            }
            Self::NameNoCondition { name, of } => Words::new(
                format!("“{name}”不是“是否”一类，单独不能作条件"),
                format!("比较，例如“{name} {}”", of.chinese_question()),
            ),
            Self::OtherType { name, found: Kind::ValueOf(_), expected: Kind::ValueOf(of) } => {
                Words::new(format!("“{name}”的取值与“{of}”的不同"), format!("“{of}”的取值，或者同一类型的因素或定义"))
            }
            Self::OtherType { name, found, expected } => {
                Words::new(format!("“{name}”是{}", found.factor_chinese()), expected.chinese())
            }
            Self::NoOrder { of } => {
                Words::new(format!("{}没有高低之分，不能比较大小", of.chinese()), "“为”“不为”或者“属于”")
            }
            Self::CannotAsk { of, asked } => Words::new(
                format!("对{}不能用{}", of.chinese(), asked.chinese()),
                format!("“{}”之类的条件", of.chinese_question()),
            ),
            Self::NoAxis { name, found } => Words::new(
                format!("“{name}”是{}，没有可列举的取值", found.factor_chinese()),
                "分档、选项、等级或者是否类的因素或定义",
            ),
        }
    }
}

fn at_most_decimals(decimals: u8) -> String {
    match decimals {
        0 => "a whole number".into(),
        1 => "at most 1 decimal".into(),
        _ => format!("at most {decimals} decimals"),
    }
}

impl Kind {
    /// Its English words.
    #[must_use]
    pub fn english(&self) -> String {
        match self {
            Self::ValueOf(name) => format!("a value of \"{name}\""),
            Self::Level => "a level".into(),
            Self::YesNo => "yes or no".into(),
            Self::Number => "a number".into(),
            Self::Date => "a date".into(),
            Self::Dates => "a list of dates".into(),
            Self::SetOf(name) => format!("a set of values of \"{name}\""),
            Self::Text => "a text in quotes".into(),
            Self::Condition => "a condition".into(),
            Self::Name(name) => format!("the name \"{name}\""),
            Self::Operand => "the name of a factor or define".into(),
            Self::Expression => "an expression".into(),
        }
    }

    /// Its Chinese words.
    #[must_use]
    pub fn chinese(&self) -> String {
        match self {
            Self::ValueOf(name) => format!("“{name}”的取值"),
            Self::Level => "等级".into(),
            Self::YesNo => "是或否".into(),
            Self::Number => "数值".into(),
            Self::Date => "日期".into(),
            Self::Dates => "若干日期".into(),
            Self::SetOf(name) => format!("“{name}”的若干取值"),
            Self::Text => "引号中的文本".into(),
            Self::Condition => "条件".into(),
            Self::Name(name) => format!("名称“{name}”"),
            Self::Operand => "因素或定义的名称".into(),
            Self::Expression => "算式".into(),
        }
    }

    /// What a factor or define of this kind is, in English.
    pub(crate) fn factor_english(&self) -> String {
        match self {
            Self::SetOf(_) => "a set".into(),
            Self::ValueOf(_)
            | Self::Level
            | Self::YesNo
            | Self::Number
            | Self::Date
            | Self::Dates
            | Self::Text
            | Self::Condition
            | Self::Name(_)
            | Self::Operand
            | Self::Expression => self.english(),
        }
    }

    /// What a factor or define of this kind is, in Chinese.
    pub(crate) fn factor_chinese(&self) -> String {
        match self {
            Self::SetOf(_) => "多选".into(),
            Self::ValueOf(_)
            | Self::Level
            | Self::YesNo
            | Self::Number
            | Self::Date
            | Self::Dates
            | Self::Text
            | Self::Condition
            | Self::Name(_)
            | Self::Operand
            | Self::Expression => self.chinese(),
        }
    }

    /// A question that can be put to it, in English.
    fn english_question(&self) -> &'static str {
        match self {
            Self::ValueOf(_) | Self::Level => "is …",
            Self::YesNo | Self::Condition => "is yes",
            Self::Number => "at least …",
            Self::Date => "before …",
            Self::Dates => "is not empty",
            Self::SetOf(_) => "includes …",
            Self::Text | Self::Name(_) | Self::Operand | Self::Expression => "is \"…\"",
        }
    }

    /// A question that can be put to it, in Chinese.
    fn chinese_question(&self) -> &'static str {
        match self {
            Self::ValueOf(_) | Self::Level => "为 …",
            Self::YesNo | Self::Condition => "为 是",
            Self::Number => "不低于 …",
            Self::Date => "早于 …",
            Self::Dates => "不为空",
            Self::SetOf(_) => "含 …",
            Self::Text | Self::Name(_) | Self::Operand | Self::Expression => "为 “…”",
        }
    }
}

impl Asked {
    fn english(self) -> &'static str {
        match self {
            Self::Order => "more or less",
            Self::Equality => "\"is\"",
            Self::FromBehind => "a number with 以上, 以下, 以内 or 以外",
            Self::Between => "\"between\"",
            Self::In => "\"in\", or a value by itself,",
            Self::Includes => "\"includes\"",
            Self::Empty => "\"is empty\"",
            Self::Before => "\"before\" or \"after\"",
            Self::Ago => "\"ago\"",
        }
    }

    fn chinese(self) -> &'static str {
        match self {
            Self::Order => "高于、低于之类的比较",
            Self::Equality => "“为”",
            Self::FromBehind => "“以上”“以下”“以内”“以外”",
            Self::Between => "“在 … 至 … 之间”",
            Self::In => "“属于”或者单独的取值",
            Self::Includes => "“含”",
            Self::Empty => "“为空”",
            Self::Before => "“早于”“晚于”",
            Self::Ago => "“已满”“不满”",
        }
    }
}

fn other_unit(found: &str, declared: Option<&str>) -> Words {
    match declared {
        Some(declared) => {
            Words::new(format!("\"{found}\" is not the unit here"), format!("\"{declared}\", or no unit"))
        }
        None => Words::new(format!("no unit \"{found}\" is declared here"), "a number without a unit"),
    }
}
