//! `run` with workbooks: `--sheet`, answers as a workbook, places that cannot be written, and workbooks that another sheet
//! program saved.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says no by panicking")]

mod grade;

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use grade::{Folder, done};
use serde_json::{Value, json};

/// Records of all kinds of cells: numbers, texts that look like numbers and formulas, lines, silence, mistakes.
const RECORDS: &str = "编号,职能,经济损失,社会关注程度,备注\n\
    001,重要,5万,高,0012\n\
    R-2,一般,123456.78,,\"第一行\n第二行\"\n\
    R-3,一般,1,低,=1+1\n\
    R-4,,20万,中,110101199003071234\n\
    R-5,重要,约5万,高,“引号”、 顿号\n\
    R-6,无,250000,,2026-01-02\n";

fn saved(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/saved").join(name)
}

/// A folder with the small policy, these records, and the answers to them as a workbook.
fn answered() -> Folder {
    let folder = Folder::sample();
    folder.write("r.csv", RECORDS);
    let done = folder.grade("run p.rules r.csv --as-of 2026-01-01 -o answers.xlsx --lang zh --quiet");
    assert_eq!((done.code, done.out.as_str(), done.err.as_str()), (0, "", ""));
    folder
}

/// What answers say, but for the file and the row's place in it.
fn answers(folder: &Folder, file: &str, more: &str) -> Vec<Value> {
    let done = folder.grade(&format!("run p.rules {file} --as-of 2026-01-01 {more}"));
    assert_eq!(done.code, 0, "{}", done.err);
    done.lines()
}

#[test]
fn a_workbook_of_answers_is_read_again_and_gets_the_same_answers() {
    let folder = answered();
    assert_eq!(answers(&folder, "answers.xlsx", ""), answers(&folder, "r.csv", ""));
}

#[test]
fn a_sheet_is_chosen_by_its_name() {
    let folder = answered();
    let first = folder.grade("run p.rules answers.xlsx --as-of 2026-01-01");
    assert!(first.err.contains("the sheet \"评定结果\" is read, not \"发现的问题\", \"说明\""), "{}", first.err);
    let named = folder.grade("run p.rules answers.xlsx --sheet 评定结果 --as-of 2026-01-01");
    assert_eq!((named.code, named.lines().len()), (0, 6), "{}", named.err);
    assert!(!named.err.contains("D0162"), "nothing was chosen for anybody: {}", named.err);
    let other = folder.grade("run p.rules answers.xlsx --sheet 说明");
    assert_eq!((other.code, other.out.as_str()), (2, ""));
    assert!(other.err.contains("D0129"), "{}", other.err);
    let misspelt = folder.grade("run p.rules answers.xlsx --sheet 评定结杲");
    assert_eq!(misspelt.code, 2);
    assert!(misspelt.err.contains("did you mean \"评定结果\"?"), "{}", misspelt.err);
    let text = folder.grade("run p.rules r.csv --sheet 评定结果");
    assert_eq!(text.code, 2);
    assert!(text.err.contains("D0148"), "{}", text.err);
}

#[test]
fn answers_go_into_a_workbook_by_ending_by_name_and_to_standard_output() {
    let folder = answered();
    let bytes = fs::read(folder.path("answers.xlsx")).unwrap();
    let named = folder.grade("run p.rules r.csv --as-of 2026-01-01 -o b.dat --format xlsx --lang zh");
    assert_eq!(named.code, 0, "{}", named.err);
    assert_eq!(fs::read(folder.path("b.dat")).unwrap(), bytes, "the same answers give the same bytes");
    let out = File::create(folder.path("c.dat")).unwrap();
    let words = "run p.rules r.csv --as-of 2026-01-01 --format xlsx --lang zh";
    assert_eq!(done(folder.command(words).stdout(out)).code, 0);
    assert_eq!(fs::read(folder.path("c.dat")).unwrap(), bytes);
}

#[test]
fn the_findings_of_a_workbook_name_sheet_and_cell() {
    let folder = answered();
    let words = "run p.rules answers.xlsx --id 备注 --sheet 评定结果";
    let told = folder.grade(&format!("{words} --message-format sarif"));
    let log: Value = serde_json::from_str(&told.err).unwrap();
    assert_eq!(log["runs"][0]["results"], json!([]), "texts are no numbers");
    let saved = saved("digits.xlsx");
    folder.write("digits.xlsx", fs::read(saved).unwrap());
    let told = folder.grade("run p.rules digits.xlsx --message-format sarif");
    let log: Value = serde_json::from_str(&told.err).unwrap();
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "D0176", "{}", told.err);
    assert_eq!(
        result["locations"][0]["logicalLocations"],
        json!([{"name": "D2", "fullyQualifiedName": "'2026 年'!D2", "kind": "cell"}])
    );
    let told = folder.grade("run p.rules digits.xlsx --message-format json --quiet");
    let line: Value = serde_json::from_str(told.err.lines().next().unwrap()).unwrap();
    assert_eq!((&line["sheet"], &line["cell"], &line["row"]), (&json!("2026 年"), &json!("D2"), &json!(1)));
}

#[test]
fn a_workbook_that_cannot_be_written_is_told_and_nothing_is_left() {
    let folder = answered();
    let before = folder.names();
    let full = folder.grade("run p.rules r.csv --format xlsx -o /dev/full");
    assert_eq!(full.code, 2);
    assert!(full.err.starts_with("error[D0151]: the output cannot be written: no space is left\n"), "{}", full.err);
    let full = File::options().write(true).open("/dev/full").unwrap();
    let done = done(folder.command("run p.rules r.csv --format xlsx").stdout(full));
    assert_eq!(done.code, 2);
    assert!(done.err.contains("no space is left"), "{}", done.err);
    let input = folder.grade("run p.rules answers.xlsx -o answers.xlsx");
    assert_eq!(input.code, 2);
    assert!(input.err.contains("D0152"), "{}", input.err);
    let nowhere = folder.grade("run p.rules r.csv -o none/b.xlsx");
    assert_eq!(nowhere.code, 2);
    assert!(nowhere.err.contains("D0151") && nowhere.err.contains("none/b.xlsx"), "{}", nowhere.err);
    assert_eq!(folder.names(), before);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_to_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = answered();
    fs::create_dir(folder.path("fest")).unwrap();
    fs::set_permissions(folder.path("fest"), fs::Permissions::from_mode(0o555)).unwrap();
    // Whoever may do anything is stopped by the kernel's own folders only.
    let place = if fs::write(folder.path("fest/x"), "").is_err() { "fest" } else { "/proc" };
    for format in ["xlsx", "csv", "jsonl"] {
        let done = folder.grade(&format!("run p.rules r.csv -o {place}/b.{format}"));
        assert_eq!(done.code, 2, "{}", done.err);
        assert!(done.err.contains("D0151"), "{}", done.err);
        assert!(!Path::new(place).join(format!("b.{format}")).exists());
    }
}

/// `answers.xlsx` is a workbook of these answers, opened and saved by LibreOffice 7.4.
#[test]
fn a_workbook_of_answers_that_another_program_saved_says_the_same() {
    let folder = answered();
    folder.write("saved.xlsx", fs::read(saved("answers.xlsx")).unwrap());
    assert_eq!(answers(&folder, "saved.xlsx", ""), answers(&folder, "r.csv", ""));
    let table = |file: &str| {
        let done = folder.grade(&format!("run p.rules {file} --as-of 2026-01-01 --format csv --lang zh --quiet"));
        (done.out, done.err)
    };
    let (again, told) = table("saved.xlsx");
    assert_eq!(again, table("answers.xlsx").0, "every cell, those of the first answers among them");
    assert!(again.contains("评定_结果") && again.lines().count() > 6, "{again}");
    assert!(told.contains("D0162") && !told.contains("D017"), "{told}");
}

/// `records.xlsx` is the same text, opened by LibreOffice 7.4 with every column as it guesses, and saved.
#[test]
fn a_workbook_of_records_that_another_program_made_of_the_text_says_the_same() {
    let folder = Folder::sample();
    folder.write("r.csv", RECORDS);
    folder.write("records.xlsx", fs::read(saved("records.xlsx")).unwrap());
    let mut expected = answers(&folder, "r.csv", "");
    // The program took 001 for the number 1.
    expected[0]["id"] = json!("1");
    assert_eq!(answers(&folder, "records.xlsx", ""), expected);
}
