//! URI, bucket and host prefix of a request.

use bytes::Bytes;
use http::Uri;

use super::uri::invalid_input;
use crate::types::error::{Error, ErrorKind};

/// Maximum URI length in `http`.
const LONGEST_URI: usize = 65_534;

/// URI, and prefix of the host.
pub(super) struct Place {
    pub(super) uri: Uri,
    pub(super) host_prefix: Option<String>,
    /// True if the bucket was moved to the host.
    #[cfg(feature = "endpoint")]
    pub(super) bucket_moved: bool,
}

/// Path and query, and a bucket removed from them.
pub(super) struct Path {
    pub(super) text: Bytes,
    pub(super) bucket: Option<String>,
}

impl Path {
    /// A constant path.
    pub(super) const fn to(text: &'static str) -> Self {
        Self {
            text: Bytes::from_static(text.as_bytes()),
            bucket: None,
        }
    }
}

/// Parses a path and query.
pub(super) fn uri(text: Bytes) -> Result<Uri, Error> {
    if text.len() > LONGEST_URI {
        return Err(Error::new(ErrorKind::TooLarge { limit: LONGEST_URI }));
    }
    Uri::from_maybe_shared(text)
        .map_err(|_| invalid_input("the operation's URI has a character that must be escaped"))
}
