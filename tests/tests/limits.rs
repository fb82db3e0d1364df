//! Each limit of a policy: a text just under it, which is accepted, and one just over it, which gets the code and no panic.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says no by panicking")]

use grading_dsl::{Files, Unreadable, compile, compile_text};
use messages::Severity;

const HEAD: &str = "policy p\nfactor a : yes/no\nfactor n : number in 0..100\nfactor days : dates\n";

#[test]
fn parentheses_lie_64_deep() {
    let nested = |depth: usize| format!("rule r when {}a{} then level 1\n", "(".repeat(depth), ")".repeat(depth));
    holds(&nested(64), &nested(65), "E0302");
    let far = nested(20_000);
    assert_eq!(errors(&far), ["E0302"]);
}

#[test]
fn a_name_has_128_characters() {
    let named = |length: usize| format!("rule r when a then level 1\nmeasure {}\n", "名".repeat(length));
    holds(&named(128), &named(129), "E0303");
}

#[test]
fn a_text_has_4096_bytes() {
    let because = |length: usize| format!("rule r when a then level 1 because \"{}\"\n", "x".repeat(length));
    holds(&because(4_096), &because(4_097), "E0304");
}

#[test]
fn a_condition_has_1024_operands() {
    let chain = |count: usize| format!("rule r when {} then level 1\n", vec!["a"; count].join(" or "));
    holds(&chain(1_024), &chain(1_025), "E0307");
    let group = |count: usize| format!("rule r when any of ({}) then level 1\n", vec!["a"; count].join(", "));
    holds(&group(1_024), &group(1_025), "E0307");
}

#[test]
fn years_months_and_days_are_counted_back_so_far() {
    let ago =
        |count: u32, unit: &str| format!("rule r when count of days within {count} {unit} at least 1 then level 1\n");
    for (most, unit) in [(1_000, "years"), (12_000, "months"), (366_000, "days")] {
        let over = errors(&ago(most + 1, unit));
        assert!(errors(&ago(most, unit)).is_empty(), "{most} {unit}");
        assert!(over == ["E0305"] || over == ["E0608"], "{most} {unit}: {over:?}");
    }
}

#[test]
fn a_number_has_few_digits() {
    let above = |digits: usize| format!("rule r when n at most {} then level 1\n", "1".repeat(digits));
    assert!(errors(&above(3)).contains(&"E0505".to_owned()), "111 lies outside the range, but can be read");
    assert_eq!(errors(&above(10_000)), ["E0306"]);
}

#[test]
fn a_declaration_with_very_many_mistakes_is_told_once_more_and_left() {
    let mistakes = format!("rule r when a {} then level 1\n", "&& ".repeat(5_000));
    let found = errors(&mistakes);
    assert!(found.len() < 2_000, "{} diagnostics", found.len());
    let many: String = (0..3_000).map(|at| format!("rule r{at} wehn a then level 1 because 5 overrides\n")).collect();
    assert!(!errors(&many).is_empty());
}

#[test]
fn a_policy_has_10_000_rules() {
    let rules = |count: usize| (0..count).map(|at| format!("rule r{at} when a then level 1\n")).collect::<String>();
    holds(&rules(10_000), &rules(10_001), "E0307");
}

#[test]
fn a_policy_has_256_factors() {
    // Three stand in the head already.
    let factors = |count: usize| (3..count).map(|at| format!("factor f{at} : yes/no\n")).collect::<String>();
    let rule = "rule r when a then level 1\n";
    holds(&format!("{}{rule}", factors(256)), &format!("{}{rule}", factors(257)), "E0307");
}

#[test]
fn a_type_has_256_values() {
    let values = |count: usize, sign: &str| (0..count).map(|at| format!("v{at}")).collect::<Vec<_>>().join(sign);
    let rule = "rule r when a then level 1\n";
    for (keyword, sign) in [("scale", " < "), ("choice", " | ")] {
        let text = |count: usize| format!("{keyword} t : {}\nfactor f : t\n{rule}", values(count, sign));
        holds(&text(256), &text(257), "E0307");
    }
    let set = |count: usize| format!("factor f : set of {}\n{rule}", values(count, " | "));
    holds(&set(256), &set(257), "E0307");
}

#[test]
fn a_policy_has_10_000_defines_and_10_000_measures() {
    let rule = "rule r when a then level 1\n";
    let defines = |count: usize| (0..count).map(|at| format!("define d{at} = n + {at}\n")).collect::<String>();
    holds(&format!("{}{rule}", defines(10_000)), &format!("{}{rule}", defines(10_001)), "E0307");
    let measures = |count: usize| (0..count).map(|at| format!("measure m{at}\n")).collect::<String>();
    holds(&format!("{}{rule}", measures(10_000)), &format!("{}{rule}", measures(10_001)), "E0307");
}

#[test]
fn a_row_of_a_table_counts_as_a_rule() {
    let table = |rows: usize| format!("table t\n| n | level |\n{}", "| 1 | 1 |\n".repeat(rows));
    holds(&table(10_000), &table(10_001), "E0307");
}

/// Files that import one another, all of them there.
struct There(Vec<(String, Vec<u8>)>);

impl Files for There {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        let found = self.0.iter().find(|(name, _)| name == path);
        found.map(|(_, bytes)| bytes.clone()).ok_or(Unreadable::Missing)
    }
}

/// The errors of a policy that imports so many further files, each of so many bytes.
fn of_files(further: usize, bytes: usize) -> Vec<String> {
    let imports: String = (0..further).map(|at| format!("import \"f{at}.rules\"\n")).collect();
    let first = format!("policy p\nfactor a : yes/no\n{imports}rule r when a then level 1\notherwise level 3\n");
    let mut files = vec![("own.rules".to_owned(), first.into_bytes())];
    files.extend((0..further).map(|at| (format!("f{at}.rules"), vec![b' '; bytes])));
    let compiled = compile("own.rules", &There(files));
    let errors = compiled.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    errors.map(|found| found.problem.code().to_owned()).collect()
}

#[test]
fn a_policy_has_64_files_of_4_mib_and_of_16_mib_together() {
    assert!(of_files(63, 1).is_empty());
    assert_eq!(of_files(64, 1), ["E0307"]);
    assert!(of_files(1, 4 << 20).is_empty());
    assert!(of_files(1, (4 << 20) + 1).contains(&"E0301".to_owned()));
    assert!(of_files(4, (4 << 20) - 100).is_empty());
    assert_eq!(of_files(4, 4 << 20), ["E0307"]);
}

#[test]
fn imports_lie_16_deep() {
    let chain = |depth: usize| {
        let text = |at: usize| if at < depth { format!("import \"f{}.rules\"\n", at + 1) } else { String::new() };
        let mut files: Vec<(String, Vec<u8>)> =
            (1..=depth).map(|at| (format!("f{at}.rules"), text(at).into_bytes())).collect();
        files.push(("f0.rules".to_owned(), format!("policy p\n{}otherwise level 3\n", text(0)).into_bytes()));
        let compiled = compile("f0.rules", &There(files));
        compiled.diagnostics.iter().any(|found| found.problem.code() == "E0307")
    };
    assert!(!chain(16));
    assert!(chain(17));
}

#[test]
fn a_table_has_64_columns() {
    let table = |columns: usize| {
        let factors: String = (1..columns).map(|at| format!("factor f{at} : yes/no\n")).collect();
        let head: String = (1..columns).map(|at| format!(" f{at} |")).collect();
        let row = " - |".repeat(columns - 1);
        format!("{factors}table t\n |{head} level |\n |{row} 1 |\n")
    };
    holds(&table(64), &table(65), "E0307");
}

#[test]
fn defines_rest_on_defines_64_deep() {
    let chain = |depth: usize| {
        let further: String = (1..depth).map(|at| format!("define d{at} = d{} + 1\n", at - 1)).collect();
        format!("define d0 = n + 1\n{further}rule r when d{} above 3 then level 1\n", depth - 1)
    };
    holds(&chain(64), &chain(65), "E0307");
}

#[test]
fn a_ladder_has_9_levels() {
    let ladder = |count: usize| {
        let levels: Vec<String> = (0..count).map(|at| format!("l{at}")).collect();
        format!("levels {}\nrule r when a then level l0\n", levels.join(" > "))
    };
    holds(&ladder(9), &ladder(10), "E0702");
}

#[test]
fn arithmetic_that_could_overflow_is_told_when_the_policy_is_checked() {
    let power = |times: usize| {
        let further: String = (1..times).map(|at| format!("define d{at} = d{} * 1000000000000\n", at - 1)).collect();
        format!("define d0 = n * 1000000000000\n{further}rule r when d{} above 3 then level 1\n", times - 1)
    };
    assert!(errors(&power(2)).is_empty());
    assert_eq!(errors(&power(9)), ["E0601"]);
}

#[test]
fn a_file_that_cannot_be_read_is_told_at_its_import() {
    let of = |why: Unreadable| {
        let compiled = compile("own.rules", &Refuses(why));
        compiled.diagnostics.iter().map(|found| found.problem.code().to_owned()).collect::<Vec<_>>()
    };
    assert!(of(Unreadable::NotRegular).contains(&"E1003".to_owned()));
    assert!(of(Unreadable::Denied).contains(&"E1004".to_owned()));
    assert!(of(Unreadable::Other("the disk is tired".to_owned())).contains(&"E1005".to_owned()));
}

/// One file that imports another, which cannot be read.
struct Refuses(Unreadable);

impl Files for Refuses {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        if path == "own.rules" { Ok(b"policy p\nimport \"other.rules\"\n".to_vec()) } else { Err(self.0.clone()) }
    }
}

fn holds(under: &str, over: &str, code: &str) {
    assert!(errors(under).is_empty(), "{code}: {:?}", errors(under));
    assert_eq!(errors(over), [code]);
}

fn errors(declarations: &str) -> Vec<String> {
    let compiled = compile_text(&format!("{HEAD}{declarations}{}\n", otherwise(declarations)));
    let errors = compiled.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    errors.map(|found| found.problem.code().to_owned()).collect()
}

/// A policy with levels of its own has no 三级.
fn otherwise(declarations: &str) -> &'static str {
    if declarations.starts_with("levels") { "" } else { "otherwise level 3" }
}
