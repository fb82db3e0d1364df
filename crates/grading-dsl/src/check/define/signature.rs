//! What each define gives, as far as it can be told before anything is lowered: a number, or a value of which type.

use super::Derivation;
use crate::check::cell;
use crate::check::scope::{Operand, Scope, ValueType};
use crate::check::sort::{self, Meaning, Sort};
use crate::syntax::{Define, DefineBody, DefineType, Expr, ExprKind, Name};
use messages::{Diagnostic, RuleProblem};

/// The most defines that are looked through for the type of one.
const LOOKED_THROUGH: usize = 4_096;

/// What is known of what a define gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signature {
    /// This.
    Wanted(Wanted),
    /// It cannot be told, which is reported.
    Broken,
    /// Not settled yet.
    Open,
}

/// What a define gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A value of this type.
    Value(ValueType),
    /// A number.
    Number,
}

/// The signatures of all defines and scores.
pub(super) fn all(scope: &mut Scope, derivations: &[Derivation<'_>]) -> Vec<Signature> {
    let mut signatures: Vec<Signature> = derivations.iter().map(|each| declared(scope, each)).collect();
    for (slot, derivation) in derivations.iter().enumerate() {
        if let Derivation::Define(define) = derivation
            && signatures.get(slot) == Some(&Signature::Open)
        {
            let inferred = infer(scope, &signatures, derivations, define);
            if let Some(signature) = signatures.get_mut(slot) {
                *signature = inferred;
            }
        }
    }
    signatures
}

/// The sort of the first of some expressions that has one, by the signatures of defines.
pub(super) fn sort_of<'a>(
    scope: &Scope,
    signatures: &[Signature],
    derivations: &[Derivation<'a>],
    of: Vec<&'a Expr>,
) -> Option<Sort> {
    let mut seen = std::collections::BTreeSet::new();
    sort::first(of, &mut |name| match scope.operands.get(&name.text) {
        Some(Operand::Factor(factor)) => {
            scope.factor_type(*factor).map_or(Meaning::Unknown, |of| Meaning::Sort(of.into()))
        }
        Some(Operand::Define(slot)) => match (signatures.get(slot.0), derivations.get(slot.0)) {
            (Some(Signature::Wanted(wanted)), _) => Meaning::Sort((*wanted).into()),
            (Some(Signature::Open), Some(Derivation::Define(define)))
                if seen.len() < LOOKED_THROUGH && seen.insert(slot.0) =>
            {
                Meaning::As(heads(&define.body))
            }
            (Some(Signature::Open | Signature::Broken) | None, _) => Meaning::Unknown,
        },
        Some(Operand::Unknown) | None => Meaning::Unknown,
    })
}

fn declared(scope: &mut Scope, derivation: &Derivation<'_>) -> Signature {
    let of = match derivation {
        Derivation::Score(_) => return Signature::Wanted(Wanted::Number),
        Derivation::Define(define) => &define.kind,
    };
    let wanted = match of {
        None => return Signature::Open,
        Some(DefineType::Number(_)) => Some(Wanted::Number),
        Some(DefineType::Level(_)) => Some(Wanted::Value(ValueType::Level)),
        Some(DefineType::YesNo(_)) => Some(Wanted::Value(ValueType::YesNo)),
        Some(DefineType::Named(name)) => scope.type_of_define(name).map(|of| Wanted::Value(ValueType::Declared(of))),
    };
    wanted.map_or(Signature::Broken, Signature::Wanted)
}

fn infer(scope: &mut Scope, signatures: &[Signature], derivations: &[Derivation<'_>], define: &Define) -> Signature {
    let heads = heads(&define.body);
    match sort_of(scope, signatures, derivations, heads.clone()) {
        Some(Sort::Value(of)) => Signature::Wanted(Wanted::Value(of)),
        Some(Sort::Number) => Signature::Wanted(Wanted::Number),
        Some(Sort::Set(_) | Sort::Date | Sort::Dates | Sort::Text) => {
            tell(scope, define, RuleProblem::NotDerivable { name: define.name.text.clone() })
        }
        Some(Sort::Outcome) => tell(scope, define, RuleProblem::LevelAsked),
        None if heads.iter().any(|head| is_known(scope, head)) => Signature::Broken,
        None => match define.body {
            DefineBody::Expr(_) => Signature::Wanted(Wanted::Number),
            DefineBody::Cases(..) | DefineBody::Table(_) | DefineBody::Matrix(_) => {
                tell(scope, define, RuleProblem::NeedsType { name: define.name.text.clone() })
            }
        },
    }
}

fn tell(scope: &mut Scope, define: &Define, problem: RuleProblem) -> Signature {
    scope.tell(Diagnostic::error(problem, define.name.span));
    Signature::Broken
}

/// Whether it names something that is declared, though broken, or could not be read: then there is no more to tell.
fn is_known(scope: &Scope, expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Name(Name { text, .. }) => scope.operands.has(text),
        ExprKind::Unknown => true,
        ExprKind::Group(inner) => is_known(scope, inner),
        ExprKind::Max(parts) | ExprKind::Min(parts) => parts.iter().any(|part| is_known(scope, part)),
        ExprKind::Number(_)
        | ExprKind::Date(_)
        | ExprKind::Text(_)
        | ExprKind::YesNo(_)
        | ExprKind::Level
        | ExprKind::LevelOf(_)
        | ExprKind::Negative(_)
        | ExprKind::Arithmetic(..)
        | ExprKind::Round(..)
        | ExprKind::CountOf(_)
        | ExprKind::SizeOf(_)
        | ExprKind::CountDates(..)
        | ExprKind::Not(_)
        | ExprKind::And(_)
        | ExprKind::Or(_)
        | ExprKind::AndOr(..)
        | ExprKind::Quantified(..)
        | ExprKind::Compare(..) => false,
    }
}

/// The expressions of which one is what the define gives.
fn heads(body: &DefineBody) -> Vec<&Expr> {
    match body {
        DefineBody::Expr(expr) => vec![expr],
        DefineBody::Cases(cases, otherwise) => {
            cases.iter().map(|case| &case.value).chain([otherwise.as_ref()]).collect()
        }
        DefineBody::Table(table) => {
            table.rows.iter().filter_map(|row| row.cells.last()).flat_map(cell::expressions).collect()
        }
        DefineBody::Matrix(grid) => {
            grid.body.iter().flat_map(|row| row.cells.iter().skip(1)).flat_map(cell::expressions).collect()
        }
    }
}

impl From<Wanted> for Sort {
    fn from(wanted: Wanted) -> Self {
        match wanted {
            Wanted::Value(of) => Self::Value(of),
            Wanted::Number => Self::Number,
        }
    }
}
