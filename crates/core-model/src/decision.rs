//! What grading a record gives: the outcome and the whole account of it, by id.

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::policy::{FactorId, Force, Given, LevelId, MeasureId, OutsideId, RuleId};
use crate::record::Datum;

/// The answer to one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The day as of which the rules were taken.
    pub as_of: Date,
    /// The outcome.
    pub outcome: Outcome,
    /// How it came about.
    pub account: Account,
    /// The values assumed where the record was silent, in the order declared.
    pub assumed: Vec<(FactorId, Datum)>,
    /// The measures required (with silent factors: in every case), in the order declared.
    pub measures: Vec<MeasureId>,
    /// What the policy also gives (with silent factors: what all fillings agree on).
    pub values: Vec<(Given, Amount)>,
}

/// What becomes of a record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Graded at this level.
    Graded(LevelId),
    /// Beside the ladder.
    Outside(OutsideId),
    /// The rules that had to agree did not: their levels, the most severe first.
    Conflict(Vec<LevelId>),
    /// No rule concluded.
    Ungraded,
    /// What is missing decides between several outcomes.
    Undetermined,
    /// A record that the policy calls impossible, with the reasons. Empty where no filling of its silent factors is possible.
    Invalid(Vec<String>),
}

/// How an outcome came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Account {
    /// Every factor was said or assumed.
    Complete(Complete),
    /// Some factor was silent.
    Partial(Partial),
    /// The record is impossible; there is nothing to tell.
    None,
}

/// The account of a complete record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Complete {
    /// By what the level was concluded.
    pub force: Option<ConcludedBy>,
    /// The decisive rules, in written order.
    pub decisive: Vec<RuleId>,
    /// The rules that stood, in written order, with the part of each of their conclusions.
    pub stood: Vec<(RuleId, Vec<Part>)>,
    /// The active rules that did not stand, in written order, and the standing rules that overrode each.
    pub overridden: Vec<(RuleId, Vec<RuleId>)>,
    /// Whether floor and ceiling crossed.
    pub bounds_cross: bool,
    /// The `because` of each rule that stood, values filled in, beside [`Complete::stood`].
    pub because: Vec<Vec<String>>,
    /// The `because` of `otherwise`, where it concluded.
    pub otherwise_because: Vec<String>,
}

/// By what a level was concluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConcludedBy {
    /// By standing rules of this force.
    Rules(Force),
    /// By `otherwise`.
    Otherwise,
    /// By a bound.
    Bound,
}

/// The part that a conclusion of a standing rule played.
///
/// ```
/// use core_model::Part;
/// assert_eq!(Part::Displaced.as_str(), "displaced");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// It made the outcome what it is.
    Decisive,
    /// Others of its kind prevailed.
    Outvoted,
    /// A stronger kind prevailed.
    Displaced,
    /// It changed nothing.
    Idle,
    /// It moved the concluded level.
    Adjustment,
    /// It required a measure.
    Requirement,
}

/// The account of a record with silent factors.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Partial {
    /// Every outcome that some possible filling leads to, in the order of answers.
    pub possible: Vec<Outcome>,
    /// The silent factors that could still change it, in the order declared.
    pub needs: Vec<FactorId>,
    /// The rules that stand in every case, in written order.
    pub stood: Vec<RuleId>,
    /// The `because` of each of them, beside [`Partial::stood`]; what is not known is said to be so.
    pub because: Vec<Vec<String>>,
    /// Whether all of this is exact; if not, it holds more than the exact sets, never less.
    pub exact: bool,
}

/// A value as answers give it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amount {
    /// A factor's value, or a define's value of a scale, choice, level or yes/no.
    Datum(Datum),
    /// A define's number: numerator and denominator, in lowest terms.
    Fraction(i128, i128),
}
