//! CSV files as they come from sheets and systems: what is read, what is invalid, what cannot be asked at all.

mod case;

use case::{read, read_by, read_partial};
use proptest::prelude::*;

#[test]
fn a_file_by_names_and_a_file_by_labels_say_the_same() {
    let said = "1 R-1: loss 50000, powers {approval, penalty}, listed true\n2 2: loss 0.5\n";
    assert_eq!(read("a.csv", "id,loss,powers,listed\nR-1,5万元,\"approval,penalty\",yes\n,0.5,,\n"), said);
    assert_eq!(
        read("a.csv", "编号,经济损失,职权类型,列入\r\nR-1,\"50,000\",行政审批、penalty,是\r\n,0.50,,\r\n"),
        said
    );
    assert_eq!(read("a.CSV", "\u{FEFF}列入, 职权类型 ,经济损失,序号\rTRUE,行政处罚|行政审批,５万,R-1\r, ,0.5,"), said);
}

#[test]
fn a_quoted_cell_keeps_commas_quotes_and_line_breaks() {
    let text = "id,loss,powers,remark\n\"R,\"\"1\"\"\n\",1,无,\"a\r\nb\"\nR2,2,-,\n";
    assert_eq!(read("a.csv", text), "1 R,\"1\": loss 1, powers {}\n2 R2: loss 2, powers {}\n");
}

#[test]
fn a_row_of_the_wrong_width_is_invalid_and_the_next_one_is_read() {
    assert_eq!(
        read("a.csv", "id,loss,powers\na,1\nb,1,无,x\nc,5,000,无\nd,2,无\n"),
        "1 a: D0112 a row of 2 cells; 3 cells, as in the header\n\
         2 b: D0112 a row of 4 cells; 3 cells, as in the header; a cell with a comma stands in quotation marks\n\
         3 c: D0112 a row of 4 cells; 3 cells, as in the header; a cell with a comma stands in quotation marks\n\
         4 d: loss 2, powers {}\n"
    );
}

#[test]
fn a_value_that_does_not_fit_makes_its_record_invalid_with_every_reason() {
    assert_eq!(
        read("a.csv", "id,经济损失,powers\na,约5万,审批\nb,1.234,无\nc,-1,无\nd,1,无\n"),
        "1 a: D0104 经济损失: 约5万; a number in 0..100000000000 | D0102 powers: 审批; any of approval \"行政审批\", \
         penalty \"行政处罚\", separated by ; or 、\n\
         2 b: D0106 经济损失: 1.234; a number in 0..100000000000 with at most 2 decimals\n\
         3 c: D0105 经济损失: -1; a number in 0..100000000000\n\
         4 d: loss 1, powers {}\n"
    );
}

#[test]
fn quotation_marks_are_not_guessed_at() {
    assert_eq!(
        read("a.csv", "id,loss,powers\na,1,\"无\"x\nb,1\"2,无\nc,2,无\nd,\"3,无\ne,4,无\n"),
        "1 a: D0115 a stray quotation mark; quotation marks around the whole cell, doubled inside it\n\
         2 b: D0115 a stray quotation mark; quotation marks around the whole cell, doubled inside it\n\
         3 c: loss 2, powers {}\n\
         4 d: D0116 a quotation mark that is never closed; a closing quotation mark at the end of the cell\n"
    );
}

#[test]
fn blank_lines_are_no_rows_and_rows_of_commas_are() {
    assert_eq!(read("a.csv", "\nloss,powers\n\n1,无\n\n,\n\n"), "1 1: loss 1, powers {}\n2 2: \n");
    assert_eq!(read_partial("a.csv", "loss\n1\n\n2\n"), "1 1: loss 1\n2 2: \n3 3: loss 2\n", "of one column");
}

#[test]
fn a_missing_column_is_an_error_unless_it_is_assumed_or_allowed() {
    assert_eq!(
        read("a.csv", "id,los\n1,2\n"),
        "D0138 Error: no column speaks of the factor \"经济损失\"; is \"los\" meant?\n\
         D0138 Error: no column speaks of the factor \"职权类型\"\n"
    );
    assert_eq!(
        read_partial("a.csv", "id,los\n1,2\n"),
        "1 1: \nD0141 Warning: the column \"los\" is not read; is \"loss\" meant?\n"
    );
}

#[test]
fn two_columns_for_one_factor_are_an_error_and_two_of_none_are_not() {
    assert_eq!(
        read("a.csv", "loss,powers,经济损失,loss\n1,无,2,3\n"),
        "D0137 Error: \"loss\" and \"经济损失\" are both columns of the factor \"经济损失\"\n\
         D0137 Error: \"loss\" and \"loss\" are both columns of the factor \"经济损失\"\n"
    );
    assert_eq!(read("a.csv", "x,loss,powers,x,\n1,2,无,3,4\n"), "1 1: loss 2, powers {}\n");
}

#[test]
fn the_id_is_the_column_named_else_a_usual_one_else_the_row() {
    assert_eq!(read_by("单位", "a.csv", "id,单位,loss\na,城建局,1\nb, ,2\n"), "1 城建局: loss 1\n2 2: loss 2\n");
    assert_eq!(read_partial("a.csv", "序号,编号,loss\n1,B-1,1\n"), "1 B-1: loss 1\n");
    assert_eq!(read_partial("a.csv", "ID,loss\nx,1\n"), "1 x: loss 1\n");
    assert_eq!(read_by("no", "a.csv", "id,loss\na,1\n"), "D0139 Error: there is no column \"no\" for --id\n");
    assert_eq!(
        read_by("no", "a.csv", "no,No,loss\na,b,1\n"),
        "D0140 Error: there are two columns \"no\"; name the ids with --id\n"
    );
}

#[test]
fn repeated_ids_are_warned_of_a_few_by_one_and_the_rest_as_a_number() {
    let said = read_partial("a.csv", "id,loss\na,1\nb,2\na,3\n");
    assert!(said.ends_with("3 a: loss 3\nD0142 Warning row 3: an earlier record has the id \"a\" too\n"), "{said}");
    let many = read_partial("a.csv", format!("id,loss\n{}", "a,1\n".repeat(41)));
    assert_eq!(many.matches("D0142 Warning row").count(), 20);
    assert!(many.ends_with("D0142 Warning: 20 more records repeat an id\n"), "{many}");
}

#[test]
fn a_file_without_a_header_or_without_records() {
    for text in ["", "\n\r\n", "\u{FEFF}"] {
        assert_eq!(read("a.csv", text), "D0132 Error: the file has no header row\n", "{text:?}");
    }
    assert_eq!(read("a.csv", "loss,powers"), "");
    assert_eq!(
        read("a.csv", "loss,\"powers\"x\n1,2\n"),
        "D0133 Error: the header cannot be read: a quotation mark stands where it neither opens nor closes a cell\n"
    );
}

#[test]
fn what_is_not_utf_8_is_told_at_its_byte_and_what_came_before_is_read() {
    let mut bytes = b"loss,powers\n1,-\n2,".to_vec();
    bytes.extend(b"\xCE\xDE\n3,-\n");
    assert_eq!(read("a.csv", &bytes), "1 1: loss 1, powers {}\nD0130 Error: the file is not UTF-8: line 3, byte 18\n");
    assert_eq!(read("a.csv", b"loss,powers\n1,\xE6\x97"), "D0130 Error: the file is not UTF-8: line 2, byte 14\n");
    assert_eq!(read("a.csv", b"\xCE\xDE"), "D0130 Error: the file is not UTF-8: line 1, byte 0\n");
    let zip = if cfg!(feature = "xlsx") { "D0164 Error" } else { "D0145 Error" };
    assert!(read("a.xlsx", b"PK\x03\x04\x14\0").starts_with(zip));
    assert_eq!(read("a.csv", b"\xFF\xFEl\0o\0"), "D0131 Error: the file is UTF-16\n");
}

#[test]
fn a_character_across_two_buffers_is_one_character() {
    for before in 65_500..65_540 {
        let text = format!("loss,powers,remark\n1,行政审批,{}无\n2,行政处罚,字\n", "x".repeat(before % 30_000));
        let long = format!("{text}{}", "1,行政审批,字字字字字字字\n".repeat(4_000));
        let said = read("a.csv", &long);
        assert_eq!(said.lines().count(), 4_002, "{before}");
        assert!(!said.contains("D01"), "{before}");
    }
}

#[test]
fn a_field_may_hold_32767_characters_and_not_one_more() {
    let row = |count: usize| format!("loss,powers,remark\n1,无,{}\n2,无,x\n", "字".repeat(count));
    assert_eq!(read("a.csv", row(32_767)), "1 1: loss 1, powers {}\n2 2: loss 2, powers {}\n");
    assert_eq!(
        read("a.csv", row(32_768)),
        "1 1: D0113 remark: 32768 characters; at most 32767 characters\n2 2: loss 2, powers {}\n"
    );
}

#[test]
fn a_row_may_hold_4_mib_and_not_one_byte_more() {
    let cells = 200;
    let header: String = (0..cells).map(|cell| format!(",c{cell}")).collect();
    let row = |bytes: usize| {
        let (each, more) = ((bytes - 5 - cells) / cells, (bytes - 5 - cells) % cells);
        let filler: String =
            (0..cells).map(|cell| format!(",{}", "x".repeat(each + usize::from(cell < more)))).collect();
        format!("loss,powers{header}\n1,无{filler}\n2,无{}\n", ",".repeat(cells))
    };
    let limit = 4 << 20;
    assert_eq!(row(limit).lines().nth(1).map(str::len), Some(limit));
    assert_eq!(read("a.csv", row(limit)), "1 1: loss 1, powers {}\n2 2: loss 2, powers {}\n");
    assert_eq!(
        read("a.csv", row(limit + 1)),
        "1 1: D0114 over 4194304 bytes; at most 4194304 bytes\n2 2: loss 2, powers {}\n"
    );
}

#[test]
fn a_mark_that_never_closes_is_passed_over_without_being_held() {
    let text = format!("loss,powers\n1,无\n2,\"{}", "x\n".repeat(3 << 20));
    assert_eq!(read("a.csv", text), "1 1: loss 1, powers {}\n2 2: D0114 over 4194304 bytes; at most 4194304 bytes\n");
}

#[test]
fn a_file_may_have_1024_columns_and_not_one_more() {
    let file = |columns: usize| format!("loss{}\n1{}\n", ",x".repeat(columns - 1), ",".repeat(columns - 1));
    assert_eq!(read_partial("a.csv", file(1_024)), "1 1: loss 1\n");
    assert_eq!(read_partial("a.csv", file(1_025)), "D0136 Error: the file has 1025 columns\n");
}

#[test]
fn numbers_beyond_any_double_are_told_and_not_rounded() {
    let said = read("a.csv", "id,loss,powers\na,1e400,无\nb,1e-400,无\nc,0.0000000000000000000000000001,无\n");
    let expected =
        ["1 a: D0104 loss: 1e400", "2 b: D0104 loss: 1e-400", "3 c: D0106 loss: 0.0000000000000000000000000001"];
    for (line, expected) in said.lines().zip(expected) {
        assert!(line.starts_with(expected), "{line}");
    }
    assert_eq!(said.lines().count(), 3);
}

#[test]
fn a_file_that_is_none_cannot_be_read() {
    use record_io::{Options, Source, open};
    let policy = case::policy();
    for (path, code) in [("/nowhere/a.csv", "D0150"), ("/", "D0150")] {
        let Err(findings) = open(&Source::Path(path.into()), &policy, &Options::default()) else { panic!("{path}") };
        assert_eq!(findings[0].problem.code(), code);
    }
}

proptest! {
    #[test]
    fn rows_are_those_of_another_reader(rows in prop::collection::vec(prop::collection::vec("[a,\"\r\n 字]{0,5}", 4), 0..8)) {
        let mut written = csv::Writer::from_writer(Vec::new());
        written.write_record(["id", "loss", "x", "y"]).unwrap();
        // The number before it makes each id one of its own.
        let ids: Vec<String> = rows.iter().zip(1..).map(|(row, number)| format!("{number}{}", row[0])).collect();
        for (row, id) in rows.iter().zip(&ids) {
            written.write_record([id.as_str(), "1", &row[2], &row[3]]).unwrap();
        }
        let said = read_partial("a.csv", written.into_inner().unwrap());
        let expected: String = ids.iter().zip(1..).map(|(id, number)| format!("{number} {}: loss 1\n", id.trim())).collect();
        prop_assert_eq!(said, expected);
    }

    #[test]
    fn no_bytes_are_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..200), ending in 0..4usize) {
        let name = ["a.csv", "a.json", "a.jsonl", "a"][ending];
        let _ = read_partial(name, &bytes);
        let mut header = b"loss,powers\n".to_vec();
        header.extend(&bytes);
        let _ = read_partial("a.csv", &header);
    }

    #[test]
    fn no_marks_are_too_strange(text in "[\",\r\n{}\\[\\]:\\\\a1 ]{0,60}") {
        for name in ["a.csv", "a.json", "a.jsonl"] {
            let _ = read_partial(name, &text);
        }
    }
}

#[test]
fn a_file_of_which_no_column_is_a_factor_is_told_once() {
    let titled = "Points of the bureau,,\nid,loss,powers\n1,2,无\n";
    let told =
        "D0129 Error: no column of the file is a factor of the policy; the first row says \"Points of the bureau\"\n";
    assert_eq!(read("a.csv", titled), told);
    assert!(read_partial("a.csv", titled).starts_with("1 1: "), "nothing is needed where silence is allowed");
}
