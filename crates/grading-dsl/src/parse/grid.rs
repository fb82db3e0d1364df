//! What is drawn with pipes: rows, their cells, heads of columns. Each cell is read on its own, so that a mistake stays
//! within it; rows keep whatever width they have.

use core_model::limits::{RULES, VALUES};
use messages::{Countable, Diagnostic, HabitProblem, LimitProblem, SignCure, Span, SyntaxProblem};

use super::declare::name;
use super::mended::Origin;
use super::{Desk, Kind, Node, Reads, expression, number, read_cell, read_header, rules, trouble};
use crate::habits;
use crate::keywords::VALUE;
use crate::syntax::{Cell, CellKind, Endpoint, Expr, ExprKind, Grid, Header, HeaderKind, Name, Row, ValueTable};

/// `table first` of a define.
pub(super) fn value_table(desk: &mut Desk, node: &Node) -> ValueTable {
    let (header, rows) = header_and_rows(desk, node, true);
    ValueTable { first: super::declare::only(desk, node, Kind::kw_first).is_some(), header, rows, span: node.span() }
}

/// The first row as heads of columns, the others as they are.
pub(super) fn header_and_rows(desk: &mut Desk, node: &Node, of_values: bool) -> (Vec<Header>, Vec<Row>) {
    let mut rows = node.all(Kind::row);
    let Some(first) = rows.next() else { return (Vec::new(), Vec::new()) };
    let heads = cell_texts(desk, &first);
    let last = heads.len().saturating_sub(1);
    let header = heads.iter().enumerate().map(|(at, head)| header(desk, head, of_values && at == last)).collect();
    (header, few_rows(desk, rows))
}

/// The rows, no more of them than a policy may have rules.
fn few_rows<'t>(desk: &mut Desk, rows: impl Iterator<Item = Node<'t>>) -> Vec<Row> {
    let mut found = Vec::new();
    for line in rows {
        if found.len() == RULES {
            desk.error(LimitProblem::TooMany { what: Countable::Rules, most: RULES }, line.span());
            break;
        }
        if is_ruled_off(&line) {
            let cure = SignCure::LeaveOut;
            let found = trouble::shown(line.text().trim_end());
            desk.report(
                Diagnostic::error(SyntaxProblem::ForeignSign { found, cure }, line.span()).suggest("", line.span()),
            );
            continue;
        }
        found.push(row(desk, &line));
    }
    found
}

/// Whether the row only rules off the heads, as tables of plain text do: `|---|---|`.
fn is_ruled_off(row: &Node) -> bool {
    let mut cells = row.all(Kind::cell_text).peekable();
    let rule = |text: &str| text.len() > 1 && text.chars().all(|letter| matches!(letter, '-' | ':'));
    cells.peek().is_some() && cells.all(|cell| rule(cell.text().trim()))
}

/// `A by B` and its grid; none without rows, which is reported.
pub(super) fn grid(desk: &mut Desk, node: &Node) -> Option<Grid> {
    let axes = node.child(Kind::axes)?;
    let mut names = axes.all(Kind::name).map(|axis| name(&axis)).collect::<Vec<Name>>().into_iter();
    let (rows, columns) = (names.next()?, names.next()?);
    let mut lines = few_rows(desk, node.all(Kind::row)).into_iter();
    let Some(head) = lines.next() else {
        desk.error(SyntaxProblem::NoRows, axes.span());
        return None;
    };
    let body: Vec<Row> = lines.collect();
    let span = body.last().map_or(head.span, |last| head.span.to(last.span));
    Some(Grid { rows, columns, head: head.cells, body, span: axes.span().to(span) })
}

/// Cells of a row that are read. One more than any table or matrix can have, so that a row cut off here is reported as too
/// wide when its table is checked.
const CELLS: usize = VALUES + 2;

/// The text of a cell, with its place in the whole file.
struct Written<'t> {
    text: &'t str,
    origin: Origin<'t>,
    span: Span,
}

fn cell_texts<'t>(desk: &mut Desk, node: &Node<'t>) -> Vec<Written<'t>> {
    let mut found: Vec<Written> = node.all(Kind::cell_text).take(CELLS).map(|cell| trimmed(&cell)).collect();
    let rest = node.child(Kind::rest).map(|rest| trimmed(&rest)).filter(|rest| !rest.text.is_empty());
    if let Some(rest) = rest {
        desk.error(SyntaxProblem::RowNotClosed, rest.span);
        found.push(rest);
    }
    found
}

fn trimmed<'t>(node: &Node<'t>) -> Written<'t> {
    let whole = node.text();
    let begun = whole.trim_start_matches(super::tokens::is_blank);
    let text = begun.trim_end_matches(super::tokens::is_blank);
    let origin = node.origin.from(node.pair.as_span().start()).from(whole.len() - begun.len());
    let span = if text.is_empty() { node.span() } else { origin.span(0, text.len()) };
    Written { text, origin, span }
}

fn row(desk: &mut Desk, node: &Node) -> Row {
    let texts = cell_texts(desk, node);
    let cells: Vec<Cell> = texts.iter().map(|written| cell(desk, written)).collect();
    let bars = node.all(Kind::bar).map(|bar| bar.span());
    let span = bars.reduce(Span::to).unwrap_or(node.span());
    let span = cells.last().map_or(span, |last| span.to(last.span));
    Row { cells, span }
}

fn header(desk: &mut Desk, written: &Written, is_last_of_values: bool) -> Header {
    let kind = match read_header(written.origin, written.text) {
        Ok(node) => header_kind(&node, is_last_of_values),
        Err(stop) => {
            report(desk, written, &stop);
            HeaderKind::Unknown
        }
    };
    Header { kind, span: written.span }
}

fn header_kind(node: &Node, is_last_of_values: bool) -> HeaderKind {
    if let Some(found) = node.child(Kind::name) {
        let is_value = is_last_of_values && VALUE.contains(&found.text());
        return if is_value { HeaderKind::Value } else { HeaderKind::Tests(name(&found)) };
    }
    if let Some((presumed, side)) = rules::side(node) {
        return HeaderKind::Bound { presumed, side };
    }
    if let Some(strength) = rules::concluded(node) {
        return HeaderKind::Level(strength);
    }
    let words = [
        (Kind::kw_because, HeaderKind::Because),
        (Kind::kw_cite, HeaderKind::Cite),
        (Kind::kw_raise, HeaderKind::Raise),
        (Kind::kw_lower, HeaderKind::Lower),
        (Kind::kw_outside, HeaderKind::Outside),
        (Kind::kw_require, HeaderKind::Require),
    ];
    let found = words.into_iter().find(|(word, _)| node.child(*word).is_some());
    found.map_or(HeaderKind::Unknown, |(_, kind)| kind)
}

fn cell(desk: &mut Desk, written: &Written) -> Cell {
    if let Some(meant) = habits::bare_range(written.text) {
        let problem = HabitProblem::BareRange { found: written.text.to_owned(), meant: meant.clone() };
        desk.report(Diagnostic::error(problem, written.span).suggest(meant, written.span));
        return Cell { kind: CellKind::Unknown, span: written.span };
    }
    let kind = match read_cell(written.origin, written.text) {
        Ok(node) => cell_kind(desk, &node),
        Err(stop) => {
            report(desk, written, &stop);
            CellKind::Unknown
        }
    };
    Cell { kind, span: written.span }
}

fn cell_kind(desk: &mut Desk, node: &Node) -> CellKind {
    let Some(part) = node.children().next() else { return CellKind::Blank };
    const KINDS: &[(Kind, Reads<CellKind>)] = &[
        (Kind::minus, |_, _| CellKind::Any),
        (Kind::kw_empty, |_, _| CellKind::Empty),
        (Kind::kw_not_empty, |_, _| CellKind::NotEmpty),
        (Kind::cell_not, |desk, node| CellKind::NotOneOf(operands(desk, node))),
        (Kind::cell_includes, |desk, node| CellKind::Includes(operands(desk, node))),
        (Kind::cell_range, range),
        (Kind::cell_relation, relation),
        (Kind::cell_values, values),
    ];
    let read = KINDS.iter().find(|(kind, _)| part.is(*kind));
    read.map_or(CellKind::Blank, |(_, read)| read(desk, &part))
}

fn operands(desk: &mut Desk, node: &Node) -> Vec<Expr> {
    node.all(Kind::operand).map(|value| expression::operand(desk, &value)).collect()
}

fn values(desk: &mut Desk, node: &Node) -> CellKind {
    let mut found = operands(desk, node);
    match found.as_slice() {
        [Expr { kind: ExprKind::Text(_), .. }] => match found.pop() {
            Some(Expr { kind: ExprKind::Text(text), .. }) => CellKind::Text(text),
            Some(_) | None => CellKind::Unknown,
        },
        [..] => CellKind::OneOf(found),
    }
}

fn relation(desk: &mut Desk, node: &Node) -> CellKind {
    if let Some(digits) = node.child(Kind::behind) {
        let (relation, number) = number::from_behind(desk, &digits);
        let span = number.span;
        return CellKind::Relation(relation, Expr { kind: ExprKind::Number(number), span });
    }
    let sign = node.children().next().map_or(core_model::Relation::Is, |sign| expression::relation_of(sign.kind()));
    CellKind::Relation(sign, expression::operand_of(desk, node))
}

fn range(desk: &mut Desk, node: &Node) -> CellKind {
    let mut ends = node.all(Kind::endpoint).map(|end| endpoint(desk, &end)).collect::<Vec<Expr>>().into_iter();
    let (Some(low), Some(high)) = (ends.next(), ends.next()) else { return CellKind::Unknown };
    CellKind::Range(
        Endpoint { value: low, included: node.child(Kind::open_square).is_some() },
        Endpoint { value: high, included: node.child(Kind::shut_square).is_some() },
    )
}

fn endpoint(desk: &mut Desk, node: &Node) -> Expr {
    let span = node.span();
    let kind = if let Some(day) = node.child(Kind::date) {
        number::date(desk, &day).map_or(ExprKind::Unknown, ExprKind::Date)
    } else if let Some(digits) = node.child(Kind::numeral) {
        ExprKind::Number(number::numeral(desk, &digits))
    } else if let Some(word) = node.child(Kind::level_word) {
        ExprKind::LevelOf(expression::level_word(desk, &word))
    } else if let Some(found) = node.child(Kind::name) {
        ExprKind::Name(name(&found))
    } else {
        ExprKind::Unknown
    };
    let value = Expr { kind, span };
    match node.child(Kind::minus) {
        Some(_) => Expr { kind: ExprKind::Negative(Box::new(value)), span },
        None => value,
    }
}

fn report(desk: &mut Desk, written: &Written, stop: &super::Stop) {
    let found: Diagnostic = trouble::in_cell(desk, written.origin, written.text, stop);
    desk.report(found);
}
