//! Lists, maps and structures under construction.

use std::collections::BTreeMap;

use serde_core::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant,
};

use super::To;
use crate::dynamodb::attribute::Attribute;
use crate::dynamodb::error::{Fault, fault};

/// A list under construction.
pub(super) struct List {
    to: To,
    elements: Vec<Attribute>,
}

impl List {
    pub(super) const fn new(to: To) -> Self {
        Self {
            to,
            elements: Vec::new(),
        }
    }

    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
        self.elements.push(value.serialize(self.to)?);
        Ok(())
    }
}

/// A map under construction.
pub(super) struct Pairs {
    to: To,
    entries: BTreeMap<String, Attribute>,
    key: Option<String>,
}

impl Pairs {
    pub(super) const fn new(to: To) -> Self {
        Self {
            to,
            entries: BTreeMap::new(),
            key: None,
        }
    }
}

/// A structure under construction; `exact` marks `serde_json`'s wrapper of a number.
pub(super) struct Fields {
    to: To,
    entries: BTreeMap<String, Attribute>,
    exact: bool,
}

impl Fields {
    pub(super) const fn new(to: To, exact: bool) -> Self {
        Self {
            to,
            entries: BTreeMap::new(),
            exact,
        }
    }

    fn push<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Fault> {
        let value = value.serialize(self.to)?;
        self.entries.insert(name.to_owned(), value);
        Ok(())
    }

    fn finish(self) -> Attribute {
        match self.entries.first_key_value() {
            Some((_, Attribute::Text(digits))) if self.exact => Attribute::Number(digits.clone()),
            _ => Attribute::Map(self.entries),
        }
    }
}

/// Content of a variant under construction, with the variant's name.
pub(super) struct Tagged<C>(pub(super) &'static str, pub(super) C);

/// A map with the variant as its only entry.
fn tagged(variant: &str, content: Attribute) -> Attribute {
    Attribute::Map([(variant.to_owned(), content)].into())
}

impl SerializeSeq for List {
    type Ok = Attribute;
    type Error = Fault;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
        self.push(value)
    }

    fn end(self) -> Result<Attribute, Fault> {
        Ok(Attribute::List(self.elements))
    }
}

impl SerializeTuple for List {
    type Ok = Attribute;
    type Error = Fault;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
        self.push(value)
    }

    fn end(self) -> Result<Attribute, Fault> {
        Ok(Attribute::List(self.elements))
    }
}

impl SerializeTupleStruct for List {
    type Ok = Attribute;
    type Error = Fault;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
        self.push(value)
    }

    fn end(self) -> Result<Attribute, Fault> {
        Ok(Attribute::List(self.elements))
    }
}

impl SerializeTupleVariant for Tagged<List> {
    type Ok = Attribute;
    type Error = Fault;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
        self.1.push(value)
    }

    fn end(self) -> Result<Attribute, Fault> {
        Ok(tagged(self.0, Attribute::List(self.1.elements)))
    }
}

impl SerializeMap for Pairs {
    type Ok = Attribute;
    type Error = Fault;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Fault> {
        self.key = match key.serialize(self.to)? {
            Attribute::Text(key) | Attribute::Number(key) => Some(key),
            Attribute::Boolean(key) => Some(key.to_string()),
            _ => return Err(fault("a key of a map is text")),
        };
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
        let value = value.serialize(self.to)?;
        let key = self.key.take();
        let key = key.ok_or_else(|| fault("a value of a map came before its key"))?;
        self.entries.insert(key, value);
        Ok(())
    }

    fn end(self) -> Result<Attribute, Fault> {
        Ok(Attribute::Map(self.entries))
    }
}

impl SerializeStruct for Fields {
    type Ok = Attribute;
    type Error = Fault;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Fault> {
        self.push(name, value)
    }

    fn end(self) -> Result<Attribute, Fault> {
        Ok(self.finish())
    }
}

impl SerializeStructVariant for Tagged<Fields> {
    type Ok = Attribute;
    type Error = Fault;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Fault> {
        self.1.push(name, value)
    }

    fn end(self) -> Result<Attribute, Fault> {
        Ok(tagged(self.0, self.1.finish()))
    }
}
