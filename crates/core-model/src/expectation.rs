//! What a test expects of a decision, and whether the decision meets it.

use crate::decimal::Decimal;
use crate::decision::{Account, Amount, Decision, Outcome};
use crate::number::gcd;
use crate::policy::{Given, Ladder, LevelId, MeasureId, OutsideId, RuleId};
use crate::record::Datum;

/// One thing that a test expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expectation {
    /// Graded at this level.
    Level(LevelId),
    /// Graded at a level so severe, 1 the most.
    Severity(u8),
    /// This outcome beside the ladder.
    Outside(OutsideId),
    /// No rule concludes.
    Ungraded,
    /// The rules that had to agree do not.
    Conflict,
    /// What is missing decides.
    Undetermined,
    /// The record is invalid.
    Invalid,
    /// A factor, define or score has this value.
    Value(Given, Expected),
    /// The measure is required.
    Require(MeasureId),
    /// The measure is not required.
    NotRequire(MeasureId),
    /// The rule is decisive; of a table's rows at least one: the first row, and how many there are.
    Decisive(RuleId, u16),
}

/// A value that a test expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// A value of a factor, or of a define of a scale, choice, the levels or yes/no.
    Datum(Datum),
    /// A number, compared exactly.
    Number(Decimal),
}

/// Whether an expectation is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Met {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// The search behind the decision had not enough steps to tell.
    NotDecided,
}

impl Expectation {
    /// Whether the decision is what is expected.
    #[must_use]
    pub fn met(&self, ladder: &Ladder, decision: &Decision) -> Met {
        if self.holds(ladder, decision) {
            return if self.rests_on_search() && inexact(decision) { Met::NotDecided } else { Met::Yes };
        }
        let may_hold = inexact(decision) && decision.outcome == Outcome::Undetermined;
        if may_hold { Met::NotDecided } else { Met::No }
    }

    fn holds(&self, ladder: &Ladder, decision: &Decision) -> bool {
        let outcome = &decision.outcome;
        match self {
            Self::Level(level) => *outcome == Outcome::Graded(*level),
            Self::Severity(severity) => graded(outcome).is_some_and(|level| ladder.severity(level) == *severity),
            Self::Outside(outside) => *outcome == Outcome::Outside(*outside),
            Self::Ungraded => *outcome == Outcome::Ungraded,
            Self::Conflict => matches!(outcome, Outcome::Conflict(_)),
            Self::Undetermined => *outcome == Outcome::Undetermined,
            Self::Invalid => matches!(outcome, Outcome::Invalid(_)),
            Self::Value(of, expected) => {
                decision.values.iter().any(|(given, amount)| given == of && expected.is(amount))
            }
            Self::Require(measure) => decision.measures.contains(measure),
            Self::NotRequire(measure) => !decision.measures.contains(measure),
            Self::Decisive(first, rows) => {
                let among = |rule: &RuleId| rule.0.checked_sub(first.0).is_some_and(|row| row < *rows);
                decisive(decision).iter().any(among)
            }
        }
    }

    /// Whether it would be told too often where the search gave more than the exact set.
    fn rests_on_search(&self) -> bool {
        matches!(self, Self::Undetermined | Self::NotRequire(_))
    }
}

impl Expected {
    /// Whether the amount is this value.
    #[must_use]
    pub fn is(&self, amount: &Amount) -> bool {
        match (self, amount) {
            (Self::Datum(Datum::Dates(days)), Amount::Datum(Datum::Dates(found))) => sorted(days) == sorted(found),
            (Self::Datum(datum), Amount::Datum(found)) => datum == found,
            (Self::Number(number), Amount::Fraction(numerator, denominator)) => {
                fraction(*number) == Some((*numerator, *denominator))
            }
            (Self::Datum(_), Amount::Fraction(..)) | (Self::Number(_), Amount::Datum(_)) => false,
        }
    }
}

/// The decisive rules, where the record is complete.
#[must_use]
pub fn decisive(decision: &Decision) -> &[RuleId] {
    match &decision.account {
        Account::Complete(complete) => &complete.decisive,
        Account::Partial(_) | Account::None => &[],
    }
}

fn graded(outcome: &Outcome) -> Option<LevelId> {
    match outcome {
        Outcome::Graded(level) => Some(*level),
        Outcome::Outside(_)
        | Outcome::Conflict(_)
        | Outcome::Ungraded
        | Outcome::Undetermined
        | Outcome::Invalid(_) => None,
    }
}

fn inexact(decision: &Decision) -> bool {
    match &decision.account {
        Account::Partial(partial) => !partial.exact,
        Account::Complete(_) | Account::None => false,
    }
}

fn sorted<T: Ord + Clone>(of: &[T]) -> Vec<T> {
    let mut sorted = of.to_vec();
    sorted.sort_unstable();
    sorted
}

/// The number in lowest terms.
fn fraction(number: Decimal) -> Option<(i128, i128)> {
    let parts = 10_i128.checked_pow(u32::from(number.places()))?;
    let common = gcd(number.units(), parts).max(1);
    Some((number.units() / common, parts / common))
}
