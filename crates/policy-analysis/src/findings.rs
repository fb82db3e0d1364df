//! The warnings of a policy, each decided over every possible record and every period of the policy's time.

mod boundary;
mod pairs;
mod removal;

use std::collections::BTreeSet;
use std::sync::Arc;

use core_model::{
    Conclusion, FactorId, Finding, Given, Leaf, On, Piece, Policy, RuleId, Template, Undecided, What, policy_leaves,
};

use crate::aside::Asked;
use crate::day::{Day, periods};
use crate::outcome::{at, place};
use crate::solver::Lit;

/// What is found of a policy, and what is not settled.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// In the order of the declarations that they are about: the policy, its factors, its rules, `otherwise`.
    pub found: Vec<Finding>,
    /// Questions that the steps did not suffice for: each finding that there might be.
    pub undecided: Vec<(What, On, Undecided)>,
}

/// What is known of a question that is asked as of every period.
enum Known {
    /// No period shows it.
    Never,
    /// This record shows it.
    Shown(core_model::Witness),
    Undecided(Undecided),
}

/// A policy under examination.
struct Examined<'p> {
    policy: &'p Policy,
    days: Vec<Day<'p>>,
    steps: u64,
    findings: Findings,
}

/// Everything that the author should know, in so many steps at most.
///
/// ```
/// use std::sync::Arc;
/// use core_model::{Condition, Factor, FactorId, FactorKind, Named, Pick, Policy, Rule, RuleId, ValueSet};
/// use policy_analysis::{On, What, findings};
///
/// let listed = |these: u8| Condition::Within(Pick::Factor(FactorId(0)), ValueSet::only(these));
/// let rule = Rule {
///     named: Named::default(),
///     in_force: None,
///     when: Condition::All(vec![listed(0), listed(1)]),
///     unless: None,
///     conclusions: Vec::new(),
///     overrides: Vec::new(),
///     first_of: None,
///     asks_level: false,
///     because: Vec::new(),
///     cite: Vec::new(),
/// };
/// let factors = vec![Factor { named: Named::default(), kind: FactorKind::YesNo, assume: None }];
/// let policy = Policy { factors, rules: vec![rule], stand_order: vec![RuleId(0)], ..Policy::default() };
/// let found = findings(&Arc::new(policy), 1_000_000).found;
/// // Nothing is both yes and no.
/// assert!(found.iter().any(|one| one.on == On::Rule(RuleId(0)) && one.what == What::NeverStands(vec![])));
/// ```
#[must_use]
pub fn findings(policy: &Arc<Policy>, steps: u64) -> Findings {
    // What concludes nothing is a part that others import.
    if policy.rules.is_empty() && policy.otherwise.is_none() {
        return Findings::default();
    }
    let days = periods(&[policy]).into_iter().map(|day| Day::new(policy, day, &[])).collect();
    let mut examined = Examined { policy, days, steps, findings: Findings::default() };
    examined.unused();
    examined.ungraded();
    let silent = examined.standing();
    examined.removal(&silent);
    examined.overlaps();
    examined.crossing();
    examined.requiring();
    examined.unless(&silent);
    examined.boundaries();
    let mut findings = examined.findings;
    findings.found.sort_by_key(|finding| finding.on);
    findings
}

impl<'p> Examined<'p> {
    /// Asks as of every period until one shows it.
    fn ever(&mut self, what: impl Fn(&mut Day<'p>) -> Vec<Lit>) -> Known {
        let mut open = None;
        for day in &mut self.days {
            let assumed = what(day);
            if assumed.contains(&Lit::NO) {
                continue;
            }
            match day.ask(&assumed, &mut self.steps) {
                Asked::Record(record) => return Known::Shown(day.witness(record)),
                Asked::Nothing(_) => {}
                Asked::Undecided => open = Some(day.hard()),
            }
        }
        open.map_or(Known::Never, Known::Undecided)
    }

    /// Notes a finding that a record shows.
    fn shown(&mut self, what: What, on: On, known: Known) {
        match known {
            Known::Never => {}
            Known::Shown(witness) => self.findings.found.push(Finding { what, on, witness: Some(witness) }),
            Known::Undecided(hard) => self.findings.undecided.push((what, on, hard)),
        }
    }

    /// Notes a finding that holds where no record shows the opposite.
    fn absent(&mut self, what: What, on: On, known: Known) {
        match known {
            Known::Never => self.findings.found.push(Finding { what, on, witness: None }),
            Known::Shown(_) => {}
            Known::Undecided(hard) => self.findings.undecided.push((what, on, hard)),
        }
    }

    fn rules(&self) -> impl Iterator<Item = RuleId> + use<> {
        (0..u16::try_from(self.policy.rules.len()).unwrap_or(u16::MAX)).map(RuleId)
    }

    fn unused(&mut self) {
        let mut used: BTreeSet<FactorId> = BTreeSet::new();
        policy_leaves(self.policy, &mut |leaf| match leaf {
            Leaf::Factor(factor) | Leaf::Window(factor, _) | Leaf::Literals(factor, _) => _ = used.insert(factor),
            Leaf::Day(core_model::Day::Factor(factor)) => _ = used.insert(factor),
            Leaf::Condition(_) | Leaf::Matrix(_) | Leaf::Define(_) => {}
            Leaf::Day(core_model::Day::Given(_) | core_model::Day::Ago(..)) => {}
        });
        let templates = self.policy.rules.iter().flat_map(|rule| &rule.because);
        let otherwise = self.policy.otherwise.iter().flat_map(|otherwise| &otherwise.because);
        let given = templates.chain(otherwise).flat_map(spoken).chain(self.policy.also_give.iter().copied());
        used.extend(given.filter_map(|given| match given {
            Given::Factor(factor) => Some(factor),
            Given::Define(_) => None,
        }));
        let all = (0..u16::try_from(self.policy.factors.len()).unwrap_or(u16::MAX)).map(FactorId);
        let unused = all.filter(|factor| !used.contains(factor));
        self.findings.found.extend(unused.map(|factor| Finding {
            what: What::Unused,
            on: On::Factor(factor),
            witness: None,
        }));
    }

    fn ungraded(&mut self) {
        if self.policy.otherwise.is_some() {
            let known = self.ever(|day| vec![day.graded.by_otherwise]);
            self.absent(What::OtherwiseNever, On::Otherwise, known);
        } else {
            let known = self.ever(|day| vec![day.graded.ungraded]);
            self.shown(What::Ungraded, On::Policy, known);
        }
    }

    /// Finds the rules that never stand; gives them.
    fn standing(&mut self) -> BTreeSet<RuleId> {
        let mut silent = BTreeSet::new();
        for day in &mut self.days {
            day.encoder.watched = day.graded.stands.iter().map(|stands| (*stands, false)).collect();
        }
        for rule in self.rules() {
            let seen = |day: &Day<'_>| day.encoder.watched.get(rule.index()).is_some_and(|(_, seen)| *seen);
            if self.days.iter().any(seen) {
                continue;
            }
            let known = self.ever(|day| vec![at(&day.graded.stands, rule.index())]);
            if matches!(known, Known::Never) {
                silent.insert(rule);
                let because = self.kept_from_standing(rule);
                self.absent(What::NeverStands(because), On::Rule(rule), Known::Never);
            } else if matches!(known, Known::Undecided(_)) {
                self.absent(What::NeverStands(Vec::new()), On::Rule(rule), known);
            }
        }
        silent
    }

    /// The rules that keep this one from standing where its own conditions hold.
    fn kept_from_standing(&mut self, rule: RuleId) -> Vec<RuleId> {
        let mut by = BTreeSet::new();
        for day in self.days.iter_mut().filter(|day| day.ruling.counts(rule)) {
            let overriders: Vec<(RuleId, Lit)> = (0..)
                .map(RuleId)
                .zip(day.graded.stands.iter().copied())
                .filter(|(other, _)| overrides(day.encoder.law, *other, rule))
                .collect();
            let active = at(&day.active, rule.index());
            let assumed: Vec<Lit> = overriders.iter().map(|(_, stands)| !*stands).chain([active]).collect();
            if let Asked::Nothing(enough) = day.ask(&assumed, &mut self.steps) {
                by.extend(overriders.iter().filter(|(_, stands)| enough.contains(&!*stands)).map(|(other, _)| *other));
            }
        }
        by.into_iter().collect()
    }

    fn requiring(&mut self) {
        for id in self.rules() {
            let Some(rule) = self.policy.rules.get(id.index()) else { continue };
            let requires = rule.conclusions.iter().any(|conclusion| matches!(conclusion, Conclusion::Require(_)));
            if !requires {
                continue;
            }
            let known = self.ever(|day| vec![at_odds(day, id)]);
            self.shown(What::RequireOutvoted, On::Rule(id), known);
        }
    }

    fn unless(&mut self, silent: &BTreeSet<RuleId>) {
        for id in self.rules().filter(|id| !silent.contains(id)) {
            let Some(rule) = self.policy.rules.get(id.index()) else { continue };
            let Some(unless) = rule.unless.as_ref().filter(|_| !rule.asks_level) else { continue };
            let known = self.ever(|day| {
                if !day.ruling.counts(id) {
                    return vec![Lit::NO];
                }
                vec![day.encoder.condition(&rule.when), day.encoder.condition(unless)]
            });
            self.absent(What::UnlessNever, On::Rule(id), known);
        }
    }
}

/// Whether the one keeps the other from standing while it stands.
fn overrides(policy: &Policy, one: RuleId, other: RuleId) -> bool {
    let Some((by, of)) = policy.rules.get(one.index()).zip(policy.rules.get(other.index())) else { return false };
    by.overrides.contains(&other) || (of.first_of.is_some() && of.first_of == by.first_of && one < other)
}

/// Whether the rule stands while a level that it concludes is outvoted or displaced.
fn at_odds(day: &mut Day<'_>, id: RuleId) -> Lit {
    let Some(rule) = day.encoder.law.rules.get(id.index()) else { return Lit::NO };
    let stands = at(&day.graded.stands, id.index());
    let mut ways = Vec::new();
    for conclusion in &rule.conclusions {
        let Conclusion::Level(force, level) = conclusion else { continue };
        let force = place(*force);
        let says = day.encoder.severities(level, stands);
        let gates = &mut day.encoder.gates;
        let stronger = gates.or(day.graded.any.iter().take(force).copied());
        let outside = gates.or(day.graded.outside.iter().copied());
        let own = day.graded.concluded.get(force).map_or(&[][..], Vec::as_slice);
        let outvoted: Vec<Lit> = says.iter().zip(own).map(|(says, own)| gates.and([*says, !*own])).collect();
        let lost = gates.or(outvoted.into_iter().chain([stronger, outside]));
        ways.push(gates.and([stands, lost]));
    }
    day.encoder.gates.or(ways)
}

fn spoken(template: &Template) -> impl Iterator<Item = Given> {
    template.0.iter().filter_map(|piece| match piece {
        Piece::Value(given) => Some(*given),
        Piece::Text(_) => None,
    })
}
