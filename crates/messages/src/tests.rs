//! Tests: what can be found (codes E11xx), and its words.

use crate::diagnostic::{Lang, Words};

/// Tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TestProblem {
    /// The decision is not what was expected.
    Failed {
        /// What was expected and not met.
        expected: Vec<TestFact>,
        /// What was found instead.
        found: Vec<TestFact>,
    },
    /// The search had not enough steps to tell whether the expectation is met.
    NotDecided {
        /// What was expected.
        expected: Vec<TestFact>,
    },
    /// The answer depends on the day, and the test does not say which.
    NeedsDay {
        /// The day on which it would run.
        first: String,
        /// A day on which the answer is another.
        other: String,
    },
    /// The answer may depend on so many days that it cannot be told whether it does.
    TooManyDays,
    /// The day lies outside the policy's own time.
    NotInForce(String),
    /// A define or score is given; only factors can be.
    GivesDefine(String),
    /// A factor is given twice.
    GivesTwice(String),
    /// The test copies from a test that copies from it.
    LikeCircle(String),
    /// There are several tests of the name.
    LikeSeveral(String),
    /// Two outcomes are expected.
    SecondOutcome,
    /// No level is so severe.
    Severity {
        /// What is written.
        found: String,
        /// How many levels there are.
        levels: u8,
    },
}

/// One thing that a test expects or finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TestFact {
    /// Graded at this level.
    Level(String),
    /// Graded so severely.
    Severity(u8),
    /// This outcome beside the levels.
    Outside(String),
    /// No rule concludes.
    Ungraded,
    /// The rules that had to agree do not; with these levels, if known.
    Conflict(Vec<String>),
    /// What is missing decides.
    Undetermined,
    /// The record is invalid.
    Invalid,
    /// A value by name.
    Value(String, String),
    /// A value that the record leaves open.
    Open(String),
    /// A measure is required.
    Requires(String),
    /// A measure is not required.
    RequiresNot(String),
    /// These rules are decisive.
    Because(Vec<String>),
    /// No rule is decisive.
    BecauseOfNone,
}

impl TestProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Failed { .. } => "E1101",
            Self::NotDecided { .. } => "E1102",
            Self::NeedsDay { .. } => "E1103",
            Self::TooManyDays => "E1104",
            Self::NotInForce(_) => "E1105",
            Self::GivesDefine(_) => "E1106",
            Self::GivesTwice(_) => "E1107",
            Self::LikeCircle(_) => "E1108",
            Self::LikeSeveral(_) => "E1109",
            Self::SecondOutcome => "E1110",
            Self::Severity { .. } => "E1111",
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
            Self::Failed { expected, found } => {
                Words::new(format!("the test fails: found {}", listed(found, Lang::En)), listed(expected, Lang::En))
            }
            Self::NotDecided { expected } => Words::new(
                "the test is not decided: it leaves too much open to try every filling; give more factors",
                listed(expected, Lang::En),
            ),
            Self::NeedsDay { first, other } => Words::new(
                format!("the answer as of {other} is another than as of {first}"),
                format!("the day behind the test's name, as in \"as of {other}\""),
            ),
            Self::TooManyDays => Words::new(
                "the answer may change on more days than can be tried",
                "the day behind the test's name, as in \"as of 2020-01-01\"",
            ),
            Self::NotInForce(day) => {
                Words::new(format!("the policy is not in force on {day}"), "a day on which the policy is in force")
            }
            Self::GivesDefine(name) => Words::new(
                format!("\"{name}\" is derived, and so cannot be set by itself"),
                "the factors that it rests on",
            ),
            Self::GivesTwice(name) => Words::new(format!("\"{name}\" is already given"), "each factor once"),
            Self::LikeCircle(name) => Words::new(
                format!("the test \"{name}\" is itself given like this one"),
                "tests that do not form a circle",
            ),
            Self::LikeSeveral(name) => {
                Words::new(format!("there are several tests \"{name}\""), "the name of a single test")
            }
            Self::SecondOutcome => Words::new("an outcome is already expected", "one outcome in a test"),
            Self::Severity { found, levels } => {
                Words::new(format!("no level has the severity {found}"), format!("a whole number from 1 to {levels}"))
            }
        }
    }

    fn chinese(&self) -> Words {
        match self {
            Self::Failed { expected, found } => {
                Words::new(format!("测试未通过：结果为{}", listed(found, Lang::Zh)), listed(expected, Lang::Zh))
            }
            Self::NotDecided { expected } => {
                Words::new("测试未能得出结论：未填的因素太多，无法逐一查完，请设定更多因素", listed(expected, Lang::Zh))
            }
            Self::NeedsDay { first, other } => Words::new(
                format!("截至 {other} 的结果与截至 {first} 的不同"),
                format!("在测试名称之后写明日期，如“截至 {other}”"),
            ),
            Self::TooManyDays => {
                Words::new("结果可能变化的日子太多，无法逐一试过", "在测试名称之后写明日期，如“截至 2020-01-01”")
            }
            Self::NotInForce(day) => Words::new(format!("{day} 标准尚未施行或已失效"), "标准施行期间的日期"),
            Self::GivesDefine(name) => Words::new(format!("“{name}”由定义得出，不能直接设定"), "它所依据的因素"),
            Self::GivesTwice(name) => Words::new(format!("“{name}”前面已经设定"), "每个因素只设一次"),
            Self::LikeCircle(name) => Words::new(format!("测试“{name}”又套用了本测试"), "互不循环套用的测试"),
            Self::LikeSeveral(name) => Words::new(format!("有多个名为“{name}”的测试"), "唯一的测试名称"),
            Self::SecondOutcome => Words::new("前面已经写明应有的结果", "一个测试只写一个结果"),
            Self::Severity { found, levels } => {
                Words::new(format!("没有严重度为 {found} 的等级"), format!("1 至 {levels} 的整数"))
            }
        }
    }
}

impl TestFact {
    /// The fact in words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.english(),
            Lang::Zh => self.chinese(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Level(level) => format!("level {level}"),
            Self::Severity(severity) => format!("severity {severity}"),
            Self::Outside(name) => format!("outside {name}"),
            Self::Ungraded => "ungraded".into(),
            Self::Conflict(levels) if levels.is_empty() => "conflict".into(),
            Self::Conflict(levels) => format!("conflict between {}", levels.join(", ")),
            Self::Undetermined => "undetermined".into(),
            Self::Invalid => "invalid".into(),
            Self::Value(name, value) => format!("{name} = {value}"),
            Self::Open(name) => format!("{name} left open"),
            Self::Requires(measure) => format!("require {measure}"),
            Self::RequiresNot(measure) => format!("not require {measure}"),
            Self::Because(rules) => format!("because {}", rules.join(", ")),
            Self::BecauseOfNone => "because of no rule".into(),
        }
    }

    fn chinese(&self) -> String {
        match self {
            Self::Level(level) => chinese_level(level),
            Self::Severity(severity) => format!("严重度 {severity}"),
            Self::Outside(name) => format!("等级外 {name}"),
            Self::Ungraded => "未评定".into(),
            Self::Conflict(levels) if levels.is_empty() => "冲突".into(),
            Self::Conflict(levels) => format!("冲突（{}）", levels.join("、")),
            Self::Undetermined => "待定".into(),
            Self::Invalid => "无效".into(),
            Self::Value(name, value) => format!("{name} = {value}"),
            Self::Open(name) => format!("{name} 未定"),
            Self::Requires(measure) => format!("应当 {measure}"),
            Self::RequiresNot(measure) => format!("不应当 {measure}"),
            Self::Because(rules) => format!("依 {}", rules.join("、")),
            Self::BecauseOfNone => "不依任何规则".into(),
        }
    }
}

/// A level as a Chinese policy writes it.
fn chinese_level(level: &str) -> String {
    let numbers = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let number = level.parse::<usize>().ok().and_then(|number| numbers.get(number.checked_sub(1)?));
    number.map_or_else(|| format!("等级 {level}"), |number| format!("{number}级"))
}

/// Several facts in words.
#[must_use]
pub fn listed(facts: &[TestFact], lang: Lang) -> String {
    let words: Vec<String> = facts.iter().map(|fact| fact.words(lang)).collect();
    words.join(match lang {
        Lang::En => ", ",
        Lang::Zh => "，",
    })
}
