//! Properties: read and checked, not proved.

use core_model::{Condition, FactorId, Period};
use messages::{Diagnostic, ProofProblem, TestProblem, TypeProblem};

use super::condition;
use super::lowering::Asks;
use super::scope::{FactorType, Operand, Scope, ValueType};
use crate::compiled::{Claim, PropertyCase};
use crate::files::Files;
use crate::imports::{resolve, unreadable};
use crate::syntax::{Expr, Name, Property, PropertyClaim, Text};

/// The properties that could be lowered, each noted as not yet proved.
pub(crate) fn lower_all(
    scope: &mut Scope,
    properties: &[&Property],
    in_force: Option<Period>,
    beside: &Beside<'_>,
) -> Vec<PropertyCase> {
    let mut cases = Vec::new();
    for property in properties {
        let as_of = property.as_of.map(|(day, _)| day);
        if let Some((day, span)) = property.as_of
            && in_force.is_some_and(|period| !period.holds(day))
        {
            scope.tell(Diagnostic::error(TestProblem::NotInForce(day.to_string()), span));
        }
        if let Some(claim) = claim(scope, &property.claim, beside) {
            let name = property.name.text.clone();
            scope.tell(Diagnostic::note(ProofProblem::Property(name.clone()), property.name.span));
            cases.push(PropertyCase { name, as_of, claim, span: property.name.span });
        }
    }
    cases
}

/// The policies beside this one, which a property may name.
pub(crate) struct Beside<'f> {
    /// The path of the file named first.
    pub path: &'f str,
    /// All files.
    pub files: &'f dyn Files,
}

fn claim(scope: &mut Scope, claim: &PropertyClaim, beside: &Beside<'_>) -> Option<Claim> {
    match claim {
        PropertyClaim::Always(claimed) => condition(scope, claimed).map(Claim::Always),
        PropertyClaim::Never(claimed) => condition(scope, claimed).map(Claim::Never),
        PropertyClaim::Implies(one, other) => {
            let (one, other) = (condition(scope, one), condition(scope, other));
            Some(Claim::Implies(one?, other?))
        }
        PropertyClaim::Raising(names) => raising(scope, names),
        PropertyClaim::NeverMilder(path) => other_policy(scope, path, beside).map(Claim::NeverMilder),
        PropertyClaim::SameAs(path) => other_policy(scope, path, beside).map(Claim::SameAs),
        PropertyClaim::EveryGraded => Some(Claim::EveryGraded),
        PropertyClaim::NoConflict => Some(Claim::NoConflict),
    }
}

/// A condition that uses no factor, for a property is no use of one.
fn condition(scope: &mut Scope, claimed: &Expr) -> Option<Box<Condition>> {
    let used = scope.used.clone();
    let lowered = condition::lower(scope, claimed, Asks::Level);
    scope.used = used;
    lowered.map(Box::new)
}

fn raising(scope: &mut Scope, names: &[Name]) -> Option<Claim> {
    let factors: Vec<Option<FactorId>> = names.iter().map(|name| ordered_factor(scope, name)).collect();
    factors.into_iter().collect::<Option<_>>().map(Claim::Raising)
}

fn ordered_factor(scope: &mut Scope, name: &Name) -> Option<FactorId> {
    let told = match scope.operand_unused(name) {
        Operand::Factor(factor) => match scope.factor_type(factor)? {
            FactorType::Values(ValueType::Level | ValueType::YesNo) | FactorType::Number | FactorType::Date => {
                return Some(factor);
            }
            FactorType::Values(of) if scope.ordered(*of) => return Some(factor),
            FactorType::Values(_) | FactorType::Set(_) | FactorType::Dates | FactorType::Text => {
                Diagnostic::error(TypeProblem::NotOrdered(name.text.clone()), name.span)
            }
        },
        Operand::Define(_) => Diagnostic::error(TestProblem::GivesDefine(name.text.clone()), name.span),
        Operand::Unknown => return None,
    };
    scope.tell(told);
    None
}

/// The path of another policy, which must be there.
fn other_policy(scope: &mut Scope, path: &Text, beside: &Beside<'_>) -> Option<String> {
    let found = resolve(beside.path, &path.text)
        .and_then(|resolved| beside.files.read(&resolved).map(|_| resolved).map_err(|why| unreadable(&path.text, why)));
    match found {
        Ok(resolved) => Some(resolved),
        Err(problem) => {
            scope.tell(Diagnostic::error(problem, path.span));
            None
        }
    }
}
