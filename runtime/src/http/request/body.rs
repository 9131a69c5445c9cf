//! Finishes request bodies: compression, checksums, and content headers.
//!
//! **Invariants**
//! - Checksums cover the bytes sent, so they are computed after compression.
//! - `content-length` is computed for bodies in memory, and zero for methods with a body that is absent; a modelled member only
//!   applies to streams.
//!
//! <https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#content-type>

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderValue};

use super::headers::insert;
use super::parts::RequestParts;
use super::uri::invalid_input;
use super::{checksum, compression};
use crate::model::schema::{Kind, Member};
use crate::types::Error;

/// Body before completion.
pub(super) struct BodyParts {
    /// Bytes, if any.
    pub(super) body: Option<Vec<u8>>,
    /// Media type.
    pub(super) content_type: &'static str,
    /// Input members.
    pub(super) members: &'static [Member],
}

/// Completes a body and adds its headers.
///
/// # Errors
///
/// The body cannot be sent.
pub(super) fn finish(
    parts: &RequestParts<'_>,
    sent: BodyParts,
    headers: &mut HeaderMap,
) -> Result<Option<Vec<u8>>, Error> {
    let BodyParts {
        mut body,
        content_type,
        members,
    } = sent;
    let has_events = parts.operation.event_input;
    if (body.is_some() || parts.streams() || has_events) && !headers.contains_key(CONTENT_TYPE) {
        let content_type = Bytes::from_static(content_type.as_bytes());
        let content_type = HeaderValue::from_maybe_shared(content_type)
            .map_err(|_| invalid_input("the media type has a control character"))?;
        insert(headers, CONTENT_TYPE, content_type)?;
    }
    if let Some(body) = &mut body {
        compression::apply(parts, body, headers)?;
    }
    checksum::apply(parts, body.as_deref(), members, headers)?;
    let streamed = parts.stream.map(|stream| stream.length);
    match (&body, streamed) {
        (Some(body), _) => insert(headers, CONTENT_LENGTH, length(body.len()))?,
        (None, Some(Some(known))) => insert(headers, CONTENT_LENGTH, length(known))?,
        (None, Some(None)) => {
            if parts.operation.requires_length && !headers.contains_key(CONTENT_LENGTH) {
                return Err(invalid_input("the length of the stream must be known"));
            }
        }
        (None, None) if parts.omits_length() || has_events => {
            headers.remove(CONTENT_LENGTH);
        }
        (None, None) => insert(headers, CONTENT_LENGTH, length(0_u8))?,
    }
    Ok(body)
}

/// Formats a length as a header value.
fn length(length: impl itoa::Integer) -> HeaderValue {
    // Digits are always valid; this allocates once, the conversion in `http` twice.
    HeaderValue::from_str(itoa::Buffer::new().format(length))
        .unwrap_or(HeaderValue::from_static("0"))
}

/// Media type of a payload member; `structured` is the protocol's.
pub(crate) fn content_type(payload: &Member, structured: &'static str) -> &'static str {
    let kind = &payload.target.kind;
    payload.media_type.unwrap_or(if matches!(kind, Kind::Blob) {
        "application/octet-stream"
    } else if kind.is_raw() {
        "text/plain"
    } else {
        structured
    })
}
