//! Generated workbooks, each cell read by our reader and by `calamine`: where both define an answer, it is the same.
#![allow(
    clippy::unwrap_used,
    clippy::float_arithmetic,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a test says no by panicking"
)]
#![cfg(feature = "xlsx")]

mod book;
mod case;

use std::io::Cursor;

use book::Book;
use calamine::{Data, ExcelDateTime, Reader, Xlsx, open_workbook_from_rs};
use case::policy;
use proptest::prelude::*;
use record_io::{Cell, Options, Silence, Source, open};

const SHEET: &str = "风险点";

/// The cells of the rows below the header, by our reader.
fn ours(bytes: &[u8]) -> Vec<Vec<Cell>> {
    let options = Options { silence: Silence::Allowed, sheet: Some(SHEET.into()), ..Options::default() };
    let policy = policy();
    let records = open(&Source::memory("a.xlsx", bytes.to_vec()), &policy, &options).unwrap();
    records.map(|row| row.unwrap().cells).collect()
}

/// The same by the other one.
fn theirs(bytes: &[u8]) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range(SHEET).unwrap();
    range.rows().skip(1).map(<[Data]>::to_vec).collect()
}

/// Whether the two say the same of a cell.
fn agree(ours: &Cell, theirs: &Data) -> bool {
    match (ours, theirs) {
        (Cell::Empty, Data::Empty) => true,
        (Cell::Empty, Data::String(text)) => text.is_empty(),
        (Cell::Text(ours), Data::String(theirs)) => ours == theirs,
        (Cell::Number(number), Data::Float(double)) => is_number(number, *double),
        (Cell::Number(number), Data::Int(whole)) => *number == whole.to_string(),
        // A day that never was: ours is told as such, theirs is one beside it.
        (Cell::Number(number), Data::DateTime(moment)) => is_number(number, moment.as_f64()) && is_no_day(moment),
        (Cell::Day(day), Data::DateTime(moment)) => is_moment(&day.to_string(), moment),
        (Cell::Time(words), Data::DateTime(moment)) => is_moment(words, moment),
        (Cell::Day(day), Data::DateTimeIso(text)) => *text == format!("{day}T00:00:00") || *text == day.to_string(),
        (Cell::Time(words), Data::DateTimeIso(text)) => *words == text.replace('T', " "),
        (Cell::YesNo(ours), Data::Bool(theirs)) => ours == theirs,
        (Cell::Error(ours), Data::Error(theirs)) => *ours == theirs.to_string(),
        _ => false,
    }
}

/// Whether the digits are the fifteen of the double.
fn is_number(digits: &str, double: f64) -> bool {
    let shown = |number: f64| format!("{number:.14e}").replace("-0.00000000000000e0", "0.00000000000000e0");
    shown(digits.parse().unwrap()) == shown(double)
}

/// Whether the words are the moment to the nearest second. Theirs is cut off to milliseconds; what would become the next
/// day by rounding is ours alone to say.
fn is_moment(words: &str, moment: &ExcelDateTime) -> bool {
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let of_day = (u32::from(hour) * 60 + u32::from(minute)) * 60_000 + u32::from(second) * 1_000 + u32::from(milli);
    let seconds = (of_day + 500) / 1_000;
    let (day, clock) = (
        format!("{year:04}-{month:02}-{day:02}"),
        format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60),
    );
    let is_alone = moment.as_f64() < 1.0 && words == clock;
    let is_day = seconds == 0 && words == day;
    seconds == 86_400 || is_alone || is_day || words == format!("{day} {clock}")
}

fn is_no_day(moment: &ExcelDateTime) -> bool {
    let serial = moment.as_f64();
    serial < 1.0 || (60.0..61.0).contains(&serial) || serial >= 2_957_003.0
}

/// The XML of a cell: its attributes but for the place, and what it holds.
fn cell() -> impl Strategy<Value = (String, String)> {
    let number = prop_oneof![
        any::<i32>().prop_map(|number| number.to_string()),
        (0..4_000_000_u32).prop_map(|number| number.to_string()),
        any::<f64>().prop_filter("finite", |double| double.is_normal()).prop_map(|double| double.to_string()),
        (any::<i16>(), 0..=12_i32).prop_map(|(mantissa, exponent)| format!("{mantissa}E-{exponent}")),
        (0..100_000_u32, 0..86_400_u32)
            .prop_map(|(day, second)| (f64::from(day) + f64::from(second) / 86_400.0).to_string()),
    ];
    let valued = |attributes: &'static str| move |value: String| (attributes.to_owned(), format!("<v>{value}</v>"));
    prop_oneof![
        4 => (0..5_usize, number, any::<bool>()).prop_map(|(style, number, is_formula)| {
            let formula = if is_formula { "<f>A1</f>" } else { "" };
            (format!("s=\"{style}\""), format!("{formula}<v>{number}</v>"))
        }),
        2 => (0..STRINGS.len()).prop_map(|at| ("t=\"s\"".to_owned(), format!("<v>{at}</v>"))),
        2 => text().prop_map(|text| {
            ("t=\"inlineStr\"".to_owned(), format!("<is><t xml:space=\"preserve\">{text}</t></is>"))
        }),
        1 => text().prop_map(|text| ("t=\"str\"".to_owned(), format!("<f>A1</f><v>{text}</v>"))),
        1 => any::<bool>().prop_map(|yes| u8::from(yes).to_string()).prop_map(valued("t=\"b\"")),
        1 => prop::sample::select(vec!["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"])
            .prop_map(str::to_owned).prop_map(valued("t=\"e\"")),
        1 => (1900..2100_u32, 1..=12_u32, 1..=28_u32, prop::sample::select(vec!["T00:00:00", "T08:30:59"]))
            .prop_map(|(year, month, day, time)| format!("{year}-{month:02}-{day:02}{time}"))
            .prop_map(valued("t=\"d\"")),
        1 => Just(("s=\"1\"".to_owned(), String::new())),
    ]
}

/// A text as XML: Chinese, references, blanks inside it, escapes of sheets.
fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "甲", "乙方", "&amp;", "&lt;", "&#x4E59;", "&#20013;", "a", "1.5", " b", "\n", "\"", "'", "😀", "_x", "，",
    ]);
    prop::collection::vec(piece, 1..6).prop_map(|pieces| format!("字{}", pieces.concat()))
}

/// Texts that cells point to.
const STRINGS: [&str; 6] = [
    "<si><t>编号甲</t></si>",
    "<si><t xml:space=\"preserve\"> 前后有空格 </t></si>",
    "<si><r><rPr><b/></rPr><t>分</t></r><r><t>段</t></r></si>",
    "<si><r><t>音</t></r><rPh sb=\"0\" eb=\"1\"><t>イン</t></rPh></si>",
    "<si><t>a&amp;b&#10;c</t></si>",
    "<si><t/></si>",
];

fn sheet(rows: &[Vec<(String, String)>], columns: usize) -> String {
    let place = |column: usize, row: usize| format!("{}{row}", char::from(b'A' + u8::try_from(column).unwrap()));
    let header: String =
        (0..columns).map(|at| format!("<c r=\"{}\" t=\"str\"><v>h{at}</v></c>", place(at, 1))).collect();
    let mut all = format!("<row r=\"1\">{header}</row>");
    for (cells, number) in rows.iter().zip(2..) {
        let id = format!("<c r=\"A{number}\"><v>{number}</v></c>");
        let cells: String = cells
            .iter()
            .zip(1..)
            .map(|((attributes, inner), at)| format!("<c r=\"{}\" {attributes}>{inner}</c>", place(at, number)))
            .collect();
        all.push_str(&format!("<row r=\"{number}\">{id}{cells}</row>"));
    }
    format!("<sheetData>{all}</sheetData>")
}

proptest! {
    #[test]
    fn every_cell_is_read_as_the_other_reader_reads_it(
        rows in prop::collection::vec(prop::collection::vec(cell(), 5), 1..8),
        is_1904 in any::<bool>(),
    ) {
        let book = Book::of(&sheet(&rows, 6)).strings(&STRINGS.concat());
        let bytes = if is_1904 { book.since_1904() } else { book }.bytes();
        let (ours, theirs) = (ours(&bytes), theirs(&bytes));
        prop_assert_eq!(ours.len(), rows.len());
        for ((ours, theirs), row) in ours.iter().zip(&theirs).zip(&rows) {
            for (at, cell) in ours.iter().enumerate() {
                let other = theirs.get(at).cloned().unwrap_or_default();
                let xml = at.checked_sub(1).and_then(|at| row.get(at));
                prop_assert!(agree(cell, &other), "{:?} is {:?} and {:?}", xml, cell, other);
            }
        }
    }
}
