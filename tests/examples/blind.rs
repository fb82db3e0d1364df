//! Tries a target on files of its corpus that were changed by chance, without a look at what they reach: many times the
//! executions that a fuzzer guided by coverage makes in the same time.
//!
//! `cargo run --release -p grading-tests --example blind -- TARGET EXECUTIONS SEED LONGEST [FOLDER]…`
//!
//! The folders stand beside `tests/corpus/TARGET`. A file on which a promise does not hold is named by the panic's
//! message, and kept as `blind-TARGET-SEED` where the command was called.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test says no by panicking")]

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use grading_tests::chance::Chance;
use grading_tests::targets;

/// What texts are made of.
const WORDS: &str = include_str!("../fuzz/policy.dict");

fn main() {
    let mut given = std::env::args().skip(1);
    let target = given.next().expect("a target");
    let mut number = || given.next().and_then(|given| given.parse::<u64>().ok()).expect("a number");
    let (executions, seed, longest) = (number(), number(), usize::try_from(number()).unwrap());
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(&target)];
    folders.extend(given.map(PathBuf::from));
    let files: Vec<Vec<u8>> =
        folders.iter().flat_map(|folder| files(folder)).filter(|file| file.len() <= longest).collect();
    let words = words();
    let mut chance = Chance::of(seed);
    for _ in 0..executions {
        let file = changed(&files, &words, longest, &mut chance);
        if catch_unwind(AssertUnwindSafe(|| targets::run(&target, &file))).is_err() {
            fs::write(format!("blind-{target}-{seed}"), &file).unwrap();
            std::process::exit(1);
        }
    }
    println!("{target}: {executions} executions, seed {seed}, at most {longest} bytes, {} files", files.len());
}

/// The files of a folder in the order of their names.
fn files(folder: &Path) -> Vec<Vec<u8>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

fn words() -> Vec<Vec<u8>> {
    WORDS.lines().filter_map(|line| Some(spelt(line.strip_prefix('"')?.strip_suffix('"')?))).collect()
}

/// A word of the dictionary: what is not ASCII stands as `\xE4`.
fn spelt(word: &str) -> Vec<u8> {
    let mut pieces = word.split("\\x");
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let (code, rest) = piece.split_at(2);
        bytes.push(u8::from_str_radix(code, 16).unwrap());
        bytes.extend_from_slice(rest.as_bytes());
    }
    bytes
}

/// A file with one to six changes.
fn changed(files: &[Vec<u8>], words: &[Vec<u8>], longest: usize, chance: &mut Chance) -> Vec<u8> {
    let mut file = files[chance.below(files.len())].clone();
    for _ in 0..=chance.below(6) {
        let at = chance.below(file.len() + 1);
        let to = at + chance.below((file.len() - at).min(12) + 1);
        match chance.below(8) {
            0 => file = flipped(file, at, chance),
            1 => drop(file.splice(at..at, [byte(chance)])),
            2 => drop(file.drain(at..to)),
            3 => drop(file.splice(at..to, words[chance.below(words.len())].iter().copied())),
            4 => drop(file.splice(at..at, words[chance.below(words.len())].iter().copied())),
            5 => {
                let piece = file[at..to].to_vec();
                let there = chance.below(file.len() + 1);
                file.splice(there..there, piece);
            }
            6 => {
                let other = &files[chance.below(files.len())];
                let from = chance.below(other.len() + 1);
                file.truncate(at);
                file.extend_from_slice(&other[from..]);
            }
            _ => {
                let other = &files[chance.below(files.len())];
                let from = chance.below(other.len() + 1);
                let until = from + chance.below((other.len() - from).min(40) + 1);
                file.splice(at..to, other[from..until].iter().copied());
            }
        }
    }
    file.truncate(longest);
    file
}

fn flipped(mut file: Vec<u8>, at: usize, chance: &mut Chance) -> Vec<u8> {
    let new = byte(chance);
    if let Some(old) = file.get_mut(at) {
        *old = if chance.below(2) == 0 { new } else { *old ^ 1 << chance.below(8) };
    }
    file
}

fn byte(chance: &mut Chance) -> u8 {
    u8::try_from(chance.below(256)).unwrap()
}
