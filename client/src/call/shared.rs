//! Data that the calls of a client share.

use std::collections::BTreeMap;

use sansmith::identity::{Credentials, Token};
use sansmith::sign::Keys;

use super::discovery::Discovered;
use super::session::Sessions;
use super::skew::{self, Skew};
use crate::credentials::{IdentityCache, Memory};
use crate::retry::{Policy, Quota, RateLimiter};

/// Data that the calls of a client share: retry quotas, rate limiters, clock skews, identities, sessions, discovered
/// endpoints, regions of buckets.
///
/// It is plain data. A driver keeps it behind a lock, and holds the lock only within `step`, never over IO. Calls with
/// different sources of identities have different shared data.
#[derive(Debug, Clone, Default)]
pub struct Shared {
    quotas: BTreeMap<Scope, Quota>,
    limiters: BTreeMap<Scope, RateLimiter>,
    skews: BTreeMap<String, Skew>,
    pub(super) credentials: IdentityCache<Credentials>,
    pub(super) tokens: BTreeMap<String, IdentityCache<Token>>,
    pub(super) memory: Memory,
    pub(super) keys: Keys,
    pub(super) discovered: Discovered,
    pub(super) sessions: Sessions,
    /// The regions of buckets that are elsewhere.
    pub(super) regions: BTreeMap<String, String>,
}

/// The most hosts whose clocks are known; beyond that all are forgotten.
const MOST: usize = 1000;

/// The calls that share a quota and a rate: those of a service in a region.
///
/// smithy-rs parts them the same way (`RetryPartition` of a service and a region).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Scope {
    pub(super) service: &'static str,
    pub(super) region: String,
}

impl Shared {
    /// Full quotas, and nothing known.
    pub fn new() -> Self {
        Self::default()
    }

    /// The tokens that are left for retries of a service in a region; none before its first call.
    pub fn retry_quota(&self, service: &'static str, region: &str) -> Option<u32> {
        let scope = Scope {
            service,
            region: region.to_owned(),
        };
        self.quotas.get(&scope).map(Quota::available)
    }

    /// The seconds by which the clock of a host is ahead, where that is more than services accept.
    pub fn clock_skew(&self, host: &str) -> Option<i64> {
        self.skews.get(host).copied()
    }

    /// The quota of a scope.
    pub(super) fn quota(&mut self, scope: &Scope, policy: &Policy) -> &mut Quota {
        self.quotas
            .entry(scope.clone())
            .or_insert_with(|| Quota::new(policy))
    }

    /// The rate limiter of a scope.
    pub(super) fn limiter(&mut self, scope: &Scope) -> &mut RateLimiter {
        self.limiters.entry(scope.clone()).or_default()
    }

    /// Takes the difference that a response shows.
    pub(super) fn observe(&mut self, host: &str, skew: Skew) {
        if skew::differ(skew, 0) {
            if self.skews.len() >= MOST {
                self.skews.clear();
            }
            self.skews.insert(host.to_owned(), skew);
        } else {
            self.skews.remove(host);
        }
    }
}
