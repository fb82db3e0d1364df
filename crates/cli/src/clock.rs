//! The clock, asked in this one place.

use core_model::Date;
use jiff::ZonedDateTime;

/// Today, by the local time zone. The first day of the calendar where the clock stands before it or past its end.
#[must_use]
pub fn today() -> Date {
    let today = ZonedDateTime::now().date();
    let parts = (u16::try_from(today.year()), u8::try_from(today.month()), u8::try_from(today.day()));
    match parts {
        (Ok(year), Ok(month), Ok(day)) => Date::new(year, month, day).unwrap_or(Date::FIRST),
        _ => Date::FIRST,
    }
}
