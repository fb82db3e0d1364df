//! Defines and scores: in order of dependency, each by its form. A circle is told once and stands for nothing.

mod formula;
mod rests;
mod score;
mod signature;
mod value_table;

use core_model::{Define, DefineId, Formula, Number, limits};
use messages::{Countable, Diagnostic, Related, RuleProblem};

use super::circles;
use super::collect::Derivation;
use super::cover::Claim;
use super::over;
use super::scope::{Derived, Scope, ValueType};
use super::types::named;
use crate::syntax::{Name, Span};
use signature::Signature;

/// What is made of all defines.
pub(crate) struct Defined {
    /// The defines, each after those that it speaks of; those that are told of are left out.
    pub defines: Vec<Define>,
    /// What remains to be proved of value tables.
    pub claims: Vec<Claim>,
}

/// A derived value with what others need to know of it.
pub(crate) struct Made {
    /// How it is derived.
    pub formula: Formula,
    /// Its type, where it is no number.
    pub of: Option<ValueType>,
    /// What remains to be proved of it.
    pub claim: Option<Claim>,
}

/// Lowers every define and score.
pub(crate) fn lower_all(scope: &mut Scope, derivations: &[Derivation<'_>]) -> Defined {
    let signatures = signature::all(scope, derivations);
    let rests_on: Vec<Vec<usize>> =
        (0..derivations.len()).map(|slot| rests::rests_on(scope, &signatures, derivations, slot)).collect();
    let mut defined = Defined { defines: Vec::new(), claims: Vec::new() };
    let mut depths = vec![0_usize; derivations.len()];
    for group in circles::groups(&rests_on) {
        match group.as_slice() {
            [slot] if !circles::is_circle(&group, &rests_on) => {
                if deep(scope, derivations, *slot, &rests_on, &mut depths).is_none() {
                    settle(scope, *slot, Derived::Unknown);
                    continue;
                }
                lower(scope, derivations, *slot, &signatures, &mut defined);
            }
            [] | [_, ..] => circle(scope, derivations, &group, &rests_on),
        }
    }
    defined
}

fn name<'a>(derivation: &Derivation<'a>) -> &'a Name {
    match derivation {
        Derivation::Define(define) => &define.name,
        Derivation::Score(score) => &score.name,
    }
}

fn lower(
    scope: &mut Scope,
    derivations: &[Derivation<'_>],
    slot: usize,
    signatures: &[Signature],
    defined: &mut Defined,
) {
    let Some(derivation) = derivations.get(slot) else { return };
    let made = match (derivation, signatures.get(slot)) {
        (Derivation::Score(written), _) => score::lower(scope, written),
        (Derivation::Define(define), Some(Signature::Wanted(wanted))) => formula::lower(scope, define, *wanted),
        (Derivation::Define(_), Some(Signature::Broken | Signature::Open) | None) => None,
    };
    let Some(made) = made else { return settle(scope, slot, Derived::Unknown) };
    let Ok(id) = u16::try_from(defined.defines.len()).map(DefineId) else {
        return settle(scope, slot, Derived::Unknown);
    };
    let derived = match (&made.formula, made.of) {
        (Formula::Number { number, unit }, _) => Derived::Number(id, Number::define(id, number), unit.clone()),
        (Formula::Pick { .. }, Some(of)) => Derived::Pick(id, of),
        (Formula::Pick { .. }, None) => Derived::Unknown,
    };
    settle(scope, slot, derived);
    let named = match derivation {
        Derivation::Define(define) => named(&define.name, define.label.as_ref(), &[]),
        Derivation::Score(score) => named(&score.name, score.label.as_ref(), &[]),
    };
    defined.defines.push(Define { named, formula: made.formula });
    defined.claims.extend(made.claim);
}

/// How deep it rests on others. Told at the one that first lies too deep.
fn deep(
    scope: &mut Scope,
    derivations: &[Derivation<'_>],
    slot: usize,
    rests_on: &[Vec<usize>],
    depths: &mut [usize],
) -> Option<()> {
    let below = rests_on.get(slot)?.iter().filter_map(|on| depths.get(*on)).max().copied().unwrap_or(0);
    let depth = below + 1;
    if depth > limits::DEFINE_DEPTH {
        let place = derivations.get(slot).map_or(Span::default(), |each| name(each).span);
        scope.tell(over(Countable::DefineDepth, limits::DEFINE_DEPTH, place));
        return None;
    }
    *depths.get_mut(slot)? = depth;
    Some(())
}

/// Tells a circle at the first of its members, each before the one on which it rests.
fn circle(scope: &mut Scope, derivations: &[Derivation<'_>], group: &[usize], rests_on: &[Vec<usize>]) {
    let ring = circles::ring(group, rests_on);
    let members: Vec<&Name> = ring.iter().filter_map(|slot| derivations.get(*slot)).map(name).collect();
    for slot in group {
        settle(scope, *slot, Derived::Unknown);
    }
    let Some((first, further)) = members.split_first() else { return };
    let names = members.iter().map(|member| member.text.clone()).collect();
    let told = Diagnostic::error(RuleProblem::DefineCircle { members: names }, first.span);
    scope.tell(further.iter().take(circles::SHOWN).fold(told, |told, member| told.also(Related::Circle(member.span))));
}

fn settle(scope: &mut Scope, slot: usize, derived: Derived) {
    if let Some(known) = scope.derived.get_mut(slot) {
        *known = derived;
    }
}
