//! Functions of the rules engine on strings, without regular expressions.
//!
//! <https://smithy.io/2.0/additional-specs/rules-engine/standard-library.html>
//! <https://smithy.io/2.0/aws/rules-engine/library-functions.html>

use std::net::{Ipv4Addr, Ipv6Addr};

/// Maximum length of a host label.
const LONGEST_LABEL: usize = 63;

/// Colon positions of an ARN; `None` unless partition, service and resource are non-empty.
pub(super) fn parse_arn(text: &str) -> Option<[u16; 5]> {
    let mut colons = [0_u16; 5];
    let mut places = text.bytes().enumerate().filter(|(_, byte)| *byte == b':');
    for colon in &mut colons {
        let (place, _) = places.next()?;
        *colon = u16::try_from(place).ok()?;
    }
    let [scheme, partition, service, _, account] = colons;
    let is_arn = text.get(..usize::from(scheme)) == Some("arn")
        && partition > scheme + 1
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

/// Returns true for a host with optional port.
pub(super) fn is_authority(text: &str) -> bool {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (text, None),
    };
    let is_host =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'%');
    let is_address = || address(host).is_some_and(|inner| inner.parse::<Ipv6Addr>().is_ok());
    let is_host = !host.is_empty() && (host.bytes().all(is_host) || is_address());
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    is_host && port.is_none_or(is_port)
}

/// The address in the brackets of an IPv6 host, without zone.
fn address(host: &str) -> Option<&str> {
    let inner = host.strip_prefix('[')?.strip_suffix(']')?;
    Some(inner.split('%').next().unwrap_or(inner))
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
    if allows_subdomains {
        text.split('.').all(is_label)
    } else {
        is_label(text)
    }
}

/// Returns true for a single host label.
fn is_label(label: &str) -> bool {
    let may = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=LONGEST_LABEL).contains(&label.len())
        && label.bytes().all(may)
        && !label.starts_with('-')
        && !label.ends_with('-')
}

/// Returns true if a bucket name can be part of a host: lower case, 3 to 63 characters, and not an IP address.
pub(super) fn is_virtual_hostable_bucket(name: &str, allows_subdomains: bool) -> bool {
    (3..=LONGEST_LABEL).contains(&name.len())
        && !name.bytes().any(|byte| byte.is_ascii_uppercase())
        && is_host_label(name, allows_subdomains)
        && name.parse::<Ipv4Addr>().is_err()
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
        assert_eq!(parse_arn("arn:aws:s3:::b"), Some([3, 7, 10, 11, 12]));
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
