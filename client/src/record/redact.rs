//! Secrets out of messages.
//!
//! **Invariants**
//! - A value is hidden by its name: headers and parameters of signatures, keys of credentials, and the members that the
//!   model calls sensitive. A header is hidden also if it says so itself.
//! - A body in a format that cannot be searched is hidden whole if the model has sensitive members in it; what should
//!   be a text and cannot be read is hidden whole always.
//! - A request without shapes is one for credentials. Of its texts only JSON, XML and forms are kept.

mod secrets;
#[cfg(test)]
mod tests;
mod text;

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};

use self::secrets::{Part, Secrets};
use super::Shapes;
use super::line::{RecordedRequest, RecordedResponse};

/// The text in the place of a secret.
const HIDDEN: &str = "***";

/// The secrets in a request and its response.
#[derive(Debug)]
pub(crate) struct Redaction {
    secrets: Secrets,
}

impl Redaction {
    /// Those of an operation by its shapes, or without shapes those of a request for credentials.
    pub(crate) fn of(shapes: Option<&Shapes>) -> Self {
        let secrets = shapes.map(|shapes| Secrets::of_shapes(&shapes.0));
        Self {
            secrets: secrets.unwrap_or_else(Secrets::of_exchange),
        }
    }

    /// A request without its secrets.
    pub(crate) fn request(&self, parts: &http::request::Parts, body: &Bytes) -> RecordedRequest {
        RecordedRequest {
            method: parts.method.to_string(),
            uri: self.uri(&parts.uri),
            headers: self.headers(&parts.headers),
            body: self.body(&parts.headers, body),
        }
    }

    /// A response without its secrets.
    pub(crate) fn response(&self, parts: &http::response::Parts, body: &Bytes) -> RecordedResponse {
        let mut headers = self.headers(&parts.headers);
        let hidden = self.body(&parts.headers, body);
        if hidden != *body {
            // Lengths, sums and codings are those of the body as it was.
            let stale = headers.keys().filter(|name| is_stale(name));
            for name in stale.cloned().collect::<Vec<_>>() {
                headers.remove(name);
            }
        }
        RecordedResponse {
            status: parts.status.as_u16(),
            headers,
            body: hidden,
        }
    }

    fn uri(&self, uri: &http::Uri) -> String {
        let text = uri.to_string();
        let (place, query) = text.split_once('?').unwrap_or((&text, ""));
        let mut place = place.to_owned();
        if self.secrets.hides_part(Part::Path) {
            place.truncate(place.len().saturating_sub(uri.path().len()));
            place.push('/');
            place.push_str(HIDDEN);
        }
        if query.is_empty() {
            return place;
        }
        let is_whole = self.secrets.hides_part(Part::Query);
        let query = text::form(query, |key| is_whole || self.secrets.hides(key));
        format!("{place}?{query}")
    }

    fn headers(&self, headers: &HeaderMap) -> HeaderMap {
        let mut headers = headers.clone();
        for (name, value) in &mut headers {
            if value.is_sensitive() || self.secrets.hides_header(name.as_str()) {
                *value = HeaderValue::from_static(HIDDEN);
            }
        }
        headers
    }

    fn body(&self, headers: &HeaderMap, body: &Bytes) -> Bytes {
        if body.is_empty() {
            return body.clone();
        }
        let hidden = || Bytes::from_static(HIDDEN.as_bytes());
        if self.secrets.hides_part(Part::Body) {
            return hidden();
        }
        let media = headers.get(CONTENT_TYPE);
        let media = media.and_then(|media| media.to_str().ok());
        let media = media.unwrap_or_default().to_ascii_lowercase();
        let is_binary = media.contains("cbor") || media.contains("eventstream");
        let is_encoded = is_encoded(headers);
        let is_text = !is_binary && !is_encoded;
        if let Some(text) = std::str::from_utf8(body).ok().filter(|_| is_text) {
            let kept = text::hide(&self.secrets, &media, text);
            return kept.map_or_else(|| body.clone(), Bytes::from);
        }
        // Payloads of bytes are the caller's; formats of bytes, and what is compressed, may have anything.
        let is_format = is_encoded || is_binary && self.secrets.has_names();
        let is_hidden = self.secrets.is_exchange || is_format && !self.secrets.has_bytes;
        if is_hidden { hidden() } else { body.clone() }
    }
}

/// Tells if a body is compressed, or coded otherwise.
fn is_encoded(headers: &HeaderMap) -> bool {
    let mut codings = headers.get_all(CONTENT_ENCODING).iter();
    codings.any(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity"))
}

/// Tells if a header is about the bytes of the body.
fn is_stale(name: &http::HeaderName) -> bool {
    *name == CONTENT_LENGTH
        || *name == CONTENT_ENCODING
        || name.as_str().starts_with("x-amz-checksum-")
        || matches!(name.as_str(), "x-amz-crc32" | "content-md5" | "etag")
}
