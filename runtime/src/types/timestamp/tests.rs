//! Timestamps in every format, including edge cases.

use super::*;
use TimestampFormat::{DateTime, EpochSeconds, HttpDate};

/// Seconds, nanoseconds, and the three text forms.
const FORMS: [(i64, u32, &str, &str, &str); 8] = [
    (
        0,
        0,
        "1970-01-01T00:00:00Z",
        "0",
        "Thu, 01 Jan 1970 00:00:00 GMT",
    ),
    (
        1_795_236_480,
        500_000_000,
        "2026-11-21T04:48:00.5Z",
        "1795236480.5",
        "Sat, 21 Nov 2026 04:48:00 GMT",
    ),
    (
        951_782_400,
        1,
        "2000-02-29T00:00:00.000000001Z",
        "951782400.000000001",
        "Tue, 29 Feb 2000 00:00:00 GMT",
    ),
    (
        -2,
        500_000_000,
        "1969-12-31T23:59:58.5Z",
        "-1.5",
        "Wed, 31 Dec 1969 23:59:58 GMT",
    ),
    (
        -1,
        500_000_000,
        "1969-12-31T23:59:59.5Z",
        "-0.5",
        "Wed, 31 Dec 1969 23:59:59 GMT",
    ),
    (
        -11_644_473_600,
        0,
        "1601-01-01T00:00:00Z",
        "-11644473600",
        "Mon, 01 Jan 1601 00:00:00 GMT",
    ),
    (
        253_402_300_799,
        0,
        "9999-12-31T23:59:59Z",
        "253402300799",
        "Fri, 31 Dec 9999 23:59:59 GMT",
    ),
    (
        -62_167_219_200,
        0,
        "0000-01-01T00:00:00Z",
        "-62167219200",
        "Sat, 01 Jan 0000 00:00:00 GMT",
    ),
];

#[test]
fn every_form_is_written_and_read_back() {
    for (seconds, nanos, date_time, epoch, http) in FORMS {
        let instant = Timestamp::new(seconds, nanos);
        for (format, text) in [
            (DateTime, date_time),
            (EpochSeconds, epoch),
            (HttpDate, http),
        ] {
            assert_eq!(instant.format(format), text);
            let read = Timestamp::parse(text, format);
            let expected = if format == HttpDate {
                Timestamp::from_secs(seconds)
            } else {
                instant
            };
            assert_eq!(read, Ok(expected), "{text}");
        }
    }
}

#[test]
fn the_farthest_instants_survive() {
    for seconds in [i64::MIN, i64::MAX, 253_402_300_800, -62_167_219_201] {
        for nanos in [0, 999_999_999] {
            let instant = Timestamp::new(seconds, nanos);
            for format in [DateTime, EpochSeconds] {
                let text = instant.format(format);
                assert_eq!(Timestamp::parse(&text, format), Ok(instant), "{text}");
            }
            // Year 10000 and signed years round-trip; http-dates lose the fraction.
            let text = instant.format(HttpDate);
            let whole = Timestamp::new(seconds, 0);
            assert_eq!(Timestamp::parse(&text, HttpDate), Ok(whole), "{text}");
        }
    }
    assert_eq!(
        Timestamp::new(253_402_300_800, 0).to_string(),
        "+010000-01-01T00:00:00Z"
    );
}

#[test]
fn date_times_have_any_offset_and_fraction() {
    let expected = Timestamp::new(1_577_836_800, 120_000_000);
    for text in [
        "2020-01-01T00:00:00.12Z",
        "2020-01-01t00:00:00.120z",
        "2020-01-01T00:00:00.1200000009Z",
        "2019-12-31T23:30:00.12-00:30",
        "2020-01-01T05:45:00.12+05:45",
    ] {
        assert_eq!(text.parse(), Ok(expected), "{text}");
    }
    for text in [
        "",
        "2020-01-01",
        "2020-01-01T00:00:00",
        "2020-01-01T00:00:00.Z",
        "2020-13-01T00:00:00Z",
        "2020-02-30T00:00:00Z",
        "2019-02-29T00:00:00Z",
        "2020-01-01T24:00:00Z",
        "2020-01-01T00:60:00Z",
        "2020-01-01T00:00:00Zx",
        "2020-01-01T00:00:00+0100",
        "2020-01-01T00:00:00+24:00",
        "+20-01-01T00:00:00Z",
        "2020-01-01T00:00:0éZ",
        "20é0-01-01T00:00:00Z",
        "+9999999999999-01-01T00:00:00Z",
        "+ 2020-01-01T00:00:00Z",
    ] {
        assert!(text.parse::<Timestamp>().is_err(), "{text}");
    }
}

#[test]
fn obsolete_http_dates_and_fractions_are_read() {
    for text in [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
    ] {
        assert_eq!(
            Timestamp::parse(text, HttpDate),
            Ok(Timestamp::from_secs(784_111_777)),
            "{text}"
        );
    }
    let read = Timestamp::parse("Sun, 06 Nov 1994 08:49:37.456 GMT", HttpDate);
    assert_eq!(read, Ok(Timestamp::new(784_111_777, 456_000_000)));
    for text in [
        "",
        "Sun",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 06 nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 94 08:49:37 GMT",
        "Sun, 06 Nov -94 08:49:37 GMT",
        "Sun, 06 Nov --1994 08:49:37 GMT",
        "Sun, 06 Nov +1994 08:49:37 GMT",
        "Sun, 06 Nov 1999999999999 08:49:37 GMT",
        "Sun, 06 Nov  1994 08:49:37 GMT",
    ] {
        assert!(Timestamp::parse(text, HttpDate).is_err(), "{text}");
    }
}

#[test]
fn epoch_seconds_are_exact() {
    for (text, seconds, nanos) in [
        ("1705636130.804", 1_705_636_130, 804_000_000),
        ("1.5e9", 1_500_000_000, 0),
        ("-0", 0, 0),
        ("-0.25", -1, 750_000_000),
        ("12.0000000019", 12, 1),
    ] {
        assert_eq!(
            Timestamp::parse(text, EpochSeconds),
            Ok(Timestamp::new(seconds, nanos)),
            "{text}"
        );
    }
    for text in [
        "",
        "-",
        ".5",
        "1.",
        "1e400",
        "NaN",
        "inf",
        "1e",
        "+1",
        "9223372036854775808",
        "1 ",
        // A byte that sorts before the digits, after the point.
        "1.2+",
        "1.2 ",
    ] {
        assert!(Timestamp::parse(text, EpochSeconds).is_err(), "{text}");
    }
    assert_eq!(Timestamp::from_secs_f64(f64::NAN), None);
    assert_eq!(Timestamp::from_secs_f64(9.3e18), None);
    assert_eq!(
        Timestamp::from_secs_f64(-1.5),
        Some(Timestamp::new(-2, 500_000_000))
    );
    assert_eq!(Timestamp::from_millis(-1), Timestamp::new(-1, 999_000_000));
}

#[test]
fn system_time_goes_both_ways() {
    for instant in [
        Timestamp::new(-2, 250_000_000),
        Timestamp::new(5, 5),
        Timestamp::UNIX_EPOCH,
    ] {
        let time = SystemTime::try_from(instant).unwrap();
        assert_eq!(Timestamp::from(time), instant);
    }
}
