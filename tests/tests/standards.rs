//! The real standards under `rules/`: each compiles, passes its own tests, and grades its records as its pages say.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test says no by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use core_model::{Answer, Date, Expectation, Ladder, Level, LevelId, Named, OutsideId, Policy, Program};
use grading_dsl::{Compiled, Files, Unreadable, compile, compile_text, run_tests};
use messages::{Lang, Severity};
use record_io::{Options, Silence, Source, answer, invalid, open};
use serde_json::Value;

/// Reads the files of one standard.
struct Folder(PathBuf);

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        fs::read(self.0.join(path)).map_err(|_| Unreadable::Missing)
    }
}

/// The standards whose page tells the outcome of each record: the folder, each policy and the column that is about it.
const TOLD: &[(&str, &[(&str, &str)])] = &[
    ("five-criteria", &[("five-criteria.rules", "结果")]),
    ("investment-projects", &[("investment-projects.rules", "结果")]),
    ("leader-posts", &[("leader-posts.rules", "结果")]),
    ("likelihood-times-consequence", &[("at-least.rules", "大于等于"), ("above.rules", "大于")]),
    ("power-coverage", &[("power-coverage.rules", "结果")]),
];

#[test]
fn every_standard_compiles_and_passes_its_own_tests() {
    for path in policies() {
        let compiled = compiled(&path);
        let errors = compiled.diagnostics.iter().filter(|one| one.severity == Severity::Error);
        let errors: Vec<String> = errors.map(|one| describe(&compiled, one)).collect();
        assert!(errors.is_empty(), "{}:\n{}", path.display(), errors.join("\n"));
        let reports = run_tests(&compiled);
        assert!(reports.len() >= 5, "{} has hardly any tests", path.display());
        let failed = reports.iter().filter_map(|report| report.diagnostic.as_ref());
        let failed: Vec<String> = failed.map(|one| describe(&compiled, one)).collect();
        assert!(failed.is_empty(), "{}:\n{}", path.display(), failed.join("\n"));
    }
}

#[test]
fn every_level_and_every_outcome_beside_the_ladder_is_expected_by_some_test() {
    for path in policies() {
        let compiled = compiled(&path);
        let ladder = &compiled.policy.as_ref().unwrap().ladder;
        let expected: Vec<&Expectation> = compiled.tests.iter().flat_map(|test| &test.expect).collect();
        for level in (0..ladder.count()).map(LevelId) {
            assert!(expected.contains(&&Expectation::Level(level)), "{}: {level:?}", path.display());
        }
        for outside in (0..u8::try_from(ladder.outside.len()).unwrap()).map(OutsideId) {
            assert!(expected.contains(&&Expectation::Outside(outside)), "{}: {outside:?}", path.display());
        }
        assert!(expected.contains(&&Expectation::Undetermined), "{}", path.display());
    }
}

#[test]
fn records_grade_as_the_page_of_their_standard_says() {
    for (name, policies) in TOLD {
        let folder = root().join("rules").join(name);
        let page = fs::read_to_string(folder.join("README.md")).unwrap();
        for (policy, column) in *policies {
            assert_eq!(outcomes(&folder, policy, "records.csv"), told(&page, column), "{name}: {policy}");
        }
    }
    let told: Vec<&str> = TOLD.iter().map(|(name, _)| *name).collect();
    let having: Vec<PathBuf> = standards().into_iter().filter(|folder| folder.join("records.csv").exists()).collect();
    assert!(having.iter().map(|folder| folder.file_name().unwrap().to_str().unwrap()).eq(told));
}

#[test]
fn records_open_in_a_spreadsheet_and_say_whether_they_are_made_up() {
    let told = TOLD.iter().map(|(name, _)| root().join("rules").join(name));
    for folder in told {
        let path = folder.join("records.csv");
        assert!(fs::read(&path).unwrap().starts_with(b"\xEF\xBB\xBF"), "{}", path.display());
        let sources = column(&path, "来源");
        assert!(sources.values().any(|source| source == "编造"), "{}", path.display());
        assert!(sources.values().all(|source| !source.is_empty()), "{}", path.display());
        let page = fs::read_to_string(folder.join("README.md")).unwrap();
        assert!(page.contains("**编造**"), "{}", folder.display());
    }
}

#[test]
fn the_two_systems_of_likelihood_and_consequence_differ_in_two_cells() {
    let folder = root().join("rules/likelihood-times-consequence");
    let (at_least, above) =
        (outcomes(&folder, "at-least.rules", "records.csv"), outcomes(&folder, "above.rules", "records.csv"));
    let (likelihood, consequence) =
        (column(&folder.join("records.csv"), "可能性"), column(&folder.join("records.csv"), "后果"));
    let cells: BTreeSet<(&str, &str)> = at_least
        .keys()
        .filter(|id| !at_least[*id].starts_with("待定") && at_least[*id] != "无效" && !likelihood[*id].is_empty())
        .map(|id| (likelihood[id].as_str(), consequence[id].as_str()))
        .collect();
    assert_eq!(cells.len(), 16);
    let differing = at_least.iter().filter(|(id, level)| above[*id] != **level);
    let differing: Vec<[&str; 4]> = differing
        .map(|(id, level)| [&*likelihood[id], &*consequence[id], level.as_str(), above[id].as_str()])
        .collect();
    assert_eq!(differing, [["很可能", "一般", "二级", "三级"], ["很可能", "较大", "一级", "二级"]]);
    let page = fs::read_to_string(folder.join("README.md")).unwrap();
    assert!(page.contains("| 很可能 | 较大 | 6 × 40 = 240 | 一级 | 二级 |"));
    assert!(page.contains("| 很可能 | 一般 | 6 × 15 = 90 | 二级 | 三级 |"));
}

#[test]
fn the_english_twin_of_zhangye_gives_the_same_answers() {
    let folder = root().join("rules/zhangye");
    let graded = |name: &str| {
        let policy = compiled(&folder.join(name)).policy.unwrap();
        let answers = answers(&policy, &folder.join("risk-points.csv"), &Options::default());
        let answers = answers.into_iter().map(|answer| serde_json::to_value(answer).unwrap());
        let without_source =
            answers.map(|mut answer| answer.as_object_mut().unwrap().remove("source").and(Some(answer)));
        without_source.collect::<Option<Vec<Value>>>().unwrap()
    };
    assert_eq!(graded("zhangye.en.rules").len(), 34);
    assert_eq!(graded("zhangye.en.rules"), graded("zhangye.rules"));
}

#[test]
fn the_english_twin_of_zhangye_has_the_same_digest() {
    let folder = root().join("rules/zhangye");
    let digest = |name: &str| compiled(&folder.join(name)).digest().unwrap();
    assert_eq!(digest("zhangye.en.rules"), digest("zhangye.rules"));
    let source = |name: &str| compiled(&folder.join(name)).source();
    assert_ne!(source("zhangye.en.rules"), source("zhangye.rules"));
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
    outcomes(&root().join("rules/zhangye"), "zhangye.rules", "risk-points.csv")
}

/// By the record's number: what the policy makes of it.
fn outcomes(folder: &Path, policy: &str, records: &str) -> BTreeMap<String, String> {
    let policy = compiled(&folder.join(policy)).policy.unwrap();
    let answers = answers(&policy, &folder.join(records), &Options::default());
    answers.iter().map(|answer| (answer.place.id.clone(), outcome(&policy.ladder, answer))).collect()
}

/// By the record's number: what the table of a page that begins with 编号 says in a column.
fn told(page: &str, column: &str) -> BTreeMap<String, String> {
    let cells = |line: &str| -> Vec<String> { line.split('|').map(|cell| cell.trim().to_owned()).collect() };
    let mut lines = page.lines().skip_while(|line| !line.starts_with("| 编号 |"));
    let at = cells(lines.next().unwrap()).iter().position(|heading| heading == column).unwrap();
    let rows = lines.skip(1).take_while(|line| line.starts_with('|')).map(cells);
    rows.map(|row| (row[1].clone(), row[at].clone())).collect()
}

fn answers(policy: &Arc<Policy>, data: &Path, options: &Options) -> Vec<Answer> {
    let program = Program::new(Arc::clone(policy), Date::new(2026, 11, 24).unwrap()).unwrap();
    let records = open(&Source::named(data.as_os_str()), policy, options).unwrap();
    let rows = records.map(|row| row.unwrap());
    rows.map(|row| match row.record {
        Ok(record) => answer(&program, row.place, &program.grade(&record), Lang::Zh),
        Err(problems) => invalid(&program, row.place, &problems, Lang::Zh),
    })
    .collect()
}

fn outcome(ladder: &Ladder, answer: &Answer) -> String {
    let answer = serde_json::to_value(answer).unwrap();
    match answer["outcome"].as_str() {
        Some("undetermined") => {
            let possible = answer["possible"].as_array().unwrap();
            let possible: Vec<String> = possible.iter().map(|one| settled(ladder, one)).collect();
            format!("待定（{}）", possible.join("、"))
        }
        Some("invalid") => "无效".to_owned(),
        _ => settled(ladder, &answer),
    }
}

/// What an outcome that is settled is called.
fn settled(ladder: &Ladder, outcome: &Value) -> String {
    let label = |named: &Named| named.label.clone().unwrap_or_else(|| named.name.clone());
    match outcome["outcome"].as_str() {
        Some("graded") => {
            let said = &outcome["level"];
            let is_it = |level: &&Level| level.number.map_or(said == &level.named.name, |number| said == number);
            label(&ladder.levels.iter().find(is_it).unwrap().named)
        }
        Some("outside") => label(ladder.outside.iter().find(|named| outcome["outside"] == named.name).unwrap()),
        Some("ungraded") => "未评定".to_owned(),
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

/// A policy by its path.
fn compiled(path: &Path) -> Compiled {
    let name = path.file_name().unwrap().to_str().unwrap();
    compile(name, &Folder(path.parent().unwrap().to_path_buf()))
}

/// Every policy of every standard: the files that begin one, not those that are only imported.
fn policies() -> Vec<PathBuf> {
    let files = standards().into_iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let rules =
        files.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|is| is == "rules"));
    let begins = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        text.lines().any(|line| line.starts_with("标准 ") || line.starts_with("policy "))
    };
    let mut found: Vec<PathBuf> = rules.filter(begins).collect();
    found.sort();
    assert!(found.len() >= 8, "{found:?}");
    found
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
