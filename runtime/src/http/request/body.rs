//! The body of a request as it is sent: compressed, summed, and with the headers that say so.
//!
//! **Invariants**
//! - A checksum is of the bytes that are sent, so it is taken after compression.
//! - `content-length` is the truth of a body at hand, zero for a method that has one and no body; what a member says of
//!   it counts for a stream alone.
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

/// What is to be sent.
pub(super) struct BodyParts {
    /// The bytes, if there are any.
    pub(super) body: Option<Vec<u8>>,
    /// Their media type.
    pub(super) content_type: &'static str,
    /// The members of the input.
    pub(super) members: &'static [Member],
}

/// Makes a body ready and says in the headers what it is.
///
/// # Errors
///
/// It cannot be sent.
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
    if (body.is_some() || parts.streams()) && !headers.contains_key(CONTENT_TYPE) {
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
        (None, None) if parts.omits_length() => {
            headers.remove(CONTENT_LENGTH);
        }
        (None, None) => insert(headers, CONTENT_LENGTH, length(0_u8))?,
    }
    Ok(body)
}

/// A length as the value of a header.
fn length(length: impl itoa::Integer) -> HeaderValue {
    // Digits are all allowed, and this allocates once where the conversion of `http` does twice.
    HeaderValue::from_str(itoa::Buffer::new().format(length))
        .unwrap_or(HeaderValue::from_static("0"))
}

/// The media type of a member that is the whole body; `structured` is that of the protocol.
pub(super) fn content_type(payload: &Member, structured: &'static str) -> &'static str {
    let kind = &payload.target.kind;
    payload.media_type.unwrap_or(if matches!(kind, Kind::Blob) {
        "application/octet-stream"
    } else if kind.is_raw() {
        "text/plain"
    } else {
        structured
    })
}
