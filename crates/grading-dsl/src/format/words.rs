//! Keywords from one language into the other, by the table of keywords. Phrases whose words stand in another order, or
//! that have a word more in one language, are in `phrases` and `levels`. A declaration that would read otherwise
//! afterwards gets backquotes around names that could be taken for keywords, and where even that does not help, it stays.

mod days;
mod levels;
mod phrases;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::Keywords;
use super::comments::Commented;
use super::layout;
use super::tree::{Form, Leaf, Tree, Word};
use crate::keywords::{self, KEYWORDS, Keyword, VALUE};
use crate::parse::outline;
use days::Sides;

/// The language that keywords are brought into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    /// English
    English,
    /// Chinese
    Chinese,
}

/// Brings all keywords into one language.
pub(super) fn translate(declarations: &mut [Commented<'_>], keywords: Keywords) {
    let to = match keywords {
        Keywords::AsWritten => return,
        Keywords::English => Tongue::English,
        Keywords::Chinese => Tongue::Chinese,
    };
    let sides = Sides::of(declarations);
    for declaration in declarations {
        let written = declaration.tree.clone();
        let into = Into { to, sides: &sides };
        into.tree(&mut declaration.tree);
        if reads_back(&declaration.tree) {
            continue;
        }
        quote_keywords(&mut declaration.tree);
        if !reads_back(&declaration.tree) {
            declaration.tree = written;
        }
    }
}

/// Brings the keywords of a part that stands for itself into one language.
pub(super) fn one_language(tree: &mut Tree<'_>, keywords: Keywords) {
    let to = match keywords {
        Keywords::AsWritten => return,
        Keywords::English => Tongue::English,
        Keywords::Chinese => Tongue::Chinese,
    };
    Into { to, sides: &Sides::default() }.tree(tree);
}

/// Whether a name is a word of a keyword.
pub(super) fn is_word_of_keywords(name: &str) -> bool {
    WORDS.contains(name)
}

/// One language, and what is known of the left sides of comparisons.
pub(super) struct Into<'s> {
    to: Tongue,
    sides: &'s Sides,
}

impl Into<'_> {
    /// Brings a part into the language.
    fn tree(&self, tree: &mut Tree<'_>) {
        match tree {
            Tree::Leaf(leaf) => self.leaf(leaf),
            Tree::Row(row) => row.cells.iter_mut().for_each(|cell| self.tree(cell)),
            Tree::Node(Form::Kept, _) => {}
            Tree::Node(form, parts) => {
                if *form == Form::Chain {
                    phrases::chain(parts, self);
                }
                phrases::before(*form, parts, self);
                parts.iter_mut().for_each(|part| self.tree(part));
            }
        }
    }

    fn leaf(&self, leaf: &mut Leaf<'_>) {
        let Word::Keyword(keyword) = leaf.word else { return };
        if !self.speaks(keyword, &leaf.text)
            && let Some(word) = self.word(keyword)
        {
            leaf.text = word.into();
        }
    }

    /// Whether a keyword is spelt in the language already.
    fn speaks(&self, keyword: &Keyword, text: &str) -> bool {
        self.spellings(keyword).contains(&text)
    }

    /// The usual spelling of a keyword, if the language has one.
    fn word(&self, keyword: &Keyword) -> Option<&'static str> {
        self.spellings(keyword).first().copied()
    }

    fn spellings(&self, keyword: &Keyword) -> &'static [&'static str] {
        match self.to {
            Tongue::English => keyword.english,
            Tongue::Chinese => keyword.chinese,
        }
    }

    /// Whether the word is a keyword of the other language.
    fn is_foreign(&self, tree: &Tree<'_>) -> bool {
        match tree {
            Tree::Leaf(leaf) => match leaf.word {
                Word::Keyword(keyword) => !self.speaks(keyword, &leaf.text),
                Word::Sign(_) | Word::Name | Word::Number | Word::Date | Word::Text | Word::Unit | Word::Row => false,
            },
            Tree::Node(..) | Tree::Row(_) => false,
        }
    }
}

/// A keyword that the text did not have.
fn made<'t>(rule: &'static str, to: Tongue) -> Option<Tree<'t>> {
    let keyword = keywords::by_rule(rule)?;
    let text = match to {
        Tongue::English => keyword.in_english(),
        Tongue::Chinese => keyword.in_chinese(),
    };
    Some(Tree::Leaf(Leaf::made(Word::Keyword(keyword), text)))
}

/// Whether the parts, written and read, are these words again.
fn reads_back(tree: &Tree<'_>) -> bool {
    let mut plain = tree.clone();
    super::grid::align(&mut plain);
    let text = super::print(&layout::declaration(&plain, 0, &[]), super::WIDTH);
    let Some(mut found) = outline(&text) else { return false };
    match found.as_mut_slice() {
        [one] => {
            super::grid::align(one);
            words_of(one) == words_of(&mut plain)
        }
        [] | [_, ..] => false,
    }
}

/// Every word and what it is, as far as a reader must tell it.
fn words_of(tree: &mut Tree<'_>) -> Vec<(u8, String)> {
    let mut leaves = Vec::new();
    tree.leaves(&mut leaves);
    let class = |word: Word| match word {
        Word::Keyword(_) => 0,
        Word::Sign(_) => 1,
        Word::Name => 2,
        Word::Number => 3,
        Word::Date => 4,
        Word::Text => 5,
        Word::Unit => 6,
        Word::Row => 7,
    };
    leaves.into_iter().map(|leaf| (class(leaf.word), leaf.text.to_string())).collect()
}

/// Puts names in backquotes that are words of keywords.
fn quote_keywords(tree: &mut Tree<'_>) {
    match tree {
        Tree::Leaf(leaf) => {
            if matches!(leaf.word, Word::Name) && WORDS.contains(&*leaf.text) {
                leaf.text = format!("`{}`", leaf.text).into();
            }
        }
        Tree::Row(row) => row.cells.iter_mut().for_each(quote_keywords),
        Tree::Node(Form::HeaderValue, _) => {}
        Tree::Node(_, parts) => parts.iter_mut().for_each(quote_keywords),
    }
}

/// Every word of every keyword.
static WORDS: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| KEYWORDS.iter().flat_map(Keyword::spellings).flat_map(|spelt| spelt.split(' ')).collect());

/// The head of the last column of a table of values.
fn value_head(leaf: &mut Leaf<'_>, to: Tongue) {
    let [english, chinese] = VALUE;
    leaf.text = match to {
        Tongue::English => english.into(),
        Tongue::Chinese => chinese.into(),
    };
}
