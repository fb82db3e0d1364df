//! One JSON object as its keys and raw values, every key seen also where one stands twice, numbers as their exact text.

use std::borrow::Cow;
use std::fmt;

use core_model::Raw;
use core_model::limits::DATA_COLUMNS;
use messages::ObjectProblem;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The entries of an object, in the order written; keys beyond the limit are only counted.
#[derive(Debug, Default)]
pub(crate) struct Object<'t> {
    pub(crate) entries: Vec<(Cow<'t, str>, &'t str)>,
    more: usize,
}

impl<'t> Object<'t> {
    /// The object that the text is.
    pub(crate) fn parse(text: &'t str) -> Result<Self, ObjectProblem> {
        let object: Self = serde_json::from_str(text).map_err(|error| fault(text, &error))?;
        if object.more > 0 { Err(ObjectProblem::TooManyKeys { most: DATA_COLUMNS }) } else { Ok(object) }
    }
}

/// The value that the text is; `None` where it is none that can be read, as a string with half a character.
pub(crate) fn raw(text: &str) -> Option<Raw<'_>> {
    match text.bytes().next()? {
        b'"' => string(text).map(Raw::Text),
        b'n' => Some(Raw::Silent),
        b't' => Some(Raw::YesNo(true)),
        b'f' => Some(Raw::YesNo(false)),
        b'{' => Some(Raw::Object(text)),
        b'[' => {
            let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
            items.into_iter().map(|item| raw(item.get())).collect::<Option<Vec<Raw<'_>>>>().map(Raw::List)
        }
        _ => Some(Raw::Number(text)),
    }
}

/// Where in the record the text stops being an object.
fn fault(text: &str, error: &serde_json::Error) -> ObjectProblem {
    if error.is_data() {
        return ObjectProblem::NotAnObject;
    }
    let before: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    ObjectProblem::Broken { at: before + error.column() }
}

fn string(text: &str) -> Option<Cow<'_, str>> {
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') { serde_json::from_str(text).ok().map(Cow::Owned) } else { Some(Cow::Borrowed(inner)) }
}

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Entries)
    }
}

struct Entries;

impl<'de> Visitor<'de> for Entries {
    type Value = Object<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut object = Object::default();
        while let Some((Key(key), value)) = map.next_entry::<Key<'de>, &'de RawValue>()? {
            if object.entries.len() < DATA_COLUMNS {
                object.entries.push((key, value.get()));
            } else {
                object.more += 1;
            }
        }
        Ok(object)
    }
}

/// A key, without a copy where it has no escapes.
struct Key<'t>(Cow<'t, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(KeyText)
    }
}

struct KeyText;

impl<'de> Visitor<'de> for KeyText {
    type Value = Key<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Key(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Key(Cow::Owned(text.to_owned())))
    }
}
