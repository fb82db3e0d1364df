//! Any bytes as records, and records by chance of policies by chance.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use core_model::Program;
use grading_dsl::syntax::File;
use messages::Lang;
use record_io::{Options, Silence, Source, open};
use serde_json::{Map, Value as Json};

use crate::chance::Chance;
use crate::compare::disagreement;
use crate::engine;
use crate::generate::Drawn;
use crate::meaning::Meaning;
use crate::policies::{Texts, parsed};

/// A policy with a factor of every type.
const POLICY: &str = include_str!("every-type.rules");

static PROGRAM: LazyLock<Program> = LazyLock::new(|| {
    let policy = grading_dsl::compile_text(POLICY).policy.expect("an accepted policy");
    Program::new(policy, engine::day("2020-02-29")).expect("a policy in force")
});

/// Any bytes as CSV.
pub fn csv(bytes: &[u8]) {
    read("data.csv", bytes);
}

/// Any bytes as JSON, by the first byte an array or lines.
pub fn json(bytes: &[u8]) {
    let (first, rest) = bytes.split_at(bytes.len().min(1));
    read(if first == [b'l'] { "data.jsonl" } else { "data.json" }, rest);
}

/// Every row has one answer, rows count from 1, and whatever is told has words.
pub(super) fn read(name: &str, bytes: &[u8]) {
    let source = Source::memory(name, bytes);
    for silence in [Silence::Allowed, Silence::Refused] {
        let options = Options { silence, ..Options::default() };
        let Ok(records) = open(&source, PROGRAM.policy(), &options) else { continue };
        for (at, row) in records.enumerate() {
            let Ok(row) = row else { break };
            assert_eq!(row.place.row, u64::try_from(at + 1).unwrap());
            let answer = match row.record {
                Ok(record) => record_io::answer(&PROGRAM, row.place, &PROGRAM.grade(&record), Lang::Zh),
                Err(problems) => {
                    assert!(!problems.is_empty());
                    record_io::invalid(&PROGRAM, row.place, &problems, Lang::En)
                }
            };
            serde_json::to_string(&answer).unwrap();
        }
    }
}

/// How many policies there are to draw from.
const POLICIES: u16 = 2_048;
/// How many ways of filling a record in the second meaning tries here.
const FILLINGS: usize = 24;

/// A policy that is compiled for the engine and parsed for the second meaning.
struct Both {
    drawn: Drawn,
    program: Program,
    meaning: Meaning<'static>,
}

thread_local! {
    static DRAWN: RefCell<BTreeMap<u16, Option<&'static Both>>> = const { RefCell::new(BTreeMap::new()) };
}

/// Engine and second meaning agree on a record drawn by the bytes, of a policy that their first two choose.
pub fn evaluation(bytes: &[u8]) {
    let numbers = super::numbers_of(bytes);
    let Some((policy, record)) = numbers.split_first() else { return };
    let policy = policy % POLICIES;
    let known = DRAWN.with_borrow(|drawn| drawn.get(&policy).copied());
    let both = known.unwrap_or_else(|| {
        // Kept for the life of the process, and there are at most so many.
        let both = compiled(policy).map(kept);
        DRAWN.with_borrow_mut(|drawn| drawn.insert(policy, both));
        both
    });
    if let Some(both) = both {
        agree(both, &both.drawn.record(0, record));
    }
}

fn compiled(policy: u16) -> Option<Both> {
    let mut chance = Chance::of(u64::from(policy) << 32);
    let numbers: Vec<u16> = (0..1_000).map(|_| u16::try_from(chance.draw() >> 48).unwrap()).collect();
    let drawn = Drawn::from_numbers(&numbers);
    let texts = Texts { own: &drawn.policy, base: drawn.base.as_deref() };
    let compiled = texts.compiled().policy;
    let program = Program::new(Arc::clone(&compiled?), engine::day(&drawn.as_of)).expect("a policy in force");
    let base: Vec<&File> = drawn.base.iter().map(|base| kept(parsed(base))).collect();
    let meaning = Meaning::of(&base, kept(parsed(&drawn.policy)));
    Some(Both { drawn, program, meaning })
}

fn kept<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn agree(both: &Both, record: &str) {
    let source = Source::memory("records.jsonl", record.as_bytes());
    let answers = engine::answers_by(&both.program, &source);
    let said: Map<String, Json> = serde_json::from_str(record).unwrap();
    let Some(expected) = both.meaning.answer_within(FILLINGS, &said, &both.drawn.as_of) else { return };
    let [answer] = &answers[..] else { panic!("{} answers to one record", answers.len()) };
    if answer.get("exact") == Some(&Json::from(false)) {
        return;
    }
    if let Some(difference) = disagreement(&expected, answer) {
        let base = both.drawn.base.as_deref().unwrap_or_default();
        panic!("{difference}\n{base}\n{}\nas of {}\n{record}", both.drawn.policy, both.drawn.as_of);
    }
}
