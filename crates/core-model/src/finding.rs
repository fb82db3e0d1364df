//! What can be found and claimed of a policy, in ids: findings, properties, verdicts, witnesses. Finds nothing itself.

use std::sync::Arc;

use crate::condition::Condition;
use crate::date::Date;
use crate::decision::Outcome;
use crate::policy::{FactorId, Policy, RuleId};
use crate::record::Record;

/// Something that its author should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub what: What,
    /// What it is about.
    pub on: On,
    /// A record that shows it; none where the finding is that there is no such record.
    pub witness: Option<Witness>,
}

/// What a finding is about: the declaration at whose place it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum On {
    /// The policy as a whole.
    Policy,
    /// A factor.
    Factor(FactorId),
    /// A rule, table row or concluding matrix.
    Rule(RuleId),
    /// `otherwise`.
    Otherwise,
}

/// What is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The rule stands for no possible record, on no day. The rules that together keep it from standing; none where its own
    /// conditions contradict each other, or what is possible.
    NeverStands(Vec<RuleId>),
    /// The rule stands for some records, but without it every record would have the same outcome and measures. The rules
    /// because of which.
    NeverMatters(Vec<RuleId>),
    /// Under `first` (取先) the rule and this later one conclude differently for the same record.
    Overlap(RuleId),
    /// Some records are not graded, and there is no `otherwise`.
    Ungraded,
    /// `otherwise` is never reached.
    OtherwiseNever,
    /// The rule's bound and that of this later rule cross: one keeps the level above where the other keeps it below.
    BoundsCross(RuleId),
    /// The rule requires a measure and concludes a level, and can stand where its level is outvoted or displaced.
    RequireOutvoted,
    /// No rule, define, `also give` or `impossible` speaks of the factor.
    Unused,
    /// The rule's `unless` never keeps it from standing.
    UnlessNever,
    /// The rule and this later one leave out exactly the number between them (`< 10万` beside `> 10万`).
    BoundaryGap(RuleId),
}

/// A record that shows a finding. It has gone through the evaluator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// A value for every factor.
    pub record: Record,
    /// The day as of which it shows it.
    pub as_of: Date,
    /// How it is graded.
    pub outcome: Outcome,
}

/// What is known of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It holds of every possible record.
    Holds,
    /// It does not: the record that shows it. Where a claim compares two records, the one with the lower value first; where
    /// it compares two policies, the record and its outcome here first, then both as the other policy has them.
    Fails(Vec<Witness>),
    /// The steps did not suffice.
    Undecided(Undecided),
}

/// What made a question hard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undecided {
    /// The factors that the open part speaks of, in the order declared.
    pub factors: Vec<FactorId>,
    /// The day as of which it was asked.
    pub as_of: Date,
}

/// What a property claims of every complete and possible record.
#[derive(Debug, Clone)]
pub enum Property {
    /// The condition holds of every record.
    Always(Box<Condition>),
    /// It holds of none.
    Never(Box<Condition>),
    /// Where the first holds, so does the second.
    Implies(Box<Condition>, Box<Condition>),
    /// Raising any of these factors never lowers the level.
    Raising(Vec<FactorId>),
    /// No record gets a milder grade than by this policy.
    NeverMilder(Arc<Policy>),
    /// Every record gets the same outcome as by this policy.
    SameAs(Arc<Policy>),
    /// Every record is graded.
    EveryGraded,
    /// No two rules conflict.
    NoConflict,
}

/// Some records, told by one sentence: all possible ones for which these conditions hold together.
#[derive(Debug, Clone)]
pub struct Region {
    /// Each speaks of one factor, or is a comparison that the policy itself makes, or its opposite. Where nothing cut the
    /// list short, none can be dropped. Without any, all records are meant.
    pub when: Vec<Condition>,
    /// One of the records; where nothing cut the list short, one that no other sentence tells.
    pub witness: Witness,
}

/// Regions that together are exactly the records asked about, as of a day. None can be dropped.
#[derive(Debug, Clone, Default)]
pub struct Regions {
    /// The regions, in the order found.
    pub regions: Vec<Region>,
    /// Why these may not be all of them, or not the fewest.
    pub cut: Option<Cut>,
}

/// What ended a list of regions before its time. Each region that it has is one nevertheless.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cut {
    /// The steps did not suffice.
    Steps(Undecided),
    /// There are more than are told of anything.
    Many,
}
