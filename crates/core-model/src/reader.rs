//! Records from values of a program: from any `serde` type, factor by factor, or slot by slot.
//!
//! Values are read as those of a file are. Refuses whatever does not fit, and a name that is nearly a factor's.

mod keyed;

use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use thiserror::Error;

use crate::headers::{Claim, Headers};
use crate::limits::FIELD_CHARS;
use crate::policy::{Factor, FactorId, FactorKind, Ladder, Policy};
use crate::raw::{Expected, Misfit, read};
use crate::record::{Datum, Record};
use crate::said::{Said, said};

/// Reads records for one policy from values of any `serde` type. Keeps the policy and the spellings of its factors, so
/// make it once and share it between threads.
///
/// A struct's fields, or a map's keys, are matched to factors by name, label or `aka`, after NFC. Keys that no factor
/// claims are left aside, so that a larger struct may be handed over whole; but one that is nearly a spelling of a factor
/// that has no key is a problem, for it is misspelt. Values are read so:
///
/// | value | read as |
/// |---|---|
/// | `None`, `()`, a key that is not there | silence |
/// | a text, a character, a variant without fields by its name | as a cell of a file is read |
/// | an integer | that number |
/// | a float | the shortest decimal that reads back as the same float; with more decimals than the factor holds it does not fit, and is never rounded; `NaN` and infinities do not fit |
/// | `bool` | yes or no |
/// | a sequence, a tuple | a set, or a list of dates |
/// | anything else | does not fit |
///
/// ```
/// use std::{collections::BTreeMap, sync::Arc};
/// use core_model::{Datum, Factor, FactorId, FactorKind, Named, Policy, RecordReader};
///
/// let named = Named { name: "listed".into(), label: Some("列入".into()), aka: Vec::new() };
/// let factors = vec![Factor { named, kind: FactorKind::YesNo, assume: None }];
/// let reader = RecordReader::new(Arc::new(Policy { factors, ..Policy::default() }));
///
/// let record = reader.read(&BTreeMap::from([("列入", true)])).unwrap();
/// assert_eq!(record.get(FactorId(0)), Some(&Datum::Value(1)));
/// let misspelt = reader.read(&BTreeMap::from([("listd", true)])).unwrap_err();
/// assert_eq!(misspelt.to_string(), "there is no factor \"listd\"; did you mean \"listed\"?");
/// ```
#[derive(Debug, Clone)]
pub struct RecordReader {
    policy: Arc<Policy>,
    headers: Arc<Headers>,
}

/// A record in the making, factor by factor.
///
/// ```
/// use std::sync::Arc;
/// use core_model::{Factor, FactorKind, Named, Policy, RecordReader};
///
/// let factor = |name: &str, kind| Factor { named: Named { name: name.into(), ..Named::default() }, kind, assume: None };
/// let factors = vec![factor("列入", FactorKind::YesNo), factor("立案", FactorKind::Dates)];
/// let reader = RecordReader::new(Arc::new(Policy { factors, ..Policy::default() }));
///
/// let built = reader.builder().say("列入", "是").say("立案", &["2012-10-31", "2013年1月5日"]).build();
/// assert!(built.is_ok());
/// let told = reader.builder().say("列入", "也许").say("离案", &0).build().unwrap_err();
/// assert_eq!(told.as_slice().len(), 2);
/// ```
#[derive(Debug, Clone)]
pub struct RecordBuilder<'r> {
    reader: &'r RecordReader,
    record: Record,
    keys: Vec<Option<String>>,
    problems: Vec<RecordProblem>,
}

/// The place of one factor in the records of one policy: for programs that fill in many records and look up no name twice.
///
/// ```
/// use std::sync::Arc;
/// use core_model::{Factor, FactorKind, Named, NumberKind, Policy, RecordReader};
///
/// let kind = FactorKind::Number(NumberKind { least: 0, most: 1_000_000, decimals: 2, unit: None });
/// let named = Named { name: "loss".into(), ..Named::default() };
/// let factors = vec![Factor { named, kind, assume: None }];
/// let reader = RecordReader::new(Arc::new(Policy { factors, ..Policy::default() }));
///
/// let loss = reader.slot("loss").unwrap();
/// let mut record = reader.silent();
/// record.set(loss.factor(), Some(loss.units(1_050).unwrap())); // 10.50
/// assert_eq!(record.get(loss.factor()), loss.read("10.50").unwrap().as_ref());
/// assert!(loss.units(1_000_001).is_err());
/// ```
#[derive(Debug, Clone)]
pub struct Slot {
    policy: Arc<Policy>,
    factor: FactorId,
}

/// One thing in the way of a record.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RecordProblem {
    /// A value that does not fit its factor.
    #[error("\"{key}\" cannot be \"{}\"", .misfit.found)]
    Value {
        /// The name under which it was given.
        key: String,
        /// What was given, and what would fit.
        misfit: Misfit,
    },
    /// A text of more characters than a record may hold.
    #[error("\"{key}\" has {found} characters; at most {most} are read")]
    TooLong {
        /// The name under which it was given.
        key: String,
        /// How many characters it has.
        found: usize,
        /// The limit.
        most: usize,
    },
    /// Two names for one factor.
    #[error("\"{first}\" and \"{second}\" are the same factor")]
    Twice {
        /// The name given first.
        first: String,
        /// The name given later.
        second: String,
    },
    /// A name that is no factor's.
    #[error("there is no factor \"{key}\"{}", .meant.as_ref().map(|meant| format!("; did you mean \"{meant}\"?")).unwrap_or_default())]
    NoFactor {
        /// The name.
        key: String,
        /// The factor's spelling that was probably meant.
        meant: Option<String>,
    },
    /// A value that has no fields or keys.
    #[error("a record has fields or keys; this value has none")]
    NoRecord,
    /// A value that could not be serialized; its own words.
    #[error("{0}")]
    Unsaid(String),
}

/// Everything that is in the way of a record; never empty. Its text is for programmers; readers of answers get the words
/// of each problem from the catalogue of messages.
///
/// ```
/// use std::sync::Arc;
/// use core_model::{Policy, RecordReader};
/// let told = RecordReader::new(Arc::new(Policy::default())).builder().say("损失", &1).build().unwrap_err();
/// assert_eq!((told.as_slice().len(), told.to_string().as_str()), (1, "there is no factor \"损失\""));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordProblems(Vec<RecordProblem>);

impl RecordReader {
    /// A reader for the records of a policy.
    #[must_use]
    pub fn new(policy: Arc<Policy>) -> Self {
        let headers = Arc::new(Headers::new(&policy));
        Self { policy, headers }
    }

    /// The policy whose records it reads.
    #[must_use]
    pub fn policy(&self) -> &Arc<Policy> {
        &self.policy
    }

    /// Reads a struct or a map.
    ///
    /// # Errors
    /// Everything that is in the way.
    pub fn read<T: Serialize + ?Sized>(&self, value: &T) -> Result<Record, RecordProblems> {
        let entries = keyed::entries(value).map_err(|problem| RecordProblems(vec![problem]))?;
        let mut builder = self.builder();
        let mut strangers = Vec::new();
        for (key, said) in entries {
            match self.headers.factor(&key) {
                Some(factor) => builder.put(factor, key, &said),
                None => strangers.push(key),
            }
        }
        builder.meet(strangers);
        builder.build()
    }

    /// A record to be filled in factor by factor.
    #[must_use]
    pub fn builder(&self) -> RecordBuilder<'_> {
        let factors = self.policy.factors.len();
        RecordBuilder { reader: self, record: Record::silent(factors), keys: vec![None; factors], problems: Vec::new() }
    }

    /// The slot of the factor of this name, label or further spelling.
    #[must_use]
    pub fn slot(&self, name: &str) -> Option<Slot> {
        let factor = self.headers.factor(name)?;
        Some(Slot { policy: Arc::clone(&self.policy), factor })
    }

    /// A record that says nothing, for slots to fill in.
    #[must_use]
    pub fn silent(&self) -> Record {
        Record::silent(self.policy.factors.len())
    }
}

impl RecordBuilder<'_> {
    /// Says a value of a factor, by its name, label or further spelling. What is in the way is told by
    /// [`RecordBuilder::build`].
    #[must_use]
    pub fn say<T: Serialize + ?Sized>(mut self, name: &str, value: &T) -> Self {
        match (self.reader.headers.claim(name), said(value)) {
            (Claim::Factor(factor), Ok(said)) => self.put(factor, name.to_owned(), &said),
            (Claim::Near(_, meant), _) => {
                self.problems.push(RecordProblem::NoFactor { key: name.to_owned(), meant: Some(meant) });
            }
            (Claim::None, _) => self.problems.push(RecordProblem::NoFactor { key: name.to_owned(), meant: None }),
            (Claim::Factor(_), Err(unsaid)) => self.problems.push(RecordProblem::Unsaid(unsaid.0)),
        }
        self
    }

    /// The record.
    ///
    /// # Errors
    /// Everything that is in the way.
    pub fn build(self) -> Result<Record, RecordProblems> {
        if self.problems.is_empty() { Ok(self.record) } else { Err(RecordProblems(self.problems)) }
    }

    fn put(&mut self, id: FactorId, key: String, said: &Said) {
        let Some((slot, factor)) = self.keys.get_mut(id.index()).zip(self.reader.policy.factors.get(id.index())) else {
            return;
        };
        if let Some(first) = slot {
            self.problems.push(RecordProblem::Twice { first: first.clone(), second: key });
            return;
        }
        match fitted(factor, &self.reader.policy.ladder, &key, said) {
            Ok(datum) => self.record.set(id, datum),
            Err(problem) => self.problems.push(problem),
        }
        *slot = Some(key);
    }

    /// Looks at keys that no factor claims: one that is nearly a factor's that has none is misspelt.
    fn meet(&mut self, strangers: Vec<String>) {
        for key in strangers {
            if let Claim::Near(factor, meant) = self.reader.headers.claim(&key)
                && self.keys.get(factor.index()).is_some_and(Option::is_none)
            {
                self.problems.push(RecordProblem::NoFactor { key, meant: Some(meant) });
            }
        }
    }
}

impl Slot {
    /// The factor.
    #[must_use]
    pub fn factor(&self) -> FactorId {
        self.factor
    }

    /// Reads a value as a record says it, to be kept and said of many records; `None` where it is silence.
    ///
    /// # Errors
    /// It does not fit the factor.
    pub fn read<T: Serialize + ?Sized>(&self, value: &T) -> Result<Option<Datum>, RecordProblem> {
        let said = said(value).map_err(|unsaid| RecordProblem::Unsaid(unsaid.0))?;
        let Some(factor) = self.policy.factors.get(self.factor.index()) else { return Ok(None) };
        fitted(factor, &self.policy.ladder, &factor.named.name, &said)
    }

    /// A number in units of the factor's last decimal (with 2 decimals, 1050 is 10.50), without reading a text.
    ///
    /// # Errors
    /// The factor is no number, or the number is outside its range.
    pub fn units(&self, units: i64) -> Result<Datum, RecordProblem> {
        let Some(factor) = self.policy.factors.get(self.factor.index()) else { return Ok(Datum::Number(units)) };
        let expected = match &factor.kind {
            FactorKind::Number(kind) if (kind.least..=kind.most).contains(&units) => return Ok(Datum::Number(units)),
            FactorKind::Number(kind) => Expected::InRange(kind.clone()),
            FactorKind::Scale(values) | FactorKind::Choice(values) => Expected::OneOf(values.clone(), None),
            FactorKind::Set(values) => Expected::SetOf(values.clone(), None),
            FactorKind::Level => {
                let levels = self.policy.ladder.levels.iter().map(|level| level.named.clone()).collect();
                Expected::Level(levels, None)
            }
            FactorKind::YesNo => Expected::YesNo,
            FactorKind::Date => Expected::Date,
            FactorKind::Dates => Expected::Dates,
            FactorKind::Text => Expected::Text,
        };
        let misfit = Misfit { found: units.to_string(), expected };
        Err(RecordProblem::Value { key: factor.named.name.clone(), misfit })
    }
}

/// The value as the factor's kind.
fn fitted(factor: &Factor, ladder: &Ladder, key: &str, said: &Said) -> Result<Option<Datum>, RecordProblem> {
    if let Said::Text(text) = said
        && text.len() > FIELD_CHARS
        && text.chars().count() > FIELD_CHARS
    {
        return Err(RecordProblem::TooLong { key: key.to_owned(), found: text.chars().count(), most: FIELD_CHARS });
    }
    read(factor, ladder, &said.raw()).map_err(|misfit| RecordProblem::Value { key: key.to_owned(), misfit })
}

impl RecordProblems {
    /// The problems, in the order in which they were met.
    #[must_use]
    pub fn as_slice(&self) -> &[RecordProblem] {
        &self.0
    }
}

impl fmt::Display for RecordProblems {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problems: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        out.write_str(&problems.join("; "))
    }
}

impl std::error::Error for RecordProblems {}
