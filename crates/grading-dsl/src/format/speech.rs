//! Conditions and tests of a policy as text of the language, from ids: what a proof or a witness is shown as. What is
//! written here means, when it is read in the same policy, what it was written from.

mod condition;
mod number;
mod rule;
mod test;

use core_model::{Condition, Date, Expectation, Factor, FactorId, Given, LevelId, Named, Policy, Record};

use super::words::{is_word_of_keywords, one_language};
use super::{Keywords, WIDTH, grid, layout, parts, print};
use crate::keywords;
use crate::parse::{is_name, outline_condition};

/// A condition as text, on as many lines as it needs. In English keywords things go by their names, in Chinese by their
/// labels; as written is as in English. `None` where the language has no words for it, which no condition of a checked
/// policy gives.
///
/// ```
/// use grading_dsl::{Keywords, compile_text, print_condition};
///
/// let text = "policy p\nfactor a \"甲\" : yes/no\nfactor n \"数\" : number\nrule r when not a and n above 3 then level 1";
/// let policy = compile_text(text).policy.unwrap();
/// let when = &policy.rules[0].when;
/// assert_eq!(print_condition(&policy, when, Keywords::English).unwrap(), "not a and n above 3");
/// assert_eq!(print_condition(&policy, when, Keywords::Chinese).unwrap(), "非 甲 且 数 高于 3");
/// ```
#[must_use]
pub fn print_condition(policy: &Policy, condition: &Condition, keywords: Keywords) -> Option<String> {
    let text = Speech { policy, keywords }.condition(condition)?;
    let Some(mut tree) = outline_condition(&text) else { return Some(text) };
    one_language(&mut tree, keywords);
    Some(print(&parts::part(&tree), WIDTH))
}

/// A record as a `test` that can be put into the policy's text: what it says, and what is expected of it. `None` where the
/// language cannot write it down: a text with all three closing marks, or with the end of a line.
///
/// ```
/// use core_model::{Datum, Expectation, LevelId, Record};
/// use grading_dsl::{Keywords, compile_text, print_test};
///
/// let policy = compile_text("policy p\nfactor a : yes/no\nrule r when a then level 1\notherwise level 3").policy.unwrap();
/// let record = Record(vec![Some(Datum::Value(1))]);
/// let text = print_test(&policy, "a", None, &record, &[Expectation::Level(LevelId(0))], Keywords::English);
/// assert_eq!(text.unwrap(), "test \"a\"\n  given a = yes\n  expect level 1\n");
/// ```
#[must_use]
pub fn print_test(
    policy: &Policy,
    name: &str,
    as_of: Option<Date>,
    record: &Record,
    expect: &[Expectation],
    keywords: Keywords,
) -> Option<String> {
    let text = Speech { policy, keywords }.test(name, as_of, record, expect)?;
    let mut trees = crate::parse::outline(&text)?;
    let [tree] = trees.as_mut_slice() else { return None };
    one_language(tree, keywords);
    grid::align(tree);
    Some(format!("{}\n", print(&layout::declaration(tree, 0, &[]), WIDTH)))
}

/// Conditions that hold together as a `rule` that can be put into the policy's text once its level is filled in: the level
/// is left blank, and a comment says which there are. `number` tells several such rules apart; the name is free in the
/// policy. `None` where the language has no words for a condition, which no condition of a checked policy gives.
///
/// ```
/// use grading_dsl::{Keywords, compile_text, print_rule};
///
/// let text = "policy p\nfactor a \"甲\" : yes/no\nrule r when not a then level 1\notherwise level 3";
/// let policy = compile_text(text).policy.unwrap();
/// let when = [policy.rules[0].when.clone()];
/// assert_eq!(
///     print_rule(&policy, 1, &when, Keywords::English).unwrap(),
///     "rule gap_1\n  when not a\n  then level ?   # fill in one of: 1, 2, 3\n",
/// );
/// assert_eq!(
///     print_rule(&policy, 2, &when, Keywords::Chinese).unwrap(),
///     "规则 待补_2\n  当 非 甲\n  则 列为 ?级   # 请填写其一：1、2、3\n",
/// );
/// ```
#[must_use]
pub fn print_rule(policy: &Policy, number: usize, when: &[Condition], keywords: Keywords) -> Option<String> {
    let speech = Speech { policy, keywords };
    let text = speech.rule_of(number, when)?;
    let mut trees = crate::parse::outline(&text)?;
    let [tree] = trees.as_mut_slice() else { return None };
    one_language(tree, keywords);
    let printed = print(&layout::declaration(tree, 0, &[]), WIDTH);
    Some(format!("{}   # {}\n", printed.trim_end(), speech.levels_to_fill_in()?))
}

/// A policy, and what its things are called.
#[derive(Clone, Copy)]
struct Speech<'p> {
    policy: &'p Policy,
    keywords: Keywords,
}

impl<'p> Speech<'p> {
    /// What something is called, in a way that can be read.
    fn name(self, named: &Named) -> String {
        self.name_but(named, &[])
    }

    /// The same, but for what would be read as one of the values.
    fn name_but(self, named: &Named, values: &[Named]) -> String {
        let is_value = |text: &str| values.iter().any(|value| spellings(value).any(|spelt| spelt == text));
        let label = named.label.as_deref().filter(|label| is_name(label) && !is_value(label));
        let label = label.filter(|_| self.keywords == Keywords::Chinese || is_value(&named.name));
        quoted(label.unwrap_or(&named.name))
    }

    fn factor(self, id: FactorId) -> Option<&'p Factor> {
        self.policy.factors.get(id.index())
    }

    fn factor_name(self, id: FactorId) -> Option<String> {
        self.factor(id).map(|factor| self.name(&factor.named))
    }

    fn given(self, of: Given) -> Option<&'p Named> {
        match of {
            Given::Factor(id) => self.factor(id).map(|factor| &factor.named),
            Given::Define(id) => self.policy.defines.get(id.index()).map(|define| &define.named),
        }
    }

    /// A level, by its number where it has one.
    fn level(self, id: LevelId) -> Option<String> {
        let level = self.policy.ladder.levels.get(usize::from(id.0))?;
        Some(match level.number {
            Some(number) => number.to_string(),
            None => self.name(&level.named),
        })
    }
}

fn spellings(named: &Named) -> impl Iterator<Item = &str> {
    [named.name.as_str()].into_iter().chain(named.label.as_deref()).chain(named.aka.iter().map(String::as_str))
}

/// A name as it is written: in backquotes where it would be read as anything else.
fn quoted(name: &str) -> String {
    let bare = is_name(name) && keywords::reserved(name).is_none() && !is_word_of_keywords(name);
    if bare { name.to_owned() } else { format!("`{name}`") }
}

/// A text in marks that it does not hold.
fn text(inside: &str) -> Option<String> {
    let marks = [('"', '"'), ('“', '”'), ('「', '」')];
    let (open, close) = marks.into_iter().find(|(_, close)| !inside.contains([*close, '\n', '\r']))?;
    Some(format!("{open}{inside}{close}"))
}

/// What a relation is called.
fn relation(relation: core_model::Relation) -> &'static str {
    match relation {
        core_model::Relation::Is => "is",
        core_model::Relation::IsNot => "is not",
        core_model::Relation::Below => "below",
        core_model::Relation::AtMost => "at most",
        core_model::Relation::Above => "above",
        core_model::Relation::AtLeast => "at least",
    }
}

/// Several, with commas.
fn listed(parts: Option<Vec<String>>) -> Option<String> {
    parts.map(|parts| parts.join(", "))
}
