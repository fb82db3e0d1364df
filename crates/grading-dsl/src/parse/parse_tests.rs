//! Texts and what is read of them.

use messages::{FileId, Lang};

use super::parse;

#[test]
fn every_conformance_policy_is_read_without_a_complaint() {
    let root = std::env::var("CASES").unwrap();
    for folder in ["random", "hand", "warnings", "proofs"] {
        for entry in std::fs::read_dir(format!("{root}/{folder}")).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|end| end == "rules") {
                let text = std::fs::read_to_string(&path).unwrap();
                let (_, found) = parse(FileId(0), &text);
                let lines: Vec<String> = found
                    .iter()
                    .map(|one| format!("{}: {}", text[..one.span.start as usize].lines().count(), one.problem.words(Lang::En).message))
                    .collect();
                assert!(found.is_empty(), "{path:?}: {lines:#?}");
            }
        }
    }
}
