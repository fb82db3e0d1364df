//! What a test expects, by id.

use core_model::{Datum, Expectation as Expected, ExpectedValue, Given};
use messages::{Diagnostic, Related, TestProblem};

use crate::check::datum;
use crate::check::scope::{Derived, Operand, RuleName, Scope};
use crate::syntax::{Assume, Expectation, Name, NumberLit, Span, Test};

/// What the test expects. `None` where a part of it is broken.
pub(super) fn lower(scope: &mut Scope, test: &Test) -> Option<Vec<Expected>> {
    let mut first: Option<Span> = None;
    let mut lowered = Vec::new();
    for expected in &test.expect {
        if let Some(span) = outcome_place(expected) {
            match first {
                Some(first) => {
                    let told = Diagnostic::error(TestProblem::SecondOutcome, span);
                    scope.tell(told.also(Related::Before(first)));
                }
                None => first = Some(span),
            }
        }
        lowered.push(one(scope, expected));
    }
    lowered.extend(test.decisive.iter().map(|rule| decisive(scope, rule)));
    lowered.into_iter().collect()
}

/// Where an outcome is expected, if it is one.
fn outcome_place(expected: &Expectation) -> Option<Span> {
    match expected {
        Expectation::Level(_, span)
        | Expectation::Outside(_, span)
        | Expectation::Ungraded(span)
        | Expectation::Conflict(span)
        | Expectation::Undetermined(span)
        | Expectation::Invalid(span) => Some(*span),
        Expectation::Severity(..) | Expectation::Value(..) | Expectation::Require(..) | Expectation::NotRequire(..) => {
            None
        }
    }
}

fn one(scope: &mut Scope, expected: &Expectation) -> Option<Expected> {
    match expected {
        Expectation::Level(word, _) => scope.level(word).map(Expected::Level),
        Expectation::Outside(name, _) => scope.outside(name).map(Expected::Outside),
        Expectation::Ungraded(_) => Some(Expected::Ungraded),
        Expectation::Conflict(_) => Some(Expected::Conflict),
        Expectation::Undetermined(_) => Some(Expected::Undetermined),
        Expectation::Invalid(_) => Some(Expected::Invalid),
        Expectation::Severity(number, _) => severity(scope, number),
        Expectation::Value(name, written, _) => value(scope, name, written),
        Expectation::Require(name, _) => scope.measure(name).map(Expected::Require),
        Expectation::NotRequire(name, _) => scope.measure(name).map(Expected::NotRequire),
    }
}

fn severity(scope: &mut Scope, number: &NumberLit) -> Option<Expected> {
    let levels = scope.ladder.count();
    let whole = number.value.to_units(0).and_then(|units| u8::try_from(units).ok());
    match whole.filter(|severity| (1..=levels).contains(severity) && number.unit.is_none()) {
        Some(severity) => Some(Expected::Severity(severity)),
        None if scope.levels_unknown => None,
        None => {
            let problem = TestProblem::Severity { found: number.value.to_string(), levels };
            scope.tell(Diagnostic::error(problem, number.span));
            None
        }
    }
}

fn value(scope: &mut Scope, name: &Name, written: &Assume) -> Option<Expected> {
    let slot = match scope.operand_unused(name) {
        Operand::Factor(factor) => {
            let datum = datum::of_factor(scope, factor, written)?;
            return Some(Expected::Value(Given::Factor(factor), ExpectedValue::Datum(datum)));
        }
        Operand::Define(slot) => slot,
        Operand::Unknown => return None,
    };
    let derived = scope.derived(slot).clone();
    let written = datum::one(scope, written)?;
    match derived {
        Derived::Pick(define, of) => {
            let value = datum::value(scope, of, written)?;
            Some(Expected::Value(Given::Define(define), ExpectedValue::Datum(Datum::Value(value))))
        }
        Derived::Number(define, _, unit) => {
            let number = datum::decimal(scope, written, unit.as_deref())?;
            Some(Expected::Value(Given::Define(define), ExpectedValue::Number(number)))
        }
        Derived::Pending | Derived::Unknown => None,
    }
}

fn decisive(scope: &mut Scope, rule: &Name) -> Option<Expected> {
    match scope.rule(rule) {
        RuleName::Rule(id) => Some(Expected::Decisive(id, 1)),
        RuleName::Table(first, rows) => Some(Expected::Decisive(first, rows)),
        RuleName::Unknown => None,
    }
}
