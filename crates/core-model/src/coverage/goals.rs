//! What the tests of a policy ought to see, one by one: what must hold of a record that shows it, and whether one does.

use super::edge::{Edge, Position};
use super::prover::Prover;
use super::quantity::{Mark, names};
use super::{Owner, Watch, level_seen};
use crate::condition::Condition;
use crate::date::Date;
use crate::decision::{Account, ConcludedBy, Decision, Outcome};
use crate::expectation::decisive;
use crate::policy::{FactorId, Named, Policy, RuleId};
use crate::program::Program;
use crate::record::Record;
use crate::truth::Truth;
use crate::view::View;

/// Something that a test ought to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// The rule stands.
    Stands(RuleId),
    /// The rule is decisive.
    Decides(RuleId),
    /// `otherwise` concludes.
    Otherwise,
    /// A condition holds: whose, which of its conditions from 1, and its place among all ([`super::owned_leaves`]).
    Holds(Owner, u32, usize),
    /// A condition does not hold.
    Fails(Owner, u32, usize),
    /// The nearest value below a boundary is met: whose, which of its conditions from 1 (0 where dates are counted outside
    /// of any), that condition's place among all, the value.
    Below(Owner, u32, Option<usize>, Mark),
    /// The nearest value above it is met.
    Above(Owner, u32, Option<usize>, Mark),
    /// A cell of a matrix, by its row and its column.
    Cell(Owner, Named, Named),
}

/// What must hold of a record that shows something, as of a day.
#[derive(Debug, Clone)]
pub enum Sight {
    /// The rule stands.
    Stands(RuleId),
    /// The rule is decisive.
    Decides(RuleId),
    /// `otherwise` concludes.
    Otherwise,
    /// The condition holds.
    Holds(Box<Condition>),
    /// One of the listed dates is this day.
    Listed(FactorId, Date),
    /// The one day lies so many days after the other.
    Apart(FactorId, FactorId, i64),
    /// No record shows it as of the day.
    Nothing,
}

/// Where a goal is watched.
#[derive(Debug)]
enum Aim {
    Stands(RuleId),
    Decides(RuleId),
    Otherwise,
    Holds(usize),
    Fails(usize),
    Near(usize, Hand, Position),
    Cell(usize, u8, u8),
}

/// A side of a boundary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hand {
    Below,
    Above,
}

/// Everything that the tests of a policy ought to see.
#[derive(Debug)]
pub struct Goals<'p> {
    watch: Watch<'p>,
    goals: Vec<Goal>,
    aims: Vec<Aim>,
}

impl<'p> Goals<'p> {
    /// All of them, for tests as of these days. Which values lie nearest to a boundary is searched for; whether the rest can
    /// be at all is left open.
    #[must_use]
    pub fn of(policy: &'p Policy, days: &[Date]) -> Self {
        let mut goals = Self { watch: Watch::of(policy), goals: Vec::new(), aims: Vec::new() };
        goals.rules();
        goals.conditions();
        goals.boundaries(days);
        goals.cells();
        goals
    }

    /// The goals: rules and `otherwise`, conditions, boundaries, cells.
    #[must_use]
    pub fn all(&self) -> &[Goal] {
        &self.goals
    }

    /// What must hold of a record that shows the goal as of the day.
    #[must_use]
    pub fn sight(&self, goal: usize, as_of: Date) -> Sight {
        match self.aims.get(goal) {
            None => Sight::Nothing,
            Some(Aim::Stands(rule)) => Sight::Stands(*rule),
            Some(Aim::Decides(rule)) => Sight::Decides(*rule),
            Some(Aim::Otherwise) => Sight::Otherwise,
            Some(Aim::Holds(atom)) => holds(self.atom(*atom).cloned()),
            Some(Aim::Fails(atom)) => holds(self.atom(*atom).map(|atom| Condition::Not(Box::new(atom.clone())))),
            Some(Aim::Near(edge, _, at)) => {
                self.watch.edges.get(*edge).map_or(Sight::Nothing, |edge| edge.sight(*at, as_of))
            }
            Some(Aim::Cell(grid, row, column)) => {
                holds(self.watch.grids.get(*grid).map(|grid| grid.in_cell(*row, *column)))
            }
        }
    }

    fn atom(&self, at: usize) -> Option<&'p Condition> {
        self.watch.atoms.get(at).map(|atom| atom.condition)
    }

    /// Whether only an impossible record may be needed to show the goal.
    #[must_use]
    pub fn is_of_impossible(&self, goal: usize) -> bool {
        let owner = match self.goals.get(goal) {
            Some(
                Goal::Holds(owner, ..)
                | Goal::Fails(owner, ..)
                | Goal::Below(owner, ..)
                | Goal::Above(owner, ..)
                | Goal::Cell(owner, ..),
            ) => *owner,
            Some(Goal::Stands(_) | Goal::Decides(_) | Goal::Otherwise) | None => return false,
        };
        is_of_impossible(owner)
    }

    /// The goals that the record shows, with what was decided of it; of a record with silent factors, those that hold in
    /// every case.
    #[must_use]
    pub fn met(&self, program: &Program, record: &Record, decision: &Decision) -> Vec<usize> {
        let (record, _) = program.with_assumed(record);
        let region = program.region(&record);
        let mut view = View::new(program, &region);
        view.level = Some(level_seen(self.watch.policy, decision));
        let valid = !matches!(decision.outcome, Outcome::Invalid(_));
        let mut met = Vec::new();
        for (nth, aim) in self.aims.iter().enumerate() {
            if (valid || self.is_of_impossible(nth)) && self.is_met(aim, &mut view, &record, decision) {
                met.push(nth);
            }
        }
        met
    }

    fn is_met(&self, aim: &Aim, view: &mut View<'_>, record: &Record, decision: &Decision) -> bool {
        match aim {
            Aim::Stands(rule) => stood(decision, *rule),
            Aim::Decides(rule) => decisive(decision).contains(rule),
            Aim::Otherwise => match &decision.account {
                Account::Complete(complete) => complete.force == Some(ConcludedBy::Otherwise),
                Account::Partial(_) | Account::None => false,
            },
            Aim::Holds(atom) => self.atom(*atom).is_some_and(|atom| view.condition(atom) == Truth::Yes),
            Aim::Fails(atom) => self.atom(*atom).is_some_and(|atom| view.condition(atom) == Truth::No),
            Aim::Near(edge, hand, at) => {
                self.watch.edges.get(*edge).is_some_and(|edge| edge.is_near(*hand, *at, view, record))
            }
            Aim::Cell(grid, row, column) => {
                self.watch.grids.get(*grid).is_some_and(|grid| grid.cell(view) == Some((*row, *column)))
            }
        }
    }

    fn add(&mut self, goal: Goal, aim: Aim) {
        self.goals.push(goal);
        self.aims.push(aim);
    }

    fn rules(&mut self) {
        for (id, seen) in (0..).map(RuleId).zip(self.watch.rules.clone()) {
            self.add(Goal::Stands(id), Aim::Stands(id));
            if seen.decisive.is_some() {
                self.add(Goal::Decides(id), Aim::Decides(id));
            }
        }
        if self.watch.policy.otherwise.is_some() {
            self.add(Goal::Otherwise, Aim::Otherwise);
        }
    }

    fn conditions(&mut self) {
        let atoms: Vec<(Owner, u32)> = self.watch.atoms.iter().map(|atom| (atom.owner, atom.nth)).collect();
        for (at, (owner, nth)) in atoms.into_iter().enumerate() {
            self.add(Goal::Holds(owner, nth, at), Aim::Holds(at));
            self.add(Goal::Fails(owner, nth, at), Aim::Fails(at));
        }
    }

    fn boundaries(&mut self, days: &[Date]) {
        let policy = self.watch.policy;
        let mut prover = Prover::of(policy);
        days.iter().for_each(|day| prover.day(*day));
        let sides: Vec<_> = self.watch.edges.iter().map(|edge| told(edge, policy, &mut prover)).collect();
        for (at, side) in sides.into_iter().enumerate() {
            let Some((owner, nth, [(below, its), (above, other)])) = side else { continue };
            let atom = self.watch.atoms.iter().position(|atom| (atom.owner, atom.nth) == (owner, nth));
            self.add(Goal::Below(owner, nth, atom, its), Aim::Near(at, Hand::Below, below));
            self.add(Goal::Above(owner, nth, atom, other), Aim::Near(at, Hand::Above, above));
        }
    }

    fn cells(&mut self) {
        let policy = self.watch.policy;
        let mut cells = Vec::new();
        for (at, grid) in self.watch.grids.iter().enumerate() {
            let (rows, columns) = (names(policy, &grid.matrix.row), names(policy, &grid.matrix.column));
            let named = |names: &[Named], value: u8| names.get(usize::from(value)).cloned().unwrap_or_default();
            for (row, cells_of) in (0_u8..=u8::MAX).zip(&grid.matrix.cells) {
                for (column, _) in (0_u8..=u8::MAX).zip(cells_of) {
                    let goal = Goal::Cell(grid.owner, named(&rows, row), named(&columns, column));
                    cells.push((goal, Aim::Cell(at, row, column)));
                }
            }
        }
        cells.into_iter().for_each(|(goal, aim)| self.add(goal, aim));
    }
}

type Sides = (Owner, u32, [(Position, Mark); 2]);

/// The boundary's nearest values below and above; nothing where one of its sides holds no record.
fn told(edge: &Edge<'_>, policy: &Policy, prover: &mut Prover<'_>) -> Option<Sides> {
    let below = edge.nearest(Hand::Below, prover)?;
    let above = edge.nearest(Hand::Above, prover)?;
    let (owner, nth) = edge.of();
    Some((owner, nth, [below, above].map(|at| (at, edge.mark(policy, at)))))
}

fn holds(condition: Option<Condition>) -> Sight {
    condition.map_or(Sight::Nothing, |condition| Sight::Holds(Box::new(condition)))
}

fn stood(decision: &Decision, rule: RuleId) -> bool {
    match &decision.account {
        Account::Complete(complete) => complete.stood.iter().any(|(stood, _)| *stood == rule),
        Account::Partial(partial) => partial.stood.contains(&rule),
        Account::None => false,
    }
}

fn is_of_impossible(owner: Owner) -> bool {
    match owner {
        Owner::Impossible(_) => true,
        Owner::Rule(_) | Owner::Define(_) | Owner::Otherwise => false,
    }
}
