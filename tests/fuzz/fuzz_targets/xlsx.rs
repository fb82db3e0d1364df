//! The target `xlsx` of `grading_tests::targets`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| grading_tests::targets::run("xlsx", bytes));
