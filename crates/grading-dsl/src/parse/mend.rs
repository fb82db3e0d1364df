//! Reads one declaration in spite of mistakes: a clause that cannot be read is taken out, reported, and the rest is read
//! again, within a bounded effort.

use messages::{Diagnostic, LimitProblem, SyntaxProblem};

use super::tokens::{Token, TokenKind, is_blank, tokens};
use super::{Desk, declare, place, read_declaration, scan::Chunk, trouble};
use crate::keywords::Keyword;
use crate::syntax::{Broken, BrokenKind, Item, Name, Text};

/// How many bytes may be read again because of mistakes; beyond it a declaration is given up.
pub(super) struct Effort {
    bytes: usize,
}

impl Effort {
    /// In proportion to the text.
    pub(super) fn for_text(text: &str) -> Self {
        Self { bytes: text.len().saturating_mul(2) + (1 << 18) }
    }

    fn spend(&mut self, bytes: usize) -> bool {
        let enough = self.bytes >= bytes;
        self.bytes = self.bytes.saturating_sub(bytes);
        enough
    }
}

/// A clause that was taken out, by the word that begins it.
pub(super) type Lost = &'static str;

/// Reads the declaration, as far as it can be read; none where the text belongs to no declaration.
pub(super) fn read(desk: &mut Desk, chunk: &Chunk, effort: &mut Effort) -> Option<Item> {
    let text = desk.text.get(chunk.start..chunk.end)?;
    let Some(keyword) = chunk.opening else {
        stray(desk, chunk, text);
        return None;
    };
    let piece_starts = pieces(keyword, text);
    let mut mended = text.to_owned();
    let mut lost = Vec::new();
    for spoilt in &chunk.spoilt {
        if !cut(&mut mended, &piece_starts, spoilt - chunk.start, &mut lost) {
            return Some(broken(desk, keyword, chunk, text));
        }
    }
    loop {
        let stop = match read_declaration(desk.file, chunk.start, &mended) {
            Ok(node) => {
                return Some(declare::item(desk, &node, &lost).unwrap_or_else(|| broken(desk, keyword, chunk, text)));
            }
            Err(stop) => stop,
        };
        let blamed = trouble::report(desk, &trouble::Place { keyword, base: chunk.start, text: &mended, stop: &stop });
        let mendable = match blamed {
            trouble::Blame::Clause(at) => cut(&mut mended, &piece_starts, at, &mut lost),
            trouble::Blame::BehindHead(at) => {
                let next = piece_starts.iter().find(|piece| piece.start > at);
                let end = next.map_or(mended.len(), |piece| piece.start);
                blank(&mut mended, at, end);
                lost.push("when");
                true
            }
            trouble::Blame::Rest(at) => {
                mended.truncate(at);
                lost.push("rest");
                true
            }
        };
        if !mendable {
            return Some(broken(desk, keyword, chunk, text));
        }
        if !effort.spend(mended.len()) {
            desk.error(LimitProblem::Mistakes, place(desk.file, chunk.start, chunk.start + keyword_length(text)));
            return Some(broken(desk, keyword, chunk, text));
        }
    }
}

fn stray(desk: &mut Desk, chunk: &Chunk, text: &str) {
    let Some(first) = tokens(text).next() else { return };
    if chunk.spoilt.is_empty() {
        let span = place(desk.file, chunk.start + first.start, chunk.start + first.end);
        let found = trouble::shown(first.text);
        let known = desk.known;
        let problem = match known.split(first.text) {
            Some(split) => {
                let split_text = split.clone();
                desk.report(
                    Diagnostic::error(SyntaxProblem::RunTogether { found, split }, span).suggest(split_text, span),
                );
                return;
            }
            None => SyntaxProblem::NoDeclaration { found },
        };
        desk.error(problem, span);
    }
}

fn keyword_length(text: &str) -> usize {
    tokens(text).next().map_or(0, |first| first.end)
}

/// A clause within a declaration: its first byte, and the word that begins it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// Its first byte.
    pub(super) start: usize,
    /// The keyword's rule.
    pub(super) word: Lost,
}

/// Where the clauses of a declaration begin, those that can be left out without losing what the declaration is.
pub(super) fn pieces(keyword: &Keyword, text: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut before: Option<Token> = None;
    let all: Vec<Token> = tokens(text).collect();
    for (at, token) in all.iter().enumerate() {
        if at > 0
            && let Some(word) = clause_word(keyword.rule, token, all.get(at + 1), before.as_ref())
        {
            found.push(Piece { start: token.start, word });
        }
        before = Some(*token);
    }
    found
}

fn clause_word(declaration: &str, token: &Token, after: Option<&Token>, before: Option<&Token>) -> Option<Lost> {
    let grid = matches!(declaration, "kw_matrix" | "kw_table" | "kw_define");
    if matches!(token.kind, TokenKind::Sign('|' | '｜')) {
        return (grid && token.first_of_line).then_some("row");
    }
    if token.kind != TokenKind::Word {
        return None;
    }
    let clauses: &[(&str, Lost)] = match declaration {
        "kw_policy" => POLICY,
        "kw_rule" | "kw_table" | "kw_matrix" | "kw_impossible" => RULE,
        "kw_score" if token.first_of_line => SCORE,
        "kw_otherwise" | "kw_measure" | "kw_accept" => BESIDE,
        "kw_test" => TEST,
        _ => NOTE,
    };
    let (_, word) = clauses.iter().find(|(spelt, _)| *spelt == token.text)?;
    let follows_in = before.is_some_and(|before| before.is_word("force"));
    let stands = match *word {
        "in_force" if token.text == "in" => after.is_some_and(|next| next.is_word("force")),
        "in_force" => !follows_in && after.is_some_and(|next| next.kind == TokenKind::Number),
        _ => true,
    };
    stands.then_some(*word)
}

const NOTE: &[(&str, Lost)] = &[("note", "note"), ("注", "note")];
const BESIDE: &[(&str, Lost)] = &[
    ("note", "note"),
    ("注", "note"),
    ("because", "because"),
    ("理由", "because"),
    ("cite", "cite"),
    ("依据", "cite"),
];
const POLICY: &[(&str, Lost)] = &[
    ("note", "note"),
    ("注", "note"),
    ("cite", "cite"),
    ("依据", "cite"),
    ("language", "language"),
    ("语言", "language"),
    ("version", "version"),
    ("版本", "version"),
    ("combine", "combine"),
    ("并存时", "combine"),
    ("in", "in_force"),
    ("自", "in_force"),
];
const RULE: &[(&str, Lost)] = &[
    ("note", "note"),
    ("注", "note"),
    ("because", "because"),
    ("理由", "because"),
    ("cite", "cite"),
    ("依据", "cite"),
    ("when", "when"),
    ("当", "when"),
    ("unless", "unless"),
    ("除非", "unless"),
    ("then", "then"),
    ("则", "then"),
    ("overrides", "overrides"),
    ("优先于", "overrides"),
    ("in", "in_force"),
    ("自", "in_force"),
];
const SCORE: &[(&str, Lost)] = &[
    ("note", "note"),
    ("注", "note"),
    ("add", "line"),
    ("加", "line"),
    ("deduct", "line"),
    ("扣", "line"),
    ("when", "line"),
    ("当", "line"),
    ("for", "line"),
    ("每项", "line"),
    ("每次", "line"),
    ("from", "from"),
    ("自", "from"),
    ("in", "range"),
    ("范围", "range"),
];
const TEST: &[(&str, Lost)] = &[
    ("note", "note"),
    ("注", "note"),
    ("given", "given"),
    ("设", "given"),
    ("expect", "expect"),
    ("应为", "expect"),
    ("as", "as_of"),
    ("截至", "as_of"),
];

/// Blanks out the clause that holds the byte; `false` where that is the head of the declaration.
fn cut(text: &mut String, pieces: &[Piece], at: usize, lost: &mut Vec<Lost>) -> bool {
    let next = pieces.partition_point(|piece| piece.start <= at);
    let Some(piece) = next.checked_sub(1).and_then(|at| pieces.get(at)) else { return false };
    let end = pieces.get(next).map_or(text.len(), |piece| piece.start);
    if text.get(piece.start..end).is_none_or(|cut| cut.chars().all(is_blank)) {
        return false;
    }
    blank(text, piece.start, end);
    lost.push(piece.word);
    true
}

/// Writes blanks over some bytes, so that all others keep their places.
fn blank(text: &mut String, start: usize, end: usize) {
    let blanked: String = text
        .char_indices()
        .flat_map(|(at, letter)| {
            let keep = at < start || at >= end || letter == '\n';
            let count = if keep { 1 } else { letter.len_utf8() };
            std::iter::repeat_n(if keep { letter } else { ' ' }, count)
        })
        .collect();
    *text = blanked;
}

/// What is known of a declaration that cannot be read.
fn broken(desk: &Desk, keyword: &Keyword, chunk: &Chunk, text: &str) -> Item {
    let mut rest = tokens(text).skip(1).peekable();
    let span = |token: &Token| place(desk.file, chunk.start + token.start, chunk.start + token.end);
    let named = rest.next_if(|token| match token.kind {
        TokenKind::Word => crate::keywords::reserved(token.text).is_none(),
        TokenKind::Backquoted => true,
        TokenKind::Number | TokenKind::Text | TokenKind::Unclosed { .. } | TokenKind::Sign(_) => false,
    });
    let name = named.map(|token| Name { text: declare::bare(token.text), span: span(&token) });
    let label = rest
        .next_if(|token| token.kind == TokenKind::Text)
        .map(|token| Text { text: declare::unquoted(token.text), span: span(&token) });
    Item::Broken(Broken {
        kind: Some(kind_of(keyword.rule)),
        name,
        label,
        span: place(desk.file, chunk.start, chunk.start + text.trim_end().len()),
    })
}

fn kind_of(declaration: &str) -> BrokenKind {
    match declaration {
        "kw_policy" => BrokenKind::Policy,
        "kw_levels" => BrokenKind::Levels,
        "kw_scale" | "kw_choice" => BrokenKind::Type,
        "kw_factor" | "kw_define" | "kw_score" => BrokenKind::Factor,
        "kw_rule" | "kw_table" | "kw_matrix" => BrokenKind::Rule,
        "kw_measure" => BrokenKind::Measure,
        "kw_otherwise" => BrokenKind::Otherwise,
        "kw_import" => BrokenKind::Import,
        _ => BrokenKind::Other,
    }
}
