//! What stands beside factors and rules: impossible records, `otherwise`, what is also given, accepted warnings.

use core_model::{Given, Impossible, Otherwise};
use messages::{Called, Diagnostic, HeaderProblem, Related};

use super::collect::Collected;
use super::lowering::{Asks, Lowering};
use super::scope::{Derived, Operand, RuleName, Scope};
use super::{condition, pick, template};
use crate::compiled::{Accepted, AcceptedOn};
use crate::syntax::{self, AlsoGive, Name};

/// What a number that is given is a whole multiple of, one part in so many.
const GIVEN_PARTS: i128 = 1_000_000;

/// The last warning that can be accepted; the next one is that of an idle `accept`.
const WARNINGS: std::ops::RangeInclusive<u32> = 101..=110;

/// Records that cannot be.
pub(crate) fn impossible(scope: &mut Scope, declared: &[&syntax::Impossible]) -> Vec<Impossible> {
    let mut lowered = Vec::new();
    for impossible in declared {
        let when = condition::lower(scope, &impossible.when, Asks::Record);
        let because = template::lower_all(scope, &impossible.because);
        lowered.extend(when.map(|when| Impossible { when, because }));
    }
    lowered
}

/// What is concluded where nothing else is. Told where it is said again.
pub(crate) fn otherwise(scope: &mut Scope, declared: &[&syntax::Otherwise]) -> Option<Otherwise> {
    let (first, further) = declared.split_first()?;
    for second in further {
        let told = Diagnostic::error(HeaderProblem::SecondOtherwise, second.span);
        scope.tell(told.also(Related::Before(first.span)));
    }
    let level = pick::level(&mut Lowering::new(scope, Asks::Record), &first.level);
    let because = template::lower_all(scope, &first.because);
    let cite = first.cite.iter().map(|text| text.text.clone()).collect();
    level.map(|level| Otherwise { level, because, cite })
}

/// What every answer carries. Told of numbers that may need more than 6 decimals.
pub(crate) fn also_give(scope: &mut Scope, declared: &[&AlsoGive]) -> Vec<Given> {
    let mut given: Vec<(Given, &Name)> = Vec::new();
    for name in declared.iter().flat_map(|also| &also.names) {
        let Some(gives) = gives(scope, name) else { continue };
        match given.iter().find(|(before, _)| *before == gives) {
            Some((_, first)) => {
                let told = Diagnostic::error(HeaderProblem::GivenTwice(name.text.clone()), name.span);
                scope.tell(told.also(Related::Before(first.span)));
            }
            None => given.push((gives, name)),
        }
    }
    given.into_iter().map(|(gives, _)| gives).collect()
}

/// What a name gives: a factor's or a define's value.
fn gives(scope: &mut Scope, name: &Name) -> Option<Given> {
    let slot = match scope.operand(name) {
        Operand::Factor(factor) => return Some(Given::Factor(factor)),
        Operand::Define(slot) => slot,
        Operand::Unknown => return None,
    };
    match scope.derived(slot) {
        Derived::Pick(define, _) => Some(Given::Define(*define)),
        Derived::Number(define, number, _) if GIVEN_PARTS.checked_rem(number.den) == Some(0) => {
            Some(Given::Define(*define))
        }
        Derived::Number(..) => {
            scope.tell(Diagnostic::error(HeaderProblem::GivenTooFine(name.text.clone()), name.span));
            None
        }
        Derived::Pending | Derived::Unknown => None,
    }
}

/// Accepted warnings, each with what it is about.
pub(crate) fn accepts(scope: &mut Scope, collected: &Collected<'_>) -> Vec<Accepted> {
    let mut accepted = Vec::new();
    for accept in &collected.accepts {
        let code = code(scope, &accept.code);
        let on = on(scope, &accept.on, collected);
        let because = accept.because.iter().map(|text| text.text.clone()).collect();
        if let (Some(code), Some(on)) = (code, on) {
            accepted.push(Accepted { code, on, because, span: accept.span });
        }
    }
    accepted
}

fn code(scope: &mut Scope, written: &Name) -> Option<String> {
    let number =
        written.text.strip_prefix('W').filter(|digits| digits.len() == 4).and_then(|digits| digits.parse().ok());
    if number.is_some_and(|number: u32| WARNINGS.contains(&number)) {
        return Some(written.text.clone());
    }
    scope.tell(Diagnostic::error(HeaderProblem::UnknownWarning(written.text.clone()), written.span));
    None
}

/// What a warning is about: a rule, else a factor or define, else a measure, else a type, else the policy itself.
fn on(scope: &mut Scope, name: &Name, collected: &Collected<'_>) -> Option<AcceptedOn> {
    let written = name.text.as_str();
    if let Some(rule) = scope.rule_names.get(written) {
        return on_rule(*rule);
    }
    if let Some(operand) = scope.operands.get(written).copied() {
        return on_operand(scope, operand);
    }
    if let Some(measure) = scope.measures.get(written) {
        return measure.map(AcceptedOn::Measure);
    }
    if let Some(declared) = scope.types.get(written) {
        return declared.map(|_| AcceptedOn::Type(written.to_owned()));
    }
    let named_so = |policy: &&syntax::Policy| {
        policy.name.text == written || policy.label.as_ref().is_some_and(|label| label.text == written)
    };
    if collected.policies.iter().any(named_so) {
        return Some(AcceptedOn::Policy);
    }
    if collected.imported_policies.iter().any(named_so) {
        return None;
    }
    let told = scope.rule_names.unknown(&mut scope.guesses, Called::Anything, name);
    scope.tell(told);
    None
}

fn on_rule(rule: RuleName) -> Option<AcceptedOn> {
    match rule {
        RuleName::Rule(rule) => Some(AcceptedOn::Rule(rule)),
        RuleName::Table(first, rows) => Some(AcceptedOn::Table(first, rows)),
        RuleName::Unknown => None,
    }
}

fn on_operand(scope: &Scope, operand: Operand) -> Option<AcceptedOn> {
    match operand {
        Operand::Factor(factor) => Some(AcceptedOn::Factor(factor)),
        Operand::Define(slot) => match scope.derived(slot) {
            Derived::Pick(define, _) | Derived::Number(define, _, _) => Some(AcceptedOn::Define(*define)),
            Derived::Pending | Derived::Unknown => None,
        },
        Operand::Unknown => None,
    }
}
