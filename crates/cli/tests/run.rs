//! `run`: answers in every format, bad records, bad files, exit codes.

mod grade;

use std::fs::File;
use std::io::Read;
use std::process::Stdio;

use grade::{Folder, POLICY, RECORDS, done};
use serde_json::{Value, json};

#[test]
fn every_row_has_an_answer_with_the_day_that_was_used() {
    let done = Folder::sample().grade("run p.rules r.csv --as-of 2020-02-29");
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(done.each("outcome"), ["graded", "graded", "ungraded"]);
    assert_eq!(done.each("id"), ["R-1", "R-2", "R-3"]);
    assert_eq!(done.each("row"), [1, 2, 3]);
    assert_eq!(done.each("as_of"), ["2020-02-29"; 3]);
    let first = &done.lines()[0];
    assert_eq!(first["decisive"], json!(["important"]));
    assert_eq!(first["because"], json!(["行使重要权力，损失 50000 元"]));
    assert_eq!(first["policy"], "样例 1");
    assert_eq!(first["assumed"], json!({"attention": "high"}));
}

#[test]
fn without_a_day_it_is_today() {
    let done = Folder::sample().grade("run p.rules r.csv");
    let day = done.each("as_of")[0].as_str().unwrap().to_owned();
    assert!(day.as_str() >= "2024-01-01", "{day}");
}

#[test]
fn the_summary_counts_outcomes_on_standard_error() {
    let folder = Folder::sample();
    let done = folder.grade("run p.rules r.csv --as-of 2020-02-29");
    assert!(done.err.starts_with("3 records as of 2020-02-29: 2 graded, 1 ungraded; "), "{}", done.err);
    let chinese = folder.grade("run p.rules r.csv --as-of 2020-02-29 --lang zh");
    assert!(chinese.err.starts_with("2020-02-29：共 3 条，已评定 2 条，未评定 1 条；"), "{}", chinese.err);
    assert_eq!(folder.grade("run p.rules r.csv --quiet").err, "");
}

#[test]
fn a_value_that_does_not_fit_makes_its_record_invalid_and_no_other() {
    let folder = Folder::sample();
    folder.write("r.csv", "id,duty,loss\n1,重要,约5万\n2,重耍,1\n3,重要,0.001\n4,重要,-1\n5,重要,1\n");
    let done = folder.grade("run p.rules r.csv");
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(done.each("outcome"), ["invalid", "invalid", "invalid", "invalid", "graded"]);
    let errors = done.each("errors");
    assert_eq!(errors[0][0]["column"], "loss");
    assert_eq!(errors[0][0]["found"], "约5万");
    assert_eq!(errors[1][0]["found"], "重耍");
    assert_eq!(errors[2][0]["found"], "0.001");
    for error in errors.iter().take(4) {
        assert!(error[0]["code"].as_str().unwrap().starts_with("D01"), "{error}");
        assert!(!error[0]["expected"].as_str().unwrap().is_empty());
    }
}

#[test]
fn a_silent_factor_leaves_open_only_what_it_can_change() {
    let folder = Folder::sample();
    folder.write("r.csv", "id,duty,loss\n1,,20万\n2,重要,\n");
    let done = folder.grade("run p.rules r.csv");
    assert_eq!(done.each("outcome"), ["undetermined", "graded"], "{}", done.out);
    assert_eq!(done.each("needs")[0], json!(["duty"]));
}

#[test]
fn a_silent_factor_is_given_only_where_no_other_value_is_possible() {
    let policy = "policy p\nfactor a : x | y | z\nfactor b : x | y\nalso give a, b\n\
                  impossible when b is y because \"never\"\nrule r when a is x or b is y then level 1\notherwise level 1\n";
    let folder = Folder::of(&[("p.rules", policy), ("r.jsonl", "{}\n")]);
    let done = folder.grade("run p.rules r.jsonl --partial");
    assert_eq!(done.each("values"), [json!({"b": "x"})], "{}", done.err);
}

#[test]
fn records_that_were_not_graded_are_a_no_only_under_strict() {
    let folder = Folder::sample();
    assert_eq!(folder.grade("run p.rules r.csv --strict").code, 1);
    for bad in ["1,重耍,1", "1,,20万", "1,一般,1"] {
        folder.write("r.csv", format!("id,duty,loss\n{bad}\n"));
        assert_eq!(folder.grade("run p.rules r.csv").code, 0, "{bad}");
        assert_eq!(folder.grade("run p.rules r.csv --strict").code, 1, "{bad}");
    }
    folder.write("r.csv", "id,duty,loss\n1,重要,1\n");
    assert_eq!(folder.grade("run p.rules r.csv --strict").code, 0);
}

#[test]
fn a_missing_column_is_asked_for_unless_partial() {
    let folder = Folder::sample();
    folder.write("r.csv", "id,duty,经挤损失\n1,重要,1\n");
    let done = folder.grade("run p.rules r.csv");
    assert_eq!((done.code, done.out.as_str()), (2, ""));
    assert!(done.err.contains("loss") || done.err.contains("经济损失"), "{}", done.err);
    assert!(done.err.contains("经挤损失"), "the near miss is told: {}", done.err);
    let partial = folder.grade("run p.rules r.csv --partial");
    assert_eq!(partial.code, 0, "{}", partial.err);
    assert_eq!(partial.each("outcome"), ["graded"]);
}

#[test]
fn two_columns_for_one_factor_are_refused() {
    let folder = Folder::sample();
    folder.write("r.csv", "id,duty,职能,loss\n1,重要,重要,1\n");
    let done = folder.grade("run p.rules r.csv");
    assert_eq!((done.code, done.out.as_str()), (2, ""));
    assert!(done.err.contains("职能"), "{}", done.err);
}

#[test]
fn the_format_follows_the_ending_unless_it_is_named() {
    let folder = Folder::sample();
    for (name, named, starts) in [
        ("a.jsonl", "", "{\"row\":1,"),
        ("a.json", "", "["),
        ("a.csv", "", "\u{feff}编号,职能"),
        ("a", "", "{\"row\":1,"),
        ("b.csv", "--format json", "["),
        ("b.txt", "--format csv", "\u{feff}编号,职能"),
    ] {
        let done = folder.grade(&format!("run p.rules r.csv -o {name} {named}"));
        assert_eq!((done.code, done.out.as_str()), (0, ""), "{name}: {}", done.err);
        assert!(folder.read(name).starts_with(starts), "{name}: {}", folder.read(name));
    }
    for name in ["a.xls", "a.parquet"] {
        let done = folder.grade(&format!("run p.rules r.csv -o {name}"));
        assert_eq!(done.code, 2, "{name}");
        assert!(!folder.path(name).exists(), "{name}");
    }
}

#[test]
fn csv_carries_the_columns_through_and_appends_the_answer() {
    let folder = Folder::sample();
    let done = folder.grade("run p.rules r.csv --format csv");
    let lines: Vec<&str> = done.out.split("\r\n").collect();
    assert_eq!(lines[0], "编号,职能,经济损失,备注,outcome,level,label,rules,because,measures");
    assert_eq!(lines[1], "R-1,重要,5万,甲,graded,1,一级,important,\"行使重要权力，损失 50000 元\",".replace('"', ""));
    assert_eq!(lines[3], "R-3,一般,1,丙,ungraded,,,,,");
    let chinese = folder.grade("run p.rules r.csv --format csv --lang zh");
    assert!(
        chinese.out.starts_with("编号,职能,经济损失,备注,结果,等级,等级名称,依据规则,理由,措施\r\n"),
        "{}",
        chinese.out
    );
    assert!(chinese.out.contains("R-3,一般,1,丙,未评定,"), "{}", chinese.out);
    let locale = grade::done(folder.command("run p.rules r.csv --format csv").env("LANG", "zh_CN.UTF-8"));
    assert_eq!(locale.out, done.out, "never by locale");
}

#[test]
fn json_is_one_array_even_of_no_records() {
    let folder = Folder::sample();
    let done = folder.grade("run p.rules r.csv --format json");
    let answers: Vec<Value> = serde_json::from_str(&done.out).unwrap();
    assert_eq!(answers.len(), 3);
    folder.write("r.csv", "id,duty,loss\n");
    let none = folder.grade("run p.rules r.csv --format json");
    assert_eq!(serde_json::from_str::<Vec<Value>>(&none.out).unwrap(), Vec::<Value>::new());
}

#[test]
fn json_records_are_read_as_an_array_and_as_lines() {
    let folder = Folder::sample();
    folder.write("a.json", r#"[{"id":"x","duty":"重要","loss":5},{"id":7,"职能":"一般","loss":"20万"}]"#);
    folder.write(
        "a.jsonl",
        "{\"id\":\"x\",\"duty\":\"重要\",\"loss\":5}\n{\"id\":7,\"职能\":\"一般\",\"loss\":\"20万\"}\n",
    );
    for name in ["a.json", "a.jsonl"] {
        let done = folder.grade(&format!("run p.rules {name}"));
        assert_eq!((done.code, done.each("level")), (0, vec![json!(1), json!(2)]), "{name}: {}", done.err);
        assert_eq!(done.each("id"), ["x", "7"]);
    }
}

#[test]
fn several_files_are_told_apart_in_the_answers() {
    let folder = Folder::sample();
    folder.write("s.csv", RECORDS);
    let done = folder.grade("run p.rules r.csv s.csv");
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(done.lines().len(), 6);
    assert_eq!(done.each("file")[0], "r.csv");
    assert_eq!(done.each("file")[5], "s.csv");
    assert_eq!(done.each("row")[3], 1);
    assert!(folder.grade("run p.rules r.csv").lines()[0].get("file").is_none());
}

#[test]
fn records_come_from_standard_input_once() {
    let folder = Folder::sample();
    let done = folder.grade_with("run p.rules -", RECORDS);
    assert_eq!((done.code, done.lines().len()), (0, 3), "{}", done.err);
    assert_eq!(folder.grade_with("run - r.csv", POLICY).lines().len(), 3);
    for words in ["run - -", "run p.rules - -"] {
        let done = folder.grade_with(words, "");
        assert_eq!(done.code, 2, "{words}");
        assert!(done.err.contains("standard input"), "{}", done.err);
    }
}

#[test]
fn the_input_is_never_the_output() {
    let folder = Folder::sample();
    std::os::unix::fs::symlink(folder.path("r.csv"), folder.path("link.csv")).unwrap();
    std::fs::hard_link(folder.path("r.csv"), folder.path("hard.csv")).unwrap();
    for name in ["r.csv", "./r.csv", "link.csv", "hard.csv", "p.rules"] {
        let done = folder.grade(&format!("run p.rules r.csv -o {name}"));
        assert_eq!(done.code, 2, "{name}");
    }
    assert_eq!(folder.read("r.csv"), RECORDS);
    assert_eq!(folder.read("p.rules"), POLICY);
}

#[test]
fn an_output_file_appears_whole_or_not_at_all() {
    let folder = Folder::sample();
    folder.write("bad.csv", b"id,duty,loss\n1,\xff\xfe,1\n");
    let before = folder.names();
    let done = folder.grade("run p.rules bad.csv -o a.jsonl");
    if done.code != 0 {
        assert_eq!(folder.names(), before, "{}", done.err);
    }
    let nowhere = folder.grade("run p.rules r.csv -o none/a.jsonl");
    assert_eq!(nowhere.code, 2);
    assert!(nowhere.err.contains("cannot be written") && nowhere.err.contains("none/a.jsonl"), "{}", nowhere.err);
    folder.write("a.jsonl", "old");
    assert_eq!(folder.grade("run p.rules r.csv -o a.jsonl").code, 0);
    assert_eq!(folder.read("a.jsonl").lines().count(), 3);
}

#[test]
fn a_write_that_fails_is_never_all_well() {
    let folder = Folder::sample();
    for format in ["jsonl", "json", "csv"] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let done = done(folder.command(&format!("run p.rules r.csv --format {format}")).stdout(full));
        assert_eq!(done.code, 2, "{format}");
        assert!(done.err.contains("no space is left"), "{}", done.err);
        assert_eq!(folder.grade(&format!("run p.rules r.csv --format {format} -o /dev/full")).code, 2, "{format}");
    }
    assert_eq!(folder.grade("run p.rules r.csv -o /dev/null").code, 0);
    assert!(!std::fs::metadata("/dev/null").unwrap().is_file());
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = Folder::sample();
    let many: String = (0..20_000).map(|row| format!("{row},重要,5\n")).collect();
    folder.write("r.csv", format!("id,duty,loss\n{many}"));
    for format in ["jsonl", "json", "csv"] {
        let mut command = folder.command(&format!("run p.rules r.csv --format {format}"));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{format}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn a_policy_with_errors_or_a_failed_test_grades_nothing() {
    let folder = Folder::sample();
    folder.write("x.rules", "policy p \"p\"\nfactor a : yes/no\nrule r when b then level 1\notherwise level 2\n");
    folder.write("t.rules", POLICY.replace("应为 一级", "应为 二级"));
    for name in ["x.rules", "t.rules"] {
        let done = folder.grade(&format!("run {name} r.csv -o a.jsonl"));
        assert_eq!((done.code, done.out.as_str()), (1, ""), "{name}");
        assert!(done.err.contains(&format!("{name}:")), "{name}: {}", done.err);
        assert!(done.err.ends_with(&format!("{name}: 1 error; no record was graded\n")), "{name}: {}", done.err);
        assert!(!folder.path("a.jsonl").exists());
    }
    let chinese = folder.grade("run x.rules r.csv --lang zh");
    assert!(chinese.err.ends_with("x.rules：错误 1 处；未评定任何记录\n"), "{}", chinese.err);
    assert!(!folder.grade("run x.rules r.csv --quiet").err.contains("no record was graded"));
    let json = folder.grade("run x.rules r.csv --message-format json");
    let line: Value = serde_json::from_str(json.err.lines().next().unwrap()).unwrap();
    assert_eq!(line["severity"], "error");
}

#[test]
fn a_day_outside_the_policys_time_cannot_be_asked_about() {
    let folder = Folder::sample();
    folder.write("p.rules", POLICY.replace("版本 \"1\"", "版本 \"1\" 自 2012-01-01 起施行 至 2013-12-31"));
    assert_eq!(folder.grade("run p.rules r.csv --as-of 2013-12-31").code, 0);
    for day in ["2011-12-31", "2014-01-01"] {
        let done = folder.grade(&format!("run p.rules r.csv --as-of {day}"));
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{day}");
        assert!(done.err.contains(day), "{}", done.err);
    }
    assert_eq!(folder.grade("run p.rules r.csv").code, 2, "today is past its time");
}

#[test]
fn an_encoding_is_named_and_never_guessed() {
    let folder = Folder::sample();
    for name in ["utf-8", "UTF-8", "utf8"] {
        assert_eq!(folder.grade(&format!("run p.rules r.csv --encoding {name}")).code, 0, "{name}");
    }
    let unknown = folder.grade("run p.rules r.csv --encoding gb18031");
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("gb18031") && unknown.err.contains("gb18030"), "{}", unknown.err);
    let contradicted = folder.grade("run p.rules r.csv --encoding gb18030");
    assert_eq!((contradicted.code, contradicted.out.as_str()), (2, ""));
    folder.write("g.csv", b"id,duty,loss\n1,\xd6\xd8\xd2\xaa,1\n");
    let guessed = folder.grade("run p.rules g.csv -o a.csv");
    assert_eq!((guessed.code, folder.path("a.csv").exists()), (2, false), "never guessed");
    assert!(guessed.err.contains("--encoding gb18030") && guessed.err.contains("line 2"), "{}", guessed.err);
    let named = folder.grade("run p.rules g.csv --encoding gb18030");
    assert_eq!((named.code, named.each("level")), (0, vec![json!(1)]), "{}", named.err);
    folder.write("bom.csv", format!("\u{feff}{RECORDS}"));
    assert_eq!(folder.grade("run p.rules bom.csv").each("id")[0], "R-1");
}

#[test]
fn the_column_that_names_a_record_can_be_chosen() {
    let folder = Folder::sample();
    assert_eq!(folder.grade("run p.rules r.csv --id 备注").each("id"), ["甲", "乙", "丙"]);
    assert_eq!(folder.grade("run p.rules r.csv --id 无此列").code, 2);
    folder.write("n.csv", "duty,loss\n重要,1\n");
    assert_eq!(folder.grade("run p.rules n.csv").each("id"), ["1"]);
}

#[test]
fn a_file_that_is_not_what_it_says_is_refused() {
    let folder = Folder::sample();
    folder.write("a.json", "一级");
    folder.write("b.csv", "");
    folder.write("c.json", "[{\"id\":1}");
    for name in ["a.json", "b.csv", "c.json"] {
        let done = folder.grade(&format!("run p.rules {name}"));
        assert_eq!(done.code, 2, "{name}: {}{}", done.out, done.err);
        assert!(done.err.contains(name), "{}", done.err);
    }
}

#[test]
fn a_table_is_aligned_in_chinese_and_shows_nothing_that_moves_the_terminal() {
    let folder = Folder::sample();
    folder.write("e.csv", "编号,职能,经济损失\n甲\u{1b}[31m\u{202E},重要,5万\n乙,一般,\n");
    let done = folder.grade("run p.rules e.csv --as-of 2026-01-01 --format table --lang zh --quiet");
    let text = "\
| 编号     | 结果   | 等级 | 依据规则  | 理由                         | 措施 |
|----------|--------|------|-----------|------------------------------|------|
| 甲\u{FFFD}[31m\u{FFFD} | 已评定 | 一级 | important | 行使重要权力，损失 50000 元  |      |
| 乙       | 待定   |      |           | 可能的结果：已评定 2、未评定 |      |
|          |        |      |           | 尚需：loss                   |      |
";
    assert_eq!((done.code, done.out.as_str()), (0, text), "{}", done.err);
}
