//! Canonical queries: sorted parameters with uniform escapes.
//!
//! **Invariants**
//! - A plus sign is literal, as in RFC 3986; a space is `%20`.

use std::borrow::Cow;

use percent_encoding::{percent_decode_str, percent_encode};

use crate::codec::query::ESCAPED;

/// The query parameter with the signature, which is never signed.
pub(super) const SIGNATURE: &str = "X-Amz-Signature";

/// An escaped parameter.
type Pair<'a> = (Cow<'a, str>, Cow<'a, str>);

/// Appends the canonical query, from a raw one and additional parameters.
///
/// Additional parameters replace those of the raw query with the same name.
pub(super) fn push(raw: &str, besides: &[(&str, &str)], to: &mut String) {
    if raw.is_empty() && besides.is_empty() {
        return;
    }
    let mut pairs: Vec<Pair<'_>> = Vec::with_capacity(besides.len() + 4);
    pairs
        .extend(kept(raw, besides).map(|(key, value, _)| (escape_again(key), escape_again(value))));
    pairs.extend(
        besides
            .iter()
            .map(|(key, value)| (escape(key), escape(value))),
    );
    pairs.sort();
    for (index, (key, value)) in pairs.iter().enumerate() {
        if index > 0 {
            to.push('&');
        }
        to.push_str(key);
        to.push('=');
        to.push_str(value);
    }
}

/// Parameters of a raw query that are kept: key, value, and raw text.
pub(super) fn kept<'a>(
    raw: &'a str,
    besides: &[(&str, &str)],
) -> impl Iterator<Item = (&'a str, &'a str, &'a str)> {
    let pairs = raw.split('&').filter(|pair| !pair.is_empty());
    pairs.filter_map(move |pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let gives_way = !besides.is_empty()
            && (key == SIGNATURE || besides.iter().any(|(name, _)| *name == key));
        (!gives_way).then_some((key, value, pair))
    })
}

/// Escapes text.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    percent_encode(text.as_bytes(), ESCAPED).into()
}

/// Escapes text that may already be escaped differently.
fn escape_again(text: &str) -> Cow<'_, str> {
    if text.bytes().all(is_unreserved) {
        return Cow::Borrowed(text);
    }
    let bytes: Cow<'_, [u8]> = percent_decode_str(text).into();
    Cow::Owned(percent_encode(&bytes, ESCAPED).to_string())
}

/// Returns true for unreserved characters.
const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(raw: &str, besides: &[(&str, &str)]) -> String {
        let mut text = String::new();
        push(raw, besides, &mut text);
        text
    }

    #[test]
    fn pairs_are_ordered_by_key_and_then_by_value() {
        assert_eq!(
            canonical("a-b=1&a=2&a=10&A&%e1%88%b4=x&&b", &[]),
            "%E1%88%B4=x&A=&a=10&a=2&a-b=1&b="
        );
    }

    #[test]
    fn escapes_are_made_anew() {
        assert_eq!(canonical("k=%7e%2f/+ü%zz", &[]), "k=~%2F%2F%2B%C3%BC%25zz");
        assert_eq!(canonical("k=%ff", &[]), "k=%FF");
    }

    #[test]
    fn pairs_replace_earlier_ones_with_the_same_name() {
        assert_eq!(
            canonical(
                "X-Amz-Signature=s&X-Amz-Date=old&a=1",
                &[("X-Amz-Date", "new/1")]
            ),
            "X-Amz-Date=new%2F1&a=1"
        );
        assert_eq!(canonical("X-Amz-Signature=s", &[]), "X-Amz-Signature=s");
    }
}
