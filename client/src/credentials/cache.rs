//! Identities that are kept until shortly before their end: plain data, with one refresh at a time.
//!
//! **Invariants**
//!
//! - At most one refresh is under way: only the caller that was told to refresh does so.
//! - An identity is given out until its end, even if refreshes fail; after that, errors are.
//!
//! A driver keeps it behind a lock, and holds the lock only for [`IdentityCache::get`] and
//! [`IdentityCache::finish`], never over IO.

use sansmith::Timestamp;
use sansmith::identity::{Credentials, Token};

use super::failure::ResolveError;
use super::moment::{fraction, later};

/// Seconds before its end from which an identity is refreshed, while others still use it.
const EARLY: i64 = 5 * 60;

/// Seconds before its end from which nobody uses an identity.
const LATE: i64 = 60;

/// Seconds from a refresh that failed to the next one, at least.
const PAUSE: i64 = 60;

/// Seconds after which a refresh that never came to an end counts as one that failed.
const LOST: i64 = 5 * 60;

/// The end of an identity past its end that is used on: ten to fifteen minutes from now.
pub(super) fn extended(now: Timestamp, random: u128) -> Timestamp {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a fraction of 300 is a small number"
    )]
    let more = (fraction(random) * 300.0) as i64;
    later(now, 10 * 60 + more)
}

/// An identity that may have an end.
pub trait Expires: Clone {
    /// The instant from which the service refuses it.
    fn expiry(&self) -> Option<Timestamp>;

    /// The same with another end.
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

/// An identity, and when to refresh it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cached<T> {
    /// The identity.
    pub identity: T,
    /// The instant from which it is refreshed; none if it has no end.
    pub refresh_at: Option<Timestamp>,
    /// The instant from which it is no longer used; none if it has no end.
    pub unused_from: Option<Timestamp>,
}

impl<T: Expires> Cached<T> {
    /// An identity that came at `now`. One that lives for a short time only is used for most of it.
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
            reason = "a tenth of some minutes is a small number"
        )]
        // Programs that began together do not refresh together.
        let jitter =
            (fraction(random) * 30.0_f64.min(f64::from(u32::try_from(early).unwrap_or(0)))) as i64;
        Self {
            identity,
            refresh_at: Some(later(end, -(early + jitter))),
            unused_from: Some(later(end, -LATE.min(left / 4))),
        }
    }
}

/// An identity of one provider, and its refresh.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityCache<T> {
    cached: Option<Cached<T>>,
    /// The begin of the refresh that is under way.
    refreshing: Option<Timestamp>,
    /// The instant before which no refresh begins, after one that failed.
    pause_until: Option<Timestamp>,
    /// The identity is used on past its end while refreshes fail.
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

/// The state of an identity.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Lookup<T> {
    /// The identity to use.
    Use(T),
    /// The identity to use; this caller, and no other, is to refresh it too and to [`finish`](IdentityCache::finish).
    UseAndRefresh(T),
    /// There is no identity; this caller, and no other, is to get one and to [`finish`](IdentityCache::finish).
    Refresh,
    /// There is no identity; another caller is getting one: wait for its `finish`.
    Wait,
}

impl<T: Expires> IdentityCache<T> {
    /// A cache without an identity.
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

    /// Sets if the identity is used on past its end while refreshes fail: so it is with credentials of
    /// [`Source::Imds`](super::Source::Imds), whose service takes them for longer.
    pub fn set_stable(&mut self, is_stable: bool) {
        self.is_stable = is_stable;
    }

    /// The identity, and if this caller is to refresh it.
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

    /// Takes the outcome of a refresh.
    ///
    /// # Errors
    ///
    /// The refresh failed, and the old identity has come to its end.
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

    /// Forgets the identity: the service has refused it.
    pub fn clear(&mut self) {
        self.cached = None;
        self.pause_until = None;
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
