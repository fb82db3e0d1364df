//! What a conflict teaches: a clause that would have prevented it, or the assumptions that cannot all hold.

use super::clauses::{At, Clauses};
use super::order::Order;
use super::propagate::Conflict;
use super::table::{Lit, Table, Var};
use super::trail::{Reason, Trail, Value};

/// A clause that follows, and where it makes its first literal follow. The second has the highest level of the rest.
pub(super) struct Lesson {
    pub(super) lits: Vec<Lit>,
    pub(super) level: u32,
    pub(super) glue: u16,
}

/// What the search reads while it learns.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) clauses: &'a Clauses,
    pub(super) trail: &'a Trail,
}

/// Marks of variables, and lists that are used again and again.
#[derive(Default)]
pub(super) struct Learning {
    seen: Table<Var, bool>,
    marked: Vec<Var>,
    stack: Vec<Lit>,
    /// Clauses that took part in the latest conflict.
    pub(super) used: Vec<At>,
    /// How many literals were looked at.
    pub(super) looked: usize,
    pub(super) levels: Levels,
}

impl Learning {
    pub(super) fn grow(&mut self) {
        self.seen.grow();
    }

    /// Resolves backwards from the conflict until one literal of the present level is left.
    pub(super) fn learn(&mut self, ground: Ground<'_>, conflict: Conflict, order: &mut Order) -> Lesson {
        self.used.clear();
        self.looked = 0;
        let mut lits = vec![Lit::NO];
        let mut open = match &conflict {
            Conflict::Binary(both) => self.resolve(ground, both, &mut lits, order),
            Conflict::Long(at) => {
                self.used.push(*at);
                self.resolve(ground, ground.clauses.lits(*at), &mut lits, order)
            }
        };
        for &lit in ground.trail.assigned().iter().rev() {
            if !self.seen.get(lit.var()) {
                continue;
            }
            if open <= 1 {
                lits.first_mut().into_iter().for_each(|first| *first = !lit);
                break;
            }
            let reason = ground.trail.reason(lit.var());
            if let Reason::Long(at) = reason {
                self.used.push(at);
            }
            open = open + self.resolve(ground, because(ground.clauses, &reason), &mut lits, order) - 1;
        }
        order.decay();
        self.shorten(ground, &mut lits);
        self.unmark(0);
        self.lesson(ground.trail, lits)
    }

    /// Marks the literals; those below the present level become part of the clause. How many are of the present level.
    fn resolve(&mut self, ground: Ground<'_>, of: &[Lit], lits: &mut Vec<Lit>, order: &mut Order) -> usize {
        self.looked += of.len();
        let mut open = 0;
        for &lit in of {
            let level = ground.trail.level_of(lit.var());
            if level == 0 || !self.mark(lit.var()) {
                continue;
            }
            order.bump(lit.var());
            if level == ground.trail.level() {
                open += 1;
            } else {
                lits.push(lit);
            }
        }
        open
    }

    /// Leaves out each literal that is false because others of the clause are.
    fn shorten(&mut self, ground: Ground<'_>, lits: &mut Vec<Lit>) {
        let mut levels = 0;
        for lit in lits.iter().skip(1) {
            levels |= level_bit(ground.trail, *lit);
        }
        let mut first = true;
        lits.retain(|lit| std::mem::take(&mut first) || !self.is_redundant(ground, *lit, levels));
    }

    fn is_redundant(&mut self, ground: Ground<'_>, lit: Lit, levels: u64) -> bool {
        if ground.trail.reason(lit.var()) == Reason::Chosen {
            return false;
        }
        let before = self.marked.len();
        self.stack.clear();
        self.stack.push(lit);
        while let Some(lit) = self.stack.pop() {
            let reason = ground.trail.reason(lit.var());
            let others = because(ground.clauses, &reason);
            self.looked += others.len();
            for &other in others {
                if ground.trail.level_of(other.var()) == 0 || self.seen.get(other.var()) {
                    continue;
                }
                let chosen = ground.trail.reason(other.var()) == Reason::Chosen;
                if chosen || level_bit(ground.trail, other) & levels == 0 {
                    self.unmark(before);
                    return false;
                }
                self.mark(other.var());
                self.stack.push(other);
            }
        }
        true
    }

    fn lesson(&mut self, trail: &Trail, mut lits: Vec<Lit>) -> Lesson {
        let mut level = 0;
        if let [_, second, rest @ ..] = lits.as_mut_slice() {
            level = trail.level_of(second.var());
            for lit in rest {
                if trail.level_of(lit.var()) > level {
                    level = trail.level_of(lit.var());
                    std::mem::swap(lit, second);
                }
            }
        }
        let glue = self.levels.glue(trail, &lits);
        Lesson { lits, level, glue }
    }

    /// Those of the assumed literals because of which this one, which is assumed too, is false. All that is chosen so
    /// far is assumed.
    pub(super) fn core(&mut self, ground: Ground<'_>, lost: Lit, assumed: &[Lit]) -> Vec<Lit> {
        self.stack.clear();
        self.stack.push(lost);
        self.mark(lost.var());
        while let Some(lit) = self.stack.pop() {
            let reason = ground.trail.reason(lit.var());
            if ground.trail.level_of(lit.var()) == 0 {
                continue;
            }
            for &other in because(ground.clauses, &reason) {
                if self.mark(other.var()) {
                    self.stack.push(other);
                }
            }
        }
        let mut lost = Some(lost);
        let mut core = Vec::new();
        for &lit in assumed {
            let var = lit.var();
            let chosen = self.seen.get(var)
                && ground.trail.value(lit) == Value::Yes
                && ground.trail.level_of(var) > 0
                && ground.trail.reason(var) == Reason::Chosen;
            if chosen {
                self.seen.set(var, false);
            }
            if chosen || lost.take_if(|lost| *lost == lit).is_some() {
                core.push(lit);
            }
        }
        self.unmark(0);
        core
    }

    /// Whether it was not marked before.
    fn mark(&mut self, var: Var) -> bool {
        if self.seen.get(var) {
            return false;
        }
        self.seen.set(var, true);
        self.marked.push(var);
        true
    }

    fn unmark(&mut self, before: usize) {
        for &var in self.marked.iter().skip(before) {
            self.seen.set(var, false);
        }
        self.marked.truncate(before);
    }
}

/// The literals because of whose falsity one follows.
fn because<'a>(clauses: &'a Clauses, reason: &'a Reason) -> &'a [Lit] {
    match reason {
        Reason::Chosen => &[],
        Reason::Binary(other) => std::slice::from_ref(other),
        Reason::Long(at) => clauses.lits(*at).split_first().map_or(&[], |(_, others)| others),
    }
}

fn level_bit(trail: &Trail, lit: Lit) -> u64 {
    1 << (trail.level_of(lit.var()) & 63)
}

/// Counts different levels.
#[derive(Default)]
pub(super) struct Levels {
    stamps: Vec<u64>,
    stamp: u64,
}

impl Levels {
    /// From how many levels the literals are.
    pub(super) fn glue(&mut self, trail: &Trail, lits: &[Lit]) -> u16 {
        self.stamp += 1;
        let mut count: u16 = 0;
        for lit in lits {
            let level = trail.level_of(lit.var()) as usize;
            if level >= self.stamps.len() {
                self.stamps.resize(level + 1, 0);
            }
            if let Some(stamp) = self.stamps.get_mut(level).filter(|stamp| **stamp != self.stamp) {
                *stamp = self.stamp;
                count = count.saturating_add(1);
            }
        }
        count
    }
}
