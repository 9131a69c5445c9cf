//! Formats timestamps.

use std::fmt::Write;

use super::civil::{Date, weekday};
use super::{SECOND, Timestamp};

/// `smithy.api#timestampFormat`.
///
/// <https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimestampFormat {
    /// RFC 3339 with `Z`: `2026-11-21T04:48:00.5Z`.
    DateTime,
    /// Seconds since 1970, with an optional fraction: `1795236480.5`.
    EpochSeconds,
    /// RFC 9110's IMF-fixdate, whole seconds: `Sat, 21 Nov 2026 04:48:00 GMT`.
    HttpDate,
}

/// Seconds per day.
pub(super) const DAY: i64 = 86_400;

/// Weekdays in an http-date.
pub(super) const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Months in an http-date.
pub(super) const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

impl Timestamp {
    /// Appends the timestamp in a format.
    pub(crate) fn push(&self, format: TimestampFormat, to: &mut String) {
        match format {
            TimestampFormat::DateTime => self.push_date_time(to),
            TimestampFormat::EpochSeconds => self.push_epoch_seconds(to),
            TimestampFormat::HttpDate => self.push_http_date(to),
        }
    }

    /// Appends seconds since 1970 with the shortest fraction.
    fn push_epoch_seconds(&self, to: &mut String) {
        if self.seconds < 0 && self.nanos > 0 {
            // Nanoseconds count forward, but decimal digits of a negative number away from zero.
            to.push('-');
            to.push_str(itoa::Buffer::new().format((self.seconds + 1).unsigned_abs()));
            push_fraction(SECOND - self.nanos, to);
        } else {
            to.push_str(itoa::Buffer::new().format(self.seconds));
            push_fraction(self.nanos, to);
        }
    }

    /// Appends `2026-11-21T04:48:00.5Z`.
    fn push_date_time(&self, to: &mut String) {
        let Date { year, month, day } = Date::from_days(self.seconds.div_euclid(DAY));
        // Years beyond four digits have a sign, as in ISO 8601. Writing to a string cannot fail.
        let _ = if (0..=9999).contains(&year) {
            write!(to, "{year:04}")
        } else {
            write!(to, "{year:+07}")
        };
        let (hour, minute, second) = self.time_of_day();
        let _ = write!(to, "-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
        push_fraction(self.nanos, to);
        to.push('Z');
    }

    /// Appends `Sat, 21 Nov 2026 04:48:00 GMT`.
    fn push_http_date(&self, to: &mut String) {
        let days = self.seconds.div_euclid(DAY);
        let Date { year, month, day } = Date::from_days(days);
        let (hour, minute, second) = self.time_of_day();
        let name = |names: &[&'static str], index| {
            usize::try_from(index)
                .ok()
                .and_then(|at| names.get(at).copied())
        };
        let weekday = name(&WEEKDAYS, weekday(days)).unwrap_or_default();
        let month = name(&MONTHS, month - 1).unwrap_or_default();
        let _ = write!(
            to,
            "{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT"
        );
    }

    /// Year, month and day.
    #[cfg(feature = "sign")]
    pub(crate) const fn date(&self) -> (i64, i64, i64) {
        let Date { year, month, day } = Date::from_days(self.seconds.div_euclid(DAY));
        (year, month, day)
    }

    /// Hour, minute and second.
    const fn time_of_day(&self) -> (i64, i64, i64) {
        let second = self.seconds.rem_euclid(DAY);
        (second / 3600, second / 60 % 60, second % 60)
    }
}

/// Appends a point and nanoseconds without trailing zeros; nothing for zero.
fn push_fraction(nanos: u32, to: &mut String) {
    if nanos > 0 {
        let digits = format!("{nanos:09}");
        to.push('.');
        to.push_str(digits.trim_end_matches('0'));
    }
}
