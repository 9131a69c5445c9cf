//! Checks of node values against shapes: values of traits, defaults and metadata.
//!
//! **Invariants**
//! - Each step goes down in the value, whose depth the readers limit, so recursive shapes end with it.
//!
//! <https://smithy.io/2.0/spec/model.html#trait-node-values>

mod constraints;
mod time;

pub(super) use self::constraints::is_base64;
use super::views::Views;
use crate::event::{Event, Severity};
use crate::files::Location;
use crate::model::{Entry, Member, Node, Object, Shape, ShapeId, ShapeType, Value};
use crate::subject::Subject;

/// A check of one value, with the events it finds.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each one is a rule that some values have and others have not"
)]
pub(super) struct Check<'c, 'm> {
    pub(super) views: &'c Views<'m>,
    /// The name of the events.
    pub(super) id: String,
    /// The shape that the events are about.
    pub(super) about: Option<ShapeId>,
    /// The first words of each message, then the path into the value.
    pub(super) path: Vec<String>,
    /// True to warn only of a zero outside of a range: the default of a primitive in Smithy 1.0.
    pub(super) zero_warns: bool,
    /// True to require base64 of blobs.
    pub(super) base64: bool,
    /// True to warn only of broken constraints.
    pub(super) lenient: bool,
    /// True for values as tests of protocols write them: timestamps are seconds, and members may be null.
    pub(super) test: bool,
    pub(super) events: Vec<Event>,
}

impl<'c, 'm> Check<'c, 'm> {
    /// A check with the usual rules: its events have a name and a shape, their messages start with `path`.
    pub(super) fn new(
        views: &'c Views<'m>,
        id: &str,
        about: Option<&ShapeId>,
        path: Vec<String>,
    ) -> Self {
        Self {
            views,
            id: id.to_owned(),
            about: about.cloned(),
            path,
            zero_warns: false,
            base64: false,
            lenient: false,
            test: false,
            events: Vec::new(),
        }
    }

    /// Checks a value against a member: its traits, then its target.
    pub(super) fn member(&mut self, member: &'m Member, node: &Node) {
        let Some(target) = self.views.model.target(member) else {
            return;
        };
        self.constraints((Subject::Member(member), target), node);
        if node.is_null() {
            let count = self.events.len();
            self.null(member, node.at);
            if self.test && self.events.len() == count {
                return;
            }
        }
        self.shape(target, Some(member), node);
    }

    /// Checks a value against a shape; `from` is the member that targets it.
    pub(super) fn shape(&mut self, shape: &'m Shape, from: Option<&Member>, node: &Node) {
        if shape.kind == ShapeType::Document {
            return;
        }
        if !is_of(shape.kind, node) {
            return self.wrong_type(shape, node);
        }
        if !self.is_base64_or_reports(shape, node) || !self.fits_or_reports(shape, node) {
            return;
        }
        if shape.kind == ShapeType::Timestamp {
            self.timestamp(shape, from, node);
        }
        self.constraints((Subject::Shape(shape), shape), node);
        match &node.value {
            Value::Array(items) => self.items(shape, items),
            Value::Object(object) => match shape.kind {
                ShapeType::Map => self.entries(shape, object),
                ShapeType::Union if object.len() > 1 => {
                    let message = "a union has a value for one member only".to_owned();
                    self.report(Severity::Error, node.at, message);
                }
                _ => self.members(shape, node.at, object),
            },
            _ => {}
        }
    }

    fn items(&mut self, shape: &'m Shape, items: &[Node]) {
        let Some(member) = shape.members.get("member") else {
            return;
        };
        for (index, item) in items.iter().enumerate() {
            self.within(index.to_string(), |check| check.member(member, item));
        }
    }

    fn entries(&mut self, shape: &'m Shape, object: &Object) {
        let members = shape.members.get("key").zip(shape.members.get("value"));
        let Some((key, value)) = members else { return };
        for Entry {
            key: text,
            key_at,
            node,
        } in object
        {
            let key_node = Node::string(text.as_str(), *key_at);
            self.within(format!("{text} (map-key)"), |check| {
                check.member(key, &key_node);
            });
            self.within(text.clone(), |check| check.member(value, node));
        }
    }

    fn members(&mut self, shape: &'m Shape, at: Location, object: &Object) {
        for Entry { key, node, .. } in object {
            if let Some(member) = shape.members.get(key) {
                self.within(key.clone(), |check| check.member(member, node));
                continue;
            }
            let severity = match shape.kind {
                ShapeType::Structure => Severity::Warning,
                _ => Severity::Error,
            };
            self.report(
                severity,
                at,
                format!("`{}` has no member `{key}`", shape.id),
            );
            self.suffix(&format!("UnknownMember.{}.{key}", shape.id));
        }
        if shape.kind != ShapeType::Structure {
            return;
        }
        for member in shape.members.values() {
            if member.traits.has("smithy.api#required") && !object.contains(member.name()) {
                let message = format!(
                    "the required member `{}` of `{}` is missing",
                    member.name(),
                    shape.id
                );
                self.report(self.constraint(), at, message);
            }
        }
    }

    /// Reports a null that the member does not take.
    fn null(&mut self, member: &Member, at: Location) {
        let Some(container) = self.views.container(member) else {
            return;
        };
        let has = |name| member.traits.get(name);
        let takes_null = match container.kind {
            ShapeType::List | ShapeType::Map => container.traits.has("smithy.api#sparse"),
            ShapeType::Structure => {
                container.traits.has("smithy.api#input")
                    || has("smithy.api#clientOptional").is_some()
                    || match has("smithy.api#default") {
                        Some(default) => default.is_null(),
                        None => has("smithy.api#required").is_none(),
                    }
            }
            ShapeType::Set => false,
            _ => true,
        };
        if !takes_null {
            let message = format!("`{}` cannot be null", member.id);
            self.report(Severity::Error, at, message);
        }
    }

    fn wrong_type(&mut self, shape: &Shape, node: &Node) {
        let expected = expected(shape.kind);
        let message = format!(
            "expected {expected} for the {} `{}`, but found {}",
            shape.kind,
            shape.id,
            super::text::json(node)
        );
        self.report(Severity::Error, node.at, message);
    }

    /// Checks a part of the value under its name in the path.
    fn within(&mut self, part: String, check: impl FnOnce(&mut Self)) {
        self.path.push(part);
        check(self);
        self.path.pop();
    }

    /// The severity of a broken constraint.
    fn constraint(&self) -> Severity {
        if self.lenient {
            Severity::Warning
        } else {
            Severity::Error
        }
    }

    fn report(&mut self, severity: Severity, at: Location, mut message: String) {
        message.insert_str(0, &format!("{}: ", self.path.join(".")));
        let event = Event::new(severity, self.id.clone(), message, at);
        self.events.push(match &self.about {
            Some(shape) => event.of(shape.clone()),
            None => event,
        });
    }

    /// Appends `.suffix` to the name of the last event.
    fn suffix(&mut self, suffix: &str) {
        if let Some(event) = self.events.last_mut() {
            event.id = format!("{}.{suffix}", event.id).into();
        }
    }
}

fn is_of(kind: ShapeType, node: &Node) -> bool {
    match kind {
        ShapeType::Boolean => node.as_bool().is_some(),
        ShapeType::Blob | ShapeType::String | ShapeType::Enum => node.as_str().is_some(),
        ShapeType::Float | ShapeType::Double => {
            node.as_number().is_some() || node.as_str().is_some()
        }
        ShapeType::List | ShapeType::Set => node.as_array().is_some(),
        ShapeType::Map | ShapeType::Structure | ShapeType::Union => node.as_object().is_some(),
        ShapeType::Timestamp | ShapeType::Document => true,
        ShapeType::Service | ShapeType::Resource | ShapeType::Operation | ShapeType::Member => {
            false
        }
        _ => node.as_number().is_some(),
    }
}

fn expected(kind: ShapeType) -> &'static str {
    match kind {
        ShapeType::Boolean => "a boolean",
        ShapeType::Blob | ShapeType::String | ShapeType::Enum => "a string",
        ShapeType::List | ShapeType::Set => "an array",
        ShapeType::Map | ShapeType::Structure | ShapeType::Union => "an object",
        ShapeType::Service | ShapeType::Resource | ShapeType::Operation | ShapeType::Member => {
            "no value"
        }
        _ => "a number",
    }
}
