//! Whether something that no test has seen can be at all: the exact search, as of the days on which tests ran.

use std::sync::Arc;

use super::Owner;
use crate::condition::Condition;
use crate::date::Date;
use crate::find::{Found, search};
use crate::limits;
use crate::policy::Policy;
use crate::program::Program;
use crate::record::Record;

/// Searches for records on behalf of coverage, within one budget of steps for all questions of a policy.
#[derive(Debug)]
pub(super) struct Prover<'p> {
    policy: &'p Policy,
    days: Vec<Date>,
    /// One a day.
    programs: Vec<Arc<Program>>,
    /// The same where records may be impossible.
    lenient: Vec<Arc<Program>>,
    left: u32,
}

/// What is known of a question.
pub(super) enum Can {
    /// A record shows it, on this program.
    Be(Record, Arc<Program>),
    /// None does.
    Not,
    /// It was not settled; it is taken to be possible.
    Unknown,
}

impl<'p> Prover<'p> {
    pub(super) fn of(policy: &'p Policy) -> Self {
        Self { policy, days: Vec::new(), programs: Vec::new(), lenient: Vec::new(), left: limits::COVERAGE_STEPS }
    }

    /// A test ran as of this day.
    pub(super) fn day(&mut self, day: Date) {
        if self.days.len() < limits::COVERAGE_DAYS && !self.days.contains(&day) {
            self.days.push(day);
        }
    }

    /// Whether a record can show it. Where that is not settled, it is taken to be possible.
    pub(super) fn can_be(&mut self, owner: Owner, condition: &Condition) -> bool {
        !matches!(self.ask(owner, condition), Can::Not)
    }

    /// Whether a possible record can show it; for conditions of impossible records, whether any can.
    pub(super) fn ask(&mut self, owner: Owner, condition: &Condition) -> Can {
        if self.asks_level(owner) {
            return Can::Unknown;
        }
        self.begin(owner);
        let programs = if is_impossible(owner) { &self.lenient } else { &self.programs };
        for program in programs {
            let steps = self.left.min(limits::COVERAGE_QUESTION);
            let (found, rest) = search(program, condition, steps);
            self.left = self.left.saturating_sub(steps.saturating_sub(rest));
            match found {
                Found::Record(record) => return Can::Be(record, Arc::clone(program)),
                Found::Undecided => return Can::Unknown,
                Found::Nothing => {}
            }
        }
        Can::Not
    }

    /// The level is known only once a record is graded; the search cannot ask for it.
    fn asks_level(&self, owner: Owner) -> bool {
        match owner {
            Owner::Rule(rule) => self.policy.rules.get(rule.index()).is_some_and(|rule| rule.asks_level),
            Owner::Define(_) | Owner::Impossible(_) | Owner::Otherwise => false,
        }
    }

    /// Makes the programs, once they are asked.
    fn begin(&mut self, owner: Owner) {
        if self.days.is_empty() {
            self.days.push(self.policy.in_force.map_or(Date::FIRST, |period| period.from));
        }
        match is_impossible(owner) {
            true if self.lenient.is_empty() => {
                let all = self.policy.impossible.iter().map(|impossible| impossible.when.clone()).collect();
                let policy = Policy { impossible: Vec::new(), ..self.policy.clone() };
                self.lenient = self.made(policy, Some(&Condition::All(all)));
            }
            false if self.programs.is_empty() => self.programs = self.made(self.policy.clone(), None),
            true | false => {}
        }
    }

    fn made(&self, policy: Policy, asked: Option<&Condition>) -> Vec<Arc<Program>> {
        let policy = Arc::new(policy);
        self.days.iter().map(|day| Arc::new(Program::assemble(Arc::clone(&policy), *day, asked))).collect()
    }
}

fn is_impossible(owner: Owner) -> bool {
    match owner {
        Owner::Impossible(_) => true,
        Owner::Rule(_) | Owner::Define(_) | Owner::Otherwise => false,
    }
}
