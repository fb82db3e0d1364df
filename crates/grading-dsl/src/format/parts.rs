//! The layout of what stands within a clause: conditions broken before `and` and `or`, lists within their parentheses,
//! values before their bars.

use super::doc::Doc;
use super::tree::{Form, Leaf, Sign, Tree};

/// Columns by which clauses, and the items of a list, are indented.
pub(super) const CLAUSE: usize = 2;

/// Any part.
pub(super) fn part<'d>(tree: &'d Tree<'d>) -> Doc<'d> {
    let (form, parts) = match tree {
        Tree::Leaf(leaf) => return Doc::Leaf(leaf),
        Tree::Row(row) => return Doc::Leaf(&row.leaf),
        Tree::Node(form, parts) => (*form, parts.as_slice()),
    };
    match LAYOUTS.iter().find(|(of, _)| *of == form) {
        Some((_, lay)) => lay(parts),
        None => Gaps::of(form).all(parts),
    }
}

/// Lays out the parts of a node.
type Lays = for<'d> fn(&'d [Tree<'d>]) -> Doc<'d>;

/// What is more than one word after the other.
const LAYOUTS: &[(Form, Lays)] = &[
    (Form::Chain, chain),
    (Form::List, list),
    (Form::Group, |parts| enclosed(parts, |inner| Gaps::of(Form::Group).all(inner))),
    (Form::Braces, |parts| enclosed(parts, |inner| Doc::Fill(after_commas(Form::Braces, inner)))),
    (Form::Operand, |parts| filled(0, before(Form::Operand, parts, |part| part.sign() == Some(Sign::Sum)))),
    (Form::Values, |parts| filled(2, before(Form::Values, parts, |part| part.sign() == Some(Sign::Between)))),
    (Form::Outside, outside),
    (Form::Listing, worded),
    (Form::Decisive, worded),
    (Form::Aka, worded),
    (Form::Given, given),
    (Form::Expect, expect),
    (Form::ScoreLine, score_line),
    (Form::Implies, |parts| broken(before(Form::Implies, parts, |part| part.is_keyword("kw_implies")))),
    (Form::Raising, |parts| filled(0, after_commas(Form::Raising, parts))),
];

/// Parts one after the other, with a blank between two of them unless they belong closer together.
pub(super) struct Gaps<'d> {
    form: Form,
    docs: Vec<Doc<'d>>,
    last: Option<&'d Leaf<'d>>,
}

impl<'d> Gaps<'d> {
    /// The parts of such a node.
    pub(super) fn of(form: Form) -> Self {
        Self { form, docs: Vec::new(), last: None }
    }

    /// All of them.
    pub(super) fn all(mut self, parts: &'d [Tree<'d>]) -> Doc<'d> {
        parts.iter().for_each(|part| self.push(part));
        self.done()
    }

    /// One more part.
    pub(super) fn push(&mut self, tree: &'d Tree<'d>) {
        if let (Some(last), Some(first)) = (self.last, tree.first_leaf())
            && !is_close(self.form, last, first)
        {
            self.docs.push(Doc::Space);
        }
        self.docs.push(part(tree));
        self.last = tree.last_leaf().or(self.last);
    }

    /// What comes with its own blanks.
    pub(super) fn add(&mut self, doc: Doc<'d>) {
        self.docs.push(doc);
    }

    /// What was pushed.
    pub(super) fn done(self) -> Doc<'d> {
        Doc::Many(self.docs)
    }
}

/// Whether no blank stands between two words.
fn is_close(form: Form, last: &Leaf, next: &Leaf) -> bool {
    match (last.sign(), next.sign()) {
        (Some(Sign::Open | Sign::Dots | Sign::Prefix), _) | (_, Some(Sign::Comma | Sign::Close | Sign::Dots)) => true,
        (_, Some(Sign::Open)) => matches!(form, Form::Function | Form::CellNot),
        (_, _) => next.keyword() == Some("kw_degree") && form != Form::Steps,
    }
}

/// A word and a list, as many on a line as fit.
pub(super) fn worded<'d>(parts: &'d [Tree<'d>]) -> Doc<'d> {
    let Some((word, rest)) = parts.split_first() else { return Doc::Many(Vec::new()) };
    let pieces = after_commas(Form::Listing, rest);
    Doc::Many(vec![part(word), Doc::Space, filled(0, pieces)])
}

fn filled<'d>(left: usize, mut pieces: Vec<Doc<'d>>) -> Doc<'d> {
    match (pieces.len(), pieces.pop()) {
        (1, Some(only)) if left == 0 => only,
        (_, Some(last)) => {
            pieces.push(last);
            Doc::Align(left, vec![Doc::Fill(pieces)])
        }
        (_, None) => Doc::Many(pieces),
    }
}

/// All pieces on one line, or one below the other.
fn broken(pieces: Vec<Doc<'_>>) -> Doc<'_> {
    let lines = pieces.into_iter().enumerate();
    let lines = lines.flat_map(|(at, piece)| (at > 0).then_some(Doc::Line).into_iter().chain([piece]));
    Doc::Group(vec![Doc::Align(0, lines.collect())])
}

fn chain<'d>(parts: &'d [Tree<'d>]) -> Doc<'d> {
    let connects = |part: &Tree| matches!(part.keyword(), Some("kw_and" | "kw_or"));
    let mut pieces = before(Form::Chain, parts, connects);
    match (pieces.len(), pieces.pop()) {
        (1, Some(only)) => Doc::Align(0, vec![only]),
        (_, Some(last)) => {
            pieces.push(last);
            broken(pieces)
        }
        (_, None) => Doc::Many(pieces),
    }
}

fn list<'d>(parts: &'d [Tree<'d>]) -> Doc<'d> {
    let [open, items @ .., close] = parts else { return Gaps::of(Form::List).all(parts) };
    let mut inside = Vec::new();
    for (at, piece) in after_commas(Form::List, items).into_iter().enumerate() {
        inside.extend([if at > 0 { Doc::Line } else { Doc::Soft }, piece]);
    }
    Doc::Group(vec![part(open), Doc::Indent(CLAUSE, inside), part(close)])
}

fn enclosed<'d>(parts: &'d [Tree<'d>], inner: impl Fn(&'d [Tree<'d>]) -> Doc<'d>) -> Doc<'d> {
    let [open, items @ .., close] = parts else { return Gaps::of(Form::Plain).all(parts) };
    Doc::Many(vec![part(open), Doc::Align(0, vec![inner(items)]), part(close)])
}

fn outside<'d>(parts: &'d [Tree<'d>]) -> Doc<'d> {
    let Some((word, values)) = parts.split_first() else { return Doc::Many(Vec::new()) };
    let pieces = before(Form::Outside, values, |part| part.sign() == Some(Sign::Between));
    Doc::Many(vec![part(word), Doc::Space, filled(2, pieces)])
}

/// `given A = 1, …`, or `given like "…"` with what differs behind it, below it where it is long.
fn given<'d>(parts: &'d [Tree<'d>]) -> Doc<'d> {
    let [word, like, rest @ ..] = parts else { return Gaps::of(Form::Given).all(parts) };
    if !like.is(Form::Like) {
        return worded(parts);
    }
    let mut docs = vec![part(like)];
    match rest.split_first() {
        Some((with, _)) if with.is_keyword("kw_with") => docs.extend([Doc::Line, worded(rest)]),
        Some(_) => docs.extend([Doc::Line, filled(0, after_commas(Form::Given, rest))]),
        None => {}
    }
    Doc::Many(vec![part(word), Doc::Space, Doc::Align(0, vec![Doc::Group(docs)])])
}

/// `expect …`, and by which rules, below it where it is long.
fn expect<'d>(parts: &'d [Tree<'d>]) -> Doc<'d> {
    match parts.split_last() {
        Some((decisive, rest)) if decisive.is(Form::Decisive) => {
            Doc::Group(vec![worded(rest), Doc::Line, part(decisive)])
        }
        Some(_) | None => worded(parts),
    }
}

/// A line of a score, its cases one below the other where they are long.
fn score_line<'d>(parts: &'d [Tree<'d>]) -> Doc<'d> {
    match parts.split_first() {
        Some((sign, cases)) if matches!(sign.keyword(), Some("kw_add" | "kw_deduct")) => {
            Doc::Many(vec![part(sign), Doc::Space, broken(after_commas(Form::ScoreLine, cases))])
        }
        Some(_) | None => broken(after_commas(Form::ScoreLine, parts)),
    }
}

/// The parts cut behind each comma.
pub(super) fn after_commas<'d>(form: Form, parts: &'d [Tree<'d>]) -> Vec<Doc<'d>> {
    let pieces = parts.split_inclusive(|part| part.sign() == Some(Sign::Comma));
    pieces.map(|piece| Gaps::of(form).all(piece)).collect()
}

/// The parts cut before some of them.
fn before<'d>(form: Form, parts: &'d [Tree<'d>], cuts: impl Fn(&Tree) -> bool) -> Vec<Doc<'d>> {
    let mut pieces = Vec::new();
    let mut rest = parts;
    while !rest.is_empty() {
        let next = rest.iter().skip(1).position(&cuts).map_or(rest.len(), |at| at + 1);
        let (piece, after) = rest.split_at_checked(next).unwrap_or((rest, &[]));
        pieces.push(Gaps::of(form).all(piece));
        rest = after;
    }
    pieces
}
