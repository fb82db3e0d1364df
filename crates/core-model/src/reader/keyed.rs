//! The fields of a struct, or the entries of a map, as a record says them.

use serde::ser::{Impossible, Serialize, SerializeMap, SerializeStruct, Serializer};

use super::RecordProblem;
use crate::said::{Said, Unsaid, said};

/// Every field or entry, in its order.
pub(super) fn entries<T: Serialize + ?Sized>(value: &T) -> Result<Vec<(String, Said)>, RecordProblem> {
    match value.serialize(Keyed) {
        Ok(entries) => Ok(entries),
        Err(Stop::NoRecord) => Err(RecordProblem::NoRecord),
        Err(Stop::Unsaid(why)) => Err(RecordProblem::Unsaid(why)),
    }
}

/// Why there are no entries.
#[derive(Debug, thiserror::Error)]
enum Stop {
    #[error("no fields or keys")]
    NoRecord,
    #[error("{0}")]
    Unsaid(String),
}

impl serde::ser::Error for Stop {
    fn custom<T: std::fmt::Display>(why: T) -> Self {
        Self::Unsaid(why.to_string())
    }
}

impl From<Unsaid> for Stop {
    fn from(unsaid: Unsaid) -> Self {
        Self::Unsaid(unsaid.0)
    }
}

type Done = Result<Vec<(String, Said)>, Stop>;
type None = Impossible<Vec<(String, Said)>, Stop>;

/// Takes a record apart.
struct Keyed;

macro_rules! no_record {
    ($($method:ident($($argument:ty),*) -> $done:ty;)*) => {$(
        fn $method(self, $(_: $argument),*) -> $done {
            Err(Stop::NoRecord)
        }
    )*};
}

impl Serializer for Keyed {
    type Ok = Vec<(String, Said)>;
    type Error = Stop;
    type SerializeSeq = None;
    type SerializeTuple = None;
    type SerializeTupleStruct = None;
    type SerializeTupleVariant = None;
    type SerializeMap = Entries;
    type SerializeStruct = Entries;
    type SerializeStructVariant = Entries;

    no_record! {
        serialize_bool(bool) -> Done;
        serialize_i8(i8) -> Done;
        serialize_i16(i16) -> Done;
        serialize_i32(i32) -> Done;
        serialize_i64(i64) -> Done;
        serialize_u8(u8) -> Done;
        serialize_u16(u16) -> Done;
        serialize_u32(u32) -> Done;
        serialize_u64(u64) -> Done;
        serialize_f32(f32) -> Done;
        serialize_f64(f64) -> Done;
        serialize_char(char) -> Done;
        serialize_str(&str) -> Done;
        serialize_bytes(&[u8]) -> Done;
        serialize_none() -> Done;
        serialize_unit() -> Done;
        serialize_unit_struct(&'static str) -> Done;
        serialize_unit_variant(&'static str, u32, &'static str) -> Done;
        serialize_seq(Option<usize>) -> Result<None, Stop>;
        serialize_tuple(usize) -> Result<None, Stop>;
        serialize_tuple_struct(&'static str, usize) -> Result<None, Stop>;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Result<None, Stop>;
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Done {
        value.serialize(self)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Entries, Stop> {
        Ok(Entries::default())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Entries, Stop> {
        Ok(Entries::default())
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Entries, Stop> {
        Ok(Entries::default())
    }
}

/// The entries met so far.
#[derive(Default)]
struct Entries {
    key: Option<String>,
    met: Vec<(String, Said)>,
}

impl Entries {
    fn field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Stop> {
        self.met.push((key.to_owned(), said(value)?));
        Ok(())
    }
}

impl SerializeMap for Entries {
    type Ok = Vec<(String, Said)>;
    type Error = Stop;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Stop> {
        self.key = match said(key)? {
            Said::Text(key) | Said::Number(key) => Some(key),
            Said::Silent | Said::YesNo(_) | Said::List(_) | Said::Other(_) => return Err(Stop::NoRecord),
        };
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Stop> {
        let key = self.key.take().unwrap_or_default();
        self.met.push((key, said(value)?));
        Ok(())
    }

    fn end(self) -> Done {
        Ok(self.met)
    }
}

impl SerializeStruct for Entries {
    type Ok = Vec<(String, Said)>;
    type Error = Stop;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Stop> {
        self.field(key, value)
    }

    fn end(self) -> Done {
        Ok(self.met)
    }
}

impl serde::ser::SerializeStructVariant for Entries {
    type Ok = Vec<(String, Said)>;
    type Error = Stop;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Stop> {
        self.field(key, value)
    }

    fn end(self) -> Done {
        Ok(self.met)
    }
}
