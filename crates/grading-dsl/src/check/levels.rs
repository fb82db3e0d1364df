//! The ladder: the levels by place, number and name, and the outcomes beside them.

use core_model::{Ladder, Level, LevelId, Named, OutsideId, limits};
use messages::{Called, Diagnostic, LevelProblem};

use super::scope::{LevelName, Scope};
use super::space::{Spelling, spellings};
use crate::syntax::{Levels, LevelsEntry, Name, Span, Text, ValueDecl};

/// The greatest number that a level may be declared by.
const GREATEST_NUMBER: u32 = 99;

/// Settles the levels that are declared, or the three that stand without a declaration.
pub(crate) fn settle(scope: &mut Scope, declared: Option<&Levels>) {
    match declared {
        Some(levels) => declare(scope, levels),
        None => three(scope),
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
    for (place, outcome) in (0_u8..=u8::MAX).zip(&levels.outside) {
        outside(scope, OutsideId(place), outcome);
    }
    for (place, entry) in (0_u8..=u8::MAX).zip(&levels.levels) {
        for spelling in spellings(&entry.name, entry.label.as_ref(), &entry.aka) {
            means_its_number(scope, LevelId(place), entry, spelling);
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
    let fits = u8::try_from(number).ok().filter(|_| number <= GREATEST_NUMBER);
    if fits.is_none() {
        scope.tell(Diagnostic::error(LevelProblem::TooGreat { number, most: GREATEST_NUMBER }, entry.name.span));
    }
    fits
}

/// A spelling `N级` must be that of the level which `level N` means.
fn means_its_number(scope: &mut Scope, level: LevelId, entry: &LevelsEntry, spelling: Spelling<'_>) {
    let Some(number) = number_said(spelling.text) else { return };
    if entry.number.is_none_or(|own| own != number) && numbered(&scope.ladder, number) != Some(level) {
        let meant = numbered(&scope.ladder, number)
            .and_then(|other| scope.ladder.levels.get(other.index()))
            .map(|other| other.named.name.clone());
        let spelling_of = spelling.text.to_owned();
        let problem = LevelProblem::OtherNumber { name: spelling_of, number, meant };
        scope.tell(Diagnostic::error(problem, spelling.span));
    }
}

/// The N of a name `N级`.
fn number_said(name: &str) -> Option<u32> {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let said = name.strip_suffix('级')?;
    let mut letters = said.chars();
    if let (Some(letter), None) = (letters.next(), letters.next())
        && let Some(digit) = DIGITS.iter().position(|digit| *digit == letter)
    {
        return u32::try_from(digit).ok();
    }
    let ascii: String = said.chars().map(half_width).collect();
    ascii.parse().ok().filter(|_| ascii.chars().all(|letter| letter.is_ascii_digit()))
}

fn half_width(letter: char) -> char {
    u32::from(letter)
        .checked_sub(u32::from('０'))
        .and_then(|digit| char::from_digit(digit.min(10), 10))
        .unwrap_or(letter)
}

fn named(name: &Name, label: Option<&Text>, aka: &[Text]) -> Named {
    Named {
        name: name.text.clone(),
        label: label.map(|label| label.text.clone()),
        aka: aka.iter().map(|further| further.text.clone()).collect(),
    }
}
