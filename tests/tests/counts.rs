//! Numbers of records, against counting every record by the second meaning, and against numbers that are known.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says no by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Arc;

use core_model::{Count, Counted, Date, Policy, Record};
use grading_tests::chance::Chance;
use grading_tests::meaning::Meaning;
use grading_tests::policies::parsed;
use grading_tests::trial::{drawn, records, said};
use policy_analysis::{Counts, Ending, counts};
use serde_json::{Map, Value as Json};

const STEPS: u64 = 50_000_000;
/// Policies by chance; `PROOF_CASES` tries others.
const CASES: u64 = 150;

fn cases() -> u64 {
    std::env::var("PROOF_CASES").map_or(CASES, |cases| cases.parse().unwrap())
}

type Answer = Map<String, Json>;

#[test]
fn numbers_of_records_are_those_of_trying_every_one() {
    let mut seen = Seen::default();
    for seed in 0..cases() {
        let (drawn, Some(policy)) = drawn(seed) else { continue };
        let as_of = grading_tests::engine::day(&drawn.as_of);
        let (records, whole) = records(&policy, as_of, &mut Chance::of(seed));
        if !whole {
            continue;
        }
        let (own, base) = (parsed(&drawn.policy), drawn.base.as_deref().map(parsed));
        let meaning = Meaning::of(&base.iter().collect::<Vec<_>>(), &own);
        let answers: Vec<Answer> =
            records.iter().filter_map(|record| meaning.answer(&said(&policy, record), &drawn.as_of)).collect();
        let context = format!("seed {seed}\n{}", drawn.policy);
        let counts = counts(&policy, as_of, STEPS);
        seen.compare(&policy, &counts, &answers, &context);
        seen.classes(&counts, &records, &answers, &context);
        seen.policies += 1;
    }
    println!("{seen:?}");
    assert!(seen.policies * 12 > cases() && seen.open * 50 < seen.compared, "{seen:?}");
    assert!(seen.coarsest * 2 > seen.policies, "{seen:?}");
}

/// What was compared.
#[derive(Debug, Default)]
struct Seen {
    policies: u64,
    compared: u64,
    open: u64,
    /// Policies in which values of one class are alike, and values alike are of one class.
    coarsest: u64,
}

impl Seen {
    fn compare(&mut self, policy: &Policy, counts: &Counts, answers: &[Answer], context: &str) {
        let mut same = |what: &str, counted: &Counted, how: &dyn Fn(&Answer) -> bool| {
            let possible = answers.iter().filter(|answer| answer["outcome"] != "invalid");
            let expected = Count::of(possible.filter(|answer| how(answer)).count() as u128);
            match &counted.records {
                Some(records) => assert_eq!(*records, expected, "{what}, {context}"),
                None => self.open += 1,
            }
            self.compared += 1;
        };
        same("possible", &counts.possible, &|_| true);
        for (ending, counted) in &counts.outcomes {
            same(&format!("{ending:?}"), counted, &|answer| is_so(policy, *ending, answer));
        }
        for rule in &counts.rules {
            let name = policy.rules[rule.rule.index()].named.name.as_str();
            same(name, &rule.stands, &|answer| {
                answer["stood"].as_array().unwrap().iter().any(|one| one["rule"] == name)
            });
            same(name, &rule.decisive, &|answer| answer["decisive"].as_array().unwrap().contains(&Json::from(name)));
        }
    }

    /// Values that change an answer are never of one class; seldom are values of two classes alike in every answer.
    fn classes(&mut self, counts: &Counts, records: &[Record], answers: &[Answer], context: &str) {
        let Some(possible) = &counts.possible.combinations else { return };
        let all = counts
            .outcomes
            .iter()
            .try_fold(Count::default(), |all, (_, counted)| Some(all.plus(counted.combinations.as_ref()?)));
        assert_eq!(all.as_ref(), Some(possible), "{context}");
        let told: Vec<String> = answers
            .iter()
            .map(|answer| {
                ["outcome", "severity", "outside", "conflict", "stood"]
                    .map(|key| answer.get(key).map(Json::to_string).unwrap_or_default())
                    .join(" ")
            })
            .collect();
        let factors = records.first().map_or(0, |record| record.0.len());
        let alike: Vec<BTreeMap<String, usize>> = (0..factors).map(|factor| alike(factor, records, &told)).collect();
        let combinations: BTreeSet<Vec<usize>> = records
            .iter()
            .zip(answers)
            .filter(|(_, answer)| answer["outcome"] != "invalid")
            .map(|(record, _)| alike.iter().zip(&record.0).map(|(alike, datum)| alike[&format!("{datum:?}")]).collect())
            .collect();
        let least = Count::of(combinations.len() as u128);
        assert!(*possible >= least, "{possible} {least} {context}");
        self.coarsest += u64::from(*possible == least);
    }
}

/// By value of the factor: the first value that is answered as it is, whatever else is said.
fn alike(factor: usize, records: &[Record], told: &[String]) -> BTreeMap<String, usize> {
    let mut by_value: BTreeMap<String, Vec<(String, &str)>> = BTreeMap::new();
    for (record, told) in records.iter().zip(told) {
        let mut others = record.clone();
        others.0[factor] = None;
        let value = format!("{:?}", record.0[factor]);
        by_value.entry(value).or_default().push((format!("{others:?}"), told));
    }
    by_value.values_mut().for_each(|told| told.sort());
    let place = |told: &Vec<(String, &str)>| by_value.values().position(|its| its == told).unwrap();
    by_value.iter().map(|(value, told)| (value.clone(), place(told))).collect()
}

fn is_so(policy: &Policy, ending: Ending, answer: &Map<String, Json>) -> bool {
    match ending {
        Ending::Graded(level) => answer.get("severity") == Some(&Json::from(policy.ladder.severity(level))),
        Ending::Outside(outside) => {
            answer.get("outside") == Some(&Json::from(policy.ladder.outside[outside.index()].name.as_str()))
        }
        Ending::Conflict => answer["outcome"] == "conflict",
        Ending::Ungraded => answer["outcome"] == "ungraded",
    }
}

fn counted(text: &str) -> Counts {
    let policy: Arc<Policy> = grading_dsl::compile_text(text).policy.unwrap_or_else(|| unreachable!("{text}"));
    counts(&policy, Date::new(2026, 11, 25).unwrap(), STEPS)
}

/// Combinations and records of each outcome that has any, from the most severe.
fn both(counts: &Counts) -> Vec<(String, String)> {
    let shown = |count: &Option<Count>| count.as_ref().map_or_else(|| "-".to_owned(), Count::to_string);
    let some = counts.outcomes.iter().filter(|(_, counted)| counted.combinations != Some(Count::default()));
    some.map(|(_, counted)| (shown(&counted.combinations), shown(&counted.records))).collect()
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(one, other)| ((*one).to_owned(), (*other).to_owned())).collect()
}

#[test]
fn a_ladder_of_thresholds_has_a_class_a_rung() {
    let text = "policy p factor n : number in 0..100 decimals 1 factor unasked : text
        rule a when n at least 90 then level 1
        rule b when n at least 60 and below 90 then level 2
        otherwise level 3";
    assert_eq!(both(&counted(text)), pairs(&[("1", "101"), ("1", "300"), ("1", "600")]));
}

#[test]
fn a_value_asked_for_leaves_all_others_in_one_class() {
    let text = "policy p factor c : a | b | c | d factor n : number in 0..9 decimals 0 factor s : date
        rule a when c is b and n is 5 then level 1
        otherwise level 3";
    assert_eq!(both(&counted(text)), pairs(&[("1", "1"), ("3", "39")]));
    let told = text.replace("n is 5", "s is 2020-02-29");
    assert_eq!(both(&counted(&told)), pairs(&[("1", "-"), ("3", "-")]));
}

#[test]
fn sets_have_the_classes_that_are_asked_of_them() {
    let with = |when: &str| {
        let factors = "policy p factor s : set of a | b | c | d | e";
        both(&counted(&format!("{factors} rule r when {when} then level 1 otherwise level 3")))
    };
    assert_eq!(with("s is not empty"), pairs(&[("1", "31"), ("1", "1")]));
    assert_eq!(with("s includes a"), pairs(&[("1", "16"), ("1", "16")]));
    assert_eq!(with("s includes any of {a, b}"), pairs(&[("1", "24"), ("1", "8")]));
    assert_eq!(with("s includes all of {a, b} or s is empty"), pairs(&[("2", "9"), ("1", "23")]));
    assert_eq!(with("size of s at least 2 and s includes a"), pairs(&[("1", "15"), ("3", "17")]));
    assert_eq!(with("s includes a and s includes b"), pairs(&[("1", "8"), ("3", "24")]));
}

#[test]
fn lists_of_dates_have_the_classes_that_windows_tell_apart() {
    let text = "policy p factor d : dates
        rule a when count of d within 1 years at least 1 then level 1
        rule b when count of d within 3 years at least 2 then level 2
        otherwise level 3";
    // Neither, the first only, the second only, both.
    assert_eq!(both(&counted(text)), pairs(&[("2", "-"), ("1", "-"), ("1", "-")]));
}

#[test]
fn rows_of_a_matrix_that_say_the_same_are_one_class() {
    let text = "policy p scale g : a < b < c < d factor l : g factor h : g
        matrix m : l by h gives level
          | l | a | b | c | d |
          | a | 3 | 3 | 2 | 2 |
          | b | 3 | 3 | 2 | 2 |
          | c | 2 | 2 | 2 | 1 |
          | d | 2 | 2 | 1 | 1 |
";
    assert_eq!(both(&counted(text)), pairs(&[("3", "3"), ("5", "9"), ("1", "4")]));
}

#[test]
fn scores_are_counted_whole() {
    let text =
        "policy p factor a : x | y | z factor s : set of a | b | c | d | e | f factor n : number in 0..10 decimals 0
        score total from 10 in 0..50
          add 20 when a is x, 10 when a is y
          add 5 for each s, at most 20
          deduct 3 for each size of s, at most 6
        rule r when total at least 40 then level 1
        rule t when total at least 20 then level 2
        otherwise level 3";
    let policy = grading_dsl::compile_text(text);
    assert!(policy.policy.is_some(), "{:?}", policy.diagnostics);
    let score = |a: i32, size: i32| (10 + a + (5 * size).min(20) - (3 * size).min(6)).clamp(0, 50);
    let (mut levels, ways) = ([0_u32; 3], [1, 6, 15, 20, 15, 6, 1]);
    for a in [20, 10, 0] {
        for (size, ways) in (0..).zip(ways) {
            levels[match score(a, size) {
                40.. => 0,
                20.. => 1,
                _ => 2,
            }] += ways * 11;
        }
    }
    let records: Vec<String> = both(&counted(text)).into_iter().map(|(_, records)| records).collect();
    assert_eq!(records, levels.map(|level| level.to_string()));
}

#[test]
fn impossible_records_are_not_counted() {
    let text = "policy p factor a : yes/no factor b : yes/no factor c : yes/no factor d : yes/no
        impossible when a and b because \"x\"
        rule r when a or c then level 1
        otherwise level 3";
    let counts = counted(text);
    assert_eq!(counts.possible.records, Some(Count::of(12)));
    assert_eq!(both(&counts), pairs(&[("4", "8"), ("2", "4")]));
}

#[test]
fn what_no_class_can_say_is_not_counted_but_the_rest_is() {
    let text = "policy p factor a : number in 0..1000 factor b : number in 0..1000 factor c : yes/no
        rule r when c then level 1
        rule t when a + b at least 700 then level 2
        otherwise level 3";
    let counts = counted(text);
    let all = Count::of(100_001 * 100_001);
    assert_eq!(counts.possible, Counted { combinations: None, records: Some(all.times(&Count::of(2))) });
    assert_eq!(counts.rules[0].stands.records, Some(all));
    assert_eq!(counts.rules[1].stands, Counted::default());
}

fn factors(count: usize) -> String {
    (0..count).fold("policy p\n".to_owned(), |mut text, factor| {
        writeln!(text, "factor f{factor} : yes/no").unwrap();
        text
    })
}

fn two_to(power: u32) -> Count {
    (0..power).fold(Count::of(1), |all, _| all.times(&Count::of(2)))
}

/// Of 201, at least 101 hold as often as not: known without any step per record, of which there are 2^201.
#[test]
fn numbers_of_any_size_are_exact() {
    let names: Vec<String> = (0..201).map(|factor| format!("f{factor}")).collect();
    let text =
        format!("{}rule r when at least 101 of ({}) then level 1 otherwise level 3", factors(201), names.join(", "));
    let counts = counted(&text);
    assert_eq!(counts.rules[0].stands.records, Some(two_to(200)));
    assert_eq!(counts.possible.combinations, Some(two_to(201)));
}

/// Sixty pairs of which none may hold whole: each pair is counted by itself.
#[test]
fn what_shares_no_factor_is_counted_apart() {
    let rules = (0..60).fold(String::new(), |mut rules, pair| {
        writeln!(rules, "rule r{pair} when f{pair} and f{} then level 1", pair + 60).unwrap();
        rules
    });
    let text = format!("{}{rules}otherwise level 3", factors(120));
    let policy = grading_dsl::compile_text(&text).policy.unwrap();
    let counts = counts(&policy, Date::new(2026, 11, 25).unwrap(), 2_000_000);
    let none = (0..60).fold(Count::of(1), |all, _| all.times(&Count::of(3)));
    assert_eq!(counts.outcomes[2].1.records, Some(none.clone()));
    assert_eq!(counts.rules[7].decisive.records, Some(two_to(118)));
    assert_eq!(counts.outcomes[0].1.records, Some(two_to(120).less(&none)));
}

/// A thousand thresholds of one number, of which each rule needs two.
#[test]
fn of_many_classes_only_those_that_matter_are_tried() {
    let rules = (0..500).fold(String::new(), |mut rules, rung| {
        writeln!(rules, "rule r{rung} when n between {} and {} then level {}", rung * 10, rung * 10 + 4, rung % 2 + 1)
            .unwrap();
        rules
    });
    let text = format!("policy p\nfactor n : number in 0..9999 decimals 0\n{rules}otherwise level 3");
    let counts = counted(&text);
    assert_eq!(both(&counts), pairs(&[("250", "1250"), ("250", "1250"), ("500", "7500")]));
    assert_eq!(counts.rules[77].decisive.records, Some(Count::of(5)));
}

/// Where the steps end, nothing is told; what was asked first is known.
#[test]
fn what_the_steps_do_not_suffice_for_is_not_told() {
    let mut chance = Chance::of(3);
    let mut text = factors(60);
    for rule in 0..200 {
        let mut part = || format!("f{} is {}", chance.below(60), ["yes", "no"][chance.below(2)]);
        writeln!(text, "rule r{rule} when {} and {} and {} then level 1", part(), part(), part()).unwrap();
    }
    let policy = grading_dsl::compile_text(&text).policy.unwrap();
    let counts = counts(&policy, Date::new(2026, 11, 25).unwrap(), 100_000);
    assert_eq!(counts.possible.records, Some(two_to(60)));
    assert_eq!(counts.outcomes[0].1, Counted::default());
    assert!(counts.rules[0].stands.records.is_some());
}

/// At each threshold, whether it divides or not: `100 - 3 * n at least 50` holds up to 16, not 17.
#[test]
fn what_counts_negatively_turns_where_it_should() {
    for threshold in -20_i64..60 {
        let text = format!(
            "policy p factor n : number in 0..100 decimals 0 factor m : number in 1..3 decimals 0
            define taken = 30 - 7 * n
            rule r when 100 - 3 * n at least {threshold} then level 1
            rule s when -1 * taken at most {threshold} then level 1
            rule t when (0 - m) * n at least {threshold} then level 1
            otherwise level 3"
        );
        let compiled = grading_dsl::compile_text(&text);
        assert!(compiled.policy.is_some(), "{text} {:?}", compiled.diagnostics);
        let counts = counted(&text);
        let expected = [
            (0..=100).filter(|n| 100 - 3 * n >= threshold).count() * 3,
            (0..=100).filter(|n| 7 * n - 30 <= threshold).count() * 3,
            (0_i64..=100).map(|n| (1_i64..=3).filter(|m| -m * n >= threshold).count()).sum(),
        ];
        let stands: Vec<Option<Count>> = counts.rules.iter().map(|rule| rule.stands.records.clone()).collect();
        assert_eq!(stands, expected.map(|records: usize| Some(Count::of(records as u128))), "{threshold}");
    }
}
