//! What `grading-dsl` gives out to programs: each function, and each type that has methods, shows in an example how it is
//! used. The examples are run as tests of their crates.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says no by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// What the library hands out and programs only read or show, so that the example of what hands it out is theirs.
const READ_ONLY: [&str; 6] =
    ["BoundaryCoverage", "Claim", "ConditionCoverage", "Coverage", "RuleCoverage", "mark_text"];

/// The Rust files of the libraries that `grading-dsl` gives out.
fn sources() -> Vec<String> {
    let mut folders: Vec<PathBuf> =
        ["core-model", "messages", "grading-dsl"].map(|name| root().join("crates").join(name).join("src")).to_vec();
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                texts.push(fs::read_to_string(path).unwrap());
            }
        }
    }
    texts
}

/// The names that the root of `grading-dsl` exports, those behind features left out.
fn exported() -> Vec<String> {
    let text = fs::read_to_string(root().join("crates/grading-dsl/src/lib.rs")).unwrap();
    let mut names = Vec::new();
    for (at, _) in text.match_indices("\npub use ") {
        let behind_feature = text.get(..at).unwrap().lines().last().unwrap().starts_with("#[cfg");
        let statement = text.get(at..).unwrap().split(';').next().unwrap();
        let list = statement.rsplit("::").next().unwrap();
        let found = list
            .split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'))
            .filter(|name| !name.is_empty());
        if !behind_feature {
            // Of `Part as RulePart` the definition is `Part`.
            let found: Vec<&str> = found.collect();
            let renamed = |at: usize| found.get(at.wrapping_sub(1)) == Some(&"as");
            let kept = found.iter().enumerate().filter(|(at, name)| **name != "as" && !renamed(*at));
            names.extend(kept.map(|(_, name)| (*name).to_owned()));
        }
    }
    let own = text.lines().filter_map(|line| line.strip_prefix("pub fn "));
    names.extend(own.map(|line| line.split(['(', '<']).next().unwrap().to_owned()));
    names
}

/// The documentation that stands above a line, with the attributes between them.
fn documentation(text: &str, at: usize) -> Vec<&str> {
    let above: Vec<&str> = text.get(..at).unwrap().lines().rev().collect();
    let is_part = |line: &&&str| matches!(line.trim_start().get(..2), Some("//" | "#["));
    above.iter().take_while(is_part).copied().collect()
}

fn shows(lines: &[&str]) -> bool {
    lines.iter().any(|line| line.trim_start() == "/// ```")
}

/// The body of every block that begins so.
fn blocks<'t>(text: &'t str, head: &str) -> Vec<&'t str> {
    let from = |at: usize| text.get(at..).unwrap();
    text.match_indices(head).map(|(at, _)| from(at + 1)).map(|rest| rest.split("\n}\n").next().unwrap()).collect()
}

/// Whether a name, a function or a type, is to have an example and has none. Of things of one name, one shows it for all.
fn lacks_example(name: &str, sources: &[String]) -> bool {
    let functions = ["(", "<"].map(|end| format!("\npub fn {name}{end}"));
    let types = ["struct", "enum"].map(|kind| [" {", "(", "<", ";"].map(|end| format!("\npub {kind} {name}{end}")));
    let (functions, types) = (pages(&functions, sources), pages(types.as_flattened(), sources));
    let impls = [format!("\nimpl {name} {{"), format!("\nimpl {name}<")];
    let bodies: Vec<&str> = sources.iter().flat_map(|text| impls.iter().flat_map(|head| blocks(text, head))).collect();
    let has_methods = !types.is_empty() && bodies.iter().any(|body| body.contains("    pub fn "));
    let in_bodies = bodies.iter().any(|body| shows(&body.lines().collect::<Vec<_>>()));
    let shown = in_bodies || functions.iter().chain(&types).any(|page| shows(page));
    (!functions.is_empty() || has_methods) && !shown
}

/// The documentation of everything that is declared so.
fn pages<'t>(heads: &[String], sources: &'t [String]) -> Vec<Vec<&'t str>> {
    let mut pages = Vec::new();
    for text in sources {
        let found = heads.iter().filter_map(|head| text.find(head));
        pages.extend(found.map(|at| documentation(text, at + 1)));
    }
    pages
}

#[test]
fn whatever_a_program_calls_shows_how() {
    let (exported, sources) = (exported(), sources());
    assert!(exported.len() > 40, "{exported:?}");
    assert!(exported.iter().any(|name| name == "RecordReader") && exported.iter().any(|name| name == "compile_text"));
    let lacking = exported.iter().filter(|name| !READ_ONLY.contains(&name.as_str()));
    let lacking: Vec<&String> = lacking.filter(|name| lacks_example(name, &sources)).collect();
    assert!(lacking.is_empty(), "no example: {lacking:?}");
}

#[test]
fn a_missing_example_is_seen() {
    let plain = vec![
        "\npub fn f() {}\n\n/// A thing.\npub struct Thing(u8);\n\nimpl Thing {\n    pub fn g() {}\n}\n".to_owned(),
    ];
    assert!(lacks_example("f", &plain) && lacks_example("Thing", &plain) && !lacks_example("none", &plain));
    let shown = vec![
        plain
            .first()
            .unwrap()
            .replace("\npub fn f", "\n/// ```\n/// f();\n/// ```\npub fn f")
            .replace("/// A thing.", "/// ```\n/// ```"),
    ];
    assert!(!lacks_example("f", &shown) && !lacks_example("Thing", &shown));
}

#[test]
fn every_library_has_a_front_page_with_an_example() {
    for name in ["core-model", "messages", "grading-dsl", "record-io"] {
        let text = fs::read_to_string(root().join("crates").join(name).join("src/lib.rs")).unwrap();
        let page: Vec<&str> = text.lines().take_while(|line| line.starts_with("//!")).collect();
        assert!(page.iter().any(|line| line.starts_with("//! ```")), "{name} shows no example on its front page");
    }
}
