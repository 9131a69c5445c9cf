//! What an operation answers where it fails: an enum an operation, whose variants hold a [`Failure`].

use std::fmt;
use std::ops::Deref;

use crate::error::Error;
use crate::shape::Shape;
use crate::tree::Tree;
use crate::{Document, DynShape};

/// The enum of an operation's errors.
pub trait OperationError: std::error::Error + Sized + 'static {
    /// Reads the error of a response.
    fn read<T: Tree + ?Sized>(from: Refusal<'_, T>) -> Self;

    /// What all errors have.
    fn failure(&self) -> &dyn AnyFailure;
}

/// What all errors have, whatever their content.
pub trait AnyFailure: fmt::Debug + fmt::Display {
    /// The code.
    fn code(&self) -> &str;
    /// The content.
    fn content(&self) -> &dyn DynShape;
}

/// An error of the service with its content.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure<T> {
    content: T,
    code: String,
}

impl<T> Deref for Failure<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.content
    }
}

impl<T: Shape> AnyFailure for Failure<T> {
    fn code(&self) -> &str {
        &self.code
    }

    fn content(&self) -> &dyn DynShape {
        &self.content
    }
}

impl<T> fmt::Display for Failure<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)
    }
}

/// A response that is an error, on its way into the enum of its operation.
#[derive(Debug)]
pub struct Refusal<'a, T: ?Sized> {
    index: Option<usize>,
    tree: Option<&'a mut T>,
    cause: Option<Error>,
    code: String,
}

impl<T: Tree + ?Sized> Refusal<'_, T> {
    /// Which of the operation's errors it is; none where it is no modelled one.
    pub const fn index(&self) -> Option<usize> {
        self.index
    }

    /// A modelled error.
    pub fn modeled<S: Shape>(self) -> Failure<S> {
        Failure {
            content: crate::blank(),
            code: self.code,
        }
    }

    /// Any other.
    pub fn unhandled(self) -> Failure<Document> {
        Failure {
            content: Document::default(),
            code: self.code,
        }
    }
}
