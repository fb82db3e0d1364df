//! Conditions as a rule whose level is still to be filled in.

use core_model::{Condition, LevelId, Named};

use super::{Speech, spellings};
use crate::format::Keywords;

impl Speech<'_> {
    /// A rule, on one line.
    pub(super) fn rule_of(self, number: usize, when: &[Condition]) -> Option<String> {
        let said = match when {
            [] => String::new(),
            [only] => format!(" when {}", self.condition(only)?),
            [..] => format!(" when {}", self.condition(&Condition::All(when.to_vec()))?),
        };
        let rules = self.policy.rules.iter().map(|rule| &rule.named);
        let name = free(self.in_words(&format!("gap_{number}"), &format!("待补_{number}")), rules);
        Some(format!("rule {name}{said} then {}", self.in_words("level ?", "列为 ?级")))
    }

    /// Which levels there are to fill in.
    pub(super) fn levels_to_fill_in(self) -> Option<String> {
        let count = self.policy.ladder.count();
        let levels: Option<Vec<String>> = (0..count).map(|at| self.level(LevelId(at))).collect();
        Some(match self.keywords {
            Keywords::Chinese => format!("请填写其一：{}", levels?.join("、")),
            Keywords::English | Keywords::AsWritten => format!("fill in one of: {}", levels?.join(", ")),
        })
    }

    fn in_words(self, english: &str, chinese: &str) -> String {
        match self.keywords {
            Keywords::Chinese => chinese.to_owned(),
            Keywords::English | Keywords::AsWritten => english.to_owned(),
        }
    }
}

/// The name, or a longer one that none of these has; a row has that of its table.
fn free<'n>(name: String, taken: impl Iterator<Item = &'n Named> + Clone) -> String {
    let is_taken = |name: &str| {
        taken.clone().any(|named| spellings(named).any(|spelt| spelt == name || spelt.starts_with(&format!("{name}."))))
    };
    let mut name = name;
    while is_taken(&name) {
        name.push('_');
    }
    name
}
