//! Compares a body with the checksums in its head or trailers.
//!
//! <https://smithy.io/2.0/aws/aws-core.html#aws-protocols-httpchecksum-trait>

use http::HeaderMap;

use super::{Facts, Rejection};

/// Compares a body with its checksums; algorithms that this build does not have are passed over.
///
/// # Errors
///
/// A checksum differs.
#[cfg(feature = "checksum")]
pub(super) fn check(
    facts: Facts,
    headers: &HeaderMap,
    trailers: &HeaderMap,
    body: &[u8],
) -> Result<(), Rejection> {
    use super::RejectionKind;
    use crate::http::request::checksum::algorithm;
    use crate::types::Blob;

    let operation = facts.operation;
    if operation.checksum.is_none() && !operation.checksum_required {
        return Ok(());
    }
    let named = algorithm::HEADERS.iter().copied();
    for (name, header) in named.chain([("MD5", "content-md5")]) {
        let Some(sent) = headers.get(header).or_else(|| trailers.get(header)) else {
            continue;
        };
        // The sum of a multipart upload is that of its parts: `digest-count`.
        let is_whole = !sent.as_bytes().contains(&b'-');
        let computed = algorithm::digest(name, body).filter(|_| is_whole);
        if let Some(computed) = computed
            && Blob::from(computed).to_base64().as_bytes() != sent.as_bytes()
        {
            let message = format!("the header `{header}` is not the checksum of the body");
            return Err(Rejection::new(RejectionKind::BadDigest, message));
        }
    }
    Ok(())
}

/// Checksums are not compared, as the feature `checksum` is disabled.
#[cfg(not(feature = "checksum"))]
#[expect(clippy::unnecessary_wraps, reason = "with the feature it may fail")]
pub(super) const fn check(
    _: Facts,
    _: &HeaderMap,
    _: &HeaderMap,
    _: &[u8],
) -> Result<(), Rejection> {
    Ok(())
}
