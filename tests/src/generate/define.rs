//! Defines and scores.

use std::rc::Rc;

use super::condition::{cell, condition, conditions, names};
use super::draw::Draw;
use super::number;
use super::world::{Kind, Operand, Values, World};

pub fn define(world: &mut World, draw: &mut Draw<'_>) -> String {
    let named = world.name("d", "导", draw);
    let word = format!("{} {}", world.say("define", &["定义"], draw), World::declared(&named));
    let (text, kind) = match draw.below(12) {
        0 => {
            let condition = condition(world, 2, draw);
            (format!("{word} = ({condition})"), Kind::Flag)
        }
        1 | 2 => {
            let (number, decimal) = number::expression(world, 2, draw);
            let unit = draw.pick(&[None, None, Some("分"), Some("元")]);
            let mut of = |unit: &str| format!(" {} \"{unit}\"", world.say("unit", &["计量单位"], draw));
            let of = unit.map(&mut of).unwrap_or_default();
            (format!("{word}{of} = {number}"), Kind::Amount { decimal, unit })
        }
        3 => {
            let count = world.say("count of", &["计数"], draw);
            (
                format!("{word} = {count} ({})", conditions(world, 2, draw).join(", ")),
                Kind::Amount { decimal: true, unit: None },
            )
        }
        4 => cases_of_numbers(world, &word, draw),
        5 | 6 => cases(world, &word, draw),
        7 => highest(world, &word, draw),
        8 => matrix(world, &word, draw),
        9 => table(world, &word, draw),
        _ => score(world, &World::declared(&named), draw),
    };
    world.operands.push(Operand { named, kind, said: false });
    text
}

fn cases_of_numbers(world: &World, word: &str, draw: &mut Draw<'_>) -> (String, Kind) {
    let mut decimal = true;
    let mut value = |draw: &mut Draw<'_>| {
        if draw.chance(30) {
            let (text, exact) = number::expression(world, 1, draw);
            decimal &= exact;
            return text;
        }
        draw.pick(&["1", "0", "10", "23.5", "-3", "7"]).to_owned()
    };
    let values: Vec<String> = (0..=draw.between(1, 2)).map(|_| value(draw)).collect();
    let number = world.say("number", &["数值"], draw);
    (format!("{word} : {number} = {}", chosen(world, &values, draw)), Kind::Amount { decimal, unit: None })
}

/// The first value whose condition holds, else the last.
fn chosen(world: &World, values: &[String], draw: &mut Draw<'_>) -> String {
    let (last, firsts) = values.split_last().unwrap();
    let case = |value: &String, draw: &mut Draw<'_>| {
        let condition = condition(world, 2, draw);
        let (when, then) = (world.say("when", &["当"], draw), world.say("then", &["则"], draw));
        if draw.chance(50) {
            format!("{when} {condition} {then} {value}")
        } else {
            format!("{value} {when} {condition}")
        }
    };
    let cases: Vec<String> = firsts.iter().map(|value| case(value, draw)).collect();
    format!("{}, {} {last}", cases.join(", "), world.say("otherwise", &["其余"], draw))
}

/// Some list of values with its name: a declared type or the levels. `None` stands for the levels.
fn typed(world: &World, draw: &mut Draw<'_>) -> (Option<Rc<Values>>, String) {
    if draw.chance(25) {
        return (None, world.say("level", &["等级"], draw));
    }
    let (named, values) = draw.pick(&world.types);
    (Some(values), World::call(&named, draw))
}

fn kind_of(values: Option<&Rc<Values>>) -> Kind {
    values.map_or(Kind::Level, |values| Kind::Of(Rc::clone(values)))
}

fn is_of(operand: &Operand, values: Option<&Rc<Values>>) -> bool {
    match (&operand.kind, values) {
        (Kind::Of(its), Some(values)) => Rc::ptr_eq(its, values),
        (Kind::Level, None) => true,
        _ => false,
    }
}

fn value_of(world: &World, values: Option<&Rc<Values>>, draw: &mut Draw<'_>) -> String {
    match values {
        Some(values) => World::call(&draw.pick(&values.list), draw),
        None => world.level(draw),
    }
}

fn cases(world: &World, word: &str, draw: &mut Draw<'_>) -> (String, Kind) {
    let (values, typed) = typed(world, draw);
    let same = world.among(|operand| is_of(operand, values.as_ref()));
    let one = |draw: &mut Draw<'_>| {
        if !same.is_empty() && draw.chance(25) {
            return World::call(&draw.pick(&same).named, draw);
        }
        value_of(world, values.as_ref(), draw)
    };
    let picked: Vec<String> = (0..=draw.between(1, 2)).map(|_| one(draw)).collect();
    (format!("{word} : {typed} = {}", chosen(world, &picked, draw)), kind_of(values.as_ref()))
}

fn highest(world: &World, word: &str, draw: &mut Draw<'_>) -> (String, Kind) {
    let ordered = world.among(|operand| match &operand.kind {
        Kind::Of(values) => values.ordered,
        Kind::Level => true,
        Kind::Set(_) | Kind::Flag | Kind::Number { .. } | Kind::Amount { .. } | Kind::Day | Kind::Days | Kind::Text => {
            false
        }
    });
    let function =
        if draw.chance(50) { world.say("max", &["最高"], draw) } else { world.say("min", &["最低"], draw) };
    if ordered.is_empty() {
        let ((a, exact), (b, too)) = (number::expression(world, 1, draw), number::expression(world, 0, draw));
        return (format!("{word} = {function}({a}, {b})"), Kind::Amount { decimal: exact && too, unit: None });
    }
    let first = draw.pick(&ordered);
    let values = if let Kind::Of(values) = &first.kind { Some(Rc::clone(values)) } else { None };
    let same = world.among(|operand| is_of(operand, values.as_ref()));
    let all = [first, draw.pick(&same)].map(|operand| World::call(&operand.named, draw));
    (format!("{word} = {function}({})", all.join(", ")), kind_of(values.as_ref()))
}

/// Operands of few values that can head a table or stand beside a matrix, each with its values as cells.
pub fn axes(world: &World) -> Vec<(Operand, Vec<String>)> {
    let plain =
        |list: &[super::world::Named]| list.iter().map(|named| World::call(named, &mut Draw::from(&[]))).collect();
    let cells = |operand: &Operand| match &operand.kind {
        Kind::Of(values) => Some(plain(&values.list)),
        Kind::Level => Some(plain(&world.levels)),
        Kind::Flag => Some(vec!["yes".to_owned(), "no".to_owned()]),
        Kind::Set(_) | Kind::Number { .. } | Kind::Amount { .. } | Kind::Day | Kind::Days | Kind::Text => None,
    };
    world.operands.iter().filter_map(|operand| Some((operand.clone(), cells(operand)?))).collect()
}

fn matrix(world: &World, word: &str, draw: &mut Draw<'_>) -> (String, Kind) {
    let axes = axes(world);
    if axes.is_empty() {
        return cases(world, word, draw);
    }
    let (values, typed) = typed(world, draw);
    let text = grid(world, &draw.pick(&axes), &draw.pick(&axes), draw, |draw| value_of(world, values.as_ref(), draw));
    let (by, rows) = text;
    (format!("{word} : {typed} = {by}\n{rows}"), kind_of(values.as_ref()))
}

/// `matrix A by B` and its rows.
pub fn grid(
    world: &World,
    (row, row_cells): &(Operand, Vec<String>),
    (column, column_cells): &(Operand, Vec<String>),
    draw: &mut Draw<'_>,
    value: impl Fn(&mut Draw<'_>) -> String,
) -> (String, String) {
    let (a, b) = (World::call(&row.named, draw), World::call(&column.named, draw));
    let by = world.say(&format!("matrix {a} by {b}"), &[&format!("矩阵 行 {a} 列 {b}")], draw);
    let mut lines = vec![format!("  |  | {} |", column_cells.join(" | "))];
    for cell in row_cells {
        let values: Vec<String> = column_cells.iter().map(|_| value(draw)).collect();
        lines.push(format!("  | {cell} | {} |", values.join(" | ")));
    }
    (by, lines.join("\n"))
}

fn table(world: &World, word: &str, draw: &mut Draw<'_>) -> (String, Kind) {
    let (values, typed) = typed(world, draw);
    let axes = axes(world);
    let head = world.say("value", &["取值"], draw);
    let table = world.say("table", &["表"], draw);
    if !axes.is_empty() && draw.chance(40) {
        let (operand, cells) = draw.pick(&axes);
        let rows = cells.iter().map(|cell| format!("  | {cell} | {} |", value_of(world, values.as_ref(), draw)));
        let rows: Vec<String> = rows.collect();
        let called = World::call(&operand.named, draw);
        return (
            format!("{word} : {typed} = {table}\n  | {called} | {head} |\n{}", rows.join("\n")),
            kind_of(values.as_ref()),
        );
    }
    let columns: Vec<Operand> = draw.some(&world.operands).into_iter().take(3).collect();
    let first = world.say("first", &["取先"], draw);
    let heads: Vec<_> = columns.iter().map(|operand| operand.named.clone()).collect();
    let mut lines = vec![
        format!("{word} : {typed} = {table} {first}"),
        format!("  | {} | {head} |", names(&heads, draw).replace(", ", " | ")),
    ];
    for _ in 0..draw.between(1, 3) {
        let cells: Vec<String> = columns.iter().map(|operand| cell(operand, world, draw)).collect();
        lines.push(format!("  | {} | {} |", cells.join(" | "), value_of(world, values.as_ref(), draw)));
    }
    let any = columns.iter().map(|_| "-").collect::<Vec<_>>().join(" | ");
    lines.push(format!("  | {any} | {} |", value_of(world, values.as_ref(), draw)));
    (lines.join("\n"), kind_of(values.as_ref()))
}

fn score(world: &World, declared: &str, draw: &mut Draw<'_>) -> (String, Kind) {
    let mut text = format!("{} {declared}", world.say("score", &["计分"], draw));
    if draw.chance(40) {
        let from = draw.between(0, 100);
        text += &world.say(&format!(" from {from}"), &[&format!(" 自 {from} 起")], draw);
    }
    if draw.chance(40) {
        let range = draw.pick(&["0..100", "-10..50", "0..20"]);
        text += &format!(" {} {range}", world.say("in", &["范围"], draw));
    }
    for _ in 0..draw.between(1, 3) {
        text += &format!("\n  {}", line(world, draw));
    }
    (text, Kind::Amount { decimal: true, unit: None })
}

fn line(world: &World, draw: &mut Draw<'_>) -> String {
    let sign = if draw.chance(30) { world.say("deduct", &["扣"], draw) } else { world.say("add", &["加"], draw) };
    let counted = world.among(|operand| matches!(operand.kind, Kind::Set(_) | Kind::Days));
    if !counted.is_empty() && draw.chance(40) {
        let operand = draw.pick(&counted);
        let called = World::call(&operand.named, draw);
        let of = if matches!(operand.kind, Kind::Days) {
            number::count(world, &called, draw)
        } else if draw.chance(30) {
            world.say(&format!("size of {called}"), &[&format!("{called} 项数")], draw)
        } else {
            called
        };
        let amount = draw.between(1, 9);
        let each = world.say(&format!("for each {of}"), &[&format!("每项 {of}"), &format!("每次 {of}")], draw);
        let line = if draw.chance(50) { format!("{sign} {amount} {each}") } else { format!("{each} {sign} {amount}") };
        let most = draw.between(1, 20);
        return if draw.chance(50) {
            format!("{line}, {} {most}", world.say("at most", &["至多"], draw))
        } else {
            line
        };
    }
    let when = world.say("when", &["当"], draw);
    let behind = draw.chance(60);
    let cases: Vec<String> = (0..draw.between(1, 2))
        .map(|at| {
            let (amount, condition) = (draw.pick(&["5", "10", "-3", "2.5", "30"]), condition(world, 2, draw));
            match (behind, at) {
                (true, 0) => format!("{sign} {amount} {when} {condition}"),
                (true, _) => format!("{amount} {when} {condition}"),
                (false, _) => format!("{when} {condition} {sign} {amount}"),
            }
        })
        .collect();
    if behind { cases.join(", ") } else { cases[0].clone() }
}
