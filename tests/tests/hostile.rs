//! Policy text that is broken in every way: cut off, with one token missing or misspelt, with thousands of mistakes, with
//! names that are hard to tell apart. Nothing panics, everything that is told has a place, and one mistake gets few messages.
//!
//! In the full run (`HOSTILE=all`) every place of every policy is tried; else a sample.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says no by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use grading_dsl::{Compiled, Files, Unreadable, compile, compile_text};
use messages::{Lang, Severity};

/// The most errors that one wrong token may cause.
const MOST: usize = 8;
/// How far, in lines, the nearest message may be from the wrong token.
const FAR: usize = 12;

fn policies() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut found = Vec::new();
    for folder in fs::read_dir(root.join("rules")).unwrap().map(|entry| entry.unwrap().path()) {
        found.extend(texts_in(&folder));
    }
    found.extend(texts_in(&root.join("tests/conformance/hand")));
    found.sort();
    assert!(found.len() > 8);
    found
}

fn texts_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "rules"))
        .collect()
}

/// Every place in the full run, else one in so many.
fn sampled<T>(places: Vec<T>, one_in: usize) -> Vec<T> {
    let step = if std::env::var_os("HOSTILE").is_some() { 1 } else { one_in };
    places.into_iter().skip(step / 2).step_by(step).collect()
}

/// A policy's own text changed, with the other files of its folder as they are.
struct Changed<'t> {
    folder: &'t Path,
    text: &'t str,
}

impl Files for Changed<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        if path == "changed.rules" {
            return Ok(self.text.as_bytes().to_vec());
        }
        fs::read(self.folder.join(path)).map_err(|_| Unreadable::Missing)
    }
}

/// Compiles, and looks at every place and every word of what is told.
fn told(path: &Path, text: &str) -> Compiled {
    let compiled = compile("changed.rules", &Changed { folder: path.parent().unwrap(), text });
    for one in &compiled.diagnostics {
        let of = compiled.sources.text(one.span.file);
        let (start, end) = (one.span.start as usize, one.span.end as usize);
        let placed = start <= end && of.is_char_boundary(start) && of.is_char_boundary(end) && end <= of.len();
        assert!(placed, "{}: {one:?}", path.display());
        for lang in [Lang::En, Lang::Zh] {
            assert!(!one.problem.words(lang).message.is_empty());
        }
        if let Some(meant) = &one.suggestion {
            assert!(of.is_char_boundary(meant.span.start as usize) && of.is_char_boundary(meant.span.end as usize));
        }
    }
    compiled
}

#[test]
fn every_beginning_of_a_policy_is_told_of_and_nothing_more() {
    for path in policies() {
        let text = fs::read_to_string(&path).unwrap();
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        for end in sampled(ends, 499) {
            told(&path, text.get(..end).unwrap());
        }
    }
}

/// The tokens of a text, comments left out: their bytes.
fn tokens(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, letter)) = rest.next() {
        let word = |letter: char| {
            letter.is_ascii_alphanumeric() || letter == '_' || ('\u{4E00}'..='\u{9FFF}').contains(&letter)
        };
        let mut end = start + letter.len_utf8();
        let goes_on: Box<dyn Fn(char) -> bool> = match letter {
            '#' => Box::new(|next| next != '\n'),
            '"' => Box::new(|next| next != '"' && next != '\n'),
            letter if word(letter) => Box::new(word),
            _ => Box::new(|_| false),
        };
        while let Some((at, next)) = rest.next_if(|(_, next)| goes_on(*next)) {
            end = at + next.len_utf8();
        }
        if letter == '"'
            && let Some((at, _)) = rest.next_if(|(_, next)| *next == '"')
        {
            end = at + 1;
        }
        if letter != '#' && !letter.is_whitespace() {
            found.push((start, end));
        }
    }
    found
}

#[test]
fn one_wrong_token_gets_few_messages_near_it() {
    let mut worst = Vec::new();
    for path in policies() {
        let text = fs::read_to_string(&path).unwrap();
        for (start, end) in sampled(tokens(&text), 41) {
            let (before, token, after) =
                (text.get(..start).unwrap(), text.get(start..end).unwrap(), text.get(end..).unwrap());
            let shorter: String = token.chars().take(token.chars().count() - 1).collect();
            let misspelt = if token.starts_with('"') { String::new() } else { shorter };
            for instead in [String::new(), misspelt] {
                let changed = format!("{before}{instead}{after}");
                worst.extend(looked_at(&path, &changed, before.matches('\n').count() + 1, token));
            }
        }
    }
    assert!(worst.is_empty(), "\n{}", worst.join("\n"));
}

/// What is wrong with what is told of a text with one wrong token on a line.
fn looked_at(path: &Path, changed: &str, line: usize, token: &str) -> Option<String> {
    let compiled = told(path, changed);
    let errors: Vec<_> = compiled.diagnostics.iter().filter(|one| one.severity == Severity::Error).collect();
    let lines = errors.iter().map(|one| compiled.sources.line_column(one.span.file, one.span.start).0);
    let near = lines.map(|found| found.abs_diff(line)).min();
    let codes: Vec<&str> = errors.iter().map(|one| one.problem.code()).collect();
    // What is not declared any more counts once, wherever it is used.
    let distinct: BTreeSet<String> = errors.iter().map(|one| format!("{:?}", one.problem)).collect();
    // A spelling that is not declared any more is noticed where it is used, and nowhere else.
    let of_names = codes.iter().all(|code| ["E0401", "E0203"].contains(code));
    let fine = distinct.len() <= MOST && (of_names || near.is_none_or(|near| near <= FAR));
    (!fine).then(|| format!("{}:{line} {token}: {near:?} {codes:?}", path.display()))
}

#[test]
fn what_a_file_may_declare_that_is_not_there_is_no_news() {
    let rules = "rule r when duty is high and 危害 is low then level major, require review\notherwise level 2";
    for import in ["import \"none.rules\"", "import \"../none.rules\"", "import none.rules", "引入"] {
        let compiled = compile_text(&format!("policy p\n{import}\n{rules}"));
        let codes: Vec<&str> = compiled.diagnostics.iter().map(|told| told.problem.code()).collect();
        let of_names = codes.iter().any(|code| code.starts_with("E04"));
        assert!(!codes.is_empty() && !of_names, "{import}: {codes:?}");
    }
    assert!(compile_text(&format!("policy p\n{rules}")).diagnostics.len() > 2);
}

#[test]
fn ten_thousand_broken_declarations_are_told_of() {
    let broken =
        ["rule r{} wehn a then", "factor f{} yes/no", "规则r{} 当a为是则一级", "定义 d{} = 当 则", "table t{}\n| a |"];
    let text: String = (0..10_000).map(|at| broken[at % broken.len()].replace("{}", &at.to_string()) + "\n").collect();
    let compiled = compile_text(&text);
    assert!(compiled.policy.is_none());
    assert!((1_000..40_000).contains(&compiled.diagnostics.len()), "{}", compiled.diagnostics.len());
}

/// However many lines are wrong, each is told.
#[test]
fn every_one_of_many_mistakes_is_told() {
    for (line, code) in [
        ("定义 d{} = 当 则", "E0201"),
        ("rule r{} when", "E0201"),
        ("rule r{} wehn a", "E0205"),
        ("rul r{} then level 1", "E0205"),
        ("rul r{} then\n  levle 1", "E0205"),
    ] {
        let text: String = (0..400).map(|at| line.replace("{}", &at.to_string()) + "\n").collect();
        let compiled = compile_text(&format!("policy p\n{text}"));
        let errors = compiled.diagnostics.iter().filter(|one| one.problem.code() == code);
        let lines: BTreeSet<usize> =
            errors.map(|one| compiled.sources.line_column(one.span.file, one.span.start).0).collect();
        let wrong: BTreeSet<usize> = (0..400).map(|at| 2 + at * line.lines().count()).collect();
        assert!(lines.is_superset(&wrong), "{line}: {lines:?}");
    }
}

/// Proposals are looked for within a counted effort: of ten thousand long names and as many misspellings, only the first
/// get one.
#[test]
fn ten_thousand_long_names_and_misspellings_end() {
    let name = |at: usize, last: char| format!("{}{at:05}{last}", "x".repeat(122));
    let measures: String = (0..10_000).map(|at| format!("measure {}\n", name(at, 'a'))).collect();
    let rules: String = (0..10_000).map(|at| format!("rule r{at} then require {}\n", name(at, 'b'))).collect();
    let compiled = compile_text(&format!("policy p\n{measures}{rules}otherwise level 3\n"));
    let unknown = compiled.diagnostics.iter().filter(|one| one.problem.code() == "E0401");
    let proposed = unknown.clone().filter(|one| one.suggestion.is_some()).count();
    assert_eq!(unknown.count(), 10_000);
    assert!((1..10_000).contains(&proposed), "{proposed} proposals");
}

#[test]
fn circles_end() {
    let defines: String = (0..200).map(|at| format!("define d{at} = d{} + 1\n", (at + 1) % 200)).collect();
    let rules: String =
        (0..200).map(|at| format!("rule r{at} when a then level 1 overrides r{}\n", (at + 1) % 200)).collect();
    let compiled = compile_text(&format!("policy p\nfactor a : yes/no\n{defines}{rules}otherwise level 3\n"));
    let codes: Vec<&str> = compiled.diagnostics.iter().map(|one| one.problem.code()).collect();
    let errors = compiled.diagnostics.iter().filter(|one| one.severity == Severity::Error).count();
    assert_eq!(errors, 2, "{codes:?}");
}

/// Each member of a circle is named before the one that it leads to, whatever the order in which they are written.
#[test]
fn circles_are_told_in_order() {
    let text = "policy p\nfactor a : yes/no\ndefine x = z + 1\ndefine y = x + 1\ndefine z = y + 1\n\
                rule k when a then level 1 overrides m\nrule l when a then level 1 overrides k\n\
                rule m when a then level 1 overrides l\notherwise level 3\n";
    let compiled = compile_text(text);
    let told: Vec<(&str, String)> = compiled
        .diagnostics
        .iter()
        .filter(|one| one.severity == Severity::Error)
        .map(|one| (one.problem.code(), one.problem.words(Lang::En).message))
        .collect();
    let order = |code: &str| {
        let (_, message) = told.iter().find(|(of, _)| *of == code).unwrap();
        message.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<String>>()
    };
    assert_eq!(order("E0805"), ["x", "z", "y"], "{told:?}");
    assert_eq!(order("E0806"), ["k", "m", "l"], "{told:?}");
}

#[test]
fn paths_that_leave_the_folder_or_are_none_are_told_at_the_import() {
    for (path, code) in [
        ("../x.rules", "E1002"),
        ("a/../../x.rules", "E1002"),
        ("/etc/passwd", "E1006"),
        ("..\\\\x.rules", "E1006"),
        ("C:\\\\x.rules", "E1006"),
        ("C:x.rules", "E1006"),
        ("", "E1006"),
        ("x/", "E1006"),
        ("x.rules", "E1001"),
    ] {
        let text = format!("policy p\nimport \"{}\"\notherwise level 3\n", path.replace("\\\\", "\\"));
        let codes: Vec<String> =
            compile_text(&text).diagnostics.iter().map(|one| one.problem.code().to_owned()).collect();
        assert!(codes.contains(&code.to_owned()), "{path}: {codes:?}");
    }
}

#[test]
fn names_that_look_alike_are_told() {
    for (one, other) in [
        ("已办", "己办"),
        ("未级", "末级"),
        ("日报", "曰报"),
        ("士地", "土地"),
        ("人口", "人ロ"),
        ("二组", "ニ组"),
        ("一级x", "ー级x"),
        ("scope", "sсope"),
        ("abc", "ａｂｃ"),
    ] {
        let text = format!("policy p\nfactor `{one}` : yes/no\nfactor `{other}` : yes/no\notherwise level 3\n");
        let codes: Vec<String> =
            compile_text(&text).diagnostics.iter().map(|one| one.problem.code().to_owned()).collect();
        assert!(codes.contains(&"E0403".to_owned()), "{one} {other}: {codes:?}");
    }
}

#[test]
fn characters_that_hide_or_command_the_terminal_are_errors_in_texts_too() {
    for (character, code) in [
        ('\u{1B}', "E0105"),
        ('\u{7}', "E0105"),
        ('\u{200B}', "E0105"),
        ('\u{FE0F}', "E0105"),
        ('\u{AD}', "E0105"),
        ('\u{202E}', "E0104"),
        ('\u{2066}', "E0104"),
    ] {
        let text = format!("policy p\nfactor a \"x{character}y\" : yes/no\notherwise level 3\n");
        let codes: Vec<String> =
            compile_text(&text).diagnostics.iter().map(|one| one.problem.code().to_owned()).collect();
        assert!(codes.contains(&code.to_owned()), "{character:?}: {codes:?}");
    }
}

#[test]
fn a_text_that_another_mark_closes_is_told_at_that_mark() {
    for (written, mended) in [
        ("“一级\"", "“一级”"),
        ("\"一级”", "\"一级\""),
        ("“一级“", "“一级”"),
        ("「一级”", "「一级」"),
        ("\"一级＂", "\"一级\""),
    ] {
        let text = |label: &str| format!("policy p {label}\nfactor a : yes/no\nrule r when a then level 1\n");
        let compiled = compile_text(&text(written));
        let told: Vec<_> = compiled.diagnostics.iter().filter(|one| one.severity == Severity::Error).collect();
        let [one] = told.as_slice() else { panic!("{written}: {told:?}") };
        assert_eq!(one.problem.code(), "E0106", "{written}");
        let meant = one.suggestion.clone().unwrap();
        let mut cured = text(written);
        cured.replace_range(meant.span.start as usize..meant.span.end as usize, &meant.text);
        assert_eq!(cured, text(mended));
        assert!(compile_text(&cured).policy.is_some());
    }
}

/// A backslash is a character as any other, and ends no text.
#[test]
fn texts_have_no_escapes() {
    let compiled = compile_text("policy p \"a\\n\\\"\nfactor a : yes/no\nrule r when a then level 1\n");
    assert_eq!(compiled.policy.unwrap().named.label.as_deref(), Some("a\\n\\"));
    let quoted = compile_text("policy p \"say \\\"yes\\\"\"\nfactor a : yes/no\nrule r when a then level 1\n");
    assert!(quoted.policy.is_none());
    assert!(quoted.diagnostics.iter().all(|one| compiled_line(&quoted, one) == 1), "{:?}", quoted.diagnostics);
}

fn compiled_line(compiled: &Compiled, one: &messages::Diagnostic) -> usize {
    compiled.sources.line_column(one.span.file, one.span.start).0
}

#[test]
fn files_that_are_no_utf_8_are_told_with_the_way_to_save_them() {
    struct Bytes(Vec<u8>);
    impl Files for Bytes {
        fn read(&self, _: &str) -> Result<Vec<u8>, Unreadable> {
            Ok(self.0.clone())
        }
    }
    let utf16: Vec<u8> = "policy p".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, code) in [
        (utf16.clone(), "E0101"),
        ([vec![0xFF, 0xFE], utf16].concat(), "E0101"),
        (b"policy p \"\xC1\xAE\xD5\xFE\"\n".to_vec(), "E0102"),
        (b"policy p \"\xFF\"\n".to_vec(), "E0103"),
    ] {
        let compiled = compile("own.rules", &Bytes(bytes));
        let codes: Vec<&str> = compiled.diagnostics.iter().map(|one| one.problem.code()).collect();
        assert_eq!(codes, [code]);
        let words = |lang| compiled.diagnostics[0].problem.words(lang).message;
        assert!(words(Lang::En).contains("save it again as UTF-8") && words(Lang::Zh).contains("请另存为 UTF-8"));
    }
}

#[test]
fn numbers_of_thirty_nine_digits_are_read_and_told_as_too_large() {
    for digits in [38, 39, 40, 200] {
        let number = "9".repeat(digits);
        for text in [
            format!("rule r when n at least {number} then level 1"),
            format!("define d = n * {number}\nrule r when d above 1 then level 1"),
            format!("factor m : number in 0..{number}"),
            format!("rule r when a then raise by {number}"),
        ] {
            let whole = format!("policy p\nfactor a : yes/no\nfactor n : number\n{text}\notherwise level 3\n");
            let compiled = compile_text(&whole);
            let errors: Vec<_> = compiled.diagnostics.iter().filter(|one| one.severity == Severity::Error).collect();
            assert!(!errors.is_empty() && errors.len() <= 2, "{text}: {errors:?}");
        }
    }
}
