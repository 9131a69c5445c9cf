//! Converts a member value to a parameter.

use std::any::Any;
use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::endpoint::Argument;
use crate::shape::sealed::Sealed;
use crate::shape::{Key, Shape, ValueSerializer};

/// Converts a member value to a parameter: a string, a boolean, or a list of strings.
pub(super) fn capture<'i, T: Shape>(value: &'i T) -> Argument<'i> {
    // A value serializer cannot keep references, so the common case of strings is handled separately.
    let any: &'i dyn Any = value;
    let text = any.downcast_ref::<String>();
    let text = text.or_else(|| any.downcast_ref::<Option<String>>()?.as_ref());
    match text {
        Some(text) => Argument::from(text.as_str()),
        None if value.is_absent() => Argument::Unset,
        None => value.write(Capture),
    }
}

/// Captures one value.
pub(super) struct Capture;

impl Capture {
    fn text(value: &str) -> Argument<'static> {
        Argument::Text(Cow::Owned(value.to_owned()))
    }
}

impl Sealed for Capture {}

impl ValueSerializer for Capture {
    type Out = Argument<'static>;

    fn null(self) -> Self::Out {
        Argument::Unset
    }

    fn boolean(self, value: bool) -> Self::Out {
        Argument::Boolean(value)
    }

    fn integer(self, _: i64) -> Self::Out {
        Argument::Unset
    }

    fn float(self, _: f32) -> Self::Out {
        Argument::Unset
    }

    fn double(self, _: f64) -> Self::Out {
        Argument::Unset
    }

    fn number(self, _: &str) -> Self::Out {
        Argument::Unset
    }

    fn string(self, value: &str) -> Self::Out {
        Self::text(value)
    }

    fn enumeration(self, value: &str) -> Self::Out {
        Self::text(value)
    }

    fn blob(self, _: &crate::types::Blob) -> Self::Out {
        Argument::Unset
    }

    fn timestamp(self, _: &crate::types::Timestamp) -> Self::Out {
        Argument::Unset
    }

    fn document(self, _: &crate::types::Document) -> Self::Out {
        Argument::Unset
    }

    fn list<T: Shape>(self, value: &[T]) -> Self::Out {
        if !T::SIMPLE {
            return Argument::Unset;
        }
        let texts = value.iter().filter_map(|item| match item.write(Self) {
            Argument::Text(text) => Some(text),
            Argument::Unset | Argument::Boolean(_) | Argument::Texts(_) => None,
        });
        Argument::Texts(texts.collect())
    }

    fn map<K: Key, T: Shape>(self, _: &BTreeMap<K, T>) -> Self::Out {
        Argument::Unset
    }

    fn structure<T: Shape>(self, _: &T) -> Self::Out {
        Argument::Unset
    }
}
