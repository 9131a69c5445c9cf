//! A message tree that generates its contents while it is read.
//!
//! A node encodes only its depth, the number of following elements, and flags for null and distinctness; values are chosen
//! when the deserializer asks for them.

use std::borrow::Cow;

use ::arbitrary::Unstructured;

use super::bounds::{MOST, distinct_values, height};
use super::place::{DEEPEST, Place};
use super::{Codec, Range, ValueOptions};
use crate::model::schema::{Kind, Member, Schema};
use crate::shape::deserializer::{Node, ShapeDeserializer};
use crate::types::{Blob, Document, ErrorKind, Timestamp, UnknownMember};

/// Depth from which optional values are omitted.
const DEEP: u32 = 5;

/// Maximum number of list elements above the minimum.
const MORE: u64 = 4;

/// A message that generates its contents while it is read, for types known only as a [`Type`](crate::Type).
///
/// ```
/// use sansmith::Type;
/// use sansmith::arbitrary::{RandomTree, ValueOptions};
///
/// let (row, bytes) = (Type::of::<String>(), [1, 2, 3]);
/// let mut bytes = arbitrary::Unstructured::new(&bytes);
/// let mut message = RandomTree::new(&mut bytes, ValueOptions::default());
/// let root = message.root();
/// assert!(row.read(&mut message, root).as_any().is::<String>());
/// ```
#[derive(Debug)]
pub struct RandomTree<'a, 'b> {
    bytes: &'a mut Unstructured<'b>,
    pub(super) options: ValueOptions,
}

impl<'a, 'b> RandomTree<'a, 'b> {
    /// One that is fed by bytes.
    pub const fn new(bytes: &'a mut Unstructured<'b>, options: ValueOptions) -> Self {
        Self { bytes, options }
    }

    /// The root node.
    pub const fn root(&self) -> Node {
        Place {
            depth: 0,
            null: false,
            distinct: false,
            left: 0,
        }
        .node()
    }

    /// A number below `count`; 0 if there is no choice or no byte left.
    pub(super) fn pick(&mut self, count: usize) -> usize {
        self.bytes.choose_index(count).unwrap_or(0)
    }

    /// A number in a range; the minimum if no byte is left.
    pub(super) fn between(&mut self, min: i64, max: i64) -> i64 {
        self.bytes.int_in_range(min..=max.max(min)).unwrap_or(min)
    }

    /// True in one of `of` cases; false if no byte is left.
    pub(super) fn rarely(&mut self, of: u8) -> bool {
        !self.bytes.is_empty() && self.bytes.ratio(1, of).unwrap_or(false)
    }

    /// Returns true if constraints must be satisfied.
    pub(super) fn is_valid(&self) -> bool {
        self.options.range == Range::Valid
    }

    /// A length at or slightly above the minimum, up to the maximum.
    pub(super) fn length(&mut self, schema: &Schema, least: u64) -> u64 {
        let limits = schema.length.filter(|_| self.is_valid());
        let min = limits
            .and_then(|length| length.min)
            .unwrap_or(0)
            .max(least)
            .min(MOST);
        let max = limits.and_then(|length| length.max).unwrap_or(u64::MAX);
        self.bytes
            .int_in_range(min..=max.min(min.saturating_add(MORE)).max(min))
            .unwrap_or(min)
    }

    /// The first list element or map entry; `distinct` gives the number of possible distinct values, if they must differ.
    fn begin(&mut self, node: Node, at: &Member, distinct: Option<u64>) -> Node {
        let place = Place::of(node);
        if place.depth >= DEEPEST {
            return Node::NONE;
        }
        let flat = at.xml_flattened && self.options.codec == Codec::Xml;
        let deep = place.depth > DEEP;
        let least = u64::from(flat);
        let most = distinct.unwrap_or(MOST).max(least);
        let mut length = self.length(at.target, least).min(most);
        if deep {
            let min = at.target.length.and_then(|length| length.min).unwrap_or(0);
            length = length.min(if self.is_valid() {
                min.max(least)
            } else {
                least
            });
        }
        let left = u32::try_from(length).unwrap_or(0);
        let distinct = distinct.is_some();
        self.element(
            Place {
                distinct,
                ..place.inside()
            },
            left,
            at,
        )
    }

    /// An element with `left` following ones; `NONE` if there is none.
    fn element(&mut self, place: Place, left: u32, at: &Member) -> Node {
        let Some(left) = left.checked_sub(1) else {
            return Node::NONE;
        };
        let null = at.target.sparse && self.rarely(3);
        Place {
            null,
            left,
            ..place
        }
        .node()
    }

    /// The union member to be present.
    fn choose(&mut self, node: Node, members: &[Member]) -> usize {
        if Place::of(node).depth < DEEP {
            return self.pick(members.len());
        }
        let lowest = (0..)
            .zip(members)
            .min_by_key(|(_, member)| height(member.target, 6));
        lowest.map_or(0, |(index, _)| index)
    }
}

impl ShapeDeserializer for RandomTree<'_, '_> {
    fn structure(&mut self, node: Node, at: &Member, slots: &mut [Node]) {
        let inside = Place::of(node).inside();
        if let Kind::Union(members) = at.target.kind {
            if !self.is_valid() && self.rarely(8) {
                return;
            }
            let chosen = self.choose(node, members.get());
            if let Some(slot) = slots.get_mut(chosen) {
                *slot = inside.node();
            }
            return;
        }
        for (slot, member) in slots.iter_mut().zip(at.target.members()) {
            let simple = height(member.target, 2) == 0;
            let may = inside.depth < DEEP || simple;
            if member.required || may && self.pick(2) == 1 {
                *slot = inside.node();
            }
        }
    }

    fn unknown(&mut self, _: Node, _: &Member) -> UnknownMember {
        let text = self.text(&crate::model::schema::STRING, None);
        UnknownMember::new("Random", text)
    }

    fn first_element(&mut self, node: Node, at: &Member) -> (Node, usize) {
        let Kind::List(element) = at.target.kind else {
            return (Node::NONE, 0);
        };
        let distinct =
            (at.target.unique_items && self.is_valid()).then(|| distinct_values(element.target));
        (self.begin(node, at, distinct), 0)
    }

    fn next_element(&mut self, element: Node, at: &Member) -> Node {
        let place = Place::of(element);
        self.element(place, place.left, at)
    }

    fn first_entry(&mut self, node: Node, at: &Member) -> (Node, Node) {
        let Kind::Map(key, _) = at.target.kind else {
            return (Node::NONE, Node::NONE);
        };
        let key = self.begin(node, at, Some(distinct_values(key.target)));
        (key, Place::value_of(key))
    }

    fn next_entry(&mut self, value: Node, at: &Member) -> (Node, Node) {
        let place = Place::of(value);
        let key = self.element(
            Place {
                distinct: true,
                ..place
            },
            place.left,
            at,
        );
        (key, Place::value_of(key))
    }

    fn is_null(&mut self, node: Node) -> bool {
        Place::of(node).null
    }

    fn boolean(&mut self, node: Node, _: &Member) -> bool {
        match Place::distinction(node) {
            Some(index) => index % 2 == 1,
            None => self.pick(2) == 1,
        }
    }

    fn integer(&mut self, node: Node, at: &Member) -> i64 {
        self.any_integer(at.target, Place::distinction(node))
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "the nearest 32-bit float is fine"
    )]
    fn float(&mut self, node: Node, at: &Member) -> f32 {
        self.any_float(at.target, Place::distinction(node)) as f32
    }

    fn double(&mut self, node: Node, at: &Member) -> f64 {
        self.any_float(at.target, Place::distinction(node))
    }

    fn number(&mut self, node: Node, at: &Member) -> Cow<'_, str> {
        Cow::Owned(self.any_number(at.target, Place::distinction(node)))
    }

    fn string(&mut self, node: Node, at: &Member) -> Cow<'_, str> {
        Cow::Owned(self.text(at.target, Place::distinction(node)))
    }

    fn blob(&mut self, node: Node, at: &Member) -> Blob {
        self.any_blob(at.target, Place::distinction(node))
    }

    fn timestamp(&mut self, node: Node, at: &Member) -> Timestamp {
        self.any_timestamp(at, Place::distinction(node))
    }

    fn document(&mut self, _: Node, _: &Member) -> Document {
        self.any_document(3)
    }

    fn missing(&mut self, _: Node, _: &Member, _: &'static Member) {}

    fn hole(&mut self, _: Node) {}

    fn fail(&mut self, _: Node, _: ErrorKind) {}

    fn failed(&self) -> bool {
        false
    }
}
