//! Days of the proleptic Gregorian calendar from 0001-01-01 to 9999-12-31. No clock, no time zone.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::spelling;

/// A calendar day. Ordered by time.
///
/// ```
/// use core_model::{Date, Unit};
/// let day = Date::new(2020, 2, 29).unwrap();
/// assert_eq!(day.less(1, Unit::Years).to_string(), "2019-02-28");
/// assert!(Date::new(2019, 2, 29).is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// A unit in which the calendar is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Calendar years (年).
    Years,
    /// Calendar months (个月).
    Months,
    /// Days (日, 天).
    Days,
}

impl Unit {
    /// The most of this unit that a policy may count: 1,000 years, 12,000 months, 366,000 days.
    #[must_use]
    pub fn most(self) -> u32 {
        match self {
            Self::Years => 1_000,
            Self::Months => 12_000,
            Self::Days => 366_000,
        }
    }
}

impl Date {
    /// 0001-01-01, before which nothing lies.
    pub const FIRST: Self = Self { year: 1, month: 1, day: 1 };
    /// 9999-12-31, after which nothing lies.
    pub const LAST: Self = Self { year: 9999, month: 12, day: 31 };

    /// The day, or `None` where the calendar has no such day.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let fits = (1..=9999).contains(&year) && (1..=12).contains(&month) && day >= 1 && day <= days_in(year, month);
        fits.then_some(Self { year, month, day })
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// The first day of this day's year.
    #[must_use]
    pub fn year_start(self) -> Self {
        Self { month: 1, day: 1, ..self }
    }

    /// Days since 0001-01-01, which is 0.
    #[must_use]
    pub fn number(self) -> i64 {
        let past = i64::from(self.year) - 1;
        let before_year = past * 365 + past / 4 - past / 100 + past / 400;
        let before_month: i64 = (1..self.month).map(|month| i64::from(days_in(self.year, month))).sum();
        before_year + before_month + i64::from(self.day) - 1
    }

    /// The day with this number, kept between [`Date::FIRST`] and [`Date::LAST`].
    #[must_use]
    pub fn from_number(number: i64) -> Self {
        let number = number.clamp(0, Self::LAST.number());
        let mut year = u16::try_from(number / 366 + 1).unwrap_or(9999);
        while year < 9999 && (Self { year: year + 1, month: 1, day: 1 }).number() <= number {
            year += 1;
        }
        let mut rest = number - (Self { year, month: 1, day: 1 }).number();
        let mut month = 1;
        while rest >= i64::from(days_in(year, month)) {
            rest -= i64::from(days_in(year, month));
            month += 1;
        }
        Self { year, month, day: u8::try_from(rest + 1).unwrap_or(1) }
    }

    /// This day less so many years, months or days by calendar: the last day of the month where no such day exists,
    /// never before [`Date::FIRST`].
    #[must_use]
    pub fn less(self, count: u32, unit: Unit) -> Self {
        let months = match unit {
            Unit::Days => return Self::from_number(self.number() - i64::from(count)),
            Unit::Years => i64::from(count) * 12,
            Unit::Months => i64::from(count),
        };
        let month = i64::from(self.year) * 12 + i64::from(self.month) - 1 - months;
        let (Ok(year), Ok(of_year)) = (u16::try_from(month / 12), u8::try_from(month % 12 + 1)) else {
            return Self::FIRST;
        };
        if year == 0 {
            return Self::FIRST;
        }
        Self { year, month: of_year, day: self.day.min(days_in(year, of_year)) }
    }

    /// The day after, or [`Date::LAST`] itself.
    #[must_use]
    pub fn next(self) -> Self {
        Self::from_number(self.number() + 1)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let written = String::deserialize(from)?;
        spelling::date(&written).ok_or_else(|| de::Error::custom(format_args!("no such day: {written}")))
    }
}

/// Days, both included, in which something is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day; without it, no end.
    pub until: Option<Date>,
}

impl Period {
    /// Whether the day lies within.
    #[must_use]
    pub fn holds(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}
