//! A policy once it is accepted: what it declares, by id. Nothing here can be ill-typed, nothing carries a place in a text.

use crate::condition::{Condition, Pick};
use crate::date::Period;
use crate::digest::SourceDigest;
use crate::number::Number;
use crate::record::Datum;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident($of:ty);)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $of);

        impl $name {
            /// As a position in the list that it counts.
            #[must_use]
            pub fn index(self) -> usize {
                usize::try_from(self.0).unwrap_or(usize::MAX)
            }
        }
    )*};
}

ids! {
    /// A factor, by its place in [`Policy::factors`].
    FactorId(u16);
    /// A define or score, by its place in [`Policy::defines`].
    DefineId(u16);
    /// A rule, table row or concluding matrix, by its place in [`Policy::rules`].
    RuleId(u16);
    /// A measure, by its place in [`Policy::measures`].
    MeasureId(u16);
    /// An outcome beside the ladder, by its place in [`Ladder::outside`].
    OutsideId(u8);
    /// A level by its place as written, 0 the first.
    LevelId(u8);
}

/// A name and what people call it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Named {
    /// The one name (NFC, without backquotes).
    pub name: String,
    /// The label in quotes.
    pub label: Option<String>,
    /// Further spellings (`aka`, 又称).
    pub aka: Vec<String>,
}

/// A grading standard, ready to be taken as of a day.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// The name and label after `policy`.
    pub named: Named,
    /// The text after `version`.
    pub version: Option<String>,
    /// The policy's own `cite`s.
    pub cite: Vec<String>,
    /// When it may be asked at all.
    pub in_force: Option<Period>,
    /// What happens where several conclude.
    pub combine: Combine,
    /// The levels and the outcomes beside them.
    pub ladder: Ladder,
    /// What records say, in the order declared (imports first).
    pub factors: Vec<Factor>,
    /// Defines and scores, each after those that it speaks of.
    pub defines: Vec<Define>,
    /// Rules, table rows and concluding matrices, in the order written (imports first).
    pub rules: Vec<Rule>,
    /// Rules in an order in which every rule comes after those that override it.
    pub stand_order: Vec<RuleId>,
    /// Measures, in the order declared.
    pub measures: Vec<Measure>,
    /// Records that cannot be.
    pub impossible: Vec<Impossible>,
    /// What every answer carries beside its outcome.
    pub also_give: Vec<Given>,
    /// What is concluded where nothing else is.
    pub otherwise: Option<Otherwise>,
    /// The texts that it was made from, if it was made from texts. No part of what it means.
    pub source: Option<SourceDigest>,
}

/// What happens where several of one kind conclude (并存时).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Combine {
    /// 从严
    #[default]
    MostSevere,
    /// 从宽
    LeastSevere,
    /// 取先
    First,
    /// 须一致
    Unique,
}

/// The levels, highest first as written, and the outcomes beside them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ladder {
    /// 2 to 9 levels, the top of the ladder first.
    pub levels: Vec<Level>,
    /// Whether the top is good (由优到劣) rather than severe.
    pub best_first: bool,
    /// Outcomes beside the ladder, in the order declared.
    pub outside: Vec<Named>,
}

/// One level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// Its name and label. By default `一级` … with 高/中/低 as further spellings.
    pub named: Named,
    /// Its number where it is declared by number (or by default).
    pub number: Option<u8>,
}

impl Ladder {
    /// How severe the level is: 1 the most severe.
    #[must_use]
    pub fn severity(&self, level: LevelId) -> u8 {
        if self.best_first { self.count().saturating_sub(level.0) } else { level.0 + 1 }
    }

    /// Whether a bound on this side keeps a record from being too mild (rather than from being too severe).
    #[must_use]
    pub fn keeps_from_mild(&self, side: Side) -> bool {
        match side {
            Side::AtLeast => !self.best_first,
            Side::AtMost => self.best_first,
        }
    }

    /// How many levels there are.
    #[must_use]
    pub fn count(&self) -> u8 {
        u8::try_from(self.levels.len()).unwrap_or(u8::MAX)
    }

    /// The level as a value of the type `level`: 0 the lowest of the ladder, so that larger is higher.
    #[must_use]
    pub fn height(&self, level: LevelId) -> u8 {
        self.count().saturating_sub(1).saturating_sub(level.0)
    }

    /// The level of that height.
    #[must_use]
    pub fn at_height(&self, height: u8) -> LevelId {
        LevelId(self.count().saturating_sub(1).saturating_sub(height))
    }
}

/// What a record must say.
#[derive(Debug, Clone)]
pub struct Factor {
    /// Name, label and further column headers.
    pub named: Named,
    /// What its values are.
    pub kind: FactorKind,
    /// The cautious value where the record is silent.
    pub assume: Option<Datum>,
}

/// The values of a scale or choice, in the order written. On a scale, ascending.
pub type Values = Vec<Named>;

/// The type of a factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactorKind {
    /// One of ordered values.
    Scale(Values),
    /// One of unordered values.
    Choice(Values),
    /// One of the policy's levels, as [`Ladder::height`].
    Level,
    /// Any of these values, or none.
    Set(Values),
    /// No (0) or yes (1).
    YesNo,
    /// A decimal number.
    Number(NumberKind),
    /// A day.
    Date,
    /// A list of days.
    Dates,
    /// Any text.
    Text,
}

/// Which numbers a factor holds: `least..=most` in units of `10^-decimals`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberKind {
    /// The least, in units of the last decimal.
    pub least: i64,
    /// The most, in units of the last decimal.
    pub most: i64,
    /// Digits after the point, 0 to 6.
    pub decimals: u8,
    /// What is counted (元).
    pub unit: Option<String>,
}

/// A derived factor: a define or a score.
#[derive(Debug, Clone)]
pub struct Define {
    /// Name and label.
    pub named: Named,
    /// How it is derived.
    pub formula: Formula,
}

/// How a define is derived, by its type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Formula {
    /// One of the values of a scale or choice, or a level, or yes/no.
    Pick {
        /// What the values are.
        kind: PickKind,
        /// Which of them.
        pick: Pick,
    },
    /// A number.
    Number {
        /// The number.
        number: Number,
        /// What is counted, if the define says so.
        unit: Option<String>,
    },
}

/// The type of a [`Pick`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PickKind {
    /// Ordered values, ascending.
    Scale(Values),
    /// Unordered values.
    Choice(Values),
    /// The policy's levels, as [`Ladder::height`].
    Level,
    /// No (0) or yes (1).
    YesNo,
}

/// One rule: a written rule, a row of a table, or a matrix that concludes.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Name (`t.3` for a row) and label.
    pub named: Named,
    /// When it is in force; always, if not said.
    pub in_force: Option<Period>,
    /// What must hold. A rule without `when` is always active while it is in force.
    pub when: Condition,
    /// What must not hold.
    pub unless: Option<Condition>,
    /// What it says, in the order written.
    pub conclusions: Vec<Conclusion>,
    /// The rules that it overrides while it stands.
    pub overrides: Vec<RuleId>,
    /// Of a row of a `first` table: the table's first row. An earlier standing row overrides it.
    pub first_of: Option<RuleId>,
    /// Whether it asks for the level, and so may only require.
    pub asks_level: bool,
    /// Why, with the record's values filled in.
    pub because: Vec<Template>,
    /// By what text.
    pub cite: Vec<String>,
}

/// What a standing rule says.
#[derive(Debug, Clone)]
pub enum Conclusion {
    /// Concludes a level.
    Level(Force, Pick),
    /// Moves the concluded level so many steps up the ladder; down if negative.
    Adjust(i32),
    /// Keeps the level on one side of another.
    Bound {
        /// Only if no standing rule concluded outright.
        presumed: bool,
        /// Which side.
        side: Side,
        /// The bound itself, as [`Ladder::height`].
        level: Pick,
    },
    /// The record is not graded.
    Outside(OutsideId),
    /// Adds a measure.
    Require(MeasureId),
}

impl Conclusion {
    /// Whether it can be decisive for an outcome.
    #[must_use]
    pub fn may_decide(&self) -> bool {
        match self {
            Self::Level(..) | Self::Bound { .. } | Self::Outside(_) => true,
            Self::Adjust(_) | Self::Require(_) => false,
        }
    }
}

/// By what force a rule concludes, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Force {
    /// 直接定为
    Final,
    /// 列为
    Level,
    /// 一般应列为
    Presume,
    /// 可列为
    May,
}

/// A side of a bound on the ladder as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Not below (不低于).
    AtLeast,
    /// Not above (不高于).
    AtMost,
}

/// A preventive measure, a supervisor, a review.
#[derive(Debug, Clone)]
pub struct Measure {
    /// Name and label.
    pub named: Named,
    /// `every N months`.
    pub every_months: Option<u32>,
    /// `by "…"`.
    pub by: Option<String>,
}

/// A record that cannot be.
#[derive(Debug, Clone)]
pub struct Impossible {
    /// When it is one.
    pub when: Condition,
    /// Why it cannot be.
    pub because: Vec<Template>,
}

/// What every answer carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Given {
    /// A factor's value.
    Factor(FactorId),
    /// A define's or score's value.
    Define(DefineId),
}

/// What is concluded where no rule concluded.
#[derive(Debug, Clone)]
pub struct Otherwise {
    /// The level, as [`Ladder::height`].
    pub level: Pick,
    /// Why.
    pub because: Vec<Template>,
    /// By what text.
    pub cite: Vec<String>,
}

/// A text with places for the record's values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(pub Vec<Piece>);

/// A piece of a [`Template`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text as it stands.
    Text(String),
    /// The value of a factor or define.
    Value(Given),
}
