//! Combines a request with a resolved endpoint: URL and headers; the bucket leaves the path.
//!
//! **Invariants**
//! - Endpoint rules put the S3 bucket into the URL themselves, so it is removed from the request's path.
//! - A host prefix that the rules have already added is not repeated.

use http::Uri;
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
    /// The URL is invalid, the prefix makes it invalid, or a header is invalid.
    pub fn to_resolved(mut self, endpoint: &Endpoint<'_>) -> Result<http::Request<Body<S>>, Error> {
        let is_bare = self.endpoint.is_none() && self.remove_bucket()?;
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
        let mut http = self.to(&endpoint.url)?;
        if is_bare {
            remove_end(http.uri_mut())?;
        }
        Ok(http)
    }

    /// Removes the bucket from the path; returns true if nothing else was in it.
    fn remove_bucket(&mut self) -> Result<bool, Error> {
        let text = self.http.uri().path_and_query().map(PathAndQuery::as_str);
        let Some(rest) = text
            .and_then(|text| text.get(self.bucket..))
            .filter(|_| self.bucket > 0)
        else {
            return Ok(false);
        };
        let is_bare = !rest.starts_with('/');
        let path = if is_bare {
            format!("/{rest}")
        } else {
            rest.to_owned()
        };
        let uri = path.parse();
        *self.http.uri_mut() =
            uri.map_err(|_| invalid_input("the path without the bucket is invalid"))?;
        Ok(is_bare)
    }
}

/// Removes the slash at the end of a path that is more than that: an endpoint with the bucket in its path.
fn remove_end(uri: &mut Uri) -> Result<(), Error> {
    let path = uri.path();
    let Some(path) = path.strip_suffix('/').filter(|path| !path.is_empty()) else {
        return Ok(());
    };
    let text = match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    let invalid = || invalid_input("the path of the endpoint is invalid");
    let mut parts = std::mem::take(uri).into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(text).map_err(|_| invalid())?);
    *uri = Uri::from_parts(parts).map_err(|_| invalid())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::remove_end;

    #[test]
    fn a_path_of_the_bucket_alone_has_no_slash_at_its_end() {
        for (uri, expected) in [
            (
                "https://s3.example/bucket/?a=b",
                "https://s3.example/bucket?a=b",
            ),
            ("https://s3.example/bucket/", "https://s3.example/bucket"),
            ("https://s3.example/", "https://s3.example/"),
        ] {
            let mut uri = uri.parse().unwrap();
            remove_end(&mut uri).unwrap();
            assert_eq!(uri, expected);
        }
    }
}
