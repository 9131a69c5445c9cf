//! Signs `http` requests in place.
//!
//! `http` URIs cannot represent every path that can be signed; [`Signable`] can.

use std::time::Duration;

use http::header::{HOST, HeaderName, HeaderValue};
use http::uri::{PathAndQuery, Uri};

use super::error::SignError;
use super::key::Keys;
use super::request::{Payload, Signable};
use super::signed::{Signed, SignedQuery};
use super::v4::Signer;
use crate::types::Timestamp;

impl Signer<'_> {
    /// Signs a request by headers, in place.
    ///
    /// The URI must be absolute, or the request must have a `host` header. The header is not added, because clients send the URI's
    /// host themselves.
    ///
    /// ```
    /// use sansmith::Timestamp;
    /// use sansmith::identity::Credentials;
    /// use sansmith::sign::{Keys, Payload, Signer};
    ///
    /// let credentials = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    /// let mut request = http::Request::put("https://connect.us-east-1.amazonaws.com/contact/chat").body("{}")?;
    ///
    /// let payload = Payload::Bytes(b"{}");
    /// let now = Timestamp::from_secs(1_440_938_160);
    /// Signer::new(&credentials, "us-east-1", "connect").sign_http(&mut request, payload, now, &mut Keys::new())?;
    ///
    /// assert!(request.headers().contains_key("authorization"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The request has no host, a header is not text, there are too many headers, or the clock is out of range.
    pub fn sign_http<B>(
        &self,
        request: &mut http::Request<B>,
        payload: Payload<'_>,
        now: Timestamp,
        keys: &mut Keys,
    ) -> Result<Signed, SignError> {
        let outcome = with_text(request, payload, |text| self.sign(text, now, keys))?;
        for (name, value) in outcome.headers() {
            set(request, name, value)?;
        }
        Ok(outcome)
    }

    /// Signs a request by its query, in place.
    ///
    /// # Errors
    ///
    /// Same as for [`sign_http`](Self::sign_http); or the lifetime is not between one second and seven days, or the URI becomes too
    /// long.
    pub fn sign_http_query<B>(
        &self,
        request: &mut http::Request<B>,
        payload: Payload<'_>,
        now: Timestamp,
        lifetime: Duration,
        keys: &mut Keys,
    ) -> Result<SignedQuery, SignError> {
        let sign = |text: &Signable<'_>| self.sign_query(text, now, lifetime, keys);
        let outcome = with_text(request, payload, sign)?;
        *request.uri_mut() = with_query(request.uri(), outcome.query())?;
        Ok(outcome)
    }
}

#[cfg(feature = "sigv4a")]
impl super::v4a::SignerV4a<'_> {
    /// Signs a request by headers, in place; see [`Signer::sign_http`].
    ///
    /// # Errors
    ///
    /// The request has no host, a header is not text, there are too many headers, or the clock is out of range.
    pub fn sign_http<B>(
        &self,
        request: &mut http::Request<B>,
        payload: Payload<'_>,
        now: Timestamp,
    ) -> Result<Signed, SignError> {
        let outcome = with_text(request, payload, |text| self.sign(text, now))?;
        for (name, value) in outcome.headers() {
            set(request, name, value)?;
        }
        Ok(outcome)
    }

    /// Signs a request by its query, in place.
    ///
    /// # Errors
    ///
    /// Same as for [`sign_http`](Self::sign_http); or the lifetime is not between one second and seven days, or the URI becomes too
    /// long.
    pub fn sign_http_query<B>(
        &self,
        request: &mut http::Request<B>,
        payload: Payload<'_>,
        now: Timestamp,
        lifetime: Duration,
    ) -> Result<SignedQuery, SignError> {
        let sign = |text: &Signable<'_>| self.sign_query(text, now, lifetime);
        let outcome = with_text(request, payload, sign)?;
        *request.uri_mut() = with_query(request.uri(), outcome.query())?;
        Ok(outcome)
    }
}

/// Calls a function with the request as text.
fn with_text<B, T>(
    request: &http::Request<B>,
    payload: Payload<'_>,
    sign: impl FnOnce(&Signable<'_>) -> Result<T, SignError>,
) -> Result<T, SignError> {
    let mut headers = Vec::with_capacity(request.headers().len() + 1);
    for (name, value) in request.headers() {
        let value =
            std::str::from_utf8(value.as_bytes()).map_err(|_| SignError::HeaderNotText {
                name: name.as_str().to_owned(),
            })?;
        headers.push((name.as_str(), value));
    }
    let host = host(request.uri());
    if let (false, Some(host)) = (request.headers().contains_key(HOST), &host) {
        headers.push((HOST.as_str(), host));
    }
    let text = Signable::new(request.method().as_str(), request.uri().path(), &headers)
        .query(request.uri().query().unwrap_or_default())
        .payload(payload);
    sign(&text)
}

/// The `host` value that a client sends: without user information, and without the scheme's default port.
pub(super) fn host(uri: &Uri) -> Option<String> {
    let host = uri.host()?.to_ascii_lowercase();
    let implied = match uri.scheme_str() {
        Some("http") => Some(80),
        Some("https") => Some(443),
        _ => None,
    };
    let port = uri.port_u16().filter(|port| Some(*port) != implied);
    Some(match port {
        Some(port) => format!("{host}:{port}"),
        None => host,
    })
}

/// Sets a header.
fn set<B>(
    request: &mut http::Request<B>,
    name: &'static str,
    value: &str,
) -> Result<(), SignError> {
    let mut text = HeaderValue::from_str(value).map_err(|_| SignError::HeaderNotText {
        name: name.to_owned(),
    })?;
    text.set_sensitive(!matches!(name, "x-amz-date" | "x-amz-content-sha256"));
    let name = HeaderName::from_static(name);
    let headers = request.headers_mut();
    headers
        .try_insert(name, text)
        .map_err(|_| SignError::TooManyHeaders)?;
    Ok(())
}

/// The URI with another query.
pub(super) fn with_query(uri: &Uri, query: &str) -> Result<Uri, SignError> {
    let mut parts = uri.clone().into_parts();
    let text = [uri.path(), "?", query].concat();
    let path = PathAndQuery::try_from(text).map_err(|_| SignError::LongUri)?;
    parts.path_and_query = Some(path);
    Uri::from_parts(parts).map_err(|_| SignError::LongUri)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::Credentials;

    fn sign(uri: &str) -> Result<http::Request<()>, SignError> {
        let credentials = Credentials::new("AKID", "secret").with_session_token("token");
        let signer = Signer::new(&credentials, "us-east-1", "service");
        let mut request = http::Request::get(uri).body(()).unwrap();
        let payload = Payload::Bytes(&[]);
        signer.sign_http(
            &mut request,
            payload,
            Timestamp::UNIX_EPOCH,
            &mut Keys::new(),
        )?;
        Ok(request)
    }

    #[test]
    fn a_port_that_the_scheme_implies_is_not_signed() {
        let signature = |uri: &str| sign(uri).unwrap().headers()["authorization"].clone();
        let plain = signature("https://Example.com/a?b");
        assert_eq!(signature("https://example.com:443/a?b"), plain);
        assert_ne!(signature("https://example.com:8443/a?b"), plain);
        assert_eq!(signature("http://example.com:80/a?b"), plain);
    }

    #[test]
    fn secrets_are_marked() {
        let request = sign("https://example.com/").unwrap();
        assert!(request.headers()["x-amz-security-token"].is_sensitive());
        assert!(request.headers()["authorization"].is_sensitive());
        assert!(!request.headers()["x-amz-date"].is_sensitive());
        assert!(!request.headers().contains_key("host"));
    }

    #[test]
    fn a_request_without_a_host_is_refused() {
        assert_eq!(sign("/a").unwrap_err(), SignError::MissingHost);
    }

    #[test]
    fn a_signature_in_the_query_keeps_the_rest_of_the_uri() {
        let credentials = Credentials::new("AKID", "secret");
        let signer = Signer::new(&credentials, "us-east-1", "service");
        let mut request = http::Request::get("https://u@example.com:1/a%2Fb?c").body(());
        let request = request.as_mut().unwrap();
        let lifetime = Duration::from_secs(9);
        let now = Timestamp::UNIX_EPOCH;
        let payload = Payload::Unsigned;
        signer
            .sign_http_query(request, payload, now, lifetime, &mut Keys::new())
            .unwrap();
        let uri = request.uri().to_string();
        assert!(
            uri.starts_with("https://u@example.com:1/a%2Fb?c&X-Amz-Algorithm="),
            "{uri}"
        );
    }
}
