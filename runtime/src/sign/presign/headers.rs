//! Splits headers into those that move to the query and those that are sent.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html>

use http::header::{CONTENT_LENGTH, HOST, HeaderMap};

use crate::sign::error::SignError;
use crate::sign::query;
use crate::sign::scheme::Scope;

/// Name prefix of headers that may move.
const MOVES: &str = "x-amz-";

/// Headers that S3 only reads as headers: names, and name prefixes ending in `*`.
const STAYS: &[&str] = &[
    "x-amz-acl",
    "x-amz-content-sha256",
    "x-amz-copy-source*",
    "x-amz-grant-*",
    "x-amz-metadata-directive",
    "x-amz-mfa",
    "x-amz-rename-source*",
    "x-amz-server-side-encryption*",
    "x-amz-storage-class",
    "x-amz-tagging*",
    "x-amz-website-redirect-location",
];

/// Headers by destination.
pub(super) struct Sorted {
    /// Query parameters.
    moved: Vec<(String, String)>,
    /// Headers to send.
    pub(super) sent: Vec<(String, String)>,
}

/// Classifies the headers of a request.
///
/// Omits `host`, headers of an earlier signature, and the length of an absent body, since the sender may add one.
pub(super) fn sort(
    headers: &HeaderMap,
    scope: &Scope<'_>,
    body: &[u8],
) -> Result<Sorted, SignError> {
    let mut sorted = Sorted {
        moved: Vec::new(),
        sent: Vec::new(),
    };
    let may_move = scope.settings.has_content_hash();
    for (name, value) in headers {
        let is_left_out = name == HOST
            || (name == CONTENT_LENGTH && body.is_empty())
            || !scope.settings.covers(name.as_str())
            || matches!(name.as_str(), "x-amz-date" | "x-amz-security-token");
        if is_left_out {
            continue;
        }
        let name = name.as_str().to_owned();
        let value = std::str::from_utf8(value.as_bytes())
            .map_err(|_| SignError::HeaderNotText { name: name.clone() })?;
        let place = if may_move && moves(&name) {
            &mut sorted.moved
        } else {
            &mut sorted.sent
        };
        place.push((name, value.to_owned()));
    }
    Ok(sorted)
}

/// Returns true if S3 also accepts a header in the query.
fn moves(name: &str) -> bool {
    name.starts_with(MOVES)
        && !STAYS.iter().any(|stays| match stays.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => name == *stays,
        })
}

impl Sorted {
    /// Appends moved headers to a query.
    pub(super) fn push_moved(&self, query: &mut String) {
        for (name, value) in &self.moved {
            if !query.is_empty() {
                query.push('&');
            }
            query.push_str(&query::escape(name));
            query.push('=');
            query.push_str(&query::escape(value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::moves;

    #[test]
    fn s3_reads_some_headers_in_no_other_place() {
        for name in [
            "x-amz-meta-a",
            "x-amz-checksum-crc32",
            "x-amz-request-payer",
        ] {
            assert!(moves(name), "{name}");
        }
        for name in [
            "content-type",
            "if-match",
            "x-amz-acl",
            "x-amz-copy-source-if-match",
            "x-amz-grant-read",
            "x-amz-server-side-encryption",
            "x-amz-server-side-encryption-customer-key-md5",
            "x-amz-tagging-directive",
        ] {
            assert!(!moves(name), "{name}");
        }
    }
}
