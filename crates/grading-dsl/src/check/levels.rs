//! The ladder: the levels by place, number and name, and the outcomes beside them.

use core_model::spelling::level_number;
use core_model::{Ladder, Level, LevelId, Named, OutsideId, limits};
use messages::{Called, Countable, Diagnostic, LevelProblem, Related};

use super::collect::Collected;
use super::over;
use super::scope::{LevelName, Scope};
use super::space::{Spelling, spellings};
use super::types::named;
use crate::syntax::{BrokenKind, Levels, LevelsEntry, Span, ValueDecl};

/// The greatest number that a level may be declared by.
const GREATEST_NUMBER: u32 = 9;

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Settles the levels: those of the file named first, else those of the first file imported that declares any, else
/// the three that stand without a declaration.
pub(crate) fn settle(scope: &mut Scope, collected: &Collected<'_>) {
    let mut declared = collected.levels.clone();
    declared.sort_by_key(|(file, levels)| (*file, levels.span.start));
    match declared.first() {
        Some((_, levels)) => declare(scope, levels),
        None => three(scope),
    }
    scope.levels_unknown |= collected.broken.iter().any(|broken| broken.kind == Some(BrokenKind::Levels));
    let pairs = declared.iter().zip(declared.iter().skip(1));
    for ((before, first), (file, levels)) in pairs {
        if before == file {
            let told = Diagnostic::error(LevelProblem::Twice, levels.span);
            scope.tell(told.also(Related::Declared(first.span)));
        } else if let Some((_, reference)) = declared.first()
            && ladder(reference) != ladder(levels)
        {
            let told = Diagnostic::error(LevelProblem::NotThoseOfImporter, levels.span);
            scope.tell(told.also(Related::Declared(reference.span)));
        }
    }
}

/// The levels as declared, to be compared.
fn ladder(levels: &Levels) -> Ladder {
    let number = |entry: &LevelsEntry| entry.number.and_then(|number| u8::try_from(number).ok());
    let level = |entry: &LevelsEntry| Level {
        named: named(&entry.name, entry.label.as_ref(), &entry.aka),
        number: number(entry),
    };
    let outside = |outcome: &ValueDecl| named(&outcome.name, outcome.label.as_ref(), &outcome.aka);
    Ladder {
        levels: levels.levels.iter().map(level).collect(),
        best_first: levels.best_first,
        outside: levels.outside.iter().map(outside).collect(),
    }
}

/// The level that is meant by a number: the one declared by it; where none is declared by number, the one at that place.
pub(crate) fn numbered(ladder: &Ladder, number: u32) -> Option<LevelId> {
    let by_number = ladder.levels.iter().any(|level| level.number.is_some());
    let place = if by_number {
        ladder.levels.iter().position(|level| level.number.map(u32::from) == Some(number))?
    } else {
        usize::try_from(number.checked_sub(1)?).ok().filter(|place| *place < ladder.levels.len())?
    };
    u8::try_from(place).ok().map(LevelId)
}

/// Tells that no level has that number.
pub(crate) fn undeclared(ladder: &Ladder, number: u32, span: Span) -> Diagnostic {
    let declared = ladder.levels.iter().map(|level| level.named.name.clone()).collect();
    Diagnostic::error(LevelProblem::Undeclared { number, declared }, span)
}

/// Tells that a level is left for the author to fill in.
pub(crate) fn left_open(ladder: &Ladder, span: Span) -> Diagnostic {
    let declared = ladder.levels.iter().map(|level| level.named.name.clone()).collect();
    Diagnostic::error(LevelProblem::LeftOpen { declared }, span)
}

/// How a level of that number can be spelt without a keyword.
pub(crate) fn spelt(number: u32) -> Vec<String> {
    let digit = usize::try_from(number).ok().and_then(|number| DIGITS.get(number));
    digit.map(|digit| format!("{digit}级")).into_iter().chain([format!("{number}级")]).collect()
}

fn declare(scope: &mut Scope, levels: &Levels) {
    let told_before = scope.diagnostics.len();
    count(scope, levels);
    for (place, entry) in (0_u8..=u8::MAX).zip(&levels.levels) {
        let number = declared_number(scope, levels, entry);
        scope.ladder.levels.push(Level { named: named(&entry.name, entry.label.as_ref(), &entry.aka), number });
        let what = LevelName::Level(LevelId(place));
        let spellings = spellings(&entry.name, entry.label.as_ref(), &entry.aka);
        scope.level_names.declare(what, &Called::Level, &spellings, &mut scope.diagnostics);
    }
    scope.ladder.best_first = levels.best_first;
    if let Some(beyond) = levels.outside.get(limits::VALUES) {
        scope.tell(over(Countable::Outcomes, limits::VALUES, beyond.name.span));
    }
    for (place, outcome) in (0_u8..=u8::MAX).zip(&levels.outside) {
        outside(scope, OutsideId(place), outcome);
    }
    for (place, entry) in (0_u8..=u8::MAX).zip(&levels.levels) {
        for spelling in spellings(&entry.name, entry.label.as_ref(), &entry.aka) {
            means_its_number(scope, LevelId(place), spelling);
        }
    }
    scope.levels_unknown = scope.diagnostics.len() > told_before;
}

fn outside(scope: &mut Scope, id: OutsideId, outcome: &ValueDecl) {
    scope.ladder.outside.push(named(&outcome.name, outcome.label.as_ref(), &outcome.aka));
    let spellings = spellings(&outcome.name, outcome.label.as_ref(), &outcome.aka);
    scope.level_names.declare(LevelName::Outside(id), &Called::Level, &spellings, &mut scope.diagnostics);
}

fn three(scope: &mut Scope) {
    for (place, number, name, further) in [(0, 1, "一级", "高"), (1, 2, "二级", "中"), (2, 3, "三级", "低")] {
        let named = Named { name: name.into(), label: None, aka: vec![further.into()] };
        scope.ladder.levels.push(Level { named, number: Some(number) });
        let spellings = [name, further].map(|text| Spelling { text, span: Span::default() });
        let what = LevelName::Level(LevelId(place));
        scope.level_names.declare(what, &Called::Level, &spellings, &mut scope.diagnostics);
    }
}

fn count(scope: &mut Scope, levels: &Levels) {
    let found = levels.levels.len();
    if !(2..=limits::LEVELS).contains(&found) {
        let at = levels.levels.get(limits::LEVELS).map_or(levels.span, |first_too_many| first_too_many.name.span);
        scope.tell(Diagnostic::error(LevelProblem::Count { found }, at));
    }
}

/// Its number, where the levels are declared by number: all of them, each once.
fn declared_number(scope: &mut Scope, levels: &Levels, entry: &LevelsEntry) -> Option<u8> {
    let first_numbered = levels.levels.first().is_some_and(|first| first.number.is_some());
    if entry.number.is_some() != first_numbered {
        scope.tell(Diagnostic::error(LevelProblem::NumbersAndNames, entry.name.span));
        return None;
    }
    let number = entry.number?;
    let fits = u8::try_from(number).ok().filter(|_| (1..=GREATEST_NUMBER).contains(&number));
    if fits.is_none() {
        scope.tell(Diagnostic::error(LevelProblem::NumberOutside { number, most: GREATEST_NUMBER }, entry.name.span));
    }
    fits
}

/// A spelling `N级` must be that of the level which `level N` means.
fn means_its_number(scope: &mut Scope, level: LevelId, spelling: Spelling<'_>) {
    let Some(number) = level_number(spelling.text).map(u32::from) else { return };
    if numbered(&scope.ladder, number) != Some(level) {
        let meant = numbered(&scope.ladder, number)
            .and_then(|other| scope.ladder.levels.get(other.index()))
            .map(|other| other.named.name.clone());
        let spelling_of = spelling.text.to_owned();
        let problem = LevelProblem::OtherNumber { name: spelling_of, number, meant };
        scope.tell(Diagnostic::error(problem, spelling.span));
    }
}
