//! Conversions to and from `jiff` timestamps.

use super::{SECOND, Timestamp};
use crate::types::error::{Error, ErrorKind};

impl From<jiff::Timestamp> for Timestamp {
    fn from(instant: jiff::Timestamp) -> Self {
        let (seconds, nanos) = (instant.as_second(), instant.subsec_nanosecond());
        // jiff counts nanoseconds away from 1970, we count forward.
        match u32::try_from(nanos) {
            Ok(nanos) => Self { seconds, nanos },
            Err(_) => Self {
                seconds: seconds.saturating_sub(1),
                nanos: SECOND.saturating_sub(nanos.unsigned_abs()),
            },
        }
    }
}

impl TryFrom<Timestamp> for jiff::Timestamp {
    type Error = Error;

    /// # Errors
    ///
    /// The timestamp is outside of the years -9999 to 9999.
    fn try_from(instant: Timestamp) -> Result<Self, Error> {
        let nanos = i32::try_from(instant.nanos).unwrap_or_default();
        Self::new(instant.seconds, nanos).map_err(|_| {
            Error::new(ErrorKind::OutOfRange {
                expected: "jiff::Timestamp",
                found: instant.to_string(),
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_go_both_ways() {
        for (seconds, nanos) in [
            (0, 0),
            (5, 5),
            (-2, 250_000_000),
            (-1, 999_999_999),
            (1_795_236_480, 1),
        ] {
            let ours = Timestamp::new(seconds, nanos);
            let theirs = jiff::Timestamp::try_from(ours).unwrap();
            assert_eq!(theirs.to_string(), ours.to_string());
            assert_eq!(Timestamp::from(theirs), ours);
        }
        assert!(jiff::Timestamp::try_from(Timestamp::from_secs(i64::MAX)).is_err());
    }
}
