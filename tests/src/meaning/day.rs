//! Days by calendar: year, month, day, from 0001-01-01 to 9999-12-31.

use grading_dsl::syntax::DateUnit;

/// A day, ordered by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    pub year: i64,
    month: i64,
    day: i64,
}

impl Day {
    pub const FIRST: Self = Self { year: 1, month: 1, day: 1 };
    pub const LAST: Self = Self { year: 9999, month: 12, day: 31 };

    /// `2012-10-31`, `2012/10/31` or `2012年10月31日`.
    pub fn written(text: &str) -> Option<Self> {
        let plain = text.trim().trim_end_matches('日').replace(['年', '月', '/'], "-");
        let parts = plain.split('-').map(|part| part.parse().ok()).collect::<Option<Vec<i64>>>()?;
        let [year, month, day] = parts[..] else { return None };
        Self { year, month, day }.exists().then_some(Self { year, month, day })
    }

    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    pub fn start_of(year: i64) -> Self {
        Self { year, month: 1, day: 1 }
    }

    pub fn before(self) -> Self {
        let Self { year, month, day } = self;
        let back = match (month, day) {
            (1, 1) => Self { year: year - 1, month: 12, day: 31 },
            (_, 1) => Self { year, month: month - 1, day: month_length(year, month - 1) },
            _ => Self { year, month, day: day - 1 },
        };
        back.max(Self::FIRST)
    }

    pub fn after(self) -> Self {
        let Self { year, month, day } = self;
        let on = if day < month_length(year, month) {
            Self { year, month, day: day + 1 }
        } else if month < 12 {
            Self { year, month: month + 1, day: 1 }
        } else {
            Self::start_of(year + 1)
        };
        on.min(Self::LAST)
    }

    /// This day less so many years, months or days; the last day of the month where no such day exists.
    pub fn less(self, count: u32, unit: DateUnit) -> Self {
        match unit {
            DateUnit::Days => self.days_back(i64::from(count)),
            DateUnit::Years => self.months_back(12 * i64::from(count)),
            DateUnit::Months => self.months_back(i64::from(count)),
        }
    }

    fn days_back(self, count: i64) -> Self {
        if count < self.day {
            return Self { day: self.day - count, ..self };
        }
        let last = Self { day: 1, ..self }.before();
        if last.year == self.year && last.month == self.month { Self::FIRST } else { last.days_back(count - self.day) }
    }

    fn months_back(self, count: i64) -> Self {
        let months = self.year * 12 + self.month - 1 - count;
        let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
        if year < 1 {
            return Self::FIRST;
        }
        Self { year, month, day: self.day.min(month_length(year, month)) }
    }

    fn exists(self) -> bool {
        (1..=9999).contains(&self.year)
            && (1..=12).contains(&self.month)
            && (1..=month_length(self.year, self.month)).contains(&self.day)
    }
}

fn month_length(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
