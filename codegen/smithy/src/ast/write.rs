//! A model as a JSON AST of version 2.0.
//!
//! **Invariants**
//! - Shapes, traits and metadata are sorted by name, members are in their order, numbers keep their text.
//! - Members and traits from mixins are not written, unless the model is flattened.

use super::text::Text;
use crate::model::{Details, Member, Model, Origin, Shape, ShapeId, ShapeType, Trait, Traits};

/// The options of [`write()`].
#[derive(Debug, Clone, Copy, Default)]
pub struct WriteOptions {
    /// True to write inherited members and traits with each shape, and omit mixins.
    pub flatten: bool,
    /// True to write the prelude too.
    pub include_prelude: bool,
}

/// Writes a model, without bundled trait definitions.
///
/// ```
/// use sansmith_smithy::Source;
/// use sansmith_smithy::ast::{WriteOptions, write};
/// use sansmith_smithy::load::{Options, load};
///
/// let source = Source::new("main.smithy", "$version: \"2\"\nnamespace example\nstring Name\n");
/// let loaded = load(vec![source], &Options::default());
/// let text = write(&loaded.model, WriteOptions::default());
/// assert!(text.contains("\"example#Name\": {\n            \"type\": \"string\"\n        }"));
/// ```
pub fn write(model: &Model, options: WriteOptions) -> String {
    let shapes = model.shapes().filter(|shape| {
        let written = !shape.bundled || (options.include_prelude && shape.is_prelude());
        written && !(options.flatten && shape.traits.has("smithy.api#mixin"))
    });
    let mut writer = Writer {
        text: Text::new(),
        flatten: options.flatten,
    };
    writer.text.open('{');
    writer.text.key("smithy");
    writer.text.string("2.0");
    writer.metadata(model);
    writer.text.key("shapes");
    writer.text.open('{');
    let mut entries: Vec<(&str, Entry<'_>)> = Vec::new();
    for shape in shapes {
        entries.push((shape.id.as_str(), Entry::Shape(shape)));
        let applied = shape.members.values().filter(|member| {
            !options.flatten && !member.mixins.is_empty() && member.traits.own().next().is_some()
        });
        entries.extend(applied.map(|member| (member.id.as_str(), Entry::Apply(member))));
    }
    entries.sort_unstable_by_key(|(id, _)| *id);
    for (id, entry) in entries {
        writer.text.key(id);
        match entry {
            Entry::Shape(shape) => writer.shape(shape),
            Entry::Apply(member) => writer.apply(member),
        }
    }
    writer.text.close('}');
    writer.text.close('}');
    writer.text.finish()
}

/// An entry of `shapes`.
enum Entry<'a> {
    Shape(&'a Shape),
    Apply(&'a Member),
}

struct Writer {
    text: Text,
    flatten: bool,
}

impl Writer {
    fn metadata(&mut self, model: &Model) {
        if model.metadata().is_empty() {
            return;
        }
        let mut entries: Vec<_> = model.metadata().iter().collect();
        entries.sort_unstable_by_key(|(key, _)| *key);
        self.text.key("metadata");
        self.text.open('{');
        for (key, node) in entries {
            self.text.key(key);
            self.text.node(node);
        }
        self.text.close('}');
    }

    fn shape(&mut self, shape: &Shape) {
        self.text.open('{');
        self.text.key("type");
        self.text.string(match shape.kind {
            ShapeType::Set => "list",
            kind => kind.name(),
        });
        if !self.flatten {
            self.references("mixins", shape.mixins.iter().collect());
        }
        self.members(shape);
        let details = if self.flatten {
            &shape.details
        } else {
            shape.own_details()
        };
        self.details(details);
        self.traits(&shape.traits);
        self.text.close('}');
    }

    fn members(&mut self, shape: &Shape) {
        let named = match shape.kind {
            ShapeType::Structure | ShapeType::Union | ShapeType::Enum | ShapeType::IntEnum => true,
            ShapeType::List | ShapeType::Set | ShapeType::Map => false,
            _ => return,
        };
        if named {
            self.text.key("members");
            self.text.open('{');
        }
        for (name, member) in &shape.members {
            if self.flatten || member.mixins.is_empty() {
                self.text.key(name);
                self.text.open('{');
                self.text.key("target");
                self.text.string(member.target.as_str());
                self.traits(&member.traits);
                self.text.close('}');
            }
        }
        if named {
            self.text.close('}');
        }
    }

    fn apply(&mut self, member: &Member) {
        self.text.open('{');
        self.text.key("type");
        self.text.string("apply");
        self.traits(&member.traits);
        self.text.close('}');
    }

    fn traits(&mut self, traits: &Traits) {
        let mut traits: Vec<&Trait> = traits
            .iter()
            .filter(|found| match found.origin {
                Origin::Own => true,
                Origin::Mixin => self.flatten,
                Origin::Synthetic => false,
            })
            .collect();
        if traits.is_empty() {
            return;
        }
        traits.sort_unstable_by_key(|found| found.id.as_str());
        self.text.key("traits");
        self.text.open('{');
        for found in traits {
            self.text.key(found.id.as_str());
            self.text.node(&found.node);
        }
        self.text.close('}');
    }

    fn details(&mut self, details: &Details) {
        match details {
            Details::None => {}
            Details::Operation(operation) => {
                let unit = ShapeId::assume("smithy.api#Unit");
                self.reference("input", operation.input.as_ref().or(Some(&unit)));
                self.reference("output", operation.output.as_ref().or(Some(&unit)));
                self.sorted("errors", &operation.errors);
            }
            Details::Resource(resource) => {
                self.named("identifiers", &resource.identifiers);
                self.named("properties", &resource.properties);
                self.reference("put", resource.put.as_ref());
                self.reference("create", resource.create.as_ref());
                self.reference("read", resource.read.as_ref());
                self.reference("update", resource.update.as_ref());
                self.reference("delete", resource.delete.as_ref());
                self.reference("list", resource.list.as_ref());
                self.sorted("operations", &resource.operations);
                self.sorted("collectionOperations", &resource.collection_operations);
                self.sorted("resources", &resource.resources);
            }
            Details::Service(service) => {
                if !service.version.trim().is_empty() {
                    self.text.key("version");
                    self.text.string(&service.version);
                }
                self.sorted("operations", &service.operations);
                self.sorted("resources", &service.resources);
                self.sorted("errors", &service.errors);
                self.rename(&service.rename);
            }
        }
    }

    fn rename(&mut self, rename: &indexmap::IndexMap<ShapeId, String>) {
        if rename.is_empty() {
            return;
        }
        self.text.key("rename");
        self.text.open('{');
        for (id, name) in rename {
            self.text.key(id.as_str());
            self.text.string(name);
        }
        self.text.close('}');
    }

    fn named(&mut self, key: &str, shapes: &indexmap::IndexMap<String, ShapeId>) {
        if shapes.is_empty() {
            return;
        }
        self.text.key(key);
        self.text.open('{');
        for (name, id) in shapes {
            self.reference(name, Some(id));
        }
        self.text.close('}');
    }

    fn sorted(&mut self, key: &str, ids: &[ShapeId]) {
        let mut ids: Vec<&ShapeId> = ids.iter().collect();
        ids.sort_unstable();
        self.references(key, ids);
    }

    fn references(&mut self, key: &str, ids: Vec<&ShapeId>) {
        if ids.is_empty() {
            return;
        }
        self.text.key(key);
        self.text.open('[');
        for id in ids {
            self.text.item();
            self.target(id);
        }
        self.text.close(']');
    }

    fn reference(&mut self, key: &str, id: Option<&ShapeId>) {
        if let Some(id) = id {
            self.text.key(key);
            self.target(id);
        }
    }

    fn target(&mut self, id: &ShapeId) {
        self.text.open('{');
        self.text.key("target");
        self.text.string(id.as_str());
        self.text.close('}');
    }
}
