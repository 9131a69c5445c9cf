//! Conversions to and from the credentials of `aws-credential-types`, used by smithy-rs.

use std::time::SystemTime;

use aws_credential_types::Credentials as Theirs;

use super::Credentials;
use crate::types::Timestamp;

/// Provider name of converted credentials.
const PROVIDER: &str = "sansmith";

impl From<&Theirs> for Credentials {
    fn from(theirs: &Theirs) -> Self {
        let mut ours = Self::new(theirs.access_key_id(), theirs.secret_access_key());
        if let Some(token) = theirs.session_token() {
            ours = ours.with_session_token(token);
        }
        if let Some(expiry) = theirs.expiry() {
            ours = ours.with_expiry(Timestamp::from(expiry));
        }
        if let Some(account) = theirs.account_id() {
            ours = ours.with_account_id(account.as_str());
        }
        ours
    }
}

impl From<&Credentials> for Theirs {
    /// An expiry out of range of the platform's clock is dropped.
    fn from(ours: &Credentials) -> Self {
        let mut theirs = Self::builder()
            .access_key_id(ours.access_key_id())
            .secret_access_key(ours.secret_access_key())
            .provider_name(PROVIDER);
        theirs.set_session_token(ours.session_token().map(ToOwned::to_owned));
        theirs.set_expiry(ours.expiry().and_then(|at| SystemTime::try_from(at).ok()));
        theirs.set_account_id(ours.account_id().map(Into::into));
        theirs.build()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_go_there_and_back() {
        let ours = Credentials::new("AKID", "secret")
            .with_session_token("token")
            .with_expiry(Timestamp::from_secs(1_795_236_480))
            .with_account_id("123456789012");
        assert_eq!(Credentials::from(&Theirs::from(&ours)), ours);
        let bare = Credentials::new("AKID", "secret");
        assert_eq!(Credentials::from(&Theirs::from(&bare)), bare);
    }
}
