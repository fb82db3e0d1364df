//! Reads one declaration in spite of mistakes: a clause that cannot be read is taken out, reported, and the rest is read
//! again, within a bounded effort.

use messages::{LimitProblem, Problem, SyntaxProblem};

use super::further::{self, Further, Rest};
use super::mended::Mended;
use super::tokens::{Token, TokenKind, is_blank, tokens};
use super::{Desk, Stop, declare, read_declaration, scan::Chunk, trouble};
use crate::keywords::{self, Keyword};
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

/// Reads the declaration, as far as it can be read; none where the text belongs to no declaration. A line within it that
/// turns out to be a declaration of its own, with its first word misspelt, is read as that.
pub(super) fn read(desk: &mut Desk, chunk: &Chunk, effort: &mut Effort) -> Vec<Item> {
    let Some(text) = desk.text.get(chunk.start..chunk.end) else { return Vec::new() };
    let mut found = Vec::new();
    let mut rest = match chunk.opening {
        Some(keyword) => {
            let mut mended = Mended::new(desk.file, chunk.start, text);
            mended.blank_each(chunk.blanks.iter().map(|at| at - chunk.start));
            let part = Further { start: chunk.start, end: chunk.end, mended };
            let (items, rest) = one(desk, keyword, chunk, part, effort);
            found.extend(items);
            rest
        }
        None => {
            let rest = further::stray(desk, chunk, text);
            if rest.is_none() {
                found.extend(anything(&Mended::new(desk.file, chunk.start, text), 0));
            }
            rest
        }
    };
    while let Some(part) = rest.take() {
        let first = tokens(&part.mended.text).next();
        let Some(keyword) = first.and_then(|first| keywords::opening(first.text)) else { break };
        let start = part.start;
        let (items, after) = one(desk, keyword, chunk, part, effort);
        found.extend(items);
        rest = after.filter(|after| after.start > start);
    }
    found
}

/// Reads one declaration, again and again until nothing is left in it that cannot be read.
fn one(desk: &mut Desk, keyword: &Keyword, chunk: &Chunk, part: Further, effort: &mut Effort) -> (Vec<Item>, Rest) {
    let whole = part.mended.clone();
    let Further { start, end, mended } = part;
    let mut reading = Reading { mended, end, lost: Vec::new(), silent_until: 0, nameless: Vec::new(), rest: None };
    let item = take_out_spoilt(&mut reading, keyword, chunk, start)
        .and_then(|()| read_on(desk, keyword, chunk, &mut reading, effort))
        .unwrap_or_else(|| broken(keyword, &whole));
    reading.nameless.insert(0, item);
    let rest = reading.rest.or_else(|| further::behind(desk, chunk, reading.end));
    (reading.nameless, rest)
}

/// A declaration while it is read.
struct Reading {
    mended: Mended,
    /// Up to where in the file it is read.
    end: usize,
    /// The clauses that were taken out.
    lost: Vec<Lost>,
    /// Up to where nothing is told, for it would come of what was mended; 0 where nothing was.
    silent_until: usize,
    /// Lines in it that may have declared anything.
    nameless: Vec<Item>,
    /// A further declaration that began in it.
    rest: Rest,
}

/// Takes out what the grammar must not see, from a byte of the file on.
fn take_out_spoilt(reading: &mut Reading, keyword: &Keyword, chunk: &Chunk, from: usize) -> Option<()> {
    for spoilt in chunk.spoilt.iter().filter(|spoilt| (from..reading.end).contains(spoilt)) {
        let at = u32::try_from(*spoilt).ok().and_then(|spoilt| reading.mended.origin().forth(spoilt))?;
        cut(&mut reading.mended, keyword, at, &mut reading.lost).then_some(())?;
    }
    Some(())
}

fn read_on(
    desk: &mut Desk,
    keyword: &Keyword,
    chunk: &Chunk,
    reading: &mut Reading,
    effort: &mut Effort,
) -> Option<Item> {
    loop {
        let stop = match read_declaration(&reading.mended) {
            Ok(node) => return declare::item(desk, &node, &reading.lost),
            Err(stop) => stop,
        };
        if goes_on(desk, keyword, chunk, reading, &stop)? {
            continue;
        }
        let trouble = trouble::find(desk, keyword, &reading.mended, &stop);
        let is_rest = matches!(trouble.blame, trouble::Blame::Rest(_));
        let told = stop.at > reading.silent_until || reading.silent_until == 0 || is_rest;
        let mended = mend(desk, keyword, chunk, reading, &trouble, told);
        if told {
            desk.report(trouble.diagnostic);
        }
        mended?;
        if !effort.spend(reading.mended.text.len()) {
            let place = reading.mended.origin().span(0, keyword_length(&reading.mended.text));
            desk.error(LimitProblem::Mistakes, place);
            return None;
        }
    }
}

/// Whether a declaration that was read up to a line like another declaration is not whole there: the line belongs to it
/// then. Each time at least twice as much is read, so that many such lines cost no more than a few.
fn goes_on(desk: &Desk, keyword: &Keyword, chunk: &Chunk, reading: &mut Reading, stop: &Stop) -> Option<bool> {
    let ends_here = reading.mended.text.get(stop.at..).is_some_and(|rest| tokens(rest).next().is_none());
    if !ends_here || reading.end >= chunk.end {
        return Some(false);
    }
    let before = reading.end;
    reading.end = further::next(desk, chunk, before, reading.mended.text.len());
    reading.mended.append(desk.text.get(before..reading.end)?);
    take_out_spoilt(reading, keyword, chunk, before)?;
    Some(true)
}

/// Mends what is wrong, or takes it out; none where that would leave nothing.
fn mend(
    desk: &Desk,
    keyword: &Keyword,
    chunk: &Chunk,
    reading: &mut Reading,
    trouble: &trouble::Trouble,
    told: bool,
) -> Option<()> {
    if let Some(end) = if told { repair(&mut reading.mended, trouble) } else { None } {
        reading.silent_until = end;
        return Some(());
    }
    match trouble.blame {
        trouble::Blame::Clause(at) => cut(&mut reading.mended, keyword, at, &mut reading.lost).then_some(()),
        trouble::Blame::BehindHead(at) => {
            behind_head(&mut reading.mended, keyword, at);
            reading.lost.push("when");
            Some(())
        }
        trouble::Blame::Rest(at) => {
            let start = usize::try_from(reading.mended.origin().span(at, at).start).ok()?;
            reading.rest = further::from(desk, chunk, start, &trouble.diagnostic);
            if reading.rest.is_none() {
                reading.nameless.extend(anything(&reading.mended, at));
            }
            reading.mended.text.truncate(at);
            reading.lost.push("rest");
            Some(())
        }
    }
}

/// Writes what is suggested; says up to where nothing more is told, for it would come of the suggestion.
fn repair(mended: &mut Mended, trouble: &trouble::Trouble) -> Option<usize> {
    if matches!(trouble.blame, trouble::Blame::Rest(_)) || !is_sure(&trouble.diagnostic.problem) {
        return None;
    }
    let suggestion = trouble.diagnostic.suggestion.as_ref()?;
    let start = mended.origin().forth(suggestion.span.start)?;
    let end = mended.origin().forth(suggestion.span.end)?;
    let opened = mended.text.get(start..end).filter(|_| suggestion.text.is_empty()).and_then(closing);
    let written = mended.put(start, end, &suggestion.text);
    if let Some(close) = opened.filter(|_| written) {
        take_out(mended, close);
    }
    let behind = start + suggestion.text.len();
    let next = tokens(mended.text.get(behind..).unwrap_or_default()).next().map_or(0, |next| next.start);
    written.then_some(behind + next)
}

/// Whether the rest is read as if what is suggested had been written.
fn is_sure(problem: &Problem) -> bool {
    matches!(problem, Problem::Habit(_) | Problem::Syntax(_))
        && !matches!(problem, Problem::Syntax(SyntaxProblem::Reserved { .. }))
}

/// The bracket that closes one.
fn closing(open: &str) -> Option<[char; 2]> {
    match open {
        "{" | "｛" => Some(['}', '｝']),
        "[" | "［" => Some([']', '］']),
        _ => None,
    }
}

/// Takes out the last bracket of a kind: that which belongs to the first.
fn take_out(mended: &mut Mended, close: [char; 2]) {
    let is_close = |token: &Token| close.map(TokenKind::Sign).contains(&token.kind);
    let last = tokens(&mended.text).filter(is_close).last().map(|close| (close.start, close.end));
    if let Some((start, end)) = last {
        mended.blank(start, end);
    }
}

fn behind_head(mended: &mut Mended, keyword: &Keyword, at: usize) {
    let next = pieces(keyword, &mended.text).into_iter().find(|piece| piece.start > at);
    let end = next.map_or(mended.text.len(), |piece| piece.start);
    mended.blank(at, end);
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
fn cut(mended: &mut Mended, keyword: &Keyword, at: usize, lost: &mut Vec<Lost>) -> bool {
    let pieces = pieces(keyword, &mended.text);
    let next = pieces.partition_point(|piece| piece.start <= at);
    let Some(piece) = next.checked_sub(1).and_then(|at| pieces.get(at)) else { return false };
    let end = pieces.get(next).map_or(mended.text.len(), |piece| piece.start);
    if mended.text.get(piece.start..end).is_none_or(|cut| cut.chars().all(is_blank)) {
        return false;
    }
    mended.blank(piece.start, end);
    lost.push(piece.word);
    true
}

/// What a line might have declared whose first word is missing or none of the language: its name is not unknown then.
fn anything(mended: &Mended, at: usize) -> Option<Item> {
    let line: Vec<Token> = tokens(mended.text.get(at..)?).take(3).collect();
    let free = |token: &&Token| token.kind == TokenKind::Word && keywords::reserved(token.text).is_none();
    let first = line.first().filter(free)?;
    let named = line.get(1).filter(free).filter(|next| !next.first_of_line).unwrap_or(first);
    let span = |token: &Token| mended.origin().span(at + token.start, at + token.end);
    let label = line.iter().find(|token| token.kind == TokenKind::Text && !token.first_of_line);
    Some(Item::Broken(Broken {
        kind: None,
        name: Some(Name { text: declare::bare(named.text), span: span(named) }),
        label: label.map(|label| Text { text: declare::unquoted(label.text), span: span(label) }),
        span: span(first),
    }))
}

/// What is known of a declaration that cannot be read.
fn broken(keyword: &Keyword, mended: &Mended) -> Item {
    let (text, origin) = (mended.text.as_str(), mended.origin());
    let mut rest = tokens(text).skip(1).peekable();
    let span = |token: &Token| origin.span(token.start, token.end);
    let named = rest.next_if(|token| match token.kind {
        TokenKind::Word => keywords::reserved(token.text).is_none(),
        TokenKind::Backquoted => true,
        TokenKind::Number | TokenKind::Text | TokenKind::Unclosed { .. } | TokenKind::Sign(_) => false,
    });
    let name = named.map(|token| Name { text: declare::bare(token.text), span: span(&token) });
    let label = rest
        .next_if(|token| token.kind == TokenKind::Text)
        .map(|token| Text { text: declare::unquoted(token.text), span: span(&token) });
    Item::Broken(Broken { kind: Some(kind_of(keyword.rule)), name, label, span: origin.span(0, text.trim_end().len()) })
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
