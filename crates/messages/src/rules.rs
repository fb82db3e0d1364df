//! Rules, defines, scores and their clauses: what can be found (codes E08xx), and its words.

use crate::diagnostic::{Lang, Words};

/// The most members of a circle that a message names.
const NAMED: usize = 8;

/// Rules, defines, scores and their clauses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleProblem {
    /// `and` beside `or` without parentheses.
    AndBesideOr {
        /// The reading in which `and` binds first.
        and_first: String,
        /// The reading in which `or` binds first.
        or_first: String,
    },
    /// A comparison without a left side, and none before it to take it from.
    NoLeftSide,
    /// The level is asked for where it is not concluded yet.
    LevelAsked,
    /// The level that is concluded stands where a value is wanted.
    LevelAsValue,
    /// Defines that rest on one another.
    DefineCircle {
        /// Their names, in the order written.
        members: Vec<String>,
    },
    /// Rules that override one another.
    OverridesCircle {
        /// Their names, in the order written.
        members: Vec<String>,
    },
    /// A rule that asks for the level overrides one that does not.
    AskingOverrides {
        /// The one that is overridden.
        name: String,
    },
    /// A level is moved by no step, or by too many.
    Steps {
        /// The steps as written.
        found: u32,
        /// How many there may be.
        most: u32,
    },
    /// Something is in force until a day before it begins to be.
    EndsBeforeItBegins,
    /// A line of a score that adds in any case.
    BareAmount,
    /// `for each` of what cannot be counted.
    NothingToCount,
    /// A define whose type cannot be told.
    NeedsType {
        /// Its name.
        name: String,
    },
    /// A define of what is no value, number or condition.
    NotDerivable {
        /// Its name.
        name: String,
    },
    /// A unit on a define that is no number.
    UnitWithoutNumber,
}

impl RuleProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::AndBesideOr { .. } => "E0801",
            Self::NoLeftSide => "E0802",
            Self::LevelAsked => "E0803",
            Self::LevelAsValue => "E0804",
            Self::DefineCircle { .. } => "E0805",
            Self::OverridesCircle { .. } => "E0806",
            Self::AskingOverrides { .. } => "E0807",
            Self::Steps { .. } => "E0808",
            Self::EndsBeforeItBegins => "E0809",
            Self::BareAmount => "E0810",
            Self::NothingToCount => "E0811",
            Self::NeedsType { .. } => "E0812",
            Self::NotDerivable { .. } => "E0813",
            Self::UnitWithoutNumber => "E0814",
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
            Self::AndBesideOr { and_first, or_first } => Words::new(
                "\"and\" stands beside \"or\" without parentheses, which can be read in two ways",
                format!("either {and_first}, or {or_first}"),
            ),
            Self::NoLeftSide => Words::new(
                "it is not said what is compared here, and the part before is no comparison to take it from",
                "the factor or define that is compared",
            ),
            Self::LevelAsked => Words::new(
                "the level cannot be asked for here, it is not concluded yet",
                "a condition on the record; only rules that merely require measures, and properties, ask for the level",
            ),
            Self::LevelAsValue => {
                Words::new("the level that is concluded cannot stand here", "a value, as \"level 1\"")
            }
            Self::DefineCircle { members } => Words::new(
                english_circle(members, "rests on itself", "rest on one another in a circle"),
                "at least one of them resting on factors alone",
            ),
            Self::OverridesCircle { members } => Words::new(
                english_circle(members, "overrides itself", "override one another in a circle"),
                "the exception to override the rule, and not the other way round",
            ),
            Self::AskingOverrides { name } => Words::new(
                format!("a rule that asks for the level cannot override \"{name}\", which does not ask for it"),
                "a rule that asks for the level",
            ),
            Self::Steps { found, most } => {
                Words::new(format!("a level cannot be moved by {found} steps"), format!("1 to {most} steps"))
            }
            Self::EndsBeforeItBegins => {
                Words::new("the last day lies before the first", "the first day, then the last day")
            }
            Self::BareAmount => Words::new(
                "this line has no condition",
                "\"when\" or \"for each\"; points that everybody gets belong after \"from\"",
            ),
            Self::NothingToCount => {
                Words::new("this cannot be counted", "the name of a set, \"size of\" or \"count of\"")
            }
            Self::NeedsType { name } => Words::new(
                format!("the type of \"{name}\" is not said"),
                "a type after its name, as \": number\", \": level\" or the name of a scale or choice",
            ),
            Self::NotDerivable { name } => Words::new(
                format!("\"{name}\" would be a set, a date or a text, which a define cannot be"),
                "a number, a value of a scale or choice, a level, or a condition in parentheses",
            ),
            Self::UnitWithoutNumber => Words::new("only a number has a unit", "no unit"),
        }
    }

    fn chinese(&self) -> Words {
        match self {
            Self::AndBesideOr { and_first, or_first } => {
                Words::new("“且”与“或”并列而没有括号，可以有两种理解", format!("{and_first}，或者 {or_first}"))
            }
            Self::NoLeftSide => {
                Words::new("此处没有写明比较什么，前面紧靠着的也不是可以沿用的比较", "所比较的因素或定义")
            }
            Self::LevelAsked => Words::new(
                "此处不能以等级为条件，等级尚未评定",
                "关于记录的条件；只有仅提出措施的规则和“要求”才能以等级为条件",
            ),
            Self::LevelAsValue => Words::new("此处不能写评定的等级本身", "取值，例如“一级”"),
            Self::DefineCircle { members } => {
                Words::new(chinese_circle(members, "依赖其自身", "相互依赖，形成循环"), "至少一项只依据因素")
            }
            Self::OverridesCircle { members } => Words::new(
                chinese_circle(members, "优先于其自身", "相互优先，形成循环"),
                "只由例外优先于一般，不反过来",
            ),
            Self::AskingOverrides { name } => {
                Words::new(format!("以等级为条件的规则不能优先于“{name}”，后者不以等级为条件"), "以等级为条件的规则")
            }
            Self::Steps { found, most } => Words::new(format!("等级不能调整 {found} 级"), format!("1 至 {most} 级")),
            Self::EndsBeforeItBegins => Words::new("最后一日早于第一日", "第一日在前，最后一日在后"),
            Self::BareAmount => Words::new("此行没有写明条件", "“当”或者“每项”；人人都有的分数写在“自”之后"),
            Self::NothingToCount => Words::new("此处不能计数", "多选因素的名称、“项数”或者“次数”"),
            Self::NeedsType { name } => Words::new(
                format!("没有写明“{name}”的类型"),
                "在名称后写明类型，例如“: 数值”“: 等级”或者分档、选项的名称",
            ),
            Self::NotDerivable { name } => Words::new(
                format!("“{name}”是多选、日期或者文本，定义不能是这些"),
                "数值、分档或选项的取值、等级，或者括号中的条件",
            ),
            Self::UnitWithoutNumber => Words::new("只有数值才有计量单位", "不写计量单位"),
        }
    }
}

fn english_circle(members: &[String], alone: &str, together: &str) -> String {
    let words = if members.len() == 1 { alone } else { together };
    format!("{} {words}", english_list(members))
}

fn chinese_circle(members: &[String], alone: &str, together: &str) -> String {
    let words = if members.len() == 1 { alone } else { together };
    format!("{}{words}", chinese_list(members))
}

fn english_list(members: &[String]) -> String {
    let mut named: Vec<String> = members.iter().take(NAMED).map(|member| format!("\"{member}\"")).collect();
    if members.len() > NAMED {
        named.push(format!("{} more", members.len() - NAMED));
    }
    match named.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

fn chinese_list(members: &[String]) -> String {
    let named: Vec<String> = members.iter().take(NAMED).map(|member| format!("“{member}”")).collect();
    let more = members.len().saturating_sub(NAMED);
    let joined = named.join("、");
    if more > 0 { format!("{joined}等 {} 项", members.len()) } else { joined }
}
