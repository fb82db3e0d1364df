//! Lines from parts: what fits on a line stands on one, else it is broken where the layout allows it. Columns are those
//! of a terminal: a Chinese character is two wide. Comments behind a word end their line. Linear, and without recursion.

use unicode_width::UnicodeWidthStr;

use super::tree::{Comment, Leaf};

/// Columns that a line should have at most.
pub(super) const WIDTH: usize = 100;
/// What is aligned farther to the right is indented by four instead, so that a long label pushes nothing away.
const FARTHEST: usize = 60;

/// A part of the layout.
pub(super) enum Doc<'d> {
    /// A word with its comments.
    Leaf(&'d Leaf<'d>),
    /// A comment on a line of its own.
    Comment(&'d Comment<'d>),
    /// One blank.
    Space,
    /// So many blanks more.
    Pad(usize),
    /// A blank, or a new line where its group is broken.
    Line,
    /// Nothing, or a new line where its group is broken.
    Soft,
    /// A new line.
    Hard,
    /// A new line, and a blank line where one stands before the word.
    HardKeeping(&'d Leaf<'d>),
    /// One after the other.
    Many(Vec<Doc<'d>>),
    /// On one line if it fits, else broken.
    Group(Vec<Doc<'d>>),
    /// As many on a line as fit.
    Fill(Vec<Doc<'d>>),
    /// Further lines so much deeper.
    Indent(usize, Vec<Doc<'d>>),
    /// Further lines so many columns left of where it begins.
    Align(usize, Vec<Doc<'d>>),
}

/// How wide a text is on a terminal.
pub(super) fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// The lines, without the end of the last.
pub(super) fn print(doc: &Doc, most: usize) -> String {
    let mut printer = Printer { most, ..Printer::default() };
    let mut stack = vec![Step { indent: 0, mode: Mode::Broken, part: Part::Doc(doc) }];
    while let Some(step) = stack.pop() {
        printer.step(&step, &mut stack);
    }
    printer.out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Flat,
    Broken,
}

#[derive(Clone, Copy)]
enum Part<'a> {
    Doc(&'a Doc<'a>),
    /// A blank, or a new line where the next piece of a fill does not fit.
    Before(&'a Doc<'a>),
}

#[derive(Clone, Copy)]
struct Step<'a> {
    indent: usize,
    mode: Mode,
    part: Part<'a>,
}

#[derive(Default)]
struct Printer {
    out: String,
    most: usize,
    column: usize,
    /// Blanks not yet written; at the end of a line they never are.
    blanks: usize,
    /// Whether the line is over: a comment stands on it.
    ended: bool,
}

impl Printer {
    fn step<'a>(&mut self, step: &Step<'a>, stack: &mut Vec<Step<'a>>) {
        match step.part {
            Part::Before(next) => {
                // The next piece itself waits on top of the stack.
                let rest = stack.split_last().map_or(&[][..], |(_, rest)| rest);
                if step.mode == Mode::Flat || self.fits(next, 1, step.indent, rest) {
                    self.blanks = 1;
                } else {
                    self.new_line(step.indent);
                }
            }
            Part::Doc(doc) => self.doc(doc, step, stack),
        }
    }

    fn doc<'a>(&mut self, doc: &'a Doc<'a>, step: &Step<'a>, stack: &mut Vec<Step<'a>>) {
        let Step { indent, mode, .. } = *step;
        match doc {
            Doc::Leaf(leaf) => self.leaf(leaf, indent),
            Doc::Comment(comment) => self.comment_line(comment, indent),
            Doc::Space => self.blanks = 1,
            Doc::Pad(blanks) => self.blanks = *blanks,
            Doc::Line if mode == Mode::Flat => self.blanks = 1,
            Doc::Soft if mode == Mode::Flat => {}
            Doc::Line | Doc::Soft | Doc::Hard => self.new_line(indent),
            Doc::HardKeeping(leaf) => {
                self.new_line(indent);
                if leaf.before.is_empty() && leaf.blank_before {
                    self.blank_line(indent);
                }
            }
            Doc::Many(parts) => push(parts, indent, mode, stack),
            Doc::Group(parts) => {
                let mode =
                    if mode == Mode::Flat || self.fits(doc, 0, indent, stack) { Mode::Flat } else { Mode::Broken };
                push(parts, indent, mode, stack);
            }
            Doc::Fill(pieces) => fill(pieces, indent, mode, stack),
            Doc::Indent(deeper, parts) => push(parts, indent + deeper, mode, stack),
            Doc::Align(left, parts) => push(parts, self.aligned(indent, *left), mode, stack),
        }
    }

    fn aligned(&self, indent: usize, left: usize) -> usize {
        let column = if self.ended { indent } else { self.column + self.blanks };
        if column > FARTHEST { indent + 4 } else { column.saturating_sub(left).max(indent) }
    }

    fn leaf(&mut self, leaf: &Leaf, indent: usize) {
        for comment in &leaf.before {
            self.comment_line(comment, indent);
        }
        self.text(&leaf.text, indent);
        for comment in &leaf.after {
            self.blanks = 2;
            self.text(comment.text, indent);
            self.ended = true;
        }
    }

    fn comment_line(&mut self, comment: &Comment, indent: usize) {
        self.new_line(indent);
        if comment.blank_before {
            self.blank_line(indent);
        }
        self.text(comment.text, indent);
        self.ended = true;
    }

    fn at_line_start(&self) -> bool {
        self.out.is_empty() || self.out.ends_with('\n')
    }

    fn text(&mut self, text: &str, indent: usize) {
        if self.ended {
            self.new_line(indent);
        }
        if self.at_line_start() {
            self.blanks = self.column;
            self.column = 0;
        }
        self.out.extend(std::iter::repeat_n(' ', self.blanks));
        self.column += self.blanks + width(text);
        self.blanks = 0;
        self.out.push_str(text);
    }

    /// Begins a line, unless one is begun already.
    fn new_line(&mut self, indent: usize) {
        if !self.at_line_start() {
            self.out.push('\n');
        }
        self.column = indent;
        self.blanks = 0;
        self.ended = false;
    }

    fn blank_line(&mut self, indent: usize) {
        self.new_line(indent);
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// Whether a part fits on the rest of the line, with what must stand directly behind it.
    fn fits<'a>(&self, doc: &'a Doc<'a>, blanks: usize, indent: usize, rest: &[Step<'a>]) -> bool {
        let column = if self.ended { indent } else { self.column + self.blanks.max(blanks) };
        let mut looking = Looking { left: self.most, ended: false };
        if looking.take(column).is_none() {
            return false;
        }
        let mut inside = vec![doc];
        while let Some(doc) = inside.pop() {
            if let Some(fits) = looking.inside(doc, &mut inside) {
                return fits;
            }
        }
        for step in rest.iter().rev() {
            let Part::Doc(doc) = step.part else { return true };
            let mut behind = vec![doc];
            while let Some(doc) = behind.pop() {
                if let Some(fits) = looking.behind(doc, step.mode, &mut behind) {
                    return fits;
                }
            }
        }
        true
    }
}

/// A look ahead along the line.
struct Looking {
    left: usize,
    /// Whether a comment ends the line.
    ended: bool,
}

impl Looking {
    fn take(&mut self, columns: usize) -> Option<()> {
        self.left = self.left.checked_sub(columns)?;
        Some(())
    }

    /// Looks at a part that must stay on the line: whether it fits, or nothing where the look goes on.
    fn inside<'a>(&mut self, doc: &'a Doc<'a>, stack: &mut Vec<&'a Doc<'a>>) -> Option<bool> {
        match doc {
            Doc::Leaf(leaf) => {
                let broken = self.ended || !leaf.before.is_empty() || self.take(width(&leaf.text)).is_none();
                self.ended = !leaf.after.is_empty();
                broken.then_some(false)
            }
            Doc::Space | Doc::Line => self.take(1).is_none().then_some(false),
            Doc::Pad(blanks) => self.take(*blanks).is_none().then_some(false),
            Doc::Comment(_) | Doc::Hard | Doc::HardKeeping(_) => Some(false),
            Doc::Soft => None,
            Doc::Fill(pieces) => {
                stack.extend(pieces.iter().rev());
                self.take(pieces.len().saturating_sub(1)).is_none().then_some(false)
            }
            Doc::Many(parts) | Doc::Group(parts) | Doc::Indent(_, parts) | Doc::Align(_, parts) => {
                stack.extend(parts.iter().rev());
                None
            }
        }
    }

    /// Looks at what stands behind the part: it ends where a line can be broken.
    fn behind<'a>(&mut self, doc: &'a Doc<'a>, mode: Mode, stack: &mut Vec<&'a Doc<'a>>) -> Option<bool> {
        match doc {
            Doc::Leaf(leaf) if self.ended || !leaf.before.is_empty() => Some(true),
            Doc::Line | Doc::Soft if mode == Mode::Broken => Some(true),
            Doc::Comment(_) | Doc::Hard | Doc::HardKeeping(_) => Some(true),
            Doc::Fill(pieces) if mode == Mode::Broken => {
                stack.push(&Doc::Hard);
                stack.extend(pieces.first());
                None
            }
            Doc::Leaf(_)
            | Doc::Line
            | Doc::Soft
            | Doc::Space
            | Doc::Pad(_)
            | Doc::Group(_)
            | Doc::Fill(_)
            | Doc::Many(_)
            | Doc::Indent(..)
            | Doc::Align(..) => self.inside(doc, stack),
        }
    }
}

fn push<'a>(parts: &'a [Doc<'a>], indent: usize, mode: Mode, stack: &mut Vec<Step<'a>>) {
    stack.extend(parts.iter().rev().map(|part| Step { indent, mode, part: Part::Doc(part) }));
}

fn fill<'a>(pieces: &'a [Doc<'a>], indent: usize, mode: Mode, stack: &mut Vec<Step<'a>>) {
    for (at, piece) in pieces.iter().enumerate().rev() {
        stack.push(Step { indent, mode, part: Part::Doc(piece) });
        if at > 0 {
            stack.push(Step { indent, mode, part: Part::Before(piece) });
        }
    }
}
