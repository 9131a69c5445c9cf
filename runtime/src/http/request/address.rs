//! Combines a request with an endpoint to an absolute URI.
//!
//! **Invariants**
//! - The request determines host prefix and path; the endpoint determines scheme, host and port.
//!
//! <https://smithy.io/2.0/aws/rules-engine/index.html>, <https://smithy.io/2.0/spec/endpoint-traits.html>

use http::Uri;
use http::uri::{Authority, Scheme};

use super::uri::invalid_input;
use super::{Body, Request};
use crate::types::Error;

/// Error message for an invalid endpoint.
const NO_ENDPOINT: &str = "the endpoint is not a URL with a scheme, a host, and optionally a port and a path, such as \
    `https://connect.eu-west-2.amazonaws.com`";

impl<S> Request<S> {
    /// Makes the URI absolute, so that the request can be signed and sent.
    ///
    /// The endpoint is a URL such as `https://connect.eu-west-2.amazonaws.com`, optionally with a base path. The
    /// [`host_prefix`](Self::host_prefix) is prepended to its host. An endpoint given by the input,
    /// [`endpoint`](Self::endpoint), takes precedence.
    ///
    /// ```
    /// # use sansmith::{Operation, OperationExt as _, schema::{Member, Schema}, MemberSource, MemberVisitor, Shape};
    /// # #[derive(Clone, Debug, PartialEq)] struct Nothing;
    /// # static NOTHING: Schema = Schema::structure("Nothing", &[]);
    /// # impl Shape for Nothing {
    /// #     const SCHEMA: &'static Schema = &NOTHING;
    /// #     fn members<'s, V: MemberVisitor<'s>>(&'s self, _: &mut V) {}
    /// #     fn build<S: MemberSource>(_: &mut S) -> Self { Self }
    /// # }
    /// # #[derive(Debug)] struct GlowError(sansmith::Failure<sansmith::Document>);
    /// # impl std::fmt::Display for GlowError {
    /// #     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { sansmith::generated::display_error(self, f) }
    /// # }
    /// # impl std::error::Error for GlowError {}
    /// # impl sansmith::OperationError for GlowError {
    /// #     fn variants<V: sansmith::generated::ErrorVisitor<Self>>(visitor: V) -> V::Out { visitor.unhandled(Self) }
    /// #     fn failure(&self) -> &dyn sansmith::operation::AnyFailure { &self.0 }
    /// # }
    /// # static SERVICE: sansmith::Service = sansmith::Service::new("Lamp", "Lamp", "2026-01-01");
    /// # struct Glow;
    /// # impl sansmith::Operation for Glow {
    /// #     type Protocol = sansmith::protocol::RestJson1;
    /// #     type Input = Nothing;
    /// #     type Output = Nothing;
    /// #     type Error = GlowError;
    /// #     const SCHEMA: &'static sansmith::operation::Schema =
    /// #         &sansmith::operation::Schema::new(&SERVICE, "Glow", "PUT", "/glow?now");
    /// # }
    /// let request = Glow::request(&Nothing)?.to("https://lamps.example/v1")?;
    /// assert_eq!(request.uri(), "https://lamps.example/v1/glow?now");
    /// # Ok::<(), sansmith::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The endpoint is invalid, or the prefix makes it invalid.
    pub fn to(self, endpoint: impl AsRef<str>) -> Result<http::Request<Body<S>>, Error> {
        let endpoint = self.endpoint.as_deref().unwrap_or(endpoint.as_ref());
        let uri = address(endpoint, self.host_prefix.as_deref(), self.http.uri())?;
        let mut http = self.http;
        *http.uri_mut() = uri;
        Ok(http)
    }
}

/// The URI of a path at an endpoint.
fn address(endpoint: &str, prefix: Option<&str>, path: &Uri) -> Result<Uri, Error> {
    let no_endpoint = || invalid_input(NO_ENDPOINT);
    let parts = endpoint
        .parse::<Uri>()
        .map_err(|_| no_endpoint())?
        .into_parts();
    let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
        return Err(no_endpoint());
    };
    let base = parts.path_and_query.as_ref();
    let is_http = scheme == Scheme::HTTP || scheme == Scheme::HTTPS;
    if !is_http
        || authority.as_str().contains('@')
        || base.is_some_and(|base| base.query().is_some())
    {
        return Err(no_endpoint());
    }
    let authority = match prefix {
        Some(prefix) => {
            Authority::try_from(format!("{prefix}{authority}")).map_err(|_| no_endpoint())?
        }
        None => authority,
    };
    let path = path.path_and_query().map_or("/", |path| path.as_str());
    let base = base.map_or("", |base| base.path().trim_end_matches('/'));
    let builder = Uri::builder().scheme(scheme).authority(authority);
    let builder = if base.is_empty() {
        builder.path_and_query(path)
    } else {
        builder.path_and_query(format!("{base}{path}"))
    };
    builder.build().map_err(|_| no_endpoint())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(endpoint: &str, prefix: Option<&str>, path: &str) -> Option<String> {
        let path = path.parse().unwrap();
        Some(address(endpoint, prefix, &path).ok()?.to_string())
    }

    #[test]
    fn an_endpoint_gives_scheme_host_port_and_base_path() {
        let cases = [
            (
                "https://a.example",
                None,
                "/x?y=%2F",
                "https://a.example/x?y=%2F",
            ),
            ("https://a.example/", None, "/", "https://a.example/"),
            (
                "http://127.0.0.1:4566/base/",
                None,
                "/x",
                "http://127.0.0.1:4566/base/x",
            ),
            (
                "https://a.example",
                Some("data-"),
                "/x",
                "https://data-a.example/x",
            ),
            (
                "https://s3.example:1",
                Some("bucket."),
                "/k//l",
                "https://bucket.s3.example:1/k//l",
            ),
            ("http://[::1]:80", None, "/x", "http://[::1]:80/x"),
        ];
        for (endpoint, prefix, path, expected) in cases {
            assert_eq!(at(endpoint, prefix, path).as_deref(), Some(expected));
        }
    }

    #[test]
    fn what_is_no_endpoint_is_refused() {
        for endpoint in [
            "",
            "a.example",
            "/a",
            "ftp://a.example",
            "https://user@a.example",
            "https://a.example?b",
            "https://a b",
        ] {
            assert_eq!(at(endpoint, None, "/x"), None, "{endpoint}");
        }
        assert_eq!(at("https://a.example", Some("b/"), "/x"), None);
    }
}
