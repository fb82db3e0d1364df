//! JSON Schema (2020-12) of a policy's records, and of answers. What the engine accepts in its plainest spelling the schema
//! accepts; the other spellings are told in words.

mod answer;
mod node;
mod record;

use core_model::Policy;

use crate::diagnostic::Lang;

/// The dialect.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Whether a record may be silent of factors that have no assumed value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blanks {
    /// It may: such a record is graded over everything that the factors could be.
    Allowed,
    /// It may not: every factor without an assumed value is required.
    Refused,
}

/// The JSON Schema of a policy's record, as JSON text. Titles are the policy's labels, descriptions are in the language.
///
/// A factor is a property by its name, its label and each further spelling; values by theirs. Properties that no factor
/// claims are allowed. How many decimals a number has is checked where it is a text, and for whole numbers: most validators
/// compute in floats and would refuse 84.35 as no multiple of 0.01. Records that the policy calls impossible, and two
/// spellings of one factor beside each other, are for the engine to refuse.
///
/// ```
/// use core_model::{Factor, FactorKind, Named, Policy};
/// use messages::{Blanks, Lang, record_schema};
/// let named = Named { name: "listed".into(), label: Some("列入".into()), aka: Vec::new() };
/// let factors = vec![Factor { named, kind: FactorKind::YesNo, assume: None }];
/// let schema = record_schema(&Policy { factors, ..Policy::default() }, Blanks::Allowed, Lang::En);
/// assert!(schema.contains(r#""title": "列入""#));
/// assert!(schema.contains(r#""type": ["boolean", "null"]"#));
/// ```
#[must_use]
pub fn record_schema(policy: &Policy, blanks: Blanks, lang: Lang) -> String {
    record::schema(policy, blanks, lang).written()
}

/// The JSON Schema of an answer, as JSON text: of what `grade run` writes, and of a serialized [`core_model::Answer`].
///
/// ```
/// use messages::{Lang, answer_schema};
/// assert!(answer_schema(Lang::En).contains(r#""required": ["row", "id", "outcome", "policy", "digest", "as_of"]"#));
/// ```
#[must_use]
pub fn answer_schema(lang: Lang) -> String {
    answer::schema(lang).written()
}
