//! The semantic model: shapes with members, traits and relations, independent of formats.
//!
//! **Invariants**
//! - Shapes are in the order of their IDs, members and traits in the order they were written.
//! - Members and traits from mixins are included and marked, so that readers need not resolve mixins.
//!
//! <https://smithy.io/2.0/spec/model.html>

mod id;
mod kind;
mod node;
mod number;
mod object;
mod shape;
mod traits;

use indexmap::IndexMap;

pub use self::id::{ShapeId, is_identifier, is_namespace};
pub use self::kind::ShapeType;
pub use self::node::{Node, Value};
pub use self::number::Number;
pub use self::object::{Entry, Object, ObjectBuilder};
pub use self::shape::{Details, Member, Operation, Resource, Service, Shape, Version};
pub use self::traits::{Origin, Trait, Traits};

use crate::files::Files;

/// A loaded model.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Model {
    /// All shapes except members, including bundled ones, sorted by id.
    shapes: IndexMap<ShapeId, Shape>,
    /// The metadata, in the order it was written.
    metadata: IndexMap<String, Node>,
    /// The texts that locations point into.
    files: Files,
}

impl Model {
    /// A model of parts; shapes are put in order.
    pub fn new(
        mut shapes: IndexMap<ShapeId, Shape>,
        metadata: IndexMap<String, Node>,
        files: Files,
    ) -> Self {
        shapes.sort_unstable_keys();
        Self {
            shapes,
            metadata,
            files,
        }
    }

    /// The model without some shapes.
    #[must_use]
    pub fn without(mut self, ids: &[ShapeId]) -> Self {
        self.shapes.retain(|id, _| !ids.contains(id));
        self
    }

    /// All shapes except members, including bundled ones, sorted by id.
    pub fn shapes(&self) -> impl Iterator<Item = &Shape> {
        self.shapes.values()
    }

    /// The shapes that the sources define, without prelude and bundled trait definitions.
    pub fn own_shapes(&self) -> impl Iterator<Item = &Shape> {
        self.shapes.values().filter(|shape| !shape.bundled)
    }

    /// The shape of an ID without a member: a [`ShapeId`] or its text.
    pub fn shape<K: AsRef<str> + ?Sized>(&self, id: &K) -> Option<&Shape> {
        self.shapes.get(id.as_ref())
    }

    /// The member of an ID such as `example#Structure$member`.
    pub fn member<K: AsRef<str> + ?Sized>(&self, id: &K) -> Option<&Member> {
        let (container, name) = id.as_ref().split_once('$')?;
        self.shapes.get(container)?.members.get(name)
    }

    /// The shape that a member targets.
    pub fn target(&self, member: &Member) -> Option<&Shape> {
        self.shapes.get(member.target.as_str())
    }

    /// The definition of a trait: the shape that it is named after, if that has the trait `trait`.
    pub fn trait_definition<K: AsRef<str> + ?Sized>(&self, id: &K) -> Option<&Shape> {
        self.shape(id)
            .filter(|shape| shape.traits.has("smithy.api#trait"))
    }

    /// Returns true if a shape or member of this ID exists.
    pub fn contains<K: AsRef<str> + ?Sized>(&self, id: &K) -> bool {
        let id = id.as_ref();
        if id.contains('$') {
            self.member(id).is_some()
        } else {
            self.shapes.contains_key(id)
        }
    }

    /// The metadata, in the order it was written.
    pub fn metadata(&self) -> &IndexMap<String, Node> {
        &self.metadata
    }

    /// The texts that locations point into.
    pub fn files(&self) -> &Files {
        &self.files
    }
}
