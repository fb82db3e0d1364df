//! `check` and `test`: what they print, in both languages and as JSON, and how they end.

mod grade;

use std::fs::File;
use std::process::Stdio;

use grade::{Folder, POLICY, clean, done};
use serde_json::json;

const MISSPELT: &str = "标准 样例 \"样例\"\n因素 duty \"职能\" : none \"无\" < important \"重要\"\n规则 甲 当 职龙 为 重要 则 列为 一级\n其余 三级\n";

const FAILING: &str = "标准 样例 \"样例\"\n因素 a \"甲\" : 是否\n规则 r 当 甲 则 列为 一级\n其余 三级\n测试 \"甲为二级\" 设 甲 = 是 应为 二级\n测试 \"甲为一级\" 设 甲 = 是 应为 一级\n";

/// With a warning, and a property that holds.
const WARNED: &str = "policy p \"p\"\nfactor a : yes/no\nfactor b : yes/no\nrule r when a then level 1\notherwise level 3\nproperty \"q\" always a implies level is 1\n";

/// With a property that does not hold.
const REFUTED: &str = "policy p \"p\"\nscale degree : low < mid < high\nfactor a \"甲\" : degree\nrule r when a is mid then level 1\notherwise level 3\nproperty \"q\" raising a never lowers level\nproperty \"s\" every record is graded\n";

#[test]
fn a_policy_without_errors_is_all_well() {
    let folder = Folder::of(&[("p.rules", &clean())]);
    let done = folder.grade("check p.rules");
    assert_eq!((done.code, done.out.as_str()), (0, ""), "{}", done.err);
    let lines: Vec<&str> = done.err.lines().collect();
    assert_eq!(lines[0], "p.rules: no errors; 1 test run");
    assert!(lines[1].starts_with("  digest g1:") && lines[2].starts_with("  source s1:"), "{}", done.err);
    assert_eq!(folder.grade("check p.rules --quiet").err, "");
}

#[test]
fn check_tells_the_digests_that_answers_carry() {
    let folder = Folder::sample();
    let told: serde_json::Value =
        serde_json::from_str(&folder.grade("check p.rules --message-format json").err).unwrap();
    assert_eq!((&told["file"], &told["tests"], &told["properties"]), (&json!("p.rules"), &json!(1), &json!(0)));
    let answers = folder.grade("run p.rules r.csv --format jsonl");
    let first = &answers.lines()[0];
    assert_eq!((&first["digest"], &first["source"]), (&told["digest"], &told["source"]), "{}", answers.out);
    let chinese = folder.grade("check p.rules --lang zh").err;
    let digest = told["digest"].as_str().unwrap();
    assert!(chinese.contains(&format!("\n  含义摘要 {digest}\n  原文摘要 s1:")), "{chinese}");
}

#[test]
fn an_error_is_shown_under_its_line_in_both_languages() {
    let folder = Folder::of(&[("x.rules", MISSPELT)]);
    let english = folder.grade("check x.rules");
    assert_eq!(english.code, 1);
    assert!(english.out.starts_with("error[E0401]: there is no factor or define \"职龙\""), "{}", english.out);
    let (_, shown) = english.out.split_once(" --> x.rules:3:8\n  |\n2 | ").unwrap();
    let lines = "  |           ------ declared here\n3 | 规则 甲 当 职龙 为 重要 则 列为 一级\n  |            ^^^^\n";
    assert!(shown.contains(lines), "{shown}");
    assert!(english.out.ends_with("\n\nmore about a code: grade explain-code E0401\n"), "{}", english.out);
    assert!(english.out.contains("help: did you mean \"职能\"?"), "{}", english.out);
    let chinese = folder.grade("check x.rules --lang zh");
    assert!(chinese.out.starts_with("错误[E0401]: 没有名为“职龙”的因素或定义"), "{}", chinese.out);
    assert!(chinese.out.contains("建议: 是否想写“职能”？"), "{}", chinese.out);
}

#[test]
fn an_error_as_json_counts_characters_not_bytes() {
    let folder = Folder::of(&[("sub/x.rules", MISSPELT)]);
    let done = folder.grade("check sub/x.rules --message-format json");
    assert_eq!((done.code, done.err.as_str()), (1, ""));
    let lines = done.lines();
    assert_eq!(lines.len(), 1, "{}", done.out);
    let line = &lines[0];
    assert_eq!(line["code"], "E0401");
    assert_eq!(line["severity"], "error");
    assert_eq!(line["file"], "sub/x.rules");
    assert_eq!([&line["line"], &line["column"], &line["end_line"], &line["end_column"]], [3, 8, 3, 10]);
    assert_eq!(line["suggestion"], json!({"text": "职能", "line": 3, "column": 8, "end_line": 3, "end_column": 10}));
}

#[test]
fn every_file_is_checked_and_the_gravest_code_is_the_commands() {
    let folder = Folder::of(&[("good.rules", POLICY), ("bad.rules", MISSPELT)]);
    let done = folder.grade("check bad.rules none.rules good.rules");
    assert_eq!(done.code, 2);
    assert!(done.out.contains("E0401") && done.err.contains("none.rules"), "{}{}", done.out, done.err);
    assert!(done.err.contains("good.rules: no errors"), "{}", done.err);
    assert_eq!(folder.grade("check good.rules bad.rules").code, 1);
}

#[test]
fn a_policy_from_standard_input_is_checked() {
    let folder = Folder::of(&[]);
    assert_eq!(folder.grade_with("check -", POLICY).code, 0);
    let done = folder.grade_with("check - --message-format json", MISSPELT);
    assert_eq!((done.code, done.lines()[0]["file"].as_str()), (1, Some("-")));
}

#[test]
fn an_import_is_shown_under_the_folder_as_typed() {
    let files =
        [("d/main.rules", "policy p \"p\"\nimport \"part.rules\"\notherwise level 1\n"), ("d/part.rules", MISSPELT)];
    let folder = Folder::of(&files);
    let done = folder.grade("check d/main.rules --message-format json");
    assert_eq!(done.code, 1);
    let places: Vec<_> = done.lines().iter().map(|line| (line["file"].clone(), line["line"].clone())).collect();
    assert!(places.contains(&(json!("d/part.rules"), json!(3))), "{places:?}");
    assert!(places.contains(&(json!("d/main.rules"), json!(2))), "{places:?}");
}

#[test]
fn a_failed_test_is_an_error_of_check_and_a_verdict_of_test() {
    let folder = Folder::of(&[("t.rules", FAILING)]);
    let checked = folder.grade("check t.rules");
    assert_eq!(checked.code, 1);
    assert!(checked.out.contains("甲为二级") && checked.out.contains("t.rules:5:"), "{}", checked.out);
    let tested = folder.grade("test t.rules --message-format json");
    assert_eq!(tested.code, 1);
    let verdicts: Vec<_> = tested.lines().into_iter().filter(|line| line.get("test").is_some()).collect();
    assert_eq!(verdicts.len(), 2);
    assert_eq!([&verdicts[0]["test"], &verdicts[0]["verdict"]], ["甲为二级", "failed"]);
    assert_eq!([&verdicts[1]["test"], &verdicts[1]["verdict"]], ["甲为一级", "passed"]);
    assert_ne!(verdicts[0]["expected"], verdicts[0]["found"]);
}

#[test]
fn verdicts_are_told_to_people_in_their_language() {
    let folder = Folder::of(&[("t.rules", FAILING)]);
    let english = folder.grade("test t.rules");
    assert!(english.out.contains("failed \"甲为二级\"\npassed \"甲为一级\"\n"), "{}", english.out);
    assert_eq!(english.err, "t.rules: 2 tests, 1 failed\nt.rules: the tests cover 1 of 2 rules, 0 of 1 conditions\n");
    let chinese = folder.grade("test t.rules --lang zh");
    assert!(chinese.out.contains("未通过“甲为二级”\n通过“甲为一级”\n"), "{}", chinese.out);
    let quiet = folder.grade("test t.rules --quiet");
    assert!(quiet.out.contains("甲为二级") && !quiet.out.contains("甲为一级") && quiet.err.is_empty(), "{}", quiet.out);
}

#[test]
fn a_policy_with_errors_cannot_be_tested() {
    let done = Folder::of(&[("x.rules", MISSPELT)]).grade("test x.rules");
    assert_eq!(done.code, 1);
    assert!(done.out.contains("E0401"), "{}", done.out);
}

#[test]
fn a_warning_is_told_by_check_and_is_a_no_only_where_that_is_asked_for() {
    let folder = Folder::of(&[("w.rules", WARNED), ("p.rules", &clean())]);
    let done = folder.grade("check w.rules");
    assert_eq!(done.code, 0);
    assert!(done.out.starts_with("warning[W0108]: the factor \"b\" is never used"), "{}", done.out);
    assert!(done.err.starts_with("w.rules: no errors, 1 warning; 1 property tried\n"), "{}", done.err);
    assert_eq!(folder.grade("check w.rules --strict").code, 1);
    let tested = folder.grade("test w.rules");
    assert_eq!((tested.code, tested.out.contains("W0108")), (0, false), "{}", tested.out);
    assert_eq!(folder.grade("check w.rules --message-format json").each("severity"), ["warning"]);
    assert_eq!(folder.grade("check p.rules --strict").code, 0);
}

#[test]
fn of_a_part_that_others_import_nothing_is_missed() {
    let folder = Folder::of(&[("terms.rules", "factor a : yes/no\nfactor n : number in 0..9\ndefine d = n * 2\n")]);
    let done = folder.grade("check terms.rules --strict");
    assert_eq!((done.code, done.out.as_str()), (0, ""));
}

#[test]
fn a_warning_that_the_author_accepts_is_told_with_the_reason() {
    let text = format!("{WARNED}accept W0108 on b because \"asked for next year\"\n");
    let folder = Folder::of(&[("w.rules", &text)]);
    let done = folder.grade("check w.rules --strict");
    assert_eq!(done.code, 0);
    assert!(done.out.starts_with("accepted[W0108]: the factor \"b\" is never used\n"), "{}", done.out);
    assert!(done.out.contains("accepted here: asked for next year"), "{}", done.out);
    let line = &folder.grade("check w.rules --message-format json").lines()[0];
    assert_eq!((&line["severity"], &line["related"][0]["line"]), (&json!("accepted"), &json!(7)));
    let idle = text.replace("W0108 on b", "W0104 on p").replace("factor b : yes/no\n", "");
    assert_eq!(Folder::of(&[("i.rules", &idle)]).grade("check i.rules --message-format json").each("code"), ["W0111"]);
}

#[test]
fn a_property_that_does_not_hold_is_an_error_and_shows_its_records_as_tests() {
    let folder = Folder::of(&[("x.rules", REFUTED)]);
    let done = folder.grade("check x.rules");
    assert_eq!(done.code, 1);
    let shown =
        "test \"q\"\n  given a = mid\n  expect level 1\n\ntest \"q, raised\"\n  given a = high\n  expect level 3\n";
    assert!(done.out.contains(shown), "{}", done.out);
    assert!(folder.grade("check x.rules --lang zh").out.contains("测试 \"q\"\n  设 甲 = mid\n  应为 一级\n"));
    let line = &folder.grade("check x.rules --message-format json").lines()[0];
    assert_eq!(
        (&line["code"], &line["witness"], &line["raised"]),
        (&json!("E1112"), &json!({"a": "mid"}), &json!({"a": "high"}))
    );
    // The tests that are shown pass when they are put into the policy.
    let tested = Folder::of(&[("x.rules", &format!("{REFUTED}{shown}"))]).grade("test x.rules --message-format json");
    let verdicts: Vec<_> =
        tested.lines().iter().filter(|line| line.get("test").is_some()).map(|line| line["verdict"].clone()).collect();
    assert_eq!(verdicts, ["passed", "passed"], "{}", tested.out);
}

#[test]
fn test_tells_the_verdict_on_each_property() {
    let folder = Folder::of(&[("x.rules", REFUTED)]);
    let done = folder.grade("test x.rules");
    assert_eq!(done.code, 1);
    assert!(done.out.contains("does not hold \"q\"\nholds \"s\"\n"), "{}", done.out);
    assert!(done.err.starts_with("x.rules: no tests, 0 failed; 2 properties, 1 not proved\n"), "{}", done.err);
    let lines = folder.grade("test x.rules --message-format json").lines();
    let verdicts: Vec<_> = lines.iter().filter(|line| line.get("property").is_some()).collect();
    assert_eq!(verdicts[0], &json!({"property": "q", "verdict": "does not hold"}));
    assert_eq!(verdicts[1], &json!({"property": "s", "verdict": "holds"}));
    // What is refuted is no obstacle to grading.
    folder.write("r.csv", "id,a\n1,mid\n");
    assert_eq!(folder.grade("run x.rules r.csv").code, 0);
}

#[test]
fn a_property_may_compare_with_a_policy_of_another_file() {
    let claim =
        |kind: &str| format!("{}property \"up\" {kind} \"city.rules\"\n", &WARNED.replace("factor b : yes/no\n", ""));
    let city = "policy city \"市级\"\nfactor a : yes/no\nrule r when a then level 2\notherwise level 3\n";
    let folder =
        Folder::of(&[("a.rules", &claim("never milder than")), ("b.rules", &claim("same as")), ("city.rules", city)]);
    assert_eq!(folder.grade("check a.rules --strict").code, 0);
    let done = folder.grade("check b.rules");
    assert_eq!(done.code, 1);
    assert!(done.out.contains("the outcome is level 1 here, and level 2 by \"city\""), "{}", done.out);
    assert!(folder.grade("check b.rules --lang zh").out.contains("有记录按本标准结果为一级，按“市级”结果为二级"));
    folder.write("city.rules", "policy city\nfactor a : nothing\n");
    assert_eq!(folder.grade("check a.rules --message-format json").each("code"), ["E1008"]);
}

#[test]
fn colours_come_where_they_are_asked_for() {
    let folder = Folder::of(&[("x.rules", MISSPELT)]);
    assert!(!folder.grade("check x.rules").out.contains('\u{1b}'));
    assert!(folder.grade("check x.rules --color always").out.contains('\u{1b}'));
    let forced = done(folder.command("check x.rules").env("CLICOLOR_FORCE", "1"));
    assert!(forced.out.contains('\u{1b}'));
    let refused = done(folder.command("check x.rules").env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1"));
    assert!(!refused.out.contains('\u{1b}'));
}

#[test]
fn output_that_cannot_be_written_is_never_all_well() {
    let folder = Folder::of(&[("x.rules", MISSPELT), ("w.rules", WARNED), ("t.rules", FAILING)]);
    for words in ["check x.rules", "check w.rules", "test t.rules", "check w.rules --message-format json"] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        assert_eq!(done(folder.command(words).stdout(full)).code, 2, "{words}");
    }
    let full = File::options().write(true).open("/dev/full").unwrap();
    assert_eq!(done(folder.command("check w.rules").stderr(full)).code, 2);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = Folder::of(&[("w.rules", WARNED)]);
    let mut child = folder.command("check w.rules").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn no_text_however_broken_is_without_a_place() {
    for text in ["\u{feff}", "规则", "\"", "policy", "}{", "\u{0}", "policy p \"", "当职能为重要"] {
        let done = Folder::of(&[("b.rules", text)]).grade("check b.rules --message-format json");
        for line in done.lines() {
            assert!(line["line"].as_u64() >= Some(1) && line["column"].as_u64() >= Some(1), "{text:?}: {line}");
        }
    }
    let done = Folder::of(&[("b.rules", "")]).grade_with("check -", b"policy p \xff\xfe");
    assert_eq!(done.code, 1, "{}", done.err);
    assert!(done.out.contains("-:1:10"), "{}", done.out);
}

#[test]
fn a_policy_is_asked_on_a_day_in_its_time_only() {
    let folder =
        Folder::of(&[("f.rules", "policy p \"p\"\n  in force from 2012-01-01 until 2013-12-31\notherwise level 1\n")]);
    assert_eq!(folder.grade("check f.rules").code, 0);
    assert_eq!(folder.grade("check f.rules --as-of 2012-01-01").code, 0);
    let done = folder.grade("check f.rules --as-of 2014-01-01");
    assert_eq!(done.code, 2);
    assert!(done.err.contains("was in force until 2013-12-31, not on 2014-01-01"), "{}", done.err);
}

#[test]
fn people_are_shown_a_hundred_errors_and_told_of_the_rest_and_programs_get_all() {
    let rules: String = (0..130).map(|nth| format!("rule r{nth} when missing{nth} is yes then level 1\n")).collect();
    let folder = Folder::of(&[("x.rules", &format!("policy p \"p\"\n{rules}"))]);
    let done = folder.grade("check x.rules");
    assert_eq!((done.code, done.out.matches("error[E0401]").count()), (1, 100));
    assert!(done.out.contains("\n\n30 more are not shown (E0401: 30); mend those above first\n\n"), "{}", done.out);
    assert!(done.err.starts_with("x.rules: 130 errors"), "{}", done.err);
    let chinese = folder.grade("check x.rules --lang zh").out;
    assert!(chinese.contains("\n\n另有 30 处未列出（E0401 30 处），请先改正以上各处\n\n"), "{chinese}");
    assert_eq!(folder.grade("check x.rules --message-format json").lines().len(), 130);
}

#[test]
fn no_error_hides_behind_warnings() {
    let unused: String = (0..130).map(|nth| format!("factor f{nth} : yes/no\n")).collect();
    let text = format!(
        "policy p \"p\"\nfactor a : yes/no\nrule r when a then level 1\notherwise level 3\n{unused}test \"t\" given a = yes expect level 2\n"
    );
    let done = Folder::of(&[("x.rules", &text)]).grade("check x.rules");
    assert_eq!(done.code, 1);
    assert!(done.out.contains("grade explain-code E1101"), "{}", done.out);
    assert_eq!(
        (done.out.matches("warning[").count(), done.out.matches("error[E1101]").count()),
        (100, 1),
        "{}",
        done.out
    );
    assert!(done.err.starts_with("x.rules: 1 error, 130 warnings"), "{}", done.err);
}

#[test]
fn the_schema_of_records_is_printed_in_both_languages() {
    let folder = Folder::sample();
    let schema = |words: &str| -> serde_json::Value {
        let done = folder.grade(words);
        assert_eq!((done.code, done.err.as_str()), (0, ""), "{words}");
        serde_json::from_str(&done.out).unwrap()
    };
    let (open, complete) = (schema("schema p.rules"), schema("schema p.rules --complete"));
    assert_eq!(
        open["properties"].as_object().unwrap().keys().next(),
        complete["properties"].as_object().unwrap().keys().next()
    );
    assert!(open.get("allOf").is_none() && complete.get("allOf").is_some());
    assert!(schema("schema p.rules --lang zh")["description"].as_str().unwrap().starts_with("待评定的一条记录"));
    assert_eq!(schema("schema --answer --lang zh")["title"], "评定结果");
}

#[test]
fn a_schema_is_asked_of_one_thing_and_of_a_policy_without_errors() {
    let folder = Folder::of(&[("x.rules", MISSPELT)]);
    assert_eq!(folder.grade("schema").code, 2);
    assert_eq!(folder.grade("schema x.rules --answer").code, 2);
    assert_eq!(folder.grade("schema none.rules").code, 2);
    let refused = folder.grade("schema x.rules");
    assert_eq!((refused.code, refused.out.as_str()), (1, ""));
    assert!(refused.err.contains("E0401"), "{}", refused.err);
}

/// What importing a file comes to: the first line that is told, of a policy beside which the others lie.
fn importing(folder: &Folder, path: &str, lang: &str) -> (i32, String) {
    folder.write("root/own.rules", format!("policy p\nimport \"{path}\"\notherwise level 3\n"));
    let done = folder.grade(&format!("check root/own.rules --lang {lang}"));
    (done.code, done.out)
}

#[test]
fn an_import_of_another_case_is_told_with_the_name_that_there_is() {
    let folder = Folder::of(&[("root/sub/Common.rules", "measure m\n"), ("root/等级.rules", "measure n\n")]);
    for (written, meant) in [
        ("sub/common.rules", "sub/Common.rules"),
        ("sub/Comon.rules", "sub/Common.rules"),
        ("等极.rules", "等级.rules"),
    ] {
        // A disk that does not tell the cases apart finds the file.
        if folder.path(&format!("root/{written}")).exists() {
            continue;
        }
        let (code, told) = importing(&folder, written, "en");
        assert!(code == 1 && told.starts_with(&format!("error[E1001]: there is no file \"{written}\"")), "{told}");
        assert!(told.contains(&format!("help: did you mean \"{meant}\"?")), "{told}");
    }
}

#[cfg(unix)]
#[test]
fn imports_of_links_pipes_devices_and_folders_are_told_and_never_waited_for() {
    use std::os::unix::fs::symlink;
    let folder = Folder::of(&[("outside.rules", "measure m\n"), ("root/sub/inside.rules", "measure n\n")]);
    symlink("../outside.rules", folder.path("root/out.rules")).unwrap();
    symlink("sub/inside.rules", folder.path("root/in.rules")).unwrap();
    symlink("..", folder.path("root/up")).unwrap();
    symlink("/dev/zero", folder.path("root/zero.rules")).unwrap();
    symlink("circle.rules", folder.path("root/circle.rules")).unwrap();
    let pipe = folder.path("root/pipe.rules");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for (path, code) in [
        ("out.rules", "E1002"),
        ("up/outside.rules", "E1002"),
        ("../outside.rules", "E1002"),
        ("sub/../../outside.rules", "E1002"),
        ("/dev/zero", "E1006"),
        ("zero.rules", "E1002"),
        ("sub", "E1003"),
        ("pipe.rules", "E1003"),
        ("circle.rules", "E1005"),
    ] {
        for lang in ["en", "zh"] {
            let (exit, told) = importing(&folder, path, lang);
            let first = told.lines().next().unwrap_or_default();
            assert!(exit == 1 && first.contains(&format!("[{code}]")), "{path}: {told}");
            assert!(told.contains("root/own.rules:2:8"), "{path}: {told}");
        }
    }
    for path in ["in.rules", "sub/../in.rules", "./sub//inside.rules"] {
        let (exit, told) = importing(&folder, path, "en");
        assert_eq!((exit, told.as_str()), (0, ""), "{path}");
    }
}
