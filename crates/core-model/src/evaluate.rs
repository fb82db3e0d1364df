//! The four steps of meaning on a record of which everything is known: conclude, adjust, bound, require; and the part
//! that each conclusion played.

use crate::condition::Pick;
use crate::decision::{Complete, ConcludedBy, Outcome, Part};
use crate::policy::{Combine, Conclusion, Force, Ladder, LevelId, MeasureId, OutsideId, Policy, RuleId, Side};
use crate::reach::{Reach, by_severity, level_of};
use crate::stands::{Standing, stands, stands_asking, truth};
use crate::truth::Truth;
use crate::values::ValueSet;
use crate::view::View;

/// The outcome of one record and what led to it.
pub(crate) struct Evaluated {
    pub(crate) outcome: Outcome,
    pub(crate) account: Complete,
    pub(crate) measures: Vec<MeasureId>,
}

/// What a standing rule says, with its level looked up as a severity: 1 the most severe.
#[derive(Clone, Copy)]
enum Said {
    Level(Force, u8),
    Adjust(i64),
    Bound { presumed: bool, from_mild: bool, severity: u8 },
    Outside(OutsideId),
    Require(MeasureId),
}

/// The standing rules in written order, with what each says.
type Stood = Vec<(RuleId, Vec<Said>)>;

/// What was concluded before any adjustment.
struct Concluded {
    by: Option<ConcludedBy>,
    /// One severity; several where they conflict; none where nothing is concluded.
    severities: ValueSet,
}

/// The severity after each step.
struct Course {
    adjusted: u8,
    /// After the bounds that keep it from being too severe.
    milder: u8,
    /// After those that keep it from being too mild.
    last: u8,
    cross: bool,
}

/// Grades a region of single values.
pub(crate) fn evaluate(view: &mut View<'_>) -> Evaluated {
    let standing = stands(view);
    let stood = said(view, &standing);
    let (outcome, parts, mut account) = grade(view, &stood);
    ask_again(view, &outcome, standing, stood, parts, &mut account)
}

/// The last step: rules that ask for the level stand or not, and every standing rule's measures are required.
fn ask_again(
    view: &mut View<'_>,
    outcome: &Outcome,
    mut standing: Standing,
    mut stood: Stood,
    mut parts: Vec<Vec<Part>>,
    account: &mut Complete,
) -> Evaluated {
    let program = view.program;
    if !program.asking().is_empty() {
        let mut reached = Reach::default();
        reached.add(outcome);
        view.level = Some(reached.seen(&program.policy().ladder));
        stands_asking(view, &mut standing);
        let asked = asking(view, &standing);
        parts.extend(asked.iter().map(|(_, said)| vec![Part::Requirement; said.len()]));
        stood.extend(asked);
    }
    let measures = require(program.policy(), &stood);
    let mut told: Vec<(RuleId, Vec<Part>)> = stood.iter().map(|(rule, _)| *rule).zip(parts).collect();
    told.sort_by_key(|(rule, _)| *rule);
    let decisive = told.iter().filter(|(_, parts)| parts.contains(&Part::Decisive)).map(|(rule, _)| *rule);
    account.decisive = decisive.collect();
    account.stood = told;
    account.overridden = overridden(view, &standing);
    Evaluated { outcome: outcome.clone(), account: std::mem::take(account), measures }
}

/// Steps one to three, with the part of each conclusion beside the rules that stood.
fn grade(view: &mut View<'_>, stood: &Stood) -> (Outcome, Vec<Vec<Part>>, Complete) {
    if let Some(outside) = outside(stood) {
        let part = |said: &Said| match said {
            Said::Outside(own) if *own == outside => Part::Decisive,
            Said::Outside(_) => Part::Outvoted,
            Said::Require(_) => Part::Requirement,
            Said::Level(..) | Said::Adjust(_) | Said::Bound { .. } => Part::Displaced,
        };
        return (Outcome::Outside(outside), each_part(stood, part), Complete::default());
    }
    let concluded = conclude(view, stood);
    let ladder = &view.program.policy().ladder;
    let one = concluded.severities.least().filter(|_| concluded.severities.len() == 1);
    let course = one.map(|severity| {
        let adjusted = adjust(&concluded, severity, stood, ladder);
        bound(&concluded, adjusted, stood)
    });
    let parts = each_part(stood, |said| part(*said, &concluded, course.as_ref()));
    let outcome = match &course {
        Some(course) => Outcome::Graded(level_of(course.last, ladder)),
        None if concluded.severities.is_empty() => Outcome::Ungraded,
        None => Outcome::Conflict(by_severity(
            concluded.severities.iter().map(|own| level_of(own, ladder).0).collect(),
            ladder,
        )),
    };
    let force = if course.is_some() { concluded.by } else { None };
    let cross = course.is_some_and(|course| course.cross);
    (outcome, parts, Complete { force, bounds_cross: cross, ..Complete::default() })
}

/// Step one: the level concluded by the strongest kind that stands, else by `otherwise`, else by a bound.
fn conclude(view: &mut View<'_>, stood: &Stood) -> Concluded {
    let program = view.program;
    let policy = program.policy();
    for force in [Force::Final, Force::Level, Force::Presume, Force::May] {
        let own: Vec<u8> = each_said(stood)
            .filter_map(|said| match said {
                Said::Level(by, severity) if by == force => Some(severity),
                Said::Level(..) | Said::Adjust(_) | Said::Bound { .. } | Said::Outside(_) | Said::Require(_) => None,
            })
            .collect();
        if !own.is_empty() {
            return Concluded { by: Some(ConcludedBy::Rules(force)), severities: combine(policy.combine, &own) };
        }
    }
    if let Some(otherwise) = &policy.otherwise {
        let severity = severity(view, &otherwise.level);
        return Concluded { by: Some(ConcludedBy::Otherwise), severities: ValueSet::only(severity) };
    }
    let bound = each_said(stood).filter_map(|said| limit(said, true, false)).min();
    Concluded { by: bound.map(|_| ConcludedBy::Bound), severities: bound.into_iter().collect() }
}

/// What several of one kind conclude together.
fn combine(combine: Combine, own: &[u8]) -> ValueSet {
    match combine {
        Combine::MostSevere => own.iter().min().copied().into_iter().collect(),
        Combine::LeastSevere => own.iter().max().copied().into_iter().collect(),
        Combine::First => own.first().copied().into_iter().collect(),
        Combine::Unique => own.iter().copied().collect(),
    }
}

/// Step two: moves the concluded level up or down the ladder, bounded at both ends.
fn adjust(concluded: &Concluded, severity: u8, stood: &Stood, ladder: &Ladder) -> u8 {
    if concluded.by == Some(ConcludedBy::Rules(Force::Final)) {
        return severity;
    }
    let up: i64 = each_said(stood)
        .map(|said| match said {
            Said::Adjust(steps) => steps,
            Said::Level(..) | Said::Bound { .. } | Said::Outside(_) | Said::Require(_) => 0,
        })
        .sum();
    let severer = if ladder.best_first { -up } else { up };
    let moved = (i64::from(severity) - severer).clamp(1, i64::from(ladder.count()));
    u8::try_from(moved).unwrap_or(severity)
}

/// Step three: keeps the level from being too severe, then from being too mild.
fn bound(concluded: &Concluded, adjusted: u8, stood: &Stood) -> Course {
    if concluded.by == Some(ConcludedBy::Rules(Force::Final)) {
        return Course { adjusted, milder: adjusted, last: adjusted, cross: false };
    }
    let outright = concluded.by == Some(ConcludedBy::Rules(Force::Level));
    let from_severe = each_said(stood).filter_map(|said| limit(said, false, outright)).max();
    let from_mild = each_said(stood).filter_map(|said| limit(said, true, outright)).min();
    let milder = from_severe.map_or(adjusted, |limit| adjusted.max(limit));
    let last = from_mild.map_or(milder, |limit| milder.min(limit));
    let cross = from_severe.zip(from_mild).is_some_and(|(severe, mild)| severe > mild);
    Course { adjusted, milder, last, cross }
}

/// Step four: the measures of standing rules, in the order declared, each once.
fn require(policy: &Policy, stood: &Stood) -> Vec<MeasureId> {
    let mut required = vec![false; policy.measures.len()];
    for said in each_said(stood) {
        if let Said::Require(measure) = said
            && let Some(place) = required.get_mut(measure.index())
        {
            *place = true;
        }
    }
    (0..).map(MeasureId).zip(required).filter_map(|(measure, required)| required.then_some(measure)).collect()
}

/// The part of one conclusion where the record is not outside.
fn part(said: Said, concluded: &Concluded, course: Option<&Course>) -> Part {
    let forced = match concluded.by {
        Some(ConcludedBy::Rules(force)) => Some(force),
        Some(ConcludedBy::Otherwise | ConcludedBy::Bound) | None => None,
    };
    match said {
        Said::Level(force, _) if forced != Some(force) => Part::Displaced,
        Said::Level(_, severity) if concluded.severities.contains(severity) => Part::Decisive,
        Said::Level(..) => Part::Outvoted,
        Said::Adjust(_) if course.is_none() || forced == Some(Force::Final) => Part::Idle,
        Said::Adjust(_) => Part::Adjustment,
        Said::Bound { presumed: true, .. } if matches!(forced, Some(Force::Final | Force::Level)) => Part::Displaced,
        Said::Bound { from_mild, severity, .. } => bound_part(from_mild, severity, concluded, course),
        Said::Outside(_) => Part::Outvoted,
        Said::Require(_) => Part::Requirement,
    }
}

/// Decisive where the level was concluded from the bound, or where the bound moved it and the move remained.
fn bound_part(from_mild: bool, severity: u8, concluded: &Concluded, course: Option<&Course>) -> Part {
    let Some(course) = course else { return Part::Idle };
    let from_it = concluded.by == Some(ConcludedBy::Bound) && from_mild && concluded.severities.contains(severity);
    let moved = if from_mild {
        course.last != course.milder && course.last == severity
    } else {
        course.milder != course.adjusted && course.milder == severity && course.last == course.milder
    };
    if from_it || moved { Part::Decisive } else { Part::Idle }
}

/// The severity at which a bound of the kind asked for cuts off; none where a presumed one is displaced.
fn limit(said: Said, mild: bool, outright: bool) -> Option<u8> {
    match said {
        Said::Bound { presumed, from_mild, severity } if from_mild == mild && !(presumed && outright) => Some(severity),
        Said::Bound { .. } | Said::Level(..) | Said::Adjust(_) | Said::Outside(_) | Said::Require(_) => None,
    }
}

fn outside(stood: &Stood) -> Option<OutsideId> {
    let own = |said| match said {
        Said::Outside(outside) => Some(outside),
        Said::Level(..) | Said::Adjust(_) | Said::Bound { .. } | Said::Require(_) => None,
    };
    each_said(stood).filter_map(own).min()
}

/// What the standing rules that grade say.
fn said(view: &mut View<'_>, standing: &Standing) -> Stood {
    stood_rules(view, standing, false)
}

/// What the standing rules that ask for the level say.
fn asking(view: &mut View<'_>, standing: &Standing) -> Stood {
    stood_rules(view, standing, true)
}

fn stood_rules(view: &mut View<'_>, standing: &Standing, asks_level: bool) -> Stood {
    let program = view.program;
    let policy = program.policy();
    let mut stood = Stood::new();
    for (id, rule) in (0..).map(RuleId).zip(&policy.rules) {
        if rule.asks_level == asks_level && truth(&standing.stands, id) == Truth::Yes {
            stood.push((id, rule.conclusions.iter().map(|conclusion| say(view, &policy.ladder, conclusion)).collect()));
        }
    }
    stood
}

fn say(view: &mut View<'_>, ladder: &Ladder, conclusion: &Conclusion) -> Said {
    match conclusion {
        Conclusion::Level(force, level) => Said::Level(*force, severity(view, level)),
        Conclusion::Adjust(steps) => Said::Adjust(i64::from(*steps)),
        Conclusion::Bound { presumed, side, level } => bound_said(view, ladder, *presumed, *side, level),
        Conclusion::Outside(outside) => Said::Outside(*outside),
        Conclusion::Require(measure) => Said::Require(*measure),
    }
}

fn bound_said(view: &mut View<'_>, ladder: &Ladder, presumed: bool, side: Side, level: &Pick) -> Said {
    Said::Bound { presumed, from_mild: ladder.keeps_from_mild(side), severity: severity(view, level) }
}

fn severity(view: &mut View<'_>, level: &Pick) -> u8 {
    let ladder = &view.program.policy().ladder;
    let level: LevelId = ladder.at_height(view.pick(level).least().unwrap_or(0));
    ladder.severity(level)
}

fn overridden(view: &View<'_>, standing: &Standing) -> Vec<(RuleId, Vec<RuleId>)> {
    let policy = view.program.policy();
    let lost = |id: &RuleId| truth(&standing.active, *id) == Truth::Yes && truth(&standing.stands, *id) == Truth::No;
    (0..)
        .map(RuleId)
        .take(policy.rules.len())
        .filter(lost)
        .map(|id| {
            let first = policy.rules.get(id.index()).and_then(|rule| rule.first_of).unwrap_or(id);
            let rows = (first.0..id.0).map(RuleId);
            let mut by: Vec<RuleId> = rows.chain(view.program.overriders(id).iter().copied()).collect();
            by.retain(|by| truth(&standing.stands, *by) == Truth::Yes);
            by.sort_unstable();
            by.dedup();
            (id, by)
        })
        .collect()
}

fn each_said(stood: &Stood) -> impl Iterator<Item = Said> {
    stood.iter().flat_map(|(_, said)| said.iter().copied())
}

fn each_part(stood: &Stood, part: impl Fn(&Said) -> Part) -> Vec<Vec<Part>> {
    stood.iter().map(|(_, said)| said.iter().map(&part).collect()).collect()
}
