//! Expands labels and query parameters to path and query.
//!
//! **Invariants**
//! - Values cannot leave their segment or parameter: all but the unreserved characters of RFC 3986 is escaped, and segments
//!   with a special meaning for servers are rejected.
//!
//! <https://smithy.io/2.0/spec/http-bindings.html#labels>
//! <https://smithy.io/2.0/spec/http-bindings.html#httpqueryparams-trait>

use std::ops::Range;

use percent_encoding::{AsciiSet, percent_decode_str, utf8_percent_encode};

use crate::codec::query::ESCAPED;
use crate::types::error::{Error, ErrorKind};

/// Characters escaped in greedy labels.
const GREEDY: &AsciiSet = &ESCAPED.remove(b'/');

/// Label values, by member name.
#[derive(Default)]
pub(super) struct Labels {
    text: String,
    places: Vec<(&'static str, Range<usize>)>,
}

/// Query parameters of members.
#[derive(Default)]
pub(super) struct Query {
    /// Escaped parameters of members with a name.
    named: String,
    /// Escaped parameters of a map.
    params: String,
    /// Position of the map among named members.
    params_at: usize,
}

impl Labels {
    /// Takes the value of a member.
    pub(super) fn push(&mut self, member: &'static str, value: &str) {
        let start = self.text.len();
        self.text.push_str(value);
        self.places.push((member, start..self.text.len()));
    }

    /// The label value of a member.
    fn get(&self, member: &str) -> Option<&str> {
        let (_, place) = self.places.iter().find(|(name, _)| *name == member)?;
        self.text.get(place.clone())
    }

    /// Expands a template.
    ///
    /// # Errors
    ///
    /// A label has no value, an empty one, or one that would change the path structure.
    pub(super) fn expand(&self, template: &str) -> Result<String, Error> {
        // With room for the query and some escapes.
        let mut path = String::with_capacity(template.len() + self.text.len() * 2 + 64);
        let mut rest = template;
        while let Some((literal, (label, after))) = rest
            .split_once('{')
            .and_then(|(literal, after)| Some((literal, after.split_once('}')?)))
        {
            path.push_str(literal);
            rest = after;
            let (name, greedy) = match label.strip_suffix('+') {
                Some(name) => (name, true),
                None => (label, false),
            };
            let value = self.get(name).unwrap_or_default();
            check(value, greedy).map_err(|why| invalid_input(why).at(name))?;
            let escaped = if greedy { GREEDY } else { ESCAPED };
            path.extend(utf8_percent_encode(value, escaped));
        }
        path.push_str(rest);
        Ok(path)
    }
}

/// Validates a label value; returns the problem.
fn check(value: &str, greedy: bool) -> Result<(), &'static str> {
    match value {
        "" => Err("a part of the path is empty"),
        // Path normalization would remove such a segment, or the one before it. Greedy labels may contain them, as part of a key.
        "." | ".." if !greedy => Err("a part of the path is `.` or `..`"),
        _ => Ok(()),
    }
}

/// The error for a value that cannot be sent.
pub(super) const fn invalid_input(why: &'static str) -> Error {
    Error::new(ErrorKind::InvalidInput { why })
}

impl Query {
    /// Returns true if there are no labels.
    pub(super) const fn is_empty(&self) -> bool {
        self.named.is_empty() && self.params.is_empty()
    }

    /// Adds a named parameter.
    pub(super) fn push(&mut self, key: &str, value: &str) {
        push_pair(key, value, &mut self.named);
    }

    /// Adds a parameter of a map.
    pub(super) fn push_param(&mut self, key: &str, value: &str) {
        if self.params.is_empty() {
            self.params_at = self.named.len();
        }
        push_pair(key, value, &mut self.params);
    }

    /// Appends a query to a path: the operation's constant one, then members in the model's order. Map entries are omitted if
    /// their key exists elsewhere.
    pub(super) fn push_to(&self, literal: &str, uri: &mut String) {
        let taken = |pair: &&str| {
            let pairs = literal.split('&').chain(self.named.split('&'));
            pairs
                .filter(|other| !other.is_empty())
                .any(|other| key_of(other).eq(key_of(pair)))
        };
        let (before, after) = self
            .named
            .split_at_checked(self.params_at)
            .unwrap_or_default();
        let params = self.params.split('&').filter(|pair| !taken(pair));
        let parts = [literal, before]
            .into_iter()
            .chain(params)
            .chain([after.trim_start_matches('&')]);
        let mut separator = '?';
        for part in parts.filter(|part| !part.is_empty()) {
            uri.push(separator);
            uri.push_str(part);
            separator = '&';
        }
    }
}

/// The unescaped key of a parameter.
fn key_of(pair: &str) -> impl Iterator<Item = u8> + '_ {
    let key = pair.split('=').next().unwrap_or_default();
    percent_decode_str(key)
}

/// The source of a copy with its key escaped; a version stays as it is.
///
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html>
pub(super) fn quote_source(source: &str) -> String {
    const VERSION: &str = "?versionId=";
    let is_version = |(at, _): &(usize, &str)| {
        let version = source.get(at + VERSION.len()..).unwrap_or_default();
        !version.is_empty() && !version.contains(char::is_whitespace)
    };
    let version = source.match_indices(VERSION).find(is_version);
    let at = version.map_or(source.len(), |(at, _)| at);
    let (key, version) = source.split_at_checked(at).unwrap_or((source, ""));
    let mut text = utf8_percent_encode(key, GREEDY).to_string();
    text.push_str(version);
    text
}

/// Appends a parameter.
fn push_pair(key: &str, value: &str, to: &mut String) {
    if !to.is_empty() {
        to.push('&');
    }
    to.extend(utf8_percent_encode(key, ESCAPED));
    to.push('=');
    to.extend(utf8_percent_encode(value, ESCAPED));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expand(template: &str, labels: &[(&'static str, &str)]) -> Result<String, String> {
        let mut all = Labels::default();
        for (name, value) in labels {
            all.push(name, value);
        }
        all.expand(template).map_err(|error| error.to_string())
    }

    #[test]
    fn labels_come_in_any_order_and_are_escaped() {
        let labels = [("b", "ü/?#%"), ("a", "-._~ +")];
        assert_eq!(
            expand("/x/{a}/{b}/y", &labels),
            Ok("/x/-._~%20%2B/%C3%BC%2F%3F%23%25/y".to_owned())
        );
        assert_eq!(expand("/{b+}", &labels), Ok("/%C3%BC/%3F%23%25".to_owned()));
    }

    #[test]
    fn a_label_that_would_be_another_segment_is_refused() {
        for value in ["", ".", ".."] {
            let error = expand("/x/{a}", &[("a", value)]).unwrap_err();
            assert!(error.starts_with("a: cannot be sent"), "{error}");
        }
        assert!(expand("/x/{a}", &[]).is_err());
        assert!(expand("/x/{a+}", &[("a", "")]).is_err());
        assert_eq!(expand("/{a}", &[("a", "...")]), Ok("/...".to_owned()));
        assert_eq!(expand("/{a}", &[("a", "%2e")]), Ok("/%252e".to_owned()));
    }

    #[test]
    fn a_greedy_label_keeps_its_segments() {
        let labels = [("Key", "../a//b/.")];
        assert_eq!(expand("/{Key+}", &labels), Ok("/../a//b/.".to_owned()));
    }

    #[test]
    fn the_key_of_a_source_is_escaped_but_not_its_version() {
        for (source, expected) in [
            ("bucket/a/b-._~c", "bucket/a/b-._~c"),
            ("bucket/a b+%.txt", "bucket/a%20b%2B%25.txt"),
            ("/bucket/ä?versionId=x.y", "/bucket/%C3%A4?versionId=x.y"),
            ("b/k?versionId=", "b/k%3FversionId%3D"),
        ] {
            assert_eq!(quote_source(source), expected);
        }
    }

    #[test]
    fn a_template_with_loose_braces_is_text() {
        assert_eq!(expand("/a}b{c", &[]), Ok("/a}b{c".to_owned()));
    }

    fn query(literal: &str, fill: impl FnOnce(&mut Query)) -> String {
        let mut query = Query::default();
        fill(&mut query);
        let mut uri = String::new();
        query.push_to(literal, &mut uri);
        uri
    }

    #[test]
    fn pairs_follow_the_literal_ones() {
        assert_eq!(query("", |_| ()), "");
        assert_eq!(query("a&b=c", |_| ()), "?a&b=c");
        let fill = |query: &mut Query| {
            query.push("k 1", "v&1");
            query.push("k", "");
        };
        assert_eq!(query("a", fill), "?a&k%201=v%261&k=");
        assert_eq!(query("", fill), "?k%201=v%261&k=");
    }

    #[test]
    fn a_map_yields_and_keeps_its_place() {
        let fill = |query: &mut Query| {
            query.push("first", "1");
            query.push_param("a b", "from the map");
            query.push_param("literal", "from the map");
            query.push_param("c", "1");
            query.push_param("c", "2");
            query.push_param("", "3");
            query.push("a b", "named");
        };
        assert_eq!(
            query("litera%6C", fill),
            "?litera%6C&first=1&c=1&c=2&=3&a%20b=named"
        );
    }
}
