//! The facts of a protocol, as data.

use crate::codec::json::Names;
use crate::codec::query::Dialect;
use crate::model::schema::TimestampFormat;

/// The facts of a protocol.
#[derive(Debug)]
#[non_exhaustive]
pub struct Spec {
    /// Its Smithy name: `restJson1`.
    pub name: &'static str,
    /// The place in a request that names the operation.
    pub selector: OperationSelector,
    /// The body of an input without body members.
    pub empty_body: EmptyBody,
    /// The media type of a body.
    pub content_type: &'static str,
    /// Which name of a member is its key in JSON and CBOR.
    pub names: Names,
    /// The format of timestamps in JSON, whatever the model says.
    pub timestamp_format: Option<TimestampFormat>,
    /// Whether JSON says numbers of any size as strings, which no parser rounds.
    pub quotes_big_numbers: bool,
    /// The value of the header `smithy-protocol`, beside which the media type of the answer is asked for.
    pub smithy_protocol: Option<&'static str>,
    /// The place of an error's code.
    pub error_code: ErrorCodeLocation,
    /// Whether a service that keeps the error codes of its awsQuery days is asked for them.
    pub query_mode: bool,
}

/// The place in a request that names the operation, and so where its members travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperationSelector {
    /// In the method and URI of the operation; each member where the model binds it.
    MethodAndUri,
    /// In the header `x-amz-target`, by `POST` to `/`; all members in the body.
    TargetHeader,
    /// In the pair `Action` of a form, by `POST` to `/`; all members in the form.
    ActionParam(Dialect),
    /// In a path that names service and operation, by `POST`; all members in the body.
    RpcPath,
}

/// The inputs without body members that send an empty structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmptyBody {
    /// Always.
    Always,
    /// Where the model has something for the body: a member, or a structure as the payload; of a protocol that binds
    /// no members, an input.
    WithInput,
    /// Never.
    Never,
}

/// The place of an error's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorCodeLocation {
    /// In the header `x-amzn-errortype`, or in the body under `__type` or `code`.
    HeaderOrBody,
    /// In the body under `__type`.
    Type,
    /// In the element `Code` beside its members.
    Element,
}

impl Spec {
    /// A protocol with nothing out of the ordinary.
    pub(super) const fn named(name: &'static str) -> Self {
        Self {
            name,
            selector: OperationSelector::TargetHeader,
            empty_body: EmptyBody::Always,
            content_type: "",
            names: Names::Model,
            timestamp_format: None,
            quotes_big_numbers: false,
            smithy_protocol: None,
            error_code: ErrorCodeLocation::HeaderOrBody,
            query_mode: false,
        }
    }

    /// Whether members travel in the head of a message; else all are in the body.
    #[inline]
    pub(crate) const fn binds(&self) -> bool {
        matches!(self.selector, OperationSelector::MethodAndUri)
    }

    /// Whether an element named after the operation is around the members of an output.
    #[inline]
    pub(crate) const fn wraps(&self) -> bool {
        matches!(self.selector, OperationSelector::ActionParam(Dialect::Aws))
    }
}
