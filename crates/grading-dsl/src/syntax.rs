//! The syntax tree of one `.rules` file: what was written, before any name or type is settled.
//!
//! A broken declaration leaves an [`Item::Broken`], a broken clause is left out; the diagnostics stand beside the tree.
//! Names and strings are NFC; numbers and dates are exact. Every part knows its place.

mod conclusion;
mod declaration;
mod expression;
mod rule;
mod test;

pub use conclusion::{BoundSide, Conclusion, ConclusionKind, LevelWord, Strength};
pub use declaration::{
    Accept, AlsoGive, Assume, Define, DefineBody, DefineCase, DefineType, Factor, Import, Levels, LevelsEntry, Measure,
    Policy, PolicyClause, Score, ScoreAmount, ScoreLine, Sign, TypeDecl, TypeExpr, ValueDecl, ValueList,
};
pub use expression::{Arithmetic, DateUnit, Expr, ExprKind, NumberLit, Quantifier, Tail, TailKind, Window};
pub use rule::{
    Cell, CellKind, Clauses, Combine, Endpoint, Grid, Header, HeaderKind, Impossible, InForce, Matrix, MatrixRole,
    Otherwise, Row, Rule, RuleTable, ValueTable,
};
pub use test::{Expectation, Property, PropertyClaim, Test, TestGiven};

pub use messages::Span;

/// A name as written: NFC, without backquotes. In most places a label may stand for a name, then written as a bare
/// word or in backquotes too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Where it stands, backquotes included.
    pub span: Span,
}

/// A string as written: NFC, without its quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// What stands between the marks.
    pub text: String,
    /// Where it stands, marks included.
    pub span: Span,
}

/// One file.
#[derive(Debug, Clone, Default)]
pub struct File {
    /// Its declarations, in the order written.
    pub items: Vec<Item>,
}

/// A declaration.
#[derive(Debug, Clone)]
pub enum Item {
    /// `policy` (标准)
    Policy(Policy),
    /// `import` (引入)
    Import(Import),
    /// `levels` (等级表)
    Levels(Levels),
    /// `scale` (分档) or `choice` (选项)
    Type(TypeDecl),
    /// `factor` (因素)
    Factor(Factor),
    /// `define` (定义), value tables and matrices included
    Define(Define),
    /// `score` (计分)
    Score(Score),
    /// `matrix` (矩阵) that concludes
    Matrix(Matrix),
    /// `table` (表)
    Table(RuleTable),
    /// `rule` (规则)
    Rule(Rule),
    /// `measure` (措施)
    Measure(Measure),
    /// `impossible` (不应出现)
    Impossible(Impossible),
    /// `also give` (一并给出)
    AlsoGive(AlsoGive),
    /// `accept` (认可)
    Accept(Accept),
    /// `otherwise` (其余)
    Otherwise(Otherwise),
    /// `test` (测试)
    Test(Test),
    /// `property` (要求)
    Property(Property),
    /// A declaration that could not be read; its diagnostic is reported. What is known of it keeps others silent.
    Broken(Broken),
}

/// What is known of a declaration that could not be read.
#[derive(Debug, Clone)]
pub struct Broken {
    /// Which declaration its first word announces.
    pub kind: Option<BrokenKind>,
    /// Its name, where one could be read.
    pub name: Option<Name>,
    /// Its label, where one could be read.
    pub label: Option<Text>,
    /// The whole of it.
    pub span: Span,
}

/// In which space a broken declaration would have declared its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BrokenKind {
    /// The policy's own header.
    Policy,
    /// The levels.
    Levels,
    /// A scale or choice.
    Type,
    /// A factor, define or score.
    Factor,
    /// A rule, table or matrix.
    Rule,
    /// A measure.
    Measure,
    /// `otherwise`.
    Otherwise,
    /// An import.
    Import,
    /// Anything else, which declares no name.
    Other,
}
