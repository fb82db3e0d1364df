//! Numbers, days and units, from digits of either width. Exact, or an error.

use core_model::{Date, Decimal, Relation};
use messages::{Diagnostic, HabitProblem, LimitProblem, Span, SyntaxProblem};

use super::{Desk, Node};
use crate::habits;
use crate::keywords::{half_width, level_number};
use crate::syntax::{NumberLit, Text};

/// Digits that a number may have, beside 万, 亿 and %.
const DIGITS: usize = 24;

/// A number with what stands directly behind it.
pub(super) fn numeral(desk: &mut Desk, node: &Node) -> NumberLit {
    let span = node.span();
    let parts = parts(node.text());
    if let Some(behind) = parts.behind {
        let found = behind.to_owned();
        desk.error(SyntaxProblem::Unexpected { found, expected: Vec::new() }, span);
    }
    literal(desk, &parts, node.text(), span)
}

/// A number compared from behind (`10万元以上`), with its relation.
pub(super) fn from_behind(desk: &mut Desk, node: &Node) -> (Relation, NumberLit) {
    let parts = parts(node.text());
    (relation_behind(parts.behind.unwrap_or_default()), literal(desk, &parts, node.text(), node.span()))
}

/// What 以上, 以下, 以内 and 以外 say: all but 以外 include the number.
pub(super) fn relation_behind(word: &str) -> Relation {
    match word {
        "以上" => Relation::AtLeast,
        "以外" => Relation::Above,
        _ => Relation::AtMost,
    }
}

/// A whole number without anything behind it, as a number.
pub(super) fn plain(desk: &mut Desk, node: &Node) -> NumberLit {
    numeral(desk, node)
}

/// A small whole number; `None` where it is too large, which is reported.
pub(super) fn count(desk: &mut Desk, node: &Node, most: u32) -> Option<u32> {
    let digits: String = node.text().chars().map(half_width).filter(char::is_ascii_digit).collect();
    let number = digits.parse::<u32>().ok().filter(|number| *number <= most);
    if number.is_none() {
        desk.error(LimitProblem::Count { text: super::trouble::shown(node.text()), most }, node.span());
    }
    number
}

/// So many steps of the ladder: digits, or a word such as 一级.
pub(super) fn steps(desk: &mut Desk, node: &Node) -> NumberLit {
    let span = node.span();
    let word = node.children().next();
    let Some(word) = word else { return whole(0, span) };
    if word.is(super::Kind::count) {
        return NumberLit { span: word.span(), ..plain(desk, &word) };
    }
    match level_number(word.text()) {
        Some(steps) => whole(i128::from(steps), span),
        None => {
            let found = super::trouble::shown(word.text());
            desk.error(SyntaxProblem::Unexpected { found, expected: vec![messages::Expected::Number] }, span);
            whole(0, span)
        }
    }
}

/// The day, or `None` where the calendar has no such day, which is reported.
pub(super) fn date(desk: &mut Desk, node: &Node) -> Option<Date> {
    let text: String = node.text().chars().map(half_width).collect();
    let mut parts = text.split(|letter: char| !letter.is_ascii_digit()).filter(|part| !part.is_empty());
    let year = parts.next().and_then(|part| part.parse().ok());
    let month = parts.next().and_then(|part| part.parse().ok());
    let day = parts.next().and_then(|part| part.parse().ok());
    let found = match (year, month, day) {
        (Some(year), Some(month), Some(day)) => Date::new(year, month, day),
        _ => None,
    };
    if found.is_none() {
        desk.error(SyntaxProblem::NoSuchDay { text: node.text().to_owned() }, node.span());
    }
    found
}

/// Whether this is a day in another form (`2012/1/31`, which would be a quotient). Told then.
#[inline(never)]
pub(super) fn is_other_day(desk: &mut Desk, node: &Node) -> bool {
    let text = node.text().trim_end();
    let Some(meant) = habits::day_form(text).filter(|meant| meant != text) else { return false };
    let span = node.span();
    let problem = HabitProblem::DayForm { found: text.to_owned(), meant: meant.clone() };
    desk.report(Diagnostic::error(problem, span).suggest(meant, span));
    true
}

/// Whether this is a year and a month without its day, which would be a number with a strange unit. Told then.
pub(super) fn is_month(desk: &mut Desk, node: &Node) -> bool {
    let is_month = parts(node.text()).unit.strip_prefix('年').is_some_and(|rest| rest.ends_with('月'));
    if is_month {
        let found = super::trouble::shown(node.text());
        desk.error(HabitProblem::DayForm { found, meant: String::new() }, node.span());
    }
    is_month
}

/// `A..B` of a range: either end with its sign.
pub(super) fn signed(desk: &mut Desk, node: &Node) -> NumberLit {
    let negative = node.child(super::Kind::minus).is_some();
    let Some(digits) = node.child(super::Kind::numeral) else { return whole(0, node.span()) };
    let number = numeral(desk, &digits);
    let value = if negative { Decimal::new(-number.value.units(), number.value.places()) } else { number.value };
    NumberLit { value, span: node.span(), ..number }
}

/// The number with a unit that stands as a word of its own behind it.
pub(super) fn with_unit(desk: &mut Desk, number: NumberLit, unit: &Node) -> NumberLit {
    if number.unit.is_some() {
        let found = unit.text().to_owned();
        desk.error(SyntaxProblem::Unexpected { found, expected: Vec::new() }, unit.span());
        return number;
    }
    let span = number.span.to(unit.span());
    NumberLit { unit: Some(Text { text: unit.text().to_owned(), span: unit.span() }), span, ..number }
}

fn whole(number: i128, span: Span) -> NumberLit {
    NumberLit { value: Decimal::new(number, 0), unit: None, span }
}

/// A number taken apart: `10万元以上` is `10`, 万, `元`, 以上.
struct Parts<'t> {
    digits: &'t str,
    percent: bool,
    zeros: u32,
    unit: &'t str,
    behind: Option<&'static str>,
}

fn parts(text: &str) -> Parts<'_> {
    let is_digit = |letter: char| half_width(letter).is_ascii_digit() || matches!(letter, '_' | '.' | '．');
    let length = text.find(|letter| !is_digit(letter)).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(length).unwrap_or((text, ""));
    let (rest, percent) = match rest.strip_prefix(['%', '％']) {
        Some(rest) => (rest, true),
        None => (rest, false),
    };
    let behind = ["以上", "以下", "以内", "以外"].into_iter().find(|word| rest.ends_with(word));
    let rest = behind.and_then(|word| rest.strip_suffix(word)).unwrap_or(rest);
    let scales = [("万亿", 12), ("万", 4), ("亿", 8)];
    let scale = scales.into_iter().find_map(|(word, zeros)| rest.strip_prefix(word).map(|unit| (zeros, unit)));
    let (zeros, unit) = scale.unwrap_or((0, rest));
    Parts { digits, percent, zeros, unit, behind }
}

fn literal(desk: &mut Desk, parts: &Parts, text: &str, span: Span) -> NumberLit {
    let value = value(parts);
    if let Err(problem) = value {
        match problem {
            Wrong::Long => desk.error(LimitProblem::Digits { most: DIGITS }, span),
            Wrong::Malformed => {
                desk.error(SyntaxProblem::NoNumber { text: super::trouble::shown(text) }, span);
            }
        }
    }
    let unit = (!parts.unit.is_empty()).then(|| {
        let behind = parts.behind.map_or(0, str::len);
        let start = text.len().saturating_sub(behind + parts.unit.len());
        let at = |byte: usize| span.start.saturating_add(u32::try_from(byte).unwrap_or(0)).min(span.end);
        let span = Span { start: at(start), end: at(start + parts.unit.len()), ..span };
        Text { text: core_model::nfc(parts.unit), span }
    });
    NumberLit { value: value.unwrap_or(Decimal::new(0, 0)), unit, span }
}

#[derive(Clone, Copy)]
enum Wrong {
    Long,
    Malformed,
}

fn value(parts: &Parts) -> Result<Decimal, Wrong> {
    if parts.digits.ends_with('_') || parts.unit.starts_with(|letter: char| half_width(letter).is_ascii_digit()) {
        return Err(Wrong::Malformed);
    }
    let plain: String = parts.digits.chars().map(half_width).filter(|letter| *letter != '_').collect();
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = format!("{whole}{part}");
    if digits.len() > DIGITS {
        return Err(Wrong::Long);
    }
    let units: i128 = digits.parse().map_err(|_| Wrong::Malformed)?;
    let units = units.checked_mul(10_i128.pow(parts.zeros)).ok_or(Wrong::Long)?;
    let places = u8::try_from(part.len()).map_err(|_| Wrong::Long)?;
    Ok(Decimal::new(units, places + if parts.percent { 2 } else { 0 }))
}
