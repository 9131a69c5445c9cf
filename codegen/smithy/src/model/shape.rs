//! Shapes and members.
//!
//! **Invariants**
//! - `members`, `traits` and `details` include those inherited from mixins.
//!
//! <https://smithy.io/2.0/spec/model.html#shapes>

use indexmap::IndexMap;

use super::id::ShapeId;
use super::kind::ShapeType;
use super::traits::Traits;
use crate::files::Location;

/// The version of Smithy that a file is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// 1.0: a primitive has a default of zero unless it is boxed.
    One,
    /// 2.0.
    Two,
}

impl Version {
    /// The version of a text: `1`, `1.0`, `2` or `2.0`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "1" | "1.0" => Some(Self::One),
            "2" | "2.0" => Some(Self::Two),
            _ => None,
        }
    }

    /// The text of the version.
    pub fn name(self) -> &'static str {
        match self {
            Self::One => "1.0",
            Self::Two => "2.0",
        }
    }
}

/// A shape that is not a member.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// The ID.
    pub id: ShapeId,
    /// The type.
    pub kind: ShapeType,
    /// The place of its definition.
    pub at: Location,
    /// The version of the file that defines it.
    pub version: Version,
    /// True for the prelude and bundled trait definitions.
    pub bundled: bool,
    /// The mixins in the order they were written.
    pub mixins: Vec<ShapeId>,
    /// The traits.
    pub traits: Traits,
    /// The members by name: first those from mixins, then its own.
    ///
    /// A list has `member`, a map `key` and `value`; members of enums target `smithy.api#Unit`.
    pub members: IndexMap<String, Member>,
    /// The relations of services, resources and operations.
    pub details: Details,
    /// The relations without those from mixins, of a shape that has mixins.
    pub own_details: Option<Box<Details>>,
}

impl Shape {
    /// The relations that the shape itself was written with.
    pub fn own_details(&self) -> &Details {
        self.own_details.as_deref().unwrap_or(&self.details)
    }

    /// Returns true for a shape of the prelude.
    pub fn is_prelude(&self) -> bool {
        self.id.namespace() == "smithy.api"
    }

    /// The relations of an operation.
    pub fn operation(&self) -> Option<&Operation> {
        if let Details::Operation(operation) = &self.details {
            Some(operation)
        } else {
            None
        }
    }

    /// The relations of a resource.
    pub fn resource(&self) -> Option<&Resource> {
        if let Details::Resource(resource) = &self.details {
            Some(resource)
        } else {
            None
        }
    }

    /// The relations of a service.
    pub fn service(&self) -> Option<&Service> {
        if let Details::Service(service) = &self.details {
            Some(service)
        } else {
            None
        }
    }
}

/// A member.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The ID.
    pub id: ShapeId,
    /// The shape it targets.
    pub target: ShapeId,
    /// The place of its definition.
    pub at: Location,
    /// The members of mixins that it is inherited from, in the order of the mixins.
    pub mixins: Vec<ShapeId>,
    /// The traits.
    pub traits: Traits,
}

impl Member {
    /// The name.
    pub fn name(&self) -> &str {
        self.id.member().unwrap_or_default()
    }
}

/// Relations specific to services, resources and operations.
#[derive(Debug, Clone, PartialEq)]
pub enum Details {
    /// Nothing, for all other types.
    None,
    /// The relations of an operation.
    Operation(Operation),
    /// The relations of a resource.
    Resource(Box<Resource>),
    /// The relations of a service.
    Service(Box<Service>),
}

/// The relations of an operation.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Operation {
    /// The input; `None` means `smithy.api#Unit`.
    pub input: Option<ShapeId>,
    /// The output; `None` means `smithy.api#Unit`.
    pub output: Option<ShapeId>,
    /// The errors.
    pub errors: Vec<ShapeId>,
}

/// The relations of a resource.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Resource {
    /// The identifiers: name to shape.
    pub identifiers: IndexMap<String, ShapeId>,
    /// The properties: name to shape.
    pub properties: IndexMap<String, ShapeId>,
    /// The lifecycle operation `put`.
    pub put: Option<ShapeId>,
    /// The lifecycle operation `create`.
    pub create: Option<ShapeId>,
    /// The lifecycle operation `read`.
    pub read: Option<ShapeId>,
    /// The lifecycle operation `update`.
    pub update: Option<ShapeId>,
    /// The lifecycle operation `delete`.
    pub delete: Option<ShapeId>,
    /// The lifecycle operation `list`.
    pub list: Option<ShapeId>,
    /// The other operations on an instance.
    pub operations: Vec<ShapeId>,
    /// The other operations on the collection.
    pub collection_operations: Vec<ShapeId>,
    /// The child resources.
    pub resources: Vec<ShapeId>,
}

/// The relations of a service.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Service {
    /// The version; empty if not given.
    pub version: String,
    /// The operations.
    pub operations: Vec<ShapeId>,
    /// The resources.
    pub resources: Vec<ShapeId>,
    /// The errors of all operations.
    pub errors: Vec<ShapeId>,
    /// The new names of shapes.
    pub rename: IndexMap<ShapeId, String>,
}
