//! What the tests of a policy have seen of it, by name and with the places where it is written.

use core_model::{
    BoundarySeen, CellSeen, ConditionSeen, Coverage as Known, Decimal, Mark, Named, Owner, Policy, RuleId, Seen,
    SideSeen,
};
use messages::Span;
use serde::{Serialize, Serializer};

use crate::compiled::{Places, Sense};

/// What the tests of a policy have seen of it. It rests on what the policy means and not on how it is laid out; only the
/// places do. [`cover_tests`](crate::cover_tests) finds it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// Each rule, row and concluding matrix, in the order of the policy; `otherwise` last.
    pub rules: Vec<RuleCoverage>,
    /// Each condition that is not made of others.
    pub conditions: Vec<ConditionCoverage>,
    /// Each boundary that records can be on both sides of.
    pub boundaries: Vec<BoundaryCoverage>,
    /// Each cell of each matrix of values.
    pub cells: Vec<CellCoverage>,
}

/// In how many tests a rule was what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleCoverage {
    /// Which rule, or `otherwise`.
    #[serde(flatten)]
    pub of: Part,
    /// Active; of `otherwise`, that it concluded.
    pub active: u32,
    /// Standing.
    pub stands: u32,
    /// Decisive. Left out where it concludes nothing that could be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decisive: Option<u32>,
    /// Where it is declared.
    #[serde(skip)]
    pub span: Span,
}

/// In how many tests a condition held, and in how many it did not: `None` where no possible record shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConditionCoverage {
    /// Whose it is.
    #[serde(flatten)]
    pub of: Part,
    /// Which of its conditions, from 1.
    pub condition: u32,
    /// That it held.
    pub holds: Option<u32>,
    /// That it did not.
    pub fails: Option<u32>,
    /// Whether the text at its place says the opposite.
    #[serde(skip_serializing_if = "is_same", serialize_with = "opposite", rename = "opposite")]
    pub sense: Sense,
    /// Where it is written.
    #[serde(skip)]
    pub span: Span,
}

/// A pair of neighbouring values between which a condition changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BoundaryCoverage {
    /// Whose condition it is.
    #[serde(flatten)]
    pub of: Part,
    /// Which of its conditions, from 1; 0 where dates are counted outside of any.
    pub condition: u32,
    /// The values below it.
    pub below: SideCoverage,
    /// The values above it.
    pub above: SideCoverage,
    /// Where the condition is written.
    #[serde(skip)]
    pub span: Span,
}

/// One side of a boundary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SideCoverage {
    /// In how many tests the value nearest to the boundary was met.
    pub tests: u32,
    /// The nearest value that was met.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "marked")]
    pub met: Option<Mark>,
    /// A nearer one that a record can have.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "marked")]
    pub missing: Option<Mark>,
}

/// A cell of a matrix, and in how many tests a record was in it: `None` where no possible record is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CellCoverage {
    /// Whose matrix it is.
    #[serde(flatten)]
    pub of: Part,
    /// The value of its row.
    #[serde(serialize_with = "named")]
    pub row: Named,
    /// The value of its column.
    #[serde(serialize_with = "named")]
    pub column: Named,
    /// In how many tests.
    pub tests: Option<u32>,
    /// Where the matrix is declared.
    #[serde(skip)]
    pub span: Span,
}

/// A part of a policy that has conditions.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A rule, row or concluding matrix, by name.
    Rule(String),
    /// A define or score, by name.
    Define(String),
    /// A declaration of impossible records, from 1.
    Impossible(usize),
    /// `otherwise`; always `true`.
    Otherwise(bool),
}

/// How many there are of something, and how many of them tests have seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Count {
    /// Those that were seen.
    pub seen: usize,
    /// All.
    pub of: usize,
}

/// How much of a policy its tests have seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Rules that stood, and decided where they can.
    pub rules: Count,
    /// Conditions that held and failed, as far as either can be.
    pub conditions: Count,
    /// Boundaries whose nearest values were met on both sides.
    pub boundaries: Count,
    /// Cells that can be reached.
    pub cells: Count,
}

impl Coverage {
    pub(crate) fn new(policy: &Policy, places: &Places, known: Known) -> Self {
        let names = Names { policy, places };
        Self {
            rules: names.rules(&known),
            conditions: known.conditions.iter().enumerate().map(|(nth, seen)| names.condition(nth, seen)).collect(),
            boundaries: known.boundaries.iter().map(|seen| names.boundary(&known, seen)).collect(),
            cells: known.cells.iter().map(|seen| names.cell(seen)).collect(),
        }
    }

    /// How much was seen.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let cells: Vec<u32> = self.cells.iter().filter_map(|cell| cell.tests).collect();
        Totals {
            rules: count(&self.rules, RuleCoverage::is_seen),
            conditions: count(&self.conditions, ConditionCoverage::is_seen),
            boundaries: count(&self.boundaries, BoundaryCoverage::is_seen),
            cells: count(&cells, |tests| *tests > 0),
        }
    }
}

impl RuleCoverage {
    /// Whether it stood in some test, and was decisive in one if it can be.
    #[must_use]
    pub fn is_seen(&self) -> bool {
        self.stands > 0 && self.decisive != Some(0)
    }
}

impl ConditionCoverage {
    /// Whether it held in some test and failed in another, as far as either can be.
    #[must_use]
    pub fn is_seen(&self) -> bool {
        self.holds != Some(0) && self.fails != Some(0)
    }
}

impl BoundaryCoverage {
    /// Whether the nearest value was met on both sides.
    #[must_use]
    pub fn is_seen(&self) -> bool {
        self.below.missing.is_none() && self.above.missing.is_none()
    }
}

/// Names and places for ids.
struct Names<'p> {
    policy: &'p Policy,
    places: &'p Places,
}

impl Names<'_> {
    fn rules(&self, known: &Known) -> Vec<RuleCoverage> {
        let rules = (0..).map(RuleId).zip(&known.rules).map(|(id, seen)| RuleCoverage {
            of: self.part(Owner::Rule(id)),
            active: seen.active,
            stands: seen.stands,
            decisive: seen.decisive,
            span: self.whole(Owner::Rule(id)),
        });
        let otherwise = known.otherwise.map(|concluded| RuleCoverage {
            of: Part::Otherwise(true),
            active: concluded,
            stands: concluded,
            decisive: None,
            span: self.whole(Owner::Otherwise),
        });
        rules.chain(otherwise).collect()
    }

    fn condition(&self, nth: usize, seen: &ConditionSeen) -> ConditionCoverage {
        let written = self.places.conditions.get(nth);
        ConditionCoverage {
            of: self.part(seen.owner),
            condition: seen.nth,
            holds: tests(seen.holds),
            fails: tests(seen.fails),
            sense: written.map_or(Sense::Same, |written| written.sense),
            span: written.map_or_else(|| self.whole(seen.owner), |written| written.span),
        }
    }

    fn boundary(&self, known: &Known, seen: &BoundarySeen) -> BoundaryCoverage {
        let its = known.conditions.binary_search_by_key(&(seen.owner, seen.nth), |one| (one.owner, one.nth));
        let written = its.ok().and_then(|nth| self.places.conditions.get(nth));
        BoundaryCoverage {
            of: self.part(seen.owner),
            condition: seen.nth,
            below: side(&seen.below),
            above: side(&seen.above),
            span: written.map_or_else(|| self.whole(seen.owner), |written| written.span),
        }
    }

    fn cell(&self, seen: &CellSeen) -> CellCoverage {
        CellCoverage {
            of: self.part(seen.owner),
            row: seen.row.clone(),
            column: seen.column.clone(),
            tests: tests(seen.seen),
            span: self.whole(seen.owner),
        }
    }

    fn part(&self, owner: Owner) -> Part {
        part(self.policy, owner)
    }

    fn whole(&self, owner: Owner) -> Span {
        whole(self.places, owner)
    }
}

/// The part of the policy by name.
pub(crate) fn part(policy: &Policy, owner: Owner) -> Part {
    let name = |named: Option<&Named>| named.map(|named| named.name.clone()).unwrap_or_default();
    match owner {
        Owner::Rule(rule) => Part::Rule(name(policy.rules.get(rule.index()).map(|rule| &rule.named))),
        Owner::Define(define) => Part::Define(name(policy.defines.get(define.index()).map(|define| &define.named))),
        Owner::Impossible(place) => Part::Impossible(place + 1),
        Owner::Otherwise => Part::Otherwise(true),
    }
}

/// Where a part is declared.
pub(crate) fn whole(places: &Places, owner: Owner) -> Span {
    let span = match owner {
        Owner::Rule(rule) => places.rules.get(rule.index()),
        Owner::Define(define) => places.defines.get(define.index()),
        Owner::Impossible(place) => places.impossible.get(place),
        Owner::Otherwise => places.otherwise.as_ref(),
    };
    span.copied().unwrap_or(places.policy)
}

fn side(side: &SideSeen) -> SideCoverage {
    SideCoverage { tests: side.tests, met: side.met.clone(), missing: side.missing.clone() }
}

fn tests(seen: Seen) -> Option<u32> {
    match seen {
        Seen::In(tests) => Some(tests),
        Seen::Not => Some(0),
        Seen::Never => None,
    }
}

fn count<T>(of: &[T], seen: impl Fn(&T) -> bool) -> Count {
    Count { seen: of.iter().filter(|one| seen(one)).count(), of: of.len() }
}

fn is_same(sense: &Sense) -> bool {
    *sense == Sense::Same
}

fn opposite<S: Serializer>(sense: &Sense, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bool(*sense == Sense::Opposite)
}

fn named<S: Serializer>(named: &Named, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&named.name)
}

fn marked<S: Serializer>(mark: &Option<Mark>, serializer: S) -> Result<S::Ok, S::Error> {
    mark.as_ref().map(|mark| mark_text(mark, |named| named.name.clone())).serialize(serializer)
}

/// A value at a boundary: a number, a name, a day; with a sign, how far it lies from what is compared with.
#[must_use]
pub fn mark_text(mark: &Mark, called: impl Fn(&Named) -> String) -> String {
    match mark {
        Mark::Number(numerator, denominator) => fraction_text(*numerator, *denominator),
        Mark::Value(value) => called(value),
        Mark::Day(day) => day.to_string(),
        Mark::More(numerator, denominator) => signed(fraction_text(*numerator, *denominator)),
        Mark::Higher(by) | Mark::Later(by) => signed(by.to_string()),
    }
}

fn signed(number: String) -> String {
    if number.starts_with('-') || number == "0" { number } else { format!("+{number}") }
}

/// The number as a decimal where it is one of at most 6 decimals, else as a fraction.
pub(crate) fn fraction_text(numerator: i128, denominator: i128) -> String {
    let parts = 1_000_000;
    let units =
        (denominator != 0 && parts % denominator == 0).then(|| numerator.checked_mul(parts / denominator)).flatten();
    units.map_or_else(|| format!("{numerator}/{denominator}"), |units| Decimal::new(units, 6).to_string())
}
