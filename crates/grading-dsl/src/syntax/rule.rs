//! Rules, tables, matrices and what stands beside them, as written.

use core_model::{Date, Relation};

pub use core_model::Combine;

use super::{Conclusion, Expr, LevelWord, Name, Span, Strength, Text};

/// `in force from D until D` (自 D 起施行 至 D).
#[derive(Debug, Clone)]
pub struct InForce {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Option<Date>,
    /// Where it stands.
    pub span: Span,
}

/// What any rule, table or matrix may say beside what it concludes.
#[derive(Debug, Clone, Default)]
pub struct Clauses {
    /// When it is in force.
    pub in_force: Option<InForce>,
    /// `when` (当).
    pub when: Option<Expr>,
    /// `unless` (除非).
    pub unless: Option<Expr>,
    /// `overrides` (优先于), rows written `t.3`.
    pub overrides: Vec<Name>,
    /// `because` (理由).
    pub because: Vec<Text>,
    /// `cite` (依据).
    pub cite: Vec<Text>,
    /// `note` (注).
    pub notes: Vec<Text>,
}

/// `rule NAME LABEL` (规则).
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its name.
    pub name: Name,
    /// Its label.
    pub label: Option<Text>,
    /// Its clauses.
    pub clauses: Clauses,
    /// What it concludes; empty only where its `then` could not be read.
    pub conclusions: Vec<Conclusion>,
    /// The whole rule.
    pub span: Span,
}

/// `table NAME LABEL when C first` (表): each row a rule.
#[derive(Debug, Clone)]
pub struct RuleTable {
    /// Its name.
    pub name: Name,
    /// Its label.
    pub label: Option<Text>,
    /// Its clauses.
    pub clauses: Clauses,
    /// `first` (取先).
    pub first: bool,
    /// `unique` (须一致).
    pub unique: Option<Span>,
    /// The header.
    pub header: Vec<Header>,
    /// The rows, those included that are of the wrong width.
    pub rows: Vec<Row>,
    /// The whole table.
    pub span: Span,
}

/// `table first` of a define: the last column headed `value` (取值).
#[derive(Debug, Clone)]
pub struct ValueTable {
    /// `first` (取先).
    pub first: bool,
    /// The header; its last column is [`HeaderKind::Value`].
    pub header: Vec<Header>,
    /// The rows.
    pub rows: Vec<Row>,
    /// The whole table.
    pub span: Span,
}

/// The head of a column.
#[derive(Debug, Clone)]
pub struct Header {
    /// What the column is.
    pub kind: HeaderKind,
    /// Where it stands.
    pub span: Span,
}

/// What a column is.
#[derive(Debug, Clone)]
pub enum HeaderKind {
    /// A factor, define or score that the cells test.
    Tests(Name),
    /// `value` (取值).
    Value,
    /// A level concluded: `level`, `final level`, `presume level`, `may level` and their twins.
    Level(Strength),
    /// A bound: `at least level` (不低于) and its like.
    Bound {
        /// `presume` (一般应).
        presumed: bool,
        /// Which side.
        side: super::BoundSide,
    },
    /// `raise by` (上调).
    Raise,
    /// `lower by` (下调).
    Lower,
    /// `outside` (等级外).
    Outside,
    /// `require` (应当).
    Require,
    /// `because` (理由).
    Because,
    /// `cite` (依据).
    Cite,
    /// A head that could not be read; its diagnostic is reported.
    Unknown,
}

/// One row drawn with pipes.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// The row, first pipe to last.
    pub span: Span,
}

/// One cell.
#[derive(Debug, Clone)]
pub struct Cell {
    /// What stands in it.
    pub kind: CellKind,
    /// Where it stands, without the blanks around it; an empty cell, the place between its pipes.
    pub span: Span,
}

/// What stands in a cell.
#[derive(Debug, Clone)]
pub enum CellKind {
    /// Nothing (a matrix's corner).
    Blank,
    /// `-`: any value; no conclusion.
    Any,
    /// `a`, `a, b`: one of these. Also a conclusion's level, number or name, and a `value` (which may be an expression).
    OneOf(Vec<Expr>),
    /// `not(a, b)` (非).
    NotOneOf(Vec<Expr>),
    /// `< 3`, `>= b`.
    Relation(Relation, Expr),
    /// `[3..7)`.
    Range(Endpoint, Endpoint),
    /// `includes a` (含); with several, every one of them.
    Includes(Vec<Expr>),
    /// `empty` (空).
    Empty,
    /// `not empty` (非空).
    NotEmpty,
    /// A text in quotes (`because`, `cite`, or a text factor's value).
    Text(Text),
    /// A cell that could not be read; its diagnostic is reported.
    Unknown,
}

/// An end of a range.
#[derive(Debug, Clone)]
pub struct Endpoint {
    /// The value.
    pub value: Expr,
    /// Whether it belongs to the range.
    pub included: bool,
}

/// A grid drawn with pipes: rows by columns.
#[derive(Debug, Clone)]
pub struct Grid {
    /// What chooses the row.
    pub rows: Name,
    /// What chooses the column.
    pub columns: Name,
    /// The first row: the corner, then the column values.
    pub head: Vec<Cell>,
    /// The further rows: the row value, then the cells.
    pub body: Vec<Row>,
    /// The whole grid.
    pub span: Span,
}

/// `matrix NAME LABEL : ROWS by COLUMNS gives level` (矩阵).
#[derive(Debug, Clone)]
pub struct Matrix {
    /// Its name.
    pub name: Name,
    /// Its label.
    pub label: Option<Text>,
    /// Its clauses.
    pub clauses: Clauses,
    /// By what force it concludes.
    pub gives: MatrixRole,
    /// The grid.
    pub grid: Grid,
    /// The whole matrix.
    pub span: Span,
}

/// By what force a matrix concludes.
pub type MatrixRole = Strength;

/// `impossible when C because "…"` (不应出现).
#[derive(Debug, Clone)]
pub struct Impossible {
    /// When.
    pub when: Expr,
    /// Why.
    pub because: Vec<Text>,
    /// Notes.
    pub notes: Vec<Text>,
    /// The whole declaration.
    pub span: Span,
}

/// `otherwise level N` (其余).
#[derive(Debug, Clone)]
pub struct Otherwise {
    /// The level.
    pub level: LevelWord,
    /// Why.
    pub because: Vec<Text>,
    /// By what text.
    pub cite: Vec<Text>,
    /// Notes.
    pub notes: Vec<Text>,
    /// The whole declaration.
    pub span: Span,
}
