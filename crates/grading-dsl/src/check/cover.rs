//! What acceptance must prove of tables: that rows cover every possible record, that they do not overlap.

use core_model::{
    Condition, Date, Define, FactorId, FactorKind, Formula, Found, Leaf, Named, Policy, Shown, condition_leaves, find,
    limits, number_leaves, pick_leaves, shown,
};
use std::collections::BTreeSet;

use messages::{Diagnostic, TableProblem};

use crate::syntax::Span;

/// Steps of the search for one table, and for all tables of a policy together.
const STEPS: u32 = limits::SEARCH_STEPS;
const ALL_STEPS: u32 = 4 * STEPS;

/// What is to be proved of one table.
pub(crate) struct Claim {
    /// Where it is declared.
    pub span: Span,
    /// What kind of table it is.
    pub kind: ClaimKind,
    /// Its rows.
    pub rows: Vec<Condition>,
    /// Of these, no two may hold of one record.
    pub apart: Vec<Condition>,
    /// The first day on which it counts, if it says so.
    pub from: Option<Date>,
}

/// A kind of table of which something is to be proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClaimKind {
    /// A value table: one row at least must hold.
    Values,
    /// A `unique` table.
    Unique,
}

/// Proves the claims as of the policy's first day, or tells why not. The policy's rules do not matter.
pub(crate) fn prove_all(policy: &Policy, claims: &[Claim]) -> Vec<Diagnostic> {
    if claims.is_empty() {
        return Vec::new();
    }
    let bare = Policy { rules: Vec::new(), stand_order: Vec::new(), otherwise: None, ..policy.clone() };
    let first_day = policy.in_force.map_or_else(ample_day, |period| period.from);
    let steps = STEPS.min(ALL_STEPS / u32::try_from(claims.len()).unwrap_or(u32::MAX));
    claims.iter().filter_map(|claim| prove(&bare, first_day, claim, steps)).collect()
}

/// A day from which everything that a policy may count back stays within the calendar.
fn ample_day() -> Date {
    Date::new(2000, 1, 1).unwrap_or(Date::LAST)
}

fn prove(policy: &Policy, first_day: Date, claim: &Claim, steps: u32) -> Option<Diagnostic> {
    let day = claim.from.map_or(first_day, |from| from.max(first_day));
    let search = Search { policy, day, steps };
    let overlap = || found(&search, claim, overlap(claim), Question::Overlap);
    match claim.kind {
        ClaimKind::Values => found(&search, claim, gap(claim), Question::Gap).or_else(overlap),
        ClaimKind::Unique => overlap(),
    }
}

#[derive(Debug, Clone, Copy)]
enum Question {
    Gap,
    Overlap,
}

/// Some record that no row covers; none can be where a row asks nothing.
fn gap(claim: &Claim) -> Option<Condition> {
    let asks_nothing = |row: &Condition| matches!(row, Condition::All(of) if of.is_empty());
    if claim.rows.iter().any(asks_nothing) {
        return None;
    }
    Some(Condition::Not(Box::new(Condition::Any(claim.rows.clone()))))
}

/// Some record of which two hold that must not.
fn overlap(claim: &Claim) -> Option<Condition> {
    let most = u32::try_from(claim.apart.len()).unwrap_or(u32::MAX);
    (most >= 2).then(|| Condition::Quantity { least: 2, most, of: claim.apart.clone() })
}

/// Where and how long is searched.
struct Search<'a> {
    policy: &'a Policy,
    day: Date,
    steps: u32,
}

fn found(search: &Search<'_>, claim: &Claim, against: Option<Condition>, question: Question) -> Option<Diagnostic> {
    let against = against?;
    let record = match find(search.policy, search.day, &against, search.steps) {
        Found::Nothing => return None,
        Found::Undecided => None,
        Found::Record(record) => Some(described(search.policy, &against, &record)),
    };
    let problem = match (record, question, claim.kind) {
        (None, _, ClaimKind::Values) => TableProblem::Undecided,
        (None, _, ClaimKind::Unique) => TableProblem::UniqueUndecided,
        (Some(record), Question::Gap, _) => TableProblem::Gap { record },
        (Some(record), Question::Overlap, ClaimKind::Values) => TableProblem::Overlap { record },
        (Some(record), Question::Overlap, ClaimKind::Unique) => TableProblem::UniqueOverlap { record },
    };
    Some(Diagnostic::error(problem, claim.span))
}

/// What the record says of the factors that matter, as it could be written.
fn described(policy: &Policy, against: &Condition, record: &core_model::Record) -> Vec<(String, String)> {
    let mut factors = BTreeSet::new();
    let mut defines = Vec::new();
    condition_leaves(against, &mut |leaf| note(leaf, &mut factors, &mut defines));
    let mut seen = BTreeSet::new();
    while let Some(define) = defines.pop() {
        if let Some(Define { formula, .. }) = policy.defines.get(define).filter(|_| seen.insert(define)) {
            let mut each = |leaf: Leaf<'_>| note(leaf, &mut factors, &mut defines);
            match formula {
                Formula::Pick { pick, .. } => pick_leaves(pick, &mut each),
                Formula::Number { number, .. } => number_leaves(number, &mut each),
            }
        }
    }
    factors.into_iter().filter_map(|factor| said(policy, record, factor)).collect()
}

fn note(leaf: Leaf<'_>, factors: &mut BTreeSet<FactorId>, defines: &mut Vec<usize>) {
    match leaf {
        Leaf::Factor(factor) | Leaf::Window(factor, _) | Leaf::Literals(factor, _) => {
            factors.insert(factor);
        }
        Leaf::Define(define) => defines.push(define.index()),
        Leaf::Day(core_model::Day::Factor(factor)) => {
            factors.insert(factor);
        }
        Leaf::Condition(_) | Leaf::Matrix(_) | Leaf::Day(core_model::Day::Given(_) | core_model::Day::Ago(..)) => {}
    }
}

fn said(policy: &Policy, record: &core_model::Record, factor: FactorId) -> Option<(String, String)> {
    let declared = policy.factors.get(factor.index())?;
    let value = record.get(factor).and_then(|datum| shown(&declared.kind, &policy.ladder, datum))?;
    Some((declared.named.called().to_owned(), written(values(&declared.kind), &value)))
}

fn values(kind: &FactorKind) -> &[Named] {
    match kind {
        FactorKind::Scale(values) | FactorKind::Choice(values) | FactorKind::Set(values) => values,
        FactorKind::YesNo
        | FactorKind::Number(_)
        | FactorKind::Date
        | FactorKind::Dates
        | FactorKind::Text
        | FactorKind::Level => &[],
    }
}

/// The value as a policy can write it: what is named is called as people call it.
fn written(values: &[Named], value: &Shown) -> String {
    let called = |name: &String| {
        let value = values.iter().find(|value| value.name == *name);
        value.map_or_else(|| name.clone(), |value| value.called().to_owned())
    };
    match value {
        Shown::Text(text) => called(text),
        Shown::Level(number) => number.to_string(),
        Shown::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Shown::List(names) => format!("{{{}}}", names.iter().map(called).collect::<Vec<_>>().join(", ")),
    }
}
