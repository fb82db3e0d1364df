//! The real standards under `rules/`: each compiles, passes its own tests, and grades its records as its pages say.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test says no by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use core_model::{Answer, Date, Policy, Program};
use grading_dsl::{Compiled, Files, Unreadable, compile, compile_text, run_tests};
use messages::{Lang, Severity};
use record_io::{Options, Silence, Source, answer, open};
use serde_json::Value;

/// Reads the files of one standard.
struct Folder(PathBuf);

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        fs::read(self.0.join(path)).map_err(|_| Unreadable::Missing)
    }
}

#[test]
fn every_standard_compiles_and_passes_its_own_tests() {
    for folder in standards() {
        let compiled = compiled(&folder);
        let errors = compiled.diagnostics.iter().filter(|one| one.severity == Severity::Error);
        let errors: Vec<String> = errors.map(|one| describe(&compiled, one)).collect();
        assert!(errors.is_empty(), "{}:\n{}", folder.display(), errors.join("\n"));
        let reports = run_tests(&compiled);
        assert!(reports.len() >= 5, "{} has hardly any tests", folder.display());
        let failed = reports.iter().filter_map(|report| report.diagnostic.as_ref());
        let failed: Vec<String> = failed.map(|one| describe(&compiled, one)).collect();
        assert!(failed.is_empty(), "{}:\n{}", folder.display(), failed.join("\n"));
    }
}

#[test]
fn every_standard_names_its_source() {
    for folder in standards() {
        let page = fs::read_to_string(folder.join("README.md")).unwrap();
        assert!(page.contains("来源"), "{} does not say where it comes from", folder.display());
    }
}

#[test]
fn the_comparison_of_zhangye_says_what_the_engine_says() {
    let folder = root().join("rules/zhangye");
    let graded = zhangye();
    let published = column(&folder.join("published-levels.csv"), "公布等级");
    let compared = column(&folder.join("comparison.csv"), "本标准");
    assert_eq!(graded, compared);
    assert_eq!(published, column(&folder.join("comparison.csv"), "公布等级"));
}

#[test]
fn every_difference_of_the_comparison_is_explained_and_none_is_hidden() {
    let path = root().join("rules/zhangye/comparison.csv");
    let (ours, theirs) = (column(&path, "本标准"), column(&path, "相当于"));
    let (same, why) = (column(&path, "是否一致"), column(&path, "说明"));
    for (id, ours) in &ours {
        let agrees = theirs.get(id) == Some(ours);
        assert_eq!(same.get(id).map(String::as_str), Some(if agrees { "一致" } else { "不一致" }), "{id}");
        assert_eq!(why.get(id).is_some_and(|why| why.chars().count() > 20), !agrees, "{id}");
    }
}

#[test]
fn no_published_level_stands_among_the_readings() {
    let text = fs::read_to_string(root().join("rules/zhangye/risk-points.csv")).unwrap();
    assert!(!text.lines().next().unwrap().contains("公布等级"));
    assert!(column(&root().join("rules/zhangye/risk-points.csv"), "读取理由").values().all(|why| !why.is_empty()));
}

#[test]
fn the_answers_on_the_front_page_are_those_that_the_engine_gives() {
    let page = fs::read_to_string(root().join("README.md")).unwrap();
    let policy = compile_text(&fenced(&page, "rules")[0]).policy.unwrap();
    let examples = fenced(&page, "json");
    assert_eq!(examples.len(), 4);
    for pair in examples.chunks(2) {
        let folder = tempfile::tempdir().unwrap();
        let record = folder.path().join("record.jsonl");
        fs::write(&record, &pair[0]).unwrap();
        let shown: Value = serde_json::from_str(&pair[1]).unwrap();
        let options = Options { silence: Silence::Allowed, ..Options::default() };
        let given = answers(&policy, &record, &options).into_iter().next().unwrap();
        assert_eq!(serde_json::to_value(given).unwrap(), shown);
    }
}

/// The text of the blocks that are fenced as this.
fn fenced(page: &str, mark: &str) -> Vec<String> {
    let opening = format!("```{mark}\n");
    page.split(&opening).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

/// By the point's number: the level, or what it could be.
fn zhangye() -> BTreeMap<String, String> {
    let folder = root().join("rules/zhangye");
    let policy = compiled(&folder).policy.unwrap();
    let answers = answers(&policy, &folder.join("risk-points.csv"), &Options::default());
    answers.iter().map(|answer| (answer.place.id.clone(), outcome(answer))).collect()
}

fn answers(policy: &Arc<Policy>, data: &Path, options: &Options) -> Vec<Answer> {
    let program = Program::new(Arc::clone(policy), Date::new(2026, 11, 24).unwrap()).unwrap();
    let records = open(&Source::named(data.as_os_str()), policy, options).unwrap();
    let rows = records.map(|row| row.unwrap());
    rows.map(|row| answer(policy, row.place, &program.grade(&row.record.unwrap()), Lang::Zh)).collect()
}

fn outcome(answer: &Answer) -> String {
    let answer = serde_json::to_value(answer).unwrap();
    let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
    match answer.get("outcome").map(text).as_deref() {
        Some("graded") => answer.get("label").map(text).unwrap(),
        Some("undetermined") => {
            let possible = answer.get("possible").and_then(Value::as_array).unwrap();
            let levels: Vec<&str> = possible.iter().map(|one| level_name(one.get("level"))).collect();
            format!("待定（{}）", levels.join("、"))
        }
        other => panic!("{other:?}"),
    }
}

fn level_name(level: Option<&Value>) -> &'static str {
    match level.and_then(Value::as_u64) {
        Some(1) => "一级",
        Some(2) => "二级",
        Some(3) => "三级",
        other => panic!("{other:?}"),
    }
}

/// A column of a CSV file by the number in its first column.
fn column(path: &Path, name: &str) -> BTreeMap<String, String> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let at = reader.headers().unwrap().iter().position(|header| header == name).unwrap();
    let rows = reader.records().map(|row| row.unwrap());
    rows.map(|row| (row.get(0).unwrap().to_owned(), row.get(at).unwrap().to_owned())).collect()
}

fn compiled(folder: &Path) -> Compiled {
    let name = folder.file_name().unwrap().to_str().unwrap();
    compile(&format!("{name}.rules"), &Folder(folder.to_path_buf()))
}

fn describe(compiled: &Compiled, found: &messages::Diagnostic) -> String {
    let (line, column) = compiled.sources.line_column(found.span.file, found.span.start);
    format!("{line}:{column}: {} {}", found.problem.code(), found.problem.words(Lang::En).message)
}

fn standards() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("rules")).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    found.sort();
    assert!(!found.is_empty());
    found
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}
