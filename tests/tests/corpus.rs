//! What the fuzzer kept, and what it once broke, tried again: every file of `tests/corpus`, each by its target.
#![allow(clippy::unwrap_used, reason = "a test says no by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use grading_tests::targets::{TARGETS, Target};

#[test]
fn every_target_stands_what_the_fuzzer_kept() {
    for target in &TARGETS {
        let files = files(target);
        assert!(files.len() >= 10, "{}: {} files", target.name, files.len());
        for file in files {
            // Named first, so that a target that stops the test says by which file.
            println!("{}", file.display());
            (target.run)(&fs::read(&file).unwrap());
        }
    }
}

fn files(target: &Target) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target.name);
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}
