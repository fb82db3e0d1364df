//! What a record says, as literals: for each factor the thresholds that conditions compare it with, as they are met.

use std::collections::BTreeMap;

use core_model::{Axis, Date, Datum, Factor, FactorKind, Ladder};

use crate::gates::Gates;
use crate::solver::{Lit, Model};

/// An ordered value: for each threshold met, whether the value is at least that.
#[derive(Debug, Clone)]
pub(crate) struct Ordered {
    least: i128,
    most: i128,
    thresholds: BTreeMap<i128, Lit>,
}

impl Ordered {
    /// A value of which no threshold is met yet.
    pub(crate) fn within(least: i128, most: i128) -> Self {
        Self { least, most, thresholds: BTreeMap::new() }
    }

    /// Whether the value is at least this.
    pub(crate) fn from(&mut self, value: i128, gates: &mut Gates) -> Lit {
        if value <= self.least {
            return Lit::YES;
        }
        if value > self.most {
            return Lit::NO;
        }
        if let Some(lit) = self.thresholds.get(&value) {
            return *lit;
        }
        let lit = gates.solver.fresh();
        if let Some((_, below)) = self.thresholds.range(..value).next_back() {
            gates.solver.clause(&[!lit, *below]);
        }
        if let Some((_, above)) = self.thresholds.range(value..).next() {
            gates.solver.clause(&[!*above, lit]);
        }
        self.thresholds.insert(value, lit);
        lit
    }

    /// Whether the search knows of the threshold.
    pub(crate) fn knows(&self, value: i128) -> bool {
        value <= self.least || value > self.most || self.thresholds.contains_key(&value)
    }

    /// The least value and the greatest.
    pub(crate) fn ends(&self) -> (i128, i128) {
        (self.least, self.most)
    }

    /// The thresholds met so far, each with whether the value is at least that.
    pub(crate) fn known(&self) -> impl Iterator<Item = (i128, Lit)> {
        self.thresholds.iter().map(|(value, lit)| (*value, *lit))
    }

    /// Where the value lies, both ends included, and the literals that say so.
    pub(crate) fn class(&self, model: &Model) -> Class {
        let reached = self.thresholds.iter().take_while(|(_, lit)| model.holds(**lit)).last();
        let missed = self.thresholds.iter().find(|(_, lit)| !model.holds(**lit));
        Class {
            least: reached.map_or(self.least, |(value, _)| *value),
            most: missed.map_or(self.most, |(value, _)| value - 1),
            why: reached.map(|(_, lit)| *lit).into_iter().chain(missed.map(|(_, lit)| !*lit)).collect(),
        }
    }
}

/// A run of values that no condition met so far tells apart.
pub(crate) struct Class {
    pub(crate) least: i128,
    pub(crate) most: i128,
    /// The literals that hold of it and of nothing else.
    pub(crate) why: Vec<Lit>,
}

/// What a record says of one factor.
#[derive(Debug, Clone)]
pub(crate) enum Column {
    /// A value by place, a number, a day by number, a text by the place of the literal.
    Ordered(Ordered),
    /// Of each value, whether the set holds it.
    Set(Vec<Lit>),
    /// How many dates lie in each segment of time.
    Counts(Vec<Ordered>),
}

impl Column {
    /// A column for the factor about which nothing is known.
    pub(crate) fn of(factor: &Factor, ladder: &Ladder, axis: &Axis, gates: &mut Gates) -> Self {
        let places = |count: usize| Self::Ordered(Ordered::within(0, wide(count) - 1));
        match &factor.kind {
            FactorKind::Scale(values) | FactorKind::Choice(values) => places(values.len()),
            FactorKind::Level => places(ladder.levels.len()),
            FactorKind::YesNo => places(2),
            FactorKind::Set(values) => Self::Set(values.iter().map(|_| gates.solver.fresh()).collect()),
            FactorKind::Number(kind) => Self::Ordered(Ordered::within(kind.least.into(), kind.most.into())),
            FactorKind::Date => Self::Ordered(Ordered::within(Date::FIRST.number().into(), Date::LAST.number().into())),
            FactorKind::Dates => {
                let counts = axis.segments().iter().map(|_| Ordered::within(0, core_model::MOST_DATES));
                Self::Counts(counts.collect())
            }
            FactorKind::Text => places(axis.literals().len() + 1),
        }
    }

    /// A value of the class that the model chose: the least.
    pub(crate) fn datum(&self, kind: &FactorKind, axis: &Axis, model: &Model) -> Option<Datum> {
        match (self, kind) {
            (Self::Ordered(ordered), _) => datum(kind, axis, ordered.class(model).least),
            (Self::Set(lits), _) => {
                let held = (0_u8..).zip(lits).filter(|(_, lit)| model.holds(**lit));
                Some(Datum::Set(held.map(|(value, _)| value).collect()))
            }
            (Self::Counts(counts), _) => {
                let counts = counts.iter().map(|count| u32::try_from(count.class(model).least).unwrap_or(0));
                Some(Datum::Dates(axis.dates(counts)))
            }
        }
    }
}

fn datum(kind: &FactorKind, axis: &Axis, value: i128) -> Option<Datum> {
    let number = i64::try_from(value).ok()?;
    match kind {
        FactorKind::Scale(_) | FactorKind::Choice(_) | FactorKind::Level | FactorKind::YesNo => {
            u8::try_from(value).ok().map(Datum::Value)
        }
        FactorKind::Number(_) => Some(Datum::Number(number)),
        FactorKind::Date => Some(Datum::Date(Date::from_number(number))),
        FactorKind::Text => usize::try_from(value).ok().map(|class| Datum::Text(axis.text(class))),
        FactorKind::Set(_) | FactorKind::Dates => None,
    }
}

fn wide(count: usize) -> i128 {
    i128::try_from(count).unwrap_or(i128::MAX)
}
