//! Presigned URLs, which anyone can use until they expire.
//!
//! The result has a method, a URL, headers that must be sent, and a body if it is signed. For S3, most header members move to
//! the query and the body is unsigned; awsQuery and ec2Query become `GET` with the form in the query.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html>

mod error;
mod headers;
mod place;

use std::time::Duration;

pub use self::error::PresignError;
use super::error::SignError;
use super::request::{Payload, Signable};
use super::scheme::{Scheme, Scope};
use super::{Keys, Signer};
use crate::http::operation::{self, Operation};
use crate::http::protocol::{OperationSelector, Protocol};
use crate::http::request::{Body, Request};
use crate::identity::Credentials;
use crate::types::Timestamp;

/// A request with its signature in the URL.
#[derive(Clone, PartialEq, Eq)]
pub struct Presigned {
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl std::fmt::Debug for Presigned {
    /// Omits the query, which contains the signature, and header values.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let place = self.url.split('?').next().unwrap_or_default();
        f.debug_struct("Presigned")
            .field("method", &self.method)
            .field("url", &format_args!("{place}?***"))
            .finish_non_exhaustive()
    }
}

impl Presigned {
    /// HTTP method.
    pub fn method(&self) -> &str {
        &self.method
    }

    /// URL. It suffices if the method is `GET` and there are no headers.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Signed headers that must be sent unchanged, except `host`.
    pub fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    /// Signed body; empty if S3 leaves it to the sender.
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

/// Presigns requests.
///
/// ```
/// # use std::time::Duration;
/// # use sansmith::Timestamp;
/// # use sansmith::identity::Credentials;
/// use sansmith::sign::{Keys, Presigner, Scheme, Scope};
///
/// # let credentials = Credentials::new("AKIDEXAMPLE", "secret");
/// let scheme = Scheme::SigV4(Scope::new("s3", "us-east-1"));
/// let presigner = Presigner::new(&scheme, &credentials, Duration::from_secs(900));
/// # let now = Timestamp::UNIX_EPOCH;
/// let url = presigner.get("https://my-bucket.s3.us-east-1.amazonaws.com/photo.jpg", &[], now, &mut Keys::new())?;
/// # Ok::<(), sansmith::sign::PresignError>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Presigner<'a> {
    scheme: &'a Scheme<'a>,
    credentials: &'a Credentials,
    lifetime: Duration,
}

/// Operation facts relevant to presigning.
#[derive(Debug, Clone, Copy)]
struct Facts {
    /// True if the body is a form.
    is_form: bool,
    unsigned_payload: bool,
}

impl Facts {
    fn of(schema: &operation::Schema, binding: OperationSelector) -> Self {
        Self {
            is_form: matches!(binding, OperationSelector::ActionParam(_)),
            unsigned_payload: schema.unsigned_payload,
        }
    }
}

impl<'a> Presigner<'a> {
    /// Creates requests valid for `lifetime` (one second to seven days), but at most as long as the credentials.
    pub const fn new(
        scheme: &'a Scheme<'a>,
        credentials: &'a Credentials,
        lifetime: Duration,
    ) -> Self {
        Self {
            scheme,
            credentials,
            lifetime,
        }
    }

    /// Presigns an operation for an endpoint URL, such as `https://sqs.us-east-1.amazonaws.com`.
    ///
    /// For S3, build the request with [`Checksums::Required`](crate::http::request::Checksums::Required): otherwise a checksum would
    /// only allow the given body.
    ///
    /// # Errors
    ///
    /// The scheme is not SigV4, the endpoint is invalid, the lifetime is out of range, or signing fails.
    pub fn presign<O: Operation>(
        &self,
        request: &Request,
        endpoint: &str,
        now: Timestamp,
        keys: &mut Keys,
    ) -> Result<Presigned, PresignError> {
        if O::SCHEMA.event_input {
            return Err(PresignError::EventInput);
        }
        let facts = Facts::of(O::SCHEMA, O::Protocol::SPEC.selector);
        self.request(request, endpoint, facts, now, keys)
    }

    /// Presigns a `GET` of a URL, with additional headers that must be sent.
    ///
    /// # Errors
    ///
    /// Same as for [`presign`](Self::presign).
    pub fn get(
        &self,
        url: &str,
        headers: &[(&str, &str)],
        now: Timestamp,
        keys: &mut Keys,
    ) -> Result<String, PresignError> {
        let place = place::Place::parse(url)?;
        let scope = self.scope()?;
        let mut all = vec![("host", &*place.host)];
        all.extend(headers);
        let payload = payload(scope, false, &[]);
        let text = Signable::new("GET", place.path, &all)
            .query(place.query)
            .payload(payload);
        let query = self.query(scope, &text, now, keys)?;
        Ok(place.url(place.path, &query))
    }

    /// Presigns an operation's request with an absolute URI, as returned by `Request::to_resolved`.
    ///
    /// # Errors
    ///
    /// Same as for [`presign`](Self::presign); or the URI is not absolute.
    pub fn presign_at<O: Operation>(
        &self,
        request: &http::Request<Body>,
        now: Timestamp,
        keys: &mut Keys,
    ) -> Result<Presigned, PresignError> {
        if O::SCHEMA.event_input {
            return Err(PresignError::EventInput);
        }
        let uri = request.uri();
        let scheme = uri.scheme_str().unwrap_or_default();
        let authority = uri.authority().map_or("", |authority| authority.as_str());
        let endpoint = format!("{scheme}://{authority}");
        let facts = Facts::of(O::SCHEMA, O::Protocol::SPEC.selector);
        let target = (place::Place::parse(&endpoint)?, facts);
        self.message(request, &target, now, keys)
    }

    fn request(
        &self,
        request: &Request,
        endpoint: &str,
        facts: Facts,
        now: Timestamp,
        keys: &mut Keys,
    ) -> Result<Presigned, PresignError> {
        let endpoint = request.endpoint.as_deref().unwrap_or(endpoint);
        let place = place::Place::parse(endpoint)?.with_prefix(request.host_prefix.as_deref());
        self.message(&request.http, &(place, facts), now, keys)
    }

    /// Presigns a message for a URL, by the facts of its operation.
    fn message(
        &self,
        message: &http::Request<Body>,
        (place, facts): &(place::Place<'_>, Facts),
        now: Timestamp,
        keys: &mut Keys,
    ) -> Result<Presigned, PresignError> {
        let scope = self.scope()?;
        let uri = message.uri();
        let path = place.join(uri.path());
        let body = match message.body() {
            Body::Empty => &[][..],
            Body::Bytes(bytes) => bytes,
            Body::Stream(never) => match *never {},
        };
        let mut sorted = headers::sort(message.headers(), scope, body)?;
        let mut query = uri.query().unwrap_or_default().to_owned();
        let (method, body) = if facts.is_form {
            sorted.sent.clear();
            query = String::from_utf8_lossy(body).into_owned();
            ("GET", &[][..])
        } else {
            (message.method().as_str(), body)
        };
        sorted.push_moved(&mut query);
        let mut all = vec![("host", &*place.host)];
        all.extend(sorted.sent.iter().map(|(name, value)| (&**name, &**value)));
        let text = Signable::new(method, &path, &all)
            .query(&query)
            .payload(payload(scope, facts.unsigned_payload, body));
        let query = self.query(scope, &text, now, keys)?;
        Ok(Presigned {
            method: method.to_owned(),
            url: place.url(&path, &query),
            headers: sorted.sent,
            body: body.to_vec(),
        })
    }

    /// Scope of a scheme that supports presigning.
    fn scope(&self) -> Result<&'a Scope<'a>, PresignError> {
        let scheme = match self.scheme {
            Scheme::SigV4(scope) | Scheme::SigV4a(scope) | Scheme::S3Express(scope) => {
                return Ok(scope);
            }
            Scheme::SigV2 => "signature version 2",
            Scheme::Bearer => "a bearer token",
            Scheme::ApiKey(_) => "an API key",
            Scheme::None => "no authentication",
        };
        Err(PresignError::Scheme { scheme })
    }

    fn query(
        &self,
        scope: &Scope<'_>,
        text: &Signable<'_>,
        now: Timestamp,
        keys: &mut Keys,
    ) -> Result<String, SignError> {
        let (credentials, lifetime) = (self.credentials, self.lifetime);
        #[cfg(feature = "sigv4a")]
        if let Scheme::SigV4a(_) = self.scheme {
            let key = keys.private(credentials).ok_or(SignError::NoKey)?;
            let outcome = super::SignerV4a::new(credentials, &key, &scope.region, &scope.service)
                .settings(scope.settings)
                .sign_query(text, now, lifetime)?;
            return Ok(outcome.query().to_owned());
        }
        let outcome = Signer::new(credentials, &scope.region, &scope.service)
            .settings(scope.settings)
            .sign_query(text, now, lifetime, keys)?;
        Ok(outcome.query().to_owned())
    }
}

/// The signed representation of the body.
fn payload<'b>(scope: &Scope<'_>, unsigned: bool, body: &'b [u8]) -> Payload<'b> {
    if unsigned || scope.settings.has_content_hash() {
        Payload::Unsigned
    } else {
        Payload::Bytes(body)
    }
}

#[cfg(test)]
mod tests;
