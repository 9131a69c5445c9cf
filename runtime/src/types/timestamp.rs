//! Timestamps, and their text formats.
//!
//! **Invariants**
//! - Nanoseconds count forward from the second, also before 1970, and are less than one second.
//! - Every timestamp can be written in every format and round-trips, except that http-date has whole seconds.

mod civil;
mod decimal;
mod exact;
mod format;
#[cfg(feature = "jiff")]
mod jiff;
mod lax;
mod parse;

pub use self::format::TimestampFormat;

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use crate::types::error::{Error, ErrorKind};

/// Nanoseconds per second.
const SECOND: u32 = 1_000_000_000;

/// Nanoseconds per millisecond.
const MILLISECOND: u32 = 1_000_000;

/// Precision of written timestamps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Fraction {
    /// Nanoseconds: for values outside of messages.
    #[default]
    Whole,
    /// Milliseconds, truncated toward the past: services reject higher precision.
    ///
    /// <https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait>
    Milliseconds,
}

impl Fraction {
    /// The truncated timestamp.
    #[inline]
    pub(crate) const fn of(self, instant: Timestamp) -> Timestamp {
        match self {
            Self::Whole => instant,
            // Nanoseconds count forward, so dropping some is earlier, also before 1970.
            Self::Milliseconds => Timestamp {
                seconds: instant.seconds,
                nanos: instant.nanos - instant.nanos % MILLISECOND,
            },
        }
    }
}

/// A timestamp: seconds since 1970-01-01T00:00:00Z and nanoseconds.
///
/// ```
/// use sansmith::Timestamp;
/// use sansmith::schema::TimestampFormat;
///
/// let instant: Timestamp = "2026-11-21T05:48:00.500+01:00".parse()?;
/// assert_eq!(instant, Timestamp::new(1_795_236_480, 500_000_000));
/// assert_eq!(instant.to_string(), "2026-11-21T04:48:00.5Z");
/// assert_eq!(instant.format(TimestampFormat::EpochSeconds), "1795236480.5");
/// assert_eq!(instant.format(TimestampFormat::HttpDate), "Sat, 21 Nov 2026 04:48:00 GMT");
/// # Ok::<(), sansmith::Error>(())
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    seconds: i64,
    nanos: u32,
}

impl Timestamp {
    /// 1970-01-01T00:00:00Z.
    pub const UNIX_EPOCH: Self = Self {
        seconds: 0,
        nanos: 0,
    };

    /// A timestamp in seconds since 1970 (negative before) plus nanoseconds, which may exceed a second.
    pub const fn new(seconds: i64, nanos: u32) -> Self {
        Self {
            seconds: seconds.saturating_add((nanos / SECOND) as i64),
            nanos: nanos % SECOND,
        }
    }

    /// A timestamp in seconds since 1970.
    pub const fn from_secs(seconds: i64) -> Self {
        Self { seconds, nanos: 0 }
    }

    /// A timestamp from seconds since 1970, using the shortest decimal form of the float; `None` if not finite or out of range.
    pub fn from_secs_f64(seconds: f64) -> Option<Self> {
        decimal::from_float(seconds)
    }

    /// A timestamp in milliseconds since 1970.
    pub const fn from_millis(millis: i64) -> Self {
        Self {
            seconds: millis.div_euclid(1000),
            #[expect(
                clippy::cast_possible_truncation,
                reason = "a non-negative remainder by 1000 fits"
            )]
            nanos: millis.rem_euclid(1000) as u32 * 1_000_000,
        }
    }

    /// Seconds since 1970, rounded down.
    pub const fn seconds(&self) -> i64 {
        self.seconds
    }

    /// Nanoseconds after the second.
    pub const fn subsec_nanos(&self) -> u32 {
        self.nanos
    }

    /// Seconds since 1970 as the nearest float.
    #[expect(clippy::cast_precision_loss, reason = "the nearest float is intended")]
    pub fn as_secs_f64(&self) -> f64 {
        self.seconds as f64 + f64::from(self.nanos) / f64::from(SECOND)
    }

    /// Formats the timestamp.
    pub fn format(&self, format: TimestampFormat) -> String {
        let mut text = String::with_capacity(30);
        self.push(format, &mut text);
        text
    }

    /// Parses a timestamp.
    ///
    /// An http-date may be in an obsolete form or have a fraction; a date-time may have any offset.
    ///
    /// # Errors
    ///
    /// The text is not in the format, or not a valid date.
    pub fn parse(text: &str, format: TimestampFormat) -> Result<Self, Error> {
        let (read, expected) = match format {
            TimestampFormat::DateTime => (parse::date_time(text), "an RFC 3339 date-time"),
            TimestampFormat::EpochSeconds => (decimal::epoch_seconds(text), "a number of seconds"),
            TimestampFormat::HttpDate => (parse::http_date(text), "an http-date"),
        };
        read.ok_or(Error::new(ErrorKind::Format { expected }))
    }
}

impl fmt::Display for Timestamp {
    /// RFC 3339 date-time with `Z` and the shortest fraction.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.format(TimestampFormat::DateTime))
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Timestamp({self})")
    }
}

impl FromStr for Timestamp {
    type Err = Error;

    /// Parses an RFC 3339 date-time.
    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text, TimestampFormat::DateTime)
    }
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => Self {
                seconds: i64::try_from(after.as_secs()).unwrap_or(i64::MAX),
                nanos: after.subsec_nanos(),
            },
            Err(error) => {
                let before = error.duration();
                let whole = i64::try_from(before.as_secs()).map_or(i64::MIN, |seconds| -seconds);
                match before.subsec_nanos() {
                    0 => Self::from_secs(whole),
                    nanos => Self {
                        seconds: whole.saturating_sub(1),
                        nanos: SECOND - nanos,
                    },
                }
            }
        }
    }
}

impl TryFrom<Timestamp> for SystemTime {
    type Error = Error;

    /// # Errors
    ///
    /// The timestamp is out of range of the platform's clock.
    fn try_from(instant: Timestamp) -> Result<Self, Error> {
        let whole = Duration::from_secs(instant.seconds.unsigned_abs());
        let nanos = Duration::from_nanos(u64::from(instant.nanos));
        let base = if instant.seconds < 0 {
            Self::UNIX_EPOCH.checked_sub(whole)
        } else {
            Self::UNIX_EPOCH.checked_add(whole)
        };
        base.and_then(|base| base.checked_add(nanos))
            .ok_or_else(|| {
                Error::new(ErrorKind::OutOfRange {
                    expected: "SystemTime",
                    found: instant.to_string(),
                })
            })
    }
}

#[cfg(test)]
mod tests;
