//! Deserializes serde types from attributes.

use serde_core::de::value::{MapDeserializer, SeqDeserializer};
use serde_core::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error as _, IntoDeserializer,
    VariantAccess, Visitor,
};

use super::attribute::Attribute;
use super::error::{Fault, fault};
use crate::types::Error;

/// Deserializes a value.
pub(super) fn value<T: DeserializeOwned>(attribute: Attribute) -> Result<T, Error> {
    T::deserialize(Given(attribute)).map_err(|fault| fault.0)
}

/// A deserializer over an attribute.
struct Given(Attribute);

impl IntoDeserializer<'_, Fault> for Given {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// Passes a number to a visitor of any type: an integer, or a float that preserves all digits.
fn number<'de, V: Visitor<'de>>(digits: &str, visitor: V) -> Result<V::Value, Fault> {
    if let Ok(value) = digits.parse() {
        return visitor.visit_u64(value);
    }
    if let Ok(value) = digits.parse() {
        return visitor.visit_i64(value);
    }
    if let Ok(value) = digits.parse() {
        return visitor.visit_i128(value);
    }
    let value: f64 = digits
        .parse()
        .map_err(|_| fault("a number has no digits"))?;
    if significant(digits) != significant(&format!("{value:e}")) {
        return Err(fault(
            "a number has more digits than a float holds: read it as text or as a `BigDecimal`",
        ));
    }
    visitor.visit_f64(value)
}

/// The significant digits, without sign, point, exponent and zeros at either end.
fn significant(number: &str) -> String {
    let mantissa = number.split(['e', 'E']).next().unwrap_or_default();
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').to_owned()
}

/// Declares methods that parse a number as the requested type.
macro_rules! numbers {
    ($($method:ident $visit:ident $type:ty),*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            match &self.0 {
                Attribute::Number(digits) => match digits.parse::<$type>() {
                    Ok(value) => visitor.$visit(value),
                    Err(_) => number(digits, visitor),
                },
                _ => self.deserialize_any(visitor),
            }
        }
    )*};
}

/// Declares methods that take a string, or the digits of a number.
macro_rules! texts {
    ($($method:ident),*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            match self.0 {
                Attribute::Text(text) | Attribute::Number(text) => visitor.visit_string(text),
                other => Given(other).deserialize_any(visitor),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Given {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Attribute::Text(text) => visitor.visit_string(text),
            Attribute::Number(digits) => number(&digits, visitor),
            Attribute::Binary(bytes) => visitor.visit_byte_buf(bytes.into_vec()),
            Attribute::Texts(set) => sequence(set.into_iter().map(Attribute::Text), visitor),
            Attribute::Numbers(set) => sequence(set.into_iter().map(Attribute::Number), visitor),
            Attribute::Binaries(set) => sequence(set.into_iter().map(Attribute::Binary), visitor),
            Attribute::List(list) => sequence(list.into_iter(), visitor),
            Attribute::Map(entries) => {
                let entries = entries.into_iter().map(|(key, value)| (key, Given(value)));
                let mut entries = MapDeserializer::new(entries);
                let value = visitor.visit_map(&mut entries)?;
                entries.end()?;
                Ok(value)
            }
            Attribute::Null => visitor.visit_unit(),
            Attribute::Boolean(flag) => visitor.visit_bool(flag),
        }
    }

    numbers! {
        deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16, deserialize_i32 visit_i32 i32,
        deserialize_i64 visit_i64 i64, deserialize_i128 visit_i128 i128, deserialize_u8 visit_u8 u8,
        deserialize_u16 visit_u16 u16, deserialize_u32 visit_u32 u32, deserialize_u64 visit_u64 u64,
        deserialize_u128 visit_u128 u128, deserialize_f32 visit_f32 f32, deserialize_f64 visit_f64 f64
    }

    texts! { deserialize_str, deserialize_string, deserialize_char, deserialize_identifier }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Attribute::Null => visitor.visit_none(),
            other => visitor.visit_some(Given(other)),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.0 {
            Attribute::Text(variant) => visitor.visit_enum(variant.into_deserializer()),
            Attribute::Map(mut entries) => match (entries.pop_first(), entries.is_empty()) {
                (Some((variant, content)), true) => {
                    visitor.visit_enum(Variant { variant, content })
                }
                _ => Err(Fault::custom(
                    "a variant with content is a map of one entry",
                )),
            },
            _ => Err(Fault::custom("a variant is text or a map of one entry")),
        }
    }

    serde_core::forward_to_deserialize_any! {
        bool bytes byte_buf unit unit_struct seq tuple tuple_struct map struct ignored_any
    }
}

/// Passes a list or set to a visitor.
fn sequence<'de, V: Visitor<'de>>(
    elements: impl Iterator<Item = Attribute>,
    visitor: V,
) -> Result<V::Value, Fault> {
    let mut elements = SeqDeserializer::new(elements.map(Given));
    let value = visitor.visit_seq(&mut elements)?;
    elements.end()?;
    Ok(value)
}

/// An enum variant with content.
struct Variant {
    variant: String,
    content: Attribute,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Fault;
    type Variant = Given;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Given), Fault> {
        let variant = seed.deserialize(self.variant.into_deserializer())?;
        Ok((variant, Given(self.content)))
    }
}

impl<'de> VariantAccess<'de> for Given {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        match self.0 {
            Attribute::Null => Ok(()),
            _ => Err(Fault::custom("the variant has no content")),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Fault> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_any(visitor)
    }
}
