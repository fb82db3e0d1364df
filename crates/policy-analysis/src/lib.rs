//! What is true of a policy: what it leaves out, what contradicts, what never stands or never matters. Each finding has a
//! record as witness that the evaluator has confirmed; what a counted budget of steps does not settle is told as such.
//!
//! Speaks in ids; `grading-dsl` knows their places in the text.

mod aside;
mod claims;
mod columns;
mod count;
mod counts;
mod day;
mod difference;
mod encode;
mod findings;
mod gates;
mod joined;
mod outcome;
mod prove;
mod regions;
mod solver;
mod suggest;

pub use claims::holds;
pub use core_model::{
    Count, Counted, Cut, Finding, On, Property, Region, Regions, Suggested, Suggestions, Undecided, Verdict, What,
    Witness,
};
pub use counts::{Counts, Ending, RuleCounts, counts};
pub use difference::diff;
pub use findings::{Findings, findings};
pub use prove::{Influence, Listing, Proof, Sentence, Silence, prove};
pub use regions::{Those, regions};
pub use suggest::suggest;
