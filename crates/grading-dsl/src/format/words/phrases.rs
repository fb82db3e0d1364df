//! Phrases whose words stand in another order in the other language, or that have a word more.

use core_model::Unit;

use super::days::Side;
use super::{Into, Tongue, levels, made, value_head};
use crate::format::tree::{Comment, Form, Leaf, Sign, Tree, Word};
use crate::keywords::{self, half_width};

/// What must change before the words of a node are brought into the language.
pub(super) fn before<'t>(form: Form, parts: &mut Vec<Tree<'t>>, into: &Into) {
    singular(parts, into);
    match PHRASES.iter().find(|(of, _)| *of == form) {
        Some((_, change)) => change(parts, into),
        None => levels::before(form, parts, into),
    }
}

/// Changes the parts of a phrase.
type Changes = for<'t> fn(&mut Vec<Tree<'t>>, &Into);

const PHRASES: &[(Form, Changes)] = &[
    (Form::InForce, in_force),
    (Form::ScoreFrom, |parts, into| last_word(parts, "kw_starts", into)),
    (Form::Round, |parts, into| last_word(parts, "kw_places", into)),
    (Form::TailBetween, between),
    (Form::Axes, axes),
    (Form::TailAgo, ago),
    (Form::TailRelation, |parts, into| chinese_relations(parts, into)),
    (Form::CellRelation, |parts, into| {
        chinese_relations(parts, into);
        behind(parts, into);
    }),
    (Form::Link, |parts, into| link(parts, into)),
    (Form::Operand, |parts, into| counted(parts, into)),
    (Form::Size, size),
    (Form::CountDates, count_dates),
    (Form::Recent, recent),
    (Form::Implies, |parts, into| implies(parts, into)),
    (Form::Raising, raising),
    (Form::HeaderValue, |parts, into| {
        if let [Tree::Leaf(leaf)] = parts.as_mut_slice() {
            value_head(leaf, into.to);
        }
    }),
];

/// The comparisons of a chain: 不满 5 年 after what its left side is, which may be that of the comparison before.
pub(super) fn chain(links: &mut [Tree], into: &Into) {
    let mut side = Side::Unknown;
    for link in links {
        let Tree::Node(Form::Link, parts) = link else { continue };
        if let Some(operand) = parts.iter().find(|part| part.is(Form::Operand)) {
            side = into.sides.side(operand);
        }
        for tail in parts.iter_mut().filter(|part| part.is(Form::TailLessAgo)) {
            if let Tree::Node(form, parts) = tail {
                *form = less_ago(parts, side, into);
            }
        }
    }
}

fn less_ago(parts: &mut Vec<Tree>, side: Side, into: &Into) -> Form {
    let is_chinese = parts.first().is_some_and(|word| word.is_keyword("kw_not_full"));
    match (into.to, side) {
        (Tongue::English, Side::Day) if is_chinese && counts_back(parts) => {
            replace_word(parts, "kw_not_full", "kw_less_than", into);
            parts.extend(made("kw_ago", into.to));
        }
        (Tongue::English, Side::Number) if is_chinese => {
            replace_word(parts, "kw_not_full", "kw_below", into);
            if let Some(Tree::Leaf(unit)) = parts.last_mut() {
                unit.word = Word::Unit;
            }
            return Form::TailRelation;
        }
        (Tongue::Chinese, Side::Day | Side::Unknown) if !is_chinese => {
            replace_word(parts, "kw_less_than", "kw_not_full", into);
            remove_word(parts, "kw_ago");
        }
        // What is not known, or is wrong, stays as it is.
        (Tongue::English | Tongue::Chinese, Side::Day | Side::Number | Side::Unknown) => return Form::Kept,
    }
    Form::TailLessAgo
}

/// Whether so many years can be counted back: a whole number, and not too many.
fn counts_back(parts: &[Tree]) -> bool {
    let units = [("kw_years", Unit::Years), ("kw_months", Unit::Months), ("kw_days", Unit::Days)];
    let unit = parts.iter().find_map(|part| units.iter().find(|(rule, _)| part.is_keyword(rule)));
    let number = parts.iter().find(|part| is_word(part, |word| matches!(word, Word::Number)));
    let (Some((_, unit)), Some(Tree::Leaf(number))) = (unit, number) else { return false };
    let plain: String = number.text.chars().map(half_width).filter(|letter| *letter != '_').collect();
    plain.parse::<u32>().is_ok_and(|number| number <= unit.most())
}

/// `1 year`, not `1 years`.
fn singular(parts: &mut [Tree], into: &Into) {
    if into.to == Tongue::Chinese {
        return;
    }
    for at in 1..parts.len() {
        let Some([Tree::Leaf(count), Tree::Leaf(unit)]) = parts.get_mut(at - 1..=at) else { continue };
        let Word::Keyword(keyword) = unit.word else { continue };
        let counts = matches!(keyword.rule, "kw_years" | "kw_months" | "kw_days");
        if counts && count.text == "1" && !into.speaks(keyword, &unit.text) {
            unit.text = keyword.english.last().copied().unwrap_or_default().into();
        }
    }
}

/// `in force from D until D` is 自 D 起施行 至 D.
fn in_force(parts: &mut Vec<Tree>, into: &Into) {
    let has = |parts: &[Tree], rule: &str| parts.iter().any(|part| part.is_keyword(rule));
    match into.to {
        Tongue::English => {
            remove_word(parts, "kw_takes_effect");
            if !has(parts, "kw_in_force") {
                insert_first(parts, "kw_in_force", into);
            }
        }
        Tongue::Chinese => {
            remove_word(parts, "kw_in_force");
            let date = parts.iter().position(|part| is_word(part, |word| matches!(word, Word::Date)));
            if let Some(date) = date.filter(|_| !has(parts, "kw_takes_effect")) {
                parts.splice(date + 1..date + 1, made("kw_takes_effect", into.to));
            }
        }
    }
}

/// A word that closes the phrase in Chinese only.
fn last_word(parts: &mut Vec<Tree>, rule: &'static str, into: &Into) {
    match into.to {
        Tongue::English => remove_word(parts, rule),
        Tongue::Chinese if parts.iter().any(|part| into.is_foreign(part)) => {
            remove_word(parts, rule);
            parts.extend(made(rule, into.to));
        }
        Tongue::Chinese => {}
    }
}

/// `between A and B` is 在 A 至 B 之间.
fn between(parts: &mut Vec<Tree>, into: &Into) {
    last_word(parts, "kw_in_between", into);
    match into.to {
        Tongue::English => replace_word(parts, "kw_to", "kw_and", into),
        Tongue::Chinese => replace_word(parts, "kw_and", "kw_to", into),
    }
}

/// `A by B` is 行 A 列 B.
fn axes(parts: &mut Vec<Tree>, into: &Into) {
    match into.to {
        Tongue::English => {
            remove_word(parts, "kw_rows");
            replace_word(parts, "kw_columns", "kw_by", into);
        }
        Tongue::Chinese if parts.iter().any(|part| part.is_keyword("kw_by")) => {
            insert_first(parts, "kw_rows", into);
            replace_word(parts, "kw_by", "kw_columns", into);
        }
        Tongue::Chinese => {}
    }
}

/// `at least N years ago` is 已满 N 年.
fn ago(parts: &mut Vec<Tree>, into: &Into) {
    match into.to {
        Tongue::English if parts.iter().any(|part| part.is_keyword("kw_has_reached")) => {
            replace_word(parts, "kw_has_reached", "kw_at_least", into);
            parts.extend(made("kw_ago", into.to));
        }
        Tongue::Chinese => {
            replace_word(parts, "kw_at_least", "kw_has_reached", into);
            remove_word(parts, "kw_ago");
        }
        Tongue::English => {}
    }
}

/// 超过 and 不满, for which English has the words of 高于 and 低于.
fn chinese_relations(parts: &mut [Tree], into: &Into) {
    if into.to == Tongue::English {
        replace_word(parts, "kw_exceeds", "kw_above", into);
        replace_word(parts, "kw_not_full", "kw_below", into);
    }
}

/// What a comparison's sides ask for.
fn link(parts: &mut [Tree], into: &Into) {
    let is_level = parts.iter().any(levels::is_the_level);
    for tail in parts {
        let Tree::Node(form, parts) = tail else { continue };
        if *form == Form::TailBehind && into.to == Tongue::English {
            behind(parts, into);
            *form = Form::TailRelation;
        } else if is_level && matches!(form, Form::TailRelation | Form::TailBetween | Form::Tail) {
            levels::compared(parts, into);
        }
    }
}

/// `10万元以上` is `at least 10万元`.
fn behind(parts: &mut Vec<Tree>, into: &Into) {
    if into.to == Tongue::Chinese {
        return;
    }
    let Some(Tree::Leaf(last)) = parts.last_mut() else { return };
    let Some((ending, relation)) = ENDINGS.iter().find(|(ending, _)| last.text.ends_with(ending)) else { return };
    match last.word {
        Word::Keyword(_) => remove(parts, parts.len() - 1),
        Word::Number => last.text = last.text.strip_suffix(ending).unwrap_or_default().to_owned().into(),
        Word::Sign(_) | Word::Name | Word::Date | Word::Text | Word::Unit | Word::Row => return,
    }
    insert_first(parts, relation, into);
}

const ENDINGS: [(&str, &str); 4] =
    [("以上", "kw_at_least"), ("以下", "kw_at_most"), ("以内", "kw_at_most"), ("以外", "kw_above")];

/// `S 项数` is `size of S`, `F 次数` is `count of F`.
fn counted(parts: &mut [Tree], into: &Into) {
    if into.to == Tongue::Chinese {
        return;
    }
    for at in 1..parts.len() {
        let Some([name, word]) = parts.get_mut(at - 1..=at) else { continue };
        let rule = match word.keyword() {
            Some("kw_items") => "kw_size_of",
            Some("kw_times") => "kw_count_of",
            Some(_) | None => continue,
        };
        let Some(made) = made(rule, into.to) else { continue };
        let (name_was, word_was) = (std::mem::replace(name, made), std::mem::replace(word, nothing()));
        let mut pair = vec![name_was, word_was];
        let comments = Comments::take(&mut pair);
        *word = pair.swap_remove(0);
        comments.give([name, word]);
    }
}

fn size(parts: &mut Vec<Tree>, into: &Into) {
    if into.to == Tongue::Chinese {
        reorder(parts, |parts| {
            parts.retain(|part| !part.is_keyword("kw_size_of"));
            parts.extend(made("kw_items", into.to));
        });
    }
}

/// `count of F within N years` is 近 N 年 F 次数.
fn count_dates(parts: &mut Vec<Tree>, into: &Into) {
    if into.to == Tongue::English {
        return;
    }
    reorder(parts, |parts| {
        parts.retain(|part| !part.is_keyword("kw_count_of"));
        replace_word(parts, "kw_within", "kw_recent", into);
        if !parts.is_empty() {
            let name = parts.remove(0);
            parts.push(name);
        }
        parts.extend(made("kw_times", into.to));
    });
}

fn recent(parts: &mut Vec<Tree>, into: &Into) {
    if into.to == Tongue::Chinese {
        return;
    }
    reorder(parts, |parts| {
        parts.retain(|part| !part.is_keyword("kw_times"));
        replace_word(parts, "kw_recent", "kw_within", into);
        if let Some(name) = parts.pop() {
            parts.insert(0, name);
        }
        parts.splice(0..0, made("kw_count_of", into.to));
    });
}

/// `always A implies B` is 凡 A 必 B.
fn implies(parts: &mut [Tree], into: &Into) {
    let implies = parts.iter().any(|part| part.is_keyword("kw_implies"));
    match into.to {
        Tongue::English => replace_word(parts, "kw_whoever", "kw_always", into),
        Tongue::Chinese if implies && parts.first().is_some_and(|word| into.is_foreign(word)) => {
            replace_word(parts, "kw_always", "kw_whoever", into);
        }
        Tongue::Chinese => {}
    }
}

/// `raising F, G never lowers level` is F, G 升高 等级不降.
fn raising(parts: &mut Vec<Tree>, into: &Into) {
    match into.to {
        Tongue::English => {
            let Some(at) = parts.iter().position(|part| part.is_keyword("kw_raised")) else { return };
            if parts.get(at + 1).is_some_and(|next| next.sign() == Some(Sign::Comma)) {
                remove(parts, at + 1);
            }
            remove(parts, at);
            insert_first(parts, "kw_raising", into);
        }
        Tongue::Chinese if parts.iter().any(|part| part.is_keyword("kw_raising")) => {
            remove_word(parts, "kw_raising");
            let last = parts.len().saturating_sub(1);
            parts.splice(last..last, made("kw_raised", into.to));
        }
        Tongue::Chinese => {}
    }
}

/// Whether a part is such a word.
pub(super) fn is_word(part: &Tree, asks: impl Fn(Word) -> bool) -> bool {
    matches!(part, Tree::Leaf(leaf) if asks(leaf.word))
}

/// Another keyword in the place of one.
pub(super) fn replace_word(parts: &mut [Tree], from: &str, to: &str, into: &Into) {
    let Some(keyword) = keywords::by_rule(to) else { return };
    for part in parts.iter_mut().filter(|part| part.is_keyword(from)) {
        if let (Tree::Leaf(leaf), Some(word)) = (part, into.word(keyword)) {
            leaf.word = Word::Keyword(keyword);
            leaf.text = word.into();
        }
    }
}

/// Takes a keyword out; its comments stay.
pub(super) fn remove_word(parts: &mut Vec<Tree>, rule: &str) {
    if let Some(at) = parts.iter().position(|part| part.is_keyword(rule)) {
        remove(parts, at);
    }
}

/// Takes a part out; its comments go to the part before it, or else behind it.
pub(super) fn remove(parts: &mut Vec<Tree>, at: usize) {
    if at >= parts.len() {
        return;
    }
    let mut taken = [parts.remove(at)];
    let comments = Comments::take(&mut taken);
    let mut leaves = Vec::new();
    for part in parts.iter_mut().take(at) {
        part.leaves(&mut leaves);
    }
    let found = comments.before.into_iter().chain(comments.rest);
    if let Some(last) = leaves.pop() {
        last.after.extend(found);
        return;
    }
    drop(leaves);
    let mut leaves = Vec::new();
    for part in parts {
        part.leaves(&mut leaves);
    }
    if let Some(first) = leaves.into_iter().next() {
        first.before.splice(0..0, found);
        first.blank_before |= comments.blank_before;
    }
}

/// A keyword before all other parts, behind the comments before them.
pub(super) fn insert_first(parts: &mut Vec<Tree>, rule: &'static str, into: &Into) {
    let Some(mut word) = made(rule, into.to) else { return };
    let mut leaves = Vec::new();
    parts.iter_mut().for_each(|part| part.leaves(&mut leaves));
    if let (Some(first), Tree::Leaf(word)) = (leaves.into_iter().next(), &mut word) {
        word.before = std::mem::take(&mut first.before);
        word.blank_before = first.blank_before;
    }
    parts.insert(0, word);
}

/// Puts the parts in another order; the comments within go behind the last of them.
pub(super) fn reorder<'t>(parts: &mut Vec<Tree<'t>>, order: impl FnOnce(&mut Vec<Tree<'t>>)) {
    let comments = Comments::take(parts);
    order(parts);
    comments.give(parts);
}

fn nothing<'t>() -> Tree<'t> {
    Tree::Node(Form::Plain, Vec::new())
}

/// The comments of some parts.
struct Comments<'t> {
    before: Vec<Comment<'t>>,
    rest: Vec<Comment<'t>>,
    blank_before: bool,
}

impl<'t> Comments<'t> {
    fn take(parts: &mut [Tree<'t>]) -> Self {
        let mut leaves: Vec<&mut Leaf<'t>> = Vec::new();
        parts.iter_mut().for_each(|part| part.leaves(&mut leaves));
        let mut found = Self { before: Vec::new(), rest: Vec::new(), blank_before: false };
        for (at, leaf) in leaves.into_iter().enumerate() {
            if at == 0 {
                found.before.append(&mut leaf.before);
                found.blank_before = leaf.blank_before;
            }
            found.rest.append(&mut leaf.before);
            found.rest.append(&mut leaf.after);
        }
        found
    }

    fn give<'a>(self, parts: impl IntoIterator<Item = &'a mut Tree<'t>>)
    where
        't: 'a,
    {
        let mut leaves: Vec<&mut Leaf<'t>> = Vec::new();
        for part in parts {
            part.leaves(&mut leaves);
        }
        if let Some(first) = leaves.first_mut() {
            first.before = self.before;
            first.blank_before = self.blank_before;
        }
        if let Some(last) = leaves.last_mut() {
            last.after = self.rest;
        }
    }
}
