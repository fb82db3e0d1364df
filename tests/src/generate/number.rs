//! Numbers and days as they are written.

use super::draw::Draw;
use super::world::{Kind, Operand, World};

/// A number of so many units of the last decimal, in one of its spellings.
pub fn written(units: i64, decimals: u32, draw: &mut Draw<'_>) -> String {
    let plain = decimal(units, decimals);
    match draw.below(8) {
        0..=3 => plain,
        4 => plain
            .chars()
            .map(|digit| digit.to_digit(10).map_or(digit, |digit| char::from_u32(u32::from('０') + digit).unwrap()))
            .collect(),
        5 => format!("{}%", decimal(units * 100, decimals)),
        6 if units % (10_000 * 10_i64.pow(decimals)) == 0 && units != 0 => {
            format!("{}万", units / 10_000 / 10_i64.pow(decimals))
        }
        7 if units > 1_000 && decimals == 0 => format!("{}_{:03}", units / 1_000, units % 1_000),
        _ => plain,
    }
}

pub fn decimal(units: i64, decimals: u32) -> String {
    let scale = 10_u64.pow(decimals);
    let sign = if units < 0 { "-" } else { "" };
    let (whole, part) = (units.unsigned_abs() / scale, units.unsigned_abs() % scale);
    let digits = format!("{part:0>width$}", width = usize::try_from(decimals).unwrap());
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{digits}") }
}

/// A number that a comparison with the operand may name: of a factor, one within its range.
pub fn beside(kind: &Kind, draw: &mut Draw<'_>) -> i64 {
    if let Kind::Number { least, most, .. } = kind {
        if most - least < 200 {
            return draw.between(*least, *most);
        }
        return least + (most - least) / 10 * draw.between(0, 10);
    }
    draw.pick(&[0, 1, 2, 3, 5, 7, 10, 12, 20, 25, -4])
}

/// The literal of a number beside an operand, with its unit now and then.
pub fn literal(kind: &Kind, draw: &mut Draw<'_>) -> String {
    let units = beside(kind, draw);
    literal_of(kind, units, draw)
}

pub fn literal_of(kind: &Kind, units: i64, draw: &mut Draw<'_>) -> String {
    let decimals = if let Kind::Number { decimals, .. } = kind { *decimals } else { 0 };
    let written = written(units, decimals, draw);
    match kind {
        Kind::Number { unit: Some(unit), .. } | Kind::Amount { unit: Some(unit), .. }
            if draw.chance(50) && !written.ends_with('%') =>
        {
            written + unit
        }
        Kind::Number { .. }
        | Kind::Of(_)
        | Kind::Level
        | Kind::Set(_)
        | Kind::Flag
        | Kind::Amount { .. }
        | Kind::Day
        | Kind::Days
        | Kind::Text => written,
    }
}

/// Whether a number may be computed with: its values are few.
pub fn is_few(operand: &Operand) -> bool {
    match operand.kind {
        Kind::Number { least, most, .. } => most - least < 130,
        Kind::Amount { .. } | Kind::Set(_) | Kind::Days => true,
        Kind::Of(_) | Kind::Level | Kind::Flag | Kind::Day | Kind::Text => false,
    }
}

/// Whether a number declares a unit: it may only be compared with numbers of that unit.
pub fn has_unit(operand: &Operand) -> bool {
    matches!(operand.kind, Kind::Number { unit: Some(_), .. } | Kind::Amount { unit: Some(_), .. })
}

/// A number computed from what records say, and whether it is a decimal. Sums and products stand in parentheses.
pub fn expression(world: &World, depth: usize, draw: &mut Draw<'_>) -> (String, bool) {
    let operands = world.among(|operand| is_few(operand) && !has_unit(operand));
    if operands.is_empty() {
        return (draw.between(0, 20).to_string(), true);
    }
    let operand = draw.pick(&operands);
    let choice = if depth == 0 { draw.below(4) } else { draw.below(13) };
    match choice {
        0..=3 => leaf(world, &operand, draw),
        4 | 5 => {
            let ((a, exact), (b, too)) = (expression(world, depth - 1, draw), expression(world, depth - 1, draw));
            let sign = draw.pick(&["+", "-"]);
            (format!("({a} {sign} {b})"), exact && too)
        }
        6 | 7 => {
            let (a, exact) = expression(world, depth - 1, draw);
            let factor = draw.pick(&["2", "0.5", "30%", "1.5", "5%"]);
            (if draw.chance(50) { format!("({factor} * {a})") } else { format!("({a} * {factor})") }, exact)
        }
        8 => {
            let (a, exact) = expression(world, depth - 1, draw);
            let (by, decimal) = draw.pick(&[("2", true), ("3", false), ("7", false), ("10", true)]);
            (format!("({a} / {by})"), exact && decimal)
        }
        9 => {
            let ((a, exact), (b, too)) = (expression(world, depth - 1, draw), expression(world, depth - 1, draw));
            let word =
                if draw.chance(50) { world.say("max", &["最高"], draw) } else { world.say("min", &["最低"], draw) };
            (format!("{word}({a}, {b})"), exact && too)
        }
        10 => {
            let (a, _) = expression(world, depth - 1, draw);
            let places = draw.below(3);
            let round =
                world.say(&format!("round ({a}) to {places}"), &[&format!("四舍五入 ({a}) 至 {places} 位")], draw);
            (format!("({round})"), true)
        }
        11 => product(world, draw),
        _ => {
            let (a, exact) = expression(world, depth - 1, draw);
            (format!("(-{a})"), exact)
        }
    }
}

/// The product of two numbers that records say, or that count the values of a set.
fn product(world: &World, draw: &mut Draw<'_>) -> (String, bool) {
    let said = |operand: &Operand| matches!(operand.kind, Kind::Number { .. } | Kind::Set(_));
    let operands = world.among(|operand| said(operand) && is_few(operand) && !has_unit(operand));
    if operands.is_empty() {
        return (draw.between(0, 20).to_string(), true);
    }
    let (one, other) = (draw.pick(&operands), draw.pick(&operands));
    let ((a, _), (b, _)) = (leaf(world, &one, draw), leaf(world, &other, draw));
    (format!("({a} * {b})"), false)
}

fn leaf(world: &World, operand: &Operand, draw: &mut Draw<'_>) -> (String, bool) {
    let called = World::call(&operand.named, draw);
    match operand.kind {
        Kind::Set(_) => (world.say(&format!("size of {called}"), &[&format!("{called} 项数")], draw), true),
        Kind::Days => (count(world, &called, draw), true),
        Kind::Amount { decimal, .. } => (called, decimal),
        Kind::Number { .. } | Kind::Of(_) | Kind::Level | Kind::Flag | Kind::Day | Kind::Text => (called, true),
    }
}

/// How many dates of a list.
pub fn count(world: &World, called: &str, draw: &mut Draw<'_>) -> String {
    let (english, chinese) = match draw.below(6) {
        0 | 1 => (format!("count of {called}"), format!("{called} 次数")),
        2 => (format!("count of {called} in this year"), format!("本年度 {called} 次数")),
        3 => (format!("count of {called} in last year"), format!("上年度 {called} 次数")),
        _ => {
            let (count, english, chinese) = span(draw);
            (format!("count of {called} within {count} {english}"), format!("近 {count} {chinese} {called} 次数"))
        }
    };
    world.say(&english, &[&chinese], draw)
}

/// So many years, months or days.
pub fn span(draw: &mut Draw<'_>) -> (i64, &'static str, &'static str) {
    match draw.below(3) {
        0 => (draw.between(1, 6), "years", "年"),
        1 => (draw.between(1, 60), "months", "个月"),
        _ => (draw.between(1, 900), "days", draw.pick(&["日", "天"])),
    }
}

/// A day as policies write it.
pub fn day(world: &World, draw: &mut Draw<'_>) -> String {
    let (year, month, day) = parts(draw);
    if world.speaks_chinese(draw) && draw.chance(50) {
        format!("{year}年{month}月{day}日")
    } else {
        format!("{year}-{month:02}-{day:02}")
    }
}

/// A day as records write it.
pub fn iso(draw: &mut Draw<'_>) -> String {
    let (year, month, day) = parts(draw);
    format!("{year}-{month:02}-{day:02}")
}

fn parts(draw: &mut Draw<'_>) -> (i64, i64, i64) {
    let (year, month) = (draw.pick(&[2019, 2020, 2018, 2021, 2015, 2016]), draw.between(1, 12));
    let days = [31, if year % 4 == 0 { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        [usize::try_from(month - 1).unwrap()];
    (year, month, draw.between(1, days))
}
