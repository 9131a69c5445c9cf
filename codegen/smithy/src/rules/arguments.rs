//! The functions of endpoint rules on texts: URLs, ARNs, hosts and parts of texts.
//!
//! <https://smithy.io/2.0/additional-specs/rules-engine/standard-library.html>

use std::collections::BTreeMap;
use std::fmt::Write;

use super::value::Value;

fn record<const N: usize>(members: [(&str, Value); N]) -> Value {
    let members = members.map(|(name, value)| (name.to_owned(), value));
    Value::Record(BTreeMap::from(members))
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// The result of `parseURL`: nothing for other schemes, and with a query.
pub(super) fn url(source: &str) -> Value {
    let Some((scheme, rest)) = source.split_once("://") else {
        return Value::Empty;
    };
    let scheme = scheme.to_ascii_lowercase();
    let (rest, _) = rest.split_once('#').unwrap_or((rest, ""));
    if !matches!(scheme.as_str(), "http" | "https") || rest.contains('?') {
        return Value::Empty;
    }
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (_, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    let end = if host.starts_with('[') {
        host.find(']').map(|end| end + 1)
    } else {
        host.rfind(':')
    };
    let (host, port) = host.split_at(end.unwrap_or(host.len()));
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    if !(port.is_empty() || port.strip_prefix(':').is_some_and(is_port)) {
        return Value::Empty;
    }
    let normal = format!("/{}/", path.trim_matches('/'));
    record([
        ("scheme", Value::Text(scheme)),
        ("authority", text(authority)),
        ("path", text(path)),
        ("normalizedPath", Value::Text(normal.replace("//", "/"))),
        ("isIp", Value::Flag(is_ip(host))),
    ])
}

/// Returns true for an address: four numbers of up to three digits, or brackets.
fn is_ip(host: &str) -> bool {
    if host.starts_with('[') && host.ends_with(']') {
        return true;
    }
    let is_number = |part: &str| {
        matches!(part.len(), 1..=3)
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && (part.len() == 1 || !part.starts_with('0'))
    };
    host.split('.').count() == 4 && host.split('.').all(is_number)
}

/// The result of `aws.parseArn`.
pub(super) fn arn(source: &str) -> Value {
    let parts: Vec<_> = source.splitn(6, ':').collect();
    match parts[..] {
        ["arn", partition, service, region, account, resource]
            if !partition.is_empty() && !service.is_empty() && !resource.is_empty() =>
        {
            record([
                ("partition", text(partition)),
                ("service", text(service)),
                ("region", text(region)),
                ("accountId", text(account)),
                (
                    "resourceId",
                    Value::Array(resource.split([':', '/']).map(text).collect()),
                ),
            ])
        }
        _ => Value::Empty,
    }
}

/// The result of `isValidHostLabel`.
pub(super) fn is_host_label(source: &str, allow_dots: bool) -> bool {
    let is_label = |label: &str| {
        matches!(label.len(), 1..=63)
            && !label.starts_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if allow_dots {
        source.split('.').all(is_label)
    } else {
        is_label(source)
    }
}

/// The result of `aws.isVirtualHostableS3Bucket`.
pub(super) fn is_bucket_host(source: &str, allow_dots: bool) -> bool {
    let is_alphanumeric = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let is_known = |byte: u8| is_alphanumeric(byte) || byte == b'-' || (allow_dots && byte == b'.');
    let ends = [source.bytes().next(), source.bytes().next_back()];
    matches!(source.len(), 3..=63)
        && ends.into_iter().flatten().all(is_alphanumeric)
        && source.bytes().all(is_known)
        && !["..", ".-", "-."].iter().any(|pair| source.contains(pair))
        && !(allow_dots && is_ip(source))
}

/// The result of `uriEncode`: all but unreserved characters as `%XX`.
pub(super) fn uri_encode(source: &str) -> String {
    let mut encoded = String::with_capacity(source.len());
    for byte in source.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// The result of `substring`: nothing for texts that are too short or not ASCII.
pub(super) fn substring(source: &str, start: i32, stop: i32, reverse: bool) -> Value {
    let (Ok(start), Ok(stop)) = (usize::try_from(start), usize::try_from(stop)) else {
        return Value::Empty;
    };
    let size = source.len();
    if start >= stop || size < stop || !source.is_ascii() {
        return Value::Empty;
    }
    let range = if reverse {
        size - stop..size - start
    } else {
        start..stop
    };
    source.get(range).map_or(Value::Empty, text)
}

/// The result of `split`.
///
/// # Errors
///
/// The delimiter is empty or the limit negative.
pub(super) fn split(source: &str, delimiter: &str, limit: i32) -> Result<Value, &'static str> {
    if delimiter.is_empty() {
        return Err("the delimiter of `split` cannot be empty");
    }
    let limit = usize::try_from(limit).map_err(|_| "the limit of `split` cannot be negative")?;
    let limit = if limit == 0 { usize::MAX } else { limit };
    Ok(Value::Array(
        source.splitn(limit, delimiter).map(text).collect(),
    ))
}

#[cfg(test)]
mod tests {
    use super::{arn, is_bucket_host, is_host_label, split, substring, uri_encode, url};
    use crate::rules::value::Value;

    #[test]
    fn urls_are_split() {
        assert_eq!(
            url("https://127.0.0.1:8443/a/b").to_string(),
            r#"{"authority": "127.0.0.1:8443", "isIp": true, "normalizedPath": "/a/b/", "path": "/a/b", "scheme": "https"}"#
        );
        let bare = url("http://example.com").to_string();
        assert!(
            bare.contains(r#""normalizedPath": "/", "path": "", "#),
            "{bare}"
        );
        assert!(url("http://[::1]/").to_string().contains(r#""isIp": true"#));
        assert!(
            url("http://1.2.3.04")
                .to_string()
                .contains(r#""isIp": false"#)
        );
        for bad in ["ftp://a", "a", "https://a?b", "https://a:b"] {
            assert_eq!(url(bad), Value::Empty, "{bad}");
        }
    }

    #[test]
    fn arns_are_split() {
        let found = arn("arn:aws:s3:us-east-1:1:a/b:c").to_string();
        assert!(
            found.contains(r#""resourceId": ["a", "b", "c"]"#),
            "{found}"
        );
        for bad in [
            "arn:aws:s3::1",
            "arn:aws:s3:::",
            "arn:::::a",
            "urn:a:b:c:d:e",
        ] {
            assert_eq!(arn(bad), Value::Empty, "{bad}");
        }
    }

    #[test]
    fn hosts_and_buckets_have_rules() {
        assert!(is_host_label("a-b-", false) && is_host_label("a.b", true));
        assert!(!is_host_label("a.b", false) && !is_host_label("-a", true));
        assert!(!is_host_label("", true) && !is_host_label("a..b", true));
        assert!(is_bucket_host("my-bucket", false) && is_bucket_host("my.bucket", true));
        for bad in ["ab", "Bucket", "a..b", "a.-b", "1.2.3.4", "a_b", "-ab"] {
            assert!(!is_bucket_host(bad, true), "{bad}");
        }
    }

    #[test]
    fn texts_are_cut() {
        let text = |text: &str| Value::Text(text.to_owned());
        assert_eq!(substring("abcdef", 0, 2, false), text("ab"));
        assert_eq!(substring("abcdef", 0, 2, true), text("ef"));
        assert_eq!(substring("a\u{e4}c", 0, 2, false), Value::Empty);
        assert_eq!(substring("a", 0, 2, false), Value::Empty);
        assert_eq!(uri_encode("a b~/\u{e4}"), "a%20b~%2F%C3%A4");
        let parts = |limit| split("a--b--c", "--", limit).map(|value| value.to_string());
        assert_eq!(parts(0).as_deref(), Ok(r#"["a", "b", "c"]"#));
        assert_eq!(parts(2).as_deref(), Ok(r#"["a", "b--c"]"#));
        assert!(parts(-1).is_err() && split("a", "", 0).is_err());
    }
}
