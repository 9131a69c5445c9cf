//! A cache for identities that expire: plain data, with a single refresh at a time.
//!
//! **Invariants**
//!
//! - At most one refresh is in progress: only one caller is told to refresh.
//! - An identity is returned until it expires, even if refreshes fail; afterwards errors are returned.
//!
//! Callers keep the cache behind a lock, which they hold only during [`IdentityCache::get`] and [`IdentityCache::finish`], never
//! during I/O.

use sansmith::Timestamp;
use sansmith::identity::{Credentials, Token};

use super::failure::ResolveError;
use crate::moment::{fraction, later};

/// Seconds before expiry at which a refresh starts, while callers still use the identity.
const EARLY: i64 = 5 * 60;

/// Seconds before expiry at which the identity is no longer used.
const LATE: i64 = 60;

/// Minimum number of seconds between a failed refresh and the next one.
const PAUSE: i64 = 60;

/// Number of seconds after which an unfinished refresh counts as failed.
const LOST: i64 = 5 * 60;

/// Extended expiry of an expired identity that may still be used: ten to fifteen minutes from now.
pub(super) fn extended(now: Timestamp, random: u128) -> Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "at most 300")]
    let more = (fraction(random) * 300.0) as i64;
    later(now, 10 * 60 + more)
}

/// An identity that may expire.
pub trait Expires: Clone {
    /// The time of expiry.
    fn expiry(&self) -> Option<Timestamp>;

    /// The identity with another expiry.
    #[must_use]
    fn with_expiry(self, expiry: Timestamp) -> Self;
}

impl Expires for Credentials {
    fn expiry(&self) -> Option<Timestamp> {
        self.expiry()
    }

    fn with_expiry(self, expiry: Timestamp) -> Self {
        self.with_expiry(expiry)
    }
}

impl Expires for Token {
    fn expiry(&self) -> Option<Timestamp> {
        self.expiry()
    }

    fn with_expiry(self, expiry: Timestamp) -> Self {
        self.with_expiry(expiry)
    }
}

/// An identity with its refresh times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cached<T> {
    /// The identity.
    pub identity: T,
    /// Time of the next refresh; `None` if the identity does not expire.
    pub refresh_at: Option<Timestamp>,
    /// Time from which it is no longer used; `None` if the identity does not expire.
    pub unused_from: Option<Timestamp>,
}

impl<T: Expires> Cached<T> {
    /// An identity obtained at `now`. A short-lived one is used for most of its lifetime.
    pub fn new(identity: T, now: Timestamp, random: u128) -> Self {
        let Some(end) = identity.expiry() else {
            return Self {
                identity,
                refresh_at: None,
                unused_from: None,
            };
        };
        let left = end.seconds().saturating_sub(now.seconds()).max(0);
        let early = EARLY.min(left / 2);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a tenth of a few minutes is small"
        )]
        // Jitter, so that programs started together do not refresh at the same time.
        let jitter =
            (fraction(random) * 30.0_f64.min(f64::from(u32::try_from(early).unwrap_or(0)))) as i64;
        Self {
            identity,
            refresh_at: Some(later(end, -(early + jitter))),
            unused_from: Some(later(end, -LATE.min(left / 4))),
        }
    }
}

/// A cache for the identity of one provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityCache<T> {
    cached: Option<Cached<T>>,
    /// Start of the refresh in progress.
    refreshing: Option<Timestamp>,
    /// Earliest time of the next refresh after a failed one.
    pause_until: Option<Timestamp>,
    /// True if the identity remains in use after expiry while refreshes fail.
    is_stable: bool,
}

impl<T> Default for IdentityCache<T> {
    fn default() -> Self {
        Self {
            cached: None,
            refreshing: None,
            pause_until: None,
            is_stable: false,
        }
    }
}

/// Result of a lookup.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Lookup<T> {
    /// The identity to use.
    Use(T),
    /// The identity to use. This caller must also refresh it and call [`finish`](IdentityCache::finish).
    UseAndRefresh(T),
    /// No identity. This caller must obtain one and call [`finish`](IdentityCache::finish).
    Refresh,
    /// No identity, and another caller is obtaining one: wait for its `finish`.
    Wait,
}

impl<T: Expires> IdentityCache<T> {
    /// An empty cache.
    pub fn new() -> Self {
        Self::default()
    }

    /// A cache with an identity.
    pub fn with(identity: T, now: Timestamp, random: u128) -> Self {
        Self {
            cached: Some(Cached::new(identity, now, random)),
            ..Self::default()
        }
    }

    /// Sets if the identity remains in use after expiry while refreshes fail. Set this for credentials of
    /// [`Source::Imds`](super::Source::Imds), which services accept for longer.
    pub fn set_stable(&mut self, is_stable: bool) {
        self.is_stable = is_stable;
    }

    /// Looks up the identity; the result tells if this caller must refresh it.
    pub fn get(&mut self, now: Timestamp) -> Lookup<T> {
        let is_under_way = self
            .refreshing
            .is_some_and(|begin| now < later(begin, LOST));
        let is_past = |instant: Option<Timestamp>| instant.is_some_and(|instant| instant <= now);
        let usable = self
            .cached
            .as_ref()
            .filter(|cached| !is_past(cached.unused_from));
        let Some(cached) = usable else {
            if is_under_way {
                return Lookup::Wait;
            }
            self.refreshing = Some(now);
            return Lookup::Refresh;
        };
        let identity = cached.identity.clone();
        let is_due = is_past(cached.refresh_at) && self.pause_until.is_none_or(|end| end <= now);
        if is_under_way || !is_due {
            return Lookup::Use(identity);
        }
        self.refreshing = Some(now);
        Lookup::UseAndRefresh(identity)
    }

    /// Stores the result of a refresh.
    ///
    /// # Errors
    ///
    /// The refresh failed, and the previous identity has expired.
    pub fn finish(
        &mut self,
        outcome: Result<T, ResolveError>,
        now: Timestamp,
        random: u128,
    ) -> Result<T, ResolveError> {
        self.refreshing = None;
        let error = match outcome {
            Ok(identity) => {
                self.cached = Some(Cached::new(identity.clone(), now, random));
                self.pause_until = None;
                return Ok(identity);
            }
            Err(error) => error,
        };
        self.pause_until = Some(later(now, PAUSE));
        let Some(cached) = self.cached.take() else {
            return Err(error);
        };
        let identity = cached.identity.clone();
        if identity.expiry().is_none_or(|end| now < end) {
            self.cached = Some(cached);
            return Ok(identity);
        }
        if !self.is_stable {
            return Err(error);
        }
        let identity = identity.with_expiry(extended(now, random));
        self.cached = Some(Cached::new(identity.clone(), now, random));
        Ok(identity)
    }

    /// Removes the identity, for example after the service rejected it.
    pub fn clear(&mut self) {
        self.cached = None;
        self.pause_until = None;
    }

    /// Forgets the identity if it is still the one that the service has refused.
    pub fn clear_if(&mut self, refused: &T)
    where
        T: PartialEq,
    {
        let is_same = |cached: &Cached<T>| cached.identity == *refused;
        if self.cached.as_ref().is_some_and(is_same) {
            self.clear();
        }
    }

    /// Gives a refresh up: this caller was told to refresh, and another one is to do so.
    pub fn abandon(&mut self) {
        self.refreshing = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_secs(seconds)
    }

    fn credentials(id: &str, end: i64) -> Credentials {
        Credentials::new(id, "secret").with_expiry(at(end))
    }

    fn failed() -> Result<Credentials, ResolveError> {
        Err(ResolveError {
            attempts: Vec::new(),
        })
    }

    #[test]
    fn one_caller_refreshes_and_the_others_wait() {
        let mut cache = IdentityCache::new();
        assert_eq!(cache.get(at(0)), Lookup::Refresh);
        assert_eq!(cache.get(at(1)), Lookup::Wait);
        let first = credentials("a", 3600);
        cache.finish(Ok(first.clone()), at(2), 0).unwrap();
        assert_eq!(cache.get(at(3)), Lookup::Use(first.clone()));
        assert_eq!(cache.get(at(3299)), Lookup::Use(first.clone()));
        assert_eq!(cache.get(at(3300)), Lookup::UseAndRefresh(first.clone()));
        assert_eq!(cache.get(at(3301)), Lookup::Use(first));
        assert_eq!(cache.get(at(3540)), Lookup::Wait);
    }

    #[test]
    fn a_refresh_that_fails_leaves_the_identity_in_use_until_its_end() {
        let first = credentials("a", 3600);
        let mut cache = IdentityCache::with(first.clone(), at(0), 0);
        assert_eq!(cache.get(at(3300)), Lookup::UseAndRefresh(first.clone()));
        assert_eq!(cache.finish(failed(), at(3301), 0).unwrap(), first);
        assert_eq!(cache.get(at(3360)), Lookup::Use(first.clone()));
        assert_eq!(cache.get(at(3361)), Lookup::UseAndRefresh(first.clone()));
        assert_eq!(cache.finish(failed(), at(3599), 0).unwrap(), first);
        assert_eq!(cache.get(at(3600)), Lookup::Refresh);
        assert!(cache.finish(failed(), at(3600), 0).is_err());
    }

    #[test]
    fn a_stable_identity_is_used_on_past_its_end() {
        let first = credentials("a", 3600);
        let mut cache = IdentityCache::with(first.clone(), at(0), 0);
        cache.set_stable(true);
        assert_eq!(cache.get(at(4000)), Lookup::Refresh);
        let extended = cache.finish(failed(), at(4000), 0).unwrap();
        assert_eq!(extended, credentials("a", 4600));
        assert_eq!(cache.get(at(4100)), Lookup::Use(extended));
    }

    #[test]
    fn a_refresh_that_is_lost_begins_again() {
        let mut cache = IdentityCache::<Credentials>::new();
        assert_eq!(cache.get(at(0)), Lookup::Refresh);
        assert_eq!(cache.get(at(299)), Lookup::Wait);
        assert_eq!(cache.get(at(300)), Lookup::Refresh);
    }

    #[test]
    fn a_short_life_is_used_for_most_of_it() {
        let short = credentials("a", 100);
        let mut cache = IdentityCache::with(short.clone(), at(0), 0);
        assert_eq!(cache.get(at(49)), Lookup::Use(short.clone()));
        assert_eq!(cache.get(at(50)), Lookup::UseAndRefresh(short));
        let endless = Credentials::new("b", "secret");
        let mut cache = IdentityCache::with(endless.clone(), at(0), 0);
        assert_eq!(cache.get(at(i64::MAX)), Lookup::Use(endless));
    }
}
