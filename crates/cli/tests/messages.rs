//! Every message as `grade` prints it, both languages, as texts to be read: `tests/messages` of the workspace, from the
//! examples of the pages of codes (a file a hundred of codes) and from the mistakes of `tests/cases/diagnostics`.
//! To write them anew: `UPDATE=1 cargo test -p cli --test messages`; what changed is then read as prose.
#![allow(clippy::unwrap_used, reason = "a test says no by panicking")]

mod grade;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use grade::{Done, Folder};
use messages::{Lang, Page, Piece, Role, pages};

const LANGS: [(Lang, &str); 2] = [(Lang::En, "en"), (Lang::Zh, "zh")];

/// The name of the policy among the files of an example.
const POLICY: &str = "policy.rules";

#[test]
fn every_page_s_mistake_is_printed_as_it_was_read() {
    let mut families: BTreeMap<&str, String> = BTreeMap::new();
    for page in pages() {
        let family = families.entry(page.code.split_at(3).0).or_default();
        for (lang, name) in LANGS {
            let shown = example(page, lang, name);
            if !shown.is_empty() {
                family.push_str(&format!("──── {} {name}\n\n{shown}\n", page.code));
            }
        }
    }
    let shown = families.iter().filter(|(_, text)| !text.is_empty());
    compare(shown.map(|(family, text)| (format!("{family}.txt"), text.clone())).collect());
}

#[test]
fn every_mistake_of_the_cases_is_printed_as_it_was_read() {
    let mut shown = Vec::new();
    for path in cases() {
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let folder = Folder::of(&[]);
        folder.write(POLICY, fs::read(&path).unwrap());
        for (_, lang) in LANGS {
            let done = folder.grade(&format!("check {POLICY} --quiet --lang {lang}"));
            shown.push((format!("cases/{stem}.{lang}.txt"), printed(&done)));
        }
    }
    compare(shown);
}

/// What the failing example of a page prints; nothing where the page has none.
fn example(page: &Page, lang: Lang, name: &str) -> String {
    let folder = Folder::of(&[]);
    let mut data = None;
    for piece in page.pieces(lang) {
        let Piece::Example(example) = piece else { continue };
        match (example.role, example.kind) {
            (Role::Cured, _) => {}
            (Role::Fails | Role::Both, "rules") => {
                folder.write(example.file().unwrap_or(POLICY), example.characters());
            }
            (Role::Fails | Role::Both, kind) => {
                let file = format!("data.{kind}");
                folder.write(&file, example.characters());
                let id = example.mark("id").map(|column| format!("--id={column}"));
                data = Some((file, id));
            }
        }
    }
    let Some(command) = command(&folder, data.as_ref()) else { return String::new() };
    let mut words: Vec<&str> = command.iter().map(String::as_str).collect();
    words.extend(["--quiet", "--lang", name]);
    printed(&folder.grade_args(&words))
}

fn command(folder: &Folder, data: Option<&(String, Option<String>)>) -> Option<Vec<String>> {
    let policy = || folder.path(POLICY).exists().then(|| POLICY.to_owned());
    match data {
        None => Some(vec!["check".to_owned(), policy()?]),
        Some((file, id)) => {
            let mut words = vec!["run".to_owned(), policy()?, file.clone(), "--as-of=2026-01-01".to_owned()];
            words.extend(id.clone());
            Some(words)
        }
    }
}

/// What a reader sees: what was found, and of answers the invalid ones.
fn printed(done: &Done) -> String {
    let answers = done.out.lines().filter(|line| !line.starts_with('{') || line.contains("\"errors\""));
    let out: String = answers.map(|line| format!("{}\n", cut(line))).collect();
    let err: String = done.err.lines().map(|line| format!("{line}\n")).collect();
    format!("{out}{err}")
}

/// An answer without what stands behind the errors: digests and the like are no messages.
fn cut(line: &str) -> &str {
    match (line.starts_with('{'), line.find(",\"policy\"")) {
        (true, Some(end)) => line.get(..end).unwrap_or(line),
        (true, None) | (false, _) => line,
    }
}

fn compare(shown: Vec<(String, String)>) {
    let folder = workspace().join("tests/messages");
    let update = std::env::var_os("UPDATE").is_some();
    let mut changed = Vec::new();
    for (name, text) in shown {
        let path = folder.join(&name);
        if update {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &text).unwrap();
        } else if fs::read_to_string(&path).unwrap_or_default() != text {
            changed.push(name);
        }
    }
    assert!(
        changed.is_empty(),
        "messages changed in tests/messages/{}: write them anew and read what changed",
        changed.join(", ")
    );
}

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(workspace().join("tests/cases/diagnostics")).unwrap();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    // Of a case with thousands of mistakes on a line there is nothing to be read.
    found.retain(|path| fs::metadata(path).unwrap().len() < 10_000);
    found.sort();
    assert!(found.len() > 10, "the walk sees the cases");
    found
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
