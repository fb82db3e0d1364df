//! The search for an assignment of yes and no that satisfies all clauses: it tries, propagates, and learns from each
//! conflict a clause that prevents it. Questions can be asked one after the other under changing assumptions; what is
//! learned stays. Counts steps, reads no clock, and does the same on every machine.

mod clauses;
mod learn;
mod order;
mod propagate;
mod schedule;
mod table;
#[cfg(test)]
pub(crate) mod tests;
mod trail;

use clauses::{At, Clauses, Origin};
use learn::{Ground, Learning, Lesson};
use order::Order;
use propagate::{Conflict, Propagated};
use schedule::Schedule;
pub(crate) use table::Lit;
use table::Var;
use trail::{Reason, Trail, Value};

/// Learned clauses from so few levels stay for ever.
const GLUE_OF_GOOD: u16 = 2;
/// Those from so few levels stay while conflicts use them.
const GLUE_OF_USEFUL: u16 = 6;
/// Of ten others, so many stay each time.
const STAY_OF_TEN: usize = 3;

/// The clauses, what was learned of them, and where the search stands.
#[derive(Default)]
pub(crate) struct Solver {
    clauses: Clauses,
    trail: Trail,
    order: Order,
    learning: Learning,
    schedule: Schedule,
    budget: Budget,
    /// What the present levels assume, each level one, from the first on.
    assumed: Vec<Lit>,
    /// The clauses contradict each other.
    refuted: bool,
}

/// What a question is answered.
pub(crate) enum Answer {
    /// An assignment that satisfies all clauses and what is assumed.
    Yes(Model),
    /// There is none: these of the assumed literals suffice for that, in the order assumed; empty if none is needed.
    No(Vec<Lit>),
    /// The steps did not suffice.
    Undecided,
}

/// An assignment.
pub(crate) struct Model(Vec<bool>);

impl Model {
    pub(crate) fn holds(&self, lit: Lit) -> bool {
        let phase = self.0.get(lit.var().number() as usize).copied().unwrap_or_default();
        phase != lit.is_negative()
    }
}

#[derive(Default)]
struct Budget {
    left: u64,
    spent: u64,
}

impl Budget {
    fn spend(&mut self, steps: usize) {
        let steps = steps as u64;
        self.left = self.left.saturating_sub(steps);
        self.spent = self.spent.saturating_add(steps);
    }

    fn is_spent(&self) -> bool {
        self.left == 0
    }
}

impl Solver {
    pub(crate) fn new() -> Self {
        let mut solver = Self::default();
        let yes = solver.fresh();
        solver.clause(&[yes]);
        solver
    }

    /// A new variable.
    pub(crate) fn fresh(&mut self) -> Lit {
        let Some(var) = Var::numbered(self.trail.variables()) else { return Lit::NO };
        self.trail.grow();
        self.clauses.grow();
        self.learning.grow();
        self.order.grow(var);
        var.yes()
    }

    /// From now on, one of the literals must hold.
    pub(crate) fn clause(&mut self, lits: &[Lit]) {
        self.trail.back_to(0, &mut self.order);
        let mut lits = lits.to_vec();
        lits.sort_unstable();
        lits.dedup();
        let opposite = lits.iter().zip(lits.iter().skip(1)).any(|(one, next)| *one == !*next);
        if opposite || lits.iter().any(|lit| self.trail.value(*lit) == Value::Yes) {
            return;
        }
        lits.retain(|lit| self.trail.value(*lit) == Value::Open);
        match *lits {
            [] => self.refuted = true,
            [only] => self.trail.assign(only, Reason::Chosen),
            [one, other] => self.clauses.add_binary(one, other),
            _ => drop(self.clauses.add(&lits, Origin::Given)),
        }
    }

    /// Searches for an assignment under which all that is assumed holds, in so many steps at most, and takes those that
    /// it used from them.
    pub(crate) fn solve(&mut self, assumed: &[Lit], steps: &mut u64) -> Answer {
        self.budget.left = *steps;
        self.assume(assumed);
        let answer = self.search();
        *steps = self.budget.left;
        answer
    }

    /// Keeps the levels whose assumptions are the same as before.
    fn assume(&mut self, assumed: &[Lit]) {
        let common = self.assumed.iter().zip(assumed).take_while(|(old, new)| old == new).count();
        self.trail.back_to(u32::try_from(common).unwrap_or(u32::MAX), &mut self.order);
        self.assumed.truncate(common);
        self.assumed.extend(assumed.iter().skip(common));
    }

    fn search(&mut self) -> Answer {
        while !self.refuted {
            if self.clauses.is_overfull() {
                return Answer::Undecided;
            }
            match self.propagate() {
                Propagated::Interrupted => return Answer::Undecided,
                Propagated::Conflict(conflict) => self.learn(conflict),
                Propagated::All => {
                    self.begin_anew();
                    if let Some(answer) = self.choose() {
                        return answer;
                    }
                }
            }
        }
        Answer::No(Vec::new())
    }

    fn learn(&mut self, conflict: Conflict) {
        if self.trail.level() == 0 {
            self.refuted = true;
            return;
        }
        let ground = Ground { clauses: &self.clauses, trail: &self.trail };
        let lesson = self.learning.learn(ground, conflict, &mut self.order);
        self.budget.spend(self.learning.looked);
        self.credit();
        self.schedule.count_conflict();
        self.trail.back_to(lesson.level, &mut self.order);
        self.remember(&lesson);
    }

    /// The clauses that led to the conflict were of use, and may come from fewer levels than was known.
    fn credit(&mut self) {
        for &at in &self.learning.used {
            let Origin::Learned { glue, .. } = self.clauses.origin(at) else { continue };
            let glue = match glue {
                0..=GLUE_OF_GOOD => glue,
                _ => glue.min(self.learning.levels.glue(&self.trail, self.clauses.lits(at))),
            };
            self.clauses.set_origin(at, Origin::Learned { glue, used: true });
        }
    }

    fn remember(&mut self, lesson: &Lesson) {
        let reason = match *lesson.lits {
            [] | [_] => Reason::Chosen,
            [one, other] => {
                self.clauses.add_binary(one, other);
                Reason::Binary(other)
            }
            _ => Reason::Long(self.clauses.add(&lesson.lits, Origin::Learned { glue: lesson.glue, used: true })),
        };
        if let Some(&first) = lesson.lits.first() {
            self.trail.assign(first, reason);
        }
    }

    /// Now and then gives up what was tried, and tidies up.
    fn begin_anew(&mut self) {
        if !self.schedule.begins() && self.trail.level() > 0 {
            return;
        }
        let (settled, size) = (self.trail.settled(), self.clauses.size());
        let reduces = self.schedule.wants_reduction();
        if reduces || self.schedule.wants_sweep(settled, self.budget.spent, size) {
            self.trail.back_to(0, &mut self.order);
            let dropped = if reduces { self.useless() } else { Vec::new() };
            self.clauses.rebuild(&self.trail, &dropped);
            self.schedule.count_sweep(settled, self.budget.spent);
        }
        if reduces {
            self.schedule.count_reduction();
        }
        self.trail.back_to(u32::try_from(self.assumed.len()).unwrap_or(u32::MAX), &mut self.order);
    }

    /// The worse of the learned clauses that may go, in the order stored.
    fn useless(&mut self) -> Vec<At> {
        let mut may_go = Vec::new();
        let all: Vec<At> = self.clauses.all().collect();
        for at in all {
            let Origin::Learned { glue, used } = self.clauses.origin(at) else { continue };
            self.clauses.set_origin(at, Origin::Learned { glue, used: false });
            if glue > GLUE_OF_USEFUL || (glue > GLUE_OF_GOOD && !used) {
                may_go.push((glue, self.clauses.lits(at).len(), at));
            }
        }
        may_go.sort_unstable();
        let stay = may_go.len() * STAY_OF_TEN / 10;
        let mut go: Vec<At> = may_go.into_iter().skip(stay).map(|(_, _, at)| at).collect();
        go.sort_unstable();
        go
    }

    /// Assumes what is still to be assumed, else tries a variable. The answer where nothing is left to try.
    fn choose(&mut self) -> Option<Answer> {
        if let Some(&lit) = self.assumed.get(self.trail.level() as usize) {
            self.budget.spend(1);
            if self.trail.value(lit) == Value::No {
                let ground = Ground { clauses: &self.clauses, trail: &self.trail };
                return Some(Answer::No(self.learning.core(ground, lit, &self.assumed)));
            }
            self.trail.open_level();
            if self.trail.value(lit) == Value::Open {
                self.trail.assign(lit, Reason::Chosen);
            }
            return None;
        }
        if self.trail.is_complete() {
            return Some(Answer::Yes(Model(self.trail.phases().to_vec())));
        }
        while let Some(var) = self.order.take() {
            if self.trail.value(var.yes()) == Value::Open {
                self.trail.open_level();
                self.trail.assign(var.lit(self.trail.phase(var)), Reason::Chosen);
                break;
            }
        }
        None
    }
}
