//! The clauses, given and learned, and who watches what. Of two literals each, one must not be false unless the other
//! holds; clauses of two literals are kept apart, as what follows from each literal.

use super::table::{Lit, Table};
use super::trail::{Trail, Value};

/// A clause of three or more literals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At(u32);

/// Where a clause comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// Part of the question: never dropped.
    Given,
    /// Follows from the others: from how many levels at best, and whether a conflict used it since the last reduction.
    Learned { glue: u16, used: bool },
}

#[derive(Clone, Copy)]
struct Head {
    start: usize,
    length: u32,
    origin: Origin,
}

/// The clause is to be looked at when the literal of its list holds, unless the blocker holds too.
#[derive(Clone, Copy)]
pub(super) struct Watch {
    pub(super) clause: At,
    pub(super) blocker: Lit,
}

/// What became of a clause, one of whose watched literals is false now.
pub(super) enum Watched {
    /// Another literal is watched instead.
    Moved,
    /// This literal holds, so that nothing need be done.
    Holds(Lit),
    /// All others are false.
    Left(Lit),
}

/// All clauses.
#[derive(Default)]
pub(super) struct Clauses {
    heads: Vec<Head>,
    lits: Vec<Lit>,
    /// By a literal: the clauses that watch its opposite.
    watches: Table<Lit, Vec<Watch>>,
    /// By a literal: what must hold if it does.
    implied: Table<Lit, Vec<Lit>>,
}

impl Clauses {
    pub(super) fn grow(&mut self) {
        self.watches.grow();
        self.implied.grow();
    }

    /// How many literals are stored.
    pub(super) fn size(&self) -> usize {
        self.lits.len()
    }

    /// Adds a clause of two literals.
    pub(super) fn add_binary(&mut self, one: Lit, other: Lit) {
        for (lit, follows) in [(!one, other), (!other, one)] {
            if let Some(list) = self.implied.at_mut(lit) {
                list.push(follows);
            }
        }
    }

    /// Adds a clause of three or more literals and watches the first two.
    pub(super) fn add(&mut self, lits: &[Lit], origin: Origin) -> At {
        let at = At(u32::try_from(self.heads.len()).unwrap_or(u32::MAX));
        let length = u32::try_from(lits.len()).unwrap_or(u32::MAX);
        self.heads.push(Head { start: self.lits.len(), length, origin });
        self.lits.extend_from_slice(lits);
        if let [one, other, ..] = *lits {
            self.watch(one, Watch { clause: at, blocker: other });
            self.watch(other, Watch { clause: at, blocker: one });
        }
        at
    }

    fn watch(&mut self, lit: Lit, watch: Watch) {
        if let Some(list) = self.watches.at_mut(!lit) {
            list.push(watch);
        }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = At> + use<> {
        (0..u32::try_from(self.heads.len()).unwrap_or(u32::MAX)).map(At)
    }

    pub(super) fn lits(&self, at: At) -> &[Lit] {
        let head = self.heads.get(at.0 as usize);
        head.and_then(|head| self.lits.get(head.start..head.start + head.length as usize)).unwrap_or(&[])
    }

    pub(super) fn origin(&self, at: At) -> Origin {
        self.heads.get(at.0 as usize).map_or(Origin::Given, |head| head.origin)
    }

    pub(super) fn set_origin(&mut self, at: At, origin: Origin) {
        if let Some(head) = self.heads.get_mut(at.0 as usize) {
            head.origin = origin;
        }
    }

    pub(super) fn implied(&self, lit: Lit) -> &[Lit] {
        self.implied.at(lit).map_or(&[], Vec::as_slice)
    }

    pub(super) fn take_watches(&mut self, lit: Lit) -> Vec<Watch> {
        self.watches.take(lit)
    }

    pub(super) fn put_watches(&mut self, lit: Lit, list: Vec<Watch>) {
        self.watches.set(lit, list);
    }

    /// Lets the clause watch another literal than the one that is false now. If none is left, the last one stands first.
    pub(super) fn rewatch(&mut self, clause: At, lost: Lit, trail: &Trail) -> Watched {
        let Some(head) = self.heads.get(clause.0 as usize) else { return Watched::Moved };
        let lits = self.lits.get_mut(head.start..head.start + head.length as usize);
        let Some([first, second, rest @ ..]) = lits else { return Watched::Moved };
        if *first == lost {
            std::mem::swap(first, second);
        }
        let blocker = *first;
        if trail.value(blocker) == Value::Yes {
            return Watched::Holds(blocker);
        }
        for lit in rest {
            if trail.value(*lit) != Value::No {
                std::mem::swap(lit, second);
                let watched = *second;
                self.watch(watched, Watch { clause, blocker });
                return Watched::Moved;
            }
        }
        Watched::Left(blocker)
    }

    /// Drops clauses, and of all others what is settled at level zero, where all must be propagated.
    pub(super) fn rebuild(&mut self, trail: &Trail, dropped: &[At]) {
        let heads = std::mem::take(&mut self.heads);
        let lits = std::mem::take(&mut self.lits);
        self.watches.entries_mut().iter_mut().for_each(Vec::clear);
        self.forget_settled(trail);
        let mut dropped = dropped.iter().peekable();
        let mut open = Vec::new();
        for (head, number) in heads.into_iter().zip(0..) {
            let Some(old) = lits.get(head.start..head.start + head.length as usize) else { continue };
            let is_dropped = dropped.next_if(|at| at.0 == number).is_some();
            if is_dropped || old.iter().any(|lit| trail.value(*lit) == Value::Yes) {
                continue;
            }
            open.clear();
            open.extend(old.iter().filter(|lit| trail.value(**lit) == Value::Open));
            match *open {
                [one, other] => self.add_binary(one, other),
                _ => drop(self.add(&open, head.origin)),
            }
        }
    }

    /// Of clauses of two literals, one of which is settled, one holds.
    fn forget_settled(&mut self, trail: &Trail) {
        for &lit in trail.assigned() {
            self.implied.set(lit, Vec::new());
            self.implied.set(!lit, Vec::new());
        }
        for list in self.implied.entries_mut() {
            list.retain(|lit| trail.value(*lit) == Value::Open);
        }
    }
}
