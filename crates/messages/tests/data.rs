//! Every problem of data in its words, both languages, as a text to be read: `data.txt` beside this file.
//! To write it anew: `UPDATE=1 cargo test -p messages --test data`.
#![allow(clippy::unwrap_used, reason = "a test says no by panicking")]

use std::fs;
use std::path::Path;

use core_model::{Expected, Misfit, Named, NumberKind, OutcomeWord};
use messages::{
    AnswerColumn, Binary, CellFault, CellProblem, CodingProblem, ColumnProblem, DataProblem, FileProblem, Hiding,
    IdProblem, ImpossibleRecord, IoCause, Lang, ObjectProblem, RowProblem, SheetProblem, Size, WorkbookProblem,
    answer_cell_needs, answer_column, outcome_word,
};

fn named(name: &str, label: &str) -> Named {
    Named { name: name.into(), label: (!label.is_empty()).then(|| label.into()), aka: Vec::new() }
}

fn values() -> Vec<DataProblem> {
    let values = vec![named("none", "无"), named("general", "一般"), named("important", "重要")];
    let many = (1..=14).map(|number| named(&format!("v{number}"), "")).collect();
    let yuan = NumberKind { least: 0, most: 10_000_000_000_000, decimals: 2, unit: Some("元".into()) };
    let kind = |decimals| NumberKind { least: -100, most: 10_000, decimals, unit: None };
    let expected = [
        (" 重耍", Expected::OneOf(values.clone(), Some("重要".into()))),
        ("v15", Expected::OneOf(many, None)),
        ("一般/重要", Expected::SetOf(values.clone(), None)),
        ("四级", Expected::Level(values, None)),
        ("约5万", Expected::Number(yuan.clone())),
        ("1.23E+11", Expected::Number(yuan.clone())),
        ("#REF!", Expected::Number(yuan.clone())),
        ("十万", Expected::Number(yuan.clone())),
        ("-", Expected::Number(yuan.clone())),
        ("不详", Expected::Number(yuan.clone())),
        ("1000", Expected::InRange(kind(2))),
        ("0.001", Expected::Decimals(kind(2))),
        ("0.01", Expected::Decimals(kind(1))),
        ("0.1", Expected::Decimals(kind(0))),
        ("2020-02-30", Expected::Date),
        ("45000", Expected::Date),
        ("2020年1月", Expected::Date),
        ("2020", Expected::Dates),
        ("2020-01-01、…", Expected::FewerDates(999)),
        ("也许", Expected::YesNo),
        ("√", Expected::YesNo),
        ("无", Expected::YesNo),
        ("110", Expected::Text),
    ];
    let problem = |(found, expected): (&str, Expected)| DataProblem::Value {
        column: "职能".into(),
        misfit: Misfit { found: found.into(), expected },
    };
    expected.into_iter().map(problem).collect()
}

fn records() -> Vec<DataProblem> {
    vec![
        RowProblem::Width { found: 2, expected: 3 }.into(),
        RowProblem::FieldTooLong { column: "备注".into(), found: 40_000, most: 32_767 }.into(),
        RowProblem::TooLong { most: 4_194_304 }.into(),
        RowProblem::StrayQuote.into(),
        RowProblem::OpenQuote.into(),
        RowProblem::Zero { column: "备注".into() }.into(),
        ObjectProblem::Broken { at: 9 }.into(),
        ObjectProblem::NotAnObject.into(),
        ObjectProblem::RepeatedKey { key: "loss".into() }.into(),
        ObjectProblem::TwoKeys { first: "loss".into(), second: "经济损失".into() }.into(),
        ObjectProblem::TooDeep { most: 32 }.into(),
        ObjectProblem::TooManyKeys { most: 1_024 }.into(),
        ImpossibleRecord::Because("没有职权就没有裁量权".into()).into(),
        ImpossibleRecord::WhateverIsFilledIn.into(),
    ]
}

fn files() -> Vec<DataProblem> {
    vec![
        FileProblem::from(CodingProblem::NotUtf8 { at: 18, line: 2 }).into(),
        FileProblem::from(CodingProblem::Utf16).into(),
        FileProblem::from(CodingProblem::Utf32).into(),
        FileProblem::from(CodingProblem::Malformed { encoding: "gb18030".into(), at: 18, line: 2 }).into(),
        FileProblem::from(CodingProblem::Contradicts { named: "gbk".into(), found: "UTF-8" }).into(),
        FileProblem::from(CodingProblem::Contradicts { named: "gbk".into(), found: "UTF-16LE" }).into(),
        FileProblem::from(CodingProblem::NoMark).into(),
        FileProblem::from(CodingProblem::Zeros).into(),
        FileProblem::Separator { found: ';' }.into(),
        FileProblem::Separator { found: '\t' }.into(),
        FileProblem::Separator { found: '|' }.into(),
        FileProblem::Endless { after: 3, most: 268_435_456 }.into(),
        FileProblem::Changed.into(),
        FileProblem::NoSheets.into(),
        FileProblem::NoHeader.into(),
        FileProblem::BrokenHeader(Box::new(RowProblem::OpenQuote)).into(),
        FileProblem::NotJson.into(),
        FileProblem::BrokenArray { after: 7 }.into(),
        ColumnProblem::TooMany { found: 1_025, most: 1_024 }.into(),
        ColumnProblem::Two { factor: "经济损失".into(), first: "loss".into(), second: "损失".into() }.into(),
        ColumnProblem::None { factor: "经济损失".into(), near: None }.into(),
        ColumnProblem::None { factor: "经济损失".into(), near: Some("经济损失（万元）".into()) }.into(),
        ColumnProblem::NoneKnown {
            found: vec!["某局情况表".into(), "（2026）".into()],
            factors: vec!["职能".into(), "经济损失".into()],
        }
        .into(),
        IdProblem::NoColumn { column: "编号".into() }.into(),
        IdProblem::TwoColumns { column: "编号".into() }.into(),
        ColumnProblem::Near { column: "经济损矢".into(), meant: "经济损失".into() }.into(),
        IdProblem::Repeated { id: "R-1".into() }.into(),
        IdProblem::NeverSaid { column: "编号".into() }.into(),
        IdProblem::MoreRepeated { more: 3 }.into(),
        IdProblem::NotCompared { after: 1_000_000 }.into(),
        ColumnProblem::NeverSaid { factor: "经济损失".into() }.into(),
        FileProblem::CannotRead(IoCause::NotFound).into(),
        FileProblem::CannotRead(IoCause::NotPermitted).into(),
        FileProblem::CannotWrite(IoCause::Folder).into(),
        FileProblem::CannotWrite(IoCause::Full).into(),
        FileProblem::CannotWrite(IoCause::Other("broken".into())).into(),
        FileProblem::OutputIsInput.into(),
    ]
}

fn binaries() -> Vec<DataProblem> {
    let all = [
        Binary::Zip,
        Binary::OldWorkbook,
        Binary::Encrypted,
        Binary::BinaryWorkbook,
        Binary::OpenDocument,
        Binary::Document,
        Binary::WebPage,
        Binary::NamedWorkbook,
        Binary::Parquet,
    ];
    all.into_iter().map(|binary| FileProblem::Binary(binary).into()).collect()
}

fn workbooks() -> Vec<DataProblem> {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let many = (1..=14).map(|number| format!("{number}月")).collect();
    let part = || "xl/worksheets/sheet1.xml".to_owned();
    vec![
        WorkbookProblem::NoSheet {
            name: "风险".into(),
            sheets: names(&["风险点", "说明"]),
            near: Some("风险点".into()),
        },
        WorkbookProblem::NoSheet { name: "x".into(), sheets: many, near: None },
        WorkbookProblem::NothingToRead { hidden: Vec::new() },
        WorkbookProblem::NothingToRead { hidden: names(&["旧表"]) },
        WorkbookProblem::SheetRead { name: "风险点".into(), others: names(&["说明", "旧表"]) },
        WorkbookProblem::Broken { part: part() },
        WorkbookProblem::Doctype { part: part() },
        WorkbookProblem::TooLarge { size: Size::Packed, most: 64 << 20 },
        WorkbookProblem::TooLarge { size: Size::Unpacked, most: 512 << 20 },
        WorkbookProblem::TooManyRows { most: 1_048_576 },
        WorkbookProblem::TooManyColumns { most: 16_384 },
        WorkbookProblem::Cut { column: "理由".into() },
    ]
    .into_iter()
    .map(DataProblem::from)
    .collect()
}

fn sheets() -> Vec<DataProblem> {
    let places = || vec!["5-8".to_owned(), "12".to_owned()];
    let (column, area) = (|| "部门".to_owned(), || "B2:B4".to_owned());
    vec![
        SheetProblem::Hidden { what: Hiding::Rows, places: places(), more: 0 },
        SheetProblem::Hidden { what: Hiding::FilteredRows, places: places(), more: 3 },
        SheetProblem::Hidden { what: Hiding::Columns, places: vec!["C-E".to_owned()], more: 0 },
        SheetProblem::HeaderBelow { row: 3 },
        SheetProblem::HeadingAcross { area: "B1:D1".into(), heading: "基本情况".into() },
        SheetProblem::HeadingBelow { area: "A1:A2".into() },
        SheetProblem::MergedDown { column: column(), area: area(), areas: 1 },
        SheetProblem::MergedDown { column: column(), area: area(), areas: 3 },
        SheetProblem::Formulas { column: "经济损失".into() },
        SheetProblem::DigitsLost { column: "身份证号".into(), found: "110101199003070000".into() },
    ]
    .into_iter()
    .map(DataProblem::from)
    .collect()
}

fn cells() -> Vec<DataProblem> {
    let problem = |fault| CellProblem { column: "任职日期".into(), fault }.into();
    vec![
        problem(CellFault::MergedAcross { area: "B7:D7".into() }),
        problem(CellFault::NoResult),
        problem(CellFault::Error("#N/A".into())),
        problem(CellFault::NotADay("41213".into())),
        problem(CellFault::NoSuchDay("-5".into())),
        problem(CellFault::DigitsLost("110101199003070000".into())),
    ]
}

fn written() -> String {
    let mut text = String::new();
    for problem in values()
        .into_iter()
        .chain(records())
        .chain(files())
        .chain(binaries())
        .chain(workbooks())
        .chain(sheets())
        .chain(cells())
    {
        for lang in [Lang::En, Lang::Zh] {
            let words = problem.words(lang);
            let found = problem.found(lang).map(|found| format!(" [{found}]")).unwrap_or_default();
            let expected = if words.expected.is_empty() { String::new() } else { format!(" => {}", words.expected) };
            text.push_str(&format!("{}{found} {}{expected}\n", problem.code(), words.message));
        }
    }
    text
}

#[test]
fn the_words_are_those_that_were_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, written()).unwrap();
    }
    assert_eq!(written(), fs::read_to_string(path).unwrap());
}

#[test]
fn what_is_very_long_is_cut() {
    let misfit = Misfit { found: "字".repeat(1_000), expected: Expected::Text };
    let problem = DataProblem::Value { column: "x".into(), misfit };
    assert_eq!(problem.found(Lang::En).map(|found| found.chars().count()), Some(201));
}

#[test]
fn answers_in_a_table_are_in_the_language_that_was_named() {
    let outcomes = OutcomeWord::ALL.iter();
    let in_lang = |lang| outcomes.clone().map(|outcome| outcome_word(*outcome, lang)).collect::<Vec<_>>().join(" ");
    assert_eq!(in_lang(Lang::En), outcomes.clone().map(|outcome| outcome.as_str()).collect::<Vec<_>>().join(" "));
    assert_eq!(in_lang(Lang::Zh), "已评定 等级外 未评定 冲突 待定 无效");
    assert_eq!(answer_column(AnswerColumn::Rules, Lang::Zh), "依据规则");
    assert_eq!(answer_cell_needs(&["graded 1".into()], &["loss".into()], Lang::En), "possible: graded 1\nneeded: loss");
}
