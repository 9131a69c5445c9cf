//! The traits of a shape or member.

use super::id::ShapeId;
use super::node::Node;

/// The way a trait came to a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Written at the shape or applied to it.
    Own,
    /// Inherited from a mixin.
    Mixin,
    /// Added by the loader, such as `box` where Smithy 1.0 would have it; no format writes it.
    Synthetic,
}

/// A trait with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Trait {
    /// The ID of the definition.
    pub id: ShapeId,
    /// The value; an annotation is `{}` or what its definition's type asks for.
    pub node: Node,
    /// The way it came here.
    pub origin: Origin,
}

/// Traits in the order they were written, each once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Traits(Vec<Trait>);

impl Traits {
    /// The value of a trait: a [`ShapeId`] or its text.
    pub fn get<K: AsRef<str> + ?Sized>(&self, id: &K) -> Option<&Node> {
        self.find(id).map(|found| &found.node)
    }

    /// The trait of an ID.
    pub fn find<K: AsRef<str> + ?Sized>(&self, id: &K) -> Option<&Trait> {
        let id = id.as_ref();
        self.0.iter().find(|known| known.id.as_str() == id)
    }

    /// Returns true if the trait is there.
    pub fn has<K: AsRef<str> + ?Sized>(&self, id: &K) -> bool {
        self.find(id).is_some()
    }

    /// Adds a trait in place of one of the same ID.
    pub fn insert(&mut self, id: ShapeId, node: Node, origin: Origin) {
        let new = Trait { id, node, origin };
        match self.0.iter_mut().find(|known| known.id == new.id) {
            Some(known) => *known = new,
            None => self.0.push(new),
        }
    }

    /// Takes a trait out.
    pub fn remove(&mut self, id: &str) -> Option<Trait> {
        let index = self.0.iter().position(|known| known.id.as_str() == id)?;
        Some(self.0.remove(index))
    }

    /// All traits, those from mixins and synthetic ones included.
    pub fn iter(&self) -> std::slice::Iter<'_, Trait> {
        self.0.iter()
    }

    /// The traits that were written at the shape or applied to it.
    pub fn own(&self) -> impl Iterator<Item = &Trait> {
        self.0.iter().filter(|found| found.origin == Origin::Own)
    }

    /// The number of traits.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns true without traits.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> IntoIterator for &'a Traits {
    type Item = &'a Trait;
    type IntoIter = std::slice::Iter<'a, Trait>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}
