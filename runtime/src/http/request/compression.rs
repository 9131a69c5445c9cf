//! Request compression.
//!
//! **Invariants**
//! - Compression is deterministic: no time or name is included.
//!
//! <https://smithy.io/2.0/spec/behavior-traits.html#requestcompression-trait>

use http::header::{CONTENT_ENCODING, HeaderMap, HeaderValue};

use super::headers::insert;
use super::parts::RequestParts;
use super::uri::invalid_input;
use crate::types::Error;

/// Compresses a body with the first supported encoding of the operation, and sets the header.
///
/// # Errors
///
/// The configured minimum size is invalid.
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
    // The minimum size does not apply to streaming payloads without required length, whose size is not known in advance.
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

/// Compresses bytes; `None` for an unknown encoding.
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

/// `None`, as the feature `gzip` is disabled.
#[cfg(not(feature = "gzip"))]
const fn compress(_: &str, _: &[u8]) -> Option<Vec<u8>> {
    None
}
