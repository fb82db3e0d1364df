//! Whether the answer to a test depends on the day: the days on which it can change are worked out, and all are tried.

use std::collections::BTreeSet;
use std::sync::Arc;

use core_model::{
    Amount, Date, Datum, Day, Decision, Expectation, FactorId, Given, Leaf, MeasureId, Outcome, Policy, Program,
    RuleId, Unit, Window, decisive, policy_leaves,
};
use messages::{Diagnostic, TestProblem};

use super::{TestCase, decide, first_day};

/// The most days that are tried for one test.
const MOST_DAYS: usize = 800;

/// The most rules that are looked at for all tests, days and searches.
const MOST_LOOKS: usize = 50_000_000;

/// How many looks a record is worth that leaves factors open, beside one that does not.
const OPEN_RECORD: usize = 1_000;

/// How many looks are left.
pub(super) struct Effort(usize);

impl Effort {
    /// All of it.
    pub(super) fn new() -> Self {
        Self(MOST_LOOKS)
    }

    /// Takes what so many days cost. `None` where they cost more than is left.
    fn take(&mut self, days: usize, policy: &Policy, test: &TestCase) -> Option<()> {
        let silent = |at: usize| test.given.record.0.get(at).is_none_or(Option::is_none);
        let open = policy.factors.iter().enumerate().any(|(at, factor)| factor.assume.is_none() && silent(at));
        let looks = policy.rules.len() + policy.defines.len() + 1;
        let looks = looks.saturating_mul(days).saturating_mul(if open { OPEN_RECORD } else { 1 });
        self.0 = self.0.checked_sub(looks)?;
        Some(())
    }
}

/// Tells that the answer to the test depends on the day, if it does.
pub(super) fn needs_day(
    giving: &Arc<Policy>,
    policy: &Policy,
    test: &TestCase,
    effort: &mut Effort,
) -> Option<Diagnostic> {
    let first = first_day(policy);
    let in_time = |day: &Date| policy.in_force.is_none_or(|period| period.holds(*day)) && *day != first;
    let days: BTreeSet<Date> = Turns::of(policy, test).days().into_iter().filter(in_time).collect();
    if days.is_empty() {
        return None;
    }
    if days.len() > MOST_DAYS || effort.take(days.len() + 1, policy, test).is_none() {
        return Some(Diagnostic::error(TestProblem::TooManyDays, test.span));
    }
    let answer = |day: Date| {
        let program = Program::new(Arc::clone(giving), day).ok()?;
        Some(Said::of(&decide(&program, test), policy, test))
    };
    let on_first = answer(first)?;
    let other = days.into_iter().find(|day| answer(*day).is_some_and(|said| said != on_first))?;
    let problem = TestProblem::NeedsDay { first: first.to_string(), other: other.to_string() };
    Some(Diagnostic::error(problem, test.span))
}

/// What a test can expect of a decision.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    outcome: Outcome,
    decisive: Vec<RuleId>,
    measures: Vec<MeasureId>,
    values: Vec<(Given, Amount)>,
}

impl Said {
    fn of(decision: &Decision, policy: &Policy, test: &TestCase) -> Self {
        let asked = |given: &Given| {
            let expects = |expected: &Expectation| matches!(expected, Expectation::Value(of, _) if of == given);
            policy.also_give.contains(given) || test.expect.iter().any(expects)
        };
        let values = decision.values.iter().filter(|(given, _)| asked(given)).cloned();
        Self {
            outcome: decision.outcome.clone(),
            decisive: decisive(decision).to_vec(),
            measures: decision.measures.clone(),
            values: values.collect(),
        }
    }
}

/// What can turn an answer as the day moves.
#[derive(Debug, Default)]
struct Turns {
    /// Days on which something begins, as they are.
    given: BTreeSet<Date>,
    /// How far back from the day conditions look.
    back: BTreeSet<(u32, Unit)>,
    /// Whether calendar years are looked at.
    years: Years,
    /// Every day that is compared with these: of the policy and of the record.
    against: BTreeSet<Date>,
    /// Whether a day or list of days is left open.
    open: Open,
}

#[derive(Debug, Default, PartialEq, Eq, Clone, Copy)]
enum Years {
    #[default]
    Unasked,
    Asked,
}

#[derive(Debug, Default, PartialEq, Eq, Clone, Copy)]
enum Open {
    #[default]
    Nothing,
    Days,
}

impl Turns {
    fn of(policy: &Policy, test: &TestCase) -> Self {
        let mut turns = Self::default();
        for period in policy.rules.iter().filter_map(|rule| rule.in_force) {
            turns.given.insert(period.from);
            turns.given.extend(period.until.map(Date::next));
        }
        policy_leaves(policy, &mut |leaf| turns.leaf(policy, test, leaf));
        turns
    }

    fn leaf(&mut self, policy: &Policy, test: &TestCase, leaf: Leaf<'_>) {
        match leaf {
            Leaf::Day(Day::Given(day)) => {
                self.against.insert(day);
            }
            Leaf::Day(Day::Ago(count, unit)) => {
                self.back.insert((count, unit));
            }
            Leaf::Day(Day::Factor(factor)) => self.factor(policy, test, factor),
            Leaf::Window(factor, window) => {
                self.factor(policy, test, factor);
                match window {
                    Window::All => {}
                    Window::Within(count, unit) => {
                        self.back.insert((count, unit));
                    }
                    Window::ThisYear | Window::LastYear => self.years = Years::Asked,
                }
                // A date counts from its own day on.
                self.back.insert((0, Unit::Days));
            }
            Leaf::Condition(_) | Leaf::Matrix(_) | Leaf::Factor(_) | Leaf::Define(_) | Leaf::Literals(..) => {}
        }
    }

    /// The days that the record says of the factor.
    fn factor(&mut self, policy: &Policy, test: &TestCase, factor: FactorId) {
        let assumed = || policy.factors.get(factor.index()).and_then(|factor| factor.assume.as_ref());
        match test.given.record.get(factor).or_else(assumed) {
            Some(Datum::Date(day)) => {
                self.against.insert(*day);
            }
            Some(Datum::Dates(days)) => self.against.extend(days),
            Some(Datum::Value(_) | Datum::Set(_) | Datum::Number(_) | Datum::Text(_)) => {}
            None => self.open = Open::Days,
        }
    }

    /// The days on which the answer can become another.
    fn days(&self) -> BTreeSet<Date> {
        let mut days = self.given.clone();
        let near: &[i64] = match self.open {
            Open::Nothing => &[0, 1],
            // Whether a day fits between two others decides as well.
            Open::Days => &[-1, 0, 1, 2],
        };
        for day in self.against.iter().chain(self.edges()) {
            for (count, unit) in &self.back {
                days.extend(near.iter().filter_map(|step| first_reaching(*count, *unit, day.number() + step)));
            }
            if self.years == Years::Asked {
                days.extend((0..=2).filter_map(|later| year_start(i64::from(day.year()) + later)));
            }
            if days.len() > MOST_DAYS {
                return days;
            }
        }
        if self.open == Open::Days {
            self.among_themselves(&mut days);
        }
        days
    }

    /// The ends of time, which an open day can be as well.
    fn edges(&self) -> &'static [Date] {
        match self.open {
            Open::Nothing => &[],
            Open::Days => &[Date::FIRST, Date::LAST],
        }
    }

    /// Where a day is left open, it matters how the days that are counted back lie to each other and to the beginnings
    /// of years: in every year that matters, the days on which that changes.
    fn among_themselves(&self, days: &mut BTreeSet<Date>) {
        let units: BTreeSet<Unit> = self.back.iter().map(|(_, unit)| *unit).collect();
        let mixed = self.back.iter().filter(|(count, _)| *count > 0).count() > 1 && units.len() > 1;
        if self.years == Years::Unasked && !mixed {
            return;
        }
        let years: BTreeSet<i64> = days.iter().map(|day| i64::from(day.year())).collect();
        let years: BTreeSet<i64> = years.into_iter().flat_map(|year| [year, year + 1]).collect();
        for year in years {
            if mixed {
                days.extend((0..366).filter_map(|day| year_start(year).map(|start| later(start, day))));
            }
            for (count, unit) in &self.back {
                for start in [year - 1, year].into_iter().filter_map(year_start) {
                    days.extend((-1..=2).filter_map(|step| first_reaching(*count, *unit, start.number() + step)));
                }
            }
            if days.len() > MOST_DAYS {
                return;
            }
        }
    }
}

/// The first day which, so much less, is not before the day of that number. None if there is none.
fn first_reaching(count: u32, unit: Unit, number: i64) -> Option<Date> {
    let reaches = |day: i64| Date::from_number(day).less(count, unit).number() >= number;
    let (mut before, mut reached) = (-1, Date::LAST.number());
    if !reaches(reached) {
        return None;
    }
    while reached - before > 1 {
        let middle = before + (reached - before) / 2;
        if reaches(middle) {
            reached = middle;
        } else {
            before = middle;
        }
    }
    Some(Date::from_number(reached))
}

fn year_start(year: i64) -> Option<Date> {
    Date::new(u16::try_from(year).ok()?, 1, 1)
}

fn later(day: Date, days: i64) -> Date {
    Date::from_number(day.number() + days)
}
