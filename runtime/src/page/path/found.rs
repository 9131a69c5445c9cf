//! Values found by a path: references, or results of functions.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::rc::Rc;

use super::functions::order;
use crate::shape::node::{Elements, Entries, Identity, Node, Opened};
use crate::types::{Document, Number};

/// Members that count as absent, though their structure holds a value for them.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'e>(&'e [Identity]);

impl<'e> Scope<'e> {
    /// Nothing counts as absent.
    pub const fn whole() -> Self {
        Self(&[])
    }

    /// Some members count as absent.
    pub const fn without(members: &'e [Identity]) -> Self {
        Self(members)
    }

    fn lacks(self, node: &dyn Node) -> bool {
        !self.0.is_empty() && self.0.contains(&node.identity())
    }

    fn see(self, node: &dyn Node) -> Found<'_> {
        if self.lacks(node) {
            Found::Null
        } else {
            Found::of(node)
        }
    }
}

/// A value found by a path.
#[derive(Clone)]
pub enum Found<'s> {
    /// Nothing.
    Null,
    /// A boolean.
    Boolean(bool),
    /// A number.
    Number(Number),
    /// Text.
    Text(Cow<'s, str>),
    /// A list.
    List(List<'s>),
    /// A structure or map.
    Object(Object<'s>),
}

/// A list found by a path.
#[derive(Clone)]
pub enum List<'s> {
    /// Part of the value.
    Part(&'s dyn Elements),
    /// Computed.
    Made(Rc<[Found<'s>]>),
}

/// A structure or map found by a path.
#[derive(Clone)]
pub enum Object<'s> {
    /// A structure or union of the value.
    Structure(&'s dyn Node),
    /// A map of the value.
    Map(&'s dyn Entries),
    /// Computed.
    Made(Rc<[(Cow<'s, str>, Found<'s>)]>),
}

impl<'s> Found<'s> {
    /// A value.
    pub fn of(node: &'s dyn Node) -> Self {
        match node.open() {
            Opened::Null => Self::Null,
            Opened::Boolean(value) => Self::Boolean(value),
            Opened::Number(value) => Self::Number(value),
            Opened::Text(text) => Self::Text(text),
            Opened::List(items) => Self::List(List::Part(items)),
            Opened::Map(map) => Self::Object(Object::Map(map)),
            Opened::Structure(structure) => Self::Object(Object::Structure(structure)),
        }
    }

    /// A computed list.
    pub fn list(items: Vec<Self>) -> Self {
        Self::List(List::Made(items.into()))
    }

    /// A computed object.
    pub fn object(entries: Vec<(Cow<'s, str>, Self)>) -> Self {
        Self::Object(Object::Made(entries.into()))
    }

    /// Returns true for all but null, false, and empty texts, lists and objects.
    pub fn is_true(&self, scope: Scope<'_>) -> bool {
        match self {
            Self::Null => false,
            Self::Boolean(value) => *value,
            Self::Number(_) => true,
            Self::Text(text) => !text.is_empty(),
            Self::List(list) => list.length() > 0,
            Self::Object(object) => !object.entries(scope).is_empty(),
        }
    }

    /// Returns true for an equal value.
    pub fn equals(&self, other: &Self, scope: Scope<'_>) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Boolean(one), Self::Boolean(other)) => one == other,
            (Self::Number(one), Self::Number(other)) => {
                order(*one, *other).is_some_and(Ordering::is_eq)
            }
            (Self::Text(one), Self::Text(other)) => one == other,
            (Self::List(one), Self::List(other)) => {
                let pairs = one.iter(scope).zip(other.iter(scope));
                one.length() == other.length() && { pairs }
                    .all(|(one, other)| one.equals(&other, scope))
            }
            (Self::Object(one), Self::Object(other)) => {
                let entries = one.entries(scope);
                entries.len() == other.entries(scope).len() && { entries.iter() }.all(
                    |(name, value)| {
                        let found = other.get(name, scope);
                        found.is_some_and(|found| value.equals(&found, scope))
                    },
                )
            }
            _ => false,
        }
    }

    /// The value as a document.
    pub fn to_document(&self) -> Document {
        let scope = Scope::whole();
        match self {
            Self::Null => Document::Null,
            Self::Boolean(value) => Document::Boolean(*value),
            Self::Number(value) => Document::Number(*value),
            Self::Text(text) => Document::from(&**text),
            Self::List(list) => {
                Document::List(list.iter(scope).map(|item| item.to_document()).collect())
            }
            Self::Object(object) => Document::map(
                { object.entries(scope).into_iter() }
                    .map(|(name, value)| (name.into_owned(), value.to_document())),
            ),
        }
    }
}

impl<'s> List<'s> {
    /// The number of elements.
    pub fn length(&self) -> usize {
        match self {
            Self::Part(list) => list.length(),
            Self::Made(items) => items.len(),
        }
    }

    /// The element at an index.
    pub fn get(&self, index: usize, scope: Scope<'_>) -> Option<Found<'s>> {
        match self {
            Self::Part(list) => list.element(index).map(|node| scope.see(node)),
            Self::Made(items) => items.get(index).cloned(),
        }
    }

    /// All elements.
    pub fn iter<'l>(&'l self, scope: Scope<'l>) -> impl Iterator<Item = Found<'s>> + 'l {
        (0..self.length()).filter_map(move |index| self.get(index, scope))
    }
}

impl<'s> Object<'s> {
    /// The value of a name.
    pub fn get(&self, name: &str, scope: Scope<'_>) -> Option<Found<'s>> {
        match self {
            Self::Structure(structure) => structure.member(name).map(|node| scope.see(node)),
            Self::Map(map) => map.entry(name).map(|node| scope.see(node)),
            Self::Made(entries) => {
                let mut entries = entries.iter();
                let (_, value) = entries.find(|(known, _)| known == name)?;
                Some(value.clone())
            }
        }
    }

    /// All entries; absent members are none.
    pub fn entries(&self, scope: Scope<'_>) -> Vec<(Cow<'s, str>, Found<'s>)> {
        match self {
            Self::Structure(structure) => {
                let members = structure.members().into_iter();
                members
                    .filter(|(_, node)| !scope.lacks(*node))
                    .map(|(name, node)| (Cow::Borrowed(name), Found::of(node)))
                    .collect()
            }
            Self::Map(map) => {
                let entries = map.entries().into_iter();
                entries
                    .map(|(name, node)| (Cow::Borrowed(name), Found::of(node)))
                    .collect()
            }
            Self::Made(entries) => entries.to_vec(),
        }
    }
}
