//! Bearer tokens and API keys.

use std::fmt;
use std::sync::Arc;

use crate::types::Timestamp;

/// A bearer token, for `authorization: Bearer …`.
///
/// Clones share data. `Debug` does not show the token.
///
/// ```
/// use sansmith::identity::Token;
///
/// let token = Token::new("abc");
/// assert_eq!(token.value(), "abc");
/// assert_eq!(format!("{token:?}"), "Token { value: ***, expiry: None }");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    value: Arc<str>,
    expiry: Option<Timestamp>,
}

impl Token {
    /// A token without an expiry.
    pub fn new(value: impl Into<String>) -> Self {
        Self {
            value: value.into().into(),
            expiry: None,
        }
    }

    /// Sets the time of expiry.
    #[must_use]
    pub fn with_expiry(mut self, expiry: Timestamp) -> Self {
        self.expiry = Some(expiry);
        self
    }

    /// The token itself.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// The time of expiry; `None` if the token does not expire.
    pub fn expiry(&self) -> Option<Timestamp> {
        self.expiry
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token")
            .field("value", &format_args!("***"))
            .field("expiry", &self.expiry)
            .finish()
    }
}

/// An API key, for a header or query parameter given by the model.
///
/// Clones share data. `Debug` does not show the key.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(Arc<str>);

impl ApiKey {
    /// A key.
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into().into())
    }

    /// The key itself.
    pub fn value(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(***)")
    }
}
