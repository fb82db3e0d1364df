//! The `.rules` language: from text to a checked policy, and all that a program needs to grade by one.
//!
//! A text is compiled once; the policy is a value behind an [`Arc`](std::sync::Arc), cheap to clone and shared between
//! threads. Taken as of a day it is a [`Program`], which grades any record and cannot fail. Nothing here reads files, the
//! clock or the environment: files are asked for through [`Files`], the day is an argument.
//!
//! ```
//! use grading_dsl::{Date, Lang, Place, RecordReader, answer, compile_text};
//! use serde::Serialize;
//!
//! #[derive(Serialize)]
//! struct Point {
//!     职能: &'static str,
//!     loss: Option<f64>,
//! }
//!
//! let text = r#"
//!     policy p "样例"
//!     factor duty "职能" : none "无" < general "一般" < important "重要"
//!     factor loss "损失" : number in 0..100亿 unit "元"
//!     rule r when duty is important or loss at least 10万 then level 1 because "职能{duty}"
//!     otherwise level 3
//! "#;
//! let policy = compile_text(text).accept().unwrap();
//! let program = policy.as_of(Date::new(2026, 11, 24).unwrap()).unwrap();
//! let reader = RecordReader::new(policy);
//! let record = reader.read(&Point { 职能: "重要", loss: Some(1_500.5) }).unwrap();
//!
//! let answer = answer(&program, Place::of("R-17"), &program.grade(&record), Lang::Zh);
//! assert_eq!((answer.severity, answer.because[0].as_str()), (Some(1), "职能重要"));
//! assert_eq!(answer.digest, program.digest());
//! ```
//!
//! What does not fit is told, and never guessed: a text by [`Diagnostic`]s, a record by [`RecordProblems`]. A record with
//! silent factors is graded over everything that they could be.

mod check;
mod compiled;
mod coverage;
mod difference;
mod files;
mod format;
mod habits;
mod imports;
mod joined;
mod keywords;
mod parse;
mod proofs;
mod source;
mod suggested;
#[cfg(feature = "syntax")]
pub mod syntax;
#[cfg(not(feature = "syntax"))]
#[expect(dead_code, reason = "notes and some places are for tools beside the checker only")]
mod syntax;
mod tests;

use check::{Beside, Others, Read};

/// What a program that embeds the language needs of the core: policies, records, decisions, answers.
#[doc(inline)]
pub use core_model::{
    Account, Answer, AnswerFormat, ByName, Complete, Date, Datum, Decision, Digest, FactorId, Fault, FileDigest,
    Finding, ForceWord, LevelName, NotInForce, Outcome, OutcomeWord, Part as RulePart, Partial, Place, Policy, Program,
    Record, RecordBuilder, RecordProblem, RecordProblems, RecordReader, Shown, Slot, SourceDigest, StoredAnswer,
    UnknownFormat,
};
/// And of the words: diagnostics, and answers in a language.
#[doc(inline)]
pub use messages::{
    Blanks, DataProblem, Diagnostic, FileId, Lang, Severity, Span, Words, answer, answer_schema, invalid, record_schema,
};

pub use compiled::{Accepted, AcceptedOn, Compiled, Places, PropertyCase, Sense, Written};
pub use coverage::{
    BoundaryCoverage, CellCoverage, ConditionCoverage, Count, Coverage, Part, RuleCoverage, SideCoverage, Totals,
    mark_text,
};
pub use difference::tell_changes;
pub use files::{Files, Unreadable};
pub use format::{Formatted, Keywords, format, format_text, print_condition, print_rule, print_test};
#[cfg(feature = "syntax")]
pub use parse::parse;
pub use proofs::{PropertyReport, Proved, outcome_words, print_records, print_witness, tell_findings, tell_properties};
pub use source::Sources;
pub use suggested::{Missing, Showing, Shows, SuggestedTest, given_records, tell_missing};
pub use tests::{Given, TestCase, TestReport, Verdict, cover_tests, run_tests};

/// Compiles a policy and what it imports. Never fails: what stands in the way is told. Runs no tests.
///
/// ```
/// use grading_dsl::{Files, Lang, Unreadable, compile};
///
/// struct Texts;
///
/// impl Files for Texts {
///     fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
///         match path {
///             "own.rules" => Ok("import \"base.rules\"\nrule r when 列入 then level 1\notherwise level 3".into()),
///             "base.rules" => Ok("factor listed \"列入\" : yes/no".into()),
///             _ => Err(Unreadable::Missing),
///         }
///     }
/// }
///
/// let compiled = compile("own.rules", &Texts);
/// assert!(compiled.policy.is_some());
/// assert_eq!(compiled.sources.len(), 2);
///
/// let missing = compile("none.rules", &Texts);
/// assert_eq!(missing.diagnostics[0].problem.code(), "E1001");
/// println!("{}", missing.diagnostics[0].problem.words(Lang::Zh).message);
/// ```
#[must_use]
pub fn compile(path: &str, files: &dyn Files) -> Compiled {
    compile_in(&imports::folder(path), path, files, Others::Compiled)
}

/// The same with what it imports kept in a root folder, which need not be its own.
fn compile_in(root: &[String], path: &str, files: &dyn Files, others: Others) -> Compiled {
    let mut loaded = imports::load(root, path, files);
    let texts: Vec<String> = loaded.texts();
    let told = std::mem::take(&mut loaded.diagnostics);
    let read = Read { files: &loaded.files, texts: &texts, path, source: loaded.sources.source_digest() };
    let checked = check::check(read, told, &mut Beside::of(root, path, files, others));
    let mut diagnostics = checked.diagnostics;
    imports::tell_importers(&loaded, &mut diagnostics);
    diagnostics.sort_by_key(|told| told.span);
    Compiled {
        policy: checked.policy,
        diagnostics,
        sources: loaded.sources,
        tests: checked.tests,
        properties: checked.properties,
        accepted: checked.accepted,
        places: checked.places,
    }
}

/// Compiles a policy that imports nothing.
///
/// ```
/// let compiled = grading_dsl::compile_text("policy p\nfactor a : yes/no\nrule r when a then level 1\notherwise level 3");
/// assert!(compiled.policy.is_some());
/// ```
#[must_use]
pub fn compile_text(text: &str) -> Compiled {
    compile(ONLY, &Only(text))
}

/// The name of a policy that is a single text.
const ONLY: &str = "policy.rules";

struct Only<'t>(&'t str);

impl Files for Only<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, Unreadable> {
        if path == ONLY { Ok(self.0.as_bytes().to_vec()) } else { Err(Unreadable::Missing) }
    }
}
