//! The grammar's work grows with the text, never faster. Work is the smallest number of calls with which pest reads the
//! text; that number is set for the whole process, so this file holds one test.

use std::num::NonZeroUsize;

use grading_dsl::parse;
use messages::FileId;

/// The smallest call limit with which the text is read without a complaint.
fn work(text: &str) -> usize {
    let reads = |limit: usize| {
        pest::set_call_limit(NonZeroUsize::new(limit));
        parse(FileId(0), text).1.is_empty()
    };
    let mut high = 1 << 10;
    while !reads(high) {
        high *= 2;
        assert!(high < 1 << 32, "not read at all: {text}");
    }
    let mut low = 1;
    while low < high {
        let middle = low.midpoint(high);
        if reads(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

fn doubles(what: &str, make: impl Fn(usize) -> String, from: usize) {
    let (once, twice) = (work(&make(from)), work(&make(from * 2)));
    assert!(twice <= once * 2 + once / 10, "{what}: {once} calls, doubled {twice}");
}

fn nested(open: &str, close: &str, times: usize) -> String {
    format!("rule r when {}a is b{} then level 1", open.repeat(times), close.repeat(times))
}

#[test]
fn work_at_most_doubles_when_the_text_doubles() {
    doubles("and", |n| format!("rule r when a{} then level 1", " and a is b".repeat(n)), 100);
    doubles("或", |n| format!("规则 r 当 甲 为 乙{} 则 一级", " 或 低于 3".repeat(n)), 100);
    doubles("sum", |n| format!("define d = 1{}", " + a * 2".repeat(n)), 100);
    doubles("list", |n| format!("define d = max(1{})", ", a / 3".repeat(n)), 100);
    doubles("values", |n| format!("choice c : a{}", " | a \"甲\" aka \"x\"".repeat(n)), 100);
    doubles("cases", |n| format!("define d = {} otherwise 1", "1 when a, ".repeat(n)), 100);
    doubles(
        "lines",
        |n| format!("score d {}", "add 1 when a, 2 when b\nwhen a add 1\nadd 2 for each s, at most 3\n".repeat(n)),
        50,
    );
    doubles("rows", |n| format!("table t\n| a | level |\n{}", "| not(a, b) | 1 |\n".repeat(n)), 100);
    doubles("given", |n| format!("test \"t\" given a = 1{} expect level 1", ", a = {b, c}".repeat(n)), 100);
    doubles("clauses", |n| format!("rule r then level 1{}", " note \"x\" cite \"y\"".repeat(n)), 100);
    doubles("comments", |n| format!("rule r {} then level 1", "# x\n".repeat(n)), 100);
    for (open, close) in [
        ("(", ")"),
        ("not (", ")"),
        ("any of (", ")"),
        ("at least 1 of (", ")"),
        ("none of (c, ", ")"),
        ("max(", ")"),
        ("count of (", ")"),
        ("a is 1 and (", ")"),
        ("1 + (", ") * 2"),
        ("1 between 2 and (", ")"),
        ("非 (", ")"),
        ("四舍五入 (", ") 至 2 位"),
    ] {
        doubles(open, |n| nested(open, close, n), 16);
    }
    doubles("not", |n| nested("not ", "", n), 32);
    doubles("minus", |n| format!("define d = {}1", "- ".repeat(n)), 32);
    doubles("round", |n| format!("define d = {} 1 {}", "round ".repeat(n), "to 2 ".repeat(n)), 32);
}
