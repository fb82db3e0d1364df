//! What is missing where reading stopped: a word that begins a clause, a comma, a colon, a range's word.

use messages::{Diagnostic, Expected, SyntaxProblem};

use super::{Language, Text};
use crate::keywords::{self, Keyword};
use crate::parse::tokens::{Token, TokenKind};

/// The word or sign that is missing, if it is plain which.
pub(super) fn missing(text: &Text, here: usize) -> Option<Diagnostic> {
    clause(text, here)
        .or_else(|| level(text, here))
        .or_else(|| comma(text, here))
        .or_else(|| colon(text, here))
        .or_else(|| range(text, here))
        .or_else(|| claim(text, here))
}

/// That a keyword is missing before a token.
fn word_before(text: &Text, token: &Token, keyword: &Keyword) -> Diagnostic {
    let word = Expected::Word { english: keyword.in_english(), chinese: keyword.in_chinese() };
    let span = text.origin.span(token.start, token.end);
    let before = text.origin.span(token.start, token.start);
    let inserted = format!("{} ", text.language.spelling(keyword));
    Diagnostic::error(SyntaxProblem::ClauseMissing { word }, span).suggest(inserted, before)
}

/// `when` before a condition, `then` before a conclusion, `given` and `expect` in a test.
fn clause(text: &Text, here: usize) -> Option<Diagnostic> {
    let found = text.all.get(here)?;
    let has = |words: [&str; 2]| text.all.iter().any(|token| words.iter().any(|word| token.is_word(word)));
    let tried = |word: &str| text.keywords.iter().any(|keyword| keyword.rule == word);
    let of_rule = text.opening.rule == "kw_rule";
    let asks = of_rule || text.opening.rule == "kw_impossible";
    let of_test = text.opening.rule == "kw_test";
    let missing = if of_rule && !has(["then", "则"]) && tried("kw_then") && concludes(found) {
        "kw_then"
    } else if asks && !has(["when", "当"]) && tried("kw_when") && can_begin_condition(found) {
        "kw_when"
    } else if of_test && !has(["expect", "应为"]) && tried("kw_expect") && concludes(found) {
        "kw_expect"
    } else if of_test && !has(["given", "设"]) && tried("kw_given") && can_begin_condition(found) {
        "kw_given"
    } else {
        return None;
    };
    Some(word_before(text, found, keywords::by_rule(missing)?))
}

/// A number as a conclusion, without the word that makes a level of it.
fn level(text: &Text, here: usize) -> Option<Diagnostic> {
    let number = text.all.get(here.checked_sub(1)?).filter(|number| number.kind == TokenKind::Number)?;
    let before = text.all.get(here.checked_sub(2)?)?;
    let concludes = ["then", "则", ",", "，"].contains(&before.text) && text.tried("kw_degree");
    let level = keywords::by_rule("kw_level").filter(|_| concludes)?;
    let span = text.origin.span(number.start, number.end);
    let (inserted, at) = match text.language {
        Language::English => (format!("{} ", level.in_english()), text.origin.span(number.start, number.start)),
        Language::Chinese => ("级".to_owned(), text.origin.span(number.end, number.end)),
    };
    let word = Expected::Word { english: level.in_english(), chinese: "级" };
    Some(Diagnostic::error(SyntaxProblem::ClauseMissing { word }, span).suggest(inserted, at))
}

/// A further conclusion without the comma before it; `otherwise` in a define.
fn comma(text: &Text, here: usize) -> Option<Diagnostic> {
    let found = text.all.get(here).filter(|_| text.tried("comma"))?;
    let otherwise = keywords::reserved(found.text).is_some_and(|keyword| keyword.rule == "kw_otherwise");
    let of_define = otherwise && text.opening.rule == "kw_define";
    let of_rule = text.opening.rule == "kw_rule" && concludes(found);
    if !of_define && !of_rule {
        return None;
    }
    let span = text.origin.span(found.start, found.end);
    let before = text.origin.span(found.start, found.start);
    let problem = SyntaxProblem::CommaMissing { before: found.text.to_owned() };
    Some(Diagnostic::error(problem, span).suggest(", ", before))
}

/// The colon before a type or values.
fn colon(text: &Text, here: usize) -> Option<Diagnostic> {
    let found = text.all.get(here).filter(|found| found.kind == TokenKind::Word && text.tried("colon"))?;
    let typed = ["kw_factor", "kw_scale", "kw_choice"].contains(&text.opening.rule);
    let span = text.origin.span(found.start, found.end);
    let before = text.origin.span(found.start, found.start);
    let problem = SyntaxProblem::ClauseMissing { word: Expected::Sign(":") };
    typed.then(|| Diagnostic::error(problem, span).suggest(": ", before))
}

/// The word before a range.
fn range(text: &Text, here: usize) -> Option<Diagnostic> {
    let found = text.all.get(here).filter(|found| found.kind == TokenKind::Number)?;
    text.keywords.iter().find(|keyword| keyword.rule == "kw_range")?;
    Some(word_before(text, found, keywords::by_rule("kw_range")?))
}

/// The word that begins what a property claims.
fn claim(text: &Text, here: usize) -> Option<Diagnostic> {
    if text.opening.rule != "kw_property" || !text.tried("kw_raised") {
        return None;
    }
    let named = text.all.get(here.checked_sub(1)?).filter(|named| named.kind == TokenKind::Word)?;
    let [.., text_before] = text.all.get(..here.checked_sub(1)?)? else { return None };
    let begins = text_before.kind == TokenKind::Text;
    begins.then_some(())?;
    Some(word_before(text, named, keywords::by_rule("kw_always")?))
}

fn concludes(token: &Token) -> bool {
    const RULES: [&str; 9] = [
        "kw_level",
        "kw_final",
        "kw_presume",
        "kw_may",
        "kw_concludes",
        "kw_presumed_floor",
        "kw_raise",
        "kw_lower",
        "kw_require",
    ];
    let begins = |keyword: &Keyword| {
        keyword.spellings().any(|spelt| spelt.split(' ').next().is_some_and(|first| first == token.text))
    };
    let spelt = RULES.into_iter().filter_map(keywords::by_rule).any(begins);
    token.kind == TokenKind::Word && (spelt || keywords::level_number(token.text).is_some())
}

fn can_begin_condition(token: &Token) -> bool {
    match token.kind {
        TokenKind::Word => keywords::reserved(token.text)
            .is_none_or(|keyword| ["kw_not", "kw_level", "kw_round"].contains(&keyword.rule)),
        TokenKind::Backquoted | TokenKind::Number => true,
        TokenKind::Sign(sign) => ['(', '（', '-', '－'].contains(&sign),
        TokenKind::Text | TokenKind::Unclosed { .. } => false,
    }
}
