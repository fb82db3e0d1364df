//! The meaning of a grading policy: values, records, conditions, rules, the exact search over value classes, decisions.
//!
//! Holds no policy text, files, clock, environment, threads, floats or hash order.

mod answer;
mod axis;
mod condition;
mod coverage;
mod date;
mod decimal;
mod decision;
mod digest;
mod evaluate;
mod expectation;
mod find;
mod finite;
mod grade;
mod headers;
mod leaves;
pub mod limits;
mod linear;
mod names;
mod needs;
mod number;
mod policy;
mod program;
mod raw;
mod reach;
mod reader;
mod record;
mod region;
mod said;
mod slips;
pub mod spelling;
mod split;
mod stands;
mod stored;
mod survey;
mod template;
mod truth;
mod values;
mod view;

pub use answer::{
    Answer, ByName, Fault, ForceWord, LevelName, OutcomeWord, Overridden, Place, Possible, Reasons, Shown, Stood,
    level_name, policy_name, shown,
};
pub use condition::{Condition, Day, Matrix, Pick, Relation, Window};
pub use coverage::{
    BoundarySeen, CellSeen, ConditionSeen, Coverage, Mark, Owner, RuleSeen, Seen, SideSeen, Watch, owned_leaves,
};
pub use date::{Date, Period, Unit};
pub use decimal::Decimal;
pub use decision::{Account, Amount, Complete, ConcludedBy, Decision, Outcome, Part, Partial};
pub use digest::{Digest, FileDigest, NoDigest, SourceDigest};
pub use expectation::{Expectation, Expected as ExpectedValue, Met, decisive};
pub use find::{Found, find};
pub use finite::FINITE;
pub use headers::{Claim, Columns, Headers, silent};
pub use leaves::{Leaf, condition_leaves, define_leaves, number_leaves, pick_leaves, policy_leaves, rule_leaves};
pub use names::{Clash, Names, looks, nearest, nearest_within, nfc};
pub use number::{ArithmeticError, MOST_DATES, Number, Term, gcd, lcm, round_half_up};
pub use policy::{
    Combine, Conclusion, Define, DefineId, Factor, FactorId, FactorKind, Force, Formula, Given, Impossible, Ladder,
    Level, LevelId, Measure, MeasureId, Named, NumberKind, Otherwise, OutsideId, PickKind, Piece, Policy, Rule, RuleId,
    Side, Template, Values,
};
pub use program::{NotInForce, Program};
pub use raw::{Expected, Misfit, Raw, read};
pub use reader::{RecordBuilder, RecordProblem, RecordProblems, RecordReader, Slot};
pub use record::{Datum, Record};
pub use slips::slip;
pub use stored::{AnswerFormat, StoredAnswer, UnknownFormat};
pub use values::ValueSet;
