//! Conditions made of others, as literals of the search: every gate is its formula exactly, and the same formula is one gate.

use std::collections::BTreeMap;

use crate::solver::{Lit, Solver};

/// The most parts of one gate of many.
const FEW: usize = 8;

/// The search and the gates known to it.
pub(crate) struct Gates {
    pub(crate) solver: Solver,
    known: BTreeMap<Vec<Lit>, Lit>,
    /// Of some gates, that they are the second where the first holds, else the third.
    choices: BTreeMap<Lit, [Lit; 3]>,
}

impl Gates {
    pub(crate) fn new() -> Self {
        Self { solver: Solver::new(), known: BTreeMap::new(), choices: BTreeMap::new() }
    }

    /// All of them hold.
    pub(crate) fn and(&mut self, of: impl IntoIterator<Item = Lit>) -> Lit {
        let mut lits: Vec<Lit> = of.into_iter().filter(|lit| *lit != Lit::YES).collect();
        lits.sort_unstable();
        lits.dedup();
        // A literal and its opposite stand side by side once sorted.
        let opposed = lits.iter().zip(lits.iter().skip(1)).any(|(one, other)| *one == !*other);
        if opposed || lits.contains(&Lit::NO) {
            return Lit::NO;
        }
        match lits.as_slice() {
            [] => Lit::YES,
            [only] => *only,
            [..] => self.gate(lits),
        }
    }

    /// The same of many that stand in a fixed order, gate by gate, so that a change of one changes few gates.
    pub(crate) fn and_each(&mut self, of: &[Lit]) -> Lit {
        let mut layer = of.to_vec();
        while layer.len() > FEW {
            layer = layer.chunks(FEW).map(|few| self.and(few.iter().copied())).collect();
        }
        self.and(layer)
    }

    /// At least one of many, likewise.
    pub(crate) fn or_each(&mut self, of: &[Lit]) -> Lit {
        let none: Vec<Lit> = of.iter().map(|lit| !*lit).collect();
        !self.and_each(&none)
    }

    /// At least one of them holds.
    pub(crate) fn or(&mut self, of: impl IntoIterator<Item = Lit>) -> Lit {
        !self.and(of.into_iter().map(|lit| !lit))
    }

    /// The one where the condition holds, else the other.
    pub(crate) fn choose(&mut self, when: Lit, one: Lit, other: Lit) -> Lit {
        if one == other {
            return one;
        }
        let parts = [self.and([when, one]), self.and([!when, other])];
        self.or(parts)
    }

    /// Both hold or neither.
    pub(crate) fn same(&mut self, one: Lit, other: Lit) -> Lit {
        self.choose(one, other, !other)
    }

    /// At least so many of them hold.
    pub(crate) fn at_least(&mut self, count: usize, of: &[Lit]) -> Lit {
        // By how many are still wanted, of those that come after.
        let mut wanted = vec![Lit::NO; count + 1];
        if let Some(none) = wanted.first_mut() {
            *none = Lit::YES;
        }
        for lit in of.iter().rev() {
            let fewer: Vec<Lit> = wanted.iter().take(count).copied().collect();
            for (here, fewer) in wanted.iter_mut().skip(1).zip(fewer) {
                let with = self.and([*lit, fewer]);
                let before = self.known.len();
                let either = self.or([*here, with]);
                if self.known.len() > before {
                    // Where more are found here, fewer are, too.
                    self.choices.insert(either, [*lit, fewer, *here]);
                }
                *here = either;
            }
        }
        wanted.last().copied().unwrap_or(Lit::YES)
    }

    /// The literals of which each gate says that all hold.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (Lit, &[Lit])> {
        self.known.iter().map(|(parts, gate)| (*gate, parts.as_slice()))
    }

    /// What the literal is, if it is the second where the first holds, else the third.
    pub(crate) fn choice(&self, lit: Lit) -> Option<[Lit; 3]> {
        self.choices.get(&lit).copied()
    }

    fn gate(&mut self, lits: Vec<Lit>) -> Lit {
        if let Some(gate) = self.known.get(&lits) {
            return *gate;
        }
        let gate = self.solver.fresh();
        for lit in &lits {
            self.solver.clause(&[!gate, *lit]);
        }
        let all: Vec<Lit> = lits.iter().map(|lit| !*lit).chain([gate]).collect();
        self.solver.clause(&all);
        self.known.insert(lits, gate);
        gate
    }
}
