//! The tests that a policy is missing: the fewest records found that show every rule decisive, each condition both ways and
//! each boundary from both sides, as far as its own tests do not. What they ought to be graded as is not for this to say.

mod floor;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use core_model::{Date, Goal, Goals, Policy, Program, Record, Sight, Suggested, Suggestions, Undecided, Witness};

use crate::aside::Asked;
use floor::{Floor, floors, lenient};

/// Records that were asked for in vain before one is taken as it is.
const MOST_MISSES: usize = 400;

/// A record under consideration, and the goals that the evaluator finds met by it.
struct Candidate {
    day: usize,
    record: Record,
    met: BTreeSet<usize>,
}

/// The records that the tests of the policy are missing, in so many steps at most. The tests are told by the day as of
/// which each runs and the record that it gives.
///
/// ```
/// use std::sync::Arc;
/// use core_model::{Condition, Date, Datum, Factor, FactorId, FactorKind, Named, Pick, Policy, Record, Rule, RuleId, ValueSet};
/// use policy_analysis::suggest;
///
/// let rule = Rule {
///     named: Named::default(),
///     in_force: None,
///     when: Condition::Within(Pick::Factor(FactorId(0)), ValueSet::only(1)),
///     unless: None,
///     conclusions: Vec::new(),
///     overrides: Vec::new(),
///     first_of: None,
///     asks_level: false,
///     because: Vec::new(),
///     cite: Vec::new(),
/// };
/// let factors = vec![Factor { named: Named::default(), kind: FactorKind::YesNo, assume: None }];
/// let policy = Arc::new(Policy { factors, rules: vec![rule], stand_order: vec![RuleId(0)], ..Policy::default() });
/// let no = (Date::FIRST, Record(vec![Some(Datum::Value(0))]));
/// // One more is missing: a record for which the rule stands.
/// let missing = suggest(&policy, &[no], 1_000_000).tests;
/// assert_eq!(missing.len(), 1);
/// assert_eq!(missing[0].witness.record, Record(vec![Some(Datum::Value(1))]));
/// ```
#[must_use]
pub fn suggest(policy: &Arc<Policy>, tests: &[(Date, Record)], steps: u64) -> Suggestions {
    // What concludes nothing is a part that others import.
    if policy.rules.is_empty() && policy.otherwise.is_none() {
        return Suggestions::default();
    }
    let mut steps = steps;
    let floors = floors(policy, tests, &mut steps);
    let days: Vec<Date> = floors.iter().map(Floor::as_of).collect();
    let goals = Goals::of(policy, &days);
    let programs = days.iter().map(|day| Program::asked(Arc::clone(policy), *day, &[])).collect();
    let mut missing = Missing { goals: &goals, programs, open: seen_by_none(policy, &goals, tests), steps };
    let mut found = Suggestions::default();
    let mut candidates = missing.all(floors, &mut found, Kind::Possible);
    if !policy.impossible.is_empty() && !missing.open.is_empty() {
        let without = lenient(policy);
        let floors = days.iter().map(|day| Floor::without(policy, &without, *day)).collect();
        candidates.extend(missing.all(floors, &mut found, Kind::Any));
    }
    found.never = settled(found.never);
    found.tests = missing.told(needed(candidates, &missing.wanted(policy, tests)));
    found
}

/// Which records a goal may need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Possible,
    /// Impossible ones too: of what makes records impossible.
    Any,
}

/// The goals that no test of the policy meets.
fn seen_by_none(policy: &Arc<Policy>, goals: &Goals<'_>, tests: &[(Date, Record)]) -> BTreeSet<usize> {
    let mut open: BTreeSet<usize> = (0..goals.all().len()).collect();
    for (day, record) in tests {
        let program = Program::asked(Arc::clone(policy), *day, &[]);
        for met in goals.met(&program, record, &program.grade(record)) {
            open.remove(&met);
        }
    }
    open
}

/// What is still missing.
struct Missing<'g, 'p> {
    goals: &'g Goals<'p>,
    /// One a day, for grading.
    programs: Vec<Program>,
    open: BTreeSet<usize>,
    steps: u64,
}

impl Missing<'_, '_> {
    fn wanted(&self, policy: &Arc<Policy>, tests: &[(Date, Record)]) -> BTreeSet<usize> {
        seen_by_none(policy, self.goals, tests)
    }

    /// A record for each goal, each meeting as many as it can.
    fn all(&mut self, mut floors: Vec<Floor<'_>>, found: &mut Suggestions, kind: Kind) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        for goal in self.open.clone() {
            let later = kind == Kind::Possible && self.goals.is_of_impossible(goal);
            if !self.open.contains(&goal) {
                continue;
            }
            match self.meet(&mut floors, goal) {
                Ok(candidate) => {
                    self.open.retain(|goal| !candidate.met.contains(goal));
                    candidates.push(candidate);
                }
                // An impossible record may still show it.
                Err(_) if later => {}
                Err(open) => {
                    self.open.remove(&goal);
                    if let Some(goal) = self.goals.all().get(goal).cloned() {
                        match open {
                            None => found.never.push(goal),
                            Some(hard) => found.undecided.push((goal, hard)),
                        }
                    }
                }
            }
        }
        candidates
    }

    /// A record that meets the goal; or why there is none, if that is not settled.
    fn meet(&mut self, floors: &mut [Floor<'_>], goal: usize) -> Result<Candidate, Option<Undecided>> {
        let mut open = None;
        for (day, floor) in floors.iter_mut().enumerate() {
            let sight = self.goals.sight(goal, floor.as_of());
            match floor.ask([(goal, &sight)], &mut self.steps) {
                Asked::Record(record) => match self.candidate(day, floor, record, &[(goal, &sight)]) {
                    Some(candidate) => return Ok(self.widened(floor, candidate, (goal, sight))),
                    None => open = Some(floor.hard()),
                },
                Asked::Nothing(_) if floor.is_settled(&sight) => {}
                Asked::Nothing(_) | Asked::Undecided => open = Some(floor.hard()),
            }
        }
        Err(open)
    }

    /// The record, if the evaluator finds all of these met.
    fn candidate(
        &self,
        day: usize,
        floor: &Floor<'_>,
        record: Record,
        targets: &[(usize, &Sight)],
    ) -> Option<Candidate> {
        let sights: Vec<&Sight> = targets.iter().map(|(_, sight)| *sight).collect();
        let record = floor.with_days(record, &sights);
        let program = self.programs.get(day)?;
        let met: BTreeSet<usize> = self.goals.met(program, &record, &program.grade(&record)).into_iter().collect();
        targets.iter().all(|(goal, _)| met.contains(goal)).then_some(Candidate { day, record, met })
    }

    /// A record that meets this goal, and of those that are open as many as can be met beside it, tried one by one.
    fn widened(&mut self, floor: &mut Floor<'_>, mut candidate: Candidate, first: (usize, Sight)) -> Candidate {
        let mut targets = vec![first];
        let mut misses = 0;
        let later: Vec<usize> = self.open.iter().copied().filter(|goal| *goal > candidate_first(&targets)).collect();
        for goal in later {
            let sight = self.goals.sight(goal, floor.as_of());
            if candidate.met.contains(&goal) {
                if floor.is_settled(&sight) {
                    targets.push((goal, sight));
                }
                continue;
            }
            if misses >= MOST_MISSES {
                break;
            }
            let all: Vec<(usize, &Sight)> =
                targets.iter().map(|(goal, sight)| (*goal, sight)).chain([(goal, &sight)]).collect();
            let better = match floor.ask(all.iter().copied(), &mut self.steps) {
                Asked::Record(record) => self.candidate(candidate.day, floor, record, &all),
                Asked::Nothing(_) | Asked::Undecided => None,
            };
            match better {
                Some(better) => {
                    candidate = better;
                    targets.push((goal, sight));
                }
                None => misses += 1,
            }
        }
        candidate
    }

    /// The records, each with what it shows first.
    fn told(&self, candidates: Vec<Candidate>) -> Vec<Suggested> {
        let mut shown = BTreeSet::new();
        let mut told = Vec::new();
        for Candidate { day, record, met } in candidates {
            let own: Vec<usize> = met.into_iter().filter(|goal| shown.insert(*goal)).collect();
            let Some(program) = self.programs.get(day) else { continue };
            let outcome = program.grade(&record).outcome;
            let shows = own.into_iter().filter_map(|goal| self.goals.all().get(goal).cloned()).collect();
            told.push(Suggested {
                witness: Witness { record, as_of: program.as_of(), outcome },
                shows: briefly(shows),
            });
        }
        told
    }
}

fn candidate_first(targets: &[(usize, Sight)]) -> usize {
    targets.first().map_or(0, |(goal, _)| *goal)
}

/// The records without which a goal would be met by none: those that meet few are tried first. By the first goal of each.
fn needed(mut candidates: Vec<Candidate>, wanted: &BTreeSet<usize>) -> Vec<Candidate> {
    for candidate in &mut candidates {
        candidate.met.retain(|goal| wanted.contains(goal));
    }
    let mut shown: BTreeMap<usize, usize> = BTreeMap::new();
    candidates.iter().flat_map(|candidate| &candidate.met).for_each(|goal| *shown.entry(*goal).or_default() += 1);
    let mut few: Vec<usize> = (0..candidates.len()).collect();
    few.sort_by_key(|at| candidates.get(*at).map_or(0, |candidate| candidate.met.len()));
    let mut dropped: BTreeSet<usize> = BTreeSet::new();
    for at in few {
        let Some(candidate) = candidates.get(at) else { continue };
        if candidate.met.iter().all(|goal| shown.get(goal).is_some_and(|count| *count > 1)) {
            candidate.met.iter().for_each(|goal| *shown.entry(*goal).or_default() -= 1);
            dropped.insert(at);
        }
    }
    let all = candidates.into_iter().enumerate();
    let mut kept: Vec<Candidate> =
        all.filter(|(at, _)| !dropped.contains(at)).map(|(_, candidate)| candidate).collect();
    kept.sort_by(|one, other| one.met.iter().cmp(other.met.iter()));
    kept
}

/// Without what follows: a rule that is decisive stands.
fn briefly(mut shows: Vec<Goal>) -> Vec<Goal> {
    let decide = shows.clone();
    shows.retain(|goal| !matches!(goal, Goal::Stands(rule) if decide.contains(&Goal::Decides(*rule))));
    shows
}

/// Without what follows: a rule that never stands never decides.
fn settled(mut never: Vec<Goal>) -> Vec<Goal> {
    let stand = never.clone();
    never.retain(|goal| !matches!(goal, Goal::Decides(rule) if stand.contains(&Goal::Stands(*rule))));
    never
}
