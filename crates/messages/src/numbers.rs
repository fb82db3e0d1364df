//! Arithmetic and numbers: what can be found (codes E06xx), and its words.

use core_model::Unit;

use crate::diagnostic::{Lang, Words};
use crate::types::Kind;

/// Arithmetic and numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberProblem {
    /// A numerator or denominator could reach 2^127.
    Overflow,
    /// A product of two numbers that take too many values.
    NotFinite,
    /// Division by zero.
    ByZero,
    /// Division by what is not constant.
    NotConstant,
    /// Two sides that count different things.
    UnitsDiffer {
        /// The unit of the left side.
        left: String,
        /// The unit of the right side.
        right: String,
    },
    /// A number that must be whole.
    NotWhole {
        /// The number as written.
        found: String,
    },
    /// `at least N of` fewer than N.
    MoreThanThereAre {
        /// The number as written.
        wanted: u32,
        /// How many conditions there are.
        count: u32,
    },
    /// Years, months or days beyond what the calendar counts.
    TooLong {
        /// How many are written.
        found: u32,
        /// Of what.
        unit: Unit,
        /// How many there may be.
        most: u32,
    },
    /// `size of` what is no set.
    NoSize {
        /// The name as written.
        name: String,
        /// What it is.
        found: Kind,
    },
    /// `count of` what is no list of dates.
    NoDates {
        /// The name as written.
        name: String,
        /// What it is.
        found: Kind,
    },
    /// `at most` of a line of a score that is not constant.
    CapNotConstant,
}

impl NumberProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Overflow => "E0601",
            Self::NotFinite => "E0602",
            Self::ByZero => "E0603",
            Self::NotConstant => "E0604",
            Self::UnitsDiffer { .. } => "E0605",
            Self::NotWhole { .. } => "E0606",
            Self::MoreThanThereAre { .. } => "E0607",
            Self::TooLong { .. } => "E0608",
            Self::NoSize { .. } => "E0609",
            Self::NoDates { .. } => "E0610",
            Self::CapNotConstant => "E0611",
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
            Self::Overflow => Words::new(
                "the result can become too large to be computed exactly",
                "numbers of a narrower range or with fewer decimals, or a result rounded in between",
            ),
            Self::NotFinite => Words::new(
                "both of these numbers can take more than 1000 values, so that nothing could be proved of their product",
                "a constant, a case, a score, a count or a number of at most 1000 possible values on one side",
            ),
            Self::ByZero => Words::new("division by zero", "a divisor other than 0"),
            Self::NotConstant => Words::new(
                "the divisor can vary, and could be zero",
                "a number that is written out, or a product on the other side",
            ),
            Self::UnitsDiffer { left, right } => Words::new(
                format!("\"{left}\" is compared with \"{right}\""),
                format!("\"{left}\" on both sides; convert the other side in a \"define\" with its own unit"),
            ),
            Self::NotWhole { found } => Words::new(format!("{found} is not a whole number"), "a whole number"),
            Self::MoreThanThereAre { wanted, count } => Words::new(
                format!("{wanted} conditions must hold, but only {count} are listed"),
                format!("a number of at most {count}"),
            ),
            Self::TooLong { found, unit, most } => {
                let unit = unit_english(*unit);
                Words::new(format!("{found} {unit} are too many to count back"), format!("at most {most} {unit}"))
            }
            Self::NoSize { name, found } => Words::new(
                format!("\"{name}\" is {}; \"size of\" counts the values of a set", found.factor_english()),
                "the name of a set",
            ),
            Self::NoDates { name, found } => Words::new(
                format!("\"{name}\" is {}; \"count of\" counts the dates of a list", found.factor_english()),
                "the name of a list of dates",
            ),
            Self::CapNotConstant => {
                Words::new("what stands after \"at most\" can vary", "a number that is written out")
            }
        }
    }

    fn chinese(&self) -> Words {
        match self {
            Self::Overflow => {
                Words::new("计算结果可能过大，无法精确计算", "范围较小、小数位较少的数，或者中间经过四舍五入")
            }
            Self::NotFinite => Words::new(
                "相乘的两个数可能的取值都超过 1000 个，无法验证",
                "其中一个为常数、分情形取值、计分、计数，或者可能取值不超过 1000 个的数值",
            ),
            Self::ByZero => Words::new("除数为零", "不为 0 的除数"),
            Self::NotConstant => Words::new("除数可以变化，有可能为零", "直接写出的数，或者在另一边相乘"),
            Self::UnitsDiffer { left, right } => Words::new(
                format!("以“{left}”与“{right}”相比较"),
                format!("两边均为“{left}”的数；另一边可用带单位的“定义”换算"),
            ),
            Self::NotWhole { found } => Words::new(format!("{found} 不是整数"), "整数"),
            Self::MoreThanThereAre { wanted, count } => {
                Words::new(format!("要求符合 {wanted} 项，而只列出了 {count} 项"), format!("不超过 {count} 的数"))
            }
            Self::TooLong { found, unit, most } => {
                let unit = unit_chinese(*unit);
                Words::new(format!("向前推算 {found} {unit}过长"), format!("至多 {most} {unit}"))
            }
            Self::NoSize { name, found } => {
                Words::new(format!("“{name}”是{}，“项数”只能用于多选", found.factor_chinese()), "多选因素的名称")
            }
            Self::NoDates { name, found } => Words::new(
                format!("“{name}”是{}，“次数”只能用于历次日期", found.factor_chinese()),
                "历次日期因素的名称",
            ),
            Self::CapNotConstant => Words::new("“至多”之后的数不是常数", "直接写出的数"),
        }
    }
}

fn unit_english(unit: Unit) -> &'static str {
    match unit {
        Unit::Years => "years",
        Unit::Months => "months",
        Unit::Days => "days",
    }
}

fn unit_chinese(unit: Unit) -> &'static str {
    match unit {
        Unit::Years => "年",
        Unit::Months => "个月",
        Unit::Days => "日",
    }
}
