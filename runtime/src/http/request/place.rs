//! URI and host prefix of a request.

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
}

/// Parses a path and query.
pub(super) fn uri(text: Bytes) -> Result<Uri, Error> {
    if text.len() > LONGEST_URI {
        return Err(Error::new(ErrorKind::TooLarge { limit: LONGEST_URI }));
    }
    Uri::from_maybe_shared(text)
        .map_err(|_| invalid_input("the operation's URI has a character that must be escaped"))
}
