//! The verdict on one test or property of a policy.

use annotate_snippets::normalize_untrusted_str;
use grading_dsl::{PropertyReport, Proved, TestReport, Verdict};
use messages::Lang;
use serde::Serialize;

use crate::arguments::MessageFormat;

use super::json::one_line;

/// How verdicts are said.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// The policy's file, named where there are several.
    pub file: Option<&'a str>,
    /// For people or programs.
    pub format: MessageFormat,
    /// The language.
    pub lang: Lang,
}

impl Said<'_> {
    /// The verdict on a test as it is written, line feed included.
    #[must_use]
    pub fn test(self, report: &TestReport) -> String {
        match self.format {
            MessageFormat::Human => match report.verdict {
                Verdict::Passed => self.line(GOOD, ("passed", "通过"), &report.name),
                Verdict::Failed => self.line(BAD, ("failed", "未通过"), &report.name),
                Verdict::NotDecided => self.line(BAD, ("not decided", "未能判定"), &report.name),
            },
            MessageFormat::Json => one_line(&Test {
                test: &report.name,
                verdict: match report.verdict {
                    Verdict::Passed => "passed",
                    Verdict::Failed => "failed",
                    Verdict::NotDecided => "not decided",
                },
                expected: &report.expected,
                found: &report.found,
                file: self.file,
            }),
            MessageFormat::Sarif => String::new(),
        }
    }

    /// The verdict on a property as it is written, line feed included.
    #[must_use]
    pub fn property(self, report: &PropertyReport) -> String {
        match self.format {
            MessageFormat::Human => match report.proved {
                Proved::Holds => self.line(GOOD, ("holds", "成立"), &report.name),
                Proved::Fails => self.line(BAD, ("does not hold", "不成立"), &report.name),
                Proved::NotDecided => self.line(BAD, ("not decided", "未能判定"), &report.name),
            },
            MessageFormat::Json => one_line(&Property {
                property: &report.name,
                verdict: match report.proved {
                    Proved::Holds => "holds",
                    Proved::Fails => "does not hold",
                    Proved::NotDecided => "not decided",
                },
                file: self.file,
            }),
            MessageFormat::Sarif => String::new(),
        }
    }

    fn line(self, style: &str, (english, chinese): (&str, &str), name: &str) -> String {
        let name = normalize_untrusted_str(name);
        match self.lang {
            Lang::En => format!("{style}{english}{PLAIN} \"{name}\"\n"),
            Lang::Zh => format!("{style}{chinese}{PLAIN}“{name}”\n"),
        }
    }
}

#[derive(Serialize)]
struct Test<'a> {
    test: &'a str,
    verdict: &'a str,
    expected: &'a str,
    found: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
}

#[derive(Serialize)]
struct Property<'a> {
    property: &'a str,
    verdict: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
}

const GOOD: &str = "\u{1b}[1;32m";
const BAD: &str = "\u{1b}[1;91m";
const PLAIN: &str = "\u{1b}[0m";
