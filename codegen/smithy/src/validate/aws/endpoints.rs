//! `AwsSpecialCaseEndpoint`: patterns of endpoints that differ from the standard ones.
//!
//! <https://smithy.io/2.0/aws/aws-endpoints-region.html>

use super::super::report::Report;
use super::super::text::ticked;
use super::super::views::Views;
use crate::event::Severity;
use crate::model::{Node, Object, Shape};
use crate::subject::Subject;

/// The traits with the members that have special cases.
const TRAITS: [(&str, &[&str]); 2] = [
    (
        "aws.endpoints#standardRegionalEndpoints",
        &["regionSpecialCases", "partitionSpecialCases"],
    ),
    (
        "aws.endpoints#standardPartitionalEndpoints",
        &["partitionEndpointSpecialCases"],
    ),
];

const KNOWN: [&str; 4] = [
    "{region}",
    "{service}",
    "{dnsSuffix}",
    "{dualStackDnsSuffix}",
];

/// Checks the patterns of all special cases.
pub(in super::super) fn patterns(views: &Views<'_>, report: &mut Report) {
    for (id, members) in TRAITS {
        for (service, node) in views.with_trait(id) {
            for member in members {
                let lists = node.get(member).and_then(Node::as_object);
                let lists = lists.into_iter().flat_map(Object::iter);
                let cases = lists.flat_map(|entry| entry.node.as_array().unwrap_or_default());
                for case in cases {
                    if let Some(endpoint) = case.get("endpoint").and_then(Node::as_str) {
                        pattern(service, (node, endpoint), report);
                    }
                }
            }
        }
    }
}

fn pattern(service: &Shape, of: (&Node, &str), report: &mut Report) {
    let (node, endpoint) = of;
    let mut add = |severity, kind, message| {
        report.add_at(severity, Subject::Shape(service), node.at, message);
        report.within(kind);
    };
    let unknown = placeholders(endpoint).filter(|name| !KNOWN.contains(name));
    let unknown: Vec<_> = unknown.collect();
    if !unknown.is_empty() {
        let (unknown, known) = (ticked(unknown), ticked(KNOWN));
        let message = format!("the endpoint `{endpoint}` has {unknown}; known are {known}");
        add(Severity::Danger, "UnsupportedEndpointPattern", message);
    }
    if !endpoint.starts_with("http://") && !endpoint.starts_with("https://") {
        let message =
            format!("the endpoint `{endpoint}` has to start with `http://` or `https://`");
        add(Severity::Danger, "InvalidEndpointPatternScheme", message);
    }
    if !is_url(&endpoint.replace(['{', '}'], "")) {
        let message = format!("the endpoint `{endpoint}` is no URL");
        add(Severity::Error, "InvalidEndpointPatternUrl", message);
    }
}

/// The placeholders of a pattern, with their braces.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.get(rest.find('{')?..)?;
        let (found, after) = start.split_at(start.find('}')? + 1);
        rest = after;
        Some(found)
    })
}

/// Returns true for a text with a scheme that has only characters of URLs.
fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let is_percent = |(index, _): (usize, _)| {
        let digits = rest.as_bytes().get(index + 1..index + 3);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    let is_known = |character: char| {
        !character.is_ascii()
            || character.is_ascii_alphanumeric()
            || "-._~:/?#[]@!$&'()*+,;=%".contains(character)
    };
    let schemes = ["http", "https", "ftp", "file", "jar"];
    schemes.contains(&scheme.to_ascii_lowercase().as_str())
        && rest.chars().all(is_known)
        && rest.match_indices('%').all(is_percent)
}

#[cfg(test)]
mod tests {
    use super::{is_url, placeholders};

    #[test]
    fn placeholders_are_found() {
        let found: Vec<_> = placeholders("a{b}.{}c{d").collect();
        assert_eq!(found, ["{b}", "{}"]);
    }

    #[test]
    fn urls_have_a_scheme_and_no_spaces() {
        assert!(is_url("https://myservice.region.suffix") && is_url("http://a/%20"));
        for bad in [
            "a.b",
            "https://a b",
            "https://a/%2",
            "mine://a",
            "https://a|b",
        ] {
            assert!(!is_url(bad), "{bad}");
        }
    }
}
