//! Assigns what follows from what is assigned.

use super::Solver;
use super::clauses::{At, Watch, Watched};
use super::table::Lit;
use super::trail::{Reason, Value};

/// How it ended.
pub(super) enum Propagated {
    /// Nothing more follows.
    All,
    /// All literals of a clause are false.
    Conflict(Conflict),
    /// The steps are used up; the rest can follow later.
    Interrupted,
}

/// A clause that is false.
#[derive(Clone, Copy)]
pub(super) enum Conflict {
    Binary([Lit; 2]),
    Long(At),
}

impl Solver {
    pub(super) fn propagate(&mut self) -> Propagated {
        while let Some(lit) = self.trail.pending() {
            if self.budget.is_spent() {
                return Propagated::Interrupted;
            }
            self.budget.spend(1);
            self.trail.count_propagated();
            if let Some(conflict) = self.propagate_binary(lit).or_else(|| self.propagate_long(lit)) {
                return Propagated::Conflict(conflict);
            }
        }
        Propagated::All
    }

    fn propagate_binary(&mut self, lit: Lit) -> Option<Conflict> {
        let implied = self.clauses.implied(lit);
        self.budget.spend(implied.len());
        for &other in implied {
            match self.trail.value(other) {
                Value::Yes => {}
                Value::Open => self.trail.assign(other, Reason::Binary(!lit)),
                Value::No => return Some(Conflict::Binary([other, !lit])),
            }
        }
        None
    }

    fn propagate_long(&mut self, lit: Lit) -> Option<Conflict> {
        let mut list = self.clauses.take_watches(lit);
        self.budget.spend(list.len());
        let (mut seen, mut kept) = (0, 0);
        let mut conflict = None;
        while let Some(&Watch { clause, blocker }) = list.get(seen) {
            seen += 1;
            let blocker = match self.trail.value(blocker) {
                Value::Yes => blocker,
                Value::Open | Value::No => match self.clauses.rewatch(clause, !lit, &self.trail) {
                    Watched::Moved => continue,
                    Watched::Holds(first) => first,
                    Watched::Left(first) => {
                        conflict = self.follow(clause, first);
                        first
                    }
                },
            };
            if let Some(slot) = list.get_mut(kept) {
                *slot = Watch { clause, blocker };
            }
            kept += 1;
            if conflict.is_some() {
                break;
            }
        }
        if kept < seen {
            list.copy_within(seen.., kept);
            list.truncate(list.len() + kept - seen);
        }
        self.clauses.put_watches(lit, list);
        conflict
    }

    fn follow(&mut self, clause: At, last: Lit) -> Option<Conflict> {
        if self.trail.value(last) == Value::No {
            return Some(Conflict::Long(clause));
        }
        self.trail.assign(last, Reason::Long(clause));
        None
    }
}
