//! What holds of a record, as literals: conditions and derived values of one policy as of a day, each exactly its meaning.
//! A comparison that no threshold of a single factor can say is kept beside the search and checked when it matters.

mod number;

use std::collections::{BTreeMap, BTreeSet};

use core_model::{Axis, Condition, Date, Day, DefineId, FactorId, FactorKind, Formula, Matrix, Pick, PickKind, Policy};
use core_model::{Relation, ValueSet};

use crate::columns::{Column, Ordered};
use crate::gates::Gates;
use crate::solver::Lit;

/// A comparison whose literal is free in the search, and what it compares.
#[derive(Debug, Clone)]
pub(crate) struct Aside {
    pub(crate) lit: Lit,
    pub(crate) condition: Condition,
}

/// What a condition asks of one factor's value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Ask {
    /// Whether it lies in one of these runs (by place, as a number, as a day by number), both ends included.
    In(Vec<(i128, i128)>),
    /// Whether the set holds all of these.
    All(ValueSet),
    /// Whether it holds any of these.
    Any(ValueSet),
    /// Whether it holds these and no others.
    Exactly(ValueSet),
    /// Whether it holds at least so many.
    Size(i128),
    /// Whether at least so many dates lie in the segments from the first to before the second.
    Dates(usize, usize, i128),
}

/// Conditions of a policy as literals.
pub(crate) struct Encoder<'p> {
    /// What records say, and what is derived from that.
    pub(crate) policy: &'p Policy,
    /// By whose rules they are graded.
    pub(crate) law: &'p Policy,
    pub(crate) as_of: Date,
    pub(crate) axes: Vec<Axis>,
    pub(crate) gates: Gates,
    pub(crate) columns: Vec<Column>,
    pub(crate) aside: Vec<Aside>,
    /// Everything that was asked of single factors.
    pub(crate) asked: BTreeSet<(FactorId, Ask)>,
    /// What holds of every record beside the literals, and what thresholds alone say of the classes.
    pub(crate) between: Vec<Condition>,
    /// By height: whether the record is graded at this level. Known once an outcome is encoded.
    pub(crate) levels: Vec<Lit>,
    /// Literals, and whether a record was found for which they hold, whatever was asked.
    pub(crate) watched: Vec<(Lit, bool)>,
    picked: BTreeMap<(DefineId, ValueSet), Lit>,
    reached: BTreeMap<(DefineId, i128), Option<Lit>>,
    /// Sums that are kept aside, by their parts: what each reaches.
    sums: BTreeMap<number::Parts, Ordered>,
}

impl<'p> Encoder<'p> {
    /// The possible records that the policy knows. `axes` must know whatever will be asked.
    pub(crate) fn new(policy: &'p Policy, as_of: Date, axes: Vec<Axis>) -> Self {
        let mut gates = Gates::new();
        let columns = policy.factors.iter().zip(&axes);
        let columns = columns.map(|(factor, axis)| Column::of(factor, &policy.ladder, axis, &mut gates)).collect();
        let mut encoder = Self {
            policy,
            law: policy,
            as_of,
            axes,
            gates,
            columns,
            aside: Vec::new(),
            asked: BTreeSet::new(),
            between: Vec::new(),
            levels: Vec::new(),
            watched: Vec::new(),
            picked: BTreeMap::new(),
            reached: BTreeMap::new(),
            sums: BTreeMap::new(),
        };
        for impossible in &policy.impossible {
            let lit = encoder.condition(&impossible.when);
            encoder.gates.solver.clause(&[!lit]);
        }
        encoder
    }

    /// Forgets what was asked of factors but for this, and looks anew at derived values, since they ask too.
    pub(crate) fn has_asked(&mut self, asked: BTreeSet<(FactorId, Ask)>) {
        self.asked = asked;
        self.picked.clear();
        self.reached.clear();
    }

    /// Whether the condition holds.
    pub(crate) fn condition(&mut self, condition: &Condition) -> Lit {
        match condition {
            Condition::Constant(holds) => of(*holds),
            Condition::All(of) => {
                let parts = self.conditions(of);
                self.gates.and(parts)
            }
            Condition::Any(of) => {
                let parts = self.conditions(of);
                self.gates.or(parts)
            }
            Condition::Not(of) => !self.condition(of),
            Condition::Quantity { least, most, of } => {
                let parts = self.conditions(of);
                let ends = [self.gates.at_least(count(*least), &parts), !self.gates.at_least(count(*most) + 1, &parts)];
                self.gates.and(ends)
            }
            Condition::Within(pick, these) => self.pick(pick, *these),
            Condition::Values(left, relation, right) => self.values(left, *relation, right),
            Condition::IncludesAll(factor, values) => {
                self.asked.insert((*factor, Ask::All(*values)));
                let held = self.elements(*factor, *values);
                self.gates.and(held)
            }
            Condition::IncludesAny(factor, values) => {
                self.asked.insert((*factor, Ask::Any(*values)));
                let held = self.elements(*factor, *values);
                self.gates.or(held)
            }
            Condition::SetIs(factor, values) => self.set_is(*factor, *values),
            Condition::Numbers(left, relation, right) => match self.numbers(left, *relation, right) {
                Some(lit) => lit,
                None => self.set_aside(condition),
            },
            Condition::Days(left, relation, right) => match self.days(*left, *relation, *right) {
                Some(lit) => lit,
                None => self.set_aside(condition),
            },
            Condition::NoDates(list) => {
                self.asked.insert((*list, Ask::Dates(0, self.segments(*list), 1)));
                let none: Vec<Lit> = (0..self.segments(*list)).map(|at| !self.dates_from(*list, at, 1)).collect();
                self.gates.and(none)
            }
            Condition::TextIn(factor, literals) => self.text(*factor, literals),
            Condition::Level(heights) => {
                let levels = self.levels.clone();
                let these = (0_u8..).zip(levels).filter(|(height, _)| heights.contains(*height)).map(|(_, lit)| lit);
                self.gates.or(these)
            }
            Condition::LevelTo(relation, pick) => self.level_to(*relation, pick),
        }
    }

    fn conditions(&mut self, of: &[Condition]) -> Vec<Lit> {
        of.iter().map(|part| self.condition(part)).collect()
    }

    /// Whether the value is one of these.
    pub(crate) fn pick(&mut self, pick: &Pick, these: ValueSet) -> Lit {
        match pick {
            Pick::Value(value) => of(these.contains(*value)),
            Pick::Factor(factor) => self.factor_in(*factor, these),
            Pick::Define(define) => self.define_in(*define, these),
            Pick::Cases(cases, otherwise) => {
                let mut holds = self.pick(otherwise, these);
                for (when, value) in cases.iter().rev() {
                    let (when, value) = (self.condition(when), self.pick(value, these));
                    holds = self.gates.choose(when, value, holds);
                }
                holds
            }
            Pick::Matrix(matrix) => self.matrix(matrix, these),
            Pick::Highest(of) => self.extreme(of, these, Extreme::Highest),
            Pick::Lowest(of) => self.extreme(of, these, Extreme::Lowest),
            Pick::Flag(condition) => {
                let holds = self.condition(condition);
                match (these.contains(0), these.contains(1)) {
                    (true, true) => Lit::YES,
                    (true, false) => !holds,
                    (false, true) => holds,
                    (false, false) => Lit::NO,
                }
            }
        }
    }

    fn factor_in(&mut self, factor: FactorId, these: ValueSet) -> Lit {
        let runs = runs(these).into_iter().map(|(first, last)| (first.into(), last.into()));
        self.factor_within(factor, runs.collect())
    }

    /// Whether the factor's value (by place, as a number, as a day by number) lies in one of these runs.
    pub(crate) fn factor_within(&mut self, factor: FactorId, runs: Vec<(i128, i128)>) -> Lit {
        let mut met = Vec::new();
        for (first, last) in &runs {
            let ends = [self.factor_reaches(factor, *first), !self.factor_reaches(factor, last + 1)];
            met.push(self.gates.and(ends));
        }
        self.asked.insert((factor, Ask::In(runs)));
        self.gates.or(met)
    }

    /// Whether the factor's value is at least this.
    pub(crate) fn factor_from(&mut self, factor: FactorId, value: i128) -> Lit {
        self.asked.insert((factor, Ask::In(vec![(value, i128::MAX)])));
        self.factor_reaches(factor, value)
    }

    fn factor_reaches(&mut self, factor: FactorId, value: i128) -> Lit {
        match self.columns.get_mut(factor.index()) {
            Some(Column::Ordered(ordered)) => ordered.from(value, &mut self.gates),
            Some(Column::Set(_) | Column::Counts(_)) | None => Lit::NO,
        }
    }

    fn define_in(&mut self, define: DefineId, these: ValueSet) -> Lit {
        if let Some(lit) = self.picked.get(&(define, these)) {
            return *lit;
        }
        let policy = self.policy;
        let lit = match policy.defines.get(define.index()).map(|define| &define.formula) {
            Some(Formula::Pick { pick, .. }) => self.pick(pick, these),
            Some(Formula::Number { .. }) | None => Lit::NO,
        };
        self.picked.insert((define, these), lit);
        lit
    }

    fn matrix(&mut self, matrix: &Matrix, these: ValueSet) -> Lit {
        // Rows with the same columns are asked together.
        let mut rows: BTreeMap<ValueSet, ValueSet> = BTreeMap::new();
        for (row, cells) in (0_u8..).zip(&matrix.cells) {
            let columns: ValueSet =
                (0_u8..).zip(cells).filter(|(_, cell)| these.contains(**cell)).map(|(column, _)| column).collect();
            rows.entry(columns).or_default().insert(row);
        }
        let mut met = Vec::new();
        for (columns, rows) in rows.into_iter().filter(|(columns, _)| !columns.is_empty()) {
            let both = [self.pick(&matrix.row, rows), self.pick(&matrix.column, columns)];
            met.push(self.gates.and(both));
        }
        self.gates.or(met)
    }

    fn extreme(&mut self, of: &[Pick], these: ValueSet, extreme: Extreme) -> Lit {
        let mut met = Vec::new();
        for (first, last) in runs(these) {
            let from = self.extreme_from(of, first.into(), extreme);
            let beyond = self.extreme_from(of, usize::from(last) + 1, extreme);
            met.push(self.gates.and([from, !beyond]));
        }
        self.gates.or(met)
    }

    fn extreme_from(&mut self, of: &[Pick], value: usize, extreme: Extreme) -> Lit {
        let above = ValueSet::first(256).without(&ValueSet::first(value));
        let parts: Vec<Lit> = of.iter().map(|pick| self.pick(pick, above)).collect();
        match extreme {
            Extreme::Highest => self.gates.or(parts),
            Extreme::Lowest => self.gates.and(parts),
        }
    }

    fn values(&mut self, left: &Pick, relation: Relation, right: &Pick) -> Lit {
        let most = self.most(left);
        let mut met = Vec::new();
        for value in 0..=most {
            let both = [self.pick(left, ValueSet::only(value)), self.pick(right, related(relation, value))];
            met.push(self.gates.and(both));
        }
        self.gates.or(met)
    }

    fn level_to(&mut self, relation: Relation, pick: &Pick) -> Lit {
        let mut met = Vec::new();
        for (height, level) in (0_u8..).zip(self.levels.clone()) {
            let to = self.pick(pick, related(relation, height));
            met.push(self.gates.and([level, to]));
        }
        self.gates.or(met)
    }

    /// The greatest value that it may have, at most.
    fn most(&self, pick: &Pick) -> u8 {
        let last = |count: usize| u8::try_from(count.saturating_sub(1)).unwrap_or(u8::MAX);
        match pick {
            Pick::Value(value) => *value,
            Pick::Factor(factor) => match self.policy.factors.get(factor.index()).map(|factor| &factor.kind) {
                Some(FactorKind::Scale(values) | FactorKind::Choice(values)) => last(values.len()),
                Some(FactorKind::Level) => last(self.policy.ladder.levels.len()),
                Some(FactorKind::YesNo) => 1,
                Some(
                    FactorKind::Set(_)
                    | FactorKind::Number(_)
                    | FactorKind::Date
                    | FactorKind::Dates
                    | FactorKind::Text,
                )
                | None => 0,
            },
            Pick::Define(define) => match self.policy.defines.get(define.index()).map(|define| &define.formula) {
                Some(Formula::Pick { kind: PickKind::Scale(values) | PickKind::Choice(values), .. }) => {
                    last(values.len())
                }
                Some(Formula::Pick { kind: PickKind::Level, .. }) => last(self.policy.ladder.levels.len()),
                Some(Formula::Pick { kind: PickKind::YesNo, .. }) => 1,
                Some(Formula::Number { .. }) | None => 0,
            },
            Pick::Cases(cases, otherwise) => {
                cases.iter().map(|(_, value)| self.most(value)).fold(self.most(otherwise), u8::max)
            }
            Pick::Matrix(matrix) => matrix.cells.iter().flatten().copied().max().unwrap_or(0),
            Pick::Highest(of) | Pick::Lowest(of) => of.iter().map(|pick| self.most(pick)).max().unwrap_or(0),
            Pick::Flag(_) => 1,
        }
    }

    fn elements(&self, factor: FactorId, values: ValueSet) -> Vec<Lit> {
        let held = self.set(factor);
        values.iter().map(|value| held.get(usize::from(value)).copied().unwrap_or(Lit::NO)).collect()
    }

    fn set(&self, factor: FactorId) -> &[Lit] {
        match self.columns.get(factor.index()) {
            Some(Column::Set(held)) => held,
            Some(Column::Ordered(_) | Column::Counts(_)) | None => &[],
        }
    }

    fn set_is(&mut self, factor: FactorId, values: ValueSet) -> Lit {
        self.asked.insert((factor, Ask::Exactly(values)));
        let held = self.set(factor).to_vec();
        let exactly = (0_u8..).zip(held).map(|(value, lit)| if values.contains(value) { lit } else { !lit });
        self.gates.and(exactly)
    }

    fn days(&mut self, left: Day, relation: Relation, right: Day) -> Option<Lit> {
        match (self.day(left), self.day(right)) {
            (Ok(left), Ok(right)) => Some(of(relates(left, relation, right))),
            (Err(factor), Ok(day)) => Some(self.threshold(relation, day, factor)),
            (Ok(day), Err(factor)) => Some(self.threshold(relation.turned(), day, factor)),
            (Err(one), Err(other)) if one == other => Some(of(relates(0, relation, 0))),
            (Err(_), Err(_)) => None,
        }
    }

    /// The day by number, or the factor that says it.
    fn day(&self, day: Day) -> Result<i128, FactorId> {
        match day {
            Day::Given(date) => Ok(date.number().into()),
            Day::Ago(count, unit) => Ok(self.as_of.less(count, unit).number().into()),
            Day::Factor(factor) => Err(factor),
        }
    }

    /// How the factor's value stands to this one.
    fn threshold(&mut self, relation: Relation, value: i128, factor: FactorId) -> Lit {
        match relation {
            Relation::AtLeast => self.factor_from(factor, value),
            Relation::Below => !self.factor_from(factor, value),
            Relation::Above => self.factor_from(factor, value + 1),
            Relation::AtMost => !self.factor_from(factor, value + 1),
            Relation::Is => self.factor_within(factor, vec![(value, value)]),
            Relation::IsNot => !self.factor_within(factor, vec![(value, value)]),
        }
    }

    fn segments(&self, list: FactorId) -> usize {
        self.axes.get(list.index()).map_or(0, |axis| axis.segments().len())
    }

    /// Whether at least so many dates of the list lie in the segment.
    pub(crate) fn dates_from(&mut self, list: FactorId, segment: usize, count: i128) -> Lit {
        match self.columns.get_mut(list.index()) {
            Some(Column::Counts(counts)) => {
                counts.get_mut(segment).map_or(Lit::NO, |one| one.from(count, &mut self.gates))
            }
            Some(Column::Ordered(_) | Column::Set(_)) | None => Lit::NO,
        }
    }

    fn text(&mut self, factor: FactorId, literals: &[String]) -> Lit {
        let places: Vec<(i128, i128)> = self.axes.get(factor.index()).map_or_else(Vec::new, |axis| {
            let asked = (0..).zip(axis.literals()).filter(|(_, literal)| literals.contains(literal));
            asked.map(|(place, _)| (place, place)).collect()
        });
        self.factor_within(factor, places)
    }

    fn set_aside(&mut self, condition: &Condition) -> Lit {
        let lit = self.gates.solver.fresh();
        self.aside.push(Aside { lit, condition: condition.clone() });
        lit
    }
}

#[derive(Clone, Copy)]
enum Extreme {
    Highest,
    Lowest,
}

fn of(holds: bool) -> Lit {
    if holds { Lit::YES } else { Lit::NO }
}

fn count(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX - 1)
}

pub(crate) fn wide(count: usize) -> i128 {
    i128::try_from(count).unwrap_or(i128::MAX)
}

/// The values as runs: first and last of each.
fn runs(values: ValueSet) -> Vec<(u8, u8)> {
    let mut runs: Vec<(u8, u8)> = Vec::new();
    for value in values.iter() {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(value) => *last = value,
            Some(_) | None => runs.push((value, value)),
        }
    }
    runs
}

/// The values to which this value stands in the relation.
pub(crate) fn related(relation: Relation, value: u8) -> ValueSet {
    let all = ValueSet::first(256);
    let (below, with) = (ValueSet::first(value.into()), ValueSet::first(usize::from(value) + 1));
    match relation {
        Relation::Is => ValueSet::only(value),
        Relation::IsNot => all.without(&ValueSet::only(value)),
        Relation::Below => all.without(&with),
        Relation::AtMost => all.without(&below),
        Relation::Above => below,
        Relation::AtLeast => with,
    }
}

/// Whether one number stands in the relation to the other.
fn relates(one: i128, relation: Relation, other: i128) -> bool {
    match relation {
        Relation::Is => one == other,
        Relation::IsNot => one != other,
        Relation::Below => one < other,
        Relation::AtMost => one <= other,
        Relation::Above => one > other,
        Relation::AtLeast => one >= other,
    }
}
