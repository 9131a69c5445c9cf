//! State kept between resolutions.

use std::collections::BTreeMap;

use sansmith::Timestamp;
use sansmith::identity::Token;

/// State kept between resolutions of a program; plain data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memory {
    /// The session token of the instance metadata service.
    pub(super) imds_token: Option<Token>,
    /// Time of the last refresh by token file.
    pub(super) refreshed: BTreeMap<String, Timestamp>,
}
