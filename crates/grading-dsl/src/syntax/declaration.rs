//! Declarations that are no rules: the policy's header, levels, types, factors, defines, scores, measures and the rest.

use super::{Combine, Expr, Grid, InForce, Name, NumberLit, Span, Text, ValueTable};

/// `policy NAME LABEL` and its clauses, in the order written.
#[derive(Debug, Clone)]
pub struct Policy {
    /// The name.
    pub name: Name,
    /// The label.
    pub label: Option<Text>,
    /// The clauses.
    pub clauses: Vec<PolicyClause>,
    /// The whole header.
    pub span: Span,
}

/// A clause of the policy's header.
#[derive(Debug, Clone)]
pub enum PolicyClause {
    /// `language 1` (语言).
    Language(u32, Span),
    /// `version "…"` (版本).
    Version(Text),
    /// `cite "…"` (依据).
    Cite(Text),
    /// `note "…"` (注).
    Note(Text),
    /// `in force from D until D` (自 D 起施行 至 D).
    InForce(InForce),
    /// `combine …` (并存时 …).
    Combine(Combine, Span),
}

/// `import "other.rules"` (引入).
#[derive(Debug, Clone)]
pub struct Import {
    /// The path as written.
    pub path: Text,
    /// Notes.
    pub notes: Vec<Text>,
    /// The whole declaration.
    pub span: Span,
}

/// `levels A > B > … best first outside X | Y` (等级表).
#[derive(Debug, Clone)]
pub struct Levels {
    /// The levels, highest first.
    pub levels: Vec<LevelsEntry>,
    /// `best first` (由优到劣).
    pub best_first: bool,
    /// `outside` (等级外).
    pub outside: Vec<ValueDecl>,
    /// Notes.
    pub notes: Vec<Text>,
    /// The whole declaration.
    pub span: Span,
}

/// One level: by name, or by number.
#[derive(Debug, Clone)]
pub struct LevelsEntry {
    /// Its name, or the digits of its number.
    pub name: Name,
    /// Its number, where it is declared by number.
    pub number: Option<u32>,
    /// Its label.
    pub label: Option<Text>,
    /// Further spellings.
    pub aka: Vec<Text>,
}

/// `scale NAME : v1 < v2` (分档) or `choice NAME : v1 | v2` (选项).
#[derive(Debug, Clone)]
pub struct TypeDecl {
    /// Its name.
    pub name: Name,
    /// Its label.
    pub label: Option<Text>,
    /// Its values. A scale with one value only, or a choice with one value, is told apart by the keyword: see `ordered`.
    pub values: ValueList,
    /// Notes.
    pub notes: Vec<Text>,
    /// The whole declaration.
    pub span: Span,
}

/// The values of a type.
#[derive(Debug, Clone)]
pub struct ValueList {
    /// `true` where they ascend (`<`), `false` where they are alternatives (`|`).
    pub ordered: bool,
    /// The values, in the order written.
    pub values: Vec<ValueDecl>,
    /// Where they stand.
    pub span: Span,
}

/// One value, or one outcome beside the ladder.
#[derive(Debug, Clone)]
pub struct ValueDecl {
    /// Its name.
    pub name: Name,
    /// Its label.
    pub label: Option<Text>,
    /// Further spellings (`aka`, 又称, directly behind it).
    pub aka: Vec<Text>,
}

/// `factor NAME LABEL aka … : TYPE assume VALUE` (因素).
#[derive(Debug, Clone)]
pub struct Factor {
    /// Its name.
    pub name: Name,
    /// Its label.
    pub label: Option<Text>,
    /// Further column headers.
    pub aka: Vec<Text>,
    /// Its type.
    pub kind: TypeExpr,
    /// `assume VALUE` (未填视为): values of a set, or one value, number, date, text, yes/no.
    pub assume: Option<Assume>,
    /// Notes.
    pub notes: Vec<Text>,
    /// The whole declaration.
    pub span: Span,
}

/// What is assumed of a silent factor.
#[derive(Debug, Clone)]
pub enum Assume {
    /// One value.
    One(Expr),
    /// A list in braces, for a set or for dates; `{}` is the empty one.
    List(Vec<Expr>, Span),
}

/// A type as written.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant, reason = "a tree is made once and walked, not moved")]
pub enum TypeExpr {
    /// A declared scale or choice.
    Named(Name),
    /// Values written in place.
    Values(ValueList),
    /// `level` (等级).
    Level(Span),
    /// `set of` (多选) a declared choice.
    SetNamed(Name, Span),
    /// `set of` (多选) values written in place.
    SetValues(ValueList, Span),
    /// `yes/no` (是否).
    YesNo(Span),
    /// `number in A..B unit "…" decimals N` (数值 范围 A..B 计量单位 … 小数位 N).
    Number {
        /// `in A..B`, signs worked in.
        range: Option<(NumberLit, NumberLit)>,
        /// `unit`.
        unit: Option<Text>,
        /// `decimals`.
        decimals: Option<(u32, Span)>,
        /// The whole type.
        span: Span,
    },
    /// `date` (日期).
    Date(Span),
    /// `dates` (历次日期).
    Dates(Span),
    /// `text` (文本).
    Text(Span),
}

/// `define NAME LABEL unit "…" : TYPE = …` (定义).
#[derive(Debug, Clone)]
pub struct Define {
    /// Its name.
    pub name: Name,
    /// Its label.
    pub label: Option<Text>,
    /// `unit "…"` behind the label.
    pub unit: Option<Text>,
    /// The type, where one is written.
    pub kind: Option<DefineType>,
    /// How it is derived.
    pub body: DefineBody,
    /// Notes.
    pub notes: Vec<Text>,
    /// The whole declaration.
    pub span: Span,
}

/// The type of a define.
#[derive(Debug, Clone)]
pub enum DefineType {
    /// A declared scale or choice (or a factor's values by the factor's name).
    Named(Name),
    /// `level` (等级).
    Level(Span),
    /// `number` (数值).
    Number(Span),
    /// `yes/no` (是否).
    YesNo(Span),
}

/// How a define is derived.
#[derive(Debug, Clone)]
pub enum DefineBody {
    /// An expression; a condition in parentheses included.
    Expr(Expr),
    /// Cases, the last one `otherwise`.
    Cases(Vec<DefineCase>, Box<Expr>),
    /// `table` with pipes.
    Table(ValueTable),
    /// `matrix A by B` with pipes.
    Matrix(Grid),
}

/// One case: `V when C` or `when C then V`.
#[derive(Debug, Clone)]
pub struct DefineCase {
    /// When.
    pub when: Expr,
    /// What.
    pub value: Expr,
}

/// `score NAME LABEL from E in A..B` and its lines (计分).
#[derive(Debug, Clone)]
pub struct Score {
    /// Its name.
    pub name: Name,
    /// Its label.
    pub label: Option<Text>,
    /// `unit "…"` behind the label.
    pub unit: Option<Text>,
    /// `from E`.
    pub from: Option<Expr>,
    /// `in A..B`.
    pub range: Option<(NumberLit, NumberLit)>,
    /// Its lines.
    pub lines: Vec<ScoreLine>,
    /// Notes.
    pub notes: Vec<Text>,
    /// The whole declaration.
    pub span: Span,
}

/// Whether a line adds or deducts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// `add` (加).
    Add,
    /// `deduct` (扣).
    Deduct,
}

/// One line of a score.
#[derive(Debug, Clone)]
pub struct ScoreLine {
    /// Adds or deducts.
    pub sign: Sign,
    /// How much.
    pub amount: ScoreAmount,
    /// Where it stands.
    pub span: Span,
}

/// How much a line of a score adds.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant, reason = "a tree is made once and walked, not moved")]
pub enum ScoreAmount {
    /// The first case that holds, else 0.
    Cases(Vec<DefineCase>),
    /// So much for each of a set's values (a name), of `size of S` or of a `count of`; `at most M`.
    Each {
        /// How much for each.
        amount: Expr,
        /// Of what: a bare set's name, `size of S`, `count of …`.
        of: Expr,
        /// `at most M`.
        most: Option<Expr>,
    },
    /// A bare `add E`, always an error: it belongs into `from`.
    Bare(Expr),
}

/// `measure NAME LABEL every N months by "…"` (措施).
#[derive(Debug, Clone)]
pub struct Measure {
    /// Its name.
    pub name: Name,
    /// Its label.
    pub label: Option<Text>,
    /// `every N months`.
    pub every: Option<(u32, Span)>,
    /// `by "…"`.
    pub by: Option<Text>,
    /// Citations.
    pub cite: Vec<Text>,
    /// Notes.
    pub notes: Vec<Text>,
    /// The whole declaration.
    pub span: Span,
}

/// `also give NAME, …` (一并给出).
#[derive(Debug, Clone)]
pub struct AlsoGive {
    /// What.
    pub names: Vec<Name>,
    /// Notes.
    pub notes: Vec<Text>,
    /// The whole declaration.
    pub span: Span,
}

/// `accept CODE on NAME because "…"` (认可 … 于 … 理由).
#[derive(Debug, Clone)]
pub struct Accept {
    /// The code, as written.
    pub code: Name,
    /// On what.
    pub on: Name,
    /// Why.
    pub because: Vec<Text>,
    /// Notes.
    pub notes: Vec<Text>,
    /// The whole declaration.
    pub span: Span,
}
