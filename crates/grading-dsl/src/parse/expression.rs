//! Conditions and arithmetic, from what the grammar recognised to the tree.

use core_model::Relation;
use core_model::limits::OPERANDS;
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
            link(desk, &part, &mut operands);
        } else {
            connectives.push((part.is(Kind::kw_and), part.span()));
        }
    }
    if few_enough(desk, operands.len(), node).is_none() {
        operands.truncate(OPERANDS);
        connectives.truncate(OPERANDS - 1);
    }
    chain(operands, connectives, node)
}

#[inline(never)]
fn few_enough(desk: &mut Desk, operands: usize, node: &Node) -> Option<()> {
    if operands > OPERANDS {
        desk.error(LimitProblem::TooMany { what: Countable::Operands, most: OPERANDS }, node.span());
        return None;
    }
    Some(())
}

#[inline(never)]
fn chain(mut operands: Vec<Expr>, connectives: Vec<(bool, Span)>, node: &Node) -> Expr {
    let span = node.span();
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

// What recurses here keeps its frames small: a policy may be read on a small stack. So parts are boxed at once, and what
// does not recurse is not inlined.

fn link(desk: &mut Desk, node: &Node, into: &mut Vec<Expr>) {
    let mut nots = Vec::new();
    let mut left: Option<Box<Expr>> = None;
    for part in node.children() {
        if part.is(Kind::kw_not) {
            nots.push(part.span());
        } else if part.is(Kind::operand) {
            left = Some(operand_box(desk, &part));
        } else if part.is(Kind::quantified) {
            left = Some(quantified(desk, &part));
        } else {
            left = Some(compare(desk, left.take(), &part));
        }
    }
    into.push(negation(left, nots, node));
}

#[inline(never)]
fn negation(found: Option<Box<Expr>>, nots: Vec<Span>, node: &Node) -> Expr {
    let found = found.map_or(unknown(node.span()), |found| *found);
    nots.into_iter().rev().fold(found, |found, not| {
        let span = not.to(found.span);
        Expr { kind: ExprKind::Not(Box::new(found)), span }
    })
}

fn compare(desk: &mut Desk, left: Option<Box<Expr>>, node: &Node) -> Box<Expr> {
    let tail = tail(desk, node);
    comparison(left, tail, node)
}

#[inline(never)]
fn comparison(left: Option<Box<Expr>>, tail: Box<TailKind>, node: &Node) -> Box<Expr> {
    let tail = Tail { kind: *tail, span: node.span() };
    let span = left.as_ref().map_or(tail.span, |left| left.span.to(tail.span));
    Box::new(Expr { kind: ExprKind::Compare(left, Box::new(tail)), span })
}

fn tail(desk: &mut Desk, node: &Node) -> Box<TailKind> {
    const KINDS: &[(Kind, Reads<Box<TailKind>>)] = &[
        (Kind::t_relation, relation),
        (Kind::t_behind, behind),
        (Kind::t_between, between),
        (Kind::t_in, |desk, node| listed(TailKind::In, desk, node)),
        (Kind::t_includes, |desk, node| beside(TailKind::Includes, desk, node)),
        (Kind::t_includes_any, |desk, node| listed(TailKind::IncludesAny, desk, node)),
        (Kind::t_includes_all, |desk, node| listed(TailKind::IncludesAll, desk, node)),
        (Kind::t_empty, |_, _| Box::new(TailKind::Empty)),
        (Kind::t_not_empty, |_, _| Box::new(TailKind::NotEmpty)),
        (Kind::t_before, |desk, node| beside(TailKind::Before, desk, node)),
        (Kind::t_after, |desk, node| beside(TailKind::After, desk, node)),
        (Kind::t_on_or_before, |desk, node| beside(TailKind::OnOrBefore, desk, node)),
        (Kind::t_on_or_after, |desk, node| beside(TailKind::OnOrAfter, desk, node)),
        (Kind::t_ago, ago),
        (Kind::t_less_ago, less_ago),
    ];
    let read = KINDS.iter().find(|(kind, _)| node.is(*kind));
    read.map_or_else(|| Box::new(TailKind::Empty), |(_, read)| read(desk, node))
}

fn beside(make: fn(Expr) -> TailKind, desk: &mut Desk, node: &Node) -> Box<TailKind> {
    let right = operand_in(desk, node);
    Box::new(make(*right))
}

fn listed(make: fn(Vec<Expr>) -> TailKind, desk: &mut Desk, node: &Node) -> Box<TailKind> {
    let list = braces_of(desk, node);
    Box::new(make(list))
}

fn relation(desk: &mut Desk, node: &Node) -> Box<TailKind> {
    let right = operand_in(desk, node);
    let sign = node.children().next().map_or(Relation::Is, |sign| relation_of(sign.kind()));
    Box::new(TailKind::Relation(sign, *right))
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

fn behind(desk: &mut Desk, node: &Node) -> Box<TailKind> {
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
    Box::new(TailKind::FromBehind(relation, number))
}

fn between(desk: &mut Desk, node: &Node) -> Box<TailKind> {
    let mut ends: Vec<Box<Expr>> = Vec::new();
    for end in node.all(Kind::operand) {
        ends.push(operand_box(desk, &end));
    }
    let (high, low) = (ends.pop(), ends.pop());
    let end = |found: Option<Box<Expr>>| found.map_or(unknown(node.span()), |found| *found);
    Box::new(TailKind::Between(end(low), end(high)))
}

fn ago(desk: &mut Desk, node: &Node) -> Box<TailKind> {
    let (count, unit) = period(desk, node);
    Box::new(TailKind::AtLeastAgo(count, unit))
}

fn less_ago(desk: &mut Desk, node: &Node) -> Box<TailKind> {
    let Some(digits) = node.child(Kind::plain) else {
        let (count, unit) = period(desk, node);
        return Box::new(TailKind::LessThanAgo(count, unit));
    };
    let number = number::plain(desk, &digits);
    Box::new(match node.children().find_map(|part| date_unit(part.kind()).map(|unit| (unit, part))) {
        Some((unit, word)) => TailKind::LessThan(number::with_unit(desk, number, &word), unit),
        None => TailKind::LessThan(number, DateUnit::Years),
    })
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

fn quantified(desk: &mut Desk, node: &Node) -> Box<Expr> {
    let of = list_of(desk, node);
    let quantifier = quantifier(desk, node);
    Box::new(Expr { kind: ExprKind::Quantified(quantifier, of), span: node.span() })
}

#[inline(never)]
fn quantifier(desk: &mut Desk, node: &Node) -> Quantifier {
    let number = match node.child(Kind::count) {
        Some(digits) => number::plain(desk, &digits),
        None => NumberLit { value: core_model::Decimal::new(0, 0), unit: None, span: node.span() },
    };
    let is = |kind| node.child(kind).is_some();
    if is(Kind::kw_any_of) {
        Quantifier::Any
    } else if is(Kind::kw_all_of) {
        Quantifier::All
    } else if is(Kind::kw_none_of) {
        Quantifier::None
    } else if is(Kind::kw_no_fewer) {
        Quantifier::AtLeast(number)
    } else if is(Kind::kw_exactly) {
        Quantifier::Exactly(number)
    } else {
        Quantifier::AtMost(number)
    }
}

/// The expressions of a list in parentheses.
fn list_of(desk: &mut Desk, node: &Node) -> Vec<Expr> {
    let mut found = Vec::new();
    for part in node.child(Kind::list).into_iter().flat_map(|list| list.all(Kind::expr)) {
        found.push(expr(desk, &part));
    }
    if few_enough(desk, found.len(), node).is_none() {
        found.truncate(OPERANDS);
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
    *operand_in(desk, node)
}

fn operand_in(desk: &mut Desk, node: &Node) -> Box<Expr> {
    match node.child(Kind::operand) {
        Some(part) => operand_box(desk, &part),
        None => Box::new(unknown(node.span())),
    }
}

/// Arithmetic without comparison: sums of products.
pub(super) fn operand(desk: &mut Desk, node: &Node) -> Expr {
    *operand_box(desk, node)
}

fn operand_box(desk: &mut Desk, node: &Node) -> Box<Expr> {
    if number::is_other_day(desk, node) {
        return Box::new(unknown(node.span()));
    }
    let mut reading = Reading::default();
    let mut parts = node.children().peekable();
    while let Some(part) = parts.next() {
        match arithmetic(part.kind()) {
            Some(sign) => reading.sign(sign, part.span()),
            None => {
                let behind = parts.next_if(|next| is_behind(next.kind()));
                let value = primary(desk, &part, behind.as_ref());
                reading.value(value);
            }
        }
    }
    let whole = reading.close(node);
    if let ExprKind::Arithmetic(_, rest) = &whole.kind {
        few_enough(desk, rest.len() + 1, node);
    }
    whole
}

/// A sum of products while it is read.
#[derive(Default)]
struct Reading {
    sum: Chain,
    product: Chain,
    operator: Option<Arithmetic>,
    negative: Vec<Span>,
}

impl Reading {
    #[inline(never)]
    fn sign(&mut self, sign: Arithmetic, span: Span) {
        let waits = self.operator.is_some() || self.product.first.is_none();
        match sign {
            Arithmetic::Minus if waits => self.negative.push(span),
            Arithmetic::Times | Arithmetic::Over => self.operator = Some(sign),
            Arithmetic::Plus | Arithmetic::Minus => {
                self.sum.push(std::mem::take(&mut self.product).close());
                self.sum.operator = Some(sign);
            }
        }
    }

    #[inline(never)]
    fn value(&mut self, value: Box<Expr>) {
        let value = self.negative.drain(..).rev().fold(value, |value, sign| {
            let span = sign.to(value.span);
            Box::new(Expr { kind: ExprKind::Negative(value), span })
        });
        self.product.operator = self.operator.take();
        self.product.push(Some(value));
    }

    #[inline(never)]
    fn close(mut self, node: &Node) -> Box<Expr> {
        self.sum.push(self.product.close());
        self.sum.close().unwrap_or_else(|| Box::new(unknown(node.span())))
    }
}

/// A chain of operators of one strength while it is read.
#[derive(Default)]
struct Chain {
    first: Option<Box<Expr>>,
    rest: Vec<(Arithmetic, Expr)>,
    operator: Option<Arithmetic>,
}

impl Chain {
    fn push(&mut self, value: Option<Box<Expr>>) {
        match (value, self.operator.take()) {
            (Some(value), Some(operator)) => self.rest.push((operator, *value)),
            (Some(value), None) => self.first = Some(value),
            (None, _) => {}
        }
    }

    fn close(self) -> Option<Box<Expr>> {
        let first = self.first?;
        let Some((_, last)) = self.rest.last() else { return Some(first) };
        let span = first.span.to(last.span);
        Some(Box::new(Expr { kind: ExprKind::Arithmetic(first, self.rest), span }))
    }
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

fn primary(desk: &mut Desk, node: &Node, behind: Option<&Node>) -> Box<Expr> {
    const KINDS: &[(Kind, Reads<Box<ExprKind>>)] = &[
        (Kind::group, group),
        (Kind::quantified, |desk, node| Box::new(quantified(desk, node).kind)),
        (Kind::max, |desk, node| listing(ExprKind::Max, desk, node)),
        (Kind::min, |desk, node| listing(ExprKind::Min, desk, node)),
        (Kind::round, round),
        (Kind::count_conditions, |desk, node| listing(ExprKind::CountOf, desk, node)),
    ];
    match KINDS.iter().find(|(kind, _)| node.is(*kind)) {
        Some((_, read)) => {
            let kind = read(desk, node);
            Box::new(Expr { kind: *kind, span: node.span() })
        }
        None => leaf(desk, node, behind),
    }
}

fn listing(make: fn(Vec<Expr>) -> ExprKind, desk: &mut Desk, node: &Node) -> Box<ExprKind> {
    let list = list_of(desk, node);
    Box::new(make(list))
}

#[inline(never)]
fn leaf(desk: &mut Desk, node: &Node, behind: Option<&Node>) -> Box<Expr> {
    const KINDS: &[(Kind, Reads<ExprKind>)] = &[
        (Kind::count_dates, count_dates),
        (Kind::recent, count_dates),
        (Kind::size, size),
        (Kind::date, |desk, node| number::date(desk, node).map_or(ExprKind::Unknown, ExprKind::Date)),
        (Kind::string, |_, node| ExprKind::Text(text(node))),
        (Kind::kw_yes, |_, _| ExprKind::YesNo(true)),
        (Kind::kw_no, |_, _| ExprKind::YesNo(false)),
        (Kind::level, level),
    ];
    let kind = if let Some((_, read)) = KINDS.iter().find(|(kind, _)| node.is(*kind)) {
        read(desk, node)
    } else if node.is(Kind::numeral) && number::is_month(desk, node) {
        ExprKind::Unknown
    } else if node.is(Kind::numeral) {
        let number = number::numeral(desk, node);
        ExprKind::Number(match behind {
            Some(unit) => number::with_unit(desk, number, unit),
            None => number,
        })
    } else {
        named(node, behind)
    };
    let span = behind.map_or(node.span(), |behind| node.span().to(behind.span()));
    Box::new(Expr { kind, span })
}

fn group(desk: &mut Desk, node: &Node) -> Box<ExprKind> {
    let inner = match node.child(Kind::expr) {
        Some(inner) => Box::new(expr(desk, &inner)),
        None => Box::new(unknown(node.span())),
    };
    Box::new(ExprKind::Group(inner))
}

fn round(desk: &mut Desk, node: &Node) -> Box<ExprKind> {
    let value = operand_in(desk, node);
    Box::new(match node.child(Kind::count) {
        Some(places) => ExprKind::Round(value, number::plain(desk, &places)),
        None => ExprKind::Unknown,
    })
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

/// A level by number (`1`, `1级`, `一级`) or by name; or one that is left open (`?`).
pub(super) fn level_word(desk: &mut Desk, node: &Node) -> LevelWord {
    if let Some(digits) = node.child(Kind::count) {
        let number = number::count(desk, &digits, u32::MAX).unwrap_or(0);
        return LevelWord::Number(number, node.span());
    }
    if node.child(Kind::level_open).is_some() {
        return LevelWord::Open(node.span());
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
