//! JSON files: arrays, lines, and what is neither.

mod case;

use case::{read, read_by, read_partial};

const SAID: &str = "1 R-1: loss 50000, powers {approval, penalty}, listed true\n2 7: loss 0.5, powers {}\n";

#[test]
fn an_array_lines_and_objects_over_many_lines_say_the_same() {
    let first = r#"{"id":"R-1","loss":"5万","powers":["approval","行政处罚"],"列入":true}"#;
    let second = r#"{"编号":7,"经济损失":0.50,"职权类型":[],"listed":null,"other":{"a":[1]}}"#;
    assert_eq!(read("a.jsonl", format!("{first}\n{second}\n")), SAID);
    assert_eq!(read("a.json", format!("\u{FEFF}{first}\r\n\r\n{second}")), SAID);
    assert_eq!(read("a.json", format!("[{first},{second}]")), SAID);
    assert_eq!(read("a.ndjson", format!(" [ {first}\n, {second}\n]\n")), SAID);
    let spread = |text: &str| text.replace(",\"", ",\n  \"");
    assert_eq!(read("a.json", format!("{}\n{}\n", spread(first), spread(second))), SAID);
    assert_eq!(read("a", format!("[{},\n{}]", spread(first), spread(second))), SAID, "told by its beginning");
}

#[test]
fn numbers_are_exact_texts() {
    let said =
        read_partial("a.jsonl", "{\"loss\":99999999999.99}\n{\"loss\":1e2}\n{\"loss\":0.10}\n{\"loss\":99999.999}\n");
    assert_eq!(
        said,
        "1 1: loss 99999999999.99\n2 2: loss 100\n3 3: loss 0.1\n\
         4 4: D0106 loss: 99999.999; a number in 0..100000000000 with at most 2 decimals\n"
    );
}

#[test]
fn a_bad_line_is_invalid_and_the_next_ones_are_read() {
    let lines = [
        r#"{"loss":1}"#,
        r#"{"loss":1"#,
        r#"{"loss":}"#,
        "约5万",
        "[1]",
        "5",
        "null",
        r#"{"loss":1} x"#,
        r#"{"loss":01}"#,
        r#"{"loss":"a"#,
        r#"{"loss":2}"#,
    ];
    assert_eq!(
        read_partial("a.jsonl", lines.join("\n")),
        "1 1: loss 1\n\
         2 2: D0117 no JSON from byte 9; one JSON object a record\n\
         3 3: D0117 no JSON from byte 9; one JSON object a record\n\
         4 4: D0117 no JSON from byte 1; one JSON object a record\n\
         5 5: D0118 no JSON object; one JSON object a record\n\
         6 6: D0118 no JSON object; one JSON object a record\n\
         7 7: D0118 no JSON object; one JSON object a record\n\
         8 8: D0117 no JSON from byte 12; one JSON object a record\n\
         9 9: D0117 no JSON from byte 10; one JSON object a record\n\
         10 10: D0117 no JSON from byte 10; one JSON object a record\n\
         11 11: loss 2\n"
    );
}

#[test]
fn a_bad_element_of_an_array_is_invalid_and_the_next_ones_are_read() {
    assert_eq!(
        read_partial("a.json", r#"[{"loss":1},{"loss":约},5,"a]",{"loss":2}]"#),
        "1 1: loss 1\n\
         2 2: D0117 no JSON from byte 9; one JSON object a record\n\
         3 3: D0118 no JSON object; one JSON object a record\n\
         4 4: D0118 no JSON object; one JSON object a record\n\
         5 5: loss 2\n"
    );
}

#[test]
fn an_array_that_breaks_off_or_goes_on_wrongly() {
    for text in
        [r#"[{"loss":1}"#, r#"[{"loss":1},"#, r#"[{"loss":1},]"#, r#"[{"loss":1} {"loss":2}]"#, r#"[{"loss":1}] x"#]
    {
        let said = read_partial("a.json", text);
        let end = "D0135 Error: the JSON array breaks off or goes on wrongly after record 1\n";
        assert!(said.ends_with(end), "{text}: {said}");
    }
    assert!(read_partial("a.json", r#"[,{"loss":1}]"#).contains("D0135"));
    assert_eq!(read_partial("a.json", " [ ] \n"), "");
}

#[test]
fn a_file_that_is_no_json_at_all() {
    for text in ["loss,powers\n1,无\n", "5", "", "null", "\"{\""] {
        assert_eq!(read("a.json", text), "D0134 Error: the file is no JSON\n", "{text:?}");
    }
    assert_eq!(read("a.jsonl", ""), "", "no line, no record");
    assert_eq!(read("a.jsonl", "loss,powers\n1,无\n"), "D0134 Error: the file is no JSON\n");
}

#[test]
fn a_key_twice_and_two_keys_for_one_factor() {
    assert_eq!(
        read_partial(
            "a.jsonl",
            "{\"loss\":1,\"loss\":1}\n{\"loss\":1,\"经济损失\":null}\n{\"x\":1,\"x\":2,\"loss\":3}\n"
        ),
        "1 1: D0119 loss: loss twice; each key once\n\
         2 2: D0120 经济损失: loss and 经济损失; one key a factor\n\
         3 3: D0119 x: x twice; each key once\n"
    );
    assert!(read_partial("a.jsonl", "{\"loss\":1,\"l\\u006fss\":1}\n").contains("D0119"), "an escape is no other key");
}

#[test]
fn a_key_that_is_nearly_a_factors_is_warned_of_once() {
    let said = read_partial("a.jsonl", "{\"los\":1}\n{\"los\":2}\n{\"loss\":3,\"lossy\":1}\n");
    assert_eq!(said, "1 1: \n2 2: \n3 3: loss 3\nD0141 Warning: the column \"los\" is not read; is \"loss\" meant?\n");
}

#[test]
fn a_factor_that_no_record_had_is_told_at_the_end() {
    let told = "D0144 Warning: no record speaks of the factor \"职权类型\"\n";
    assert_eq!(read("a.jsonl", "{\"loss\":1}\n{}\n"), format!("1 1: loss 1\n2 2: \n{told}"));
    assert_eq!(read("a.jsonl", "{\"loss\":1}\n{\"powers\":null}\n"), "1 1: loss 1\n2 2: \n");
    assert_eq!(read_partial("a.jsonl", "{\"loss\":1}\n"), "1 1: loss 1\n");
    assert_eq!(read("a.json", "[]"), "", "where there is no record there is nothing to tell");
}

#[test]
fn the_id_is_the_key_named_else_a_usual_one_else_the_row() {
    let lines = "{\"id\":\"a\",\"序号\":1}\n{\"序号\":2}\n{\"id\":\" \"}\n{\"id\":null}\n{\"id\":\"a\"}\n";
    assert_eq!(
        read_partial("a.jsonl", lines),
        "1 a: \n2 2: \n3 3: \n4 4: \n5 a: \nD0142 Warning row 5: an earlier record has the id \"a\" too\n"
    );
    assert_eq!(read_by("no", "a.jsonl", "{\"no\":12,\"id\":\"a\"}\n"), "1 12: \n");
    let never = "1 1: \nD0146 Warning: no record has the key \"no\" for --id\n";
    assert_eq!(read_by("no", "a.jsonl", "{\"id\":\"a\"}\n"), never);
}

#[test]
fn escapes_are_undone_and_half_a_character_is_no_text() {
    assert_eq!(read_partial("a.jsonl", r#"{"loss":"\u0035\u4e07"}"#), "1 1: loss 50000\n");
    assert_eq!(read_partial("a.jsonl", r#"{"loss":"\ud800"}"#), "1 1: D0111 loss: \"\\ud800\"; a text\n");
    assert_eq!(read_partial("a.jsonl", r#"{"id":"\udc00a","loss":1}"#), "1 1: D0111 id: \"\\udc00a\"; a text\n");
    assert_eq!(
        read_partial("a.jsonl", "{\"\\ud800\":1,\"loss\":1}\n{\"loss\":2}"),
        "1 1: D0117 no JSON from byte 9; one JSON object a record\n2 2: loss 2\n"
    );
}

#[test]
fn numbers_beyond_any_double_are_told_and_not_rounded() {
    let said = read_partial("a.jsonl", "{\"loss\":1e400}\n{\"loss\":1e-400}\n{\"loss\":1e99999999999999999999}\n");
    assert_eq!(
        said,
        "1 1: D0105 loss: 1e400; a number in 0..100000000000\n\
         2 2: D0106 loss: 1e-400; a number in 0..100000000000 with at most 2 decimals\n\
         3 3: D0105 loss: 1e99999999999999999999; a number in 0..100000000000\n"
    );
}

#[test]
fn zero_bytes_make_their_record_invalid_in_any_key() {
    let zero = |key: &str| format!("D0125 {key}: a zero byte; text without zero bytes\n");
    assert_eq!(
        read_partial("a.jsonl", "{\"x\":\"a\\u0000b\"}\n{\"id\":\"\\u0000\"}\n{\"x\":\"\\\\u0000\",\"loss\":3}"),
        format!("1 1: {}2 \0: {}3 3: loss 3\n", zero("x"), zero("id")),
        "a backslash before it makes it no zero byte"
    );
}

#[test]
fn json_may_lie_32_deep_and_not_deeper() {
    let line = |depth: usize| format!("{{\"x\":{}{}}}\n", "[".repeat(depth - 1), "]".repeat(depth - 1));
    assert_eq!(read_partial("a.jsonl", line(32)), "1 1: \n");
    assert_eq!(read_partial("a.jsonl", line(10_000)), "1 1: D0121 nested too deep; at most 32 levels of nesting\n");
    let deep = read_partial("a.json", format!("[{},{{\"loss\":1}}]", line(10_000)));
    assert_eq!(deep, "1 1: D0121 nested too deep; at most 32 levels of nesting\n2 2: loss 1\n");
    assert_eq!(
        read_partial("a.jsonl", line(33) + "{\"loss\":1}"),
        "1 1: D0121 nested too deep; at most 32 levels of nesting\n2 2: loss 1\n"
    );
    let deep = format!("[{{\"x\":{}", "[".repeat(1_000_000));
    assert_eq!(
        read_partial("a.json", deep),
        "D0135 Error: the JSON array breaks off or goes on wrongly after record 0\n"
    );
}

#[test]
fn a_record_may_have_1024_keys_and_not_one_more() {
    let line = |keys: usize| {
        let keys: Vec<String> = (0..keys).map(|key| format!("\"k{key}\":1")).collect();
        format!("{{{}}}\n", keys.join(","))
    };
    assert_eq!(read_partial("a.jsonl", line(1_024)), "1 1: \n");
    assert_eq!(
        read_partial("a.jsonl", line(1_025) + "{\"loss\":1}"),
        "1 1: D0122 too many keys; at most 1024 keys\n2 2: loss 1\n"
    );
}

#[test]
fn a_field_and_a_record_have_their_limits() {
    let line = |count: usize| format!("{{\"x\":\"{}\"}}\n{{\"loss\":1}}\n", "字".repeat(count));
    assert_eq!(read_partial("a.jsonl", line(32_767)), "1 1: \n2 2: loss 1\n");
    assert_eq!(
        read_partial("a.jsonl", line(32_768)),
        "1 1: D0113 x: 32768 characters; at most 32767 characters\n2 2: loss 1\n"
    );
    let long = format!("{{\"x\":1{}}}", " ".repeat((4 << 20) - 7));
    assert_eq!(long.len(), 4 << 20);
    assert_eq!(read_partial("a.jsonl", format!("{long}\n{{\"loss\":1}}")), "1 1: \n2 2: loss 1\n");
    let over = "1 1: D0114 over 4194304 bytes; at most 4194304 bytes\n2 2: loss 1\n";
    assert_eq!(read_partial("a.jsonl", format!("{long} \n{{\"loss\":1}}")), over);
    assert_eq!(read_partial("a.json", format!("[{}}},{{\"loss\":1}}]", long.replace('}', " "))), over);
}
