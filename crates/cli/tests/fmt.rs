//! `fmt`: what it writes, what it leaves alone, what it prints, how it ends.

mod grade;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use grade::Folder;

const LOOSE: &str = "标准 样例\n因素 a \"甲\" : 是否   # 是否如此\n规则 r 当 甲 则 列为 一级\n";
const NEAT: &str = "标准 样例\n\n因素 a \"甲\" : 是否  # 是否如此\n\n规则 r\n  当 甲\n  则 列为 一级\n";
const ENGLISH: &str = "policy 样例\n\nfactor a \"甲\" : yes/no  # 是否如此\n\nrule r\n  when 甲\n  then level 1\n";

fn folder() -> Folder {
    Folder::of(&[("loose.rules", LOOSE), ("neat.rules", NEAT), ("broken.rules", "规则 r 当\n")])
}

#[test]
fn files_are_laid_out_in_place_and_keep_their_mode() {
    let folder = folder();
    let loose = folder.path("loose.rules");
    fs::set_permissions(&loose, fs::Permissions::from_mode(0o640)).unwrap();
    let neat_before = fs::metadata(folder.path("neat.rules")).unwrap().modified().unwrap();
    let done = folder.grade("fmt loose.rules neat.rules");
    assert_eq!((done.code, done.out.as_str(), done.err.as_str()), (0, "", "2 files: 1 changed\n"));
    assert_eq!(folder.read("loose.rules"), NEAT);
    assert_eq!(fs::metadata(&loose).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(fs::metadata(folder.path("neat.rules")).unwrap().modified().unwrap(), neat_before);
    assert_eq!(folder.grade("fmt loose.rules --lang zh").err, "");
}

#[test]
fn check_lists_what_would_change_and_changes_nothing() {
    let folder = folder();
    let done = folder.grade("fmt --check loose.rules neat.rules");
    assert_eq!((done.code, done.out.as_str()), (1, "loose.rules\n"));
    assert_eq!(folder.read("loose.rules"), LOOSE);
    let done = folder.grade("fmt --check neat.rules");
    assert_eq!((done.code, done.out.as_str(), done.err.as_str()), (0, "", ""));
    assert_eq!(folder.grade("fmt --check loose.rules --lang zh").err, "共 1 个文件，有 1 个版式不合\n");
}

#[test]
fn a_difference_is_shown_and_nothing_changes() {
    let folder = folder();
    let done = folder.grade("fmt --diff loose.rules");
    let shown = "--- loose.rules\n+++ loose.rules\n@@ -1,3 +1,7 @@\n 标准 样例\n-因素 a \"甲\" : 是否   # 是否如此\n\
                 -规则 r 当 甲 则 列为 一级\n+\n+因素 a \"甲\" : 是否  # 是否如此\n+\n+规则 r\n+  当 甲\n+  则 列为 一级\n";
    assert_eq!((done.code, done.out.as_str()), (0, shown));
    assert_eq!(folder.grade("fmt --diff --check loose.rules").code, 1);
    assert!(folder.grade("fmt --diff loose.rules --color always").out.contains("\u{1b}[32m+规则 r\u{1b}[0m\n"));
    assert_eq!(folder.read("loose.rules"), LOOSE);
    folder.write("cut.rules", "policy p");
    let shown = "--- cut.rules\n+++ cut.rules\n@@ -1,1 +1,1 @@\n-policy p\n\\ No newline at end of file\n+policy p\n";
    assert_eq!(folder.grade("fmt --diff cut.rules").out, shown);
}

#[test]
fn keywords_are_brought_into_one_language_and_back() {
    let folder = folder();
    assert_eq!(folder.grade("fmt --keywords en loose.rules").code, 0);
    assert_eq!(folder.read("loose.rules"), ENGLISH);
    assert_eq!(folder.grade("fmt --keywords zh loose.rules").code, 0);
    assert_eq!(folder.read("loose.rules"), NEAT);
}

#[test]
fn a_file_with_mistakes_stays_and_the_others_do_not_wait_for_it() {
    let folder = folder();
    let done = folder.grade("fmt broken.rules loose.rules");
    assert_eq!((done.code, done.out.as_str()), (1, ""));
    assert!(done.err.starts_with("error[E02"), "{}", done.err);
    assert!(done.err.contains(" --> broken.rules:1:"), "{}", done.err);
    assert_eq!(folder.read("broken.rules"), "规则 r 当\n");
    assert_eq!(folder.read("loose.rules"), NEAT);
    assert_eq!(folder.grade("fmt none.rules neat.rules").code, 2);
    assert_eq!(folder.grade("fmt - -").code, 2);
}

#[test]
fn standard_input_is_laid_out_on_standard_output() {
    let done = folder().grade_with("fmt -", LOOSE.as_bytes());
    assert_eq!((done.code, done.out.as_str(), done.err.as_str()), (0, NEAT, ""));
    let done = folder().grade_with("fmt - --check", LOOSE.as_bytes());
    assert_eq!((done.code, done.out.as_str()), (1, "-\n"));
}

#[test]
fn a_symbolic_link_stays_one() {
    let folder = folder();
    symlink("loose.rules", folder.path("link.rules")).unwrap();
    assert_eq!(folder.grade("fmt link.rules").code, 0);
    assert!(fs::symlink_metadata(folder.path("link.rules")).unwrap().is_symlink());
    assert_eq!(folder.read("loose.rules"), NEAT);
}

#[test]
fn a_file_that_may_not_be_written_stays_and_is_told() {
    let folder = folder();
    fs::set_permissions(folder.path("loose.rules"), fs::Permissions::from_mode(0o444)).unwrap();
    let done = folder.grade("fmt loose.rules");
    assert_eq!(done.code, 2);
    assert_eq!(done.err, "error: cannot write \"loose.rules\": permission denied; it is as it was\n");
    assert_eq!(
        folder.grade("fmt loose.rules --lang zh").err,
        "错误: 无法写入“loose.rules”：没有写入权限；文件没有改动\n"
    );
    assert_eq!(folder.read("loose.rules"), LOOSE);
}

#[test]
fn the_ends_of_lines_and_the_mark_of_byte_order_stay() {
    let folder = folder();
    let windows = format!("\u{FEFF}{}", LOOSE.replace('\n', "\r\n"));
    folder.write("windows.rules", &windows);
    folder.write("mixed.rules", LOOSE.replacen('\n', "\r\n", 1));
    assert_eq!(folder.grade("fmt windows.rules mixed.rules").code, 0);
    assert_eq!(folder.read("windows.rules"), format!("\u{FEFF}{}", NEAT.replace('\n', "\r\n")));
    assert_eq!(folder.read("mixed.rules"), NEAT);
}
