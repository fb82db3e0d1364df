//! From text to syntax tree. Never fails: what cannot be read is left out or marked, with a diagnostic each.
//!
//! The text is cut into declarations first, then each is read by the grammar alone, so that a mistake stays within its
//! declaration. Where a clause cannot be read, it is taken out and the rest is read again. This file alone knows pest.

mod clauses;
mod declare;
mod define;
mod derive;
mod expression;
mod further;
mod grid;
mod mend;
mod mended;
mod number;
mod outline;
mod proof;
mod rules;
mod scan;
mod tokens;
mod trouble;
mod types;

use messages::{Diagnostic, FileId, Span};
use pest::Parser;
use pest::error::{Error, ErrorVariant, InputLocation};
use pest::iterators::Pair;
use pest::unicode::{XID_CONTINUE, XID_START};
use pest_derive::Parser;

pub(crate) use outline::{outline, outline_condition};

use crate::syntax;
use mended::{Mended, Origin};

#[derive(Parser)]
#[grammar = "grammar.pest"]
struct Grammar;

/// What a node is: the rules of the grammar.
use Rule as Kind;

/// Reads a file's text. What is wrong is listed in the order of the text.
#[must_use]
pub fn parse(file: FileId, text: &str) -> (syntax::File, Vec<Diagnostic>) {
    let scan::Scan { chunks, mut diagnostics } = scan::scan(file, text);
    let mut effort = mend::Effort::for_text(text);
    let known = trouble::Known::words_of(text);
    let mut items = Vec::new();
    for chunk in chunks {
        let language = trouble::Language::of(text.get(chunk.start..chunk.end).unwrap_or_default());
        let mut desk = Desk { file, text, known: &known, language, diagnostics: &mut diagnostics };
        items.extend(mend::read(&mut desk, &chunk, &mut effort));
    }
    diagnostics.sort_by_key(|found| found.span);
    (syntax::File { items }, diagnostics)
}

/// Reads a node of one kind.
type Reads<T> = fn(&mut Desk, &Node) -> T;
/// Makes one part of a tree of another.
type Make<From, To> = fn(From) -> To;

/// Where a declaration is read: the text, and the list of what is wrong.
struct Desk<'t> {
    file: FileId,
    text: &'t str,
    known: &'t trouble::Known<'t>,
    language: trouble::Language,
    diagnostics: &'t mut Vec<Diagnostic>,
}

impl Desk<'_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The error unless the part could be read.
    fn error(&mut self, problem: impl Into<messages::Problem>, span: Span) {
        self.report(Diagnostic::error(problem, span));
    }
}

/// A part of the text that the grammar has recognised.
#[derive(Clone)]
struct Node<'t> {
    pair: Pair<'t, Kind>,
    origin: Origin<'t>,
}

impl<'t> Node<'t> {
    fn is(&self, kind: Kind) -> bool {
        self.pair.as_rule() == kind
    }

    fn kind(&self) -> Kind {
        self.pair.as_rule()
    }

    fn text(&self) -> &'t str {
        self.pair.as_str()
    }

    /// From its first byte to its last, in the whole file, without the blanks and comments that follow it.
    fn span(&self) -> Span {
        let span = self.pair.as_span();
        self.origin.span(span.start(), span.start() + solid(span.as_str()))
    }

    /// Its first byte in the whole file.
    fn start(&self) -> usize {
        let at = self.pair.as_span().start();
        usize::try_from(self.origin.span(at, at).start).unwrap_or(usize::MAX)
    }

    fn children(&self) -> impl Iterator<Item = Node<'t>> + use<'t> {
        let origin = self.origin;
        self.pair.clone().into_inner().map(move |pair| Node { pair, origin })
    }

    fn child(&self, kind: Kind) -> Option<Node<'t>> {
        self.children().find(|node| node.is(kind))
    }

    fn all(&self, kind: Kind) -> impl Iterator<Item = Node<'t>> + use<'t> {
        self.children().filter(move |node| node.is(kind))
    }
}

/// Where the grammar could go no further.
struct Stop {
    /// The byte in the text that was read.
    at: usize,
    /// The rules that were tried there.
    tried: Vec<String>,
}

/// Reads a text as one declaration.
fn read_declaration(mended: &Mended) -> Result<Node<'_>, Stop> {
    read_text(mended.origin(), &mended.text)
}

/// Reads a text as one declaration, which stands so in the file.
fn read_text<'t>(origin: Origin<'t>, text: &'t str) -> Result<Node<'t>, Stop> {
    read(Kind::declaration, origin, text)
}

/// Reads a text as one cell of a table.
fn read_cell<'t>(origin: Origin<'t>, text: &'t str) -> Result<Node<'t>, Stop> {
    read(Kind::cell, origin, text)
}

/// Reads a text as the head of a column.
fn read_header<'t>(origin: Origin<'t>, text: &'t str) -> Result<Node<'t>, Stop> {
    read(Kind::header, origin, text)
}

fn read<'t>(kind: Kind, origin: Origin<'t>, text: &'t str) -> Result<Node<'t>, Stop> {
    let mut pairs = Grammar::parse(kind, text).map_err(|error| stop(&error))?;
    let pair = pairs.next().ok_or(Stop { at: 0, tried: Vec::new() })?;
    Ok(Node { pair, origin })
}

fn stop(error: &Error<Kind>) -> Stop {
    let at = match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    };
    let tried = match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives.iter().map(|tried| format!("{tried:?}")).collect(),
        ErrorVariant::CustomError { .. } => Vec::new(),
    };
    Stop { at, tried }
}

/// Whether a name can begin with this character.
fn starts_name(character: char) -> bool {
    XID_START(character)
}

/// Whether a name can go on with this character.
fn continues_name(character: char) -> bool {
    XID_CONTINUE(character)
}

/// Whether a text can be a name without backquotes, reserved words apart.
pub(crate) fn is_name(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(starts_name) && characters.all(continues_name)
}

/// Where the last character stands that is neither blank nor comment: the bytes up to after it.
fn solid(text: &str) -> usize {
    let last = text.rfind('\n').map_or(text, |at| text.get(at..).unwrap_or_default());
    if !last.contains('#') && !text.ends_with(char::is_whitespace) {
        return text.len();
    }
    let (mut end, mut closing) = (0, None);
    for (at, character) in text.char_indices() {
        closing = match (closing, character) {
            (Some(_), '\n') => None,
            (Some(mark), _) if mark == character => None,
            (Some(mark), _) => Some(mark),
            (None, '#') => Some('\n'),
            (None, '"' | '`') => Some(character),
            (None, '“') => Some('”'),
            (None, '「') => Some('」'),
            (None, _) => None,
        };
        if closing != Some('\n') && !character.is_whitespace() {
            end = at + character.len_utf8();
        }
    }
    end
}

/// A place in a file.
fn place(file: FileId, start: usize, end: usize) -> Span {
    let bytes = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span { file, start: bytes(start), end: bytes(end) }
}

#[cfg(test)]
mod parse_tests;
