//! The answer to one record as JSON: a decision with every id replaced by its name. Key order and names are an interface.

mod shown;
mod words;

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::decimal::Decimal;
use crate::decision::{Account, Amount, Complete, ConcludedBy, Decision, Outcome, Part, Partial};
use crate::digest::{Digest, SourceDigest};
use crate::policy::{
    DefineId, FactorId, FactorKind, Formula, Given, Ladder, LevelId, Named, OutsideId, PickKind, Policy, RuleId,
};
use crate::program::Program;
use crate::record::Datum;

pub use shown::{ByName, Shown};
pub use words::{ForceWord, OutcomeWord};

/// Which record of which file is answered.
///
/// ```
/// use core_model::Place;
/// let place = Place::of("R-17");
/// assert_eq!((place.row, place.id.as_str(), place.file), (1, "R-17", None));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The data record, from 1.
    pub row: u64,
    /// What the record calls itself, else its row.
    pub id: String,
    /// The file, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
}

/// The answer to one record, as JSON has it. What does not apply is left out. Further keys may come with later versions;
/// those that are not known are passed over when an answer is read.
///
/// ```
/// use core_model::Answer;
/// let digest = format!("g1:{}", "0".repeat(64));
/// let written = format!(r#"{{"row":1,"id":"1","outcome":"ungraded","policy":"p","digest":"{digest}","as_of":"2026-11-24"}}"#);
/// let answer: Answer = serde_json::from_str(&written).unwrap();
/// assert_eq!(serde_json::to_string(&answer).unwrap(), written);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Which record.
    #[serde(flatten)]
    pub place: Place,
    /// `graded`, `outside`, `ungraded`, `conflict`, `undetermined` or `invalid`.
    pub outcome: OutcomeWord,
    /// The level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<LevelName>,
    /// What people call the level, or the outcome beside the ladder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// How severe the level is: 1 the most severe.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<u8>,
    /// By what the level was concluded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub force: Option<ForceWord>,
    /// The outcome beside the ladder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outside: Option<String>,
    /// The levels in conflict, the most severe first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflict: Vec<LevelName>,
    /// Every outcome that some filling of the silent factors leads to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub possible: Vec<Possible>,
    /// The silent factors that could still change it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
    /// `false` where the possible outcomes may be fewer than told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exact: Option<bool>,
    /// The decisive rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decisive: Option<Vec<String>>,
    /// The rules that stood.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stood: Option<Vec<Stood>>,
    /// The active rules that did not stand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overridden: Vec<Overridden>,
    /// `true` where `otherwise` concluded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<bool>,
    /// `true` where floor and ceiling crossed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bounds_cross: Option<bool>,
    /// The values assumed where the record was silent.
    #[serde(default, skip_serializing_if = "ByName::is_empty")]
    pub assumed: ByName,
    /// The measures required.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measures: Option<Vec<String>>,
    /// What the policy also gives.
    #[serde(default, skip_serializing_if = "ByName::is_empty")]
    pub values: ByName,
    /// Why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<String>,
    /// By what text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cite: Vec<String>,
    /// The reasons of the other rules that stood.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reasons>,
    /// Why the record is invalid.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Fault>,
    /// Name and version of the policy.
    pub policy: String,
    /// The digest of what the policy means.
    pub digest: Digest,
    /// The digest of the texts that it was made from, if it was made from texts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceDigest>,
    /// The day as of which the rules were taken.
    pub as_of: Date,
}

/// A level as answers name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum LevelName {
    /// By number, where it is declared so.
    Number(u8),
    /// By name.
    Name(String),
}

/// One outcome that some filling leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Possible {
    /// As [`Answer::outcome`].
    pub outcome: OutcomeWord,
    /// As [`Answer::level`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<LevelName>,
    /// As [`Answer::outside`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outside: Option<String>,
    /// As [`Answer::conflict`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflict: Vec<LevelName>,
}

/// A rule that stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stood {
    /// Its name.
    pub rule: String,
    /// The part of each of its conclusions, in the order written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
}

/// The reasons of a rule that stood and was not decisive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reasons {
    /// Its name.
    pub rule: String,
    /// Why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<String>,
    /// By what text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cite: Vec<String>,
}

/// A rule that was active and did not stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overridden {
    /// Its name.
    pub rule: String,
    /// The standing rules that overrode it.
    pub by: Vec<String>,
}

/// One reason why a record is invalid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The column or key, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What stood there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// What would have been right; of an impossible record, the policy's reason.
    pub expected: String,
    /// The code.
    pub code: Cow<'static, str>,
}

impl Place {
    /// A record by itself, which calls itself so: row 1 of no file.
    #[must_use]
    pub fn of(id: impl Into<String>) -> Self {
        Self { row: 1, id: id.into(), file: None }
    }
}

impl fmt::Display for LevelName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(out, "{number}"),
            Self::Name(name) => out.write_str(name),
        }
    }
}

impl Answer {
    /// The answer that a decision of this program is. `faults` say why, where the decision is that the record is invalid.
    #[must_use]
    pub fn new(program: &Program, place: Place, decision: &Decision, faults: Vec<Fault>) -> Self {
        let policy = program.policy();
        let mut answer = Self::empty(program, place);
        answer.outcome = OutcomeWord::of(&decision.outcome);
        answer.say_outcome(&policy.ladder, &decision.outcome);
        answer.assumed = assumed(policy, &decision.assumed);
        match &decision.account {
            Account::Complete(account) => answer.say_complete(policy, account),
            Account::Partial(account) => answer.say_partial(policy, account),
            Account::None => answer.errors = faults,
        }
        if !matches!(decision.account, Account::None) {
            let name =
                |id: &crate::MeasureId| policy.measures.get(id.index()).map(|measure| measure.named.name.clone());
            answer.measures = Some(decision.measures.iter().filter_map(name).collect());
            answer.values =
                decision.values.iter().filter_map(|(given, amount)| value(policy, *given, amount)).collect();
        }
        answer
    }

    /// The answer to a record that could not be read.
    #[must_use]
    pub fn invalid(program: &Program, place: Place, faults: Vec<Fault>) -> Self {
        Self { errors: faults, ..Self::empty(program, place) }
    }

    fn empty(program: &Program, place: Place) -> Self {
        Self {
            place,
            outcome: OutcomeWord::Invalid,
            level: None,
            label: None,
            severity: None,
            force: None,
            outside: None,
            conflict: Vec::new(),
            possible: Vec::new(),
            needs: Vec::new(),
            exact: None,
            decisive: None,
            stood: None,
            overridden: Vec::new(),
            otherwise: None,
            bounds_cross: None,
            assumed: ByName::default(),
            measures: None,
            values: ByName::default(),
            because: Vec::new(),
            cite: Vec::new(),
            reasons: Vec::new(),
            errors: Vec::new(),
            policy: policy_name(program.policy()),
            digest: program.digest(),
            source: program.policy().source,
            as_of: program.as_of(),
        }
    }

    fn say_outcome(&mut self, ladder: &Ladder, outcome: &Outcome) {
        match outcome {
            Outcome::Graded(level) => {
                self.level = Some(level_name(ladder, *level));
                self.label = level_label(ladder, *level);
                self.severity = Some(ladder.severity(*level));
            }
            Outcome::Outside(id) => {
                self.outside = Some(outside_name(ladder, *id));
                self.label = ladder.outside.get(usize::from(id.0)).and_then(|named| named.label.clone());
            }
            Outcome::Conflict(levels) => {
                self.conflict = levels.iter().map(|level| level_name(ladder, *level)).collect();
            }
            Outcome::Ungraded | Outcome::Undetermined | Outcome::Invalid(_) => {}
        }
    }

    fn say_complete(&mut self, policy: &Policy, account: &Complete) {
        self.force = account.force.map(ForceWord::of);
        self.otherwise = (account.force == Some(ConcludedBy::Otherwise)).then_some(true);
        self.bounds_cross = account.bounds_cross.then_some(true);
        self.decisive = Some(rule_names(policy, &account.decisive));
        self.say_stood(policy, account);
        self.overridden = account
            .overridden
            .iter()
            .map(|(rule, by)| Overridden { rule: rule_name(policy, *rule), by: rule_names(policy, by) })
            .collect();
        if self.otherwise.is_some() {
            self.because.extend(account.otherwise_because.iter().cloned());
            self.cite.extend(policy.otherwise.iter().flat_map(|otherwise| otherwise.cite.iter().cloned()));
        }
    }

    /// The rules that stood. The reasons and sources of the decisive ones are the answer's own.
    fn say_stood(&mut self, policy: &Policy, account: &Complete) {
        let stood = |(id, parts): &(RuleId, Vec<Part>)| Stood { rule: rule_name(policy, *id), parts: parts.clone() };
        self.stood = Some(account.stood.iter().map(stood).collect());
        for ((id, _), because) in account.stood.iter().zip(&account.because) {
            if account.decisive.contains(id) {
                self.because.extend(because.iter().cloned());
                self.cite.extend(rule_cite(policy, *id));
            } else {
                self.reasons.extend(reasons(policy, *id, because));
            }
        }
    }

    fn say_partial(&mut self, policy: &Policy, account: &Partial) {
        self.possible = account.possible.iter().map(|outcome| Possible::of(&policy.ladder, outcome)).collect();
        self.needs = account.needs.iter().map(|id| factor_name(policy, *id)).collect();
        self.exact = (!account.exact).then_some(false);
        let stood = |id: &RuleId| Stood { rule: rule_name(policy, *id), parts: Vec::new() };
        self.stood = Some(account.stood.iter().map(stood).collect());
        self.reasons = account
            .stood
            .iter()
            .zip(&account.because)
            .filter_map(|(id, because)| reasons(policy, *id, because))
            .collect();
    }
}

/// The reasons of a rule, if it gives any.
fn reasons(policy: &Policy, rule: RuleId, because: &[String]) -> Option<Reasons> {
    let cite = rule_cite(policy, rule);
    let given = !because.is_empty() || !cite.is_empty();
    given.then(|| Reasons { rule: rule_name(policy, rule), because: because.to_vec(), cite })
}

fn rule_cite(policy: &Policy, rule: RuleId) -> Vec<String> {
    policy.rules.get(rule.index()).map(|rule| rule.cite.clone()).unwrap_or_default()
}

/// What a record says, by the names of factors and as answers write it.
#[must_use]
pub fn by_name(policy: &Policy, record: &crate::record::Record) -> ByName {
    let said = policy.factors.iter().zip(&record.0).filter_map(|(factor, datum)| {
        Some((factor.named.name.clone(), shown(&factor.kind, &policy.ladder, datum.as_ref()?)?))
    });
    said.collect()
}

/// The value as answers write it, where the kind of factor and the datum agree.
#[must_use]
pub fn shown(kind: &FactorKind, ladder: &Ladder, datum: &Datum) -> Option<Shown> {
    match (kind, datum) {
        (FactorKind::Scale(values) | FactorKind::Choice(values), Datum::Value(value)) => name_of(values, *value),
        (FactorKind::Level, Datum::Value(height)) => Some(level_shown(ladder, *height)),
        (FactorKind::YesNo, Datum::Value(value)) => Some(Shown::YesNo(*value == 1)),
        (FactorKind::Set(values), Datum::Set(set)) => {
            let names = set.iter().filter_map(|value| values.get(usize::from(value)));
            Some(Shown::List(names.map(|named| named.name.clone()).collect()))
        }
        (FactorKind::Number(kind), Datum::Number(units)) => {
            Some(Shown::Text(Decimal::new(i128::from(*units), kind.decimals).to_string()))
        }
        (FactorKind::Date, Datum::Date(day)) => Some(Shown::Text(day.to_string())),
        (FactorKind::Dates, Datum::Dates(days)) => Some(Shown::List(days.iter().map(Date::to_string).collect())),
        (FactorKind::Text, Datum::Text(text)) => Some(Shown::Text(text.clone())),
        (
            FactorKind::Scale(_)
            | FactorKind::Choice(_)
            | FactorKind::Level
            | FactorKind::Set(_)
            | FactorKind::YesNo
            | FactorKind::Number(_)
            | FactorKind::Date
            | FactorKind::Dates
            | FactorKind::Text,
            _,
        ) => None,
    }
}

/// The level as answers name it: by number where it is declared so, else by name.
#[must_use]
pub fn level_name(ladder: &Ladder, level: LevelId) -> LevelName {
    match ladder.levels.get(usize::from(level.0)) {
        Some(level) => match level.number {
            Some(number) => LevelName::Number(number),
            None => LevelName::Name(level.named.name.clone()),
        },
        None => LevelName::Number(level.0 + 1),
    }
}

/// What people call the level: its label; of a numbered one without label its name.
fn level_label(ladder: &Ladder, level: LevelId) -> Option<String> {
    let level = ladder.levels.get(usize::from(level.0))?;
    let name = level.number.filter(|number| number.to_string() != level.named.name).map(|_| level.named.name.clone());
    level.named.label.clone().or(name)
}

/// Name and version, as answers write them.
#[must_use]
pub fn policy_name(policy: &Policy) -> String {
    match &policy.version {
        Some(version) => format!("{} {version}", policy.named.name),
        None => policy.named.name.clone(),
    }
}

impl Possible {
    /// The outcome by the names of the ladder.
    #[must_use]
    pub fn of(ladder: &Ladder, outcome: &Outcome) -> Self {
        let mut possible = Self { outcome: OutcomeWord::of(outcome), level: None, outside: None, conflict: Vec::new() };
        match outcome {
            Outcome::Graded(level) => possible.level = Some(level_name(ladder, *level)),
            Outcome::Outside(id) => possible.outside = Some(outside_name(ladder, *id)),
            Outcome::Conflict(levels) => {
                possible.conflict = levels.iter().map(|level| level_name(ladder, *level)).collect();
            }
            Outcome::Ungraded | Outcome::Undetermined | Outcome::Invalid(_) => {}
        }
        possible
    }
}

fn assumed(policy: &Policy, assumed: &[(FactorId, Datum)]) -> ByName {
    let each = |(id, datum): &(FactorId, Datum)| value(policy, Given::Factor(*id), &Amount::Datum(datum.clone()));
    assumed.iter().filter_map(each).collect()
}

/// The name and the value of what is given.
fn value(policy: &Policy, given: Given, amount: &Amount) -> Option<(String, Shown)> {
    match (given, amount) {
        (Given::Factor(id), Amount::Datum(datum)) => {
            let factor = policy.factors.get(id.index())?;
            Some((factor.named.name.clone(), shown(&factor.kind, &policy.ladder, datum)?))
        }
        (Given::Define(id), Amount::Datum(datum)) => define_value(policy, id, datum),
        (Given::Factor(_) | Given::Define(_), Amount::Fraction(numerator, denominator)) => {
            Some((given_name(policy, given)?, Shown::Text(fraction(*numerator, *denominator))))
        }
    }
}

fn define_value(policy: &Policy, id: DefineId, datum: &Datum) -> Option<(String, Shown)> {
    let define = policy.defines.get(id.index())?;
    let shown = match (&define.formula, datum) {
        (Formula::Pick { kind, .. }, Datum::Value(value)) => match kind {
            PickKind::Scale(values) | PickKind::Choice(values) => name_of(values, *value)?,
            PickKind::Level => level_shown(&policy.ladder, *value),
            PickKind::YesNo => Shown::YesNo(*value == 1),
        },
        (Formula::Pick { .. } | Formula::Number { .. }, _) => return None,
    };
    Some((define.named.name.clone(), shown))
}

fn given_name(policy: &Policy, given: Given) -> Option<String> {
    match given {
        Given::Factor(id) => policy.factors.get(id.index()).map(|factor| factor.named.name.clone()),
        Given::Define(id) => policy.defines.get(id.index()).map(|define| define.named.name.clone()),
    }
}

/// The fraction as a decimal; as `n/d` where it has no end.
fn fraction(numerator: i128, denominator: i128) -> String {
    let decimal = (0..=30u8).find_map(|places| {
        let power = 10_i128.checked_pow(u32::from(places))?;
        let scale = (denominator != 0 && power % denominator == 0).then(|| power / denominator)?;
        numerator.checked_mul(scale).map(|units| Decimal::new(units, places))
    });
    decimal.map_or_else(|| format!("{numerator}/{denominator}"), |decimal| decimal.to_string())
}

fn name_of(values: &[Named], value: u8) -> Option<Shown> {
    values.get(usize::from(value)).map(|named| Shown::Text(named.name.clone()))
}

fn level_shown(ladder: &Ladder, height: u8) -> Shown {
    match level_name(ladder, ladder.at_height(height)) {
        LevelName::Number(number) => Shown::Level(number),
        LevelName::Name(name) => Shown::Text(name),
    }
}

fn outside_name(ladder: &Ladder, id: OutsideId) -> String {
    ladder.outside.get(usize::from(id.0)).map(|named| named.name.clone()).unwrap_or_default()
}

fn rule_names(policy: &Policy, rules: &[RuleId]) -> Vec<String> {
    rules.iter().map(|id| rule_name(policy, *id)).collect()
}

fn rule_name(policy: &Policy, id: RuleId) -> String {
    policy.rules.get(id.index()).map(|rule| rule.named.name.clone()).unwrap_or_default()
}

fn factor_name(policy: &Policy, id: FactorId) -> String {
    policy.factors.get(id.index()).map(|factor| factor.named.name.clone()).unwrap_or_default()
}
