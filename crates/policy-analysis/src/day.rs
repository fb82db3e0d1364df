//! A policy as of a day, ready for questions.

use std::collections::BTreeSet;
use std::sync::Arc;

use core_model::{
    Condition, Date, Day as Said, Leaf, Policy, Program, Record, Undecided, Unit, Witness, policy_leaves,
};

use crate::aside::Asked;
use crate::encode::Encoder;
use crate::outcome::{Graded, Ruling};
use crate::solver::Lit;

/// A policy as of a day: what may hold of its possible records.
pub(crate) struct Day<'p> {
    pub(crate) as_of: Date,
    pub(crate) encoder: Encoder<'p>,
    pub(crate) ruling: Ruling,
    /// By rule: whether its own conditions hold.
    pub(crate) active: Vec<Lit>,
    pub(crate) graded: Graded,
    /// For records of given classes.
    pub(crate) classes: Program,
    /// For grading.
    grades: Program,
}

impl<'p> Day<'p> {
    /// The policy as of the day, able to answer these conditions too.
    pub(crate) fn new(policy: &'p Arc<Policy>, as_of: Date, asked: &[Condition]) -> Self {
        let mut all: Vec<Condition> = policy.impossible.iter().map(|impossible| impossible.when.clone()).collect();
        all.extend_from_slice(asked);
        let lenient = Policy { impossible: Vec::new(), ..Policy::clone(policy) };
        let classes = Program::asked(Arc::new(lenient), as_of, &all);
        let mut encoder = Encoder::new(policy, as_of, classes.axes().to_vec());
        let ruling = Ruling::on(policy, as_of);
        let active = encoder.each_active();
        let graded = encoder.graded(&ruling, &active);
        let grades = Program::asked(Arc::clone(policy), as_of, asked);
        Self { as_of, encoder, ruling, active, graded, classes, grades }
    }

    /// A record for which all of these hold.
    pub(crate) fn ask(&mut self, assumed: &[Lit], steps: &mut u64) -> Asked {
        self.encoder.ask(&self.classes, assumed, steps)
    }

    /// The record with its outcome.
    pub(crate) fn witness(&self, record: Record) -> Witness {
        let outcome = self.grades.grade(&record).outcome;
        Witness { record, as_of: self.as_of, outcome }
    }

    /// The policy's program, for single records.
    pub(crate) fn grades(&self) -> &Program {
        &self.grades
    }

    /// What made a question hard.
    pub(crate) fn hard(&self) -> Undecided {
        self.encoder.hard(&self.classes)
    }
}

/// The most days as of which one policy is asked.
const MOST_DAYS: usize = 48;

/// The days as of which a policy is asked: the first of every period of its own time in which the same rules are in force,
/// and those on which a day counted back from the as-of date comes to stand elsewhere among the days that it names. Where
/// the policy says nothing of its own time, the first period has no first day: it is told by 2000-01-01, or by its last day
/// if that is before.
pub(crate) fn periods(policies: &[&Policy]) -> Vec<Date> {
    let mut days = changes(policies);
    let (Some(first), own) = (days.first().copied(), policies.first().and_then(|policy| policy.in_force)) else {
        return days;
    };
    let turns = turns(policies);
    days.extend(turns.into_iter().filter(|day| *day > first && own.is_none_or(|period| period.holds(*day))));
    let mut told = Vec::new();
    for day in days {
        if !told.contains(&day) && told.len() < MOST_DAYS {
            told.push(day);
        }
    }
    told
}

/// Days as of which a day counted back comes to be the day before a day that is named, that day, and the day after.
fn turns(policies: &[&Policy]) -> Vec<Date> {
    let (mut given, mut ago) = (BTreeSet::new(), Vec::new());
    for policy in policies {
        policy_leaves(policy, &mut |leaf| match leaf {
            Leaf::Day(Said::Given(day)) => _ = given.insert(day.number()),
            Leaf::Day(Said::Ago(count, unit)) if !ago.contains(&(count, unit)) => ago.push((count, unit)),
            Leaf::Day(Said::Ago(..) | Said::Factor(_))
            | Leaf::Condition(_)
            | Leaf::Matrix(_)
            | Leaf::Factor(_)
            | Leaf::Define(_)
            | Leaf::Window(..)
            | Leaf::Literals(..) => {}
        });
    }
    let mut days = BTreeSet::new();
    for day in &given {
        for (count, unit) in &ago {
            let first = |least: i64| first_counted_to(least, *count, *unit);
            days.extend([first(*day) - 1, first(*day), first(*day + 1), first(*day + 2)]);
        }
    }
    let known = Date::FIRST.number()..=Date::LAST.number();
    days.into_iter().filter(|day| known.contains(day)).map(Date::from_number).collect()
}

/// The first day, by number, from which counting back leads to this day or a later one.
fn first_counted_to(least: i64, count: u32, unit: Unit) -> i64 {
    let (mut low, mut high) = (Date::FIRST.number(), Date::LAST.number());
    while low < high {
        let middle = low + (high - low) / 2;
        if Date::from_number(middle).less(count, unit).number() >= least {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// The first day of every period in which the same rules are in force.
fn changes(policies: &[&Policy]) -> Vec<Date> {
    let own = policies.first().and_then(|policy| policy.in_force);
    let rules = || policies.iter().flat_map(|policy| policy.rules.iter().filter_map(|rule| rule.in_force));
    let until = rules().filter_map(|period| period.until).filter(|day| *day < Date::LAST);
    let mut changes: Vec<Date> = rules().map(|period| period.from).chain(until.map(Date::next)).collect();
    changes.sort_unstable();
    changes.dedup();
    let usual = Date::new(2000, 1, 1).unwrap_or(Date::FIRST);
    let first = match (own, changes.first()) {
        (Some(period), _) => period.from,
        (None, Some(change)) if *change <= usual => Date::from_number((change.number() - 1).max(Date::FIRST.number())),
        (None, _) => usual,
    };
    let mut days = vec![first];
    days.extend(changes.into_iter().filter(|day| *day > first && own.is_none_or(|period| period.holds(*day))));
    let mut told: Vec<(Vec<Ruling>, Date)> = Vec::new();
    for day in days {
        let rulings: Vec<Ruling> = policies.iter().map(|policy| Ruling::on(policy, day)).collect();
        if told.last().is_none_or(|(last, _)| *last != rulings) {
            told.push((rulings, day));
        }
    }
    told.into_iter().map(|(_, day)| day).collect()
}
