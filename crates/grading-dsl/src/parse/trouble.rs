//! What is wrong where the grammar could go no further: the likely mistakes first, each with what would mend it, then
//! what was found and what was expected.

mod before;
mod expected;
mod known;
mod missing;
mod signs;
mod words;

use messages::{Diagnostic, Span, SyntaxProblem};

pub(super) use known::Known;

use self::expected::{expected, keywords_tried};
use super::mended::{Mended, Origin};
use super::tokens::{Token, TokenKind, tokens};
use super::{Desk, Stop};
use crate::keywords::{self, Keyword, Role};

/// How many characters of the author's text a message shows.
const SHOWN: usize = 40;

/// The author's text as a message shows it.
pub(super) fn shown(text: &str) -> String {
    let short: String = text.chars().take(SHOWN).map(|letter| if letter == '\n' { ' ' } else { letter }).collect();
    if text.chars().nth(SHOWN).is_some() { format!("{short}…") } else { short }
}

/// What must be taken out of a declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Blame {
    /// The clause that holds this byte.
    Clause(usize),
    /// From this byte, behind a head that is whole, to the next clause.
    BehindHead(usize),
    /// Everything from this byte on.
    Rest(usize),
}

/// What is wrong with a declaration where reading it stopped.
pub(super) struct Trouble {
    /// What is told.
    pub(super) diagnostic: Diagnostic,
    /// What is to be taken out, unless what is suggested mends it.
    pub(super) blame: Blame,
}

/// Which language an author writes keywords in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    English,
    Chinese,
}

impl Language {
    /// That of a declaration which begins so.
    pub(super) fn of(text: &str) -> Self {
        let first = tokens(text).next().map_or("", |first| first.text);
        if first.is_ascii() { Self::English } else { Self::Chinese }
    }

    fn spelling(self, keyword: &Keyword) -> &'static str {
        match self {
            Self::English => keyword.in_english(),
            Self::Chinese => keyword.in_chinese(),
        }
    }

    fn spells(self, rule: &str) -> &'static str {
        keywords::by_rule(rule).map_or("", |keyword| self.spelling(keyword))
    }
}

/// A text that could not be read, its tokens, and what was tried where reading stopped.
struct Text<'p> {
    /// The keyword that begins the declaration, or that in which the cell stands.
    opening: &'p Keyword,
    text: &'p str,
    all: Vec<Token<'p>>,
    origin: Origin<'p>,
    known: &'p Known<'p>,
    language: Language,
    stop: &'p Stop,
    /// The keywords that could stand there.
    keywords: Vec<&'static Keyword>,
}

impl Text<'_> {
    fn tried(&self, rule: &str) -> bool {
        self.stop.tried.iter().any(|tried| tried == rule)
    }

    /// Whether the clause before could end here.
    fn can_end(&self) -> bool {
        self.tried("EOI")
    }

    /// The first token that was not read.
    fn here(&self) -> usize {
        self.all.partition_point(|token| token.end <= self.stop.at)
    }
}

/// What is wrong with a declaration, and what is to be taken out.
pub(super) fn find(desk: &Desk, opening: &Keyword, mended: &Mended, stop: &Stop) -> Trouble {
    let text = Text {
        opening,
        text: &mended.text,
        all: tokens(&mended.text).collect(),
        origin: mended.origin(),
        known: desk.known,
        language: Language::of(&mended.text),
        stop,
        keywords: keywords_tried(&stop.tried),
    };
    let here = text.here();
    let (token, blame) = blame(&text, here);
    let span = token.map_or(text.origin.span(0, 0), |token| text.origin.span(token.start, token.end));
    Trouble { diagnostic: explain(&text, here, span), blame }
}

/// What is wrong with a text before the first declaration, which it was perhaps meant to be.
pub(super) fn no_declaration(desk: &Desk, origin: Origin<'_>, written: &str) -> Diagnostic {
    let stop = Stop { at: 0, tried: vec!["EOI".to_owned()] };
    let all: Vec<Token> = tokens(written).collect();
    let first = all.first().map_or(Span::default(), |first| origin.span(first.start, first.end));
    let found = all.first().map_or(String::new(), |first| shown(first.text));
    let nothing = || Diagnostic::error(SyntaxProblem::NoDeclaration { found: found.clone() }, first);
    let Some(opening) = keywords::by_rule("kw_policy") else { return nothing() };
    let (language, keywords) = (Language::of(written), Vec::new());
    let text = Text { opening, text: written, all, origin, known: desk.known, language, stop: &stop, keywords };
    signs::foreign(&text, 0).or_else(|| words::words(&text, 0)).unwrap_or_else(nothing)
}

/// What is wrong in a cell or head of a table.
pub(super) fn in_cell(desk: &Desk, origin: Origin<'_>, written: &str, stop: &Stop) -> Diagnostic {
    let Some(opening) = keywords::by_rule("kw_table") else {
        return Diagnostic::error(SyntaxProblem::NoRows, Span::default());
    };
    let text = Text {
        opening,
        text: written,
        all: tokens(written).collect(),
        origin,
        known: desk.known,
        language: desk.language,
        stop,
        keywords: keywords_tried(&stop.tried),
    };
    let here = text.here();
    let found = text.all.get(here).or(text.all.last());
    let span = found.map_or(origin.span(0, written.len()), |token| origin.span(token.start, token.end));
    let likely = words::joined_before(&text, here).or_else(|| signs::foreign(&text, here));
    likely.or_else(|| words::words(&text, here)).unwrap_or_else(|| unexpected(&text, here, span))
}

/// Whether a name that stands for a type was meant to be the word for numbers. Told then.
pub(super) fn misspelt_number(desk: &mut Desk, written: Option<&super::Node>) -> bool {
    let Some(written) = written else { return false };
    let name = written.text().trim_end();
    let number = keywords::by_rule("kw_number").map(|number| number.spellings().collect::<Vec<&str>>());
    let meant = words::near_keyword(name, number.unwrap_or_default().into_iter());
    let Some(meant) = meant else { return false };
    let problem = SyntaxProblem::Misspelt { found: shown(name), meant: meant.to_owned() };
    desk.report(Diagnostic::error(problem, written.span()).suggest(meant, written.span()));
    true
}

/// Reports words written without blanks.
pub(super) fn run_together(desk: &mut Desk, found: &str, split: String, span: Span) {
    let problem = SyntaxProblem::RunTogether { found: shown(found), split: split.clone() };
    desk.report(Diagnostic::error(problem, span).suggest(split, span));
}

/// Which token the message points at, and what is to be taken out.
fn blame<'p>(text: &Text<'p>, here: usize) -> (Option<Token<'p>>, Blame) {
    let before = here.checked_sub(1).and_then(|before| text.all.get(before)).copied();
    let Some(found) = text.all.get(here).copied() else {
        return (before, Blame::Clause(before.map_or(0, |before| before.start)));
    };
    if is_stray_line(text, here) {
        return (Some(found), Blame::Rest(found.start));
    }
    let pieces = super::mend::pieces(text.opening, text.text);
    let begins = pieces.iter().any(|piece| piece.start == found.start);
    if begins && !text.can_end() {
        let pointed = if found.first_of_line { before } else { Some(found) };
        return (pointed, Blame::Clause(before.map_or(0, |before| before.start)));
    }
    let behind_head = pieces.iter().all(|piece| piece.start > found.start) && text.can_end();
    let has_clauses = ["kw_policy", "kw_rule", "kw_table", "kw_matrix", "kw_impossible", "kw_measure"];
    if behind_head && has_clauses.contains(&text.opening.rule) {
        return (Some(found), Blame::BehindHead(found.start));
    }
    (Some(found), Blame::Clause(found.start))
}

/// Whether a line begins here that looks like a declaration of its own, with a word that begins none.
fn is_stray_line(text: &Text, here: usize) -> bool {
    text.can_end() && is_like_declaration(text.known, text.all.get(here..).unwrap_or_default())
}

/// Whether these tokens begin a line, with a word that begins no declaration, but a name behind it.
pub(super) fn is_like_declaration(known: &Known, line: &[Token]) -> bool {
    let free = |token: &Token| token.kind == TokenKind::Word && keywords::reserved(token.text).is_none();
    let Some(found) = line.first().filter(|found| found.first_of_line && free(found)) else { return false };
    let named = line.get(1).is_some_and(|next| {
        !next.first_of_line && (free(next) || matches!(next.kind, TokenKind::Backquoted | TokenKind::Text))
    });
    named || known.split(found.text).is_some_and(|split| opens_with(&split))
}

/// Whether a text begins with a word that begins a declaration.
pub(super) fn opens_with(text: &str) -> bool {
    tokens(text).next().is_some_and(|first| keywords::opening(first.text).is_some())
}

fn explain(text: &Text, here: usize, span: Span) -> Diagnostic {
    let likely = not_closed(text, here)
        .or_else(|| words::joined_before(text, here))
        .or_else(|| signs::foreign(text, here))
        .or_else(|| words::words(text, here))
        .or_else(|| missing::missing(text, here))
        .or_else(|| reserved(text, here, span));
    likely.unwrap_or_else(|| unexpected(text, here, span))
}

fn unexpected(text: &Text, here: usize, span: Span) -> Diagnostic {
    let found = text.all.get(here).map_or(String::new(), |found| shown(found.text));
    if is_stray_line(text, here) {
        return Diagnostic::error(SyntaxProblem::NoDeclaration { found }, span);
    }
    Diagnostic::error(SyntaxProblem::Unexpected { found, expected: expected(&text.stop.tried) }, span)
}

/// A parenthesis that is open where the clause or the declaration ends.
fn not_closed(text: &Text, here: usize) -> Option<Diagnostic> {
    let missing = ["close", "close_brace", "shut_square"].iter().any(|closing| text.tried(closing));
    let clause = |found: &Token| keywords::reserved(found.text).is_some_and(|keyword| keyword.role == Role::Clause);
    if !missing || !text.all.get(here).is_none_or(clause) {
        return None;
    }
    let mut opened: Vec<(char, &Token)> = Vec::new();
    for token in text.all.iter().take(here) {
        match token.kind {
            TokenKind::Sign(sign @ ('(' | '（' | '{' | '｛')) => opened.push((sign, token)),
            TokenKind::Sign(')' | '）' | '}' | '｝') => {
                opened.pop();
            }
            TokenKind::Sign(_)
            | TokenKind::Word
            | TokenKind::Backquoted
            | TokenKind::Number
            | TokenKind::Text
            | TokenKind::Unclosed { .. } => {}
        }
    }
    let (open, token) = opened.pop()?;
    Some(Diagnostic::error(SyntaxProblem::NotClosed { open }, text.origin.span(token.start, token.end)))
}

/// A keyword where only a name can stand.
fn reserved(text: &Text, here: usize, span: Span) -> Option<Diagnostic> {
    let found = text.all.get(here).filter(|found| found.kind == TokenKind::Word)?;
    let keyword = keywords::reserved(found.text)?;
    let only_names = text.stop.tried.iter().all(|tried| ["name", "row_name", "value"].contains(&tried.as_str()));
    let begins = super::mend::pieces(text.opening, text.text).iter().any(|piece| piece.start == found.start);
    let names = only_names && !text.stop.tried.is_empty() && !begins && keyword.role != Role::Phrase;
    let word = found.text.to_owned();
    let mended = format!("`{word}`");
    names.then(|| Diagnostic::error(SyntaxProblem::Reserved { word }, span).suggest(mended, span))
}
