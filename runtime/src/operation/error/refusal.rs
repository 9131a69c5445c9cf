//! A response that is an error, on its way into the enum of its operation.

use std::fmt;

use super::{About, Failure};
use crate::Document;
use crate::error::Error;
use crate::response::{Reply, output};
use crate::schema::{self, Member};
use crate::shape::Shape;
use crate::tree::{Node, Tree};

/// A response that is an error, on its way into the enum of its operation.
pub(crate) struct Refusal<'a, T: ?Sized> {
    pub(crate) about: Box<About>,
    pub(crate) reply: &'a Reply<'a>,
    pub(crate) tree: &'a mut T,
    /// Where the content stands in the tree; nowhere without a body that can be read.
    pub(crate) node: Node,
    /// What was wrong with a header.
    pub(crate) fault: &'a mut Option<Error>,
}

impl<T: ?Sized> fmt::Debug for Refusal<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refusal")
            .field("code", &self.about.code)
            .finish_non_exhaustive()
    }
}

impl<T: Tree + ?Sized> Refusal<'_, T> {
    /// A modelled error.
    pub(super) fn modeled<S: Shape>(self) -> Failure<S> {
        let content = output::read(self.reply, self.tree, self.node, self.fault);
        Failure::from_parts(content, self.about)
    }

    /// Any other.
    pub(super) fn unhandled(self) -> Failure<Document> {
        let content = if self.node.is_some() {
            let at = Member::new("", &schema::DOCUMENT);
            self.tree.document(self.node, &at)
        } else {
            Document::Null
        };
        Failure::from_parts(content, self.about)
    }
}
