//! What the code is to look like, where a machine can tell: edges between crates, first lines, lengths, words that may
//! not occur, codes that no case names.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says no by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Which of our crates may use which: edges run downward only.
const EDGES: &[(&str, &[&str])] = &[
    ("core-model", &[]),
    ("messages", &["core-model"]),
    ("grading-dsl", &["core-model", "messages"]),
    ("policy-analysis", &["core-model"]),
    ("record-io", &["core-model", "messages"]),
    ("cli", &["core-model", "messages", "grading-dsl", "policy-analysis", "record-io"]),
    ("grading-fuzz", &["grading-tests"]),
    ("grading-tests", &["core-model", "messages", "grading-dsl", "policy-analysis", "record-io", "cli"]),
];

const LONGEST_FUNCTION: usize = 60;
const LONGEST_FILE: usize = 600;
/// Lets one function, or one file, be longer; a reason must follow.
const PERMIT: &str = "// LONG: ";

struct Source {
    path: PathBuf,
    text: String,
}

impl Source {
    fn name(&self) -> String {
        self.path.strip_prefix(root()).unwrap().display().to_string().replace('\\', "/")
    }
}

#[test]
fn edges_between_crates_run_downward() {
    for manifest in manifests() {
        let text = fs::read_to_string(&manifest).unwrap();
        let package = text.lines().find_map(|line| line.strip_prefix("name = ")).unwrap().trim_matches('"');
        let allowed = EDGES.iter().find(|(name, _)| *name == package);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("{package} has no line in the table of edges"));
        for used in ours_used(&text) {
            assert!(allowed.contains(&used.as_str()), "{package} may not use {used}");
        }
    }
}

#[test]
fn every_file_begins_by_saying_what_it_holds() {
    report(rust().iter().filter(|file| !file.text.starts_with("//! ")).map(Source::name).collect());
}

#[test]
fn no_file_is_too_long() {
    let long = |file: &&Source| file.text.lines().count() > LONGEST_FILE && !permitted(file.text.lines().take(5));
    report(rust().iter().filter(long).map(Source::name).collect());
}

#[test]
fn no_function_is_too_long() {
    let mut found = Vec::new();
    for file in rust() {
        for (line, name, length) in long_functions(&file.text) {
            found.push(format!("{}:{line}: {name}, {length} lines", file.name()));
        }
    }
    report(found);
}

#[test]
fn long_functions_are_seen() {
    let body = "    step();\n".repeat(LONGEST_FUNCTION);
    let function = format!("pub fn walk(\n    a: u8,\n) -> u8 {{\n{body}}}\n\nfn short() {{}}\n");
    assert_eq!(long_functions(&function).len(), 1);
    assert_eq!(long_functions(&format!("{PERMIT}a table of arms\n{function}")).len(), 0);
}

#[test]
fn pest_stays_in_the_parser() {
    let mut found = Vec::new();
    for file in rust() {
        let name = file.name();
        // The test of linear work counts the parser's calls.
        let counts = name == "crates/grading-dsl/tests/linear.rs";
        let parser = name == "crates/grading-dsl/src/parse.rs" || name.starts_with("crates/grading-dsl/src/parse/");
        let dsl = name.starts_with("crates/grading-dsl/");
        if parser || counts {
            continue;
        }
        for (number, line) in code_lines(&file.text) {
            let pest = has_word(line, concat!("pest", "::")) || line.contains(concat!("pest", "_derive"));
            let rule = dsl && has_word(line, concat!("Rule", "::"));
            if pest || rule {
                found.push(format!("{name}:{number}: {}", line.trim()));
            }
        }
    }
    report(found);
}

#[test]
fn nothing_is_left_for_later() {
    let words = [
        concat!("todo", "!("),
        concat!("unimplemented", "!("),
        concat!("#[ign", "ore"),
        concat!("dbg", "!("),
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
    ];
    report(lines_with(&rust(), &words));
}

#[test]
fn the_tree_knows_no_machine_and_no_registry() {
    let words = [
        concat!("/wo", "rk/"),
        concat!("/ho", "me/"),
        concat!("/ro", "ot/"),
        concat!("/t", "mp/"),
        concat!("C:", "\\Users"),
        concat!("crates", ".io"),
        concat!("rs", "proxy"),
        concat!("mir", "rors."),
    ];
    let mut files = Vec::new();
    collect(&root(), &mut files, |path| path.file_name().is_some_and(|name| name != "Cargo.lock"));
    let texts: Vec<Source> = files.into_iter().filter_map(read_text).collect();
    assert!(texts.len() > 50, "the walk sees the tree");
    report(lines_with(&texts, &words));
}

#[test]
fn every_code_is_named_by_a_case_or_a_test() {
    let codes = codes_of_the_catalogue();
    assert!(codes.len() > 50, "only {} codes found in the catalogue", codes.len());
    let named = codes_named_by_tests();
    report(codes.into_iter().filter(|code| !named.contains(code)).collect());
}

#[test]
fn the_manual_lists_every_keyword_in_both_languages() {
    let table = fs::read_to_string(root().join("crates/grading-dsl/src/keywords.rs")).unwrap();
    let manual = fs::read_to_string(root().join("docs/language.md")).unwrap();
    let listed = manual.split_once("## 15. Keywords").unwrap().1;
    let lines = table.lines().map(str::trim).filter(|line| line.starts_with("kw_") && line.ends_with(';'));
    let words: Vec<&str> = lines.flat_map(|line| line.split('"').skip(1).step_by(2)).collect();
    assert!(words.len() > 200, "only {} spellings found in the table of keywords", words.len());
    report(words.into_iter().filter(|word| !listed.contains(word)).map(str::to_owned).collect());
}

#[test]
fn no_code_is_given_twice() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in rust().iter().filter(|file| is_catalogue(file)) {
        for (number, line) in file.text.lines().enumerate() {
            for code in codes_in_quotes(line) {
                places.entry(code).or_default().push(format!("{}:{}", file.name(), number + 1));
            }
        }
    }
    let arms = places.into_iter().filter(|(_, places)| places.len() > 1);
    report(arms.map(|(code, places)| format!("{code}: {}", places.join(", "))).collect());
}

fn report(found: Vec<String>) {
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// Where codes are given; the list of pages only names them.
fn is_catalogue(file: &Source) -> bool {
    file.name().starts_with("crates/messages/src/") && !file.name().ends_with("/pages.rs")
}

fn codes_of_the_catalogue() -> BTreeSet<String> {
    let files = rust();
    let messages = files.iter().filter(|file| is_catalogue(file));
    messages.flat_map(|file| codes_in_quotes(&file.text)).collect()
}

/// Codes that occur in cases, in the tests of a crate, or in the manual.
fn codes_named_by_tests() -> BTreeSet<String> {
    let mut files = Vec::new();
    collect(&root().join("tests"), &mut files, |_| true);
    collect(&root().join("crates"), &mut files, |path| path.components().any(|part| part.as_os_str() == "tests"));
    let mut texts: Vec<String> = files.into_iter().filter_map(read_text).map(|file| file.text).collect();
    for file in rust() {
        if let Some((_, tests)) = file.text.split_once("#[cfg(test)]") {
            texts.push(tests.to_owned());
        }
    }
    texts.iter().flat_map(|text| codes_in(text)).collect()
}

fn codes_in(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    words.filter(|word| is_code(word)).map(str::to_owned).collect()
}

fn codes_in_quotes(text: &str) -> Vec<String> {
    text.split('"').filter(|word| is_code(word)).map(str::to_owned).collect()
}

fn is_code(word: &str) -> bool {
    let Some(digits) = word.strip_prefix(['E', 'W', 'D']) else { return false };
    digits.len() == 4 && digits.bytes().all(|digit| digit.is_ascii_digit())
}

/// Functions over the limit, as rustfmt lays them out: the closing brace stands under the first line.
fn long_functions(text: &str) -> Vec<(usize, String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(name) = function_name(line) else { continue };
        let length = function_length(&lines, at);
        let above = lines.iter().take(at).rev().take_while(|above| is_decoration(above)).copied();
        if length > LONGEST_FUNCTION && !permitted(above) {
            found.push((at + 1, name, length));
        }
    }
    found
}

fn function_name(line: &str) -> Option<String> {
    let mut rest = line.trim_start();
    for word in ["pub(crate) ", "pub(super) ", "pub ", "const ", "async "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let name = rest.strip_prefix("fn ")?;
    name.split(['(', '<']).next().map(str::to_owned)
}

fn function_length(lines: &[&str], at: usize) -> usize {
    let indent = indent(lines.get(at).unwrap());
    for (length, line) in lines.iter().skip(at).enumerate() {
        let first = length == 0;
        let level = self::indent(line) == indent && !line.trim().is_empty();
        let ends =
            if first { line.ends_with(['}', ';']) } else { level && (line.trim() == "}" || line.ends_with(';')) };
        if ends {
            return length + 1;
        }
    }
    lines.len() - at
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn is_decoration(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("//") || line.starts_with("#[")
}

fn permitted<'a>(mut lines: impl Iterator<Item = &'a str>) -> bool {
    lines.any(|line| line.trim_start().strip_prefix(PERMIT).is_some_and(|reason| !reason.trim().is_empty()))
}

/// Lines that are no comments.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(at, line)| (at + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn has_word(line: &str, word: &str) -> bool {
    let own = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    line.match_indices(word).any(|(at, _)| !line.get(..at).is_some_and(|before| before.ends_with(own)))
}

fn lines_with(files: &[Source], words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        for (number, line) in file.text.lines().enumerate() {
            if let Some(word) = words.iter().find(|word| line.contains(**word)) {
                found.push(format!("{}:{}: {word}", file.name(), number + 1));
            }
        }
    }
    found
}

/// Our crates among the dependencies that a build uses; `dev-dependencies` may point anywhere.
fn ours_used(manifest: &str) -> Vec<String> {
    let mut section = "";
    let mut used = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        }
        let name = line.split(['.', ' ', '=']).next().unwrap_or("");
        if section == "[dependencies]" && EDGES.iter().any(|(ours, _)| *ours == name) {
            used.push(name.to_owned());
        }
    }
    used
}

fn manifests() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let manifest = |path: &Path| path.file_name().is_some_and(|name| name == "Cargo.toml");
    collect(&root().join("crates"), &mut found, manifest);
    collect(&root().join("tests"), &mut found, manifest);
    assert!(found.len() >= 6);
    found
}

fn rust() -> Vec<Source> {
    let mut files = Vec::new();
    let source = |path: &Path| path.extension().is_some_and(|ending| ending == "rs");
    collect(&root().join("crates"), &mut files, source);
    collect(&root().join("tests"), &mut files, source);
    assert!(files.len() > 30, "the walk sees the code");
    files.into_iter().filter_map(read_text).collect()
}

fn read_text(path: PathBuf) -> Option<Source> {
    let text = String::from_utf8(fs::read(&path).unwrap()).ok()?;
    Some(Source { path, text })
}

/// The files under a folder that are wanted, sorted; never what a build or git made.
fn collect(folder: &Path, found: &mut Vec<PathBuf>, wanted: impl Fn(&Path) -> bool + Copy) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap().to_str().unwrap_or("").to_owned();
        if path.is_dir() {
            if !["target", ".git"].contains(&name.as_str()) {
                collect(&path, found, wanted);
            }
        } else if name != ".git" && wanted(&path) {
            found.push(path);
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}
