//! The engine, asked as the command asks it: an accepted policy, a file of records, answers as JSON.

use std::path::Path;
use std::sync::Arc;

use core_model::{Date, Policy, Program};
use messages::Lang;
use record_io::{Options, Row, Silence, Source};
use serde_json::{Map, Value as Json};

/// The answers to the records of a file as of a day (`2020-02-29`), like those of `grade run … --partial`.
#[must_use]
pub fn answers(policy: &Arc<Policy>, as_of: &str, records: &Path) -> Vec<Map<String, Json>> {
    answers_of(policy, as_of, &Source::named(records.as_os_str()))
}

/// The same of records from anywhere.
#[must_use]
pub fn answers_of(policy: &Arc<Policy>, as_of: &str, records: &Source) -> Vec<Map<String, Json>> {
    let program = Program::new(Arc::clone(policy), day(as_of)).expect("a policy in force");
    answers_by(&program, records)
}

/// The same by a program.
#[must_use]
pub fn answers_by(program: &Program, records: &Source) -> Vec<Map<String, Json>> {
    let options = Options { silence: Silence::Allowed, ..Options::default() };
    let rows = record_io::open(records, program.policy(), &options).expect("records that can be read");
    rows.map(|row| answer(program, row.expect("a record that can be read"))).collect()
}

fn answer(program: &Program, row: Row) -> Map<String, Json> {
    let answer = match row.record {
        Ok(record) => record_io::answer(program, row.place, &program.grade(&record), Lang::En),
        Err(problems) => record_io::invalid(program, row.place, &problems, Lang::En),
    };
    serde_json::to_value(answer).unwrap().as_object().unwrap().clone()
}

/// The day that is written `2020-02-29`.
#[must_use]
pub fn day(written: &str) -> Date {
    let parts: Vec<u16> = written.split('-').map(|part| part.parse().unwrap()).collect();
    let small = |part: u16| u8::try_from(part).unwrap();
    Date::new(parts[0], small(parts[1]), small(parts[2])).unwrap()
}
