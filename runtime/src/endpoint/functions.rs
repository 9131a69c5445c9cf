//! Functions of the rules engine on strings, without regular expressions.
//!
//! <https://smithy.io/2.0/additional-specs/rules-engine/standard-library.html>
//! <https://smithy.io/2.0/aws/rules-engine/library-functions.html>

use std::net::{Ipv4Addr, Ipv6Addr};

/// Maximum length of a host label.
const LONGEST_LABEL: usize = 63;

/// Length of the prefix `arn` of an ARN.
pub(super) const ARN: usize = 3;

/// Positions of an ARN's colons after the first; `None` unless partition, service and resource are non-empty.
pub(super) fn parse_arn(text: &str) -> Option<[u16; 4]> {
    if !text.starts_with("arn:") {
        return None;
    }
    let mut colons = [0_u16; 4];
    let places = text.bytes().enumerate().skip(ARN + 1);
    let mut places = places.filter(|(_, byte)| *byte == b':');
    for colon in &mut colons {
        let (place, _) = places.next()?;
        *colon = u16::try_from(place).ok()?;
    }
    let [partition, service, _, account] = colons;
    let is_arn = usize::from(partition) > ARN + 1
        && service > partition + 1
        && text.len() > usize::from(account) + 1;
    is_arn.then_some(colons)
}

/// Parts of a URL: start of authority and path, `https` flag, and IP address flag.
pub(super) struct UrlParts {
    pub(super) authority: u16,
    pub(super) path: u16,
    pub(super) is_secure: bool,
    pub(super) is_ip: bool,
}

/// Parses an `http` or `https` URL without user, query and fragment.
pub(super) fn parse_url(text: &str) -> Option<UrlParts> {
    let (scheme, rest) = text.split_once("://")?;
    let is_secure = scheme.eq_ignore_ascii_case("https");
    if !is_secure && !scheme.eq_ignore_ascii_case("http") {
        return None;
    }
    let length = rest.find('/').unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(length)?;
    let is_path = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'?' | b'#' | b'\\');
    if !is_authority(authority) || !path.bytes().all(is_path) {
        return None;
    }
    let start = scheme.len() + "://".len();
    Some(UrlParts {
        authority: u16::try_from(start).ok()?,
        path: u16::try_from(start + length).ok()?,
        is_secure,
        is_ip: is_ip(authority),
    })
}

/// Returns true if a URL has an authority that is valid.
pub(super) fn has_authority(url: &str) -> bool {
    let rest = url.strip_prefix("https://");
    let rest = rest.or_else(|| url.split_once("://").map(|(_, rest)| rest));
    rest.is_some_and(|rest| {
        let length = host_length(rest);
        match rest.as_bytes().get(length) {
            None | Some(b'/') => length > 0,
            Some(_) => is_authority(rest.split('/').next().unwrap_or_default()),
        }
    })
}

/// Returns true for a host with optional port.
pub(super) fn is_authority(text: &str) -> bool {
    if let Some(address) = text.strip_prefix('[') {
        let (address, port) = address.split_once(']').unwrap_or_default();
        // The zone is not part of the address.
        let address = address.split('%').next().unwrap_or_default();
        return address.parse::<Ipv6Addr>().is_ok() && is_port(port);
    }
    let (host, port) = text.split_at_checked(host_length(text)).unwrap_or_default();
    !host.is_empty() && is_port(port)
}

/// A set of bytes, looked up by value.
struct Class([bool; 256]);

impl Class {
    /// ASCII letters, digits, and `others`.
    const fn alphanumeric_and(others: &[u8]) -> Self {
        let mut class = [false; 256];
        let mut left: &mut [bool] = &mut class;
        let mut byte = 0_u8;
        while let [place, rest @ ..] = left {
            *place = byte.is_ascii_alphanumeric();
            let mut others = others;
            while let [other, rest @ ..] = others {
                *place |= *other == byte;
                others = rest;
            }
            byte = byte.wrapping_add(1);
            left = rest;
        }
        Self(class)
    }

    #[inline]
    fn contains(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte)).copied().unwrap_or(false)
    }
}

/// Bytes of hosts.
static HOST: Class = Class::alphanumeric_and(b"-._~%");

/// Bytes of regions.
static REGION: Class = Class::alphanumeric_and(b"-._");

/// Bytes of host labels.
static LABEL: Class = Class::alphanumeric_and(b"-");

/// Length of the characters that hosts may have.
fn host_length(text: &str) -> usize {
    let length = text.bytes().position(|byte| !HOST.contains(byte));
    length.unwrap_or(text.len())
}

/// Returns true if a region can be part of a host, and does not change the rest of it.
pub(super) fn is_region(text: &str) -> bool {
    text.bytes().all(|byte| REGION.contains(byte))
}

/// Returns true for no port, or a colon with digits.
fn is_port(text: &str) -> bool {
    let digits = text.strip_prefix(':').map(str::as_bytes);
    digits.map_or(text.is_empty(), |digits| {
        digits.iter().all(u8::is_ascii_digit)
    })
}

/// Returns true if the host is an IP address.
fn is_ip(authority: &str) -> bool {
    if authority.starts_with('[') {
        return true;
    }
    let host = authority.split(':').next().unwrap_or_default();
    host.parse::<Ipv4Addr>().is_ok()
}

/// Returns true for a host label, or for several ones joined by dots if subdomains are allowed.
pub(super) fn is_host_label(text: &str, allows_subdomains: bool) -> bool {
    // A label starts after a dot, and ends where no dash is.
    let (mut length, mut last) = (0, b'-');
    for byte in text.bytes() {
        if byte == b'.' && allows_subdomains {
            if last == b'-' {
                return false;
            }
            (length, last) = (0, b'-');
            continue;
        }
        length += 1;
        if length > LONGEST_LABEL || !LABEL.contains(byte) || byte == b'-' && length == 1 {
            return false;
        }
        last = byte;
    }
    last != b'-'
}

/// Returns true if a bucket name can be part of a host: lower case, 3 to 63 characters, and not an IP address.
pub(super) fn is_virtual_hostable_bucket(name: &str, allows_subdomains: bool) -> bool {
    (3..=LONGEST_LABEL).contains(&name.len())
        && !name.bytes().any(|byte| byte.is_ascii_uppercase())
        && is_host_label(name, allows_subdomains)
        && (!name.starts_with(|first: char| first.is_ascii_digit())
            || name.parse::<Ipv4Addr>().is_err())
}

/// The range of a substring from `start` to `end`, counted from the end if `reverse`.
pub(super) fn substring(text: &str, start: i64, end: i64, reverse: bool) -> Option<(usize, usize)> {
    let (start, end) = (usize::try_from(start).ok()?, usize::try_from(end).ok()?);
    if start >= end || end > text.len() || !text.is_ascii() {
        return None;
    }
    Some(if reverse {
        (text.len() - end, text.len() - start)
    } else {
        (start, end)
    })
}

/// The range of the part of a text with the given index, where parts are separated by single bytes.
pub(super) fn part(
    text: &str,
    index: i64,
    is_separator: impl Fn(u8) -> bool,
) -> Option<(usize, usize)> {
    let separators = || text.bytes().filter(|byte| is_separator(*byte)).count();
    let wanted = match usize::try_from(index) {
        Ok(index) => index,
        Err(_) => place(index, separators() + 1)?,
    };
    let (mut number, mut start) = (0, 0);
    for (at, byte) in text.bytes().enumerate() {
        if is_separator(byte) {
            if number == wanted {
                return Some((start, at));
            }
            number += 1;
            start = at + 1;
        }
    }
    (number == wanted).then_some((start, text.len()))
}

/// Resolves an index in a list of the given length; negative ones count from the end.
pub(super) fn place(index: i64, length: usize) -> Option<usize> {
    let place = if index < 0 {
        i64::try_from(length).ok()?.checked_add(index)?
    } else {
        index
    };
    usize::try_from(place).ok().filter(|place| *place < length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_has_six_parts() {
        assert_eq!(parse_arn("arn:aws:s3:::b"), Some([7, 10, 11, 12]));
        for text in [
            "",
            "arn",
            "arn:aws:s3::",
            "arn:aws:s3:::",
            "arn::s3:::b",
            "arn:aws::::b",
            "urn:aws:s3:::b",
        ] {
            assert_eq!(parse_arn(text), None, "{text}");
        }
    }

    #[test]
    fn a_url_has_scheme_and_host() {
        let parts = |text| parse_url(text).map(|url| (url.authority, url.path, url.is_ip));
        assert_eq!(parts("https://a.b:8/c"), Some((8, 13, false)));
        assert_eq!(parts("http://127.0.0.1:80"), Some((7, 19, true)));
        assert_eq!(parts("https://[fe80::1]/"), Some((8, 17, true)));
        for text in [
            "a.b",
            "ftp://a",
            "https://",
            "https:///p",
            "https://a?b",
            "https://a/#",
            "https://u@a",
            "https://a b",
            "https://a:x",
            "https://a\\b",
            "https://[::1",
            "https://é",
        ] {
            assert!(parts(text).is_none(), "{text}");
        }
    }

    #[test]
    fn labels_and_buckets() {
        assert!(is_host_label("a-1", false) && is_host_label("a.b", true));
        for text in ["", "-a", "a-", "a.b", "a_b", &"a".repeat(64)] {
            assert!(!is_host_label(text, false), "{text}");
        }
        assert!(!is_host_label("a..b", true));
        assert!(
            is_virtual_hostable_bucket("abc", false) && is_virtual_hostable_bucket("a.b.c", true)
        );
        for text in ["ab", "Abc", "1.2.3.4", "a.b.c"] {
            assert!(!is_virtual_hostable_bucket(text, false), "{text}");
        }
        assert!(!is_virtual_hostable_bucket("1.2.3.4", true));
    }

    #[test]
    fn substrings_need_their_whole_length() {
        assert_eq!(substring("abcd", 0, 2, false), Some((0, 2)));
        assert_eq!(substring("abcd", 0, 2, true), Some((2, 4)));
        for (start, end) in [(0, 5), (2, 2), (3, 1), (-1, 2)] {
            assert_eq!(substring("abcd", start, end, false), None);
        }
        assert_eq!(substring("äbcd", 0, 2, false), None);
        assert_eq!(
            (place(-1, 3), place(-4, 3), place(3, 3)),
            (Some(2), None, None)
        );
    }
}
