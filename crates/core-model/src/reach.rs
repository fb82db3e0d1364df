//! Sets of outcomes, and every outcome that the rules may reach where some of them may or may not stand.

use crate::condition::Pick;
use crate::decision::Outcome;
use crate::policy::{Combine, Conclusion, Force, Ladder, LevelId, OutsideId, Policy};
use crate::stands::Standing;
use crate::truth::Truth;
use crate::values::ValueSet;
use crate::view::{LevelSeen, View};

/// A set of outcomes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Reach {
    /// The levels, by place.
    levels: ValueSet,
    /// The outcomes beside the ladder, by place.
    outside: ValueSet,
    /// The conflicts: each a set of level places, as bits; at most 2^9 of them.
    conflicts: [u64; 8],
    ungraded: bool,
}

impl Reach {
    pub(crate) fn add(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Graded(level) => self.levels.insert(level.0),
            Outcome::Outside(outside) => self.outside.insert(outside.0),
            Outcome::Conflict(levels) => self.add_conflict(levels.iter().map(|level| level.0).collect()),
            Outcome::Ungraded => self.ungraded = true,
            Outcome::Undetermined | Outcome::Invalid(_) => {}
        }
    }

    pub(crate) fn join(&mut self, other: &Self) {
        self.levels = self.levels.or(&other.levels);
        self.outside = self.outside.or(&other.outside);
        self.ungraded |= other.ungraded;
        for (mine, its) in self.conflicts.iter_mut().zip(other.conflicts) {
            *mine |= its;
        }
    }

    pub(crate) fn within(&self, other: &Self) -> bool {
        self.levels.within(&other.levels)
            && self.outside.within(&other.outside)
            && (!self.ungraded || other.ungraded)
            && self.conflicts.iter().zip(other.conflicts).all(|(mine, its)| mine & !its == 0)
    }

    pub(crate) fn len(&self) -> u32 {
        let conflicts: u32 = self.conflicts.iter().map(|word| word.count_ones()).sum();
        self.levels.len() + self.outside.len() + conflicts + u32::from(self.ungraded)
    }

    /// The outcomes in the order of answers: graded by severity, outside as declared, conflicts, ungraded.
    pub(crate) fn outcomes(&self, ladder: &Ladder) -> Vec<Outcome> {
        let mut levels: Vec<LevelId> = self.levels.iter().map(LevelId).collect();
        levels.sort_by_key(|level| ladder.severity(*level));
        let mut all: Vec<Outcome> = levels.into_iter().map(Outcome::Graded).collect();
        all.extend(self.outside.iter().map(|place| Outcome::Outside(OutsideId(place))));
        let mut conflicts: Vec<Vec<LevelId>> = self.each_conflict().map(|levels| by_severity(levels, ladder)).collect();
        conflicts.sort_by_key(|levels| levels.iter().map(|level| ladder.severity(*level)).collect::<Vec<u8>>());
        all.extend(conflicts.into_iter().map(Outcome::Conflict));
        all.extend(self.ungraded.then_some(Outcome::Ungraded));
        all
    }

    /// The outcomes as conditions on the level see them.
    pub(crate) fn seen(&self, ladder: &Ladder) -> LevelSeen {
        let not_graded = self.ungraded || !self.outside.is_empty() || self.conflicts != [0; 8];
        LevelSeen { heights: self.levels.iter().map(|place| ladder.height(LevelId(place))).collect(), not_graded }
    }

    fn add_conflict(&mut self, levels: ValueSet) {
        let bits: usize = levels.iter().map(|place| 1_usize << place).sum();
        if let Some(word) = self.conflicts.get_mut(bits / 64) {
            *word |= 1 << (bits % 64);
        }
    }

    fn each_conflict(&self) -> impl Iterator<Item = ValueSet> {
        (0_usize..512)
            .filter(|bits| self.conflicts.get(bits / 64).is_some_and(|word| word >> (bits % 64) & 1 == 1))
            .map(|bits| (0_u8..9).filter(|place| bits >> place & 1 == 1).collect())
    }
}

/// The levels, the most severe first.
pub(crate) fn by_severity(levels: ValueSet, ladder: &Ladder) -> Vec<LevelId> {
    let mut levels: Vec<LevelId> = levels.iter().map(LevelId).collect();
    levels.sort_by_key(|level| ladder.severity(*level));
    levels
}

/// Every outcome that the rules may reach: all that they do reach, perhaps more.
pub(crate) fn reach(view: &mut View<'_>, standing: &Standing) -> Reach {
    let gathered = Gathered::of(view, standing);
    let mut reached = Reach::default();
    for outside in gathered.outside.iter().map(|(place, _)| *place) {
        reached.outside.insert(outside);
    }
    let surely = gathered.outside.iter().filter(|(_, sure)| *sure).map(|(place, _)| *place).min();
    if let Some(first) = surely {
        reached.outside = reached.outside.iter().filter(|place| *place <= first).collect();
        return reached;
    }
    gathered.conclude(view, &mut reached);
    reached
}

/// What may be concluded, in severities: 1 the most severe.
struct Gathered {
    /// By force: each rule's options in written order, and whether it surely stands.
    levels: [Vec<(ValueSet, bool)>; 4],
    outside: Vec<(u8, bool)>,
    /// The least and the greatest sum of adjustments (up the ladder).
    steps: (i64, i64),
    bounds: Vec<BoundSeen>,
}

struct BoundSeen {
    presumed: bool,
    from_mild: bool,
    options: ValueSet,
    sure: bool,
}

impl Gathered {
    fn of(view: &mut View<'_>, standing: &Standing) -> Self {
        let program = view.program;
        let policy = program.policy();
        let mut gathered = Self { levels: Default::default(), outside: Vec::new(), steps: (0, 0), bounds: Vec::new() };
        for (rule, truth) in policy.rules.iter().zip(&standing.stands) {
            if *truth == Truth::No || rule.asks_level {
                continue;
            }
            let sure = *truth == Truth::Yes;
            for conclusion in &rule.conclusions {
                gathered.add(view, policy, conclusion, sure);
            }
        }
        gathered
    }

    fn add(&mut self, view: &mut View<'_>, policy: &Policy, conclusion: &Conclusion, sure: bool) {
        match conclusion {
            Conclusion::Level(force, level) => {
                let options = severities(view, policy, level);
                if let Some(list) = self.levels.get_mut(force_place(*force)) {
                    list.push((options, sure));
                }
            }
            Conclusion::Adjust(steps) => {
                let steps = i64::from(*steps);
                self.steps.0 += if sure { steps } else { steps.min(0) };
                self.steps.1 += if sure { steps } else { steps.max(0) };
            }
            Conclusion::Bound { presumed, side, level } => {
                let from_mild = policy.ladder.keeps_from_mild(*side);
                let options = severities(view, policy, level);
                self.bounds.push(BoundSeen { presumed: *presumed, from_mild, options, sure });
            }
            Conclusion::Outside(place) => self.outside.push((place.0, sure)),
            Conclusion::Require(_) => {}
        }
    }

    /// Follows the four steps with everything that may be concluded by each force.
    fn conclude(&self, view: &mut View<'_>, reached: &mut Reach) {
        let policy = view.program.policy();
        for (place, rules) in self.levels.iter().enumerate() {
            let concluded = combined(policy.combine, rules);
            for conflict in &concluded.conflicts {
                reached.add_conflict(conflict.iter().map(|severity| level_of(severity, &policy.ladder).0).collect());
            }
            let outright = place < 2;
            let levels =
                if place == 0 { concluded.levels } else { self.settle(concluded.levels, outright, &policy.ladder) };
            add_levels(reached, levels, &policy.ladder);
            if rules.iter().any(|(_, sure)| *sure) {
                return;
            }
        }
        let (levels, may_be_none) = self.without_rules(view, policy);
        add_levels(reached, self.settle(levels, false, &policy.ladder), &policy.ladder);
        reached.ungraded |= may_be_none;
    }

    /// What is concluded where no rule concludes: by `otherwise`, else by a bound; and whether perhaps nothing is.
    fn without_rules(&self, view: &mut View<'_>, policy: &Policy) -> (ValueSet, bool) {
        if let Some(otherwise) = &policy.otherwise {
            return (severities(view, policy, &otherwise.level), false);
        }
        let bounds: Vec<(ValueSet, bool)> =
            self.bounds.iter().filter(|bound| bound.from_mild).map(|bound| (bound.options, bound.sure)).collect();
        (combined(Combine::MostSevere, &bounds).levels, !bounds.iter().any(|(_, sure)| *sure))
    }

    /// Adjusts and bounds in every way that may come about.
    fn settle(&self, levels: ValueSet, outright: bool, ladder: &Ladder) -> ValueSet {
        let (from_mild, from_severe) = (self.limits(true, outright), self.limits(false, outright));
        let count = i64::from(ladder.count());
        let mut settled = ValueSet::EMPTY;
        for severity in levels.iter() {
            let (low, high) = if ladder.best_first { self.steps } else { (-self.steps.1, -self.steps.0) };
            let (low, high) = (i64::from(severity) + low, i64::from(severity) + high);
            for moved in low.clamp(1, count)..=high.clamp(1, count) {
                for milder in from_severe.iter() {
                    for severer in from_mild.iter() {
                        let moved = u8::try_from(moved).unwrap_or(u8::MAX);
                        settled.insert(moved.max(milder).min(severer));
                    }
                }
            }
        }
        settled
    }

    /// The severities at which the bounds of one kind may cut off: 0 or 255 where they may not at all.
    fn limits(&self, from_mild: bool, outright: bool) -> ValueSet {
        let counted = |bound: &&BoundSeen| bound.from_mild == from_mild && !(bound.presumed && outright);
        let bounds: Vec<&BoundSeen> = self.bounds.iter().filter(counted).collect();
        let free = if from_mild { 255 } else { 0 };
        let end = |options: &ValueSet| if from_mild { options.greatest() } else { options.least() };
        let ends = bounds.iter().filter(|bound| bound.sure).filter_map(|bound| end(&bound.options));
        let surely = if from_mild { ends.min() } else { ends.max() }.unwrap_or(free);
        let tighter = |option: &u8| if from_mild { *option <= surely } else { *option >= surely };
        bounds.iter().flat_map(|bound| bound.options.iter()).filter(tighter).chain([surely]).collect()
    }
}

struct Combined {
    levels: ValueSet,
    conflicts: Vec<ValueSet>,
}

/// What rules of one kind may conclude together, if at least one of them stands.
fn combined(combine: Combine, rules: &[(ValueSet, bool)]) -> Combined {
    let possible = rules.iter().fold(ValueSet::EMPTY, |all, (options, _)| all.or(options));
    let sure = || rules.iter().filter(|(_, sure)| *sure).map(|(options, _)| options);
    let levels = match combine {
        Combine::MostSevere => {
            let bound = sure().filter_map(ValueSet::greatest).min().unwrap_or(u8::MAX);
            possible.iter().filter(|severity| *severity <= bound).collect()
        }
        Combine::LeastSevere => {
            let bound = sure().filter_map(ValueSet::least).max().unwrap_or(0);
            possible.iter().filter(|severity| *severity >= bound).collect()
        }
        Combine::First => {
            let until = rules.iter().position(|(_, sure)| *sure).unwrap_or(rules.len());
            rules.iter().take(until.saturating_add(1)).fold(ValueSet::EMPTY, |all, (options, _)| all.or(options))
        }
        Combine::Unique => return agreed(possible, sure().filter(|options| options.len() == 1)),
    };
    Combined { levels, conflicts: Vec::new() }
}

/// Every set of differing levels that may stand together: one level agrees, more are a conflict.
fn agreed<'a>(possible: ValueSet, sure: impl Iterator<Item = &'a ValueSet>) -> Combined {
    let must = sure.fold(ValueSet::EMPTY, |all, options| all.or(options));
    let free: Vec<u8> = possible.without(&must).iter().collect();
    let mut joined = Combined { levels: ValueSet::EMPTY, conflicts: Vec::new() };
    for bits in 0_u32..1 << free.len().min(9) {
        let chosen = free.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1).map(|(_, severity)| *severity);
        let set = must.or(&chosen.collect());
        match set.len() {
            0 => {}
            1 => joined.levels = joined.levels.or(&set),
            2.. => joined.conflicts.push(set),
        }
    }
    joined
}

fn add_levels(reached: &mut Reach, severities: ValueSet, ladder: &Ladder) {
    for severity in severities.iter() {
        reached.levels.insert(level_of(severity, ladder).0);
    }
}

fn severities(view: &mut View<'_>, policy: &Policy, level: &Pick) -> ValueSet {
    let ladder = &policy.ladder;
    view.pick(level).iter().map(|height| ladder.severity(ladder.at_height(height))).collect()
}

/// The level of a severity. Severity and place mirror each other where the top is good.
pub(crate) fn level_of(severity: u8, ladder: &Ladder) -> LevelId {
    LevelId(if ladder.best_first { ladder.count().saturating_sub(severity) } else { severity.saturating_sub(1) })
}

fn force_place(force: Force) -> usize {
    match force {
        Force::Final => 0,
        Force::Level => 1,
        Force::Presume => 2,
        Force::May => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::Reach;
    use crate::decision::Outcome;
    use crate::policy::{Ladder, Level, LevelId, Named, OutsideId};
    use crate::values::ValueSet;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn outcomes() -> [Outcome; 6] {
        let conflict = |levels: &[u8]| Outcome::Conflict(levels.iter().copied().map(LevelId).collect());
        [
            Outcome::Graded(LevelId(0)),
            Outcome::Graded(LevelId(8)),
            Outcome::Outside(OutsideId(1)),
            conflict(&[0, 1]),
            conflict(&[2, 8]),
            Outcome::Ungraded,
        ]
    }

    fn ladder() -> Ladder {
        let level = Level { named: Named::default(), number: None };
        Ladder { levels: vec![level; 9], best_first: false, outside: vec![Named::default(); 2] }
    }

    fn of(outcomes: &BTreeSet<Outcome>) -> Reach {
        let mut reach = Reach::default();
        outcomes.iter().for_each(|outcome| reach.add(outcome));
        reach
    }

    fn some() -> impl Strategy<Value = BTreeSet<Outcome>> {
        (0_u8..64).prop_map(|bits| {
            outcomes().into_iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1).map(|(_, one)| one).collect()
        })
    }

    proptest! {
        #[test]
        fn sets_of_outcomes_are_sets(one in some(), other in some()) {
            let told = |reach: &Reach| reach.outcomes(&ladder()).into_iter().collect::<BTreeSet<_>>();
            prop_assert_eq!(told(&of(&one)), one.clone());
            prop_assert_eq!(usize::try_from(of(&one).len()).unwrap(), one.len());
            prop_assert_eq!(of(&one).within(&of(&other)), one.is_subset(&other));
            let mut joined = of(&one);
            joined.join(&of(&other));
            prop_assert_eq!(told(&joined), one.union(&other).cloned().collect::<BTreeSet<_>>());
        }

        #[test]
        fn conditions_on_the_level_see_the_levels_and_whether_there_may_be_none(one in some()) {
            let seen = of(&one).seen(&ladder());
            let level = |outcome: &Outcome| if let Outcome::Graded(level) = outcome { Some(*level) } else { None };
            let heights: ValueSet = one.iter().filter_map(level).map(|level| ladder().height(level)).collect();
            prop_assert_eq!(seen.heights, heights);
            prop_assert_eq!(seen.not_graded, one.iter().any(|outcome| level(outcome).is_none()));
        }
    }
}
