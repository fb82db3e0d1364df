//! Words before the place where reading stopped, that were taken for names: words of other languages, misspelt phrases.

use messages::{Diagnostic, HabitProblem, SignCure, SyntaxProblem};

use super::words::{near_keyword, number_in_words, phrase};
use super::{Text, shown};
use crate::habits;
use crate::keywords::{self, KEYWORDS, Keyword};
use crate::parse::tokens::TokenKind;

const CONCLUDING: &[&str] = &[
    "kw_concludes",
    "kw_may",
    "kw_presume",
    "kw_final",
    "kw_floor",
    "kw_ceiling",
    "kw_presumed_floor",
    "kw_presumed_ceiling",
    "kw_raise",
    "kw_lower",
    "kw_require",
    "kw_level",
];

/// What is wrong with the word before, which was read as a name.
pub(super) fn taken_for_name(text: &Text, here: usize) -> Option<Diagnostic> {
    let at = here.checked_sub(1).filter(|at| *at > 0)?;
    let word = text.all.get(at).filter(|word| word.kind == TokenKind::Word)?;
    if keywords::reserved(word.text).is_some() || text.known.has(word.text) {
        return None;
    }
    let valid = possible(text, at);
    other_word(text, at, valid)
        .or_else(|| misspelt(text, at, here, valid))
        .or_else(|| number_in_words(text, at))
        .or_else(|| no_type(text, at))
}

/// The keywords that could stand where a word was taken for a name, by what stands before it.
fn possible(text: &Text, at: usize) -> &'static [&'static str] {
    let before = at.checked_sub(1).and_then(|before| text.all.get(before)).map_or("", |before| before.text);
    match before {
        "then" | "则" => CONCLUDING,
        "when" | "当" | "unless" | "除非" | "and" | "且" | "or" | "或" | "(" | "（" | "always" | "始终" | "never"
        | "不得有" | "凡" => &["kw_not"],
        "=" | "＝" if text.opening.rule == "kw_define" => &["kw_when"],
        "," | "，" if text.opening.rule == "kw_rule" => CONCLUDING,
        ":" | "：" => &["kw_set_of", "kw_number", "kw_date", "kw_text", "kw_yes_no"],
        _ if text.opening.rule == "kw_property" && at == 2 => &["kw_always", "kw_whoever"],
        _ => &[],
    }
}

fn other_word(text: &Text, at: usize, valid: &[&str]) -> Option<Diagnostic> {
    let start = text.all.get(at)?.start;
    for count in (1..=habits::WORDS_IN_A_ROW).rev() {
        let Some((written, end)) = phrase(text, at, count) else { continue };
        let property = text.opening.rule == "kw_property" && ["if", "如果", "若"].contains(&written.as_str());
        let rule =
            if property { Some("kw_always") } else { habits::word_for(&written).find(|rule| valid.contains(rule)) };
        let Some(keyword) = rule.and_then(keywords::by_rule) else { continue };
        let meant = text.language.spelling(keyword).to_owned();
        let span = text.origin.span(start, end);
        let problem = HabitProblem::OtherWord { found: written, meant: meant.clone() };
        return Some(Diagnostic::error(problem, span).suggest(meant, span));
    }
    None
}

/// A misspelt phrase, or a misspelt word that could stand there.
fn misspelt(text: &Text, at: usize, here: usize, valid: &[&str]) -> Option<Diagnostic> {
    let start = text.all.get(at)?.start;
    let found_word = text.all.get(here).is_some_and(|found| found.kind == TokenKind::Word);
    for count in [4, 3, 2, 1].into_iter().filter(|count| *count == 1 || found_word) {
        let Some((written, end)) = phrase(text, at, count) else { continue };
        let possible = |keyword: &&Keyword| count > 1 || valid.contains(&keyword.rule);
        let spelt = || KEYWORDS.iter().filter(possible).flat_map(Keyword::spellings);
        let as_long = spelt().filter(|spelt| spelt.split(' ').count() == count && *spelt != written);
        let run_together = || spelt().find(|spelt| spelt.contains(' ') && spelt.replace(' ', "") == written);
        let Some(meant) = near_keyword(&written, as_long).or_else(run_together) else { continue };
        let span = text.origin.span(start, end);
        let problem = SyntaxProblem::Misspelt { found: shown(&written), meant: meant.to_owned() };
        return Some(Diagnostic::error(problem, span).suggest(meant, span));
    }
    None
}

/// `single a | b`, `单选 甲 | 乙`: the values say it alone.
fn no_type(text: &Text, at: usize) -> Option<Diagnostic> {
    const IDLE: [&str; 8] = ["单选", "选项", "枚举", "single", "enum", "choice", "one", "select"];
    let word = text.all.get(at).filter(|word| IDLE.contains(&word.text) && text.tried("bar"))?;
    let span = text.origin.span(word.start, word.end);
    let problem = SyntaxProblem::ForeignSign { found: word.text.to_owned(), cure: SignCure::LeaveOut };
    Some(Diagnostic::error(problem, span).suggest("", span))
}
