//! Policies with mistakes, each marked on its line with the codes that it must get; and how every message is worded.
//!
//! In `tests/cases/diagnostics/*.rules` a comment `# E0401` (or several codes) stands on each line that must get these
//! errors; no other line may get an error. A warning or note is marked in the same way, but those unmarked are let be.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says no by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use grading_dsl::{Compiled, compile_text};
use grading_tests::proofs::all_told;
use messages::{Diagnostic, Lang, Severity};

#[test]
fn each_mistake_gets_its_code_on_its_line_and_no_other_and_is_worded_as_the_house_words_messages() {
    let mut wrong = Vec::new();
    for path in cases() {
        let text = fs::read_to_string(&path).unwrap();
        let compiled = compile_text(&text);
        worded(&compiled);
        let marked = marks(&text);
        let found = found(&compiled);
        let stray = |(place, severity): &(Place, Severity)| *severity == Severity::Error && !marked.contains(place);
        for ((line, code), _) in found.iter().filter(|one| stray(one)) {
            wrong.push(format!("{}:{line}: not marked, but got {code}", path.display()));
        }
        for (line, code) in marked.iter().filter(|place| !found.iter().any(|(other, _)| other == *place)) {
            wrong.push(format!("{}:{line}: marked {code}, but did not get it", path.display()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Lower case, no full stop; Chinese where it is to be Chinese.
fn worded(compiled: &Compiled) {
    for diagnostic in all_told(compiled) {
        let code = diagnostic.problem.code();
        let english = diagnostic.problem.words(Lang::En).message;
        let chinese = diagnostic.problem.words(Lang::Zh).message;
        assert!(!english.starts_with(|first: char| first.is_ascii_uppercase()), "{code}: {english}");
        assert!(!english.ends_with(['.', '!']), "{code}: {english}");
        assert!(chinese.chars().any(|letter| ('\u{4E00}'..='\u{9FFF}').contains(&letter)), "{code}: {chinese}");
        assert!(!chinese.ends_with(['。', '！']), "{code}: {chinese}");
    }
}

type Place = (usize, String);

fn found(compiled: &Compiled) -> Vec<(Place, Severity)> {
    let place = |one: &Diagnostic| {
        (compiled.sources.line_column(one.span.file, one.span.start).0, one.problem.code().to_owned())
    };
    all_told(compiled).iter().map(|one| (place(one), one.severity)).collect()
}

fn marks(text: &str) -> BTreeSet<Place> {
    let mut found = BTreeSet::new();
    for (number, line) in text.lines().enumerate().skip(1) {
        let Some((_, comment)) = line.rsplit_once("# ") else { continue };
        for code in comment.split_whitespace().filter(|word| is_code(word)) {
            found.insert((number + 1, code.to_owned()));
        }
    }
    found
}

fn is_code(word: &str) -> bool {
    let Some(digits) = word.strip_prefix(['E', 'W']) else { return false };
    digits.len() == 4 && digits.bytes().all(|digit| digit.is_ascii_digit())
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/diagnostics");
    let mut found: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    assert!(found.len() >= 5);
    found
}
