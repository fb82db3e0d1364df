//! What the tests of a policy are missing, in ids: records that show what no test does. Finds nothing itself.

use crate::coverage::Goal;
use crate::finding::{Undecided, Witness};

/// Records that a policy's tests are missing.
#[derive(Debug, Clone, Default)]
pub struct Suggestions {
    /// The records, by the first thing that each shows. None can be dropped.
    pub tests: Vec<Suggested>,
    /// What no record shows as of any day that tests are about.
    pub never: Vec<Goal>,
    /// What the steps did not suffice for.
    pub undecided: Vec<(Goal, Undecided)>,
}

/// A record that shows something that no test of the policy does.
#[derive(Debug, Clone)]
pub struct Suggested {
    /// The record, the day, and how it is graded now. An impossible one is there for what makes it so.
    pub witness: Witness,
    /// What it shows and no record before it does.
    pub shows: Vec<Goal>,
}
