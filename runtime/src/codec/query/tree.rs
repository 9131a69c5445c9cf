//! Parsed forms: the reverse of the query serializer.
//!
//! A node is a prefix of keys: `Filter.1.Name=a` has the nodes `Filter`, `Filter.1` and `Filter.1.Name`, the last with a value.
//!
//! **Invariants**
//! - Children of a node are in the order of their numbers, whatever the order of the fields.
//! - Time and memory are proportional to the form, but for the logarithm of a lookup, and bounded by the number of fields that
//!   are allowed.

mod path;
mod read;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;

use super::writer::{aws_key, capitalized};
use super::{Dialect, Query};
use crate::codec::tape::Options;
use crate::model::schema::{Member, Schema};
use crate::shape::deserializer::{MOST_TOLD, Node};
use crate::types::error::{Error, ErrorKind};

/// Index that represents no node.
const NONE: u32 = u32::MAX;

/// Most nodes for each field that a form may have: fields of one list or structure share the nodes above them.
const MOST_NODES: usize = 4;

/// A parsed form to deserialize from.
pub(crate) struct FormTree {
    nodes: Vec<Field>,
    /// Nodes by parent and segment.
    index: BTreeMap<(u32, Box<str>), u32>,
    dialect: Dialect,
    /// Shape of the root value, from which paths start.
    schema: &'static Schema,
    options: Options,
    /// Most nodes.
    limit: usize,
    error: Option<Error>,
    missing: Vec<String>,
}

/// A prefix of keys.
struct Field {
    segment: Box<str>,
    value: Option<String>,
    parent: u32,
    first: u32,
    next: u32,
}

impl fmt::Debug for FormTree {
    /// Omits the form, which may contain secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FormTree")
            .field("schema", &self.schema.name)
            .finish_non_exhaustive()
    }
}

impl FormTree {
    /// Builds the tree of a form that may have a number of fields; the last value of a repeated key applies.
    ///
    /// # Errors
    ///
    /// A key has more segments than the limit of nesting, or the form has more than four different ones for each allowed field.
    pub(crate) fn new(
        (query, most_fields): (Query, usize),
        dialect: Dialect,
        schema: &'static Schema,
        options: Options,
    ) -> Result<Self, Error> {
        let mut tree = Self {
            nodes: Vec::with_capacity(query.len() + 1),
            index: BTreeMap::new(),
            dialect,
            schema,
            options,
            limit: most_fields.saturating_mul(MOST_NODES),
            error: None,
            missing: Vec::new(),
        };
        tree.nodes.push(Field {
            segment: Box::default(),
            value: None,
            parent: NONE,
            first: NONE,
            next: NONE,
        });
        for (key, value) in query {
            let node = tree.add(&key)?;
            if let Some(field) = tree.field_mut(node) {
                field.value = Some(value);
            }
        }
        tree.link();
        Ok(tree)
    }

    /// The node of a key, new if there was none.
    fn add(&mut self, key: &str) -> Result<u32, Error> {
        let limit = self.options.limit();
        let mut parent = 0;
        // A list or map takes three segments for a level of nesting.
        for (depth, segment) in key.split('.').enumerate() {
            if depth / 3 >= limit {
                return Err(ErrorKind::TooDeep { limit }.into());
            }
            parent = match self.index.entry((parent, segment.into())) {
                Entry::Occupied(found) => *found.get(),
                Entry::Vacant(place) => {
                    let next = u32::try_from(self.nodes.len()).unwrap_or(NONE);
                    // The root is no node of a key.
                    if next >= NONE >> 1 || self.nodes.len() > self.limit {
                        let limit = self.limit;
                        return Err(ErrorKind::TooLarge { limit }.into());
                    }
                    self.nodes.push(Field {
                        segment: segment.into(),
                        value: None,
                        parent,
                        first: NONE,
                        next: NONE,
                    });
                    *place.insert(next)
                }
            };
        }
        Ok(parent)
    }

    /// Links the children of every node, by number.
    fn link(&mut self) {
        let keys = (1_u32..).zip(self.nodes.iter().skip(1));
        let mut order: Vec<(u32, u64, u32)> = keys
            .map(|(node, field)| (field.parent, number(&field.segment).unwrap_or(0), node))
            .collect();
        order.sort_unstable();
        let mut before: Option<(u32, u32)> = None;
        for (parent, _, node) in order {
            match before.filter(|(other, _)| *other == parent) {
                Some((_, sibling)) => {
                    if let Some(field) = self.field_mut(sibling) {
                        field.next = node;
                    }
                }
                None => {
                    if let Some(field) = self.field_mut(parent) {
                        field.first = node;
                    }
                }
            }
            before = Some((parent, node));
        }
    }

    /// The root node.
    pub(crate) const ROOT: Node = Node(0);

    /// Removes and returns the first error.
    pub(crate) const fn take_error(&mut self) -> Option<Error> {
        self.error.take()
    }

    /// Removes and returns the paths of missing required members.
    pub(crate) fn take_missing(&mut self) -> Vec<String> {
        std::mem::take(&mut self.missing)
    }

    /// The child with a segment.
    pub(crate) fn child(&self, node: Node, segment: &str) -> Node {
        let found = self.index.get(&(node.0, segment.into()));
        found.map_or(Node::NONE, |&index| Node(index))
    }

    /// The value at a node.
    pub(crate) fn value(&self, node: Node) -> Option<&str> {
        self.field(node.0)?.value.as_deref()
    }

    fn field(&self, index: u32) -> Option<&Field> {
        self.nodes.get(usize::try_from(index).ok()?)
    }

    fn field_mut(&mut self, index: u32) -> Option<&mut Field> {
        self.nodes.get_mut(usize::try_from(index).ok()?)
    }

    /// The first numbered node among a node and its following siblings.
    fn numbered(&self, mut index: u32) -> Node {
        while let Some(field) = self.field(index) {
            if number(&field.segment).is_some() {
                return Node(index);
            }
            index = field.next;
        }
        Node::NONE
    }

    /// The first numbered child.
    fn first_numbered(&self, node: Node) -> Node {
        let first = self.field(node.0).map_or(NONE, |field| field.first);
        self.numbered(first)
    }

    /// The next numbered sibling.
    fn next_numbered(&self, node: Node) -> Node {
        let next = self.field(node.0).map_or(NONE, |field| field.next);
        self.numbered(next)
    }

    /// The child of a structure member.
    fn member(&self, node: Node, member: &Member) -> Node {
        match (self.dialect, member.ec2_name) {
            (Dialect::Aws, _) => self.child(node, aws_key(member)),
            (Dialect::Ec2, Some(name)) => self.child(node, name),
            (Dialect::Ec2, None) => self.child(node, &capitalized(member.xml_key())),
        }
    }

    /// Returns true if a list or map has no segment of its own before the numbers.
    fn is_flat(&self, at: &Member, is_list: bool) -> bool {
        at.xml_flattened || is_list && self.dialect == Dialect::Ec2
    }

    /// Records a missing required member.
    fn lack(&mut self, node: Node, member: &'static Member) {
        if self.error.is_none() && self.missing.len() < MOST_TOLD {
            let mut path = self.path(node);
            path.push_name(member.name);
            self.missing.push(path.text);
        }
    }
}

/// The number of a segment, without signs. Clients count from 1, but 0 is a number too.
fn number(segment: &str) -> Option<u64> {
    let is_plain = segment.bytes().all(|byte| byte.is_ascii_digit());
    segment.parse().ok().filter(|_| is_plain)
}

#[cfg(test)]
mod tests;
