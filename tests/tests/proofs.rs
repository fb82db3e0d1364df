//! What the analysis finds, against the cases and against trying every record.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says no by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use core_model::{
    Condition, Date, Datum, FactorId, FactorKind, On, Outcome, Policy, Program, Property, Record, RuleId, ValueSet,
    Verdict, What,
};
use grading_dsl::syntax::{File, Item, Matrix, Rule};
use grading_tests::chance::Chance;

use grading_tests::meaning::Meaning;
use grading_tests::policies::{parsed, text_of};
use grading_tests::trial::{drawn, is, records, said};
use policy_analysis::{Findings, findings, holds};
use serde_json::{Map, Value as Json};

const STEPS: u64 = 50_000_000;
/// Policies by chance; `PROOF_CASES` tries others.
const CASES: u64 = 150;

#[test]
fn warnings_stand_on_the_lines_that_have_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance/warnings");
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap().path();
        let text = text_of(&file);
        let compiled = grading_dsl::compile_text(&text);
        let policy = compiled.policy.clone().unwrap();
        let found = findings(&policy, STEPS);
        assert!(found.undecided.is_empty(), "{}", file.display());
        let lines: BTreeSet<usize> = found
            .found
            .iter()
            .map(|finding| {
                let span = match finding.on {
                    On::Policy => compiled.places.policy,
                    On::Factor(factor) => compiled.places.factors[factor.index()],
                    On::Rule(rule) => compiled.places.rules[rule.index()],
                    On::Otherwise => compiled.places.otherwise.unwrap(),
                };
                compiled.sources.line_column(span.file, span.start).0
            })
            .collect();
        let expected: BTreeSet<usize> =
            (1..).zip(text.lines()).filter(|(_, line)| line.contains("# warning")).map(|(at, _)| at).collect();
        assert_eq!(lines, expected, "{}\n{:#?}", file.display(), found.found);
    }
}

fn cases() -> u64 {
    std::env::var("PROOF_CASES").map_or(CASES, |cases| cases.parse().unwrap())
}

#[test]
fn what_is_proved_of_a_single_record_is_its_grade() {
    let (mut asked, mut open) = (0, 0);
    for seed in 0..cases() {
        let (drawn, Some(policy)) = drawn(seed) else { continue };
        let as_of = grading_tests::engine::day(&drawn.as_of);
        let program = Program::new(Arc::clone(&policy), as_of).unwrap();
        let (records, _) = records(&policy, as_of, &mut Chance::of(seed));
        let none = |record: &&Record| {
            record.0.iter().flatten().all(|datum| !matches!(datum, Datum::Dates(dates) if !dates.is_empty()))
        };
        for record in records.iter().filter(none).take(3) {
            let outcome = program.grade(record).outcome;
            let graded = Condition::Level(ValueSet::first(9));
            let claim = match &outcome {
                Outcome::Graded(level) => {
                    let this = Condition::Level(ValueSet::only(policy.ladder.height(*level)));
                    Property::Implies(Box::new(is(&policy, record)), Box::new(this))
                }
                Outcome::Invalid(_) => Property::Never(Box::new(is(&policy, record))),
                Outcome::Outside(_) | Outcome::Ungraded | Outcome::Conflict(_) | Outcome::Undetermined => {
                    Property::Never(Box::new(Condition::All(vec![is(&policy, record), graded])))
                }
            };
            let verdict = holds(&policy, &claim, Some(as_of), STEPS);
            if matches!(verdict, Verdict::Undecided(_)) {
                open += 1;
                continue;
            }
            assert_eq!(verdict, Verdict::Holds, "seed {seed}\n{}\n{record:?}\n{outcome:?}", drawn.policy);
            asked += 1;
        }
    }
    assert!(asked > cases() && open * 100 < asked, "{asked}, {open} not decided");
}

#[test]
fn findings_agree_with_every_record_tried() {
    let mut compared = BTreeMap::<&str, usize>::new();
    let mut count = |what: &'static str, more: usize| *compared.entry(what).or_insert(0) += more;
    for seed in 0..cases() {
        let (drawn, Some(policy)) = drawn(seed) else { continue };
        let found = findings(&policy, STEPS);
        let as_of = grading_tests::engine::day(&drawn.as_of);
        let (own, base) = (parsed(&drawn.policy), drawn.base.as_deref().map(parsed));
        let meaning = Meaning::of(&base.iter().collect::<Vec<_>>(), &own);
        let (records, whole) = records(&policy, as_of, &mut Chance::of(seed));
        let answers =
            records.iter().filter_map(|record| meaning.answer(&said(&policy, record), &drawn.as_of)).collect();
        let context = format!("seed {seed}\n{}\n{:#?}", drawn.policy, found.found);
        let tried = Tried { policy: &policy, found: &found, answers, context };
        let silent = tried.nothing_seen_is_denied();
        // Where every record was tried as of the only period, what was not found is not there.
        if whole && policy.rules.iter().all(|rule| rule.in_force.is_none()) && found.undecided.is_empty() {
            tried.nothing_unseen_is_claimed(&silent);
            if policy.rules.iter().all(|rule| !rule.named.name.contains('.')) && base.is_none() {
                let idle = tried.rules(|what| matches!(what, What::NeverMatters(_)));
                let expected = idle_by_trying(&own, &policy, &silent, &records, &drawn.as_of);
                assert_eq!(idle, expected, "{}", tried.context);
                count("removal", 1);
                count("blamed", blamed_truly(&own, &tried, &records, &drawn.as_of));
            }
            claims(&policy, as_of, &records, &tried.answers, &tried.context);
            count("whole", 1);
        }
        count("rules", policy.rules.len());
        count("records", records.len());
        count("found", found.found.len());
        count("undecided", found.undecided.len());
    }
    println!("{compared:?}");
    assert!(compared["blamed"] > 0, "{compared:?}");
    let at_least = usize::try_from(cases()).unwrap() / 12;
    assert!(["whole", "removal"].iter().all(|what| compared[what] >= at_least), "{compared:?}");
}

/// What was found of a policy, and the answers to records of it.
struct Tried<'a> {
    policy: &'a Policy,
    found: &'a Findings,
    answers: Vec<Map<String, Json>>,
    context: String,
}

impl Tried<'_> {
    /// Whether a possible record was answered so.
    fn seen(&self, how: impl Fn(&Map<String, Json>) -> bool) -> bool {
        self.answers.iter().any(|answer| answer["outcome"] != "invalid" && how(answer))
    }

    fn stood(&self, rule: &str) -> bool {
        self.seen(|answer| answer["stood"].as_array().unwrap().iter().any(|one| one["rule"] == rule))
    }

    fn ungraded(&self) -> bool {
        self.seen(|answer| answer["outcome"] == "ungraded")
    }

    fn crossed(&self) -> bool {
        self.seen(|answer| answer.get("bounds_cross") == Some(&Json::from(true)))
    }

    fn told(&self, what: impl Fn(&What) -> bool) -> bool {
        self.found.found.iter().any(|finding| what(&finding.what))
    }

    fn told_or_open(&self, what: impl Fn(&What) -> bool) -> bool {
        self.found.undecided.iter().any(|(open, ..)| what(open)) || self.told(what)
    }

    /// The rules of which something is found.
    fn rules(&self, what: impl Fn(&What) -> bool) -> BTreeSet<String> {
        let those = self.found.found.iter().filter(|finding| what(&finding.what));
        let name = |on: On| match on {
            On::Rule(rule) => Some(self.policy.rules[rule.index()].named.name.clone()),
            On::Policy | On::Factor(_) | On::Otherwise => None,
        };
        those.filter_map(|finding| name(finding.on)).collect()
    }

    /// Gives the rules that never stand.
    fn nothing_seen_is_denied(&self) -> BTreeSet<String> {
        let silent = self.rules(|what| matches!(what, What::NeverStands(_)));
        silent.iter().for_each(|rule| assert!(!self.stood(rule), "{rule} {}", self.context));
        let otherwise = self.policy.otherwise.is_some();
        let told = otherwise || self.told_or_open(|what| *what == What::Ungraded);
        assert!(!self.ungraded() || told, "ungraded {}", self.context);
        let reached = self.seen(|answer| answer.get("force") == Some(&Json::from("otherwise")));
        assert!(!reached || !self.told(|what| *what == What::OtherwiseNever), "otherwise {}", self.context);
        let cross = self.told_or_open(|what| matches!(what, What::BoundsCross(_)));
        assert!(!self.crossed() || cross, "cross {}", self.context);
        silent
    }

    fn nothing_unseen_is_claimed(&self, silent: &BTreeSet<String>) {
        for rule in self.policy.rules.iter().map(|rule| &rule.named.name) {
            assert_eq!(self.stood(rule), !silent.contains(rule), "{rule} {}", self.context);
        }
        assert_eq!(self.ungraded(), self.told(|what| *what == What::Ungraded), "ungraded {}", self.context);
        let cross = self.told(|what| matches!(what, What::BoundsCross(_)));
        assert_eq!(self.crossed(), cross, "cross {}", self.context);
    }
}

/// The rules, from the last to the first, without which no record is answered differently.
fn idle_by_trying(
    own: &File,
    policy: &Policy,
    silent: &BTreeSet<String>,
    records: &[Record],
    as_of: &str,
) -> BTreeSet<String> {
    let told = |gone: &BTreeSet<String>| answers_without(gone, own, policy, records, as_of);
    let mut gone = silent.clone();
    let mut idle = BTreeSet::new();
    let mut base = told(&gone);
    for rule in policy.rules.iter().rev().map(|rule| rule.named.name.clone()).filter(|rule| !silent.contains(rule)) {
        let mut without = gone.clone();
        without.insert(rule.clone());
        let answers = told(&without);
        if answers == base {
            idle.insert(rule);
            (gone, base) = (without, answers);
        }
    }
    idle
}

/// What is answered where these rules are taken from the text.
fn answers_without(gone: &BTreeSet<String>, own: &File, policy: &Policy, records: &[Record], as_of: &str) -> Vec<Json> {
    let mut left = own.clone();
    left.items.retain(|item| rule_name(item).is_none_or(|name| !gone.contains(name)));
    for item in &mut left.items {
        if let Item::Rule(rule) = item {
            rule.clauses.overrides.retain(|other| !gone.contains(&other.text));
        }
    }
    let meaning = Meaning::of(&[], &left);
    let answers = records.iter().map(|record| meaning.answer(&said(policy, record), as_of).unwrap());
    let keys = ["outcome", "level", "outside", "conflict", "measures"];
    answers.map(|answer| keys.iter().map(|key| answer.get(*key).cloned().unwrap_or_default()).collect()).collect()
}

/// A rule that never matters does not matter either beside those rules alone because of which it does not. Gives how many
/// such rules there are.
fn blamed_truly(
    own: &File,
    Tried { policy, found, context, .. }: &Tried<'_>,
    records: &[Record],
    as_of: &str,
) -> usize {
    let name = |rule: RuleId| policy.rules[rule.index()].named.name.clone();
    let all: BTreeSet<String> = policy.rules.iter().map(|rule| rule.named.name.clone()).collect();
    let mut blamed = 0;
    for finding in &found.found {
        let (What::NeverMatters(because), On::Rule(rule)) = (&finding.what, finding.on) else { continue };
        let kept: BTreeSet<String> = because.iter().map(|other| name(*other)).collect();
        let without: BTreeSet<String> = all.difference(&kept).cloned().collect();
        let mut with = without.clone();
        with.remove(&name(rule));
        let told = |gone: &BTreeSet<String>| answers_without(gone, own, policy, records, as_of);
        assert_eq!(told(&with), told(&without), "{} because of {kept:?}\n{context}", name(rule));
        blamed += 1;
    }
    blamed
}

fn rule_name(item: &Item) -> Option<&str> {
    let (Item::Rule(Rule { name, .. }) | Item::Matrix(Matrix { name, .. })) = item else { return None };
    Some(&name.text)
}

/// What can be claimed of any policy, against the answers to every record.
fn claims(policy: &Arc<Policy>, as_of: Date, records: &[Record], answers: &[Map<String, Json>], context: &str) {
    let is_possible = |answer: &&Map<String, Json>| answer["outcome"] != "invalid";
    let every = answers.iter().filter(is_possible).all(|answer| answer["outcome"] == "graded");
    let verdict = holds(policy, &Property::EveryGraded, Some(as_of), STEPS);
    assert_eq!(verdict == Verdict::Holds, every, "every {verdict:?}\n{context}");
    let height = |answer: &Map<String, Json>| match answer["outcome"] == "graded" {
        true => {
            let severity = u8::try_from(answer["severity"].as_u64().unwrap()).unwrap();
            let count = policy.ladder.count();
            Some(if policy.ladder.best_first { severity } else { count - severity })
        }
        false => None,
    };
    let ordered = |kind: &FactorKind| {
        matches!(kind, FactorKind::Scale(_) | FactorKind::Level | FactorKind::YesNo | FactorKind::Number(_))
    };
    let Some(raised) = policy.factors.iter().position(|factor| ordered(&factor.kind)) else { return };
    let alike = |one: &Record, other: &Record| {
        one.0.iter().zip(&other.0).enumerate().all(|(at, (one, other))| at == raised || one == other)
    };
    let rank = |record: &Record| match &record.0[raised] {
        Some(Datum::Value(value)) => i64::from(*value),
        Some(Datum::Number(number)) => *number,
        _ => unreachable!(),
    };
    let both: Vec<(&Record, &Map<String, Json>)> =
        records.iter().zip(answers).filter(|(_, answer)| is_possible(answer)).collect();
    let lowered = both.iter().any(|(low, before)| {
        both.iter().any(|(high, after)| {
            alike(low, high)
                && rank(low) < rank(high)
                && height(before).is_some_and(|before| height(after).is_none_or(|after| after < before))
        })
    });
    let verdict = holds(policy, &Property::Raising(vec![FactorId(raised.try_into().unwrap())]), Some(as_of), STEPS);
    assert_eq!(verdict == Verdict::Holds, !lowered, "raising {raised} {verdict:?}\n{context}");
    let itself = holds(policy, &Property::SameAs(Arc::clone(policy)), Some(as_of), STEPS);
    assert_eq!(itself, Verdict::Holds, "{context}");
}
