//! The facts of a protocol, as data.

use crate::json::Names;
use crate::query::Dialect;
use crate::schema::TimestampFormat;

/// The facts of a protocol.
#[derive(Debug)]
#[non_exhaustive]
pub struct Spec {
    /// Its Smithy name: `restJson1`.
    pub name: &'static str,
    /// Where a request says which operation it is for.
    pub selector: OperationSelector,
    /// What is sent as a body by an input that has nothing to say in it.
    pub empty_body: EmptyBody,
    /// The media type of a body.
    pub content_type: &'static str,
    /// Which name of a member is its key in JSON and CBOR.
    pub names: Names,
    /// How instants are written in JSON, whatever the model says.
    pub timestamp_format: Option<TimestampFormat>,
    /// Whether JSON says numbers of any size as strings, which no parser rounds.
    pub quotes_big_numbers: bool,
    /// The value of the header `smithy-protocol`, beside which the media type of the answer is asked for.
    pub smithy_protocol: Option<&'static str>,
    /// Where an error says what it is.
    pub error_code: ErrorCodeLocation,
    /// Whether a service that keeps the error codes of its awsQuery days is asked for them.
    pub query_mode: bool,
}

/// Where a request says which operation it is for, and so where its members travel.
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

/// When an input that has nothing to say in the body sends an empty structure there.
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

/// Where an error says what it is.
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
