//! `MediaType` and `XmlNamespaceTrait`: texts in a format of their own.
//!
//! <https://smithy.io/2.0/spec/protocol-traits.html>

use super::report::Report;
use super::views::Views;
use crate::model::Node;

/// Checks the values of `@mediaType`.
pub(super) fn media_types(views: &Views<'_>, report: &mut Report) {
    for subject in views.having("smithy.api#mediaType") {
        let Some(node) = subject.traits().get("smithy.api#mediaType") else {
            continue;
        };
        let text = node.as_str().unwrap_or_default();
        if !is_media_type(text) {
            let message =
                format!("`{text}` is no media type; write one such as `application/json; a=b`");
            report.error_at(*subject, node.at, message);
        }
    }
}

/// Checks the URIs of `@xmlNamespace`.
pub(super) fn namespaces(views: &Views<'_>, report: &mut Report) {
    for subject in views.having("smithy.api#xmlNamespace") {
        let node = subject.traits().get("smithy.api#xmlNamespace");
        let uri = node.and_then(|node| node.get("uri")?.as_str());
        if let Some(uri) = uri.filter(|uri| !is_uri(uri)) {
            report.error(*subject, format!("`{uri}` is no URI"));
        }
    }
}

/// Returns true for `type/subtype`, followed by parameters such as `; name=value`.
///
/// Source: RFC 9110, section 8.3.1.
pub(super) fn is_media_type(text: &str) -> bool {
    let parse = || {
        let rest = token(text)?.strip_prefix('/')?;
        let mut rest = token(rest)?.trim_start();
        while !rest.is_empty() {
            let name = rest.strip_prefix(';')?.trim_start();
            let value = token(name)?.strip_prefix('=')?;
            rest = match value.strip_prefix('"') {
                Some(quoted) => quoted_rest(quoted)?,
                None => token(value)?,
            };
            rest = rest.trim_start();
        }
        Some(())
    };
    parse().is_some()
}

/// The text after a token, which has at least one character.
fn token(text: &str) -> Option<&str> {
    let is_token =
        |c: char| c.is_ascii_alphanumeric() || (c.is_ascii() && "!#$%&'*+-.^_`|~".contains(c));
    let rest = text.trim_start_matches(is_token);
    (rest.len() < text.len()).then_some(rest)
}

/// The text after the closing quote.
fn quoted_rest(text: &str) -> Option<&str> {
    let mut chars = text.chars();
    loop {
        match chars.next()? {
            '"' => return Some(chars.as_str()),
            '\\' => {
                chars.next()?;
            }
            _ => {}
        }
    }
}

/// Returns true for a URI or a relative reference.
///
/// Source: RFC 2396; non-ASCII characters need not be escaped.
pub(super) fn is_uri(text: &str) -> bool {
    let (rest, fragment) = match text.split_once('#') {
        Some((rest, fragment)) => (rest, fragment),
        None => (text, ""),
    };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let scheme = rest.get(..end).and_then(|start| start.split_once(':'));
    let is_scheme = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    };
    let fits = match scheme {
        Some((name, _)) => is_scheme(name) && rest.len() > name.len() + 1,
        None => true,
    };
    fits && is_escaped(rest) && is_escaped(fragment)
}

fn is_escaped(text: &str) -> bool {
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let fits = match c {
            '%' => {
                let mut hex = || chars.next().is_some_and(|c| c.is_ascii_hexdigit());
                hex() && hex()
            }
            c if c.is_ascii() => c.is_ascii_alphanumeric() || "-_.!~*'();/?:@&=+$,[]".contains(c),
            c => !c.is_control() && !c.is_whitespace(),
        };
        if !fits {
            return false;
        }
    }
    true
}

/// The schemes of URLs that can be opened.
const SCHEMES: [&str; 6] = ["http", "https", "ftp", "file", "mailto", "jar"];

/// The fault in the values of `@externalDocumentation`, if there is one.
pub(super) fn documentation_fault(node: &Node) -> Option<String> {
    node.as_object()?.iter().find_map(|entry| {
        let url = entry.node.as_str()?;
        let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
        let is_known = SCHEMES
            .iter()
            .any(|known| known.eq_ignore_ascii_case(scheme));
        (!is_known).then(|| format!("`{url}` of `{}` is not a URL", entry.key))
    })
}

#[cfg(test)]
mod tests {
    use super::{is_media_type, is_uri};

    #[test]
    fn media_types_have_a_type_a_subtype_and_parameters() {
        for good in [
            "a/b",
            "application/foo+json; bar=baz",
            "a/b;c=\"d;\\\" e\" ;f=g",
        ] {
            assert!(is_media_type(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "a/",
            "a/b;",
            "a/b;c",
            "a/b;c=",
            "a/b;c=,",
            "a/b;c=\"d",
            "a/b c",
        ] {
            assert!(!is_media_type(bad), "{bad}");
        }
    }

    #[test]
    fn uris_have_a_scheme_and_escapes() {
        for good in ["http://a.b/c?d#e", "urn:a", "/a/b", "a", "%20", "http://ä"] {
            assert!(is_uri(good), "{good}");
        }
        for bad in ["::foo", ":a", "http:", "a b", "%2", "a#b#c", "1a:b", "{a}"] {
            assert!(!is_uri(bad), "{bad}");
        }
    }
}
