//! Compares URIs and headers with their expectations.

use super::differs;
use crate::conformance::case::QueryRules;

/// The first difference of a URI: either all of it is expected, or the path and parts of the query.
pub(in crate::conformance) fn uri(
    expected: &str,
    query: Option<&QueryRules>,
    actual: &str,
) -> Option<String> {
    let Some(rules) = query else {
        return (expected != actual).then(|| differs("uri", expected, actual));
    };
    let (path, pairs) = actual.split_once('?').unwrap_or((actual, ""));
    if path != expected {
        return Some(differs("path", expected, path));
    }
    let mut pairs: Vec<&str> = pairs.split('&').filter(|pair| !pair.is_empty()).collect();
    let keys: Vec<&str> = pairs.iter().map(|pair| key(pair)).collect();
    for wanted in &rules.pairs {
        // Duplicate expected pairs must occur as often.
        match pairs.iter().position(|pair| pair == wanted) {
            Some(place) => drop(pairs.swap_remove(place)),
            None => return Some(differs("query", format!("`{wanted}`"), actual)),
        }
    }
    let is_there = |name: &&String| keys.contains(&name.as_str());
    if let Some(missing) = rules.required.iter().find(|name| !is_there(name)) {
        return Some(differs("query", format!("a `{missing}`"), actual));
    }
    let found = rules.forbidden.iter().find(is_there)?;
    Some(differs("query", format!("no `{found}`"), actual))
}

fn key(pair: &str) -> &str {
    pair.split_once('=').map_or(pair, |(key, _)| key)
}

/// The difference of a header value.
pub(in crate::conformance) fn header(
    name: &str,
    expected: &str,
    actual: Option<&str>,
) -> Option<String> {
    match actual {
        None => Some(differs(
            &format!("header {name}"),
            format!("`{expected}`"),
            "nothing",
        )),
        Some(actual) if actual == expected => None,
        Some(actual) => Some(differs(
            &format!("header {name}"),
            format!("`{expected}`"),
            format!("`{actual}`"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(pairs: &[&str], required: &[&str], forbidden: &[&str]) -> QueryRules {
        let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
        QueryRules {
            pairs: texts(pairs),
            required: texts(required),
            forbidden: texts(forbidden),
        }
    }

    #[test]
    fn a_whole_uri_is_compared_as_it_stands() {
        assert_eq!(uri("/a?b=c", None, "/a?b=c"), None);
        for actual in ["/a", "/a?b=d", "/a?c=b", "/a?b=c&d", "/a?b=%63", "/A?b=c"] {
            assert!(uri("/a?b=c", None, actual).is_some(), "{actual}");
        }
    }

    #[test]
    fn a_query_is_asked_for_by_pairs_and_keys() {
        let asked = rules(&["a=1", "a=1", "b"], &["c"], &["d"]);
        assert_eq!(uri("/", Some(&asked), "/?c=&a=1&b&a=1&e=2"), None);
        for actual in [
            "/?c=&a=1&b",
            "/?c=&a=1&a=1&b=",
            "/?a=1&a=1&b",
            "/?c&a=1&a=1&b&d",
            "/?c&a=1&a=1&b&d=1",
            "/x?c&a=1&a=1&b",
            "/",
        ] {
            assert!(uri("/", Some(&asked), actual).is_some(), "{actual}");
        }
    }

    #[test]
    fn a_header_has_its_value() {
        assert_eq!(header("a", "b, c", Some("b, c")), None);
        for actual in [None, Some("b,c"), Some("b"), Some("c, b"), Some("B, C")] {
            assert!(header("a", "b, c", actual).is_some(), "{actual:?}");
        }
    }
}
