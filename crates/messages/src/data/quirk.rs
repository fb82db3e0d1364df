//! What people and spreadsheets write where a value belongs, and what to do about it.

use core_model::{Expected, NumberKind};

use super::say;
use crate::diagnostic::Lang;

/// A habit that a value shows. Nothing is read into it; it only chooses the advice.
enum Quirk {
    /// An error of a formula, as `#REF!`.
    SheetError,
    /// A long number in short, as `1.23E+11`.
    Shortened,
    /// A number in Chinese characters.
    ChineseNumber,
    /// The number that a spreadsheet keeps for a day.
    SheetDay,
    /// A year and a month.
    NoDay,
    /// A word or sign for yes.
    Tick,
    /// A word or sign for no.
    Cross,
    /// A word or sign for none, where a number belongs.
    NoNumber,
    /// A word or sign for what is not known.
    Unknown,
}

/// What to do, behind what was expected. Empty where the value shows no habit.
pub(super) fn advice(found: &str, expected: &Expected, lang: Lang) -> String {
    let (english, chinese) = match quirk(found.trim(), expected) {
        Some(Quirk::SheetError) => {
            ("an error of the sheet stands here; mend its formula", "这是表格的错误值，请改正公式")
        }
        Some(Quirk::Shortened) => (
            "the sheet has shortened it; give the column the format \"number\" and save again",
            "数被表格缩写了，请把该列的格式设为“数值”后重新保存",
        ),
        Some(Quirk::ChineseNumber) => ("write it in digits", "请用阿拉伯数字"),
        Some(Quirk::SheetDay) => (
            "this is the number that a sheet keeps for a date; give the column a date format and save again",
            "这是表格内部表示日期的数字，请把该列的格式设为日期后重新保存",
        ),
        Some(Quirk::NoDay) => ("the day is missing", "缺少日"),
        Some(Quirk::Tick) => ("write yes", "请填“是”"),
        Some(Quirk::Cross) => ("write no", "请填“否”"),
        Some(Quirk::NoNumber) => {
            ("write 0 if there is none; leave the cell empty if it is not known", "没有的填 0，不清楚的留空")
        }
        Some(Quirk::Unknown) => ("leave the cell empty if it is not known", "不清楚的请留空"),
        None => return String::new(),
    };
    say(lang, format!("; {english}"), format!("；{chinese}"))
}

fn quirk(found: &str, expected: &Expected) -> Option<Quirk> {
    if matches!(expected, Expected::Text) {
        return None;
    }
    if SHEET_ERRORS.contains(&found) {
        return Some(Quirk::SheetError);
    }
    let own = match expected {
        Expected::Number(kind) | Expected::InRange(kind) | Expected::Decimals(kind) => of_number(found, kind),
        Expected::Date => of_day(found),
        Expected::YesNo => of_yes_no(found),
        Expected::OneOf(..)
        | Expected::SetOf(..)
        | Expected::Level(..)
        | Expected::Dates
        | Expected::FewerDates(_)
        | Expected::Text => None,
    };
    own.or_else(|| UNKNOWN.contains(&found.to_lowercase().as_str()).then_some(Quirk::Unknown))
}

fn of_number(found: &str, kind: &NumberKind) -> Option<Quirk> {
    let shortened = |(before, after): (&str, &str)| {
        let begins = before.starts_with(|first: char| first.is_ascii_digit() || first == '-');
        begins && after.strip_prefix('+').is_some_and(is_digits)
    };
    if found.split_once(['E', 'e']).is_some_and(shortened) {
        Some(Quirk::Shortened)
    } else if NONE.contains(&found) && (kind.least..=kind.most).contains(&0) {
        Some(Quirk::NoNumber)
    } else {
        let chinese = !found.is_empty() && found.chars().all(|letter| CHINESE_DIGITS.contains(letter));
        chinese.then_some(Quirk::ChineseNumber)
    }
}

fn of_day(found: &str) -> Option<Quirk> {
    if is_digits(found) && found.len() == 5 {
        return Some(Quirk::SheetDay);
    }
    let parts: Vec<&str> = found.trim_end_matches('月').split(['年', '-', '/', '.']).collect();
    match parts.as_slice() {
        [year, month] => (is_digits(year) && year.len() == 4 && is_digits(month)).then_some(Quirk::NoDay),
        _ => None,
    }
}

fn of_yes_no(found: &str) -> Option<Quirk> {
    if TICKS.contains(&found) { Some(Quirk::Tick) } else { CROSSES.contains(&found).then_some(Quirk::Cross) }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

const SHEET_ERRORS: &[&str] = &["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"];
const CHINESE_DIGITS: &str = "〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟元整";
const TICKS: &[&str] = &["√", "✓", "✔", "☑", "有", "对", "Y", "y", "T", "t", "on"];
const CROSSES: &[&str] = &["×", "✗", "✘", "☒", "无", "没有", "错", "N", "n", "F", "f", "off"];
const NONE: &[&str] = &["-", "—", "——", "/", "无", "没有", "none"];
const UNKNOWN: &[&str] = &[
    "不详",
    "未知",
    "不清楚",
    "不确定",
    "待定",
    "待查",
    "暂无",
    "-",
    "—",
    "——",
    "/",
    "?",
    "？",
    "n/a",
    "na",
    "nan",
    "null",
    "unknown",
    "none",
];
