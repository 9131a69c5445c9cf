//! Parsed parts of an error response, before conversion to the operation's error enum.

use std::fmt;

use super::{ErrorMetadata, Failure};
use crate::http::response::{ResponseParts, output};
use crate::model::schema::{self, Member, Schema};
use crate::shape::Shape;
use crate::shape::deserializer::{Node, ShapeDeserializer, read_at, zero_value};
use crate::types::Error;

/// Parsed parts of an error response.
pub(crate) struct ErrorParts<'a, T: ?Sized> {
    pub(crate) meta: Box<ErrorMetadata>,
    pub(crate) parts: &'a ResponseParts<'a>,
    pub(crate) tree: &'a mut T,
    /// Node of the content; `NONE` if the body is missing or unreadable.
    pub(crate) node: Node,
    /// Error in a header.
    pub(crate) fault: &'a mut Option<Error>,
}

impl<T: ?Sized> fmt::Debug for ErrorParts<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorParts")
            .field("code", &self.meta.code)
            .finish_non_exhaustive()
    }
}

impl<T: ShapeDeserializer + ?Sized> ErrorParts<'_, T> {
    /// Builds a modelled error.
    pub(crate) fn modeled<S: Shape>(self, schema: &'static Schema) -> Failure<S> {
        let content = output::read(self.parts, self.tree, (self.node, schema), self.fault);
        Failure::from_parts(content, self.meta)
    }

    /// Builds an unmodelled error, whose content is a document, of a dynamic type if the program has it.
    pub(crate) fn unhandled<S: Shape>(self) -> Failure<S> {
        let content = if self.node.is_some() {
            read_at(self.tree, self.node, &Member::new("", &schema::DOCUMENT))
        } else {
            zero_value()
        };
        Failure::from_parts(content, self.meta)
    }
}
