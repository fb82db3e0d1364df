//! Rules, tables and matrices that conclude, and their conclusions.

use messages::SyntaxProblem;

use super::declare::{label_of, name, name_of, only, opening_span};
use super::mend::Lost;
use super::{Desk, Kind, Node, clauses, expression, grid, number};
use crate::syntax::{BoundSide, Conclusion, ConclusionKind, Matrix, MatrixRole, Name, Rule, RuleTable, Strength};

/// `rule NAME LABEL` and its clauses.
pub(super) fn rule(desk: &mut Desk, node: &Node, lost: &[Lost]) -> Rule {
    let then = only(desk, node, Kind::then);
    if then.is_none() && lost.is_empty() {
        clauses::missing(desk, "kw_then", node);
    }
    let parts: Vec<Node> = then.map(|then| then.children().skip(1).collect()).unwrap_or_default();
    Rule {
        name: name_of(node),
        label: label_of(node),
        clauses: clauses::clauses(desk, node, lost),
        conclusions: parts.iter().filter_map(|part| conclusion(desk, part)).collect(),
        span: node.span(),
    }
}

fn conclusion(desk: &mut Desk, node: &Node) -> Option<Conclusion> {
    let kind = if node.is(Kind::c_level) {
        level(desk, node)?
    } else if node.is(Kind::c_bound) {
        bound(desk, node)?
    } else if node.is(Kind::c_raise) {
        ConclusionKind::Raise(number::steps(desk, &node.child(Kind::steps)?))
    } else if node.is(Kind::c_lower) {
        ConclusionKind::Lower(number::steps(desk, &node.child(Kind::steps)?))
    } else if node.is(Kind::c_outside) {
        ConclusionKind::Outside(last_name(node)?)
    } else if node.is(Kind::c_require) {
        ConclusionKind::Require(last_name(node)?)
    } else {
        return None;
    };
    Some(Conclusion { kind, span: node.span() })
}

fn last_name(node: &Node) -> Option<Name> {
    node.child(Kind::name).map(|found| name(&found))
}

fn level(desk: &mut Desk, node: &Node) -> Option<ConclusionKind> {
    if let Some(bare) = node.child(Kind::bare_level) {
        let height = crate::habits::height(bare.text()).is_some();
        if let Some(split) = desk.known.split(bare.text()).filter(|_| !height) {
            super::trouble::run_together(desk, bare.text(), split, bare.span());
            return None;
        }
        return Some(ConclusionKind::Level(Strength::Level, expression::level_word(desk, &bare)));
    }
    let word = node.child(Kind::level_word)?;
    Some(ConclusionKind::Level(strength(node), expression::level_word(desk, &word)))
}

/// By what force: the keyword in the node.
fn strength(node: &Node) -> Strength {
    let words =
        [(Kind::kw_final, Strength::Final), (Kind::kw_presume, Strength::Presume), (Kind::kw_may, Strength::May)];
    let found = words.into_iter().find(|(word, _)| node.child(*word).is_some());
    found.map_or(Strength::Level, |(_, strength)| strength)
}

fn bound(desk: &mut Desk, node: &Node) -> Option<ConclusionKind> {
    let (presumed, side) = side(node)?;
    let level = expression::level_word(desk, &node.child(Kind::level_word)?);
    Some(ConclusionKind::Bound { presumed, side, level })
}

/// Whether a bound is presumed, and which side it keeps: the keyword in the node.
pub(super) fn side(node: &Node) -> Option<(bool, BoundSide)> {
    let words = [
        (Kind::kw_floor, (false, BoundSide::AtLeast)),
        (Kind::kw_ceiling, (false, BoundSide::AtMost)),
        (Kind::kw_presumed_floor, (true, BoundSide::AtLeast)),
        (Kind::kw_presumed_ceiling, (true, BoundSide::AtMost)),
    ];
    words.into_iter().find(|(word, _)| node.child(*word).is_some()).map(|(_, bound)| bound)
}

/// `table NAME LABEL`; none where a row was taken out, for rows count by their place.
pub(super) fn table(desk: &mut Desk, node: &Node, lost: &[Lost]) -> Option<RuleTable> {
    let (header, rows) = grid::header_and_rows(desk, node, false);
    if header.is_empty() {
        if lost.is_empty() {
            desk.error(SyntaxProblem::NoRows, opening_span(desk, node));
        }
        return None;
    }
    let table = RuleTable {
        name: name_of(node),
        label: label_of(node),
        first: only(desk, node, Kind::kw_first).is_some(),
        unique: only(desk, node, Kind::kw_unique).map(|word| word.span()),
        clauses: clauses::clauses(desk, node, lost),
        header,
        rows,
        span: node.span(),
    };
    (!lost.contains(&"row")).then_some(table)
}

/// `matrix NAME LABEL : ROWS by COLUMNS gives level`; none where a row was taken out.
pub(super) fn matrix(desk: &mut Desk, node: &Node, lost: &[Lost]) -> Option<Matrix> {
    let matrix = Matrix {
        name: name_of(node),
        label: label_of(node),
        clauses: clauses::clauses(desk, node, lost),
        gives: node.child(Kind::gives).map_or(MatrixRole::Level, |gives| strength(&gives)),
        grid: grid::grid(desk, node)?,
        span: node.span(),
    };
    (!lost.contains(&"row")).then_some(matrix)
}

/// By what force a column or matrix concludes, where it says so.
pub(super) fn concluded(node: &Node) -> Option<Strength> {
    let says = [Kind::kw_final, Kind::kw_presume, Kind::kw_may, Kind::kw_concludes, Kind::kw_level];
    says.into_iter().any(|word| node.child(word).is_some()).then(|| strength(node))
}
