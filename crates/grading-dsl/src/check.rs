//! From syntax trees to a policy: names first, then types, then meaning. Collects every error and goes on.

mod arithmetic;
mod cell;
mod circles;
mod clauses;
mod collect;
mod compare;
mod conclusion;
mod condition;
mod cover;
mod dates;
mod datum;
mod declarations;
mod define;
mod factors;
mod grid;
mod header;
mod levels;
mod lowering;
mod meant;
mod names;
mod overrides;
mod pick;
mod places;
mod properties;
mod readings;
mod rule;
mod scope;
mod side;
mod sort;
mod space;
mod table;
mod template;
mod tests;
mod types;
mod units;
mod written;

use std::sync::Arc;

use core_model::{Define, Measure, Policy, Rule, RuleId, SourceDigest};
use messages::{Countable, Diagnostic, FileId, LimitProblem, Problem, Severity};

use crate::compiled::{Accepted, Places, PropertyCase};
use crate::syntax::{Broken, BrokenKind, File, Span};
use crate::tests::{TestCase, needing_a_day};
use collect::{Collected, collect};
use cover::Claim;
use header::Header;
pub(crate) use properties::{Beside, Others};
use scope::Scope;

/// What checking gives.
#[derive(Debug)]
pub(crate) struct Checked {
    /// The policy, where nothing stands in its way.
    pub policy: Option<Arc<Policy>>,
    /// Its tests.
    pub tests: Vec<TestCase>,
    /// Its properties.
    pub properties: Vec<PropertyCase>,
    /// Warnings that the author accepts.
    pub accepted: Vec<Accepted>,
    /// Where things are declared.
    pub places: Places,
    /// What was told.
    pub diagnostics: Vec<Diagnostic>,
}

/// What is to be checked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Read<'a> {
    /// The files, imported ones first.
    pub files: &'a [(FileId, File)],
    /// Their texts, by [`FileId`].
    pub texts: &'a [String],
    /// The path of the file named first.
    pub path: &'a str,
    /// The digest of all of them.
    pub source: SourceDigest,
}

/// Checks the files of a policy. `told` is what was told of them before: with an error in it, there is no policy.
pub(crate) fn check(read: Read<'_>, told: Vec<Diagnostic>, beside: &mut Beside<'_>) -> Checked {
    let files: Vec<(FileId, &File)> = read.files.iter().map(|(id, file)| (*id, file)).collect();
    let collected = collect(&files);
    let mut scope = Scope { texts: read.texts.to_vec(), diagnostics: told, ..Scope::default() };
    let lacking = lacks_a_file(&scope.diagnostics, &collected);
    let header = header::settle(&mut scope, &collected.policies, read.path);
    let in_force = header.in_force;
    levels::settle(&mut scope, &collected);
    types::declare_all(&mut scope, &collected.types);
    let measures = names::declare_all(&mut scope, &collected);
    factors::lower_all(&mut scope, &collected.factors());
    let defined = define::lower_all(&mut scope, &collected.derivations());
    let ruled = rule::lower_all(&mut scope, &collected.rules);
    let claims: Vec<Claim> = defined.claims.into_iter().chain(ruled.claims).collect();
    let rules = Rules { defines: defined.defines, rules: ruled.rules, stand_order: ruled.stand_order };
    let policy = Policy { source: Some(read.source), ..assemble(&mut scope, &collected, header, measures, rules) };
    let accepted = declarations::accepts(&mut scope, &collected);
    let tests = tests::lower_all(&mut scope, &collected, in_force);
    let properties = properties::lower_all(&mut scope, &collected.properties, in_force, beside);
    let mut places = places::places(&scope, &collected);
    if lacking {
        scope.diagnostics.retain(|told| !told.problem.misses_a_name());
    } else {
        prove(&mut scope, &collected, &policy, &claims);
    }
    let policy = if has_errors(&scope) { None } else { Some(Arc::new(policy)) };
    if let Some(policy) = &policy {
        places.conditions = written::written(&scope, &collected, policy);
    }
    let mut checked = Checked { policy, tests, properties, accepted, places, diagnostics: scope.diagnostics };
    hold_to_a_day(&mut checked);
    checked
}

/// Tells that there is too much of something.
pub(crate) fn over(what: Countable, most: usize, span: Span) -> Diagnostic {
    Diagnostic::error(LimitProblem::TooMany { what, most }, span)
}

/// What the parts that derive and conclude are lowered to.
struct Rules {
    defines: Vec<Define>,
    rules: Vec<Rule>,
    stand_order: Vec<RuleId>,
}

fn assemble(
    scope: &mut Scope,
    collected: &Collected<'_>,
    header: Header,
    measures: Vec<Measure>,
    rules: Rules,
) -> Policy {
    Policy {
        impossible: declarations::impossible(scope, &collected.impossible),
        also_give: declarations::also_give(scope, &collected.also_give),
        otherwise: declarations::otherwise(scope, &collected.otherwise),
        named: header.named,
        version: header.version,
        cite: header.cite,
        in_force: header.in_force,
        combine: header.combine,
        ladder: scope.ladder.clone(),
        factors: scope.factors.clone(),
        defines: rules.defines,
        rules: rules.rules,
        stand_order: rules.stand_order,
        measures,
        source: None,
    }
}

/// Whether a file could not be brought in. What is not found may then be declared in it, and is no news.
fn lacks_a_file(told: &[Diagnostic], collected: &Collected<'_>) -> bool {
    let lost = |told: &Diagnostic| matches!(&told.problem, Problem::Import(problem) if problem.loses_the_file());
    told.iter().any(lost) || collected.broken.iter().any(|broken| broken.kind == Some(BrokenKind::Import))
}

/// Tables that leave records out or that overlap, as far as everything is known that says which records are possible.
fn prove(scope: &mut Scope, collected: &Collected<'_>, policy: &Policy, claims: &[Claim]) {
    let unread = |broken: &Broken| matches!(broken.kind, Some(BrokenKind::Other) | None);
    let known =
        policy.impossible.len() == collected.impossible.len() && !collected.broken.iter().any(|broken| unread(broken));
    if known {
        scope.diagnostics.extend(cover::prove_all(policy, claims));
    }
}

/// Tests that need a day, which can be told only of a policy without errors.
fn hold_to_a_day(checked: &mut Checked) {
    let Some(policy) = &checked.policy else { return };
    let told = needing_a_day(policy, &checked.tests);
    if !told.is_empty() {
        checked.diagnostics.extend(told);
        checked.policy = None;
    }
}

fn has_errors(scope: &Scope) -> bool {
    scope.diagnostics.iter().any(|told| told.severity == Severity::Error)
}
