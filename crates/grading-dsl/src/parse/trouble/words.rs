//! Words: those of other languages and of speech, misspelt keywords, numbers in words, words that were not kept apart.

use messages::{Diagnostic, Expected, HabitProblem, SyntaxProblem};

use super::expected::openings;
use super::{Text, before, shown};
use crate::habits;
use crate::keywords::{self, Keyword, Role};
use crate::parse::tokens::{Token, TokenKind};

/// What is wrong with the words at which reading stopped.
pub(super) fn words(text: &Text, here: usize) -> Option<Diagnostic> {
    no_whole_number(text, here)
        .or_else(|| other_word(text, here))
        .or_else(|| idle_is(text, here))
        .or_else(|| idle_is(text, here.checked_sub(1)?))
        .or_else(|| less_than(text, here))
        .or_else(|| height(text, here))
        .or_else(|| joined(text, here))
        .or_else(|| number_in_words(text, here))
        .or_else(|| misspelt(text, here))
        .or_else(|| before::taken_for_name(text, here))
        .or_else(|| misspelt_before(text, here))
}

/// So many tokens from here on, all of them words, as one phrase.
pub(super) fn phrase(text: &Text, here: usize, count: usize) -> Option<(String, usize)> {
    let tokens = text.all.get(here..here.checked_add(count)?)?;
    let begins = |keyword: &Keyword| matches!(keyword.role, Role::Clause | Role::Declaration);
    let plain = |token: &Token| {
        token.kind == TokenKind::Word && (count == 1 || !keywords::reserved(token.text).is_some_and(begins))
    };
    let all = tokens.iter().all(plain);
    let one_line = tokens.iter().skip(1).all(|token| !token.first_of_line);
    let last = tokens.last().filter(|_| all && one_line)?;
    Some((tokens.iter().map(|token| token.text).collect::<Vec<_>>().join(" "), last.end))
}

/// A word for which the language has another that could stand here.
fn other_word(text: &Text, here: usize) -> Option<Diagnostic> {
    let first = text.all.get(here)?;
    if text.known.has(first.text) {
        return None;
    }
    if habits::is_else(first.text) && text.opening.rule == "kw_rule" {
        let span = text.origin.span(first.start, first.end);
        return Some(Diagnostic::error(HabitProblem::NoElse { found: first.text.to_owned() }, span));
    }
    if habits::is_else(first.text) && text.opening.rule == "kw_define" {
        let otherwise = text.language.spells("kw_otherwise");
        let comma =
            here.checked_sub(1).and_then(|before| text.all.get(before)).is_some_and(|before| before.text == ",");
        let meant = if comma || !text.tried("comma") { otherwise.to_owned() } else { format!(", {otherwise}") };
        let span = text.origin.span(first.start, first.end);
        let problem = HabitProblem::OtherWord { found: first.text.to_owned(), meant: meant.clone() };
        return Some(Diagnostic::error(problem, span).suggest(meant, span));
    }
    if let Some(meant) = habits::idiom(first.text).filter(|_| text.opening.rule == "kw_measure") {
        let span = text.origin.span(first.start, first.end);
        let problem = HabitProblem::OtherWord { found: first.text.to_owned(), meant: meant.to_owned() };
        return Some(Diagnostic::error(problem, span).suggest(meant, span));
    }
    for count in (1..=habits::WORDS_IN_A_ROW).rev() {
        let Some((written, end)) = phrase(text, here, count) else { continue };
        let valid = |rule: &&str| text.keywords.iter().any(|keyword| keyword.rule == *rule) || opens(text, here, rule);
        let Some(keyword) = habits::word_for(&written).find(valid).and_then(keywords::by_rule) else { continue };
        let meant = text.language.spelling(keyword).to_owned();
        let span = text.origin.span(first.start, end);
        let problem = HabitProblem::OtherWord { found: written, meant: meant.clone() };
        return Some(Diagnostic::error(problem, span).suggest(meant, span));
    }
    None
}

/// Whether the line could begin a declaration with this keyword.
fn opens(text: &Text, here: usize, rule: &str) -> bool {
    super::is_stray_line(text, here) && openings().any(|keyword| keyword.rule == rule)
}

/// `is above`, `is at least`, `is in`: the comparison says it alone.
fn idle_is(text: &Text, here: usize) -> Option<Diagnostic> {
    const COMPARING: [&str; 12] = [
        "kw_at_least",
        "kw_at_most",
        "kw_above",
        "kw_exceeds",
        "kw_below",
        "kw_not_full",
        "kw_between",
        "kw_in",
        "kw_includes",
        "kw_before",
        "kw_after",
        "kw_less_than",
    ];
    let is = here.checked_sub(1).and_then(|before| text.all.get(before))?;
    let spelt = keywords::reserved(is.text).is_some_and(|keyword| keyword.rule == "kw_is") || is.text == "=";
    if !spelt {
        return None;
    }
    let first = text.all.get(here)?;
    let compares = |words: &str| {
        let candidates = || COMPARING.into_iter().filter_map(keywords::by_rule);
        let itself = candidates().flat_map(Keyword::spellings).find(|spelt| *spelt == words);
        let other = || habits::word_for(words).find(|rule| COMPARING.contains(rule)).and_then(keywords::by_rule);
        itself.or_else(|| other().map(|keyword| text.language.spelling(keyword)))
    };
    let counts = (1..=habits::WORDS_IN_A_ROW).rev();
    let mut phrases = counts.filter_map(|count| phrase(text, here, count));
    let (meant, end) = phrases.find_map(|(words, end)| Some((compares(&words)?, end)))?;
    let span = text.origin.span(is.start, end);
    let found = shown(text.text.get(is.start..end).unwrap_or(first.text));
    Some(Diagnostic::error(HabitProblem::OtherWord { found, meant: meant.to_owned() }, span).suggest(meant, span))
}

/// `at least 1.5 of (…)`.
fn no_whole_number(text: &Text, here: usize) -> Option<Diagnostic> {
    let of = text.all.get(here).filter(|of| ["of", "项"].contains(&of.text))?;
    let before = text.text.get(..of.start)?.trim_end();
    let begins = |letter: char| !(letter.is_ascii_digit() || letter == '.');
    let start = before
        .rfind(begins)
        .map_or(0, |at| at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
    let number = before.get(start..).filter(|number| number.contains('.'))?;
    let problem = SyntaxProblem::Unexpected { found: shown(number), expected: vec![Expected::Whole] };
    Some(Diagnostic::error(problem, text.origin.span(start, before.len())))
}

/// `less than` before a number that counts no years: of numbers it is `below`.
fn less_than(text: &Text, here: usize) -> Option<Diagnostic> {
    let [less, than, number] = text.all.get(here.checked_sub(3)?..here)? else { return None };
    if !less.is_word("less") || !than.is_word("than") || number.kind != TokenKind::Number || !text.tried("kw_years") {
        return None;
    }
    let span = text.origin.span(less.start, than.end);
    let (found, meant) = ("less than".to_owned(), "below".to_owned());
    Some(Diagnostic::error(HabitProblem::OtherWord { found, meant: meant.clone() }, span).suggest(meant, span))
}

fn joined(text: &Text, here: usize) -> Option<Diagnostic> {
    let found = text.all.get(here).filter(|found| matches!(found.kind, TokenKind::Word | TokenKind::Number))?;
    let split = text.known.split(found.text)?;
    // Before a name the first word is misspelt, and holds no name itself.
    let next = text.all.get(here + 1).filter(|next| next.kind == TokenKind::Word && !next.first_of_line);
    let named =
        next.is_some_and(|next| keywords::reserved(next.text).is_none() && text.known.split(next.text).is_none());
    if found.first_of_line && named && super::opens_with(&split) {
        return None;
    }
    let span = text.origin.span(found.start, found.end);
    let problem = SyntaxProblem::RunTogether { found: shown(found.text), split: split.clone() };
    Some(Diagnostic::error(problem, span).suggest(split, span))
}

/// Words run together that were taken for a name.
pub(super) fn joined_before(text: &Text, here: usize) -> Option<Diagnostic> {
    let free = |at: &usize| text.all.get(*at).is_some_and(|token| keywords::reserved(token.text).is_none());
    let before = [here.checked_sub(1), here.checked_sub(2)].into_iter().flatten().filter(|at| *at > 0);
    before.filter(free).find_map(|at| joined(text, at))
}

pub(super) fn number_in_words(text: &Text, here: usize) -> Option<Diagnostic> {
    let found = text.all.get(here).filter(|found| found.kind == TokenKind::Word)?;
    let meant = habits::in_digits(found.text).filter(|_| !text.known.has(found.text))?;
    let span = text.origin.span(found.start, found.end);
    let problem = HabitProblem::NumberInWords { found: found.text.to_owned(), meant: meant.clone() };
    Some(Diagnostic::error(problem, span).suggest(meant, span))
}

/// `三级以上`, where only a number could be compared from behind.
fn height(text: &Text, here: usize) -> Option<Diagnostic> {
    let found = text.all.get(here).filter(|found| found.kind == TokenKind::Word)?;
    let (stem, before) = habits::height(found.text)?;
    if !text.known.has(stem) && keywords::level_number(stem).is_none() {
        return None;
    }
    let meant = format!("{before} {stem}");
    let span = text.origin.span(found.start, found.end);
    let problem = HabitProblem::HeightBehind { found: found.text.to_owned(), meant: meant.clone() };
    Some(Diagnostic::error(problem, span).suggest(meant, span))
}

/// A misspelt keyword that could stand here.
fn misspelt(text: &Text, here: usize) -> Option<Diagnostic> {
    let found = text.all.get(here).filter(|found| found.kind == TokenKind::Word)?;
    let stray = super::is_stray_line(text, here);
    if text.known.has(found.text) && !stray {
        return None;
    }
    let reserved = keywords::reserved(found.text).is_some();
    let openings: Vec<&'static Keyword> = if stray { openings().collect() } else { Vec::new() };
    for count in [4, 3, 2, 1].into_iter().filter(|count| *count > 1 || !reserved) {
        let Some((written, end)) = phrase(text, here, count) else { continue };
        let possible = if stray { &openings } else { &text.keywords };
        let candidates = possible.iter().flat_map(|keyword| keyword.spellings());
        let (same, other): (Vec<&str>, Vec<&str>) = candidates.partition(|spelt| spelt.split(' ').count() == count);
        let run_together = other.into_iter().find(|spelt| spelt.contains(' ') && spelt.replace(' ', "") == written);
        let near = || near_keyword(&written, same.into_iter().filter(|spelt| *spelt != written));
        let Some(meant) = run_together.or_else(near) else { continue };
        let span = text.origin.span(found.start, end);
        let problem = SyntaxProblem::Misspelt { found: shown(&written), meant: meant.to_owned() };
        return Some(Diagnostic::error(problem, span).suggest(meant, span));
    }
    None
}

/// A misspelt keyword that was taken for a name.
fn misspelt_before(text: &Text, here: usize) -> Option<Diagnostic> {
    let before = here.checked_sub(1).filter(|before| *before > 0).and_then(|before| text.all.get(before))?;
    let free = before.kind == TokenKind::Word && keywords::reserved(before.text).is_none();
    let is_name = here == 2 && text.all.get(here).is_some_and(|found| found.kind == TokenKind::Text);
    if !free || is_name || text.known.has(before.text) {
        return None;
    }
    let long = |spelt: &&str| spelt.len() > 3 && spelt.chars().count() > 1 && !spelt.contains(' ');
    let clauses = keywords::KEYWORDS.iter().filter(|keyword| keyword.role != Role::Declaration);
    let meant = near_keyword(before.text, clauses.flat_map(Keyword::spellings).filter(long))?;
    let span = text.origin.span(before.start, before.end);
    let problem = SyntaxProblem::Misspelt { found: shown(before.text), meant: meant.to_owned() };
    (meant != before.text).then(|| Diagnostic::error(problem, span).suggest(meant, span))
}

/// The keyword that was probably meant. Chinese keywords are short, and one character makes another of them; so only slips
/// between characters of one look or sound count there, and what was left out of longer ones.
pub(super) fn near_keyword<'k>(written: &str, candidates: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    if written.is_ascii() {
        return core_model::nearest(written, candidates.filter(|spelt| spelt.is_ascii()));
    }
    let slipped = |word: &str| word.chars().map(core_model::slip).collect::<Vec<char>>();
    let letters = slipped(written);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates.filter(|spelt| !spelt.is_ascii()) {
        let meant = slipped(candidate);
        let Some(rank) = likeness(&letters, &meant) else { continue };
        if best.is_none_or(|(least, _)| rank < least) {
            best = Some((rank, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How unlike two Chinese words are, if one could have been written for the other.
fn likeness(written: &[char], meant: &[char]) -> Option<usize> {
    if written == meant {
        return Some(0);
    }
    if meant.len() < 2 {
        return None;
    }
    let (short, long) = if written.len() < meant.len() { (written, meant) } else { (meant, written) };
    let begun = short.iter().zip(long).take_while(|(one, other)| one == other).count();
    let ended = short.iter().rev().zip(long.iter().rev()).take_while(|(one, other)| one == other).count();
    let one_more = long.len() == short.len() + 1 && begun + ended >= short.len() && short.len() > 1;
    let swapped = long.len() == short.len() && begun + ended + 2 == long.len() && {
        let pair = |word: &[char]| Some((*word.get(begun)?, *word.get(begun + 1)?));
        pair(short).zip(pair(long)).is_some_and(|((a, b), (c, d))| a == d && b == c)
    };
    let one_other = long.len() == short.len() && long.len() >= 4 && begun + ended + 1 == long.len();
    [(swapped, 1), (one_more, 2), (one_other, 3)].into_iter().find_map(|(is, rank)| is.then_some(rank))
}
