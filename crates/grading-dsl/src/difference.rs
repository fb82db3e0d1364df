//! What a change of a policy changes, in the policies' own words: conditions as text, rules by name, a record as a test.
//! Finds nothing.

use std::sync::Arc;

use core_model::{By, Change, Changed, Date, Grading, Piece, Policy, RuleId, Stretch, Template, Version};
use messages::{ChangeTold, Clause, Decided, Graded, Lang, outcome_in_words};

use crate::format::{Keywords, print_condition, print_test};
use crate::proofs::expectation;
use crate::tests::must_say_day;

/// What changes in a stretch of time, told. `world` is that of the difference.
///
/// ```
/// use std::sync::Arc;
/// use core_model::{By, Change, Changed, Count, Counted, Datum, Date, Grading, LevelId, Outcome, Record, RuleId, Stretch, Witness};
/// use grading_dsl::{Lang, compile_text, tell_changes};
///
/// let old = compile_text("policy p\nfactor a : yes/no\nrule r when a then level 2\notherwise level 3").policy.unwrap();
/// let new = compile_text("policy p\nfactor a : yes/no\nrule r when a then level 1\notherwise level 3").policy.unwrap();
/// let as_of = Date::new(2026, 11, 25).unwrap();
/// let graded = |level| Grading {
///     witness: Witness { record: Record(vec![Some(Datum::Value(1))]), as_of, outcome: Outcome::Graded(LevelId(level)) },
///     by: By::Rules(vec![RuleId(0)]),
/// };
/// let count = Counted { combinations: Some(Count::of(1)), records: None };
/// let when = vec![old.rules[0].when.clone()];
/// let change = Change { what: Changed::Outcome, when, old: graded(1), new: graded(0), count: count.clone() };
/// let stretch = Stretch { days: vec![as_of], changes: vec![change], cut: None, changed: count.clone(), possible: count };
/// let told = tell_changes(&old, &new, &old, &stretch, Lang::En);
/// assert_eq!((told[0].words(Lang::En).as_str(), told[0].condition.as_str()), ("level 2 → level 1", "a"));
/// assert!(told[0].test.as_ref().unwrap().contains("given a = yes"));
/// ```
#[must_use]
pub fn tell_changes(
    old: &Arc<Policy>,
    new: &Arc<Policy>,
    world: &Policy,
    stretch: &Stretch,
    lang: Lang,
) -> Vec<ChangeTold> {
    stretch.changes.iter().enumerate().map(|(nth, change)| told(nth, old, new, world, change, lang)).collect()
}

fn told(nth: usize, old: &Policy, new: &Arc<Policy>, world: &Policy, change: &Change, lang: Lang) -> ChangeTold {
    let what = match change.what {
        Changed::Outcome => messages::Change::Outcome,
        Changed::Measure(version, measure) => {
            let policy = match version {
                Version::Old => old,
                Version::New => new,
            };
            let named = policy.measures.get(measure.index()).map(|measure| measure.named.clone());
            messages::Change::Measure(version, named.unwrap_or_default())
        }
    };
    let mut told = ChangeTold {
        what,
        condition: condition(world, change, lang),
        old: graded(old, &change.old),
        new: graded(new, &change.new),
        count: change.count.clone(),
        test: None,
    };
    told.test = test(new, &change.new, &format!("{}. {}", nth + 1, told.words(lang)), lang);
    told
}

fn keywords(lang: Lang) -> Keywords {
    match lang {
        Lang::En => Keywords::English,
        Lang::Zh => Keywords::Chinese,
    }
}

fn condition(world: &Policy, change: &Change, lang: Lang) -> String {
    let whole = match change.when.as_slice() {
        [] => return String::new(),
        [only] => only.clone(),
        several => core_model::Condition::All(several.to_vec()),
    };
    print_condition(world, &whole, keywords(lang)).unwrap_or_else(|| "?".to_owned())
}

fn graded(policy: &Policy, grading: &Grading) -> Graded {
    let clauses = |rules: &[RuleId]| rules.iter().filter_map(|rule| clause(policy, *rule)).collect();
    let by = match &grading.by {
        By::Rules(rules) => Decided::Rules(clauses(rules)),
        By::RulesHere(rules) => Decided::RulesHere(clauses(rules)),
        By::Otherwise => {
            Decided::Otherwise(policy.otherwise.iter().flat_map(|otherwise| otherwise.cite.clone()).collect())
        }
        By::Nothing => Decided::Nothing,
    };
    Graded { outcome: outcome_in_words(&policy.ladder, &grading.witness.outcome), by }
}

fn clause(policy: &Policy, rule: RuleId) -> Option<Clause> {
    let rule = policy.rules.get(rule.index())?;
    let because = rule.because.iter().filter_map(plain).collect();
    Some(Clause { named: rule.named.clone(), cite: rule.cite.clone(), because })
}

/// The text, if it holds no value of a record.
fn plain(template: &Template) -> Option<String> {
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => Some(text.clone()),
        Piece::Value(_) => None,
    };
    template.0.iter().map(piece).collect::<Option<Vec<String>>>().map(|pieces| pieces.concat())
}

/// The record as a test of the new policy.
fn test(policy: &Arc<Policy>, grading: &Grading, name: &str, lang: Lang) -> Option<String> {
    let expected = expectation(&grading.witness.outcome)?;
    let says_day: Option<Date> =
        must_say_day(policy, &grading.witness.record, grading.witness.as_of, std::slice::from_ref(&expected))
            .then_some(grading.witness.as_of);
    print_test(policy, name, says_day, &grading.witness.record, &[expected], keywords(lang))
}
