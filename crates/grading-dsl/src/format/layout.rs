//! The one layout of a declaration: its head on a line, each clause on its own, indented by two; what is short stays on
//! one line.

use super::doc::Doc;
use super::parts::{CLAUSE, Gaps, after_commas, part, worded};
use super::tree::{Comment, Form, Sign, Tree};

/// A declaration with its last comments. Before the colon of a factor stand so many blanks more.
pub(super) fn declaration<'d>(tree: &'d Tree<'d>, pad: usize, tail: &'d [Comment<'d>]) -> Doc<'d> {
    let tail = tail.iter().flat_map(|comment| [Doc::Hard, Doc::Comment(comment)]);
    Doc::Many(vec![whole(tree, pad), Doc::Indent(CLAUSE, tail.collect())])
}

/// What stands before the colon of a factor.
pub(super) fn head<'d>(tree: &'d Tree<'d>) -> Doc<'d> {
    let (head, _) = split_at_colon(tree.parts());
    Gaps::of(Form::Factor).all(head)
}

fn split_at_colon<'d>(parts: &'d [Tree<'d>]) -> (&'d [Tree<'d>], &'d [Tree<'d>]) {
    let colon = parts.iter().position(|part| part.sign() == Some(Sign::Colon));
    parts.split_at_checked(colon.unwrap_or(parts.len())).unwrap_or((parts, &[]))
}

fn whole<'d>(tree: &'d Tree<'d>, pad: usize) -> Doc<'d> {
    let parts = tree.parts();
    let form = tree.form().unwrap_or(Form::Plain);
    if form == Form::Factor {
        return factor(parts, pad);
    }
    match LAYOUTS.iter().find(|(of, _)| *of == form) {
        Some((_, lay)) => lay(form, parts),
        None => lines(form, parts),
    }
}

/// Lays out the parts of a declaration.
type Lays = for<'d> fn(Form, &'d [Tree<'d>]) -> Doc<'d>;

const LAYOUTS: &[(Form, Lays)] = &[
    (Form::Levels, |_, parts| levels(parts)),
    (Form::Define, |_, parts| define(parts)),
    (Form::AlsoGive, |_, parts| noted(parts, worded)),
    (Form::Measure, |form, parts| noted(parts, |parts| together(form, parts))),
    (Form::Accept, |form, parts| noted(parts, |parts| together(form, parts))),
    (Form::Property, |form, parts| noted(parts, |parts| together(form, parts))),
];

/// Some parts in one line, then the notes behind them, each on its own.
fn noted<'d>(parts: &'d [Tree<'d>], own: impl Fn(&'d [Tree<'d>]) -> Doc<'d>) -> Doc<'d> {
    let notes = parts.iter().rev().take_while(|part| part.is(Form::Note)).count();
    let (before, notes) = parts.split_at_checked(parts.len() - notes).unwrap_or((parts, &[]));
    let mut docs = vec![own(before)];
    docs.extend(notes.iter().map(below));
    Doc::Many(docs)
}

/// A part on a line of its own.
fn below<'d>(tree: &'d Tree<'d>) -> Doc<'d> {
    let break_before = match (tree, tree.first_leaf()) {
        (Tree::Row(row), _) => Doc::HardKeeping(&row.leaf),
        (_, Some(first)) if tree.parts().iter().any(|part| part.is(Form::ScoreLine)) => Doc::HardKeeping(first),
        (_, _) => Doc::Hard,
    };
    Doc::Indent(CLAUSE, vec![break_before, part(tree)])
}

/// The head on a line, each clause on its own.
fn lines<'d>(form: Form, parts: &'d [Tree<'d>]) -> Doc<'d> {
    let mut gaps = Gaps::of(form);
    let mut clauses = 0;
    let mut is_below = false;
    for found in parts {
        let goes_on = form == Form::Matrix && (found.is(Form::Axes) || found.is(Form::Gives) || is_gives(found));
        is_below |= !goes_on && !stands_in_head(form, found, clauses == 0);
        clauses += usize::from(found.form().is_some());
        if is_below && !goes_on {
            gaps.add(below(found));
        } else {
            gaps.push(found);
        }
    }
    gaps.done()
}

fn is_gives(tree: &Tree) -> bool {
    tree.is_keyword("kw_gives")
}

/// Whether a part stands on the line of the head; `first`: no clause stands before it.
fn stands_in_head(form: Form, found: &Tree, first: bool) -> bool {
    let Some(clause) = found.form() else { return !matches!(found, Tree::Row(_)) };
    let opening = [(Form::Impossible, Form::Condition), (Form::Test, Form::Clause)];
    let always = [
        (Form::Score, Form::Clause),
        (Form::Score, Form::ScoreFrom),
        (Form::Score, Form::Range),
        (Form::Otherwise, Form::OtherwiseLevel),
        (Form::Type, Form::Values),
        (Form::ValueMatrix, Form::Axes),
    ];
    first && opening.contains(&(form, clause)) || always.contains(&(form, clause))
}

/// On one line if it fits, else each clause on its own.
fn together<'d>(form: Form, parts: &'d [Tree<'d>]) -> Doc<'d> {
    let mut gaps = Gaps::of(form);
    for found in parts {
        match found.form() {
            None => gaps.push(found),
            Some(Form::Note) => gaps.add(below(found)),
            Some(_) => gaps.add(Doc::Indent(CLAUSE, vec![Doc::Line, part(found)])),
        }
    }
    Doc::Group(vec![gaps.done()])
}

/// The levels on one line if they fit, else one below the other.
fn levels<'d>(parts: &'d [Tree<'d>]) -> Doc<'d> {
    let is_entry = |found: &Tree| found.is(Form::Entry) || found.sign() == Some(Sign::Between);
    let entries = parts.iter().skip(1).take_while(|found| is_entry(found)).count() + 1;
    let (ladder, clauses) = parts.split_at_checked(entries).unwrap_or((parts, &[]));
    let mut gaps = Gaps::of(Form::Levels);
    let mut lines: Vec<Doc> = Vec::new();
    for found in ladder {
        if !is_entry(found) {
            gaps.push(found);
        } else if found.is(Form::Entry) {
            lines.push(part(found));
        } else {
            lines.extend([Doc::Line, part(found), Doc::Space]);
        }
    }
    gaps.add(Doc::Space);
    gaps.add(Doc::Group(vec![Doc::Align(2, lines)]));
    let mut whole = vec![gaps.done()];
    for clause in clauses {
        whole.push(match clause.form() {
            Some(Form::Note) => below(clause),
            Some(_) | None => Doc::Indent(CLAUSE, vec![Doc::Line, part(clause)]),
        });
    }
    let notes = clauses.iter().rev().take_while(|clause| clause.is(Form::Note)).count();
    let notes = whole.split_off(whole.len() - notes);
    Doc::Many(vec![Doc::Group(whole), Doc::Many(notes)])
}

fn factor<'d>(parts: &'d [Tree<'d>], pad: usize) -> Doc<'d> {
    noted(parts, |parts| {
        let (head, rest) = split_at_colon(parts);
        let mut gaps = Gaps::of(Form::Factor);
        head.iter().for_each(|found| gaps.push(found));
        let Some((colon, kind)) = rest.split_first() else { return gaps.done() };
        gaps.add(Doc::Pad(pad + 1));
        gaps.add(part(colon));
        gaps.add(Doc::Space);
        let mut pieces: Vec<Doc> = Vec::new();
        for found in kind {
            pieces.push(if found.is(Form::Note) { below(found) } else { part(found) });
        }
        gaps.add(Doc::Align(0, vec![Doc::Fill(pieces)]));
        gaps.done()
    })
}

fn define<'d>(parts: &'d [Tree<'d>]) -> Doc<'d> {
    noted(parts, |parts| {
        let mut gaps = Gaps::of(Form::Define);
        for found in parts {
            match found.form() {
                Some(Form::Cases) => cases(found, &mut gaps),
                Some(form @ (Form::ValueTable | Form::ValueMatrix)) => {
                    gaps.add(Doc::Space);
                    gaps.add(lines(form, found.parts()));
                }
                Some(_) | None => gaps.push(found),
            }
        }
        gaps.done()
    })
}

/// Cases on one line if they fit, else each on its own.
fn cases<'d>(tree: &'d Tree<'d>, gaps: &mut Gaps<'d>) {
    let pieces = after_commas(Form::Cases, tree.parts());
    let lines = pieces.into_iter().flat_map(|piece| [Doc::Line, piece]);
    gaps.add(Doc::Group(vec![Doc::Indent(CLAUSE, lines.collect())]));
}
