//! Any text as a number or a day, against libraries that share no code with the engine.

use std::str::FromStr;

use bigdecimal::BigDecimal;
use core_model::spelling::{date, decimal, decimal_with_unit, json_decimal, level_number, yes_no};
use core_model::{Date, Decimal, Factor, FactorKind, Ladder, Named, NumberKind, Raw, Unit, read};
use jiff::{Span, civil};

/// A number that is read is the number that is written, and is written so that it is read again.
pub fn numbers(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let plain = is_plain(&text);
    for number in [decimal(&text), decimal_with_unit(&text, Some("元"))].into_iter().flatten() {
        is_read_again(number);
        assert!(!plain || BigDecimal::from_str(&text).unwrap() == written(number), "{text}");
    }
    if let Ok(number) = json_decimal(&text) {
        is_read_again(number);
        // The library gives up on some exponents; what is read of these is nought.
        let expected = BigDecimal::from_str(&text).unwrap_or_default();
        assert_eq!(expected, written(number), "{text}");
    }
    fits_or_not(&text);
    let _ = (level_number(&text), yes_no(&text));
}

/// A sign, digits, a point, digits: what every library reads alike.
fn is_plain(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.ends_with(|last: char| last.is_ascii_digit())
        && digits.chars().all(|one| one.is_ascii_digit() || one == '.')
        && digits.matches('.').count() <= 1
}

fn written(number: Decimal) -> BigDecimal {
    BigDecimal::from_str(&number.to_string()).unwrap()
}

fn is_read_again(number: Decimal) {
    assert_eq!(decimal(&number.to_string()), Ok(number));
}

/// What a factor takes is within its range and as fine as it says.
fn fits_or_not(text: &str) {
    let kind = NumberKind { least: -5_000, most: 10_000_000, decimals: 2, unit: Some("元".into()) };
    let factor = Factor { named: Named::default(), kind: FactorKind::Number(kind), assume: None };
    let ladder = Ladder { levels: Vec::new(), best_first: false, outside: Vec::new() };
    for raw in [Raw::text(text), Raw::Number(text)] {
        if let Ok(Some(core_model::Datum::Number(units))) = read(&factor, &ladder, &raw) {
            assert!((-5_000..=10_000_000).contains(&units), "{text}");
            let shown = Decimal::new(units.into(), 2).to_string();
            assert_eq!(read(&factor, &ladder, &Raw::text(&shown)), Ok(Some(core_model::Datum::Number(units))));
        }
    }
}

/// A day that is read exists, is written so that it is read again, and is counted from as calendars do.
pub fn dates(bytes: &[u8]) {
    let (counted, text) = bytes.split_at(bytes.len().min(2));
    let count = counted.iter().fold(0, |count, byte| count * 256 + u32::from(*byte)) % 1_000;
    let text = String::from_utf8_lossy(text);
    let iso = is_iso(&text).then(|| civil::Date::from_str(&text).ok().filter(|day| day.year() > 0)).flatten();
    let day = date(&text);
    assert!(!is_iso(&text) || day.is_some() == iso.is_some(), "{text}");
    let Some(day) = day else { return };
    assert_eq!(date(&day.to_string()), Some(day));
    assert_eq!(Date::from_number(day.number()), day);
    let other = civil::Date::from_str(&day.to_string()).unwrap();
    for (unit, span) in [
        (Unit::Years, Span::new().years(i64::from(count))),
        (Unit::Months, Span::new().months(i64::from(count))),
        (Unit::Days, Span::new().days(i64::from(count))),
    ] {
        let before = other.checked_sub(span).ok().filter(|day| day.year() > 0);
        let expected = before.map_or(Date::FIRST.to_string(), |day| day.to_string());
        assert_eq!(day.less(count, unit).to_string(), expected, "{day} less {count} {unit:?}");
    }
}

fn is_iso(text: &str) -> bool {
    let shape = |(at, byte): (usize, u8)| if [4, 7].contains(&at) { byte == b'-' } else { byte.is_ascii_digit() };
    text.len() == 10 && text.bytes().enumerate().all(shape)
}
