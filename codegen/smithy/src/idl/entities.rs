//! Services, resources and operations.
//!
//! <https://smithy.io/2.0/spec/idl.html#service-shape>

use std::collections::BTreeSet;

use super::traits::Written;
use super::{Mistake, Parsed, Parser};
use crate::event::{Event, Severity};
use crate::files::Location;
use crate::load::document::{Definition, Name, Relation, RelationKind};
use crate::model::{Node, Object, ShapeId, ShapeType, Value};
use crate::syntax::TokenKind;

/// The properties of a service.
const SERVICE: [&str; 6] = [
    "type",
    "version",
    "operations",
    "resources",
    "rename",
    "errors",
];

/// The properties of a resource.
const RESOURCE: [&str; 12] = [
    "type",
    "create",
    "read",
    "update",
    "delete",
    "list",
    "identifiers",
    "resources",
    "operations",
    "put",
    "properties",
    "collectionOperations",
];

impl Parser<'_> {
    pub(super) fn service(&mut self, mut definition: Definition) -> Parsed<()> {
        let (at, object) = self.properties(&mut definition)?;
        self.warn_of_unknown(&definition.id, (at, &object), &SERVICE);
        if let Some(version) = object.get("version") {
            text(version, "`version`")?.clone_into(&mut definition.version);
        }
        for key in ["operations", "resources", "errors"] {
            many(&mut definition, &object, key)?;
        }
        for entry in renames(&object)? {
            let id = ShapeId::parse(&entry.0).ok_or_else(|| {
                Mistake::fatal(format!("`{}` is not a shape ID", entry.0), entry.2)
            })?;
            definition.renames.push((id, entry.1));
        }
        self.document.definitions.push(definition);
        Ok(())
    }

    pub(super) fn resource(&mut self, mut definition: Definition) -> Parsed<()> {
        let (at, object) = self.properties(&mut definition)?;
        self.warn_of_unknown(&definition.id, (at, &object), &RESOURCE);
        for entry in &object {
            if let Some(kind) = RelationKind::single(&entry.key) {
                let what = format!("`{}`", entry.key);
                text(&entry.node, &what)?;
                definition.relations.push(relation(kind, &entry.node));
            }
        }
        for key in ["operations", "resources", "collectionOperations"] {
            many(&mut definition, &object, key)?;
        }
        named(&mut definition, &object, RelationKind::Identifier)?;
        if object.contains("properties") {
            self.need_version_two("resource properties")
                .map_err(|mistake| mistake.of(&definition.id))?;
        }
        named(&mut definition, &object, RelationKind::Property)?;
        self.document.definitions.push(definition);
        Ok(())
    }

    /// Reads mixins and the object of properties.
    fn properties(&mut self, definition: &mut Definition) -> Parsed<(Location, Object)> {
        self.mixins(definition)?;
        self.cursor.skip_whitespace_and_docs();
        self.cursor.expect(TokenKind::LeftBrace)?;
        let node = self.node()?;
        let Value::Object(object) = node.value else {
            return Err(Mistake::new("expected an object", node.at));
        };
        Ok((node.at, object))
    }

    fn warn_of_unknown(&mut self, id: &ShapeId, node: (Location, &Object), known: &[&str]) {
        let (at, object) = node;
        let unknown: Vec<_> = object.keys().filter(|key| !known.contains(key)).collect();
        if unknown.is_empty() {
            return;
        }
        let message = format!(
            "unknown properties `{}`, expected `{}`",
            unknown.join("`, `"),
            known.join("`, `")
        );
        let event = Event::new(Severity::Warning, "Model", message, at);
        self.document.events.push(event.of(id.clone()));
    }

    pub(super) fn operation(&mut self, mut definition: Definition) -> Parsed<()> {
        self.mixins(&mut definition)?;
        self.cursor.skip_whitespace_and_docs();
        self.cursor.take(TokenKind::LeftBrace)?;
        self.cursor.skip_whitespace_and_docs();
        let mut known = BTreeSet::new();
        while !self.cursor.at_end() && !self.cursor.is(TokenKind::RightBrace) {
            self.cursor.expect(TokenKind::Identifier)?;
            let key = self.cursor.text();
            if !known.insert(key) {
                let message = format!("the property `{key}` is there already");
                return Err(Mistake::new(message, self.cursor.at()).of(&definition.id));
            }
            self.cursor.next();
            self.cursor.skip_whitespace_and_docs();
            match key {
                "input" => self.input_or_output(&mut definition, RelationKind::Input)?,
                "output" => self.input_or_output(&mut definition, RelationKind::Output)?,
                "errors" => self.errors(&mut definition)?,
                _ => {
                    let message =
                        format!("unknown property `{key}`, expected `input`, `output` or `errors`");
                    return Err(Mistake::new(message, self.cursor.at()).of(&definition.id));
                }
            }
            self.cursor.take_whitespace()?;
            self.cursor.skip_whitespace_and_docs();
        }
        self.cursor.take(TokenKind::RightBrace)?;
        self.document.definitions.push(definition);
        Ok(())
    }

    /// Reads the name of an input or output, or its structure after `:=`.
    fn input_or_output(&mut self, definition: &mut Definition, kind: RelationKind) -> Parsed<()> {
        let kinds = [TokenKind::Colon, TokenKind::Walrus];
        let token = self.cursor.expect_any(&kinds)?;
        self.cursor.next();
        let name = if token == TokenKind::Walrus {
            self.need_version_two("inline inputs and outputs")
                .map_err(|mistake| mistake.of(&definition.id))?;
            self.cursor.take_docs();
            self.cursor.skip_whitespace();
            self.inline_structure(&definition.id, &kind)?
        } else {
            self.cursor.skip_whitespace_and_docs();
            self.shape_name()?
        };
        definition.relations.push(Relation { kind, name });
        Ok(())
    }

    fn inline_structure(&mut self, operation: &ShapeId, kind: &RelationKind) -> Parsed<Name> {
        let (suffix, annotation) = match kind {
            RelationKind::Input => (&self.input_suffix, "smithy.api#input"),
            _ => (&self.output_suffix, "smithy.api#output"),
        };
        let id = self.id(&format!("{}{suffix}", operation.name()));
        let mut traits = self.docs_and_traits(true)?;
        traits.push(Written::annotation(annotation, Location::NONE));
        let at = self.cursor.at();
        self.aggregate(Definition::new(id.clone(), ShapeType::Structure, at))?;
        self.add_traits(&id, traits);
        let text = id.as_str().to_owned();
        Ok(Name { text, at })
    }

    fn errors(&mut self, definition: &mut Definition) -> Parsed<()> {
        self.cursor.take(TokenKind::Colon)?;
        self.enter()?;
        self.cursor.skip_whitespace_and_docs();
        self.cursor.take(TokenKind::LeftBracket)?;
        self.cursor.skip_whitespace_and_docs();
        while !self.cursor.at_end() && !self.cursor.is(TokenKind::RightBracket) {
            let name = self.shape_name()?;
            definition.relations.push(Relation {
                kind: RelationKind::Error,
                name,
            });
            self.cursor.skip_whitespace_and_docs();
        }
        self.cursor.take(TokenKind::RightBracket)?;
        self.leave();
        Ok(())
    }
}

/// Records the relations of a property that lists shapes.
fn many(definition: &mut Definition, object: &Object, key: &str) -> Parsed<()> {
    let (Some(node), Some(kind)) = (object.get(key), RelationKind::many(key)) else {
        return Ok(());
    };
    let items = node.as_array().ok_or_else(|| {
        let found = node.type_name();
        Mistake::fatal(format!("`{key}` needs an array, found {found}"), node.at)
    })?;
    for item in items {
        text(item, &format!("an element of `{key}`"))?;
        definition.relations.push(relation(kind.clone(), item));
    }
    Ok(())
}

/// Records the relations of `identifiers` or `properties`.
fn named(
    definition: &mut Definition,
    object: &Object,
    kind: fn(String) -> RelationKind,
) -> Parsed<()> {
    let key = match kind(String::new()) {
        RelationKind::Identifier(_) => "identifiers",
        _ => "properties",
    };
    let Some(node) = object.get(key) else {
        return Ok(());
    };
    let entries = node.as_object().ok_or_else(|| {
        let found = node.type_name();
        Mistake::fatal(format!("`{key}` needs an object, found {found}"), node.at)
    })?;
    for entry in entries {
        text(&entry.node, &format!("`{}` in `{key}`", entry.key))?;
        let kind = kind(entry.key.clone());
        definition.relations.push(relation(kind, &entry.node));
    }
    Ok(())
}

/// The relation to a shape that a node names.
fn relation(kind: RelationKind, node: &Node) -> Relation {
    let text = node.as_str().unwrap_or_default().to_owned();
    Relation {
        kind,
        name: Name { text, at: node.at },
    }
}

/// The text of a node that has to be a string.
fn text<'a>(node: &'a Node, what: &str) -> Parsed<&'a str> {
    node.as_str().ok_or_else(|| {
        let found = node.type_name();
        Mistake::fatal(format!("{what} needs a string, found {found}"), node.at)
    })
}

/// The entries of `rename`: ID, new name, and the place of the ID.
fn renames(object: &Object) -> Parsed<Vec<(String, String, Location)>> {
    let Some(node) = object.get("rename") else {
        return Ok(Vec::new());
    };
    let entries = node.as_object().ok_or_else(|| {
        let found = node.type_name();
        Mistake::fatal(format!("`rename` needs an object, found {found}"), node.at)
    })?;
    let read = entries.iter().map(|entry| {
        let name = text(&entry.node, "a new name in `rename`")?;
        Ok((entry.key.clone(), name.to_owned(), entry.key_at))
    });
    read.collect()
}
