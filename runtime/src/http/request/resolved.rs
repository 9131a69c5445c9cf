//! Combines a request with a resolved endpoint: URL and headers; the bucket leaves the path.
//!
//! **Invariants**
//! - Endpoint rules put the S3 bucket into the URL themselves, so it is removed from the request's path.
//! - A host prefix that the rules have already added is not repeated.

use http::header::{HeaderName, HeaderValue};
use http::uri::PathAndQuery;

use super::uri::invalid_input;
use super::{Body, Request};
use crate::endpoint::Endpoint;
use crate::types::Error;

impl<S> Request<S> {
    /// Makes the URI absolute at a resolved endpoint and adds the endpoint's headers, so that the request can be signed and sent.
    ///
    /// The S3 bucket is removed from the path, because the endpoint contains it. An endpoint given by the input,
    /// [`endpoint`](Self::endpoint), takes precedence over the URL.
    ///
    /// # Errors
    ///
    /// The URL is invalid, the prefix makes it invalid, a header is invalid, or the request was built with
    /// [`Addressing::VirtualHost`](super::Addressing::VirtualHost).
    pub fn to_resolved(mut self, endpoint: &Endpoint<'_>) -> Result<http::Request<Body<S>>, Error> {
        if self.bucket_moved {
            return Err(invalid_input(
                "the bucket is already in the host: build the request without `Addressing::VirtualHost`",
            ));
        }
        if self.endpoint.is_none() {
            self.remove_bucket()?;
        }
        let authority = endpoint.url.split_once("://").map_or("", |(_, rest)| rest);
        let prefix = self.host_prefix.as_deref();
        if prefix.is_some_and(|prefix| authority.starts_with(prefix)) {
            self.host_prefix = None;
        }
        let headers = self.http.headers_mut();
        for (name, values) in &endpoint.headers {
            let name = HeaderName::from_bytes(name.as_bytes())
                .map_err(|_| invalid_input("the endpoint has a header without a name"))?;
            headers.remove(&name);
            for value in values {
                let value = HeaderValue::from_str(value)
                    .map_err(|_| invalid_input("the endpoint has an invalid header"))?;
                headers
                    .try_append(&name, value)
                    .map_err(|_| invalid_input("the request has too many headers"))?;
            }
        }
        self.to(&endpoint.url)
    }

    /// Removes the bucket from the path.
    fn remove_bucket(&mut self) -> Result<(), Error> {
        let text = self.http.uri().path_and_query().map(PathAndQuery::as_str);
        let Some(rest) = text
            .and_then(|text| text.get(self.bucket..))
            .filter(|_| self.bucket > 0)
        else {
            return Ok(());
        };
        let path = if rest.starts_with('/') {
            rest.to_owned()
        } else {
            format!("/{rest}")
        };
        let uri = path.parse();
        *self.http.uri_mut() =
            uri.map_err(|_| invalid_input("the path without the bucket is invalid"))?;
        Ok(())
    }
}
