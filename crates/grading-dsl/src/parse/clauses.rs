//! The clauses that rules, tables, matrices and the policy share.

use messages::{Expected, SyntaxProblem};

use super::declare::{names, only, opening_span, texts};
use super::mend::Lost;
use super::{Desk, Kind, Node, expression, number};
use crate::keywords;
use crate::syntax::{Clauses, Combine, Expr, InForce};

/// Every clause of a rule, table or matrix; one that was taken out is unknown.
pub(super) fn clauses(desk: &mut Desk, node: &Node, lost: &[Lost]) -> Clauses {
    Clauses {
        in_force: only(desk, node, Kind::in_force).and_then(|clause| in_force(desk, &clause)),
        when: condition(desk, node, Kind::when, lost.contains(&"when")),
        unless: condition(desk, node, Kind::unless, lost.contains(&"unless")),
        overrides: only(desk, node, Kind::overrides).map(|clause| names(&clause)).unwrap_or_default(),
        because: texts(node, Kind::because),
        cite: texts(node, Kind::cite),
        notes: texts(node, Kind::note),
    }
}

fn condition(desk: &mut Desk, node: &Node, kind: Kind, was_lost: bool) -> Option<Expr> {
    let written = only(desk, node, kind).and_then(|clause| clause.child(Kind::expr));
    match written {
        Some(written) => Some(expression::expr(desk, &written)),
        None => was_lost.then(|| expression::unknown(opening_span(desk, node))),
    }
}

/// `in force from D until D` (自 D 起施行 至 D).
pub(super) fn in_force(desk: &mut Desk, node: &Node) -> Option<InForce> {
    let mut days = node.all(Kind::date).map(|day| number::date(desk, &day)).collect::<Vec<_>>().into_iter();
    let from = days.next()??;
    let until = match days.next() {
        Some(until) => Some(until?),
        None => None,
    };
    Some(InForce { from, until, span: node.span() })
}

/// `combine …` (并存时 …).
pub(super) fn combine(node: &Node) -> Combine {
    let words = [
        (Kind::kw_least_severe, Combine::LeastSevere),
        (Kind::kw_first, Combine::First),
        (Kind::kw_unique, Combine::Unique),
    ];
    let found = words.into_iter().find(|(word, _)| node.child(*word).is_some());
    found.map_or(Combine::MostSevere, |(_, combine)| combine)
}

/// Reports that a clause is missing, at the beginning of the declaration.
pub(super) fn missing(desk: &mut Desk, keyword: &'static str, node: &Node) {
    let Some(keyword) = keywords::by_rule(keyword) else { return };
    let word = Expected::Word { english: keyword.in_english(), chinese: keyword.in_chinese() };
    let span = opening_span(desk, node);
    desk.error(SyntaxProblem::ClauseMissing { word }, span);
}
