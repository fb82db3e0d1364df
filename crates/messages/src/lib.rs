//! Every diagnostic as a code and facts, and its words in English and Chinese. Decides nothing; knows the core only.
//!
//! One file a subject: each holds an enum of problems with their facts, their codes, and the words for both languages.
//!
//! ```
//! use messages::{Diagnostic, Lang, NumberProblem, Span};
//! let told = Diagnostic::error(NumberProblem::ByZero, Span::default());
//! assert!(told.problem.code().starts_with('E'));
//! assert_ne!(told.problem.words(Lang::En).message, told.problem.words(Lang::Zh).message);
//! ```

mod answers;
mod data;
mod diagnostic;
mod difference;
mod habits;
mod header;
mod imports;
mod levels;
mod limits;
mod names;
mod numbers;
#[cfg(feature = "pages")]
mod pages;
mod proofs;
mod rules;
mod schema;
mod syntax;
mod tables;
mod tests;
mod text;
mod types;
mod warnings;

pub use answers::{
    AnswerColumn, BookWord, answer, answer_cell_needs, answer_column, book_word, faults, invalid, outcome_word,
};
pub use data::{
    Binary, CellFault, CellProblem, CodingProblem, ColumnProblem, Counted, DataProblem, FileProblem, Hiding, IdProblem,
    ImpossibleRecord, IoCause, ObjectProblem, RowProblem, SheetProblem, Size, WorkbookProblem, expected,
};
pub use diagnostic::{Diagnostic, FileId, Lang, Problem, Related, Severity, Span, Suggestion, Words};
pub use difference::{
    Change, ChangeTold, Clause, Decided, Graded, Note, NotePeriod, Whole, change_note, counted, declared_in_words,
    outcome_in_words,
};
pub use habits::HabitProblem;
pub use header::HeaderProblem;
pub use imports::ImportProblem;
pub use levels::LevelProblem;
pub use limits::{Countable, LimitProblem};
pub use names::{Called, NameProblem};
pub use numbers::NumberProblem;
#[cfg(feature = "pages")]
pub use pages::{Example, Page, Piece, Role, page, pages};
pub use proofs::{Counterexample, ProofProblem};
pub use rules::RuleProblem;
pub use schema::{Blanks, answer_schema, record_schema};
pub use syntax::{Expected, SignCure, SyntaxProblem};
pub use tables::TableProblem;
pub use tests::{TestFact, TestProblem, listed};
pub use text::TextProblem;
pub use types::{Asked, Kind, TypeProblem};
pub use warnings::WarningProblem;
