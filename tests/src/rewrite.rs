//! Policies written in other words: the same meaning in another layout, other signs, another order.
//! Knows as much of texts as this needs: quotes, comments, and where a declaration begins.

use grading_dsl::syntax::Item;

use crate::policies::parsed;

/// A part of a text, told apart as far as rewriting needs it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Where {
    Text,
    Quoted(char),
    Comment,
}

/// Calls `each` with every character and where it stands.
pub(crate) fn walk(text: &str, mut each: impl FnMut(char, Where)) {
    let mut at = Where::Text;
    for letter in text.chars() {
        let next = match (at, letter) {
            (Where::Text, '"') => Where::Quoted('"'),
            (Where::Text, '“') => Where::Quoted('”'),
            (Where::Text, '「') => Where::Quoted('」'),
            (Where::Text, '`') => Where::Quoted('`'),
            (Where::Text, '#') => Where::Comment,
            (Where::Comment, '\n') => Where::Text,
            (Where::Quoted(mark), letter) if letter == mark => Where::Text,
            (same, _) => same,
        };
        each(letter, if next == Where::Text { at } else { next });
        at = next;
    }
}

/// The text with other blanks and with comments.
fn relaid(text: &str) -> String {
    let mut other = String::from("# 注释 \"未闭合\n\n");
    walk(text, |letter, at| match (at, letter) {
        (Where::Text, '\n') => other.push_str("   # rule x when「\n"),
        (Where::Text, ' ') => other.push_str(" \t "),
        _ => other.push(letter),
    });
    other
}

/// The text with full-width punctuation and digits outside of quotes.
fn widened(text: &str) -> String {
    const PAIRS: [(char, char); 13] = [
        ('(', '（'),
        (')', '）'),
        ('{', '｛'),
        ('}', '｝'),
        (',', '，'),
        (':', '：'),
        ('|', '｜'),
        ('=', '＝'),
        ('<', '＜'),
        ('>', '＞'),
        ('+', '＋'),
        ('*', '×'),
        ('%', '％'),
    ];
    let mut other = String::new();
    walk(text, |letter, at| {
        let wide = PAIRS.iter().find(|(half, _)| *half == letter && at == Where::Text);
        other.push(wide.map_or(letter, |(_, wide)| *wide));
    });
    other
}

/// The text in pieces, a declaration each, with what stands before the first.
#[must_use]
pub fn pieces(text: &str) -> (String, Vec<(Item, String)>) {
    let items = parsed(text).items;
    let starts: Vec<usize> = items.iter().map(start).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let pieces = starts.iter().zip(ends).map(|(start, end)| text.get(*start..end).unwrap().to_owned());
    let before = text.get(..starts.first().copied().unwrap_or(text.len())).unwrap().to_owned();
    (before, items.iter().cloned().zip(pieces).collect())
}

fn start(item: &Item) -> usize {
    let span = match item {
        Item::Policy(each) => each.span,
        Item::Import(each) => each.span,
        Item::Levels(each) => each.span,
        Item::Type(each) => each.span,
        Item::Factor(each) => each.span,
        Item::Define(each) => each.span,
        Item::Score(each) => each.span,
        Item::Matrix(each) => each.span,
        Item::Table(each) => each.span,
        Item::Rule(each) => each.span,
        Item::Measure(each) => each.span,
        Item::Impossible(each) => each.span,
        Item::AlsoGive(each) => each.span,
        Item::Accept(each) => each.span,
        Item::Otherwise(each) => each.span,
        Item::Test(each) => each.span,
        Item::Property(each) => each.span,
        Item::Broken(each) => each.span,
    };
    usize::try_from(span.start).unwrap()
}

/// Whether the order of such declarations among all others does not count.
#[must_use]
pub fn is_free(item: &Item) -> bool {
    matches!(
        item,
        Item::Type(_) | Item::Define(_) | Item::Score(_) | Item::Test(_) | Item::Property(_) | Item::Accept(_)
    )
}

/// The text with all declarations whose order does not count at its end, in reverse.
fn rearranged(text: &str) -> String {
    let (before, pieces) = pieces(text);
    let (free, mut rest): (Vec<_>, Vec<_>) = pieces.into_iter().partition(|(item, _)| is_free(item));
    rest.extend(free.into_iter().rev());
    rest.into_iter().fold(before, |text, (_, piece)| text + &piece + "\n")
}

/// The text with declarations added that mean nothing by themselves.
fn padded(text: &str) -> String {
    // A number by the text, so that a file and the one it imports get different names.
    let number = text.bytes().fold(0_u64, |all, byte| all.wrapping_mul(31).wrapping_add(byte.into()));
    format!("{text}\nchoice 无人用{number} : 甲无用 | 乙无用\n")
}

/// Writes a text in other words.
pub type Rewrite = fn(&str) -> String;

/// Rewritings that keep the meaning.
pub const REWRITES: [(&str, Rewrite); 4] =
    [("relaid", relaid), ("widened", widened), ("rearranged", rearranged), ("padded", padded)];
