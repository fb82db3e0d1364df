//! What a service relies on: policies and programs go between threads, any record is graded, answers can be stored and read
//! back, the library brings no more than it needs.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test says no by panicking")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use core_model::{
    Answer, AnswerFormat, Date, Datum, Digest, Policy, Program, Record, RecordReader, SourceDigest, StoredAnswer,
};
use grading_dsl::{Compiled, compile_text};
use grading_tests::generate::{Generated, cases};
use grading_tests::policies::Texts;
use messages::{DataProblem, Lang};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use record_io::{Options, Silence, Source};
use serde_json::{Map, Value as Json};

const fn shared<T: Send + Sync + Clone>() {}

const _: () = {
    shared::<Policy>();
    shared::<Arc<Policy>>();
    shared::<Program>();
    shared::<Compiled>();
    shared::<RecordReader>();
    shared::<Record>();
    shared::<core_model::Decision>();
    shared::<core_model::Slot>();
    shared::<Answer>();
    shared::<StoredAnswer>();
    shared::<Digest>();
    shared::<SourceDigest>();
    shared::<messages::Diagnostic>();
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn runner(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 1_000, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[4; 32]))
}

fn program(case: &Generated) -> Program {
    let compiled = Texts { own: &case.policy, base: case.base.as_deref() }.compiled();
    let day = core_model::spelling::date(&case.as_of).unwrap();
    compiled.policy.unwrap().as_of(day).unwrap()
}

/// A record with anything in any slot, and perhaps with too few or too many slots.
fn anything() -> impl Strategy<Value = Record> {
    let datum = prop_oneof![
        any::<u8>().prop_map(Datum::Value),
        proptest::collection::vec(any::<u8>(), 0..4).prop_map(|values| Datum::Set(values.into_iter().collect())),
        any::<i64>().prop_map(Datum::Number),
        prop_oneof![Just(i64::MIN), Just(i64::MAX), Just(0)].prop_map(Datum::Number),
        (0..3_652_059_i64).prop_map(|day| Datum::Date(Date::from_number(day))),
        proptest::collection::vec(0..3_652_059_i64, 0..1_010)
            .prop_map(|days| Datum::Dates(days.into_iter().map(Date::from_number).collect())),
        ".{0,8}".prop_map(Datum::Text),
    ];
    proptest::collection::vec(proptest::option::of(datum), 0..12).prop_map(Record)
}

#[test]
fn grading_is_total_even_over_records_of_another_policy() {
    let found = runner(40).run(&(cases(), proptest::collection::vec(anything(), 8)), |(case, records)| {
        let program = program(&case);
        for record in &records {
            let decision = program.grade(record);
            let answer = messages::answer(&program, core_model::Place::of("x"), &decision, Lang::En);
            prop_assert!(serde_json::to_string(&answer).is_ok());
        }
        Ok(())
    });
    if let Err(failure) = found {
        panic!("{failure}");
    }
}

/// Every answer to the records of the cases and of the standards.
fn answers() -> Vec<Answer> {
    let mut answers = Vec::new();
    for folder in ["tests/conformance/hand", "tests/conformance/random"] {
        for policy in files(&root().join(folder), ".rules") {
            let records = policy.with_extension("records.jsonl");
            answers.extend(graded(&policy, &records));
        }
    }
    answers.extend(graded(&root().join("rules/zhangye/zhangye.rules"), &root().join("rules/zhangye/risk-points.csv")));
    assert!(answers.len() > 500, "hardly any answers");
    answers
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|file| file.to_string_lossy().ends_with(ending)).collect();
    files.sort();
    files
}

fn graded(policy: &Path, records: &Path) -> Vec<Answer> {
    let policy = compile_text(&std::fs::read_to_string(policy).unwrap()).accept().unwrap();
    let day = policy.in_force.map_or(Date::new(2026, 11, 24).unwrap(), |period| period.from);
    let program = policy.as_of(day).unwrap();
    let options = Options { silence: Silence::Allowed, ..Options::default() };
    let rows = record_io::open(&Source::named(records.as_os_str()), &policy, &options).unwrap();
    let answer = |row: record_io::Row| match row.record {
        Ok(record) => messages::answer(&program, row.place, &program.grade(&record), Lang::Zh),
        Err(problems) => messages::invalid(&program, row.place, &problems, Lang::Zh),
    };
    rows.map(|row| answer(row.unwrap())).collect()
}

#[test]
fn an_answer_is_the_same_after_it_was_stored() {
    for answer in answers() {
        let stored = StoredAnswer::new(answer);
        let text = serde_json::to_string(&stored).unwrap();
        let read: StoredAnswer = serde_json::from_str(&text).unwrap();
        assert_eq!(read, stored);
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
    }
}

#[test]
fn a_stored_answer_tells_its_form_and_an_unknown_form_is_refused() {
    let answer = answers().remove(0);
    let mut stored: Map<String, Json> =
        serde_json::from_value(serde_json::to_value(StoredAnswer::new(answer.clone())).unwrap()).unwrap();
    assert_eq!(stored["version"], AnswerFormat::LAST.number());
    stored.insert("version".into(), 2.into());
    let refused = serde_json::from_value::<StoredAnswer>(stored.clone().into()).unwrap_err().to_string();
    assert!(refused.contains("answers of form 2 are not known"), "{refused}");
    stored.remove("version");
    assert!(serde_json::from_value::<StoredAnswer>(stored.into()).is_err());
    // A later version may say more.
    let mut more = serde_json::to_value(&answer).unwrap();
    more["later"] = Json::from(1);
    assert_eq!(serde_json::from_value::<Answer>(more).unwrap(), answer);
}

#[test]
fn records_of_programs_are_read_as_records_of_files_are() {
    let mut same = 0;
    for policy in files(&root().join("tests/conformance/random"), ".rules") {
        let records = policy.with_extension("records.jsonl");
        let policy = compile_text(&std::fs::read_to_string(&policy).unwrap()).policy.unwrap();
        let reader = RecordReader::new(Arc::clone(&policy));
        let options = Options { silence: Silence::Allowed, ..Options::default() };
        let rows = record_io::open(&Source::named(records.as_os_str()), &policy, &options).unwrap();
        let lines = std::fs::read_to_string(&records).unwrap();
        for (row, line) in rows.zip(lines.lines()) {
            let value: Json = serde_json::from_str(line).unwrap();
            let problems = |problems: core_model::RecordProblems| {
                let told = problems.as_slice().iter().cloned();
                told.map(|problem| DataProblem::try_from(problem).unwrap()).collect::<Told>()
            };
            match (row.unwrap().record, reader.read(&value)) {
                (Ok(file), Ok(own)) => assert_eq!(file, own, "{line}"),
                (Err(file), Err(own)) => assert_eq!(told(&file), problems(own), "{line}"),
                (file, own) => panic!("{line}: {file:?} and {own:?}"),
            }
            same += 1;
        }
    }
    assert!(same > 500, "only {same} records");
}

/// What is told of a record, in English.
#[derive(Debug, PartialEq, Eq)]
struct Told(BTreeSet<String>);

impl FromIterator<DataProblem> for Told {
    fn from_iter<I: IntoIterator<Item = DataProblem>>(problems: I) -> Self {
        Self(problems.into_iter().map(|problem| problem.words(Lang::En).message).collect())
    }
}

fn told(problems: &[DataProblem]) -> Told {
    problems.iter().cloned().collect()
}

/// The crates that a library is built of, itself not counted, by what `cargo metadata` resolves without dev-dependencies.
fn crates_of(library: &str) -> BTreeSet<String> {
    let done = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--no-default-features", "--edges", "normal,build", "--prefix", "none"])
        .args(["--format", "{p}", "--package", library])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let lines = String::from_utf8(done.stdout).unwrap();
    let names = lines.lines().filter_map(|line| line.split(' ').next()).filter(|name| !name.is_empty());
    names.map(str::to_owned).filter(|name| name != library).collect()
}

#[test]
fn the_library_brings_no_tables_no_terminal_and_few_crates() {
    let crates = crates_of("grading-dsl");
    for word in [
        "csv", "calamine", "xlsx", "zip", "encoding", "clap", "anstream", "annotate", "terminal", "jiff", "chrono",
        "tempfile", "rand",
    ] {
        let brought: Vec<&String> = crates.iter().filter(|name| name.contains(word)).collect();
        assert!(brought.is_empty(), "{brought:?}");
    }
    assert!(crates.len() <= 50, "{} crates: {crates:?}", crates.len());
}
