//! Which rules override which, that there is no circle among them, and the order in which rules stand.

use std::collections::{BTreeMap, BTreeSet};

use core_model::RuleId;
use messages::{Diagnostic, Related, RuleProblem};

use super::circles;
use super::rule::Entry;
use super::scope::{RuleName, Scope};
use crate::syntax::Name;

/// What the rules of one declaration override: the same for every row of a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Overridden {
    /// The rules, ascending.
    pub rules: Vec<RuleId>,
    /// Places in the list of rules, or of the tables behind it.
    targets: BTreeSet<Target>,
}

/// A rule, or a whole table by its first row and their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Target {
    Rule(usize),
    Table(usize, usize),
}

/// Rules that one declaration makes: their places in the list of rules.
pub(crate) type Made = std::ops::Range<usize>;

/// Resolves what the rules of one declaration override. Told where there is no such rule, or where it is not to be
/// overridden by one that asks for the level.
pub(crate) fn resolve(scope: &mut Scope, entries: &[Entry<'_>], made: &Made) -> Overridden {
    let Some(entry) = entries.get(made.start) else { return Overridden::default() };
    let mut targets = BTreeSet::new();
    for name in entry.overrides {
        let target = match scope.rule(name) {
            RuleName::Rule(rule) => Target::Rule(rule.index()),
            RuleName::Table(first, rows) => Target::Table(first.index(), usize::from(rows)),
            RuleName::Unknown => continue,
        };
        if !targets.insert(target) {
            continue;
        }
        if entry.asks_level && rules_of(target).any(|rule| entries.get(rule).is_some_and(grades)) {
            tell_asking(scope, name);
        }
    }
    let rules: BTreeSet<u16> =
        targets.iter().flat_map(|target| rules_of(*target)).filter_map(|rule| u16::try_from(rule).ok()).collect();
    Overridden { rules: rules.into_iter().map(RuleId).collect(), targets }
}

/// The order in which every rule comes after those that override it. Circles are told, each at its first member.
pub(crate) fn order(scope: &mut Scope, entries: &[Entry<'_>], declared: &[(Made, Overridden)]) -> Vec<RuleId> {
    let rests_on = rests_on(entries, declared);
    let mut order = Vec::with_capacity(entries.len());
    for group in circles::groups(&rests_on) {
        let is_circle = circles::is_circle(&group, &rests_on);
        if is_circle {
            // Each rests on the one that overrides it; told is which overrides which.
            let mut ring = circles::ring(&group, &rests_on);
            if let Some(further) = ring.get_mut(1..) {
                further.reverse();
            }
            let members: Vec<&Entry<'_>> = ring.iter().filter_map(|at| entries.get(*at)).collect();
            tell_circle(scope, &members);
        }
        let rules = group.iter().filter(|at| **at < entries.len());
        order.extend(rules.filter_map(|at| u16::try_from(*at).ok()).map(RuleId));
    }
    order
}

/// On which others each rule rests: those that override it. Behind the rules stand, for each declaration, two knots:
/// all of its rules as overriding, and all of them as overridden, so that tables need no edge for every pair of rows.
fn rests_on(entries: &[Entry<'_>], declared: &[(Made, Overridden)]) -> Vec<Vec<usize>> {
    let rules = entries.len();
    let mut rests_on: Vec<Vec<usize>> = vec![Vec::new(); rules + 2 * declared.len()];
    let mut add = |at: usize, on: usize| {
        if let Some(list) = rests_on.get_mut(at) {
            list.push(on);
        }
    };
    let by_first: BTreeMap<usize, usize> =
        declared.iter().enumerate().map(|(place, (made, _))| (made.start, place)).collect();
    for (place, (made, overridden)) in declared.iter().enumerate() {
        let (overriding, as_overridden) = (rules + 2 * place, rules + 2 * place + 1);
        for rule in made.clone() {
            add(overriding, rule);
            add(rule, as_overridden);
        }
        for target in &overridden.targets {
            match target {
                Target::Rule(rule) => add(*rule, overriding),
                Target::Table(first, _) => {
                    by_first.get(first).into_iter().for_each(|table| add(rules + 2 * table + 1, overriding));
                }
            }
        }
    }
    for (place, entry) in entries.iter().enumerate() {
        entry.after.into_iter().for_each(|before| add(place, before));
    }
    rests_on
}

fn rules_of(target: Target) -> Made {
    match target {
        Target::Rule(rule) => rule..rule + 1,
        Target::Table(first, rows) => first..first + rows,
    }
}

/// Whether a rule is known not to ask for the level.
fn grades(entry: &Entry<'_>) -> bool {
    entry.rule.is_some() && !entry.asks_level
}

fn tell_asking(scope: &mut Scope, name: &Name) {
    let problem = RuleProblem::AskingOverrides { name: name.text.clone() };
    scope.tell(Diagnostic::error(problem, name.span));
}

fn tell_circle(scope: &mut Scope, members: &[&Entry<'_>]) {
    let Some((first, further)) = members.split_first() else { return };
    let names = members.iter().map(|member| member.name.clone()).collect();
    let told = Diagnostic::error(RuleProblem::OverridesCircle { members: names }, first.span);
    scope.tell(further.iter().take(circles::SHOWN).fold(told, |told, member| told.also(Related::Circle(member.span))));
}
