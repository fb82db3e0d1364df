//! The engine held against the second meaning, on policies and records by chance.
//!
//! The seed is fixed. `AGREEMENT_CASES` tries more policies, `AGREEMENT_SEED` others.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says no by panicking")]

use grading_tests::compare::disagreement;
use grading_tests::engine;
use grading_tests::generate::{Generated, cases};
use grading_tests::meaning::Meaning;
use grading_tests::policies::{Texts, found, parsed};
use messages::Severity;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use record_io::Source;
use serde_json::{Map, Value as Json};

const CASES: u32 = 400;

#[test]
fn the_engine_and_the_second_meaning_agree() {
    let asked = |name: &str, otherwise: u32| std::env::var(name).map_or(otherwise, |value| value.parse().unwrap());
    let config = Config {
        cases: asked("AGREEMENT_CASES", CASES),
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..Config::default()
    };
    let mut seed = [0; 32];
    seed[..4].copy_from_slice(&asked("AGREEMENT_SEED", 2_012).to_le_bytes());
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed));
    if let Err(failure) = runner.run(&cases(), |case| agree(&case).map_err(TestCaseError::fail)) {
        panic!("{failure}");
    }
}

fn agree(case: &Generated) -> Result<(), String> {
    let texts = Texts { own: &case.policy, base: case.base.as_deref() };
    let compiled = texts.compiled();
    let Some(policy) = &compiled.policy else {
        return Err(format!("not accepted: {:#?}", found(&compiled, Severity::Error)));
    };
    let records = Source::memory("records.jsonl", case.records.join("\n").into_bytes());
    let answers = engine::answers_of(policy, &case.as_of, &records);

    let (own, base) = (parsed(&case.policy), case.base.as_deref().map(parsed));
    let meaning = Meaning::of(&base.iter().collect::<Vec<_>>(), &own);
    for (record, answer) in case.records.iter().zip(&answers) {
        let said: Map<String, Json> = serde_json::from_str(record).unwrap();
        let Some(expected) = meaning.answer(&said, &case.as_of) else { continue };
        if answer.get("exact") == Some(&Json::from(false)) {
            continue;
        }
        if let Some(difference) = disagreement(&expected, answer) {
            let (expected, answer) = (Json::from(expected), Json::from(answer.clone()));
            return Err(format!("{difference}\nrecord {record}\nmeaning {expected}\nengine  {answer}"));
        }
    }
    Ok(())
}
