//! Whatever is taken out of a policy, reading it ends, and says something only where something is wrong.
#![expect(clippy::unwrap_used, reason = "a test that cannot read its texts must stop")]

use grading_dsl::parse;
use messages::{Diagnostic, FileId, Lang};
use proptest::prelude::*;

fn policies() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/policies");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

/// Reads the text, and looks at every place and every word of what was found.
fn read(text: &str) -> Vec<Diagnostic> {
    let (file, found) = parse(FileId(0), text);
    for one in &found {
        let (start, end) = (one.span.start as usize, one.span.end as usize);
        assert!(start <= end && text.is_char_boundary(start) && text.is_char_boundary(end), "{one:?}");
        for lang in [Lang::En, Lang::Zh] {
            assert!(!one.problem.words(lang).message.is_empty());
        }
    }
    drop(file);
    found
}

#[test]
fn every_beginning_of_a_policy_can_be_read() {
    for text in policies() {
        for (end, _) in text.char_indices() {
            read(text.get(..end).unwrap());
        }
        assert_eq!(read(&text), []);
    }
}

#[test]
fn a_policy_without_any_one_of_its_words_can_be_read() {
    for text in policies() {
        let words: Vec<&str> = text.split_inclusive([' ', '\n', '(', ')', ',', '|', '"']).collect();
        for left_out in 0..words.len() {
            let rest: String =
                words.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, word)| *word).collect();
            let found = read(&rest);
            assert!(found.len() <= 12, "{} found without {:?}", found.len(), words.get(left_out));
        }
    }
}

proptest! {
    #[test]
    fn any_text_can_be_read(text in "\\PC*") {
        read(&text);
    }

    #[test]
    fn any_bytes_of_the_language_can_be_read(parts in proptest::collection::vec(0_usize..WORDS.len(), 0..60)) {
        let text: String = parts.iter().map(|at| format!("{} ", WORDS.get(*at).unwrap())).collect();
        read(&text);
    }
}

/// A row that is not closed, in a table of which a word was mended.
#[test]
fn rows_of_mended_tables_have_their_places() {
    for row in ["a | 职能 ", "a | 职能 rule rule ", "| a | 职能", "| 职能 a 职能 | >< 1 |"] {
        for head in ["表 a", "tabel a", "table a 当职能为重要", "表 t 取先 when a == 职能"] {
            read(&format!("{head}\n| 职能 ｜ 列为 |\n{row}"));
            read(&format!("{head} {row}"));
        }
    }
}

const WORDS: &[&str] = &[
    "rule",
    "factor",
    "define",
    "score",
    "table",
    "matrix",
    "test",
    "property",
    "otherwise",
    "when",
    "then",
    "unless",
    "because",
    "a",
    "b",
    "职能",
    "3",
    "10万元以上",
    "2012-10-31",
    "\"x\"",
    "\"",
    "`",
    "(",
    ")",
    "{",
    "}",
    "|",
    "\n",
    ",",
    ":",
    "=",
    "<",
    "is",
    "not",
    "and",
    "or",
    "at least",
    "level",
    "一级",
    "round",
    "to",
    "for each",
    "add",
    "-",
    "#",
    "给",
    "规则",
    "当",
    "则",
    "不低于",
    "且",
    "其余",
    "表",
    "as of",
    "given",
    "expect",
    "in force from",
    "\u{202E}",
    "..",
    "[",
];
