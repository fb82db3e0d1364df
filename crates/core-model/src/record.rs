//! What a record says: one value, or silence, for each factor of a policy.

use crate::date::Date;
use crate::policy::FactorId;
use crate::values::ValueSet;

/// A value of a factor, of the kind that the factor declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Datum {
    /// A value of a scale, choice, the levels ([`crate::Ladder::height`]) or yes/no (no 0, yes 1).
    Value(u8),
    /// The values of a set.
    Set(ValueSet),
    /// A number in units of the factor's last decimal.
    Number(i64),
    /// A day.
    Date(Date),
    /// A list of days, as given (at most 999).
    Dates(Vec<Date>),
    /// A text (NFC, trimmed).
    Text(String),
}

/// A record, by factor. `None` is silence. It does not know its policy: read and grade it by the same.
///
/// ```
/// use core_model::{Datum, FactorId, Record};
/// let mut record = Record::silent(2);
/// record.set(FactorId(1), Some(Datum::Text("无".into())));
/// assert_eq!((record.get(FactorId(0)), record.get(FactorId(7))), (None, None));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record(pub Vec<Option<Datum>>);

impl Record {
    /// A record that says nothing of `factors` factors.
    #[must_use]
    pub fn silent(factors: usize) -> Self {
        Self(vec![None; factors])
    }

    /// What it says of the factor.
    #[must_use]
    pub fn get(&self, factor: FactorId) -> Option<&Datum> {
        self.0.get(factor.index()).and_then(Option::as_ref)
    }

    /// Says a value, or silence, of the factor.
    pub fn set(&mut self, factor: FactorId, datum: Option<Datum>) {
        if let Some(slot) = self.0.get_mut(factor.index()) {
            *slot = datum;
        }
    }
}
