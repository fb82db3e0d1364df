//! Tests: what they give, as a record; what they expect, by id. Runs nothing.

mod expect;
mod like;

use core_model::{Date, Datum, FactorId, Period, Record};
use messages::{Diagnostic, Related, TestProblem};

use super::collect::Collected;
use super::datum;
use super::scope::{FactorType, Operand, Scope};
use crate::syntax::{Assume, Expectation, Name, Span, Test};
use crate::tests::{Given, TestCase};

/// The tests that could be lowered.
pub(crate) fn lower_all(scope: &mut Scope, collected: &Collected<'_>, in_force: Option<Period>) -> Vec<TestCase> {
    let tests = collected.tests.as_slice();
    let parents = like::parents(scope, tests, &collected.broken);
    let own: Vec<Option<Said>> = tests.iter().map(|test| said(scope, test)).collect();
    let given = given(scope, &parents, &own);
    let mut cases = Vec::new();
    for (test, given) in tests.iter().zip(given) {
        let as_of = day(scope, test, in_force);
        let expect = expect::lower(scope, test);
        if let (Some(given), Some(as_of), Some(expect)) = (given, as_of, expect) {
            let (name, span) = (test.name.text.clone(), test.name.span);
            cases.push(TestCase { name, span, as_of, given, expect });
        }
    }
    cases
}

/// What a test says by itself of factors.
struct Said {
    values: Vec<(FactorId, Option<Datum>)>,
}

/// What a test says of factors. A value that does not fit stands as none where the test expects an invalid record.
fn said(scope: &mut Scope, test: &Test) -> Option<Said> {
    let mut values: Vec<(FactorId, Option<Datum>)> = Vec::new();
    let mut places: Vec<(FactorId, Span)> = Vec::new();
    let mut broken = false;
    let misfits = Misfits::of(test);
    for (name, written) in &test.given.values {
        let Some(factor) = factor(scope, name) else {
            broken = true;
            continue;
        };
        if let Some((_, first)) = places.iter().find(|(given, _)| *given == factor) {
            let told = Diagnostic::error(TestProblem::GivesTwice(name.text.clone()), name.span);
            scope.tell(told.also(Related::Before(*first)));
        }
        places.push((factor, name.span));
        match value(scope, factor, written, misfits) {
            Some(datum) => values.push((factor, datum)),
            None => broken = true,
        }
    }
    (!broken).then_some(Said { values })
}

/// Whether a number that does not fit is a mistake of the test, or the invalid record that it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Misfits {
    AreMistakes,
    AreInvalid,
}

impl Misfits {
    fn of(test: &Test) -> Self {
        let invalid = test.expect.iter().any(|expected| matches!(expected, Expectation::Invalid(_)));
        if invalid { Self::AreInvalid } else { Self::AreMistakes }
    }
}

/// The value given of a factor: `Some(None)` is one that makes the record invalid.
fn value(scope: &mut Scope, factor: FactorId, written: &Assume, misfits: Misfits) -> Option<Option<Datum>> {
    let is_number = scope.factor_type(factor) == Some(&FactorType::Number);
    if misfits == Misfits::AreMistakes || !is_number {
        return datum::of_factor(scope, factor, written).map(Some);
    }
    let kind = datum::number_kind(scope, factor)?;
    let number = datum::one(scope, written).and_then(|expr| datum::decimal(scope, expr, kind.unit.as_deref()))?;
    Some(datum::fit(&kind, number).ok().map(Datum::Number))
}

fn factor(scope: &mut Scope, name: &Name) -> Option<FactorId> {
    match scope.operand_unused(name) {
        Operand::Factor(factor) => Some(factor),
        Operand::Define(_) => {
            scope.tell(Diagnostic::error(TestProblem::GivesDefine(name.text.clone()), name.span));
            None
        }
        Operand::Unknown => None,
    }
}

/// The whole record of each test: what it is like, then what it says itself.
fn given(scope: &Scope, parents: &[like::Parent], own: &[Option<Said>]) -> Vec<Option<Given>> {
    let mut whole: Vec<Option<Given>> = vec![None; own.len()];
    for index in like::order(parents) {
        let copied = match parents.get(index) {
            Some(like::Parent::None) => {
                Some(Given { record: Record::silent(scope.factors.len()), misfits: Vec::new() })
            }
            Some(like::Parent::Test(parent)) => whole.get(*parent).cloned().flatten(),
            Some(like::Parent::Unknown) | None => None,
        };
        let said = own.get(index).and_then(Option::as_ref);
        let given = copied.zip(said).map(|(mut given, said)| {
            for (factor, datum) in &said.values {
                given.misfits.retain(|misfit| misfit != factor);
                if datum.is_none() {
                    given.misfits.push(*factor);
                }
                given.record.set(*factor, datum.clone());
            }
            given
        });
        if let Some(place) = whole.get_mut(index) {
            *place = given;
        }
    }
    whole
}

/// The day that the test says, if any. `None` where it cannot be.
fn day(scope: &mut Scope, test: &Test, in_force: Option<Period>) -> Option<Option<Date>> {
    let Some((day, span)) = test.as_of else { return Some(None) };
    if in_force.is_some_and(|period| !period.holds(day)) {
        scope.tell(Diagnostic::error(TestProblem::NotInForce(day.to_string()), span));
        return None;
    }
    Some(Some(day))
}
