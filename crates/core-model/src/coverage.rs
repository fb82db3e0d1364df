//! What the tests of a policy have seen of it, by id: rules, conditions, boundaries, cells of matrices. Speaks of the
//! compiled policy only, so that no layout can change it.

mod edge;
mod goals;
mod prover;
mod quantity;

use crate::condition::{Condition, Matrix};
use crate::decision::{Account, ConcludedBy, Decision, Outcome};
use crate::expectation::decisive;
use crate::leaves::{Leaf, condition_leaves, define_leaves, pick_leaves, rule_leaves};
use crate::policy::{Conclusion, DefineId, Named, Policy, Rule, RuleId};
use crate::program::Program;
use crate::reach::Reach;
use crate::record::Record;
use crate::stands::{stands, stands_asking, truth};
use crate::truth::Truth;
use crate::values::ValueSet;
use crate::view::{LevelSeen, View};

use edge::Edge;
pub use goals::{Goal, Goals, Sight};
use prover::Prover;
pub use quantity::Mark;
use quantity::{names, quantities, window_edges};

/// What has conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// A rule, a row of a table, or a matrix that concludes.
    Rule(RuleId),
    /// A define or score.
    Define(DefineId),
    /// A declaration of impossible records, by its place in [`Policy::impossible`].
    Impossible(usize),
    /// `otherwise`.
    Otherwise,
}

/// What tests have seen of a policy.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Each rule, by id.
    pub rules: Vec<RuleSeen>,
    /// In how many tests `otherwise` concluded, if there is one.
    pub otherwise: Option<u32>,
    /// Each condition that is not made of others, in the order of the policy's parts and written in each.
    pub conditions: Vec<ConditionSeen>,
    /// Each boundary that can be seen from both sides, likewise.
    pub boundaries: Vec<BoundarySeen>,
    /// Each cell of each matrix, likewise.
    pub cells: Vec<CellSeen>,
}

/// In how many tests a rule was what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RuleSeen {
    /// Active.
    pub active: u32,
    /// Standing.
    pub stands: u32,
    /// Decisive for the outcome. Nothing where it concludes nothing that could be.
    pub decisive: Option<u32>,
}

/// In how many tests a condition held, and in how many it did not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionSeen {
    /// Whose it is.
    pub owner: Owner,
    /// Which of its conditions, from 1.
    pub nth: u32,
    /// Whether it was seen to hold.
    pub holds: Seen,
    /// Whether it was seen not to hold.
    pub fails: Seen,
}

/// Whether tests have seen something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// In so many tests, one at least.
    In(u32),
    /// In none, though it can be.
    Not,
    /// It cannot be: no possible record shows it.
    Never,
}

/// A pair of neighbouring values between which a condition changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoundarySeen {
    /// Whose condition it is.
    pub owner: Owner,
    /// Which of its conditions, from 1; 0 where dates are counted outside of any.
    pub nth: u32,
    /// The values below it.
    pub below: SideSeen,
    /// The values above it.
    pub above: SideSeen,
}

/// One side of a boundary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideSeen {
    /// In how many tests the value nearest to the boundary was met.
    pub tests: u32,
    /// The nearest value that was met, if any was.
    pub met: Option<Mark>,
    /// A nearer value that a record can have; where it lies right at the boundary, the nearest of all.
    pub missing: Option<Mark>,
}

/// A cell of a matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellSeen {
    /// Whose matrix it is.
    pub owner: Owner,
    /// The value of its row.
    pub row: Named,
    /// The value of its column.
    pub column: Named,
    /// Whether a record was in it.
    pub seen: Seen,
}

/// Watches the tests of a policy one by one.
#[derive(Debug)]
pub struct Watch<'p> {
    policy: &'p Policy,
    rules: Vec<RuleSeen>,
    otherwise: u32,
    atoms: Vec<Atom<'p>>,
    edges: Vec<Edge<'p>>,
    grids: Vec<Grid<'p>>,
    prover: Prover<'p>,
}

/// A condition that is not made of others.
#[derive(Debug)]
struct Atom<'p> {
    owner: Owner,
    nth: u32,
    condition: &'p Condition,
    held: u32,
    failed: u32,
}

/// A matrix, and in how many tests each of its cells was met, row by row.
#[derive(Debug)]
struct Grid<'p> {
    owner: Owner,
    matrix: &'p Matrix,
    met: Vec<Vec<u32>>,
}

/// Calls `each` with everything that one part of the policy rests on, for each part in order.
pub fn owned_leaves<'p>(policy: &'p Policy, each: &mut dyn FnMut(Owner, Leaf<'p>)) {
    for (id, rule) in (0..).map(RuleId).zip(&policy.rules) {
        rule_leaves(rule, &mut |leaf| each(Owner::Rule(id), leaf));
    }
    for (id, define) in (0..).map(DefineId).zip(&policy.defines) {
        define_leaves(define, &mut |leaf| each(Owner::Define(id), leaf));
    }
    for (place, impossible) in policy.impossible.iter().enumerate() {
        condition_leaves(&impossible.when, &mut |leaf| each(Owner::Impossible(place), leaf));
    }
    if let Some(otherwise) = &policy.otherwise {
        pick_leaves(&otherwise.level, &mut |leaf| each(Owner::Otherwise, leaf));
    }
}

impl<'p> Watch<'p> {
    /// Nothing seen yet.
    #[must_use]
    pub fn of(policy: &'p Policy) -> Self {
        let decides = |rule: &Rule| rule.conclusions.iter().any(Conclusion::may_decide);
        let seen = |rule| RuleSeen { decisive: decides(rule).then_some(0), ..RuleSeen::default() };
        let mut watch = Self {
            policy,
            rules: policy.rules.iter().map(seen).collect(),
            otherwise: 0,
            atoms: Vec::new(),
            edges: Vec::new(),
            grids: Vec::new(),
            prover: Prover::of(policy),
        };
        owned_leaves(policy, &mut |owner, leaf| watch.meet(owner, leaf));
        watch
    }

    /// Watches one test: the record that it gives, and what was decided of it.
    pub fn record(&mut self, program: &Program, record: &Record, decision: &Decision) {
        self.prover.day(program.as_of());
        let (record, _) = program.with_assumed(record);
        let region = program.region(&record);
        let mut view = View::new(program, &region);
        view.level = Some(level_seen(self.policy, decision));
        let valid = !matches!(decision.outcome, Outcome::Invalid(_));
        let counts = |owner: Owner| valid || matches!(owner, Owner::Impossible(_));
        for atom in self.atoms.iter_mut().filter(|atom| counts(atom.owner)) {
            match view.condition(atom.condition) {
                Truth::Yes => atom.held += 1,
                Truth::No => atom.failed += 1,
                Truth::Open => {}
            }
        }
        for edge in self.edges.iter_mut().filter(|edge| counts(edge.owner)) {
            edge.watch(&mut view, &record);
        }
        for grid in self.grids.iter_mut().filter(|grid| counts(grid.owner)) {
            grid.watch(&mut view);
        }
        if valid {
            self.rules(&mut view, decision);
        }
    }

    /// What was seen, once all tests were watched. Of what was not, whether it can be is searched for.
    #[must_use]
    pub fn tell(mut self) -> Coverage {
        let prover = &mut self.prover;
        let conditions = self.atoms.iter().map(|atom| atom.told(prover)).collect();
        let boundaries = self.edges.iter().filter_map(|edge| edge.told(self.policy, prover)).collect();
        let cells = self.grids.iter().flat_map(|grid| grid.told(self.policy, prover)).collect();
        let otherwise = self.policy.otherwise.as_ref().map(|_| self.otherwise);
        Coverage { rules: self.rules, otherwise, conditions, boundaries, cells }
    }

    fn meet(&mut self, owner: Owner, leaf: Leaf<'p>) {
        let last = self.atoms.last().filter(|atom| atom.owner == owner).map_or(0, |atom| atom.nth);
        match leaf {
            Leaf::Condition(condition) => {
                let nth = last + 1;
                self.atoms.push(Atom { owner, nth, condition, held: 0, failed: 0 });
                let edges = quantities(self.policy, condition);
                self.edges.extend(edges.into_iter().map(|(quantity, bounds)| Edge::new(owner, nth, quantity, bounds)));
            }
            Leaf::Matrix(matrix) => {
                let met = matrix.cells.iter().map(|row| vec![0; row.len()]).collect();
                self.grids.push(Grid { owner, matrix, met });
            }
            Leaf::Window(factor, window) => {
                for (quantity, bounds) in window_edges(factor, window) {
                    let known = |edge: &Edge<'_>| edge.owner == owner && edge.is_of(&quantity);
                    if !self.edges.iter().any(known) {
                        self.edges.push(Edge::new(owner, last, quantity, bounds));
                    }
                }
            }
            Leaf::Factor(_) | Leaf::Define(_) | Leaf::Day(_) | Leaf::Literals(..) => {}
        }
    }

    /// Counts the rules that were active, stood and decided, as far as that holds in every case.
    fn rules(&mut self, view: &mut View<'_>, decision: &Decision) {
        let mut standing = stands(view);
        stands_asking(view, &mut standing);
        let told: Vec<RuleId> = match &decision.account {
            Account::Complete(complete) => complete.stood.iter().map(|(rule, _)| *rule).collect(),
            Account::Partial(partial) => partial.stood.clone(),
            Account::None => Vec::new(),
        };
        for (id, seen) in (0..).map(RuleId).zip(&mut self.rules) {
            let stood = told.binary_search(&id).is_ok();
            seen.stands += u32::from(stood);
            seen.active += u32::from(stood || truth(&standing.active, id) == Truth::Yes);
            if let Some(count) = &mut seen.decisive {
                *count += u32::from(decisive(decision).contains(&id));
            }
        }
        if let Account::Complete(complete) = &decision.account {
            self.otherwise += u32::from(complete.force == Some(ConcludedBy::Otherwise));
        }
    }
}

impl Atom<'_> {
    fn told(&self, prover: &mut Prover<'_>) -> ConditionSeen {
        let seen = |count: u32, can_be: &mut dyn FnMut() -> bool| match count {
            0 if can_be() => Seen::Not,
            0 => Seen::Never,
            1.. => Seen::In(count),
        };
        let holds = seen(self.held, &mut || prover.can_be(self.owner, self.condition));
        let fails =
            seen(self.failed, &mut || prover.can_be(self.owner, &Condition::Not(Box::new(self.condition.clone()))));
        ConditionSeen { owner: self.owner, nth: self.nth, holds, fails }
    }
}

impl Grid<'_> {
    /// Watches one record.
    fn watch(&mut self, view: &mut View<'_>) {
        if let Some((row, column)) = self.cell(view)
            && let Some(met) = self.met.get_mut(usize::from(row)).and_then(|row| row.get_mut(usize::from(column)))
        {
            *met += 1;
        }
    }

    /// The cell in which the record is, where it says.
    fn cell(&self, view: &mut View<'_>) -> Option<(u8, u8)> {
        let (rows, columns) = (view.pick(&self.matrix.row), view.pick(&self.matrix.column));
        let both = rows.len() == 1 && columns.len() == 1;
        rows.least().zip(columns.least()).filter(|_| both)
    }

    fn told(&self, policy: &Policy, prover: &mut Prover<'_>) -> Vec<CellSeen> {
        let (rows, columns) = (names(policy, &self.matrix.row), names(policy, &self.matrix.column));
        let mut cells = Vec::new();
        for (row, met) in (0_u8..=u8::MAX).zip(&self.met) {
            for (column, met) in (0_u8..=u8::MAX).zip(met) {
                let seen = match met {
                    0 if prover.can_be(self.owner, &self.in_cell(row, column)) => Seen::Not,
                    0 => Seen::Never,
                    count => Seen::In(*count),
                };
                let named = |names: &[Named], value: u8| names.get(usize::from(value)).cloned().unwrap_or_default();
                let (row, column) = (named(&rows, row), named(&columns, column));
                cells.push(CellSeen { owner: self.owner, row, column, seen });
            }
        }
        cells
    }

    fn in_cell(&self, row: u8, column: u8) -> Condition {
        Condition::All(vec![
            Condition::Within(self.matrix.row.clone(), ValueSet::only(row)),
            Condition::Within(self.matrix.column.clone(), ValueSet::only(column)),
        ])
    }
}

/// The outcomes of a decision as conditions on the level see them.
fn level_seen(policy: &Policy, decision: &Decision) -> LevelSeen {
    let mut reached = Reach::default();
    match &decision.account {
        Account::Partial(partial) => partial.possible.iter().for_each(|outcome| reached.add(outcome)),
        Account::Complete(_) | Account::None => reached.add(&decision.outcome),
    }
    reached.seen(&policy.ladder)
}
