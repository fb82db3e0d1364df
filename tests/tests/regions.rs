//! Records told by the fewest sentences are exactly the records meant, by the second meaning; no sentence and no condition can
//! be dropped; each is read in the policy's text as it was written.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test says no by panicking")]

use std::sync::Arc;

use core_model::{Condition, Date, LevelId, OutsideId, Policy, Program, Record, Regions, RuleId};
use grading_dsl::{Keywords, print_condition, print_rule};
use grading_tests::chance::Chance;
use grading_tests::meaning::Meaning;
use grading_tests::policies::{Texts, found, parsed};
use grading_tests::trial::{drawn, records, said};
use messages::Severity;
use policy_analysis::{Those, regions};
use serde_json::{Map, Value as Json};

const STEPS: u64 = 20_000_000;
/// Policies by chance; `PROOF_CASES` tries others.
const CASES: u64 = 100;

fn cases() -> u64 {
    std::env::var("PROOF_CASES").map_or(CASES, |cases| cases.parse().unwrap())
}

#[test]
fn what_is_told_are_the_records_meant() {
    let (mut whole_sets, mut told, mut cut, mut conditions) = (0, 0, 0, 0);
    for seed in 0..cases() {
        let (drawn, Some(policy)) = drawn(seed) else { continue };
        let as_of = grading_tests::engine::day(&drawn.as_of);
        let (own, base) = (parsed(&drawn.policy), drawn.base.as_deref().map(parsed));
        let meaning = Meaning::of(&base.iter().collect::<Vec<_>>(), &own);
        let (records, whole) = records(&policy, as_of, &mut Chance::of(seed));
        let answers: Vec<Map<String, Json>> =
            records.iter().filter_map(|record| meaning.answer(&said(&policy, record), &drawn.as_of)).collect();
        assert_eq!(records.len(), answers.len());
        for those in asked(&policy) {
            let found = regions(&policy, those, as_of, STEPS);
            let meant: Vec<Option<bool>> = answers.iter().map(|answer| is_meant(&policy, those, answer)).collect();
            let trial = Trial { policy: &policy, as_of, records: &records, meant };
            let context = format!("seed {seed} {those:?}\n{}\n{:#?}", drawn.policy, found);
            trial.exact(&found, &context);
            if whole && found.cut.is_none() {
                trial.fewest(&found, &context);
                whole_sets += 1;
            }
            told += found.regions.len();
            conditions += found.regions.iter().map(|region| region.when.len()).sum::<usize>();
            cut += usize::from(found.cut.is_some());
            let texts = Texts { own: &drawn.policy, base: drawn.base.as_deref() };
            read_back(&texts, &policy, &found);
        }
    }
    println!("{told} regions of {conditions} conditions, {whole_sets} sets held against every record, {cut} cut");
    assert!(told > 300 && whole_sets > 20 && cut * 50 < told, "{told} {whole_sets} {cut}");
}

fn asked(policy: &Policy) -> Vec<Those> {
    let levels = (0..policy.ladder.count()).map(|at| Those::Graded(LevelId(at)));
    let outside = (0_u8..).zip(&policy.ladder.outside).map(|(at, _)| Those::Outside(OutsideId(at)));
    let rules = (0..).zip(&policy.rules).take(3).map(|(at, _)| Those::Standing(RuleId(at)));
    levels.chain(outside).chain(rules).chain([Those::Ungraded, Those::Conflicting, Those::ByOtherwise]).collect()
}

/// Whether the answer is that of a record meant; nothing where the record is not possible.
fn is_meant(policy: &Policy, those: Those, answer: &Map<String, Json>) -> Option<bool> {
    let outcome = answer["outcome"].as_str().unwrap();
    if outcome == "invalid" {
        return None;
    }
    Some(match those {
        Those::Ungraded => outcome == "ungraded",
        Those::Conflicting => outcome == "conflict",
        Those::Graded(level) => outcome == "graded" && answer["severity"] == policy.ladder.severity(level),
        Those::Outside(outside) => {
            outcome == "outside" && answer["outside"] == policy.ladder.outside[outside.index()].name.as_str()
        }
        Those::ByOtherwise => answer.get("otherwise") == Some(&Json::from(true)),
        Those::Standing(rule) => {
            let name = policy.rules[rule.index()].named.name.as_str();
            answer["stood"].as_array().unwrap().iter().any(|one| one["rule"] == name)
        }
    })
}

struct Trial<'a> {
    policy: &'a Arc<Policy>,
    as_of: Date,
    records: &'a [Record],
    /// Of each record; nothing where it is not possible.
    meant: Vec<Option<bool>>,
}

impl Trial<'_> {
    /// By region: of which records it holds, without the condition in this place.
    fn held(&self, when: &[Condition], without: Option<usize>) -> Vec<bool> {
        let kept = when.iter().enumerate().filter(|(at, _)| Some(*at) != without).map(|(_, one)| one.clone());
        let all = Condition::All(kept.collect());
        let program = Program::asked(Arc::clone(self.policy), self.as_of, std::slice::from_ref(&all));
        self.records.iter().map(|record| program.holds(record, &all)).collect()
    }

    fn exact(&self, found: &Regions, context: &str) {
        let held: Vec<Vec<bool>> = found.regions.iter().map(|region| self.held(&region.when, None)).collect();
        for (at, record) in self.records.iter().enumerate() {
            let Some(meant) = self.meant[at] else { continue };
            let told = held.iter().any(|held| held[at]);
            assert!(meant || !told, "told but not meant: {record:?}\n{context}");
            assert!(told || !meant || found.cut.is_some(), "meant but not told: {record:?}\n{context}");
        }
    }

    fn fewest(&self, found: &Regions, context: &str) {
        let held: Vec<Vec<bool>> = found.regions.iter().map(|region| self.held(&region.when, None)).collect();
        let possible = |at: &usize| self.meant[*at].is_some();
        for (own, region) in found.regions.iter().enumerate() {
            let alone = |at: usize| held.iter().enumerate().all(|(other, held)| held[at] == (other == own));
            let needed = (0..self.records.len()).filter(possible).any(alone);
            assert!(needed, "a sentence too many: {:?}\n{context}", region.when);
            for without in 0..region.when.len() {
                let wider = self.held(&region.when, Some(without));
                let wrong = (0..self.records.len()).any(|at| wider[at] && self.meant[at] == Some(false));
                assert!(wrong, "a condition too many: {:?}\n{context}", region.when[without]);
            }
        }
    }
}

/// Each region, and each condition by itself, is read as it was written, in either language.
fn read_back(texts: &Texts<'_>, policy: &Policy, found_regions: &Regions) {
    for keywords in [Keywords::English, Keywords::Chinese] {
        let mut text = format!("{}\n\nmeasure zz_m\n", texts.own);
        let mut conditions = Vec::new();
        for (number, region) in found_regions.regions.iter().take(8).enumerate() {
            for condition in &region.when {
                let spoken = print_condition(policy, condition, keywords).unwrap();
                text.push_str(&format!("rule zz{} when {spoken} then require zz_m\n", conditions.len()));
                conditions.push(condition);
            }
            let rule = print_rule(policy, number, &region.when, keywords).unwrap();
            text.push_str(&filled_in(&rule, policy));
        }
        let again = Texts { own: &text, base: texts.base }.compiled();
        let told = found(&again, Severity::Error);
        let read = again.policy.unwrap_or_else(|| panic!("{told:?}\n{text}"));
        let first = read.rules.iter().position(|rule| rule.named.name == "zz0");
        let named = |rule: &&core_model::Rule| rule.named.name.starts_with("zz");
        let rules = read.rules.iter().skip(first.unwrap_or(0)).filter(named);
        for (condition, rule) in conditions.iter().zip(rules) {
            let (before, after) = (format!("{condition:?}"), format!("{:?}", rule.when));
            let matrix = before.contains("Matrix(Matrix") || after.contains("Times(Number { term: Constant(");
            assert!(matrix || before == after, "{before}\nis read as\n{after}\nin\n{text}");
        }
    }
}

/// The rule with its open level filled in.
fn filled_in(rule: &str, policy: &Policy) -> String {
    let level = level(policy);
    rule.replace("level ?", &format!("level {level}")).replace("列为 ?级", &format!("列为 等级 {level}"))
}

fn level(policy: &Policy) -> String {
    let level = &policy.ladder.levels[0];
    level.number.map_or_else(|| format!("`{}`", level.named.name), |number| number.to_string())
}
