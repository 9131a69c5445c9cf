//! The contents of a file: definitions, applied traits and metadata, with unresolved names.
//!
//! **Invariants**
//! - A [`Name`] is text as written; its meaning depends on all files.

use indexmap::IndexMap;

use crate::event::Event;
use crate::files::Location;
use crate::model::{Node, ShapeId, ShapeType, Version};

/// A file.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) version: Version,
    /// True for the prelude and bundled trait definitions.
    pub(crate) bundled: bool,
    /// The namespace, once it was stated.
    pub(crate) namespace: Option<String>,
    /// The imported shapes by name.
    pub(crate) uses: IndexMap<String, Use>,
    pub(crate) definitions: Vec<Definition>,
    pub(crate) applications: Vec<Application>,
    pub(crate) metadata: Vec<Metadata>,
    /// The shape IDs that were written without quotes in node values, those of faulty statements included.
    pub(crate) words: Vec<Word>,
    pub(crate) events: Vec<Event>,
}

impl Document {
    pub(crate) fn new(version: Version) -> Self {
        Self {
            version,
            bundled: false,
            namespace: None,
            uses: IndexMap::new(),
            definitions: Vec::new(),
            applications: Vec::new(),
            metadata: Vec::new(),
            words: Vec::new(),
            events: Vec::new(),
        }
    }
}

/// The name of a shape or member as it was written: absolute, or relative to the namespace of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) at: Location,
}

/// A shape ID in a node value.
#[derive(Debug)]
pub(crate) struct Word {
    pub(crate) name: Name,
    /// True in the metadata, which precedes the namespace.
    pub(crate) in_metadata: bool,
}

/// An imported shape.
#[derive(Debug)]
pub(crate) struct Use {
    pub(crate) id: ShapeId,
    pub(crate) at: Location,
}

/// An entry of the metadata.
#[derive(Debug)]
pub(crate) struct Metadata {
    pub(crate) key: String,
    pub(crate) literal: Literal,
}

/// A node value with the shape IDs in it unresolved.
#[derive(Debug, Clone)]
pub(crate) struct Literal {
    pub(crate) node: Node,
    pub(crate) ids: Ids,
}

impl Literal {
    /// A value without shape IDs.
    pub(crate) fn plain(node: Node) -> Self {
        Self {
            node,
            ids: Ids::None,
        }
    }
}

/// Strings in a node value written without quotes, which are shape ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ids {
    /// None.
    None,
    /// The value itself.
    Whole,
    /// Strings inside: those whose text in the file starts with no quote.
    Inside,
}

/// A trait written at a shape or applied to one.
#[derive(Debug)]
pub(crate) struct Application {
    pub(crate) target: Target,
    /// The name of the trait.
    pub(crate) name: Name,
    pub(crate) literal: Literal,
    /// True if the value was left out.
    pub(crate) annotation: bool,
}

/// The target of a trait.
#[derive(Debug)]
pub(crate) enum Target {
    /// The shape or member that the trait was written at.
    Here(ShapeId),
    /// The target of an `apply` statement.
    Apply(Name),
}

/// The definition of a shape.
#[derive(Debug)]
pub(crate) struct Definition {
    pub(crate) id: ShapeId,
    pub(crate) kind: ShapeType,
    pub(crate) at: Location,
    pub(crate) mixins: Vec<Name>,
    /// The resource that members may take their targets from.
    pub(crate) resource: Option<Name>,
    pub(crate) members: IndexMap<String, MemberDefinition>,
    pub(crate) relations: Vec<Relation>,
    /// The version of a service.
    pub(crate) version: String,
    /// The new names of a service's shapes.
    pub(crate) renames: Vec<(ShapeId, String)>,
}

impl Definition {
    pub(crate) fn new(id: ShapeId, kind: ShapeType, at: Location) -> Self {
        Self {
            id,
            kind,
            at,
            mixins: Vec::new(),
            resource: None,
            members: IndexMap::new(),
            relations: Vec::new(),
            version: String::new(),
            renames: Vec::new(),
        }
    }
}

/// The definition of a member.
#[derive(Debug)]
pub(crate) struct MemberDefinition {
    pub(crate) at: Location,
    /// The target; nothing if it comes from a resource or mixin.
    pub(crate) target: Option<Name>,
    /// The value after `=`: the default, or the value of an enum's member.
    pub(crate) assigned: Option<Literal>,
}

/// A relation of a service, resource or operation to another shape.
#[derive(Debug)]
pub(crate) struct Relation {
    pub(crate) kind: RelationKind,
    pub(crate) name: Name,
}

/// The kind of a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RelationKind {
    Input,
    Output,
    Error,
    Put,
    Create,
    Read,
    Update,
    Delete,
    List,
    Operation,
    CollectionOperation,
    Resource,
    Identifier(String),
    Property(String),
}

impl RelationKind {
    /// The kind of a property of a service or resource that names one shape.
    pub(crate) fn single(key: &str) -> Option<Self> {
        Some(match key {
            "put" => Self::Put,
            "create" => Self::Create,
            "read" => Self::Read,
            "update" => Self::Update,
            "delete" => Self::Delete,
            "list" => Self::List,
            _ => return None,
        })
    }

    /// The kind of a property that lists shapes.
    pub(crate) fn many(key: &str) -> Option<Self> {
        Some(match key {
            "errors" => Self::Error,
            "operations" => Self::Operation,
            "collectionOperations" => Self::CollectionOperation,
            "resources" => Self::Resource,
            _ => return None,
        })
    }
}
