//! Diagnostics as one SARIF 2.1.0 log, for platforms that collect findings of many tools.

mod shape;
mod uri;

use std::collections::BTreeMap;

use messages::{Lang, Severity, page};
use record_io::Gravity;

use super::finding::{Finding, Place};
use super::json::as_json;
use crate::exit::Exit;
use shape::{
    ArtifactChange, ArtifactContent, ArtifactLocation, Configuration, Described, Driver, Fix, Invocation, Location,
    Log, LogicalLocation, Message, MessageString, Notification, Outcome, PhysicalLocation, Properties, Region,
    RelatedLocation, Replacement, Rule, Run, Suppression, Tool,
};

/// The most results that a log holds; platforms refuse logs of many more.
const RESULTS: usize = 10_000;

/// What has been told so far.
#[derive(Debug)]
pub struct Sarif {
    lang: Lang,
    results: Vec<Outcome>,
    rules: Vec<&'static str>,
    left_out: BTreeMap<&'static str, usize>,
    notifications: Vec<Notification>,
}

impl Sarif {
    /// Nothing told yet.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        Self { lang, results: Vec::new(), rules: Vec::new(), left_out: BTreeMap::new(), notifications: Vec::new() }
    }

    /// Takes in a diagnostic of a policy.
    pub fn add(&mut self, finding: &Finding<'_>) {
        let Some(rule_index) = self.room(finding.code) else { return };
        let related = finding.related.iter().enumerate();
        self.results.push(Outcome {
            rule_id: finding.code,
            rule_index,
            level: level(finding.severity),
            message: message(&finding.message, &finding.expected, self.lang),
            locations: vec![location(&finding.place)],
            related_locations: related.map(|(nth, (place, why))| related_location(nth, place, why)).collect(),
            fixes: finding.suggestion.iter().map(|(text, place)| fix(text, place, self.lang)).collect(),
            suppressions: suppressions(finding),
            properties: properties(finding),
        });
    }

    /// Takes in what was found about data.
    pub fn add_data(&mut self, found: &record_io::Finding) {
        let Some(rule_index) = self.room(found.problem.code()) else { return };
        let words = found.problem.words(self.lang);
        self.results.push(Outcome {
            rule_id: found.problem.code(),
            rule_index,
            level: match found.gravity {
                Gravity::Error => "error",
                Gravity::Warning => "warning",
                Gravity::Note => "note",
            },
            message: message(&words.message, &words.expected, self.lang),
            locations: vec![in_file(found)],
            related_locations: Vec::new(),
            fixes: Vec::new(),
            suppressions: Vec::new(),
            properties: Properties { expected: words.expected, record: found.row, ..Properties::default() },
        });
    }

    /// Takes in why a question could not be put.
    pub fn add_trouble(&mut self, words: &str) {
        self.notifications.push(Notification { level: "error", message: Message::of(words) });
    }

    /// The log as JSON, line feed included.
    #[must_use]
    pub fn log(mut self, exit: Exit) -> String {
        self.tell_what_is_left_out();
        let exit_code = exit.code();
        let log = Log {
            schema: "https://json.schemastore.org/sarif-2.1.0.json",
            version: "2.1.0",
            runs: vec![Run {
                tool: Tool { driver: self.driver() },
                language: language(self.lang),
                column_kind: "unicodeCodePoints",
                invocations: vec![Invocation {
                    execution_successful: exit != Exit::NotPut,
                    exit_code,
                    notifications: self.notifications,
                }],
                results: self.results,
            }],
        };
        as_json(&log) + "\n"
    }

    /// Where the rule of the code stands in the list, if the log has room for a further result.
    fn room(&mut self, code: &'static str) -> Option<usize> {
        if self.results.len() >= RESULTS {
            *self.left_out.entry(code).or_default() += 1;
            return None;
        }
        let known = self.rules.iter().position(|rule| *rule == code);
        Some(known.unwrap_or_else(|| {
            self.rules.push(code);
            self.rules.len() - 1
        }))
    }

    fn tell_what_is_left_out(&mut self) {
        if self.left_out.is_empty() {
            return;
        }
        let words = super::left_out(&self.left_out, self.lang);
        self.notifications.push(Notification { level: "warning", message: Message::of(&words) });
    }

    fn driver(&self) -> Driver {
        Driver {
            name: "grade",
            version: env!("CARGO_PKG_VERSION"),
            language: language(self.lang),
            rules: self.rules.iter().map(|code| rule(code, self.lang)).collect(),
        }
    }
}

/// The code as a rule, with the words of its page.
fn rule(code: &'static str, lang: Lang) -> Rule {
    let level = if code.starts_with('W') { "warning" } else { "error" };
    let described = page(code).map(|page| Described {
        name: page.title(lang),
        short_description: MessageString::of(page.title(lang)),
        full_description: MessageString::of(page.prose(lang).next().unwrap_or_default()),
        help: MessageString::with_markdown(&page.prose(lang).collect::<Vec<_>>().join("\n\n"), page.part(lang)),
    });
    Rule { id: code, described, default_configuration: Configuration { level } }
}

fn language(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "en-US",
        Lang::Zh => "zh-CN",
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning | Severity::Accepted => "warning",
        Severity::Note => "note",
    }
}

/// A warning that the author accepts is told and suppressed in the policy itself.
fn suppressions(finding: &Finding<'_>) -> Vec<Suppression> {
    match finding.severity {
        Severity::Accepted => {
            let justification = finding.accepted.join("; ");
            vec![Suppression { kind: "inSource", status: "accepted", justification }]
        }
        Severity::Error | Severity::Warning | Severity::Note => Vec::new(),
    }
}

fn properties(finding: &Finding<'_>) -> Properties {
    Properties {
        expected: finding.expected.clone(),
        witness: finding.witnesses.first().map(|shown| shown.record.clone()),
        raised: finding.witnesses.get(1).map(|shown| shown.record.clone()),
        as_of: finding.witnesses.first().map(|shown| shown.as_of),
        ..Properties::default()
    }
}

/// The message, and what was expected unless it says so itself.
fn message(said: &str, expected: &str, lang: Lang) -> Message {
    match (said.contains(expected), lang) {
        (true, _) => Message::of(said),
        (false, Lang::En) => Message::of(&format!("{said}; expected {expected}")),
        (false, Lang::Zh) => Message::of(&format!("{said}；要求：{expected}")),
    }
}

fn location(place: &Place<'_>) -> Location {
    Location { physical_location: physical(place), logical_locations: Vec::new() }
}

fn related_location(nth: usize, place: &Place<'_>, why: &str) -> RelatedLocation {
    RelatedLocation { id: nth, physical_location: physical(place), message: Message::of(why) }
}

fn physical(place: &Place<'_>) -> PhysicalLocation {
    PhysicalLocation { artifact_location: artifact(&place.path), region: Some(region(place)) }
}

/// A file of data, and the cell of it where it is a workbook.
fn in_file(found: &record_io::Finding) -> Location {
    let physical_location = PhysicalLocation { artifact_location: artifact(&found.file), region: None };
    Location { physical_location, logical_locations: found.cell.iter().map(|name| cell(found, name)).collect() }
}

/// The cell as a sheet program names it from another sheet.
fn cell(found: &record_io::Finding, name: &str) -> LogicalLocation {
    let sheet = found.sheet.as_ref().map(|sheet| {
        let is_sign = |letter: char| letter == ' ' || letter.is_ascii_punctuation();
        let is_plain = !sheet.contains(is_sign) && !sheet.starts_with(|letter: char| letter.is_ascii_digit());
        if is_plain { format!("{sheet}!") } else { format!("'{}'!", sheet.replace('\'', "''")) }
    });
    let full = format!("{}{name}", sheet.unwrap_or_default());
    LogicalLocation { name: name.to_owned(), fully_qualified_name: full, kind: "cell" }
}

fn artifact(path: &str) -> ArtifactLocation {
    ArtifactLocation { uri: uri::of(path) }
}

fn region(place: &Place<'_>) -> Region {
    let ((start_line, start_column), (end_line, end_column)) = (place.from, place.to);
    Region { start_line, start_column, end_line, end_column }
}

fn fix(text: &str, place: &Place<'_>, lang: Lang) -> Fix {
    let words = match (text, lang) {
        ("", Lang::En) => "leave it out".to_owned(),
        ("", Lang::Zh) => "删去".to_owned(),
        (_, Lang::En) => format!("write \"{text}\""),
        (_, Lang::Zh) => format!("改为“{text}”"),
    };
    let content = ArtifactContent { text: text.to_owned() };
    let replacement = Replacement { deleted_region: region(place), inserted_content: content };
    let change = ArtifactChange { artifact_location: artifact(&place.path), replacements: vec![replacement] };
    Fix { description: Message::of(&words), artifact_changes: vec![change] }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn place(path: &str) -> Place<'static> {
        Place { path: path.into(), text: "甲乙", start: 0, end: 6, from: (1, 1), to: (1, 3) }
    }

    fn finding(severity: Severity) -> Finding<'static> {
        Finding {
            code: "E0203",
            severity,
            message: "“{甲乙}”连写".into(),
            expected: String::new(),
            place: place("标准/甲 乙.rules"),
            suggestion: Some(("{甲} 乙".into(), place("标准/甲 乙.rules"))),
            related: vec![(place("b.rules"), "在此声明".into())],
            accepted: vec!["原文如此".into()],
            witnesses: Vec::new(),
        }
    }

    fn log(sarif: Sarif, exit: Exit) -> Value {
        serde_json::from_str(&sarif.log(exit)).unwrap()
    }

    #[test]
    fn braces_are_doubled_in_messages_and_not_in_what_is_written() {
        let mut sarif = Sarif::new(Lang::Zh);
        sarif.add(&finding(Severity::Error));
        let run = &log(sarif, Exit::No)["runs"][0];
        let result = &run["results"][0];
        assert_eq!(result["message"]["text"], "“{{甲乙}}”连写");
        let change = &result["fixes"][0]["artifactChanges"][0];
        assert_eq!(change["replacements"][0]["insertedContent"]["text"], "{甲} 乙");
        assert_eq!(change["artifactLocation"]["uri"], "%E6%A0%87%E5%87%86/%E7%94%B2%20%E4%B9%99.rules");
        assert_eq!(run["tool"]["driver"]["rules"][0]["shortDescription"]["text"], "词连写");
        assert_eq!(run["language"], "zh-CN");
    }

    #[test]
    fn accepted_warnings_are_suppressed_and_errors_are_not() {
        let mut sarif = Sarif::new(Lang::En);
        sarif.add(&finding(Severity::Accepted));
        sarif.add(&finding(Severity::Error));
        let results = &log(sarif, Exit::No)["runs"][0]["results"];
        assert_eq!(
            results[0]["suppressions"],
            json!([{"kind": "inSource", "status": "accepted", "justification": "原文如此"}])
        );
        assert_eq!((&results[0]["level"], &results[1]["level"]), (&json!("warning"), &json!("error")));
        assert_eq!(results[1].get("suppressions"), None);
    }

    #[test]
    fn a_log_has_an_end_and_says_what_is_left_out() {
        let mut sarif = Sarif::new(Lang::En);
        for _ in 0..RESULTS + 7 {
            sarif.add(&finding(Severity::Error));
        }
        let run = &log(sarif, Exit::No)["runs"][0];
        assert_eq!(run["results"].as_array().unwrap().len(), RESULTS);
        let told = &run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
        assert_eq!(told, "7 more are not shown (E0203: 7); mend those above first");
    }

    #[test]
    fn what_could_not_be_asked_is_a_notification() {
        let mut sarif = Sarif::new(Lang::En);
        sarif.add_trouble("cannot read \"x\"");
        let run = &log(sarif, Exit::NotPut)["runs"][0];
        let invocation = &run["invocations"][0];
        assert_eq!((&invocation["executionSuccessful"], &invocation["exitCode"]), (&json!(false), &json!(2)));
        assert_eq!(run["results"], json!([]));
    }
}
