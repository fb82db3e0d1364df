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

/// Each text has one mistake, on the line and with the code given.
#[test]
fn a_likely_mistake_is_told_once_where_it_is_and_the_rest_is_read() {
    let mistakes = [
        ("rule r when a == yes then level 1", "E0204"),
        ("rule r when a && b then level 1", "E0204"),
        ("rule r when a || b then level 1", "E0204"),
        ("rule r when a then level 1;", "E0204"),
        ("rule r when a 、 b then level 1", "E0204"),
        ("rule r when a then level 1 because \"x", "E0106"),
        ("rule r a is yes then level 1", "E0207"),
        ("rule r when a level 1", "E0207"),
        ("rule r when a", "E0207"),
        ("规则 r 当职能为重要 则 一级", "E0203"),
        ("规则 r 当 职能 为 重要 则 列为一级", "E0203"),
        ("rule r whn a then level 1", "E0205"),
        ("ruel r when a then level 1", "E0205"),
        ("rule r when (a and b then level 1", "E0209"),
        ("rule r when n is at least then level 1", "E0201"),
        ("rule r when a and then level 1", "E0201"),
        ("rule r when a then level 1 when b", "E0208"),
        ("factor rule : yes/no", "E0206"),
        ("factor d : date in 1..2", "E0215"),
        ("factor q", "E0201"),
        ("define x : number = 1 when a otherwise 2", "E0214"),
        ("define x : number = 1 when a", "E0207"),
        ("rule r when n above 2012-02-30 then level 1", "E0210"),
        ("rule r when n above 1_ then level 1", "E0211"),
        ("table t", "E0213"),
        ("rule r when a\u{200B} then level 1", "E0105"),
        ("rule r when a then level 1 note \"\u{202E}\"", "E0104"),
    ];
    for (mistake, code) in mistakes {
        let text = format!(
            "factor 职能 \"职责\" : yes/no\nfactor x : 重要 \"要\" | y\n{mistake}\nrule s when a then level 2\n"
        );
        let (file, found) = findings(&text);
        assert_eq!(found.len(), 1, "{mistake}: {found:?}");
        let first = found.first().unwrap();
        assert!(first.starts_with(&format!("3 {code} ")), "{mistake}: {first}");
        let last = file.items.last().unwrap();
        assert!(matches!(last, Item::Rule(rule) if rule.name.text == "s") || mistake.starts_with("ruel"), "{mistake}");
    }
}

#[test]
fn the_rest_of_a_rule_is_kept_where_one_clause_is_broken() {
    let (file, found) = findings("rule r \"标\" when n is at least then level 1 cite \"x\"");
    assert_eq!(found.len(), 1);
    let [Item::Rule(rule)] = file.items.as_slice() else { panic!("{file:?}") };
    assert!(matches!(rule.clauses.when.as_ref().unwrap().kind, ExprKind::Unknown));
    assert_eq!((rule.conclusions.len(), rule.clauses.cite.len()), (1, 1));
}
