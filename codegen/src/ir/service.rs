//! The service shape, with its traits.

use indexmap::IndexMap;

use super::{Docs, EndpointRules, Operation, Pointer, Protocol, ShapeName, UnknownTrait, Waiter};

/// A service: names, auth, endpoints and operations.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Service {
    /// The name of the service shape.
    pub name: ShapeName,
    /// Namespace of the service shape; empty in botocore models, which have none.
    pub namespace: String,
    /// Short id that clients are named after: `Connect`.
    pub id: String,
    /// Full name: `Amazon Connect Service`.
    pub title: String,
    /// API version: `2017-08-08`.
    pub version: String,
    /// API id in the official reference: `connect-2017-08-08`.
    pub uid: Option<String>,
    /// First label of the default host.
    pub endpoint_prefix: String,
    /// Signing name; the endpoint prefix if the model has none.
    pub signing_name: String,
    /// Signature version: `v4`.
    pub signature_version: String,
    /// Auth schemes, most preferred first.
    pub auth: Vec<Auth>,
    /// Placement of an API key, if requests carry one.
    pub api_key: Option<ApiKeyPlace>,
    /// Supported protocols, in the model's order.
    pub protocols: Vec<Protocol>,
    /// Prefix of the awsJson target header.
    pub target_prefix: Option<String>,
    /// XML namespace of the service.
    pub xml_namespace: Option<XmlNamespace>,
    /// Host of a global service.
    pub global_endpoint: Option<String>,
    /// awsJson or CBOR service that also returns its former awsQuery error codes.
    pub query_compatible: bool,
    /// restXml errors have no wrapper element.
    pub no_error_wrapping: bool,
    /// HTTP/2: `optional`, or `eventstream` if only event streams need it.
    pub http2: Option<String>,
    /// Endpoint parameters set by the client, by name.
    pub client_context_params: IndexMap<String, ClientContextParam>,
    /// Documentation from the model.
    pub docs: Option<Docs>,
    /// Deprecation notice.
    pub deprecated: Option<Deprecated>,
    /// Operations by name, in the model's order.
    pub operations: IndexMap<String, Operation>,
    /// Endpoint rules: `smithy.rules#endpointRuleSet`.
    pub endpoint_rules: Option<EndpointRules>,
    /// The same rules as a binary decision diagram: `smithy.rules#endpointBdd`.
    pub endpoint_diagram: Option<EndpointRules>,
    /// Waiters by name, in the model's order.
    pub waiters: IndexMap<String, Waiter>,
    /// Traits unknown to the generator.
    pub unknown_traits: Vec<UnknownTrait>,
    /// Location in the source.
    pub at: Pointer,
}

impl Service {
    /// The protocol to use: `wanted`, or the preferred one of the model.
    pub fn protocol(&self, wanted: Option<Protocol>) -> Option<Protocol> {
        wanted.or_else(|| Protocol::choose(&self.protocols))
    }
}

/// Placement of an API key in a request: `smithy.api#httpApiKeyAuth`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub enum ApiKeyPlace {
    /// A header.
    Header {
        /// Header name.
        name: String,
        /// Word before the key.
        scheme: Option<String>,
    },
    /// A query parameter with the given name.
    Query(String),
}

/// An auth scheme.
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
    /// Another scheme, by id.
    Other(String),
}

impl Auth {
    /// The Smithy id of the scheme.
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

/// Deprecation notice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Deprecated {
    /// Reason or replacement.
    pub message: Option<String>,
    /// Date or version of the deprecation.
    pub since: Option<String>,
}

/// The namespace of an XML element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct XmlNamespace {
    /// The URI.
    pub uri: String,
    /// Prefix bound to the URI.
    pub prefix: Option<String>,
}

/// An endpoint parameter set by the client.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct ClientContextParam {
    /// Type: `string` or `boolean`.
    pub kind: String,
    /// Documentation from the model.
    pub docs: Option<Docs>,
}
