//! Declarations, from what the grammar recognised to the tree; the small ones here, the others in files of their own.

use messages::SyntaxProblem;

use super::mend::Lost;
use super::{Desk, Kind, Make, Node, clauses, define, derive, expression, number, place, proof, rules, types};
use crate::syntax::{Accept, AlsoGive, Import, Impossible, Item, Measure, Name, Otherwise, Policy, PolicyClause, Text};

/// The declaration that was recognised; none where too much of it was taken out.
pub(super) fn item(desk: &mut Desk, node: &Node, lost: &[Lost]) -> Option<Item> {
    const KINDS: &[(Kind, Read)] = &[
        (Kind::policy, |desk, node, _| Some(Item::Policy(policy(desk, node)))),
        (Kind::import, |_, node, _| Some(Item::Import(import(node)))),
        (Kind::levels, |desk, node, _| Some(Item::Levels(types::levels(desk, node)))),
        (Kind::scale, |_, node, _| Some(Item::Type(types::scale(node)))),
        (Kind::choice, |_, node, _| Some(Item::Type(types::choice(node)))),
        (Kind::factor, |desk, node, _| Some(Item::Factor(types::factor(desk, node)))),
        (Kind::define, |desk, node, lost| Some(Item::Define(define::define(desk, node, lost)?))),
        (Kind::score, |desk, node, _| Some(Item::Score(derive::score(desk, node)))),
        (Kind::matrix, |desk, node, lost| Some(Item::Matrix(rules::matrix(desk, node, lost)?))),
        (Kind::table, |desk, node, lost| Some(Item::Table(rules::table(desk, node, lost)?))),
        (Kind::rule, |desk, node, lost| Some(Item::Rule(rules::rule(desk, node, lost)))),
        (Kind::measure, |desk, node, _| Some(Item::Measure(measure(desk, node)))),
        (Kind::impossible, |desk, node, lost| Some(Item::Impossible(impossible(desk, node, lost)))),
        (Kind::also_give, |_, node, _| Some(Item::AlsoGive(also_give(node)))),
        (Kind::accept, |_, node, _| Some(Item::Accept(accept(node)?))),
        (Kind::otherwise, |desk, node, _| Some(Item::Otherwise(otherwise(desk, node)?))),
        (Kind::test, |desk, node, lost| Some(Item::Test(proof::test(desk, node, lost)?))),
        (Kind::property, |desk, node, _| Some(Item::Property(proof::property(desk, node)?))),
    ];
    let node = node.children().next()?;
    let (_, read) = KINDS.iter().find(|(kind, _)| node.is(*kind))?;
    read(desk, &node, lost)
}

type Read = fn(&mut Desk, &Node, &[Lost]) -> Option<Item>;

/// The name that a node is, NFC and without backquotes.
pub(super) fn name(node: &Node) -> Name {
    Name { text: bare(node.text()), span: node.span() }
}

/// A name without backquotes, NFC; that of a row (`` `t`.3 ``) too.
pub(super) fn bare(written: &str) -> String {
    core_model::nfc(&written.replace('`', ""))
}

/// The string that a node is, NFC and without its marks.
pub(super) fn text(node: &Node) -> Text {
    Text { text: unquoted(node.text()), span: node.span() }
}

/// A string without its marks, NFC.
pub(super) fn unquoted(written: &str) -> String {
    core_model::nfc(inside(written))
}

/// What stands between the marks of a string.
pub(super) fn inside(written: &str) -> &str {
    let mut inside = written.chars();
    inside.next();
    inside.next_back();
    inside.as_str()
}

/// The name of a declaration; the grammar lets none without one pass.
pub(super) fn name_of(node: &Node) -> Name {
    let missing = Name { text: String::new(), span: node.span() };
    node.child(Kind::name).map_or(missing, |found| name(&found))
}

/// The label of a declaration.
pub(super) fn label_of(node: &Node) -> Option<Text> {
    text_of(node)
}

/// The first string directly in a node.
pub(super) fn text_of(node: &Node) -> Option<Text> {
    node.child(Kind::string).map(|found| text(&found))
}

/// The strings of every clause of a kind.
pub(super) fn texts(node: &Node, kind: Kind) -> Vec<Text> {
    node.all(kind).filter_map(|found| text_of(&found)).collect()
}

/// The names directly in a node, those of rows included.
pub(super) fn names(node: &Node) -> Vec<Name> {
    let is_name = |part: &Node| part.is(Kind::name) || part.is(Kind::row_name);
    node.children().filter(is_name).map(|part| name(&part)).collect()
}

/// The one clause of a kind; each further one is reported.
pub(super) fn only<'t>(desk: &mut Desk, node: &Node<'t>, kind: Kind) -> Option<Node<'t>> {
    let mut found = node.all(kind);
    let first = found.next()?;
    for again in found {
        let word = again.children().next().map_or(again.text(), |word| word.text());
        let span = again.children().next().map_or(again.span(), |word| word.span());
        desk.error(SyntaxProblem::ClauseTwice { word: word.to_owned() }, span);
    }
    Some(first)
}

fn policy(desk: &mut Desk, node: &Node) -> Policy {
    let clauses = node.children().filter_map(|part| policy_clause(desk, &part)).collect();
    Policy { name: name_of(node), label: label_of(node), clauses, span: node.span() }
}

fn policy_clause(desk: &mut Desk, node: &Node) -> Option<PolicyClause> {
    if node.is(Kind::language) {
        let digits = node.child(Kind::count)?;
        return Some(PolicyClause::Language(number::count(desk, &digits, u32::MAX)?, node.span()));
    }
    if node.is(Kind::in_force) {
        return clauses::in_force(desk, node).map(PolicyClause::InForce);
    }
    if node.is(Kind::combine) {
        return Some(PolicyClause::Combine(clauses::combine(node), node.span()));
    }
    const TEXTS: &[(Kind, Make<Text, PolicyClause>)] =
        &[(Kind::version, PolicyClause::Version), (Kind::cite, PolicyClause::Cite), (Kind::note, PolicyClause::Note)];
    let (_, clause) = TEXTS.iter().find(|(kind, _)| node.is(*kind))?;
    text_of(node).map(clause)
}

fn import(node: &Node) -> Import {
    let path = text_of(node).unwrap_or(Text { text: String::new(), span: node.span() });
    Import { path, notes: texts(node, Kind::note), span: node.span() }
}

fn measure(desk: &mut Desk, node: &Node) -> Measure {
    let every = only(desk, node, Kind::every).and_then(|clause| {
        let digits = clause.child(Kind::count)?;
        let count = number::count(desk, &digits, core_model::Unit::Months.most())?;
        let months = if clause.child(Kind::kw_years).is_some() { count * 12 } else { count };
        Some((months, clause.span()))
    });
    Measure {
        name: name_of(node),
        label: label_of(node),
        every,
        by: only(desk, node, Kind::by).and_then(|clause| text_of(&clause)),
        cite: texts(node, Kind::cite),
        notes: texts(node, Kind::note),
        span: node.span(),
    }
}

fn impossible(desk: &mut Desk, node: &Node, lost: &[Lost]) -> Impossible {
    let when = only(desk, node, Kind::when).and_then(|clause| clause.child(Kind::expr));
    let when = match when {
        Some(when) => expression::expr(desk, &when),
        None => {
            if lost.is_empty() {
                clauses::missing(desk, "kw_when", node);
            }
            expression::unknown(node.span())
        }
    };
    Impossible { when, because: texts(node, Kind::because), notes: texts(node, Kind::note), span: node.span() }
}

fn also_give(node: &Node) -> AlsoGive {
    AlsoGive { names: names(node), notes: texts(node, Kind::note), span: node.span() }
}

fn accept(node: &Node) -> Option<Accept> {
    let mut names = names(node).into_iter();
    Some(Accept {
        code: names.next()?,
        on: names.next()?,
        because: texts(node, Kind::because),
        notes: texts(node, Kind::note),
        span: node.span(),
    })
}

fn otherwise(desk: &mut Desk, node: &Node) -> Option<Otherwise> {
    let level = node.child(Kind::o_level)?.child(Kind::level_word)?;
    Some(Otherwise {
        level: expression::level_word(desk, &level),
        because: texts(node, Kind::because),
        cite: texts(node, Kind::cite),
        notes: texts(node, Kind::note),
        span: node.span(),
    })
}

/// Where a keyword stands that begins a declaration.
pub(super) fn opening_span(desk: &Desk, node: &Node) -> messages::Span {
    let span = node.children().next().map_or(node.span(), |word| word.span());
    let named = node.child(Kind::name).map_or(span, |name| name.span());
    let whole = span.to(named);
    place(desk.file, at(whole.start), at(whole.end))
}

fn at(byte: u32) -> usize {
    usize::try_from(byte).unwrap_or(usize::MAX)
}
