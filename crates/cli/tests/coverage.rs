//! `grade test`: what the tests of a policy cover, told to people and to programs.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test says no by panicking")]

mod grade;

use grade::{Folder, POLICY};
use serde_json::json;

const PARTLY: &str = r#"policy p
scale degree "程度" : low "低" < medium "中" < high "高"
factor duty "职能" : degree
factor loss "损失" : number in 0..1000万 unit "元"
factor powers "职权" : set of approval "审批" | penalty "处罚"
define grid "综合" : degree = matrix duty by duty
  |        | low | medium | high |
  | low    | low | low    | low  |
  | medium | low | medium | high |
  | high   | low | high   | high |
rule a "重要" when duty is high then level 1
rule b "损失大" when loss at least 10万元 and powers is not empty then level 2 overrides c
rule c "其他" when grid is low then may level 3
rule d "从未" when duty is low unless powers is empty then level 2
otherwise level 3
test "t" given duty = low, loss = 5万元, powers = {} expect level 3 because c
test "u" given duty = low, loss = 10万元, powers = {approval} expect level 2
"#;

#[test]
fn people_are_told_what_no_test_covers() {
    let folder = Folder::of(&[("p.rules", PARTLY)]);
    let english = folder.grade("test p.rules");
    assert_eq!(english.code, 0);
    let told = [
        "p.rules:11: rule \"a\": applies in no test\n",
        "p.rules:11: rule \"a\": \"duty is high\": holds in no test\n",
        "p.rules:13: rule \"c\": \"grid is low\": fails in no test\n",
        "p.rules:12: rule \"b\": \"loss at least 10万元\": no test below the boundary has 99999.99; the nearest that one has is 50000\n",
        "p.rules:11: rule \"a\": \"duty is high\": no test below the boundary has 中; the nearest that one has is 低\n",
        "p.rules:11: rule \"a\": \"duty is high\": no test above the boundary has 高\n",
        "p.rules:6: define \"grid\": no test in the cell of row \"高\" and column \"高\"\n",
    ];
    for line in told {
        assert!(english.out.contains(line), "{line}\n{}", english.out);
    }
    assert!(!english.out.contains("row \"高\" and column \"低\""), "{}", english.out);
    assert!(!english.out.contains("powers is not empty"), "{}", english.out);
    let last = "p.rules: the tests cover 3 of 5 rules, 3 of 6 conditions, 0 of 4 boundaries, 1 of 3 cells\n";
    assert!(english.err.ends_with(last), "{}", english.err);
}

#[test]
fn an_official_is_told_in_chinese() {
    let chinese = Folder::of(&[("p.rules", PARTLY)]).grade("test p.rules --lang zh");
    let told = [
        "p.rules:11: 规则“a”：没有测到适用的情形\n",
        "p.rules:11: 规则“a”：“duty is high”：没有测到成立的情形\n",
        "p.rules:12: 规则“b”：“loss at least 10万元”：界限下侧没有测到 99999.99，最近只测到 50000\n",
        "p.rules:6: 定义“grid”：行“高”、列“高”的一格没有测到\n",
    ];
    for line in told {
        assert!(chinese.out.contains(line), "{line}\n{}", chinese.out);
    }
    assert!(
        chinese.err.ends_with("p.rules：测试覆盖规则 3/5 条，条件 3/6 处，界限 0/4 处，矩阵 1/3 格\n"),
        "{}",
        chinese.err
    );
}

#[test]
fn programs_are_told_everything_an_object_a_line() {
    let done = Folder::of(&[("p.rules", PARTLY)]).grade("test p.rules --message-format json");
    let coverage: Vec<_> = done.lines().into_iter().filter(|line| line.get("coverage").is_some()).collect();
    let rule = coverage.iter().find(|line| line["rule"] == "b" && line["coverage"] == "rule").unwrap();
    let expected = json!({"coverage": "rule", "rule": "b", "active": 1, "stands": 1, "decisive": 1,
        "file": "p.rules", "line": 12, "column": 6});
    assert_eq!(*rule, expected);
    let condition = coverage.iter().find(|line| line["text"] == "powers is not empty" && line["rule"] == "b").unwrap();
    let expected = json!({"coverage": "condition", "rule": "b", "condition": 2, "holds": 1, "fails": 1, "opposite": true,
        "text": "powers is not empty", "file": "p.rules", "line": 12, "column": 42});
    assert_eq!(*condition, expected);
    let boundary = coverage.iter().find(|line| line["coverage"] == "boundary" && line["rule"] == "b").unwrap();
    assert_eq!(boundary["below"], json!({"tests": 0, "met": "50000", "missing": "99999.99"}));
    assert_eq!(boundary["above"], json!({"tests": 1, "met": "100000"}));
    let cell = coverage.iter().find(|line| line["coverage"] == "cell" && line["row"] == "high").unwrap();
    assert_eq!([&cell["define"], &cell["tests"]], [&json!("grid"), &json!(null)]);
    let total = json!({"coverage": "total", "file": "p.rules", "rules": {"seen": 3, "of": 5}, "conditions": {"seen": 3, "of": 6},
        "boundaries": {"seen": 0, "of": 4}, "cells": {"seen": 1, "of": 3}});
    assert_eq!(*coverage.last().unwrap(), total);
    assert_eq!(done.lines().iter().filter(|line| line.get("test").is_some()).count(), 2);
}

#[test]
fn quiet_tells_failures_only() {
    let folder =
        Folder::of(&[("p.rules", PARTLY), ("w.rules", "policy w\nfactor a : yes/no\nrule r when b then level 1\n")]);
    for words in ["test p.rules --quiet", "test p.rules --quiet --message-format json"] {
        let done = folder.grade(words);
        assert_eq!((done.code, done.out.as_str(), done.err.as_str()), (0, "", ""), "{words}");
    }
    let wrong = folder.grade("test w.rules --message-format json");
    assert!(wrong.code == 1 && !wrong.out.contains("coverage"), "{}", wrong.out);
}

#[test]
fn a_gap_is_no_failure() {
    let done = Folder::of(&[("p.rules", POLICY)]).grade("test p.rules");
    assert_eq!(done.code, 0);
    assert!(done.out.contains("applies in no test"), "{}", done.out);
}

/// Two tests see the rest of this policy.
const SUGGESTED: &str = r#"policy p
factor n "数量" : number in 0..9 decimals 0
factor a "甲" : yes/no
rule r "多的" when n at least 5 then level 1
rule s "甲的" when a and n at least 5 then level 2
otherwise level 3
test "t" given n = 4, a = no expect level 3
"#;

#[test]
fn missing_tests_are_suggested_with_the_level_left_open() {
    let folder = Folder::of(&[("p.rules", SUGGESTED)]);
    let english = folder.grade("test p.rules --suggest");
    assert_eq!((english.code, english.err.as_str()), (0, "p.rules: 1 test suggested; 1 that no test can show\n"));
    assert_eq!(
        english.out,
        "# rule \"r\": decides the outcome\n# rule \"s\": applies\n# rule \"r\": \"n at least 5\": just above the boundary, 5\n\
         # rule \"s\": \"n at least 5\": just above the boundary, 5\n# rule \"s\": \"a\": holds\n\
         test \"suggested 1\"\n  given n = 5, a = yes\n  expect level ?\n\n\
         # no test can show this; rule \"s\": decides the outcome\n"
    );
    let chinese = folder.grade("test p.rules --suggest --lang zh");
    assert_eq!((chinese.code, chinese.err.as_str()), (0, "p.rules：建议补充测试 1 项；另有 1 处任何测试都测不到\n"));
    assert_eq!(
        chinese.out,
        "# 规则“r”：决定结果\n# 规则“s”：适用\n# 规则“r”：“n at least 5”：界限上侧 5\n# 规则“s”：“n at least 5”：界限上侧 5\n\
         # 规则“s”：“a”：成立\n测试 \"建议 1\"\n  设 数量 = 5, 甲 = 是\n  应为 ?级\n\n\
         # 任何测试都测不到：规则“s”：决定结果\n"
    );
    let lines: Vec<serde_json::Value> = folder
        .grade("test p.rules --suggest --message-format json")
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["record"], json!({"n": "5", "a": true}));
    assert_eq!(lines[0]["shows"][0], json!({"rule": "r", "shows": "decides", "text": "r", "at": [4, 6]}));
    assert_eq!(lines[1]["missing"], "never");
}

#[test]
fn pasted_unfilled_a_suggested_test_is_told_at_its_blank() {
    let folder = Folder::of(&[("p.rules", SUGGESTED)]);
    for (lang, column) in [("en", "16"), ("zh", "6")] {
        let suggested = folder.grade(&format!("test p.rules --suggest --lang {lang}")).out;
        let pasted = Folder::of(&[("q.rules", &format!("{SUGGESTED}{suggested}"))]);
        let told = pasted.grade("check q.rules");
        assert_eq!(told.code, 1);
        assert!(told.out.contains("E0708") && told.out.matches("error[").count() == 1, "{}", told.out);
        let line = 7 + suggested.lines().position(|line| line.contains('?')).unwrap() + 1;
        assert!(told.out.contains(&format!("q.rules:{line}:{column}")), "{}", told.out);
    }
}
