//! From a model of the search to a record: comparisons kept aside are tried on the classes that the model chose, and where
//! no record of these classes agrees, what they rest on is learned.

use std::collections::BTreeSet;

use core_model::{Class, Condition, FactorId, FactorKind, Found, Leaf, Program, Record, Undecided};
use core_model::{ValueSet, condition_leaves, define_leaves, find_in};

use crate::columns::Column;
use crate::encode::Encoder;
use crate::solver::{Answer, Lit, Model};

/// Steps of the search among the records of one choice of classes.
const CHOICE: u32 = 200_000;
/// Steps of one attempt to learn more from a choice that failed.
const LEARN: u32 = 5_000;

/// What a question found.
#[derive(Debug, Clone)]
pub(crate) enum Asked {
    /// A record for which all that was assumed holds.
    Record(Record),
    /// There is none: these of the assumed suffice for that.
    Nothing(Vec<Lit>),
    /// The steps did not suffice.
    Undecided,
}

/// What became of a model.
enum Checked {
    Record(Record),
    /// These cannot hold together.
    Clash(Vec<Lit>),
    Undecided,
}

impl Encoder<'_> {
    /// A record for which all of these hold. `program` must be of the encoder's day and classes, and know of
    /// no impossible records: that a record is possible is for the encoder to say.
    pub(crate) fn ask(&mut self, program: &Program, assumed: &[Lit], steps: &mut u64) -> Asked {
        loop {
            match self.gates.solver.solve(assumed, steps) {
                Answer::No(enough) => return Asked::Nothing(enough),
                Answer::Undecided => return Asked::Undecided,
                Answer::Yes(model) => match self.check(program, &model, steps) {
                    Checked::Record(record) => {
                        self.watched.iter_mut().for_each(|(lit, seen)| *seen |= model.holds(*lit));
                        return Asked::Record(record);
                    }
                    Checked::Undecided => return Asked::Undecided,
                    Checked::Clash(lits) => {
                        let not_all: Vec<Lit> = lits.into_iter().map(|lit| !lit).collect();
                        self.gates.solver.clause(&not_all);
                    }
                },
            }
        }
    }

    /// What made a question hard: the factors of the comparisons kept aside, else all.
    pub(crate) fn hard(&self, program: &Program) -> Undecided {
        let aside: Vec<Condition> = self.aside.iter().map(|aside| aside.condition.clone()).collect();
        let spoken = spoken_of(program, &Condition::All(aside));
        let count = u16::try_from(self.policy.factors.len()).unwrap_or(u16::MAX);
        let all = (0..count).map(FactorId);
        let factors = all.filter(|factor| spoken.is_empty() || spoken.contains(factor)).collect();
        Undecided { factors, as_of: self.as_of }
    }

    fn check(&self, program: &Program, model: &Model, steps: &mut u64) -> Checked {
        if let Some(clash) = self.too_many_dates(model) {
            return Checked::Clash(clash);
        }
        if self.aside.is_empty() {
            return Checked::Record(self.record(model));
        }
        let conditions: Vec<Condition> =
            self.aside.iter().map(|aside| chosen(aside.lit, &aside.condition, model)).collect();
        let classes = self.classes(model);
        let all = Condition::All(conditions.iter().chain(&self.between).cloned().collect());
        match search(program, &classes, &all, CHOICE, steps) {
            Found::Record(record) => Checked::Record(record),
            Found::Undecided => Checked::Undecided,
            Found::Nothing => Checked::Clash(self.learned(program, model, conditions, classes, steps)),
        }
    }

    /// The fewest comparisons and classes found that already clash.
    fn learned(
        &self,
        program: &Program,
        model: &Model,
        mut conditions: Vec<Condition>,
        mut classes: Vec<Class>,
        steps: &mut u64,
    ) -> Vec<Lit> {
        let mut lits = Vec::new();
        for (at, aside) in self.aside.iter().enumerate() {
            let Some(own) = conditions.get(at).cloned() else { continue };
            put(&mut conditions, at, Condition::Constant(true));
            let without = Condition::All(conditions.iter().chain(&self.between).cloned().collect());
            if !matches!(search(program, &classes, &without, LEARN, steps), Found::Nothing) {
                put(&mut conditions, at, own);
                lits.push(if model.holds(aside.lit) { aside.lit } else { !aside.lit });
            }
        }
        let all = Condition::All(conditions.iter().chain(&self.between).cloned().collect());
        let spoken = spoken_of(program, &all);
        for (factor, column) in (0..).map(FactorId).zip(&self.columns).filter(|(factor, _)| spoken.contains(factor)) {
            let (Some(own), Some(whole)) = (classes.get(factor.index()).cloned(), program.whole(factor)) else {
                continue;
            };
            put(&mut classes, factor.index(), whole);
            if !matches!(search(program, &classes, &all, LEARN, steps), Found::Nothing) {
                put(&mut classes, factor.index(), own);
                lits.extend(why(column, model));
            }
        }
        lits
    }

    /// The literals by which a list would hold more dates than it may.
    fn too_many_dates(&self, model: &Model) -> Option<Vec<Lit>> {
        self.columns.iter().find_map(|column| match column {
            Column::Counts(counts) => {
                let least: i128 = counts.iter().map(|count| count.class(model).least).sum();
                (least > core_model::MOST_DATES).then(|| why(column, model))
            }
            Column::Ordered(_) | Column::Set(_) => None,
        })
    }

    fn record(&self, model: &Model) -> Record {
        let factors = self.policy.factors.iter().zip(&self.columns).zip(&self.axes);
        Record(factors.map(|((factor, column), axis)| column.datum(&factor.kind, axis, model)).collect())
    }

    fn classes(&self, model: &Model) -> Vec<Class> {
        let factors = self.policy.factors.iter().zip(&self.columns);
        factors.map(|(factor, column)| class(&factor.kind, column, model)).collect()
    }
}

fn search(program: &Program, classes: &[Class], condition: &Condition, most: u32, steps: &mut u64) -> Found {
    let given = u32::try_from(*steps).unwrap_or(u32::MAX).min(most);
    let (found, left) = find_in(program, classes.to_vec(), condition, given);
    *steps = steps.saturating_sub(u64::from(given.saturating_sub(left)));
    found
}

/// The condition as the model has it.
fn chosen(lit: Lit, condition: &Condition, model: &Model) -> Condition {
    if model.holds(lit) { condition.clone() } else { Condition::Not(Box::new(condition.clone())) }
}

fn why(column: &Column, model: &Model) -> Vec<Lit> {
    match column {
        Column::Ordered(ordered) => ordered.class(model).why,
        Column::Set(held) => held.iter().map(|lit| if model.holds(*lit) { *lit } else { !*lit }).collect(),
        Column::Counts(counts) => counts.iter().flat_map(|count| count.class(model).why).collect(),
    }
}

fn class(kind: &FactorKind, column: &Column, model: &Model) -> Class {
    match column {
        Column::Set(held) => {
            let held = (0_u8..).zip(held).filter(|(_, lit)| model.holds(**lit)).map(|(value, _)| value);
            let held: ValueSet = held.collect();
            Class::Set(held, held)
        }
        Column::Counts(counts) => {
            let small = |count: i128| u32::try_from(count).unwrap_or(u32::MAX);
            let ends = counts.iter().map(|count| count.class(model));
            Class::Dates(ends.map(|class| (small(class.least), small(class.most))).collect())
        }
        Column::Ordered(ordered) => {
            let class = ordered.class(model);
            let number = |value: i128| i64::try_from(value).unwrap_or(i64::MAX);
            match kind {
                FactorKind::Number(_) => Class::Number(number(class.least), number(class.most)),
                FactorKind::Date => Class::Date(number(class.least), number(class.most)),
                FactorKind::Text => {
                    Class::Text((class.least..=class.most).filter_map(|place| usize::try_from(place).ok()).collect())
                }
                FactorKind::Scale(_)
                | FactorKind::Choice(_)
                | FactorKind::Level
                | FactorKind::YesNo
                | FactorKind::Set(_)
                | FactorKind::Dates => {
                    Class::Values((class.least..=class.most).filter_map(|value| u8::try_from(value).ok()).collect())
                }
            }
        }
    }
}

/// The factors that a condition rests on, those of its defines included.
pub(crate) fn spoken_of(program: &Program, condition: &Condition) -> BTreeSet<FactorId> {
    let mut factors = BTreeSet::new();
    let mut open = Vec::new();
    let mut met = BTreeSet::new();
    let mut each = |leaf: Leaf<'_>, open: &mut Vec<_>| match leaf {
        Leaf::Factor(factor) | Leaf::Window(factor, _) | Leaf::Literals(factor, _) => _ = factors.insert(factor),
        Leaf::Day(core_model::Day::Factor(factor)) => _ = factors.insert(factor),
        Leaf::Define(define) => {
            if met.insert(define) {
                open.push(define);
            }
        }
        Leaf::Condition(_) | Leaf::Matrix(_) | Leaf::Day(core_model::Day::Given(_) | core_model::Day::Ago(..)) => {}
    };
    condition_leaves(condition, &mut |leaf| each(leaf, &mut open));
    while let Some(define) = open.pop() {
        if let Some(define) = program.policy().defines.get(define.index()) {
            define_leaves(define, &mut |leaf| each(leaf, &mut open));
        }
    }
    factors
}

fn put<T>(all: &mut [T], at: usize, one: T) {
    if let Some(place) = all.get_mut(at) {
        *place = one;
    }
}
