//! Types of functions and of their arguments.

use super::{Check, PathType, item};
use crate::ir::{Ir, PathArgument, PathExpression as Expression, PathFunction, ShapeKind};

impl Check<'_, '_> {
    /// The type of a function's result.
    pub(super) fn call(
        &mut self,
        function: PathFunction,
        arguments: &[Expression],
        over: &PathType,
    ) -> PathType {
        let types: Vec<PathType> = arguments
            .iter()
            .map(|argument| self.expression(argument, over))
            .collect();
        let references = arguments.iter().filter_map(|argument| match argument {
            Expression::Reference(inner) => Some(inner),
            _ => None,
        });
        let mut items = types.iter().filter_map(|ty| item(ty, self.ir));
        let item = items.find(|item| *item != PathType::Unknown);
        let item = item.unwrap_or(PathType::Unknown);
        let keys: Vec<PathType> = references
            .map(|reference| self.expression(reference, &item))
            .collect();
        for (index, ty) in types.iter().enumerate() {
            let expected = function.arguments();
            let Some(expected) = expected.get(index).or(expected.last()) else {
                continue;
            };
            if !self.is(ty, *expected) {
                let (name, expected) = (function.as_str(), expected.as_str());
                return self.wrong(format!("an argument of `{name}` must be {expected}"));
            }
        }
        let first = types.first().cloned().unwrap_or(PathType::Unknown);
        self.result(function, first, (item, keys))
    }

    fn result(
        &self,
        function: PathFunction,
        first: PathType,
        (item, keys): (PathType, Vec<PathType>),
    ) -> PathType {
        let list_of = |ty| PathType::List(Box::new(ty));
        match function {
            PathFunction::Abs
            | PathFunction::Avg
            | PathFunction::Ceil
            | PathFunction::Floor
            | PathFunction::Length
            | PathFunction::Sum
            | PathFunction::ToNumber => PathType::Number,
            PathFunction::Contains | PathFunction::EndsWith | PathFunction::StartsWith => {
                PathType::Boolean
            }
            PathFunction::Join | PathFunction::ToString | PathFunction::Type => PathType::Text,
            PathFunction::Keys => list_of(PathType::Text),
            PathFunction::Values => {
                let kind = self.shape(&first).map(|shape| &shape.kind);
                list_of(match kind {
                    Some(ShapeKind::Map(_, value)) => PathType::Shape(value.target.clone()),
                    _ => PathType::Unknown,
                })
            }
            PathFunction::Map => list_of(keys.into_iter().next().unwrap_or(PathType::Unknown)),
            PathFunction::Max | PathFunction::MaxBy | PathFunction::Min | PathFunction::MinBy => {
                item
            }
            PathFunction::NotNull
            | PathFunction::Reverse
            | PathFunction::Sort
            | PathFunction::SortBy => first,
            // Members of several structures.
            PathFunction::Merge => PathType::Unknown,
            PathFunction::ToArray => list_of(self::item(&first, self.ir).unwrap_or(first)),
        }
    }

    /// Returns true if values of a type may be an argument.
    fn is(&self, ty: &PathType, expected: PathArgument) -> bool {
        if *ty == PathType::Unknown || self.is_document(ty) {
            return true;
        }
        let inner = item(ty, self.ir);
        let is_object = matches!(ty, PathType::Object(_))
            || matches!(
                self.shape(ty).map(|shape| &shape.kind),
                Some(ShapeKind::Structure(_) | ShapeKind::Union(_) | ShapeKind::Map(..))
            );
        match expected {
            PathArgument::Any | PathArgument::Expression => true,
            PathArgument::Number => ty.is_number(self.ir),
            PathArgument::Numbers => {
                inner.is_some_and(|item| item == PathType::Unknown || item.is_number(self.ir))
            }
            PathArgument::Text => ty.is_text(self.ir),
            PathArgument::Texts => {
                inner.is_some_and(|item| item == PathType::Unknown || item.is_text(self.ir))
            }
            PathArgument::List => inner.is_some(),
            PathArgument::Object => is_object,
            PathArgument::Sequence => inner.is_some() || ty.is_text(self.ir),
            PathArgument::Measurable => inner.is_some() || is_object || ty.is_text(self.ir),
        }
    }

    fn is_document(&self, ty: &PathType) -> bool {
        matches!(
            self.shape(ty).map(|shape| &shape.kind),
            Some(ShapeKind::Document)
        )
    }
}

impl PathType {
    /// Returns true if values are numbers.
    pub(crate) fn is_number(&self, ir: &Ir) -> bool {
        match self {
            Self::Number => true,
            Self::Shape(name) => matches!(
                ir.shape(name).map(|shape| &shape.kind),
                Some(
                    ShapeKind::Byte
                        | ShapeKind::Short
                        | ShapeKind::Integer
                        | ShapeKind::Long
                        | ShapeKind::Float
                        | ShapeKind::Double
                        | ShapeKind::BigInteger
                        | ShapeKind::BigDecimal
                        | ShapeKind::IntEnum(_)
                        | ShapeKind::Timestamp
                )
            ),
            Self::List(_) | Self::Object(_) | Self::Text | Self::Boolean | Self::Unknown => false,
        }
    }
}
