//! Tests that a policy is missing, by name and with places: what each shows, and its text with what is expected left open.
//! Finds none.

use std::sync::Arc;

use core_model::{
    ByName, Date, Expectation, FactorId, Goal, Mark, Named, Outcome, Owner, Policy, Record, Suggested, Suggestions,
    Undecided, by_name,
};
use messages::{Lang, Span};
use serde::{Serialize, Serializer};

use crate::compiled::{Compiled, Places, Sense};
use crate::coverage::{Part, mark_text, part, whole};
use crate::format::{Keywords, print_test};
use crate::tests::{first_day, must_say_day};

/// What tests of a policy are missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// A test each, with what it shows and no other does.
    pub tests: Vec<SuggestedTest>,
    /// What no possible record shows.
    pub never: Vec<Showing>,
    /// What the steps did not suffice for, each with the factors that made it hard.
    pub undecided: Vec<(Showing, Vec<Named>)>,
}

/// A test that a policy is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SuggestedTest {
    /// Its name.
    pub name: String,
    /// The record that it gives, by the names of factors.
    pub record: ByName,
    /// The day as of which it shows what it shows.
    pub as_of: Date,
    /// What it shows, in the order of the policy's parts.
    pub shows: Vec<Showing>,
    /// Its text, with what is expected left open; nothing where the language cannot write the record down.
    pub test: Option<String>,
}

/// Something that a test shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Showing {
    /// Of which part of the policy.
    #[serde(flatten)]
    pub of: Part,
    /// What it shows of it.
    #[serde(flatten)]
    pub what: Shows,
    /// Whether the text at its place says the opposite of the condition.
    #[serde(skip)]
    pub sense: Sense,
    /// Where it is written.
    #[serde(skip)]
    pub span: Span,
}

/// What a test shows of a part of the policy. Conditions count from 1; 0 where dates are counted outside of any.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "shows", rename_all = "snake_case")]
pub enum Shows {
    /// That it stands.
    Stands,
    /// That it is decisive.
    Decides,
    /// That it concludes.
    Concludes,
    /// That a condition of it holds.
    Holds {
        /// Which.
        condition: u32,
    },
    /// That a condition of it does not hold.
    Fails {
        /// Which.
        condition: u32,
    },
    /// The nearest value below a boundary of a condition.
    Below {
        /// Which.
        condition: u32,
        /// The value.
        #[serde(serialize_with = "marked")]
        value: Mark,
    },
    /// The nearest value above a boundary of a condition.
    Above {
        /// Which.
        condition: u32,
        /// The value.
        #[serde(serialize_with = "marked")]
        value: Mark,
    },
    /// A cell of its matrix.
    Cell {
        /// The value of its row.
        #[serde(serialize_with = "named")]
        row: Named,
        /// The value of its column.
        #[serde(serialize_with = "named")]
        column: Named,
    },
}

/// The day as of which each test of the policy runs, and the record that it gives; those that give a number that does not
/// fit aside. What is missing beside them is found by the analysis of policies.
///
/// ```
/// use grading_dsl::{Date, compile_text, given_records};
/// let text = "policy p\nfactor a : yes/no\nrule r when a then level 1\notherwise level 3\n";
/// let given = given_records(&compile_text(&format!("{text}test \"t\" given a = yes expect level 1")));
/// assert_eq!(given.len(), 1);
/// assert_eq!(given[0].0, Date::FIRST);
/// ```
#[must_use]
pub fn given_records(compiled: &Compiled) -> Vec<(Date, Record)> {
    let Some(policy) = &compiled.policy else { return Vec::new() };
    let fit = compiled.tests.iter().filter(|test| test.given.misfits.is_empty());
    fit.map(|test| (test.as_of.unwrap_or_else(|| first_day(policy)), test.given.record.clone())).collect()
}

/// Tells what tests are missing: names and places for ids, and each test as text in the keywords of the language, with
/// `level ?` (`?级`) for the author to fill in. Nothing of a policy with errors.
///
/// ```
/// use core_model::{Datum, Goal, Outcome, Suggested, Suggestions, Witness, RuleId, LevelId};
/// use grading_dsl::{Date, Lang, Record, compile_text, tell_missing};
///
/// let compiled = compile_text("policy p\nfactor a : yes/no\nrule r when a then level 1\notherwise level 3\n");
/// let witness = Witness {
///     record: Record(vec![Some(Datum::Value(1))]),
///     as_of: Date::FIRST,
///     outcome: Outcome::Graded(LevelId(0)),
/// };
/// let found = Suggestions { tests: vec![Suggested { witness, shows: vec![Goal::Decides(RuleId(0))] }], ..Suggestions::default() };
/// let missing = tell_missing(&compiled, &found, Lang::En);
/// let text = missing.tests[0].test.as_deref().unwrap();
/// assert_eq!(text, "test \"suggested 1\"\n  given a = yes\n  expect level ?\n");
/// ```
#[must_use]
pub fn tell_missing(compiled: &Compiled, found: &Suggestions, lang: Lang) -> Missing {
    let Some(policy) = &compiled.policy else {
        return Missing { tests: Vec::new(), never: Vec::new(), undecided: Vec::new() };
    };
    let told = Told { policy, places: &compiled.places };
    let taken: Vec<&str> = compiled.tests.iter().map(|test| test.name.as_str()).collect();
    let mut names = (1_usize..).map(|nth| name(nth, lang)).filter(|name| !taken.contains(&name.as_str()));
    let tests = found.tests.iter().filter_map(|one| Some(told.test(one, names.next()?, lang))).collect();
    let factor = |id: &FactorId| policy.factors.get(id.index()).map(|factor| factor.named.clone());
    let hard = |open: &Undecided| open.factors.iter().filter_map(factor).collect();
    Missing {
        tests,
        never: found.never.iter().map(|goal| told.goal(goal)).collect(),
        undecided: found.undecided.iter().map(|(goal, open)| (told.goal(goal), hard(open))).collect(),
    }
}

fn name(nth: usize, lang: Lang) -> String {
    match lang {
        Lang::En => format!("suggested {nth}"),
        Lang::Zh => format!("建议 {nth}"),
    }
}

/// A policy and where its things are declared.
#[derive(Clone, Copy)]
struct Told<'p> {
    policy: &'p Arc<Policy>,
    places: &'p Places,
}

impl Told<'_> {
    fn test(self, suggested: &Suggested, name: String, lang: Lang) -> SuggestedTest {
        let witness = &suggested.witness;
        let expected = expectation(&witness.outcome);
        let says_day = witness.as_of != first_day(self.policy)
            || must_say_day(self.policy, &witness.record, witness.as_of, std::slice::from_ref(&expected));
        let day = says_day.then_some(witness.as_of);
        let test = blank(self.policy, &name, day, &witness.record, &witness.outcome, lang);
        SuggestedTest {
            name,
            record: by_name(self.policy, &witness.record),
            as_of: witness.as_of,
            shows: suggested.shows.iter().map(|goal| self.goal(goal)).collect(),
            test,
        }
    }

    fn goal(self, goal: &Goal) -> Showing {
        let (owner, what, at) = match goal {
            Goal::Stands(rule) => (Owner::Rule(*rule), Shows::Stands, None),
            Goal::Decides(rule) => (Owner::Rule(*rule), Shows::Decides, None),
            Goal::Otherwise => (Owner::Otherwise, Shows::Concludes, None),
            Goal::Holds(owner, nth, at) => (*owner, Shows::Holds { condition: *nth }, Some(*at)),
            Goal::Fails(owner, nth, at) => (*owner, Shows::Fails { condition: *nth }, Some(*at)),
            Goal::Below(owner, nth, at, value) => (*owner, Shows::Below { condition: *nth, value: value.clone() }, *at),
            Goal::Above(owner, nth, at, value) => (*owner, Shows::Above { condition: *nth, value: value.clone() }, *at),
            Goal::Cell(owner, row, column) => (*owner, Shows::Cell { row: row.clone(), column: column.clone() }, None),
        };
        let written = at.and_then(|at| self.places.conditions.get(at));
        Showing {
            of: part(self.policy, owner),
            what,
            sense: written.map_or(Sense::Same, |written| written.sense),
            span: written.map_or_else(|| whole(self.places, owner), |written| written.span),
        }
    }
}

/// What the outcome is expected as where it is no level.
fn expectation(outcome: &Outcome) -> Expectation {
    match outcome {
        Outcome::Graded(level) => Expectation::Level(*level),
        Outcome::Outside(outside) => Expectation::Outside(*outside),
        Outcome::Conflict(_) => Expectation::Conflict,
        Outcome::Ungraded => Expectation::Ungraded,
        Outcome::Undetermined => Expectation::Undetermined,
        Outcome::Invalid(_) => Expectation::Invalid,
    }
}

/// A test of the record whose expected outcome is for the author to fill in. An impossible record is invalid whatever is
/// thought of it.
fn blank(
    policy: &Policy,
    name: &str,
    as_of: Option<Date>,
    record: &Record,
    outcome: &Outcome,
    lang: Lang,
) -> Option<String> {
    let (keywords, open) = match lang {
        Lang::En => (Keywords::English, "  expect level ?\n"),
        Lang::Zh => (Keywords::Chinese, "  应为 ?级\n"),
    };
    match outcome {
        Outcome::Invalid(_) => print_test(policy, name, as_of, record, &[Expectation::Invalid], keywords),
        Outcome::Graded(_) | Outcome::Outside(_) | Outcome::Ungraded | Outcome::Conflict(_) | Outcome::Undetermined => {
            Some(print_test(policy, name, as_of, record, &[], keywords)? + open)
        }
    }
}

fn marked<S: Serializer>(mark: &Mark, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&mark_text(mark, |named| named.name.clone()))
}

fn named<S: Serializer>(named: &Named, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&named.name)
}
