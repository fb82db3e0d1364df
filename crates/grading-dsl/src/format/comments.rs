//! Comments: found between the words of a text, kept with them, settled behind a word or on lines of their own. None is
//! ever lost, and their order stays.

use super::tree::{Comment, CommentPlace, Leaf, Sign, Tree};

/// A declaration with the comments around it.
#[derive(Debug, Clone)]
pub(crate) struct Commented<'t> {
    /// The declaration; its words carry the comments between them.
    pub(crate) tree: Tree<'t>,
    /// Comments at the margin before it.
    pub(crate) lead: Vec<Comment<'t>>,
    /// Whether a blank line stands before it, or before its comments.
    pub(crate) blank_before: bool,
    /// Whether a blank line stands between its comments and its first word.
    pub(crate) blank_inside: bool,
    /// Indented comments behind its last word.
    pub(crate) tail: Vec<Comment<'t>>,
}

/// The declarations with their comments, and the comments behind the last of them.
pub(crate) fn attach<'t>(text: &'t str, trees: Vec<Tree<'t>>) -> (Vec<Commented<'t>>, Vec<Comment<'t>>) {
    let mut found: Vec<Commented<'t>> = Vec::new();
    let mut at = 0;
    for mut tree in trees {
        let mut leaves = Vec::new();
        tree.leaves(&mut leaves);
        let mut leaves = leaves.into_iter();
        let Some(first) = leaves.next() else { continue };
        let mut between = Between::read(text, at, first.start);
        if let Some(last) = found.last_mut() {
            between.leave_behind(last);
        }
        let mut before = first;
        for leaf in leaves {
            Between::read(text, before.end, leaf.start).settle(before, leaf);
            before = leaf;
        }
        at = before.end;
        let blank_inside = between.blank_at_end && !between.comments.is_empty();
        let first_blank = between.comments.first().map_or(between.blank_at_end, |comment| comment.blank_before);
        found.push(Commented {
            tree,
            lead: between.comments,
            blank_before: first_blank,
            blank_inside,
            tail: Vec::new(),
        });
    }
    let mut rest = Between::read(text, at, text.len());
    if let Some(last) = found.last_mut() {
        rest.leave_behind(last);
    }
    (found, rest.comments)
}

/// What stands between two words.
struct Between<'t> {
    comments: Vec<Comment<'t>>,
    /// Whether a blank line stands before the next word.
    blank_at_end: bool,
}

impl<'t> Between<'t> {
    fn read(text: &'t str, from: usize, to: usize) -> Self {
        let mut comments = Vec::new();
        let mut lines_ended = usize::from(from == 0);
        let mut indented = false;
        let mut rest = text.get(from..to).unwrap_or("");
        while let Some(character) = rest.chars().next() {
            let length = if character == '#' { rest.find('\n').unwrap_or(rest.len()) } else { character.len_utf8() };
            let (part, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
            match character {
                '#' => {
                    let place = match (lines_ended, indented) {
                        (0, _) => CommentPlace::Behind,
                        (_, true) => CommentPlace::Indented,
                        (_, false) => CommentPlace::Margin,
                    };
                    let text = part.trim_end();
                    comments.push(Comment { text, place, blank_before: lines_ended > 1 });
                    lines_ended = 0;
                }
                '\n' => {
                    lines_ended += 1;
                    indented = false;
                }
                _ => indented = true,
            }
            rest = after;
        }
        Self { comments, blank_at_end: lines_ended > 1 }
    }

    /// Gives the word before what stands on its line, the word after the rest.
    fn settle(self, before: &mut Leaf<'t>, after: &mut Leaf<'t>) {
        after.blank_before = self.blank_at_end;
        for comment in self.comments {
            match comment.place {
                CommentPlace::Behind => before.after.push(comment),
                CommentPlace::Indented | CommentPlace::Margin => after.before.push(comment),
            }
        }
    }

    /// Gives the declaration before what stands on its last line, and the indented comments below it.
    fn leave_behind(&mut self, last: &mut Commented<'t>) {
        let margin = self.comments.iter().position(|comment| comment.place == CommentPlace::Margin);
        let rest = self.comments.split_off(margin.unwrap_or(self.comments.len()));
        let own = std::mem::replace(&mut self.comments, rest);
        let mut leaves = Vec::new();
        last.tree.leaves(&mut leaves);
        for comment in own {
            match (comment.place, leaves.last_mut()) {
                (CommentPlace::Behind, Some(leaf)) => leaf.after.push(comment),
                (_, _) => last.tail.push(comment),
            }
        }
    }
}

/// Brings the comments to places where the layout can break a line: behind a comma and not before it, before a connective
/// and not behind it.
pub(crate) fn settle(declaration: &mut Commented<'_>) {
    let mut leaves = Vec::new();
    declaration.tree.leaves(&mut leaves);
    for at in 1..leaves.len() {
        let Some([before, leaf]) = leaves.get_mut(at - 1..=at) else { continue };
        if leaf.sign() == Some(Sign::Comma) {
            let own = std::mem::take(&mut leaf.after);
            leaf.after = std::mem::take(&mut before.after);
            leaf.after.append(&mut leaf.before);
            leaf.after.extend(own);
        } else if leaf.sign() == Some(Sign::Close) && leaf.before.is_empty() {
            let own = std::mem::replace(&mut leaf.after, std::mem::take(&mut before.after));
            leaf.after.extend(own);
        } else if begins_line(leaf) && leaf.before.is_empty() {
            before.after.append(&mut leaf.after);
        } else if begins_line(leaf) {
            let own = std::mem::take(&mut leaf.after);
            leaf.before.extend(own);
        }
    }
    for at in 0..leaves.len() {
        let rest = leaves.get_mut(at).map(|leaf| more_than_one(leaf)).unwrap_or_default();
        match leaves.get_mut(at + 1) {
            Some(next) => {
                next.before.splice(0..0, rest);
            }
            None => {
                declaration.tail.splice(0..0, rest);
            }
        }
    }
}

/// Takes out what cannot stand behind the word, on its line.
fn more_than_one<'t>(leaf: &mut Leaf<'t>) -> Vec<Comment<'t>> {
    let stays = usize::from(leaf.after.first().is_some_and(|first| first.place == CommentPlace::Behind));
    leaf.after.split_off(stays.min(leaf.after.len()))
}

/// Whether a line is broken before the word and not behind it.
fn begins_line(leaf: &Leaf) -> bool {
    matches!(leaf.sign(), Some(Sign::Between | Sign::Sum)) || matches!(leaf.keyword(), Some("kw_and" | "kw_or"))
}
