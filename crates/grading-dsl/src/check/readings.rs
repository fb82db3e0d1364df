//! The two readings of `and` beside `or`, in the author's own words.

use super::scope::Scope;
use crate::syntax::{Expr, Span};

/// The chain with parentheses around what `and` joins, and around what `or` joins.
pub(crate) fn both(scope: &Scope, parts: &[Expr], connectives: &[(bool, Span)]) -> (String, String) {
    (reading(scope, parts, connectives, true), reading(scope, parts, connectives, false))
}

/// The first connective that is not the one before it.
pub(crate) fn first_change(connectives: &[(bool, Span)]) -> Option<Span> {
    let (first, _) = connectives.first()?;
    connectives.iter().find(|(and, _)| and != first).map(|(_, place)| *place)
}

/// Runs of operands that this connective joins get parentheses.
fn reading(scope: &Scope, parts: &[Expr], connectives: &[(bool, Span)], tighter: bool) -> String {
    let mut runs: Vec<Vec<String>> = Vec::new();
    let mut between = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        let word = in_one_line(scope.text(part.span));
        let before = place.checked_sub(1).and_then(|place| connectives.get(place));
        match (before, runs.last_mut()) {
            (Some((and, connective)), Some(run)) if *and == tighter => {
                run.push(in_one_line(scope.text(*connective)));
                run.push(word);
            }
            (Some((_, connective)), Some(_)) => {
                between.push(in_one_line(scope.text(*connective)));
                runs.push(vec![word]);
            }
            (Some(_), None) | (None, Some(_) | None) => runs.push(vec![word]),
        }
    }
    let mut runs =
        runs.into_iter().map(|run| if run.len() > 1 { format!("({})", run.join(" ")) } else { run.concat() });
    let first = runs.next().unwrap_or_default();
    between.into_iter().zip(runs).fold(first, |whole, (connective, run)| format!("{whole} {connective} {run}"))
}

/// The text without comments and line breaks.
fn in_one_line(text: &str) -> String {
    let lines = text.lines().map(|line| without_comment(line).trim());
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A line up to its comment, if it has one: a `#` outside of quotation marks.
fn without_comment(line: &str) -> &str {
    let mut closing = None;
    for (at, letter) in line.char_indices() {
        match (closing, letter) {
            (Some(mark), letter) if mark == letter => closing = None,
            (Some(_), _) => {}
            (None, '#') => return line.get(..at).unwrap_or(line),
            (None, '"' | '`') => closing = Some(letter),
            (None, '“') => closing = Some('”'),
            (None, '「') => closing = Some('」'),
            (None, _) => {}
        }
    }
    line
}
