//! Rules, tables and matrices that conclude.

use super::condition::{cell, condition, names, of_level};
use super::define::{axes, grid};
use super::draw::Draw;
use super::number;
use super::world::{Kind, Named, Operand, World};

pub fn rule(world: &mut World, draw: &mut Draw<'_>) -> String {
    let (text, mut names, asks) = match draw.below(8) {
        0..=4 => plain(world, draw),
        5 => matrix(world, draw),
        _ => table(world, draw),
    };
    world.rules.extend(names.drain(..).map(|name| (name, asks)));
    text
}

/// A level that a conclusion names.
pub enum LevelWord {
    Number(usize),
    Named(String),
}

pub fn level_word(world: &World, draw: &mut Draw<'_>) -> LevelWord {
    let operands = world.among(|operand| matches!(operand.kind, Kind::Level));
    if !operands.is_empty() && draw.chance(15) {
        return LevelWord::Named(World::call(&draw.pick(&operands).named, draw));
    }
    let at = draw.below(world.levels.len());
    if !world.numbered && draw.chance(70) {
        return LevelWord::Named(World::call(&world.levels[at], draw));
    }
    LevelWord::Number(if world.numbered { world.levels[at].name.parse().unwrap_or(at + 1) } else { at + 1 })
}

impl LevelWord {
    /// As a conclusion, with the words that come before the level.
    pub fn concluded(&self, world: &World, english: &str, chinese: &str, draw: &mut Draw<'_>) -> String {
        match self {
            Self::Number(number) => {
                let digit = ["一", "二", "三", "四", "五"][number - 1];
                let spelled = [format!("{chinese}{digit}级"), format!("{chinese}{number}级")];
                world.say(&format!("{english}level {number}"), &[&spelled[0], &spelled[1]], draw)
            }
            Self::Named(name) => {
                let spelled = [format!("{chinese}等级 {name}"), format!("{chinese}{name}")];
                world.say(&format!("{english}level {name}"), &[&spelled[0], &spelled[1]], draw)
            }
        }
    }

    fn cell(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Named(name) => name.clone(),
        }
    }
}

const CONCLUDING: [(&str, &[&str]); 8] = [
    ("", &["列为 ", "定为 ", "评为 "]),
    ("final ", &["直接定为 "]),
    ("presume ", &["一般应列为 ", "一般应视为 "]),
    ("may ", &["可列为 "]),
    ("at least ", &["不低于 "]),
    ("at most ", &["不高于 "]),
    ("presume at least ", &["一般应不低于 "]),
    ("presume at most ", &["一般应不高于 "]),
];

fn conclusion(world: &World, draw: &mut Draw<'_>) -> String {
    match draw.below(12) {
        choice @ 0..=7 => {
            let (english, chinese) = CONCLUDING[choice];
            let chinese = draw.pick(chinese);
            level_word(world, draw).concluded(world, english, chinese, draw)
        }
        8 => {
            let by = draw.between(1, 3);
            world.say(&format!("raise by {by}"), &[&format!("上调 {by} 级"), &format!("调高 {by} 级")], draw)
        }
        9 => {
            let by = draw.between(1, 3);
            world.say(&format!("lower by {by}"), &[&format!("下调 {by} 级"), &format!("调低 {by} 级")], draw)
        }
        10 if !world.outside.is_empty() => {
            let called = World::call(&draw.pick(&world.outside), draw);
            world.say(&format!("outside {called}"), &[&format!("等级外 {called}")], draw)
        }
        _ if !world.measures.is_empty() => required(world, draw),
        _ => LevelWord::Number(world.levels[0].name.parse().unwrap_or(1)).concluded(world, "", "列为 ", draw),
    }
}

fn required(world: &World, draw: &mut Draw<'_>) -> String {
    let called = World::call(&draw.pick(&world.measures), draw);
    world.say(&format!("require {called}"), &[&format!("应当 {called}")], draw)
}

/// `in force`, `overrides`, `because`, `cite`, in any order beside the others.
fn clauses(world: &World, asks: bool, draw: &mut Draw<'_>) -> Vec<String> {
    let mut clauses = Vec::new();
    if draw.chance(20) {
        let (from, until) =
            draw.pick(&[("2015-06-01", "2019-12-31"), ("2020-02-29", "2020-02-29"), ("2012-01-01", "2030-01-01")]);
        let (english, chinese) = (format!("in force from {from}"), format!("自 {from} 起施行"));
        clauses.push(if draw.chance(60) {
            world.say(&format!("{english} until {until}"), &[&format!("{chinese} 至 {until}")], draw)
        } else {
            world.say(&english, &[&chinese], draw)
        });
    }
    let under: Vec<String> =
        world.rules.iter().filter(|(_, its)| *its || !asks).map(|(name, _)| name.clone()).collect();
    if !under.is_empty() && draw.chance(25) {
        let mut all: Vec<String> = (0..1 + draw.below(2)).map(|_| draw.pick(&under)).collect();
        all.dedup();
        clauses.push(format!("{} {}", world.say("overrides", &["优先于"], draw), all.join(", ")));
    }
    if draw.chance(60) {
        let operand = draw.pick(&world.operands);
        let shown = !matches!(operand.kind, Kind::Amount { decimal: false, .. });
        let text = if shown && draw.chance(50) {
            format!("值为{{{}}}，故", operand.named.name)
        } else {
            "理由一".into()
        };
        clauses.push(world.say(&format!("because \"{text}\""), &[&format!("理由 \"{text}\"")], draw));
    }
    if draw.chance(20) {
        clauses.push(world.say("cite \"第三条\"", &["依据 \"第三条\""], draw));
    }
    clauses
}

fn asking(world: &World, draw: &mut Draw<'_>) -> String {
    let level = world.say("level", &["等级"], draw);
    let asked = format!("{level} {}", of_level(world, draw));
    match draw.below(4) {
        0 | 1 => asked,
        2 => format!("{} ({asked})", world.say("not", &["非"], draw)),
        _ => {
            format!("({asked}) {} {}", world.say("and", &["且"], draw), format_args!("({})", condition(world, 1, draw)))
        }
    }
}

fn plain(world: &mut World, draw: &mut Draw<'_>) -> (String, Vec<String>, bool) {
    let named = world.name("r", "规", draw);
    let asks = !world.measures.is_empty() && draw.chance(20);
    let mut says: Vec<String> = (0..1 + draw.below(5) / 3)
        .map(|_| if asks { required(world, draw) } else { conclusion(world, draw) })
        .collect();
    says.dedup();
    let mut clauses = clauses(world, asks, draw);
    let when = world.say("when", &["当"], draw);
    if asks {
        clauses.insert(0, format!("{when} {}", asking(world, draw)));
    } else if draw.chance(95) || draw.below(2) == 0 {
        clauses.insert(0, format!("{when} {}", condition(world, 3, draw)));
    }
    if draw.chance(25) {
        clauses.insert(0, format!("{} {}", world.say("unless", &["除非"], draw), condition(world, 2, draw)));
    }
    let at = draw.below(clauses.len() + 1);
    clauses.insert(at, format!("{} {}", world.say("then", &["则"], draw), says.join(", ")));
    let head = format!("{} {}", world.say("rule", &["规则"], draw), World::declared(&named));
    (format!("{head}\n  {}", clauses.join("\n  ")), vec![World::call(&named, &mut Draw::from(&[]))], asks)
}

fn matrix(world: &mut World, draw: &mut Draw<'_>) -> (String, Vec<String>, bool) {
    let axes = axes(world);
    if axes.is_empty() {
        return plain(world, draw);
    }
    let named = world.name("x", "阵", draw);
    let (force, chinese) = draw.pick(&[("level", "等级"), ("presume level", "一般应列为"), ("may level", "可列为")]);
    let one = |draw: &mut Draw<'_>| if draw.chance(15) { "-".into() } else { level_word(world, draw).cell() };
    let (a, b) = (draw.pick(&axes), draw.pick(&axes));
    let (by, rows) = grid(world, &a, &b, draw, one);
    let gives = match by.strip_prefix("matrix ") {
        Some(by) => format!("matrix {} : {by} gives {force}", World::declared(&named)),
        None => format!("矩阵 {} : {} 定 {chinese}", World::declared(&named), by.trim_start_matches("矩阵 ")),
    };
    let clauses: String = clauses(world, false, draw).iter().map(|clause| format!("\n  {clause}")).collect();
    let text = if draw.chance(50) { format!("{gives}{clauses}\n{rows}") } else { format!("{gives}\n{rows}{clauses}") };
    (text, vec![World::call(&named, &mut Draw::from(&[]))], false)
}

fn table(world: &mut World, draw: &mut Draw<'_>) -> (String, Vec<String>, bool) {
    let named = world.name("t", "表", draw);
    let columns: Vec<Operand> = draw.some(&world.operands).into_iter().take(4).collect();
    let heads: Vec<Named> = columns.iter().map(|operand| operand.named.clone()).collect();
    let mut head = names(&heads, draw).split(", ").map(ToOwned::to_owned).collect::<Vec<_>>();
    let concluding: Vec<usize> = (0..1 + draw.below(5) / 4).map(|_| draw.below(12)).collect();
    head.extend(concluding.iter().map(|choice| heading(world, *choice, draw)));
    let because = draw.chance(50);
    if because {
        head.push(world.say("because", &["理由"], draw));
    }
    let mut rows = vec![format!("  | {} |", head.join(" | "))];
    let count = draw.between(1, 4);
    for _ in 0..count {
        let mut cells: Vec<String> = columns.iter().map(|operand| cell(operand, world, draw)).collect();
        cells.extend(concluding.iter().map(|choice| concluded(world, *choice, draw)));
        if because {
            cells.push("\"此行\"".into());
        }
        rows.push(format!("  | {} |", cells.join(" | ")));
    }
    let mut clauses = clauses(world, false, draw);
    if draw.chance(30) {
        clauses.insert(0, format!("{} {}", world.say("when", &["当"], draw), condition(world, 2, draw)));
    }
    if draw.chance(40) {
        clauses.insert(0, world.say("first", &["取先"], draw));
    }
    let clauses: String = clauses.iter().map(|clause| format!("\n  {clause}")).collect();
    let called = World::call(&named, &mut Draw::from(&[]));
    let mut names = vec![called.clone()];
    if !called.starts_with('`') {
        names.extend((1..=count).map(|row| format!("{called}.{row}")));
    }
    let head = format!("{} {}", world.say("table", &["表"], draw), World::declared(&named));
    (format!("{head}{clauses}\n{}", rows.join("\n")), names, false)
}

fn heading(world: &World, choice: usize, draw: &mut Draw<'_>) -> String {
    match choice {
        0 => world.say("level", &["等级"], draw),
        1..=7 => {
            let (english, chinese) = CONCLUDING[choice];
            let (english, chinese) = (format!("{english}level"), chinese[0].trim());
            world.say(&english, &[chinese], draw)
        }
        8 => world.say("raise by", &["上调"], draw),
        9 => world.say("lower by", &["下调"], draw),
        10 if !world.outside.is_empty() => world.say("outside", &["等级外"], draw),
        _ if !world.measures.is_empty() => world.say("require", &["应当"], draw),
        _ => world.say("level", &["等级"], draw),
    }
}

fn concluded(world: &World, choice: usize, draw: &mut Draw<'_>) -> String {
    match choice {
        0..=7 => level_word(world, draw).cell(),
        8 | 9 => number::decimal(draw.between(1, 2), 0),
        10 if !world.outside.is_empty() => World::call(&draw.pick(&world.outside), draw),
        _ if !world.measures.is_empty() => World::call(&draw.pick(&world.measures), draw),
        _ => level_word(world, draw).cell(),
    }
}
