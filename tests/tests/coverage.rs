//! What tests of a policy cover: exact, and independent of how the policy is laid out.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test says no by panicking"
)]

use std::fs;
use std::path::{Path, PathBuf};

use grading_dsl::{
    BoundaryCoverage, Compiled, ConditionCoverage, Coverage, Files, Part, Sense, SideCoverage, Unreadable, compile,
    compile_text, cover_tests, mark_text,
};
use messages::{Lang, Severity};
use serde_json::Value;

struct Folder(PathBuf);

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        fs::read(self.0.join(path)).map_err(|_| Unreadable::Missing)
    }
}

fn covered(text: &str) -> (Compiled, Coverage) {
    let compiled = compile_text(text);
    let errors = compiled.diagnostics.iter().filter(|one| one.severity == Severity::Error);
    let errors: Vec<String> = errors.map(|one| one.problem.words(Lang::En).message).collect();
    assert!(errors.is_empty(), "{errors:?}\n{text}");
    let coverage = cover_tests(&compiled).1.unwrap();
    (compiled, coverage)
}

/// The coverage of a real standard.
fn of_standard(path: &Path) -> Coverage {
    let compiled = compile(path.file_name().unwrap().to_str().unwrap(), &Folder(path.parent().unwrap().to_path_buf()));
    cover_tests(&compiled).1.unwrap()
}

/// Everything but the places, in an order of its own.
fn laid_bare(coverage: &Coverage) -> Vec<String> {
    let mut all: Vec<Value> = coverage.rules.iter().map(|one| serde_json::to_value(one).unwrap()).collect();
    all.extend(coverage.conditions.iter().map(|one| serde_json::to_value(one).unwrap()));
    all.extend(coverage.boundaries.iter().map(|one| serde_json::to_value(one).unwrap()));
    all.extend(coverage.cells.iter().map(|one| serde_json::to_value(one).unwrap()));
    let mut all: Vec<String> = all.iter().map(Value::to_string).collect();
    all.sort();
    all
}

fn rule<'a>(coverage: &'a Coverage, name: &str) -> &'a grading_dsl::RuleCoverage {
    coverage.rules.iter().find(|rule| rule.of == Part::Rule(name.to_owned())).unwrap()
}

fn condition<'a>(coverage: &'a Coverage, compiled: &Compiled, text: &str) -> &'a ConditionCoverage {
    let is_it = |one: &&ConditionCoverage| written(compiled, one.span) == text;
    coverage.conditions.iter().find(is_it).unwrap_or_else(|| panic!("{text}"))
}

fn boundaries<'a>(coverage: &'a Coverage, compiled: &Compiled, text: &str) -> Vec<&'a BoundaryCoverage> {
    coverage.boundaries.iter().filter(|one| written(compiled, one.span) == text).collect()
}

fn written(compiled: &Compiled, span: messages::Span) -> &str {
    &compiled.sources.text(span.file)[usize::try_from(span.start).unwrap()..usize::try_from(span.end).unwrap()]
}

/// A side as `tests; met; missing`.
fn side(side: &SideCoverage) -> String {
    let text = |mark: &Option<core_model::Mark>| {
        mark.as_ref().map_or_else(|| "-".to_owned(), |mark| mark_text(mark, |named| named.name.clone()))
    };
    format!("{}; {}; {}", side.tests, text(&side.met), text(&side.missing))
}

fn sides(boundary: &BoundaryCoverage) -> (String, String) {
    (side(&boundary.below), side(&boundary.above))
}

#[test]
fn the_tests_of_every_real_standard_cover_all_of_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("rules");
    let folders = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    let files = folders.flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    let policies: Vec<PathBuf> = files
        .filter(|path| path.extension().is_some_and(|is| is == "rules"))
        .filter(|path| path.file_name().is_some_and(|name| name != "terms.rules"))
        .collect();
    assert!(policies.len() >= 8);
    for path in policies {
        let totals = of_standard(&path).totals();
        for count in [totals.rules, totals.conditions, totals.boundaries, totals.cells] {
            assert_eq!(count.seen, count.of, "{}: {totals:?}", path.display());
        }
        assert!(totals.rules.of > 0 && totals.conditions.of > 0 && totals.boundaries.of > 0);
    }
}

#[test]
fn other_keywords_cover_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("rules/zhangye");
    let (chinese, english) =
        (of_standard(&folder.join("zhangye.rules")), of_standard(&folder.join("zhangye.en.rules")));
    assert_eq!(laid_bare(&chinese), laid_bare(&english));
    assert!(chinese.conditions.iter().zip(&english.conditions).all(|(one, other)| one.span != other.span));
}

const EVERYTHING: &str = r#"
policy p
scale degree : low < medium < high
factor a : degree
factor b : degree
factor n : number in 0..6 decimals 0
factor m : number in 0..3 decimals 0
factor s : set of x | y
impossible when n above 4 and a is low because "no"
define worst = max(a, b)
define heavy : number = 3 when a is high, 1 when m at least 2, otherwise 0
define f : degree = table
  | a    | value |
  | low  | low   |
  | -    | high  |
define g : degree = matrix a by b
  |        | low | medium | high |
  | low    | low | low    | low  |
  | medium | low | medium | high |
  | high   | low | high   | high |
score points from 1 in 0..9
  add 3 when worst is high, 1 when worst is medium
  deduct 1 for each s, at most 1
rule r1 when worst at least medium and n at least 3 then level 1
rule r2 when n between 1 and 2 unless m is 0 then level 2
rule r3 when (n above 2 * m or s includes x) and heavy above 1 then may level 2
rule r4 when none of (s is empty, a is b) then at most level 2 overrides r3
rule r5 when count of (a is high, n is 6, m is 3) at least 2 then raise by 1
rule r6 when g is high and points above 2 then presume level 1
rule r7 when a is low and a is high then level 3
table t
  | n      | s          | level |
  | > 5    | -          | 1     |
  | [3..5) | not empty  | 2     |
otherwise level 3
"#;

/// Every record of the policy above, as the text of a test.
fn every_record() -> Vec<String> {
    let mut all = Vec::new();
    for a in ["low", "medium", "high"] {
        for b in ["low", "medium", "high"] {
            for n in 0..=6 {
                for m in 0..=3 {
                    for s in ["{}", "{x}", "{y}", "{x, y}"] {
                        let name = format!("{a} {b} {n} {m} {s}");
                        all.push(format!(
                            "test \"{name}\" given a = {a}, b = {b}, n = {n}, m = {m}, s = {s} expect level 1\n"
                        ));
                    }
                }
            }
        }
    }
    all
}

#[test]
fn coverage_is_what_trying_every_record_tells() {
    let all = every_record();
    let (_, full) =
        covered(&format!("{EVERYTHING}{}", all.concat()).replace("  | -    | high  |", "  | not(low) | high |"));
    assert!(full.conditions.iter().all(|one| one.is_seen()));
    assert!(full.boundaries.iter().all(|one| one.is_seen()));
    assert!(full.cells.iter().all(|one| one.tests != Some(0)));
    let mut state = 88_172_645_463_325_252_u64;
    for _ in 0..60 {
        let mut chosen = String::new();
        let share = 1 + state % 40;
        for test in &all {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            if state % 1000 < share {
                chosen.push_str(test);
            }
        }
        let text = format!("{EVERYTHING}{chosen}").replace("  | -    | high  |", "  | not(low) | high |");
        let (_, some) = covered(&text);
        for (one, of) in some.conditions.iter().zip(&full.conditions) {
            assert_eq!((one.holds.is_none(), one.fails.is_none()), (of.holds.is_none(), of.fails.is_none()), "{one:?}");
        }
        assert_eq!(some.boundaries.len(), full.boundaries.len());
        for (one, of) in some.boundaries.iter().zip(&full.boundaries) {
            assert_eq!((&one.of, one.condition), (&of.of, of.condition));
            for (side, nearest) in [(&one.below, &of.below), (&one.above, &of.above)] {
                assert_eq!(side.missing.is_none(), side.met == nearest.met, "{one:?} {of:?}\n{chosen}");
                assert_eq!(side.tests > 0, side.missing.is_none());
            }
        }
        for (one, of) in some.cells.iter().zip(&full.cells) {
            assert_eq!(one.tests.is_none(), of.tests.is_none());
        }
    }
}

#[test]
fn layout_and_the_order_of_types_and_tests_do_not_matter() {
    let tests: Vec<String> = every_record().into_iter().step_by(91).collect();
    let table = ("  | -    | high  |", "  | not(low) | high |");
    let plain = format!("{EVERYTHING}{}", tests.concat()).replace(table.0, table.1);
    let reversed: String = tests.iter().rev().map(String::as_str).collect();
    let moved = EVERYTHING.replace("scale degree : low < medium < high\n", "");
    let moved = format!("{}\nscale degree :\n low <\n\n medium < high # three\n", moved.replacen("policy p\n", "", 1));
    let moved = format!("{reversed}{moved}")
        .replace(table.0, table.1)
        .replace(" then ", "\n\n    then ")
        .replace("when ", "when   ");
    let moved = format!(
        "policy p\n{}",
        moved.replace("above", ">").replace("at least 3", "≥ ３").replace("(", "（").replace(")", "）")
    );
    let (one, other) = (covered(&plain).1, covered(&moved).1);
    assert_eq!(laid_bare(&one), laid_bare(&other));
    assert!(one.rules.iter().any(|rule| rule.stands > 0) && !one.boundaries.iter().all(|boundary| boundary.is_seen()));
}

#[test]
fn a_rule_is_active_standing_and_decisive_in_so_many_tests() {
    let (_, coverage) = covered(
        "policy p\nfactor a : yes/no\nfactor b : yes/no\nmeasure m\n\
         rule one when a then level 1\nrule two when b then level 2 overrides one\nrule three when a then require m\n\
         rule four when a and b then may level 3\nrule five when level is 2 then require m\notherwise level 3\n\
         test \"t1\" given a = yes, b = no expect level 1\ntest \"t2\" given a = yes, b = yes expect level 2\n\
         test \"t3\" given a = no, b = no expect level 3\ntest \"t4\" given a = yes expect undetermined",
    );
    let seen = |name| {
        let rule = rule(&coverage, name);
        (rule.active, rule.stands, rule.decisive, rule.is_seen())
    };
    assert_eq!(seen("one"), (3, 1, Some(1), true));
    assert_eq!(seen("two"), (1, 1, Some(1), true));
    assert_eq!(seen("three"), (3, 3, None, true));
    assert_eq!(seen("four"), (1, 1, Some(0), false));
    assert_eq!(seen("five"), (1, 1, None, true));
    let otherwise = coverage.rules.last().unwrap();
    assert_eq!((&otherwise.of, otherwise.active, otherwise.is_seen()), (&Part::Otherwise(true), 1, true));
}

#[test]
fn a_condition_that_a_blank_leaves_open_is_not_seen() {
    let (compiled, coverage) = covered(
        "policy p\nfactor a : yes/no\nfactor n : number in 0..9\nrule r when a and n at least 5 then level 1\notherwise level 3\n\
         test \"t\" given a = yes expect undetermined",
    );
    let open = condition(&coverage, &compiled, "n at least 5");
    assert_eq!((open.holds, open.fails, open.is_seen()), (Some(0), Some(0), false));
    assert_eq!(condition(&coverage, &compiled, "a").holds, Some(1));
}

#[test]
fn what_cannot_be_is_not_asked_of_tests() {
    let (compiled, coverage) = covered(
        "policy p\nfactor n : number in 0..9 decimals 0\nfactor k : number in 0..9 decimals 0\n\
         impossible when n above 7 because \"no\"\n\
         rule r when n at least 0 and n at most 8 and k at least 4 then level 1\notherwise level 3\n\
         test \"t\" given n = 7, k = 3 expect level 3",
    );
    let always = condition(&coverage, &compiled, "n at least 0");
    assert_eq!((always.holds, always.fails, always.is_seen()), (Some(1), None, true));
    assert!(boundaries(&coverage, &compiled, "n at least 0").is_empty());
    assert!(boundaries(&coverage, &compiled, "n at most 8").is_empty());
    let outside = condition(&coverage, &compiled, "n above 7");
    assert_eq!((outside.holds, outside.fails), (Some(0), Some(1)));
    assert_eq!(sides(boundaries(&coverage, &compiled, "n above 7")[0]), ("1; 7; -".into(), "0; -; 8".into()));
}

#[test]
fn an_invalid_record_has_seen_what_makes_it_impossible_and_a_misfit_nothing() {
    let (compiled, coverage) = covered(
        "policy p\nfactor n : number in 0..9 decimals 0\nfactor a : yes/no\nimpossible when n above 7 because \"no\"\n\
         rule r when a then level 1\notherwise level 3\ntest \"t\" given n = 8, a = yes expect invalid\n\
         test \"u\" given n = 99, a = yes expect invalid",
    );
    assert_eq!(condition(&coverage, &compiled, "n above 7").holds, Some(1));
    let rule_condition = condition(&coverage, &compiled, "a");
    assert_eq!((rule_condition.holds, rule_condition.fails), (Some(0), Some(0)));
    assert_eq!(rule(&coverage, "r").active, 0);
}

#[test]
fn a_text_may_say_the_opposite_of_its_condition() {
    let (compiled, coverage) = covered(
        "policy p\nfactor s : set of x | y\nfactor d : dates\nrule r when s is not empty and not (d is empty) then level 1\n\
         otherwise level 3\ntest \"t\" given s = {}, d = {} expect level 3",
    );
    let opposite = condition(&coverage, &compiled, "s is not empty");
    assert_eq!((opposite.sense, opposite.holds, opposite.fails), (Sense::Opposite, Some(1), Some(0)));
    assert_eq!(condition(&coverage, &compiled, "d is empty").sense, Sense::Same);
}

#[test]
fn the_nearest_value_of_a_sum_a_product_and_a_factor_is_known() {
    let (compiled, coverage) = covered(
        "policy p\nfactor l : one < three < six\nfactor money : number in 0..1000000 unit \"元\"\nfactor budget : number in 0..1000000 unit \"元\"\n\
         define points : number = 1 when l is one, 3 when l is three, otherwise 6\ndefine squared = points * points\n\
         rule r when squared at least 20 then level 1\nrule s when money at least 10万元 then level 2\n\
         rule v when money above 5% * budget then level 2\notherwise level 3\n\
         test \"t\" given l = three, money = 99_999.99, budget = 100万元 expect level 2\n\
         test \"u\" given l = six, money = 0, budget = 0 expect level 1",
    );
    assert_eq!(
        sides(boundaries(&coverage, &compiled, "squared at least 20")[0]),
        ("1; 9; -".into(), "1; 36; -".into())
    );
    assert_eq!(
        sides(boundaries(&coverage, &compiled, "money at least 10万元")[0]),
        ("1; 99999.99; -".into(), "0; -; 100000".into())
    );
    assert_eq!(
        sides(boundaries(&coverage, &compiled, "money above 5% * budget")[0]),
        ("1; 0; -".into(), "0; +49999.99; +0.0005".into())
    );
}

#[test]
fn days_have_boundaries_as_of_the_day_of_each_test() {
    let (compiled, coverage) = covered(
        "policy p\nfactor since : date\nfactor ended : date\nfactor cases : dates\n\
         rule r when since at least 5 years ago then level 1\nrule s when since before 2020-01-01 then level 2\n\
         rule u when ended after since then level 2\nrule v when count of cases within 2 years at least 1 then level 2\notherwise level 3\n\
         test \"t\" as of 2026-03-01 given since = 2021-03-01, ended = 2021-03-01, cases = {2024-03-02} expect level 1\n\
         test \"u\" as of 2024-01-01 given since = 2019-01-02, ended = 2019-01-05, cases = {2022-01-01} expect level 2",
    );
    let of = |text| sides(boundaries(&coverage, &compiled, text)[0]);
    assert_eq!(of("since at least 5 years ago"), ("1; 0; -".into(), "1; +1; -".into()));
    assert_eq!(of("since before 2020-01-01"), ("0; 2019-01-02; 2019-12-31".into(), "0; 2021-03-01; 2020-01-01".into()));
    assert_eq!(of("ended after since"), ("1; 0; -".into(), "0; +3; +1".into()));
    let counted = boundaries(&coverage, &compiled, "count of cases within 2 years at least 1");
    assert_eq!(
        counted.iter().map(|one| sides(one)).collect::<Vec<_>>(),
        [("1; 0; -".into(), "1; 1; -".into()), ("1; -1; -".into(), "1; 0; -".into()),]
    );
}

#[test]
fn conditions_of_counts_scores_cells_and_groups_are_found_where_they_are_written() {
    let (compiled, coverage) = covered(EVERYTHING.replace("  | -    | high  |", "  | not(low) | high |").as_str());
    let texts: Vec<&str> = coverage.conditions.iter().map(|one| written(&compiled, one.span)).collect();
    for text in [
        "worst at least medium",
        "n between 1 and 2",
        "m is 0",
        "n above 2 * m",
        "s includes x",
        "s is empty",
        "a is b",
        "count of (a is high, n is 6, m is 3) at least 2",
        "> 5",
        "[3..5)",
        "not empty",
        "a is high",
        "m at least 2",
        "worst is high",
        "worst is medium",
        "n above 4",
        "a is low",
        "points above 2",
        "low",
    ] {
        assert!(texts.contains(&text), "{text} among {texts:?}");
    }
    let names: Vec<String> =
        coverage.conditions.iter().map(|one| serde_json::to_value(&one.of).unwrap().to_string()).collect();
    for owner in [r#"{"rule":"t.2"}"#, r#"{"define":"points"}"#, r#"{"impossible":1}"#] {
        assert!(names.iter().any(|name| name == owner), "{owner}");
    }
}

#[test]
fn every_condition_of_every_case_has_a_place() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance/random");
    let mut policies = 0;
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.extension().is_some_and(|is| is == "rules") {
            let compiled = compile_text(&fs::read_to_string(&entry).unwrap());
            let Some(policy) = &compiled.policy else { panic!("{}", entry.display()) };
            let mut atoms = 0;
            core_model::owned_leaves(policy, &mut |_, leaf| {
                atoms += usize::from(matches!(leaf, core_model::Leaf::Condition(_)));
            });
            assert_eq!(compiled.places.conditions.len(), atoms, "{}", entry.display());
            policies += 1;
        }
    }
    assert!(policies > 50);
}
