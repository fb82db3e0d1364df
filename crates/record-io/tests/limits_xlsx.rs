//! Each limit of workbooks: a workbook just under it is read, one just over it told.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says no by panicking")]
#![cfg(feature = "xlsx")]

mod book;
mod case;

use std::fmt::Write;

use book::{Book, data};
use case::{policy_of_days, read, read_for, read_partial, read_with};
use record_io::{Options, Silence};

const HEADER: [&str; 4] = ["编号", "经济损失", "职权类型", "列入"];
const SAID: &str = "1 a: loss 1, powers {}\n";
const DAMAGED_SHEET: &str = "D0164 Error: the workbook is damaged in \"xl/worksheets/sheet1.xml\"\n";

fn sheet() -> String {
    data(&[&HEADER, &["a", "1", "无"]])
}

/// What is read of the usual sheet with this behind its rows.
fn with(behind: &str) -> String {
    read("a.xlsx", Book::of(&(sheet() + behind)).bytes())
}

#[test]
fn a_file_may_have_64_mib_and_not_one_byte_more() {
    let padded = |bytes: usize| Book::of(&sheet()).part("xl/media/image1.png", vec![b'x'; bytes]).stored();
    let frame = padded(0).len();
    let most = 64 << 20;
    let (under, over) = (padded(most - frame), padded(most + 1 - frame));
    assert_eq!((under.len(), over.len()), (most, most + 1));
    assert_eq!(read("a.xlsx", under), SAID);
    assert_eq!(read("a.xlsx", over), "D0165 Error: the workbook is larger than 64 MiB\n");
}

#[test]
fn what_is_read_may_unpack_to_512_mib_and_not_one_byte_more() {
    let comment = |bytes: usize| format!("<!--{}-->", "x".repeat(bytes - 7));
    // The packing, the list of sheets and the formats are counted, too.
    let others: usize = Book::of(&sheet()).unpacked();
    let left = (512 << 20) - others;
    let padded = |bytes: usize| {
        let (whole, rest) = (bytes / (4 << 20) - 1, bytes % (4 << 20));
        let mut behind = comment(4 << 20).repeat(whole);
        behind.push_str(&comment((4 << 20) - 100));
        behind.push_str(&comment(rest + 100));
        assert_eq!(behind.len(), bytes);
        with(&behind)
    };
    assert_eq!(padded(left), SAID);
    assert_eq!(padded(left + 1), "D0165 Error: the workbook unpacks to more than 512 MiB\n");
}

#[test]
fn a_workbook_may_have_10_000_parts_and_not_one_more() {
    let frame = Book::of(&sheet()).count();
    let parts = |count: usize| {
        let more = (frame..count).map(|number| (format!("xl/media/{number}"), Vec::new()));
        let mut book = Book::of(&sheet());
        book.parts.extend(more);
        read("a.xlsx", book.bytes())
    };
    assert_eq!(parts(10_000), SAID);
    assert_eq!(parts(10_001), "D0165 Error: the workbook has more than 10000 parts\n");
}

#[test]
fn two_parts_of_one_name_are_told() {
    let mut book = Book::of(&sheet());
    book.parts.push(("XL/worksheets/Sheet1.xml".to_owned(), b"<worksheet/>".to_vec()));
    assert_eq!(read("a.xlsx", book.bytes()), "D0164 Error: the workbook is damaged in \"XL/worksheets/Sheet1.xml\"\n");
}

#[test]
fn a_workbook_may_have_1024_sheets_and_not_one_more() {
    let sheets = |count: usize| {
        let mut book = Book::of(&sheet());
        for number in 1..count {
            book = book.sheet(&format!("s{number}"), "visible", "<sheetData/>");
        }
        read_with("a.xlsx", book.bytes(), &Options { sheet: Some("风险点".into()), ..Options::default() })
    };
    assert_eq!(sheets(1_024), SAID);
    assert_eq!(sheets(1_025), "D0165 Error: the workbook has more than 1024 sheets\n");
}

#[test]
fn a_tag_a_text_and_a_comment_may_have_4_mib() {
    let most = 4 << 20;
    // 838,860 attributes without a name of their own each, and one more letter in the name of the last.
    let attributes = |bytes: usize| {
        let tag = " a=\"\"".repeat((bytes - 4) / 5);
        with(&format!("<x{tag}{}/>", " ".repeat(bytes - 4 - tag.len())))
    };
    assert_eq!(attributes(most), SAID, "more than 800,000 attributes in a tag");
    assert_eq!(attributes(most + 2 * (64 << 10)), DAMAGED_SHEET);
    let text = |bytes: usize| with(&format!("<x>{}</x>", "x".repeat(bytes)));
    assert_eq!(text(most - 1), SAID);
    assert_eq!(text(most + 2 * (64 << 10)), DAMAGED_SHEET);
}

#[test]
fn elements_may_lie_256_deep_and_not_deeper() {
    let nested = |depth: usize| with(&("<a>".repeat(depth) + &"</a>".repeat(depth)));
    assert_eq!(nested(255), SAID, "and the sheet itself");
    assert_eq!(nested(256), DAMAGED_SHEET);
}

#[test]
fn a_sheet_may_have_1_048_576_merged_areas_and_not_one_more() {
    let areas = |count: u32| {
        let mut merged = String::from("<mergeCells>");
        for row in 1..=count {
            write!(merged, "<mergeCell ref=\"E{}:F{}\"/>", row.min(1_048_576), row.min(1_048_576)).unwrap();
        }
        with(&(merged + "</mergeCells>"))
    };
    assert_eq!(areas(1_048_576), SAID);
    assert_eq!(areas(1_048_577), DAMAGED_SHEET);
}

#[test]
fn a_workbook_may_have_16_777_216_texts_and_not_one_more() {
    let texts = |count: usize| read("a.xlsx", Book::of(&sheet()).strings(&"<si/>".repeat(count)).bytes());
    assert_eq!(texts(16 << 20), SAID);
    assert_eq!(texts((16 << 20) + 1), "D0164 Error: the workbook is damaged in \"xl/sharedStrings.xml\"\n");
}

#[test]
fn a_workbook_may_have_100_000_formats_and_not_one_more() {
    let formats = |count: usize| {
        let styles = format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(count));
        read("a.xlsx", Book::of(&sheet()).part("xl/styles.xml", styles).bytes())
    };
    assert_eq!(formats(100_000), SAID);
    assert_eq!(formats(100_001), "D0164 Error: the workbook is damaged in \"xl/styles.xml\"\n");
}

#[test]
fn a_sheet_may_have_1024_columns_that_hold_something_and_not_one_more() {
    let sheet = |columns: usize| {
        let cell = |row: usize, text: &str| format!("<c t=\"inlineStr\"><is><t>{text}{row}</t></is></c>");
        let row = |row: usize| (1..columns).map(|_| cell(row, "x")).collect::<String>();
        let loss = "<c t=\"inlineStr\"><is><t>loss</t></is></c>";
        format!("<sheetData><row>{loss}{}</row><row><c><v>1</v></c>{}</row></sheetData>", row(1), row(2))
    };
    assert_eq!(read_partial("a.xlsx", Book::of(&sheet(1_024)).bytes()), "1 1: loss 1\n");
    assert_eq!(
        read_partial("a.xlsx", Book::of(&sheet(1_025)).bytes()),
        "D0136 Error AMK2: the file has 1025 columns\n"
    );
}

#[test]
fn a_cell_may_hold_32767_characters_and_not_one_more() {
    let cell = |count: usize| {
        let long = "字".repeat(count);
        let header = ["编号", "经济损失", "职权类型", "备注"];
        read("a.xlsx", Book::of(&data(&[&header, &["a", "1", "无", &long], &["b", "2", "无"]])).bytes())
    };
    assert_eq!(cell(32_767), "1 a: loss 1, powers {}\n2 b: loss 2, powers {}\n");
    assert_eq!(cell(32_768), "1 a: D0113 备注: 32768 characters; at most 32767 characters\n2 b: loss 2, powers {}\n");
}

#[test]
fn a_row_may_hold_4_mib_of_texts_and_not_one_byte_more() {
    let columns = 200;
    let row = |bytes: usize| {
        let (each, more) = (bytes / columns, bytes % columns);
        let header: String = (0..columns).map(|_| "<c t=\"str\"><v>x</v></c>").collect();
        let texts: String = (0..columns)
            .map(|at| format!("<c t=\"str\"><v>{}</v></c>", "x".repeat(each + usize::from(at < more))))
            .collect();
        let loss = |value: &str| format!("<c t=\"str\"><v>{value}</v></c>");
        let rows = [loss("loss") + &header, loss("1") + &texts, loss("2")].map(|row| format!("<row>{row}</row>"));
        read_partial("a.xlsx", Book::of(&format!("<sheetData>{}</sheetData>", rows.concat())).bytes())
    };
    let most = 4 << 20;
    assert_eq!(row(most - 1), "1 1: loss 1\n2 2: loss 2\n");
    assert_eq!(row(most), "1 1: D0114 over 4194304 bytes; at most 4194304 bytes\n2 2: loss 2\n");
}

#[test]
fn a_cell_over_many_columns_costs_each_row_little() {
    let mut sheet = String::from("<sheetData><row>");
    for column in 0..1_024 {
        write!(sheet, "<c t=\"str\"><v>{}</v></c>", if column == 0 { "loss".to_owned() } else { format!("x{column}") })
            .unwrap();
    }
    sheet.push_str("</row><row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\"><v>1</v></c></row>");
    for row in 3..20_000 {
        write!(sheet, "<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c></row>").unwrap();
    }
    sheet.push_str("</sheetData><mergeCells><mergeCell ref=\"B2:AMJ1048576\"/></mergeCells>");
    let said = read_partial("a.xlsx", Book::of(&sheet).bytes());
    assert_eq!(said.matches(": loss 1\n").count(), 19_998);
}

#[test]
fn zero_bytes_halves_of_characters_and_small_numbers_are_never_passed_over() {
    let rows: [&[&str]; 6] = [
        &["id", "任职日期", "证号", "loss"],
        &["a", "", "x_x0000_y"],
        &["b", "", "x_xD800_y"],
        &["c_x0000_", "", ""],
        &["d", "", "", "|<v>1e-400</v>"],
        &["e", "", "", "|<v>-0.00e7</v>"],
    ];
    let options = Options { silence: Silence::Allowed, ..Options::default() };
    assert_eq!(
        read_for(&policy_of_days(), "a.xlsx", Book::of(&data(&rows)).bytes(), &options),
        "1 a: D0125 证号: a zero byte; text without zero bytes\n\
         2 b: number x_xD800_y\n\
         3 c\0: D0125 id: a zero byte; text without zero bytes\n\
         4 d: D0104 loss: 1e-400; a number in 0..100000000000\n\
         5 e: loss 0\n"
    );
    let half = sheet().replace("<t xml:space=\"preserve\">a</t>", "<t>&#xD800;</t>");
    assert_eq!(read("a.xlsx", Book::of(&half).bytes()), DAMAGED_SHEET);
}

#[test]
fn a_part_in_another_encoding_is_told() {
    let utf16 = |text: &str, mark: &[u8]| {
        [mark.to_vec(), text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat()
    };
    let text = format!("<?xml version=\"1.0\"?><worksheet>{}</worksheet>", sheet());
    for bytes in [
        utf16(&text, b"\xFF\xFE"),
        utf16(&text, b""),
        text.replace("\"1.0\"", "\"1.0\" encoding=\"gb18030\"").into_bytes(),
        text.replace("\"1.0\"", "\"1.0\" encoding=\"UTF-16\"").into_bytes(),
    ] {
        let book = Book::of(&sheet()).part("xl/worksheets/sheet1.xml", bytes);
        assert_eq!(read("a.xlsx", book.bytes()), DAMAGED_SHEET);
    }
    let marked =
        [b"\xEF\xBB\xBF".as_slice(), text.replace("\"1.0\"", "\"1.0\" encoding=\"utf-8\"").as_bytes()].concat();
    assert_eq!(read("a.xlsx", Book::of(&sheet()).part("xl/worksheets/sheet1.xml", marked).bytes()), SAID);
}
