//! Lines in or before a declaration that are surely declarations of their own, though no word begins them that can: where
//! such a line begins, and the text from it up to the next. Each line is looked at once, so that thousands of them cost no
//! more than their text.

use messages::Diagnostic;

use super::mended::{Mended, Origin};
use super::scan::Chunk;
use super::tokens::{Token, tokens};
use super::{Desk, trouble};

/// The text of a further declaration, as it is suggested.
pub(super) struct Further {
    /// Its first byte in the file.
    pub(super) start: usize,
    /// The byte after its last, in the file.
    pub(super) end: usize,
    /// The text.
    pub(super) mended: Mended,
}

/// A further declaration, if there is one.
pub(super) type Rest = Option<Further>;

/// The declaration that begins at a byte of the file, if what was told there suggests that it does.
pub(super) fn from(desk: &Desk, chunk: &Chunk, start: usize, told: &Diagnostic) -> Rest {
    let suggestion = told.suggestion.as_ref().filter(|meant| trouble::opens_with(&meant.text))?;
    let end = next(desk, chunk, start, 0);
    let mut mended = Mended::new(desk.file, start, desk.text.get(start..end)?);
    mended.blank_each(chunk.blanks.iter().filter(|at| (start..end).contains(at)).map(|at| at - start));
    let (from, to) = (mended.origin().forth(suggestion.span.start)?, mended.origin().forth(suggestion.span.end)?);
    mended.put(from, to, &suggestion.text).then_some(Further { start, end, mended })
}

/// The declaration behind one that was read up to a line like another declaration. Told.
pub(super) fn behind(desk: &mut Desk, chunk: &Chunk, end: usize) -> Rest {
    let told = opening_line(desk, desk.text.get(end..chunk.end)?, end)?;
    let rest = from(desk, chunk, end, &told);
    desk.report(told);
    rest
}

/// Text before the first declaration: what is wrong with it, and the declaration that it was meant to be.
pub(super) fn stray(desk: &mut Desk, chunk: &Chunk, text: &str) -> Rest {
    let first = tokens(text).next().filter(|_| chunk.spoilt.is_empty())?;
    let told = trouble::no_declaration(desk, Origin::new(desk.file, chunk.start), text);
    let rest = from(desk, chunk, chunk.start + first.start, &told);
    desk.report(told);
    rest
}

/// Where the next line begins that is like a declaration, more than so many bytes on; else where the chunk ends.
pub(super) fn next(desk: &Desk, chunk: &Chunk, start: usize, more_than: usize) -> usize {
    let Some(text) = desk.text.get(start..chunk.end) else { return chunk.end };
    let mut lines =
        tokens(text).filter(|token| token.first_of_line && token.start > more_than).map(|token| token.start);
    let begins = |at: &usize| text.get(*at..).is_some_and(|rest| opening_line(desk, rest, start + at).is_some());
    lines.find(begins).map_or(chunk.end, |at| start + at)
}

/// What is wrong with the line that a text begins with, if it is like a declaration.
fn opening_line(desk: &Desk, text: &str, at: usize) -> Option<Diagnostic> {
    let line = text.lines().next()?;
    let begin: Vec<Token> = tokens(line).take(2).collect();
    if !trouble::is_like_declaration(desk.known, &begin) {
        return None;
    }
    let told = trouble::no_declaration(desk, Origin::new(desk.file, at), line);
    told.suggestion.as_ref().is_some_and(|meant| trouble::opens_with(&meant.text)).then_some(told)
}

#[cfg(test)]
mod tests {
    use messages::FileId;

    use super::*;
    use crate::parse::trouble::{Known, Language};

    #[test]
    fn a_further_declaration_is_read_up_to_the_next_line_like_one() {
        let text = "rul a when x and\n  y then level 1\nrul b when x then level 1\n规则c当x则一级\nrul d then level 1";
        let known = Known::words_of(text);
        let mut diagnostics = Vec::new();
        let desk =
            Desk { file: FileId(0), text, known: &known, language: Language::English, diagnostics: &mut diagnostics };
        let chunk = Chunk { opening: None, start: 0, end: text.len(), spoilt: Vec::new(), blanks: Vec::new() };
        let mut ends = vec![0];
        while let Some(end) = ends.last().copied().filter(|end| *end < text.len()) {
            ends.push(next(&desk, &chunk, end, 0));
        }
        let parts: Vec<&str> = ends.windows(2).map(|part| text.get(part[0]..part[1]).unwrap()).collect();
        assert_eq!(parts.len(), 4, "{parts:?}");
        assert!(parts[0].ends_with("y then level 1\n"), "{parts:?}");
        assert!(next(&desk, &chunk, 0, parts[0].len()) > parts[0].len(), "a longer part holds one line more at least");
    }
}
