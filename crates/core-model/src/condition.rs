//! Conditions of rules and choices between values, once names and types are settled. Nothing here can be ill-typed.

use crate::date::{Date, Unit};
use crate::number::Number;
use crate::policy::{DefineId, FactorId};
use crate::values::ValueSet;

/// What can hold of a record.
#[expect(clippy::large_enum_variant, reason = "conditions are made once and walked, not moved")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// Holds always, or never.
    Constant(bool),
    /// Every one of them holds.
    All(Vec<Condition>),
    /// At least one of them holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// How many of them hold lies within `least..=most`.
    Quantity {
        /// At least so many.
        least: u32,
        /// At most so many.
        most: u32,
        /// Of these.
        of: Vec<Condition>,
    },
    /// A value is one of some.
    Within(Pick, ValueSet),
    /// A value stands in a relation to another of the same type.
    Values(Pick, Relation, Pick),
    /// A set includes every one of the values (with none, always).
    IncludesAll(FactorId, ValueSet),
    /// A set includes at least one of the values.
    IncludesAny(FactorId, ValueSet),
    /// A set holds exactly these values; with none of them, it is empty.
    SetIs(FactorId, ValueSet),
    /// A number stands in a relation to another.
    Numbers(Number, Relation, Number),
    /// A day stands in a relation to another.
    Days(Day, Relation, Day),
    /// A list of dates is empty.
    NoDates(FactorId),
    /// A text is one of these literals.
    TextIn(FactorId, Vec<String>),
    /// The outcome is graded, and its level ([`crate::Ladder::height`]) is one of these.
    Level(ValueSet),
    /// The outcome is graded, and its level stands in a relation to a value of type `level`.
    LevelTo(Relation, Pick),
}

/// How two ordered things stand to each other. Of values of a choice only `Is` and `IsNot` are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// =
    Is,
    /// ≠
    IsNot,
    /// <
    Below,
    /// ≤
    AtMost,
    /// >
    Above,
    /// ≥
    AtLeast,
}

impl Relation {
    /// The same relation seen from the other side.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::Is => Self::Is,
            Self::IsNot => Self::IsNot,
            Self::Below => Self::Above,
            Self::AtMost => Self::AtLeast,
            Self::Above => Self::Below,
            Self::AtLeast => Self::AtMost,
        }
    }
}

/// A value of a scale, choice, the levels or yes/no, as its index: on a scale ascending, a level as its height, no 0 and yes 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pick {
    /// This value.
    Value(u8),
    /// What the record says.
    Factor(FactorId),
    /// A derived value.
    Define(DefineId),
    /// The value of the first condition that holds, else the last one.
    Cases(Vec<(Condition, Pick)>, Box<Pick>),
    /// The cell where the row's and the column's value meet.
    Matrix(Box<Matrix>),
    /// The highest.
    Highest(Vec<Pick>),
    /// The lowest.
    Lowest(Vec<Pick>),
    /// Yes where the condition holds.
    Flag(Box<Condition>),
}

/// A full table of values by two others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// What chooses the row.
    pub row: Pick,
    /// What chooses the column.
    pub column: Pick,
    /// `cells[row][column]`, one for each value of either.
    pub cells: Vec<Vec<u8>>,
}

/// A day: given, said by the record, or counted back from the as-of date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// This day.
    Given(Date),
    /// What the record says.
    Factor(FactorId),
    /// The as-of date less so many years, months or days.
    Ago(u32, Unit),
}

/// Which dates of a list are counted. None lies after the as-of date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Window {
    /// All up to the as-of date.
    All,
    /// After the as-of date less so many years, months or days.
    Within(u32, Unit),
    /// In the calendar year of the as-of date.
    ThisYear,
    /// In the calendar year before.
    LastYear,
}
