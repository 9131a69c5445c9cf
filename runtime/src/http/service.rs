//! What the model says of a service: how it is called, reached and signed for.

use crate::model::schema::Namespace;

/// What the model says of a service.
#[derive(Debug)]
#[non_exhaustive]
pub struct Service {
    /// The short id, `Connect`.
    pub id: &'static str,
    /// The name of the service shape, which the paths of the rpc protocols have: `AmazonConnectService`.
    pub name: &'static str,
    /// The version of the API, `2017-08-08`; awsQuery and ec2Query send it.
    pub version: &'static str,
    /// What the target header of awsJson starts with, where that is not the name of the service shape.
    pub target_prefix: Option<&'static str>,
    /// The namespace of the service's XML.
    pub xml_namespace: Option<Namespace>,
    /// The first label of the default host.
    pub endpoint_prefix: &'static str,
    /// The name requests are signed for.
    pub signing_name: &'static str,
    /// The ways to authenticate, the preferred first, by their Smithy ids.
    pub auth: &'static [&'static str],
    /// The place of an API key: `smithy.api#httpApiKeyAuth`.
    pub api_key: Option<ApiKeyPlace>,
    /// Whether awsJson or CBOR also speaks the error codes of its awsQuery days.
    pub query_compatible: bool,
    /// Whether an error of restXml stands in the body by itself.
    pub no_error_wrapping: bool,
    /// The endpoint rules.
    #[cfg(feature = "endpoint")]
    pub rules: Option<&'static crate::endpoint::Rules<'static>>,
}

impl Service {
    /// A service that the model says nothing more of.
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
            no_error_wrapping: false,
            #[cfg(feature = "endpoint")]
            rules: None,
        }
    }

    /// What the target header of awsJson starts with.
    #[must_use]
    pub const fn target_prefix(mut self, prefix: &'static str) -> Self {
        self.target_prefix = Some(prefix);
        self
    }

    /// The namespace of the service's XML.
    #[must_use]
    pub const fn xml_namespace(mut self, uri: &'static str, prefix: Option<&'static str>) -> Self {
        self.xml_namespace = Some(Namespace { uri, prefix });
        self
    }

    /// The first label of the default host.
    #[must_use]
    pub const fn endpoint_prefix(mut self, prefix: &'static str) -> Self {
        self.endpoint_prefix = prefix;
        self
    }

    /// The name requests are signed for.
    #[must_use]
    pub const fn signing_name(mut self, name: &'static str) -> Self {
        self.signing_name = name;
        self
    }

    /// The ways to authenticate, by the ids of the schemes.
    #[must_use]
    pub const fn auth(mut self, schemes: &'static [&'static str]) -> Self {
        self.auth = schemes;
        self
    }

    /// The header of an API key, and the word before the key in it.
    #[must_use]
    pub const fn api_key_header(
        mut self,
        name: &'static str,
        scheme: Option<&'static str>,
    ) -> Self {
        self.api_key = Some(ApiKeyPlace::Header { name, scheme });
        self
    }

    /// The pair of the query with an API key.
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

    /// `noErrorWrapping` of restXml.
    #[must_use]
    pub const fn no_error_wrapping(mut self) -> Self {
        self.no_error_wrapping = true;
        self
    }

    /// The endpoint rules.
    #[cfg(feature = "endpoint")]
    #[must_use]
    pub const fn rules(mut self, rules: &'static crate::endpoint::Rules<'static>) -> Self {
        self.rules = Some(rules);
        self
    }

    /// The endpoint for these parameters, without those that an operation gives.
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

    /// The endpoint for these parameters and those that an operation gives.
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

/// The place of an API key in a request: the members of `smithy.api#httpApiKeyAuth`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApiKeyPlace {
    /// In a header; `scheme` stands before the key, with a space between.
    Header {
        /// The name of the header.
        name: &'static str,
        /// The word before the key, `ApiKey` say.
        scheme: Option<&'static str>,
    },
    /// In a pair of the query.
    Query {
        /// The name of the pair.
        name: &'static str,
    },
}
