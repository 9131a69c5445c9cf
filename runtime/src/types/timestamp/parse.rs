//! Parses date-times and http-dates.
//!
//! <https://www.rfc-editor.org/rfc/rfc3339#section-5.6>, <https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7>

use super::Timestamp;
use super::civil::Date;
use super::decimal::nanoseconds;
use super::format::{DAY, MONTHS};

/// Parses an RFC 3339 date-time with any offset; years with a sign may have more digits.
pub(super) fn date_time(text: &str) -> Option<Timestamp> {
    let year_length = match text.as_bytes().first()? {
        b'+' | b'-' => {
            1 + text
                .get(1..)?
                .find('-')
                .filter(|length| (4..=12).contains(length))?
        }
        _ => 4,
    };
    let (year, rest) = text.split_at_checked(year_length)?;
    let year = match year.strip_prefix(['+', '-']) {
        Some(number) if year.starts_with('-') => -digits(number)?,
        Some(number) => digits(number)?,
        None => digits(year)?,
    };
    let (month, rest) = number(rest.strip_prefix('-')?, 2)?;
    let (day, rest) = number(rest.strip_prefix('-')?, 2)?;
    let (second, nanos, rest) = time(rest.strip_prefix(['T', 't', ' '])?)?;
    instant(Date { year, month, day }, second - offset(rest)?, nanos)
}

/// Parses an IMF-fixdate, an RFC 850 date or the output of C's `asctime`; seconds may have a fraction.
pub(super) fn http_date(text: &str) -> Option<Timestamp> {
    match text.split_once(", ") {
        Some((weekday, rest)) if rest.as_bytes().get(2) == Some(&b'-') => rfc850(weekday, rest),
        Some((weekday, rest)) if weekday.len() == 3 => imf(rest),
        Some(_) => None,
        None => asctime(text),
    }
}

/// `21 Nov 2026 04:48:00 GMT`.
fn imf(text: &str) -> Option<Timestamp> {
    // Some services write single-digit days.
    let (day, rest) = text.split_once(' ')?;
    let day = (day.len() <= 2).then(|| digits(day))??;
    let (month, rest) = month(rest)?;
    // Years beyond four digits are accepted, as they are written.
    let (year, rest) = rest.strip_prefix(' ')?.split_once(' ')?;
    let year = match year.strip_prefix('-') {
        Some(number) if (3..=12).contains(&number.len()) => -digits(number)?,
        None if (4..=12).contains(&year.len()) => digits(year)?,
        _ => return None,
    };
    let (second, nanos, rest) = time(rest)?;
    (rest == " GMT").then(|| instant(Date { year, month, day }, second, nanos))?
}

/// `06-Nov-94 08:49:37 GMT`.
fn rfc850(weekday: &str, text: &str) -> Option<Timestamp> {
    if !weekday.ends_with("day") {
        return None;
    }
    let (day, rest) = number(text, 2)?;
    let (month, rest) = month(rest.strip_prefix('-')?)?;
    let (year, rest) = number(rest.strip_prefix('-')?, 2)?;
    let (second, nanos, rest) = time(rest.strip_prefix(' ')?)?;
    // Two-digit years are ambiguous; interpreted as 1970 to 2069.
    let year = if year < 70 { 2000 + year } else { 1900 + year };
    (rest == " GMT").then(|| instant(Date { year, month, day }, second, nanos))?
}

/// `Sun Nov  6 08:49:37 1994`.
fn asctime(text: &str) -> Option<Timestamp> {
    let (_, rest) = text
        .split_at_checked(4)
        .filter(|(weekday, _)| weekday.ends_with(' '))?;
    let (month, rest) = month(rest)?;
    let rest = rest.strip_prefix(' ')?;
    let (day, rest) = match rest.strip_prefix(' ') {
        Some(rest) => number(rest, 1)?,
        None => number(rest, 2)?,
    };
    let (second, nanos, rest) = time(rest.strip_prefix(' ')?)?;
    let (year, rest) = number(rest.strip_prefix(' ')?, 4)?;
    rest.is_empty()
        .then(|| instant(Date { year, month, day }, second, nanos))?
}

/// The timestamp of a second within a day.
fn instant(date: Date, second: i64, nanos: u32) -> Option<Timestamp> {
    // The first day in the range of `i64` starts before it.
    let seconds = i128::from(date.days()?) * i128::from(DAY) + i128::from(second);
    let seconds = i64::try_from(seconds).ok()?;
    Some(Timestamp { seconds, nanos })
}

/// Parses `04:48:00.5`: second of the day, nanoseconds, and the rest.
fn time(text: &str) -> Option<(i64, u32, &str)> {
    let (hour, rest) = number(text, 2)?;
    let (minute, rest) = number(rest.strip_prefix(':')?, 2)?;
    let (second, rest) = number(rest.strip_prefix(':')?, 2)?;
    // A leap second is valid; it equals the following second, as in clocks without leap seconds.
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (nanos, rest) = match rest.strip_prefix('.') {
        Some(rest) => {
            let end = rest
                .find(|digit: char| !digit.is_ascii_digit())
                .unwrap_or(rest.len());
            let (fraction, rest) = rest.split_at_checked(end)?;
            (nanoseconds(fraction)?, rest)
        }
        None => (0, rest),
    };
    Some((hour * 3600 + minute * 60 + second, nanos, rest))
}

/// Parses the offset of a date-time, in seconds.
fn offset(text: &str) -> Option<i64> {
    let sign = match text.as_bytes().first()? {
        b'Z' | b'z' if text.len() == 1 => return Some(0),
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hour, rest) = number(text.get(1..)?, 2)?;
    let (minute, rest) = number(rest.strip_prefix(':')?, 2)?;
    (rest.is_empty() && hour < 24 && minute < 60).then_some(sign * (hour * 3600 + minute * 60))
}

/// Parses a month name.
fn month(text: &str) -> Option<(i64, &str)> {
    let (name, rest) = text.split_at_checked(3)?;
    let (month, _) = (1..).zip(MONTHS).find(|(_, month)| *month == name)?;
    Some((month, rest))
}

/// Parses a number with the given number of digits; returns the rest.
fn number(text: &str, length: usize) -> Option<(i64, &str)> {
    let (number, rest) = text.split_at_checked(length)?;
    Some((digits(number)?, rest))
}

/// Parses a number consisting of digits only.
fn digits(text: &str) -> Option<i64> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())?
}
