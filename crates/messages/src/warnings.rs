//! What the author of an accepted policy should know: what can be found (codes W01xx), and its words.

use core_model::Named;

use crate::diagnostic::{Lang, Words, plain};
use crate::proofs::{called, listed_names};

/// What the author of an accepted policy should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WarningProblem {
    /// A rule stands for no possible record.
    NeverStands {
        /// The rule.
        rule: Named,
        /// The rules that keep it from standing; none where its own conditions do.
        because: Vec<Named>,
    },
    /// Without the rule every record would have the same outcome and measures.
    NeverMatters {
        /// The rule.
        rule: Named,
        /// The rules that make it idle.
        because: Vec<Named>,
    },
    /// Under `first` two rules conclude differently for one record.
    Overlap {
        /// The rule that wins.
        rule: Named,
        /// The later one.
        other: Named,
    },
    /// Records are not graded, and there is no `otherwise`.
    Ungraded,
    /// `otherwise` is never reached.
    OtherwiseNever,
    /// The bounds of two rules cross.
    BoundsCross {
        /// One rule.
        rule: Named,
        /// The later one.
        other: Named,
    },
    /// A rule requires a measure where its level is not the outcome.
    RequireOutvoted {
        /// The rule.
        rule: Named,
    },
    /// A factor is never used.
    Unused {
        /// The factor.
        factor: Named,
    },
    /// The `unless` of a rule never keeps it from standing.
    UnlessNever {
        /// The rule.
        rule: Named,
    },
    /// Two rules leave out exactly the value at their boundary.
    BoundaryGap {
        /// One rule.
        rule: Named,
        /// The later one.
        other: Named,
    },
    /// A warning is accepted that there is not.
    IdleAccept {
        /// Its code.
        code: String,
        /// What it would be about, as written.
        on: Named,
    },
}

impl WarningProblem {
    /// Its stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NeverStands { .. } => "W0101",
            Self::NeverMatters { .. } => "W0102",
            Self::Overlap { .. } => "W0103",
            Self::Ungraded => "W0104",
            Self::OtherwiseNever => "W0105",
            Self::BoundsCross { .. } => "W0106",
            Self::RequireOutvoted { .. } => "W0107",
            Self::Unused { .. } => "W0108",
            Self::UnlessNever { .. } => "W0109",
            Self::BoundaryGap { .. } => "W0110",
            Self::IdleAccept { .. } => "W0111",
        }
    }

    /// What it is about; nothing where that is the policy as a whole or `otherwise`.
    #[must_use]
    pub fn about(&self) -> Option<&Named> {
        match self {
            Self::NeverStands { rule, .. }
            | Self::NeverMatters { rule, .. }
            | Self::Overlap { rule, .. }
            | Self::BoundsCross { rule, .. }
            | Self::RequireOutvoted { rule }
            | Self::UnlessNever { rule }
            | Self::BoundaryGap { rule, .. } => Some(rule),
            Self::Unused { factor } => Some(factor),
            Self::IdleAccept { on, .. } => Some(on),
            Self::Ungraded | Self::OtherwiseNever => None,
        }
    }

    /// Its words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Words {
        plain(match lang {
            Lang::En => format!("{}; {}", self.english(), self.english_cure()),
            Lang::Zh => format!("{}；{}", self.chinese(), self.chinese_cure()),
        })
    }

    /// What was found, without what to do about it.
    #[must_use]
    pub fn found(&self, lang: Lang) -> Words {
        plain(match lang {
            Lang::En => self.english(),
            Lang::Zh => self.chinese(),
        })
    }

    fn english(&self) -> String {
        let name = |named: &Named| called(named, Lang::En);
        let names = |named: &[Named]| listed_names(named, Lang::En);
        match self {
            Self::NeverStands { rule, because } if because.is_empty() => {
                format!("the rule {} never stands: no possible record meets its conditions", name(rule))
            }
            Self::NeverStands { rule, because } => format!(
                "the rule {} never stands: wherever its conditions hold, it is overridden by {}",
                name(rule),
                names(because)
            ),
            Self::NeverMatters { rule, because } if because.is_empty() => format!(
                "the rule {} never matters: without it every record has the same outcome and measures",
                name(rule)
            ),
            Self::NeverMatters { rule, because } => format!(
                "the rule {} never matters: because of {}, every record has the same outcome and measures without it",
                name(rule),
                names(because)
            ),
            Self::Overlap { rule, other } => format!(
                "the rules {} and {} stand for the same record and conclude differently, and only their order decides",
                name(rule),
                name(other)
            ),
            Self::Ungraded => "some records are not graded, and there is no \"otherwise\"".into(),
            Self::OtherwiseNever => "\"otherwise\" is never reached: for every record something else concludes".into(),
            Self::BoundsCross { rule, other } => format!(
                "the bounds of {} and {} cross for some record, and the more severe one wins",
                name(rule),
                name(other)
            ),
            Self::RequireOutvoted { rule } => {
                format!("the rule {} requires a measure also where its level is not the outcome", name(rule))
            }
            Self::Unused { factor } => format!("the factor {} is never used", name(factor)),
            Self::UnlessNever { rule } => {
                format!("the \"unless\" of {} never keeps it from standing", name(rule))
            }
            Self::BoundaryGap { rule, other } => {
                format!("between {} and {} exactly one value is left out", name(rule), name(other))
            }
            Self::IdleAccept { code, on } => format!("there is no warning {code} on {} to be accepted", name(on)),
        }
    }

    fn english_cure(&self) -> &'static str {
        match self {
            Self::NeverStands { because, .. } if because.is_empty() => "mend them, or leave the rule out",
            Self::NeverStands { .. } => "mend one of them, or leave the rule out",
            Self::NeverMatters { .. } => "mend it, leave it out, or accept the warning",
            Self::Overlap { .. } => "say in the later one that it does not hold there",
            Self::Ungraded => "write one, write the rule that is missing, or accept the warning",
            Self::OtherwiseNever => "leave it out, or mend the rules",
            Self::BoundsCross { .. } => "say in one of the rules where it does not hold",
            Self::RequireOutvoted { .. } => {
                "if the measure goes with the level, write it in a rule \"when level is …\""
            }
            Self::Unused { .. } => "speak of it in a rule, in a define or behind \"also give\", or leave it out",
            Self::UnlessNever { .. } => "mend it, or leave it out",
            Self::BoundaryGap { .. } => "let one of them include it, as \"at least\" and \"at most\" do",
            Self::IdleAccept { .. } => "leave this out",
        }
    }

    fn chinese(&self) -> String {
        let name = |named: &Named| called(named, Lang::Zh);
        let names = |named: &[Named]| listed_names(named, Lang::Zh);
        match self {
            Self::NeverStands { rule, because } if because.is_empty() => {
                format!("规则{}永远不会适用：没有任何可能的记录符合它的条件", name(rule))
            }
            Self::NeverStands { rule, because } => {
                format!("规则{}永远不会适用：凡是符合它的条件的，都有{}优先于它", name(rule), names(because))
            }
            Self::NeverMatters { rule, because } if because.is_empty() => {
                format!("规则{}不起作用：去掉它，任何记录的结果和措施都不变", name(rule))
            }
            Self::NeverMatters { rule, because } => {
                format!("规则{}不起作用：已有{}，去掉它之后任何记录的结果和措施都不变", name(rule), names(because))
            }
            Self::Overlap { rule, other } => {
                format!("规则{}与{}适用于同一记录而结论不同，只凭先后取舍", name(rule), name(other))
            }
            Self::Ungraded => "有的记录得不到等级，标准又没有写“其余”".into(),
            Self::OtherwiseNever => "“其余”永远用不上：任何记录都已另有结论".into(),
            Self::BoundsCross { rule, other } => {
                format!("规则{}与{}的上下限对同一记录互相抵触，只能从严", name(rule), name(other))
            }
            Self::RequireOutvoted { rule } => {
                format!("规则{}所列的等级没有成为结果时，它的措施仍然要求", name(rule))
            }
            Self::Unused { factor } => format!("因素{}没有用到", name(factor)),
            Self::UnlessNever { rule } => format!("规则{}的“除非”从来不起作用", name(rule)),
            Self::BoundaryGap { rule, other } => {
                format!("规则{}与{}之间恰好漏掉了界限上的一个值", name(rule), name(other))
            }
            Self::IdleAccept { code, on } => format!("{}没有警告 {code}，无须认可", name(on)),
        }
    }

    fn chinese_cure(&self) -> &'static str {
        match self {
            Self::NeverStands { because, .. } if because.is_empty() => "请改正条件，或者删去这条规则",
            Self::NeverStands { .. } => "请改正其中之一，或者删去这条规则",
            Self::NeverMatters { .. } => "请改正或者删去，确需保留的写明“认可”",
            Self::Overlap { .. } => "请在后一条中写明在此情形下不适用",
            Self::Ungraded => "请写上“其余”或者补上缺少的规则，本应如此的写明“认可”",
            Self::OtherwiseNever => "请删去，或者改正各条规则",
            Self::BoundsCross { .. } => "请在其中一条写明何时不适用",
            Self::RequireOutvoted { .. } => "措施如果随等级而定，请写进“当 等级 为 …”的规则",
            Self::Unused { .. } => "请写进规则、定义或者“一并给出”，否则删去",
            Self::UnlessNever { .. } => "请改正，或者删去",
            Self::BoundaryGap { .. } => "请让其中一条包含它，例如写“不低于”“不高于”",
            Self::IdleAccept { .. } => "请删去",
        }
    }

    /// What is asked where it is not known whether there is the warning.
    pub(crate) fn question(&self, lang: Lang) -> String {
        let name = |named: &Named| called(named, lang);
        match (self, lang) {
            (Self::NeverStands { rule, .. }, Lang::En) => format!("whether the rule {} ever stands", name(rule)),
            (Self::NeverStands { rule, .. }, Lang::Zh) => format!("规则{}是否可能适用", name(rule)),
            (Self::NeverMatters { rule, .. }, Lang::En) => format!("whether the rule {} ever matters", name(rule)),
            (Self::NeverMatters { rule, .. }, Lang::Zh) => format!("规则{}是否起作用", name(rule)),
            (Self::Overlap { rule, other }, Lang::En) => {
                format!("whether {} and {} ever conclude differently", name(rule), name(other))
            }
            (Self::Overlap { rule, other }, Lang::Zh) => {
                format!("规则{}与{}是否会对同一记录结论不同", name(rule), name(other))
            }
            (Self::Ungraded, Lang::En) => "whether every record is graded".into(),
            (Self::Ungraded, Lang::Zh) => "是否每条记录都有等级".into(),
            (Self::OtherwiseNever, Lang::En) => "whether \"otherwise\" is ever reached".into(),
            (Self::OtherwiseNever, Lang::Zh) => "“其余”是否用得上".into(),
            (Self::BoundsCross { rule, other }, Lang::En) => {
                format!("whether the bounds of {} and {} ever cross", name(rule), name(other))
            }
            (Self::BoundsCross { rule, other }, Lang::Zh) => {
                format!("规则{}与{}的上下限是否会互相抵触", name(rule), name(other))
            }
            (Self::RequireOutvoted { rule }, Lang::En) => {
                format!("whether the level of {} can be outvoted or displaced", name(rule))
            }
            (Self::RequireOutvoted { rule }, Lang::Zh) => format!("规则{}所列的等级是否总是结果", name(rule)),
            (Self::Unused { factor }, Lang::En) => format!("whether the factor {} is used", name(factor)),
            (Self::Unused { factor }, Lang::Zh) => format!("因素{}是否用到", name(factor)),
            (Self::UnlessNever { rule }, Lang::En) => {
                format!("whether the \"unless\" of {} ever keeps it from standing", name(rule))
            }
            (Self::UnlessNever { rule }, Lang::Zh) => format!("规则{}的“除非”是否起作用", name(rule)),
            (Self::BoundaryGap { rule, other }, Lang::En) => {
                format!("whether {} and {} leave out the value between them", name(rule), name(other))
            }
            (Self::BoundaryGap { rule, other }, Lang::Zh) => {
                format!("规则{}与{}之间是否漏掉界限上的值", name(rule), name(other))
            }
            (Self::IdleAccept { code, on }, Lang::En) => format!("whether there is a warning {code} on {}", name(on)),
            (Self::IdleAccept { code, on }, Lang::Zh) => format!("{}是否有警告 {code}", name(on)),
        }
    }
}
