//! Workbooks: which sheet, which header, what each kind of cell is, merged and hidden cells.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says no by panicking")]
#![cfg(feature = "xlsx")]

mod book;
mod case;

use book::{Book, data, line};
use case::{policy_of_days, read, read_for, read_with};
use record_io::{Options, Silence};

const HEADER: [&str; 4] = ["编号", "经济损失", "职权类型", "列入"];

/// What is read of a sheet with the usual header and these rows.
fn of(rows: &[&[&str]]) -> String {
    let rows: Vec<&[&str]> = [HEADER.as_slice()].into_iter().chain(rows.iter().copied()).collect();
    read("a.xlsx", Book::of(&data(&rows)).bytes())
}

fn on(sheet: &str, book: &Book) -> String {
    read_with("a.xlsx", book.bytes(), &Options { sheet: Some(sheet.into()), ..Options::default() })
}

/// What is read of days and texts in a sheet under `id`, `任职日期`, `证号`.
fn of_days(book: &Book) -> String {
    let options = Options { silence: Silence::Allowed, ..Options::default() };
    read_for(&policy_of_days(), "a.xlsx", book.bytes(), &options)
}

fn days(rows: &[&[&str]]) -> Book {
    let header: &[&str] = &["id", "任职日期", "证号"];
    let rows: Vec<&[&str]> = [header].into_iter().chain(rows.iter().copied()).collect();
    Book::of(&data(&rows))
}

#[test]
fn a_sheet_says_what_the_same_csv_says() {
    let shared = "<si><t>编号</t></si><si><r><t>经济</t></r><r><t>损失</t></r><rPh sb=\"0\" eb=\"2\"><t>ジンミン</t></rPh></si>\
                  <si><t>行政审批、_x884C_政处罚</t></si>";
    let sheet = data(&[
        &["t=\"s\"|<v>0</v>", "t=\"s\"|<v>1</v>", "职权类型", "列入", "备注"],
        &["R-1", "|<v>50000</v>", "t=\"s\"|<v>2</v>", "t=\"b\"|<v>1</v>", "甲 &amp; &#x4E59; "],
        &["|<v>2</v>", "5万元", "无", "否", "s=\"3\"|<v>0.05</v>"],
        &["x", "", "", "", ""],
    ]);
    let said =
        "1 R-1: loss 50000, powers {approval, penalty}, listed true\n2 2: loss 50000, powers {}, listed false\n3 x: \n";
    let bytes = Book::of(&sheet).strings(shared).bytes();
    assert_eq!(read("a.xlsx", &bytes), said);
    assert_eq!(read("whatever", &bytes), said, "by its first bytes");
}

#[test]
fn numbers_are_the_fifteen_digits_that_a_sheet_shows() {
    assert_eq!(
        of(&[
            &["a", "|<v>0.30000000000000004</v>"],
            &["b", "|<v>1E+10</v>"],
            &["c", "s=\"3\"|<v>0.5</v>"],
            &["d", "|<v>0.125</v>"],
            &["e", "|<v>1e400</v>"],
            &["f", "t=\"str\"|<v>5</v>"],
        ]),
        "1 a: loss 0.3\n\
         2 b: loss 10000000000\n\
         3 c: loss 0.5\n\
         4 d: D0106 经济损失: 0.125; a number in 0..100000000000 with at most 2 decimals\n\
         5 e: D0104 经济损失: 1e400; a number in 0..100000000000\n\
         6 f: loss 5\n"
    );
}

#[test]
fn days_are_told_by_the_format_of_their_cell() {
    let book = days(&[
        &["a", "s=\"1\"|<v>41213</v>"],
        &["b", "s=\"2\"|<v>41213</v>"],
        &["c", "2012年10月31日"],
        &["d", "t=\"d\"|<v>2012-10-31T00:00:00</v>"],
        &["e", "|<v>41213</v>"],
        &["f", "s=\"1\"|<v>41213.5</v>"],
        &["g", "s=\"1\"|<v>60</v>"],
        &["h", "s=\"1\"|<v>-1</v>", "s=\"1\"|<v>41213</v>"],
    ]);
    assert_eq!(
        of_days(&book),
        "1 a: since 2012-10-31\n\
         2 b: since 2012-10-31\n\
         3 c: since 2012-10-31\n\
         4 d: since 2012-10-31\n\
         5 e: D0175 任职日期: 41213; a day such as 2012-10-31, or the cell formatted as a date\n\
         6 f: D0107 任职日期: 2012-10-31 12:00:00; a date such as 2012-10-31\n\
         7 g: D0175 任职日期: 60; a day such as 2012-10-31\n\
         8 h: D0175 任职日期: -1; a day such as 2012-10-31\n"
    );
    let book = days(&[&["a", "s=\"1\"|<v>39751</v>"], &["b", "s=\"1\"|<v>0</v>"]]).since_1904();
    assert_eq!(of_days(&book), "1 a: since 2012-10-31\n2 b: since 1904-01-01\n");
    let loss = of(&[&["a", "s=\"1\"|<v>46024</v>"]]);
    assert_eq!(loss, "1 a: D0104 经济损失: 2026-01-02; a number in 0..100000000000\n", "a day is no number");
}

#[test]
fn numbers_that_lost_digits_are_told_and_never_taken_for_a_text() {
    let book = days(&[
        &["|<v>110101199003071234</v>", "", "|<v>1.1010119900307E+17</v>"],
        &["110101199003071234", "", "110101199003071234"],
        &["|<v>110101199003071235</v>", "", "|<v>12345</v>"],
    ]);
    assert_eq!(
        of_days(&book),
        "1 110101199003071000: D0177 证号: 110101199003070000; the number entered as text\n\
         2 110101199003071234: number 110101199003071234\n\
         3 110101199003071000: number 12345\n\
         D0176 Warning row 1 A2: \"id\" holds the number 110101199003071000, of which a sheet keeps 15 digits only\n\
         D0176 Warning row 1 C2: \"证号\" holds the number 110101199003070000, of which a sheet keeps 15 digits only\n\
         D0142 Warning row 3: an earlier record has the id \"110101199003071000\" too\n"
    );
}

#[test]
fn formulas_are_read_as_last_calculated_and_errors_make_their_record_invalid() {
    assert_eq!(
        of(&[
            &["a", "|<f>B9*2</f><v>5</v>"],
            &["b", "|<f>B9*2</f><v>6</v>"],
            &["c", "|<f>B9*2</f>"],
            &["d", "|<f>B9*2</f><v/>"],
            &["e", "t=\"str\"|<f>\"\"</f><v></v>"],
            &["f", "t=\"e\"|<f>NA()</f><v>#N/A</v>"],
            &["g", "1", "", "", "t=\"e\"|<v>#REF!</v>"],
        ]),
        "1 a: loss 5\n\
         2 b: loss 6\n\
         3 c: D0173 经济损失: a formula without a result; a value; or open the workbook in a sheet program, calculate and save it\n\
         4 d: D0173 经济损失: a formula without a result; a value; or open the workbook in a sheet program, calculate and save it\n\
         5 e: \n\
         6 f: D0174 经济损失: #N/A; a value; mend the formula\n\
         7 g: loss 1\n\
         D0172 Warning row 1 B2: \"经济损失\" holds formulas; their results are read as last calculated\n",
        "an error in a column that no factor claims is carried"
    );
}

#[test]
fn what_is_merged_down_holds_for_each_row_and_is_told() {
    let rows: [&[&str]; 6] =
        [&HEADER, &["a", "1", "无"], &["b", "", "无"], &["c", "", "无"], &["d", "2", "-"], &["e", "", ""]];
    let merged = "<mergeCells count=\"2\"><mergeCell ref=\"B2:B4\"/><mergeCell ref=\"B5:B6\"/></mergeCells>";
    assert_eq!(
        read("a.xlsx", Book::of(&(data(&rows) + merged)).bytes()),
        "1 a: loss 1, powers {}\n2 b: loss 1, powers {}\n3 c: loss 1, powers {}\n4 d: loss 2, powers {}\n5 e: loss 2\n\
         D0170 Warning: \"经济损失\" has merged cells (B2:B4 and 1 more areas); their value is taken for each of their rows\n"
    );
}

#[test]
fn what_is_merged_across_is_never_guessed() {
    let rows: [&[&str]; 4] = [&HEADER, &["a", "1", "无"], &["b", "2", ""], &["备注：以上均为估计"]];
    let merged = "<mergeCells><mergeCell ref=\"B3:C3\"/><mergeCell ref=\"A4:E4\"/></mergeCells>";
    let said = read("a.xlsx", Book::of(&(data(&rows) + merged)).bytes());
    assert_eq!(
        said,
        "1 a: loss 1, powers {}\n\
         2 b: D0171 经济损失: merged cells B3:C3; a cell of its own; unmerge the cells | \
         D0171 职权类型: merged cells B3:C3; a cell of its own; unmerge the cells\n\
         3 备注：以上均为估计: D0171 编号: merged cells A4:E4; a cell of its own; unmerge the cells | \
         D0171 经济损失: merged cells A4:E4; a cell of its own; unmerge the cells | \
         D0171 职权类型: merged cells A4:E4; a cell of its own; unmerge the cells | \
         D0171 列入: merged cells A4:E4; a cell of its own; unmerge the cells\n"
    );
    let overlapping = "<mergeCells><mergeCell ref=\"B2:B3\"/><mergeCell ref=\"B3:C3\"/></mergeCells>";
    assert!(read("a.xlsx", Book::of(&(data(&rows) + overlapping)).bytes()).starts_with("D0164"));
}

#[test]
fn the_header_is_the_row_that_names_the_most_factors() {
    let title = "<mergeCells><mergeCell ref=\"A1:D1\"/></mergeCells>";
    let rows: [&[&str]; 4] = [&["廉政风险点登记表"], &[], &HEADER, &["a", "1", "无"]];
    assert_eq!(
        read("a.xlsx", Book::of(&(data(&rows) + title)).bytes()),
        "1 a: loss 1, powers {}\n\
         D0169 Warning: row 3 is taken as the header, since it names the most factors; the rows above it are not read\n"
    );
    let two: [&[&str]; 3] =
        [&["编号", "基本情况", "", "列入"], &["", "经济损失", "职权类型", ""], &["a", "1", "无", "是"]];
    let merged =
        "<mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:C1\"/><mergeCell ref=\"D1:D2\"/></mergeCells>";
    assert_eq!(
        read("a.xlsx", Book::of(&(data(&two) + merged)).bytes()),
        "1 a: loss 1, powers {}, listed true\n\
         D0169 Warning: row 2 is taken as the header, since it names the most factors; the rows above it are not read\n"
    );
    let tall: [&[&str]; 3] = [&HEADER, &[], &["a", "1", "无", "是"]];
    let merged = "<mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:B2\"/></mergeCells>";
    assert_eq!(read("a.xlsx", Book::of(&(data(&tall) + merged)).bytes()), "1 a: loss 1, powers {}, listed true\n");
}

#[test]
fn headings_that_are_merged_across_or_beside_rows_are_refused() {
    let rows: [&[&str]; 2] = [&["编号", "经济损失", "", "职权类型"], &["a", "1", "2", "无"]];
    let across = "<mergeCells><mergeCell ref=\"B1:C1\"/></mergeCells>";
    assert_eq!(
        read("a.xlsx", Book::of(&(data(&rows) + across)).bytes()),
        "D0168 Error: the heading \"经济损失\" is merged over the columns of B1:C1\n"
    );
    let rows: [&[&str]; 3] = [&HEADER, &["", "万元", "", ""], &["a", "1", "无"]];
    let beside = "<mergeCells><mergeCell ref=\"A1:A2\"/></mergeCells>";
    assert_eq!(
        read("a.xlsx", Book::of(&(data(&rows) + beside)).bytes()),
        "D0168 Error: the header takes the rows of A1:A2, but not all of its headings do\n"
    );
}

#[test]
fn what_is_missing_or_doubled_is_told_as_in_csv() {
    assert_eq!(
        read("a.xlsx", Book::of(&data(&[&["编号", "经济损失", "经济损失"], &["a", "1", "2"]])).bytes()),
        "D0137 Error: \"经济损失\" and \"经济损失\" are both columns of the factor \"经济损失\"\n\
         D0138 Error: no column speaks of the factor \"职权类型\"\n"
    );
    assert_eq!(
        read("a.xlsx", Book::of(&data(&[&["编号", "loss", "职权类型", "经济损失"], &["a", "1", "无", "2"]])).bytes()),
        "D0137 Error: \"loss\" and \"经济损失\" are both columns of the factor \"经济损失\"\n"
    );
}

#[test]
fn blank_rows_are_no_records_and_blank_columns_no_columns() {
    let sheet = format!(
        "<sheetData>{}{}{}{}<row r=\"1048576\"><c r=\"XFD1048576\" s=\"1\"/></row></sheetData>",
        line(3, &["", "编号", "经济损失", "", "职权类型"]),
        line(4, &["", "a", "1", "", "无"]),
        line(7, &["", "  ", "", "", "s=\"1\"|<v/>"]),
        line(9, &["", "b", "2", "", "无"]),
    );
    assert_eq!(read("a.xlsx", Book::of(&sheet).bytes()), "1 a: loss 1, powers {}\n2 b: loss 2, powers {}\n");
}

#[test]
fn hidden_rows_and_columns_are_read_and_told() {
    let rows = data(&[&HEADER, &["a", "1", "无"], &["b", "2", "无"], &["c", "3", "无"]]);
    let hidden = rows
        .replace("<row r=\"3\">", "<row r=\"3\" hidden=\"1\">")
        .replace("<row r=\"4\">", "<row r=\"4\" hidden=\"true\">");
    let columns = "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"9\" max=\"16384\" hidden=\"1\"/></cols>";
    let said = "1 a: loss 1, powers {}\n2 b: loss 2, powers {}\n3 c: loss 3, powers {}\n";
    assert_eq!(
        read("a.xlsx", Book::of(&format!("{columns}{hidden}")).bytes()),
        format!(
            "{said}D0167 Warning: hidden rows are read, too: 3-4\nD0167 Warning: hidden columns are read, too: B-C\n"
        )
    );
    assert_eq!(
        read("a.xlsx", Book::of(&format!("{hidden}<autoFilter ref=\"A1:D4\"/>")).bytes()),
        format!("{said}D0167 Warning: rows that the filter hides are read, too: 3-4\n")
    );
}

#[test]
fn a_sheet_is_named_or_the_first_visible_one_that_holds_something() {
    let rows = |id: &str| data(&[&HEADER, &[id, "1", "无"]]);
    let book = Book::of("<sheetData/>")
        .sheet("旧表", "hidden", &rows("hidden"))
        .sheet("2024年", "visible", &rows("a"))
        .sheet("2025年", "visible", &rows("b"));
    assert_eq!(
        read("a.xlsx", book.bytes()),
        "1 a: loss 1, powers {}\nD0162 Note: the sheet \"2024年\" is read, not \"风险点\", \"旧表\", \"2025年\"\n"
    );
    assert_eq!(on("2025年", &book), "1 b: loss 1, powers {}\n");
    assert_eq!(on("旧表", &book), "1 hidden: loss 1, powers {}\n", "a hidden one where it is named");
    assert_eq!(on("2026年", &book), "D0160 Error: there is no sheet \"2026年\"; did you mean \"2024年\"?\n");
    assert_eq!(on("风险点", &book), "D0132 Error: the file has no header row\n");
    let hidden = Book::of("<sheetData/>").sheet("旧表", "veryHidden", &rows("x"));
    assert_eq!(read("a.xlsx", hidden.bytes()), "D0161 Error: no visible sheet holds anything; hidden: \"旧表\"\n");
    assert_eq!(
        read("a.xlsx", Book::of("<sheetData/>").bytes()),
        "D0161 Error: no sheet of the workbook holds anything\n"
    );
    let named = Options { sheet: Some("x".into()), ..Options::default() };
    assert_eq!(read_with("a.csv", "id\n", &named), "D0148 Error: --sheet is given, but the file is no workbook\n");
}
