//! The words and signs of a text, as far as they can be told apart without a grammar: what recovery steps over.

use super::{continues_name, starts_name};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A bare word.
    Word,
    /// A name in backquotes.
    Backquoted,
    /// Digits, with the name characters directly behind them.
    Number,
    /// A string.
    Text,
    /// A string or backquoted name that does not end on its line: the rest of the line.
    Unclosed {
        /// The mark that opens it.
        open: char,
        /// The mark that would close it.
        close: char,
    },
    /// Any other character.
    Sign(char),
}

/// A token and its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// What it is.
    pub(super) kind: TokenKind,
    /// As written.
    pub(super) text: &'a str,
    /// Its first byte.
    pub(super) start: usize,
    /// The byte after its last.
    pub(super) end: usize,
    /// Whether it is the first of its line.
    pub(super) first_of_line: bool,
    /// Whether nothing at all stands before it on its line.
    pub(super) at_margin: bool,
}

impl Token<'_> {
    /// Whether it is this bare word.
    pub(super) fn is_word(&self, word: &str) -> bool {
        self.kind == TokenKind::Word && self.text == word
    }
}

/// The tokens of a text; blanks and comments are stepped over.
pub(super) fn tokens(text: &str) -> Tokens<'_> {
    Tokens { text, at: 0, first_of_line: true }
}

/// See [`tokens`].
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    first_of_line: bool,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.skip_blanks();
        let rest = self.text.get(self.at..)?;
        let first = rest.chars().next()?;
        let (kind, length) = shape(rest, first);
        let start = self.at;
        self.at += length;
        let first_of_line = std::mem::replace(&mut self.first_of_line, false);
        let at_margin = start == 0 || self.text.get(..start).is_some_and(|before| before.ends_with('\n'));
        Some(Token { kind, text: rest.get(..length)?, start, end: self.at, first_of_line, at_margin })
    }
}

impl Tokens<'_> {
    fn skip_blanks(&mut self) {
        while let Some(next) = self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
            if next == '#' {
                self.at += line(self.text.get(self.at..).unwrap_or(""));
                continue;
            }
            if !is_blank(next) {
                return;
            }
            self.first_of_line |= next == '\n';
            self.at += next.len_utf8();
        }
    }
}

/// Whether the character separates words and means nothing else.
pub(super) fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\r' | '\n' | '\u{3000}')
}

fn shape(rest: &str, first: char) -> (TokenKind, usize) {
    match first {
        '"' => closed(rest, '"', '"', TokenKind::Text),
        '“' => closed(rest, '“', '”', TokenKind::Text),
        '「' => closed(rest, '「', '」', TokenKind::Text),
        '`' => closed(rest, '`', '`', TokenKind::Backquoted),
        '0'..='9' | '０'..='９' => (TokenKind::Number, run(rest)),
        other if starts_name(other) => (TokenKind::Word, run(rest)),
        other => (TokenKind::Sign(other), other.len_utf8()),
    }
}

fn closed(rest: &str, open: char, close: char, kind: TokenKind) -> (TokenKind, usize) {
    let inside = rest.get(open.len_utf8()..).unwrap_or("");
    match inside.find([close, '\n']) {
        Some(at) if inside.get(at..).is_some_and(|tail| tail.starts_with(close)) => {
            (kind, open.len_utf8() + at + close.len_utf8())
        }
        Some(at) => (TokenKind::Unclosed { open, close }, open.len_utf8() + at),
        None => (TokenKind::Unclosed { open, close }, rest.len()),
    }
}

/// The bytes up to the end of the line.
fn line(rest: &str) -> usize {
    rest.find('\n').unwrap_or(rest.len())
}

fn run(rest: &str) -> usize {
    rest.find(|character| !continues_name(character)).unwrap_or(rest.len())
}
