//! What a model says of the service as a whole.

use indexmap::IndexMap;

use super::{Docs, EndpointRules, Operation, Pointer, Protocol, ShapeName, UnknownTrait, Waiter};

/// A service: how it is called, signed and reached, and its operations.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Service {
    /// The name of the service shape.
    pub name: ShapeName,
    /// The short id clients are named after, `Connect`.
    pub id: String,
    /// The full name, `Amazon Connect Service`.
    pub title: String,
    /// The version of the API, `2017-08-08`.
    pub version: String,
    /// The id of the API in the official reference, `connect-2017-08-08`.
    pub uid: Option<String>,
    /// The first label of the default host.
    pub endpoint_prefix: String,
    /// The name requests are signed for; the endpoint prefix where the model has none.
    pub signing_name: String,
    /// The version of the signature, `v4`.
    pub signature_version: String,
    /// The ways to authenticate, the preferred first.
    pub auth: Vec<Auth>,
    /// The place of an API key, where requests carry one.
    pub api_key: Option<ApiKeyPlace>,
    /// The protocols the service speaks, in the model's order.
    pub protocols: Vec<Protocol>,
    /// What the target header of awsJson starts with.
    pub target_prefix: Option<String>,
    /// The namespace of the service's XML.
    pub xml_namespace: Option<XmlNamespace>,
    /// The host of a service that has one for all regions.
    pub global_endpoint: Option<String>,
    /// Whether an awsJson or CBOR service must also understand the error codes of its awsQuery days.
    pub query_compatible: bool,
    /// Whether errors of restXml stand in their answer without an element around them.
    pub bare_errors: bool,
    /// HTTP/2: `optional`, or `eventstream` where only event streams need it.
    pub http2: Option<String>,
    /// Parameters of the endpoint rules that a client sets, by name.
    pub client_context_params: IndexMap<String, ClientContextParam>,
    /// What the model says of the service.
    pub docs: Option<Docs>,
    /// Whether the service is deprecated.
    pub deprecated: Option<Deprecated>,
    /// The operations by name, in the model's order.
    pub operations: IndexMap<String, Operation>,
    /// The endpoint rules: `smithy.rules#endpointRuleSet`.
    pub endpoint_rules: Option<EndpointRules>,
    /// The same rules as a binary decision diagram: `smithy.rules#endpointBdd`.
    pub endpoint_diagram: Option<EndpointRules>,
    /// The waiters by name, in the model's order.
    pub waiters: IndexMap<String, Waiter>,
    /// Traits of it that nothing is known of.
    pub unknown_traits: Vec<UnknownTrait>,
    /// Where the service stands.
    pub at: Pointer,
}

impl Service {
    /// The protocol to speak: `wanted`, or the preferred one of those the model lists.
    pub fn protocol(&self, wanted: Option<Protocol>) -> Option<Protocol> {
        wanted.or_else(|| Protocol::choose(&self.protocols))
    }
}

/// The place of an API key in a request: `smithy.api#httpApiKeyAuth`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub enum ApiKeyPlace {
    /// A header, with the word before the key.
    Header {
        /// The name of the header.
        name: String,
        /// The word before the key.
        scheme: Option<String>,
    },
    /// A pair of the query, by its name.
    Query(String),
}

/// A way to authenticate a request.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Auth {
    /// `aws.auth#sigv4`.
    SigV4,
    /// `aws.auth#sigv4a`.
    SigV4a,
    /// `smithy.api#httpBearerAuth`.
    Bearer,
    /// `smithy.api#httpBasicAuth`.
    Basic,
    /// `smithy.api#httpDigestAuth`.
    Digest,
    /// `smithy.api#httpApiKeyAuth`.
    ApiKey,
    /// No authentication: `smithy.api#noAuth` or `optionalAuth`.
    None,
    /// A scheme of another name, by its id.
    Other(String),
}

impl Auth {
    /// The id of the scheme in Smithy.
    pub fn id(&self) -> &str {
        match self {
            Self::SigV4 => "aws.auth#sigv4",
            Self::SigV4a => "aws.auth#sigv4a",
            Self::Bearer => "smithy.api#httpBearerAuth",
            Self::Basic => "smithy.api#httpBasicAuth",
            Self::Digest => "smithy.api#httpDigestAuth",
            Self::ApiKey => "smithy.api#httpApiKeyAuth",
            Self::None => "smithy.api#noAuth",
            Self::Other(id) => id,
        }
    }
}

/// That something is deprecated, with what the model says of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Deprecated {
    /// What to use in its place, or why.
    pub message: Option<String>,
    /// The date or version since which.
    pub since: Option<String>,
}

/// The namespace of an XML element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct XmlNamespace {
    /// The URI.
    pub uri: String,
    /// The prefix that stands for it, where there is one.
    pub prefix: Option<String>,
}

/// A parameter of the endpoint rules that a client sets.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct ClientContextParam {
    /// Its type, `string` or `boolean`.
    pub kind: String,
    /// What the model says of it.
    pub docs: Option<Docs>,
}
