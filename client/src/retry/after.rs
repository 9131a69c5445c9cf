//! Retry delays requested by a service in a response header.

use std::time::Duration;

use http::HeaderMap;
use sansmith::Timestamp;
use sansmith::schema::TimestampFormat;

/// Delay in milliseconds, as sent by AWS services.
pub const X_AMZ_RETRY_AFTER: &str = "x-amz-retry-after";

/// Delay in seconds, or a date: RFC 9110.
pub const RETRY_AFTER: &str = "retry-after";

/// The delay requested by a response: `x-amz-retry-after` in milliseconds, or `Retry-After` in seconds or as a date.
///
/// `now` is the time since the Unix epoch, for dates. Malformed, negative and past values give `None`.
pub fn retry_after(headers: &HeaderMap, now: Duration) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    if let Some(millis) = text(X_AMZ_RETRY_AFTER) {
        return digits(millis).map(Duration::from_millis);
    }
    let text = text(RETRY_AFTER)?;
    if let Some(seconds) = digits(text) {
        return Some(Duration::from_secs(seconds));
    }
    let date = Timestamp::parse(text, TimestampFormat::HttpDate).ok()?;
    let seconds = u64::try_from(date.seconds()).ok()?;
    Duration::from_secs(seconds).checked_sub(now)
}

/// An unsigned integer, saturating at `u64::MAX`.
fn digits(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(name: &'static str, value: &str) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().unwrap());
        retry_after(&headers, Duration::from_secs(1_700_000_000))
    }

    #[test]
    fn milliseconds_seconds_and_dates_are_read() {
        for (name, value, millis) in [
            (X_AMZ_RETRY_AFTER, "1500", Some(1500)),
            (X_AMZ_RETRY_AFTER, "0", Some(0)),
            (X_AMZ_RETRY_AFTER, "-1", None),
            (X_AMZ_RETRY_AFTER, "soon", None),
            (X_AMZ_RETRY_AFTER, "", None),
            (RETRY_AFTER, "2", Some(2000)),
            (RETRY_AFTER, "Tue, 14 Nov 2023 22:13:30 GMT", Some(10_000)),
            (RETRY_AFTER, "Tue, 14 Nov 2023 22:13:10 GMT", None),
        ] {
            assert_eq!(
                asked(name, value),
                millis.map(Duration::from_millis),
                "{value}"
            );
        }
    }

    #[test]
    fn the_header_of_aws_wins_even_where_it_is_junk() {
        let mut headers = HeaderMap::new();
        headers.insert(X_AMZ_RETRY_AFTER, "junk".parse().unwrap());
        headers.insert(RETRY_AFTER, "2".parse().unwrap());
        assert_eq!(retry_after(&headers, Duration::ZERO), None);
    }
}
