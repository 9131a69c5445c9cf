//! A node to deserialize a value from.

use std::collections::BTreeMap;

use super::fields::Slots;
use super::{Node, ShapeDeserializer};
use crate::model::schema::{Kind, Member, Schema};
use crate::shape::{Key, Shape};
use crate::types::{Blob, Document, ErrorKind, Timestamp};

/// Number of member nodes kept on the stack.
const INLINE: usize = 32;

/// Maximum capacity reserved in advance for a list: lengths in messages are untrusted.
const MOST_RESERVED: usize = 4096;

/// A node, with the member that holds the value.
pub struct Source<'a, T: ?Sized> {
    pub(super) tree: &'a mut T,
    pub(super) node: Node,
    pub(crate) at: &'a Member,
}

impl<T: ?Sized> std::fmt::Debug for Source<'_, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Source")
            .field("node", &self.node)
            .finish_non_exhaustive()
    }
}

/// Deserializes the value at a node.
pub fn read<S: Shape, T: ShapeDeserializer + ?Sized>(tree: &mut T, node: Node) -> S {
    read_as(tree, node, S::SCHEMA)
}

/// Deserializes the value of a schema at a node: that of the type, or another one if the type is
/// [`DYNAMIC`](Shape::DYNAMIC).
#[inline]
pub fn read_as<S: Shape, T: ShapeDeserializer + ?Sized>(
    tree: &mut T,
    node: Node,
    schema: &'static Schema,
) -> S {
    let root = Member::new(schema.name, schema);
    S::read(Source {
        tree,
        node,
        at: &root,
    })
}

/// Deserializes the value at a node, held by member `at`.
pub fn read_at<S: Shape, T: ShapeDeserializer + ?Sized>(
    tree: &mut T,
    node: Node,
    at: &Member,
) -> S {
    S::read(Source { tree, node, at })
}

impl<T: ShapeDeserializer + ?Sized> Source<'_, T> {
    /// The member that holds the value.
    #[inline]
    pub const fn member(&self) -> &Member {
        self.at
    }

    /// Returns true for null.
    #[inline]
    pub fn is_null(&mut self) -> bool {
        self.tree.is_null(self.node)
    }

    /// Reads a boolean.
    #[inline]
    pub fn boolean(&mut self) -> bool {
        self.tree.boolean(self.node, self.at)
    }

    /// Reads an integer of any width.
    #[inline]
    pub fn integer(&mut self) -> i64 {
        self.tree.integer(self.node, self.at)
    }

    /// Reports an integer that is out of range, and returns zero.
    #[cold]
    pub fn out_of_range<N: Default>(&mut self, value: i64) -> N {
        self.tree.fail(
            self.node,
            ErrorKind::OutOfRange {
                expected: self.at.target.kind.as_str(),
                found: value.to_string(),
            },
        );
        N::default()
    }

    /// Reads a 32-bit float.
    #[inline]
    pub fn float(&mut self) -> f32 {
        self.tree.float(self.node, self.at)
    }

    /// Reads a 64-bit float.
    #[inline]
    pub fn double(&mut self) -> f64 {
        self.tree.double(self.node, self.at)
    }

    /// Reads a big number.
    pub fn number<N: std::str::FromStr + Default>(&mut self) -> N {
        let number = self.tree.number(self.node, self.at).parse();
        number.unwrap_or_else(|_| {
            let expected = self.at.target.kind.as_str();
            self.tree.fail(self.node, ErrorKind::Format { expected });
            N::default()
        })
    }

    /// Reads text.
    #[inline]
    pub fn string(&mut self) -> String {
        self.tree.string(self.node, self.at).into_owned()
    }

    /// Reads a string enum.
    #[inline]
    pub fn enumeration<E: for<'t> From<&'t str>>(&mut self) -> E {
        E::from(&self.tree.string(self.node, self.at))
    }

    /// Reads an integer enum.
    #[inline]
    pub fn int_enumeration<E: From<i32>>(&mut self) -> E {
        let value = self.integer();
        E::from(i32::try_from(value).unwrap_or_else(|_| self.out_of_range(value)))
    }

    /// Reads bytes.
    #[inline]
    pub fn blob(&mut self) -> Blob {
        self.tree.blob(self.node, self.at)
    }

    /// Reads a timestamp.
    #[inline]
    pub fn timestamp(&mut self) -> Timestamp {
        self.tree.timestamp(self.node, self.at)
    }

    /// Reads a document.
    #[inline]
    pub fn document(&mut self) -> Document {
        self.tree.document(self.node, self.at)
    }

    /// Reads a list.
    pub fn list<S: Shape>(self) -> Vec<S> {
        let Kind::List(element) = self.at.target.kind else {
            return Vec::new();
        };
        let (mut node, length) = self.tree.first_element(self.node, self.at);
        let mut list = Vec::with_capacity(length.min(MOST_RESERVED));
        while node.is_some() && !self.tree.failed() {
            if S::OPTIONAL || S::holds_null(element) || !self.tree.is_null(node) {
                list.push(read_at(&mut *self.tree, node, element));
            } else {
                self.tree.hole(node);
            }
            node = self.tree.next_element(node, self.at);
        }
        list
    }

    /// Reads a map; the last duplicate key applies.
    pub fn map<K: Key, S: Shape>(self) -> BTreeMap<K, S> {
        let Kind::Map(key, value) = self.at.target.kind else {
            return BTreeMap::new();
        };
        let mut map = BTreeMap::new();
        let (mut name, mut node) = self.tree.first_entry(self.node, self.at);
        while node.is_some() && !self.tree.failed() {
            if S::OPTIONAL || S::holds_null(value) || !self.tree.is_null(node) {
                let name = K::from_key(&self.tree.string(name, key));
                map.insert(name, read_at(&mut *self.tree, node, value));
            } else {
                self.tree.hole(node);
            }
            (name, node) = self.tree.next_entry(node, self.at);
        }
        map
    }

    /// Reads a structure or union.
    #[inline]
    pub fn structure<S: Shape>(self) -> S {
        let members = if S::DYNAMIC {
            self.at.target.members()
        } else {
            S::SCHEMA.members()
        };
        let mut inline = [Node::NONE; INLINE];
        if let Some(nodes) = inline.get_mut(..members.len()) {
            self.tree.structure(self.node, self.at, nodes);
            self.build(members, nodes)
        } else {
            let mut nodes = vec![Node::NONE; members.len()];
            self.tree.structure(self.node, self.at, &mut nodes);
            self.build(members, &nodes)
        }
    }

    /// Builds a structure or union from its members.
    #[inline]
    fn build<S: Shape>(self, members: &'static [Member], nodes: &[Node]) -> S {
        S::build(&mut Slots {
            tree: self.tree,
            node: self.node,
            at: self.at,
            members,
            nodes,
        })
    }
}
