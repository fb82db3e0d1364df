//! Workbooks made to harm: each is told and none is unpacked, held or followed without bound.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says no by panicking")]
#![cfg(feature = "xlsx")]

mod book;
mod case;

use std::fs::OpenOptions;

use book::{Book, data};
use case::{file, policy, read};
use record_io::{Options, Source, open};

const HEADER: [&str; 4] = ["编号", "经济损失", "职权类型", "列入"];

fn sheet() -> String {
    data(&[&HEADER, &["a", "1", "无"]])
}

#[test]
fn a_document_type_is_refused_wherever_it_stands() {
    let laughs = "<!DOCTYPE sst [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><sst><si><t>&b;</t></si></sst>";
    let book = Book::of(&sheet()).part("xl/sharedStrings.xml", laughs);
    assert_eq!(
        read("a.xlsx", book.bytes()),
        "D0166 Error: \"xl/sharedStrings.xml\" in the workbook declares a document type\n"
    );
    let unknown = Book::of(&sheet()).strings("<si><t>&b;</t></si>");
    assert!(read("a.xlsx", unknown.bytes()).starts_with("D0164"), "a name that nothing declares");
}

#[test]
fn what_unpacks_to_too_much_is_given_up() {
    let mut bomb = b"<worksheet><sheetData/>".to_vec();
    bomb.resize(520 << 20, b' ');
    for at in (0..bomb.len()).step_by(1 << 20).skip(1) {
        bomb[at..at + 4].copy_from_slice(b"<a/>");
    }
    let book = Book::of(&sheet()).part("xl/worksheets/sheet1.xml", bomb);
    assert_eq!(read("a.xlsx", book.bytes()), "D0165 Error: the workbook unpacks to more than 512 MiB\n");
}

#[test]
fn a_tag_of_800_000_attributes_is_refused_at_once() {
    let attributes: String = (0..800_000).map(|number| format!(" a{number}=\"\"")).collect();
    let book = Book::of(&format!("<sheetData{attributes}></sheetData>"));
    assert!(read("a.xlsx", book.bytes()).starts_with("D0164"));
    let nested = "<a>".repeat(100_000);
    assert!(read("a.xlsx", Book::of(&nested).bytes()).starts_with("D0164"));
}

#[test]
fn a_far_corner_cell_is_told_and_not_filled_up_to() {
    let corner = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>";
    let far = sheet().replace("</sheetData>", corner);
    assert_eq!(read("a.xlsx", Book::of(&far).bytes()), "1 a: loss 1, powers {}\n2 2: \n");
}

#[test]
fn sizes_and_sums_that_are_false_are_told() {
    let bytes = Book::of(&sheet()).bytes();
    let name = b"xl/worksheets/sheet1.xml";
    let central = bytes.windows(name.len()).rposition(|part| part == name).unwrap() - 46;
    for at in [16, 24] {
        let mut false_one = bytes.clone();
        false_one[central + at] ^= 1;
        assert!(read("a.xlsx", false_one).starts_with("D0164"), "{at}");
    }
    for kept in (0..bytes.len()).step_by(97) {
        let cut = read("a.xlsx", &bytes[..kept]);
        assert!(!cut.starts_with("1 a"), "cut after {kept}");
    }
}

#[test]
fn a_workbook_that_is_written_to_while_it_is_read_changed_and_is_not_damaged() {
    for cut in [false, true] {
        let rows: Vec<Vec<String>> =
            (0..20_000_u32).map(|row| vec![format!("{}", row.wrapping_mul(2_654_435_761)), "1".to_owned()]).collect();
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        let rows: Vec<&[&str]> = [HEADER.as_slice()].into_iter().chain(rows.iter().map(Vec::as_slice)).collect();
        let bytes = Book::of(&data(&rows)).bytes();
        let (_folder, path) = file("a.xlsx", &bytes);
        let policy = policy();
        let mut records = open(&Source::Path(path.clone()), &policy, &Options::default()).unwrap();
        assert!(records.next().unwrap().is_ok());
        let written = OpenOptions::new().write(true).open(&path).unwrap();
        written.set_len(if cut { 80_000 } else { bytes.len() as u64 + 1 }).unwrap();
        let last = records.last().unwrap().map(drop).map_err(|found| found.problem.code());
        assert_eq!(last, Err("D0149"), "{cut}");
    }
}

#[test]
fn rows_and_cells_out_of_order_are_told() {
    for sheet in [
        "<sheetData><row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"2\"/></sheetData>",
        "<sheetData><row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row></sheetData>",
        "<sheetData><row r=\"1\"><c r=\"A2\"><v>1</v></c></row></sheetData>",
        "<sheetData><row r=\"1048577\"/></sheetData>",
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row></sheetData>",
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"x\"><v>7</v></c></row></sheetData>",
        "<sheetData><row r=\"1\">",
    ] {
        assert!(read("a.xlsx", Book::of(sheet).bytes()).starts_with("D0164"), "{sheet}");
    }
}

#[test]
fn what_is_no_workbook_is_called_by_its_name() {
    let told = |name: &str, bytes: &[u8]| read(name, bytes);
    let old = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 600]].concat();
    assert_eq!(told("a.xls", &old), "D0145 Error: the file is a workbook of the old kind (.xls, .et)\n");
    let package: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(told("a.xlsx", &[old, package].concat()), "D0145 Error: the file is a workbook with a password\n");
    assert_eq!(told("a.xls", b"<html><table></table></html>"), "D0145 Error: the file is a web page\n");
    assert_eq!(told("a.xlsx", b"id,loss\n"), "D0145 Error: the file is no workbook, though its name says so\n");
}
