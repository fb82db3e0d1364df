//! Policies in which a rule matters just where it decides alone: each rule says one level and nothing else, all by the same
//! force, none keeps another from standing, and the most or the least severe level counts. There no second grading is needed.

use std::collections::BTreeSet;

use core_model::{Combine, Conclusion, Pick, Policy, RuleId};

use super::{Examined, fewest};
use crate::aside::Asked;
use crate::day::Day;
use crate::outcome::at;
use crate::solver::Lit;

/// Steps of an easy question.
const EASY: u64 = 200_000;

/// The rules of such a policy.
pub(super) struct Alone {
    /// By rule: which level it says, in the order in which levels count.
    ranks: Vec<u8>,
    /// What `otherwise` says.
    otherwise: Option<u8>,
    /// The rules not found idle.
    kept: BTreeSet<RuleId>,
}

impl Alone {
    pub(super) fn of(policy: &Policy, silent: &BTreeSet<RuleId>) -> Option<Self> {
        let severity = |height: u8| policy.ladder.severity(policy.ladder.at_height(height));
        let rank = |height: u8| match policy.combine {
            Combine::MostSevere => Some(severity(height)),
            Combine::LeastSevere => Some(policy.ladder.count().saturating_sub(severity(height))),
            Combine::First | Combine::Unique => None,
        };
        let (mut ranks, mut forces) = (Vec::new(), BTreeSet::new());
        for rule in &policy.rules {
            let [Conclusion::Level(force, Pick::Value(height))] = rule.conclusions.as_slice() else { return None };
            if !rule.overrides.is_empty() || rule.first_of.is_some() || rule.asks_level {
                return None;
            }
            forces.insert(*force);
            ranks.push(rank(*height)?);
        }
        let otherwise = match policy.otherwise.as_ref().map(|otherwise| &otherwise.level) {
            Some(Pick::Value(height)) => Some(rank(*height)?),
            Some(_) => return None,
            None => None,
        };
        let all = (0..).map(RuleId).take(policy.rules.len());
        let kept = all.filter(|rule| !silent.contains(rule)).collect();
        (forces.len() <= 1).then_some(Self { ranks, otherwise, kept })
    }

    fn rank(&self, rule: RuleId) -> u8 {
        self.ranks.get(rule.index()).copied().unwrap_or(u8::MAX)
    }

    /// The other rules that conclude as much wherever they stand.
    fn hiding(&self, rule: RuleId) -> Vec<RuleId> {
        let rank = self.rank(rule);
        self.kept.iter().copied().filter(|other| *other != rule && self.rank(*other) <= rank).collect()
    }

    /// Whether what is concluded without the rule can be its own level still: where `otherwise` says that level, something
    /// else must come before it.
    fn differs(&self, rule: RuleId, day: &mut Day<'_>) -> Lit {
        if self.otherwise != Some(self.rank(rule)) {
            return Lit::YES;
        }
        let milder = self.kept.iter().filter(|other| self.rank(**other) > self.rank(rule));
        let stands: Vec<Lit> = milder.map(|other| at(&day.graded.stands, other.index())).collect();
        day.encoder.gates.or_each(&stands)
    }

    /// Asks for a record for which the rule decides alone, beside the others.
    fn ask(&self, day: &mut Day<'_>, rule: RuleId, others: &[RuleId], steps: &mut u64) -> Asked {
        let own = [at(&day.graded.stands, rule.index()), self.differs(rule, day)];
        let others = others.iter().map(|other| !at(&day.graded.stands, other.index()));
        let assumed: Vec<Lit> = own.into_iter().chain(others).collect();
        day.ask(&assumed, steps)
    }

    /// Those of the others that suffice already for the rule to decide nowhere alone.
    fn suffices(&self, day: &mut Day<'_>, rule: RuleId, others: &[RuleId], steps: &mut u64) -> Option<Vec<RuleId>> {
        let Asked::Nothing(enough) = self.ask(day, rule, others, steps) else { return None };
        let stands = |other: &RuleId| at(&day.graded.stands, other.index());
        Some(others.iter().copied().filter(|other| enough.contains(&!stands(other))).collect())
    }
}

impl Examined<'_> {
    /// Tries each rule from the last to the first, with those found idle already left out: these, and because of which
    /// others. Nothing where a question turns out to be hard: what is learned from questions that assume so many things
    /// serves no other question.
    pub(super) fn removal_where_alone(&mut self, mut alone: Alone) -> Option<Vec<(RuleId, Vec<RuleId>)>> {
        let rules: Vec<RuleId> = alone.kept.iter().copied().rev().collect();
        let mut idle = Vec::new();
        for rule in rules {
            let hiding = alone.hiding(rule);
            if self.decides_alone(rule, &alone, &hiding)? {
                continue;
            }
            let mut because = BTreeSet::new();
            for day in self.days.iter_mut().filter(|day| day.ruling.counts(rule)) {
                because.extend(fewest(hiding.clone(), |fewer| alone.suffices(day, rule, fewer, &mut self.steps)));
            }
            alone.kept.remove(&rule);
            idle.push((rule, because.into_iter().collect()));
        }
        Some(idle)
    }

    fn decides_alone(&mut self, rule: RuleId, alone: &Alone, hiding: &[RuleId]) -> Option<bool> {
        let mut open = false;
        for day in self.days.iter_mut().filter(|day| day.ruling.counts(rule)) {
            let mut steps = self.steps.min(EASY);
            let asked = alone.ask(day, rule, hiding, &mut steps);
            self.steps = self.steps.saturating_sub(EASY.min(self.steps).saturating_sub(steps));
            match asked {
                Asked::Record(_) => return Some(true),
                Asked::Nothing(_) => {}
                Asked::Undecided => open = true,
            }
        }
        (!open).then_some(false)
    }
}
