//! Any `serde` value as a record says it: texts, numbers as their exact decimal texts, yes/no, lists, silence.
//!
//! Refuses nothing by itself: what fits no factor (an object, bytes) is kept as such and told when it is read.

use std::borrow::Cow;
use std::fmt::Display;

use serde::ser::{
    Error as _, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple,
    SerializeTupleStruct, Serializer,
};

use crate::raw::Raw;

/// How `serde_json` hands over a number whose digits it keeps.
const KEPT_NUMBER: &str = "$serde_json::private::Number";

/// A value that was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Said {
    Silent,
    Text(String),
    Number(String),
    YesNo(bool),
    List(Vec<Said>),
    /// What is no value of any factor, as it is shown.
    Other(&'static str),
}

/// A value that cannot be serialized at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Unsaid(pub String);

impl serde::ser::Error for Unsaid {
    fn custom<T: Display>(why: T) -> Self {
        Self(why.to_string())
    }
}

type Done = Result<Said, Unsaid>;

/// What the value says.
pub(crate) fn said<T: Serialize + ?Sized>(value: &T) -> Done {
    value.serialize(Saying)
}

impl Said {
    /// As it is read.
    pub(crate) fn raw(&self) -> Raw<'_> {
        match self {
            Self::Silent => Raw::Silent,
            Self::Text(text) => Raw::Text(Cow::Borrowed(text)),
            Self::Number(text) => Raw::Number(text),
            Self::YesNo(yes) => Raw::YesNo(*yes),
            Self::List(items) => Raw::List(items.iter().map(Self::raw).collect()),
            Self::Other(shown) => Raw::Object(shown),
        }
    }
}

/// Turns a value into what it says.
struct Saying;

macro_rules! numbers {
    ($($method:ident $of:ty;)*) => {$(
        fn $method(self, number: $of) -> Done {
            Ok(Said::Number(number.to_string()))
        }
    )*};
}

impl Serializer for Saying {
    type Ok = Said;
    type Error = Unsaid;
    type SerializeSeq = List;
    type SerializeTuple = List;
    type SerializeTupleStruct = List;
    type SerializeTupleVariant = Impossible<Said, Unsaid>;
    type SerializeMap = Object;
    type SerializeStruct = Object;
    type SerializeStructVariant = Impossible<Said, Unsaid>;

    // The shortest decimal text that reads back as the same float; `NaN` and `inf`, which are no numbers.
    numbers! {
        serialize_i8 i8;
        serialize_i16 i16;
        serialize_i32 i32;
        serialize_i64 i64;
        serialize_i128 i128;
        serialize_u8 u8;
        serialize_u16 u16;
        serialize_u32 u32;
        serialize_u64 u64;
        serialize_u128 u128;
        serialize_f32 f32;
        serialize_f64 f64;
    }

    fn serialize_bool(self, yes: bool) -> Done {
        Ok(Said::YesNo(yes))
    }

    fn serialize_char(self, letter: char) -> Done {
        Ok(Said::Text(letter.into()))
    }

    fn serialize_str(self, text: &str) -> Done {
        Ok(Said::Text(text.into()))
    }

    fn serialize_bytes(self, _: &[u8]) -> Done {
        Ok(Said::Other("bytes"))
    }

    fn serialize_none(self) -> Done {
        Ok(Said::Silent)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Done {
        Ok(Said::Silent)
    }

    fn serialize_unit_struct(self, name: &'static str) -> Done {
        Ok(Said::Text(name.into()))
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Done {
        Ok(Said::Text(variant.into()))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: &T,
    ) -> Done {
        Ok(Said::Other(variant))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List, Unsaid> {
        Ok(List(Vec::new()))
    }

    fn serialize_tuple(self, _: usize) -> Result<List, Unsaid> {
        Ok(List(Vec::new()))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List, Unsaid> {
        Ok(List(Vec::new()))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unsaid> {
        Err(Unsaid::custom(format_args!("the variant {variant} holds values of its own")))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Object, Unsaid> {
        Ok(Object(Said::Other("{}")))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Object, Unsaid> {
        Ok(Object(if name == KEPT_NUMBER { Said::Number(String::new()) } else { Said::Other("{}") }))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unsaid> {
        Err(Unsaid::custom(format_args!("the variant {variant} holds values of its own")))
    }
}

/// A list in the making.
struct List(Vec<Said>);

impl List {
    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsaid> {
        self.0.push(said(value)?);
        Ok(())
    }
}

impl SerializeSeq for List {
    type Ok = Said;
    type Error = Unsaid;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsaid> {
        self.push(value)
    }

    fn end(self) -> Done {
        Ok(Said::List(self.0))
    }
}

impl SerializeTuple for List {
    type Ok = Said;
    type Error = Unsaid;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsaid> {
        self.push(value)
    }

    fn end(self) -> Done {
        Ok(Said::List(self.0))
    }
}

impl SerializeTupleStruct for List {
    type Ok = Said;
    type Error = Unsaid;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsaid> {
        self.push(value)
    }

    fn end(self) -> Done {
        Ok(Said::List(self.0))
    }
}

/// An object where a value is wanted: shown as `{}` where it is empty, else as `{…}`; or the digits of a number.
struct Object(Said);

impl Object {
    fn meet<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsaid> {
        self.0 = match (&self.0, said(value)?) {
            (Said::Number(_), Said::Text(digits)) => Said::Number(digits),
            (_, _) => Said::Other("{…}"),
        };
        Ok(())
    }
}

impl SerializeMap for Object {
    type Ok = Said;
    type Error = Unsaid;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), Unsaid> {
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsaid> {
        self.meet(value)
    }

    fn end(self) -> Done {
        Ok(self.0)
    }
}

impl SerializeStruct for Object {
    type Ok = Said;
    type Error = Unsaid;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, _: &'static str, value: &T) -> Result<(), Unsaid> {
        self.meet(value)
    }

    fn end(self) -> Done {
        Ok(self.0)
    }
}
