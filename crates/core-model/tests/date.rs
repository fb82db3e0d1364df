//! The calendar, held against another library's.
#![cfg(test)]

use core_model::{Date, Unit};
use jiff::{Span, civil};
use proptest::prelude::*;

fn theirs(date: Date) -> civil::Date {
    date.to_string().parse().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5_000, ..ProptestConfig::default() })]

    #[test]
    fn days_are_numbered_without_gaps(number in 0_i64..3_652_059) {
        let date = Date::from_number(number);
        prop_assert_eq!(date.number(), number);
        let since = theirs(Date::FIRST).until(theirs(date)).unwrap().get_days();
        prop_assert_eq!(i64::from(since), number);
    }

    #[test]
    fn counting_back_goes_by_the_calendar(number in 0_i64..3_652_059, count in 0_u32..1_000, unit in 0..3) {
        let date = Date::from_number(number);
        let (unit, span) = match unit {
            0 => (Unit::Years, Span::new().years(count)),
            1 => (Unit::Months, Span::new().months(count)),
            _ => (Unit::Days, Span::new().days(count)),
        };
        let back = theirs(date).checked_sub(span).ok().filter(|back| back.year() >= 1);
        let ours = date.less(count, unit);
        prop_assert_eq!(theirs(ours), back.unwrap_or_else(|| theirs(Date::FIRST)));
    }
}

#[test]
fn the_last_day_is_the_last() {
    assert_eq!(Date::LAST.next(), Date::LAST);
    assert_eq!(Date::LAST.number(), 3_652_058);
    assert_eq!(Date::new(2024, 1, 1).unwrap().less(1, Unit::Days).to_string(), "2023-12-31");
}

#[test]
fn a_year_begins_with_its_first_day_and_a_day_is_followed_by_the_next() {
    let day = |year, month, day| Date::new(year, month, day).unwrap();
    assert_eq!(day(2020, 2, 29).year_start(), day(2020, 1, 1));
    assert_eq!(day(2020, 12, 31).next(), day(2021, 1, 1));
    assert_eq!(Date::FIRST.next(), day(1, 1, 2));
}
