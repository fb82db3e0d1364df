//! Tests that a policy is missing: for people as text to be put into the policy, for programs as objects.

use grading_dsl::{Missing, Part, Sense, Showing, Shows, SuggestedTest};
use messages::Lang;
use serde::Serialize;

use super::coverage::{called, joined, owner, quoted, text_at, value};
use super::finding::Place;
use super::json::one_line;

/// The tests, each below comments that say what it shows; in the end what no test can show. Line feeds included.
#[must_use]
pub fn suggested<'a>(missing: &Missing, place: &dyn Fn(&Showing) -> Place<'a>, lang: Lang) -> Vec<String> {
    let mut blocks: Vec<String> = missing.tests.iter().map(|test| block(test, place, lang)).collect();
    let mut left = Vec::new();
    for showing in &missing.never {
        left.push(comment(&format!("{}{}", never(lang), said(showing, &place(showing), lang))));
    }
    for (showing, hard) in &missing.undecided {
        let hard: Vec<String> = hard.iter().map(called).collect();
        left.push(comment(&open(&said(showing, &place(showing), lang), &hard, lang)));
    }
    if !left.is_empty() {
        blocks.push(left.concat());
    }
    blocks
}

/// The same as lines of JSON.
#[must_use]
pub fn suggested_json<'a>(file: &str, missing: &Missing, place: &dyn Fn(&Showing) -> Place<'a>) -> Vec<String> {
    let mut lines = Vec::new();
    for test in &missing.tests {
        let shows = test.shows.iter().map(|showing| Told::of(showing, &place(showing))).collect();
        let (record, as_of) = (&test.record, test.as_of);
        lines.push(one_line(&Test { suggested: &test.name, file, as_of, record, shows, test: test.test.as_deref() }));
    }
    for showing in &missing.never {
        lines.push(one_line(&Left { missing: "never", file, of: Told::of(showing, &place(showing)), hard: None }));
    }
    for (showing, hard) in &missing.undecided {
        let hard = Some(hard.iter().map(|named| named.name.as_str()).collect());
        lines.push(one_line(&Left { missing: "not decided", file, of: Told::of(showing, &place(showing)), hard }));
    }
    lines
}

/// How many tests are missing, in one line.
#[must_use]
pub fn suggested_count(file: &str, missing: &Missing, lang: Lang) -> String {
    let (tests, never, undecided) = (missing.tests.len(), missing.never.len(), missing.undecided.len());
    match lang {
        Lang::En => {
            let tests = if tests == 1 { "1 test suggested".to_owned() } else { format!("{tests} tests suggested") };
            let never = if never == 0 { String::new() } else { format!("; {never} that no test can show") };
            let open = if undecided == 0 { String::new() } else { format!("; {undecided} not decided") };
            format!("{file}: {tests}{never}{open}")
        }
        Lang::Zh => {
            let never =
                if never == 0 { String::new() } else { format!("；另有 {never} 处任何测试都测不到") };
            let open = if undecided == 0 { String::new() } else { format!("；未能判定 {undecided} 处") };
            format!("{file}：建议补充测试 {tests} 项{never}{open}")
        }
    }
}

fn block<'a>(test: &SuggestedTest, place: &dyn Fn(&Showing) -> Place<'a>, lang: Lang) -> String {
    let mut text = String::new();
    let shown: Vec<&Showing> = brief(&test.shows);
    for showing in shown.iter().take(LINES) {
        text.push_str(&comment(&said(showing, &place(showing), lang)));
    }
    if shown.len() > LINES {
        text.push_str(&comment(&more(shown.len() - LINES, lang)));
    }
    match &test.test {
        Some(test) => text.push_str(test),
        None => text.push_str(&comment(unwritten(lang))),
    }
    text
}

/// Rules first, then boundaries, then what else. A condition that holds just above its boundary need not be told twice.
fn brief(shows: &[Showing]) -> Vec<&Showing> {
    let of_boundary = |of: &Part, nth: u32| {
        shows.iter().any(|other| match &other.what {
            Shows::Below { condition, .. } | Shows::Above { condition, .. } => other.of == *of && *condition == nth,
            Shows::Stands
            | Shows::Decides
            | Shows::Concludes
            | Shows::Holds { .. }
            | Shows::Fails { .. }
            | Shows::Cell { .. } => false,
        })
    };
    let rank = |showing: &&Showing| match &showing.what {
        Shows::Decides | Shows::Concludes => Some(0),
        Shows::Stands => Some(1),
        Shows::Below { .. } | Shows::Above { .. } => Some(2),
        Shows::Cell { .. } => Some(3),
        Shows::Holds { condition } | Shows::Fails { condition } => (!of_boundary(&showing.of, *condition)).then_some(4),
    };
    let mut shown: Vec<&Showing> = shows.iter().filter(|showing| rank(showing).is_some()).collect();
    shown.sort_by_key(rank);
    shown
}

/// What is shown, in words.
fn said(showing: &Showing, place: &Place<'_>, lang: Lang) -> String {
    let of = owner(&showing.of, lang);
    let text = quoted(&text_at(place), &of, lang);
    let words = |english: &str, chinese: &str| match lang {
        Lang::En => english.to_owned(),
        Lang::Zh => chinese.to_owned(),
    };
    match (&showing.what, showing.sense) {
        (Shows::Stands, _) => joined(&of, &words("applies", "适用"), lang),
        (Shows::Decides, _) => joined(&of, &words("decides the outcome", "决定结果"), lang),
        (Shows::Concludes, _) => joined(&of, &words("concludes", "由它定级"), lang),
        (Shows::Holds { .. }, Sense::Same) | (Shows::Fails { .. }, Sense::Opposite) => {
            joined(&text, &words("holds", "成立"), lang)
        }
        (Shows::Fails { .. }, Sense::Same) | (Shows::Holds { .. }, Sense::Opposite) => {
            joined(&text, &words("fails", "不成立"), lang)
        }
        (Shows::Below { value: mark, .. }, _) => {
            let mark = value(mark, lang);
            joined(&text, &words(&format!("just below the boundary, {mark}"), &format!("界限下侧 {mark}")), lang)
        }
        (Shows::Above { value: mark, .. }, _) => {
            let mark = value(mark, lang);
            joined(&text, &words(&format!("just above the boundary, {mark}"), &format!("界限上侧 {mark}")), lang)
        }
        (Shows::Cell { row, column }, _) => {
            let (row, column) = (called(row), called(column));
            let english = format!("the cell of row \"{row}\" and column \"{column}\"");
            joined(&of, &words(&english, &format!("行“{row}”、列“{column}”的一格")), lang)
        }
    }
}

fn comment(text: &str) -> String {
    format!("# {text}\n")
}

fn never(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "no test can show this; ",
        Lang::Zh => "任何测试都测不到：",
    }
}

fn open(said: &str, hard: &[String], lang: Lang) -> String {
    match lang {
        Lang::En => {
            format!("whether a test can show this was not decided, for the sake of {}; {said}", hard.join(", "))
        }
        Lang::Zh => format!("因{}等因素过于复杂，未能判定是否测得到：{said}", hard.join("、")),
    }
}

fn more(count: usize, lang: Lang) -> String {
    match lang {
        Lang::En => format!("and {count} more"),
        Lang::Zh => format!("另有 {count} 处"),
    }
}

fn unwritten(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "the record holds a text that cannot be written in a test",
        Lang::Zh => "数据中有无法写入测试的文本",
    }
}

/// How many comments stand above a test.
const LINES: usize = 6;

#[derive(Serialize)]
struct Test<'a> {
    suggested: &'a str,
    file: &'a str,
    as_of: core_model::Date,
    record: &'a core_model::ByName,
    shows: Vec<Told<'a>>,
    test: Option<&'a str>,
}

#[derive(Serialize)]
struct Left<'a> {
    missing: &'static str,
    file: &'a str,
    #[serde(flatten)]
    of: Told<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hard: Option<Vec<&'a str>>,
}

/// Where it is written stands apart, since a cell has a column of its own.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    showing: &'a Showing,
    text: String,
    at: [usize; 2],
}

impl<'a> Told<'a> {
    fn of(showing: &'a Showing, place: &Place<'_>) -> Self {
        let (line, column) = place.from;
        Self { showing, text: text_at(place), at: [line, column] }
    }
}
