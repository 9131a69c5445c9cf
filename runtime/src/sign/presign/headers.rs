//! The headers of a request into those that move into the query and those that are sent.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html>

use http::header::{CONTENT_LENGTH, HOST, HeaderMap};

use crate::sign::error::SignError;
use crate::sign::query;
use crate::sign::scheme::Scope;

/// The start of the names that may move.
const MOVES: &str = "x-amz-";

/// Headers that S3 reads in no other place: exact names, and starts of names with a star behind.
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

/// Headers of a request by the place where they end.
pub(super) struct Sorted {
    /// Pairs for the query.
    moved: Vec<(String, String)>,
    /// Headers to send.
    pub(super) sent: Vec<(String, String)>,
}

/// Sorts the headers of a request.
///
/// `host` and the headers of an earlier signature are left out, and so is the length of a body that is not there: the
/// sender may have one.
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

/// Tells if S3 reads a header in the query too.
fn moves(name: &str) -> bool {
    name.starts_with(MOVES)
        && !STAYS.iter().any(|stays| match stays.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => name == *stays,
        })
}

impl Sorted {
    /// Appends what moves to a query.
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
