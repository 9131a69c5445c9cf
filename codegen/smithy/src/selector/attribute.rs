//! Attributes of shapes: `id|name`, `trait|length|min`, `var|name`.
//!
//! <https://smithy.io/2.0/spec/selectors.html#attribute-selectors>

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::graph::{Graph, Node, Subject};
use crate::ast::compact;
use crate::files::Location;
use crate::model::{self, Entry, Object, Shape, ShapeId, ShapeType, Value};

/// The segments of an attribute's path; properties such as `(keys)` keep their parentheses.
pub(super) type Path = Vec<String>;

/// The trait by which an enum shape has the values of the trait `enum`.
const SYNTHETIC_ENUM: &str = "smithy.synthetic#enum";

/// Variables: their names, and the shapes in them.
#[derive(Debug, Clone, Default)]
pub(super) struct Variables {
    pub(super) names: Vec<String>,
    pub(super) shapes: Vec<BTreeSet<Node>>,
}

/// A value on the way along a path.
#[derive(Debug, Clone)]
pub(super) enum Attribute<'m> {
    /// Nothing is there.
    Empty,
    Text(Cow<'m, str>),
    Node(Cow<'m, model::Node>),
    Id(ShapeId),
    /// Several values; an empty projection counts as nothing.
    Projection(Vec<Self>),
    Shape(Subject<'m>),
    Traits(Subject<'m>),
    Service(&'m Shape),
    Variables,
}

/// Values other than the shape itself that paths can refer to.
#[derive(Clone, Copy)]
pub(super) struct Scope<'r, 'm> {
    pub(super) graph: &'r Graph<'m>,
    pub(super) variables: &'r Variables,
}

impl<'m> Attribute<'m> {
    /// The value at the end of a path.
    pub(super) fn path(self, path: &[String], scope: Scope<'_, 'm>) -> Self {
        let mut current = self;
        for segment in path {
            if !current.is_present() {
                break;
            }
            current = current.property(segment, scope);
        }
        current
    }

    pub(super) fn is_present(&self) -> bool {
        match self {
            Self::Empty => false,
            Self::Node(node) => !node.is_null(),
            Self::Projection(values) => !values.is_empty(),
            Self::Text(_)
            | Self::Id(_)
            | Self::Shape(_)
            | Self::Traits(_)
            | Self::Service(_)
            | Self::Variables => true,
        }
    }

    /// The value as comparisons see it.
    pub(super) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Id(id) => Cow::Borrowed(id.as_str()),
            Self::Shape(subject) => Cow::Borrowed(subject.id().as_str()),
            Self::Service(shape) => Cow::Borrowed(shape.id.as_str()),
            Self::Node(node) => match &node.value {
                Value::String(text) => Cow::Borrowed(text),
                Value::Number(number) => Cow::Borrowed(number.as_str()),
                Value::Bool(value) => Cow::Borrowed(if *value { "true" } else { "false" }),
                Value::Null | Value::Array(_) | Value::Object(_) => Cow::Borrowed(""),
            },
            Self::Empty | Self::Projection(_) | Self::Traits(_) | Self::Variables => {
                Cow::Borrowed("")
            }
        }
    }

    /// The value as messages print it: nodes as JSON, projections in brackets.
    pub(super) fn message(&self) -> String {
        match self {
            Self::Node(node) => compact(node),
            Self::Projection(_) => {
                let values = self.flattened().into_iter().map(Self::message);
                let mut values: Vec<String> = values.collect();
                values.sort();
                format!("[{}]", values.join(", "))
            }
            _ => self.text().into_owned(),
        }
    }

    /// The values of a projection and of those in it, or the value itself.
    pub(super) fn flattened(&self) -> Vec<&Self> {
        let mut found = Vec::new();
        let mut waiting = vec![self];
        while let Some(value) = waiting.pop() {
            match value {
                Self::Projection(values) => waiting.extend(values.iter().rev()),
                other => found.push(other),
            }
        }
        found
    }

    fn property(self, key: &str, scope: Scope<'_, 'm>) -> Self {
        match self {
            Self::Text(text) if key == "(length)" => length(text.encode_utf16().count()),
            Self::Empty | Self::Text(_) => Self::Empty,
            Self::Node(node) => of_node(node, key),
            Self::Id(id) => of_id(&id, key),
            Self::Projection(_) if key == "(first)" => self
                .flattened()
                .first()
                .map_or(Self::Empty, |first| (*first).clone()),
            Self::Projection(values) => Self::Projection(
                values
                    .into_iter()
                    .map(|value| value.property(key, scope))
                    .filter(Self::is_present)
                    .collect(),
            ),
            Self::Shape(subject) => of_shape(subject, key),
            Self::Traits(subject) => of_traits(subject, key),
            Self::Service(shape) => match key {
                "id" => Self::Id(shape.id.clone()),
                "version" => shape.service().map_or(Self::Empty, |service| {
                    Self::Text(Cow::Borrowed(&service.version))
                }),
                _ => Self::Empty,
            },
            Self::Variables => of_variable(key, scope),
        }
    }
}

fn length<'m>(count: usize) -> Attribute<'m> {
    Attribute::Text(Cow::Owned(count.to_string()))
}

fn of_shape<'m>(subject: Subject<'m>, key: &str) -> Attribute<'m> {
    match (key, subject) {
        ("id", _) => Attribute::Id(subject.id().clone()),
        ("trait", _) => Attribute::Traits(subject),
        ("var", _) => Attribute::Variables,
        ("service", Subject::Shape(shape)) if shape.kind == ShapeType::Service => {
            Attribute::Service(shape)
        }
        _ => Attribute::Empty,
    }
}

fn of_id<'m>(id: &ShapeId, key: &str) -> Attribute<'m> {
    let text = |text: &str| Attribute::Text(Cow::Owned(text.to_owned()));
    match key {
        "name" => text(id.name()),
        "namespace" => text(id.namespace()),
        "member" => id.member().map_or(Attribute::Empty, text),
        "(length)" => length(id.as_str().len()),
        _ => Attribute::Empty,
    }
}

fn of_variable<'m>(key: &str, scope: Scope<'_, 'm>) -> Attribute<'m> {
    let index = scope.variables.names.iter().position(|name| name == key);
    let shapes = index.and_then(|index| scope.variables.shapes.get(index));
    let subjects = shapes
        .into_iter()
        .flatten()
        .filter_map(|node| scope.graph.subject(*node));
    Attribute::Projection(subjects.map(Attribute::Shape).collect())
}

fn of_traits<'m>(subject: Subject<'m>, key: &str) -> Attribute<'m> {
    let traits = subject.traits();
    let synthetic = synthetic_enum(subject);
    match key {
        "(keys)" => {
            let ids = traits.iter().map(|found| found.id.clone());
            let ids = ids.chain(synthetic.and_then(|_| ShapeId::parse(SYNTHETIC_ENUM)));
            Attribute::Projection(ids.map(Attribute::Id).collect())
        }
        "(values)" => {
            let values = traits.iter().map(|found| Cow::Borrowed(&found.node));
            let values = values.chain(synthetic.map(Cow::Owned));
            Attribute::Projection(values.map(Attribute::Node).collect())
        }
        "(length)" => length(traits.len() + usize::from(synthetic.is_some())),
        "enum" | "smithy.api#enum" | SYNTHETIC_ENUM if synthetic.is_some() => {
            synthetic.map_or(Attribute::Empty, |node| Attribute::Node(Cow::Owned(node)))
        }
        name => {
            let node = if name.contains('#') {
                traits.get(name)
            } else {
                traits.get(&format!("smithy.api#{name}"))
            };
            node.map_or(Attribute::Empty, |node| {
                Attribute::Node(Cow::Borrowed(node))
            })
        }
    }
}

/// The values of an enum shape in the form of the trait `enum`.
fn synthetic_enum(subject: Subject<'_>) -> Option<model::Node> {
    let Subject::Shape(shape) = subject else {
        return None;
    };
    if shape.kind != ShapeType::Enum {
        return None;
    }
    let definitions = shape.members.values().map(|member| {
        let value = member.traits.get("smithy.api#enumValue");
        let value = value.and_then(model::Node::as_str).unwrap_or(member.name());
        let mut definition = Object::new();
        let mut add = |key: &str, node: model::Node| {
            definition.insert(Entry {
                key: key.to_owned(),
                key_at: Location::NONE,
                node,
            });
        };
        add("value", model::Node::string(value, Location::NONE));
        add("name", model::Node::string(member.name(), Location::NONE));
        for key in ["documentation", "tags"] {
            if let Some(node) = member.traits.get(&format!("smithy.api#{key}")) {
                add(key, node.clone());
            }
        }
        if member.traits.has("smithy.api#deprecated") {
            add(
                "deprecated",
                model::Node::new(Value::Bool(true), Location::NONE),
            );
        }
        model::Node::new(Value::Object(definition), Location::NONE)
    });
    let definitions = Value::Array(definitions.collect());
    Some(model::Node::new(definitions, Location::NONE))
}

fn of_node<'m>(node: Cow<'m, model::Node>, key: &str) -> Attribute<'m> {
    match node {
        Cow::Borrowed(node) => part(node, key),
        Cow::Owned(node) => part(&node, key).into_owned(),
    }
}

fn part<'n>(node: &'n model::Node, key: &str) -> Attribute<'n> {
    let project = |nodes: &mut dyn Iterator<Item = &'n model::Node>| {
        Attribute::Projection(
            nodes
                .map(|node| Attribute::Node(Cow::Borrowed(node)))
                .collect(),
        )
    };
    match (&node.value, key) {
        (Value::Object(object), "(keys)") => {
            let keys = object.keys().map(|key| Attribute::Text(Cow::Borrowed(key)));
            Attribute::Projection(keys.collect())
        }
        (Value::Object(object), "(values)") => project(&mut object.iter().map(|entry| &entry.node)),
        (Value::Object(object), "(length)") => length(object.len()),
        (Value::Object(object), _) => object.get(key).map_or(Attribute::Empty, |node| {
            Attribute::Node(Cow::Borrowed(node))
        }),
        (Value::Array(items), "(values)") => project(&mut items.iter()),
        (Value::Array(items), "(length)") => length(items.len()),
        (Value::String(text), "(length)") => length(text.encode_utf16().count()),
        _ => Attribute::Empty,
    }
}

impl Attribute<'_> {
    /// The same value with nodes of its own; only the values that [`part`] makes.
    fn into_owned<'m>(self) -> Attribute<'m> {
        match self {
            Self::Text(text) => Attribute::Text(Cow::Owned(text.into_owned())),
            Self::Node(node) => Attribute::Node(Cow::Owned(node.into_owned())),
            Self::Id(id) => Attribute::Id(id),
            Self::Projection(values) => {
                Attribute::Projection(values.into_iter().map(Self::into_owned).collect())
            }
            Self::Empty | Self::Shape(_) | Self::Traits(_) | Self::Service(_) | Self::Variables => {
                Attribute::Empty
            }
        }
    }
}
