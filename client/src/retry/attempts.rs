//! Attempts of one call: stop or retry after a delay.

use std::time::Duration;

use super::failure::{Cause, Failure};
use super::policy::Policy;
use super::quota::Quota;

/// Maximum increase of a delay by the service, in specification 2.1.
const MAX_ADDITIONAL: Duration = Duration::from_secs(5);

/// Tokens returned by a call that succeeded without retries.
const REWARD: u32 = 1;

/// The attempts of one call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempts {
    made: u32,
    taken: Option<u32>,
}

/// The decision after a failed attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Decision {
    /// Retry after a delay.
    Retry {
        /// Delay.
        after: Duration,
    },
    /// Give up.
    Stop {
        /// Reason.
        reason: Stop,
        /// Delay before returning the error, because callers of a long-polling operation call again immediately.
        after: Duration,
    },
}

/// Reason to give up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Stop {
    /// The same request would fail again.
    NotRetryable,
    /// The maximum number of attempts was reached.
    MaxAttempts,
    /// Too few tokens in the quota.
    Quota,
}

impl Default for Attempts {
    fn default() -> Self {
        Self::new()
    }
}

impl Attempts {
    /// A call before its first attempt.
    pub fn new() -> Self {
        Self {
            made: 0,
            taken: None,
        }
    }

    /// Number of the current attempt, from 1: `attempt` in the header `amz-sdk-request`.
    pub fn number(&self) -> u32 {
        self.made.saturating_add(1)
    }

    /// Decides after a failed attempt. `random` is in `0.0..1.0`.
    pub fn failed(
        &mut self,
        policy: &Policy,
        quota: &mut Quota,
        failure: &Failure,
        random: f64,
    ) -> Decision {
        self.made = self.made.saturating_add(1);
        let stop = |reason, after| Decision::Stop { reason, after };
        let Some(cause) = failure.cause else {
            return stop(Stop::NotRetryable, Duration::ZERO);
        };
        if self.made >= policy.max_attempts {
            return stop(Stop::MaxAttempts, Duration::ZERO);
        }
        let after = self.pause(policy, cause, failure.retry_after, random);
        let cost = match cause {
            Cause::Transient => policy.cost,
            Cause::Timeout => policy.timeout_cost,
            Cause::Throttling => policy.throttling_cost,
        };
        if !quota.take(cost) {
            let pause = if failure.is_long_polling {
                after
            } else {
                Duration::ZERO
            };
            return stop(Stop::Quota, pause);
        }
        self.taken = Some(cost);
        Decision::Retry { after }
    }

    /// Begins another attempt at once, after a failure whose reason is out of the way: a stale identity, say. It takes
    /// no tokens; false if there were as many attempts as allowed.
    pub fn again(&mut self, policy: &Policy) -> bool {
        self.made = self.made.saturating_add(1);
        self.made < policy.max_attempts
    }

    /// Returns tokens after a success: those of the last retry, or one.
    pub fn succeeded(&mut self, quota: &mut Quota) {
        quota.give(self.taken.take().unwrap_or(REWARD));
    }

    /// The delay: exponential backoff with jitter, raised to the delay requested by the service.
    fn pause(
        &self,
        policy: &Policy,
        cause: Cause,
        asked: Option<Duration>,
        random: f64,
    ) -> Duration {
        let scale = match cause {
            Cause::Throttling => policy.throttling_scale,
            Cause::Transient | Cause::Timeout => policy.scale,
        };
        let doublings = i32::try_from(self.made.saturating_sub(1)).unwrap_or(i32::MAX);
        let seconds = scale.as_secs_f64() * 2_f64.powi(doublings);
        let random = random.clamp(0.0, 1.0);
        let backoff = random * seconds.min(policy.max_backoff.as_secs_f64());
        let backoff = Duration::try_from_secs_f64(backoff).unwrap_or(policy.max_backoff);
        asked.map_or(backoff, |asked| {
            backoff.max(asked.min(backoff.saturating_add(MAX_ADDITIONAL)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::retry::Version;

    fn retry(millis: u64) -> Decision {
        Decision::Retry {
            after: Duration::from_millis(millis),
        }
    }

    #[test]
    fn a_timeout_costs_more_under_2_0() {
        let policy = Policy::of(Version::V2_0, "S3");
        let mut quota = Quota::new(&policy);
        let timeout = Failure::new(Some(Cause::Timeout));
        let mut call = Attempts::new();
        assert_eq!(call.failed(&policy, &mut quota, &timeout, 1.0), retry(1000));
        assert_eq!(quota.available(), 490);
        call.succeeded(&mut quota);
        assert_eq!(quota.available(), 500);
    }

    #[test]
    fn a_random_number_outside_of_its_range_does_no_harm() {
        let policy = Policy::new("S3");
        for random in [f64::NAN, f64::INFINITY, -1.0] {
            let mut quota = Quota::new(&policy);
            let decision =
                Attempts::new().failed(&policy, &mut quota, &Failure::transient(), random);
            assert!(matches!(decision, Decision::Retry { after } if after <= policy.max_backoff));
        }
    }

    #[test]
    fn attempts_are_numbered_from_one() {
        let policy = Policy::new("S3");
        let mut quota = Quota::new(&policy);
        let mut call = Attempts::new();
        assert_eq!(call.number(), 1);
        call.failed(&policy, &mut quota, &Failure::transient(), 0.0);
        assert_eq!(call.number(), 2);
    }
}
