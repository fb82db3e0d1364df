//! Answers written as CSV, JSON and JSON lines, to files that appear whole or not at all.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says no by panicking")]

mod case;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use core_model::{
    Account, Answer, Complete, ConcludedBy, Conclusion, Condition, Date, Datum, Decision, Factor, Force, LevelId,
    Measure, MeasureId, Named, Outcome, OutsideId, Part, Partial, Pick, Place, Policy, Program, Rule, RuleId,
};
use core_model::{Amount, FactorId, FactorKind, Given, Record};
use messages::{DataProblem, Lang, RowProblem};
use record_io::{About, Cell, Destination, Files, Format, Layout, Row, Source, WriteFailure, Writer, answer, invalid};

fn policy() -> Policy {
    let named = |name: &str| Named { name: name.into(), ..Named::default() };
    let rule = |name: &str, cite: &str| Rule {
        named: named(name),
        in_force: None,
        when: Condition::Constant(true),
        unless: None,
        conclusions: vec![Conclusion::Level(Force::Level, Pick::Value(2))],
        overrides: Vec::new(),
        first_of: None,
        asks_level: false,
        because: Vec::new(),
        cite: vec![cite.into()],
    };
    let mut policy = case::policy();
    policy.rules = vec![rule("heavy", "第四条"), rule("t.3", "第五条")];
    policy.measures = vec![Measure { named: named("review"), every_months: None, by: None }];
    policy.ladder.outside = vec![Named { name: "new".into(), label: Some("新办".into()), aka: Vec::new() }];
    policy
}

fn program() -> Program {
    Program::new(Arc::new(policy()), day()).unwrap()
}

fn day() -> Date {
    Date::new(2020, 2, 29).unwrap()
}

fn place(row: u64, id: &str) -> Place {
    Place { row, id: id.into(), file: None }
}

fn decision(outcome: Outcome, account: Account) -> Decision {
    Decision { as_of: day(), outcome, account, assumed: Vec::new(), measures: Vec::new(), values: Vec::new() }
}

fn graded() -> Answer {
    let account = Complete {
        force: Some(ConcludedBy::Rules(Force::Level)),
        decisive: vec![RuleId(0)],
        stood: vec![(RuleId(0), vec![Part::Decisive]), (RuleId(1), vec![Part::Displaced, Part::Requirement])],
        because: vec![vec!["重要, 须严".into(), "二".into()], vec!["另有".into()]],
        ..Complete::default()
    };
    let mut decision = decision(Outcome::Graded(LevelId(0)), Account::Complete(account));
    decision.assumed = vec![(FactorId(2), Datum::Value(1))];
    decision.measures = vec![MeasureId(0)];
    decision.values = vec![(Given::Factor(FactorId(0)), Amount::Datum(Datum::Number(8_450)))];
    answer(&program(), place(1, "R-1"), &decision, Lang::En)
}

fn undetermined() -> Answer {
    let possible = vec![
        Outcome::Graded(LevelId(0)),
        Outcome::Outside(OutsideId(0)),
        Outcome::Conflict(vec![LevelId(0), LevelId(2)]),
        Outcome::Ungraded,
    ];
    let account =
        Partial { possible, needs: vec![FactorId(0)], stood: vec![RuleId(1)], because: Vec::new(), exact: false };
    answer(&program(), place(2, "2"), &decision(Outcome::Undetermined, Account::Partial(account)), Lang::En)
}

fn outside() -> Answer {
    let account = Complete { decisive: vec![RuleId(1)], ..Complete::default() };
    answer(&program(), place(3, "3"), &decision(Outcome::Outside(OutsideId(0)), Account::Complete(account)), Lang::En)
}

fn conflict() -> Answer {
    let outcome = Outcome::Conflict(vec![LevelId(0), LevelId(2)]);
    answer(&program(), place(4, "4"), &decision(outcome, Account::Complete(Complete::default())), Lang::En)
}

fn misread(lang: Lang) -> Answer {
    let problems: Vec<DataProblem> = vec![
        RowProblem::Width { found: 2, expected: 3 }.into(),
        RowProblem::FieldTooLong { column: "备注".into(), found: 40_000, most: 32_767 }.into(),
    ];
    invalid(&program(), place(5, "5"), &problems, lang)
}

fn impossible(reasons: &[&str]) -> Answer {
    let reasons = reasons.iter().map(|reason| (*reason).into()).collect();
    answer(&program(), place(6, "6"), &decision(Outcome::Invalid(reasons), Account::None), Lang::En)
}

fn about() -> About {
    About { policy: "p 1".into(), digest: "g1:0".into(), as_of: day(), data: vec!["a.csv".into()] }
}

fn row(cells: &[&str]) -> Row {
    let record = Ok(Record::silent(0));
    let cells = cells.iter().map(|cell| Cell::from(*cell)).collect();
    Row { place: place(1, "1"), record, cells, places: Vec::new(), line: None }
}

fn write_to(path: &Path, format: Format, lang: Lang, rows: &[(&[&str], Answer)]) -> Result<(), WriteFailure> {
    let headers = ["id".to_owned(), "备注".to_owned()];
    let layout = Layout { columns: vec![&headers], files: Files::One, lang, about: about() };
    let mut writer = Writer::create(&Destination::Path(path.into()), format, &layout, &[])?;
    for (cells, answer) in rows {
        writer.write(0, &row(cells), answer)?;
    }
    writer.finish()
}

fn written(format: Format, lang: Lang, rows: &[(&[&str], Answer)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out");
    write_to(&path, format, lang, rows).unwrap();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    fs::read_to_string(path).unwrap()
}

#[test]
fn json_lines_have_the_keys_in_the_order_promised() {
    let rows: Vec<(&[&str], Answer)> = [graded(), undetermined(), outside(), conflict(), misread(Lang::En)]
        .into_iter()
        .chain([impossible(&["不可能", "矛盾"]), impossible(&[])])
        .map(|answer| (&[] as &[&str], answer))
        .collect();
    let expected = [
        r#"{"row":1,"id":"R-1","outcome":"graded","level":1,"label":"一级","severity":1,"force":"level","decisive":["heavy"],"stood":[{"rule":"heavy","parts":["decisive"]},{"rule":"t.3","parts":["displaced","requirement"]}],"assumed":{"listed":true},"measures":["review"],"values":{"loss":"84.5"},"because":["重要, 须严","二"],"cite":["第四条"],"reasons":[{"rule":"t.3","because":["另有"],"cite":["第五条"]}],"policy":"p 1","as_of":"2020-02-29"}"#,
        r#"{"row":2,"id":"2","outcome":"undetermined","possible":[{"outcome":"graded","level":1},{"outcome":"outside","outside":"new"},{"outcome":"conflict","conflict":[1,3]},{"outcome":"ungraded"}],"needs":["loss"],"exact":false,"stood":[{"rule":"t.3"}],"measures":[],"policy":"p 1","as_of":"2020-02-29"}"#,
        r#"{"row":3,"id":"3","outcome":"outside","label":"新办","outside":"new","decisive":["t.3"],"stood":[],"measures":[],"policy":"p 1","as_of":"2020-02-29"}"#,
        r#"{"row":4,"id":"4","outcome":"conflict","conflict":[1,3],"decisive":[],"stood":[],"measures":[],"policy":"p 1","as_of":"2020-02-29"}"#,
        r#"{"row":5,"id":"5","outcome":"invalid","errors":[{"found":"a row of 2 cells","expected":"3 cells, as in the header","code":"D0112"},{"column":"备注","found":"40000 characters","expected":"at most 32767 characters","code":"D0113"}],"policy":"p 1","as_of":"2020-02-29"}"#,
        r#"{"row":6,"id":"6","outcome":"invalid","errors":[{"expected":"不可能","code":"D0123"},{"expected":"矛盾","code":"D0123"}],"policy":"p 1","as_of":"2020-02-29"}"#,
        r#"{"row":6,"id":"6","outcome":"invalid","errors":[{"found":"impossible, whatever is filled in","expected":"a record that the policy allows","code":"D0124"}],"policy":"p 1","as_of":"2020-02-29"}"#,
    ];
    let told = format!(r#""policy":"p 1","digest":"{}","#, policy().digest());
    let expected = expected.map(|line| line.replace(r#""policy":"p 1","#, &told));
    assert_eq!(written(Format::JsonLines, Lang::En, &rows), expected.join("\n") + "\n");
}

#[test]
fn json_is_one_array() {
    let rows: Vec<(&[&str], Answer)> = vec![(&[], outside()), (&[], conflict())];
    let lines = written(Format::JsonLines, Lang::En, &rows);
    let array = written(Format::Json, Lang::En, &rows);
    assert_eq!(array, format!("[\n{}\n]\n", lines.trim_end().replace('\n', ",\n")));
    assert_eq!(written(Format::Json, Lang::En, &[]), "[]\n");
    assert_eq!(written(Format::JsonLines, Lang::En, &[]), "");
}

#[test]
fn a_table_is_the_inputs_columns_and_the_answers() {
    let rows: Vec<(&[&str], Answer)> = vec![
        (&["R-1", "说“好”,\n\"再说\""], graded()),
        (&["2", ""], undetermined()),
        (&["3", ""], outside()),
        (&["4", ""], conflict()),
        (&["5", ""], misread(Lang::En)),
        (&["6", ""], impossible(&["不可能", "矛盾"])),
    ];
    assert_eq!(
        written(Format::Csv, Lang::En, &rows),
        "\u{FEFF}id,备注,outcome,level,label,rules,because,measures\r\n\
         R-1,\"说“好”,\n\"\"再说\"\"\",graded,1,一级,heavy,\"重要, 须严\n二\",review\r\n\
         2,,undetermined,,,,\"possible: graded 1, outside new, conflict 1; 3, ungraded\nneeded: loss\",\r\n\
         3,,outside,new,新办,t.3,,\r\n\
         4,,conflict,1; 3,,,,\r\n\
         5,,invalid,,,,\"a row of 2 cells; 3 cells, as in the header\n备注: 40000 characters; at most 32767 characters\",\r\n\
         6,,invalid,,,,\"不可能\n矛盾\",\r\n"
    );
}

#[test]
fn a_table_in_chinese() {
    let rows: Vec<(&[&str], Answer)> = vec![(&["2", ""], undetermined()), (&["5", ""], misread(Lang::Zh))];
    assert_eq!(
        written(Format::Csv, Lang::Zh, &rows),
        "\u{FEFF}id,备注,结果,等级,等级名称,依据规则,理由,措施\r\n\
         2,,待定,,,,\"可能的结果：已评定 1、等级外 new、冲突 1; 3、未评定\n尚需：loss\",\r\n\
         5,,无效,,,,\"本行有 2 个单元格; 与表头相同的 3 个单元格\n备注: 40000 个字符; 至多 32767 个字符\",\r\n"
    );
}

#[test]
fn no_cell_opens_as_a_formula() {
    let cells = ["=1+1", "@x", "\tx", "\rx", "+cmd", "-x", "-", "+1", "-1,000.5", "-5%", "−1", " =1", "1=1"];
    let rows: Vec<(&[&str], Answer)> = cells.iter().map(|cell| (std::slice::from_ref(cell), outside())).collect();
    let written = written(Format::Csv, Lang::En, &rows);
    let mut reader = csv::Reader::from_reader(written.as_bytes());
    let read: Vec<String> = reader.records().map(|row| row.unwrap().get(0).unwrap().to_owned()).collect();
    let expected = ["'=1+1", "'@x", "'\tx", "'\rx", "'+cmd", "'-x", "'-", "+1", "-1,000.5", "-5%", "−1", " =1", "1=1"];
    assert_eq!(read, expected);
}

#[test]
fn a_name_that_the_input_has_gets_another_before_it() {
    let headers: Vec<String> = ["level", "because", "grade_because"].map(str::to_owned).to_vec();
    let folder = tempfile::tempdir().unwrap();
    for (lang, expected) in [
        (Lang::En, "outcome,grade_level,label,rules,grade_grade_because,measures"),
        (Lang::Zh, "结果,等级,等级名称,依据规则,理由,措施"),
    ] {
        let path = folder.path().join("out.csv");
        let layout = Layout { columns: vec![&headers], files: Files::One, lang, about: about() };
        let writer = Writer::create(&Destination::Path(path.clone()), Format::Csv, &layout, &[]).unwrap();
        writer.finish().unwrap();
        let header = format!("\u{FEFF}level,because,grade_because,{expected}\r\n");
        assert_eq!(fs::read_to_string(path).unwrap(), header);
    }
}

#[test]
fn several_files_share_one_table() {
    let (one, two) = (["id", "x", "x"].map(str::to_owned), ["y", "x", "id"].map(str::to_owned));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.csv");
    let layout = Layout { columns: vec![&one, &two], files: Files::Several, lang: Lang::En, about: about() };
    let mut writer = Writer::create(&Destination::Path(path.clone()), Format::Csv, &layout, &[]).unwrap();
    let mut answer = outside();
    answer.place.file = Some("a.csv".into());
    writer.write(0, &row(&["1", "2", "3"]), &answer).unwrap();
    writer.write(1, &row(&["4", "5", "6"]), &answer).unwrap();
    writer.finish().unwrap();
    assert_eq!(
        fs::read_to_string(path).unwrap(),
        "\u{FEFF}id,x,x,y,file,outcome,level,label,rules,because,measures\r\n\
         1,2,3,,a.csv,outside,new,新办,t.3,,\r\n\
         6,5,,4,a.csv,outside,new,新办,t.3,,\r\n"
    );
}

#[test]
fn a_file_appears_at_the_end_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.jsonl");
    fs::write(&path, "before").unwrap();
    let layout = Layout { columns: Vec::new(), files: Files::One, lang: Lang::En, about: about() };
    let destination = Destination::Path(path.clone());
    let mut writer = Writer::create(&destination, Format::JsonLines, &layout, &[]).unwrap();
    writer.write(0, &row(&[]), &outside()).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "before");
    drop(writer);
    assert_eq!(fs::read_to_string(&path).unwrap(), "before", "broken off, nothing has changed");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let mut writer = Writer::create(&destination, Format::JsonLines, &layout, &[]).unwrap();
    writer.write(0, &row(&[]), &outside()).unwrap();
    writer.finish().unwrap();
    assert!(fs::read_to_string(&path).unwrap().starts_with("{\"row\":3"));
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let (there, link) = (folder.path().join("there.jsonl"), folder.path().join("link.jsonl"));
    fs::write(&there, "before").unwrap();
    fs::set_permissions(&there, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&there, &link).unwrap();
    write_to(&link, Format::JsonLines, Lang::En, &[(&[], outside())]).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::read_to_string(&there).unwrap().starts_with('{'));
    assert_eq!(fs::metadata(&there).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn an_input_is_never_the_output() {
    let folder = tempfile::tempdir().unwrap();
    let (path, twin) = (folder.path().join("a.csv"), folder.path().join("./a.csv"));
    fs::write(&path, "x").unwrap();
    let layout = Layout { columns: Vec::new(), files: Files::One, lang: Lang::En, about: about() };
    let inputs = [Source::Path("other".into()), Source::Path(path.clone())];
    let Err(WriteFailure::Failed(finding)) = Writer::create(&Destination::Path(twin), Format::Csv, &layout, &inputs)
    else {
        panic!("it is refused")
    };
    assert_eq!(finding.problem.code(), "D0152");
    assert_eq!(fs::read_to_string(&path).unwrap(), "x");
}

#[test]
fn a_place_that_cannot_be_written_is_told() {
    let folder = tempfile::tempdir().unwrap();
    for path in [folder.path().to_path_buf(), folder.path().join("no/out.csv")] {
        let Err(WriteFailure::Failed(finding)) = write_to(&path, Format::Csv, Lang::En, &[]) else {
            panic!("{path:?}")
        };
        assert_eq!(finding.problem.code(), "D0151");
        assert!(!path.is_file());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_a_device_is_written_directly() {
    let full = write_to(Path::new("/dev/full"), Format::Csv, Lang::En, &[(&["a", "b"], outside())]);
    let Err(WriteFailure::Failed(finding)) = full else { panic!("{full:?}") };
    assert_eq!(finding.problem.words(Lang::En).message, "the output cannot be written: no space is left");
    assert_eq!(write_to(Path::new("/dev/null"), Format::Json, Lang::En, &[(&[], outside())]), Ok(()));
}

#[test]
fn a_format_is_told_by_the_ending() {
    let of = |name: &str| Format::of(&Destination::named(name.as_ref()));
    assert_eq!(of("a.CSV"), Some(Format::Csv));
    assert_eq!(of("a.json"), Some(Format::Json));
    assert_eq!(of("a.ndjson"), Some(Format::JsonLines));
    assert_eq!(Destination::named("/dev/stdout".as_ref()), Destination::Standard);
    assert_eq!((of("a.txt"), of("-"), of("csv")), (None, None, None));
}

#[test]
fn the_kinds_of_factor_are_all_written() {
    let policy = policy();
    let Factor { kind, .. } = policy.factors.get(1).unwrap();
    assert!(matches!(kind, FactorKind::Set(_)));
    let shown = core_model::shown(kind, &policy.ladder, &Datum::Set([1, 0].into_iter().collect()));
    assert_eq!(serde_json::to_string(&shown).unwrap(), r#"["approval","penalty"]"#);
    assert_eq!(core_model::shown(kind, &policy.ladder, &Datum::Number(1)), None);
}
