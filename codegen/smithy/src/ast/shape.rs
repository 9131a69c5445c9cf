//! An entry of `shapes`: a shape, or traits to apply to one.
//!
//! <https://smithy.io/2.0/spec/json-ast.html#json-ast>

use super::expect::{Fault, expect_array, expect_id, expect_object, expect_text, unknown};
use crate::event::Event;
use crate::files::Location;
use crate::load::document::{
    Application, Definition, Document, Literal, MemberDefinition, Name, Relation, RelationKind,
    Target,
};
use crate::model::{Node, Object, ShapeId, ShapeType, Version};

/// The properties of a member.
const MEMBER: [&str; 2] = ["target", "traits"];

/// The properties of a reference.
const REFERENCE: [&str; 1] = ["target"];

/// The properties of a shape by its type.
fn known(kind: ShapeType) -> &'static [&'static str] {
    match kind {
        ShapeType::List | ShapeType::Set => &["type", "member", "traits", "mixins"],
        ShapeType::Map => &["type", "key", "value", "traits", "mixins"],
        ShapeType::Structure | ShapeType::Union | ShapeType::Enum | ShapeType::IntEnum => {
            &["type", "members", "traits", "mixins"]
        }
        ShapeType::Operation => &["type", "input", "output", "errors", "traits", "mixins"],
        ShapeType::Resource => &[
            "type",
            "create",
            "read",
            "update",
            "delete",
            "list",
            "put",
            "identifiers",
            "resources",
            "operations",
            "collectionOperations",
            "properties",
            "traits",
            "mixins",
        ],
        ShapeType::Service => &[
            "type",
            "version",
            "operations",
            "resources",
            "rename",
            "errors",
            "traits",
            "mixins",
        ],
        _ => &["type", "traits", "mixins"],
    }
}

/// The reader of one shape.
pub(super) struct Reader<'a> {
    document: &'a mut Document,
    id: ShapeId,
    at: Location,
}

impl<'a> Reader<'a> {
    pub(super) fn new(document: &'a mut Document, id: ShapeId, at: Location) -> Self {
        Self { document, id, at }
    }

    /// Reads a shape or `apply`; parts read before a fault are kept.
    pub(super) fn shape(&mut self, object: Object) -> Result<(), Fault> {
        let Some(node) = object.get("type") else {
            return Err(Fault::new("a shape needs `type`", self.at));
        };
        let name = expect_text(node, "`type`")?;
        if name == "apply" {
            self.warn(unknown(&object, &["type", "traits"], self.at));
            return self.traits_of(object, &self.id.clone());
        }
        let kind = ShapeType::from_name(name)
            .ok_or_else(|| Fault::new(format!("unknown shape type `{name}`"), self.at))?;
        let unknown = unknown(&object, known(kind), self.at);
        let mut definition = Definition::new(self.id.clone(), kind, self.at);
        for entry in object {
            if known(kind).contains(&entry.key.as_str()) {
                self.property(&mut definition, &entry.key, entry.node)?;
            }
        }
        self.warn(unknown);
        self.document.definitions.push(definition);
        Ok(())
    }

    fn warn(&mut self, event: Option<Event>) {
        let id = self.id.clone();
        self.document.events.extend(event.map(|event| event.of(id)));
    }

    fn property(
        &mut self,
        definition: &mut Definition,
        key: &str,
        node: Node,
    ) -> Result<(), Fault> {
        match key {
            "traits" => {
                let id = self.id.clone();
                self.traits(node, &id)?;
            }
            "mixins" => {
                for item in expect_array(node, "`mixins`")? {
                    definition.mixins.push(self.reference(item, "a mixin")?);
                }
            }
            "members" => {
                for entry in expect_object(node, "`members`")? {
                    let id = self.id.with_member(&entry.key);
                    expect_id(id.as_str(), entry.key_at)?;
                    self.member(definition, (&entry.key, &id), entry.node)?;
                }
            }
            "member" | "key" | "value" => {
                let id = self.id.with_member(key);
                self.member(definition, (key, &id), node)?;
            }
            "input" => self.relation(definition, RelationKind::Input, node)?,
            "output" => self.relation(definition, RelationKind::Output, node)?,
            "version" => expect_text(&node, "`version`")?.clone_into(&mut definition.version),
            "rename" => {
                for entry in expect_object(node, "`rename`")? {
                    let id = expect_id(&entry.key, entry.key_at)?;
                    let name = expect_text(&entry.node, "a new name in `rename`")?;
                    definition.renames.push((id, name.to_owned()));
                }
            }
            "identifiers" => self.named(definition, RelationKind::Identifier, node)?,
            "properties" => {
                self.check_properties(node.at);
                self.named(definition, RelationKind::Property, node)?;
            }
            _ => self.relations(definition, key, node)?,
        }
        Ok(())
    }

    fn relations(
        &mut self,
        definition: &mut Definition,
        key: &str,
        node: Node,
    ) -> Result<(), Fault> {
        if let Some(kind) = RelationKind::single(key) {
            self.relation(definition, kind, node)?;
        } else if let Some(kind) = RelationKind::many(key) {
            for item in expect_array(node, &format!("`{key}`"))? {
                self.relation(definition, kind.clone(), item)?;
            }
        }
        Ok(())
    }

    fn check_properties(&mut self, at: Location) {
        if self.document.version == Version::One {
            let message = "resource properties need Smithy 2.0, but this file is version 1.0";
            let event = Event::model_error(message, at);
            self.document.events.push(event);
        }
    }

    fn named(
        &mut self,
        definition: &mut Definition,
        kind: fn(String) -> RelationKind,
        node: Node,
    ) -> Result<(), Fault> {
        for entry in expect_object(node, "`identifiers` and `properties`")? {
            self.relation(definition, kind(entry.key), entry.node)?;
        }
        Ok(())
    }

    fn relation(
        &mut self,
        definition: &mut Definition,
        kind: RelationKind,
        node: Node,
    ) -> Result<(), Fault> {
        let name = self.reference(node, "a reference")?;
        definition.relations.push(Relation { kind, name });
        Ok(())
    }

    /// Reads `{"target": ID}`.
    fn reference(&mut self, node: Node, what: &str) -> Result<Name, Fault> {
        let at = node.at;
        let object = expect_object(node, what)?;
        self.warn(unknown(&object, &REFERENCE, at));
        target(&object, at)
    }

    fn member(
        &mut self,
        definition: &mut Definition,
        named: (&str, &ShapeId),
        node: Node,
    ) -> Result<(), Fault> {
        let (name, id) = named;
        let at = node.at;
        let object = expect_object(node, "a member")?;
        let event = unknown(&object, &MEMBER, at);
        let event = event.map(|event| event.of(id.clone()));
        self.document.events.extend(event);
        let target = target(&object, at);
        self.traits_of(object, id)?;
        let member = MemberDefinition {
            at,
            target: Some(target?),
            assigned: None,
        };
        definition.members.insert(name.to_owned(), member);
        Ok(())
    }

    /// Records the traits among the properties of a shape or member.
    fn traits_of(&mut self, object: Object, id: &ShapeId) -> Result<(), Fault> {
        for entry in object {
            if entry.key == "traits" {
                self.traits(entry.node, id)?;
            }
        }
        Ok(())
    }

    fn traits(&mut self, node: Node, id: &ShapeId) -> Result<(), Fault> {
        for entry in expect_object(node, "`traits`")? {
            expect_id(&entry.key, entry.key_at)?;
            self.document.applications.push(Application {
                target: Target::Here(id.clone()),
                name: Name {
                    text: entry.key,
                    at: entry.key_at,
                },
                literal: Literal::plain(entry.node),
                annotation: false,
            });
        }
        Ok(())
    }
}

/// The value of `target`.
fn target(object: &Object, at: Location) -> Result<Name, Fault> {
    let Some(node) = object.get("target") else {
        return Err(Fault::new("a reference needs `target`", at));
    };
    let text = expect_text(node, "`target`")?;
    expect_id(text, node.at)?;
    Ok(Name {
        text: text.to_owned(),
        at: node.at,
    })
}
