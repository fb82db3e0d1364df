//! A policy taken as of a day: which rules are in force, how time and texts fall into classes.

use std::sync::{Arc, OnceLock};

use thiserror::Error;

use crate::axis::Axis;
use crate::condition::Condition;
use crate::date::{Date, Period};
use crate::digest::Digest;
use crate::leaves::{Leaf, condition_leaves, define_leaves, policy_leaves};
use crate::policy::{Conclusion, Define, DefineId, FactorId, Policy, Rule, RuleId};
use crate::record::Record;
use crate::region::{Region, Slot};

/// A policy as of a day, ready to grade. Make it once a day and share it between threads.
///
/// ```
/// use std::sync::Arc;
/// use core_model::{Date, Level, Outcome, Policy, Record};
/// let day = Date::new(2026, 11, 24).unwrap();
/// let program = Arc::new(Policy::default()).as_of(day).unwrap();
/// assert_eq!(program.as_of(), day);
/// // A policy without rules concludes nothing.
/// assert_eq!(program.grade(&Record::silent(0)).outcome, Outcome::Ungraded);
/// ```
#[derive(Debug, Clone)]
pub struct Program {
    policy: Arc<Policy>,
    as_of: Date,
    axes: Vec<Axis>,
    /// Rules in force that do not ask for the level, each after those that override it.
    grading: Vec<RuleId>,
    /// Those of them that bear on the outcome: that conclude more than measures, or keep other rules from standing.
    bearing: Vec<RuleId>,
    /// Rules in force that ask for the level, likewise.
    asking: Vec<RuleId>,
    /// By rule: the rules in force that override it, rows of `first` tables aside.
    overriders: Vec<Vec<RuleId>>,
    /// By define: the defines that it rests on directly.
    rests_on: Vec<Vec<DefineId>>,
    /// The policy's digest, worked out when it is first asked for.
    digest: OnceLock<Digest>,
}

/// The policy cannot be asked as of this day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{as_of} lies outside the policy's own time")]
pub struct NotInForce {
    /// The day asked for.
    pub as_of: Date,
    /// The policy's own time.
    pub period: Period,
}

impl Policy {
    /// The policy taken as of a day. Rules in force on that day grade; windows and ages are counted back from it.
    ///
    /// # Errors
    /// The day lies outside the policy's own `in force`.
    pub fn as_of(self: &Arc<Self>, day: Date) -> Result<Program, NotInForce> {
        Program::new(Arc::clone(self), day)
    }
}

impl Program {
    /// Takes the policy as of a day: the same as [`Policy::as_of`].
    ///
    /// # Errors
    /// The day lies outside the policy's own `in force`.
    pub fn new(policy: Arc<Policy>, as_of: Date) -> Result<Self, NotInForce> {
        match policy.in_force {
            Some(period) if !period.holds(as_of) => Err(NotInForce { as_of, period }),
            Some(_) | None => Ok(Self::assemble(policy, as_of, None)),
        }
    }

    /// The policy as of any day, its own time aside, with classes that tell apart whatever these conditions do too: for
    /// reasoning about records, not for grading them.
    #[must_use]
    pub fn asked(policy: Arc<Policy>, as_of: Date, conditions: &[Condition]) -> Self {
        Self::assemble(policy, as_of, Some(&Condition::All(conditions.to_vec())))
    }

    /// The same for any day, able to answer one more condition.
    pub(crate) fn assemble(policy: Arc<Policy>, as_of: Date, asked: Option<&Condition>) -> Self {
        let axes = Axis::all(policy.factors.len(), as_of, |each| {
            policy_leaves(&policy, each);
            if let Some(condition) = asked {
                condition_leaves(condition, each);
            }
        });
        let in_force = |id: &RuleId| {
            policy.rules.get(id.index()).is_some_and(|rule| rule.in_force.is_none_or(|period| period.holds(as_of)))
        };
        let asks = |id: &RuleId| policy.rules.get(id.index()).is_some_and(|rule| rule.asks_level);
        let (asking, grading): (Vec<RuleId>, Vec<RuleId>) =
            policy.stand_order.iter().copied().filter(in_force).partition(asks);
        let bears = |id: &RuleId| policy.rules.get(id.index()).is_some_and(bears);
        let bearing = grading.iter().copied().filter(bears).collect();
        let mut overriders = vec![Vec::new(); policy.rules.len()];
        for overrider in policy.stand_order.iter().copied().filter(in_force) {
            for overridden in policy.rules.get(overrider.index()).into_iter().flat_map(|rule| &rule.overrides) {
                if let Some(list) = overriders.get_mut(overridden.index()) {
                    list.push(overrider);
                }
            }
        }
        overriders.iter_mut().for_each(|list| {
            list.sort_unstable();
            list.dedup();
        });
        let rests_on = policy.defines.iter().map(rests_on).collect();
        Self { policy, as_of, axes, grading, bearing, asking, overriders, rests_on, digest: OnceLock::new() }
    }

    pub(crate) fn rests_on(&self, define: DefineId) -> &[DefineId] {
        self.rests_on.get(define.index()).map_or(&[], Vec::as_slice)
    }

    /// The policy.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The day as of which the rules are taken.
    #[must_use]
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// The digest of what the policy means, worked out once.
    #[must_use]
    pub fn digest(&self) -> Digest {
        *self.digest.get_or_init(|| self.policy.digest())
    }

    pub(crate) fn axis(&self, factor: FactorId) -> Option<&Axis> {
        self.axes.get(factor.index())
    }

    /// How each factor's values fall into classes, by factor.
    #[must_use]
    pub fn axes(&self) -> &[Axis] {
        &self.axes
    }

    /// The class of all values that the factor may have.
    #[must_use]
    pub fn whole(&self, factor: FactorId) -> Option<Slot> {
        let (declared, axis) = (self.policy.factors.get(factor.index())?, self.axes.get(factor.index())?);
        Some(Slot::whole(declared, &self.policy.ladder, axis))
    }

    pub(crate) fn grading(&self) -> &[RuleId] {
        &self.grading
    }

    pub(crate) fn bearing(&self) -> &[RuleId] {
        &self.bearing
    }

    pub(crate) fn asking(&self) -> &[RuleId] {
        &self.asking
    }

    pub(crate) fn overriders(&self, rule: RuleId) -> &[RuleId] {
        self.overriders.get(rule.index()).map_or(&[], Vec::as_slice)
    }

    /// The region of every way to fill in what the record leaves open: a silent factor has any value.
    pub(crate) fn region(&self, record: &Record) -> Region {
        let slots = self.policy.factors.iter().zip(&self.axes).enumerate().map(|(at, (factor, axis))| {
            match record.0.get(at).and_then(Option::as_ref) {
                Some(datum) => Slot::of(datum, axis),
                None => Slot::whole(factor, &self.policy.ladder, axis),
            }
        });
        Region(slots.collect())
    }
}

/// Whether the rule bears on the outcome.
fn bears(rule: &Rule) -> bool {
    let grades = |conclusion: &Conclusion| !matches!(conclusion, Conclusion::Require(_));
    rule.conclusions.iter().any(grades) || !rule.overrides.is_empty() || rule.first_of.is_some()
}

fn rests_on(define: &Define) -> Vec<DefineId> {
    let mut rests = Vec::new();
    let mut each = |leaf: Leaf<'_>| {
        if let Leaf::Define(define) = leaf
            && !rests.contains(&define)
        {
            rests.push(define);
        }
    };
    define_leaves(define, &mut each);
    rests
}
