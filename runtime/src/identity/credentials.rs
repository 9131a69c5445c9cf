//! AWS credentials.

use std::fmt;
use std::sync::Arc;

use crate::types::Timestamp;

/// AWS credentials: access key id and secret; temporary ones also have a session token and an expiry.
///
/// Clones share data. `Debug` shows the access key id, which is part of every signed request, but neither the secret nor the
/// session token.
///
/// ```
/// use sansmith::Timestamp;
/// use sansmith::identity::Credentials;
///
/// let credentials = Credentials::new("AKIDEXAMPLE", "a secret")
///     .with_session_token("a token")
///     .with_expiry(Timestamp::from_secs(1_795_236_480))
///     .with_account_id("123456789012");
///
/// assert_eq!(credentials.session_token(), Some("a token"));
/// assert!(!format!("{credentials:?}").contains("a secret"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials(Arc<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    access_key_id: Box<str>,
    secret_access_key: Box<str>,
    session_token: Option<Box<str>>,
    expiry: Option<Timestamp>,
    account_id: Option<Box<str>>,
}

impl Credentials {
    /// Long-term credentials without session token, expiry and account.
    pub fn new(access_key_id: impl Into<String>, secret_access_key: impl Into<String>) -> Self {
        Self(Arc::new(Inner {
            access_key_id: access_key_id.into().into(),
            secret_access_key: secret_access_key.into().into(),
            session_token: None,
            expiry: None,
            account_id: None,
        }))
    }

    /// Sets the session token of temporary credentials.
    #[must_use]
    pub fn with_session_token(mut self, token: impl Into<String>) -> Self {
        Arc::make_mut(&mut self.0).session_token = Some(token.into().into());
        self
    }

    /// Sets the time of expiry.
    #[must_use]
    pub fn with_expiry(mut self, expiry: Timestamp) -> Self {
        Arc::make_mut(&mut self.0).expiry = Some(expiry);
        self
    }

    /// Sets the account id: twelve digits.
    #[must_use]
    pub fn with_account_id(mut self, account_id: impl Into<String>) -> Self {
        Arc::make_mut(&mut self.0).account_id = Some(account_id.into().into());
        self
    }

    /// The access key id: `AKIA…`, or `ASIA…` of temporary credentials.
    pub fn access_key_id(&self) -> &str {
        &self.0.access_key_id
    }

    /// The secret access key.
    pub fn secret_access_key(&self) -> &str {
        &self.0.secret_access_key
    }

    /// The session token of temporary credentials.
    pub fn session_token(&self) -> Option<&str> {
        self.0.session_token.as_deref()
    }

    /// The time of expiry; `None` if the credentials do not expire.
    pub fn expiry(&self) -> Option<Timestamp> {
        self.0.expiry
    }

    /// The account id, if known.
    pub fn account_id(&self) -> Option<&str> {
        self.0.account_id.as_deref()
    }

    /// Returns true if the two are clones of each other; cheaper than `==`, and false for equal credentials from different sources.
    pub fn is_clone_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("access_key_id", &self.access_key_id())
            .field("secret_access_key", &format_args!("***"))
            .field(
                "session_token",
                &self.session_token().map(|_| format_args!("***")),
            )
            .field("expiry", &self.expiry())
            .field("account_id", &self.account_id())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_secret() {
        let credentials = Credentials::new("AKID", "hidden-1").with_session_token("hidden-2");
        assert_eq!(
            format!("{credentials:?}"),
            "Credentials { access_key_id: \"AKID\", secret_access_key: ***, session_token: Some(***), \
             expiry: None, account_id: None }"
        );
    }

    #[test]
    fn a_setter_leaves_clones_alone() {
        let before = Credentials::new("AKID", "s");
        let clone = before.clone();
        assert!(clone.is_clone_of(&before));
        let after = before.with_account_id("123456789012");
        assert_eq!(clone.account_id(), None);
        assert_eq!(after.account_id(), Some("123456789012"));
        assert_ne!(clone, after);
    }
}
