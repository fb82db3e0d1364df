//! What hostile input is tried on. A target takes any bytes, and stops the test where a promise does not hold.
//!
//! The fuzzer of `tests/fuzz` feeds them; `tests/tests/corpus.rs` replays what it kept.

mod book;
mod digest;
mod numbers;
mod policy;
mod records;

/// A target: its name, which is that of its folder in `tests/corpus`, and what it tries.
pub struct Target {
    /// Its name.
    pub name: &'static str,
    /// What it tries on these bytes.
    pub run: fn(&[u8]),
}

/// Every target.
pub const TARGETS: [Target; 9] = [
    Target { name: "policy", run: policy::text },
    Target { name: "format", run: policy::layout },
    Target { name: "evaluation", run: records::evaluation },
    Target { name: "digest", run: digest::digest },
    Target { name: "csv", run: records::csv },
    Target { name: "json", run: records::json },
    Target { name: "xlsx", run: book::book },
    Target { name: "numbers", run: numbers::numbers },
    Target { name: "dates", run: numbers::dates },
];

/// Tries the target of this name.
///
/// # Panics
/// There is none, or a promise does not hold.
pub fn run(name: &str, bytes: &[u8]) {
    let target = TARGETS.iter().find(|target| target.name == name).expect("a target");
    (target.run)(bytes);
}

/// Bytes as numbers, two a number.
fn numbers_of(bytes: &[u8]) -> Vec<u16> {
    bytes.chunks(2).map(|pair| pair.iter().fold(0, |all, one| all << 8 | u16::from(*one))).collect()
}
