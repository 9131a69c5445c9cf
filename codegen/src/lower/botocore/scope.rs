//! Model-wide facts needed to lower a shape.

use indexmap::{IndexMap, IndexSet};

use crate::read::botocore as mirror;
use crate::read::mirror::{Entries, Text};

/// Facts about a model, collected before its shapes are lowered.
pub(super) struct Scope<'a> {
    /// Meaning of `locationName` on unbound members.
    pub(super) names: Names,
    kinds: IndexMap<Text<'a>, Text<'a>>,
    errors: IndexSet<Text<'a>>,
}

/// Meaning of `locationName` on unbound members: one key stands for two traits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// A JSON key: no protocol of the service has names of its own for XML or queries.
    Json,
    /// An XML element and query key.
    Xml,
}

impl Names {
    /// The meaning for a service with these protocols.
    pub(super) fn of(metadata: &mirror::Metadata<'_>) -> Self {
        let protocols = metadata.protocols.iter().flatten();
        let mut protocols = protocols.chain(&metadata.protocol);
        let xml = ["query", "ec2", "rest-xml"];
        if protocols.any(|protocol| xml.contains(&&**protocol)) {
            Self::Xml
        } else {
            Self::Json
        }
    }
}

impl<'a> Scope<'a> {
    pub(super) fn new(
        metadata: &mirror::Metadata<'_>,
        operations: &Entries<'a, mirror::Operation<'a>>,
        shapes: &Entries<'a, mirror::Shape<'a>>,
    ) -> Self {
        let kinds = shapes.iter();
        let kinds = kinds.map(|(name, shape)| (name.clone(), shape.kind.clone()));
        Self {
            names: Names::of(metadata),
            kinds: kinds.collect(),
            errors: operations
                .values()
                .flat_map(|operation| operation.errors.iter().flatten())
                .map(|error| error.shape.clone())
                .collect(),
        }
    }

    /// The type of a shape; empty if there is no such shape.
    pub(super) fn kind(&self, name: &str) -> &str {
        self.kinds.get(name).map_or("", |kind| &**kind)
    }

    /// Returns true if an operation lists the shape as an error, even if it is not marked as one.
    pub(super) fn is_error(&self, name: &str) -> bool {
        self.errors.contains(name)
    }
}
