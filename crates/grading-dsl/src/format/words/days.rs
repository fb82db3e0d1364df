//! What the left side of a comparison is, as far as the file itself says: 不满 5 年 compares numbers or counts back from
//! a day, and English has another phrase for either.

use std::collections::BTreeSet;

use crate::format::comments::Commented;
use crate::format::tree::{Form, Tree, Word};

/// What is known of a left side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// A day.
    Day,
    /// A number.
    Number,
    /// Nothing: it is declared in another file.
    Unknown,
}

/// The names and labels that a file declares as days and as anything else.
#[derive(Debug, Default)]
pub(super) struct Sides {
    days: BTreeSet<String>,
    others: BTreeSet<String>,
}

impl Sides {
    /// What the declarations say.
    pub(super) fn of(declarations: &[Commented]) -> Self {
        let mut sides = Self::default();
        for declaration in declarations {
            let form = declaration.tree.form();
            if !matches!(form, Some(Form::Factor | Form::Define | Form::Score)) {
                continue;
            }
            let parts = declaration.tree.parts();
            let is_day = form == Some(Form::Factor) && parts.iter().any(is_date);
            let into = if is_day { &mut sides.days } else { &mut sides.others };
            for part in parts.iter().take_while(|part| part.sign().is_none()) {
                into.extend(bare(part));
            }
        }
        sides
    }

    /// What a left side is: a name by what is declared, arithmetic a number.
    pub(super) fn side(&self, operand: &Tree) -> Side {
        let [only] = operand.parts() else { return Side::Number };
        match bare(only) {
            Some(name) if self.days.contains(&name) => Side::Day,
            Some(name) if self.others.contains(&name) => Side::Number,
            Some(_) => Side::Unknown,
            None => Side::Number,
        }
    }
}

fn is_date(part: &Tree) -> bool {
    part.parts().iter().any(|word| word.is_keyword("kw_date"))
}

/// A name without its backquotes, a label without its marks.
fn bare(part: &Tree) -> Option<String> {
    let Tree::Leaf(leaf) = part else { return None };
    match leaf.word {
        Word::Name => Some(core_model::nfc(leaf.text.trim_matches('`'))),
        Word::Text => Some(core_model::nfc(leaf.text.trim_matches(['"', '“', '”', '「', '」']))),
        Word::Keyword(_) | Word::Sign(_) | Word::Number | Word::Date | Word::Unit | Word::Row => None,
    }
}
