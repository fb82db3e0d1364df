//! What is refuted, and what is not decided (codes E1112, E1113, W0202): facts and words.

use core_model::{Date, Named};

use crate::diagnostic::{Lang, Words, plain};
use crate::tests::TestFact;
use crate::warnings::WarningProblem;

/// The most names that a message lists.
const NAMED: usize = 8;

/// What is refuted, and what is not decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProofProblem {
    /// A property does not hold.
    Refuted {
        /// Its name.
        name: String,
        /// What shows it.
        by: Counterexample,
    },
    /// The steps did not suffice to tell whether a property holds.
    NotDecided {
        /// Its name.
        name: String,
        /// The factors that made it hard.
        hard: Vec<Named>,
        /// The day as of which it was asked.
        as_of: Date,
    },
    /// The steps did not suffice to tell whether there is a warning.
    WarningOpen {
        /// The warning that it would be.
        warning: Box<WarningProblem>,
        /// The factors that made it hard.
        hard: Vec<Named>,
        /// The day as of which it was asked.
        as_of: Date,
    },
}

/// What shows that a property does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counterexample {
    /// A record with this outcome.
    Outcome(TestFact),
    /// Two records.
    Raised {
        /// The factors in which the second record is higher.
        factors: Vec<Named>,
        /// The outcome of the first.
        from: TestFact,
        /// The outcome of the second.
        to: TestFact,
    },
    /// A record that two policies grade differently.
    Beside {
        /// The outcome here.
        here: TestFact,
        /// The other policy.
        policy: Named,
        /// The outcome there.
        there: TestFact,
    },
}

impl ProofProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refuted { .. } => "E1112",
            Self::NotDecided { .. } => "E1113",
            Self::WarningOpen { .. } => "W0202",
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
            Self::Refuted { name, by } => plain(format!("the property \"{name}\" does not hold: {}", by.english())),
            Self::NotDecided { name, hard, as_of } => plain(format!(
                "the property \"{name}\" is not decided: {}; claim less, as of fewer factors or \"as of\" one day",
                english_steps(hard, *as_of)
            )),
            Self::WarningOpen { warning, hard, as_of } => {
                plain(format!("{} is not decided: {}", warning.question(Lang::En), english_steps(hard, *as_of)))
            }
        }
    }

    fn chinese(&self) -> Words {
        match self {
            Self::Refuted { name, by } => plain(format!("要求“{name}”不成立：{}", by.chinese())),
            Self::NotDecided { name, hard, as_of } => plain(format!(
                "要求“{name}”未能判定：{}；请缩小范围，例如少涉及几个因素，或者用“截至”限定一日",
                chinese_steps(hard, *as_of)
            )),
            Self::WarningOpen { warning, hard, as_of } => {
                plain(format!("未能判定{}：{}", warning.question(Lang::Zh), chinese_steps(hard, *as_of)))
            }
        }
    }
}

impl Counterexample {
    fn english(&self) -> String {
        let words = |fact: &TestFact| fact.words(Lang::En);
        match self {
            Self::Outcome(outcome) => format!("it fails for a record with the outcome {}", words(outcome)),
            Self::Raised { factors, from, to } => format!(
                "where {} is higher, the outcome goes from {} to {}",
                listed_names(factors, Lang::En),
                words(from),
                words(to)
            ),
            Self::Beside { here, policy, there } => format!(
                "for some record the outcome is {} here, and {} by {}",
                words(here),
                words(there),
                called(policy, Lang::En)
            ),
        }
    }

    fn chinese(&self) -> String {
        let words = |fact: &TestFact| fact.words(Lang::Zh);
        match self {
            Self::Outcome(outcome) => format!("有记录与它不符，其结果为{}", words(outcome)),
            Self::Raised { factors, from, to } => {
                format!("{}升高后，结果由{}变为{}", listed_names(factors, Lang::Zh), words(from), words(to))
            }
            Self::Beside { here, policy, there } => {
                format!("有记录按本标准结果为{}，按{}结果为{}", words(here), called(policy, Lang::Zh), words(there))
            }
        }
    }
}

fn english_steps(hard: &[Named], as_of: Date) -> String {
    match hard.is_empty() {
        true => format!("the counted steps did not suffice (as of {as_of})"),
        false => {
            format!("the counted steps did not suffice (as of {as_of}), hard are {}", listed_names(hard, Lang::En))
        }
    }
}

fn chinese_steps(hard: &[Named], as_of: Date) -> String {
    match hard.is_empty() {
        true => format!("限定的步数不够（截至 {as_of}）"),
        false => format!("限定的步数不够（截至 {as_of}），难在{}", listed_names(hard, Lang::Zh)),
    }
}

/// What something is called: in English by its name, in Chinese by its label, if it has one.
pub(crate) fn called(named: &Named, lang: Lang) -> String {
    match lang {
        Lang::En => format!("\"{}\"", named.name),
        Lang::Zh => format!("“{}”", named.label.as_ref().unwrap_or(&named.name)),
    }
}

/// Several names; of many the first, and how many there are.
pub(crate) fn listed_names(named: &[Named], lang: Lang) -> String {
    let mut names: Vec<String> = named.iter().take(NAMED).map(|named| called(named, lang)).collect();
    let more = named.len().saturating_sub(NAMED);
    match (lang, more) {
        (Lang::Zh, 0) => names.join("、"),
        (Lang::Zh, _) => format!("{}等 {} 项", names.join("、"), named.len()),
        (Lang::En, _) => {
            names.extend((more > 0).then(|| format!("{more} more")));
            match names.split_last() {
                Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
                Some((last, _)) => last.clone(),
                None => String::new(),
            }
        }
    }
}
