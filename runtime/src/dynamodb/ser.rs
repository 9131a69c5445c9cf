//! Serializes serde types to attributes.

mod parts;

use serde_core::ser::{Serialize, Serializer};

use self::parts::{Fields, List, Pairs, Tagged};
use super::DEPTH;
use super::attribute::Attribute;
use super::error::{Fault, fault};
use super::kinds::SET;
use crate::types::Blob;
use crate::types::error::{Error, ErrorKind};

/// The struct name that `serde_json` uses for numbers with feature `arbitrary_precision`.
const EXACT_NUMBER: &str = "$serde_json::private::Number";

/// Serializes a value.
pub(super) fn attribute<T: Serialize + ?Sized>(value: &T) -> Result<Attribute, Error> {
    value.serialize(To { depth: 0 }).map_err(|fault| fault.0)
}

/// A serializer at a given depth.
#[derive(Clone, Copy)]
struct To {
    depth: usize,
}

impl To {
    /// One level deeper.
    fn inner(self) -> Result<Self, Fault> {
        if self.depth >= DEPTH {
            return Err(Fault(Error::new(ErrorKind::TooDeep { limit: DEPTH })));
        }
        Ok(Self {
            depth: self.depth + 1,
        })
    }
}

/// Converts a float.
fn float(value: f64, text: String) -> Result<Attribute, Fault> {
    if value.is_finite() {
        Ok(Attribute::Number(text))
    } else {
        Err(fault("DynamoDB has no infinity and no NaN"))
    }
}

/// Declares methods that serialize numbers.
macro_rules! numbers {
    ($($method:ident $type:ty),*) => {$(
        fn $method(self, value: $type) -> Result<Attribute, Fault> {
            Ok(Attribute::Number(value.to_string()))
        }
    )*};
}

impl Serializer for To {
    type Ok = Attribute;
    type Error = Fault;
    type SerializeSeq = List;
    type SerializeTuple = List;
    type SerializeTupleStruct = List;
    type SerializeTupleVariant = Tagged<List>;
    type SerializeMap = Pairs;
    type SerializeStruct = Fields;
    type SerializeStructVariant = Tagged<Fields>;

    numbers! {
        serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64, serialize_i128 i128,
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64, serialize_u128 u128
    }

    fn serialize_bool(self, value: bool) -> Result<Attribute, Fault> {
        Ok(Attribute::Boolean(value))
    }

    fn serialize_f32(self, value: f32) -> Result<Attribute, Fault> {
        float(
            f64::from(value),
            zmij::Buffer::new().format(value).to_owned(),
        )
    }

    fn serialize_f64(self, value: f64) -> Result<Attribute, Fault> {
        float(value, zmij::Buffer::new().format(value).to_owned())
    }

    fn serialize_char(self, value: char) -> Result<Attribute, Fault> {
        Ok(Attribute::Text(value.to_string()))
    }

    fn serialize_str(self, value: &str) -> Result<Attribute, Fault> {
        Ok(Attribute::Text(value.to_owned()))
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<Attribute, Fault> {
        Ok(Attribute::Binary(Blob::new(value)))
    }

    fn serialize_none(self) -> Result<Attribute, Fault> {
        Ok(Attribute::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Attribute, Fault> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Attribute, Fault> {
        Ok(Attribute::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Attribute, Fault> {
        Ok(Attribute::Null)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Attribute, Fault> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<Attribute, Fault> {
        let attribute = value.serialize(self)?;
        if name == SET {
            set(attribute)
        } else {
            Ok(attribute)
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Attribute, Fault> {
        let value = value.serialize(self.inner()?)?;
        Ok(Attribute::Map([(variant.to_owned(), value)].into()))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List, Fault> {
        Ok(List::new(self.inner()?))
    }

    fn serialize_tuple(self, _: usize) -> Result<List, Fault> {
        Ok(List::new(self.inner()?))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List, Fault> {
        Ok(List::new(self.inner()?))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Tagged<List>, Fault> {
        Ok(Tagged(variant, List::new(self.inner()?.inner()?)))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Pairs, Fault> {
        Ok(Pairs::new(self.inner()?))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Fields, Fault> {
        Ok(Fields::new(self.inner()?, name == EXACT_NUMBER))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Tagged<Fields>, Fault> {
        Ok(Tagged(variant, Fields::new(self.inner()?.inner()?, false)))
    }
}

/// Converts a list of elements of one kind to a set.
fn set(list: Attribute) -> Result<Attribute, Fault> {
    let Attribute::List(elements) = list else {
        return Err(fault("a set holds a sequence"));
    };
    let (mut texts, mut numbers, mut binaries) = (Vec::new(), Vec::new(), Vec::new());
    for element in elements {
        match element {
            Attribute::Text(text) => texts.push(text),
            Attribute::Number(digits) => numbers.push(digits),
            Attribute::Binary(bytes) => binaries.push(bytes),
            _ => return Err(fault("a set holds text, numbers or bytes")),
        }
    }
    match (texts.is_empty(), numbers.is_empty(), binaries.is_empty()) {
        (false, true, true) => Ok(Attribute::Texts(texts)),
        (true, false, true) => Ok(Attribute::Numbers(numbers)),
        (true, true, false) => Ok(Attribute::Binaries(binaries)),
        (true, true, true) => Err(fault("a set has at least one element: leave it out")),
        _ => Err(fault("the elements of a set are of one kind")),
    }
}
