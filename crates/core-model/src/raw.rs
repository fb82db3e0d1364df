//! What a record says of one factor, as it stood in the file: raw, then read as the factor's kind.
//!
//! Refuses whatever does not fit, with the facts of why. Nothing is rounded, guessed or dropped.

use std::borrow::Cow;

use crate::date::Date;
use crate::decimal::Decimal;
use crate::limits::DATES;
use crate::names::{nearest, nfc, nfc_of};
use crate::policy::{Factor, FactorKind, Ladder, LevelId, Named, NumberKind, Values};
use crate::record::Datum;
use crate::spelling::{self, Misspelt};
use crate::values::ValueSet;

/// Between the values of a set, or the dates of a list, in one text.
const SEPARATORS: [char; 6] = ['、', ',', '，', ';', '；', '|'];

/// One value as the file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Raw<'a> {
    /// Nothing: an empty cell, `null`, or no such key.
    Silent,
    /// A text: a cell, or a JSON string.
    Text(Cow<'a, str>),
    /// A JSON number, as its text.
    Number(&'a str),
    /// A JSON `true` or `false`.
    YesNo(bool),
    /// A JSON array.
    List(Vec<Raw<'a>>),
    /// A JSON object, as its text.
    Object(&'a str),
}

/// A value that does not fit its factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// What stood there.
    pub found: String,
    /// What would fit.
    pub expected: Expected,
}

/// What would have fitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// One of the values of a scale or choice, and the one that was probably meant.
    OneOf(Values, Option<String>),
    /// Values of a set, and the one that was probably meant.
    SetOf(Values, Option<String>),
    /// A level, the top of the ladder first, and the one that was probably meant.
    Level(Values, Option<String>),
    /// Yes or no.
    YesNo,
    /// A number.
    Number(NumberKind),
    /// A number within the range.
    InRange(NumberKind),
    /// A number with no more decimals.
    Decimals(NumberKind),
    /// A day.
    Date,
    /// A list of days.
    Dates,
    /// A list of at most so many days.
    FewerDates(usize),
    /// A text.
    Text,
}

/// Reads one value as the factor's kind; `None` where the record is silent.
///
/// ```
/// use core_model::{Datum, Expected, Factor, FactorKind, Ladder, Named, NumberKind, Raw, read};
/// let kind = NumberKind { least: 0, most: 100_000_000, decimals: 2, unit: Some("元".into()) };
/// let loss = Factor { named: Named::default(), kind: FactorKind::Number(kind), assume: None };
/// let ladder = Ladder { levels: Vec::new(), best_first: false, outside: Vec::new() };
/// assert_eq!(read(&loss, &ladder, &Raw::text("1.5万元")), Ok(Some(Datum::Number(1_500_000))));
/// assert_eq!(read(&loss, &ladder, &Raw::text("  ")), Ok(None));
/// assert!(matches!(read(&loss, &ladder, &Raw::text("-1")).unwrap_err().expected, Expected::InRange(_)));
/// ```
///
/// # Errors
/// It does not fit: what stood there, and what would fit.
pub fn read(factor: &Factor, ladder: &Ladder, raw: &Raw<'_>) -> Result<Option<Datum>, Misfit> {
    let raw = raw.trimmed();
    if raw == Raw::Silent {
        return Ok(None);
    }
    let read = match &factor.kind {
        FactorKind::Scale(values) | FactorKind::Choice(values) => value(values, &raw),
        FactorKind::Level => level(ladder, &raw),
        FactorKind::Set(values) => set(values, &raw),
        FactorKind::YesNo => yes_no(&raw),
        FactorKind::Number(kind) => number(kind, &raw),
        FactorKind::Date => date(&raw),
        FactorKind::Dates => dates(&raw),
        FactorKind::Text => text(&raw),
    };
    read.map(Some).map_err(|expected| Misfit { found: raw.shown(), expected })
}

impl Raw<'_> {
    /// A text.
    #[must_use]
    pub fn text(text: &str) -> Raw<'_> {
        Raw::Text(Cow::Borrowed(text))
    }

    /// How it is shown to people: texts as they are, the rest as JSON.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Silent => "null".to_owned(),
            Self::Text(text) => text.clone().into_owned(),
            Self::Number(text) | Self::Object(text) => (*text).to_owned(),
            Self::YesNo(yes) => yes.to_string(),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Self::shown).collect();
                format!("[{}]", items.join(", "))
            }
        }
    }

    /// The same with a text in NFC, without space around it. A text of nothing else is silence.
    fn trimmed(&self) -> Raw<'_> {
        match self {
            Self::Text(text) if text.trim().is_empty() => Raw::Silent,
            Self::Text(text) => Raw::Text(nfc_of(text.trim())),
            Self::Silent => Raw::Silent,
            Self::Number(text) => Raw::Number(text),
            Self::YesNo(yes) => Raw::YesNo(*yes),
            Self::List(items) => Raw::List(items.iter().map(Raw::trimmed).collect()),
            Self::Object(text) => Raw::Object(text),
        }
    }

    /// The spelling of what is one text or one number.
    fn spelling(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Number(text) => Some(text),
            Self::Silent | Self::YesNo(_) | Self::List(_) | Self::Object(_) => None,
        }
    }
}

fn value(values: &Values, raw: &Raw<'_>) -> Result<Datum, Expected> {
    let spelling = raw.spelling().unwrap_or_default();
    value_of(values, spelling).map(Datum::Value).ok_or_else(|| Expected::OneOf(values.clone(), near(values, spelling)))
}

fn value_of(values: &[Named], spelling: &str) -> Option<u8> {
    let at = values.iter().position(|value| value.is(spelling))?;
    u8::try_from(at).ok()
}

/// What was probably meant. Nothing where two values are equally near: of 四级 neither 一级 nor 三级 is meant.
fn near(values: &[Named], spelling: &str) -> Option<String> {
    let meant = nearest(spelling, values.iter().flat_map(Named::spellings))?;
    let others = values.iter().filter(|value| !value.is(meant));
    let far = |other: &str| strsim::osa_distance(spelling, other);
    let clear = others.flat_map(Named::spellings).all(|other| far(other) > far(meant));
    clear.then(|| meant.to_owned())
}

fn level(ladder: &Ladder, raw: &Raw<'_>) -> Result<Datum, Expected> {
    let spelling = raw.spelling().unwrap_or_default();
    let named = ladder.levels.iter().position(|level| level.named.is(spelling));
    let found = named.and_then(|at| u8::try_from(at).ok()).map(LevelId).or_else(|| level_by_number(ladder, spelling));
    found.map(|level| Datum::Value(ladder.height(level))).ok_or_else(|| {
        let levels: Values = ladder.levels.iter().map(|level| level.named.clone()).collect();
        let near = near(&levels, spelling);
        Expected::Level(levels, near)
    })
}

/// The level declared by this number; where none is declared by number, the level at this place.
fn level_by_number(ladder: &Ladder, spelling: &str) -> Option<LevelId> {
    let number = spelling::level_number(spelling).or_else(|| spelling::level_number(&format!("{spelling}级")))?;
    let numbered = ladder.levels.iter().any(|level| level.number.is_some());
    let place = if numbered {
        u8::try_from(ladder.levels.iter().position(|level| level.number == Some(number))?).ok()?
    } else {
        number.checked_sub(1)?
    };
    (place < ladder.count()).then_some(LevelId(place))
}

fn set(values: &Values, raw: &Raw<'_>) -> Result<Datum, Expected> {
    let none = |near| Expected::SetOf(values.clone(), near);
    if let Some(one) = raw.spelling().and_then(|spelling| value_of(values, spelling)) {
        return Ok(Datum::Set(ValueSet::only(one)));
    }
    let items = items(raw).ok_or_else(|| none(None))?;
    let mut set = ValueSet::EMPTY;
    for item in &items {
        let spelling = item.spelling().unwrap_or_default();
        set.insert(value_of(values, spelling).ok_or_else(|| none(near(values, spelling)))?);
    }
    Ok(Datum::Set(set))
}

/// The items of a list: of an array, or of a text split at separators (one may end it). `None` where it is no list.
fn items<'a>(raw: &'a Raw<'_>) -> Option<Vec<Raw<'a>>> {
    match raw {
        Raw::List(items) => Some(items.iter().map(Raw::trimmed).collect()),
        Raw::Text(text) if is_none(text) => Some(Vec::new()),
        Raw::Object(text) if is_none(text) => Some(Vec::new()),
        Raw::Text(text) if text.starts_with('[') => {
            let items: Vec<String> = serde_json::from_str(text).ok()?;
            Some(items.iter().map(|item| Raw::Text(nfc(item.trim()).into())).collect())
        }
        Raw::Text(text) => {
            let text = text.strip_suffix(SEPARATORS).unwrap_or(text);
            Some(text.split(SEPARATORS).map(|item| Raw::text(item.trim())).collect())
        }
        Raw::Number(text) => Some(vec![Raw::Number(text)]),
        Raw::Silent | Raw::YesNo(_) | Raw::Object(_) => None,
    }
}

/// Whether the text says that there is none: `[]`, `{}`, `-` or `无`.
fn is_none(text: &str) -> bool {
    let plain: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    matches!(spelling::half_width(&plain).as_str(), "[]" | "{}" | "-" | "无")
}

fn yes_no(raw: &Raw<'_>) -> Result<Datum, Expected> {
    let said = match raw {
        Raw::YesNo(yes) => Some(*yes),
        Raw::Text(text) => spelling::yes_no(text),
        Raw::Number(text) => spelling::yes_no(text),
        Raw::Silent | Raw::List(_) | Raw::Object(_) => None,
    };
    said.map(|yes| Datum::Value(u8::from(yes))).ok_or(Expected::YesNo)
}

fn number(kind: &NumberKind, raw: &Raw<'_>) -> Result<Datum, Expected> {
    let spelt = match raw {
        Raw::Text(text) => spelling::decimal_with_unit(text, kind.unit.as_deref()),
        Raw::Number(text) => spelling::json_decimal(text),
        Raw::Silent | Raw::YesNo(_) | Raw::List(_) | Raw::Object(_) => Err(Misspelt::NotANumber),
    };
    match spelt {
        Ok(decimal) => units(kind, decimal).map(Datum::Number),
        Err(Misspelt::NotANumber) => Err(Expected::Number(kind.clone())),
        Err(Misspelt::TooLarge) => Err(Expected::InRange(kind.clone())),
        Err(Misspelt::TooFine) => Err(Expected::Decimals(kind.clone())),
    }
}

fn units(kind: &NumberKind, decimal: Decimal) -> Result<i64, Expected> {
    if decimal.places() > kind.decimals {
        return Err(Expected::Decimals(kind.clone()));
    }
    let units = decimal.to_units(kind.decimals).and_then(|units| i64::try_from(units).ok());
    let within = units.filter(|units| (kind.least..=kind.most).contains(units));
    within.ok_or_else(|| Expected::InRange(kind.clone()))
}

fn date(raw: &Raw<'_>) -> Result<Datum, Expected> {
    day(raw).map(Datum::Date).ok_or(Expected::Date)
}

fn dates(raw: &Raw<'_>) -> Result<Datum, Expected> {
    let items = items(raw).ok_or(Expected::Dates)?;
    if items.len() > DATES {
        return Err(Expected::FewerDates(DATES));
    }
    let days: Option<Vec<Date>> = items.iter().map(day).collect();
    days.map(Datum::Dates).ok_or(Expected::Dates)
}

fn day(raw: &Raw<'_>) -> Option<Date> {
    match raw {
        Raw::Text(text) => spelling::date(text),
        Raw::Silent | Raw::Number(_) | Raw::YesNo(_) | Raw::List(_) | Raw::Object(_) => None,
    }
}

fn text(raw: &Raw<'_>) -> Result<Datum, Expected> {
    match raw {
        Raw::Text(text) => Ok(Datum::Text(text.clone().into_owned())),
        Raw::Silent | Raw::Number(_) | Raw::YesNo(_) | Raw::List(_) | Raw::Object(_) => Err(Expected::Text),
    }
}
