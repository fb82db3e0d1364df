//! `like "other test"`: which test copies from which.

use std::collections::{BTreeMap, BTreeSet};

use core_model::nearest;
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
    let is_broken =
        |like: &Text| broken.iter().any(|broken| broken.label.as_ref().is_some_and(|label| label.text == like.text));
    let parent = |test: &&Test| match &test.given.like {
        Some(like) if is_broken(like) => Parent::Unknown,
        Some(like) => parent(scope, tests, &by_name, like),
        None => Parent::None,
    };
    let mut parents: Vec<Parent> = tests.iter().map(parent).collect();
    break_circles(scope, tests, &mut parents);
    parents
}

/// The tests from which one copies, the farthest first, itself last. `None` where one of them is not known.
pub(super) fn line(parents: &[Parent], index: usize) -> Option<Vec<usize>> {
    let mut line = vec![index];
    let mut at = index;
    loop {
        match parents.get(at)? {
            Parent::None => break,
            Parent::Unknown => return None,
            Parent::Test(parent) => {
                line.push(*parent);
                at = *parent;
            }
        }
    }
    line.reverse();
    Some(line)
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
            let meant = nearest(&like.text, by_name.keys().copied());
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
        while !settled.contains(&at) && !way.contains(&at) {
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
        settled.extend(way);
    }
}

fn tell_circle(scope: &mut Scope, tests: &[&Test], circle: &[usize]) {
    let place = |member: &usize| tests.get(*member).and_then(|test| test.given.like.as_ref());
    let Some(like) = circle.iter().min().and_then(place) else { return };
    let told = Diagnostic::error(TestProblem::LikeCircle(like.text.clone()), like.span);
    let others = circle.iter().filter_map(place).filter(|other| other.span != like.span);
    scope.tell(others.map(|other| Related::Circle(other.span)).fold(told, Diagnostic::also));
}
