//! Tests of a policy, ready to run, and what became of them.

mod days;
pub(crate) mod facts;

use std::sync::Arc;

use core_model::{Date, Decision, Expectation, FactorId, Met, Outcome, Policy, Program, Record, Watch};
use messages::{Diagnostic, Lang, Span, TestFact, TestProblem, listed};

use crate::compiled::Compiled;
use crate::coverage::Coverage;

/// A test, ready to run.
#[derive(Debug, Clone)]
pub struct TestCase {
    /// Its name.
    pub name: String,
    /// Where its name stands.
    pub span: Span,
    /// The day, if it says one.
    pub as_of: Option<Date>,
    /// What it gives.
    pub given: Given,
    /// What it expects, in the order written.
    pub expect: Vec<Expectation>,
}

/// What a test gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The record.
    pub record: Record,
    /// Factors for which it gives a number that does not fit; the record is invalid then.
    pub misfits: Vec<FactorId>,
}

/// What became of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The decision is what was expected.
    Passed,
    /// It is not.
    Failed,
    /// The search had not enough steps to tell.
    NotDecided,
}

/// What is to be told of a test.
#[derive(Debug, Clone)]
pub struct TestReport {
    /// Its name.
    pub name: String,
    /// Where its name stands.
    pub span: Span,
    /// What became of it.
    pub verdict: Verdict,
    /// What was expected, as the test says it.
    pub expected: String,
    /// What was found.
    pub found: String,
    /// The error that it is, unless it passed.
    pub diagnostic: Option<Diagnostic>,
}

/// Runs the tests of a policy, in the order written. None are run where the policy has errors.
///
/// ```
/// use grading_dsl::{Verdict, compile_text, run_tests};
/// let text = "policy p\nfactor a : yes/no\nrule r when a then level 1\notherwise level 3\n";
/// let tests = "test \"one\" given a = yes expect level 1\ntest \"two\" given a = no expect level 2\n";
/// let verdicts: Vec<Verdict> =
///     run_tests(&compile_text(&format!("{text}{tests}"))).into_iter().map(|report| report.verdict).collect();
/// assert_eq!(verdicts, [Verdict::Passed, Verdict::Failed]);
/// ```
#[must_use]
pub fn run_tests(compiled: &Compiled) -> Vec<TestReport> {
    let Some(policy) = &compiled.policy else { return Vec::new() };
    let policy = giving_all(policy, &compiled.tests);
    let reports = compiled.tests.iter().filter_map(|test| {
        let (_, decision) = run(&policy, test)?;
        Some(report(&policy, test, &decision))
    });
    reports.collect()
}

/// The same, and what the tests have seen of the policy; nothing of a policy with errors. A test that gives a number that
/// does not fit has seen nothing.
///
/// ```
/// use grading_dsl::{compile_text, cover_tests};
/// let text = "policy p\nfactor a : yes/no\nrule r when a then level 1\notherwise level 3\n";
/// let (reports, coverage) = cover_tests(&compile_text(&format!("{text}test \"t\" given a = yes expect level 1")));
/// let coverage = coverage.unwrap();
/// assert_eq!((reports.len(), coverage.rules[0].stands), (1, 1));
/// ```
#[must_use]
pub fn cover_tests(compiled: &Compiled) -> (Vec<TestReport>, Option<Coverage>) {
    let Some(policy) = &compiled.policy else { return (Vec::new(), None) };
    let giving = giving_all(policy, &compiled.tests);
    let mut watch = Watch::of(policy);
    let mut reports = Vec::with_capacity(compiled.tests.len());
    for test in &compiled.tests {
        let Some((program, decision)) = run(&giving, test) else { continue };
        reports.push(report(&giving, test, &decision));
        if test.given.misfits.is_empty() {
            watch.record(&program, &test.given.record, &decision);
        }
    }
    (reports, Some(Coverage::new(policy, &compiled.places, watch.tell())))
}

/// Tells of tests whose answer depends on the day though they say none.
pub(crate) fn needing_a_day(policy: &Arc<Policy>, tests: &[TestCase]) -> Vec<Diagnostic> {
    let giving = giving_all(policy, tests);
    let without_day = tests.iter().filter(|test| test.as_of.is_none() && test.given.misfits.is_empty());
    let mut effort = days::Effort::new();
    without_day.filter_map(|test| days::needs_day(&giving, policy, test, &mut effort)).collect()
}

/// Whether a test of the record must say this day: its outcome is another on the first day, or depends on the day.
pub(crate) fn must_say_day(policy: &Arc<Policy>, record: &Record, day: Date, expect: &[Expectation]) -> bool {
    let given = Given { record: record.clone(), misfits: Vec::new() };
    let test = TestCase { name: String::new(), span: Span::default(), as_of: None, given, expect: expect.to_vec() };
    let met = |decision: &Decision| expect.iter().all(|each| each.met(&policy.ladder, decision) == Met::Yes);
    let on_first = run(policy, &test).is_some_and(|(_, decision)| met(&decision));
    day != first_day(policy) && !on_first || days::needs_day(policy, policy, &test, &mut days::Effort::new()).is_some()
}

/// The policy, giving beside the outcome whatever a test expects.
fn giving_all(policy: &Arc<Policy>, tests: &[TestCase]) -> Arc<Policy> {
    let mut giving = policy.also_give.clone();
    for expected in tests.iter().flat_map(|test| &test.expect) {
        if let Expectation::Value(given, _) = expected
            && !giving.contains(given)
        {
            giving.push(*given);
        }
    }
    if giving.len() == policy.also_give.len() {
        return Arc::clone(policy);
    }
    Arc::new(Policy { also_give: giving, ..Policy::clone(policy) })
}

/// The program of the test's day, and what it decides.
fn run(policy: &Arc<Policy>, test: &TestCase) -> Option<(Program, Decision)> {
    let day = test.as_of.unwrap_or_else(|| first_day(policy));
    let program = Program::new(Arc::clone(policy), day).ok()?;
    let decision = decide(&program, test);
    Some((program, decision))
}

fn report(policy: &Policy, test: &TestCase, decision: &Decision) -> TestReport {
    let met = |expected: &&Expectation| expected.met(&policy.ladder, decision);
    let missed: Vec<&Expectation> = test.expect.iter().filter(|expected| met(expected) == Met::No).collect();
    let open: Vec<&Expectation> = test.expect.iter().filter(|expected| met(expected) == Met::NotDecided).collect();
    let found = facts::found(policy, decision, test);
    let told = |expected: &[&Expectation]| facts::expected(policy, expected);
    let (verdict, problem) = if !missed.is_empty() {
        let (expected, found) = (told(&missed), found.clone());
        (Verdict::Failed, Some(TestProblem::Failed { expected, found }))
    } else if !open.is_empty() {
        (Verdict::NotDecided, Some(TestProblem::NotDecided { expected: told(&open) }))
    } else {
        (Verdict::Passed, None)
    };
    let all: Vec<&Expectation> = test.expect.iter().collect();
    TestReport {
        name: test.name.clone(),
        span: test.span,
        verdict,
        expected: in_words(&told(&all)),
        found: in_words(&found),
        diagnostic: problem.map(|problem| Diagnostic::error(problem, test.span)),
    }
}

/// The decision on what the test gives.
fn decide(program: &Program, test: &TestCase) -> Decision {
    let decision = program.grade(&test.given.record);
    if test.given.misfits.is_empty() {
        return decision;
    }
    Decision {
        outcome: Outcome::Invalid(Vec::new()),
        account: core_model::Account::None,
        assumed: Vec::new(),
        measures: Vec::new(),
        values: Vec::new(),
        ..decision
    }
}

/// The day on which a test runs that says none: the policy's first.
pub(crate) fn first_day(policy: &Policy) -> Date {
    policy.in_force.map_or(Date::FIRST, |period| period.from)
}

fn in_words(facts: &[TestFact]) -> String {
    listed(facts, Lang::En)
}
