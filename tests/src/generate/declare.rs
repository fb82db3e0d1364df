//! Declarations that are no rules.

use std::rc::Rc;

use super::condition::{condition, names};
use super::draw::Draw;
use super::number;
use super::world::{Kind, Named, Operand, Values, World};

pub fn header(world: &mut World, draw: &mut Draw<'_>) -> String {
    let mut lines = vec![format!("{} p \"标准\"", world.say("policy", &["标准"], draw))];
    lines.push(world.say("language 1", &["语言 1"], draw));
    if draw.chance(50) {
        lines.push(world.say("version \"1\"", &["版本 \"1\""], draw));
    }
    if draw.chance(30) {
        lines.push(world.say("cite \"文件（2012）\"", &["依据 \"文件（2012）\""], draw));
    }
    if draw.chance(30) {
        lines.push(world.say("in force from 2010-01-01", &["自 2010-01-01 起施行"], draw));
    }
    let combine = draw.below(5);
    if combine > 0 {
        let english = ["most severe", "least severe", "first", "unique"][combine - 1];
        let chinese = ["从严", "从宽", "取先", "须一致"][combine - 1];
        lines.push(world.say(&format!("combine {english}"), &[&format!("并存时 {chinese}")], draw));
    }
    lines.join("\n  ")
}

/// The levels, if they are not the three that stand by themselves.
pub fn levels(world: &mut World, draw: &mut Draw<'_>) -> Option<String> {
    if draw.chance(50) {
        return None;
    }
    let count = 2 + draw.below(4);
    world.numbered = draw.chance(30);
    world.levels = if world.numbered {
        let mut numbers: Vec<usize> = (1..=count).collect();
        if draw.chance(50) {
            numbers.reverse();
        }
        let digits = ["一", "二", "三", "四", "五"];
        let label = |number: usize| Some(format!("{}级", digits[number - 1]));
        numbers.into_iter().map(|number| Named { name: number.to_string(), label: label(number), aka: None }).collect()
    } else {
        (0..count).map(|_| world.name("lv", "级", draw)).collect()
    };
    let best_first = if draw.chance(35) { world.say(" best first", &[" 由优到劣"], draw) } else { String::new() };
    let mut text = format!("{} {}{best_first}", world.say("levels", &["等级表"], draw), list(&world.levels, " > "));
    if draw.chance(50) {
        world.outside = (0..1 + draw.below(2)).map(|_| world.name("out", "外", draw)).collect();
        text += &format!(" {} {}", world.say("outside", &["等级外"], draw), list(&world.outside, " | "));
    }
    Some(text)
}

fn list(values: &[Named], between: &str) -> String {
    values.iter().map(World::declared).collect::<Vec<_>>().join(between)
}

fn new_values(world: &mut World, ordered: bool, draw: &mut Draw<'_>) -> (Rc<Values>, String) {
    let mut list: Vec<Named> = (0..2 + draw.below(3)).map(|_| world.name("v", "值", draw)).collect();
    for value in &mut list {
        value.aka = draw.chance(8).then(|| format!("又{}", value.name));
    }
    let mut one = |value: &Named| {
        let aka = value.aka.as_ref().map(|aka| format!(" {} \"{aka}\"", world.say("aka", &["又称"], draw)));
        World::declared(value) + &aka.unwrap_or_default()
    };
    let text = list.iter().map(&mut one).collect::<Vec<_>>().join(if ordered { " < " } else { " | " });
    (Rc::new(Values { ordered, list }), text)
}

/// A scale or a choice to share.
pub fn values(world: &mut World, draw: &mut Draw<'_>) -> String {
    let ordered = draw.chance(50);
    let named = world.name("t", "类", draw);
    let (values, text) = new_values(world, ordered, draw);
    let word = if ordered { world.say("scale", &["分档"], draw) } else { world.say("choice", &["选项"], draw) };
    let declared = format!("{word} {} : {text}", World::declared(&named));
    world.types.push((named, values));
    declared
}

pub fn factor(world: &mut World, draw: &mut Draw<'_>) -> String {
    let mut named = world.name("f", "因", draw);
    let (kind, text) = kind(world, draw);
    named.aka = draw.chance(10).then(|| format!("别名{}", named.name));
    let of = |aka: &String, draw: &mut Draw<'_>| format!(" {} \"{aka}\"", world.say("aka", &["又称"], draw));
    let aka = named.aka.as_ref().map(|aka| of(aka, draw)).unwrap_or_default();
    let word = world.say("factor", &["因素"], draw);
    let mut declared = format!("{word} {}{aka} : {text}", World::declared(&named));
    if draw.chance(15) {
        let assumed = assumed(world, &kind, draw);
        declared += &format!("  {} {assumed}", world.say("assume", &["未填视为"], draw));
    }
    if draw.chance(10) {
        declared += &world.say("\n  note \"来源未说明\"", &["\n  注 \"来源未说明\""], draw);
    }
    world.operands.push(Operand { named, kind, said: true });
    declared
}

fn kind(world: &mut World, draw: &mut Draw<'_>) -> (Kind, String) {
    match draw.below(14) {
        0 => (Kind::Flag, world.say("yes/no", &["是否"], draw)),
        1..=3 => {
            let (named, values) = draw.pick(&world.types);
            (Kind::Of(values), World::call(&named, draw))
        }
        4 | 5 => {
            let ordered = draw.chance(60);
            let (values, text) = new_values(world, ordered, draw);
            (Kind::Of(values), text)
        }
        6 => {
            let (values, text) = new_values(world, false, draw);
            (Kind::Set(values), format!("{} {text}", world.say("set of", &["多选"], draw)))
        }
        7 => {
            let choices: Vec<_> = world.types.iter().filter(|(_, values)| !values.ordered).cloned().collect();
            if choices.is_empty() {
                return (Kind::Flag, world.say("yes/no", &["是否"], draw));
            }
            let (named, values) = draw.pick(&choices);
            (Kind::Set(values), format!("{} {}", world.say("set of", &["多选"], draw), World::call(&named, draw)))
        }
        8 => (Kind::Level, world.say("level", &["等级"], draw)),
        9..=11 => numbers(world, draw),
        12 => (Kind::Day, world.say("date", &["日期"], draw)),
        _ => match draw.below(4) {
            0 => (Kind::Text, world.say("text", &["文本"], draw)),
            _ => (Kind::Days, world.say("dates", &["历次日期"], draw)),
        },
    }
}

fn numbers(world: &World, draw: &mut Draw<'_>) -> (Kind, String) {
    let (least, most, decimals, unit) = draw.pick(&[
        (0, 12, 0, None),
        (0, 12, 0, Some("人")),
        (-5, 20, 0, None),
        (0, 20, 1, None),
        (0, 100, 0, Some("分")),
        (0, 30, 0, Some("年")),
        (0, 1_000_000_000, 2, Some("元")),
    ]);
    let number = world.say("number", &["数值"], draw);
    let ends = (number::decimal(least, decimals), number::decimal(most, decimals));
    let range = world.say("in", &["范围"], draw);
    let mut text = format!("{number} {range} {}..{}", ends.0, ends.1);
    if decimals != 2 {
        text += &format!(" {} {decimals}", world.say("decimals", &["小数位"], draw));
    }
    if let Some(unit) = unit {
        text += &format!(" {} \"{unit}\"", world.say("unit", &["计量单位"], draw));
    }
    (Kind::Number { least, most, decimals, unit }, text)
}

fn assumed(world: &World, kind: &Kind, draw: &mut Draw<'_>) -> String {
    match kind {
        Kind::Of(values) => World::call(&draw.pick(&values.list), draw),
        Kind::Level => world.level(draw),
        Kind::Set(values) => format!("{{{}}}", names(&draw.any(&values.list), draw)),
        Kind::Flag => {
            if draw.chance(50) {
                world.say("yes", &["是"], draw)
            } else {
                world.say("no", &["否"], draw)
            }
        }
        Kind::Number { .. } | Kind::Amount { .. } => number::literal(kind, draw),
        Kind::Day => number::day(world, draw),
        Kind::Days => {
            format!("{{{}}}", (0..draw.below(3)).map(|_| number::day(world, draw)).collect::<Vec<_>>().join(", "))
        }
        Kind::Text => "\"甲\"".into(),
    }
}

pub fn measure(world: &mut World, draw: &mut Draw<'_>) -> String {
    let named = world.name("m", "措施", draw);
    let every = if draw.chance(30) { world.say(" every 12 months", &[" 每 12 个月"], draw) } else { String::new() };
    let by = if draw.chance(30) { world.say(" by \"纪委\"", &[" 由 \"纪委\""], draw) } else { String::new() };
    let declared = format!("{} {}{every}{by}", world.say("measure", &["措施"], draw), World::declared(&named));
    world.measures.push(named);
    declared
}

/// `also give` or `impossible`.
pub fn other(world: &mut World, draw: &mut Draw<'_>) -> String {
    let may_give = |operand: &Operand| !matches!(operand.kind, Kind::Amount { decimal: false, .. });
    let left = world.among(|operand| may_give(operand) && !world.given.contains(&operand.named.name));
    if !draw.chance(12) && !left.is_empty() {
        let given: Vec<Named> = draw.some(&left).into_iter().map(|operand| operand.named).collect();
        world.given.extend(given.iter().map(|named| named.name.clone()));
        return format!("{} {}", world.say("also give", &["一并给出"], draw), names(&given, draw));
    }
    let when = condition(world, 2, draw);
    let because = world.say("because \"不会有\"", &["理由 \"不会有\""], draw);
    format!("{} {when} {because}", world.say("impossible when", &["不应出现 当"], draw))
}

pub fn otherwise(world: &mut World, draw: &mut Draw<'_>) -> Option<String> {
    let level = super::rule::level_word(world, draw);
    let because =
        if draw.chance(30) { world.say(" because \"其余\"", &[" 理由 \"其余\""], draw) } else { String::new() };
    draw.chance(60).then(|| {
        format!("{} {}{because}", world.say("otherwise", &["其余"], draw), level.concluded(world, "", "列为 ", draw))
    })
}
