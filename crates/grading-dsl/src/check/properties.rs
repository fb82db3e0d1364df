//! Properties: read and checked, not proved. Policies that they name are compiled, without what these claim themselves.

use std::sync::Arc;

use core_model::{Condition, FactorId, Period, Policy, Property as Claim, limits};
use messages::{Countable, Diagnostic, ImportProblem, Severity, Span, TestProblem, TypeProblem};

use super::condition;
use super::lowering::Asks;
use super::scope::{FactorType, Operand, Scope, ValueType};
use crate::compile_in;
use crate::compiled::PropertyCase;
use crate::files::Files;
use crate::imports::{is_in, resolve, unreadable};
use crate::syntax::{Expr, Name, Property, PropertyClaim, Text};

/// The properties that could be lowered.
pub(crate) fn lower_all(
    scope: &mut Scope,
    properties: &[&Property],
    in_force: Option<Period>,
    beside: &mut Beside<'_>,
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
            cases.push(PropertyCase { name: property.name.text.clone(), as_of, claim, span: property.name.span });
        }
    }
    cases
}

/// The policies beside this one, which a property may name.
pub(crate) struct Beside<'f> {
    root: &'f [String],
    path: &'f str,
    files: &'f dyn Files,
    others: Others,
    /// Those that were asked for: by path, the policy or how many errors it has.
    known: Vec<(String, Result<Arc<Policy>, usize>)>,
}

/// What becomes of policies that are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Others {
    /// They are compiled.
    Compiled,
    /// They are left aside, since this policy is itself one that is named.
    LeftAside,
}

impl<'f> Beside<'f> {
    /// Beside the policy of this path.
    pub(crate) fn of(root: &'f [String], path: &'f str, files: &'f dyn Files, others: Others) -> Self {
        Self { root, path, files, others, known: Vec::new() }
    }

    /// The policy in another file.
    fn policy(&mut self, written: &str, span: Span) -> Result<Arc<Policy>, Box<Diagnostic>> {
        let told = |problem: ImportProblem| Box::new(Diagnostic::error(problem, span));
        let path = resolve(self.path, written).map_err(told)?;
        if !is_in(self.root, &path) {
            return Err(told(ImportProblem::Outside(written.to_owned())));
        }
        let found = match self.known.iter().find(|(known, _)| *known == path) {
            Some((_, found)) => found.clone(),
            None if self.known.len() >= limits::FILES => {
                return Err(Box::new(super::over(Countable::Files, limits::FILES, span)));
            }
            None => {
                self.files.read(&path).map_err(|why| told(unreadable(written, why)))?;
                let found = compiled(self.root, &path, self.files);
                self.known.push((path, found.clone()));
                found
            }
        };
        found.map_err(|count| told(ImportProblem::Errors { path: written.to_owned(), count }))
    }
}

/// The policy in a file, or how many errors it has.
fn compiled(root: &[String], path: &str, files: &dyn Files) -> Result<Arc<Policy>, usize> {
    let compiled = compile_in(root, path, files, Others::LeftAside);
    let errors = compiled.diagnostics.iter().filter(|told| told.severity == Severity::Error).count();
    compiled.policy.ok_or(errors)
}

fn claim(scope: &mut Scope, claim: &PropertyClaim, beside: &mut Beside<'_>) -> Option<Claim> {
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

/// Another policy, which must be there and be free of errors.
fn other_policy(scope: &mut Scope, path: &Text, beside: &mut Beside<'_>) -> Option<Arc<Policy>> {
    if beside.others == Others::LeftAside {
        return None;
    }
    beside.policy(&path.text, path.span).map_err(|told| scope.tell(*told)).ok()
}
