//! The names and labels of a text, as far as they can be told without reading it.

use std::cell::Cell;
use std::collections::BTreeSet;

use crate::parse::tokens::{Token, TokenKind, tokens};
use crate::{joined, keywords};

/// The names and labels that a text declares, as far as they can be told without reading it.
pub(in crate::parse) struct Known<'t> {
    words: BTreeSet<&'t str>,
    /// How many words may still be taken apart.
    splits: Cell<u32>,
}

/// How many words of a text are taken apart; beyond it nobody reads on.
const SPLITS: u32 = 2_000;

impl<'t> Known<'t> {
    /// Those of a text.
    pub(in crate::parse) fn words_of(text: &'t str) -> Self {
        let mut words = BTreeSet::new();
        let mut before: Option<Token> = None;
        let mut in_row = false;
        for token in tokens(text) {
            in_row = if token.first_of_line { is_bar(&token) } else { in_row };
            if let (Some(before), false) = (before, in_row) {
                let labels = words.contains(before.text) || LABELS.contains(&before.text);
                if token.kind == TokenKind::Text && labels {
                    words.insert(crate::parse::declare::inside(token.text));
                } else if token.kind == TokenKind::Word && announces(&before) {
                    words.insert(token.text);
                }
            }
            before = Some(token);
        }
        Self { words, splits: Cell::new(SPLITS) }
    }

    /// Whether the text declares this.
    pub(super) fn has(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// The words of which a Chinese word is made that was written without blanks.
    pub(in crate::parse) fn split(&self, word: &str) -> Option<String> {
        let left = self.splits.get().checked_sub(1)?;
        if self.words.contains(word) {
            return None;
        }
        self.splits.set(left);
        joined::split(word, &|part| self.words.contains(part))
    }
}

/// Words behind which a text is another spelling, or a unit.
const LABELS: [&str; 4] = ["unit", "计量单位", "aka", "又称"];

fn is_bar(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Sign('|' | '｜'))
}

fn announces(token: &Token) -> bool {
    match token.kind {
        TokenKind::Sign(sign) => ['<', '>', '|', ':', '＜', '＞', '｜', '：'].contains(&sign),
        TokenKind::Word => keywords::opening(token.text).is_some() || ["of", "多选"].contains(&token.text),
        TokenKind::Backquoted | TokenKind::Number | TokenKind::Text | TokenKind::Unclosed { .. } => false,
    }
}
