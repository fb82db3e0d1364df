//! That laying out a policy changes nothing else, asked of every policy there is: the standards, the cases, the examples of the pages, and
//! policies by chance; as written, and with all keywords in either language.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says no by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use grading_tests::generate::cases;
use grading_tests::layout::{ALL, changed, there_and_back};
use proptest::test_runner::{Config, TestRunner};

#[test]
fn standards_cases_and_examples_stay_what_they_are() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (name, text, base) in texts() {
        match laid_out(&text, base.as_deref()) {
            Ok(true) => count += 1,
            Ok(false) => {}
            Err(reason) => wrong.push(format!("{name}: {reason}")),
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 100, "only {count} texts without mistakes of syntax");
}

#[test]
fn generated_policies_stay_what_they_are() {
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(100) });
    let done = runner.run(&cases(), |case| {
        let found = laid_out(&case.policy, case.base.as_deref());
        let base = case.base.as_deref().map_or(Ok(true), |base| laid_out(base, None));
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
fn laid_out(text: &str, base: Option<&str>) -> Result<bool, String> {
    let found = changed(text, base, &ALL)?;
    there_and_back(text).map(|()| found)
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
