//! What a test expected and found, as facts by name.

use core_model::{
    Amount, Datum, Decimal, Decision, Expectation, ExpectedValue, FactorKind, Formula, Given, Ladder, LevelId, Measure,
    MeasureId, Named, Outcome, OutsideId, PickKind, Policy, RuleId, decisive,
};
use messages::{Lang, TestFact};

use super::TestCase;
use crate::coverage::fraction_text;

/// What is expected.
pub(super) fn expected(policy: &Policy, expected: &[&Expectation]) -> Vec<TestFact> {
    let mut facts = Vec::new();
    let mut because = Vec::new();
    for each in expected {
        match each {
            Expectation::Level(level) => facts.push(TestFact::Level(level_name(&policy.ladder, *level))),
            Expectation::Severity(severity) => facts.push(TestFact::Severity(*severity)),
            Expectation::Outside(outside) => facts.push(TestFact::Outside(outside_name(&policy.ladder, *outside))),
            Expectation::Ungraded => facts.push(TestFact::Ungraded),
            Expectation::Conflict => facts.push(TestFact::Conflict(Vec::new())),
            Expectation::Undetermined => facts.push(TestFact::Undetermined),
            Expectation::Invalid => facts.push(TestFact::Invalid),
            Expectation::Value(given, value) => {
                facts.push(TestFact::Value(given_name(policy, *given), value_text(policy, *given, value)));
            }
            Expectation::Require(measure) => facts.push(TestFact::Requires(measure_name(policy, *measure))),
            Expectation::NotRequire(measure) => facts.push(TestFact::RequiresNot(measure_name(policy, *measure))),
            Expectation::Decisive(first, _) => because.push(rule_name(policy, *first)),
        }
    }
    if !because.is_empty() {
        facts.push(TestFact::Because(because));
    }
    facts
}

/// What was found of all that the test asks about.
pub(super) fn found(policy: &Policy, decision: &Decision, test: &TestCase) -> Vec<TestFact> {
    let mut facts = vec![outcome(&policy.ladder, &decision.outcome)];
    for each in &test.expect {
        match each {
            Expectation::Severity(_) => facts.extend(severity(&policy.ladder, &decision.outcome)),
            Expectation::Value(given, _) => facts.push(value_found(policy, decision, *given)),
            Expectation::Require(measure) | Expectation::NotRequire(measure) => {
                let name = measure_name(policy, *measure);
                let required = decision.measures.contains(measure);
                facts.push(if required { TestFact::Requires(name) } else { TestFact::RequiresNot(name) });
            }
            Expectation::Level(_)
            | Expectation::Outside(_)
            | Expectation::Ungraded
            | Expectation::Conflict
            | Expectation::Undetermined
            | Expectation::Invalid
            | Expectation::Decisive(..) => {}
        }
    }
    let because: Vec<String> = decisive(decision).iter().map(|rule| rule_name(policy, *rule)).collect();
    let asked = test.expect.iter().any(|expected| matches!(expected, Expectation::Decisive(..)));
    match because.is_empty() {
        false => facts.push(TestFact::Because(because)),
        true if asked => facts.push(TestFact::BecauseOfNone),
        true => {}
    }
    facts
}

/// The outcome.
pub(crate) fn outcome(ladder: &Ladder, outcome: &Outcome) -> TestFact {
    match outcome {
        Outcome::Graded(level) => TestFact::Level(level_name(ladder, *level)),
        Outcome::Outside(outside) => TestFact::Outside(outside_name(ladder, *outside)),
        Outcome::Conflict(levels) => {
            TestFact::Conflict(levels.iter().map(|level| level_name(ladder, *level)).collect())
        }
        Outcome::Ungraded => TestFact::Ungraded,
        Outcome::Undetermined => TestFact::Undetermined,
        Outcome::Invalid(_) => TestFact::Invalid,
    }
}

fn severity(ladder: &Ladder, outcome: &Outcome) -> Option<TestFact> {
    match outcome {
        Outcome::Graded(level) => Some(TestFact::Severity(ladder.severity(*level))),
        Outcome::Outside(_)
        | Outcome::Conflict(_)
        | Outcome::Ungraded
        | Outcome::Undetermined
        | Outcome::Invalid(_) => None,
    }
}

fn value_found(policy: &Policy, decision: &Decision, given: Given) -> TestFact {
    let name = given_name(policy, given);
    match decision.values.iter().find(|(of, _)| *of == given) {
        Some((_, Amount::Datum(datum))) => TestFact::Value(name, datum_text(policy, given, datum)),
        Some((_, Amount::Fraction(numerator, denominator))) => {
            TestFact::Value(name, fraction_text(*numerator, *denominator))
        }
        None => TestFact::Open(name),
    }
}

fn value_text(policy: &Policy, given: Given, value: &ExpectedValue) -> String {
    match value {
        ExpectedValue::Datum(datum) => datum_text(policy, given, datum),
        ExpectedValue::Number(number) => number.to_string(),
    }
}

/// The datum as a policy writes it.
fn datum_text(policy: &Policy, given: Given, datum: &Datum) -> String {
    let kind = kind_of(policy, given);
    match datum {
        Datum::Value(value) => single_text(policy, kind.as_ref(), *value),
        Datum::Set(set) => braced(set.iter().map(|value| single_text(policy, kind.as_ref(), value))),
        Datum::Number(units) => Decimal::new(i128::from(*units), decimals(kind.as_ref())).to_string(),
        Datum::Date(day) => day.to_string(),
        Datum::Dates(days) => braced(days.iter().map(ToString::to_string)),
        Datum::Text(text) => format!("\"{text}\""),
    }
}

fn single_text(policy: &Policy, kind: Option<&FactorKind>, value: u8) -> String {
    match kind {
        Some(FactorKind::Scale(values) | FactorKind::Choice(values) | FactorKind::Set(values)) => {
            name(values.get(usize::from(value)))
        }
        Some(FactorKind::Level) => {
            TestFact::Level(level_name(&policy.ladder, policy.ladder.at_height(value))).words(Lang::En)
        }
        Some(FactorKind::YesNo) if value == 1 => "yes".to_owned(),
        Some(FactorKind::YesNo) => "no".to_owned(),
        Some(FactorKind::Number(_) | FactorKind::Date | FactorKind::Dates | FactorKind::Text) | None => String::new(),
    }
}

fn decimals(kind: Option<&FactorKind>) -> u8 {
    match kind {
        Some(FactorKind::Number(kind)) => kind.decimals,
        Some(
            FactorKind::Scale(_)
            | FactorKind::Choice(_)
            | FactorKind::Level
            | FactorKind::Set(_)
            | FactorKind::YesNo
            | FactorKind::Date
            | FactorKind::Dates
            | FactorKind::Text,
        )
        | None => 0,
    }
}

fn braced(members: impl Iterator<Item = String>) -> String {
    format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
}

/// The type of what is given, as that of a factor.
fn kind_of(policy: &Policy, given: Given) -> Option<FactorKind> {
    match given {
        Given::Factor(factor) => policy.factors.get(factor.index()).map(|factor| factor.kind.clone()),
        Given::Define(define) => match &policy.defines.get(define.index())?.formula {
            Formula::Pick { kind: PickKind::Scale(values), .. } => Some(FactorKind::Scale(values.clone())),
            Formula::Pick { kind: PickKind::Choice(values), .. } => Some(FactorKind::Choice(values.clone())),
            Formula::Pick { kind: PickKind::Level, .. } => Some(FactorKind::Level),
            Formula::Pick { kind: PickKind::YesNo, .. } => Some(FactorKind::YesNo),
            Formula::Number { .. } => None,
        },
    }
}

fn level_name(ladder: &Ladder, level: LevelId) -> String {
    let found = ladder.levels.get(level.index());
    found.map_or_else(String::new, |level| match level.number {
        Some(number) => number.to_string(),
        None => level.named.name.clone(),
    })
}

fn outside_name(ladder: &Ladder, outside: OutsideId) -> String {
    name(ladder.outside.get(outside.index()))
}

fn given_name(policy: &Policy, given: Given) -> String {
    match given {
        Given::Factor(factor) => name(policy.factors.get(factor.index()).map(|factor| &factor.named)),
        Given::Define(define) => name(policy.defines.get(define.index()).map(|define| &define.named)),
    }
}

fn measure_name(policy: &Policy, measure: MeasureId) -> String {
    name(policy.measures.get(measure.index()).map(|measure: &Measure| &measure.named))
}

fn rule_name(policy: &Policy, rule: RuleId) -> String {
    name(policy.rules.get(rule.index()).map(|rule| &rule.named))
}

fn name(named: Option<&Named>) -> String {
    named.map(|named| named.name.clone()).unwrap_or_default()
}
