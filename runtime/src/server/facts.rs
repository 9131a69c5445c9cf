//! The facts of an operation that a server needs.

use crate::http::Operation;
use crate::http::operation;
use crate::http::protocol::{OperationSelector, Protocol, Spec};
use crate::model::schema::{Kind, Location, Member, Schema};
use crate::shape::Shape;

/// The facts of an operation that a server needs, as `'static` data.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Facts {
    /// Protocol.
    pub spec: &'static Spec,
    /// Operation.
    pub operation: &'static operation::Schema,
    /// Input, without its events; `None` if it is not needed, as for an error.
    pub input: Option<&'static Schema>,
    /// Output, without its events; `None` if it is not needed, as for an error.
    pub output: Option<&'static Schema>,
}

/// The direction of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Request,
    Response,
}

impl Direction {
    /// Returns true if a member is in the body, among others. Bindings of the other direction have no meaning.
    pub(super) const fn is_in_body(self, member: &Member) -> bool {
        match member.place() {
            Location::Body => true,
            Location::StatusCode => matches!(self, Self::Request),
            Location::Label | Location::Query(_) | Location::QueryParams => {
                matches!(self, Self::Response)
            }
            Location::Header(_) | Location::PrefixHeaders(_) | Location::Payload => false,
        }
    }
}

/// The body of a structure.
#[derive(Debug, Clone, Copy)]
pub(super) enum Content {
    /// No body.
    Nothing,
    /// All unbound members.
    Members,
    /// A payload member.
    Payload(&'static Member),
}

impl Facts {
    /// Facts from schemas.
    pub const fn new(
        spec: &'static Spec,
        operation: &'static operation::Schema,
        input: Option<&'static Schema>,
        output: Option<&'static Schema>,
    ) -> Self {
        Self {
            spec,
            operation,
            input,
            output,
        }
    }

    /// The facts of an operation without its input and output: enough to write an error.
    pub const fn bare<O: Operation>() -> Self {
        Self::new(const { &O::Protocol::SPEC }, O::SCHEMA, None, None)
    }

    /// The facts of an operation with its input and output.
    pub const fn of<O: Operation>() -> Self
    where
        O::Input: Shape,
        O::Output: Shape,
    {
        Self::bare::<O>()
            .taking(O::Input::SCHEMA)
            .returning(O::Output::SCHEMA)
    }

    /// Sets the input.
    #[must_use]
    pub const fn taking(mut self, input: &'static Schema) -> Self {
        self.input = Some(input);
        self
    }

    /// Sets the output.
    #[must_use]
    pub const fn returning(mut self, output: &'static Schema) -> Self {
        self.output = Some(output);
        self
    }

    /// Returns true if members may be outside of the body.
    pub(super) const fn binds(self) -> bool {
        matches!(self.spec.selector, OperationSelector::MethodAndUri)
    }

    /// The body of a structure.
    pub(super) fn content(self, schema: &'static Schema, direction: Direction) -> Content {
        let mut members = schema.members().iter();
        if !self.binds() {
            return Content::Members;
        }
        let payload = members.find(|member| member.location == Location::Payload);
        if let Some(member) = payload {
            return Content::Payload(member);
        }
        let mut members = schema.members().iter();
        if members.any(|member| direction.is_in_body(member)) {
            Content::Members
        } else {
            Content::Nothing
        }
    }

    /// The media type of a body; `None` if there is no body, or one of any type.
    pub(super) fn media_type(self, content: Content) -> Option<&'static str> {
        match content {
            Content::Nothing => None,
            Content::Members => Some(self.spec.content_type),
            Content::Payload(member) => {
                member
                    .media_type
                    .or(if matches!(member.target.kind, Kind::Blob) {
                        None
                    } else if member.target.kind.is_raw() {
                        Some("text/plain")
                    } else {
                        Some(self.spec.content_type)
                    })
            }
        }
    }
}
