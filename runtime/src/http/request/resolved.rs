//! A request on its way to an endpoint that rules gave: URL, headers, and no bucket in the path.
//!
//! **Invariants**
//! - Rules put the bucket of S3 into the URL themselves, in the host or in the path, so it leaves the request's path.
//! - A prefix that rules have already put before the host is not put there again.

use http::header::{HeaderName, HeaderValue};
use http::uri::PathAndQuery;

use super::uri::invalid_input;
use super::{Body, Request};
use crate::endpoint::Endpoint;
use crate::types::Error;

impl<S> Request<S> {
    /// The request with an absolute URI at an endpoint that rules gave, with the endpoint's headers, ready to be signed
    /// and sent.
    ///
    /// The bucket of S3 leaves the path, for the endpoint has it. The endpoint that the input asks for,
    /// [`endpoint`](Self::endpoint), takes the place of the URL given here.
    ///
    /// # Errors
    ///
    /// The URL is none or becomes none with the prefix, a header cannot be sent, or the request was made with
    /// [`Addressing::VirtualHost`](super::Addressing::VirtualHost).
    pub fn to_resolved(mut self, endpoint: &Endpoint<'_>) -> Result<http::Request<Body<S>>, Error> {
        if self.bucket_moved {
            return Err(invalid_input(
                "the bucket is before the host already: make the request without `Addressing::VirtualHost`",
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
                    .map_err(|_| invalid_input("the endpoint has a header that cannot be sent"))?;
                headers
                    .try_append(&name, value)
                    .map_err(|_| invalid_input("the request has too many headers"))?;
            }
        }
        self.to(&endpoint.url)
    }

    /// Takes the bucket out of the path.
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
            uri.map_err(|_| invalid_input("the path without the bucket is none"))?;
        Ok(())
    }
}
