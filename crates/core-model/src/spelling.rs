//! How numbers, dates and yes/no are spelt, in records and in policies. Exact: nothing is rounded, nothing is guessed.
//!
//! Refuses exponents in text: a sheet that shows `1.23E+11` has rounded already. JSON numbers may carry one.

use crate::date::Date;
use crate::decimal::Decimal;

/// The most digits that are worked with; a number that needs more fits no factor.
const MOST_DIGITS: usize = 37;

/// The digits before the point of the largest number that a factor may hold, 10^12.
const WHOLE_DIGITS: usize = 13;

/// The numerals of levels, 1 to 9.
const NUMERALS: [[char; 2]; 9] = [
    ['1', '一'],
    ['2', '二'],
    ['3', '三'],
    ['4', '四'],
    ['5', '五'],
    ['6', '六'],
    ['7', '七'],
    ['8', '八'],
    ['9', '九'],
];

/// Why a text is not a number that could fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misspelt {
    /// It is no number.
    NotANumber,
    /// It is a number beyond every range.
    TooLarge,
    /// It is a number with more decimals than any factor holds.
    TooFine,
}

/// The number that the whole text spells: a sign, digits (also full-width) with `_` or with `,` between thousands, a
/// point, then `%`, `万` or `亿`.
///
/// ```
/// use core_model::spelling::decimal;
/// assert_eq!(decimal("1.2亿").unwrap().to_string(), "120000000");
/// assert_eq!(decimal("－１，２３４．５０").unwrap().to_string(), "-1234.5");
/// assert_eq!(decimal("5%").unwrap().to_string(), "0.05");
/// assert!(decimal("约5万").is_err());
/// ```
///
/// # Errors
/// It spells none, or one that no factor holds.
pub fn decimal(text: &str) -> Result<Decimal, Misspelt> {
    let plain = half_width(text.trim());
    let (digits, shift) = scaled(&plain);
    let (negative, digits) = signed(digits);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let mut all = whole_digits(whole).ok_or(Misspelt::NotANumber)?;
    let part = underscored(part).ok_or(Misspelt::NotANumber)?;
    let places = i64::try_from(part.len()).unwrap_or(i64::MAX);
    all.push_str(&part);
    exact(negative, &all, places - shift)
}

/// The number that the whole text spells, with this unit behind it or without.
///
/// ```
/// use core_model::spelling::decimal_with_unit;
/// assert_eq!(decimal_with_unit("10万元", Some("元")).unwrap().to_string(), "100000");
/// assert_eq!(decimal_with_unit("10万", Some("元")).unwrap().to_string(), "100000");
/// assert!(decimal_with_unit("10万元", Some("人")).is_err());
/// ```
///
/// # Errors
/// As [`decimal`].
pub fn decimal_with_unit(text: &str, unit: Option<&str>) -> Result<Decimal, Misspelt> {
    let read = decimal(text);
    if read != Err(Misspelt::NotANumber) {
        return read;
    }
    let number = unit.and_then(|unit| text.trim_end().strip_suffix(unit)).ok_or(Misspelt::NotANumber)?;
    if number.trim_end().ends_with(['%', '％']) { Err(Misspelt::NotANumber) } else { decimal(number) }
}

/// The number that a JSON number spells, exponent included.
///
/// ```
/// use core_model::spelling::json_decimal;
/// assert_eq!(json_decimal("1.50e3").unwrap().to_string(), "1500");
/// ```
///
/// # Errors
/// As [`decimal`].
pub fn json_decimal(text: &str) -> Result<Decimal, Misspelt> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let exponent = exponent_of(exponent).ok_or(Misspelt::NotANumber)?;
    let (negative, digits) = match mantissa.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, mantissa),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{part}");
    if whole.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Misspelt::NotANumber);
    }
    let places = i64::try_from(part.len()).unwrap_or(i64::MAX);
    exact(negative, &all, places.saturating_sub(exponent))
}

/// The day that the whole text spells: `2012-10-31`, `2012/10/31` or `2012年10月31日`.
///
/// ```
/// use core_model::spelling::date;
/// assert_eq!(date("2012年1月5日").unwrap().to_string(), "2012-01-05");
/// assert!(date("31/10/2012").is_none());
/// ```
#[must_use]
pub fn date(text: &str) -> Option<Date> {
    let plain = half_width(text.trim());
    let (year, rest) = plain.split_once(['-', '/', '年'])?;
    let mark = plain.chars().find(|letter| !letter.is_ascii_digit())?;
    let (month, day) =
        if mark == '年' { rest.strip_suffix('日')?.split_once('月')? } else { rest.split_once(mark)? };
    let year = of_digits(year, 4..=4)?;
    let (month, day) = (of_digits(month, 1..=2)?, of_digits(day, 1..=2)?);
    Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// The yes or no that the whole text spells: `yes no true false 是 否 1 0`, in any letter case.
///
/// ```
/// use core_model::spelling::yes_no;
/// assert_eq!((yes_no("是"), yes_no("FALSE"), yes_no("也许")), (Some(true), Some(false), None));
/// ```
#[must_use]
pub fn yes_no(text: &str) -> Option<bool> {
    match half_width(text.trim()).to_ascii_lowercase().as_str() {
        "yes" | "true" | "是" | "1" => Some(true),
        "no" | "false" | "否" | "0" => Some(false),
        _ => None,
    }
}

/// The number N that `N级` spells, with a Chinese numeral or digits: 1 to 9.
///
/// ```
/// use core_model::spelling::level_number;
/// assert_eq!((level_number("二级"), level_number("２级"), level_number("二")), (Some(2), Some(2), None));
/// ```
#[must_use]
pub fn level_number(text: &str) -> Option<u8> {
    let plain = half_width(text);
    let mut letters = plain.strip_suffix('级')?.chars();
    let (numeral, None) = (letters.next()?, letters.next()) else { return None };
    let at = NUMERALS.iter().position(|twins| twins.contains(&numeral))?;
    u8::try_from(at + 1).ok()
}

/// The text with its full-width letters, digits and signs as their half-width twins.
#[must_use]
pub fn half_width(text: &str) -> String {
    text.chars().map(half_width_of).collect()
}

fn half_width_of(letter: char) -> char {
    match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        '\u{2212}' => '-',
        '\u{3000}' => ' ',
        _ => letter,
    }
}

/// What stands before `%`, `万` or `亿`, and by how many places these move the point to the right.
fn scaled(text: &str) -> (&str, i64) {
    let marks = [("万", 4), ("亿", 8), ("%", -2)];
    let found =
        marks.iter().find_map(|(mark, shift)| text.strip_suffix(mark).map(|before| (before.trim_end(), *shift)));
    found.unwrap_or((text, 0))
}

fn signed(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// The digits before the point, without what stands between them.
fn whole_digits(text: &str) -> Option<String> {
    if !text.contains(',') {
        return underscored(text);
    }
    let mut groups = text.split(',');
    let first = groups.next().filter(|first| (1..=3).contains(&first.len()))?;
    let even = groups.all(|group| group.len() == 3);
    let all: String = text.chars().filter(|letter| *letter != ',').collect();
    (even && !first.is_empty() && all.bytes().all(|byte| byte.is_ascii_digit())).then_some(all)
}

/// The digits without single `_` between two of them.
fn underscored(text: &str) -> Option<String> {
    let groups: Vec<&str> = text.split('_').collect();
    let digits = groups.iter().all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()));
    digits.then(|| groups.concat())
}

/// The exponent, kept within what any text could balance.
fn exponent_of(text: &str) -> Option<i64> {
    let (negative, digits) = signed(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let size = digits.parse::<i64>().unwrap_or(i64::MAX / 4).min(i64::MAX / 4);
    Some(if negative { -size } else { size })
}

/// `digits / 10^places`, exactly.
fn exact(negative: bool, digits: &str, places: i64) -> Result<Decimal, Misspelt> {
    let leading = digits.trim_start_matches('0');
    let kept = leading.trim_end_matches('0');
    if kept.is_empty() {
        return Ok(Decimal::new(0, 0));
    }
    let places = places - i64::try_from(leading.len() - kept.len()).unwrap_or(0);
    let zeros = usize::try_from(-places).unwrap_or(0);
    let places = usize::try_from(places.max(0)).unwrap_or(usize::MAX);
    if places > MOST_DIGITS {
        return Err(Misspelt::TooFine);
    }
    let length = kept.len().saturating_add(zeros);
    if length > MOST_DIGITS {
        let whole = length.saturating_sub(places);
        return Err(if whole > WHOLE_DIGITS { Misspelt::TooLarge } else { Misspelt::TooFine });
    }
    let places = u8::try_from(places).map_err(|_| Misspelt::TooFine)?;
    let units: i128 = format!("{kept}{}", "0".repeat(zeros)).parse().map_err(|_| Misspelt::TooLarge)?;
    Ok(Decimal::new(if negative { -units } else { units }, places))
}

fn of_digits(text: &str, lengths: std::ops::RangeInclusive<usize>) -> Option<u16> {
    let fits = lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}
