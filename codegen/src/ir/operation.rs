//! What a model says of an operation.

use indexmap::IndexMap;
use serde_json::Value;

use super::{
    Auth, Deprecated, Docs, Http, MemberName, ParameterValue, Path, Pointer, ShapeName,
    UnknownTrait, XmlNamespace,
};

/// An operation of the service.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a trait of its own that a model gives or not"
)]
pub struct Operation {
    /// Its name.
    pub name: String,
    /// Its name on the wire where that differs: some carry the version of the API in it.
    pub wire_name: Option<String>,
    /// Method, URI and status; RPC protocols ignore all but what they fix themselves.
    pub http: Http,
    /// The structure it takes; always there after the passes.
    pub input: Option<Io>,
    /// The structure it gives; always there after the passes.
    pub output: Option<Io>,
    /// The errors it may give, in the model's order.
    pub errors: Vec<ShapeName>,
    /// What the model says of it.
    pub docs: Option<Docs>,
    /// Whether it is deprecated.
    pub deprecated: Option<Deprecated>,
    /// Whether calling it twice does what calling it once does.
    pub idempotent: bool,
    /// Whether it changes nothing.
    pub readonly: bool,
    /// The ways to authenticate where they differ from the service's.
    pub auth: Option<Vec<Auth>>,
    /// Whether the body is left out of the signature.
    pub unsigned_payload: bool,
    /// What stands before the host, with labels in braces named after members.
    pub host_prefix: Option<String>,
    /// Whether a request must carry a checksum of its body.
    pub http_checksum_required: bool,
    /// How checksums are chosen and checked.
    pub http_checksum: Option<HttpChecksum>,
    /// The encodings a request may be compressed with.
    pub request_compression: Vec<String>,
    /// That its host is found by asking the service.
    pub endpoint_discovery: Option<EndpointDiscovery>,
    /// Whether it is the operation that answers where the others' host is.
    pub endpoint_operation: bool,
    /// Parameters of the endpoint rules with a fixed value, by name.
    pub static_context_params: IndexMap<String, ParameterValue>,
    /// Parameters of the endpoint rules taken from the input by a `JMESPath` expression, by name.
    pub operation_context_params: IndexMap<String, Path>,
    /// How its output is paged.
    pub pagination: Option<Pagination>,
    /// Calls with their answers.
    pub examples: Vec<Example>,
    /// Traits of it that nothing is known of.
    pub unknown_traits: Vec<UnknownTrait>,
    /// Where it stands.
    pub at: Pointer,
}

/// The input or output of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Io {
    /// The structure.
    pub shape: ShapeName,
    /// The name of the element of an XML body.
    pub xml_name: Option<String>,
    /// The namespace of that element.
    pub xml_namespace: Option<XmlNamespace>,
    /// The element around the members of an awsQuery answer.
    pub result_wrapper: Option<String>,
    /// What the model says of this use of the shape.
    pub docs: Option<Docs>,
    /// Where the reference stands.
    pub at: Pointer,
}

impl Io {
    /// A plain reference to a shape.
    pub fn to(shape: ShapeName, at: Pointer) -> Self {
        Self {
            shape,
            xml_name: None,
            xml_namespace: None,
            result_wrapper: None,
            docs: None,
            at,
        }
    }
}

/// How checksums of bodies are chosen and checked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct HttpChecksum {
    /// Whether a request must carry one.
    pub request_required: bool,
    /// The member of the input that names the algorithm.
    pub request_algorithm_member: Option<MemberName>,
    /// The member of the input that asks for a checked answer.
    pub request_validation_mode_member: Option<MemberName>,
    /// The algorithms an answer may carry.
    pub response_algorithms: Vec<String>,
}

/// That an operation's host is found by asking the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct EndpointDiscovery {
    /// Whether the default host does not answer it.
    pub required: bool,
}

/// How an output is paged; the paths are `JMESPath` expressions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Pagination {
    /// The members of the input that take the tokens.
    pub input_tokens: Vec<String>,
    /// The paths in the output that give them, in the same order.
    pub output_tokens: Vec<String>,
    /// The paths in the output of what is paged.
    pub items: Vec<String>,
    /// The member of the input that limits a page.
    pub page_size: Option<String>,
    /// The path in the output that says whether there is more, where tokens do not.
    pub more_results: Option<String>,
    /// The paths in the output that are the same on every page.
    pub non_aggregate: Vec<String>,
}

/// A call with its answer.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Example {
    /// What it shows.
    pub title: String,
    /// What the model says of it.
    pub docs: Option<Docs>,
    /// The input.
    pub input: Value,
    /// The output, where the call succeeds.
    pub output: Option<Value>,
    /// The error, where it does not.
    pub error: Option<ExampleError>,
}

/// The error an example gets.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct ExampleError {
    /// Its shape.
    pub shape: ShapeName,
    /// Its content.
    pub content: Value,
}
