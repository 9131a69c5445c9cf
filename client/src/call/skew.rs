//! Clocks that are off: the time of the server beside that of the caller.
//!
//! **Invariants**
//! - A difference up to [`THRESHOLD`] is no skew: services accept it, and a `Date` has whole seconds.
//!
//! Sources: the rules for clock skew that the AWS SDKs for Go and Rust share since 2026: smithy-rs 4800, and the codes
//! of `aws-sdk-go-v2/aws/retry`.

use std::time::Duration;

use http::HeaderMap;
use sansmith::Timestamp;
use sansmith::schema::TimestampFormat;

use super::record::header;
use crate::moment::{after, between};

/// The largest difference between two clocks that does no harm.
pub(super) const THRESHOLD: Duration = Duration::from_secs(4 * 60);

/// The codes of errors that a wrong clock may be the reason of.
const CODES: [&str; 5] = [
    "AccessDeniedException",
    "AuthFailure",
    "InvalidSignatureException",
    "RequestTimeTooSkewed",
    "SignatureDoesNotMatch",
];

/// A difference between two clocks, in seconds; positive where the caller's is behind.
pub(super) type Skew = i64;

/// The difference that a response shows, by the middle of the time it took.
///
/// A response that is older than its transport, with a header `age`, shows none.
pub(super) fn of_response(
    headers: &HeaderMap,
    sent: Timestamp,
    received: Timestamp,
) -> Option<Skew> {
    if headers.contains_key(http::header::AGE) {
        return None;
    }
    let date = header(headers, "date")?;
    let date = Timestamp::parse(date, TimestampFormat::HttpDate).ok()?;
    let middle = after(sent, between(sent, received) / 2);
    Some(date.seconds().saturating_sub(middle.seconds()))
}

/// Tells if two differences are so far apart that a signature by one is wrong by the other.
pub(super) fn differ(one: Skew, other: Skew) -> bool {
    one.saturating_sub(other).unsigned_abs() > THRESHOLD.as_secs()
}

/// Tells if a wrong clock may be the reason of an error.
pub(super) fn is_reason_of(code: &str) -> bool {
    CODES.contains(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let pairs = pairs.iter();
        pairs
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect::<Vec<(http::HeaderName, http::HeaderValue)>>()
            .into_iter()
            .collect()
    }

    #[test]
    fn the_date_counts_against_the_middle_of_the_exchange() {
        let sent = Timestamp::from_secs(1_700_000_000);
        let received = Timestamp::from_secs(1_700_000_010);
        let date = ("date", "Tue, 14 Nov 2023 22:23:25 GMT");
        assert_eq!(of_response(&headers(&[date]), sent, received), Some(600));
        assert_eq!(
            of_response(&headers(&[date, ("age", "3")]), sent, received),
            None
        );
        assert_eq!(
            of_response(&headers(&[("date", "soon")]), sent, received),
            None
        );
        assert_eq!(of_response(&HeaderMap::new(), sent, received), None);
    }

    #[test]
    fn four_minutes_are_no_skew() {
        assert!(!differ(240, 0) && !differ(-240, 0));
        assert!(differ(241, 0) && differ(-241, 0) && differ(i64::MIN, i64::MAX));
    }

    #[test]
    fn codes_are_those_of_signatures() {
        assert!(is_reason_of("SignatureDoesNotMatch"));
        assert!(!is_reason_of("RequestExpired"));
    }
}
