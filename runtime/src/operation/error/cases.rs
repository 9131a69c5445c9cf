//! The errors of an operation one after the other, and what is done with them.

use super::{Failure, Refusal};
use crate::Document;
use crate::schema::Schema;
use crate::shape::Shape;
use crate::tree::Tree;

/// What is done with the errors of an operation, of which it is told one after the other.
pub trait Cases<E>: Sized {
    /// What comes of it.
    type Out;

    /// The next error that the model knows, and the variant that holds it.
    #[must_use]
    fn case<S: Shape>(self, variant: fn(Failure<S>) -> E) -> Self;

    /// Any other error, which ends the list.
    fn unhandled(self, variant: fn(Failure<Document>) -> E) -> Self::Out;
}

/// Lists the schemas of the errors that the model knows.
#[derive(Debug, Default)]
pub(crate) struct Schemas(Vec<&'static Schema>);

impl<E> Cases<E> for Schemas {
    type Out = Vec<&'static Schema>;

    fn case<S: Shape>(mut self, _: fn(Failure<S>) -> E) -> Self {
        self.0.push(S::SCHEMA);
        self
    }

    fn unhandled(self, _: fn(Failure<Document>) -> E) -> Self::Out {
        self.0
    }
}

/// Reads the one error of them that a response is.
#[derive(Debug)]
pub(crate) enum Reading<'a, T: ?Sized, E> {
    /// How many errors come before it, if it is one of them.
    Ahead(Option<usize>, Refusal<'a, T>),
    Read(E),
}

impl<T: Tree + ?Sized, E> Cases<E> for Reading<'_, T, E> {
    type Out = E;

    fn case<S: Shape>(self, variant: fn(Failure<S>) -> E) -> Self {
        match self {
            Self::Ahead(Some(0), refusal) => Self::Read(variant(refusal.modeled())),
            Self::Ahead(ahead, refusal) => {
                Self::Ahead(ahead.and_then(|ahead| ahead.checked_sub(1)), refusal)
            }
            Self::Read(error) => Self::Read(error),
        }
    }

    fn unhandled(self, variant: fn(Failure<Document>) -> E) -> E {
        match self {
            Self::Ahead(_, refusal) => variant(refusal.unhandled()),
            Self::Read(error) => error,
        }
    }
}
