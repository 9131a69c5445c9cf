//! Resolves names to absolute ids, given the shapes of all files.
//!
//! **Invariants**
//! - A relative name means an imported shape, else one of the namespace of its file, else one of the prelude, else one
//!   of the namespace that does not exist.
//!
//! <https://smithy.io/2.0/spec/idl.html#shape-id-resolution>

use indexmap::IndexMap;

use super::document::{Document, Ids, Literal, Name};
use crate::event::{Event, Severity};
use crate::files::Files;
use crate::model::{Node, ShapeId, ShapeType, Value, is_identifier};

/// The namespace of the prelude.
pub(super) const PRELUDE: &str = "smithy.api";

/// The meaning of a name.
#[derive(Debug, Clone)]
pub(super) struct Resolved {
    pub(super) id: ShapeId,
    /// The type of the shape, or of the container of a member; `None` if there is none.
    pub(super) kind: Option<ShapeType>,
}

/// The shapes of all files, and the names resolved so far.
pub(super) struct Names<'a> {
    files: &'a Files,
    kinds: IndexMap<ShapeId, ShapeType>,
    scopes: Vec<Scope>,
}

/// The names of a file.
struct Scope {
    namespace: Option<String>,
    uses: IndexMap<String, ShapeId>,
    resolved: IndexMap<String, Option<Resolved>>,
}

/// The file of a name, as an index of the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    /// The shapes of a file.
    Shapes(usize),
    /// The metadata of a file, before its namespace.
    Metadata(usize),
}

impl<'a> Names<'a> {
    pub(super) fn new(documents: &[Document], files: &'a Files) -> Self {
        let mut kinds = IndexMap::new();
        for definition in documents.iter().flat_map(|document| &document.definitions) {
            kinds
                .entry(definition.id.clone())
                .or_insert(definition.kind);
        }
        let scopes = documents.iter().map(|document| {
            let uses = document.uses.iter();
            Scope {
                namespace: document.namespace.clone(),
                uses: uses
                    .map(|(name, imported)| (name.clone(), imported.id.clone()))
                    .collect(),
                resolved: IndexMap::new(),
            }
        });
        let scopes = scopes.collect();
        Self {
            files,
            kinds,
            scopes,
        }
    }

    /// The type of a shape, if there is one of this ID.
    pub(super) fn kind(&self, id: &str) -> Option<ShapeType> {
        self.kinds.get(id).copied()
    }

    /// The meaning of a name; nothing for one that is no shape ID.
    pub(super) fn resolve(&mut self, name: &str, within: Within) -> Option<Resolved> {
        let (document, metadata) = match within {
            Within::Shapes(document) => (document, false),
            Within::Metadata(document) => (document, true),
        };
        if metadata {
            return self.look_up(name, None);
        }
        let scope = self.scopes.get(document)?;
        if let Some(known) = scope.resolved.get(name) {
            return known.clone();
        }
        let resolved = self.look_up(name, Some(scope));
        if let Some(scope) = self.scopes.get_mut(document) {
            scope.resolved.insert(name.to_owned(), resolved.clone());
        }
        resolved
    }

    fn look_up(&self, name: &str, scope: Option<&Scope>) -> Option<Resolved> {
        let (root, member) = match name.split_once('$') {
            Some((root, member)) => (root, Some(member)),
            None => (name, None),
        };
        if member.is_some_and(|member| !is_identifier(member)) {
            return None;
        }
        let found = self.look_up_shape(root, scope)?;
        Some(match member {
            Some(member) => Resolved {
                id: found.id.with_member(member),
                kind: found.kind,
            },
            None => found,
        })
    }

    fn look_up_shape(&self, name: &str, scope: Option<&Scope>) -> Option<Resolved> {
        let imported = scope.and_then(|scope| scope.uses.get(name));
        let name = imported.map_or(name, ShapeId::as_str);
        if name.contains('#') {
            return self.known(name).or_else(|| {
                let id = ShapeId::parse(name)?;
                Some(Resolved { id, kind: None })
            });
        }
        let namespace = scope.and_then(|scope| scope.namespace.as_deref());
        let namespace = namespace.unwrap_or(PRELUDE);
        let here = format!("{namespace}#{name}");
        self.known(&here)
            .or_else(|| self.known(&format!("{PRELUDE}#{name}")))
            .or_else(|| {
                let id = ShapeId::parse(&here)?;
                Some(Resolved { id, kind: None })
            })
    }

    fn known(&self, id: &str) -> Option<Resolved> {
        let (id, kind) = self.kinds.get_key_value(id)?;
        Some(Resolved {
            id: id.clone(),
            kind: Some(*kind),
        })
    }

    /// The ID that a name means; a name that is no shape ID is an error.
    pub(super) fn expect(
        &mut self,
        name: &Name,
        within: Within,
        events: &mut Vec<Event>,
    ) -> Option<Resolved> {
        let resolved = self.resolve(&name.text, within);
        if resolved.is_none() {
            let message = format!("`{}` is not a shape ID", name.text);
            events.push(Event::model_error(message, name.at));
        }
        resolved
    }

    /// Warns of imports of shapes that do not exist.
    pub(super) fn check_imports(&mut self, documents: &[Document], events: &mut Vec<Event>) {
        for imported in documents.iter().flat_map(|document| document.uses.values()) {
            if self.kind(imported.id.as_str()).is_none() {
                let message = format!("`use` of the undefined shape `{}`", imported.id);
                events.push(Event::new(Severity::Warning, "Model", message, imported.at));
            }
        }
    }

    /// Warns of shape IDs in node values that name no shape.
    pub(super) fn check_words(&mut self, documents: &[Document], events: &mut Vec<Event>) {
        for (index, document) in documents.iter().enumerate() {
            for word in &document.words {
                let within = if word.in_metadata {
                    Within::Metadata(index)
                } else {
                    Within::Shapes(index)
                };
                let resolved = self.resolve(&word.name.text, within);
                if resolved.as_ref().is_none_or(|found| found.kind.is_none()) {
                    events.push(unresolved(&word.name, resolved.as_ref()));
                }
            }
        }
    }

    /// Resolves the shape IDs in a value.
    pub(super) fn literal(&mut self, literal: Literal, within: Within) -> Node {
        let Literal { mut node, ids } = literal;
        match ids {
            Ids::None => {}
            Ids::Whole => self.word(&mut node, within),
            Ids::Inside => self.words(&mut node, within),
        }
        node
    }

    /// Resolves the strings that were written without quotes.
    fn words(&mut self, node: &mut Node, within: Within) {
        let at = node.at;
        match &mut node.value {
            Value::String(_) if !self.files.text(at).starts_with('"') => self.word(node, within),
            Value::Array(items) => {
                for item in items {
                    self.words(item, within);
                }
            }
            Value::Object(object) => {
                for value in object.values_mut() {
                    self.words(value, within);
                }
            }
            _ => {}
        }
    }

    fn word(&mut self, node: &mut Node, within: Within) {
        if let Value::String(text) = &mut node.value
            && let Some(resolved) = self.resolve(text, within)
        {
            resolved.id.as_str().clone_into(text);
        }
    }
}

/// The event of a shape ID in a node value that names no shape.
fn unresolved(name: &Name, resolved: Option<&Resolved>) -> Event {
    let text = &name.text;
    let id = resolved.map_or(text.as_str(), |resolved| resolved.id.as_str());
    let message = format!(
        "the shape ID `{text}` means `{id}`, which does not exist; quote it if it is a string, or add the file that defines it"
    );
    Event::new(Severity::Danger, "SyntacticShapeIdTarget", message, name.at)
}
