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

/// Texts with one mistake each, and its code.
const MISTAKES: &[(&str, &str)] = &[
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
    ("规侧 r 当 a 则 一级", "E0205"),
    ("规则r 当 a 则 一级", "E0203"),
    ("rule r { when a then level 1 }", "E0204"),
    ("rule r when a then level 1.", "E0204"),
    ("规则 r 当 a 则 一级。", "E0204"),
    ("规则 r 当：a 则 一级", "E0204"),
    ("规则 r 当 a 则 一级 理由 《x》", "E0204"),
    ("规则 r 当 a 则 一级 理由 ‘x’", "E0204"),
    ("规则 r 当 a 则 一级 理由 无", "E0204"),
    ("- rule r when a then level 1", "E0204"),
    ("rule r\n  * when a then level 1", "E0204"),
    ("rule r\n  1. when a then level 1", "E0204"),
    ("rule r when x is a、b then level 1", "E0204"),
    ("rule r when x in (a, b) then level 1", "E0204"),
    ("rule r when a, b then level 1", "E0204"),
    ("rule r when a) then level 1", "E0204"),
    ("factor z : low, high", "E0204"),
    ("scale z : low > high", "E0204"),
    ("factor z : number in 0-5", "E0204"),
    ("table t\n| x | level |\n|---|---|\n| a | 1 |", "E0204"),
    ("rule r when n at leest 5 then level 1", "E0205"),
    ("rule r when a then atleast level 1", "E0205"),
    ("规则 r 当 n 不底于 5 则 一级", "E0205"),
    ("规则 r 当 a 则 一级 优先 s", "E0205"),
    ("factor z yes/no", "E0207"),
    ("factor z : number 0..5", "E0207"),
    ("rule r when a then 1", "E0207"),
    ("impossible a because \"x\"", "E0207"),
    ("test \"t\" a = yes expect level 1", "E0207"),
    ("test \"t\" given a = yes level 1", "E0207"),
    ("property \"p\" x is a", "E0207"),
    ("rule r when a then level 1 require m", "E0214"),
    ("rule r if a then level 1", "E0217"),
    ("规则 r 如果 a 则 一级", "E0217"),
    ("规则 r 当 n 大于等于 5 则 一级", "E0217"),
    ("规则 r 当 n 低于等于 5 则 一级", "E0217"),
    ("规则 r 当 a 或者 b 则 一级", "E0217"),
    ("rule r when n is greater than 5 then level 1", "E0217"),
    ("rule r when n is at least 5 then level 1", "E0217"),
    ("规则 r 当 a 那么 一级", "E0217"),
    ("规则 r 当 a 则 判定为 一级", "E0217"),
    ("measure m 每年", "E0217"),
    ("define z = 1 when a else 2", "E0217"),
    ("rule r when a then level 1 else level 2", "E0218"),
    ("规则 r 当 a 则 一级 否则 二级", "E0218"),
    ("规则 r 当 n 十万元以上 则 一级", "E0219"),
    ("规则 r 当 a 则 上调 一 级", "E0219"),
    ("规则 r 当 x 重要以上 则 一级", "E0220"),
    ("规则 r 当 x 一级以上 则 一级", "E0220"),
    ("table t\n| n | level |\n| 3..5 | 1 |", "E0221"),
    ("table t\n| n | level |\n| 3至5 | 1 |", "E0221"),
    ("rule r when n before 2012/1/31 then level 1", "E0223"),
    ("rule r when n before 2012.1.31 then level 1", "E0223"),
    ("rule r when n before 31.1.2012 then level 1", "E0223"),
    ("rule r when n before 2012年1月 then level 1", "E0223"),
    ("rule r when\u{A0}a\u{A0}then level 1", "E0107"),
    ("rule r when (a and b then level 1", "E0209"),
    ("rule r when n at least then level 1", "E0201"),
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

/// Each text has one mistake, on the line and with the code given.
#[test]
fn a_likely_mistake_is_told_once_where_it_is_and_the_rest_is_read() {
    let mut wrong = Vec::new();
    for (mistake, code) in MISTAKES {
        let text = format!(
            "factor 职能 \"职责\" : yes/no\nfactor x : 重要 \"要\" | y\n{mistake}\nrule s when a then level 2\n"
        );
        let (file, found) = findings(&text);
        let whole = format!(" {code} ");
        let told = found.iter().all(|one| one.contains(&whole)) && found.len() == 1;
        let last = file.items.last().unwrap();
        if !told || !matches!(last, Item::Rule(rule) if rule.name.text == "s") {
            wrong.push(format!("{mistake}: {code}, but {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_rest_of_a_rule_is_kept_where_one_clause_is_broken() {
    let (file, found) = findings("rule r \"标\" when n is at least then level 1 cite \"x\"");
    assert_eq!(found.len(), 1);
    let [Item::Rule(rule)] = file.items.as_slice() else { panic!("{file:?}") };
    assert!(matches!(rule.clauses.when.as_ref().unwrap().kind, ExprKind::Unknown));
    assert_eq!((rule.conclusions.len(), rule.clauses.cite.len()), (1, 1));
}
