//! Timestamp arithmetic, and random fractions.

use sansmith::Timestamp;

/// Converts a random number to a fraction in `0.0..1.0`.
#[expect(
    clippy::cast_precision_loss,
    reason = "a fraction needs no more than the upper bits"
)]
pub(super) fn fraction(random: u128) -> f64 {
    let upper = u64::try_from(random >> 75).unwrap_or_default();
    upper as f64 / (1_u64 << 53) as f64
}

/// A timestamp some seconds later.
pub(super) fn later(instant: Timestamp, seconds: i64) -> Timestamp {
    Timestamp::new(
        instant.seconds().saturating_add(seconds),
        instant.subsec_nanos(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_is_from_zero_to_under_one() {
        assert_eq!(fraction(0).to_bits(), 0.0_f64.to_bits());
        assert!(fraction(u128::MAX) < 1.0 && fraction(u128::MAX) > 0.999);
        assert_eq!(fraction(1 << 127).to_bits(), 0.5_f64.to_bits());
    }
}
