//! Numbers of a sheet: doubles, as the 15 digits that a sheet shows; and the days and times that they stand for.

use core_model::Date;

/// Digits that a sheet keeps.
pub(crate) const DIGITS: usize = 15;

/// The zeros up to which a number is written out; beyond them it has an exponent.
const WRITTEN_OUT: i32 = 20;

/// Days of the calendar that begins in 1904 before the first of the other.
const FROM_1904: i64 = 1_462;

/// Seconds of a day.
const DAY: i128 = 86_400;

/// What a number with the format of a day is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Moment {
    /// A day.
    Day(Date),
    /// A day and a time, or a time alone, in words.
    Time(String),
    /// No day has this number.
    None,
}

/// The double that the text spells, as a decimal of 15 significant digits without trailing zeros.
pub(crate) fn digits(text: &str) -> Option<String> {
    let double: f64 = text.trim().parse().ok()?;
    if !double.is_finite() {
        return None;
    }
    let shown = format!("{:.*e}", DIGITS - 1, double);
    let (mantissa, exponent) = shown.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let all: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let kept = all.trim_end_matches('0');
    if kept.is_empty() {
        return is_zero(text).then(|| "0".to_owned());
    }
    Some(format!("{sign}{}", placed(kept, exponent)))
}

/// Whether the text says zero, and not a number too small for a double.
fn is_zero(text: &str) -> bool {
    let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
    !mantissa.contains(|letter: char| matches!(letter, '1'..='9'))
}

/// Digits with the point after the first, moved by the exponent.
fn placed(digits: &str, exponent: i32) -> String {
    let length = i32::try_from(digits.len()).unwrap_or(0);
    if !(-WRITTEN_OUT..=WRITTEN_OUT).contains(&exponent) {
        let (first, rest) = digits.split_at_checked(1).unwrap_or((digits, ""));
        let point = if rest.is_empty() { "" } else { "." };
        return format!("{first}{point}{rest}e{exponent}");
    }
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    let whole = usize::try_from(exponent + 1).unwrap_or(0);
    match digits.split_at_checked(whole) {
        _ if exponent < 0 => format!("0.{}{digits}", zeros(-exponent - 1)),
        Some((all, "")) => all.to_owned(),
        Some((before, after)) => format!("{before}.{after}"),
        None => format!("{digits}{}", zeros(exponent + 1 - length)),
    }
}

/// Whether the number has more digits before its point than a sheet keeps.
pub(crate) fn is_beyond_digits(number: &str) -> bool {
    let whole = number.trim_start_matches('-').split('.').next().unwrap_or_default();
    whole.contains('e') || whole.len() > DIGITS
}

/// The day and time that a decimal stands for.
pub(crate) fn moment(number: &str, is_1904: bool) -> Moment {
    if number.contains('e') || number.starts_with('-') {
        return Moment::None;
    }
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let Ok(mut serial) = whole.parse::<i64>() else { return Moment::None };
    let mut seconds = seconds(part);
    if seconds == DAY {
        (serial, seconds) = (serial + 1, 0);
    }
    match (day(serial, is_1904), seconds) {
        (Some(day), 0) => Moment::Day(day),
        (Some(day), _) => Moment::Time(format!("{day} {}", clock(seconds))),
        (None, 1..) if serial == 0 => Moment::Time(clock(seconds)),
        (None, _) => Moment::None,
    }
}

/// The day of a serial number. The calendar that begins in 1900 counts a day, 60, that never was.
fn day(serial: i64, is_1904: bool) -> Option<Date> {
    let serial = if is_1904 { serial + FROM_1904 } else { serial };
    let before = Date::new(1899, 12, 31)?.number();
    let number = match serial {
        1..=59 => before + serial,
        61.. => before + serial - 1,
        _ => return None,
    };
    (number <= Date::LAST.number()).then(|| Date::from_number(number))
}

/// The seconds of a fraction of a day, to the nearest one.
fn seconds(part: &str) -> i128 {
    let part: String = part.chars().take(DIGITS).collect();
    let scale = 10_i128.checked_pow(u32::try_from(part.len()).unwrap_or(0)).unwrap_or(1);
    let units: i128 = part.parse().unwrap_or(0);
    (units * DAY * 2 + scale) / (scale * 2)
}

fn clock(seconds: i128) -> String {
    format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_are_the_digits_that_a_sheet_shows() {
        for (text, shown) in [
            ("0.1", "0.1"),
            ("0.30000000000000004", "0.3"),
            ("1.1000000000000001", "1.1"),
            ("100", "100"),
            ("-0", "0"),
            ("-1.50", "-1.5"),
            ("1E+20", "100000000000000000000"),
            ("1.5E+21", "1.5e21"),
            ("4.5E-2", "0.045"),
            ("0.00E-7", "0"),
            ("123456789012345678", "123456789012346000"),
            ("1.1010119900307E+17", "110101199003070000"),
            ("12345678.9", "12345678.9"),
            ("2E-21", "2e-21"),
        ] {
            assert_eq!(digits(text).as_deref(), Some(shown), "{text}");
        }
        for text in ["1e400", "1e-400", "inf", "nan", "", "1,5", "x"] {
            assert_eq!(digits(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_counted_as_sheets_count_them() {
        let day = |text: &str, is_1904| match moment(text, is_1904) {
            Moment::Day(day) => day.to_string(),
            Moment::Time(time) => time,
            Moment::None => "none".to_owned(),
        };
        for (number, is_1904, said) in [
            ("1", false, "1900-01-01"),
            ("59", false, "1900-02-28"),
            ("60", false, "none"),
            ("61", false, "1900-03-01"),
            ("41213", false, "2012-10-31"),
            ("39751", true, "2012-10-31"),
            ("0", true, "1904-01-01"),
            ("0", false, "none"),
            ("2958465", false, "9999-12-31"),
            ("2958466", false, "none"),
            ("-1", false, "none"),
            ("41213.5", false, "2012-10-31 12:00:00"),
            ("0.354166666666667", false, "08:30:00"),
            ("41213.999999999", false, "2012-11-01"),
            ("1e25", false, "none"),
        ] {
            assert_eq!(day(number, is_1904), said, "{number}");
        }
    }
}
