//! The verdict on one test of a policy.

use annotate_snippets::normalize_untrusted_str;
use grading_dsl::{TestReport, Verdict};
use messages::Lang;
use serde::Serialize;

use crate::arguments::MessageFormat;

use super::json::one_line;

/// The verdict as it is written, line feed included. `file` is named where there are several.
#[must_use]
pub fn verdict(report: &TestReport, file: Option<&str>, format: MessageFormat, lang: Lang) -> String {
    match format {
        MessageFormat::Human => human(report, lang),
        MessageFormat::Json => json(report, file),
        MessageFormat::Sarif => String::new(),
    }
}

fn human(report: &TestReport, lang: Lang) -> String {
    let name = normalize_untrusted_str(&report.name);
    let style = match report.verdict {
        Verdict::Passed => GOOD,
        Verdict::Failed | Verdict::NotDecided => BAD,
    };
    match lang {
        Lang::En => format!("{style}{}{PLAIN} \"{name}\"\n", english(report.verdict)),
        Lang::Zh => format!("{style}{}{PLAIN}“{name}”\n", chinese(report.verdict)),
    }
}

fn json(report: &TestReport, file: Option<&str>) -> String {
    let verdict = english(report.verdict);
    one_line(&Line { test: &report.name, verdict, expected: &report.expected, found: &report.found, file })
}

fn english(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "passed",
        Verdict::Failed => "failed",
        Verdict::NotDecided => "not decided",
    }
}

fn chinese(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "通过",
        Verdict::Failed => "未通过",
        Verdict::NotDecided => "未能判定",
    }
}

#[derive(Serialize)]
struct Line<'a> {
    test: &'a str,
    verdict: &'a str,
    expected: &'a str,
    found: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
}

const GOOD: &str = "\u{1b}[1;32m";
const BAD: &str = "\u{1b}[1;91m";
const PLAIN: &str = "\u{1b}[0m";
