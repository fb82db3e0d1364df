//! A policy as of a day, asked for records that show something.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use core_model::{
    Conclusion, Condition, Date, Datum, Day as Said, FactorId, Leaf, Policy, Record, RuleId, Sight, Undecided, limits,
    policy_leaves,
};

use crate::aside::Asked;
use crate::columns::Column;
use crate::day::{Day, periods};
use crate::outcome::at;
use crate::solver::Lit;

/// A policy as of a day, and what is asked of it in literals.
pub(super) struct Floor<'p> {
    day: Day<'p>,
    decisive: Vec<Lit>,
    /// Days between which others may be told apart, by number.
    named: Vec<i128>,
    /// By goal, once it was asked for.
    lits: BTreeMap<usize, Lit>,
}

/// The days that tests are about: those of the policy's own tests, and each period that lets a rule decide that decides on
/// none before it.
pub(super) fn floors<'p>(policy: &'p Arc<Policy>, tests: &[(Date, Record)], steps: &mut u64) -> Vec<Floor<'p>> {
    let mut idle: Vec<RuleId> = (0..).map(RuleId).zip(&policy.rules).map(|(id, _)| id).collect();
    let mut floors = Vec::new();
    for day in own_days(policy, tests) {
        let mut floor = Floor::new(policy, day);
        idle.retain(|rule| !floor.lets_decide(*rule, steps));
        floors.push(floor);
    }
    let others = if moves(policy) { periods(&[policy]) } else { Vec::new() };
    for day in others {
        if idle.is_empty() || floors.len() >= limits::COVERAGE_DAYS {
            break;
        }
        if floors.iter().any(|floor: &Floor<'_>| floor.as_of() == day) {
            continue;
        }
        let mut floor = Floor::new(policy, day);
        let before = idle.len();
        idle.retain(|rule| !floor.lets_decide(*rule, steps));
        if idle.len() < before {
            floors.push(floor);
        }
    }
    floors
}

/// The policy that calls no record impossible.
pub(super) fn lenient(policy: &Policy) -> Arc<Policy> {
    Arc::new(Policy { impossible: Vec::new(), ..policy.clone() })
}

/// The days of the policy's tests; where there is none, or none but the first of all days, the first period.
fn own_days(policy: &Policy, tests: &[(Date, Record)]) -> Vec<Date> {
    let first = policy.in_force.map_or(Date::FIRST, |period| period.from);
    if !moves(policy) {
        return vec![first];
    }
    let mut days: Vec<Date> = Vec::new();
    for (day, _) in tests.iter().filter(|(day, _)| *day != Date::FIRST) {
        if days.len() < limits::COVERAGE_DAYS && !days.contains(day) {
            days.push(*day);
        }
    }
    if days.is_empty() {
        days.extend(periods(&[policy]).first());
    }
    if days.len() < limits::COVERAGE_DAYS && tests.iter().any(|(day, _)| *day == Date::FIRST) {
        days.push(Date::FIRST);
    }
    days
}

/// Whether records can be graded otherwise as of another day.
pub(super) fn moves(policy: &Policy) -> bool {
    let mut moves = policy.rules.iter().any(|rule| rule.in_force.is_some());
    policy_leaves(policy, &mut |leaf| match leaf {
        Leaf::Window(..) | Leaf::Day(Said::Ago(..)) => moves = true,
        Leaf::Day(Said::Given(_) | Said::Factor(_))
        | Leaf::Condition(_)
        | Leaf::Matrix(_)
        | Leaf::Factor(_)
        | Leaf::Define(_)
        | Leaf::Literals(..) => {}
    });
    moves
}

impl<'p> Floor<'p> {
    fn new(policy: &'p Arc<Policy>, as_of: Date) -> Self {
        Self::of(policy, as_of, &[])
    }

    /// The policy as of the day that calls no record impossible, able to say what makes records impossible by another.
    pub(super) fn without(policy: &Policy, lenient: &'p Arc<Policy>, as_of: Date) -> Self {
        let asked: Vec<Condition> = policy.impossible.iter().map(|impossible| impossible.when.clone()).collect();
        Self::of(lenient, as_of, &asked)
    }

    fn of(policy: &'p Arc<Policy>, as_of: Date, asked: &[Condition]) -> Self {
        let mut day = Day::new(policy, as_of, asked);
        let decisive = day.encoder.decisive(&day.graded.clone());
        let named = named(policy, as_of);
        Self { day, decisive, named, lits: BTreeMap::new() }
    }

    pub(super) fn as_of(&self) -> Date {
        self.day.as_of
    }

    pub(super) fn hard(&self) -> Undecided {
        self.day.hard()
    }

    /// A record that shows all of these goals.
    pub(super) fn ask<'s>(&mut self, goals: impl IntoIterator<Item = (usize, &'s Sight)>, steps: &mut u64) -> Asked {
        let mut lits = Vec::new();
        for (goal, sight) in goals {
            let known = self.lits.get(&goal).copied();
            let lit = known.unwrap_or_else(|| self.lit(sight));
            self.lits.insert(goal, lit);
            lits.push(lit);
        }
        if lits.contains(&Lit::NO) {
            return Asked::Nothing(vec![Lit::NO]);
        }
        self.day.ask(&lits, steps)
    }

    /// Whether a record shows the sight wherever its literal holds, and nowhere else.
    pub(super) fn is_settled(&self, sight: &Sight) -> bool {
        match sight {
            Sight::Apart(..) => false,
            Sight::Stands(_)
            | Sight::Decides(_)
            | Sight::Otherwise
            | Sight::Holds(_)
            | Sight::Listed(..)
            | Sight::Nothing => true,
        }
    }

    fn lets_decide(&mut self, rule: RuleId, steps: &mut u64) -> bool {
        let decides = |rule: &core_model::Rule| rule.conclusions.iter().any(Conclusion::may_decide);
        let sight = match self.day.encoder.law.rules.get(rule.index()) {
            Some(own) if decides(own) => Sight::Decides(rule),
            Some(_) | None => Sight::Stands(rule),
        };
        let lit = self.lit(&sight);
        lit != Lit::NO && matches!(self.day.ask(&[lit], steps), Asked::Record(_))
    }

    fn lit(&mut self, sight: &Sight) -> Lit {
        match sight {
            Sight::Stands(rule) => at(&self.day.graded.stands, rule.index()),
            Sight::Decides(rule) => at(&self.decisive, rule.index()),
            Sight::Otherwise => self.day.graded.by_otherwise,
            Sight::Holds(condition) => self.day.encoder.condition(condition),
            Sight::Listed(list, day) => match self.segment(*list, *day) {
                Some((segment, _)) => self.day.encoder.dates_from(*list, segment, 1),
                None => Lit::NO,
            },
            Sight::Apart(one, other, by) => self.apart(*one, *other, *by),
            Sight::Nothing => Lit::NO,
        }
    }

    /// The segment of time in which the day lies, and that segment's first and last day by number.
    fn segment(&self, list: FactorId, day: Date) -> Option<(usize, (i64, i64))> {
        let segments = self.day.encoder.axes.get(list.index())?.segments();
        segments.iter().copied().enumerate().find(|(_, (first, last))| (*first..=*last).contains(&day.number()))
    }

    /// Whether one day lies so many days after another, both near a day that matters.
    fn apart(&mut self, one: FactorId, other: FactorId, by: i64) -> Lit {
        let mut ways = Vec::new();
        for day in self.named.clone() {
            let both = [self.is_day(one, day + i128::from(by)), self.is_day(other, day)];
            ways.push(self.day.encoder.gates.and(both));
        }
        self.day.encoder.gates.or(ways)
    }

    fn is_day(&mut self, factor: FactorId, day: i128) -> Lit {
        let (from, beyond) = (self.day.encoder.factor_from(factor, day), self.day.encoder.factor_from(factor, day + 1));
        match self.day.encoder.columns.get(factor.index()) {
            Some(Column::Ordered(_)) => self.day.encoder.gates.and([from, !beyond]),
            Some(Column::Set(_) | Column::Counts(_)) | None => Lit::NO,
        }
    }

    /// The record with listed dates put on the very days that these ask for; each stays in its segment of time.
    pub(super) fn with_days(&self, mut record: Record, sights: &[&Sight]) -> Record {
        let mut fixed: BTreeSet<(FactorId, usize)> = BTreeSet::new();
        for sight in sights {
            let Sight::Listed(list, day) = sight else { continue };
            let Some((_, (first, last))) = self.segment(*list, *day) else { continue };
            let Some(Some(Datum::Dates(dates))) = record.0.get_mut(list.index()) else { continue };
            let own = |at: usize, date: &Date| !fixed.contains(&(*list, at)) && (first..=last).contains(&date.number());
            let place = dates.iter().enumerate().find(|(at, date)| own(*at, date)).map(|(at, _)| at);
            if let Some((at, date)) = place.and_then(|at| dates.get_mut(at).map(|date| (at, date))) {
                *date = *day;
                fixed.insert((*list, at));
            }
        }
        record
    }
}

/// The days that the policy names or counts back to, the as-of date and the ends of time, and those beside them.
fn named(policy: &Policy, as_of: Date) -> Vec<i128> {
    let mut days: BTreeSet<i64> = BTreeSet::from([as_of.number(), Date::FIRST.number(), Date::LAST.number()]);
    policy_leaves(policy, &mut |leaf| match leaf {
        Leaf::Day(Said::Given(day)) => _ = days.insert(day.number()),
        Leaf::Day(Said::Ago(count, unit)) => _ = days.insert(as_of.less(count, unit).number()),
        Leaf::Day(Said::Factor(_))
        | Leaf::Window(..)
        | Leaf::Condition(_)
        | Leaf::Matrix(_)
        | Leaf::Factor(_)
        | Leaf::Define(_)
        | Leaf::Literals(..) => {}
    });
    let near: BTreeSet<i64> = days.iter().flat_map(|day| [day - 2, day - 1, *day, day + 1, day + 2]).collect();
    let known = Date::FIRST.number()..=Date::LAST.number();
    near.into_iter().filter(|day| known.contains(day)).map(i128::from).collect()
}
