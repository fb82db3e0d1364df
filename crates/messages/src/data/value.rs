//! The words of values that do not fit their factor.

use core_model::{Decimal, Expected, Misfit, Named, NumberKind};

use super::quirk::advice;
use super::{say, shorten};
use crate::diagnostic::{Lang, Words};

/// The most values that a message lists.
const LISTED: usize = 12;

pub(super) fn code(expected: &Expected) -> &'static str {
    match expected {
        Expected::OneOf(..) => "D0101",
        Expected::SetOf(..) => "D0102",
        Expected::Level(..) => "D0103",
        Expected::Number(_) => "D0104",
        Expected::InRange(_) => "D0105",
        Expected::Decimals(_) => "D0106",
        Expected::Date => "D0107",
        Expected::Dates => "D0108",
        Expected::FewerDates(_) => "D0109",
        Expected::YesNo => "D0110",
        Expected::Text => "D0111",
    }
}

pub(super) fn words(column: &str, misfit: &Misfit, lang: Lang) -> Words {
    let found = shorten(&misfit.found);
    let message = say(lang, format!("\"{found}\" does not fit \"{column}\""), format!("“{column}”不能填“{found}”"));
    let cure = match near(&misfit.expected) {
        Some(near) => say(lang, format!("; did you mean \"{near}\"?"), format!("；是否应为“{near}”？")),
        None => advice(&misfit.found, &misfit.expected, lang),
    };
    Words { message, expected: format!("{}{cure}", expected(&misfit.expected, lang)) }
}

/// What would have fitted, in a few words.
#[must_use]
pub fn expected(expected: &Expected, lang: Lang) -> String {
    match expected {
        Expected::OneOf(values, _) => {
            let listed = listed(values, lang);
            say(lang, format!("one of {listed}"), format!("下列之一：{listed}"))
        }
        Expected::SetOf(values, _) => {
            let listed = listed(values, lang);
            say(lang, format!("any of {listed}, separated by ; or 、"), format!("下列一项或几项，用、隔开：{listed}"))
        }
        Expected::Level(levels, _) => {
            let listed = listed(levels, lang);
            say(lang, format!("a level: {listed}"), format!("等级：{listed}"))
        }
        Expected::Number(kind) | Expected::InRange(kind) => range(kind, lang),
        Expected::Decimals(kind) => {
            let (range, most) = (range(kind, lang), kind.decimals);
            match most {
                0 => say(lang, format!("{range} without decimals"), format!("{range}，不带小数")),
                1 => say(lang, format!("{range} with at most 1 decimal"), format!("{range}，小数不超过 1 位")),
                _ => {
                    say(lang, format!("{range} with at most {most} decimals"), format!("{range}，小数不超过 {most} 位"))
                }
            }
        }
        Expected::Date => say(lang, "a date such as 2012-10-31", "日期，如 2012-10-31"),
        Expected::Dates => {
            say(lang, "dates such as 2012-10-31, separated by ; or 、", "日期，如 2012-10-31，多个日期用、隔开")
        }
        Expected::FewerDates(most) => say(lang, format!("at most {most} dates"), format!("至多 {most} 个日期")),
        Expected::YesNo => say(lang, "yes or no", "是或否"),
        Expected::Text => say(lang, "a text", "文本"),
    }
}

fn near(expected: &Expected) -> Option<&str> {
    match expected {
        Expected::OneOf(_, near) | Expected::SetOf(_, near) | Expected::Level(_, near) => near.as_deref(),
        Expected::Number(_)
        | Expected::InRange(_)
        | Expected::Decimals(_)
        | Expected::Date
        | Expected::Dates
        | Expected::FewerDates(_)
        | Expected::YesNo
        | Expected::Text => None,
    }
}

fn range(kind: &NumberKind, lang: Lang) -> String {
    let end = |units: i64| Decimal::new(i128::from(units), kind.decimals);
    let (least, most) = (end(kind.least), end(kind.most));
    let unit = kind.unit.as_ref().map(|unit| format!("，单位为{unit}")).unwrap_or_default();
    say(
        lang,
        format!("a number in {least}..{most}"),
        format!("{} 至 {} 的数{unit}", round_chinese(&least), round_chinese(&most)),
    )
}

/// The number with 万 or 亿 where it is that many of them and nothing more.
fn round_chinese(number: &Decimal) -> String {
    let text = number.to_string();
    let counted = [("00000000", "亿"), ("0000", "万")];
    let shorter = counted.iter().find_map(|(zeros, unit)| {
        let before = text.strip_suffix(zeros)?;
        (!text.contains('.') && before.ends_with(|digit: char| digit.is_ascii_digit()))
            .then(|| format!("{before}{unit}"))
    });
    shorter.unwrap_or(text)
}

fn listed(values: &[Named], lang: Lang) -> String {
    let shown: Vec<String> = values.iter().take(LISTED).map(|value| shown(value, lang)).collect();
    let all = values.len();
    let more = if all > LISTED {
        say(lang, format!(" and {} more", all - LISTED), format!(" 等 {all} 项"))
    } else {
        String::new()
    };
    format!("{}{more}", shown.join(say(lang, ", ", "、").as_str()))
}

fn shown(value: &Named, lang: Lang) -> String {
    match &value.label {
        Some(label) => say(lang, format!("{} \"{label}\"", value.name), label.as_str()),
        None => value.name.clone(),
    }
}
