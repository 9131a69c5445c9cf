//! Signature timestamps: `20150830T123600Z`.

use super::error::SignError;
use crate::types::Timestamp;

/// Date and time of a signature in UTC, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    digits: [u8; 16],
    days: i64,
}

impl Stamp {
    /// Converts a timestamp, rounding down.
    ///
    /// # Errors
    ///
    /// The year does not have four digits.
    pub(super) fn new(now: Timestamp) -> Result<Self, SignError> {
        let seconds = now.seconds();
        let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let (year, month, day) = now.date();
        if !(0..=9999).contains(&year) {
            return Err(SignError::Clock);
        }
        let mut digits = *b"00000000T000000Z";
        let date = year * 10_000 + month * 100 + day;
        let time = second / 3600 * 10_000 + second / 60 % 60 * 100 + second % 60;
        write(date, digits.iter_mut().take(8).rev());
        write(time, digits.iter_mut().skip(9).take(6).rev());
        Ok(Self { digits, days })
    }

    /// `20150830T123600Z`.
    pub(super) fn text(&self) -> &str {
        // All bytes are ASCII.
        std::str::from_utf8(&self.digits).unwrap_or_default()
    }

    /// `20150830`.
    pub(super) fn date(&self) -> &str {
        self.text().get(..8).unwrap_or_default()
    }

    /// Days since 1970-01-01.
    pub(super) const fn days(&self) -> i64 {
        self.days
    }
}

/// Writes decimal digits, last one first.
fn write<'a>(mut number: i64, places: impl Iterator<Item = &'a mut u8>) {
    for place in places {
        *place = b'0' + u8::try_from(number % 10).unwrap_or_default();
        number /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_has_eight_digits_and_six() {
        let stamp = Stamp::new(Timestamp::new(1_440_938_160, 999_999_999)).unwrap();
        assert_eq!(
            (stamp.text(), stamp.date()),
            ("20150830T123600Z", "20150830")
        );
        let stamp = Stamp::new(Timestamp::from_secs(-1)).unwrap();
        assert_eq!(stamp.text(), "19691231T235959Z");
        let stamp = Stamp::new(Timestamp::from_secs(253_402_300_799)).unwrap();
        assert_eq!(stamp.text(), "99991231T235959Z");
    }

    #[test]
    fn a_year_of_five_digits_is_refused() {
        for seconds in [253_402_300_800, i64::MAX, i64::MIN, -62_167_219_201] {
            let stamp = Stamp::new(Timestamp::from_secs(seconds));
            assert_eq!(stamp, Err(SignError::Clock), "{seconds}");
        }
    }
}
