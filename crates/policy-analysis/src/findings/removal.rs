//! Rules without which every record would have the same outcome and the same measures.

use std::collections::{BTreeMap, BTreeSet};

use core_model::{Combine, Conclusion, Force, On, Pick, Policy, RuleId, What};

use super::{Examined, Known};
use crate::aside::Asked;
use crate::day::Day;
use crate::outcome::{Graded, Ruling, at};
use crate::solver::Lit;

impl Examined<'_> {
    /// Tries each rule from the last to the first, with those found idle already left out: of rules that make each other
    /// idle the later is found.
    pub(super) fn removal(&mut self, silent: &BTreeSet<RuleId>) {
        let mut idle: BTreeSet<RuleId> = silent.clone();
        let mut kept: Vec<(Ruling, Graded)> = Vec::new();
        for day in &mut self.days {
            let ruling = idle.iter().fold(day.ruling.clone(), |ruling, rule| ruling.without(*rule));
            let graded = day.encoder.graded(&ruling, &day.active);
            kept.push((ruling, graded));
        }
        let rules: Vec<RuleId> = self.rules().filter(|rule| !silent.contains(rule)).collect();
        let mut chains: Vec<BTreeMap<(Force, u8), Chain>> = self.days.iter().map(|_| BTreeMap::new()).collect();
        for rule in rules.into_iter().rev() {
            if self.decides_alone(rule, &mut chains) {
                continue;
            }
            match self.matters(rule, &kept) {
                Known::Shown(_) => {}
                Known::Undecided(hard) => {
                    self.findings.undecided.push((What::NeverMatters(Vec::new()), On::Rule(rule), hard));
                }
                Known::Never => {
                    idle.insert(rule);
                    for (day, (ruling, graded)) in self.days.iter_mut().zip(&mut kept) {
                        if ruling.counts(rule) {
                            *ruling = ruling.without(rule);
                            *graded = day.encoder.graded(ruling, &day.active);
                        }
                    }
                    let because = self.because_of(rule, &kept);
                    self.absent(What::NeverMatters(because), On::Rule(rule), Known::Never);
                }
            }
        }
    }

    fn matters(&mut self, rule: RuleId, kept: &[(Ruling, Graded)]) -> Known {
        let mut open = None;
        for (day, (ruling, graded)) in self.days.iter_mut().zip(kept).filter(|(_, (ruling, _))| ruling.counts(rule)) {
            let without = day.encoder.graded(&ruling.without(rule), &day.active);
            let assumed = [at(&graded.stands, rule.index()), day.encoder.differ(graded, &without)];
            match day.ask(&assumed, &mut self.steps) {
                Asked::Record(record) => return Known::Shown(day.witness(record)),
                Asked::Nothing(_) => {}
                Asked::Undecided => open = Some(day.hard()),
            }
        }
        open.map_or(Known::Never, Known::Undecided)
    }

    /// A rule that always stands where this one does, and beside which alone it changes nothing.
    fn because_of(&mut self, rule: RuleId, kept: &[(Ruling, Graded)]) -> Vec<RuleId> {
        let others: Vec<RuleId> = self.rules().filter(|other| *other != rule).collect();
        let because = others.into_iter().find(|other| {
            self.days.iter_mut().zip(kept).filter(|(day, _)| day.ruling.counts(rule)).all(|(day, (ruling, graded))| {
                let stands = [at(&day.graded.stands, rule.index()), !at(&graded.stands, other.index())];
                ruling.counts(*other)
                    && matches!(day.ask(&stands, &mut self.steps), Asked::Nothing(_))
                    && is_idle_beside(day, rule, *other, &mut self.steps)
            })
        });
        because.into_iter().collect()
    }

    /// Whether the rule decides alone for some record, asked without grading anew: for policies in which no rule overrides
    /// another and the most severe level counts, and for rules that say one level only. Where not, nothing is known yet.
    fn decides_alone(&mut self, rule: RuleId, chains: &mut [BTreeMap<(Force, u8), Chain>]) -> bool {
        let Some(own) = plain(self.policy, rule) else { return false };
        let spoilt = match self.policy.otherwise.as_ref().map(|otherwise| &otherwise.level) {
            Some(Pick::Value(height)) => *height == own.1,
            Some(_) => true,
            None => false,
        };
        if spoilt || !is_plain(self.policy) {
            return false;
        }
        let policy = self.policy;
        self.days.iter_mut().zip(chains).any(|(day, chains)| {
            let chain = chains.entry(own).or_insert_with(|| Chain::of(day, policy, own));
            let mut assumed = vec![at(&day.graded.stands, rule.index())];
            assumed.extend(chain.before.get(rule.index()).copied());
            assumed.extend(chain.after.get(rule.index()).copied());
            !assumed.contains(&Lit::NO) && matches!(day.ask(&assumed, &mut self.steps), Asked::Record(_))
        })
    }
}

/// Of each rule, whether none before it and none after it keeps a rule of this force and level from deciding.
pub(super) struct Chain {
    before: Vec<Lit>,
    after: Vec<Lit>,
}

impl Chain {
    fn of(day: &mut Day<'_>, policy: &Policy, own: (Force, u8)) -> Self {
        let blocks = |rule: RuleId| plain(policy, rule).is_none_or(|other| masks(policy, other, own));
        let stands: Vec<Lit> = (0..)
            .map(RuleId)
            .zip(&day.graded.stands)
            .map(|(rule, stands)| if blocks(rule) { !*stands } else { Lit::YES })
            .collect();
        let before = so_far(day, stands.iter());
        let mut after = so_far(day, stands.iter().rev());
        after.reverse();
        Self { before, after }
    }
}

/// Of each, whether all before it hold.
fn so_far<'l>(day: &mut Day<'_>, lits: impl Iterator<Item = &'l Lit>) -> Vec<Lit> {
    let mut all = Lit::YES;
    let mut before = Vec::new();
    for lit in lits {
        before.push(all);
        all = day.encoder.gates.and([all, *lit]);
    }
    before
}

/// The force and the height of the only thing that the rule says, if it says one level only.
fn plain(policy: &Policy, rule: RuleId) -> Option<(Force, u8)> {
    let rule = policy.rules.get(rule.index())?;
    match rule.conclusions.as_slice() {
        [Conclusion::Level(force, Pick::Value(height))] if !rule.asks_level => Some((*force, *height)),
        [..] => None,
    }
}

fn is_plain(policy: &Policy) -> bool {
    policy.combine == Combine::MostSevere
        && policy.rules.iter().all(|rule| rule.overrides.is_empty() && rule.first_of.is_none())
}

/// Whether a standing rule of the one force and level can hide that a rule of the other says the same or something else.
fn masks(policy: &Policy, one: (Force, u8), other: (Force, u8)) -> bool {
    let severity = |height: u8| policy.ladder.severity(policy.ladder.at_height(height));
    one.1 == other.1 || one.0 < other.0 || (one.0 == other.0 && severity(one.1) < severity(other.1))
}

/// Whether the rule changes nothing in a policy of these two alone.
fn is_idle_beside(day: &mut Day<'_>, rule: RuleId, other: RuleId, steps: &mut u64) -> bool {
    let all = day.ruling.0.len();
    let only = |those: &[RuleId]| Ruling((0_u16..).map(RuleId).take(all).map(|rule| those.contains(&rule)).collect());
    let both = day.encoder.graded(&only(&[rule, other]), &day.active);
    let alone = day.encoder.graded(&only(&[other]), &day.active);
    let differ = day.encoder.differ(&both, &alone);
    matches!(day.ask(&[differ], steps), Asked::Nothing(_))
}
