//! Attempts of the calls that credentials come from: how many, and how long to wait between them.
//!
//! Backoff of specification 2.1 of the SDKs' retries, without its budget: a resolution has few calls.

use std::fmt;
use std::time::Duration;

use super::moment::fraction;

/// The attempts of a call.
pub(super) const ATTEMPTS: u32 = 3;

/// The longest pause.
const LONGEST: f64 = 20.0;

/// The pause after an attempt, the first being 1: a random part of a time that doubles.
pub(super) fn pause(attempt: u32, is_throttle: bool, random: u128) -> Duration {
    let scale = if is_throttle { 1.0 } else { 0.05 };
    let doubled = scale * 2_f64.powi(i32::try_from(attempt.saturating_sub(1)).unwrap_or(i32::MAX));
    Duration::from_secs_f64(fraction(random) * doubled.min(LONGEST))
}

/// Statuses of a server that may well answer the same request later.
pub(super) fn is_transient(status: http::StatusCode) -> bool {
    matches!(status.as_u16(), 500 | 502 | 503 | 504)
}

/// Failures of the attempts of one call.
#[derive(Debug, Default)]
pub(super) struct Failures(Vec<String>);

impl Failures {
    /// Adds the failure of the next attempt.
    pub(super) fn push(&mut self, failure: String) {
        self.0.push(failure);
    }
}

impl fmt::Display for Failures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let [one] = self.0.as_slice() {
            return f.write_str(one);
        }
        for (number, failure) in (1..).zip(&self.0) {
            let mark = if number == 1 { "" } else { "; " };
            write!(f, "{mark}attempt {number}: {failure}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_doubles_up_to_a_limit() {
        let half = 1 << 127;
        assert_eq!(pause(1, false, half), Duration::from_millis(25));
        assert_eq!(pause(2, false, half), Duration::from_millis(50));
        assert_eq!(pause(1, true, half), Duration::from_millis(500));
        assert_eq!(pause(99, true, half), Duration::from_secs(10));
        assert_eq!(pause(1, true, 0), Duration::ZERO);
    }
}
