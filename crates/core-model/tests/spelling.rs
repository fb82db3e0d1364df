//! How numbers, dates and yes/no are spelt, against an oracle that writes them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test says no by panicking")]

use core_model::spelling::{Misspelt, date, decimal, decimal_with_unit, json_decimal, level_number, yes_no};
use core_model::{Date, Decimal};
use proptest::prelude::*;

/// A number as its parts, from which both its value and its spellings are made.
#[derive(Debug, Clone)]
struct Parts {
    negative: bool,
    whole: u64,
    part: String,
    mark: usize,
}

const MARKS: [(&str, i32); 4] = [("", 0), ("万", 4), ("亿", 8), ("%", -2)];

fn parts() -> impl Strategy<Value = Parts> {
    (any::<bool>(), 0..1_000_000_000_000u64, "[0-9]{0,8}", 0..MARKS.len())
        .prop_map(|(negative, whole, part, mark)| Parts { negative, whole, part, mark })
}

impl Parts {
    /// The value over 10^16.
    fn value(&self) -> i128 {
        let digits: i128 = format!("{}{}", self.whole, self.part).parse().unwrap();
        let places = i32::try_from(self.part.len()).unwrap() - MARKS[self.mark].1;
        let value = digits * 10_i128.pow(u32::try_from(16 - places).unwrap());
        if self.negative { -value } else { value }
    }

    fn spelt(&self, whole: &str) -> String {
        let sign = if self.negative { "-" } else { "" };
        let point = if self.part.is_empty() { "" } else { "." };
        format!("{sign}{whole}{point}{}{}", self.part, MARKS[self.mark].0)
    }
}

fn grouped(whole: u64) -> String {
    let digits = whole.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn full_width(text: &str) -> String {
    let wide = |letter: char| match letter {
        '!'..='~' => char::from_u32(u32::from(letter) + 0xFEE0).unwrap(),
        other => other,
    };
    text.chars().map(wide).collect()
}

proptest! {
    #[test]
    fn every_spelling_of_a_number_is_the_number(parts in parts()) {
        let plain = parts.spelt(&parts.whole.to_string());
        let thousands = parts.spelt(&grouped(parts.whole));
        let underscores = parts.spelt(&grouped(parts.whole).replace(',', "_"));
        let zeros = parts.spelt(&format!("00{}", parts.whole));
        for text in [&plain, &thousands, &underscores, &zeros, &full_width(&plain), &full_width(&thousands)] {
            let read = decimal(text).unwrap();
            prop_assert_eq!(read.to_units(16), Some(parts.value()), "{}", text);
            prop_assert_eq!(decimal(&format!(" {text}\u{3000}")), Ok(read));
        }
        if !parts.negative {
            prop_assert_eq!(decimal(&format!("+{plain}")), decimal(&plain));
        }
    }

    #[test]
    fn what_is_written_is_read_back(units in any::<i64>(), places in 0..=12u8) {
        let number = Decimal::new(i128::from(units), places);
        prop_assert_eq!(decimal(&number.to_string()), Ok(number));
        prop_assert_eq!(json_decimal(&number.to_string()), Ok(number));
    }

    #[test]
    fn an_exponent_moves_the_point(units in any::<i32>(), exponent in -12..=12i32) {
        let read = json_decimal(&format!("{units}e{exponent}")).unwrap();
        let over = 12;
        let value = i128::from(units) * 10_i128.pow(u32::try_from(over + exponent).unwrap());
        prop_assert_eq!(read.to_units(12), Some(value));
    }

    #[test]
    fn no_text_is_too_strange(text in "\\PC{0,40}") {
        let _ = (decimal(&text), json_decimal(&text), date(&text), yes_no(&text), level_number(&text));
    }

    #[test]
    fn no_near_number_is_too_strange(text in "[-+−＋]?[0-9０-９_,，.．%％万亿元eE 　]{0,12}") {
        if let Ok(number) = decimal(&text) {
            prop_assert!(text.chars().any(|letter| letter.is_numeric()), "{text:?} is {number}");
        }
        let _ = (json_decimal(&text), decimal_with_unit(&text, Some("元")));
    }

    #[test]
    fn every_day_is_read_in_every_spelling(number in 0..3_652_059i64) {
        let day = Date::from_number(number);
        let iso = day.to_string();
        let (year, rest) = iso.split_once('-').unwrap();
        let (month, of_month) = rest.split_once('-').unwrap();
        let short = |part: &str| part.trim_start_matches('0').to_owned();
        for text in [
            iso.clone(),
            iso.replace('-', "/"),
            format!("{year}年{month}月{of_month}日"),
            format!("{year}/{}/{}", short(month), short(of_month)),
            format!("{year}年{}月{}日", short(month), short(of_month)),
            full_width(&iso),
        ] {
            prop_assert_eq!(date(&text), Some(day), "{}", text);
        }
    }
}

#[test]
fn what_is_no_number_is_none() {
    let texts = [
        "",
        " ",
        "-",
        "+",
        ".",
        "1.",
        ".5",
        "1..2",
        "1.2.3",
        "--1",
        "+-1",
        "1-",
        "1 000",
        "1,00",
        "1,0000",
        ",100",
        "100,",
        "1,,000",
        "1,000_000",
        "0,100,00",
        "1__0",
        "_1",
        "1_",
        "1._5",
        "1.5_",
        "万",
        "5万万",
        "5万亿",
        "5%%",
        "5‰",
        "5千",
        "五",
        "约5万",
        "5左右",
        "5~6",
        "1e3",
        "1E+11",
        "0x10",
        "NaN",
        "inf",
        "Infinity",
        "¥5",
        "5元",
        "(5)",
        "5 5",
        "½",
        "²",
        "1.,000",
    ];
    for text in texts {
        assert_eq!(decimal(text), Err(Misspelt::NotANumber), "{text:?}");
    }
}

#[test]
fn a_number_may_stand_apart_from_its_mark() {
    assert_eq!(decimal("5 万").unwrap().to_string(), "50000");
    assert_eq!(decimal("５．５　％").unwrap().to_string(), "0.055");
    assert_eq!(decimal("−5").unwrap().to_string(), "-5");
    assert_eq!(decimal("1,000").unwrap().to_string(), "1000");
    assert_eq!(decimal("-0.0").unwrap().to_string(), "0");
}

#[test]
fn the_unit_may_stand_behind_and_no_other() {
    let read = |text| decimal_with_unit(text, Some("元")).map(|number| number.to_string());
    for text in ["100000", "10万", "10万元", "10 万 元", "100,000元", "１０万元", "+10万元"] {
        assert_eq!(read(text), Ok("100000".to_owned()), "{text}");
    }
    for text in ["10万美元元", "元", "10元万", "10%元", "10人", "10元元", "10Y"] {
        assert_eq!(read(text), Err(Misspelt::NotANumber), "{text}");
    }
    assert_eq!(decimal_with_unit("10元", None), Err(Misspelt::NotANumber));
    assert_eq!(decimal_with_unit("10m2", Some("m2")).unwrap().to_string(), "10");
}

#[test]
fn numbers_beyond_every_factor_are_told_apart() {
    let nines = "9".repeat(32_000);
    assert_eq!(decimal(&nines), Err(Misspelt::TooLarge));
    assert_eq!(decimal(&format!("0.{nines}")), Err(Misspelt::TooFine));
    assert_eq!(decimal(&format!("1.{}1", "0".repeat(50))), Err(Misspelt::TooFine));
    assert_eq!(decimal(&format!("1.{}", "0".repeat(5_000))).unwrap().to_string(), "1");
    assert_eq!(decimal(&format!("{}1", "0".repeat(5_000))).unwrap().to_string(), "1");
    assert_eq!(json_decimal("1e400"), Err(Misspelt::TooLarge));
    assert_eq!(json_decimal("1e-400"), Err(Misspelt::TooFine));
    assert_eq!(json_decimal("1e99999999999999999999999"), Err(Misspelt::TooLarge));
    assert_eq!(json_decimal("-0e99999999999999999999999").unwrap().to_string(), "0");
    assert_eq!(json_decimal("12.50E-1").unwrap().to_string(), "1.25");
}

#[test]
fn what_is_no_day_is_none() {
    let texts = [
        "",
        "2012",
        "2012-10",
        "2012-13-01",
        "2012-02-30",
        "2012-10-31 00:00:00",
        "31/10/2012",
        "10/31/2012",
        "2012-10/31",
        "2012.10.31",
        "20121031",
        "2012年10月",
        "2012年10月31",
        "2012年10月31号",
        "12-10-31",
        "02012-10-31",
        "0000-01-01",
        "10000-01-01",
        "2012-010-31",
        "2012--10-31",
        "+2012-10-31",
        "二〇一二年十月三十一日",
        "41213",
    ];
    for text in texts {
        assert_eq!(date(text), None, "{text:?}");
    }
}

#[test]
fn yes_and_no_in_any_letter_case() {
    for text in ["yes", "YES", "True", "是", "1", "１", " yes "] {
        assert_eq!(yes_no(text), Some(true), "{text}");
    }
    for text in ["no", "No", "FALSE", "否", "0", "０"] {
        assert_eq!(yes_no(text), Some(false), "{text}");
    }
    for text in ["", "y", "n", "有", "无", "2", "1.0", "不是", "√"] {
        assert_eq!(yes_no(text), None, "{text}");
    }
}

#[test]
fn a_level_by_its_number() {
    assert_eq!((level_number("一级"), level_number("9级"), level_number("０级")), (Some(1), Some(9), None));
    for text in ["级", "十级", "10级", "一", "1", "一级风险", "壹级"] {
        assert_eq!(level_number(text), None, "{text}");
    }
}

#[test]
fn an_exponent_has_digits() {
    for text in ["1e", "1e+", "1e-", "1ex", "1e1x", "1e--1", "e1"] {
        assert_eq!(json_decimal(text), Err(Misspelt::NotANumber), "{text}");
    }
}

#[test]
fn thirty_seven_digits_are_worked_with_and_no_more() {
    let read = |text: String| decimal(&text).map(|number| number.places());
    let zeros = |count: usize| "0".repeat(count);
    let ones = |count: usize| "1".repeat(count);
    assert_eq!(read(format!("0.{}1", zeros(36))), Ok(37));
    assert_eq!(read(format!("0.{}1", zeros(37))), Err(Misspelt::TooFine));
    assert_eq!(read(format!("0.{}1", zeros(38))), Err(Misspelt::TooFine));
    assert_eq!(read(ones(37)), Ok(0));
    assert_eq!(read(ones(38)), Err(Misspelt::TooLarge));
    assert_eq!(read(format!("{}.{}", ones(13), ones(24))), Ok(24));
    assert_eq!(read(format!("{}.{}", ones(13), ones(25))), Err(Misspelt::TooFine), "a factor may be that large");
    assert_eq!(read(format!("{}.{}", ones(14), ones(24))), Err(Misspelt::TooLarge), "no factor is that large");
}

#[test]
fn full_width_signs_and_the_wide_space_have_their_twins() {
    assert_eq!(core_model::spelling::half_width("！～　−５Ａ，职"), "!~ -5A,职");
}
