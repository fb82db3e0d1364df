//! What a change of a policy changes, in ids of both: what only one declares, which records get another outcome. Finds
//! nothing itself.

use std::sync::Arc;

use crate::condition::Condition;
use crate::count::Counted;
use crate::date::Date;
use crate::finding::{Cut, Undecided, Witness};
use crate::policy::{MeasureId, Policy, RuleId};

/// One of the two policies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// The one before the change.
    Old,
    /// The one after it.
    New,
}

/// All in which two policies differ.
#[derive(Debug, Clone)]
pub struct Difference {
    /// What they declare differently.
    pub declared: Vec<Declared>,
    /// What changes, by the days as of which it does: a day stands for the period that it begins.
    pub periods: Vec<Stretch>,
    /// What conditions of regions speak of: the factors of both, and derived values that one of them or both know.
    pub world: Arc<Policy>,
}

/// Something that both do not declare alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Declared {
    /// Only one has the factor.
    Factor(Version, String),
    /// Only one has the value of this factor. Records that say it are not compared.
    Value(Version, String, String),
    /// The factor's numbers do not lie in the same range. Only those that both take are compared.
    Range(String),
    /// Where a record is silent of the factor, they assume different things.
    Assumed(String),
    /// The factor is declared in ways that cannot be compared: nothing is known of how records are graded.
    Unlike(String),
    /// Only one has the level.
    Level(Version, String),
    /// Only one has the outcome beside the ladder.
    Outside(Version, String),
    /// Only one has the measure.
    Measure(Version, String),
}

/// Days as of which the same changes.
#[derive(Debug, Clone)]
pub struct Stretch {
    /// The first days of the periods.
    pub days: Vec<Date>,
    /// The regions of records that get another outcome, or other measures.
    pub changes: Vec<Change>,
    /// Why these may not be all of them, or not the fewest.
    pub cut: Option<Cut>,
    /// How many records get another outcome.
    pub changed: Counted,
    /// Of how many that are possible by both.
    pub possible: Counted,
}

/// Some records, told by one sentence, of which the same changes.
#[derive(Debug, Clone)]
pub struct Change {
    /// What changes.
    pub what: Changed,
    /// The conditions that hold together of these records, in terms of [`Difference::world`].
    pub when: Vec<Condition>,
    /// One of them as the old policy grades it.
    pub old: Grading,
    /// The same as the new one does.
    pub new: Grading,
    /// How many records the sentence tells. Several sentences may tell the same one.
    pub count: Counted,
}

/// What changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    /// The outcome.
    Outcome,
    /// Whether this measure of one of them is required: by this one it is, by the other it is not.
    Measure(Version, MeasureId),
}

/// A record as one of the policies grades it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grading {
    /// The record in terms of that policy, and its outcome.
    pub witness: Witness,
    /// What decides.
    pub by: By,
}

/// What decides an outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// These rules, for all records of the region.
    Rules(Vec<RuleId>),
    /// These rules for the record shown; for others of the region it is other rules.
    RulesHere(Vec<RuleId>),
    /// `otherwise`.
    Otherwise,
    /// No rule.
    Nothing,
}

impl Difference {
    /// What is known of whether the two grade every record that both know alike.
    #[must_use]
    pub fn sameness(&self) -> Sameness {
        let unlike = self.declared.iter().any(|declared| matches!(declared, Declared::Unlike(_)));
        let cut = self.periods.iter().find_map(|period| period.cut.as_ref());
        if self.periods.iter().any(|period| !period.changes.is_empty()) {
            return Sameness::Differ;
        }
        match cut {
            Some(Cut::Steps(hard)) => Sameness::Open(hard.clone()),
            Some(Cut::Many) => Sameness::Differ,
            None if unlike => Sameness::Unlike,
            None => Sameness::Same,
        }
    }
}

/// Whether two policies grade alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sameness {
    /// Every record that both know, as of every day compared.
    Same,
    /// Some record not.
    Differ,
    /// The steps did not suffice to tell.
    Open(Undecided),
    /// They cannot be compared.
    Unlike,
}
