//! Timestamp arithmetic, and random fractions.

#[cfg(feature = "endpoint")]
use std::time::Duration;

use sansmith::Timestamp;

/// Converts a random number to a fraction in `0.0..1.0`.
#[expect(
    clippy::cast_precision_loss,
    reason = "a fraction needs no more than the upper bits"
)]
pub(crate) fn fraction(random: u128) -> f64 {
    let upper = u64::try_from(random >> 75).unwrap_or_default();
    upper as f64 / (1_u64 << 53) as f64
}

/// A timestamp some seconds later.
pub(crate) fn later(instant: Timestamp, seconds: i64) -> Timestamp {
    Timestamp::new(
        instant.seconds().saturating_add(seconds),
        instant.subsec_nanos(),
    )
}

/// An instant some time later.
#[cfg(feature = "endpoint")]
pub(crate) fn after(instant: Timestamp, time: Duration) -> Timestamp {
    let nanos = instant.subsec_nanos() + time.subsec_nanos();
    let seconds = i64::try_from(time.as_secs()).unwrap_or(i64::MAX);
    let seconds = instant.seconds().saturating_add(seconds);
    Timestamp::new(
        seconds.saturating_add(i64::from(nanos / NANOS)),
        nanos % NANOS,
    )
}

/// The time from an instant to a later one; zero if that is earlier.
#[cfg(feature = "endpoint")]
pub(crate) fn between(from: Timestamp, to: Timestamp) -> Duration {
    let since = |instant: Timestamp| {
        let seconds = u64::try_from(instant.seconds()).unwrap_or_default();
        Duration::new(seconds, instant.subsec_nanos())
    };
    since(to).saturating_sub(since(from))
}

/// Nanoseconds of a second.
#[cfg(feature = "endpoint")]
const NANOS: u32 = 1_000_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "endpoint")]
    #[test]
    fn time_goes_on_over_the_second() {
        let instant = Timestamp::new(10, 700_000_000);
        let later = after(instant, Duration::from_millis(1500));
        assert_eq!(later, Timestamp::new(12, 200_000_000));
        assert_eq!(between(instant, later), Duration::from_millis(1500));
        assert_eq!(between(later, instant), Duration::ZERO);
        assert_eq!(after(instant, Duration::MAX).seconds(), i64::MAX);
    }

    #[test]
    fn a_fraction_is_from_zero_to_under_one() {
        assert_eq!(fraction(0).to_bits(), 0.0_f64.to_bits());
        assert!(fraction(u128::MAX) < 1.0 && fraction(u128::MAX) > 0.999);
        assert_eq!(fraction(1 << 127).to_bits(), 0.5_f64.to_bits());
    }
}
