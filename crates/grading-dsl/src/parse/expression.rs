//! Conditions and arithmetic, from what the grammar recognised to the tree.

use core_model::Relation;
use messages::{Countable, LimitProblem, Span};

use super::declare::{name, text};
use super::{Desk, Kind, Node, Reads, number};
use crate::keywords::level_number;
use crate::syntax::{Arithmetic, DateUnit, Expr, ExprKind, LevelWord, NumberLit, Quantifier, Tail, TailKind, Window};

/// A whole condition, value or number: a chain of `and` and `or`.
pub(super) fn expr(desk: &mut Desk, node: &Node) -> Expr {
    let mut operands = Vec::new();
    let mut connectives = Vec::new();
    for part in node.children() {
        if part.is(Kind::link) {
            operands.push(link(desk, &part));
        } else {
            connectives.push((part.is(Kind::kw_and), part.span()));
        }
    }
    let span = node.span();
    if operands.len() > core_model::limits::OPERANDS {
        let most = core_model::limits::OPERANDS;
        desk.error(LimitProblem::TooMany { what: Countable::Operands, most }, span);
        operands.truncate(most);
        connectives.truncate(most - 1);
    }
    chain(operands, connectives, span)
}

fn chain(mut operands: Vec<Expr>, connectives: Vec<(bool, Span)>, span: Span) -> Expr {
    let ands = connectives.iter().filter(|(and, _)| *and).count();
    if connectives.is_empty() {
        return operands.pop().unwrap_or(unknown(span));
    }
    let kind = if ands == connectives.len() {
        ExprKind::And(operands)
    } else if ands == 0 {
        ExprKind::Or(operands)
    } else {
        ExprKind::AndOr(operands, connectives)
    };
    Expr { kind, span }
}

/// A part that could not be read.
pub(super) fn unknown(span: Span) -> Expr {
    Expr { kind: ExprKind::Unknown, span }
}

fn link(desk: &mut Desk, node: &Node) -> Expr {
    let mut nots = Vec::new();
    let mut left = None;
    for part in node.children() {
        if part.is(Kind::kw_not) {
            nots.push(part.span());
        } else if part.is(Kind::operand) {
            left = Some(operand(desk, &part));
        } else if part.is(Kind::quantified) {
            left = Some(quantified(desk, &part));
        } else {
            left = Some(compare(desk, left, &part));
        }
    }
    let mut found = left.unwrap_or(unknown(node.span()));
    for not in nots.into_iter().rev() {
        let span = not.to(found.span);
        found = Expr { kind: ExprKind::Not(Box::new(found)), span };
    }
    found
}

fn compare(desk: &mut Desk, left: Option<Expr>, node: &Node) -> Expr {
    let tail = Tail { kind: tail(desk, node), span: node.span() };
    let span = left.as_ref().map_or(tail.span, |left| left.span.to(tail.span));
    Expr { kind: ExprKind::Compare(left.map(Box::new), Box::new(tail)), span }
}

fn tail(desk: &mut Desk, node: &Node) -> TailKind {
    let kinds: [(Kind, Reads<TailKind>); 15] = [
        (Kind::t_relation, relation),
        (Kind::t_behind, behind),
        (Kind::t_between, between),
        (Kind::t_in, |desk, node| TailKind::In(braces_of(desk, node))),
        (Kind::t_includes, |desk, node| TailKind::Includes(operand_of(desk, node))),
        (Kind::t_includes_any, |desk, node| TailKind::IncludesAny(braces_of(desk, node))),
        (Kind::t_includes_all, |desk, node| TailKind::IncludesAll(braces_of(desk, node))),
        (Kind::t_empty, |_, _| TailKind::Empty),
        (Kind::t_not_empty, |_, _| TailKind::NotEmpty),
        (Kind::t_before, |desk, node| TailKind::Before(operand_of(desk, node))),
        (Kind::t_after, |desk, node| TailKind::After(operand_of(desk, node))),
        (Kind::t_on_or_before, |desk, node| TailKind::OnOrBefore(operand_of(desk, node))),
        (Kind::t_on_or_after, |desk, node| TailKind::OnOrAfter(operand_of(desk, node))),
        (Kind::t_ago, ago),
        (Kind::t_less_ago, less_ago),
    ];
    let read = kinds.into_iter().find(|(kind, _)| node.is(*kind));
    read.map_or(TailKind::Relation(Relation::Is, unknown(node.span())), |(_, read)| read(desk, node))
}

fn relation(desk: &mut Desk, node: &Node) -> TailKind {
    let sign = node.children().next().map_or(Relation::Is, |sign| relation_of(sign.kind()));
    TailKind::Relation(sign, operand_of(desk, node))
}

/// What a comparing word or sign says.
pub(super) fn relation_of(kind: Kind) -> Relation {
    let relations = [
        (Kind::kw_is_not, Relation::IsNot),
        (Kind::sign_is_not, Relation::IsNot),
        (Kind::kw_at_least, Relation::AtLeast),
        (Kind::sign_at_least, Relation::AtLeast),
        (Kind::kw_at_most, Relation::AtMost),
        (Kind::sign_at_most, Relation::AtMost),
        (Kind::kw_above, Relation::Above),
        (Kind::kw_exceeds, Relation::Above),
        (Kind::sign_above, Relation::Above),
        (Kind::kw_below, Relation::Below),
        (Kind::kw_not_full, Relation::Below),
        (Kind::sign_below, Relation::Below),
    ];
    relations.into_iter().find(|(spelt, _)| *spelt == kind).map_or(Relation::Is, |(_, relation)| relation)
}

fn behind(desk: &mut Desk, node: &Node) -> TailKind {
    let (relation, mut number) = if let Some(digits) = node.child(Kind::behind) {
        number::from_behind(desk, &digits)
    } else {
        let word = node.child(Kind::kw_behind);
        let relation = number::relation_behind(word.as_ref().map_or("", Node::text));
        (relation, numeral_of(desk, node))
    };
    for _ in node.all(Kind::minus) {
        number.value = core_model::Decimal::new(-number.value.units(), number.value.places());
    }
    number.span = node.span();
    TailKind::FromBehind(relation, number)
}

fn between(desk: &mut Desk, node: &Node) -> TailKind {
    let mut ends = node.all(Kind::operand).map(|end| operand(desk, &end)).collect::<Vec<_>>().into_iter();
    let span = node.span();
    TailKind::Between(ends.next().unwrap_or(unknown(span)), ends.next().unwrap_or(unknown(span)))
}

fn ago(desk: &mut Desk, node: &Node) -> TailKind {
    let (count, unit) = period(desk, node);
    TailKind::AtLeastAgo(count, unit)
}

fn less_ago(desk: &mut Desk, node: &Node) -> TailKind {
    let Some(digits) = node.child(Kind::plain) else {
        let (count, unit) = period(desk, node);
        return TailKind::LessThanAgo(count, unit);
    };
    let number = number::plain(desk, &digits);
    match node.children().find_map(|part| date_unit(part.kind()).map(|unit| (unit, part))) {
        Some((unit, word)) => TailKind::LessThan(number::with_unit(desk, number, &word), unit),
        None => TailKind::LessThan(number, DateUnit::Years),
    }
}

/// `N years`, `N months`, `N days`, no more than the calendar is counted back.
pub(super) fn period(desk: &mut Desk, node: &Node) -> (u32, DateUnit) {
    let unit = node.children().find_map(|part| date_unit(part.kind())).unwrap_or(DateUnit::Years);
    let count = node.child(Kind::count).and_then(|digits| number::count(desk, &digits, unit.most()));
    (count.unwrap_or(0), unit)
}

fn date_unit(kind: Kind) -> Option<DateUnit> {
    let units =
        [(Kind::kw_years, DateUnit::Years), (Kind::kw_months, DateUnit::Months), (Kind::kw_days, DateUnit::Days)];
    units.into_iter().find(|(spelt, _)| *spelt == kind).map(|(_, unit)| unit)
}

fn quantified(desk: &mut Desk, node: &Node) -> Expr {
    let number = node.child(Kind::count).map(|digits| number::plain(desk, &digits));
    let zero = || NumberLit { value: core_model::Decimal::new(0, 0), unit: None, span: node.span() };
    let is = |kind| node.child(kind).is_some();
    let quantifier = if is(Kind::kw_any_of) {
        Quantifier::Any
    } else if is(Kind::kw_all_of) {
        Quantifier::All
    } else if is(Kind::kw_none_of) {
        Quantifier::None
    } else if is(Kind::kw_no_fewer) {
        Quantifier::AtLeast(number.unwrap_or_else(zero))
    } else if is(Kind::kw_exactly) {
        Quantifier::Exactly(number.unwrap_or_else(zero))
    } else {
        Quantifier::AtMost(number.unwrap_or_else(zero))
    };
    Expr { kind: ExprKind::Quantified(quantifier, list_of(desk, node)), span: node.span() }
}

/// The expressions of a list in parentheses.
fn list_of(desk: &mut Desk, node: &Node) -> Vec<Expr> {
    let Some(list) = node.child(Kind::list) else { return Vec::new() };
    let mut found: Vec<Expr> = list.all(Kind::expr).map(|part| expr(desk, &part)).collect();
    if found.len() > core_model::limits::OPERANDS {
        let most = core_model::limits::OPERANDS;
        desk.error(LimitProblem::TooMany { what: Countable::Operands, most }, list.span());
        found.truncate(most);
    }
    found
}

/// The operands of a list in braces.
pub(super) fn braces(desk: &mut Desk, node: &Node) -> Vec<Expr> {
    node.all(Kind::operand).map(|part| operand(desk, &part)).collect()
}

fn braces_of(desk: &mut Desk, node: &Node) -> Vec<Expr> {
    node.child(Kind::braces).map(|list| braces(desk, &list)).unwrap_or_default()
}

/// The first operand of a node.
pub(super) fn operand_of(desk: &mut Desk, node: &Node) -> Expr {
    node.child(Kind::operand).map_or(unknown(node.span()), |part| operand(desk, &part))
}

/// Arithmetic without comparison: sums of products.
pub(super) fn operand(desk: &mut Desk, node: &Node) -> Expr {
    let mut sum = Chain::default();
    let mut product = Chain::default();
    let mut signs: Vec<Span> = Vec::new();
    let mut operator = None;
    let mut parts = node.children().peekable();
    while let Some(part) = parts.next() {
        let waits = operator.is_some() || product.first.is_none();
        let sign = arithmetic(part.kind());
        match sign {
            Some(Arithmetic::Minus) if waits => signs.push(part.span()),
            Some(sign @ (Arithmetic::Times | Arithmetic::Over)) => operator = Some(sign),
            Some(sign @ (Arithmetic::Plus | Arithmetic::Minus)) => {
                sum.push(std::mem::take(&mut product).close());
                sum.operator = Some(sign);
            }
            None => {
                let behind = parts.next_if(|next| is_behind(next.kind()));
                let value = negated(primary(desk, &part, behind.as_ref()), &mut signs);
                product.operator = operator.take();
                product.push(Some(value));
            }
        }
    }
    sum.push(product.close());
    sum.close().unwrap_or(unknown(node.span()))
}

/// A chain of operators of one strength while it is read.
#[derive(Default)]
struct Chain {
    first: Option<Expr>,
    rest: Vec<(Arithmetic, Expr)>,
    operator: Option<Arithmetic>,
}

impl Chain {
    fn push(&mut self, value: Option<Expr>) {
        match (value, self.operator.take()) {
            (Some(value), Some(operator)) => self.rest.push((operator, value)),
            (Some(value), None) => self.first = Some(value),
            (None, _) => {}
        }
    }

    fn close(self) -> Option<Expr> {
        let first = self.first?;
        let Some((_, last)) = self.rest.last() else { return Some(first) };
        let span = first.span.to(last.span);
        Some(Expr { kind: ExprKind::Arithmetic(Box::new(first), self.rest), span })
    }
}

fn negated(value: Expr, signs: &mut Vec<Span>) -> Expr {
    signs.drain(..).rev().fold(value, |value, sign| {
        let span = sign.to(value.span);
        Expr { kind: ExprKind::Negative(Box::new(value)), span }
    })
}

fn arithmetic(kind: Kind) -> Option<Arithmetic> {
    let signs = [
        (Kind::plus, Arithmetic::Plus),
        (Kind::minus, Arithmetic::Minus),
        (Kind::times, Arithmetic::Times),
        (Kind::over, Arithmetic::Over),
    ];
    signs.into_iter().find(|(spelt, _)| *spelt == kind).map(|(_, sign)| sign)
}

fn is_behind(kind: Kind) -> bool {
    [Kind::unit_word, Kind::kw_items, Kind::kw_times].contains(&kind)
}

fn primary(desk: &mut Desk, node: &Node, behind: Option<&Node>) -> Expr {
    let span = behind.map_or(node.span(), |behind| node.span().to(behind.span()));
    let kinds: [(Kind, Reads<ExprKind>); 13] = [
        (Kind::group, group),
        (Kind::quantified, |desk, node| quantified(desk, node).kind),
        (Kind::max, |desk, node| ExprKind::Max(list_of(desk, node))),
        (Kind::min, |desk, node| ExprKind::Min(list_of(desk, node))),
        (Kind::round, round),
        (Kind::count_conditions, |desk, node| ExprKind::CountOf(list_of(desk, node))),
        (Kind::count_dates, count_dates),
        (Kind::recent, count_dates),
        (Kind::size, size),
        (Kind::date, |desk, node| number::date(desk, node).map_or(ExprKind::Unknown, ExprKind::Date)),
        (Kind::string, |_, node| ExprKind::Text(text(node))),
        (Kind::kw_yes, |_, _| ExprKind::YesNo(true)),
        (Kind::kw_no, |_, _| ExprKind::YesNo(false)),
    ];
    let kind = if let Some((_, read)) = kinds.into_iter().find(|(kind, _)| node.is(*kind)) {
        read(desk, node)
    } else if node.is(Kind::numeral) {
        let number = number::numeral(desk, node);
        ExprKind::Number(match behind {
            Some(unit) => number::with_unit(desk, number, unit),
            None => number,
        })
    } else if node.is(Kind::level) {
        level(desk, node)
    } else {
        named(node, behind)
    };
    Expr { kind, span }
}

fn group(desk: &mut Desk, node: &Node) -> ExprKind {
    let inner = node.child(Kind::expr).map_or(unknown(node.span()), |inner| expr(desk, &inner));
    ExprKind::Group(Box::new(inner))
}

fn round(desk: &mut Desk, node: &Node) -> ExprKind {
    let value = operand_of(desk, node);
    match node.child(Kind::count) {
        Some(places) => ExprKind::Round(Box::new(value), number::plain(desk, &places)),
        None => ExprKind::Unknown,
    }
}

fn count_dates(desk: &mut Desk, node: &Node) -> ExprKind {
    let Some(of) = node.child(Kind::name) else { return ExprKind::Unknown };
    let window = if node.child(Kind::kw_this_year).is_some() {
        Window::ThisYear
    } else if node.child(Kind::kw_last_year).is_some() {
        Window::LastYear
    } else if node.child(Kind::count).is_some() {
        let (count, unit) = period(desk, node);
        Window::Within(count, unit)
    } else {
        Window::All
    };
    ExprKind::CountDates(name(&of), window)
}

fn size(_: &mut Desk, node: &Node) -> ExprKind {
    node.child(Kind::name).map_or(ExprKind::Unknown, |of| ExprKind::SizeOf(name(&of)))
}

fn named(node: &Node, behind: Option<&Node>) -> ExprKind {
    match behind {
        Some(word) if word.is(Kind::kw_items) => ExprKind::SizeOf(name(node)),
        Some(_) => ExprKind::CountDates(name(node), Window::All),
        None => ExprKind::Name(name(node)),
    }
}

fn level(desk: &mut Desk, node: &Node) -> ExprKind {
    match node.child(Kind::level_word) {
        Some(word) => ExprKind::LevelOf(level_word(desk, &word)),
        None => ExprKind::Level,
    }
}

/// A level by number (`1`, `1级`, `一级`) or by name.
pub(super) fn level_word(desk: &mut Desk, node: &Node) -> LevelWord {
    if let Some(digits) = node.child(Kind::count) {
        let number = number::count(desk, &digits, u32::MAX).unwrap_or(0);
        return LevelWord::Number(number, node.span());
    }
    let word = node.child(Kind::name).map_or_else(|| name(node), |word| name(&word));
    match level_number(node.text()) {
        Some(number) => LevelWord::Number(number, node.span()),
        None => LevelWord::Name(word),
    }
}

fn numeral_of(desk: &mut Desk, node: &Node) -> NumberLit {
    let zero = NumberLit { value: core_model::Decimal::new(0, 0), unit: None, span: node.span() };
    let Some(digits) = node.child(Kind::numeral) else { return zero };
    let number = number::numeral(desk, &digits);
    match node.child(Kind::unit_word) {
        Some(unit) => number::with_unit(desk, number, &unit),
        None => number,
    }
}
