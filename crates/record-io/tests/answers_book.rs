//! Workbooks of answers: read again they hold what was written, texts as texts, numbers as numbers; the same answers give
//! the same bytes.
#![allow(clippy::unwrap_used, clippy::panic, clippy::wildcard_enum_match_arm, reason = "a test says no by panicking")]
#![cfg(feature = "xlsx")]

mod case;

use std::fs;
use std::io::Read;

use case::policy;
use core_model::{Date, Place, Program};
use messages::{DataProblem, Lang, RowProblem, invalid};
use record_io::{About, Cell, Destination, Files, Finding, Format, Layout, Options, Row, Source, Writer, open};

fn written(lang: Lang, rows: &[Vec<Cell>]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.xlsx");
    let program = Program::new(policy().into(), Date::new(2020, 2, 29).unwrap()).unwrap();
    let headers: Vec<String> = ["id", "loss", "powers", "任职日期", "备注"].map(str::to_owned).to_vec();
    let about = About::of(&program, &[Source::memory("a.csv", *b"")]);
    let layout = Layout { columns: vec![&headers], files: Files::One, lang, about };
    let mut writer = Writer::create(&Destination::Path(path.clone()), Format::Xlsx, &layout, &[]).unwrap();
    let problem: DataProblem = RowProblem::FieldTooLong { column: "备注".into(), found: 40_000, most: 32_767 }.into();
    for (cells, number) in rows.iter().zip(1..) {
        let place = Place { row: number, id: number.to_string(), file: None };
        let answer = invalid(&program, place.clone(), std::slice::from_ref(&problem), lang);
        let places = vec![Some(format!("E{}", number + 1))];
        let record = Err(vec![problem.clone()]);
        writer.write(0, &Row { place, record, cells: cells.clone(), places, line: None }, &answer).unwrap();
    }
    writer.note(&Finding::warning("a.csv", RowProblem::OpenQuote)).unwrap();
    writer.finish().unwrap();
    fs::read(path).unwrap()
}

/// The cells of a sheet, read again.
fn again(bytes: &[u8], sheet: &str) -> Vec<Vec<Cell>> {
    let options = Options { sheet: Some(sheet.into()), silence: record_io::Silence::Allowed, ..Options::default() };
    let policy = policy();
    let records = open(&Source::memory("a.xlsx", bytes.to_vec()), &policy, &options).unwrap();
    records.map(|row| row.unwrap().cells).collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn cells_are_what_they_were_and_nothing_becomes_a_formula() {
    let text = |text: &str| Cell::Text(text.to_owned());
    let rows = vec![
        vec![
            text("00123"),
            Cell::Number("0.3".into()),
            text("无"),
            Cell::Day(Date::new(2012, 10, 31).unwrap()),
            text("=1+1"),
        ],
        vec![text("1.1E+17"), Cell::Number("-5".into()), Cell::YesNo(true), text("+8613800000000"), text("https://x")],
        vec![
            text("@SUM(A1)"),
            text("5万"),
            Cell::Empty,
            Cell::Day(Date::new(1, 1, 1).unwrap()),
            text("a\r\n_x000D_\u{1}<&>"),
        ],
        vec![
            text("4"),
            Cell::Number("1.5e300".into()),
            Cell::Error("#N/A".into()),
            Cell::Time("08:30:00".into()),
            text(" 甲 "),
        ],
    ];
    let bytes = written(Lang::Zh, &rows);
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>") && !sheet.contains("hyperlink"), "{sheet}");
    for (got, expected) in again(&bytes, "评定结果").iter().zip(&rows) {
        let expected: Vec<Cell> = expected
            .iter()
            .map(|cell| match cell {
                Cell::Day(day) if day.year() < 1900 => Cell::Text(day.to_string()),
                Cell::Time(words) | Cell::Error(words) => Cell::Text(words.clone()),
                same => same.clone(),
            })
            .collect();
        assert_eq!(got[..5], expected);
        assert_eq!(got[5], text("无效"));
    }
}

#[test]
fn what_was_found_stands_on_a_sheet_of_its_own() {
    let bytes = written(Lang::En, &[vec![Cell::from("x")]]);
    let found: Vec<Vec<String>> =
        again(&bytes, "Findings").iter().map(|row| row.iter().map(|cell| cell.text().into_owned()).collect()).collect();
    assert_eq!(
        found,
        [
            vec![
                "1",
                "1",
                "a.csv",
                "E2",
                "备注",
                "error",
                "D0113",
                "\"备注\" holds 40000 characters",
                "at most 32767 characters"
            ],
            vec![
                "",
                "",
                "a.csv",
                "",
                "",
                "warning",
                "D0116",
                "a quotation mark is never closed",
                "a closing quotation mark at the end of the cell"
            ],
        ]
    );
    let about = part(&bytes, "xl/sharedStrings.xml");
    assert!(about.contains("2020-02-29") && about.contains("p 1"), "{about}");
    assert!(part(&bytes, "docProps/core.xml").contains("2020-02-29T00:00:00Z"));
}

#[test]
fn the_same_answers_give_the_same_bytes() {
    let rows = vec![vec![Cell::from("x"), Cell::Number("1".into())]; 50];
    assert_eq!(written(Lang::Zh, &rows), written(Lang::Zh, &rows));
}

#[test]
fn a_text_longer_than_a_cell_is_cut_and_told() {
    let bytes = written(
        Lang::En,
        &[vec![Cell::from("x"), Cell::Empty, Cell::Empty, Cell::Empty, Cell::from("😀".repeat(20_000))]],
    );
    let kept = again(&bytes, "Answers")[0][4].text().into_owned();
    let twice = written(Lang::En, &vec![vec![Cell::Empty, Cell::from("a\nb\nc")]; 3]);
    assert_eq!(part(&twice, "xl/worksheets/sheet1.xml").matches("<row ").count(), 4, "each row once");
    assert!(kept.ends_with("😀…") && kept.encode_utf16().count() <= 32_767);
    let told = again(&bytes, "Findings");
    assert!(told.iter().any(|row| row[6] == Cell::from("D0159")), "{told:?}");
}
