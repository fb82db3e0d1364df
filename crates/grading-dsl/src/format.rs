//! The one layout of a policy's text, and its keywords in one language. No input and no output; what a text means, its
//! comments and its errors stay as they are.

mod comments;
mod doc;
mod grid;
mod layout;
mod parts;
mod speech;
pub(crate) mod tree;
mod words;

use core_model::limits::FILE_BYTES;
use messages::{Diagnostic, FileId, LimitProblem, Severity, Span};

use crate::parse::{outline, parse};
use crate::source::Sources;
use comments::Commented;
use doc::{WIDTH, print, width};
use tree::{Comment, Form, Tree};

pub use speech::{print_condition, print_rule, print_test};

/// In which language the keywords of a text are to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keywords {
    /// As the author wrote them.
    #[default]
    AsWritten,
    /// All in English.
    English,
    /// All in Chinese.
    Chinese,
}

/// What formatting a file came to.
#[derive(Debug)]
pub struct Formatted {
    /// The file as it should be; `None` where mistakes stand in the way, and the file is to stay as it is.
    pub text: Option<String>,
    /// What stands in the way.
    pub diagnostics: Vec<Diagnostic>,
    /// The file as it is, for the places of the diagnostics.
    pub sources: Sources,
}

/// Lays out a file, from its bytes. A byte order mark and the ends of lines stay as they are; where ends of both kinds
/// stand in one file, all become line feeds.
///
/// ```
/// use grading_dsl::{Keywords, format};
///
/// let formatted = format("p.rules", b"policy p\nrule r when   level is 1 then require m measure m", Keywords::AsWritten);
/// assert_eq!(
///     formatted.text.as_deref(),
///     Some("policy p\n\nrule r\n  when level is 1\n  then require m\n\nmeasure m\n"),
/// );
/// ```
#[must_use]
pub fn format(path: &str, bytes: &[u8], keywords: Keywords) -> Formatted {
    let mut sources = Sources::default();
    let (file, mut diagnostics) = match sources.add(path, bytes) {
        Ok(file) => (file, Vec::new()),
        Err(found) => (FileId(0), found),
    };
    let mut text = None;
    if diagnostics.is_empty() {
        match laid_out(file, sources.text(file), keywords) {
            Ok(found) => text = Some(if bytes.starts_with(MARK.as_bytes()) { format!("{MARK}{found}") } else { found }),
            Err(found) => diagnostics = found,
        }
    }
    Formatted { text, diagnostics, sources }
}

/// Lays out a text.
///
/// # Errors
/// The text has mistakes of syntax: they are told, and there is no other text.
///
/// ```
/// use grading_dsl::{Keywords, format_text};
///
/// let text = "规则 r 当 职能 为 重要 则 列为 一级";
/// assert_eq!(format_text(text, Keywords::English).unwrap(), "rule r\n  when 职能 is 重要\n  then level 1\n");
/// assert!(format_text("规则 r 当", Keywords::AsWritten).is_err());
/// ```
pub fn format_text(text: &str, keywords: Keywords) -> Result<String, Vec<Diagnostic>> {
    let formatted = format("policy.rules", text.as_bytes(), keywords);
    formatted.text.ok_or(formatted.diagnostics)
}

const MARK: &str = "\u{FEFF}";

fn laid_out(file: FileId, text: &str, keywords: Keywords) -> Result<String, Vec<Diagnostic>> {
    let (_, mut diagnostics) = parse(file, text);
    diagnostics.retain(|found| found.severity == Severity::Error);
    if !diagnostics.is_empty() {
        return Err(diagnostics);
    }
    let windows = text.contains("\r\n");
    let mixed = windows && text.replace("\r\n", "").contains('\n');
    let plain = if windows { text.replace("\r\n", "\n") } else { text.to_owned() };
    let lines = layout_of(&plain, keywords);
    let found = if windows && !mixed { lines.replace('\n', "\r\n") } else { lines };
    if found.len() > FILE_BYTES {
        let span = Span { file, start: 0, end: 0 };
        return Err(vec![Diagnostic::error(LimitProblem::File { most: FILE_BYTES }, span)]);
    }
    Ok(found)
}

/// The text in its layout. What has no outline stays as it is.
fn layout_of(text: &str, keywords: Keywords) -> String {
    let Some(trees) = outline(text) else { return text.to_owned() };
    let (mut declarations, rest) = comments::attach(text, trees);
    words::translate(&mut declarations, keywords);
    for declaration in &mut declarations {
        comments::settle(declaration);
        grid::align(&mut declaration.tree);
    }
    let pads = pads(&declarations);
    let mut out = String::with_capacity(text.len());
    let mut before: Option<&Commented> = None;
    for (declaration, pad) in declarations.iter().zip(pads) {
        let apart = before.is_some_and(|before| stands_apart(&before.tree) || stands_apart(&declaration.tree));
        let lead_blank = declaration.blank_before || apart;
        write_comments(&mut out, &declaration.lead, lead_blank);
        blank_line(&mut out, if declaration.lead.is_empty() { lead_blank } else { declaration.blank_inside });
        out.push_str(&written(declaration, pad));
        out.push('\n');
        before = Some(declaration);
        if out.len() > FILE_BYTES {
            break;
        }
    }
    let apart = rest.first().is_some_and(|first| first.blank_before);
    write_comments(&mut out, &rest, apart || before.is_some_and(|before| stands_apart(&before.tree)));
    out
}

fn written(declaration: &Commented, pad: usize) -> String {
    print(&layout::declaration(&declaration.tree, pad, &declaration.tail), WIDTH)
}

fn write_comments(out: &mut String, comments: &[Comment], blank_first: bool) {
    for (at, comment) in comments.iter().enumerate() {
        blank_line(out, if at == 0 { blank_first } else { comment.blank_before });
        out.push_str(comment.text);
        out.push('\n');
    }
}

fn blank_line(out: &mut String, wanted: bool) {
    if wanted && !out.is_empty() {
        out.push('\n');
    }
}

/// Whether blank lines stand around a declaration whatever the author did: those of several clauses.
fn stands_apart(tree: &Tree) -> bool {
    let grid = |part: &Tree| part.is(Form::ValueTable) || part.is(Form::ValueMatrix);
    match tree.form() {
        Some(Form::Policy | Form::Rule | Form::Table | Form::Matrix | Form::Score | Form::Test | Form::Impossible) => {
            true
        }
        Some(Form::Define) => tree.parts().iter().any(grid),
        Some(_) | None => false,
    }
}

/// Blanks by which the heads of neighbouring factors differ at most, if their colons are aligned.
const FARTHEST_COLON: usize = 20;

/// How many blanks stand before the colon of each declaration: the colons of neighbouring factors are aligned.
fn pads(declarations: &[Commented]) -> Vec<usize> {
    let mut pads = vec![0; declarations.len()];
    let mut run: Vec<(usize, usize)> = Vec::new();
    for (at, declaration) in declarations.iter().enumerate() {
        let joins = declaration.lead.is_empty() && !declaration.blank_before;
        if !joins || !declaration.tree.is(Form::Factor) {
            align_colons(&mut run, &mut pads);
        }
        if declaration.tree.is(Form::Factor) {
            run.push((at, width(&print(&layout::head(&declaration.tree), usize::MAX))));
            let ends = !declaration.tail.is_empty() || declaration.tree.parts().iter().any(|part| part.is(Form::Note));
            if ends {
                align_colons(&mut run, &mut pads);
            }
        }
    }
    align_colons(&mut run, &mut pads);
    pads
}

fn align_colons(run: &mut Vec<(usize, usize)>, pads: &mut [usize]) {
    let widest = run.iter().map(|(_, wide)| *wide).max().unwrap_or(0);
    let narrowest = run.iter().map(|(_, wide)| *wide).min().unwrap_or(0);
    for (at, wide) in run.drain(..) {
        if let Some(pad) = pads.get_mut(at).filter(|_| widest - narrowest <= FARTHEST_COLON) {
            *pad = widest - wide;
        }
    }
}
