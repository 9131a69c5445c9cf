//! What lowering one shape must know of the others.

use indexmap::{IndexMap, IndexSet};

use crate::read::botocore as mirror;
use crate::read::mirror::{Entries, Text};

/// What is known of a model before its shapes are lowered.
pub(super) struct Scope<'a> {
    /// Which kind of name `locationName` of an unbound member is.
    pub(super) names: Names,
    outlines: IndexMap<Text<'a>, Outline<'a>>,
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

/// What the members that target a shape take from it.
#[derive(Debug, Clone, Default)]
pub(super) struct Outline<'a> {
    pub(super) kind: Text<'a>,
    pub(super) flattened: bool,
    pub(super) location_name: Option<Text<'a>>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(
        metadata: &mirror::Metadata<'_>,
        operations: &Entries<'a, mirror::Operation<'a>>,
        shapes: &Entries<'a, mirror::Shape<'a>>,
    ) -> Self {
        let xml = ["query", "ec2", "rest-xml"];
        let offers_xml = metadata
            .protocols
            .iter()
            .flatten()
            .chain(&metadata.protocol)
            .any(|protocol| xml.contains(&&**protocol));
        let outlines = shapes.iter().map(|(name, shape)| {
            let outline = Outline {
                kind: shape.kind.clone(),
                flattened: shape.flattened == Some(true),
                location_name: shape.location_name.clone(),
            };
            (name.clone(), outline)
        });
        Self {
            names: if offers_xml { Names::Xml } else { Names::Json },
            outlines: outlines.collect(),
            errors: operations
                .values()
                .flat_map(|operation| operation.errors.iter().flatten())
                .map(|error| error.shape.clone())
                .collect(),
        }
    }

    /// What is known of the shape of that name.
    pub(super) fn outline(&self, name: &str) -> Option<&Outline<'a>> {
        self.outlines.get(name)
    }

    /// Whether an operation gives it as an error, whatever it says of itself.
    pub(super) fn is_error(&self, name: &str) -> bool {
        self.errors.contains(name)
    }
}
