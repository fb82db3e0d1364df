//! How many records get each outcome, and for how many each rule stands.

use std::sync::Arc;

use core_model::{Counted, Date, LevelId, OutsideId, Policy, RuleId};

use crate::count::Counter;
use crate::day::Day;
use crate::outcome::at;
use crate::solver::Lit;

/// Numbers of possible records as of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// The day.
    pub as_of: Date,
    /// All that are possible.
    pub possible: Counted,
    /// By outcome: the levels from the most severe, what lies beside the ladder, then what is in conflict or not graded.
    pub outcomes: Vec<(Ending, Counted)>,
    /// By rule, in the order written.
    pub rules: Vec<RuleCounts>,
}

/// What becomes of a complete and possible record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// It is graded so.
    Graded(LevelId),
    /// It lies beside the ladder.
    Outside(OutsideId),
    /// Rules contradict each other.
    Conflict,
    /// Nothing concludes.
    Ungraded,
}

/// For how many records a rule counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleCounts {
    /// The rule.
    pub rule: RuleId,
    /// Where it stands.
    pub stands: Counted,
    /// Where it is decisive.
    pub decisive: Counted,
}

/// What share of the steps that are left one count may use.
const SHARE: u64 = 8;

/// How many possible records get each outcome as of the day, and for how many each rule stands and is decisive, in so many
/// steps at most. The outcomes come first; what the steps do not suffice for is not told.
///
/// ```
/// use std::sync::Arc;
/// use core_model::{Count, Date, Policy};
/// use policy_analysis::{Ending, counts};
///
/// // A policy without factors knows one record, and without rules grades nothing.
/// let policy = Arc::new(Policy::default());
/// let counts = counts(&policy, Date::new(2026, 11, 25).unwrap(), 1_000_000);
/// assert_eq!(counts.possible.records, Some(Count::of(1)));
/// assert_eq!(counts.outcomes.last(), Some(&(Ending::Ungraded, counts.possible)));
/// ```
#[must_use]
pub fn counts(policy: &Arc<Policy>, as_of: Date, steps: u64) -> Counts {
    let mut day = Day::new(policy, as_of, &[]);
    let endings = endings(&mut day, policy);
    let decisive = day.encoder.decisive(&day.graded);
    let mut counted = OfDay { counter: None, day, steps };
    counted.counter = Counter::of(&mut counted.day.encoder, &mut counted.steps);
    let possible = counted.of(Lit::YES);
    let outcomes = endings.into_iter().map(|(ending, lit)| (ending, counted.of(lit))).collect();
    let stands: Vec<Counted> = counted.day.graded.stands.clone().into_iter().map(|lit| counted.of(lit)).collect();
    let decisive: Vec<Counted> = decisive.into_iter().map(|lit| counted.of(lit)).collect();
    let rules = (0..).map(RuleId).zip(stands).zip(decisive);
    let rules = rules.map(|((rule, stands), decisive)| RuleCounts { rule, stands, decisive }).collect();
    Counts { as_of, possible, outcomes, rules }
}

/// A day whose records are counted.
struct OfDay<'p> {
    day: Day<'p>,
    counter: Option<Counter>,
    steps: u64,
}

impl OfDay<'_> {
    fn of(&mut self, lit: Lit) -> Counted {
        let Some(counter) = &mut self.counter else { return Counted::default() };
        let given = self.steps / SHARE;
        let mut left = given;
        let counted = counter.count(&self.day.encoder, &[lit], &mut left);
        self.steps -= given - left;
        counted
    }
}

fn endings(day: &mut Day<'_>, policy: &Policy) -> Vec<(Ending, Lit)> {
    let mut endings = Vec::new();
    let mut levels: Vec<LevelId> = (0..policy.ladder.count()).map(LevelId).collect();
    levels.sort_unstable_by_key(|level| policy.ladder.severity(*level));
    for level in levels {
        let severity = usize::from(policy.ladder.severity(level).saturating_sub(1));
        endings.push((Ending::Graded(level), at(&day.graded.graded, severity)));
    }
    endings.extend((0..).map(OutsideId).zip(&day.graded.outside).map(|(id, lit)| (Ending::Outside(id), *lit)));
    let conflict = day.encoder.gates.or(day.graded.conflicting.iter().copied());
    endings.extend([(Ending::Conflict, conflict), (Ending::Ungraded, day.graded.ungraded)]);
    endings
}
