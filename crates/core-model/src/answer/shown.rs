//! Values as answers write them, and values by name.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};

/// A value as answers write it: numbers as decimal texts, sets and lists as arrays, yes/no as booleans, the rest by name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(untagged)]
pub enum Shown {
    /// A number, a name (of a level too, where levels are declared by name), a day or a text.
    Text(String),
    /// Yes or no.
    YesNo(bool),
    /// A level that is declared by number.
    Level(u8),
    /// The values of a set, or the days of a list.
    List(Vec<String>),
}

/// Values of factors and defines by their names, in an order that counts.
///
/// ```
/// use core_model::{ByName, Shown};
/// let values: ByName = serde_json::from_str(r#"{"score":"84.5","harm":"high"}"#).unwrap();
/// assert_eq!(values.get("score"), Some(&Shown::Text("84.5".into())));
/// assert_eq!(values.iter().next().map(|(name, _)| name), Some("score"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ByName(Vec<(String, Shown)>);

impl ByName {
    /// The value of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Shown> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, shown)| shown)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every name with its value, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Shown)> {
        self.0.iter().map(|(name, shown)| (name.as_str(), shown))
    }
}

impl FromIterator<(String, Shown)> for ByName {
    fn from_iter<I: IntoIterator<Item = (String, Shown)>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

impl Serialize for ByName {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for ByName {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(InOrder)
    }
}

/// Takes the entries of a map in their order.
struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = ByName;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("values by name")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<ByName, M::Error> {
        let mut values = Vec::new();
        while let Some(entry) = map.next_entry()? {
            values.push(entry);
        }
        Ok(ByName(values))
    }
}
