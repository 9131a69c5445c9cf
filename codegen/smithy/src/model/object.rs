//! Objects of node values: entries in the order they were written.
//!
//! **Invariants**
//! - A look-up is linear in small objects and uses an index, made on first use, in large ones.
//! - Equality ignores the order of entries.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::node::Node;
use crate::files::Location;

/// The number of entries from which on a look-up uses an index.
const INDEXED: usize = 16;

/// An object.
///
/// Keys are unique as long as entries are added with [`Object::insert`].
#[derive(Debug, Clone, Default)]
pub struct Object {
    entries: Vec<Entry>,
    /// The positions of entries in the order of their keys.
    index: OnceLock<Box<[u32]>>,
}

/// An entry of an object.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// The place of the key.
    pub key_at: Location,
    /// The value.
    pub node: Node,
}

impl Object {
    /// An empty object.
    pub fn new() -> Self {
        Self::default()
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    /// The entry of a key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.position(key).and_then(|index| self.entries.get(index))
    }

    /// Returns true if the key is there.
    pub fn contains(&self, key: &str) -> bool {
        self.position(key).is_some()
    }

    /// Adds an entry; returns the value it replaces. For many entries, use [`ObjectBuilder`].
    pub fn insert(&mut self, entry: Entry) -> Option<Node> {
        let known = self.position(&entry.key);
        if let Some(known) = known.and_then(|index| self.entries.get_mut(index)) {
            return Some(std::mem::replace(&mut known.node, entry.node));
        }
        self.push(entry);
        None
    }

    /// Adds an entry whose key is known to be new.
    pub(crate) fn push(&mut self, entry: Entry) {
        self.index.take();
        self.entries.push(entry);
    }

    /// The entries in the order they were written.
    pub fn iter(&self) -> std::slice::Iter<'_, Entry> {
        self.entries.iter()
    }

    /// The keys in the order they were written.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.key.as_str())
    }

    /// Values in the order they were written, mutable.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut Node> {
        self.entries.iter_mut().map(|entry| &mut entry.node)
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns true without entries.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn position(&self, key: &str) -> Option<usize> {
        if self.entries.len() < INDEXED {
            return self.entries.iter().position(|entry| entry.key == key);
        }
        let index = self.index.get_or_init(|| self.sorted());
        let key_of = |position: &u32| {
            self.entries
                .get(*position as usize)
                .map(|entry| &*entry.key)
        };
        let found = index.binary_search_by(|position| key_of(position).cmp(&Some(key)));
        index.get(found.ok()?).map(|position| *position as usize)
    }

    fn sorted(&self) -> Box<[u32]> {
        let mut positions: Vec<u32> = (0..).take(self.entries.len()).collect();
        positions.sort_by_key(|position| {
            let entry = self.entries.get(*position as usize);
            entry.map(|entry| &*entry.key)
        });
        positions.into()
    }
}

/// An object under construction, which detects duplicate keys in logarithmic time.
#[derive(Debug, Default)]
pub struct ObjectBuilder {
    object: Object,
    /// The keys, once there are many.
    keys: BTreeSet<String>,
}

impl ObjectBuilder {
    /// An empty object.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns true if the key is there.
    pub fn contains(&mut self, key: &str) -> bool {
        if self.object.len() < INDEXED {
            return self.object.contains(key);
        }
        if self.keys.is_empty() {
            self.keys.extend(self.object.keys().map(str::to_owned));
        }
        self.keys.contains(key)
    }

    /// Adds an entry.
    ///
    /// # Errors
    ///
    /// The entry, unchanged, if its key exists.
    pub fn add(&mut self, entry: Entry) -> Result<(), Entry> {
        if self.contains(&entry.key) {
            return Err(entry);
        }
        if !self.keys.is_empty() {
            self.keys.insert(entry.key.clone());
        }
        self.object.push(entry);
        Ok(())
    }

    /// The object.
    pub fn finish(self) -> Object {
        self.object
    }
}

impl<'a> IntoIterator for &'a Object {
    type Item = &'a Entry;
    type IntoIter = std::slice::Iter<'a, Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter()
    }
}

impl IntoIterator for Object {
    type Item = Entry;
    type IntoIter = std::vec::IntoIter<Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self
                .iter()
                .all(|entry| other.get(&entry.key) == Some(&entry.node))
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, Object, ObjectBuilder};
    use crate::files::Location;
    use crate::model::{Node, Value};

    fn object(keys: impl Iterator<Item = u32>) -> Object {
        let mut object = Object::new();
        for key in keys {
            let node = Node::string(key.to_string(), Location::NONE);
            let key = key.to_string();
            object.push(Entry {
                key,
                key_at: Location::NONE,
                node,
            });
        }
        object
    }

    #[test]
    fn look_ups_find_every_key_of_small_and_large_objects() {
        for size in [0, 1, 15, 16, 100] {
            let object = object(0..size);
            for key in 0..size {
                let key = key.to_string();
                assert_eq!(object.get(&key).and_then(Node::as_str), Some(&*key));
            }
            assert!(!object.contains("none"));
        }
    }

    #[test]
    fn inserting_replaces_and_keeps_the_order() {
        let mut object = object(0..20);
        let null = Node::new(Value::Null, Location::NONE);
        let replaced = object.insert(Entry {
            key: "7".to_owned(),
            key_at: Location::NONE,
            node: null,
        });
        assert_eq!(replaced.as_ref().and_then(Node::as_str), Some("7"));
        assert_eq!(object.keys().nth(7), Some("7"));
        assert_eq!(object.len(), 20);
    }

    #[test]
    fn object_builder_detects_duplicate_keys() {
        let mut builder = ObjectBuilder::new();
        for key in 0..40_u32 {
            let null = Node::new(Value::Null, Location::NONE);
            let key = key.to_string();
            let key_at = Location::NONE;
            let entry = |node| Entry {
                key: key.clone(),
                key_at,
                node,
            };
            assert!(builder.add(entry(null.clone())).is_ok());
            assert!(builder.add(entry(null)).is_err());
        }
        assert_eq!(builder.finish().len(), 40);
    }

    #[test]
    fn equality_ignores_order() {
        assert_eq!(object(0..40), object((0..40).rev()));
        assert_ne!(object(0..40), object(1..41));
    }
}
