//! `like "other test"`: which test copies from which.

use std::collections::{BTreeMap, BTreeSet};

use core_model::nearest_within;
use messages::{Called, Diagnostic, NameProblem, Related, TestProblem};

use crate::check::scope::Scope;
use crate::syntax::{Broken, Test, Text};

/// From which test a test copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parent {
    /// From none.
    None,
    /// From this one.
    Test(usize),
    /// From one that is not known, or in a circle; told already.
    Unknown,
}

/// From which test each copies. Told where there is none, where there are several, and where they form a circle.
pub(super) fn parents(scope: &mut Scope, tests: &[&Test], broken: &[&Broken]) -> Vec<Parent> {
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, test) in tests.iter().enumerate() {
        by_name.entry(&test.name.text).or_default().push(index);
    }
    let labels = broken.iter().filter_map(|broken| broken.label.as_ref());
    let broken: BTreeSet<&str> = labels.map(|label| label.text.as_str()).collect();
    let parent = |test: &&Test| match &test.given.like {
        Some(like) if broken.contains(like.text.as_str()) => Parent::Unknown,
        Some(like) => parent(scope, tests, &by_name, like),
        None => Parent::None,
    };
    let mut parents: Vec<Parent> = tests.iter().map(parent).collect();
    break_circles(scope, tests, &mut parents);
    parents
}

/// All tests, each after the one that it copies from. There must be no circle.
pub(super) fn order(parents: &[Parent]) -> Vec<usize> {
    let mut order = Vec::with_capacity(parents.len());
    let mut placed = vec![false; parents.len()];
    for start in 0..parents.len() {
        let mut line = Vec::new();
        let mut next = Some(start);
        while let Some(at) = next {
            let Some(placed) = placed.get_mut(at).filter(|placed| !**placed) else { break };
            *placed = true;
            line.push(at);
            next = match parents.get(at) {
                Some(Parent::Test(parent)) => Some(*parent),
                Some(Parent::None | Parent::Unknown) | None => None,
            };
        }
        order.extend(line.into_iter().rev());
    }
    order
}

fn parent(scope: &mut Scope, tests: &[&Test], by_name: &BTreeMap<&str, Vec<usize>>, like: &Text) -> Parent {
    match by_name.get(like.text.as_str()).map(Vec::as_slice) {
        Some([only]) => Parent::Test(*only),
        Some([first, ..]) => {
            let told = Diagnostic::error(TestProblem::LikeSeveral(like.text.clone()), like.span);
            let first = tests.get(*first).map(|test| Related::Declared(test.name.span));
            scope.tell(first.into_iter().fold(told, Diagnostic::also));
            Parent::Unknown
        }
        Some([]) | None => {
            let (name, known) = (like.text.clone(), Vec::new());
            let problem = NameProblem::Unknown { what: Called::Test, name, known };
            let told = Diagnostic::error(problem, like.span);
            let meant = nearest_within(&like.text, by_name.keys().copied(), scope.guesses.left());
            scope.tell(meant.into_iter().fold(told, |told, meant| told.suggest(format!("\"{meant}\""), like.span)));
            Parent::Unknown
        }
    }
}

/// Tells each circle once, at the first of its members, and takes its members out.
fn break_circles(scope: &mut Scope, tests: &[&Test], parents: &mut [Parent]) {
    let mut settled = BTreeSet::new();
    for start in 0..parents.len() {
        let mut way = Vec::new();
        let mut at = start;
        while settled.insert(at) {
            way.push(at);
            match parents.get(at) {
                Some(Parent::Test(parent)) => at = *parent,
                Some(Parent::None | Parent::Unknown) | None => break,
            }
        }
        if let Some(from) = way.iter().position(|member| *member == at)
            && matches!(parents.get(at), Some(Parent::Test(_)))
        {
            tell_circle(scope, tests, way.get(from..).unwrap_or_default());
            way.iter().skip(from).for_each(|member| {
                if let Some(parent) = parents.get_mut(*member) {
                    *parent = Parent::Unknown;
                }
            });
        }
    }
}

fn tell_circle(scope: &mut Scope, tests: &[&Test], circle: &[usize]) {
    let place = |member: &usize| tests.get(*member).and_then(|test| test.given.like.as_ref());
    let Some(like) = circle.iter().min().and_then(place) else { return };
    let told = Diagnostic::error(TestProblem::LikeCircle(like.text.clone()), like.span);
    let others = circle.iter().filter_map(place).filter(|other| other.span != like.span);
    scope.tell(others.map(|other| Related::Circle(other.span)).fold(told, Diagnostic::also));
}
