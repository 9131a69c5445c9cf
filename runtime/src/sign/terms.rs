//! Steps shared by SigV4 and SigV4a: from request to string to sign, and from signature to signed request.

use std::time::Duration;

use super::canonical::{self, CONTENT_HASH, Covered, Parts};
use super::error::SignError;
use super::query;
use super::request::{Payload, Signable};
use super::settings::Settings;
use super::signed::{Explained, Signed, SignedQuery};
use super::stamp::Stamp;
use crate::identity::Credentials;
use crate::types::Timestamp;

/// Maximum lifetime of a query signature: seven days.
pub(super) const LONGEST: Duration = Duration::from_secs(604_800);

/// Parameters of a signature.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terms<'a> {
    pub(super) credentials: &'a Credentials,
    pub(super) settings: Settings<'a>,
    pub(super) algorithm: &'static str,
    /// Region in the scope; `None` for SigV4a.
    pub(super) region: Option<&'a str>,
    /// Comma-separated SigV4a regions.
    pub(super) region_set: Option<&'a str>,
    pub(super) service: &'a str,
}

/// A request prepared for signing.
pub(super) struct Ready {
    pub(super) stamp: Stamp,
    pub(super) to_sign: String,
    scope: String,
    names: String,
    canonical: String,
}

impl<'a> Terms<'a> {
    /// Signs by headers.
    pub(super) fn in_headers(
        &self,
        request: &Signable<'_>,
        now: Timestamp,
        sign: impl FnOnce(&Ready) -> String,
    ) -> Result<Signed, SignError> {
        let payload = canonical::payload(request);
        let ready = self.ready_in_headers(request, now, &payload)?;
        let signature = sign(&ready);
        let mut headers = Vec::with_capacity(5);
        headers.push(("x-amz-date", ready.stamp.text().to_owned()));
        if let Some(regions) = self.region_set {
            headers.push(("x-amz-region-set", regions.to_owned()));
        }
        if self.adds_content_hash(request) {
            headers.push((CONTENT_HASH, payload.into_owned()));
        }
        if let Some(token) = self.credentials.session_token() {
            headers.push((self.settings.token_use().header(), token.to_owned()));
        }
        headers.push(("authorization", self.authorization(&ready, &signature)));
        Ok(Signed { headers, signature })
    }

    /// Intermediate texts of signing by headers.
    pub(super) fn explain_headers(
        &self,
        request: &Signable<'_>,
        now: Timestamp,
    ) -> Result<Explained, SignError> {
        let payload = canonical::payload(request);
        Ok(self.ready_in_headers(request, now, &payload)?.explained())
    }

    /// Signs by query.
    pub(super) fn in_query(
        &self,
        request: &Signable<'_>,
        now: Timestamp,
        lifetime: Duration,
        sign: impl FnOnce(&Ready) -> String,
    ) -> Result<SignedQuery, SignError> {
        let lifetime = seconds(lifetime)?;
        let ready = self.ready_in_query(request, now, &lifetime)?;
        let signature = sign(&ready);
        let credential = self.credential(&ready.scope);
        let pairs = self.pairs(&ready.stamp, &credential, &lifetime, &ready.names);
        let mut query = String::with_capacity(request.query.len() + 512);
        for (_, _, pair) in query::kept(request.query, &pairs) {
            query.push_str(pair);
            query.push('&');
        }
        let place = self.settings.token_use();
        let token = self.credentials.session_token();
        let unsigned = token
            .filter(|_| !place.is_signed())
            .map(|token| (place.query(), token));
        for (key, value) in pairs.into_iter().chain(unsigned) {
            query.push_str(key);
            query.push('=');
            query.push_str(&query::escape(value));
            query.push('&');
        }
        query.push_str(query::SIGNATURE);
        query.push('=');
        query.push_str(&signature);
        Ok(SignedQuery { query, signature })
    }

    /// Intermediate texts of signing by query.
    pub(super) fn explain_query(
        &self,
        request: &Signable<'_>,
        now: Timestamp,
        lifetime: Duration,
    ) -> Result<Explained, SignError> {
        let ready = self.ready_in_query(request, now, &seconds(lifetime)?)?;
        Ok(ready.explained())
    }

    fn ready_in_headers(
        &self,
        request: &Signable<'_>,
        now: Timestamp,
        payload: &str,
    ) -> Result<Ready, SignError> {
        let stamp = Stamp::new(now)?;
        let hash = self.adds_content_hash(request).then_some(payload);
        let token = self.signed_token();
        let besides = [
            Some(("x-amz-date", stamp.text())),
            self.region_set.map(|regions| ("x-amz-region-set", regions)),
            hash.map(|hash| (CONTENT_HASH, hash)),
            token.map(|token| (self.settings.token_use().header(), token)),
        ];
        let besides: Vec<_> = besides.into_iter().flatten().collect();
        let covered = Covered::new(request, &besides, &self.settings)?;
        let names = covered.names();
        let canonical = Parts {
            request,
            settings: &self.settings,
            query: &[],
            covered: &covered,
            names: &names,
            payload,
        }
        .text();
        Ok(self.ready(stamp, names, canonical))
    }

    fn ready_in_query(
        &self,
        request: &Signable<'_>,
        now: Timestamp,
        lifetime: &str,
    ) -> Result<Ready, SignError> {
        let stamp = Stamp::new(now)?;
        let covered = Covered::new(request, &[], &self.settings)?;
        let names = covered.names();
        let credential = self.credential(&self.scope(&stamp));
        let canonical = Parts {
            request,
            settings: &self.settings,
            query: &self.pairs(&stamp, &credential, lifetime, &names),
            covered: &covered,
            names: &names,
            payload: &canonical::payload(request),
        }
        .text();
        Ok(self.ready(stamp, names, canonical))
    }

    fn ready(&self, stamp: Stamp, names: String, canonical: String) -> Ready {
        let scope = self.scope(&stamp);
        let to_sign = canonical::string_to_sign(self.algorithm, &stamp, &scope, &canonical);
        Ready {
            stamp,
            to_sign,
            scope,
            names,
            canonical,
        }
    }

    /// Signed query parameters.
    fn pairs<'t>(
        &self,
        stamp: &'t Stamp,
        credential: &'t str,
        lifetime: &'t str,
        names: &'t str,
    ) -> Vec<(&'static str, &'t str)>
    where
        'a: 't,
    {
        let mut pairs = Vec::with_capacity(7);
        pairs.extend([
            ("X-Amz-Algorithm", self.algorithm),
            ("X-Amz-Credential", credential),
            ("X-Amz-Date", stamp.text()),
            ("X-Amz-Expires", lifetime),
            ("X-Amz-SignedHeaders", names),
        ]);
        if let Some(regions) = self.region_set {
            pairs.push(("X-Amz-Region-Set", regions));
        }
        if let Some(token) = self.signed_token() {
            pairs.push((self.settings.token_use().query(), token));
        }
        pairs
    }

    fn signed_token(&self) -> Option<&'a str> {
        let is_signed = self.settings.token_use().is_signed();
        self.credentials.session_token().filter(|_| is_signed)
    }

    /// Returns true if the payload hash is sent as a header: required by the service, or because it is not a plain hash.
    fn adds_content_hash(&self, request: &Signable<'_>) -> bool {
        let is_hash = matches!(request.payload, Payload::Bytes(_) | Payload::Sha256(_));
        request.header(CONTENT_HASH).is_none() && (self.settings.has_content_hash() || !is_hash)
    }

    /// `20150830/us-east-1/service/aws4_request`.
    pub(super) fn scope(&self, stamp: &Stamp) -> String {
        let mut scope = String::with_capacity(64);
        let parts = [Some(stamp.date()), self.region, Some(self.service)];
        for part in parts.into_iter().flatten() {
            scope.push_str(part);
            scope.push('/');
        }
        scope.push_str("aws4_request");
        scope
    }

    fn credential(&self, scope: &str) -> String {
        [self.credentials.access_key_id(), scope].join("/")
    }

    fn authorization(&self, ready: &Ready, signature: &str) -> String {
        [
            self.algorithm,
            " Credential=",
            self.credentials.access_key_id(),
            "/",
            &ready.scope,
            ", SignedHeaders=",
            &ready.names,
            ", Signature=",
            signature,
        ]
        .concat()
    }
}

impl Ready {
    fn explained(self) -> Explained {
        Explained {
            canonical_request: self.canonical,
            string_to_sign: self.to_sign,
        }
    }
}

/// A lifetime in seconds.
fn seconds(lifetime: Duration) -> Result<String, SignError> {
    let found = lifetime.as_secs();
    let longest = LONGEST.as_secs();
    if (1..=longest).contains(&found) {
        Ok(found.to_string())
    } else {
        Err(SignError::Lifetime { found, longest })
    }
}
