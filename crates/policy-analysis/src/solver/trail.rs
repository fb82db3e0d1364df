//! What is assigned at present: in which order, at which level, and why.

use super::clauses::At;
use super::order::Order;
use super::table::{Lit, Table, Var};

/// What is assigned to a literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Value {
    #[default]
    Open,
    Yes,
    No,
}

/// Why a literal is assigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Reason {
    /// It was assumed or tried; or it holds always, and nobody asks.
    #[default]
    Chosen,
    /// This one is false, and one of both must hold.
    Binary(Lit),
    /// It stands first in the clause, and all others in it are false.
    Long(At),
}

#[derive(Clone, Copy, Default)]
struct Place {
    level: u32,
    reason: Reason,
}

/// The assignment.
#[derive(Default)]
pub(super) struct Trail {
    values: Table<Lit, Value>,
    places: Table<Var, Place>,
    /// What each variable was last.
    phases: Table<Var, bool>,
    assigned: Vec<Lit>,
    /// How many were assigned before each level.
    starts: Vec<usize>,
    /// How many of them are propagated.
    propagated: usize,
}

impl Trail {
    pub(super) fn grow(&mut self) {
        self.values.grow();
        self.places.grow();
        self.phases.grow();
    }

    pub(super) fn value(&self, lit: Lit) -> Value {
        self.values.get(lit)
    }

    pub(super) fn level_of(&self, var: Var) -> u32 {
        self.places.get(var).level
    }

    pub(super) fn reason(&self, var: Var) -> Reason {
        self.places.get(var).reason
    }

    pub(super) fn phase(&self, var: Var) -> bool {
        self.phases.get(var)
    }

    pub(super) fn phases(&self) -> &[bool] {
        self.phases.entries()
    }

    pub(super) fn variables(&self) -> usize {
        self.phases.entries().len()
    }

    pub(super) fn level(&self) -> u32 {
        u32::try_from(self.starts.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn assigned(&self) -> &[Lit] {
        &self.assigned
    }

    pub(super) fn is_complete(&self) -> bool {
        self.assigned.len() == self.variables()
    }

    /// How many hold whatever is assumed.
    pub(super) fn settled(&self) -> usize {
        self.starts.first().copied().unwrap_or(self.assigned.len())
    }

    pub(super) fn open_level(&mut self) {
        self.starts.push(self.assigned.len());
    }

    pub(super) fn assign(&mut self, lit: Lit, reason: Reason) {
        self.values.set(lit, Value::Yes);
        self.values.set(!lit, Value::No);
        self.phases.set(lit.var(), !lit.is_negative());
        let level = self.level();
        self.places.set(lit.var(), Place { level, reason });
        self.assigned.push(lit);
    }

    /// The next literal to propagate.
    pub(super) fn pending(&self) -> Option<Lit> {
        self.assigned.get(self.propagated).copied()
    }

    pub(super) fn count_propagated(&mut self) {
        self.propagated += 1;
    }

    /// Takes back all that was assigned above the level.
    pub(super) fn back_to(&mut self, level: u32, order: &mut Order) {
        let Some(&start) = self.starts.get(level as usize) else { return };
        for &lit in self.assigned.iter().skip(start).rev() {
            self.values.set(lit, Value::Open);
            self.values.set(!lit, Value::Open);
            order.put_back(lit.var());
        }
        self.assigned.truncate(start);
        self.starts.truncate(level as usize);
        self.propagated = self.propagated.min(start);
    }
}
