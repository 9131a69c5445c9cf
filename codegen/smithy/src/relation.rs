//! Relationships between shapes: one list of their kinds and names, and those of a shape.
//!
//! <https://smithy.io/2.0/spec/selectors.html#neighbors>

use crate::model::{Details, Resource, Shape, ShapeId};

/// A kind of relationship.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    Resource,
    Operation,
    CollectionOperation,
    Put,
    Create,
    Read,
    Update,
    Delete,
    List,
    Identifier,
    Property,
    /// From a member to its shape.
    Container,
    /// From a member to its target.
    Target,
    Input,
    Output,
    Error,
    Member,
    Trait,
    Mixin,
}

/// The names of relationships in selectors and messages.
const NAMES: [(&str, Relation); 19] = [
    ("resource", Relation::Resource),
    ("operation", Relation::Operation),
    ("collectionOperation", Relation::CollectionOperation),
    ("put", Relation::Put),
    ("create", Relation::Create),
    ("read", Relation::Read),
    ("update", Relation::Update),
    ("delete", Relation::Delete),
    ("list", Relation::List),
    ("identifier", Relation::Identifier),
    ("property", Relation::Property),
    ("container", Relation::Container),
    ("target", Relation::Target),
    ("input", Relation::Input),
    ("output", Relation::Output),
    ("error", Relation::Error),
    ("member", Relation::Member),
    ("trait", Relation::Trait),
    ("mixin", Relation::Mixin),
];

impl Relation {
    /// The kind of a name in a selector; `container` and `target` cannot be selected.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let (_, found) = NAMES.iter().find(|(known, _)| *known == name)?;
        (!matches!(found, Self::Container | Self::Target)).then_some(*found)
    }

    pub(crate) fn name(self) -> &'static str {
        let row = NAMES.iter().find(|(_, relation)| *relation == self);
        row.map_or("", |(name, _)| name)
    }

    /// Returns true for what binds an operation or resource to a service or resource.
    pub(crate) fn is_binding(self) -> bool {
        self == Self::Resource || self.is_of_operation()
    }

    /// Returns true for what binds an operation.
    pub(crate) fn is_of_operation(self) -> bool {
        let is_lifecycle = LIFECYCLE.contains(&self);
        is_lifecycle || matches!(self, Self::Operation | Self::CollectionOperation)
    }
}

/// The kinds of lifecycle operations.
const LIFECYCLE: [Relation; 6] = [
    Relation::Put,
    Relation::Create,
    Relation::Read,
    Relation::Update,
    Relation::Delete,
    Relation::List,
];

/// The lifecycle operations of a resource.
pub(crate) fn lifecycle(resource: &Resource) -> impl Iterator<Item = (Relation, &ShapeId)> {
    let operations = [
        &resource.put,
        &resource.create,
        &resource.read,
        &resource.update,
        &resource.delete,
        &resource.list,
    ];
    let pairs = LIFECYCLE.into_iter().zip(operations);
    pairs.filter_map(|(relation, id)| Some((relation, id.as_ref()?)))
}

/// The relationships of a shape itself; those of its members and traits are not among them.
pub(crate) fn relations(shape: &Shape) -> Vec<(Relation, &ShapeId)> {
    let mut found = Vec::new();
    add(Relation::Mixin, &shape.mixins, &mut found);
    match &shape.details {
        Details::None => {}
        Details::Operation(operation) => {
            add(Relation::Input, &operation.input, &mut found);
            add(Relation::Output, &operation.output, &mut found);
            add(Relation::Error, &operation.errors, &mut found);
        }
        Details::Service(service) => {
            add(Relation::Operation, &service.operations, &mut found);
            add(Relation::Resource, &service.resources, &mut found);
            add(Relation::Error, &service.errors, &mut found);
        }
        Details::Resource(resource) => {
            add(
                Relation::Identifier,
                resource.identifiers.values(),
                &mut found,
            );
            add(Relation::Property, resource.properties.values(), &mut found);
            add(Relation::Resource, &resource.resources, &mut found);
            found.extend(lifecycle(resource));
            add(Relation::Operation, &resource.operations, &mut found);
            let collection = &resource.collection_operations;
            add(Relation::CollectionOperation, collection, &mut found);
        }
    }
    found
}

fn add<'m>(
    relation: Relation,
    targets: impl IntoIterator<Item = &'m ShapeId>,
    found: &mut Vec<(Relation, &'m ShapeId)>,
) {
    found.extend(targets.into_iter().map(|target| (relation, target)));
}

#[cfg(test)]
mod tests {
    use super::{NAMES, Relation};

    #[test]
    fn names_lead_to_relations_and_back() {
        for (name, relation) in NAMES {
            assert_eq!(relation.name(), name);
        }
        assert_eq!(Relation::named("put"), Some(Relation::Put));
        assert_eq!(Relation::named("target"), None);
    }
}
