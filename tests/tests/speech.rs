//! Conditions and tests that are written down from a compiled policy mean, when they are read in its text, what they were
//! written from: of the standards and of policies by chance, in either keyword language.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test says no by panicking")]

use std::fs;
use std::path::Path;

use core_model::Condition;
use grading_dsl::{Compiled, Keywords, print_condition, print_test};
use grading_tests::generate::cases;
use grading_tests::policies::{Texts, found};
use messages::Severity;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

const BOTH: [Keywords; 2] = [Keywords::English, Keywords::Chinese];

#[test]
fn what_generated_policies_say_is_read_as_it_is_written() {
    let config = Config { failure_persistence: None, ..Config::with_cases(150) };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[5; 32]));
    let done = runner.run(&cases(), |case| {
        let texts = Texts { own: &case.policy, base: case.base.as_deref() };
        BOTH.iter().try_for_each(|keywords| reads_back(&texts, *keywords)).map_err(TestCaseError::fail)
    });
    if let Err(error) = done {
        panic!("{error}");
    }
}

#[test]
fn what_standards_say_is_read_as_it_is_written() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("rules");
    let mut tests = 0;
    for name in ["zhangye/zhangye.rules", "leader-posts/leader-posts.rules", "power-coverage/power-coverage.rules"] {
        let text = fs::read_to_string(rules.join(name)).unwrap();
        let texts = Texts { own: &text, base: None };
        tests += texts.compiled().tests.len();
        for keywords in BOTH {
            if let Err(reason) = reads_back(&texts, keywords) {
                panic!("{name}: {reason}");
            }
        }
    }
    assert!(tests > 10);
}

/// Writes every condition and every test of the policy behind its text, and compares what is read.
fn reads_back(texts: &Texts<'_>, keywords: Keywords) -> Result<(), String> {
    let compiled = texts.compiled();
    let Some(policy) = &compiled.policy else { return Err(format!("{:?}", found(&compiled, Severity::Error))) };
    let rules = policy.rules.iter().flat_map(|rule| [Some(&rule.when), rule.unless.as_ref()]).flatten();
    let conditions: Vec<&Condition> = rules.chain(policy.impossible.iter().map(|record| &record.when)).collect();
    let mut text = format!("{}\n\nmeasure zz_m\n", texts.own);
    for (at, condition) in conditions.iter().enumerate() {
        let spoken = print_condition(policy, condition, keywords).ok_or("no words")?;
        text.push_str(&format!("rule zz{at} when {spoken} then require zz_m\n"));
    }
    for (at, test) in fitting(&compiled).enumerate() {
        let name = format!("zz{at}");
        let spoken = print_test(policy, &name, test.as_of, &test.given.record, &test.expect, keywords);
        text.push_str(&spoken.ok_or("no words")?);
    }
    let again = Texts { own: &text, base: texts.base }.compiled();
    let Some(read) = &again.policy else { return Err(format!("{:?}\n{text}", found(&again, Severity::Error))) };
    let from = read.rules.len() - conditions.len();
    for (condition, rule) in conditions.iter().zip(&read.rules[from..]) {
        let (before, after) = (format!("{condition:?}"), format!("{:?}", rule.when));
        // Where a matrix concludes is spoken of row by row, and several levels are asked for one by one. Of a product of two
        // constants, one of them a define, either side may be read as the multiplier.
        let other = after.contains("Any([Level(") || after.contains("Times(Number { term: Constant(");
        if !before.contains("Matrix(Matrix") && !other {
            same(&before, &after, &text)?;
        }
    }
    let from = again.tests.len() - fitting(&compiled).count();
    for (test, other) in fitting(&compiled).zip(&again.tests[from..]) {
        same(&format!("{:?}", test.given), &format!("{:?}", other.given), &text)?;
        let sorted = |test: &grading_dsl::TestCase| {
            let mut expect: Vec<String> = test.expect.iter().map(|expected| format!("{expected:?}")).collect();
            expect.sort();
            expect.join("\n")
        };
        same(&sorted(test), &sorted(other), &text)?;
    }
    Ok(())
}

/// The tests whose record could be read whole.
fn fitting(compiled: &Compiled) -> impl Iterator<Item = &grading_dsl::TestCase> {
    compiled.tests.iter().filter(|test| test.given.misfits.is_empty())
}

fn same(before: &str, after: &str, text: &str) -> Result<(), String> {
    if before == after { Ok(()) } else { Err(format!("{before}\nis read as\n{after}\nin\n{text}")) }
}
