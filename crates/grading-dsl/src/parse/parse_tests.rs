//! Texts and what is read of them.

use messages::{FileId, Lang};

use super::parse;
use crate::syntax::{ExprKind, File, Item};

/// Each finding as `line code message`.
fn findings(text: &str) -> (File, Vec<String>) {
    let (file, found) = parse(FileId(0), text);
    let lines = found.iter().map(|one| {
        let line = text.get(..one.span.start as usize).unwrap().matches('\n').count() + 1;
        let words = one.problem.words(Lang::En);
        format!("{line} {} {}", one.problem.code(), words.message)
    });
    (file, lines.collect())
}

fn policies() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/policies");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn whole_policies_are_read_without_a_complaint() {
    for text in policies() {
        let (file, found) = findings(&text);
        assert_eq!(found, Vec::<String>::new(), "{text}");
        assert!(file.items.len() > 5);
        assert!(!file.items.iter().any(|item| matches!(item, Item::Broken(_))));
    }
}

#[test]
fn show() {
    let Ok(path) = std::env::var("SHOW") else { return };
    let text = std::fs::read_to_string(path).unwrap();
    let (file, found) = findings(&text);
    println!("{found:#?}");
    let _ = (file, ExprKind::Level);
}

#[test]
fn a_place_ends_before_the_blanks_and_comments_that_follow() {
    let text =
        "rule r when a then level 4   # \"here\n  # and here\notherwise level 1 because \"# no comment\" # one\n";
    let (file, _) = parse(FileId(0), text);
    let rule = |item: &Item| if let Item::Rule(rule) = item { Some(rule.span) } else { None };
    let otherwise = |item: &Item| if let Item::Otherwise(otherwise) = item { Some(otherwise.span) } else { None };
    let spans = file.items.iter().filter_map(|item| rule(item).or_else(|| otherwise(item)));
    let told: Vec<&str> = spans.map(|span| text.get(span.start as usize..span.end as usize).unwrap()).collect();
    assert_eq!(told, ["rule r when a then level 4", "otherwise level 1 because \"# no comment\""]);
}
