//! Protocol facts as data.

use crate::codec::json::Names;
use crate::codec::query::Dialect;
use crate::model::schema::TimestampFormat;

/// Protocol facts.
#[derive(Debug)]
#[non_exhaustive]
pub struct Spec {
    /// Smithy name: `restJson1`.
    pub name: &'static str,
    /// Location of the operation name in a request.
    pub selector: OperationSelector,
    /// Body of a request without body members.
    pub empty_body: EmptyBody,
    /// Media type of bodies.
    pub content_type: &'static str,
    /// Media type of the documents in events.
    pub event_content_type: &'static str,
    /// Names used as keys in JSON and CBOR.
    pub names: Names,
    /// Timestamp format in JSON that overrides the model's.
    pub timestamp_format: Option<TimestampFormat>,
    /// JSON big numbers are strings, so that no parser rounds them.
    pub quotes_big_numbers: bool,
    /// Value of the `smithy-protocol` header; the media type is then also sent as `accept`.
    pub smithy_protocol: Option<&'static str>,
    /// Location of the error code.
    pub error_code: ErrorCodeLocation,
    /// awsQuery-compatible services are asked for awsQuery error codes.
    pub query_mode: bool,
}

/// Location of the operation name in a request, and thus of its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperationSelector {
    /// Method and URI of the operation; members according to their HTTP bindings.
    MethodAndUri,
    /// Header `x-amz-target`, with `POST /`; all members in the body.
    TargetHeader,
    /// Form field `Action`, with `POST /`; all members in the form.
    ActionParam(Dialect),
    /// A path with service and operation, with `POST`; all members in the body.
    RpcPath,
}

/// Condition for sending an empty structure if no body member is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmptyBody {
    /// Always.
    Always,
    /// If the model has a body: an unbound member, or a structure as payload; for protocols without bindings, an input.
    WithInput,
    /// Never.
    Never,
}

/// Location of the error code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorCodeLocation {
    /// Header `x-amzn-errortype`, or body member `__type` or `code`.
    HeaderOrBody,
    /// Body member `__type`.
    Type,
    /// Element `Code` among the error members.
    Element,
}

impl Spec {
    /// A protocol with default facts.
    pub(super) const fn named(name: &'static str) -> Self {
        Self {
            name,
            selector: OperationSelector::TargetHeader,
            empty_body: EmptyBody::Always,
            content_type: "",
            event_content_type: "application/json",
            names: Names::Model,
            timestamp_format: None,
            quotes_big_numbers: false,
            smithy_protocol: None,
            error_code: ErrorCodeLocation::HeaderOrBody,
            query_mode: false,
        }
    }

    /// Returns true if members may be bound outside of the body.
    #[inline]
    pub(crate) const fn binds(&self) -> bool {
        matches!(self.selector, OperationSelector::MethodAndUri)
    }

    /// Returns true if outputs have a wrapper element named after the operation.
    #[inline]
    pub(crate) const fn wraps(&self) -> bool {
        matches!(self.selector, OperationSelector::ActionParam(Dialect::Aws))
    }
}
