//! The meaning of a grading policy: values, records, conditions, rules, the exact search over value classes, decisions.
//!
//! Holds no policy text, files, clock, environment, threads, floats or hash order. A policy is made by `grading-dsl` from a
//! text; here it is by hand:
//!
//! ```
//! use std::sync::Arc;
//! use core_model::{
//!     Conclusion, Condition, Date, Factor, FactorId, FactorKind, Force, Ladder, Level, LevelId, Named, Outcome, Pick,
//!     Policy, RecordReader, Rule, RuleId, ValueSet,
//! };
//!
//! let named = |name: &str| Named { name: name.into(), ..Named::default() };
//! let level = |number: u8, name: &str| Level { named: named(name), number: Some(number) };
//! let rule = Rule {
//!     named: named("listed_first"),
//!     in_force: None,
//!     when: Condition::Within(Pick::Factor(FactorId(0)), ValueSet::only(1)),
//!     unless: None,
//!     conclusions: vec![Conclusion::Level(Force::Level, Pick::Value(1))],
//!     overrides: Vec::new(),
//!     first_of: None,
//!     asks_level: false,
//!     because: Vec::new(),
//!     cite: Vec::new(),
//! };
//! let policy = Arc::new(Policy {
//!     ladder: Ladder { levels: vec![level(1, "一级"), level(2, "二级")], ..Ladder::default() },
//!     factors: vec![Factor { named: named("listed"), kind: FactorKind::YesNo, assume: None }],
//!     rules: vec![rule],
//!     stand_order: vec![RuleId(0)],
//!     ..Policy::default()
//! });
//!
//! let program = policy.as_of(Date::new(2026, 11, 24).unwrap()).unwrap();
//! let record = RecordReader::new(policy).builder().say("listed", "是").build().unwrap();
//! assert_eq!(program.grade(&record).outcome, Outcome::Graded(LevelId(0)));
//! ```

mod answer;
mod axis;
mod condition;
mod count;
mod coverage;
mod date;
mod decimal;
mod decision;
mod difference;
mod digest;
mod evaluate;
mod expectation;
mod find;
mod finding;
mod finite;
mod grade;
mod headers;
mod leaves;
pub mod limits;
mod linear;
mod missing;
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
    by_name, level_name, policy_name, shown,
};
pub use axis::Axis;
pub use condition::{Condition, Day, Matrix, Pick, Relation, Window};
pub use count::{Count, Counted, Share};
pub use coverage::{
    BoundarySeen, CellSeen, ConditionSeen, Coverage, Goal, Goals, Mark, Owner, RuleSeen, Seen, SideSeen, Sight, Watch,
    owned_leaves,
};
pub use date::{Date, Period, Unit};
pub use decimal::Decimal;
pub use decision::{Account, Amount, Complete, ConcludedBy, Decision, Outcome, Part, Partial};
pub use difference::{By, Change, Changed, Declared, Difference, Grading, Sameness, Stretch, Version};
pub use digest::{Digest, FileDigest, NoDigest, SourceDigest};
pub use expectation::{Expectation, Expected as ExpectedValue, Met, decisive};
pub use find::{Found, find, find_in};
pub use finding::{Cut, Finding, On, Property, Region, Regions, Undecided, Verdict, What, Witness};
pub use finite::FINITE;
pub use headers::{Claim, Columns, Headers, silent};
pub use leaves::{Leaf, condition_leaves, define_leaves, number_leaves, pick_leaves, policy_leaves, rule_leaves};
pub use missing::{Suggested, Suggestions};
pub use names::{Clash, Names, looks, nearest, nearest_within, nfc, turns_writing};
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
pub use region::Slot as Class;
pub use slips::slip;
pub use stored::{AnswerFormat, StoredAnswer, UnknownFormat};
pub use values::ValueSet;
