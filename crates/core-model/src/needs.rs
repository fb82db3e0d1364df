//! Which silent factors could still change the outcome: those of every smallest set whose change leads from one possible
//! filling to another of a different outcome.

use crate::evaluate::evaluate;
use crate::policy::FactorId;
use crate::program::Program;
use crate::reach::{Reach, reach};
use crate::region::{Cut, Region};
use crate::stands::stands;
use crate::survey::{Survey, impossible_cut, outcome_cut, possible};
use crate::truth::Truth;
use crate::view::View;

/// The factors needed, and whether that is exact (else they are more than needed, never less).
pub(crate) struct Needs {
    pub(crate) factors: Vec<FactorId>,
    pub(crate) exact: bool,
}

/// Fillings that differ in some factors only: two regions alike in all other factors.
type Pair = (Region, Region);

/// What a search for two such fillings of different outcome found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Differ {
    Yes,
    No,
    Undecided,
}

/// Searches sets of one factor, then of two, and so on, within so many steps in all.
pub(crate) fn needs(program: &Program, region: &Region, silent: &[FactorId], survey: &Survey, steps: u32) -> Needs {
    let all = || Needs { factors: silent.to_vec(), exact: false };
    if !survey.exact {
        return all();
    }
    let mut needs = Needs { factors: Vec::new(), exact: true };
    let mut left = steps;
    let mut found = walk(program, silent, survey);
    for size in 1..=silent.len() {
        let mut chosen = Some((0..size).collect::<Vec<usize>>());
        while let Some(places) = chosen {
            let set: Vec<FactorId> = places.iter().filter_map(|place| silent.get(*place).copied()).collect();
            if !set.iter().all(|factor| found.contains(factor)) {
                match differ(program, region, &set, &mut left) {
                    Differ::Yes => found.extend(set),
                    Differ::No => {}
                    // Where every record is possible, one factor always suffices; else the sets needed may be larger.
                    Differ::Undecided if !program.policy().impossible.is_empty() => return all(),
                    Differ::Undecided => {
                        needs.exact = false;
                        found.extend(set);
                    }
                }
            }
            chosen = next_choice(places, silent.len());
        }
        if !found.is_empty() {
            break;
        }
    }
    needs.factors = silent.iter().copied().filter(|factor| found.contains(factor)).collect();
    needs
}

/// Factors met on the way from one known filling to another of a different outcome, a factor at a time.
fn walk(program: &Program, silent: &[FactorId], survey: &Survey) -> Vec<FactorId> {
    let mut found = Vec::new();
    let Some((_, start)) = survey.witnesses.first() else { return found };
    for (_, goal) in survey.witnesses.iter().skip(1) {
        let mut here = start.clone();
        let mut outcome = outcome_of(program, &here);
        for factor in silent {
            let next = here.with(*factor, goal);
            let changed = outcome_of(program, &next);
            if outcome.is_some() && changed.is_some() && outcome != changed && !found.contains(factor) {
                found.push(*factor);
            }
            (here, outcome) = (next, changed);
        }
    }
    found
}

/// Whether two possible fillings that differ in these factors only have different outcomes.
fn differ(program: &Program, region: &Region, set: &[FactorId], left: &mut u32) -> Differ {
    let mut open: Vec<Pair> = vec![(region.clone(), region.clone())];
    while let Some(pair) = open.pop() {
        if *left == 0 {
            return Differ::Undecided;
        }
        let mut views = (View::new(program, &pair.0), View::new(program, &pair.1));
        if possible(&mut views.0) == Truth::No || possible(&mut views.1) == Truth::No {
            *left = left.saturating_sub(views.0.looked.saturating_add(views.1.looked));
            continue;
        }
        let (one, other) = (reached(&mut views.0), reached(&mut views.1));
        // The samples and the cut look at as much again.
        *left = left.saturating_sub(views.0.looked.saturating_add(views.1.looked).saturating_mul(2));
        if one.len() <= 1 && one == other {
            continue;
        }
        let outcomes = (outcome_of(program, &pair.0.least()), outcome_of(program, &pair.1.least()));
        if outcomes.0.is_some() && outcomes.1.is_some() && outcomes.0 != outcomes.1 {
            return Differ::Yes;
        }
        let cuts = (towards_one(&mut views.0), towards_one(&mut views.1));
        match cuts {
            (Some(cut), _) => open.extend(cut_pair(&pair, cut, set, true)),
            (None, Some(cut)) => open.extend(cut_pair(&pair, cut, set, false)),
            (None, None) => {}
        }
    }
    Differ::No
}

fn towards_one(view: &mut View<'_>) -> Option<Cut> {
    impossible_cut(view).or_else(|| {
        let standing = stands(view);
        if reach(view, &standing).len() <= 1 { None } else { outcome_cut(view, &standing) }
    })
}

/// Cuts the one region alone along a factor in which the fillings may differ, else both alike.
fn cut_pair(pair: &Pair, cut: Cut, set: &[FactorId], first: bool) -> Vec<Pair> {
    let alone = |region: &Region, other: &Region, first: bool| {
        let parts = region.cut(cut);
        let with = |part: Region| if first { (part, other.clone()) } else { (other.clone(), part) };
        [parts.0, parts.1].into_iter().flatten().map(with).collect()
    };
    match (set.contains(&cut.factor()), first) {
        (true, true) => alone(&pair.0, &pair.1, true),
        (true, false) => alone(&pair.1, &pair.0, false),
        (false, _) => {
            let (one, other) = (pair.0.cut(cut), pair.1.cut(cut));
            [one.0.zip(other.0), one.1.zip(other.1)].into_iter().flatten().collect()
        }
    }
}

fn reached(view: &mut View<'_>) -> Reach {
    let standing = stands(view);
    reach(view, &standing)
}

/// The outcome of one record, if it is possible.
fn outcome_of(program: &Program, record: &Region) -> Option<crate::decision::Outcome> {
    let mut view = View::new(program, record);
    (possible(&mut view) == Truth::Yes).then(|| evaluate(&mut view).outcome)
}

/// The next choice of as many of `of` places, in order.
fn next_choice(mut places: Vec<usize>, of: usize) -> Option<Vec<usize>> {
    let size = places.len();
    let room = |at: usize, place: usize| place + (size - at) < of;
    let last =
        places.iter().enumerate().rev().find(|(at, place)| room(*at, **place)).map(|(at, place)| (at, *place))?;
    for (ahead, place) in places.iter_mut().skip(last.0).enumerate() {
        *place = last.1 + 1 + ahead;
    }
    Some(places)
}
