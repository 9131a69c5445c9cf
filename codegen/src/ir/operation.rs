//! Operations, with their traits.

use indexmap::IndexMap;

use super::{
    Auth, Deprecated, Docs, Http, MemberName, ParameterValue, Path, Pointer, ShapeName,
    UnknownTrait, Value, XmlNamespace,
};

/// An operation of the service.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
#[expect(clippy::struct_excessive_bools, reason = "each is a separate trait")]
pub struct Operation {
    /// Its name.
    pub name: String,
    /// Name on the wire, if different: some services append the API version.
    pub wire_name: Option<String>,
    /// Method, URI and status. RPC protocols ignore most of it.
    pub http: Http,
    /// Input structure; always set after the passes.
    pub input: Option<Io>,
    /// Output structure; always set after the passes.
    pub output: Option<Io>,
    /// Errors, in the model's order.
    pub errors: Vec<ShapeName>,
    /// Documentation from the model.
    pub docs: Option<Docs>,
    /// Deprecation notice.
    pub deprecated: Option<Deprecated>,
    /// Repeating a call has no further effect.
    pub idempotent: bool,
    /// The operation changes nothing.
    pub readonly: bool,
    /// Auth schemes, if different from the service's.
    pub auth: Option<Vec<Auth>>,
    /// The body is left out of the signature.
    pub unsigned_payload: bool,
    /// Host prefix; labels in braces are named after members.
    pub host_prefix: Option<String>,
    /// Requests must carry a checksum of the body.
    pub http_checksum_required: bool,
    /// Checksum configuration.
    pub http_checksum: Option<HttpChecksum>,
    /// Encodings available for request compression.
    pub request_compression: Vec<String>,
    /// Endpoint discovery configuration.
    pub endpoint_discovery: Option<EndpointDiscovery>,
    /// This operation returns the endpoints for endpoint discovery.
    pub endpoint_operation: bool,
    /// Operations that its calls make themselves; set by the passes.
    pub nested: Vec<NestedOperation>,
    /// Endpoint parameters with constant values, by name.
    pub static_context_params: IndexMap<String, ParameterValue>,
    /// Endpoint parameters computed from the input by `JMESPath`, by name.
    pub operation_context_params: IndexMap<String, Path>,
    /// Pagination configuration.
    pub pagination: Option<Pagination>,
    /// Example calls.
    pub examples: Vec<Example>,
    /// Traits unknown to the generator.
    pub unknown_traits: Vec<UnknownTrait>,
    /// Location in the source.
    pub at: Pointer,
}

/// The input or output of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Io {
    /// The structure.
    pub shape: ShapeName,
    /// Element name of an XML body.
    pub xml_name: Option<String>,
    /// Namespace of that element.
    pub xml_namespace: Option<XmlNamespace>,
    /// Wrapper element of an awsQuery response.
    pub result_wrapper: Option<String>,
    /// Events that follow the structure; set by the events pass, which removes the member.
    pub events: Option<Events>,
    /// Documentation of this use of the shape.
    pub docs: Option<Docs>,
    /// Location of the reference.
    pub at: Pointer,
}

/// An event stream of an input or output.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Events {
    /// The union of the events.
    pub shape: ShapeName,
    /// The member that was the stream.
    pub member: MemberName,
    /// Documentation of that member.
    pub docs: Option<Docs>,
}

impl Io {
    /// The structure, and the union of its events.
    pub fn shapes(&self) -> impl Iterator<Item = &ShapeName> {
        let events = self.events.iter().map(|events| &events.shape);
        std::iter::once(&self.shape).chain(events)
    }

    /// A reference without traits.
    pub fn to(shape: ShapeName, at: Pointer) -> Self {
        Self {
            shape,
            xml_name: None,
            xml_namespace: None,
            result_wrapper: None,
            events: None,
            docs: None,
            at,
        }
    }
}

/// Checksum configuration of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct HttpChecksum {
    /// Requests must carry a checksum.
    pub request_required: bool,
    /// The input member that selects the algorithm.
    pub request_algorithm_member: Option<MemberName>,
    /// The input member that enables response validation.
    pub request_validation_mode_member: Option<MemberName>,
    /// Algorithms that a response may use.
    pub response_algorithms: Vec<String>,
}

/// An operation that the calls of another one make themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct NestedOperation {
    /// The answer that calls need.
    pub role: NestedRole,
    /// Name of the operation.
    pub operation: String,
}

/// The answer of a nested operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub enum NestedRole {
    /// Credentials of a session.
    Session,
    /// The region of a bucket.
    Region,
}

/// Endpoint discovery of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct EndpointDiscovery {
    /// Discovery is mandatory: the default host does not serve this operation.
    pub required: bool,
}

/// Pagination.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Pagination {
    /// Input members that take the tokens.
    pub input_tokens: Vec<String>,
    /// Output paths of the tokens, in the same order.
    pub output_tokens: Vec<Path>,
    /// Output paths of the items.
    pub items: Vec<Path>,
    /// The input member that limits the page size.
    pub page_size: Option<String>,
    /// The output path of a flag for further pages, if tokens do not tell.
    pub more_results: Option<Path>,
    /// Output paths with the same value on every page.
    pub non_aggregate: Vec<Path>,
    /// Location in the source.
    pub at: Pointer,
}

/// An example call.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Example {
    /// Title.
    pub title: String,
    /// Documentation from the model.
    pub docs: Option<Docs>,
    /// The input.
    pub input: Value,
    /// The output of a successful call.
    pub output: Option<Value>,
    /// The error of a failed call.
    pub error: Option<ExampleError>,
}

/// The error of an example.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct ExampleError {
    /// The error shape.
    pub shape: ShapeName,
    /// Its contents.
    pub content: Value,
}
