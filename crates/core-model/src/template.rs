//! Texts with the record's values filled in, as people read them: labels, plain decimals, ISO dates.

use crate::decimal::Decimal;
use crate::decision::Amount;
use crate::grade::said_or_settled;
use crate::policy::{FactorKind, Formula, Given, Named, PickKind, Piece, Policy, Template};
use crate::record::{Datum, Record};
use crate::view::View;

/// The words for what has no label of its own, in the language of the text around it.
#[derive(Clone, Copy)]
struct Words {
    no: &'static str,
    yes: &'static str,
    nothing: &'static str,
    unknown: &'static str,
}

const ENGLISH: Words = Words { no: "no", yes: "yes", nothing: "none", unknown: "unknown" };
const CHINESE: Words = Words { no: "否", yes: "是", nothing: "无", unknown: "未知" };

/// The text with every value filled in.
pub(crate) fn fill(view: &mut View<'_>, template: &Template, record: &Record) -> String {
    let words = words(template);
    let mut text = String::new();
    for piece in &template.0 {
        match piece {
            Piece::Text(own) => text.push_str(own),
            Piece::Value(given) => {
                let amount = said_or_settled(view, *given, record);
                let policy = view.program.policy();
                text.push_str(&amount.map_or(words.unknown.to_owned(), |amount| shown(policy, *given, &amount, words)));
            }
        }
    }
    text
}

fn words(template: &Template) -> Words {
    let han = |letter: char| ('\u{3400}'..='\u{9fff}').contains(&letter);
    let chinese = template.0.iter().any(|piece| match piece {
        Piece::Text(text) => text.contains(han),
        Piece::Value(_) => false,
    });
    if chinese { CHINESE } else { ENGLISH }
}

fn shown(policy: &Policy, given: Given, amount: &Amount, words: Words) -> String {
    let datum = match amount {
        Amount::Fraction(numerator, denominator) => return decimal(*numerator, *denominator),
        Amount::Datum(datum) => datum,
    };
    match given {
        Given::Factor(factor) => {
            policy.factors.get(factor.index()).map(|factor| factor_shown(policy, &factor.kind, datum, words))
        }
        Given::Define(define) => policy.defines.get(define.index()).map(|define| match &define.formula {
            Formula::Pick { kind, .. } => pick_shown(policy, kind, datum, words),
            Formula::Number { .. } => plain(datum, words),
        }),
    }
    .unwrap_or_default()
}

fn factor_shown(policy: &Policy, kind: &FactorKind, datum: &Datum, words: Words) -> String {
    match (kind, datum) {
        (FactorKind::Scale(values) | FactorKind::Choice(values), Datum::Value(value)) => label(values, *value),
        (FactorKind::Level, Datum::Value(height)) => level(policy, *height),
        (FactorKind::Set(_), Datum::Set(set)) if set.is_empty() => words.nothing.to_owned(),
        (FactorKind::Set(values), Datum::Set(set)) => {
            set.iter().map(|value| label(values, value)).collect::<Vec<_>>().join("、")
        }
        (FactorKind::Number(kind), Datum::Number(number)) => {
            Decimal::new(i128::from(*number), kind.decimals).to_string()
        }
        (
            FactorKind::Scale(_)
            | FactorKind::Choice(_)
            | FactorKind::Level
            | FactorKind::Set(_)
            | FactorKind::YesNo
            | FactorKind::Number(_)
            | FactorKind::Date
            | FactorKind::Dates
            | FactorKind::Text,
            _,
        ) => plain(datum, words),
    }
}

fn pick_shown(policy: &Policy, kind: &PickKind, datum: &Datum, words: Words) -> String {
    match (kind, datum) {
        (PickKind::Scale(values) | PickKind::Choice(values), Datum::Value(value)) => label(values, *value),
        (PickKind::Level, Datum::Value(height)) => level(policy, *height),
        (PickKind::Scale(_) | PickKind::Choice(_) | PickKind::Level | PickKind::YesNo, _) => plain(datum, words),
    }
}

fn plain(datum: &Datum, words: Words) -> String {
    match datum {
        Datum::Value(0) => words.no.to_owned(),
        Datum::Value(_) => words.yes.to_owned(),
        Datum::Set(_) => words.nothing.to_owned(),
        Datum::Number(number) => number.to_string(),
        Datum::Date(date) => date.to_string(),
        Datum::Dates(dates) if dates.is_empty() => words.nothing.to_owned(),
        Datum::Dates(dates) => dates.iter().map(ToString::to_string).collect::<Vec<_>>().join("、"),
        Datum::Text(text) => text.clone(),
    }
}

fn label(values: &[Named], value: u8) -> String {
    values.get(usize::from(value)).map(|named| named.label.as_ref().unwrap_or(&named.name).clone()).unwrap_or_default()
}

fn level(policy: &Policy, height: u8) -> String {
    let level = policy.ladder.levels.get(usize::from(policy.ladder.at_height(height).0));
    level.map(|level| level.named.label.as_ref().unwrap_or(&level.named.name).clone()).unwrap_or_default()
}

/// A fraction as a plain decimal, or as a fraction where no decimal says it exactly.
fn decimal(numerator: i128, denominator: i128) -> String {
    let exact = (0_u8..=38).find_map(|places| {
        let power = 10_i128.checked_pow(u32::from(places))?;
        (power % denominator == 0)
            .then(|| numerator.checked_mul(power / denominator))
            .flatten()
            .map(|units| Decimal::new(units, places))
    });
    exact.map_or_else(|| format!("{numerator}/{denominator}"), |decimal| decimal.to_string())
}
