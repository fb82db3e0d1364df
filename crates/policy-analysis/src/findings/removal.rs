//! Rules without which every record would have the same outcome and the same measures.

mod alone;

use std::collections::BTreeSet;

use core_model::{Finding, On, RuleId, Undecided, What};

use super::Examined;
use crate::aside::Asked;
use crate::day::Day;
use crate::outcome::at;
use crate::solver::Lit;
use alone::Alone;

/// The policy less any of its rules, beside the same less one rule more: all of them in one question.
struct Lesser {
    /// By rule: whether neither has it.
    gone: Vec<Lit>,
    /// By rule: whether all rules up to this one that can stand are there.
    there: Vec<Lit>,
    /// Whether those later rules are there that were found to matter.
    later: Lit,
    /// The binary digits of the rule that only the first has, the highest first.
    digits: Vec<Lit>,
    /// By rule: whether it stands in the first.
    stands: Vec<Lit>,
    /// Whether the two grade differently.
    differ: Lit,
}

/// Whether a rule matters.
enum Matters {
    Yes,
    No,
    Undecided(Undecided),
}

impl Examined<'_> {
    /// Tries each rule from the last to the first, with those found idle already left out: of rules that make each other
    /// idle the later is found.
    pub(super) fn removal(&mut self, silent: &BTreeSet<RuleId>) {
        if let Some(idle) = Alone::of(self.policy, silent).and_then(|alone| self.removal_where_alone(alone)) {
            return idle.into_iter().for_each(|(rule, because)| self.told(rule, Matters::No, because));
        }
        let mut lesser: Vec<Lesser> = self.days.iter_mut().map(|day| Lesser::of(day, silent)).collect();
        let mut kept: BTreeSet<RuleId> = self.rules().filter(|rule| !silent.contains(rule)).collect();
        let rules: Vec<RuleId> = kept.iter().copied().rev().collect();
        for rule in rules {
            let matters = self.matters(rule, &lesser);
            let because = match matters {
                Matters::No => {
                    kept.remove(&rule);
                    self.because_of(rule, &kept, &lesser)
                }
                Matters::Yes | Matters::Undecided(_) => Vec::new(),
            };
            for (day, lesser) in self.days.iter_mut().zip(&mut lesser).filter(|(day, _)| day.ruling.counts(rule)) {
                match matters {
                    Matters::No => day.encoder.gates.solver.clause(&[at(&lesser.gone, rule.index())]),
                    Matters::Yes | Matters::Undecided(_) => {
                        lesser.later = day.encoder.gates.and([lesser.later, !at(&lesser.gone, rule.index())]);
                    }
                }
            }
            self.told(rule, matters, because);
        }
    }

    fn told(&mut self, rule: RuleId, matters: Matters, because: Vec<RuleId>) {
        let (what, on) = (What::NeverMatters(because), On::Rule(rule));
        match matters {
            Matters::Yes => {}
            Matters::No => self.findings.found.push(Finding { what, on, witness: None }),
            Matters::Undecided(hard) => self.findings.undecided.push((what, on, hard)),
        }
    }

    fn matters(&mut self, rule: RuleId, lesser: &[Lesser]) -> Matters {
        let mut open = None;
        for (day, lesser) in self.days.iter_mut().zip(lesser).filter(|(day, _)| day.ruling.counts(rule)) {
            let there = [lesser.later, at(&lesser.there, rule.index())];
            let assumed: Vec<Lit> = lesser.without(rule).chain(there).chain(lesser.shown_by(rule)).collect();
            match day.ask(&assumed, &mut self.steps) {
                Asked::Record(_) => return Matters::Yes,
                Asked::Nothing(_) => {}
                Asked::Undecided => open = Some(day.hard()),
            }
        }
        open.map_or(Matters::No, Matters::Undecided)
    }

    /// Those of the rules beside which this one changes nothing, whatever others there are; none of them can be left out.
    fn because_of(&mut self, rule: RuleId, kept: &BTreeSet<RuleId>, lesser: &[Lesser]) -> Vec<RuleId> {
        let mut because = BTreeSet::new();
        for (day, lesser) in self.days.iter_mut().zip(lesser).filter(|(day, _)| day.ruling.counts(rule)) {
            let others = kept.iter().copied().filter(|other| day.ruling.counts(*other)).collect();
            because.extend(fewest(others, |fewer| lesser.suffices(day, rule, fewer, &mut self.steps)));
        }
        because.into_iter().collect()
    }
}

impl Lesser {
    fn of(day: &mut Day<'_>, silent: &BTreeSet<RuleId>) -> Self {
        let rules = day.ruling.0.len();
        let encoder = &mut day.encoder;
        let gone: Vec<Lit> = (0..rules).map(|_| encoder.gates.solver.fresh()).collect();
        let width = rules.checked_ilog2().map_or(0, |digits| digits + 1);
        let digits: Vec<Lit> = (0..width).map(|_| encoder.gates.solver.fresh()).collect();
        let (mut first, mut second, mut there) = (Vec::new(), Vec::new(), Vec::new());
        let mut so_far = Lit::YES;
        for (rule, gone) in (0..).map(RuleId).zip(&gone) {
            if silent.contains(&rule) {
                encoder.gates.solver.clause(&[*gone]);
            } else if day.ruling.counts(rule) {
                so_far = encoder.gates.and([so_far, !*gone]);
            }
            let lacking = encoder.gates.and(named(&digits, rule));
            first.push(!*gone);
            second.push(encoder.gates.and([!*gone, !lacking]));
            there.push(so_far);
        }
        let levels = encoder.levels.clone();
        let one = encoder.graded_of(&day.ruling, &day.active, &first);
        let other = encoder.graded_of(&day.ruling, &day.active, &second);
        encoder.levels = levels;
        let differ = encoder.differ(&one, &other);
        Self { gone, there, later: Lit::YES, digits, stands: one.stands, differ }
    }

    /// That only the second lacks the rule.
    fn without(&self, rule: RuleId) -> impl Iterator<Item = Lit> {
        named(&self.digits, rule)
    }

    /// What a record shows for which the rule matters.
    fn shown_by(&self, rule: RuleId) -> [Lit; 2] {
        [at(&self.stands, rule.index()), self.differ]
    }

    /// Whether these suffice, with whatever others, for the rule to change nothing: those of them that do already.
    fn suffices(&self, day: &mut Day<'_>, rule: RuleId, others: &[RuleId], steps: &mut u64) -> Option<Vec<RuleId>> {
        let there = |rule: &RuleId| !at(&self.gone, rule.index());
        let own = self.without(rule).chain(self.shown_by(rule)).chain([there(&rule)]);
        let assumed: Vec<Lit> = own.chain(others.iter().map(there)).collect();
        match day.ask(&assumed, steps) {
            Asked::Nothing(enough) => {
                Some(others.iter().copied().filter(|other| enough.contains(&there(other))).collect())
            }
            Asked::Record(_) | Asked::Undecided => None,
        }
    }
}

/// The digits as they are for the rule.
fn named(digits: &[Lit], rule: RuleId) -> impl Iterator<Item = Lit> {
    let number = rule.0;
    (0..).zip(digits.iter().rev()).map(move |(place, digit)| if number >> place & 1 == 1 { *digit } else { !*digit })
}

/// Of rules that suffice for something, so many that none can be left out. `suffices` names those of some that do already.
fn fewest(all: Vec<RuleId>, mut suffices: impl FnMut(&[RuleId]) -> Option<Vec<RuleId>>) -> Vec<RuleId> {
    let mut enough = suffices(&all).unwrap_or(all);
    let mut sure = 0;
    while let Some(tried) = enough.get(sure).copied() {
        let fewer: Vec<RuleId> = enough.iter().copied().filter(|other| *other != tried).collect();
        match suffices(&fewer) {
            Some(needed) => enough = needed,
            None => sure += 1,
        }
    }
    enough
}
