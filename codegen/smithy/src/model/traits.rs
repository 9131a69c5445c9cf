//! The traits of a shape or member.

use indexmap::IndexMap;

use super::id::ShapeId;
use super::node::Node;

/// Origin of a trait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Written at the shape or applied to it.
    Own,
    /// Inherited from a mixin.
    Mixin,
    /// Added by the loader, such as `box` for Smithy 1.0 semantics; never written.
    Synthetic,
}

/// A trait with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Trait {
    /// The ID of the definition.
    pub id: ShapeId,
    /// Value; an annotation is `{}`, or the empty value of its type.
    pub node: Node,
    /// Origin.
    pub origin: Origin,
}

/// The number of traits from which on a look-up uses an index.
const INDEXED: usize = 16;

/// Traits in the order they were written, each once.
#[derive(Debug, Clone, Default)]
pub struct Traits {
    entries: Vec<Trait>,
    /// The positions by ID, once there are many traits.
    index: Option<Box<IndexMap<ShapeId, usize>>>,
}

impl Traits {
    /// The value of a trait: a [`ShapeId`] or its text.
    pub fn get<K: AsRef<str> + ?Sized>(&self, id: &K) -> Option<&Node> {
        self.find(id).map(|found| &found.node)
    }

    /// The trait of an ID.
    pub fn find<K: AsRef<str> + ?Sized>(&self, id: &K) -> Option<&Trait> {
        let position = self.position(id.as_ref())?;
        self.entries.get(position)
    }

    /// The trait of an ID, to change.
    pub(crate) fn find_mut(&mut self, id: &str) -> Option<&mut Trait> {
        let position = self.position(id)?;
        self.entries.get_mut(position)
    }

    /// Returns true if the trait is there.
    pub fn has<K: AsRef<str> + ?Sized>(&self, id: &K) -> bool {
        self.position(id.as_ref()).is_some()
    }

    /// Adds a trait in place of one of the same ID.
    pub fn insert(&mut self, id: ShapeId, node: Node, origin: Origin) {
        let position = self.position(id.as_str());
        let new = Trait { id, node, origin };
        match position.and_then(|position| self.entries.get_mut(position)) {
            Some(known) => *known = new,
            None => self.push(new),
        }
    }

    fn push(&mut self, new: Trait) {
        if let Some(index) = &mut self.index {
            index.insert(new.id.clone(), self.entries.len());
        }
        self.entries.push(new);
        if self.entries.len() == INDEXED {
            let ids = self.entries.iter().enumerate();
            let index = ids.map(|(position, known)| (known.id.clone(), position));
            self.index = Some(Box::new(index.collect()));
        }
    }

    fn position(&self, id: &str) -> Option<usize> {
        match &self.index {
            Some(index) => index.get(id).copied(),
            None => self.entries.iter().position(|known| known.id == id),
        }
    }

    /// All traits, those from mixins and synthetic ones included.
    pub fn iter(&self) -> std::slice::Iter<'_, Trait> {
        self.entries.iter()
    }

    /// The traits that were written at the shape or applied to it.
    pub fn own(&self) -> impl Iterator<Item = &Trait> {
        self.entries
            .iter()
            .filter(|found| found.origin == Origin::Own)
    }

    /// The number of traits.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns true without traits.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<'a> IntoIterator for &'a Traits {
    type Item = &'a Trait;
    type IntoIter = std::slice::Iter<'a, Trait>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter()
    }
}

impl IntoIterator for Traits {
    type Item = Trait;
    type IntoIter = std::vec::IntoIter<Trait>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl PartialEq for Traits {
    /// Compares IDs, values and origins; the order does not count.
    fn eq(&self, other: &Self) -> bool {
        let mut entries = self.entries.iter();
        self.len() == other.len() && entries.all(|known| other.find(&known.id) == Some(known))
    }
}

#[cfg(test)]
mod tests {
    use super::{Origin, Traits};
    use crate::files::Location;
    use crate::model::{Node, ShapeId};

    #[test]
    fn each_trait_is_there_once_however_many_there_are() {
        let id = |index: u32| ShapeId::parse(&format!("a#T{index}")).unwrap();
        let mut traits = Traits::default();
        for value in ["old", "new"] {
            for index in 0..40 {
                traits.insert(id(index), Node::string(value, Location::NONE), Origin::Own);
            }
        }
        assert_eq!(traits.len(), 40);
        for index in 0..40 {
            let node = traits.get(&id(index)).and_then(Node::as_str);
            assert_eq!(node, Some("new"));
        }
        assert!(!traits.has("a#T40"));
    }
}
