//! Schemas, tried with a validator: what the engine accepts in its plainest spelling they accept, and what it refuses they
//! refuse; every answer fits the schema of answers.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test says no by panicking")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use core_model::{Datum, Factor, FactorKind, Place, Policy, Record, RecordReader, Shown, shown};
use grading_dsl::compile_text;
use jsonschema::{Validator, draft202012};
use messages::{Blanks, Lang, answer_schema, record_schema};
use record_io::{Options, Silence, Source};
use serde_json::{Map, Value as Json, json};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn validator(schema: &str) -> Validator {
    let schema: Json = serde_json::from_str(schema).unwrap();
    draft202012::meta::validate(&schema).unwrap_or_else(|error| panic!("no schema: {error}"));
    draft202012::new(&schema).unwrap()
}

fn of_records(policy: &Policy, blanks: Blanks) -> Validator {
    validator(&record_schema(policy, blanks, Lang::En))
}

/// The policies of the cases and of the standards, each with its records.
fn cases() -> Vec<(Arc<Policy>, PathBuf)> {
    let mut cases = Vec::new();
    for folder in ["tests/conformance/hand", "tests/conformance/random"] {
        for file in std::fs::read_dir(root().join(folder)).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "rules") {
                cases.push((path.clone(), path.with_extension("records.jsonl")));
            }
        }
    }
    for folder in std::fs::read_dir(root().join("rules")).unwrap() {
        let folder = folder.unwrap().path();
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let policy = folder.join(format!("{name}.rules"));
        let files = std::fs::read_dir(&folder).into_iter().flatten().map(|file| file.unwrap().path());
        let records = files.filter(|file| file.extension().is_some_and(|ending| ending == "csv" || ending == "jsonl"));
        cases.extend(records.map(|records| (policy.clone(), records)));
    }
    cases.sort();
    let compiled = cases.into_iter().filter_map(|(policy, records)| {
        let text = std::fs::read_to_string(policy).ok()?;
        Some((compile_text(&text).policy?, records))
    });
    compiled.collect()
}

/// The records of a file as the engine reads them; those that it refuses as `None`.
fn records(policy: &Policy, file: &Path) -> Vec<Option<Record>> {
    let options = Options { silence: Silence::Allowed, ..Options::default() };
    let Ok(rows) = record_io::open(&Source::named(file.as_os_str()), policy, &options) else { return Vec::new() };
    rows.map(|row| row.unwrap().record.ok()).collect()
}

/// Every plain spelling of a record: by names, and by labels.
fn spelt(policy: &Policy, record: &Record) -> [Json; 2] {
    [false, true].map(|by_label| {
        let said = policy.factors.iter().zip(&record.0).map(|(factor, datum)| {
            let key = if by_label { factor.named.called() } else { &factor.named.name };
            (key.to_owned(), datum.as_ref().map_or(Json::Null, |datum| value(policy, factor, datum, by_label)))
        });
        Json::Object(said.collect())
    })
}

fn value(policy: &Policy, factor: &Factor, datum: &Datum, by_label: bool) -> Json {
    let value = shown(&factor.kind, &policy.ladder, datum).unwrap();
    match (&factor.kind, &value, datum) {
        (FactorKind::Scale(values) | FactorKind::Choice(values), _, Datum::Value(at)) if by_label => {
            json!(values[usize::from(*at)].called())
        }
        (FactorKind::Number(_), Shown::Text(number), _) if !by_label => {
            number.parse::<serde_json::Number>().unwrap().into()
        }
        (_, value, _) => serde_json::to_value(value).unwrap(),
    }
}

#[test]
fn what_the_engine_accepts_the_schema_accepts() {
    let mut tried = 0;
    for (policy, file) in cases() {
        let schema = of_records(&policy, Blanks::Allowed);
        let reader = RecordReader::new(Arc::clone(&policy));
        for record in records(&policy, &file).into_iter().flatten() {
            for spelt in spelt(&policy, &record) {
                let problem = schema.iter_errors(&spelt).map(|error| error.to_string()).collect::<Vec<_>>();
                assert!(problem.is_empty(), "{spelt}: {problem:?}");
                assert_eq!(reader.read(&spelt), Ok(record.clone()), "{spelt}");
                tried += 1;
            }
        }
    }
    assert!(tried > 1_000, "only {tried} records");
}

/// Values that fit no factor of the kind.
fn misfits(factor: &Factor) -> Vec<Json> {
    match &factor.kind {
        FactorKind::Scale(_) | FactorKind::Choice(_) => vec![json!("无此取值"), json!(true), json!(["x"]), json!({})],
        FactorKind::Level => vec![json!("十级"), json!(10), json!(1.5), json!(true)],
        FactorKind::Set(_) => vec![json!(["无此取值"]), json!([true]), json!(true), json!({"a": 1})],
        FactorKind::YesNo => vec![json!("也许"), json!(2), json!(["是"])],
        FactorKind::Number(kind) => {
            let beyond = 10 * (kind.most.abs().max(kind.least.abs()) + 1);
            vec![json!("约5"), json!(true), json!(beyond), json!(-beyond), json!("0.1234567")]
        }
        FactorKind::Date => vec![json!("31/10/2012"), json!(20_121_031), json!(["2012-10-31"])],
        FactorKind::Dates => vec![json!(["31/10/2012"]), json!([1]), json!(true)],
        FactorKind::Text => vec![json!(1), json!(["文"]), json!("字".repeat(40_000))],
    }
}

#[test]
fn what_the_engine_refuses_the_schema_refuses() {
    let mut tried = 0;
    for (policy, _) in cases() {
        let schema = of_records(&policy, Blanks::Allowed);
        let reader = RecordReader::new(Arc::clone(&policy));
        for factor in &policy.factors {
            for misfit in misfits(factor) {
                for key in factor.named.spellings() {
                    let record = Json::Object(Map::from_iter([(key.to_owned(), misfit.clone())]));
                    assert!(reader.read(&record).is_err(), "the engine accepts {record}");
                    assert!(!schema.is_valid(&record), "the schema accepts {record}");
                    tried += 1;
                }
            }
        }
        for none in [json!([]), json!("text"), json!(null), json!(1)] {
            assert!(!schema.is_valid(&none), "{none}");
        }
    }
    assert!(tried > 1_000, "only {tried} values");
}

const POLICY: &str = r#"
policy p "样例"
factor duty "职能" aka "岗位职能" : none "无" < important "重要"
factor l "可能性" : `1` | `3` | `10`
factor attention "关注" : low "低" < high "高" assume high
factor loss "损失" : number in -5..100亿 unit "元"
factor count "件数" : number in 0..10 decimals 0 assume 2
rule r when duty is important then level 1
otherwise level 3
"#;

#[test]
fn a_complete_record_leaves_nothing_open_but_what_is_assumed() {
    let policy = compile_text(POLICY).policy.unwrap();
    let (complete, open) = (of_records(&policy, Blanks::Refused), of_records(&policy, Blanks::Allowed));
    let whole = json!({"岗位职能": "重要", "l": 3, "损失": "1.50", "另": 1});
    assert!(complete.is_valid(&whole) && open.is_valid(&whole));
    for silent in [json!({"duty": "none", "l": 1}), json!({"duty": null, "l": 1, "loss": 1}), json!({})] {
        assert!(!complete.is_valid(&silent), "{silent}");
        assert!(open.is_valid(&silent), "{silent}");
    }
    let mut assumed = whole.clone();
    assumed["关注"] = Json::Null;
    assert!(complete.is_valid(&assumed));
}

#[test]
fn numbers_are_held_to_range_and_decimals() {
    let policy = compile_text(POLICY).policy.unwrap();
    let schema = of_records(&policy, Blanks::Allowed);
    let fits = |key: &str, value: Json| schema.is_valid(&Json::Object(Map::from_iter([(key.to_owned(), value)])));
    for good in [json!(-5), json!(84.35), json!(0.1), json!("84.35"), json!(10_000_000_000_u64), json!(null)] {
        assert!(fits("loss", good.clone()), "{good}");
    }
    for bad in [json!(-5.01), json!(10_000_000_000.01), json!("1.234"), json!("1e3"), json!("")] {
        assert!(!fits("loss", bad.clone()), "{bad}");
    }
    assert!(fits("count", json!(3)) && fits("件数", json!("3")));
    assert!(!fits("count", json!(1.5)) && !fits("count", json!("1.5")) && !fits("count", json!(11)));
    assert!(fits("l", json!(3)) && fits("l", json!("10")) && !fits("l", json!(2)));
}

#[test]
fn the_schema_is_written_for_readers() {
    let policy = compile_text(POLICY).policy.unwrap();
    let schema: Json = serde_json::from_str(&record_schema(&policy, Blanks::Allowed, Lang::Zh)).unwrap();
    let properties = &schema["properties"];
    assert_eq!(schema["title"], "样例");
    assert_eq!(schema["$comment"], format!("p, {}", policy.digest()));
    assert_eq!(
        (&properties["duty"]["title"], &properties["duty"]["description"]),
        (&json!("职能"), &json!("none 无 < important 重要"))
    );
    assert_eq!(properties["岗位职能"], json!({"$ref": "#factor1"}));
    assert_eq!((&properties["attention"]["default"], &properties["count"]["default"]), (&json!("high"), &json!("2")));
    let loss = properties["loss"]["description"].as_str().unwrap();
    assert!(["-5", "100亿", "元", "2 位"].iter().all(|part| loss.matches(part).count() == 1), "{loss}");
}

/// Every answer to the records of the cases and of the standards, and to some that are refused.
fn answers() -> Vec<Json> {
    let mut answers = Vec::new();
    for (policy, file) in cases() {
        let Some(day) = policy.in_force.map(|period| period.from).or(core_model::Date::new(2020, 2, 29)) else {
            continue;
        };
        let program = policy.as_of(day).unwrap();
        let options = Options { silence: Silence::Allowed, ..Options::default() };
        let Ok(rows) = record_io::open(&Source::named(file.as_os_str()), &policy, &options) else { continue };
        for row in rows {
            let row = row.unwrap();
            let answer = match row.record {
                Ok(record) => messages::answer(&program, row.place, &program.grade(&record), Lang::Zh),
                Err(problems) => messages::invalid(&program, row.place, &problems, Lang::Zh),
            };
            answers.push(serde_json::to_value(answer).unwrap());
        }
        let silent = program.grade(&Record::silent(policy.factors.len()));
        answers.push(serde_json::to_value(messages::answer(&program, Place::of("空"), &silent, Lang::Zh)).unwrap());
    }
    assert!(answers.len() > 500, "hardly any answers");
    answers
}

#[test]
fn every_answer_fits_the_schema_of_answers_and_a_hurt_one_does_not() {
    let schema = validator(&answer_schema(Lang::Zh));
    for answer in answers() {
        let problem = schema.iter_errors(&answer).map(|error| error.to_string()).collect::<Vec<_>>();
        assert!(problem.is_empty(), "{answer}: {problem:?}");
        for hurt in hurt(&answer) {
            assert!(!schema.is_valid(&hurt), "accepted: {hurt}");
        }
    }
}

/// The answer with one thing wrong.
fn hurt(answer: &Json) -> Vec<Json> {
    let mut hurt = Vec::new();
    for key in ["row", "id", "outcome", "policy", "digest", "as_of", "level", "outside", "possible"] {
        let needed = match key {
            "level" => answer["outcome"] == "graded",
            "outside" => answer["outcome"] == "outside",
            "possible" => answer["outcome"] == "undetermined",
            _ => true,
        };
        let mut less = answer.as_object().unwrap().clone();
        if needed && less.remove(key).is_some() {
            hurt.push(less.into());
        }
    }
    for (key, _) in answer.as_object().unwrap() {
        let mut wrong = answer.clone();
        wrong[key] = json!({"a": {"b": []}});
        hurt.push(wrong);
    }
    let mut wrong = answer.clone();
    wrong["outcome"] = json!("good");
    hurt.push(wrong.clone());
    let mut wrong = answer.clone();
    wrong["digest"] = json!("g2:00");
    hurt.push(wrong);
    hurt
}
