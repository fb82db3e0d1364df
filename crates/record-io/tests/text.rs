//! Text files in other encodings, with other separators, and hostile ones: what is read, and what is told of the rest.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says no by panicking")]

mod case;

use std::fs::OpenOptions;
use std::io::Write;

use case::{file, policy, read, read_with};
use encoding_rs::{BIG5, GB18030};
use messages::Lang;
use record_io::{Encoding, Options, Source, open};

const TEXT: &str = "编号,经济损失,职权类型\nR-1,5万元,行政审批、行政处罚\n甲乙,1,无\n";
const SAID: &str = "1 R-1: loss 50000, powers {approval, penalty}\n2 甲乙: loss 1, powers {}\n";

fn read_as(encoding: &str, name: &str, bytes: impl AsRef<[u8]>) -> String {
    read_with(name, bytes, &Options { encoding: Encoding::named(encoding), ..Options::default() })
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn an_encoding_that_was_named_is_read() {
    let (gb, _, _) = GB18030.encode(TEXT);
    for name in ["gb18030", "GB18030", "gbk", "gb2312", "GB-18030"] {
        assert_eq!(read_as(name, "a.csv", &gb), SAID, "{name}");
    }
    let traditional = "id,loss,powers\n經濟,1,無\n";
    let (big5, _, _) = BIG5.encode(traditional);
    assert_eq!(read_as("big5", "a.csv", &big5), read("a.csv", traditional));
    let (le, be) = (utf16(TEXT, u16::to_le_bytes), utf16(TEXT, u16::to_be_bytes));
    assert_eq!(read_as("utf-16le", "a.csv", &le), SAID);
    assert_eq!(read_as("utf-16be", "a.csv", &be), SAID);
    for bytes in [[b"\xFF\xFE".as_slice(), &le].concat(), [b"\xFE\xFF".as_slice(), &be].concat()] {
        assert_eq!(read_as("utf-16", "a.csv", &bytes), SAID);
    }
    assert_eq!(read_as("utf-8", "a.csv", format!("\u{FEFF}{TEXT}")), SAID);
    let json = r#"[{"编号":"R-1","经济损失":"5万元","职权类型":["行政审批","行政处罚"]}]"#;
    assert!(SAID.starts_with(&read_as("gbk", "a.json", GB18030.encode(json).0)));
}

#[test]
fn an_encoding_is_never_guessed() {
    let (gb, _, _) = GB18030.encode(TEXT);
    assert_eq!(read("a.csv", &gb), "D0130 Error: the file is not UTF-8: line 1, byte 0\n");
    let later = [b"id,loss,powers\nx,1,\n".as_slice(), &gb].concat();
    assert_eq!(
        read("a.csv", later),
        "1 x: loss 1\nD0130 Error: the file is not UTF-8: line 3, byte 20\n",
        "after the records before it"
    );
    assert_eq!(
        read("a.csv", "职权类型,经济损失\n甲".as_bytes().split_last().unwrap().1),
        "D0130 Error: the file is not UTF-8: line 2, byte 26\n"
    );
    let le = utf16(&format!("\u{FEFF}{TEXT}"), u16::to_le_bytes);
    assert_eq!(read("a.csv", &le), "D0131 Error: the file is UTF-16\n");
    assert_eq!(read("a.csv", b"\xFF\xFE\0\0i\0\0\0"), "D0131 Error: the file is UTF-32\n");
    assert_eq!(read("a.csv", utf16(TEXT, u16::to_le_bytes)), "D0130 Error: the file is not UTF-8: line 1, byte 2\n");
    let zeros = "D0156 Error: the file is full of zero bytes, which no text has\n";
    assert_eq!(read("a.csv", utf16("id,loss,powers\nx,1,\n", u16::to_le_bytes)), zeros);
}

#[test]
fn a_file_that_contradicts_what_was_named_is_refused() {
    let contradicts = |named, found| format!("D0154 Error: --encoding {named} is given, but the file is {found}\n");
    assert_eq!(read_as("gb18030", "a.csv", TEXT), contradicts("gb18030", "UTF-8"));
    assert_eq!(read_as("gb18030", "a.csv", "\u{FEFF}id,loss\n"), contradicts("gb18030", "UTF-8"));
    assert_eq!(read_as("utf-16le", "a.csv", TEXT), contradicts("utf-16le", "UTF-8"));
    assert_eq!(read_as("utf-16", "a.csv", TEXT), contradicts("utf-16", "UTF-8"));
    let le = utf16(&format!("\u{FEFF}{TEXT}"), u16::to_le_bytes);
    assert_eq!(read_as("gbk", "a.csv", &le), contradicts("gbk", "UTF-16LE"));
    assert_eq!(read_as("utf-8", "a.csv", &le), contradicts("utf-8", "UTF-16LE"));
    assert_eq!(read_as("utf-16be", "a.csv", &le), contradicts("utf-16be", "UTF-16LE"));
    let no_mark = "D0155 Error: the file does not say which UTF-16 it is\n";
    assert_eq!(read_as("utf-16", "a.csv", utf16(TEXT, u16::to_le_bytes)), no_mark);
    let plain = "id,loss,powers\nx,1,\n";
    assert_eq!(read_as("gbk", "a.csv", plain), read("a.csv", plain), "letters that are the same in both");
}

#[test]
fn what_is_malformed_in_the_encoding_is_told_and_never_replaced() {
    let broken = [&GB18030.encode("编号,经济损失,职权类型\n甲,1,无\n").0, b"\x81\xFF,1,\n".as_slice()].concat();
    assert_eq!(
        read_as("gbk", "a.csv", broken),
        "1 甲: loss 1, powers {}\nD0153 Error: the file is not gbk: line 3, byte 31\n"
    );
    let cut = [&GB18030.encode("编号,经济损失,职权类型\n甲,1,无\n").0, b"\x81".as_slice()].concat();
    assert!(read_as("gb18030", "a.csv", cut).contains("D0153 Error: the file is not gb18030: line 3"));
    let mut half = utf16("id,loss,powers\nx,1,\n", u16::to_le_bytes);
    half.extend(0xD800_u16.to_le_bytes());
    half.extend(u16::from(b'x').to_le_bytes());
    assert!(read_as("utf-16le", "a.csv", &half).contains("D0153 Error: the file is not utf-16le: line 3"));
    half.truncate(half.len() - 1);
    assert!(read_as("utf-16le", "a.csv", half).contains("D0153"));
}

#[test]
fn names_that_are_no_encoding_are_none() {
    for name in ["gb18031", "", "hz-gb-2312", "iso-2022-cn", "x-user-defined", "utf-7"] {
        assert_eq!(Encoding::named(name), None, "{name}");
    }
}

#[test]
fn a_place_is_right_across_buffers() {
    let text = format!("loss,备注,powers\n{}", "1,审批甲,\n".repeat(20_000));
    let (gb, _, _) = GB18030.encode(&text);
    let at = gb.len();
    let said = read_as("gbk", "a.csv", [&gb, b"\xFF".as_slice()].concat());
    assert!(said.ends_with(&format!("D0153 Error: the file is not gbk: line 20002, byte {at}\n")));
    assert_eq!(said.lines().count(), 20_001);
}

#[test]
fn cells_separated_by_something_else_are_told() {
    let semicolons = "D0147 Error: the cells of the file are separated by semicolons (;), not by commas\n";
    assert_eq!(read("a.csv", "id;loss;powers\nx;1;\n"), semicolons);
    assert_eq!(read("a.csv", "sep=;\nid;loss;powers\nx;1;\n"), semicolons);
    assert_eq!(read("a.csv", "\u{FEFF}sep=,\r\nid,loss,powers\r\nx,1,\r\n"), "1 x: loss 1\n");
    let tabs = "id\tloss\tpowers\nx\t\"1,000\"\t无\n";
    assert_eq!(read("a.csv", tabs), "D0147 Error: the cells of the file are separated by tabs, not by commas\n");
    assert_eq!(read("a.tsv", tabs), "1 x: loss 1000, powers {}\n");
    assert_eq!(read("a.tsv", "sep=\t\nid\tloss\tpowers\nx\t1\t\n"), "1 x: loss 1\n");
    assert!(read("a.tsv", "id;loss\n").contains("D0147"));
}

#[test]
fn zero_bytes_make_their_record_invalid() {
    assert_eq!(
        read("a.csv", "id,loss,powers,remark\na,1,,x\0y\nb,2,,z\n"),
        "1 a: D0125 remark: a zero byte; text without zero bytes\n2 b: loss 2\n"
    );
}

#[test]
fn a_line_of_100_mib_is_one_invalid_record() {
    let mut text = b"id,loss,powers\na,1,".to_vec();
    text.resize(100 << 20, b'x');
    text.extend(b"\nb,2,\n");
    assert_eq!(read("a.csv", &text), "1 1: D0114 over 4194304 bytes; at most 4194304 bytes\n2 b: loss 2\n");
    let mut json = br#"{"id":"a","loss":1,"x":""#.to_vec();
    json.resize(100 << 20, b'x');
    json.extend(b"\"}\n{\"id\":\"b\",\"loss\":2,\"powers\":[]}\n");
    assert_eq!(
        read("a.jsonl", &json),
        "1 1: D0114 over 4194304 bytes; at most 4194304 bytes\n2 b: loss 2, powers {}\n"
    );
}

#[test]
fn a_file_without_an_end_is_given_up() {
    let given_up = |beginning: &str, name: &str| {
        let mut bytes = beginning.as_bytes().to_vec();
        bytes.resize(300 << 20, b'x');
        read(name, bytes)
    };
    let told = "D0157 Error: what follows record 1 is longer than 268435456 bytes without an end\n";
    assert_eq!(given_up("id,loss,powers\na,1,\n", "a.csv"), format!("1 a: loss 1\n{told}"));
    let json = given_up("{\"id\":\"a\",\"loss\":1,\"powers\":[]}\n{\"id\":\"", "a.jsonl");
    assert_eq!(json, format!("1 a: loss 1, powers {{}}\n{told}"));
    if cfg!(unix) {
        let policy = policy();
        let zero = open(&Source::Path("/dev/zero".into()), &policy, &Options::default());
        let told: Vec<String> = zero.err().unwrap().iter().map(|found| found.problem.words(Lang::En).message).collect();
        assert_eq!(told, ["the file is full of zero bytes, which no text has"]);
    }
}

#[test]
fn a_file_that_changes_while_it_is_read_is_told() {
    let (_folder, path) = file("a.csv", b"id,loss,powers\na,1,\n");
    let policy = policy();
    let mut records = open(&Source::Path(path.clone()), &policy, &Options::default()).unwrap();
    assert!(records.next().unwrap().is_ok());
    OpenOptions::new().append(true).open(&path).unwrap().write_all(b"b,2,\n").unwrap();
    let rest: Vec<String> =
        records.map(|row| row.map_or_else(|found| found.problem.code().to_owned(), |row| row.place.id)).collect();
    assert_eq!(rest.last().map(String::as_str), Some("D0149"));
}

#[test]
fn a_json_file_that_is_cut_while_it_is_read_changed_and_did_not_break_off() {
    let record = format!("{{\"loss\":1,\"powers\":[],\"x\":\"{}\"}}", "x".repeat(1_000));
    let (_folder, path) = file("a.json", format!("[{}]", vec![record; 200].join(",")).as_bytes());
    let policy = policy();
    let mut records = open(&Source::Path(path.clone()), &policy, &Options::default()).unwrap();
    assert!(records.next().unwrap().is_ok());
    OpenOptions::new().write(true).open(&path).unwrap().set_len(150_000).unwrap();
    let last = records.last().unwrap().map(drop).map_err(|found| found.problem.code());
    assert_eq!(last, Err("D0149"));
}
