//! Texts of `because` with places for the record's values: `{factor}`.

use core_model::{Given, Piece, Template};
use messages::{Diagnostic, NameProblem};

use super::scope::{Derived, Operand, Scope};
use crate::syntax::{Name, Span, Text};

/// Lowers a text. A name in braces that is no factor or define is told, and left out.
pub(crate) fn lower(scope: &mut Scope, text: &Text) -> Template {
    let mut pieces = Vec::new();
    let mut rest = text.text.as_str();
    while let Some((before, name, after)) = next_place(rest) {
        push_text(&mut pieces, before);
        pieces.extend(given(scope, text, name).map(Piece::Value));
        rest = after;
    }
    push_text(&mut pieces, rest);
    Template(pieces)
}

/// Lowers several texts.
pub(crate) fn lower_all(scope: &mut Scope, texts: &[Text]) -> Vec<Template> {
    texts.iter().map(|text| lower(scope, text)).collect()
}

/// What stands before the next braces, in them, and after them.
fn next_place(text: &str) -> Option<(&str, &str, &str)> {
    let (before, inside) = text.split_once('{')?;
    let (name, after) = inside.split_once('}')?;
    Some((before, name, after))
}

fn given(scope: &mut Scope, text: &Text, written: &str) -> Option<Given> {
    let name = written.trim().trim_matches('`');
    if !scope.operands.has(name) {
        let told = unknown(scope, text, written, name);
        scope.tell(told);
        return None;
    }
    match scope.operand(&Name { text: name.to_owned(), span: text.span }) {
        Operand::Factor(factor) => Some(Given::Factor(factor)),
        Operand::Define(slot) => match scope.derived(slot) {
            Derived::Pick(define, _) | Derived::Number(define, ..) => Some(Given::Define(*define)),
            Derived::Pending | Derived::Unknown => None,
        },
        Operand::Unknown => None,
    }
}

/// Tells of a name in braces, at its own place where the text stands as it was read.
fn unknown(scope: &mut Scope, text: &Text, written: &str, name: &str) -> Diagnostic {
    let problem = NameProblem::UnknownInText(written.to_owned());
    let Some(place) = place_of(scope, text.span, written) else { return Diagnostic::error(problem, text.span) };
    let told = Diagnostic::error(problem, place);
    let meant = scope.operands.nearest(&mut scope.guesses, name).map(str::to_owned);
    meant.into_iter().fold(told, |told, meant| told.suggest(meant, place))
}

fn place_of(scope: &Scope, whole: Span, written: &str) -> Option<Span> {
    let before = scope.text(whole).find(&format!("{{{written}}}"))? + 1;
    let start = whole.start.checked_add(u32::try_from(before).ok()?)?;
    Some(Span { start, end: start.checked_add(u32::try_from(written.len()).ok()?)?, ..whole })
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    if !text.is_empty() {
        pieces.push(Piece::Text(text.to_owned()));
    }
}
