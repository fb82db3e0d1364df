//! Conditions.

use std::rc::Rc;

use super::draw::Draw;
use super::number;
use super::world::{Kind, Named, Operand, Values, World};

/// A condition on the record.
pub fn condition(world: &World, depth: usize, draw: &mut Draw<'_>) -> String {
    let choice = if depth == 0 { 0 } else { draw.below(10) };
    match choice {
        0..=4 => leaf(world, draw),
        5 | 6 => chain(world, depth, draw),
        7 => format!("{} ({})", world.say("not", &["非"], draw), condition(world, depth - 1, draw)),
        _ => quantified(world, depth, draw),
    }
}

/// Conditions joined by one of `and`, `or`; a comparison of a number or day may go on without its left side.
fn chain(world: &World, depth: usize, draw: &mut Draw<'_>) -> String {
    let word = if draw.chance(50) { world.say("and", &["且"], draw) } else { world.say("or", &["或"], draw) };
    let mut parts = Vec::new();
    for _ in 0..draw.between(1, 3) {
        let operands =
            world.among(|operand| matches!(operand.kind, Kind::Number { .. } | Kind::Day | Kind::Amount { .. }));
        if !operands.is_empty() && draw.chance(30) {
            let operand = draw.pick(&operands);
            parts.push(format!("{} {}", World::call(&operand.named, draw), tail(world, &operand, draw)));
            parts.push(tail(world, &operand, draw));
        } else if draw.chance(60) {
            parts.push(leaf(world, draw));
        } else {
            parts.push(format!("({})", condition(world, depth - 1, draw)));
        }
    }
    parts.join(&format!(" {word} "))
}

fn quantified(world: &World, depth: usize, draw: &mut Draw<'_>) -> String {
    let parts = conditions(world, depth, draw);
    let count = draw.between(1, i64::try_from(parts.len()).unwrap());
    let head = match draw.below(6) {
        0 => world.say("any of", &["有下列情形之一", "任一"], draw),
        1 => world.say("all of", &["同时符合", "全部"], draw),
        2 => world.say("none of", &["均不符合", "均非"], draw),
        3 => world.say(&format!("at least {count} of"), &[&format!("至少 {count} 项")], draw),
        4 => world.say(&format!("exactly {count} of"), &[&format!("恰好 {count} 项")], draw),
        _ => world.say(&format!("at most {count} of"), &[&format!("至多 {count} 项")], draw),
    };
    format!("{head} ({})", parts.join(", "))
}

/// Some conditions, for a group.
pub fn conditions(world: &World, depth: usize, draw: &mut Draw<'_>) -> Vec<String> {
    (0..draw.between(1, 3)).map(|_| condition(world, depth - 1, draw)).collect()
}

/// One comparison, or a yes/no.
fn leaf(world: &World, draw: &mut Draw<'_>) -> String {
    let operand = draw.pick(&world.operands);
    let called = World::call(&operand.named, draw);
    match &operand.kind {
        Kind::Flag => match draw.below(10) {
            0..=6 => called,
            7 => {
                let is = world.say("is", &["为"], draw);
                format!("{called} {is} {}", world.say("yes", &["是"], draw))
            }
            8 => {
                let is = world.say("is not", &["不为"], draw);
                format!("{called} {is} {}", world.say("no", &["否"], draw))
            }
            _ => {
                let flags = world.among(|operand| matches!(operand.kind, Kind::Flag));
                let is = world.say("is", &["为"], draw);
                format!("{called} {is} {}", World::call(&draw.pick(&flags).named, draw))
            }
        },
        Kind::Set(_) if draw.chance(30) => {
            let size = world.say(&format!("size of {called}"), &[&format!("{called} 项数")], draw);
            format!("{size} {} {}", relation(world, true, draw), draw.between(0, 4))
        }
        Kind::Days if draw.chance(80) => {
            let count = number::count(world, &called, draw);
            format!("{count} {} {}", relation(world, true, draw), draw.between(0, 3))
        }
        Kind::Number { .. } | Kind::Amount { .. } if number::is_few(&operand) && draw.chance(25) => {
            let ((left, _), (right, _)) = (number::expression(world, 1, draw), number::expression(world, 1, draw));
            format!("{left} {} {right}", relation(world, true, draw))
        }
        Kind::Number { .. } | Kind::Amount { .. } if draw.chance(5) => {
            format!("{} {} {called}", number::literal(&operand.kind, draw), relation(world, true, draw))
        }
        Kind::Of(_)
        | Kind::Level
        | Kind::Set(_)
        | Kind::Number { .. }
        | Kind::Amount { .. }
        | Kind::Day
        | Kind::Days
        | Kind::Text => {
            format!("{called} {}", tail(world, &operand, draw))
        }
    }
}

/// What a comparison asks of its left side.
fn tail(world: &World, operand: &Operand, draw: &mut Draw<'_>) -> String {
    match &operand.kind {
        Kind::Of(values) => of_values(world, operand, values, draw),
        Kind::Level => of_level(world, draw),
        Kind::Set(values) => of_set(world, values, draw),
        Kind::Number { .. } | Kind::Amount { .. } => of_number(world, operand, draw),
        Kind::Day => of_day(world, operand, draw),
        Kind::Days => {
            if draw.chance(50) {
                world.say("is empty", &["为空"], draw)
            } else {
                world.say("is not empty", &["不为空"], draw)
            }
        }
        Kind::Text => {
            let text = |draw: &mut Draw<'_>| draw.pick(&["\"甲\"", "\"乙 乙\"", "\"x\""]);
            match draw.below(3) {
                0 => format!("{} {}", world.say("is", &["为"], draw), text(draw)),
                1 => format!("{} {}", world.say("is not", &["不为"], draw), text(draw)),
                _ => format!("{} {{\"甲\", \"x\"}}", world.say("in", &["属于"], draw)),
            }
        }
        Kind::Flag => format!("{} {}", world.say("is", &["为"], draw), world.say("yes", &["是"], draw)),
    }
}

fn of_values(world: &World, operand: &Operand, values: &Rc<Values>, draw: &mut Draw<'_>) -> String {
    let list = &values.list;
    let same = world
        .among(|other| matches!(&other.kind, Kind::Of(its) if Rc::ptr_eq(its, values)) && other.named != operand.named);
    match draw.below(if values.ordered { 10 } else { 8 }) {
        0..=4 => format!("{} {}", relation(world, values.ordered, draw), World::call(&draw.pick(list), draw)),
        5 | 6 => format!("{} {{{}}}", world.say("in", &["属于"], draw), names(&draw.some(list), draw)),
        7 if !same.is_empty() => {
            format!("{} {}", relation(world, values.ordered, draw), World::call(&draw.pick(&same).named, draw))
        }
        8 | 9 => {
            let a = draw.below(list.len());
            let b = a + draw.below(list.len() - a);
            between(world, &World::call(&list[a], draw), &World::call(&list[b], draw), draw)
        }
        _ => format!("{} {}", relation(world, false, draw), World::call(&list[0], draw)),
    }
}

/// What may be asked of a level: the outcome's, or one that a record says.
pub fn of_level(world: &World, draw: &mut Draw<'_>) -> String {
    let operands = world.among(|operand| matches!(operand.kind, Kind::Level));
    match draw.below(8) {
        0..=4 => format!("{} {}", relation(world, true, draw), world.level(draw)),
        5 => format!("{} {{{}, {}}}", world.say("in", &["属于"], draw), world.level(draw), world.level(draw)),
        6 if !operands.is_empty() => {
            format!("{} {}", relation(world, true, draw), World::call(&draw.pick(&operands).named, draw))
        }
        _ => format!("{} {}", relation(world, false, draw), world.level(draw)),
    }
}

fn of_set(world: &World, values: &Rc<Values>, draw: &mut Draw<'_>) -> String {
    match draw.below(5) {
        0 => world.say("is not empty", &["不为空"], draw),
        1 => world.say("is empty", &["为空"], draw),
        2 => format!("{} {}", world.say("includes", &["含"], draw), World::call(&draw.pick(&values.list), draw)),
        3 => {
            format!("{} {{{}}}", world.say("includes any of", &["含任一"], draw), names(&draw.some(&values.list), draw))
        }
        _ => {
            format!("{} {{{}}}", world.say("includes all of", &["含全部"], draw), names(&draw.some(&values.list), draw))
        }
    }
}

fn of_number(world: &World, operand: &Operand, draw: &mut Draw<'_>) -> String {
    let kind = &operand.kind;
    match draw.below(9) {
        0..=3 => format!("{} {}", relation(world, true, draw), number::literal(kind, draw)),
        4 => {
            let (a, b) = (number::beside(kind, draw), number::beside(kind, draw));
            between(world, &number::literal_of(kind, a.min(b), draw), &number::literal_of(kind, a.max(b), draw), draw)
        }
        5 => {
            let least = number::beside(kind, draw);
            format!("{} {{{}}}", world.say("in", &["属于"], draw), number::literal_of(kind, least, draw))
        }
        6 => {
            let units = number::beside(kind, draw).max(0);
            let literal = number::literal_of(kind, units, draw);
            format!("{literal}{}", draw.pick(&["以上", "以下", "以内", "以外"]))
        }
        7 if matches!(kind, Kind::Number { unit: Some("年"), .. }) => format!("不满 {} 年", draw.between(1, 30)),
        _ if !number::is_few(operand) => {
            let many = world.among(|other| matches!(other.kind, Kind::Number { .. }) && !number::is_few(other));
            world.compares_many.set(world.compares_many.get() || many.len() > 1);
            format!("{} 5% * {}", relation(world, true, draw), World::call(&draw.pick(&many).named, draw))
        }
        _ if !number::has_unit(operand) && draw.chance(60) => {
            format!("{} {}", relation(world, true, draw), number::expression(world, 1, draw).0)
        }
        _ => format!("{} {}", relation(world, true, draw), number::literal(kind, draw)),
    }
}

fn of_day(world: &World, operand: &Operand, draw: &mut Draw<'_>) -> String {
    let others = world.among(|other| matches!(other.kind, Kind::Day) && other.named != operand.named);
    let word = match draw.below(8) {
        0 => world.say("before", &["早于"], draw),
        1 => world.say("after", &["晚于"], draw),
        2 => world.say("on or before", &["不晚于"], draw),
        3 => world.say("on or after", &["不早于"], draw),
        4 => world.say("is", &["为", "="], draw),
        5 => {
            let (count, english, chinese) = number::span(draw);
            return world.say(&format!("at least {count} {english} ago"), &[&format!("已满 {count} {chinese}")], draw);
        }
        6 => {
            let (count, english, chinese) = number::span(draw);
            return world.say(&format!("less than {count} {english} ago"), &[&format!("不满 {count} {chinese}")], draw);
        }
        _ => return between(world, "2018-03-01", "2020-12-31", draw),
    };
    if !others.is_empty() && draw.chance(20) {
        return format!("{word} {}", World::call(&draw.pick(&others).named, draw));
    }
    format!("{word} {}", number::day(world, draw))
}

fn between(world: &World, a: &str, b: &str, draw: &mut Draw<'_>) -> String {
    world.say(&format!("between {a} and {b}"), &[&format!("在 {a} 至 {b} 之间")], draw)
}

/// A comparing word; of unordered things only `is` and `is not`.
pub fn relation(world: &World, ordered: bool, draw: &mut Draw<'_>) -> String {
    match draw.below(if ordered { 8 } else { 3 }) {
        0 => world.say("is", &["为"], draw),
        1 => world.say("is not", &["不为"], draw),
        2 => draw.pick(&["=", "!=", "≠"]).to_owned(),
        3 => world.say("at least", &["不低于", "达到"], draw),
        4 => world.say("at most", &["不高于", "不超过"], draw),
        5 => world.say("above", &["高于", "超过"], draw),
        6 => world.say("below", &["低于", "不满"], draw),
        _ => draw.pick(&["<", "<=", ">", ">=", "≤", "≥"]).to_owned(),
    }
}

pub fn names(list: &[Named], draw: &mut Draw<'_>) -> String {
    list.iter().map(|named| World::call(named, draw)).collect::<Vec<_>>().join(", ")
}

/// A cell that tests the operand.
pub fn cell(operand: &Operand, world: &World, draw: &mut Draw<'_>) -> String {
    if draw.chance(25) {
        return "-".into();
    }
    match &operand.kind {
        Kind::Of(values) => cell_of(values.ordered, &values.list, draw, world),
        Kind::Level => cell_of(true, &world.levels, draw, world),
        Kind::Set(values) => match draw.below(4) {
            0 => world.say("not empty", &["非空"], draw),
            1 => world.say("empty", &["空"], draw),
            _ => format!("{} {}", world.say("includes", &["含"], draw), World::call(&draw.pick(&values.list), draw)),
        },
        Kind::Flag => {
            if draw.chance(50) {
                world.say("yes", &["是"], draw)
            } else {
                world.say("no", &["否"], draw)
            }
        }
        Kind::Number { .. } | Kind::Amount { .. } => {
            let (a, b) = (number::beside(&operand.kind, draw), number::beside(&operand.kind, draw));
            let (a, b) =
                (number::literal_of(&operand.kind, a.min(b), draw), number::literal_of(&operand.kind, a.max(b), draw));
            match draw.below(4) {
                0 => format!("{} {a}", draw.pick(&["<=", ">=", "<", ">"])),
                1 if a != b => format!("[{a}..{b}]"),
                2 if a != b => format!("({a}..{b}]"),
                _ => a,
            }
        }
        Kind::Day => format!("{} {}", draw.pick(&["<=", ">=", "<", ">"]), number::day(world, draw)),
        Kind::Days => {
            if draw.chance(50) {
                world.say("not empty", &["非空"], draw)
            } else {
                world.say("empty", &["空"], draw)
            }
        }
        Kind::Text => draw.pick(&["\"甲\"", "\"x\""]).to_owned(),
    }
}

fn cell_of(ordered: bool, list: &[Named], draw: &mut Draw<'_>, world: &World) -> String {
    match draw.below(if ordered { 6 } else { 4 }) {
        0..=2 => names(&draw.some(list), draw),
        3 => format!("{}({})", world.say("not", &["非"], draw), names(&draw.some(list), draw)),
        _ => format!("{} {}", draw.pick(&["<=", ">=", "<", ">"]), World::call(&draw.pick(list), draw)),
    }
}
