//! Diagnostics for programs: one object a line.

use core_model::{ByName, Date};
use messages::Severity;
use serde::Serialize;

use super::finding::{Finding, Place};

/// The diagnostic as one line of JSON, line feed included.
#[must_use]
pub fn json(finding: &Finding<'_>) -> String {
    let ((line, column), (end_line, end_column)) = (finding.place.from, finding.place.to);
    one_line(&Line {
        code: finding.code,
        severity: severity(finding.severity),
        file: &finding.place.path,
        line,
        column,
        end_line,
        end_column,
        message: &finding.message,
        expected: &finding.expected,
        suggestion: finding.suggestion.as_ref().map(|(text, place)| suggestion(text, place)),
        related: finding.related.iter().map(|(place, why)| related(place, why)).collect(),
        witness: finding.witnesses.first().map(|shown| &shown.record),
        raised: finding.witnesses.get(1).map(|shown| &shown.record),
        as_of: finding.witnesses.first().map(|shown| shown.as_of),
    })
}

/// A value as one line of JSON, line feed included.
#[must_use]
pub fn one_line(value: &impl Serialize) -> String {
    as_json(value) + "\n"
}

/// A value as JSON, without the line feed. Texts, numbers and lists of them always have one.
#[must_use]
pub fn as_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The severity as programs read it.
#[must_use]
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
        Severity::Accepted => "accepted",
    }
}

#[derive(Serialize)]
struct Line<'a> {
    code: &'a str,
    severity: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    message: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    expected: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestion: Option<Suggestion<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Related<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    witness: Option<&'a ByName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raised: Option<&'a ByName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<Date>,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    text: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Related<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
}

fn suggestion<'a>(text: &'a str, place: &Place<'_>) -> Suggestion<'a> {
    let ((line, column), (end_line, end_column)) = (place.from, place.to);
    Suggestion { text, line, column, end_line, end_column }
}

fn related<'a>(place: &'a Place<'_>, message: &'a str) -> Related<'a> {
    let (line, column) = place.from;
    Related { file: &place.path, line, column, message }
}
