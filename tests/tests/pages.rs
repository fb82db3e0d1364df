//! Every example of every page in `crates/messages/codes`: the failing one gets the code of its page and no other, the
//! cured one does not. Every code has a page, and every page a code.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says no by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use core_model::{Date, Policy, Program};
use grading_dsl::{Compiled, Files, Unreadable, compile};
use grading_tests::proofs::all_told;
use messages::{Example, Lang, Page, Piece, Role, pages};
use record_io::{Gravity, Options, Source, answer, open};

const LANGS: [Lang; 2] = [Lang::En, Lang::Zh];

/// The name of the policy among the files of an example.
const POLICY: &str = "policy.rules";

/// The day as of which the data of an example are graded.
const AS_OF: Date = Date::FIRST;

/// Codes that no text of a few lines can show: of files and folders, of limits.
#[rustfmt::skip]
const NOT_SHOWN: &[&str] = &["D0109", "D0113", "D0114", "D0122", "D0130", "D0131", "D0136", "D0143", "D0145", "D0148", "D0149", "D0150", "D0151", "D0152", "D0153", "D0154", "D0155", "D0156", "D0157", "D0158", "D0159", "D0160", "D0161", "D0162", "D0163", "D0164", "D0165", "D0166", "D0167", "D0168", "D0169", "D0170", "D0171", "D0172", "D0173", "D0174", "D0175", "D0176", "D0177", "E0101", "E0102", "E0103", "E0301", "E0302", "E0303", "E0304", "E0307", "E0308", "E1003", "E1004", "E1005", "E1104"];

/// Words of phrases that examples use as names.
const AS_NAMES: &[&str] = &["none", "size", "days"];

/// The texts of an example by the names of their files.
struct Texts(BTreeMap<String, String>);

impl Files for Texts {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        self.0.get(path).map(|text| text.as_bytes().to_vec()).ok_or(Unreadable::Missing)
    }
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let codes = codes_of_the_catalogue();
    let listed: Vec<&str> = pages().iter().map(|page| page.code).collect();
    let mut wrong = Vec::new();
    for code in &codes {
        if !listed.contains(&code.as_str()) {
            wrong.push(format!(
                "{code} has no page in crates/messages/codes, or one that crates/messages/src/pages.rs does not list"
            ));
        }
    }
    wrong.extend(listed.iter().filter(|code| !codes.contains(**code)).map(|code| format!("no problem has {code}")));
    wrong.extend(listed.windows(2).filter(|two| two[0] >= two[1]).map(|two| format!("{} out of order", two[1])));
    let files: BTreeSet<String> = files_of_pages().into_iter().collect();
    let expected: BTreeSet<String> = listed.iter().map(|code| format!("{code}.md")).collect();
    wrong.extend(files.symmetric_difference(&expected).map(|file| format!("{file}: no file, or not in the list")));
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_page_has_its_form() {
    let mut wrong = Vec::new();
    for page in pages() {
        for lang in LANGS {
            wrong.extend(faults(page, lang).into_iter().map(|fault| format!("{} {lang:?}: {fault}", page.code)));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_example_fails_with_its_code_alone_and_its_cure_does_not() {
    let mut wrong = Vec::new();
    for page in pages() {
        for lang in LANGS {
            for role in [Role::Fails, Role::Cured] {
                let found = found(page, lang, role);
                let fault = judge(page, lang, role, &found);
                wrong.extend(fault.map(|fault| format!("{} {lang:?} {role:?}: {fault}; found {found:?}", page.code)));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn chinese_examples_are_written_in_chinese_words() {
    let table = fs::read_to_string(catalogue().join("../grading-dsl/src/keywords.rs")).unwrap();
    let spellings =
        table.lines().filter(|line| line.trim().starts_with("kw_")).flat_map(|line| line.split('"').skip(1).step_by(2));
    let english: BTreeSet<&str> =
        spellings.flat_map(str::split_whitespace).filter(|word| word.is_ascii() && !AS_NAMES.contains(word)).collect();
    assert!(english.len() > 80, "only {} English words found in the table of keywords", english.len());
    let mut wrong = Vec::new();
    for page in pages() {
        for example in page.examples(Lang::Zh).filter(|example| example.kind == "rules") {
            let bare: String = example.text.lines().map(|line| without_texts(line) + " ").collect();
            let words = bare.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
            wrong.extend(words.filter(|word| english.contains(word)).map(|word| format!("{}: {word}", page.code)));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The line without what stands in quotes.
fn without_texts(line: &str) -> String {
    let mut open = None;
    let mut bare = String::new();
    for letter in line.chars() {
        match (open, letter) {
            (Some(close), _) if close == letter => open = None,
            (Some(_), _) => {}
            (None, '"' | '`') => open = Some(letter),
            (None, '“') => open = Some('”'),
            (None, '「') => open = Some('」'),
            (None, _) => bare.push(letter),
        }
    }
    bare
}

fn faults(page: &Page, lang: Lang) -> Vec<String> {
    let title = page.title(lang);
    let (examples, pieces): (Vec<Example>, _) = (page.examples(lang).collect(), page.pieces(lang));
    let shows = |role| examples.iter().any(|example| example.role == role);
    let none = pieces.iter().any(|piece| matches!(piece, Piece::NoExample(_)));
    let chinese = |text: &str| text.chars().any(|letter| ('\u{4E00}'..='\u{9FFF}').contains(&letter));
    let prose: Vec<&str> = page.prose(lang).collect();
    let held = |right: bool, fault: &str| (!right).then(|| fault.to_owned());
    let known = |example: &&Example| !["rules", "csv", "json", "jsonl"].contains(&example.kind);
    let faults = [
        held(!title.is_empty() && !title.ends_with(['.', '。']), "the title"),
        held(chinese(title) == (lang == Lang::Zh), "the language of the title"),
        held(prose.len() >= 2, "what it means and what to do: two paragraphs at least"),
        held(prose.iter().all(|text| text.ends_with(['.', '。', '：', ':'])), "a paragraph without its full stop"),
        held(lang == Lang::En || prose.iter().all(|text| chinese(text)), "a paragraph in another language"),
        held(none == NOT_SHOWN.contains(&page.code), "no example where there can be one, or the other way round"),
        held(none != (shows(Role::Fails) && shows(Role::Cured)), "an example and its cure, or \"No example: \""),
        held(examples.iter().find(known).is_none(), "a fence of no known kind"),
    ];
    faults.into_iter().flatten().collect()
}

fn judge(page: &Page, lang: Lang, role: Role, found: &BTreeSet<String>) -> Option<String> {
    let shown: Vec<Example> = page.examples(lang).filter(|example| example.role == role).collect();
    if shown.is_empty() {
        return None;
    }
    let also: BTreeSet<&str> =
        shown.iter().filter_map(|example| example.mark("also")).flat_map(|codes| codes.split(',')).collect();
    let own = found.contains(page.code);
    let other = found.iter().find(|code| code.as_str() != page.code && !also.contains(code.as_str()));
    match (role, own, other) {
        (Role::Fails, false, _) => Some("does not fail so".to_owned()),
        (Role::Cured, true, _) => Some("is not cured".to_owned()),
        (_, _, Some(other)) => Some(format!("gets {other}, too")),
        (Role::Fails | Role::Cured | Role::Both, _, None) => None,
    }
}

/// The codes that an example gets: of errors, and its page's own, however grave.
fn found(page: &Page, lang: Lang, role: Role) -> BTreeSet<String> {
    let examples: Vec<Example> =
        page.examples(lang).filter(|example| example.role == role || example.role == Role::Both).collect();
    let texts = examples.iter().filter(|example| example.kind == "rules");
    let texts = texts.map(|example| (example.file().unwrap_or(POLICY).to_owned(), example.characters()));
    let compiled = compile(POLICY, &Texts(texts.collect()));
    let mut found = of_policy(&compiled, page.code);
    if let Some(policy) = &compiled.policy {
        for data in examples.iter().filter(|example| example.kind != "rules") {
            found.extend(of_data(data, policy, page.code));
        }
    }
    found
}

fn of_policy(compiled: &Compiled, own: &str) -> BTreeSet<String> {
    let told = all_told(compiled)
        .into_iter()
        .filter(|told| told.severity == messages::Severity::Error || told.problem.code() == own);
    told.map(|told| told.problem.code().to_owned()).collect()
}

fn of_data(data: &Example, policy: &Arc<Policy>, own: &str) -> BTreeSet<String> {
    let program = Program::new(Arc::clone(policy), AS_OF).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("data.{}", data.kind));
    fs::write(&path, data.characters()).unwrap();
    let options = Options { id: data.mark("id").map(str::to_owned), ..Options::default() };
    let mut told = Vec::new();
    let mut codes = BTreeSet::new();
    match open(&Source::named(path.as_os_str()), program.policy(), &options) {
        Err(findings) => told.extend(findings),
        Ok(mut records) => {
            for row in records.by_ref() {
                match row.map(|row| (row.place, row.record)) {
                    Ok((_, Err(problems))) => codes.extend(problems.iter().map(|problem| problem.code().to_owned())),
                    Ok((place, Ok(record))) => {
                        let graded = answer(&program, place, &program.grade(&record), Lang::En);
                        codes.extend(graded.errors.iter().map(|fault| fault.code.to_string()));
                    }
                    Err(finding) => told.push(finding),
                }
            }
            told.extend(records.findings());
        }
    }
    let told = told.iter().filter(|told| told.gravity == Gravity::Error || told.problem.code() == own);
    codes.extend(told.map(|told| told.problem.code().to_owned()));
    codes
}

/// Every code in quotes in the catalogue: the arms of `code()`.
fn codes_of_the_catalogue() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![catalogue().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("pages.rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.extend(text.split('"').filter(|word| is_code(word)).map(str::to_owned));
            }
        }
    }
    assert!(found.len() > 150, "the walk sees the catalogue");
    found
}

fn files_of_pages() -> Vec<String> {
    let entries = fs::read_dir(catalogue().join("codes")).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn catalogue() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("crates/messages")
}

fn is_code(word: &str) -> bool {
    let Some(digits) = word.strip_prefix(['E', 'W', 'D']) else { return false };
    digits.len() == 4 && digits.bytes().all(|digit| digit.is_ascii_digit())
}
