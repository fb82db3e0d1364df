//! The text of a declaration while mistakes are taken out of it or mended, and where its parts stand in the file.

use messages::{FileId, Span};

use super::place;

/// A declaration's text, which may have become longer or shorter.
#[derive(Clone)]
pub(super) struct Mended {
    /// The text as it is read now.
    pub(super) text: String,
    file: FileId,
    base: usize,
    /// What was written in place of something else, in the order of the text.
    moves: Vec<Move>,
}

/// Where a text stands in its file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Origin<'m> {
    file: FileId,
    base: usize,
    /// Bytes of the present text that stand before the text in question.
    before: usize,
    moves: &'m [Move],
}

/// Bytes `start..end` of the present text stand in the place of `instead_of` bytes of the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Move {
    start: usize,
    end: usize,
    instead_of: usize,
}

impl Mended {
    /// A text as it stands in the file.
    pub(super) fn new(file: FileId, base: usize, text: &str) -> Self {
        Self { text: text.to_owned(), file, base, moves: Vec::new() }
    }

    /// Adds what follows in the file.
    pub(super) fn append(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Where it comes from.
    pub(super) fn origin(&self) -> Origin<'_> {
        Origin { file: self.file, base: self.base, before: 0, moves: &self.moves }
    }

    /// Writes blanks over some bytes, so that all others keep their places.
    pub(super) fn blank(&mut self, start: usize, end: usize) {
        let blanked = self.text.char_indices().flat_map(|(at, letter)| {
            let keep = at < start || at >= end || letter == '\n';
            let count = if keep { 1 } else { letter.len_utf8() };
            std::iter::repeat_n(if keep { letter } else { ' ' }, count)
        });
        self.text = blanked.collect();
    }

    /// Writes blanks over single characters, which begin at these bytes, in order.
    pub(super) fn blank_each(&mut self, places: impl Iterator<Item = usize>) {
        let mut places = places.peekable();
        if places.peek().is_none() {
            return;
        }
        let blanked = self.text.char_indices().flat_map(|(at, letter)| {
            let is_blank = places.next_if_eq(&at).is_some();
            let count = if is_blank { letter.len_utf8() } else { 1 };
            std::iter::repeat_n(if is_blank { ' ' } else { letter }, count)
        });
        self.text = blanked.collect();
    }

    /// Writes something else in the place of some bytes; `false` where these were mended before.
    pub(super) fn put(&mut self, start: usize, end: usize, instead: &str) -> bool {
        let touches = |one: &Move| start < one.end && end > one.start;
        let whole = self.text.is_char_boundary(start) && self.text.is_char_boundary(end) && start <= end;
        if !whole || self.moves.iter().any(touches) {
            return false;
        }
        self.text.replace_range(start..end, instead);
        let moved = Move { start, end: start + instead.len(), instead_of: end - start };
        for later in self.moves.iter_mut().filter(|one| one.start >= end) {
            later.start = later.start + moved.end - end;
            later.end = later.end + moved.end - end;
        }
        let at = self.moves.partition_point(|one| one.start < start);
        self.moves.insert(at, moved);
        true
    }
}

impl Origin<'_> {
    /// Of a text that is as it stands in the file.
    pub(super) fn new(file: FileId, base: usize) -> Self {
        Self { file, base, before: 0, moves: &[] }
    }

    /// The same for a part of the text that begins at this byte.
    pub(super) fn from(self, at: usize) -> Self {
        Self { before: self.before.saturating_add(at), ..self }
    }

    /// Where bytes of the text stand in the file.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let start = self.back(self.before.saturating_add(start), |_| 0);
        let end = self.back(self.before.saturating_add(end), |one| one.instead_of);
        place(self.file, start, end.max(start))
    }

    /// A byte of the file in the present text: past all that was mended before it.
    pub(super) fn forth(&self, in_file: u32) -> Option<usize> {
        let mut at = usize::try_from(in_file).ok()?.checked_sub(self.base)?;
        for one in self.moves {
            if at >= one.start + one.instead_of {
                at = at - one.instead_of + (one.end - one.start);
            } else if at > one.start {
                return None;
            }
        }
        at.checked_sub(self.before)
    }

    /// Of a place within what was mended, `within` says how far into the original text it is.
    fn back(&self, at: usize, within: impl Fn(&Move) -> usize) -> usize {
        let mut back = at;
        for one in self.moves {
            if at >= one.end {
                back = back + one.instead_of - (one.end - one.start);
            } else if at > one.start {
                back = back - (at - one.start) + within(one);
            }
        }
        self.base + back
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_file_whatever_was_mended() {
        let mut mended = Mended::new(FileId(0), 100, "ab && cd || ef");
        assert!(mended.put(3, 5, "and"));
        assert!(mended.put(10, 12, "or"));
        assert!(!mended.put(4, 5, "x"));
        assert_eq!(mended.text, "ab and cd or ef");
        let span = |start, end| {
            let span = mended.origin().span(start, end);
            (span.start, span.end)
        };
        assert_eq!((span(0, 2), span(3, 6), span(4, 5)), ((100, 102), (103, 105), (103, 105)));
        assert_eq!((span(7, 9), span(13, 15)), ((106, 108), (112, 114)));
        assert_eq!((mended.origin().forth(112), mended.origin().forth(104)), (Some(13), None));
    }
}
