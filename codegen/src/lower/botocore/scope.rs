//! What lowering one shape must know of the others.

use indexmap::{IndexMap, IndexSet};

use crate::read::botocore as mirror;
use crate::read::mirror::{Entries, Text};

/// What is known of a model before its shapes are lowered.
pub(super) struct Scope<'a> {
    /// Which kind of name `locationName` of an unbound member is.
    pub(super) names: Names,
    kinds: IndexMap<Text<'a>, Text<'a>>,
    errors: IndexSet<Text<'a>>,
}

/// Which kind of name `locationName` of an unbound member is: the format has one key for two traits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// The key in JSON: no protocol of the service has names of its own for XML or queries.
    Json,
    /// The element in XML and the key in queries.
    Xml,
}

impl Names {
    /// The kind of name in a service with these protocols.
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

    /// The type of the shape of that name; nothing if there is none.
    pub(super) fn kind(&self, name: &str) -> &str {
        self.kinds.get(name).map_or("", |kind| &**kind)
    }

    /// Whether an operation gives it as an error, whatever it says of itself.
    pub(super) fn is_error(&self, name: &str) -> bool {
        self.errors.contains(name)
    }
}
