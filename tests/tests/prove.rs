//! What is proved of policies, against trying every record by the second meaning.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test says no by panicking")]

use std::collections::BTreeMap;
use std::sync::Arc;

use core_model::{Condition, Count, Counted, Datum, Policy, Record, Verdict, find};
use grading_tests::chance::Chance;
use grading_tests::meaning::Meaning;
use grading_tests::policies::parsed;
use grading_tests::trial::{drawn, is, records, said};
use policy_analysis::{Listing, Proof, prove};
use serde_json::{Map, Value as Json};

const STEPS: u64 = 50_000_000;
/// Policies by chance; `PROOF_CASES` tries others.
const CASES: u64 = 100;

fn cases() -> u64 {
    std::env::var("PROOF_CASES").map_or(CASES, |cases| cases.parse().unwrap())
}

type Answer = Map<String, Json>;

#[test]
fn what_is_proved_is_what_trying_every_record_shows() {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    // In the last a sentence speaks of a derived value that no rule asks for.
    for seed in (0..cases()).chain([3334]) {
        let (drawn, Some(policy)) = drawn(seed) else { continue };
        let as_of = grading_tests::engine::day(&drawn.as_of);
        let (records, whole) = records(&policy, as_of, &mut Chance::of(seed));
        if !whole {
            continue;
        }
        let (own, base) = (parsed(&drawn.policy), drawn.base.as_deref().map(parsed));
        let meaning = Meaning::of(&base.iter().collect::<Vec<_>>(), &own);
        let possible = |record: Record| {
            let answer = meaning.answer(&said(&policy, &record), &drawn.as_of)?;
            (answer["outcome"] != "invalid").then_some((record, answer))
        };
        let all: Vec<(Record, Answer)> = records.into_iter().filter_map(possible).collect();
        let proof = prove(&policy, Some(as_of), as_of, STEPS);
        let tried =
            Tried { policy: &policy, proof: &proof, all: &all, context: format!("seed {seed}\n{}", drawn.policy) };
        tried.listed("ungraded", &proof.gaps, &mut seen);
        tried.listed("conflict", &proof.conflicts, &mut seen);
        tried.influences(&mut seen);
        let some = all.iter().any(|(_, answer)| answer["outcome"] == "graded" || answer["outcome"] == "outside");
        assert_eq!(proof.silent.is_empty(), some, "silent, {}", tried.context);
        *seen.entry("policies").or_default() += 1;
    }
    println!("{seen:?}");
    let open = ["open", "cut", "not counted"].iter().filter_map(|what| seen.get(what)).sum::<usize>();
    assert!(open * 100 < seen["matters"], "{seen:?}");
    let least = usize::try_from(cases()).unwrap() / 12;
    assert!(seen["policies"] >= least && seen["ungraded"] > 0 && seen["conflict"] > 0, "{seen:?}");
}

struct Tried<'a> {
    policy: &'a Arc<Policy>,
    proof: &'a Proof,
    all: &'a [(Record, Answer)],
    context: String,
}

impl Tried<'_> {
    /// The sentences tell exactly the records of the outcome, and as many as they say.
    fn listed(&self, outcome: &'static str, listings: &[Listing], seen: &mut BTreeMap<&str, usize>) {
        let meant: Vec<&Record> =
            self.all.iter().filter(|(_, answer)| answer["outcome"] == outcome).map(|(record, _)| record).collect();
        let Some(listing) = listings.first() else {
            assert!(meant.is_empty(), "{outcome}, {}", self.context);
            return;
        };
        if listing.cut.is_some() {
            *seen.entry("cut").or_default() += 1;
            return;
        }
        let mut same = |counted: &Counted, records: usize, what: &str| match &counted.records {
            Some(told) => assert_eq!(*told, Count::of(records as u128), "{what}, {}", self.context),
            None => *seen.entry("not counted").or_default() += 1,
        };
        same(&listing.all, meant.len(), outcome);
        let mut told = 0;
        for sentence in &listing.sentences {
            let those = self.all.iter().filter(|(record, _)| self.holds(record, &sentence.region.when));
            let those: Vec<&Record> = those.map(|(record, _)| record).collect();
            assert!(those.iter().all(|record| meant.contains(record)), "{outcome}, {}", self.context);
            same(&sentence.counted, those.len(), &format!("{sentence:?}"));
            told += those.len();
        }
        assert!(told >= meant.len(), "{outcome}, {}", self.context);
        *seen.entry(outcome).or_default() += 1;
    }

    fn holds(&self, record: &Record, when: &[Condition]) -> bool {
        let both = Condition::All([&[is(self.policy, record)], when].concat());
        let free = Policy { impossible: Vec::new(), ..Policy::clone(self.policy) };
        match find(&free, self.proof.counts.as_of, &both, 1_000_000) {
            core_model::Found::Record(_) => true,
            core_model::Found::Nothing => false,
            core_model::Found::Undecided => unreachable!("a single record"),
        }
    }

    fn influences(&self, seen: &mut BTreeMap<&str, usize>) {
        for influence in &self.proof.factors {
            let factor = influence.factor.index();
            let (mut matters, mut lowers, mut raises) = (false, false, false);
            for (low, before) in self.all {
                for (high, after) in self.all {
                    let alike = |at: usize| at == factor || low.0[at] == high.0[at];
                    if !(0..low.0.len()).all(alike) || low.0[factor] == high.0[factor] {
                        continue;
                    }
                    matters |= self.told(before) != self.told(after);
                    if rank(&low.0[factor]) < rank(&high.0[factor]) {
                        let (before, after) = (self.height(before), self.height(after));
                        lowers |= before.is_some_and(|before| after.is_none_or(|after| after < before));
                        raises |= after.is_some_and(|after| before.is_none_or(|before| before < after));
                    }
                }
            }
            let mut same = |what: &'static str, verdict: &Verdict, seen_so: bool| {
                match verdict {
                    Verdict::Undecided(_) => *seen.entry("open").or_default() += 1,
                    Verdict::Holds | Verdict::Fails(_) => {
                        assert_eq!(*verdict == Verdict::Holds, !seen_so, "{what} {factor}, {}", self.context);
                    }
                }
                *seen.entry(what).or_default() += 1;
            };
            same("matters", &influence.never_matters, matters);
            influence.never_lowers.iter().for_each(|verdict| same("lowers", verdict, lowers));
            influence.never_raises.iter().for_each(|verdict| same("raises", verdict, raises));
        }
    }

    fn told(&self, answer: &Answer) -> Vec<Json> {
        let keys = ["outcome", "level", "outside", "conflict", "measures"];
        keys.iter().map(|key| answer.get(*key).cloned().unwrap_or_default()).collect()
    }

    fn height(&self, answer: &Answer) -> Option<u64> {
        let severity = answer.get("severity")?.as_u64().unwrap();
        let ladder = &self.policy.ladder;
        Some(if ladder.best_first { severity } else { u64::from(ladder.count()) - severity })
    }
}

fn rank(datum: &Option<Datum>) -> Option<i64> {
    match datum.as_ref().unwrap() {
        Datum::Value(value) => Some((*value).into()),
        Datum::Number(number) => Some(*number),
        Datum::Date(day) => Some(day.number()),
        Datum::Set(_) | Datum::Dates(_) | Datum::Text(_) => None,
    }
}
