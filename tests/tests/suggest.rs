//! The tests that a policy is missing: put into its text and filled in by what the engine says, they cover all that can be.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says no by panicking")]

use std::fs;
use std::path::Path;

use core_model::{Outcome, Policy, Suggestions};
use grading_dsl::{
    Compiled, Coverage, Files, Lang, Missing, Part, Showing, Shows, Unreadable, compile, cover_tests, given_records,
    tell_missing,
};
use grading_tests::policies::Texts;
use grading_tests::trial::drawn;
use messages::{Diagnostic, Severity};
use policy_analysis::suggest;

const STEPS: u64 = 50_000_000;
/// Policies by chance; `SUGGEST_CASES` tries others.
const CASES: u64 = 120;

/// A text and what it imports.
struct Source<'t> {
    text: &'t str,
    folder: Option<&'t Path>,
    base: Option<&'t str>,
}

impl Files for Source<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        match self.folder {
            _ if path == "own.rules" => Ok(self.text.as_bytes().to_vec()),
            Some(folder) => fs::read(folder.join(path)).map_err(|_| Unreadable::Missing),
            None => Texts { own: self.text, base: self.base }.read(path),
        }
    }
}

impl Source<'_> {
    fn compiled(&self, more: &str) -> Compiled {
        let text = format!("{}\n\n{more}", self.text);
        compile("own.rules", &Source { text: &text, ..*self })
    }
}

/// What is expected, as the engine has it now.
fn expected(policy: &Policy, outcome: &Outcome) -> String {
    let named = |name: &str| format!("`{name}`");
    match outcome {
        Outcome::Graded(level) => {
            let level = policy.ladder.levels.get(level.index()).unwrap();
            let word = level.number.map_or_else(|| named(&level.named.name), |number| number.to_string());
            format!("expect level {word}")
        }
        Outcome::Outside(outside) => {
            format!("expect outside {}", named(&policy.ladder.outside.get(outside.index()).unwrap().name))
        }
        Outcome::Conflict(_) => "expect conflict".to_owned(),
        Outcome::Ungraded => "expect ungraded".to_owned(),
        Outcome::Undetermined | Outcome::Invalid(_) => panic!("{outcome:?}"),
    }
}

/// The tests as texts, filled in.
fn filled_in(policy: &Policy, found: &Suggestions, missing: &Missing) -> Vec<String> {
    let fill = |(one, test): (&core_model::Suggested, &grading_dsl::SuggestedTest)| {
        let text = test.test.clone().unwrap();
        if matches!(one.witness.outcome, Outcome::Invalid(_)) {
            return text;
        }
        assert!(text.contains("expect level ?") || text.contains("应为 ?级"), "{text}");
        let expected = expected(policy, &one.witness.outcome);
        text.replace("expect level ?", &expected).replace("应为 ?级", &expected)
    };
    found.tests.iter().zip(&missing.tests).map(fill).collect()
}

fn errors(compiled: &Compiled) -> Vec<String> {
    let told = |one: &Diagnostic| one.problem.words(Lang::En).message;
    compiled.diagnostics.iter().filter(|one| one.severity == Severity::Error).map(told).collect()
}

/// What the tests do not cover, as the suggestions would say it.
fn uncovered(coverage: &Coverage) -> Vec<(Part, String)> {
    let mut open = Vec::new();
    for rule in &coverage.rules {
        let otherwise = matches!(rule.of, Part::Otherwise(_));
        match (rule.stands, rule.decisive) {
            (0, _) if otherwise => open.push((rule.of.clone(), "concludes".to_owned())),
            (0, _) => open.push((rule.of.clone(), "stands".to_owned())),
            (_, Some(0)) => open.push((rule.of.clone(), "decides".to_owned())),
            (_, Some(_) | None) => {}
        }
    }
    for one in &coverage.conditions {
        for (count, word) in [(one.holds, "holds"), (one.fails, "fails")] {
            if count == Some(0) {
                open.push((one.of.clone(), format!("{word} {}", one.condition)));
            }
        }
    }
    for one in &coverage.boundaries {
        for (side, word) in [(&one.below, "below"), (&one.above, "above")] {
            if side.missing.is_some() {
                open.push((one.of.clone(), format!("{word} {}", one.condition)));
            }
        }
    }
    for one in coverage.cells.iter().filter(|cell| cell.tests == Some(0)) {
        open.push((one.of.clone(), format!("cell {} {}", one.row.name, one.column.name)));
    }
    open
}

/// The same of what is said not to be shown by any test, or not to be settled.
fn given_up(missing: &Missing) -> Vec<(Part, String)> {
    let said = |showing: &Showing| {
        let what = match &showing.what {
            Shows::Stands => "stands".to_owned(),
            Shows::Decides => "decides".to_owned(),
            Shows::Concludes => "concludes".to_owned(),
            Shows::Holds { condition } => format!("holds {condition}"),
            Shows::Fails { condition } => format!("fails {condition}"),
            Shows::Below { condition, .. } => format!("below {condition}"),
            Shows::Above { condition, .. } => format!("above {condition}"),
            Shows::Cell { row, column } => format!("cell {} {}", row.name, column.name),
        };
        (showing.of.clone(), what)
    };
    missing.never.iter().chain(missing.undecided.iter().map(|(showing, _)| showing)).map(said).collect()
}

/// How many tests were missing, what they left uncovered, and what was not decided.
fn tried(source: &Source<'_>, lang: Lang) -> Option<(usize, usize, usize)> {
    let compiled = source.compiled("");
    let policy = compiled.policy.clone()?;
    let found = suggest(&policy, &given_records(&compiled), STEPS);
    let missing = tell_missing(&compiled, &found, lang);
    // What concludes nothing is a part that others import.
    if policy.rules.is_empty() && policy.otherwise.is_none() {
        assert!(found.tests.is_empty());
        return Some((0, 0, 0));
    }
    let tests = filled_in(&policy, &found, &missing);
    let whole = source.compiled(&tests.concat());
    let context = format!("{}\n{}", source.text, tests.concat());
    assert!(errors(&whole).is_empty(), "{:?}\n{context}", errors(&whole));
    let (reports, coverage) = cover_tests(&whole);
    let suggested = reports.iter().skip(compiled.tests.len());
    assert!(suggested.clone().all(|report| report.diagnostic.is_none()), "{context}");
    assert_eq!(suggested.count(), tests.len());
    let (open, given_up) = (uncovered(&coverage.unwrap()), given_up(&missing));
    for one in &open {
        assert!(given_up.contains(one), "{one:?} is uncovered\n{given_up:?}\n{context}");
    }
    // None can be dropped.
    for at in 0..tests.len() {
        let rest: String =
            tests.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, test)| &**test).collect();
        let less = uncovered(&cover_tests(&source.compiled(&rest)).1.unwrap());
        assert!(less.len() > open.len() || less.iter().any(|one| !open.contains(one)), "{at} is needless\n{context}");
    }
    Some((tests.len(), open.len(), missing.undecided.len()))
}

#[test]
fn with_what_is_suggested_the_standards_are_covered() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("rules");
    let mut count = 0;
    for folder in fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.retain(|path| path.extension().is_some_and(|is| is == "rules"));
        for file in files {
            let text = without_tests(&fs::read_to_string(&file).unwrap());
            let source = Source { text: &text, folder: Some(&folder), base: None };
            for lang in [Lang::En, Lang::Zh] {
                let (tests, open, undecided) = tried(&source, lang).unwrap_or_else(|| panic!("{}", file.display()));
                assert_eq!((open, undecided), (0, 0), "{}", file.display());
                assert!(tests < 12, "{}: {tests}", file.display());
            }
            count += 1;
        }
    }
    assert!(count >= 8, "{count}");
}

/// The text without its tests, which stand in paragraphs of their own.
fn without_tests(text: &str) -> String {
    let is_test = |paragraph: &&str| paragraph.starts_with("test ") || paragraph.starts_with("测试 ");
    text.split("\n\n").filter(|paragraph| !is_test(paragraph)).collect::<Vec<_>>().join("\n\n")
}

#[test]
fn the_standards_need_no_further_tests() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("rules/zhangye");
    let text = fs::read_to_string(root.join("zhangye.rules")).unwrap();
    let compiled = Source { text: &text, folder: Some(&root), base: None }.compiled("");
    let found = suggest(compiled.policy.as_ref().unwrap(), &given_records(&compiled), STEPS);
    assert!(found.tests.is_empty() && found.never.is_empty() && found.undecided.is_empty(), "{found:?}");
}

#[test]
fn with_what_is_suggested_policies_by_chance_are_covered() {
    let cases = std::env::var("SUGGEST_CASES").map_or(CASES, |cases| cases.parse().unwrap());
    let (mut policies, mut all, mut undecided) = (0, 0, 0);
    for seed in 0..cases {
        let (drawn, _) = drawn(seed);
        let source = Source { text: &drawn.policy, folder: None, base: drawn.base.as_deref() };
        let lang = if seed % 2 == 0 { Lang::En } else { Lang::Zh };
        if let Some((tests, _, open)) = tried(&source, lang) {
            policies += 1;
            all += tests;
            undecided += open;
        }
    }
    println!("{policies} policies, {all} tests, {undecided} not decided");
    assert!(policies * 2 > cases && all > 100 && undecided * 20 < all, "{policies} {all} {undecided}");
}

#[test]
fn what_no_test_can_show_is_told() {
    let text = "policy p\nfactor a : yes/no\nfactor n : number in 0..9 decimals 0\n\
        rule r when a then level 1\nrule s when a and n above 3 then level 2\nrule t when n at least 0 then may level 3\n\
        rule u when a unless a then level 1\notherwise level 3\n";
    let source = Source { text, folder: None, base: None };
    let compiled = source.compiled("");
    let found = suggest(compiled.policy.as_ref().unwrap(), &[], STEPS);
    let given_up = given_up(&tell_missing(&compiled, &found, Lang::En));
    let rule = |name: &str| Part::Rule(name.to_owned());
    let never = [
        (rule("s"), "decides".to_owned()),
        (rule("u"), "stands".to_owned()),
        (Part::Otherwise(true), "concludes".to_owned()),
        (rule("t"), "fails 1".to_owned()),
    ];
    assert_eq!(given_up, never);
    tried(&source, Lang::En).unwrap();
}
