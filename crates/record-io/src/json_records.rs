//! Records from JSON objects: keys matched one by one, since JSON has no header.

use std::collections::BTreeSet;

use core_model::limits::{DATA_COLUMNS, FIELD_CHARS};
use core_model::{Claim, Expected, FactorId, Headers, Misfit, Policy, Raw, Record, nfc, read};
use messages::{ColumnProblem, DataProblem, FileProblem, IdProblem, ObjectProblem, RowProblem};

use crate::bytes::Bytes;
use crate::cell::Cell;
use crate::elements::Elements;
use crate::ids::{is_named, usual_rank};
use crate::json_object::{Object, raw};
use crate::records::{Options, Said};
use crate::source::Kind;

/// The records of a JSON file that are still to come.
pub(crate) struct JsonRecords {
    elements: Elements,
    headers: Headers,
    columns: Vec<String>,
    id: Option<String>,
    spoken: BTreeSet<FactorId>,
    id_spoken: bool,
    strangers: BTreeSet<String>,
    near: Vec<ColumnProblem>,
    any_read: bool,
}

impl JsonRecords {
    pub(crate) fn new(bytes: Bytes, kind: Kind, policy: &Policy, options: &Options) -> Result<Self, FileProblem> {
        let factors = policy.factors.iter().map(|factor| factor.named.name.clone());
        let id = options.id.as_deref().map(|id| nfc(id.trim()));
        Ok(Self {
            elements: Elements::new(bytes, kind)?,
            headers: Headers::new(policy),
            columns: [id.clone().unwrap_or_else(|| "id".to_owned())].into_iter().chain(factors).collect(),
            id,
            spoken: BTreeSet::new(),
            id_spoken: false,
            any_read: false,
            strangers: BTreeSet::new(),
            near: Vec::new(),
        })
    }

    /// `id`, and the factors by name.
    pub(crate) fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The factors that some record had a key for.
    pub(crate) fn spoken(&self) -> &BTreeSet<FactorId> {
        &self.spoken
    }

    /// Whether any record could be read as an object at all. Of others nothing is known.
    pub(crate) fn any_read(&self) -> bool {
        self.any_read
    }

    /// The key of ids that was asked for, where no record had it.
    pub(crate) fn id_never_said(&self) -> Option<IdProblem> {
        let column = self.id.as_ref().filter(|_| !self.id_spoken)?;
        Some(IdProblem::NeverSaid { column: column.clone() })
    }

    /// The keys that are nearly a factor's, each once, since this was last asked.
    pub(crate) fn near(&mut self) -> Vec<ColumnProblem> {
        std::mem::take(&mut self.near)
    }

    /// The next record; `None` at the end of the file.
    pub(crate) fn next(&mut self, policy: &Policy) -> Result<Option<Said>, FileProblem> {
        let Some(element) = self.elements.next()? else { return Ok(None) };
        let object =
            element.as_deref().map_err(Clone::clone).and_then(|text| Object::parse(text).map_err(DataProblem::from));
        Ok(Some(match object {
            Ok(object) => {
                self.any_read = true;
                self.said(policy, &object)
            }
            Err(problem) => {
                let (record, cells) = (Err(vec![problem]), self.no_cells());
                Said { id: None, record, cells, places: Vec::new(), line: None }
            }
        }))
    }

    fn said(&mut self, policy: &Policy, object: &Object<'_>) -> Said {
        let mut cells = self.no_cells();
        let mut reading = Reading { policy, record: Record::silent(policy.factors.len()), problems: Vec::new() };
        let id = self.id_of(object).unwrap_or_else(|problem| {
            reading.problems.push(problem);
            None
        });
        reading.repeated(object);
        let mut keys: Vec<Option<&str>> = vec![None; policy.factors.len()];
        for (key, text) in &object.entries {
            reading.limit(key, text);
            let Some(factor) = self.headers.factor(key) else { continue };
            self.spoken.insert(factor);
            let Some(slot) = keys.get_mut(factor.index()) else { continue };
            match slot {
                Some(first) => reading.twice(first, key),
                None => *slot = Some(key),
            }
            if let Some(cell) = cells.get_mut(factor.index() + 1) {
                *cell = reading.value(factor, key, text);
            }
        }
        self.meet_strangers(object, &keys);
        if let Some(cell) = cells.first_mut() {
            *cell = id.as_deref().map_or(Cell::Empty, Cell::from);
        }
        let record = if reading.problems.is_empty() { Ok(reading.record) } else { Err(reading.problems) };
        Said { id, record, cells, places: Vec::new(), line: None }
    }

    /// What the record calls itself.
    fn id_of(&mut self, object: &Object<'_>) -> Result<Option<String>, DataProblem> {
        let found = match &self.id {
            Some(name) => object.entries.iter().find(|(key, _)| is_named(key, name)),
            None => object
                .entries
                .iter()
                .filter(|(key, _)| usual_rank(key).is_some())
                .min_by_key(|(key, _)| usual_rank(key)),
        };
        let Some((key, text)) = found else { return Ok(None) };
        self.id_spoken = true;
        let value = raw(text).ok_or_else(|| no_text(key, text))?;
        let id = if value == Raw::Silent { String::new() } else { value.shown().trim().to_owned() };
        Ok((!id.is_empty()).then_some(id))
    }

    /// Looks once at each key that no factor claims, while they are few.
    fn meet_strangers(&mut self, object: &Object<'_>, keys: &[Option<&str>]) {
        for (key, _) in &object.entries {
            if self.strangers.len() >= DATA_COLUMNS || self.strangers.contains(key.as_ref()) || self.is_id(key) {
                continue;
            }
            match self.headers.claim(key) {
                Claim::Factor(_) => {}
                Claim::None => drop(self.strangers.insert(key.clone().into_owned())),
                Claim::Near(factor, meant) => {
                    if keys.get(factor.index()).is_none_or(Option::is_none) {
                        self.near.push(ColumnProblem::Near { column: key.clone().into_owned(), meant });
                        self.strangers.insert(key.clone().into_owned());
                    }
                }
            }
        }
    }

    fn is_id(&self, key: &str) -> bool {
        self.id.as_deref().map_or_else(|| usual_rank(key).is_some(), |name| is_named(key, name))
    }

    fn no_cells(&self) -> Vec<Cell> {
        vec![Cell::Empty; self.columns.len()]
    }
}

/// How a zero byte is written in a text.
const ZERO: &str = "\\u0000";

/// That what stands under the key is no text: half a character, for one.
fn no_text(key: &str, text: &str) -> DataProblem {
    let misfit = Misfit { found: text.to_owned(), expected: Expected::Text };
    DataProblem::Value { column: key.to_owned(), misfit }
}

/// One record while its keys are read.
struct Reading<'p> {
    policy: &'p Policy,
    record: Record,
    problems: Vec<DataProblem>,
}

impl Reading<'_> {
    /// Tells each key that stands twice.
    fn repeated(&mut self, object: &Object<'_>) {
        let mut met = BTreeSet::new();
        for (key, _) in &object.entries {
            if !met.insert(key.as_ref()) {
                self.problems.push(ObjectProblem::RepeatedKey { key: key.clone().into_owned() }.into());
            }
        }
    }

    /// Tells a field over the limit, and one with a zero byte.
    fn limit(&mut self, key: &str, text: &str) {
        if text.len() <= FIELD_CHARS && !text.contains(ZERO) {
            return;
        }
        let found = match raw(text) {
            Some(Raw::Text(text)) if text.contains('\0') => {
                self.problems.push(RowProblem::Zero { column: key.to_owned() }.into());
                return;
            }
            Some(Raw::Text(text)) => text.chars().count(),
            Some(Raw::Silent | Raw::Number(_) | Raw::YesNo(_) | Raw::List(_) | Raw::Object(_)) | None => {
                text.chars().count()
            }
        };
        if found > FIELD_CHARS {
            let column = key.to_owned();
            self.problems.push(RowProblem::FieldTooLong { column, found, most: FIELD_CHARS }.into());
        }
    }

    /// Tells two keys for one factor, unless it is the same key, which is told already.
    fn twice(&mut self, first: &str, second: &str) {
        if first != second {
            let (first, second) = (first.to_owned(), second.to_owned());
            self.problems.push(ObjectProblem::TwoKeys { first, second }.into());
        }
    }

    /// Reads a value, and gives it back as a cell would hold it.
    fn value(&mut self, id: FactorId, key: &str, text: &str) -> Cell {
        let Some((factor, value)) = self.policy.factors.get(id.index()).zip(raw(text)) else {
            self.problems.push(no_text(key, text));
            return Cell::from(text);
        };
        match read(factor, &self.policy.ladder, &value) {
            Ok(datum) => self.record.set(id, datum),
            Err(misfit) => self.problems.push(DataProblem::Value { column: key.to_owned(), misfit }),
        }
        match value {
            Raw::Silent => Cell::Empty,
            Raw::Text(text) => Cell::from(text.into_owned()),
            Raw::Number(number) => Cell::Number(number.to_owned()),
            Raw::YesNo(_) | Raw::List(_) | Raw::Object(_) => Cell::from(text),
        }
    }
}
