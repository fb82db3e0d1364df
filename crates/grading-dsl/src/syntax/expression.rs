//! Conditions and arithmetic: one kind of tree, told apart by type later.

use core_model::{Date, Decimal, Relation};
pub use core_model::{Unit as DateUnit, Window};

use super::{Name, Span, Text};

/// An expression: a condition, a number, a value, a day.
#[derive(Debug, Clone)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

/// A number as written, with the unit behind it: `10万元` is 100000 of `元`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberLit {
    /// The number, 万, 亿 and % worked in.
    pub value: Decimal,
    /// The unit behind it.
    pub unit: Option<Text>,
    /// Where it stands, unit included.
    pub span: Span,
}

/// What an expression is.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// A name: a factor, define or score, a value, a level.
    Name(Name),
    /// A number.
    Number(NumberLit),
    /// A day.
    Date(Date),
    /// A text.
    Text(Text),
    /// `yes` (是) or `no` (否).
    YesNo(bool),
    /// The word `level` (等级) alone: the outcome's level.
    Level,
    /// A level written as such: `level 1`, `level major`, `一级`, `等级 重大`.
    LevelOf(super::LevelWord),
    /// `-E`.
    Negative(Box<Expr>),
    /// A chain of `+` and `-`, or of `*` and `/`: the first operand, then each operator with its operand.
    Arithmetic(Box<Expr>, Vec<(Arithmetic, Expr)>),
    /// `max(…)` (最高).
    Max(Vec<Expr>),
    /// `min(…)` (最低).
    Min(Vec<Expr>),
    /// `round E to N` (四舍五入 E 至 N 位).
    Round(Box<Expr>, NumberLit),
    /// `count of (C, …)` (计数): how many hold.
    CountOf(Vec<Expr>),
    /// `size of S` (S 项数).
    SizeOf(Name),
    /// `count of F within …` (近 … F 次数).
    CountDates(Name, Window),
    /// Parentheses. `Level` conditions and omitted left sides need to see them.
    Group(Box<Expr>),
    /// `not C` (非).
    Not(Box<Expr>),
    /// A chain of `and` (且), two or more.
    And(Vec<Expr>),
    /// A chain of `or` (或), two or more.
    Or(Vec<Expr>),
    /// `and` beside `or` without parentheses, always an error: the operands and the places of the connectives
    /// (`true` for `and`).
    AndOr(Vec<Expr>, Vec<(bool, Span)>),
    /// `any of (…)`, `at least 2 of (…)` and their like.
    Quantified(Quantifier, Vec<Expr>),
    /// A comparison. Without a left side it takes that of the comparison before it in the same chain.
    Compare(Option<Box<Expr>>, Box<Tail>),
    /// A part that could not be read; its diagnostic is reported.
    Unknown,
}

/// An operator of arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arithmetic {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
}

/// How many of a group must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Quantifier {
    /// `any of` (有下列情形之一, 任一).
    Any,
    /// `all of` (同时符合, 全部).
    All,
    /// `none of` (均不符合, 均非).
    None,
    /// `at least N of` (至少 N 项).
    AtLeast(NumberLit),
    /// `exactly N of` (恰好 N 项).
    Exactly(NumberLit),
    /// `at most N of` (至多 N 项).
    AtMost(NumberLit),
}

/// What stands behind the left side of a comparison.
#[derive(Debug, Clone)]
pub struct Tail {
    /// What is asked.
    pub kind: TailKind,
    /// From the comparing word to the end.
    pub span: Span,
}

/// What a comparison asks of its left side.
#[derive(Debug, Clone)]
pub enum TailKind {
    /// `is`, `is not`, `at least`, `at most`, `above`, `below`, or a sign.
    Relation(Relation, Expr),
    /// `10万元以上` and its like: a number compared from behind.
    FromBehind(Relation, NumberLit),
    /// `between A and B` (在 A 至 B 之间), both ends included.
    Between(Expr, Expr),
    /// `in {a, b}` (属于).
    In(Vec<Expr>),
    /// `includes a` (含).
    Includes(Expr),
    /// `includes any of {a, b}` (含任一).
    IncludesAny(Vec<Expr>),
    /// `includes all of {a, b}` (含全部).
    IncludesAll(Vec<Expr>),
    /// `is empty` (为空).
    Empty,
    /// `is not empty` (不为空).
    NotEmpty,
    /// `before D` (早于).
    Before(Expr),
    /// `after D` (晚于).
    After(Expr),
    /// `on or before D` (不晚于).
    OnOrBefore(Expr),
    /// `on or after D` (不早于).
    OnOrAfter(Expr),
    /// `at least N years ago` (已满 N 年).
    AtLeastAgo(u32, DateUnit),
    /// `less than N years ago`.
    LessThanAgo(u32, DateUnit),
    /// `不满 N 年`: of a number with that unit `below`, of a date `less than … ago`. Settled by type. The text is the
    /// unit as written (年, 个月, 日, 天).
    LessThan(NumberLit, DateUnit),
}
