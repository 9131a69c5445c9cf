//! Parses timestamps of requests: one spelling per format.
//!
//! **Invariants**
//! - Everything that is accepted here, [`Timestamp::parse`] accepts too.
//!
//! <https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait>

use super::{Timestamp, TimestampFormat};

/// Length of `2026-11-21T`.
const DATE: usize = 11;

impl Timestamp {
    /// Parses a timestamp as Smithy defines its format: a date-time in UTC with `Z`, an http-date with `GMT`, seconds as a
    /// decimal number.
    pub(crate) fn parse_exact(text: &str, format: TimestampFormat) -> Option<Self> {
        let is_exact = match format {
            TimestampFormat::DateTime => {
                let is_signed = text.starts_with(['+', '-']);
                text.ends_with('Z') && (is_signed || text.as_bytes().get(DATE - 1) == Some(&b'T'))
            }
            // Only the IMF-fixdate has a comma after three letters.
            TimestampFormat::HttpDate => text.as_bytes().get(3) == Some(&b','),
            TimestampFormat::EpochSeconds => !text.starts_with('+'),
        };
        Self::parse(text, format).ok().filter(|_| is_exact)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_has_one_spelling() {
        let accepts = |text, format| Timestamp::parse_exact(text, format).is_some();
        for (text, expected) in [
            ("1985-04-12T23:20:50.52Z", true),
            ("1985-04-12T23:20:50Z", true),
            ("1996-12-19T16:39:57-08:00", false),
            ("1996-12-19T16:39:57", false),
            ("1996-12-19 16:39:57Z", false),
            ("1996-12-19T16:39Z", false),
            ("Tue, 29 Apr 2014 18:30:38 GMT", false),
        ] {
            assert_eq!(accepts(text, TimestampFormat::DateTime), expected, "{text}");
        }
        for (text, expected) in [
            ("Tue, 29 Apr 2014 18:30:38 GMT", true),
            ("Sun, 02 Jan 2000 20:34:56.000 GMT", true),
            ("Sunday, 06-Nov-94 08:49:37 GMT", false),
            ("Sun Nov  6 08:49:37 1994", false),
            ("1985-04-12T23:20:50Z", false),
        ] {
            assert_eq!(accepts(text, TimestampFormat::HttpDate), expected, "{text}");
        }
        for (text, expected) in [
            ("1515531081.1234", true),
            ("-1", true),
            ("true", false),
            ("0x42", false),
            ("1515531081.123.456", false),
            ("Infinity", false),
        ] {
            let format = TimestampFormat::EpochSeconds;
            assert_eq!(accepts(text, format), expected, "{text}");
        }
    }
}
