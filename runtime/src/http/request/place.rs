//! The place of a request: its path, the bucket in it, and what stands before the host.

use bytes::Bytes;
use http::Uri;

use super::uri::invalid_input;
use crate::types::error::{Error, ErrorKind};

/// The longest URI: what `http` can hold.
const LONGEST_URI: usize = 65_534;

/// URI, and what stands before the host.
pub(super) struct Place {
    pub(super) uri: Uri,
    pub(super) host_prefix: Option<String>,
    /// Whether the bucket is before the host.
    #[cfg(feature = "endpoint")]
    pub(super) bucket_moved: bool,
}

/// Path and query, and the bucket that moved out of them.
pub(super) struct Path {
    pub(super) text: Bytes,
    pub(super) bucket: Option<String>,
}

impl Path {
    /// A path that is always the same.
    pub(super) const fn to(text: &'static str) -> Self {
        Self {
            text: Bytes::from_static(text.as_bytes()),
            bucket: None,
        }
    }
}

/// A path and query as URI.
pub(super) fn uri(text: Bytes) -> Result<Uri, Error> {
    if text.len() > LONGEST_URI {
        return Err(Error::new(ErrorKind::TooLarge { limit: LONGEST_URI }));
    }
    Uri::from_maybe_shared(text)
        .map_err(|_| invalid_input("the operation's URI has a character that must be escaped"))
}
