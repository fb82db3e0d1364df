//! What was probably meant by a name that nothing is called by: words run together, a number in words, `以上` behind a
//! value, a type of other languages.

use messages::{Diagnostic, HabitProblem, SyntaxProblem};

use super::scope::Scope;
use crate::syntax::{Name, Span};
use crate::{habits, joined, keywords};

/// How many unknown names are taken apart; beyond it nobody reads on.
const SPLITS: u32 = 2_000;

/// What is wrong with a name that nothing is called by, where it is no mere misspelling.
pub(super) fn otherwise(scope: &mut Scope, name: &Name) -> Option<Diagnostic> {
    if name.span == Span::default() || name.text.is_ascii() {
        return None;
    }
    scope.splits = scope.splits.checked_add(1).filter(|splits| *splits <= SPLITS)?;
    scope.gather_further();
    height(scope, name).or_else(|| in_words(name)).or_else(|| joined(scope, name))
}

/// A type that the language calls otherwise.
pub(super) fn other_type(name: &Name) -> Option<Diagnostic> {
    const TYPES: [&str; 5] = ["kw_yes_no", "kw_number", "kw_date", "kw_text", "kw_set_of"];
    let keyword = habits::word_for(&name.text).find(|rule| TYPES.contains(rule)).and_then(keywords::by_rule)?;
    let meant = if name.text.is_ascii() { keyword.in_english() } else { keyword.in_chinese() };
    let problem = HabitProblem::OtherWord { found: name.text.clone(), meant: meant.to_owned() };
    Some(Diagnostic::error(problem, name.span).suggest(meant, name.span))
}

fn in_words(name: &Name) -> Option<Diagnostic> {
    let meant = habits::in_digits(&name.text)?;
    let problem = HabitProblem::NumberInWords { found: name.text.clone(), meant: meant.clone() };
    Some(Diagnostic::error(problem, name.span).suggest(meant, name.span))
}

fn joined(scope: &Scope, name: &Name) -> Option<Diagnostic> {
    let split = joined::split(&name.text, &|part| scope.is_called(part))?;
    let problem = SyntaxProblem::RunTogether { found: name.text.clone(), split: split.clone() };
    Some(Diagnostic::error(problem, name.span).suggest(split, name.span))
}

/// `三级以上`: with the comparison that says so, in the place of the one that stands before it.
pub(super) fn height(scope: &Scope, name: &Name) -> Option<Diagnostic> {
    let (stem, word) = habits::height(&name.text)?;
    if !scope.is_called(stem) && keywords::level_number(stem).is_none() {
        return None;
    }
    let (before, word) = word_before(scope, name.span, word);
    let span = Span { start: name.span.start.saturating_sub(before), ..name.span };
    let meant = format!("{word} {stem}");
    let problem = HabitProblem::HeightBehind { found: name.text.clone(), meant: meant.clone() };
    Some(Diagnostic::error(problem, name.span).suggest(meant, span))
}

/// How many bytes before a value a word takes that `word` is to stand for, and that word.
fn word_before(scope: &Scope, at: Span, word: &'static str) -> (u32, &'static str) {
    let from = Span { start: 0, end: at.start, ..at };
    let text = scope.text(from);
    let trimmed = text.trim_end();
    let presumed = ["一般应列为", "一般应视为"].into_iter().find(|before| trimmed.ends_with(before));
    let plain = ["列为", "定为", "评为", "为", "=", "＝"].into_iter().find(|before| trimmed.ends_with(before));
    let word = match (presumed, word) {
        (Some(_), "不低于") => "一般应不低于",
        (Some(_), "不高于") => "一般应不高于",
        (_, word) => word,
    };
    let Some(before) = presumed.or(plain) else { return (0, word) };
    let blanks = text.len() - trimmed.len();
    (u32::try_from(before.len() + blanks).unwrap_or(0), word)
}
