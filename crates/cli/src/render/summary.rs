//! The last line of a command, for people: how many of what.

use std::collections::BTreeMap;
use std::time::Duration;

use core_model::{Date, Digest, SourceDigest};
use indexmap::IndexMap;
use messages::{Lang, Severity};

use serde::Serialize;
use serde_json::value::RawValue;

use super::json::as_json;
use crate::arguments::MessageFormat;
use crate::exit::Exit;
use crate::settings::Settings;

/// How many diagnostics there are of each severity.
#[derive(Debug, Default)]
pub struct Tally(BTreeMap<Severity, usize>);

impl Tally {
    /// Counts one more.
    pub fn add(&mut self, severity: Severity) {
        *self.0.entry(severity).or_default() += 1;
    }

    /// How many there are of this severity.
    #[must_use]
    pub fn of(&self, severity: Severity) -> usize {
        self.0.get(&severity).copied().unwrap_or_default()
    }

    /// The exit code, where diagnostics of this severity and graver ones are a no.
    #[must_use]
    pub fn exit(&self, mildest: Severity) -> Exit {
        if self.0.keys().any(|severity| *severity <= mildest) { Exit::No } else { Exit::Well }
    }
}

/// A policy that was checked.
#[derive(Debug, Serialize)]
pub struct Checked<'a> {
    /// Its file.
    pub file: &'a str,
    /// How many tests were run.
    pub tests: usize,
    /// How many properties were tried.
    pub properties: usize,
    /// Its digests, if it has no error.
    #[serde(flatten)]
    pub digests: Option<Digests>,
}

/// The digests of a policy.
#[derive(Debug, Serialize)]
pub struct Digests {
    /// Of what it means.
    pub digest: Digest,
    /// Of its texts.
    pub source: SourceDigest,
}

/// What checking a policy came to: `x.rules: 1 error, 2 warnings; 3 tests run`, and the digests below it. Programs count
/// for themselves, and are told the digests only.
#[must_use]
pub fn checked(checked: &Checked<'_>, tally: &Tally, settings: &Settings) -> String {
    let Checked { file, tests, properties, digests } = checked;
    match settings.format {
        MessageFormat::Human => {
            let digests = digests.as_ref().map(|digests| digest_lines(digests, settings.lang));
            check_line(file, tally, &ran(*tests, *properties, settings.lang), settings.lang)
                + &digests.unwrap_or_default()
        }
        MessageFormat::Json => digests.as_ref().map(|_| as_json(checked)).unwrap_or_default(),
        MessageFormat::Sarif => String::new(),
    }
}

fn digest_lines(digests: &Digests, lang: Lang) -> String {
    let Digests { digest, source } = digests;
    match lang {
        Lang::En => format!("\n  digest {digest}\n  source {source}"),
        Lang::Zh => format!("\n  含义摘要 {digest}\n  原文摘要 {source}"),
    }
}

fn check_line(file: &str, tally: &Tally, ran: &str, lang: Lang) -> String {
    let counted: Vec<String> = SEVERITIES
        .iter()
        .filter(|(severity, ..)| tally.of(*severity) > 0 || *severity == Severity::Error)
        .map(|(severity, english, chinese)| count(tally.of(*severity), english, chinese, lang))
        .collect();
    match lang {
        Lang::En => format!("{file}: {}{ran}", counted.join(", ")),
        Lang::Zh => format!("{file}：{}{ran}", counted.join("，")),
    }
}

/// That a policy with errors grades nothing: `x.rules: 2 errors; no record was graded`. Programs see it by the exit code.
#[must_use]
pub fn refused(file: &str, tally: &Tally, settings: &Settings) -> String {
    without_answer(file, tally, settings, ("no record was graded", "未评定任何记录"))
}

/// The same of another question.
#[must_use]
pub fn without_answer(file: &str, tally: &Tally, settings: &Settings, (english, chinese): (&str, &str)) -> String {
    match settings.format {
        MessageFormat::Human => {
            let line = check_line(file, tally, "", settings.lang);
            match settings.lang {
                Lang::En => format!("{line}; {english}"),
                Lang::Zh => format!("{line}；{chinese}"),
            }
        }
        MessageFormat::Json | MessageFormat::Sarif => String::new(),
    }
}

/// What the tests and properties of a policy came to.
#[derive(Debug, Clone, Copy)]
pub struct Tried {
    /// How many tests were run.
    pub tests: usize,
    /// How many of them did not pass.
    pub failed: usize,
    /// How many properties were tried.
    pub properties: usize,
    /// How many of them are not proved.
    pub unproved: usize,
}

/// The same in words: `x.rules: 3 tests, 1 failed; 2 properties, 0 not proved`. Programs count for themselves.
#[must_use]
pub fn tested(file: &str, tried: &Tried, settings: &Settings) -> String {
    match settings.format {
        MessageFormat::Human => test_line(file, tried, settings.lang),
        MessageFormat::Json | MessageFormat::Sarif => String::new(),
    }
}

fn test_line(file: &str, tried: &Tried, lang: Lang) -> String {
    let Tried { tests, failed, properties, unproved } = *tried;
    match (lang, properties) {
        (Lang::En, 0) => format!("{file}: {}, {failed} failed", count(tests, "test", "", lang)),
        (Lang::En, _) => format!(
            "{file}: {}, {failed} failed; {}, {unproved} not proved",
            count(tests, "test", "", lang),
            properties_en(properties)
        ),
        (Lang::Zh, 0) => format!("{file}：测试 {tests} 项，未通过 {failed} 项"),
        (Lang::Zh, _) => {
            format!("{file}：测试 {tests} 项，未通过 {failed} 项；要求 {properties} 项，未获证明 {unproved} 项")
        }
    }
}

fn properties_en(properties: usize) -> String {
    if properties == 1 { "1 property".to_owned() } else { format!("{properties} properties") }
}

/// What laying out came to: `3 files, 1 laid out anew`. Of one file that is as it should be there is nothing to say.
#[must_use]
pub fn laid_out(files: usize, changed: usize, written: bool, settings: &Settings) -> String {
    match (settings.format, changed) {
        (MessageFormat::Json | MessageFormat::Sarif, _) => String::new(),
        (MessageFormat::Human, 0) => String::new(),
        (MessageFormat::Human, _) => layout_line(files, changed, written, settings.lang),
    }
}

fn layout_line(files: usize, changed: usize, written: bool, lang: Lang) -> String {
    match (lang, written) {
        (Lang::En, true) => format!("{}: {changed} changed", count(files, "file", "", lang)),
        (Lang::En, false) => format!("{}: {changed} would change", count(files, "file", "", lang)),
        (Lang::Zh, true) => format!("共 {files} 个文件，改动 {changed} 个"),
        (Lang::Zh, false) => format!("共 {files} 个文件，有 {changed} 个版式不合"),
    }
}

/// What was run and tried beside the text itself.
fn ran(tests: usize, properties: usize, lang: Lang) -> String {
    let tests = (tests > 0).then(|| match lang {
        Lang::En => format!("{} run", count(tests, "test", "", lang)),
        Lang::Zh => format!("运行测试 {tests} 项"),
    });
    let properties = (properties > 0).then(|| match lang {
        Lang::En => format!("{} tried", properties_en(properties)),
        Lang::Zh => format!("验证要求 {properties} 项"),
    });
    let all: Vec<String> = tests.into_iter().chain(properties).collect();
    match (all.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::En) => format!("; {}", all.join(", ")),
        (false, Lang::Zh) => format!("；{}", all.join("，")),
    }
}

fn count(number: usize, english: &str, chinese: &str, lang: Lang) -> String {
    match (lang, number) {
        (Lang::Zh, 0) => format!("没有{chinese}"),
        (Lang::Zh, _) => format!("{chinese} {number} 处"),
        (Lang::En, 0) => format!("no {english}s"),
        (Lang::En, 1) => format!("1 {english}"),
        (Lang::En, _) => format!("{number} {english}s"),
    }
}

const SEVERITIES: &[(Severity, &str, &str)] = &[
    (Severity::Error, "error", "错误"),
    (Severity::Warning, "warning", "警告"),
    (Severity::Note, "note", "提示"),
    (Severity::Accepted, "accepted warning", "已认可的警告"),
];

/// How many records had each outcome.
#[derive(Debug, Default)]
pub struct Outcomes(IndexMap<&'static str, u64>);

impl Outcomes {
    /// Counts one more.
    pub fn add(&mut self, outcome: &'static str) {
        *self.0.entry(outcome).or_default() += 1;
    }

    /// How many there are in all.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.0.values().sum()
    }

    /// Whether every record was graded or has an outcome beside the ladder.
    #[must_use]
    pub fn all_settled(&self) -> bool {
        self.0.keys().all(|outcome| matches!(*outcome, "graded" | "outside"))
    }

    /// The counts in the order of [`OUTCOMES`].
    fn iter(&self) -> impl Iterator<Item = (&'static str, &'static str, u64)> {
        OUTCOMES.iter().filter_map(|(outcome, chinese)| Some((*outcome, *chinese, *self.0.get(outcome)?)))
    }
}

/// What grading came to.
#[must_use]
pub fn graded(day: Date, outcomes: &Outcomes, took: Duration, settings: &Settings) -> String {
    match settings.format {
        MessageFormat::Human => sentence(day, outcomes, took, settings.lang),
        MessageFormat::Json => object(day, outcomes, took),
        MessageFormat::Sarif => String::new(),
    }
}

fn sentence(day: Date, outcomes: &Outcomes, took: Duration, lang: Lang) -> String {
    let rows = outcomes.rows();
    let took = seconds(took);
    match lang {
        Lang::En => {
            let records = count(usize::try_from(rows).unwrap_or(usize::MAX), "record", "", lang);
            let each: Vec<String> = outcomes.iter().map(|(outcome, _, count)| format!("{count} {outcome}")).collect();
            let each = if each.is_empty() { String::new() } else { format!(": {}", each.join(", ")) };
            format!("{records} as of {day}{each}; {took} s")
        }
        Lang::Zh => {
            let each: String = outcomes.iter().map(|(_, chinese, count)| format!("，{chinese} {count} 条")).collect();
            format!("{day}：共 {rows} 条{each}；用时 {took} 秒")
        }
    }
}

fn object(day: Date, outcomes: &Outcomes, took: Duration) -> String {
    let each = outcomes.iter().map(|(outcome, _, count)| (outcome, count)).collect();
    as_json(&Graded {
        rows: outcomes.rows(),
        outcomes: each,
        as_of: day,
        seconds: RawValue::from_string(seconds(took)).ok(),
    })
}

#[derive(Serialize)]
struct Graded {
    rows: u64,
    outcomes: IndexMap<&'static str, u64>,
    as_of: Date,
    seconds: Option<Box<RawValue>>,
}

/// Seconds with three decimals.
fn seconds(took: Duration) -> String {
    format!("{}.{:03}", took.as_secs(), took.subsec_millis())
}

/// Every outcome, and what it is called in Chinese.
const OUTCOMES: &[(&str, &str)] = &[
    ("graded", "已评定"),
    ("outside", "等级外"),
    ("ungraded", "未评定"),
    ("conflict", "冲突"),
    ("undetermined", "待定"),
    ("invalid", "无效"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_in_both_languages() {
        let mut tally = Tally::default();
        assert_eq!(check_line("x.rules", &tally, "", Lang::En), "x.rules: no errors");
        for severity in [Severity::Error, Severity::Warning, Severity::Warning] {
            tally.add(severity);
        }
        let ran_en = ran(3, 0, Lang::En);
        assert_eq!(check_line("x.rules", &tally, &ran_en, Lang::En), "x.rules: 1 error, 2 warnings; 3 tests run");
        let ran_zh = ran(3, 0, Lang::Zh);
        assert_eq!(check_line("x.rules", &tally, &ran_zh, Lang::Zh), "x.rules：错误 1 处，警告 2 处；运行测试 3 项");
        assert_eq!(ran(1, 2, Lang::En), "; 1 test run, 2 properties tried");
        assert_eq!(ran(0, 1, Lang::Zh), "；验证要求 1 项");
        assert_eq!(check_line("x.rules", &Tally::default(), "", Lang::Zh), "x.rules：没有错误");
        let tried = Tried { tests: 1, failed: 0, properties: 0, unproved: 0 };
        assert_eq!(test_line("x.rules", &tried, Lang::En), "x.rules: 1 test, 0 failed");
        let tried = Tried { properties: 1, unproved: 1, ..tried };
        assert_eq!(test_line("x.rules", &tried, Lang::En), "x.rules: 1 test, 0 failed; 1 property, 1 not proved");
        let chinese = "x.rules：测试 1 项，未通过 0 项；要求 1 项，未获证明 1 项";
        assert_eq!(test_line("x.rules", &tried, Lang::Zh), chinese);
    }

    #[test]
    fn warnings_are_a_no_only_where_they_are_asked_to_be() {
        let mut tally = Tally::default();
        tally.add(Severity::Note);
        tally.add(Severity::Accepted);
        assert_eq!((tally.exit(Severity::Error), tally.exit(Severity::Warning)), (Exit::Well, Exit::Well));
        tally.add(Severity::Warning);
        assert_eq!((tally.exit(Severity::Error), tally.exit(Severity::Warning)), (Exit::Well, Exit::No));
        tally.add(Severity::Error);
        assert_eq!((tally.exit(Severity::Error), tally.exit(Severity::Warning)), (Exit::No, Exit::No));
    }

    #[test]
    fn outcomes_are_told_in_one_order() {
        let mut outcomes = Outcomes::default();
        assert_eq!(sentence(Date::FIRST, &outcomes, Duration::ZERO, Lang::En), "no records as of 0001-01-01; 0.000 s");
        for outcome in ["invalid", "graded", "graded"] {
            outcomes.add(outcome);
        }
        let took = Duration::from_millis(1_020);
        assert_eq!(
            sentence(Date::FIRST, &outcomes, took, Lang::En),
            "3 records as of 0001-01-01: 2 graded, 1 invalid; 1.020 s"
        );
        assert_eq!(
            sentence(Date::FIRST, &outcomes, took, Lang::Zh),
            "0001-01-01：共 3 条，已评定 2 条，无效 1 条；用时 1.020 秒"
        );
        assert_eq!(
            object(Date::FIRST, &outcomes, took),
            "{\"rows\":3,\"outcomes\":{\"graded\":2,\"invalid\":1},\"as_of\":\"0001-01-01\",\"seconds\":1.020}"
        );
    }
}
