//! What the tests of a policy have not seen, for people; all that they have, for programs.

use annotate_snippets::normalize_untrusted_str;
use core_model::{Mark, Named};
use grading_dsl::{
    BoundaryCoverage, CellCoverage, ConditionCoverage, Count, Coverage, Part, RuleCoverage, Sense, SideCoverage,
    Totals, mark_text,
};
use messages::Lang;
use serde::Serialize;

use super::finding::Place;
use super::json::one_line;

/// One thing that tests may have seen, and where it is written.
pub struct Seen<'a> {
    /// What.
    pub what: What<'a>,
    /// Where.
    pub place: Place<'a>,
}

/// What tests may have seen.
#[derive(Clone, Copy)]
pub enum What<'a> {
    /// A rule.
    Rule(&'a RuleCoverage),
    /// A condition.
    Condition(&'a ConditionCoverage),
    /// A boundary.
    Boundary(&'a BoundaryCoverage),
    /// A cell of a matrix.
    Cell(&'a CellCoverage),
}

/// What is not covered, a line each, in the order of the text, the same line once.
#[must_use]
pub fn uncovered(all: &[Seen<'_>], lang: Lang) -> Vec<String> {
    let mut in_order: Vec<&Seen<'_>> = all.iter().collect();
    in_order.sort_by(|one, other| (&one.place.path, one.place.from.0).cmp(&(&other.place.path, other.place.from.0)));
    let mut lines: Vec<String> = Vec::new();
    for seen in in_order {
        for said in seen.said(lang) {
            let line = format!("{}:{}: {said}\n", seen.place.path, seen.place.from.0);
            if lines.last() != Some(&line) {
                lines.push(line);
            }
        }
    }
    lines
}

/// How much is covered, in one line.
#[must_use]
pub fn covered(file: &str, totals: &Totals, lang: Lang) -> String {
    let counts = [
        ("rules", "规则", "条", totals.rules),
        ("conditions", "条件", "处", totals.conditions),
        ("boundaries", "界限", "处", totals.boundaries),
        ("cells", "矩阵", "格", totals.cells),
    ];
    let counts = counts.into_iter().filter(|(.., count)| count.of > 0);
    match lang {
        Lang::En => {
            let each: Vec<String> =
                counts.map(|(name, _, _, count)| format!("{} of {} {name}", count.seen, count.of)).collect();
            format!("{file}: the tests cover {}", listed(&each, ", ", "nothing, for there is nothing to cover"))
        }
        Lang::Zh => {
            let each: Vec<String> = counts
                .map(|(_, name, measure, count)| format!("{name} {}/{} {measure}", count.seen, count.of))
                .collect();
            format!("{file}：测试覆盖{}", listed(&each, "，", "：没有须要覆盖的内容"))
        }
    }
}

/// All of it as lines of JSON, line feeds included.
#[must_use]
pub fn coverage_json(file: &str, all: &[Seen<'_>], coverage: &Coverage) -> Vec<String> {
    let mut lines: Vec<String> = all.iter().map(Seen::json).collect();
    let Totals { rules, conditions, boundaries, cells } = coverage.totals();
    lines.push(one_line(&Total { coverage: "total", file, rules, conditions, boundaries, cells }));
    lines
}

impl What<'_> {
    fn part(&self) -> &Part {
        match self {
            Self::Rule(rule) => &rule.of,
            Self::Condition(condition) => &condition.of,
            Self::Boundary(boundary) => &boundary.of,
            Self::Cell(cell) => &cell.of,
        }
    }
}

impl Seen<'_> {
    fn said(&self, lang: Lang) -> Vec<String> {
        let of = owner(self.what.part(), lang);
        let text = self.text();
        match self.what {
            What::Rule(rule) => rule_said(rule, lang).map(|said| joined(&of, said, lang)).into_iter().collect(),
            What::Condition(condition) => condition_said(condition, lang)
                .map(|said| joined(&quoted(&text, &of, lang), said, lang))
                .into_iter()
                .collect(),
            What::Boundary(boundary) => {
                let sides = [(&boundary.below, Hand::Below), (&boundary.above, Hand::Above)];
                let said = sides.into_iter().filter_map(|(side, hand)| side_said(side, hand, lang));
                said.map(|said| joined(&quoted(&text, &of, lang), &said, lang)).collect()
            }
            What::Cell(cell) => cell_said(cell, lang).map(|said| joined(&of, &said, lang)).into_iter().collect(),
        }
    }

    fn text(&self) -> String {
        text_at(&self.place)
    }

    fn json(&self) -> String {
        let (line, column) = self.place.from;
        let (file, text) = (self.place.path.as_str(), self.text());
        let text = Some(text.as_str());
        match self.what {
            What::Rule(seen) => one_line(&Line { coverage: "rule", seen, text: None, file, line, column }),
            What::Condition(seen) => one_line(&Line { coverage: "condition", seen, text, file, line, column }),
            What::Boundary(seen) => one_line(&Line { coverage: "boundary", seen, text, file, line, column }),
            What::Cell(seen) => one_line(&Line { coverage: "cell", seen, text: None, file, line, column }),
        }
    }
}

/// The text at the place, on one line.
pub(super) fn text_at(place: &Place<'_>) -> String {
    let text = place.text.get(place.start..place.end).unwrap_or_default();
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST).collect()
}

/// A side of a boundary.
#[derive(Clone, Copy)]
enum Hand {
    Below,
    Above,
}

fn rule_said(rule: &RuleCoverage, lang: Lang) -> Option<&'static str> {
    let said = |english, chinese| match lang {
        Lang::En => english,
        Lang::Zh => chinese,
    };
    if matches!(rule.of, Part::Otherwise(_)) && rule.active == 0 {
        return Some(said("concludes in no test", "没有测到由它定级的情形"));
    }
    match (rule.active, rule.stands, rule.decisive) {
        (0, ..) => Some(said("applies in no test", "没有测到适用的情形")),
        (_, 0, _) => Some(said("is overridden in every test in which it applies", "测到适用，但都被优先的规则排除")),
        (_, _, Some(0)) => Some(said("decides in no test", "测到适用，但都不决定结果")),
        (_, _, Some(_) | None) => None,
    }
}

/// As the text says it, which may be the opposite of the condition.
fn condition_said(condition: &ConditionCoverage, lang: Lang) -> Option<&'static str> {
    let (holds, fails) = match condition.sense {
        Sense::Same => (condition.holds, condition.fails),
        Sense::Opposite => (condition.fails, condition.holds),
    };
    let said = |english, chinese| match lang {
        Lang::En => english,
        Lang::Zh => chinese,
    };
    match (holds, fails) {
        (Some(0), Some(0)) => Some(said("settled in no test", "没有测到能确定是否成立的情形")),
        (Some(0), Some(_) | None) => Some(said("holds in no test", "没有测到成立的情形")),
        (Some(_) | None, Some(0)) => Some(said("fails in no test", "没有测到不成立的情形")),
        (Some(_) | None, Some(_) | None) => None,
    }
}

fn side_said(side: &SideCoverage, hand: Hand, lang: Lang) -> Option<String> {
    let missing = value(side.missing.as_ref()?, lang);
    let met = side.met.as_ref().map(|met| value(met, lang));
    Some(match lang {
        Lang::En => {
            let hand = match hand {
                Hand::Below => "below",
                Hand::Above => "above",
            };
            let met = met.map_or_else(String::new, |met| format!("; the nearest that one has is {met}"));
            format!("no test {hand} the boundary has {missing}{met}")
        }
        Lang::Zh => {
            let hand = match hand {
                Hand::Below => "下侧",
                Hand::Above => "上侧",
            };
            let met = met.map_or_else(String::new, |met| format!("，最近只测到 {met}"));
            format!("界限{hand}没有测到 {missing}{met}")
        }
    })
}

fn cell_said(cell: &CellCoverage, lang: Lang) -> Option<String> {
    if cell.tests != Some(0) {
        return None;
    }
    let (row, column) = (called(&cell.row), called(&cell.column));
    Some(match lang {
        Lang::En => format!("no test in the cell of row \"{row}\" and column \"{column}\""),
        Lang::Zh => format!("行“{row}”、列“{column}”的一格没有测到"),
    })
}

pub(super) fn value(mark: &Mark, lang: Lang) -> String {
    let text = mark_text(mark, called);
    match (mark, lang) {
        (Mark::Number(..) | Mark::Value(_) | Mark::Day(_), _) => text,
        (Mark::More(..), Lang::En) => format!("a difference of {text}"),
        (Mark::More(..), Lang::Zh) => format!("相差 {text}"),
        (Mark::Higher(_), Lang::En) => format!("a distance of {text} on the scale"),
        (Mark::Higher(_), Lang::Zh) => format!("相差 {text} 档"),
        (Mark::Later(_), Lang::En) => format!("a distance of {text} days"),
        (Mark::Later(_), Lang::Zh) => format!("相差 {text} 日"),
    }
}

pub(super) fn called(named: &Named) -> String {
    named.label.clone().unwrap_or_else(|| named.name.clone())
}

/// The part of the policy, as it is called in a sentence.
pub(super) fn owner(part: &Part, lang: Lang) -> String {
    match (part, lang) {
        (Part::Rule(name), Lang::En) => format!("rule \"{name}\""),
        (Part::Rule(name), Lang::Zh) => format!("规则“{name}”"),
        (Part::Define(name), Lang::En) => format!("define \"{name}\""),
        (Part::Define(name), Lang::Zh) => format!("定义“{name}”"),
        (Part::Impossible(_), Lang::En) => "impossible".to_owned(),
        (Part::Impossible(_), Lang::Zh) => "不应出现".to_owned(),
        (Part::Otherwise(_), Lang::En) => "otherwise".to_owned(),
        (Part::Otherwise(_), Lang::Zh) => "其余".to_owned(),
    }
}

pub(super) fn quoted(text: &str, of: &str, lang: Lang) -> String {
    match lang {
        Lang::En => format!("{of}: \"{text}\""),
        Lang::Zh => format!("{of}：“{text}”"),
    }
}

pub(super) fn joined(subject: &str, said: &str, lang: Lang) -> String {
    let colon = match lang {
        Lang::En => ": ",
        Lang::Zh => "：",
    };
    normalize_untrusted_str(&format!("{subject}{colon}{said}"))
}

fn listed(each: &[String], between: &str, none: &str) -> String {
    if each.is_empty() { none.to_owned() } else { each.join(between) }
}

#[derive(Serialize)]
struct Line<'a, T> {
    coverage: &'static str,
    #[serde(flatten)]
    seen: &'a T,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    file: &'a str,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Total<'a> {
    coverage: &'static str,
    file: &'a str,
    rules: Count,
    conditions: Count,
    boundaries: Count,
    cells: Count,
}

/// How many characters of a condition are shown.
const LONGEST: usize = 80;
