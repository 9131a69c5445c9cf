//! Sample values for expressions, expanded from shapes on demand.

use std::rc::Rc;

use crate::model::{Model, Node, Shape, ShapeType, Value};

/// A value in a check.
#[derive(Debug, Clone)]
pub(crate) enum Sample<'m> {
    /// Nothing is known.
    Any,
    Null,
    Bool(bool),
    Number(f64),
    Text(Rc<str>),
    Array(Rc<[Sample<'m>]>),
    Object(Rc<[(Rc<str>, Sample<'m>)]>),
    /// A reference to an expression.
    Reference,
    /// A value of a shape that is not yet expanded.
    Shape(&'m Shape),
}

impl<'m> Sample<'m> {
    pub(super) fn empty_array() -> Self {
        Self::Array(Rc::new([]))
    }

    pub(super) fn empty_object() -> Self {
        Self::Object(Rc::new([]))
    }

    /// The literal value of a node.
    pub(super) fn of(node: &Node) -> Self {
        match &node.value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => Self::Number(number.to_f64()),
            Value::String(text) => Self::Text(text.as_str().into()),
            Value::Array(items) => Self::Array(items.iter().map(Self::of).collect()),
            Value::Object(object) => {
                let entries = object
                    .iter()
                    .map(|entry| (entry.key.as_str().into(), Self::of(&entry.node)));
                Self::Object(entries.collect())
            }
        }
    }

    /// The value with its first level known.
    pub(super) fn open(self, model: &'m Model) -> Self {
        let Self::Shape(shape) = self else {
            return self;
        };
        let target = |name: &str| {
            let target = shape
                .members
                .get(name)
                .and_then(|member| model.target(member));
            target.map_or(Self::Any, Self::Shape)
        };
        // Two items, unless the length says otherwise.
        let count = limit(shape, "max").map_or(2, |max| {
            if max < 2.0 {
                usize::from(max >= 1.0)
            } else {
                2
            }
        });
        match shape.kind {
            ShapeType::Boolean => Self::Bool(true),
            ShapeType::Blob => Self::Text("blob".into()),
            ShapeType::String | ShapeType::Enum => Self::Text("a".repeat(count).as_str().into()),
            ShapeType::Timestamp => Self::Number(0.0),
            ShapeType::List | ShapeType::Set => {
                Self::Array(std::iter::repeat_n(target("member"), count).collect())
            }
            ShapeType::Map => {
                let entries =
                    (0..count).map(|index| (format!("aa{index}").into(), target("value")));
                Self::Object(entries.collect())
            }
            ShapeType::Structure | ShapeType::Union => {
                let members = shape.members.keys();
                let entries = members.map(|name| (name.as_str().into(), target(name)));
                Self::Object(entries.collect())
            }
            kind if kind.is_simple() && kind != ShapeType::Document => {
                let min = limit(shape, "min").unwrap_or(8.0).max(8.0);
                Self::Number(limit(shape, "max").map_or(min, |max| min.min(max)))
            }
            _ => Self::Any,
        }
    }

    /// The name of the type in messages.
    pub(crate) fn type_name(&self) -> &'static str {
        match self {
            Self::Any | Self::Shape(_) => "any",
            Self::Null => "null",
            Self::Bool(_) => "boolean",
            Self::Number(_) => "number",
            Self::Text(_) => "string",
            Self::Array(_) => "array",
            Self::Object(_) => "object",
            Self::Reference => "expression",
        }
    }

    pub(super) fn is_true(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Bool(value) => *value,
            Self::Text(text) => !text.is_empty(),
            Self::Array(items) => !items.is_empty(),
            Self::Object(entries) => !entries.is_empty(),
            Self::Any | Self::Number(_) | Self::Reference | Self::Shape(_) => true,
        }
    }

    /// Returns true if both are equal, as far as they are expanded and the step limit permits.
    ///
    /// Parts can be shared many times over, so the walk is limited.
    pub(super) fn equals(&self, other: &Self, steps: &mut usize) -> bool {
        let Some(left) = steps.checked_sub(1) else {
            return true;
        };
        *steps = left;
        match (self, other) {
            (Self::Bool(left), Self::Bool(right)) => left == right,
            (Self::Number(left), Self::Number(right)) => left.total_cmp(right).is_eq(),
            (Self::Text(left), Self::Text(right)) => left == right,
            (Self::Shape(left), Self::Shape(right)) => left.id == right.id,
            (Self::Array(left), Self::Array(right)) => {
                let mut pairs = left.iter().zip(&**right);
                Rc::ptr_eq(left, right)
                    || (left.len() == right.len()
                        && pairs.all(|(left, right)| left.equals(right, steps)))
            }
            (Self::Object(left), Self::Object(right)) => {
                let mut pairs = left.iter().zip(&**right);
                Rc::ptr_eq(left, right)
                    || (left.len() == right.len()
                        && pairs.all(|((key, left), (other, right))| {
                            key == other && left.equals(right, steps)
                        }))
            }
            (Self::Null, Self::Null) | (Self::Any, Self::Any) => true,
            _ => false,
        }
    }
}

fn limit(shape: &Shape, key: &str) -> Option<f64> {
    let limits = shape.traits.get("smithy.api#length");
    let limits = limits.or_else(|| shape.traits.get("smithy.api#range"))?;
    Some(limits.get(key)?.as_number()?.to_f64())
}
