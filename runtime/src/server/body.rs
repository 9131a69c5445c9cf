//! Bodies as they were before they were sent: without chunks and compression, compared with their checksums.

use std::borrow::Cow;

use http::header::{CONTENT_ENCODING, HeaderMap};
use http::request;

use super::{Facts, Options, Rejection, RejectionKind, sums};
use crate::types::error::ErrorKind;

/// Decodes a body.
///
/// # Errors
///
/// The body is too large, malformed, or not that of a checksum.
pub(super) fn decode<'b>(
    facts: Facts,
    head: &request::Parts,
    body: &'b [u8],
    options: &Options,
) -> Result<Cow<'b, [u8]>, Rejection> {
    let limit = options.most_bytes();
    if body.len() > limit {
        return Err(Rejection::malformed(ErrorKind::TooLarge { limit }.into()));
    }
    let mut trailers = HeaderMap::new();
    let body = if is_chunked(&head.headers) {
        let Some(data) = dechunk(body, &mut trailers) else {
            let message = "the body has the encoding `aws-chunked` in its head, but no such chunks";
            return Err(Rejection::new(RejectionKind::Malformed, message));
        };
        Cow::Owned(data)
    } else {
        Cow::Borrowed(body)
    };
    if options.has_sums() {
        sums::check(facts, &head.headers, &trailers, &body)?;
    }
    inflate(facts, &head.headers, body, limit)
}

/// Encodings of a body, in the order of their application.
fn encodings(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let values = headers.get_all(CONTENT_ENCODING).iter();
    let texts = values.filter_map(|value| value.to_str().ok());
    texts.flat_map(|text| text.split(',')).map(str::trim)
}

/// Returns true for a body in the chunks of signature version 4.
fn is_chunked(headers: &HeaderMap) -> bool {
    let sum = headers.get("x-amz-content-sha256");
    encodings(headers).any(|name| name.eq_ignore_ascii_case("aws-chunked"))
        && sum.is_some_and(|sum| sum.as_bytes().starts_with(b"STREAMING-"))
}

/// The data of a chunked body, whose trailers are collected; signatures are not verified.
///
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html>
fn dechunk(body: &[u8], trailers: &mut HeaderMap) -> Option<Vec<u8>> {
    let mut data = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let (head, after) = line(rest)?;
        let size = std::str::from_utf8(head).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            rest = after;
            break;
        }
        let (chunk, after) = after.split_at_checked(size)?;
        data.extend_from_slice(chunk);
        rest = after.strip_prefix(b"\r\n")?;
    }
    while let Some((trailer, after)) = line(rest) {
        let text = std::str::from_utf8(trailer).ok()?;
        if let Some((name, value)) = text.split_once(':') {
            let name = http::HeaderName::from_bytes(name.trim().as_bytes()).ok()?;
            let value = http::HeaderValue::from_str(value.trim()).ok()?;
            trailers.try_append(name, value).ok()?;
        }
        rest = after;
    }
    Some(data)
}

/// A line, and the text after it.
fn line(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = text.windows(2).position(|pair| pair == b"\r\n")?;
    Some((text.get(..end)?, text.get(end + 2..)?))
}

/// Decompresses a body, if the operation has compressed bodies.
#[cfg(feature = "gzip")]
fn inflate<'b>(
    facts: Facts,
    headers: &HeaderMap,
    body: Cow<'b, [u8]>,
    limit: usize,
) -> Result<Cow<'b, [u8]>, Rejection> {
    use std::io::Read as _;

    let last = encodings(headers).last();
    let is_gzip = last.is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
    if facts.operation.compression.is_empty() || !is_gzip || body.is_empty() {
        return Ok(body);
    }
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut data = Vec::new();
    let read = flate2::read::MultiGzDecoder::new(&*body)
        .take(most)
        .read_to_end(&mut data);
    if read.is_err() {
        let message = "the body is not compressed with gzip, as its head says";
        return Err(Rejection::new(RejectionKind::Malformed, message));
    }
    if data.len() > limit {
        return Err(Rejection::malformed(ErrorKind::TooLarge { limit }.into()));
    }
    Ok(Cow::Owned(data))
}

/// Compressed bodies are refused, as the feature `gzip` is disabled.
#[cfg(not(feature = "gzip"))]
fn inflate<'b>(
    facts: Facts,
    headers: &HeaderMap,
    body: Cow<'b, [u8]>,
    _: usize,
) -> Result<Cow<'b, [u8]>, Rejection> {
    if !facts.operation.compression.is_empty() && encodings(headers).any(|name| name == "gzip") {
        let message = "compressed bodies need the feature `gzip`";
        return Err(Rejection::new(RejectionKind::UnsupportedMediaType, message));
    }
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined_and_trailers_kept() {
        let body = b"5;chunk-signature=ab\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-checksum-crc32:AA==\r\n\r\n";
        let mut trailers = HeaderMap::new();
        assert_eq!(dechunk(body, &mut trailers).unwrap(), b"hello world");
        assert_eq!(trailers["x-amz-checksum-crc32"], "AA==");
    }

    #[test]
    fn a_hostile_body_is_refused() {
        for body in [
            &b""[..],
            b"5\r\nhel",
            b"zz\r\n",
            b"ffffffffffffffffff\r\n",
            b"ffffffff\r\nabc\r\n0\r\n",
            b"3\r\nabcX0\r\n",
        ] {
            assert!(dechunk(body, &mut HeaderMap::new()).is_none(), "{body:?}");
        }
    }
}
