//! What was typed: help, languages, options, files that cannot be read.

mod grade;

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

use grade::{Folder, done};

#[test]
fn help_is_all_well_and_nothing_typed_is_not() {
    let folder = Folder::of(&[]);
    for words in ["--help", "check --help", "run -h", "test --help", "--version"] {
        let done = folder.grade(words);
        assert_eq!((done.code, done.err.as_str()), (0, ""), "{words}");
        assert!(!done.out.is_empty(), "{words}");
    }
    let done = folder.grade("");
    assert_eq!((done.code, done.out.as_str()), (2, ""));
    assert!(done.err.contains("Usage: grade"), "{}", done.err);
}

#[test]
fn help_is_chinese_where_it_is_asked_for_or_the_locale_is() {
    let folder = Folder::of(&[]);
    assert!(folder.grade("--lang zh run --help").out.contains("按标准逐条评定数据"));
    assert!(done(folder.command("run --help").env("LANG", "zh_CN.UTF-8")).out.contains("按标准逐条评定数据"));
    let overruled = done(folder.command("run --help").env("LC_ALL", "C").env("LANG", "zh_CN.UTF-8"));
    assert!(overruled.out.contains("Grade records by a policy"));
}

#[test]
fn what_cannot_be_understood_is_a_usage_error_in_both_languages() {
    let folder = Folder::of(&[]);
    for words in ["chek x", "check", "check --foo x", "run p.rules", "run --format xml p d", "--lang fr check x"] {
        let english = folder.grade(words);
        assert_eq!((english.code, english.out.as_str()), (2, ""), "{words}");
        assert!(english.err.starts_with("error: "), "{words}: {}", english.err);
        let chinese = done(folder.command(words).env("LC_ALL", "zh_CN.UTF-8"));
        assert_eq!(chinese.code, 2, "{words}");
        assert!(chinese.err.starts_with("错误: "), "{words}: {}", chinese.err);
    }
}

#[test]
fn commands_and_formats_that_do_not_exist_yet_do_not_exist() {
    let folder = Folder::sample();
    for words in ["explain p.rules r.csv --id R-1", "run p.rules r.csv --format parquet", "run p.rules r.csv --log x"] {
        assert_eq!(folder.grade(words).code, 2, "{words}");
    }
}

#[test]
fn a_day_that_is_none_cannot_be_asked_about() {
    let folder = Folder::sample();
    for day in ["2012-13-01", "2023-02-29", "yesterday", "20120101"] {
        let done = folder.grade(&format!("run p.rules r.csv --as-of {day}"));
        assert_eq!(done.code, 2, "{day}");
        assert!(done.err.contains(&format!("\"{day}\" is no day")), "{}", done.err);
    }
    assert_eq!(folder.grade("run p.rules r.csv --as-of 2012年10月31日").code, 0);
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_the_reason() {
    let folder = Folder::sample();
    for command in ["check", "test"] {
        for (name, reason) in [
            ("none.rules", "there is no such file"),
            ("p.rules/x", "there is no such file"),
            (".", "it is a folder, a pipe or a device"),
            ("/dev/zero", "it is a folder, a pipe or a device"),
        ] {
            let done = folder.grade(&format!("{command} {name}"));
            assert_eq!((done.code, done.out.as_str()), (2, ""), "{command} {name}");
            assert!(done.err.contains(&format!("cannot read \"{name}\": {reason}")), "{}", done.err);
        }
    }
    for (words, name) in [
        ("run none.rules r.csv", "none.rules"),
        ("run p.rules none.csv", "none.csv"),
        ("run p.rules sub", "sub"),
        ("run p.rules r.csv none.csv", "none.csv"),
    ] {
        std::fs::create_dir_all(folder.path("sub")).unwrap();
        let done = folder.grade(words);
        assert_eq!((done.code, done.out.as_str()), (2, ""), "{words}");
        assert!(done.err.contains(name), "{words}: {}", done.err);
    }
}

#[test]
fn a_file_name_that_is_no_text_is_refused() {
    let folder = Folder::sample();
    let name = OsStr::from_bytes(b"\xff\xfe.rules");
    for words in ["check", "test", "run p.rules", "run"] {
        let mut command = folder.command(words);
        let done = done(command.arg(name).arg("r.csv"));
        assert_eq!(done.code, 2, "{words}");
        assert!(done.err.contains("is not UTF-8"), "{words}: {}", done.err);
    }
}

#[test]
fn help_that_cannot_be_written_is_not_all_well() {
    let folder = Folder::of(&[]);
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let done = done(folder.command("--help").stdout(full));
    assert_eq!(done.code, 2);
    assert!(done.err.contains("no space is left"), "{}", done.err);
}
