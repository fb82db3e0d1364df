//! What a change of a policy changes, against trying records by the second meaning of both; and on the standards.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test says no by panicking")]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use core_model::{
    By, Change, Changed, Condition, Count, Counted, Date, Declared, Difference, Grading, Ladder, Outcome, Policy,
    Program, Record, Sameness, Version,
};
use grading_dsl::syntax::{File, Item};
use grading_dsl::{Keywords, print_condition};
use grading_tests::chance::Chance;
use grading_tests::meaning::Meaning;
use grading_tests::policies::{Texts, parsed, text_of};
use grading_tests::rewrite::{REWRITES, pieces};
use grading_tests::trial::{drawn, records, said};
use policy_analysis::diff;
use serde_json::{Map, Value as Json};

const STEPS: u64 = 20_000_000;
/// Policies by chance; `PROOF_CASES` tries others.
const CASES: u64 = 120;

fn cases() -> u64 {
    std::env::var("PROOF_CASES").map_or(CASES, |cases| cases.parse().unwrap())
}

#[test]
fn what_changes_are_the_records_graded_otherwise() {
    let (mut compared, mut regions, mut same, mut cut, mut measures, mut counted) = (0, 0, 0, 0, 0, 0);
    for seed in 0..cases() {
        let (drawn, Some(old)) = drawn(seed) else { continue };
        let mut chance = Chance::of(seed ^ 0x5EED);
        for _ in 0..3 {
            let text = changed(&drawn.policy, &mut chance);
            let texts = Texts { own: &text, base: drawn.base.as_deref() };
            let Some(new) = texts.compiled().policy else { continue };
            let as_of = grading_tests::engine::day(&drawn.as_of);
            let found = diff(&old, &new, Some(as_of), STEPS);
            let base = drawn.base.as_deref().map(parsed);
            let imported: Vec<&File> = base.iter().collect();
            let (own, other) = (parsed(&drawn.policy), parsed(&text));
            let meanings = [Meaning::of(&imported, &own), Meaning::of(&imported, &other)];
            let (records, whole) = records(&old, as_of, &mut Chance::of(seed));
            let pair = Pair { old: &old, new: &new, as_of, records: &records, whole };
            let context = || format!("seed {seed}\n{}\n---\n{text}\n{found:#?}", drawn.policy);
            pair.agrees(&found, &meanings, &drawn.as_of, &context);
            compared += records.len();
            let changes = found.periods.iter().flat_map(|period| &period.changes);
            measures += changes.clone().filter(|one| one.what != Changed::Outcome).count();
            counted += changes.clone().filter(|change| whole && change.count.records.is_some()).count();
            regions += changes.count();
            same += usize::from(found.sameness() == Sameness::Same);
            cut += found.periods.iter().filter(|period| period.cut.is_some()).count();
        }
    }
    println!(
        "{compared} records, {regions} regions ({measures} of measures, {counted} counted one by one), {same} pairs alike, {cut} cut"
    );
    assert!(
        regions > 60 && measures > 5 && counted > 20 && same > 5 && cut * 20 < regions,
        "{regions} {measures} {same} {cut}"
    );
}

/// The text with one thing changed: a declaration left out, or a number put in the place of another.
fn changed(text: &str, chance: &mut Chance) -> String {
    let (before, pieces) = pieces(text);
    let may_go =
        |item: &Item| matches!(item, Item::Rule(_) | Item::Matrix(_) | Item::Otherwise(_) | Item::Impossible(_));
    let candidates: Vec<usize> =
        pieces.iter().enumerate().filter(|(_, (item, _))| may_go(item)).map(|(at, _)| at).collect();
    let chosen = candidates.get(chance.below(candidates.len())).copied();
    let how = chance.below(3);
    let swap = [("1", "2"), ("2", "3"), ("3", "1"), ("一", "二"), ("二", "三")][chance.below(5)];
    let one = |(at, (_, piece)): (usize, &(Item, String))| match (Some(at) == chosen, how) {
        (true, 0) => String::new(),
        (true, _) => piece.replacen(swap.0, swap.1, 1),
        (false, _) => piece.clone(),
    };
    before + &pieces.iter().enumerate().map(one).collect::<Vec<String>>().join("\n")
}

struct Pair<'a> {
    old: &'a Arc<Policy>,
    new: &'a Arc<Policy>,
    as_of: Date,
    records: &'a [Record],
    /// Whether these are all records.
    whole: bool,
}

/// What the second meaning answers by both.
type Answers = [Map<String, Json>; 2];

impl Pair<'_> {
    fn agrees(&self, found: &Difference, meanings: &[Meaning<'_>; 2], as_of: &str, context: &dyn Fn() -> String) {
        let [period] = found.periods.as_slice() else { panic!("{}", context()) };
        for change in &period.changes {
            self.is_shown(change, context);
            is_written(found, change, context);
        }
        let held: Vec<Vec<bool>> = period.changes.iter().map(|change| self.held(found, &change.when)).collect();
        let (mut changed, mut possible, mut counts) = (0, 0, vec![0; held.len()]);
        for (at, record) in self.records.iter().enumerate() {
            let answers = meanings.each_ref().map(|meaning| meaning.answer(&said(self.old, record), as_of).unwrap());
            if answers.iter().any(|answer| answer["outcome"] == "invalid") {
                continue;
            }
            possible += 1;
            counts.iter_mut().zip(&held).filter(|(_, held)| held[at]).for_each(|(count, _)| *count += 1);
            let here: Vec<&Change> =
                period.changes.iter().zip(&held).filter(|(_, held)| held[at]).map(|(change, _)| change).collect();
            changed += u128::from(self.outcome(&here, &answers, period.cut.is_some(), context));
            self.measures(&here, &answers, period.cut.is_some(), context);
        }
        if self.whole {
            let is =
                |count: &Counted, number: u128| count.records.as_ref().is_none_or(|count| *count == Count::of(number));
            assert!(is(&period.changed, changed) && is(&period.possible, possible), "{changed}\n{}", context());
            let all = period.changes.iter().zip(counts).all(|(change, count)| is(&change.count, count));
            assert!(all, "{}", context());
        }
    }

    /// Whether the outcome changes; exactly then a region tells the record, with this very change.
    fn outcome(&self, here: &[&Change], answers: &Answers, is_cut: bool, context: &dyn Fn() -> String) -> bool {
        let of_outcome = here.iter().filter(|change| change.what == Changed::Outcome);
        let outcomes: BTreeSet<[String; 2]> = of_outcome
            .map(|change| {
                let told = |policy: &Policy, grading: &Grading| told(&grading.witness.outcome, &policy.ladder);
                [told(self.old, &change.old), told(self.new, &change.new)]
            })
            .collect();
        let expected = answers.each_ref().map(answered);
        let [before, after] = &expected;
        let differ = before != after;
        let all = if differ { BTreeSet::from([expected.clone()]) } else { BTreeSet::new() };
        let agrees = outcomes == all || is_cut && outcomes.is_empty();
        assert!(agrees, "{outcomes:?} {expected:?}\n{}", context());
        differ
    }

    /// Measures that only one requires are told, and no others.
    fn measures(&self, here: &[&Change], answers: &Answers, is_cut: bool, context: &dyn Fn() -> String) {
        let measures: BTreeSet<(Version, String)> = here
            .iter()
            .filter_map(|change| match change.what {
                Changed::Outcome => None,
                Changed::Measure(version, measure) => {
                    let policy = if version == Version::Old { self.old } else { self.new };
                    Some((version, policy.measures[measure.index()].named.name.clone()))
                }
            })
            .collect();
        let [old, new] = answers.each_ref().map(|answer| -> BTreeSet<String> {
            answer["measures"].as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect()
        });
        let gone = old.difference(&new).map(|name| (Version::Old, name.clone()));
        let come = new.difference(&old).map(|name| (Version::New, name.clone()));
        let expected: BTreeSet<(Version, String)> = gone.chain(come).collect();
        let agrees = measures == expected || is_cut && measures.is_subset(&expected);
        assert!(agrees, "{measures:?} {expected:?}\n{}", context());
    }

    /// The witness is a record of both, graded so by both, and the rules named are among those decisive.
    fn is_shown(&self, change: &Change, context: &dyn Fn() -> String) {
        for (policy, grading) in [(self.old, &change.old), (self.new, &change.new)] {
            let program = Program::new(Arc::clone(policy), self.as_of).unwrap();
            let decision = program.grade(&grading.witness.record);
            assert_eq!(decision.outcome, grading.witness.outcome, "{}", context());
            let decisive = core_model::decisive(&decision);
            match &grading.by {
                By::Rules(rules) => assert!(rules.iter().all(|rule| decisive.contains(rule)), "{}", context()),
                By::RulesHere(rules) => assert_eq!(rules, decisive, "{}", context()),
                By::Otherwise | By::Nothing => assert!(decisive.is_empty(), "{}", context()),
            }
        }
    }

    fn held(&self, found: &Difference, when: &[Condition]) -> Vec<bool> {
        let all = Condition::All(when.to_vec());
        let program = Program::asked(Arc::clone(&found.world), self.as_of, std::slice::from_ref(&all));
        self.records.iter().map(|record| program.holds(record, &all)).collect()
    }
}

/// Every condition has words in both languages.
fn is_written(found: &Difference, change: &Change, context: &dyn Fn() -> String) {
    for condition in &change.when {
        let both = [Keywords::English, Keywords::Chinese];
        let written = both.iter().all(|keywords| print_condition(&found.world, condition, *keywords).is_some());
        assert!(written, "{condition:?}\n{}", context());
    }
}

fn told(outcome: &Outcome, ladder: &Ladder) -> String {
    match outcome {
        Outcome::Graded(level) => format!("graded {}", ladder.severity(*level)),
        Outcome::Outside(outside) => format!("outside {}", ladder.outside[outside.index()].name),
        Outcome::Conflict(levels) => {
            let names: Vec<_> = levels.iter().map(|level| core_model::level_name(ladder, *level)).collect();
            format!("conflict of {}", serde_json::to_value(names).unwrap())
        }
        Outcome::Ungraded => "ungraded".to_owned(),
        Outcome::Undetermined | Outcome::Invalid(_) => panic!("{outcome:?}"),
    }
}

fn answered(answer: &Map<String, Json>) -> String {
    match answer["outcome"].as_str().unwrap() {
        "graded" => format!("graded {}", answer["severity"]),
        "outside" => format!("outside {}", answer["outside"].as_str().unwrap()),
        "conflict" => format!("conflict of {}", answer["conflict"]),
        other => other.to_owned(),
    }
}

#[test]
fn other_words_change_nothing() {
    let mut pairs = 0;
    for seed in 0..cases() / 4 {
        let (drawn, Some(old)) = drawn(seed) else { continue };
        for (_, rewrite) in REWRITES {
            let (own, base) = (rewrite(&drawn.policy), drawn.base.as_deref().map(rewrite));
            let Some(new) = (Texts { own: &own, base: base.as_deref() }).compiled().policy else { continue };
            let found = diff(&old, &new, None, STEPS);
            assert!(!matches!(found.sameness(), Sameness::Differ | Sameness::Unlike), "seed {seed}\n{found:#?}\n{own}");
            pairs += usize::from(found.sameness() == Sameness::Same);
        }
    }
    assert!(pairs > 20, "{pairs}");
}

fn standard(path: &str) -> Arc<Policy> {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("rules").join(path);
    let folder = rules.parent().unwrap();
    let (own, terms) = (text_of(&rules), folder.join("terms.rules"));
    let terms = if terms.exists() { text_of(&terms) } else { String::new() };
    let own = own.replace("\"terms.rules\"", "\"base.rules\"");
    let above = own.lines().filter(|line| !line.contains("above.rules")).collect::<Vec<_>>().join("\n");
    (Texts { own: &above, base: Some(&terms) }).compiled().policy.unwrap()
}

#[test]
fn the_two_readings_differ_in_the_two_cells_on_the_boundary() {
    let (above, at_least) =
        (standard("likelihood-times-consequence/above.rules"), standard("likelihood-times-consequence/at-least.rules"));
    let found = diff(&above, &at_least, None, STEPS);
    let [period] = found.periods.as_slice() else { panic!("{found:#?}") };
    assert!(period.cut.is_none() && found.declared.is_empty());
    let told: BTreeSet<String> = period
        .changes
        .iter()
        .map(|change| {
            let when: Vec<String> = change
                .when
                .iter()
                .map(|condition| print_condition(&found.world, condition, Keywords::Chinese).unwrap())
                .collect();
            let level = |outcome: &Outcome| told(outcome, &above.ladder);
            format!(
                "{}：{} → {}",
                when.join(" 且 "),
                level(&change.old.witness.outcome),
                level(&change.new.witness.outcome)
            )
        })
        .collect();
    let expected = ["风险值 为 240：graded 2 → graded 1", "风险值 为 90：graded 3 → graded 2"];
    assert_eq!(told, BTreeSet::from(expected.map(str::to_owned)));
    // Of the sixteen cells these are two, and each change is shown by one of them.
    let cells: Vec<Record> = (0..4_u8)
        .flat_map(|row| (0..4_u8).map(move |column| [row, column]))
        .map(|cell| Record(cell.map(|value| Some(core_model::Datum::Value(value))).to_vec()))
        .collect();
    let day = period.days[0];
    let program = |when: &[Condition]| {
        let all = Condition::All(when.to_vec());
        let program = Program::asked(Arc::clone(&found.world), day, std::slice::from_ref(&all));
        cells.iter().filter(|cell| program.holds(cell, &all)).cloned().collect::<Vec<_>>()
    };
    let changed: Vec<Record> = period.changes.iter().flat_map(|change| program(&change.when)).collect();
    assert_eq!(changed.len(), 2);
    let one = Some(Count::of(1));
    assert!(period.changes.iter().all(|change| change.count.records == one && change.count.combinations == one));
    assert_eq!((&period.changed.records, &period.possible.records), (&Some(Count::of(2)), &Some(Count::of(16))));
    let shown: Vec<Record> = period.changes.iter().map(|change| change.old.witness.record.clone()).collect();
    assert_eq!(changed, shown);
}

#[test]
fn a_standard_in_other_keywords_is_the_same() {
    let found = diff(&standard("zhangye/zhangye.rules"), &standard("zhangye/zhangye.en.rules"), None, STEPS);
    assert_eq!(found.sameness(), Sameness::Same, "{found:#?}");
}

#[test]
fn what_only_one_declares_is_told() {
    let policy = |text: &str| grading_dsl::compile_text(text).policy.unwrap();
    let old = policy(
        "policy p\nfactor a : yes/no assume yes\nfactor n : number in 0..10\nmeasure m\nrule r when a then level 1, require m\nrule s when n above 3 then level 2\notherwise level 3",
    );
    let new = policy(
        "policy p\nlevels 1 > 2 > 3 outside gone\nfactor a : yes/no\nfactor n : number in 0..20\nfactor b : yes/no\nrule r when a and b then level 1\nrule s when n above 3 then level 2\notherwise level 3",
    );
    let found = diff(&old, &new, None, STEPS);
    let name = |name: &str| name.to_owned();
    assert_eq!(
        found.declared,
        [
            Declared::Factor(Version::New, name("b")),
            Declared::Assumed(name("a")),
            Declared::Range(name("n")),
            Declared::Level(Version::Old, name("一级")),
            Declared::Level(Version::Old, name("二级")),
            Declared::Level(Version::Old, name("三级")),
            Declared::Level(Version::New, name("1")),
            Declared::Level(Version::New, name("2")),
            Declared::Level(Version::New, name("3")),
            Declared::Outside(Version::New, name("gone")),
            Declared::Measure(Version::Old, name("m")),
        ]
    );
    let changes = &found.periods[0].changes;
    let when = |change: &Change| {
        let spoken = change.when.iter().map(|one| print_condition(&found.world, one, Keywords::English).unwrap());
        spoken.collect::<Vec<_>>().join(" and ")
    };
    let told: BTreeSet<String> = changes.iter().map(|change| format!("{:?} {}", change.what, when(change))).collect();
    let expected = [
        "Measure(Old, MeasureId(0)) a",
        "Outcome a and n above 3 and b is no",
        "Outcome a and n at most 3 and b is no",
    ];
    assert_eq!(told, BTreeSet::from(expected.map(str::to_owned)), "{changes:#?}");
}
