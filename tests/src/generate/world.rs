//! What a policy in the making has declared, and how it speaks.

use std::cell::Cell;
use std::rc::Rc;

use super::draw::Draw;

/// A name, and the label in quotes that may stand for it.
#[derive(Clone, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    pub label: Option<String>,
    /// A further spelling, for records.
    pub aka: Option<String>,
}

/// A list of values.
pub struct Values {
    pub ordered: bool,
    pub list: Vec<Named>,
}

/// A factor, a define or a score.
#[derive(Clone)]
pub struct Operand {
    pub named: Named,
    pub kind: Kind,
    /// Whether a record says it.
    pub said: bool,
}

/// What its values are.
#[derive(Clone)]
pub enum Kind {
    Of(Rc<Values>),
    Level,
    Set(Rc<Values>),
    Flag,
    /// A factor's number: least and most in units of the last decimal.
    Number {
        least: i64,
        most: i64,
        decimals: u32,
        unit: Option<&'static str>,
    },
    /// A derived number, and whether it is a decimal.
    Amount {
        decimal: bool,
        unit: Option<&'static str>,
    },
    Day,
    Days,
    Text,
}

/// In which language a policy speaks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tongue {
    English,
    Chinese,
    Mixed,
}

pub struct World {
    tongue: Tongue,
    wide: bool,
    pub as_of: String,
    /// The levels by name, highest first; those by number have their digits as name.
    pub levels: Vec<Named>,
    pub numbered: bool,
    pub outside: Vec<Named>,
    pub types: Vec<(Named, Rc<Values>)>,
    pub operands: Vec<Operand>,
    pub measures: Vec<Named>,
    /// Rules, tables and rows that may be overridden, with whether they ask for the level.
    pub rules: Vec<(String, bool)>,
    /// Whether two numbers of many values are compared, which must then not be silent.
    pub compares_many: Cell<bool>,
    /// Whether rules stand in the text in reverse, so that earlier ones override later ones.
    pub reversed: bool,
    /// What is also given.
    pub given: Vec<String>,
    count: usize,
}

const STEMS: [char; 16] =
    ['甲', '乙', '丙', '丁', '庚', '辛', '癸', '子', '丑', '寅', '卯', '辰', '午', '酉', '戌', '亥'];

impl World {
    pub fn new(draw: &mut Draw<'_>) -> Self {
        let tongue = draw.pick(&[Tongue::English, Tongue::Chinese, Tongue::Mixed]);
        let as_of = draw.pick(&["2020-02-29", "2020-02-29", "2021-01-01", "2019-12-31", "2016-10-31"]);
        Self {
            tongue,
            wide: draw.chance(40),
            as_of: as_of.to_owned(),
            levels: ["一级", "二级", "三级"].map(|name| Named { name: name.into(), label: None, aka: None }).to_vec(),
            numbered: true,
            outside: vec![],
            types: vec![],
            operands: vec![],
            measures: vec![],
            rules: vec![],
            compares_many: Cell::new(false),
            reversed: draw.chance(50),
            given: vec![],
            count: 0,
        }
    }

    /// A phrase in the policy's language, or in one of both.
    pub fn say(&self, english: &str, chinese: &[&str], draw: &mut Draw<'_>) -> String {
        let in_chinese = match self.tongue {
            Tongue::English => false,
            Tongue::Chinese => true,
            Tongue::Mixed => draw.chance(50),
        };
        if in_chinese { draw.pick(chinese).to_owned() } else { english.to_owned() }
    }

    pub fn speaks_chinese(&self, draw: &mut Draw<'_>) -> bool {
        self.say("", &["中"], draw) == "中"
    }

    /// A new name beginning with `letter`, perhaps with a label beginning with `sign`.
    pub fn name(&mut self, letter: &str, sign: &str, draw: &mut Draw<'_>) -> Named {
        let count = self.count;
        self.count += 1;
        let stem = format!("{sign}{}{}", STEMS[count / 16 % 16], STEMS[count % 16]);
        match draw.below(8) {
            0..=4 => Named { name: format!("{letter}{count}"), label: Some(stem), aka: None },
            5 => Named { name: format!("{letter}{count}"), label: None, aka: None },
            6 => Named { name: stem, label: None, aka: None },
            _ => Named { name: format!("{letter}{count}"), label: Some(format!("{stem} 之（{count}）")), aka: None },
        }
    }

    /// The declaration of a name.
    pub fn declared(named: &Named) -> String {
        named.label.as_ref().map_or_else(|| named.name.clone(), |label| format!("{} \"{label}\"", named.name))
    }

    /// A name or its label where something is spoken of.
    pub fn call(named: &Named, draw: &mut Draw<'_>) -> String {
        let called = named.label.clone().filter(|_| draw.chance(40)).unwrap_or_else(|| named.name.clone());
        if called.contains([' ', '（']) || draw.chance(4) { format!("`{called}`") } else { called }
    }

    /// A level where a level can stand alone.
    pub fn level(&self, draw: &mut Draw<'_>) -> String {
        let at = draw.below(self.levels.len());
        let number = if self.numbered && self.levels[at].name.len() < 3 {
            self.levels[at].name.clone()
        } else {
            (at + 1).to_string()
        };
        if !self.numbered && draw.chance(70) {
            return Self::call(&self.levels[at], draw);
        }
        let place: usize = number.parse().unwrap();
        let digit = ["一", "二", "三", "四", "五", "六", "七", "八", "九"][place - 1];
        match draw.below(3) {
            0 if self.numbered => number,
            1 if self.speaks_chinese(draw) => format!("{digit}级"),
            _ => self.say(&format!("level {number}"), &[&format!("{digit}级"), &format!("{number}级")], draw),
        }
    }

    /// The operands of some kind.
    pub fn among(&self, fits: impl Fn(&Operand) -> bool) -> Vec<Operand> {
        self.operands.iter().filter(|operand| fits(operand)).cloned().collect()
    }

    /// The text with some of its punctuation outside strings in full width.
    pub fn widened(&self, text: &str, draw: &mut Draw<'_>) -> String {
        if !self.wide {
            return text.to_owned();
        }
        let often = 20 + draw.below(70);
        let quotes = draw.pick(&[('"', '"'), ('“', '”'), ('「', '」')]);
        let mut closing = None;
        let mut wide = String::new();
        let mut mixed = u64::try_from(draw.below(60_000)).unwrap() + 1;
        for letter in text.chars() {
            mixed = mixed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let widen = usize::try_from((mixed >> 33) % 100).unwrap() < often;
            match closing {
                Some(mark) if letter == mark => {
                    closing = None;
                    wide.push(if letter == '"' { quotes.1 } else { letter });
                    continue;
                }
                Some(_) => {}
                None if letter == '"' => {
                    closing = Some(letter);
                    wide.push(quotes.0);
                    continue;
                }
                None if letter == '`' => closing = Some(letter),
                None if widen => {
                    wide.push(full(letter));
                    continue;
                }
                None => {}
            }
            wide.push(letter);
        }
        wide
    }
}

fn full(letter: char) -> char {
    match letter {
        '(' => '（',
        ')' => '）',
        '{' => '｛',
        '}' => '｝',
        ',' => '，',
        ':' => '：',
        '|' => '｜',
        '=' => '＝',
        '<' => '＜',
        '>' => '＞',
        '+' => '＋',
        '*' => '×',
        '%' => '％',
        _ => letter,
    }
}
