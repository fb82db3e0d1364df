//! `define`: expressions, cases, value tables, matrices of values.

use messages::{Expected, SyntaxProblem};

use super::declare::{label_of, name, name_of, text_of, texts};
use super::mend::Lost;
use super::{Desk, Kind, Make, Node, expression, grid};
use crate::keywords;
use crate::syntax::{Define, DefineBody, DefineCase, DefineType, Expr};

/// `define NAME LABEL = …`; none where a row of its drawing was taken out.
pub(super) fn define(desk: &mut Desk, node: &Node, lost: &[Lost]) -> Option<Define> {
    if lost.contains(&"row") {
        return None;
    }
    let body = if let Some(table) = node.child(Kind::value_table) {
        DefineBody::Table(grid::value_table(desk, &table))
    } else if let Some(matrix) = node.child(Kind::value_matrix) {
        DefineBody::Matrix(grid::grid(desk, &matrix)?)
    } else {
        cases(desk, &node.child(Kind::cases)?)
    };
    let drawing = [Kind::value_table, Kind::value_matrix].into_iter().find_map(|kind| node.child(kind));
    let mut notes = drawing.map(|drawing| texts(&drawing, Kind::note)).unwrap_or_default();
    notes.extend(texts(node, Kind::note));
    Some(Define {
        name: name_of(node),
        label: label_of(node),
        unit: super::declare::only(desk, node, Kind::unit).and_then(|unit| text_of(&unit)),
        kind: define_type(node),
        body,
        notes,
        span: node.span(),
    })
}

fn define_type(node: &Node) -> Option<DefineType> {
    if let Some(named) = node.child(Kind::type_name) {
        return named.child(Kind::name).map(|found| DefineType::Named(name(&found)));
    }
    const KINDS: &[(Kind, Make<messages::Span, DefineType>)] = &[
        (Kind::type_level, DefineType::Level),
        (Kind::type_yes_no, DefineType::YesNo),
        (Kind::type_number, DefineType::Number),
    ];
    KINDS.iter().find_map(|(kind, make)| node.child(*kind).map(|found| make(found.span())))
}

fn cases(desk: &mut Desk, node: &Node) -> DefineBody {
    if node.children().count() > 1 && run_together(desk, node) {
        return DefineBody::Expr(expression::unknown(node.span()));
    }
    let mut found = Vec::new();
    let mut otherwise = None;
    let mut plain = None;
    for part in node.children() {
        if part.is(Kind::comma) {
            continue;
        }
        if let Some(after) = &otherwise {
            after_otherwise(desk, after, &part);
            continue;
        }
        let mut parts = part.all(Kind::expr).map(|expr| expression::expr(desk, &expr)).collect::<Vec<_>>().into_iter();
        let (first, second) = (parts.next(), parts.next());
        match (first, second) {
            (Some(value), None) if part.is(Kind::else_case) => otherwise = Some(value),
            (Some(when), Some(value)) if part.is(Kind::when_case) => found.push(DefineCase { when, value }),
            (Some(value), Some(when)) => found.push(DefineCase { when, value }),
            (Some(value), None) => {
                if let Some(earlier) = plain.replace(value) {
                    found.push(DefineCase { when: expression::unknown(earlier.span), value: earlier });
                    word_missing(desk, "kw_when", &part);
                }
            }
            (None, _) => {}
        }
    }
    finish(desk, node, found, otherwise, plain)
}

/// Whether a case is one word, made of several that were not kept apart. Told then, each of them.
fn run_together(desk: &mut Desk, node: &Node) -> bool {
    let mut found = false;
    for case in node.children().filter(|part| part.is(Kind::value_case)) {
        let word = case.text().trim_end();
        if let Some(split) = desk.known.split(word) {
            super::trouble::run_together(desk, word, split, case.span());
            found = true;
        }
    }
    found
}

fn finish(
    desk: &mut Desk,
    node: &Node,
    cases: Vec<DefineCase>,
    otherwise: Option<Expr>,
    plain: Option<Expr>,
) -> DefineBody {
    match (cases.is_empty(), otherwise, plain) {
        (true, None, Some(value)) => DefineBody::Expr(value),
        (true, Some(otherwise), None) => DefineBody::Cases(cases, Box::new(otherwise)),
        (_, None, None) => {
            word_missing(desk, "kw_otherwise", node);
            DefineBody::Cases(cases, Box::new(expression::unknown(node.span())))
        }
        (_, Some(otherwise), None) => DefineBody::Cases(cases, Box::new(otherwise)),
        (_, otherwise, Some(stray)) => {
            // A value without its condition: the last one was meant for `otherwise`.
            if let Some(keyword) = keywords::by_rule(if otherwise.is_some() { "kw_when" } else { "kw_otherwise" }) {
                let word = Expected::Word { english: keyword.in_english(), chinese: keyword.in_chinese() };
                desk.error(SyntaxProblem::ClauseMissing { word }, stray.span);
            }
            DefineBody::Cases(cases, Box::new(otherwise.unwrap_or(expression::unknown(stray.span))))
        }
    }
}

fn after_otherwise(desk: &mut Desk, _after: &Expr, part: &Node) {
    let found = super::trouble::shown(part.text());
    desk.error(SyntaxProblem::Unexpected { found, expected: vec![Expected::End] }, part.span());
}

/// Reports that a word is missing, at the last line of what was written.
fn word_missing(desk: &mut Desk, keyword: &str, node: &Node) {
    let Some(keyword) = keywords::by_rule(keyword) else { return };
    let word = Expected::Word { english: keyword.in_english(), chinese: keyword.in_chinese() };
    let last = node.children().last().map_or(node.span(), |last| last.span());
    desk.error(SyntaxProblem::ClauseMissing { word }, last);
}
