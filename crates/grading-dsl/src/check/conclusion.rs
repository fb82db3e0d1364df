//! What rules conclude.

use core_model::{Conclusion, Pick};
use messages::RuleProblem;

use super::lowering::{Asks, Lowering};
use super::scope::Scope;
use super::{arithmetic, pick};
use crate::syntax::{self, ConclusionKind, LevelWord, NumberLit};

/// The most steps by which one conclusion moves a level.
const MOST_STEPS: u32 = 255;

/// Lowers a conclusion.
pub(crate) fn lower(scope: &mut Scope, conclusion: &syntax::Conclusion) -> Option<Conclusion> {
    match &conclusion.kind {
        ConclusionKind::Level(strength, word) => level(scope, word).map(|level| Conclusion::Level(*strength, level)),
        ConclusionKind::Bound { presumed, side, level: word } => {
            let level = level(scope, word)?;
            Some(Conclusion::Bound { presumed: *presumed, side: *side, level })
        }
        ConclusionKind::Raise(number) => steps(scope, number).map(Conclusion::Adjust),
        ConclusionKind::Lower(number) => steps(scope, number).map(|steps| Conclusion::Adjust(-steps)),
        ConclusionKind::Outside(name) => scope.outside(name).map(Conclusion::Outside),
        ConclusionKind::Require(name) => scope.measure(name).map(Conclusion::Require),
    }
}

/// A level as a conclusion says it: a level, or a factor or define of type `level`.
pub(crate) fn level(scope: &mut Scope, word: &LevelWord) -> Option<Pick> {
    pick::level(&mut Lowering::new(scope, Asks::Record), word)
}

/// By how many steps a level is moved.
pub(crate) fn steps(scope: &mut Scope, number: &NumberLit) -> Option<i32> {
    let mut low = Lowering::new(scope, Asks::Record);
    let steps = arithmetic::whole(&mut low, number)?;
    match i32::try_from(steps) {
        Ok(fits) if (1..=MOST_STEPS).contains(&steps) => Some(fits),
        Ok(_) | Err(_) => low.fail(RuleProblem::Steps { found: steps, most: MOST_STEPS }, number.span),
    }
}

/// Whether it says something of the grade, as all but the requirement of a measure do.
pub(crate) fn grades(conclusion: &syntax::Conclusion) -> bool {
    match conclusion.kind {
        ConclusionKind::Require(_) => false,
        ConclusionKind::Level(..)
        | ConclusionKind::Bound { .. }
        | ConclusionKind::Raise(_)
        | ConclusionKind::Lower(_)
        | ConclusionKind::Outside(_) => true,
    }
}
