//! Counters of a client.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::call::{Attempt, Metadata};

/// The counts of a client and its clones since it was made.
///
/// ```
/// # #[cfg(feature = "blocking-client")] {
/// let client = sansmith_client::blocking::Client::builder().build_with(sansmith_client::testing::Mock::new());
/// assert_eq!(client.counters().calls, 0);
/// # }
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counters {
    /// Calls that came to their end.
    pub calls: u64,
    /// Calls without an output.
    pub failures: u64,
    /// Attempts of calls.
    pub attempts: u64,
    /// Attempts after the first one of a call.
    pub retries: u64,
    /// Responses with status 429, or with a code of throttling.
    pub throttles: u64,
    /// Attempts without a response.
    pub broken: u64,
}

/// The counts while they grow.
#[derive(Debug, Default)]
pub(super) struct Counting {
    calls: AtomicU64,
    failures: AtomicU64,
    attempts: AtomicU64,
    retries: AtomicU64,
    throttles: AtomicU64,
    broken: AtomicU64,
}

fn add(counter: &AtomicU64, count: usize) {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    counter.fetch_add(count, Ordering::Relaxed);
}

impl Counting {
    /// Counts a call at its end.
    pub(super) fn count(&self, metadata: &Metadata, is_failure: bool) {
        let attempts = &metadata.attempts;
        let of = |is: fn(&Attempt) -> bool| attempts.iter().filter(|attempt| is(attempt)).count();
        add(&self.calls, 1);
        add(&self.failures, usize::from(is_failure));
        add(&self.attempts, attempts.len());
        add(&self.retries, attempts.len().saturating_sub(1));
        add(&self.throttles, of(is_throttle));
        add(&self.broken, of(|attempt| attempt.status.is_none()));
    }

    /// The counts now.
    pub(super) fn get(&self) -> Counters {
        let of = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Counters {
            calls: of(&self.calls),
            failures: of(&self.failures),
            attempts: of(&self.attempts),
            retries: of(&self.retries),
            throttles: of(&self.throttles),
            broken: of(&self.broken),
        }
    }
}

/// Tells if the service throttled an attempt.
fn is_throttle(attempt: &Attempt) -> bool {
    let Some(status) = attempt.status else {
        return false;
    };
    let code = attempt.error_code.as_deref().unwrap_or_default();
    let failure = crate::retry::Failure::of_status(code, status);
    failure.cause == Some(crate::retry::Cause::Throttling)
}
