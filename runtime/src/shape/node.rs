//! Values as nodes: one level at a time, by reference, whatever their types.
//!
//! `JMESPath` programs walk typed values through this view, so nothing is copied or converted beforehand.
//!
//! **Invariants**
//! - Absent members are not entries.

use std::any::TypeId;
use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::model::schema::Kind;
use crate::shape::sealed::Sealed;
use crate::shape::{Key, MemberVisitor, Shape, ValueSerializer};
use crate::types::{Blob, Document, Number, Timestamp, UnknownMember};

/// A value of any type.
pub trait Node {
    /// The value, with its first level known.
    fn open(&self) -> Opened<'_>;

    /// The named members of a structure or union that are present, in the model's order.
    fn members(&self) -> Vec<(&'static str, &dyn Node)>;

    /// A present member of a structure or union.
    fn member(&self, name: &str) -> Option<&dyn Node>;

    /// A present member of a structure or union by its name in JSON or XML, or in the model.
    fn wire_member(&self, name: &str) -> Option<&dyn Node> {
        self.member(name)
    }

    /// Address and type, which distinguish the nodes of one value.
    fn identity(&self) -> Identity;
}

/// Address and type of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity(usize, TypeId);

/// The first level of a value.
#[derive(Clone)]
pub enum Opened<'s> {
    /// Nothing.
    Null,
    /// A boolean.
    Boolean(bool),
    /// A number; timestamps are epoch seconds.
    Number(Number),
    /// Text; blobs are base64.
    Text(Cow<'s, str>),
    /// A list.
    List(&'s dyn Elements),
    /// A map.
    Map(&'s dyn Entries),
    /// A structure or union.
    Structure(&'s dyn Node),
}

/// The elements of a list.
pub trait Elements {
    /// The number of elements.
    fn length(&self) -> usize;

    /// The element at an index.
    fn element(&self, index: usize) -> Option<&dyn Node>;
}

/// The entries of a map.
pub trait Entries {
    /// All entries, in the order of keys.
    fn entries(&self) -> Vec<(&str, &dyn Node)>;

    /// The value of a key.
    fn entry(&self, key: &str) -> Option<&dyn Node>;
}

impl<T: Shape> Node for T {
    fn open(&self) -> Opened<'_> {
        Shape::open(self)
    }

    fn members(&self) -> Vec<(&'static str, &dyn Node)> {
        let mut all = All(Vec::new());
        Shape::members(self, &mut all);
        let schema = T::SCHEMA.members();
        let named = all.0.into_iter().filter_map(|(index, node)| {
            let member = schema.get(index)?;
            Some((member.name, node))
        });
        named.collect()
    }

    fn member(&self, name: &str) -> Option<&dyn Node> {
        let mut members = T::SCHEMA.members().iter();
        pick(self, members.position(|member| member.name == name)?)
    }

    fn wire_member(&self, name: &str) -> Option<&dyn Node> {
        let members = T::SCHEMA.members();
        let local = |name: &'static str| name.rsplit(':').next();
        let place = { members.iter() }
            .position(|member| member.json_key() == name)
            .or_else(|| {
                let name = name.rsplit(':').next();
                let mut members = members.iter();
                members.position(|member| local(member.xml_key()) == name)
            })
            .or_else(|| members.iter().position(|member| member.name == name));
        pick(self, place?)
    }

    fn identity(&self) -> Identity {
        Identity(
            std::ptr::from_ref(self).cast::<()>() as usize,
            TypeId::of::<T>(),
        )
    }
}

/// Opens a structure, a union, an enum, or a scalar without text.
pub(crate) fn open<T: Shape>(value: &T) -> Opened<'_> {
    match T::SCHEMA.kind {
        Kind::Structure(_) | Kind::Union(_) => Opened::Structure(value),
        Kind::Enum(known) => value.write(Scalar(known)),
        _ => value.write(Scalar(&[])),
    }
}

/// Opens a document.
pub(crate) fn open_document(document: &Document) -> Opened<'_> {
    match document {
        Document::Null => Opened::Null,
        Document::Boolean(value) => Opened::Boolean(*value),
        Document::Number(value) => Opened::Number(*value),
        Document::String(text) => Opened::Text(Cow::Borrowed(text)),
        Document::List(items) => Opened::List(items),
        Document::Map(entries) => Opened::Map(entries),
    }
}

impl<T: Shape> Elements for Vec<T> {
    fn length(&self) -> usize {
        self.len()
    }

    fn element(&self, index: usize) -> Option<&dyn Node> {
        self.get(index).map(|item| item as &dyn Node)
    }
}

impl<K: Key, T: Shape> Entries for BTreeMap<K, T> {
    fn entries(&self) -> Vec<(&str, &dyn Node)> {
        let entries = self.iter();
        entries
            .map(|(key, value)| (key.as_key(), value as &dyn Node))
            .collect()
    }

    fn entry(&self, key: &str) -> Option<&dyn Node> {
        // Keys may be enums, whose order is not that of their texts.
        let mut entries = self.iter();
        let (_, value) = entries.find(|(known, _)| known.as_key() == key)?;
        Some(value)
    }
}

/// Collects present members.
struct All<'s>(Vec<(usize, &'s dyn Node)>);

impl Sealed for All<'_> {}

impl<'s> MemberVisitor<'s> for All<'s> {
    fn member<T: Shape>(&mut self, index: usize, value: &'s T) {
        if !value.is_absent() {
            self.0.push((index, value));
        }
    }

    fn unknown(&mut self, _: &'s UnknownMember) {}
}

/// The present member at an index.
fn pick<T: Shape>(value: &T, index: usize) -> Option<&dyn Node> {
    let mut pick = Pick { index, found: None };
    Shape::members(value, &mut pick);
    pick.found
}

/// Takes one member.
struct Pick<'s> {
    index: usize,
    found: Option<&'s dyn Node>,
}

impl Sealed for Pick<'_> {}

impl<'s> MemberVisitor<'s> for Pick<'s> {
    #[inline]
    fn member<T: Shape>(&mut self, index: usize, value: &'s T) {
        if index == self.index && !value.is_absent() {
            self.found = Some(value);
        }
    }

    fn unknown(&mut self, _: &'s UnknownMember) {}
}

/// The longest list of enum values that is searched instead of copying a text.
const SEARCHED: usize = 32;

/// Takes a scalar; the known values of an enum avoid a copy.
struct Scalar(&'static [&'static str]);

impl Sealed for Scalar {}

impl ValueSerializer for Scalar {
    type Out = Opened<'static>;

    fn null(self) -> Self::Out {
        Opened::Null
    }

    fn boolean(self, value: bool) -> Self::Out {
        Opened::Boolean(value)
    }

    fn integer(self, value: i64) -> Self::Out {
        Opened::Number(Number::Integer(value))
    }

    fn float(self, value: f32) -> Self::Out {
        Opened::Number(Number::Float(value.into()))
    }

    fn double(self, value: f64) -> Self::Out {
        Opened::Number(Number::Float(value))
    }

    fn number(self, value: &str) -> Self::Out {
        Opened::Number(Number::parse(value))
    }

    fn string(self, value: &str) -> Self::Out {
        Opened::Text(Cow::Owned(value.to_owned()))
    }

    fn enumeration(self, value: &str) -> Self::Out {
        let known = self.0.get(..SEARCHED).unwrap_or(self.0).iter();
        let mut known = known.filter(|known| **known == value);
        Opened::Text(known.next().map_or_else(
            || Cow::Owned(value.to_owned()),
            |known| Cow::Borrowed(*known),
        ))
    }

    fn blob(self, value: &Blob) -> Self::Out {
        Opened::Text(Cow::Owned(value.to_base64()))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a float holds the seconds of this era exactly"
    )]
    fn timestamp(self, value: &Timestamp) -> Self::Out {
        let fraction = f64::from(value.subsec_nanos()) / 1e9;
        Opened::Number(if value.subsec_nanos() == 0 {
            Number::Integer(value.seconds())
        } else {
            Number::Float(value.seconds() as f64 + fraction)
        })
    }

    fn document(self, _: &Document) -> Self::Out {
        Opened::Null
    }

    fn list<T: Shape>(self, _: &[T]) -> Self::Out {
        Opened::Null
    }

    fn map<K: Key, T: Shape>(self, _: &BTreeMap<K, T>) -> Self::Out {
        Opened::Null
    }

    fn structure<T: Shape>(self, _: &T) -> Self::Out {
        Opened::Null
    }
}
