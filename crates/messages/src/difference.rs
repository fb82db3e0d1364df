//! What a change of a policy changes, in words: for people who read the list, and as the note for a covering document.

mod note;

use core_model::{Counted, Declared, Ladder, LevelId, Named, Outcome, Share, Version};

use crate::diagnostic::Lang;
use crate::proofs::called;

pub use note::{Note, NotePeriod, Whole, change_note};

/// One change, told.
#[derive(Debug, Clone)]
pub struct ChangeTold {
    /// What changes.
    pub what: Change,
    /// Of which records: a condition of the language; empty where of all.
    pub condition: String,
    /// As the old policy has it.
    pub old: Graded,
    /// As the new one has it.
    pub new: Graded,
    /// How many records.
    pub count: Counted,
    /// A record as a test of the new policy, where it can be written down.
    pub test: Option<String>,
}

/// What changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The outcome.
    Outcome,
    /// Only this one requires the measure.
    Measure(Version, Named),
}

/// An outcome, and what decides it.
#[derive(Debug, Clone)]
pub struct Graded {
    /// The outcome in words of either language: English, Chinese.
    pub outcome: [String; 2],
    /// What decides.
    pub by: Decided,
}

/// What decides an outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    /// These rules.
    Rules(Vec<Clause>),
    /// These rules for the record shown.
    RulesHere(Vec<Clause>),
    /// `otherwise`.
    Otherwise(Vec<String>),
    /// No rule.
    Nothing,
}

/// A rule, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its name and label.
    pub named: Named,
    /// Its `cite`, as far as it says one.
    pub cite: Vec<String>,
    /// Its `because`, as far as that holds no value of a record.
    pub because: Vec<String>,
}

impl Graded {
    /// The outcome in the language.
    #[must_use]
    pub fn outcome(&self, lang: Lang) -> &str {
        let [english, chinese] = &self.outcome;
        match lang {
            Lang::En => english,
            Lang::Zh => chinese,
        }
    }

    /// What decides, in the language; empty where nothing does.
    #[must_use]
    pub fn by(&self, lang: Lang) -> String {
        let names = |clauses: &[Clause]| {
            let each = clauses.iter().map(|clause| rule(&clause.named, lang));
            each.collect::<Vec<String>>().join(if lang == Lang::En { ", " } else { "、" })
        };
        match (&self.by, lang) {
            (Decided::Rules(clauses), _) => names(clauses),
            (Decided::RulesHere(clauses), Lang::En) => format!("{}, among others", names(clauses)),
            (Decided::RulesHere(clauses), Lang::Zh) => format!("{}等", names(clauses)),
            (Decided::Otherwise(_), Lang::En) => "\"otherwise\"".to_owned(),
            (Decided::Otherwise(_), Lang::Zh) => "“其余”".to_owned(),
            (Decided::Nothing, Lang::En) => "no rule".to_owned(),
            (Decided::Nothing, Lang::Zh) => "没有规则".to_owned(),
        }
    }
}

impl ChangeTold {
    /// What changes: `level 2 → level 1`.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        match (&self.what, lang) {
            (Change::Outcome, _) => format!("{} → {}", self.old.outcome(lang), self.new.outcome(lang)),
            (Change::Measure(Version::Old, measure), Lang::En) => {
                format!("the measure {} is no longer required", called(measure, lang))
            }
            (Change::Measure(Version::New, measure), Lang::En) => {
                format!("the measure {} is now required", called(measure, lang))
            }
            (Change::Measure(Version::Old, measure), Lang::Zh) => format!("不再要求措施{}", called(measure, lang)),
            (Change::Measure(Version::New, measure), Lang::Zh) => format!("新要求措施{}", called(measure, lang)),
        }
    }
}

/// A rule as it is cited: its name, and its label.
fn rule(named: &Named, lang: Lang) -> String {
    match (&named.label, lang) {
        (Some(label), Lang::En) => format!("{} \"{label}\"", named.name),
        (Some(label), Lang::Zh) => format!("{}“{label}”", named.name),
        (None, _) => named.name.clone(),
    }
}

/// An outcome in both languages: English, Chinese.
#[must_use]
pub fn outcome_in_words(ladder: &Ladder, outcome: &Outcome) -> [String; 2] {
    let both = |english: &str, chinese: &str| [english.to_owned(), chinese.to_owned()];
    match outcome {
        Outcome::Graded(id) => {
            let [english, chinese] = level(ladder, *id);
            [format!("level {english}"), chinese]
        }
        Outcome::Outside(id) => {
            let named = ladder.outside.get(id.index()).cloned().unwrap_or_default();
            let label = named.label.clone().unwrap_or_else(|| named.name.clone());
            [format!("outside {}", named.name), format!("等级外：{label}")]
        }
        Outcome::Conflict(levels) => {
            let (english, chinese): (Vec<String>, Vec<String>) =
                levels.iter().map(|id| level(ladder, *id)).map(|[english, chinese]| (english, chinese)).unzip();
            [format!("conflict of {}", english.join(", ")), format!("冲突（{}）", chinese.join("、"))]
        }
        Outcome::Ungraded => both("ungraded", "未评定"),
        Outcome::Undetermined => both("undetermined", "待定"),
        Outcome::Invalid(_) => both("invalid", "无效"),
    }
}

fn level(ladder: &Ladder, id: LevelId) -> [String; 2] {
    let Some(level) = ladder.levels.get(id.index()) else { return [String::new(), String::new()] };
    let english = level.number.map_or_else(|| level.named.name.clone(), |number| number.to_string());
    let chinese = level.named.label.clone().or_else(|| level.number.map(|_| level.named.name.clone()));
    [english, chinese.unwrap_or_else(|| level.named.name.clone())]
}

/// How many of how many: combinations, or where these are not known records; with their share.
#[must_use]
pub fn counted(part: &Counted, whole: &Counted, lang: Lang) -> String {
    let (known, share, english, chinese) = match (&part.combinations, &whole.combinations, &part.records) {
        (Some(part), Some(whole), _) => (Some((part, Some(whole))), part.share(whole), "combinations", "种组合"),
        (Some(part), None, _) => (Some((part, None)), None, "combinations", "种组合"),
        (None, _, Some(part)) => (Some((part, None)), None, "records", "条可能的记录"),
        (None, _, None) => (None, None, "", ""),
    };
    let share = share.map(|share| shared(share, lang));
    match (known, share, lang) {
        (None, _, Lang::En) => "how many records, is not known".to_owned(),
        (None, _, Lang::Zh) => "涉及多少条记录未能算出".to_owned(),
        (Some((part, Some(whole))), Some(share), Lang::En) => format!("{part} of {whole} {english} ({share})"),
        (Some((part, Some(whole))), Some(share), Lang::Zh) => format!("{whole} {chinese}中的 {part} 种（{share}）"),
        (Some((part, _)), _, Lang::En) => format!("{part} {english}"),
        (Some((part, _)), _, Lang::Zh) => format!("{part} {chinese}"),
    }
}

fn shared(share: Share, lang: Lang) -> String {
    let percent = |hundredths: u16| {
        let (whole, rest) = (hundredths / 100, hundredths % 100);
        match rest {
            0 => format!("{whole}%"),
            _ if rest % 10 == 0 => format!("{whole}.{}%", rest / 10),
            _ => format!("{whole}.{rest:02}%"),
        }
    };
    match (share, lang) {
        (Share::Exactly(part), _) => percent(part),
        (Share::About(part), Lang::En) => format!("about {}", percent(part)),
        (Share::About(part), Lang::Zh) => format!("约 {}", percent(part)),
        (Share::Least, Lang::En) => "less than 0.01%".to_owned(),
        (Share::Least, Lang::Zh) => "不到 0.01%".to_owned(),
        (Share::Most, Lang::En) => "more than 99.99%".to_owned(),
        (Share::Most, Lang::Zh) => "99.99% 以上".to_owned(),
    }
}

/// What only one declares, in words.
#[must_use]
pub fn declared_in_words(declared: &Declared, lang: Lang) -> String {
    match lang {
        Lang::En => english(declared),
        Lang::Zh => chinese(declared),
    }
}

fn english(declared: &Declared) -> String {
    let only = |version: &Version, what: String| match version {
        Version::Old => format!("{what} is gone"),
        Version::New => format!("{what} is new"),
    };
    match declared {
        Declared::Factor(version, name) => only(version, format!("the factor \"{name}\"")),
        Declared::Value(version, factor, value) => {
            only(version, format!("the value \"{value}\" of the factor \"{factor}\""))
                + "; records that say it are not compared"
        }
        Declared::Range(factor) => {
            format!("the factor \"{factor}\" takes other numbers; only those that both take are compared")
        }
        Declared::Assumed(factor) => {
            format!("where a record is silent of the factor \"{factor}\", another value is assumed, or none")
        }
        Declared::Unlike(factor) => {
            format!("the factor \"{factor}\" is declared in ways that cannot be compared; nothing else was compared")
        }
        Declared::Level(version, name) => only(version, format!("the level \"{name}\"")),
        Declared::Outside(version, name) => only(version, format!("the outcome \"{name}\" beside the levels")),
        Declared::Measure(version, name) => only(version, format!("the measure \"{name}\"")),
    }
}

fn chinese(declared: &Declared) -> String {
    let only = |version: &Version, what: String| match version {
        Version::Old => format!("删去{what}"),
        Version::New => format!("新增{what}"),
    };
    match declared {
        Declared::Factor(version, name) => only(version, format!("因素“{name}”")),
        Declared::Value(version, factor, value) => {
            only(version, format!("因素“{factor}”的取值“{value}”")) + "，填写此值的记录不作比较"
        }
        Declared::Range(factor) => format!("因素“{factor}”的数值范围不同，只比较两者都允许的数值"),
        Declared::Assumed(factor) => format!("因素“{factor}”未填时的认定不同"),
        Declared::Unlike(factor) => format!("因素“{factor}”的类型前后不同，无法比较，其余内容也没有比较"),
        Declared::Level(version, name) => only(version, format!("等级“{name}”")),
        Declared::Outside(version, name) => only(version, format!("等级外的结果“{name}”")),
        Declared::Measure(version, name) => only(version, format!("措施“{name}”")),
    }
}
