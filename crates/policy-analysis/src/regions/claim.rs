//! What is claimed of records in one sentence, and how it is widened until nothing of it can be dropped.

use std::sync::Arc;

use core_model::{Condition, DefineId, FactorId, Pick, Window};

use super::Questions;
use crate::aside::Asked;
use crate::solver::Lit;

/// A part of a sentence.
#[derive(Debug, Clone)]
pub(crate) enum Claim {
    /// A value is none of these.
    Not {
        of: Listed,
        /// From the nearest to the farthest.
        excluded: Vec<(Run, Lit)>,
    },
    /// An amount lies on one side of a threshold: at least it, or below it.
    End {
        of: Measured,
        side: End,
        at: i128,
        lit: Lit,
        /// Thresholds that say less, the one that says least first.
        wider: Vec<(i128, Lit)>,
    },
    /// A condition.
    Said { condition: Arc<Condition>, lit: Lit },
}

/// Something that has one of a list of values.
#[derive(Debug, Clone)]
pub(crate) enum Listed {
    Pick(Pick),
    /// A text, by the place of the literal.
    Text(FactorId),
}

/// Values by place: first and last.
pub(crate) type Run = (usize, usize);

/// Something that has an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measured {
    Number(FactorId),
    Define(DefineId),
    Date(FactorId),
    Dates(FactorId, Window),
}

/// A side of a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    From,
    Below,
}

impl Claim {
    /// The literals that hold where it holds, and only there.
    pub(crate) fn lits(&self) -> Vec<Lit> {
        match self {
            Self::Not { excluded, .. } => excluded.iter().map(|(_, lit)| *lit).collect(),
            Self::End { lit, .. } | Self::Said { lit, .. } => vec![*lit],
        }
    }

    /// What is left of it when only these literals are needed.
    fn needed(self, lits: &[Lit]) -> Option<Self> {
        match self {
            Self::Not { of, mut excluded } => {
                excluded.retain(|(_, lit)| lits.contains(lit));
                (!excluded.is_empty()).then_some(Self::Not { of, excluded })
            }
            Self::End { lit, .. } | Self::Said { lit, .. } => lits.contains(&lit).then_some(self),
        }
    }
}

/// What is claimed of a record: of the policy's own comparisons and derived values, and of its factors.
pub(crate) struct Claims {
    pub(crate) derived: Vec<Claim>,
    pub(crate) plain: Vec<Claim>,
}

/// Claims of which nothing can be dropped, in the order of factors, what is derived last; and whether some question about
/// that stayed open.
pub(crate) struct Widest {
    pub(crate) claims: Vec<Claim>,
    pub(crate) open: bool,
}

/// The claims as wide as they can be said of records that are all not `against`; nothing if not even all of them together
/// are known to suffice. What is said of factors goes before what is said in the policy's own comparisons.
pub(super) fn widest(asked: &mut Questions<'_, '_>, against: Lit, claims: Claims) -> Option<Widest> {
    let split = claims.derived.len();
    let all = claims.derived.into_iter().chain(claims.plain).map(Some).collect();
    let mut widening = Widening { asked, against, claims: all, split, open: false };
    let enough = match widening.asked.ask(&widening.assumed()) {
        Asked::Nothing(enough) => enough,
        Asked::Record(_) | Asked::Undecided => return None,
    };
    widening.keep(split, &enough);
    let count = widening.claims.len();
    for place in (split..count).rev().chain((0..split).rev()) {
        widening.widen(place);
    }
    let mut claims = widening.claims;
    let derived = claims.drain(..split).flatten().collect::<Vec<Claim>>();
    Some(Widest { claims: claims.into_iter().flatten().chain(derived).collect(), open: widening.open })
}

struct Widening<'q, 'a, 'p> {
    asked: &'q mut Questions<'a, 'p>,
    against: Lit,
    /// What is derived, then what is plain; nothing in the place of what is dropped.
    claims: Vec<Option<Claim>>,
    split: usize,
    open: bool,
}

impl Widening<'_, '_, '_> {
    fn assumed(&self) -> Vec<Lit> {
        let lits = self.claims.iter().flatten().flat_map(Claim::lits);
        [self.against].into_iter().chain(lits).collect()
    }

    /// Drops all from the place on that is not needed.
    fn keep(&mut self, from: usize, lits: &[Lit]) {
        for claim in self.claims.iter_mut().skip(from) {
            *claim = claim.take().and_then(|claim| claim.needed(lits));
        }
    }

    /// Whether this in the place of the claim there suffices; if not, the claim stays as it was.
    fn suffices(&mut self, place: usize, instead: Option<Claim>) -> bool {
        let own = self.put(place, instead);
        match self.asked.ask_briefly(&self.assumed()) {
            Asked::Nothing(enough) => {
                self.keep(if place < self.split { 0 } else { self.split }, &enough);
                return true;
            }
            Asked::Record(_) => {}
            Asked::Undecided => self.open = true,
        }
        self.put(place, own);
        false
    }

    fn put(&mut self, place: usize, claim: Option<Claim>) -> Option<Claim> {
        self.claims.get_mut(place).and_then(|own| std::mem::replace(own, claim))
    }

    fn at(&self, place: usize) -> Option<Claim> {
        self.claims.get(place).cloned().flatten()
    }

    fn widen(&mut self, place: usize) {
        let Some(claim) = self.at(place) else { return };
        if self.suffices(place, None) {
            return;
        }
        match claim {
            Claim::Not { of, excluded } => {
                for (run, _) in excluded {
                    self.include(place, &of, run);
                }
            }
            Claim::End { of, side, wider, .. } => self.move_end(place, of, side, &wider),
            Claim::Said { .. } => {}
        }
    }

    /// Lets the values in, if that can be.
    fn include(&mut self, place: usize, of: &Listed, run: Run) {
        let Some(Claim::Not { excluded, .. }) = self.at(place) else { return };
        let fewer: Vec<(Run, Lit)> = excluded.iter().filter(|(own, _)| *own != run).copied().collect();
        if fewer.len() < excluded.len() && !fewer.is_empty() {
            self.suffices(place, Some(Claim::Not { of: of.clone(), excluded: fewer }));
        }
    }

    /// Moves the threshold as far out as it can be.
    fn move_end(&mut self, place: usize, of: Measured, side: End, wider: &[(i128, Lit)]) {
        let (mut low, mut high) = (0, wider.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let Some((at, lit)) = wider.get(middle).copied() else { return };
            let claim = Claim::End { of, side, at, lit, wider: Vec::new() };
            if self.suffices(place, Some(claim)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
    }
}
