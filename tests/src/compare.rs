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

/// The first key in which the engine and the second meaning differ, keys that only the engine has among them.
#[must_use]
pub fn disagreement(expected: &Map<String, Json>, found: &Map<String, Json>) -> Option<String> {
    difference(expected, found).or_else(|| extra(expected, found))
}

/// A key that the engine gives and the second meaning does not.
fn extra(expected: &Map<String, Json>, answer: &Map<String, Json>) -> Option<String> {
    const BESIDE: [&str; 8] = ["row", "id", "label", "errors", "policy", "digest", "source", "as_of"];
    // Of an incomplete record the second meaning tells no reasons.
    let told = |key: &str| key != "reasons" || !expected.contains_key("possible");
    let beside = |key: &str| BESIDE.contains(&key) || !told(key);
    let key = answer.keys().find(|key| !expected.contains_key(*key) && !beside(key))?;
    Some(format!("{key}: expected nothing, found {}", answer[key]))
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
