//! What a rule, a row, a matrix or `otherwise` concludes, as written.

use super::{Name, NumberLit, Span};

/// One conclusion.
#[derive(Debug, Clone)]
pub struct Conclusion {
    /// What it says.
    pub kind: ConclusionKind,
    /// Where it stands.
    pub span: Span,
}

/// What a conclusion says.
#[derive(Debug, Clone)]
pub enum ConclusionKind {
    /// `final level N`, `level N`, `presume level N`, `may level N`.
    Level(Strength, LevelWord),
    /// `at least level N`, `presume at most level N` and their like.
    Bound {
        /// `presume` (一般应).
        presumed: bool,
        /// Which side.
        side: BoundSide,
        /// The level.
        level: LevelWord,
    },
    /// `raise by N` (上调 N 级).
    Raise(NumberLit),
    /// `lower by N` (下调 N 级).
    Lower(NumberLit),
    /// `outside X` (等级外 X).
    Outside(Name),
    /// `require M` (应当 M).
    Require(Name),
}

/// By what force a level is concluded. The words are the regulation's.
pub use core_model::Force as Strength;
/// A side of a bound.
pub use core_model::Side as BoundSide;

/// A level as written in a conclusion, a cell or a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LevelWord {
    /// By number or place: `1`, `level 1`, `一级`, `1级`.
    Number(u32, Span),
    /// By name, label, or the name of a factor or define of type `level`.
    Name(Name),
    /// Left open, for the author to fill in: `level ?`, `?级`.
    Open(Span),
}

impl LevelWord {
    /// Where it stands.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Number(_, span) | Self::Open(span) => *span,
            Self::Name(name) => name.span,
        }
    }
}
