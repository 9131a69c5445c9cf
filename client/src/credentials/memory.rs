//! Values that outlive a resolution.

use std::collections::BTreeMap;

use sansmith::Timestamp;
use sansmith::identity::Token;

/// Values that later resolutions of one program begin with: plain data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memory {
    /// The session token of the instance metadata service.
    pub(super) imds_token: Option<Token>,
    /// Times of the last refresh by cache file.
    pub(super) refreshed: BTreeMap<String, Timestamp>,
}
