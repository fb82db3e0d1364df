//! The conformance cases, by the rules of `tests/conformance/README.md`. All failing cases are told at once.
#![allow(clippy::unwrap_used, reason = "a test says no by panicking")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use grading_tests::compare::difference;
use grading_tests::engine;
use grading_tests::meaning::Meaning;
use grading_tests::policies::{Texts, found, found_among, parsed, text_of};
use grading_tests::proofs::all_told;
use messages::Severity;
use serde_json::{Map, Value as Json};

const AS_OF: &str = "2020-02-29";

#[test]
fn the_engine_answers_as_expected() {
    let engine = |rules: &Path| {
        let text = text_of(rules);
        let compiled = Texts { own: &text, base: None }.compiled();
        let policy = compiled.policy.as_ref().ok_or_else(|| format!("{:?}", found(&compiled, Severity::Error)))?;
        Ok(engine::answers(policy, AS_OF, &rules.with_extension("records.jsonl")))
    };
    report(
        ["random", "hand"]
            .iter()
            .flat_map(|folder| policies(folder))
            .map(|rules| graded(&rules, engine(&rules)))
            .collect(),
    );
}

#[test]
fn the_second_meaning_answers_as_expected() {
    let meaning = |rules: &Path| {
        let file = parsed(&text_of(rules));
        let meaning = Meaning::of(&[], &file);
        let records = objects(&rules.with_extension("records.jsonl"));
        let answer = |record| meaning.answer(record, AS_OF).ok_or("too many fillings");
        records.iter().map(answer).collect::<Result<Vec<_>, _>>().map_err(ToOwned::to_owned)
    };
    report(
        ["random", "hand"]
            .iter()
            .flat_map(|folder| policies(folder))
            .map(|rules| graded(&rules, meaning(&rules)))
            .collect(),
    );
}

#[test]
fn errors_stand_on_the_lines_that_have_them() {
    report(policies("errors").iter().map(|rules| marked(rules, "# error", Severity::Error)).collect());
}

#[test]
fn errors_that_need_proof_stand_on_the_lines_that_have_them() {
    report(policies("proofs").iter().map(|rules| marked(rules, "# error", Severity::Error)).collect());
}

#[test]
fn warnings_stand_on_the_lines_that_have_them_and_leave_a_policy_accepted() {
    let marked = |rules: &PathBuf| {
        marked(rules, "# warning", Severity::Warning).and_then(|()| marked(rules, "# error", Severity::Error))
    };
    report(policies("warnings").iter().map(marked).collect());
}

/// The policies of a folder of cases, in order.
fn policies(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance").join(folder);
    let files = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let mut rules: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|ending| ending == "rules")).collect();
    assert!(!rules.is_empty(), "{} holds no case", folder.display());
    rules.sort();
    rules
}

fn objects(path: &Path) -> Vec<Map<String, Json>> {
    let lines = text_of(path);
    let object = |line: &str| serde_json::from_str::<Map<String, Json>>(line).unwrap();
    lines.lines().filter(|line| !line.trim().is_empty()).map(object).collect()
}

fn graded(rules: &Path, answers: Result<Vec<Map<String, Json>>, String>) -> Result<(), String> {
    let told = |problem: String| format!("{}: {problem}", rules.display());
    let answers = answers.map_err(told)?;
    let expected = objects(&rules.with_extension("expected.jsonl"));
    if answers.len() != expected.len() {
        return Err(told(format!("{} answers for {} records", answers.len(), expected.len())));
    }
    let differences = expected.iter().zip(&answers).filter_map(|(expected, answer)| {
        difference(expected, answer).map(|difference| format!("\n    {} {difference}", expected["id"]))
    });
    let differences: String = differences.collect();
    if differences.is_empty() { Ok(()) } else { Err(told(differences)) }
}

/// Whether what is told of this severity stands on exactly the lines with the mark.
fn marked(rules: &Path, mark: &str, severity: Severity) -> Result<(), String> {
    let text = text_of(rules);
    let compiled = Texts { own: &text, base: None }.compiled();
    let (expected, found) = (marks(&text, mark), found_among(&compiled, &all_told(&compiled), severity));
    let lines: BTreeSet<usize> = found.iter().map(|(line, _)| *line).collect();
    let once = severity != Severity::Error || lines.len() == found.len();
    if lines == expected && once {
        return Ok(());
    }
    Err(format!("{}: expected on {expected:?}, found {found:#?}", rules.display()))
}

/// The lines with a mark.
fn marks(text: &str, mark: &str) -> BTreeSet<usize> {
    (1..).zip(text.lines()).filter(|(_, line)| line.contains(mark)).map(|(at, _)| at).collect()
}

fn report(cases: Vec<Result<(), String>>) {
    let count = cases.len();
    let failing: Vec<String> = cases.into_iter().filter_map(Result::err).collect();
    assert!(failing.is_empty(), "{} of {count} cases fail:\n{}", failing.len(), failing.join("\n"));
}
