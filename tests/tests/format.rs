//! What laying out a policy must not change: its comments, what it means, what is wrong with it; and that the layout of a
//! laid-out text is itself. Asked of every policy there is: the standards, the cases, the examples of the pages, and
//! policies by chance; as written, and with all keywords in either language.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says no by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use core_model::Policy;
use grading_dsl::{Compiled, Keywords, format_text, run_tests};
use grading_tests::generate::cases;
use grading_tests::policies::Texts;
use messages::Severity;
use proptest::test_runner::{Config, TestRunner};

const ALL: [Keywords; 3] = [Keywords::AsWritten, Keywords::English, Keywords::Chinese];

#[test]
fn standards_cases_and_examples_stay_what_they_are() {
    let mut wrong = Vec::new();
    let mut laid_out = 0;
    for (name, text, base) in texts() {
        match changed(&text, base.as_deref()) {
            Ok(true) => laid_out += 1,
            Ok(false) => {}
            Err(reason) => wrong.push(format!("{name}: {reason}")),
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(laid_out >= 100, "only {laid_out} texts without mistakes of syntax");
}

#[test]
fn generated_policies_stay_what_they_are() {
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(100) });
    let done = runner.run(&cases(), |case| {
        let found = changed(&case.policy, case.base.as_deref());
        let base = case.base.as_deref().map_or(Ok(true), |base| changed(base, None));
        match found.and(base) {
            Ok(_) => Ok(()),
            Err(reason) => Err(proptest::test_runner::TestCaseError::fail(reason)),
        }
    });
    if let Err(error) = done {
        panic!("{error}");
    }
}

/// Whether the text can be laid out; an error where anything but the layout changes.
fn changed(text: &str, base: Option<&str>) -> Result<bool, String> {
    let before = Texts { own: text, base }.compiled();
    let (errors_before, meaning_before) = (errors(&before), meaning(&before));
    for keywords in ALL {
        let Ok(found) = format_text(text, keywords) else {
            return if errors_before.is_empty() { Err("no error, and yet no layout".to_owned()) } else { Ok(false) };
        };
        same("laid out again", &found, &format_text(&found, Keywords::AsWritten).unwrap_or_default())?;
        same("in these keywords again", &found, &format_text(&found, keywords).unwrap_or_default())?;
        same("its comments", &comments(text), &comments(&found))?;
        let after = Texts { own: &found, base }.compiled();
        same(&format!("its errors, {keywords:?}"), &errors_before, &errors(&after))?;
        same(&format!("its meaning, {keywords:?}"), &meaning_before, &meaning(&after))?;
    }
    let english = format_text(text, Keywords::English).unwrap_or_default();
    let chinese = format_text(&english, Keywords::Chinese).unwrap_or_default();
    let back = format_text(&chinese, Keywords::English).unwrap_or_default();
    let singular = ["year", "month", "day"]
        .iter()
        .fold(english, |text, unit| text.replace(&format!(" 1 {unit}s"), &format!(" 1 {unit}")));
    same("English by way of Chinese", &singular, &back)?;
    Ok(true)
}

fn same(what: &str, before: &str, after: &str) -> Result<(), String> {
    if before == after {
        return Ok(());
    }
    let at = before.bytes().zip(after.bytes()).take_while(|(one, other)| one == other).count();
    let around = |text: &str| {
        let from = text.floor_char_boundary(at.saturating_sub(200));
        text.get(from..text.floor_char_boundary(at + 200)).unwrap().to_owned()
    };
    Err(format!("{what} differs\n--- before\n{}\n--- after\n{}", around(before), around(after)))
}

/// What the policy means, as far as it compiles.
fn meaning(compiled: &Compiled) -> String {
    let reports = run_tests(compiled);
    let verdicts: Vec<String> = reports.iter().map(|report| format!("{} {:?}", report.name, report.verdict)).collect();
    // The digest of the texts is of the layout, too.
    let policy = compiled.policy.as_ref().map(|policy| Policy { source: None, ..policy.as_ref().clone() });
    format!("{:?}\n{policy:?}\n{}", compiled.digest(), verdicts.join("\n"))
}

/// The codes of its errors, failed tests among them.
fn errors(compiled: &Compiled) -> String {
    let reports = run_tests(compiled);
    let failed = reports.iter().filter_map(|report| report.diagnostic.as_ref());
    let all = compiled.diagnostics.iter().chain(failed).filter(|found| found.severity == Severity::Error);
    let mut codes: Vec<&str> = all.map(|found| found.problem.code()).collect();
    codes.sort_unstable();
    codes.join(" ")
}

/// The comments of a text, one a line.
fn comments(text: &str) -> String {
    let mut found = String::new();
    for line in text.lines() {
        let mut closing = None;
        for (at, character) in line.char_indices() {
            closing = match (closing, character) {
                (Some(mark), _) if mark == character => None,
                (Some(mark), _) => Some(mark),
                (None, '#') => {
                    found.push_str(line.get(at..).unwrap().trim_end());
                    found.push('\n');
                    break;
                }
                (None, '"' | '`') => Some(character),
                (None, '“') => Some('”'),
                (None, '「') => Some('」'),
                (None, _) => None,
            };
        }
    }
    found
}

/// Every text there is, with its name and what it imports.
fn texts() -> Vec<(String, String, Option<String>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut files = Vec::new();
    for folder in ["rules", "docs", "tests/cases", "tests/conformance", "crates/messages/codes"] {
        collect(&root.join(folder), &mut files);
    }
    files.push(root.join("README.md"));
    let mut found = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let name = path.strip_prefix(root).unwrap().display().to_string();
        if path.extension().is_some_and(|ending| ending == "rules") {
            found.push((name, text, None));
        } else {
            found.extend(blocks(&text).map(|(line, block)| (format!("{name}:{line}"), block, None)));
        }
    }
    found
}

/// The blocks of rules on a page; one that is a part stands alone, with the errors that this gives.
fn blocks(text: &str) -> impl Iterator<Item = (usize, String)> {
    let mut found = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        if line.starts_with("```") {
            let inside: Vec<&str> = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
            if line.starts_with("```rules") {
                found.push((number + 1, inside.join("\n")));
            }
        }
    }
    found.into_iter()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rules" || ending == "md") {
            found.push(path);
        }
    }
}
