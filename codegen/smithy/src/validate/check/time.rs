//! Timestamps in values.
//!
//! <https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait>

use super::Check;
use crate::event::Severity;
use crate::model::{Member, Node, Shape};

impl Check<'_, '_> {
    /// Checks a timestamp against its format: that of the member, of the shape, or either of seconds and date-time.
    pub(super) fn timestamp(&mut self, shape: &Shape, from: Option<&Member>, node: &Node) {
        let of_member = from.and_then(|member| member.traits.get("smithy.api#timestampFormat"));
        let format = of_member.or_else(|| shape.traits.get("smithy.api#timestampFormat"));
        let text = node.as_str();
        let is_number = node.as_number().is_some();
        let format = format.and_then(Node::as_str);
        let format = if self.test {
            Some("epoch-seconds")
        } else {
            format
        };
        let (fits, expected) = match format {
            None => (
                is_number || text.is_some_and(is_date_time),
                "seconds since 1970, or a date-time such as `1985-04-12T23:20:50.52Z`",
            ),
            Some("date-time") => (
                text.is_some_and(is_date_time),
                "a date-time such as `1985-04-12T23:20:50.52Z`",
            ),
            Some("epoch-seconds") => (is_number, "seconds since 1970"),
            Some("http-date") => (
                text.is_some_and(is_http_date),
                "a date such as `Tue, 29 Apr 2014 18:30:38 GMT`",
            ),
            Some(_) => return,
        };
        if !fits {
            let message = format!("expected {expected} for the timestamp `{}`", shape.id);
            self.report(Severity::Error, node.at, message);
        }
    }
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Returns true for a date and time of RFC 3339 that ends in `Z`.
fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.strip_suffix('Z').and_then(|text| text.split_once('T')) else {
        return false;
    };
    let mut parts = date.split('-').map(digits);
    let date = (parts.next(), parts.next(), parts.next(), parts.next());
    let (Some(Some((year, 4))), Some(Some((month, 2))), Some(Some((day, 2))), None) = date else {
        return false;
    };
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let is_fraction = fraction.len() <= 9 && digits(fraction).is_some();
    is_date(year, month, day) && is_time(time) && is_fraction
}

/// Returns true for a date of RFC 9110, such as `Tue, 29 Apr 2014 18:30:38 GMT`.
fn is_http_date(text: &str) -> bool {
    let mut parts = text.split(' ').skip(1);
    let date = (parts.next(), parts.next(), parts.next());
    let (Some(day), Some(month), Some(year)) = date else {
        return false;
    };
    let month = MONTHS.iter().position(|known| *known == month);
    let month = month.and_then(|month| u64::try_from(month + 1).ok());
    let (Some((day, _)), Some(month), Some((year, 4))) = (digits(day), month, digits(year)) else {
        return false;
    };
    let rest = (parts.next(), parts.next(), parts.next());
    let (Some(time), Some("GMT"), None) = rest else {
        return false;
    };
    let starts = text.get(3..5) == Some(", ");
    starts && is_date(year, month, day) && is_time(time)
}

fn is_time(text: &str) -> bool {
    let mut parts = text.split(':').map(digits);
    let parts = (parts.next(), parts.next(), parts.next(), parts.next());
    let (Some(Some((hour, 2))), Some(Some((minute, 2))), Some(Some((second, 2))), None) = parts
    else {
        return false;
    };
    hour < 24 && minute < 60 && second < 60
}

fn is_date(year: u64, month: u64, day: u64) -> bool {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// The value and the length of a text of digits.
fn digits(text: &str) -> Option<(u64, usize)> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let value = text.parse().ok().filter(|_| is_number)?;
    Some((value, text.len()))
}

#[cfg(test)]
mod tests {
    use super::{is_date_time, is_http_date};

    #[test]
    fn dates_have_to_exist() {
        for text in ["1985-04-12T23:20:50.52Z", "2024-02-29T00:00:00Z"] {
            assert!(is_date_time(text), "{text}");
        }
        for text in [
            "1985-04-12T23:20:50",
            "2023-02-29T00:00:00Z",
            "2023-01-01T24:00:00Z",
            "2023-1-01T00:00:00Z",
            "1985-04-12",
        ] {
            assert!(!is_date_time(text), "{text}");
        }
        assert!(is_http_date("Tue, 29 Apr 2014 18:30:38 GMT"));
        assert!(!is_http_date("Tue, 31 Apr 2014 18:30:38 GMT"));
        assert!(!is_http_date("Tue, 29 Apr 2014 18:30:38 UTC"));
    }
}
