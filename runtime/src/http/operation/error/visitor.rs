//! A visitor of the errors of an operation.

use super::{ErrorParts, Failure};
use crate::model::schema::Schema;
use crate::shape::Shape;
use crate::shape::deserializer::ShapeDeserializer;
use crate::types::Document;

/// Visits the errors of an operation, one after the other.
pub trait ErrorVisitor<E>: Sized {
    /// The result.
    type Out;

    /// The next error that the model knows, and the variant that holds it.
    #[must_use]
    fn variant<S: Shape>(self, variant: fn(Failure<S>) -> E) -> Self;

    /// Any other error, which ends the list.
    fn unhandled(self, variant: fn(Failure<Document>) -> E) -> Self::Out;
}

/// Lists the schemas of the errors that the model knows.
#[derive(Debug, Default)]
pub(crate) struct Schemas(Vec<&'static Schema>);

impl<E> ErrorVisitor<E> for Schemas {
    type Out = Vec<&'static Schema>;

    fn variant<S: Shape>(mut self, _: fn(Failure<S>) -> E) -> Self {
        self.0.push(S::SCHEMA);
        self
    }

    fn unhandled(self, _: fn(Failure<Document>) -> E) -> Self::Out {
        self.0
    }
}

/// Reads the error that a response is.
#[derive(Debug)]
pub(crate) enum Reading<'a, T: ?Sized, E> {
    /// How many errors come before it, if it is one of them.
    Ahead(Option<usize>, ErrorParts<'a, T>),
    Read(E),
}

impl<T: ShapeDeserializer + ?Sized, E> ErrorVisitor<E> for Reading<'_, T, E> {
    type Out = E;

    fn variant<S: Shape>(self, variant: fn(Failure<S>) -> E) -> Self {
        match self {
            Self::Ahead(Some(0), error_parts) => Self::Read(variant(error_parts.modeled())),
            Self::Ahead(ahead, error_parts) => {
                Self::Ahead(ahead.and_then(|ahead| ahead.checked_sub(1)), error_parts)
            }
            Self::Read(error) => Self::Read(error),
        }
    }

    fn unhandled(self, variant: fn(Failure<Document>) -> E) -> E {
        match self {
            Self::Ahead(_, error_parts) => variant(error_parts.unhandled()),
            Self::Read(error) => error,
        }
    }
}
