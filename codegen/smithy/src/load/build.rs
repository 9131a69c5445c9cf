//! Definitions to shapes, mixins first.
//!
//! **Invariants**
//! - A shape that cannot be built is missing from the model, and an event states the reason.

use indexmap::IndexMap;

use super::applied::Applied;
use super::conflict;
use super::details;
use super::document::{Definition, Document};
use super::members;
use super::names::{Names, Within};
use super::order::order;
use super::upgrade;
use crate::event::{Event, Severity};
use crate::model::{Details, Node, Origin, Shape, ShapeId, ShapeType, Traits, Version};

/// A definition with what it depends on.
#[derive(Debug)]
pub(super) struct Pending {
    /// The position of its file among the documents.
    pub(super) within: Within,
    pub(super) version: Version,
    pub(super) bundled: bool,
    pub(super) definition: Definition,
    pub(super) mixins: Vec<ShapeId>,
    pub(super) resource: Option<ShapeId>,
}

/// Shapes under construction.
pub(super) struct Builder<'a> {
    definitions: IndexMap<ShapeId, Vec<Pending>>,
    /// The members that each shape is defined with.
    members: IndexMap<ShapeId, Vec<String>>,
    pub(super) names: Names<'a>,
    pub(super) applied: Applied,
    pub(super) shapes: IndexMap<ShapeId, Shape>,
    pub(super) events: Vec<Event>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(documents: Vec<Document>, names: Names<'a>, applied: Applied) -> Self {
        let mut builder = Self {
            definitions: IndexMap::new(),
            members: IndexMap::new(),
            names,
            applied,
            shapes: IndexMap::new(),
            events: Vec::new(),
        };
        for (index, document) in documents.into_iter().enumerate() {
            let facts = (Within::Shapes(index), document.version, document.bundled);
            for definition in document.definitions {
                builder.add(definition, facts);
            }
        }
        builder
    }

    fn add(&mut self, definition: Definition, facts: (Within, Version, bool)) {
        let (within, version, bundled) = facts;
        let mut resolve = |name| {
            let found = self.names.expect(name, within, &mut self.events);
            found.map(|found| found.id)
        };
        let mixins = definition.mixins.iter().filter_map(&mut resolve).collect();
        let resource = definition.resource.as_ref().and_then(&mut resolve);
        let id = definition.id.clone();
        let names = definition.members.keys().cloned();
        self.members.entry(id.clone()).or_default().extend(names);
        self.definitions.entry(id).or_default().push(Pending {
            within,
            version,
            bundled,
            definition,
            mixins,
            resource,
        });
    }

    /// Builds all shapes.
    pub(super) fn build_all(&mut self) {
        let dependencies = self.definitions.iter().map(|(id, pending)| {
            let needed = pending
                .iter()
                .flat_map(|pending| pending.mixins.iter().chain(&pending.resource));
            (id.clone(), needed.cloned().collect())
        });
        let order = order(&dependencies.collect());
        for id in &order.cyclic {
            for pending in self.definitions.get(id).into_iter().flatten() {
                let others = order.cyclic.iter().filter(|other| *other != id);
                let others: Vec<_> = others.map(ShapeId::as_str).collect();
                let message = format!("mixins go in a circle with `{}`", others.join("`, `"));
                let event = Event::model_error(message, pending.definition.at);
                self.events.push(event.of(id.clone()));
            }
        }
        for id in order.sorted {
            let pending = self.definitions.get_mut(&id).map(std::mem::take);
            self.build_same(pending.unwrap_or_default());
        }
    }

    /// Builds the definitions of one id; all must equal the first.
    fn build_same(&mut self, pending: Vec<Pending>) {
        let mut built: Option<Shape> = None;
        for pending in pending {
            let Some(shape) = self.build(pending) else {
                continue;
            };
            match &built {
                None => built = Some(shape),
                Some(first) => self.events.extend(conflict::check(first, &shape)),
            }
        }
        if let Some(shape) = built {
            self.shapes.insert(shape.id.clone(), shape);
        }
    }

    fn build(&mut self, pending: Pending) -> Option<Shape> {
        self.check_definition(&pending)?;
        let definition = &pending.definition;
        let mut traits = self.applied.claim(definition.id.as_str());
        if !pending.bundled || definition.kind.had_default_in_1_0() {
            upgrade::shape(&mut traits, definition, pending.version);
        }
        let members = members::build(self, &pending)?;
        let definition = pending.definition;
        let own = details::build(self, &definition, pending.within);
        let mixins = unique(pending.mixins);
        let (details, own_details) = if mixins.is_empty() {
            (own, None)
        } else {
            let all = details::with_mixins(&own, self.mixin_details(&mixins));
            (all, Some(Box::new(own)))
        };
        let shape = Shape {
            traits: self.with_mixin_traits(&mixins, traits),
            id: definition.id,
            kind: definition.kind,
            at: definition.at,
            version: pending.version,
            bundled: pending.bundled,
            mixins,
            members,
            details,
            own_details,
        };
        self.check_shape(&shape)?;
        Some(shape)
    }

    fn mixin_details(&self, mixins: &[ShapeId]) -> Vec<&Details> {
        let shapes = mixins.iter().filter_map(|id| self.shapes.get(id));
        shapes.map(|shape| &shape.details).collect()
    }

    /// The traits of mixins, of which later ones go first, with the shape's own ones in front.
    fn with_mixin_traits(&self, mixins: &[ShapeId], own: Traits) -> Traits {
        if mixins.is_empty() {
            return own;
        }
        let mut all = Traits::default();
        for shape in mixins.iter().filter_map(|id| self.shapes.get(id)) {
            let local = local_traits(shape);
            for inherited in &shape.traits {
                if inherited.id != "smithy.api#mixin" && !local.contains(&inherited.id.as_str()) {
                    all.inherit(inherited);
                }
            }
        }
        for written in own {
            all.insert(written.id, written.node, written.origin);
        }
        all
    }

    /// Checks a definition on its own.
    fn check_definition(&mut self, pending: &Pending) -> Option<()> {
        let Definition { id, kind, .. } = &pending.definition;
        let message = match (pending.version, kind) {
            _ if id.member().is_some() => {
                format!("a {kind} shape cannot have the ID of a member, `{id}`")
            }
            (Version::One, ShapeType::Enum | ShapeType::IntEnum) => {
                format!("{kind} shapes need Smithy 2.0, but this file is read as version 1.0")
            }
            (Version::Two, ShapeType::Set) => {
                "sets are of Smithy 1.0; use a list with `@uniqueItems`".to_owned()
            }
            _ => return Some(()),
        };
        self.fail(message, pending)
    }

    /// Reports the reason why a shape is not built.
    pub(super) fn fail<T>(&mut self, message: String, pending: &Pending) -> Option<T> {
        let event = Event::model_error(message, pending.definition.at);
        self.events.push(event.of(pending.definition.id.clone()));
        None
    }

    /// Checks the restrictions on mixins.
    fn check_shape(&mut self, shape: &Shape) -> Option<()> {
        let mixins = shape.mixins.iter().filter_map(|id| self.shapes.get(id));
        let others: Vec<_> = mixins
            .filter(|mixin| mixin.kind != shape.kind)
            .map(|mixin| mixin.id.as_str())
            .collect();
        let message = if !others.is_empty() {
            format!(
                "mixins have to be of the same type, but `{}` are no {} shapes",
                others.join("`, `"),
                shape.kind
            )
        } else if shape.traits.has("smithy.api#mixin") && details::are_forbidden_in_mixin(shape) {
            match shape.kind {
                ShapeType::Operation => {
                    "an operation that is a mixin cannot have input or output".to_owned()
                }
                _ => "a resource that is a mixin cannot have properties".to_owned(),
            }
        } else {
            return Some(());
        };
        let event = Event::model_error(message, shape.at);
        self.events.push(event.of(shape.id.clone()));
        None
    }

    /// The shapes; adds the events of building, and of traits without target.
    pub(super) fn finish(mut self, events: &mut Vec<Event>) -> IndexMap<ShapeId, Shape> {
        let unmarked = std::mem::take(&mut self.applied.unmarked);
        for id in unmarked {
            let Some(shape) = self.shapes.get(&id).filter(|shape| !shape.bundled) else {
                continue;
            };
            if !shape.traits.has("smithy.api#trait") {
                let message = format!("`{id}` is used as a trait, but is not marked with `@trait`");
                let event = Event::model_error(message, shape.at);
                self.events.push(event.of(id));
            }
        }
        let members = &self.members;
        let lost = self.applied.unclaimed(|target| {
            let defined = members.get(target.root_str());
            defined.is_some_and(|names| {
                let name = target.member();
                name.is_none_or(|name| names.iter().any(|known| known == name))
            })
        });
        events.append(&mut self.events);
        events.extend(lost);
        self.shapes
    }

    /// Warns of members that take their targets from a private resource of another namespace.
    pub(super) fn check_private(&mut self, pending: &Pending) {
        let Some(resource) = &pending.resource else {
            return;
        };
        let id = &pending.definition.id;
        let shape = self.shapes.get(resource);
        let private = shape.is_some_and(|shape| shape.traits.has("smithy.api#private"));
        if private && resource.namespace() != id.namespace() {
            let message = format!("`{resource}` is private to its namespace");
            let at = pending.definition.at;
            let event = Event::new(Severity::Danger, "PrivateAccess", message, at);
            self.events.push(event.of(id.clone()));
        }
    }
}

/// Ids of the traits that are local to a mixin.
fn local_traits(mixin: &Shape) -> Vec<&str> {
    let node = mixin.traits.get("smithy.api#mixin");
    let local = node.and_then(|node| node.get("localTraits"));
    let local = local.and_then(Node::as_array).unwrap_or_default();
    local.iter().filter_map(Node::as_str).collect()
}

/// The IDs, each once.
fn unique(ids: Vec<ShapeId>) -> Vec<ShapeId> {
    let unique: indexmap::IndexSet<ShapeId> = ids.into_iter().collect();
    unique.into_iter().collect()
}

impl Traits {
    /// Adds a trait of a mixin in place of one of the same ID.
    pub(super) fn inherit(&mut self, inherited: &crate::model::Trait) {
        let origin = match inherited.origin {
            Origin::Synthetic => Origin::Synthetic,
            Origin::Own | Origin::Mixin => Origin::Mixin,
        };
        self.insert(inherited.id.clone(), inherited.node.clone(), origin);
    }
}
