//! SigV4 signing by headers or query.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>

use std::time::Duration;

use super::error::SignError;
use super::hex;
use super::key::{Keys, SigningKey};
use super::request::Signable;
use super::settings::Settings;
use super::signed::{Explained, Signed, SignedQuery};
use super::stamp::Stamp;
use super::terms::{Ready, Terms};
use crate::identity::Credentials;
use crate::types::Timestamp;

/// Signs requests to one service in one region.
#[derive(Debug, Clone, Copy)]
pub struct Signer<'a> {
    terms: Terms<'a>,
    region: &'a str,
}

impl<'a> Signer<'a> {
    /// A signer with default settings; `service` is the signing name, such as `connect`.
    pub const fn new(credentials: &'a Credentials, region: &'a str, service: &'a str) -> Self {
        Self {
            terms: Terms {
                credentials,
                settings: Settings::new(),
                algorithm: "AWS4-HMAC-SHA256",
                region: Some(region),
                region_set: None,
                service,
            },
            region,
        }
    }

    /// Sets service-specific settings.
    #[must_use]
    pub const fn settings(mut self, settings: Settings<'a>) -> Self {
        self.terms.settings = settings;
        self
    }

    /// Signs a request by headers.
    ///
    /// # Errors
    ///
    /// The request has no `host`, or the clock is out of range.
    pub fn sign(
        &self,
        request: &Signable<'_>,
        now: Timestamp,
        keys: &mut Keys,
    ) -> Result<Signed, SignError> {
        let sign = |ready: &Ready| self.signature(ready, keys);
        self.terms.in_headers(request, now, sign)
    }

    /// Signs a request by its query, valid for a period from `now`.
    ///
    /// S3 expects [`Payload::Unsigned`](super::Payload::Unsigned) here; other services check the body hash, even for an empty body.
    ///
    /// # Errors
    ///
    /// The request has no `host`, the clock is out of range, or the lifetime is not between one second and seven days.
    pub fn sign_query(
        &self,
        request: &Signable<'_>,
        now: Timestamp,
        lifetime: Duration,
        keys: &mut Keys,
    ) -> Result<SignedQuery, SignError> {
        let sign = |ready: &Ready| self.signature(ready, keys);
        self.terms.in_query(request, now, lifetime, sign)
    }

    /// Intermediate texts of [`sign`](Self::sign).
    ///
    /// # Errors
    ///
    /// Same as for [`sign`](Self::sign).
    pub fn explain(&self, request: &Signable<'_>, now: Timestamp) -> Result<Explained, SignError> {
        self.terms.explain_headers(request, now)
    }

    /// Intermediate texts of [`sign_query`](Self::sign_query).
    ///
    /// # Errors
    ///
    /// Same as for [`sign_query`](Self::sign_query).
    pub fn explain_query(
        &self,
        request: &Signable<'_>,
        now: Timestamp,
        lifetime: Duration,
    ) -> Result<Explained, SignError> {
        self.terms.explain_query(request, now, lifetime)
    }

    /// Signing key, and the lines with date and scope.
    pub(super) fn key_and_terms(
        &self,
        now: Timestamp,
        keys: &mut Keys,
    ) -> Result<(SigningKey, String), SignError> {
        let stamp = Stamp::new(now)?;
        let terms = [stamp.text(), &self.terms.scope(&stamp)].join("\n");
        let (credentials, service) = (self.terms.credentials, self.terms.service);
        Ok((keys.get(credentials, &stamp, self.region, service), terms))
    }

    fn signature(&self, ready: &Ready, keys: &mut Keys) -> String {
        let Terms {
            credentials,
            service,
            ..
        } = self.terms;
        let key = keys.get(credentials, &ready.stamp, self.region, service);
        hex::text(&key.sign(ready.to_sign.as_bytes()))
    }
}
