//! Whether some possible record satisfies a condition: the exact search that acceptance rests on.

use std::sync::Arc;

use crate::condition::Condition;
use crate::date::Date;
use crate::policy::Policy;
use crate::program::Program;
use crate::record::Record;
use crate::region::{Region, Slot};
use crate::survey::{impossible_cut, possible};
use crate::truth::Truth;
use crate::view::View;

/// What the search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A possible record that satisfies the condition. Every factor is said.
    Record(Record),
    /// There is none.
    Nothing,
    /// The steps did not suffice.
    Undecided,
}

/// Searches for a possible record that satisfies the condition as of a day, within so many steps.
#[must_use]
pub fn find(policy: &Policy, as_of: Date, condition: &Condition, steps: u32) -> Found {
    search(&Program::assemble(Arc::new(policy.clone()), as_of, Some(condition)), condition, steps).0
}

/// The same among records of these classes, one a factor; with the steps that are left. The program must tell apart
/// whatever the condition does ([`Program::asked`]).
#[must_use]
pub fn find_in(program: &Program, classes: Vec<Slot>, condition: &Condition, steps: u32) -> (Found, u32) {
    among(program, Region(classes), condition, steps)
}

/// The same on a program that tells apart whatever the condition does; with the steps that are left.
pub(crate) fn search(program: &Program, condition: &Condition, steps: u32) -> (Found, u32) {
    among(program, program.region(&Record::default()), condition, steps)
}

fn among(program: &Program, region: Region, condition: &Condition, steps: u32) -> (Found, u32) {
    let mut open = vec![region];
    let mut left = steps;
    while let Some(region) = open.pop() {
        let mut view = View::new(program, &region);
        if view.condition(condition) != Truth::No && possible(&mut view) != Truth::No {
            let least = region.least();
            let mut sample = View::new(program, &least);
            if sample.condition(condition) == Truth::Yes && possible(&mut sample) == Truth::Yes {
                return (Found::Record(least.record(program.axes())), left.saturating_sub(view.looked));
            }
            view.looked = view.looked.saturating_add(sample.looked);
            if let Some(cut) = view.cut_condition(condition).or_else(|| impossible_cut(&mut view)) {
                let (one, other) = region.cut(cut);
                open.extend(other);
                open.extend(one);
            }
        }
        let Some(rest) = left.checked_sub(view.looked) else { return (Found::Undecided, 0) };
        left = rest;
    }
    (Found::Nothing, left)
}
