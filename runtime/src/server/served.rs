//! Operations whose types are behind pointers, for routers, mocks and tools.

use std::fmt;

use bytes::Bytes;
use http::request;

use super::{
    ErrorReply, Facts, Options, Rejection, RequestTree, ResponseOptions, ResponseWriter, violations,
};
use crate::http::operation::Failure;
use crate::http::operation::error::ErrorVisitor;
use crate::http::{Operation, OperationError};
use crate::shape::sealed::Sealed;
use crate::shape::{DynShape, Shape, Type};
use crate::types::Document;

/// An operation whose types are behind pointers.
#[derive(Clone, Copy)]
pub struct ServedOperation {
    facts: Facts,
    input: Type,
    output: Type,
    errors: fn() -> Vec<Type>,
}

impl fmt::Debug for ServedOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServedOperation")
            .field("name", &self.facts.operation.name)
            .finish_non_exhaustive()
    }
}

impl ServedOperation {
    /// An operation.
    pub const fn of<O: Operation>() -> Self
    where
        O::Input: Shape,
        O::Output: Shape,
    {
        Self {
            facts: Facts::of::<O>(),
            input: Type::of::<O::Input>(),
            output: Type::of::<O::Output>(),
            errors: || O::Error::variants(Types::default()),
        }
    }

    /// Facts.
    pub const fn facts(&self) -> Facts {
        self.facts
    }

    /// Type of the input.
    pub const fn input(&self) -> Type {
        self.input
    }

    /// Type of the output.
    pub const fn output(&self) -> Type {
        self.output
    }

    /// Types of the modelled errors, in order.
    pub fn errors(&self) -> Vec<Type> {
        (self.errors)()
    }

    /// The modelled error with a shape name or wire code.
    pub fn error(&self, name: &str) -> Option<Type> {
        let is_named = |found: &Type| {
            let schema = found.schema();
            schema.name == name || schema.error == Some(name)
        };
        self.errors().into_iter().find(is_named)
    }

    /// Parses a request to an input.
    ///
    /// # Errors
    ///
    /// The request is malformed, or the input breaks constraints of the model.
    pub fn parse_request(
        &self,
        head: &request::Parts,
        body: &[u8],
        options: &Options,
    ) -> Result<Box<dyn DynShape>, Rejection> {
        let mut read = |tree: &mut RequestTree<'_>| self.input.read(tree, RequestTree::ROOT);
        super::parse_with(self.facts, head, body, options, &mut read, |input| {
            violations(&**input, options)
        })
    }

    /// Writes an output.
    pub fn write_response(
        &self,
        output: &dyn DynShape,
        options: &ResponseOptions,
    ) -> http::Response<Bytes> {
        let mut writer = ResponseWriter::new(self.facts, options);
        output.write(&mut writer);
        writer.finish()
    }

    /// Writes an error.
    pub fn write_error(
        &self,
        reply: ErrorReply,
        content: Option<&dyn DynShape>,
        options: &ResponseOptions,
    ) -> http::Response<Bytes> {
        reply.write(self.facts, content, options)
    }
}

/// Collects the types of the modelled errors.
#[derive(Debug, Default)]
struct Types(Vec<Type>);

impl Sealed for Types {}

impl<E> ErrorVisitor<E> for Types {
    type Out = Vec<Type>;

    fn variant<S: Shape>(mut self, _: fn(Failure<S>) -> E) -> Self {
        self.0.push(Type::of::<S>());
        self
    }

    fn unhandled(self, _: fn(Failure<Document>) -> E) -> Self::Out {
        self.0
    }
}
