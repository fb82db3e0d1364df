//! How many possible records some literals hold of, exactly: by taking the conditions apart class by class, with what is
//! left of them known again when it is met again.

mod circuit;
mod classes;
mod tally;

use std::collections::BTreeMap;

use core_model::{Count, Counted};

use crate::encode::Encoder;
use crate::solver::Lit;
use circuit::Edge;
use classes::Classes;
use tally::{Both, Tally};

/// The most that is stored of conditions before all is begun anew, in words.
const STORED: usize = 16_000_000;

/// Counts records of one encoder, of which all that will be asked of factors has been asked.
pub(crate) struct Counter {
    classes: Classes,
    tally: Tally,
    /// What gates are made of, as far as known.
    gates: BTreeMap<Lit, Vec<Lit>>,
    /// Literals as conditions on classes, as far as met.
    met: BTreeMap<Lit, Edge>,
    /// Opposites of what makes a record impossible.
    possible: Vec<Lit>,
    /// Whether some comparisons are no matter of classes.
    has_aside: bool,
}

/// What became of a count.
enum Told {
    Number(Both),
    /// It rests on comparisons that no class can say.
    Beyond,
    /// The steps did not suffice.
    Spent,
}

impl Counter {
    /// Nothing where the classes alone are too many for the steps.
    pub(crate) fn of(encoder: &mut Encoder<'_>, steps: &mut u64) -> Option<Self> {
        let policy = encoder.policy;
        let possible = policy.impossible.iter().map(|impossible| !encoder.condition(&impossible.when)).collect();
        let classes = Classes::of(encoder, steps)?;
        let tally = Tally::of(&classes);
        let (gates, met) = (BTreeMap::new(), BTreeMap::new());
        Some(Self { classes, tally, gates, met, possible, has_aside: !encoder.aside.is_empty() })
    }

    /// How many possible records all of these hold of.
    pub(crate) fn count(&mut self, encoder: &Encoder<'_>, lits: &[Lit], steps: &mut u64) -> Counted {
        if self.tally.stored() > STORED {
            self.tally = Tally::of(&self.classes);
            self.met.clear();
        }
        match self.told(encoder, lits, steps) {
            Told::Number(both) => {
                let known = |known: bool, count: Count| known.then_some(count);
                Counted {
                    combinations: known(!self.has_aside, both.combinations),
                    records: known(!self.classes.countless, both.records),
                }
            }
            Told::Beyond | Told::Spent => Counted::default(),
        }
    }

    fn told(&mut self, encoder: &Encoder<'_>, lits: &[Lit], steps: &mut u64) -> Told {
        let all: Vec<Lit> = lits.iter().chain(&self.possible).copied().collect();
        let mut edges = Vec::new();
        for lit in all {
            match self.edge(encoder, lit) {
                Some(edge) => edges.push(edge),
                None => return Told::Beyond,
            }
        }
        let root = self.tally.circuit.all(edges);
        match self.tally.count(root, STORED, steps) {
            Some(both) => Told::Number(both),
            None => Told::Spent,
        }
    }

    /// The literal as a condition on classes.
    fn edge(&mut self, encoder: &Encoder<'_>, lit: Lit) -> Option<Edge> {
        if encoder.gates.parts().count() != self.gates.len() {
            self.gates = encoder.gates.parts().map(|(gate, parts)| (gate, parts.to_vec())).collect();
        }
        let mut open = vec![positive(lit)];
        while let Some(own) = open.last().copied() {
            if self.met.contains_key(&own) {
                open.pop();
                continue;
            }
            let made = Made::of(own, encoder, &self.gates);
            let before = open.len();
            open.extend(made.parts().iter().map(|part| positive(*part)).filter(|part| !self.met.contains_key(part)));
            if open.len() == before {
                let edge = self.made(own, &made)?;
                self.met.insert(own, edge);
            }
        }
        self.known(lit)
    }

    fn made(&mut self, lit: Lit, made: &Made) -> Option<Edge> {
        match made {
            Made::Leaf if lit == Lit::YES => Some(Edge::YES),
            Made::Leaf => {
                let (variable, holds) = self.classes.meaning.get(&lit)?;
                Some(self.tally.circuit.leaf(*variable, holds))
            }
            Made::All(parts) => {
                let parts = parts.iter().map(|part| self.known(*part)).collect::<Option<Vec<Edge>>>()?;
                Some(self.tally.circuit.all(parts))
            }
            Made::Choice([when, one, other], is) => {
                let (when, one, other) = (self.known(*when)?, self.known(*one)?, self.known(*other)?);
                let circuit = &mut self.tally.circuit;
                let (one, other) = (circuit.all(vec![when, one]), circuit.all(vec![!when, other]));
                let neither = circuit.all(vec![!one, !other]);
                Some(if *is { !neither } else { neither })
            }
        }
    }

    fn known(&self, lit: Lit) -> Option<Edge> {
        let edge = *self.met.get(&positive(lit))?;
        Some(if lit.is_negative() { !edge } else { edge })
    }
}

/// What a literal is made of.
enum Made {
    /// A threshold, a value held, or a comparison that no class can say.
    Leaf,
    All(Vec<Lit>),
    /// The second where the first holds, else the third; or the opposite of that.
    Choice([Lit; 3], bool),
}

impl Made {
    fn of(lit: Lit, encoder: &Encoder<'_>, gates: &BTreeMap<Lit, Vec<Lit>>) -> Self {
        let choice = encoder.gates.choice(lit).map(|of| Self::Choice(of, true));
        let choice = choice.or_else(|| encoder.gates.choice(!lit).map(|of| Self::Choice(of, false)));
        choice.or_else(|| gates.get(&lit).map(|parts| Self::All(parts.clone()))).unwrap_or(Self::Leaf)
    }

    fn parts(&self) -> &[Lit] {
        match self {
            Self::Leaf => &[],
            Self::All(parts) => parts,
            Self::Choice(of, _) => of,
        }
    }
}

fn positive(lit: Lit) -> Lit {
    if lit.is_negative() { !lit } else { lit }
}
