//! Bodies made smaller, where an operation takes that.
//!
//! **Invariants**
//! - The same bytes are compressed to the same bytes: no time or name stands in them.
//!
//! <https://smithy.io/2.0/spec/behavior-traits.html#requestcompression-trait>

use http::header::{CONTENT_ENCODING, HeaderMap, HeaderValue};

use super::headers::insert;
use super::parts::RequestParts;
use super::uri::invalid_input;
use crate::types::Error;

/// Compresses a body with the first encoding that the operation takes and this build has, and says so in a header.
///
/// # Errors
///
/// The size from which bodies are compressed is not allowed.
pub(super) fn apply(
    parts: &RequestParts<'_>,
    body: &mut Vec<u8>,
    headers: &mut HeaderMap,
) -> Result<(), Error> {
    let operation = parts.operation;
    if operation.compression.is_empty() {
        return Ok(());
    }
    let Some(from) = parts.options.compression()? else {
        return Ok(());
    };
    // A stream has no size to begin with, so its kind of payload is always compressed.
    let any_size = operation.streaming_input && !operation.requires_length;
    if body.len() < from && !any_size {
        return Ok(());
    }
    let Some((name, smaller)) = operation
        .compression
        .iter()
        .find_map(|name| compress(name, body).map(|smaller| (*name, smaller)))
    else {
        return Ok(());
    };
    *body = smaller;
    let mut encoding = match headers.get(CONTENT_ENCODING) {
        Some(given) if !given.is_empty() => [given.as_bytes(), b", "].concat(),
        _ => Vec::new(),
    };
    encoding.extend(name.to_ascii_lowercase().bytes());
    let encoding = HeaderValue::from_bytes(&encoding)
        .map_err(|_| invalid_input("the encoding has a control character"))?;
    insert(headers, CONTENT_ENCODING, encoding)
}

/// The bytes in an encoding; none where it is unknown.
#[cfg(feature = "gzip")]
fn compress(encoding: &str, body: &[u8]) -> Option<Vec<u8>> {
    use std::io::Write;

    if !encoding.eq_ignore_ascii_case("gzip") {
        return None;
    }
    let compression = flate2::Compression::default();
    let mut encoder =
        flate2::write::GzEncoder::new(Vec::with_capacity(body.len() / 2), compression);
    encoder.write_all(body).ok()?;
    encoder.finish().ok()
}

/// The bytes in an encoding; none without the feature `gzip`.
#[cfg(not(feature = "gzip"))]
const fn compress(_: &str, _: &[u8]) -> Option<Vec<u8>> {
    None
}
