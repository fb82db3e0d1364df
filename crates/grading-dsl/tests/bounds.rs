//! Texts made to exhaust time, stack or memory get an error, soon and on a small stack.

#![expect(clippy::unwrap_used, reason = "a thread that does not start or end is a failed test")]

use std::time::{Duration, Instant};

use grading_dsl::parse;
use grading_dsl::syntax::Item;
use messages::FileId;

const MEBIBYTE: usize = 1 << 20;

/// The codes found, on a stack of 256 KiB, within a bounded time.
fn codes(text: String) -> Vec<&'static str> {
    let started = Instant::now();
    let work = move || {
        let (file, found) = parse(FileId(0), &text);
        let read = file.items.iter().filter(|item| !matches!(item, Item::Broken(_))).count();
        drop(file);
        (read, found.iter().map(|one| one.problem.code()).collect())
    };
    let thread = std::thread::Builder::new().stack_size(256 << 10).spawn(work).unwrap();
    let (_, found): (usize, Vec<&'static str>) = thread.join().unwrap();
    // Two seconds where it is optimised and alone; the tests are neither.
    assert!(started.elapsed() < Duration::from_secs(20), "took {:?}", started.elapsed());
    found
}

fn rule(condition: &str) -> String {
    format!("rule r when {condition} then level 1\nrule s when a then level 2\n")
}

#[test]
fn a_mebibyte_of_anything_that_nests_is_too_deep() {
    for unit in
        ["(", "（", "非 ", "not ", "- ", "round ", "四舍五入 ", "max(", "any of (", "not (", "- (", "{", "(not "]
    {
        let many = unit.repeat(MEBIBYTE / unit.len());
        assert_eq!(codes(rule(&many)), ["E0302"], "{unit}");
        assert_eq!(codes(format!("define d = {many} 1")), ["E0302"], "{unit}");
        assert_eq!(codes(many).len(), 1, "{unit}");
    }
}

#[test]
fn a_mebibyte_of_operands_is_too_many() {
    for unit in ["a is b and ", "a 为 b 或 ", "a and b or "] {
        let many = unit.repeat(MEBIBYTE / unit.len());
        assert_eq!(codes(rule(&format!("{many} a"))), ["E0307"], "{unit}");
    }
    let list = "a, ".repeat(MEBIBYTE / 3);
    assert_eq!(codes(rule(&format!("any of ({list} a)"))), ["E0307"]);
}

#[test]
fn a_mebibyte_of_an_unclosed_string_is_one_mistake() {
    for open in ["\"", "“", "「", "`"] {
        let long = format!("rule r {open}{} \nrule s when a then level 1", "字 ".repeat(MEBIBYTE / 4));
        assert_eq!(codes(long), ["E0106"], "{open}");
        let many = open.repeat(MEBIBYTE / open.len() - 1);
        assert!(codes(format!("rule r {many}")).len() <= 2, "{open}");
    }
}

#[test]
fn a_great_many_signs_or_words_end_soon() {
    for unit in [
        "+",
        "a ",
        "，",
        "|",
        "a|",
        "| a |\n",
        "1 ",
        "rule ",
        "when ",
        "规则 a ",
        "`a`",
        "\"\"",
        ".",
        "a + ",
        "#\n",
        "=",
        "\u{200B}",
    ] {
        let many = unit.repeat(MEBIBYTE / 8 / unit.len());
        codes(many.clone());
        codes(rule(&many));
        codes(format!("table t\n{many}"));
        codes(format!("define d = {many}"));
        codes(format!("score d {many}"));
    }
}

#[test]
fn sixty_four_deep_is_read_and_sixty_five_is_not() {
    let openings =
        [("(", 1), ("not (", 2), ("- (", 2), ("1 - (", 1), ("any of (", 1), ("max(1, ", 1), ("a is 1 and (", 1)];
    for (open, weight) in openings {
        let deep = |times: usize| rule(&format!("{}a{}", open.repeat(times), ")".repeat(times)));
        assert_eq!(codes(deep(64 / weight)), Vec::<&str>::new(), "{open}");
        assert_eq!(codes(deep(64 / weight + 1)), ["E0302"], "{open}");
    }
    assert_eq!(codes(rule(&format!("{} a", "not ".repeat(64)))), Vec::<&str>::new());
    assert_eq!(codes(rule(&format!("{} a", "not ".repeat(65)))), ["E0302"]);
    assert_eq!(codes(rule(&format!("{}1{} = 2", "(".repeat(64), ")".repeat(64)))), Vec::<&str>::new());
    assert_eq!(codes(rule(&format!("{}1{} = 2", "(".repeat(65), ")".repeat(65)))), ["E0302"]);
}

#[test]
fn rounds_side_by_side_are_not_deep() {
    let side_by_side = format!("define d = {} 1", "round a to 2 + ".repeat(300));
    assert_eq!(codes(side_by_side), Vec::<&str>::new());
    let within = |times: usize| format!("define d = {} 1 {}", "round ".repeat(times), "to 2 ".repeat(times));
    assert_eq!(codes(within(64)), Vec::<&str>::new());
    assert_eq!(codes(within(65)), ["E0302"]);
}

#[test]
fn tables_have_their_length() {
    let long = |rows: usize| format!("table t\n| level |\n{}", "| 1 |\n".repeat(rows));
    assert_eq!(codes(long(10_000)), Vec::<&str>::new());
    assert_eq!(codes(long(10_001)), ["E0307"]);
}

#[test]
fn names_strings_and_chains_have_their_lengths() {
    let named = |length: usize| format!("factor {} : yes/no", "名".repeat(length));
    assert_eq!(codes(named(128)), Vec::<&str>::new());
    assert_eq!(codes(named(129)), ["E0303"]);
    let text = |length: usize| format!("policy p note \"{}\"", "x".repeat(length));
    assert_eq!(codes(text(4096)), Vec::<&str>::new());
    assert_eq!(codes(text(4097)), ["E0304"]);
    let chain = |operands: usize| rule(&format!("a{}", " and a".repeat(operands - 1)));
    assert_eq!(codes(chain(1024)), Vec::<&str>::new());
    assert_eq!(codes(chain(1025)), ["E0307"]);
    let sum = |operands: usize| format!("define d = a{}", " + a".repeat(operands - 1));
    assert_eq!(codes(sum(1024)), Vec::<&str>::new());
    assert_eq!(codes(sum(1025)), ["E0307"]);
}
