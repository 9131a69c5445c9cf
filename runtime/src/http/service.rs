//! Service facts from the model.

#[cfg(feature = "endpoint")]
mod typed;

#[cfg(feature = "endpoint")]
pub use self::typed::{ServiceOverrides, ServiceType};
use crate::model::schema::Namespace;

/// Service facts from the model.
#[derive(Debug)]
#[non_exhaustive]
pub struct Service {
    /// Short id: `Connect`.
    pub id: &'static str,
    /// Name of the service shape, used in the paths of RPC protocols: `AmazonConnectService`.
    pub name: &'static str,
    /// API version, sent by awsQuery and ec2Query: `2017-08-08`.
    pub version: &'static str,
    /// Prefix of the awsJson target header, if different from the name of the service shape.
    pub target_prefix: Option<&'static str>,
    /// XML namespace.
    pub xml_namespace: Option<Namespace>,
    /// First label of the default host.
    pub endpoint_prefix: &'static str,
    /// Signing name.
    pub signing_name: &'static str,
    /// Auth schemes by Smithy id, most preferred first.
    pub auth: &'static [&'static str],
    /// Placement of an API key: `smithy.api#httpApiKeyAuth`.
    pub api_key: Option<ApiKeyPlace>,
    /// True if an awsJson or CBOR service also returns awsQuery error codes.
    pub query_compatible: bool,
    /// Namespace of the model's shapes, part of the type of some errors; empty if the model has none.
    pub namespace: &'static str,
    /// True if restXml errors have no wrapper element.
    pub no_error_wrapping: bool,
    /// Endpoint rules.
    #[cfg(feature = "endpoint")]
    pub rules: Option<&'static crate::endpoint::Rules<'static>>,
}

impl Service {
    /// A service without traits.
    pub const fn new(id: &'static str, name: &'static str, version: &'static str) -> Self {
        Self {
            id,
            name,
            version,
            target_prefix: None,
            xml_namespace: None,
            endpoint_prefix: "",
            signing_name: "",
            auth: &[],
            api_key: None,
            query_compatible: false,
            namespace: "",
            no_error_wrapping: false,
            #[cfg(feature = "endpoint")]
            rules: None,
        }
    }

    /// Sets the prefix of the awsJson target header.
    #[must_use]
    pub const fn target_prefix(mut self, prefix: &'static str) -> Self {
        self.target_prefix = Some(prefix);
        self
    }

    /// Sets the XML namespace.
    #[must_use]
    pub const fn xml_namespace(mut self, uri: &'static str, prefix: Option<&'static str>) -> Self {
        self.xml_namespace = Some(Namespace { uri, prefix });
        self
    }

    /// Sets the first label of the default host.
    #[must_use]
    pub const fn endpoint_prefix(mut self, prefix: &'static str) -> Self {
        self.endpoint_prefix = prefix;
        self
    }

    /// Sets the signing name.
    #[must_use]
    pub const fn signing_name(mut self, name: &'static str) -> Self {
        self.signing_name = name;
        self
    }

    /// Sets the auth schemes by id.
    #[must_use]
    pub const fn auth(mut self, schemes: &'static [&'static str]) -> Self {
        self.auth = schemes;
        self
    }

    /// Sets the API key header, with an optional word before the key.
    #[must_use]
    pub const fn api_key_header(
        mut self,
        name: &'static str,
        scheme: Option<&'static str>,
    ) -> Self {
        self.api_key = Some(ApiKeyPlace::Header { name, scheme });
        self
    }

    /// Sets the API key query parameter.
    #[must_use]
    pub const fn api_key_query(mut self, name: &'static str) -> Self {
        self.api_key = Some(ApiKeyPlace::Query { name });
        self
    }

    /// `aws.protocols#awsQueryCompatible`.
    #[must_use]
    pub const fn query_compatible(mut self) -> Self {
        self.query_compatible = true;
        self
    }

    /// Sets the namespace of the model's shapes.
    #[must_use]
    pub const fn namespace(mut self, namespace: &'static str) -> Self {
        self.namespace = namespace;
        self
    }

    /// `noErrorWrapping` of restXml.
    #[must_use]
    pub const fn no_error_wrapping(mut self) -> Self {
        self.no_error_wrapping = true;
        self
    }

    /// Sets the endpoint rules.
    #[cfg(feature = "endpoint")]
    #[must_use]
    pub const fn rules(mut self, rules: &'static crate::endpoint::Rules<'static>) -> Self {
        self.rules = Some(rules);
        self
    }

    /// Resolves the endpoint for the given parameters, without an operation.
    ///
    /// # Errors
    ///
    /// The service has no rules, a parameter is missing or of the wrong type, or the rules end in an error.
    #[cfg(feature = "endpoint")]
    pub fn endpoint<'a>(
        &self,
        params: &'a crate::endpoint::Params<'_>,
    ) -> Result<crate::endpoint::Endpoint<'a>, crate::endpoint::Error> {
        let rules = self.rules.ok_or(crate::endpoint::Error::NoRules)?;
        rules.resolve(params)
    }

    /// Resolves the endpoint for the given parameters and those set by an operation.
    ///
    /// # Errors
    ///
    /// The service has no rules, a parameter is missing or of the wrong type, or the rules end in an error.
    #[cfg(feature = "endpoint")]
    pub fn endpoint_with<'a>(
        &self,
        params: &'a crate::endpoint::Params<'_>,
        arguments: &'a crate::endpoint::Arguments<'_>,
    ) -> Result<crate::endpoint::Endpoint<'a>, crate::endpoint::Error> {
        let rules = self.rules.ok_or(crate::endpoint::Error::NoRules)?;
        rules.resolve_with(params, arguments)
    }
}

/// Placement of an API key in a request: `smithy.api#httpApiKeyAuth`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApiKeyPlace {
    /// A header; `scheme` precedes the key, separated by a space.
    Header {
        /// Header name.
        name: &'static str,
        /// Word before the key, such as `ApiKey`.
        scheme: Option<&'static str>,
    },
    /// A query parameter.
    Query {
        /// Parameter name.
        name: &'static str,
    },
}
