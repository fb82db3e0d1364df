//! Which rules stand, and what becomes of a complete record.

use std::collections::{BTreeMap, BTreeSet};

use grading_dsl::syntax::{BoundSide, Combine, Strength};

use super::day::Day;
use super::declared::{Declared, Says, Word};
use super::expression::{Case, Record, day};

/// What becomes of a record, in the order of answers. Levels by severity, 1 the most severe.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    Graded(usize),
    Outside(usize),
    Conflict(BTreeSet<usize>),
    Ungraded,
}

/// The account of a complete record.
pub struct Decision {
    pub outcome: Outcome,
    pub force: Option<&'static str>,
    /// The standing rules in written order, each with the parts of its conclusions.
    pub stood: Vec<(usize, Vec<&'static str>)>,
    pub overridden: Vec<(usize, Vec<usize>)>,
    pub bounds_cross: bool,
    pub measures: BTreeSet<usize>,
}

impl Decision {
    pub fn decisive(&self) -> Vec<usize> {
        self.stood.iter().filter(|(_, parts)| parts.contains(&"decisive")).map(|(rule, _)| *rule).collect()
    }
}

/// `None` where the policy calls the record impossible.
pub fn decide(declared: &Declared<'_>, record: &Record, as_of: Day) -> Option<Decision> {
    let mut case = Case::of(declared, record, as_of);
    if declared.impossible.iter().any(|impossible| case.holds(&impossible.when)) {
        return None;
    }
    let mut asked = Standing { case: &case, known: BTreeMap::new() };
    let grading = asked.among(|rule| !declared.rules[rule].asks_level);
    let mut graded = grade(&case, &grading);
    if let Outcome::Graded(severity) = graded.outcome {
        case.level = Some(declared.height_of_severity(severity));
    }
    let mut asked = Standing { case: &case, known: BTreeMap::new() };
    let standing = asked.among(|_| true);
    let mut stood = Vec::new();
    let mut measures = BTreeSet::new();
    for rule in &standing {
        let mut parts = Vec::new();
        for (at, says) in declared.rules[*rule].says.iter().enumerate() {
            if let Says::Require(measure) = says {
                measures.insert(*measure);
            }
            parts.push(graded.parts.remove(&(*rule, at)).unwrap_or("requirement"));
        }
        stood.push((*rule, parts));
    }
    let overridden = (0..declared.rules.len())
        .filter(|rule| active(&case, *rule) && !standing.contains(rule))
        .map(|rule| (rule, standing.iter().copied().filter(|over| declared.overriders[rule].contains(over)).collect()))
        .collect();
    Some(Decision {
        outcome: graded.outcome,
        force: graded.force,
        stood,
        overridden,
        bounds_cross: graded.bounds_cross,
        measures,
    })
}

fn active(case: &Case<'_>, rule: usize) -> bool {
    let rule = &case.declared.rules[rule];
    let in_force = rule.in_force.is_none_or(|period| {
        day(period.from) <= case.as_of && period.until.is_none_or(|until| case.as_of <= day(until))
    });
    // A matrix whose cell concludes nothing is not there for that record.
    let concludes =
        |says: &Says<'_>| if let Says::Matrix(_, grid) = says { case.cell(grid, Some(0)).is_some() } else { true };
    in_force
        && rule.tests.iter().all(|test| case.test(*test))
        && !rule.unless.is_some_and(|unless| case.holds(unless))
        && rule.says.iter().all(concludes)
}

struct Standing<'c, 'm> {
    case: &'c Case<'m>,
    known: BTreeMap<usize, bool>,
}

impl Standing<'_, '_> {
    fn among(&mut self, asked: impl Fn(usize) -> bool) -> Vec<usize> {
        (0..self.case.declared.rules.len()).filter(|rule| asked(*rule) && self.stands(*rule)).collect()
    }

    /// Active, and no standing rule overrides it.
    fn stands(&mut self, rule: usize) -> bool {
        if let Some(known) = self.known.get(&rule) {
            return *known;
        }
        let declared = self.case.declared;
        let stands = active(self.case, rule) && !declared.overriders[rule].iter().any(|over| self.stands(*over));
        self.known.insert(rule, stands);
        stands
    }
}

/// A level said by a standing rule: which rule, which of its conclusions, which level by height.
struct Said<T> {
    at: (usize, usize),
    what: T,
    level: usize,
}

struct Bound {
    presumed: bool,
    side: BoundSide,
}

struct Graded {
    outcome: Outcome,
    force: Option<&'static str>,
    parts: BTreeMap<(usize, usize), &'static str>,
    bounds_cross: bool,
}

/// Conclude, adjust, bound.
fn grade(case: &Case<'_>, standing: &[usize]) -> Graded {
    let declared = case.declared;
    let level = |word: Word<'_>| case.level(word).place();
    let (mut levels, mut bounds, mut moves, mut outsides) = (vec![], vec![], vec![], vec![]);
    for rule in standing {
        for (slot, says) in declared.rules[*rule].says.iter().enumerate() {
            let at = (*rule, slot);
            match says {
                Says::Level(force, word) => levels.push(Said { at, what: *force, level: level(*word) }),
                Says::Matrix(force, grid) => {
                    let cell = case.cell(grid, Some(0)).expect("an active matrix concludes");
                    levels.push(Said { at, what: *force, level: cell.place() });
                }
                Says::Bound { presumed, side, word } => {
                    bounds.push(Said { at, what: Bound { presumed: *presumed, side: *side }, level: level(*word) });
                }
                Says::Move(steps) => moves.push((at, *steps)),
                Says::Outside(outside) => outsides.push((at, *outside)),
                Says::Require(_) => {}
            }
        }
    }
    if let Some(least) = outsides.iter().map(|(_, outside)| *outside).min() {
        let others = levels
            .iter()
            .map(|said| said.at)
            .chain(bounds.iter().map(|said| said.at))
            .chain(moves.iter().map(|(at, _)| *at));
        let mut parts: BTreeMap<_, _> = others.map(|at| (at, "displaced")).collect();
        parts.extend(
            outsides.iter().map(|(at, outside)| (*at, if *outside == least { "decisive" } else { "outvoted" })),
        );
        return Graded { outcome: Outcome::Outside(least), force: None, parts, bounds_cross: false };
    }
    level_of(case, &levels, &bounds, &moves)
}

fn level_of(
    case: &Case<'_>,
    levels: &[Said<Strength>],
    bounds: &[Said<Bound>],
    moves: &[((usize, usize), i64)],
) -> Graded {
    let strongest = levels.iter().map(|said| said.what).min();
    let outright = strongest.is_some_and(|force| force <= Strength::Level);
    let is_final = strongest == Some(Strength::Final);
    let bites: Vec<&Said<Bound>> = bounds.iter().filter(|said| !(said.what.presumed && outright)).collect();
    let (concluded, force) = conclude(case, levels, &bites);
    let level = if let Concluded::Level(level) = concluded { Some(level) } else { None };

    let mut parts = BTreeMap::new();
    for said in levels {
        let part = match level {
            _ if Some(said.what) != strongest => "displaced",
            Some(level) if case.declared.severity(said.level) != level => "outvoted",
            Some(_) | None => "decisive",
        };
        parts.insert(said.at, part);
    }
    for said in bounds {
        parts.insert(said.at, if said.what.presumed && outright { "displaced" } else { "idle" });
    }
    parts.extend(moves.iter().map(|(at, _)| (*at, if level.is_some() && !is_final { "adjustment" } else { "idle" })));
    let (outcome, bounds_cross) = match concluded {
        Concluded::Nothing => (Outcome::Ungraded, false),
        Concluded::Conflict(levels) => (Outcome::Conflict(levels), false),
        Concluded::Level(level) if is_final => (Outcome::Graded(level), false),
        Concluded::Level(level) => {
            let adjusted = adjust(case, level, moves.iter().map(|(_, steps)| steps).sum());
            let concluded_from = if force == Some("bound") { Some(level) } else { None };
            let (last, cross) = bound(case, adjusted, concluded_from, &bites, &mut parts);
            (Outcome::Graded(last), cross)
        }
    };
    Graded { outcome, force, parts, bounds_cross }
}

/// What the standing rules, `otherwise` or the bounds conclude, levels by severity.
enum Concluded {
    Level(usize),
    Conflict(BTreeSet<usize>),
    Nothing,
}

fn conclude(case: &Case<'_>, levels: &[Said<Strength>], bites: &[&Said<Bound>]) -> (Concluded, Option<&'static str>) {
    let declared = case.declared;
    let Some(strongest) = levels.iter().map(|said| said.what).min() else {
        if let Some(otherwise) = declared.otherwise {
            let level = case.level(Word::Clause(&otherwise.level)).place();
            return (Concluded::Level(declared.severity(level)), Some("otherwise"));
        }
        let floor = side(case, bites, Keeps::Severe).min();
        return floor.map_or((Concluded::Nothing, None), |floor| (Concluded::Level(floor), Some("bound")));
    };
    let said = levels.iter().filter(|said| said.what == strongest).map(|said| declared.severity(said.level));
    let in_order: Vec<usize> = said.collect();
    let all: BTreeSet<usize> = in_order.iter().copied().collect();
    let (least, most) = (*all.first().expect("some level"), *all.last().expect("some level"));
    let level = match declared.combine {
        Combine::MostSevere => least,
        Combine::LeastSevere => most,
        Combine::First => in_order[0],
        Combine::Unique if least < most => return (Concluded::Conflict(all), None),
        Combine::Unique => least,
    };
    (Concluded::Level(level), Some(word(strongest)))
}

fn adjust(case: &Case<'_>, severity: usize, steps: i64) -> usize {
    let top = i64::try_from(case.declared.kinds[0].len()).unwrap() - 1;
    let height = i64::try_from(case.declared.height_of_severity(severity)).unwrap();
    case.declared.severity(usize::try_from((height + steps).clamp(0, top)).unwrap())
}

/// Bounds the level, names the bounds that are decisive, and says whether they cross.
fn bound(
    case: &Case<'_>,
    adjusted: usize,
    concluded_from: Option<usize>,
    bites: &[&Said<Bound>],
    parts: &mut BTreeMap<(usize, usize), &'static str>,
) -> (usize, bool) {
    let (ceiling, floor) = (side(case, bites, Keeps::Mild).max(), side(case, bites, Keeps::Severe).min());
    let milder = ceiling.map_or(adjusted, |ceiling| adjusted.max(ceiling));
    let last = floor.map_or(milder, |floor| milder.min(floor));
    for said in bites {
        let its = case.declared.severity(said.level);
        let decisive = if said.what.side == case.declared.keeps_severe() {
            (last != milder && its == last) || concluded_from == Some(its)
        } else {
            milder != adjusted && its == milder && milder == last
        };
        if decisive {
            parts.insert(said.at, "decisive");
        }
    }
    (last, ceiling.zip(floor).is_some_and(|(ceiling, floor)| ceiling > floor))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Keeps {
    Severe,
    Mild,
}

/// The bounds that keep a record from being too mild, or from being too severe, by severity.
fn side(case: &Case<'_>, bites: &[&Said<Bound>], keeps: Keeps) -> impl Iterator<Item = usize> {
    let declared = case.declared;
    let severe = keeps == Keeps::Severe;
    let of = bites.iter().filter(move |said| (said.what.side == declared.keeps_severe()) == severe);
    of.map(|said| declared.severity(said.level)).collect::<Vec<_>>().into_iter()
}

fn word(force: Strength) -> &'static str {
    match force {
        Strength::Final => "final",
        Strength::Level => "level",
        Strength::Presume => "presume",
        Strength::May => "may",
    }
}
