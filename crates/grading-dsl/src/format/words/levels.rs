//! Levels in either language: `level 1`, 列为 一级, `presume at least level 2`, 一般应不低于 二级.

use super::phrases::{insert_first, is_word, remove, remove_word, reorder, replace_word};
use super::{Into, Tongue, made};
use crate::format::tree::{Form, Tree, Word};
use crate::keywords::{NUMERALS, half_width, level_number};

/// What must change before the words of a node are brought into the language.
pub(super) fn before<'t>(form: Form, parts: &mut Vec<Tree<'t>>, into: &Into) {
    match (form, into.to) {
        (Form::LevelWord, Tongue::English) => digits(parts),
        (Form::LevelWord, Tongue::Chinese) => numeral(parts, into),
        (Form::Steps, Tongue::English) => digits(parts),
        (Form::Steps, Tongue::Chinese) => {
            if let [only] = parts.as_slice()
                && is_number(only)
            {
                parts.extend(made("kw_degree", into.to));
            }
        }
        (Form::Header | Form::Gives, Tongue::English) => {
            remove_word(parts, "kw_degree");
            says_level(parts, into);
        }
        (Form::Header | Form::Gives, Tongue::Chinese) => drop_level(parts, into),
        (Form::ConcludesLevel, Tongue::English) => {
            bare(parts, into);
            says_level(parts, into);
        }
        (Form::ConcludesLevel, Tongue::Chinese) => {
            let says = parts.first().is_some_and(|word| word.is_keyword("kw_level") && into.is_foreign(word));
            if says && parts.iter().any(is_place) {
                replace_word(parts, "kw_level", "kw_concludes", into);
            }
            drop_level(parts, into);
        }
        (Form::ConcludesBound, Tongue::English) => says_level(parts, into),
        (Form::ConcludesBound, Tongue::Chinese) => drop_level(parts, into),
        (Form::OtherwiseLevel | Form::ExpectedLevel, Tongue::English) => {
            says_level(parts, into);
            if !parts.iter().any(|part| part.is_keyword("kw_level")) && parts.iter().any(is_place) {
                insert_first(parts, "kw_level", into);
            }
        }
        (Form::OtherwiseLevel | Form::ExpectedLevel, Tongue::Chinese) => {
            let says = parts.first().is_some_and(|word| word.is_keyword("kw_level") && into.is_foreign(word));
            if says && parts.iter().any(is_place) {
                remove(parts, 0);
            }
        }
        (_, Tongue::English | Tongue::Chinese) => {}
    }
}

/// Whether a part is the word `level` alone.
pub(super) fn is_the_level(operand: &Tree) -> bool {
    let [level] = operand.parts() else { return false };
    let [word] = level.parts() else { return false };
    operand.is(Form::Operand) && level.is(Form::Level) && word.is_keyword("kw_level")
}

/// What the level is compared with: `level is 1` is 等级 为 一级.
pub(super) fn compared(parts: &mut [Tree], into: &Into) {
    for part in parts {
        match part {
            Tree::Node(Form::Braces, items) => compared(items, into),
            Tree::Node(Form::Operand, words) if words.len() == 1 => match into.to {
                Tongue::English => digits(words),
                Tongue::Chinese => numeral(words, into),
            },
            Tree::Node(..) | Tree::Leaf(_) | Tree::Row(_) => {}
        }
    }
}

fn is_number(part: &Tree) -> bool {
    is_word(part, |word| matches!(word, Word::Number))
}

/// Whether a level is written by its number.
fn is_place(part: &Tree) -> bool {
    matches!(part.form(), Some(Form::LevelWord | Form::BareLevel)) && place(part.parts()).is_some()
}

/// The number by which a level is written.
fn place(parts: &[Tree]) -> Option<u32> {
    let Some(Tree::Leaf(leaf)) = parts.first() else { return None };
    match leaf.word {
        Word::Number => leaf.text.chars().map(half_width).filter(char::is_ascii_digit).collect::<String>().parse().ok(),
        Word::Name => level_number(&leaf.text),
        Word::Keyword(_) | Word::Sign(_) | Word::Date | Word::Text | Word::Unit | Word::Row => None,
    }
}

/// A number in digits.
fn digits(parts: &mut Vec<Tree>) {
    remove_word(parts, "kw_degree");
    let number = place(parts);
    let ([Tree::Leaf(leaf)], Some(number)) = (parts.as_mut_slice(), number) else { return };
    if matches!(leaf.word, Word::Name) {
        leaf.word = Word::Number;
        leaf.text = number.to_string().into();
    } else if let Some(digits) = leaf.text.strip_suffix('级') {
        leaf.text = digits.to_owned().into();
    }
}

/// A number as 一级, beyond nine as 12级.
fn numeral<'t>(parts: &mut Vec<Tree<'t>>, into: &Into) {
    let [only] = parts.as_slice() else { return };
    let Tree::Leaf(leaf) = only else { return };
    if !is_number(only) || leaf.text.ends_with('级') {
        return;
    }
    let Some(number) = place(parts) else { return };
    let numeral = usize::try_from(number).ok().and_then(|number| NUMERALS.get(number.checked_sub(1)?));
    match (numeral, parts.as_mut_slice()) {
        (Some(numeral), [Tree::Leaf(leaf)]) => {
            leaf.word = Word::Name;
            leaf.text = format!("{numeral}级").into();
        }
        (_, _) => parts.extend(made("kw_degree", into.to)),
    }
}

/// A level without a word before it: `则 一级` is `then level 1`.
fn bare<'t>(parts: &mut Vec<Tree<'t>>, into: &Into) {
    let [Tree::Node(form @ Form::BareLevel, words)] = parts.as_mut_slice() else { return };
    if place(words).is_none() {
        return;
    }
    digits(words);
    *form = Form::LevelWord;
    insert_first(parts, "kw_level", into);
}

/// 列为 is `level`, and behind any other word stands `level`.
fn says_level(parts: &mut Vec<Tree>, into: &Into) {
    let level = parts.iter().position(|part| part.is_keyword("kw_level"));
    let Some(first) = parts.first() else { return };
    match (first.keyword(), level) {
        (Some("kw_concludes"), Some(1)) => remove(parts, 0),
        (Some("kw_concludes"), _) => replace_word(parts, "kw_concludes", "kw_level", into),
        (Some(rule), None) if SAYS_HOW.contains(&rule) && (into.is_foreign(first) || parts.iter().any(is_place)) => {
            parts.splice(1..1, made("kw_level", into.to));
            join_level(parts);
        }
        (Some(rule), Some(1)) if SAYS_HOW.contains(&rule) => join_level(parts),
        (_, _) => {}
    }
}

const SAYS_HOW: [&str; 7] =
    ["kw_final", "kw_presume", "kw_may", "kw_floor", "kw_ceiling", "kw_presumed_floor", "kw_presumed_ceiling"];

/// `level` must follow directly, without a comment between.
fn join_level(parts: &mut Vec<Tree>) {
    let behind = parts.split_off(2.min(parts.len()));
    reorder(parts, |_| {});
    parts.extend(behind);
}

/// Chinese needs no 等级 behind 列为 and its like where a number follows, or nothing.
fn drop_level(parts: &mut Vec<Tree>, into: &Into) {
    let [how, level, rest @ ..] = parts.as_slice() else { return };
    let says = how.keyword().is_some_and(|rule| SAYS_HOW.contains(&rule)) && level.is_keyword("kw_level");
    if says && into.is_foreign(level) && rest.iter().all(is_place) {
        remove(parts, 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::tree::Leaf;

    #[test]
    fn levels_are_read_by_digits_and_by_numerals() {
        let word = |text: &'static str, word| vec![Tree::Leaf(Leaf::made(word, text))];
        assert_eq!(place(&word("３", Word::Number)), Some(3));
        assert_eq!(place(&word("九级", Word::Name)), Some(9));
        assert_eq!(place(&word("`九级`", Word::Name)), None);
    }
}
