//! Retries of calls that obtain credentials.
//!
//! Each call has its own quota: a resolution makes few calls, and all are needed.

use std::fmt;
use std::time::Duration;

use crate::moment::fraction;
use crate::retry::{Attempts, Decision, Failure, Policy, Quota};

/// Default number of attempts.
pub(super) const ATTEMPTS: u32 = 3;

/// Attempts of a call, with their failures.
#[derive(Debug)]
pub(super) struct Tries {
    policy: Policy,
    quota: Quota,
    attempts: Attempts,
    failures: Vec<String>,
}

impl Tries {
    /// A call before its first attempt.
    pub(super) fn new(attempts: u32) -> Self {
        let policy = Policy::new("").max_attempts(attempts);
        Self {
            quota: Quota::new(&policy),
            policy,
            attempts: Attempts::new(),
            failures: Vec::new(),
        }
    }

    /// Delay before the next attempt, if there is one.
    pub(super) fn failed(
        &mut self,
        text: String,
        failure: &Failure,
        random: u128,
    ) -> Option<Duration> {
        self.failures.push(text);
        let random = fraction(random);
        let decision = self
            .attempts
            .failed(&self.policy, &mut self.quota, failure, random);
        match decision {
            Decision::Retry { after } => Some(after),
            Decision::Stop { .. } => None,
        }
    }
}

impl fmt::Display for Tries {
    /// The only failure, or a numbered list.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let [one] = self.failures.as_slice() {
            return f.write_str(one);
        }
        for (number, failure) in (1..).zip(&self.failures) {
            let mark = if number == 1 { "" } else { "; " };
            write!(f, "{mark}attempt {number}: {failure}")?;
        }
        Ok(())
    }
}

/// A failure; retryable or not.
pub(super) fn failure(is_retryable: bool) -> Failure {
    if is_retryable {
        return Failure::transient();
    }
    Failure::terminal()
}

/// Returns true for server errors that may be temporary.
pub(super) fn is_transient(status: http::StatusCode) -> bool {
    matches!(status.as_u16(), 500 | 502 | 503 | 504)
}
