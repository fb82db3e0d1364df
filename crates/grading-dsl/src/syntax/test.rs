//! Tests and properties, as written.

use core_model::Date;

use super::{Expr, LevelWord, Name, NumberLit, Span, Text, declaration::Assume};

/// `test "NAME" as of D given … expect …` (测试).
#[derive(Debug, Clone)]
pub struct Test {
    /// Its name.
    pub name: Text,
    /// `as of D` (截至 D).
    pub as_of: Option<(Date, Span)>,
    /// `given` (设); `given like "other" with …` (设 同 "other" 改 …).
    pub given: TestGiven,
    /// `expect …` (应为), in the order written.
    pub expect: Vec<Expectation>,
    /// `because RULE, …` behind `expect` (依).
    pub decisive: Vec<Name>,
    /// Notes.
    pub notes: Vec<Text>,
    /// The whole test.
    pub span: Span,
}

/// What a test gives.
#[derive(Debug, Clone)]
pub struct TestGiven {
    /// `like "other test"` (同).
    pub like: Option<Text>,
    /// `NAME = VALUE`, or a list in braces.
    pub values: Vec<(Name, Assume)>,
}

/// What a test expects.
#[derive(Debug, Clone)]
pub enum Expectation {
    /// `level N`.
    Level(LevelWord, Span),
    /// `outside X`.
    Outside(Name, Span),
    /// `ungraded` (未评定).
    Ungraded(Span),
    /// `conflict` (冲突).
    Conflict(Span),
    /// `undetermined` (待定).
    Undetermined(Span),
    /// `invalid` (无效).
    Invalid(Span),
    /// `severity N` (严重度).
    Severity(NumberLit, Span),
    /// `NAME = V`.
    Value(Name, Assume, Span),
    /// `require M` (应当).
    Require(Name, Span),
    /// `not require M` (不应当).
    NotRequire(Name, Span),
}

/// `property "NAME" as of D …` (要求).
#[derive(Debug, Clone)]
pub struct Property {
    /// Its name.
    pub name: Text,
    /// `as of D`.
    pub as_of: Option<(Date, Span)>,
    /// What it claims.
    pub claim: PropertyClaim,
    /// Notes.
    pub notes: Vec<Text>,
    /// The whole property.
    pub span: Span,
}

/// What a property claims.
#[derive(Debug, Clone)]
pub enum PropertyClaim {
    /// `always C` (始终).
    Always(Expr),
    /// `never C` (不得有).
    Never(Expr),
    /// `always A implies B` (凡 A 必 B).
    Implies(Expr, Expr),
    /// `raising F, … never lowers level` (F, … 升高 等级不降).
    Raising(Vec<Name>),
    /// `never milder than "x"` (不得宽于).
    NeverMilder(Text),
    /// `same as "x"` (等同于).
    SameAs(Text),
    /// `every record is graded` (每条必有等级).
    EveryGraded,
    /// `no two rules conflict` (规则互不冲突).
    NoConflict,
}
