//! The rate limiter of adaptive mode: a token bucket whose rate follows a cubic curve.
//!
//! **Invariants**
//! - Times are durations since a fixed moment; a time before the previous one is replaced by it.
//! - Requests are never delayed before the first throttling.
//!
//! The curve: <https://datatracker.ietf.org/doc/html/rfc8312>.

use std::time::Duration;

/// The scale of the curve.
const SCALE: f64 = 0.4;
/// Factor on the rate after throttling.
const BETA: f64 = 0.7;
/// The weight of the newest measurement.
const SMOOTHING: f64 = 0.8;
/// Measurements per second.
const MEASUREMENTS: f64 = 2.0;
/// The lowest rate, in requests per second.
const MIN_RATE: f64 = 0.5;
/// The smallest capacity of the bucket, in requests.
const MIN_CAPACITY: f64 = 1.0;

/// The shared state of adaptive mode: one per client and service.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RateLimiter {
    is_enabled: bool,
    rate: f64,
    capacity: f64,
    tokens: f64,
    refilled: Option<f64>,
    measured: f64,
    counted: u32,
    measured_at: Option<f64>,
    last_max_rate: f64,
    last_throttle: f64,
    window: f64,
}

impl RateLimiter {
    /// A limiter that does not delay requests until one is throttled.
    pub fn new() -> Self {
        Self::default()
    }

    /// A limiter with a given maximum rate and time of the last throttling.
    pub fn on_curve(max_rate: f64, throttled_at: Duration) -> Self {
        let mut limiter = Self {
            last_max_rate: max_rate,
            last_throttle: throttled_at.as_secs_f64(),
            ..Self::default()
        };
        limiter.start_window();
        limiter
    }

    /// Takes a token for a request; returns the required delay.
    pub fn acquire(&mut self, now: Duration) -> Duration {
        if !self.is_enabled {
            return Duration::ZERO;
        }
        self.refill(now.as_secs_f64());
        self.tokens -= 1.0;
        if self.tokens >= 0.0 || self.rate <= 0.0 {
            return Duration::ZERO;
        }
        Duration::try_from_secs_f64(-self.tokens / self.rate).unwrap_or(Duration::MAX)
    }

    /// Updates the rate after a response.
    pub fn responded(&mut self, now: Duration, is_throttling: bool) {
        self.measure(now.as_secs_f64());
        let rate = if is_throttling {
            let used = if self.is_enabled {
                self.measured.min(self.rate)
            } else {
                self.measured
            };
            self.is_enabled = true;
            self.throttled(used, now)
        } else {
            self.grown(now)
        };
        self.set_rate(rate.min(2.0 * self.measured), now.as_secs_f64());
    }

    /// Measured request rate, per second.
    pub fn measured_rate(&self) -> f64 {
        self.measured
    }

    /// Token fill rate, per second.
    pub fn fill_rate(&self) -> f64 {
        self.rate
    }

    /// The rate after a success.
    pub fn grown(&mut self, now: Duration) -> f64 {
        self.start_window();
        let since = now.as_secs_f64() - self.last_throttle - self.window;
        SCALE * since.powi(3) + self.last_max_rate
    }

    /// The rate after throttling.
    pub fn throttled(&mut self, rate: f64, now: Duration) -> f64 {
        self.last_max_rate = rate;
        self.last_throttle = now.as_secs_f64();
        self.start_window();
        rate * BETA
    }

    /// Computes the time until the curve returns to its maximum rate.
    fn start_window(&mut self) {
        self.window = (self.last_max_rate * (1.0 - BETA) / SCALE).cbrt();
    }

    fn measure(&mut self, now: f64) {
        let since = *self.measured_at.get_or_insert(now.floor());
        let at = (now * MEASUREMENTS).floor() / MEASUREMENTS;
        self.counted = self.counted.saturating_add(1);
        if at > since {
            let rate = f64::from(self.counted) / (at - since);
            self.measured = rate * SMOOTHING + self.measured * (1.0 - SMOOTHING);
            self.counted = 0;
            self.measured_at = Some(at);
        }
    }

    fn refill(&mut self, now: f64) {
        if let Some(before) = self.refilled {
            let gained = (now - before).max(0.0) * self.rate;
            self.tokens = (self.tokens + gained).min(self.capacity);
        }
        self.refilled = Some(self.refilled.map_or(now, |before| before.max(now)));
    }

    fn set_rate(&mut self, rate: f64, now: f64) {
        self.refill(now);
        self.rate = rate.max(MIN_RATE);
        self.capacity = rate.max(MIN_CAPACITY);
        self.tokens = self.tokens.min(self.capacity);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_wait_for_tokens_after_throttling_only() {
        let mut limiter = RateLimiter::new();
        let at = Duration::from_secs_f64;
        assert_eq!(limiter.acquire(at(1.0)), Duration::ZERO);
        limiter.responded(at(1.0), true);
        assert!((limiter.fill_rate() - MIN_RATE).abs() < 1e-9);
        let first = limiter.acquire(at(1.0));
        let second = limiter.acquire(at(1.0));
        assert!(first > Duration::from_secs(1), "{first:?}");
        assert!(second > first);
        assert!(limiter.acquire(at(9.0)) < second);
    }

    #[test]
    fn backward_clocks_add_no_tokens() {
        let mut limiter = RateLimiter::new();
        limiter.responded(Duration::from_secs(5), true);
        limiter.acquire(Duration::from_secs(5));
        let before = limiter.clone();
        assert!(limiter.acquire(Duration::from_secs(1)) > Duration::ZERO);
        assert!(limiter.tokens < before.tokens);
    }
}
