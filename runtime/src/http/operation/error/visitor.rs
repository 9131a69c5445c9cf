//! Visits the modelled errors of an operation.

use super::{ErrorParts, Failure};
use crate::model::schema::Schema;
use crate::shape::Shape;
use crate::shape::deserializer::ShapeDeserializer;
use crate::shape::sealed::Sealed;
use crate::types::Document;

/// A visitor of an operation's errors.
pub trait ErrorVisitor<E>: Sized + Sealed {
    /// Result.
    type Out;

    /// Visits a modelled error, with the variant that holds it.
    #[must_use]
    fn variant<S: Shape>(self, variant: fn(Failure<S>) -> E) -> Self;

    /// Visits the catch-all variant, which is the last.
    fn unhandled(self, variant: fn(Failure<Document>) -> E) -> Self::Out;
}

/// Collects the schemas of the modelled errors.
#[derive(Debug, Default)]
pub(crate) struct Schemas(Vec<&'static Schema>);

impl Sealed for Schemas {}

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

/// Reads the error in a response.
#[derive(Debug)]
pub(crate) enum Reading<'a, T: ?Sized, E> {
    /// Number of errors before the one in the response; `None` if it is not modelled.
    Ahead(Option<usize>, ErrorParts<'a, T>),
    Read(E),
}

impl<T: ShapeDeserializer + ?Sized, E> Sealed for Reading<'_, T, E> {}

impl<T: ShapeDeserializer + ?Sized, E> ErrorVisitor<E> for Reading<'_, T, E> {
    type Out = E;

    fn variant<S: Shape>(self, variant: fn(Failure<S>) -> E) -> Self {
        match self {
            Self::Ahead(Some(0), error_parts) => {
                Self::Read(variant(error_parts.modeled(S::SCHEMA)))
            }
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
