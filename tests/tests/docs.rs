//! Every `rules` block of the manual and of the other pages, compiled; a block marked `error` must not compile.
//!
//! A fence is marked `rules` (a whole policy), `rules part` (stands behind the page's `rules prelude`), and may add
//! `error`. Where the text of an `error` block names codes (`E0204`), these are the ones that it gives.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says no by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use grading_dsl::{Compiled, compile_text, run_tests};
use messages::{Lang, Severity};

/// The least number of blocks that the manual has; it can only be made to grow.
const BLOCKS_OF_THE_MANUAL: usize = 20;

struct Block {
    line: usize,
    marks: Vec<String>,
    text: String,
}

impl Block {
    fn is(&self, mark: &str) -> bool {
        self.marks.iter().any(|own| own == mark)
    }
}

#[test]
fn every_example_of_every_page_compiles_or_fails_as_its_mark_says() {
    let mut wrong = Vec::new();
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        let blocks = blocks(&text);
        let prelude = blocks.iter().find(|block| block.is("prelude")).map_or("", |block| block.text.as_str());
        for block in &blocks {
            if let Err(reason) = judge(block, prelude) {
                wrong.push(format!("{}:{}: {reason}", page.display(), block.line));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_example_of_the_manual_is_overlooked() {
    let text = fs::read_to_string(root().join("docs/language.md")).unwrap();
    let fences = text.lines().filter(|line| line.trim_start().starts_with("```rules")).count();
    let found = blocks(&text);
    assert_eq!(found.len(), fences, "fences that open a block of rules, against blocks read");
    assert!(found.len() >= BLOCKS_OF_THE_MANUAL, "only {} blocks", found.len());
    assert!(found.iter().filter(|block| block.is("error")).count() >= 3, "the manual shows mistakes too");
}

#[test]
fn every_mark_of_a_block_is_known() {
    for page in pages() {
        for block in blocks(&fs::read_to_string(&page).unwrap()) {
            for mark in &block.marks {
                assert!(["part", "error", "prelude"].contains(&mark.as_str()), "{}: {mark}", page.display());
            }
        }
    }
}

/// Whether the block does what its mark says.
fn judge(block: &Block, prelude: &str) -> Result<(), String> {
    let text = if block.is("part") { format!("{prelude}\n{}", block.text) } else { block.text.clone() };
    let compiled = compile_text(&text);
    let errors = errors(&compiled);
    if !block.is("error") {
        return if errors.is_empty() { failed_tests(&compiled) } else { Err(errors.join("\n    ")) };
    }
    if errors.is_empty() {
        return Err("no error in a block that is marked as one".to_owned());
    }
    let missing = codes_named(&block.text).into_iter().find(|code| !errors.iter().any(|error| error.starts_with(code)));
    missing.map_or(Ok(()), |code| Err(format!("{code} is named but not given: {}", errors.join("; "))))
}

fn errors(compiled: &Compiled) -> Vec<String> {
    let errors = compiled.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    errors.map(|found| describe(compiled, found)).collect()
}

fn describe(compiled: &Compiled, found: &messages::Diagnostic) -> String {
    let (line, column) = compiled.sources.line_column(found.span.file, found.span.start);
    let words = found.problem.words(Lang::En);
    format!("{} at {line}:{column}: {}; {}", found.problem.code(), words.message, words.expected)
}

fn failed_tests(compiled: &Compiled) -> Result<(), String> {
    let reports = run_tests(compiled);
    let failed: Vec<String> =
        reports.iter().filter_map(|report| report.diagnostic.as_ref()).map(|found| describe(compiled, found)).collect();
    if failed.is_empty() { Ok(()) } else { Err(failed.join("\n    ")) }
}

fn codes_named(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    words.filter(|word| is_code(word)).map(str::to_owned).collect()
}

fn is_code(word: &str) -> bool {
    let digits = word.strip_prefix('E').unwrap_or("");
    digits.len() == 4 && digits.bytes().all(|digit| digit.is_ascii_digit())
}

/// The fenced blocks whose fence begins with `rules`.
fn blocks(text: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let Some(marks) = line.trim().strip_prefix("```") else { continue };
        let inside: Vec<&str> = lines.by_ref().map(|(_, line)| line).take_while(|line| line.trim() != "```").collect();
        let mut marks = marks.split_whitespace().map(str::to_owned);
        if marks.next().as_deref() == Some("rules") {
            found.push(Block { line: number + 1, marks: marks.collect(), text: inside.join("\n") });
        }
    }
    found
}

/// Every page of the project, its standards' pages included.
fn pages() -> Vec<PathBuf> {
    let mut found = vec![root().join("README.md")];
    collect(&root().join("docs"), &mut found);
    collect(&root().join("rules"), &mut found);
    found
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}
