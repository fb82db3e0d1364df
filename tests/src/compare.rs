//! Two answers beside each other: every key that is expected must be there, and equal.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json};

/// The first key in which an answer is not what is expected, with both values. The order of `by` does not count; an
/// expected empty list or object may be left out.
#[must_use]
pub fn difference(expected: &Map<String, Json>, found: &Map<String, Json>) -> Option<String> {
    expected.iter().filter(|(key, _)| *key != "id").find_map(|(key, value)| {
        let other = found.get(key);
        let other_told = other.map_or_else(|| "nothing".to_owned(), ToString::to_string);
        (!is_said(key, value, other)).then(|| format!("{key}: expected {value}, found {other_told}"))
    })
}

/// Whether what is expected under a key is found.
fn is_said(key: &str, expected: &Json, found: Option<&Json>) -> bool {
    let Some(found) = found else { return is_empty(expected) };
    if key == "by" {
        let names = |list: &Json| list.as_array().into_iter().flatten().map(Json::to_string).collect::<BTreeSet<_>>();
        return names(expected) == names(found);
    }
    match (expected, found) {
        (Json::Array(expected), Json::Array(found)) => {
            expected.len() == found.len()
                && expected.iter().zip(found).all(|(one, other)| is_said("", one, Some(other)))
        }
        (Json::Object(expected), Json::Object(found)) => {
            expected.iter().all(|(key, value)| is_said(key, value, found.get(key)))
        }
        _ => expected == found,
    }
}

fn is_empty(value: &Json) -> bool {
    value.as_array().is_some_and(Vec::is_empty) || value.as_object().is_some_and(Map::is_empty)
}
