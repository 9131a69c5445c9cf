//! Normalizes nonstandard timestamp spellings used by services before parsing.
//!
//! **Invariants**
//! - Only defaults are added: an absent offset is UTC, absent seconds are zero. A date alone is rejected.
//!
//! <https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait>

use super::Timestamp;
use crate::types::TimestampFormat;

/// Maximum length of a timestamp.
const LONGEST: usize = 128;

impl Timestamp {
    /// Parses a timestamp in a response: in the expected format, in another one, or in a common variant.
    pub(crate) fn parse_lax(text: &str, due: TimestampFormat) -> Option<Self> {
        let read = Self::parse(text, due).ok();
        read.or_else(|| otherwise(text))
    }
}

/// Parses a timestamp by its appearance.
#[cold]
fn otherwise(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if text.len() > LONGEST || !text.is_ascii() {
        return None;
    }
    if text.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return Timestamp::parse(&http_date(text), TimestampFormat::HttpDate).ok();
    }
    let seconds = Timestamp::parse(text, TimestampFormat::EpochSeconds).ok();
    seconds.or_else(|| Timestamp::parse(&date_time(text)?, TimestampFormat::DateTime).ok())
}

/// Completes a date-time with seconds and offset.
fn date_time(text: &str) -> Option<String> {
    let (date, rest) = text.split_at_checked(text.find(['T', 't', ' '])?)?;
    let (separator, rest) = rest.split_at_checked(1)?;
    let end = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (time, offset) = rest.split_at_checked(end)?;
    let seconds = if time.len() == "00:00".len() {
        ":00"
    } else {
        ""
    };
    let offset = match offset.split_at_checked(3) {
        None if offset.is_empty() => "Z".to_owned(),
        // `+0100` and `+01` in addition to `+01:00`.
        Some((hours, "")) => format!("{hours}:00"),
        Some((hours, minutes)) if !minutes.starts_with(':') => format!("{hours}:{minutes}"),
        _ => offset.to_owned(),
    };
    Some(format!("{date}{separator}{time}{seconds}{offset}"))
}

/// Normalizes an http-date: capitalized words, and zone `GMT`.
fn http_date(text: &str) -> String {
    let (text, zone) = match text.rsplit_once(' ') {
        Some((rest, zone)) if is_gmt(zone) => (rest, " GMT"),
        _ => (text, ""),
    };
    let mut exact = String::with_capacity(text.len() + zone.len());
    let mut in_word = false;
    for c in text.chars() {
        exact.push(if in_word {
            c.to_ascii_lowercase()
        } else {
            c.to_ascii_uppercase()
        });
        in_word = c.is_ascii_alphabetic();
    }
    exact.push_str(zone);
    exact
}

/// Returns true for alternative names of GMT.
fn is_gmt(zone: &str) -> bool {
    ["GMT", "UTC", "UT", "Z", "+0000", "-0000", "+00:00"]
        .iter()
        .any(|name| zone.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    const INSTANT: Timestamp = Timestamp::from_secs(1_706_933_106);

    #[test]
    fn date_times_without_offset_or_seconds_are_read() {
        for (text, instant) in [
            ("2024-02-03T04:05:06", INSTANT),
            ("2024-02-03 04:05:06", INSTANT),
            ("2024-02-03T04:05:06.000", INSTANT),
            (
                "2024-02-03T04:05:06.5",
                Timestamp::new(1_706_933_106, 500_000_000),
            ),
            ("2024-02-03T04:05Z", Timestamp::from_secs(1_706_933_100)),
            ("2024-02-03T04:05", Timestamp::from_secs(1_706_933_100)),
            ("2024-02-03T05:05:06+0100", INSTANT),
            ("2024-02-03T03:05:06-01", INSTANT),
            (
                "2024-02-03T04:05+00:00",
                Timestamp::from_secs(1_706_933_100),
            ),
        ] {
            for due in [TimestampFormat::DateTime, TimestampFormat::HttpDate] {
                assert_eq!(Timestamp::parse_lax(text, due), Some(instant), "{text}");
                assert!(Timestamp::parse(text, due).is_err(), "{text}");
            }
        }
    }

    #[test]
    fn http_dates_are_read_in_any_case_and_by_other_names_of_their_zone() {
        for text in [
            "Sat, 03 Feb 2024 04:05:06 UTC",
            "Sat, 03 Feb 2024 04:05:06 +0000",
            "Sat, 03 Feb 2024 04:05:06 utc",
            "sat, 03 feb 2024 04:05:06 gmt",
            "SAT, 03 FEB 2024 04:05:06 GMT",
            "saturday, 03-feb-24 04:05:06 utc",
            "SAT FEB  3 04:05:06 2024",
        ] {
            let due = TimestampFormat::HttpDate;
            assert_eq!(Timestamp::parse_lax(text, due), Some(INSTANT), "{text}");
            assert!(Timestamp::parse(text, due).is_err(), "{text}");
        }
    }

    #[test]
    fn each_format_is_read_where_another_is_due() {
        for due in [
            TimestampFormat::DateTime,
            TimestampFormat::EpochSeconds,
            TimestampFormat::HttpDate,
        ] {
            for text in [
                "2024-02-03T04:05:06Z",
                "1706933106",
                "1706933106.0",
                "Sat, 03 Feb 2024 04:05:06 GMT",
            ] {
                assert_eq!(Timestamp::parse_lax(text, due), Some(INSTANT), "{text}");
            }
        }
    }

    #[test]
    fn invalid_timestamps_are_rejected() {
        for text in [
            "",
            "T",
            "never",
            "2024-02-03",
            "2024-02-03T",
            "2024-02-03T04",
            "2024-02-03T04:05:",
            "2024-02-03T04:05:06+",
            "2024-02-03T04:05:06+1",
            "2024-02-03T04:05:06+01000",
            "2024-02-30T04:05:06",
            "Sat, 03 Feb 2024 04:05:06",
            "Sat, 03 Feb 2024 04:05:06 PST",
            "1706933106x",
            "é",
        ] {
            let read = Timestamp::parse_lax(text, TimestampFormat::DateTime);
            assert_eq!(read, None, "{text}");
        }
    }
}
