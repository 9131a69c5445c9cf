//! Types `JMESPath` expressions over shapes.

mod call;

use crate::ir::{
    Ir, Path, PathExpression as Expression, Pointer, Shape, ShapeKind, ShapeName, Value,
};
use crate::problem::{ProblemKind, Problems};

/// The type of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PathType {
    /// A value of a shape.
    Shape(ShapeName),
    /// A list built by the expression.
    List(Box<Self>),
    /// A structure built by the expression.
    Object(Vec<(String, Self)>),
    /// A string that is not the value of a shape, such as a map key.
    Text,
    /// A number.
    Number,
    /// A boolean.
    Boolean,
    /// Unknown: a document, a null, or an invalid expression.
    Unknown,
}

/// The type of an expression on a value; errors go to `problems`.
pub(crate) fn type_of(
    path: &Path,
    start: &PathType,
    (ir, at): (&Ir, &Pointer),
    problems: &mut Problems,
) -> PathType {
    let mut check = Check {
        ir,
        at,
        path,
        problems,
    };
    check.expression(&path.expression, start)
}

/// The type of the items of a list, unknown if the list may be anything; `None` for what is no list.
pub(crate) fn item(list: &PathType, ir: &Ir) -> Option<PathType> {
    match list {
        PathType::Unknown => Some(PathType::Unknown),
        PathType::List(item) => Some((**item).clone()),
        PathType::Shape(name) => match &ir.shape(name)?.kind {
            ShapeKind::List(member) => Some(PathType::Shape(member.target.clone())),
            ShapeKind::Document => Some(PathType::Unknown),
            _ => None,
        },
        PathType::Object(_) | PathType::Text | PathType::Number | PathType::Boolean => None,
    }
}

struct Check<'c, 'p> {
    ir: &'c Ir,
    at: &'c Pointer,
    path: &'c Path,
    problems: &'p mut Problems,
}

impl<'c> Check<'c, '_> {
    fn expression(&mut self, expression: &Expression, over: &PathType) -> PathType {
        match expression {
            Expression::Current => over.clone(),
            Expression::Field(name) => self.field(name, over),
            Expression::Chain(left, right) => {
                let left = self.expression(left, over);
                self.expression(right, &left)
            }
            Expression::Index(_) => self.items(over, "an index"),
            Expression::Slice(..) => {
                let item = self.items(over, "a slice");
                PathType::List(Box::new(item))
            }
            Expression::Object(entries) => {
                let entries = entries.iter();
                let entries =
                    entries.map(|(name, value)| (name.clone(), self.expression(value, over)));
                PathType::Object(entries.collect())
            }
            // Checked by the function that takes it.
            Expression::Reference(_) => PathType::Unknown,
            Expression::Each(..)
            | Expression::Values(..)
            | Expression::Flatten(..)
            | Expression::Filter(..) => self.projection(expression, over),
            Expression::List(items) => self.several(items, over),
            Expression::Literal(value) => literal(value),
            Expression::Not(value) => {
                self.expression(value, over);
                PathType::Boolean
            }
            Expression::Compare(_, left, right) => {
                self.expression(left, over);
                self.expression(right, over);
                PathType::Boolean
            }
            Expression::And(left, right) | Expression::Or(left, right) => {
                let left = self.expression(left, over);
                let right = self.expression(right, over);
                if left == PathType::Unknown {
                    right
                } else {
                    left
                }
            }
            Expression::Call(function, arguments) => self.call(*function, arguments, over),
        }
    }

    /// The type of a projection.
    fn projection(&mut self, expression: &Expression, over: &PathType) -> PathType {
        match expression {
            Expression::Each(list, right) => {
                let list = self.expression(list, over);
                let item = self.items(&list, "`[*]`");
                self.list(right, &item)
            }
            Expression::Values(map, right) => {
                let map = self.expression(map, over);
                let value = self.values(&map);
                self.list(right, &value)
            }
            Expression::Flatten(list, right) => {
                let list = self.expression(list, over);
                let item = self.items(&list, "`[]`");
                let item = self::item(&item, self.ir).unwrap_or(item);
                self.list(right, &item)
            }
            Expression::Filter(list, condition, right) => {
                let list = self.expression(list, over);
                let item = self.items(&list, "a filter");
                self.expression(condition, &item);
                self.list(right, &item)
            }
            _ => PathType::Unknown,
        }
    }

    /// The type of a multi-select list.
    fn several(&mut self, items: &[Expression], over: &PathType) -> PathType {
        let types: Vec<_> = items
            .iter()
            .map(|item| self.expression(item, over))
            .collect();
        let mut types = types.into_iter();
        let first = types.next().unwrap_or(PathType::Unknown);
        let (mut first, ir) = (first, self.ir);
        for ty in types {
            if first.is_text(ir) && ty.is_text(ir) {
                first = PathType::Text;
            } else if first != ty {
                first = PathType::Unknown;
            }
        }
        PathType::List(Box::new(first))
    }

    fn list(&mut self, right: &Expression, item: &PathType) -> PathType {
        PathType::List(Box::new(self.expression(right, item)))
    }

    fn shape(&self, ty: &PathType) -> Option<&'c Shape> {
        match ty {
            PathType::Shape(name) => self.ir.shape(name),
            PathType::List(_)
            | PathType::Object(_)
            | PathType::Text
            | PathType::Number
            | PathType::Boolean
            | PathType::Unknown => None,
        }
    }

    /// Reports an error in the expression.
    fn wrong(&mut self, why: String) -> PathType {
        let path = self.path.text.clone();
        let kind = ProblemKind::InvalidPath { path, why };
        self.problems.push(kind, self.at.clone());
        PathType::Unknown
    }

    fn field(&mut self, name: &str, over: &PathType) -> PathType {
        if let PathType::Object(entries) = over {
            let found = entries.iter().find(|(known, _)| known == name);
            return match found {
                Some((_, ty)) => ty.clone(),
                None => self.wrong(format!("no entry is named `{name}`")),
            };
        }
        let Some(shape) = self.shape(over) else {
            return match over {
                PathType::Unknown => PathType::Unknown,
                _ => self.wrong(format!("member `{name}` requires a structure")),
            };
        };
        match &shape.kind {
            ShapeKind::Map(_, value) => PathType::Shape(value.target.clone()),
            ShapeKind::Document => PathType::Unknown,
            _ => {
                let mut members = shape.members();
                let member = members.find(|member| member.name == *name);
                match member {
                    Some(member) => PathType::Shape(member.target.clone()),
                    None => self.wrong(format!("`{}` has no member `{name}`", shape.name)),
                }
            }
        }
    }

    fn items(&mut self, ty: &PathType, what: &str) -> PathType {
        let item = item(ty, self.ir);
        item.unwrap_or_else(|| self.wrong(format!("{what} follows what is no list")))
    }

    fn values(&mut self, ty: &PathType) -> PathType {
        match self.shape(ty).map(|shape| &shape.kind) {
            Some(ShapeKind::Map(_, value)) => PathType::Shape(value.target.clone()),
            Some(ShapeKind::Structure(_) | ShapeKind::Document) => PathType::Unknown,
            _ if matches!(ty, PathType::Unknown | PathType::Object(_)) => PathType::Unknown,
            _ => self.wrong("`*` follows what is no map".to_owned()),
        }
    }
}

fn literal(value: &Value) -> PathType {
    match value {
        Value::Bool(_) => PathType::Boolean,
        Value::Number(_) => PathType::Number,
        Value::String(_) => PathType::Text,
        Value::Null | Value::Array(_) | Value::Object(_) => PathType::Unknown,
    }
}

impl PathType {
    /// Returns true if values are strings.
    pub(crate) fn is_text(&self, ir: &Ir) -> bool {
        match self {
            Self::Text => true,
            Self::Shape(name) => {
                let kind = ir.shape(name).map(|shape| &shape.kind);
                matches!(kind, Some(ShapeKind::String | ShapeKind::Enum(_)))
            }
            Self::List(_) | Self::Object(_) | Self::Number | Self::Boolean | Self::Unknown => false,
        }
    }

    /// Returns true if values are booleans.
    pub(crate) fn is_boolean(&self, ir: &Ir) -> bool {
        match self {
            Self::Boolean => true,
            Self::Shape(name) => {
                let kind = ir.shape(name).map(|shape| &shape.kind);
                matches!(kind, Some(ShapeKind::Boolean))
            }
            Self::List(_) | Self::Object(_) | Self::Number | Self::Text | Self::Unknown => false,
        }
    }

    /// Returns true if values are lists of strings.
    pub(crate) fn is_texts(&self, ir: &Ir) -> bool {
        match self {
            Self::List(item) => item.is_text(ir),
            Self::Shape(name) => match ir.shape(name).map(|shape| &shape.kind) {
                Some(ShapeKind::List(member)) => Self::Shape(member.target.clone()).is_text(ir),
                _ => false,
            },
            Self::Object(_) | Self::Number | Self::Text | Self::Boolean | Self::Unknown => false,
        }
    }
}

#[cfg(test)]
mod tests;
