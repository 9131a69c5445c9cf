//! Compares expected and actual values, and reports the first semantic difference.
//!
//! **Invariants**
//!
//! - Variations permitted by the specifications are not differences; everything else is.
//! - A difference states location, expected and actual value.
//!
//! <https://smithy.io/2.0/additional-specs/http-protocol-compliance-tests.html>

mod cbor;
mod form;
mod head;
mod json;
mod xml;

use super::case::Media;

pub(super) use head::{header, uri};
pub(super) use json::values;
pub(super) use xml::Entries;

/// The first semantic difference between two bodies.
///
/// An expected body that does not parse as its media type is compared byte by byte: payloads may be plain text whatever the
/// protocol uses elsewhere.
pub(super) fn bodies(
    media: Media,
    expected: &[u8],
    actual: &[u8],
    entries: &Entries,
) -> Option<String> {
    if expected.is_empty() || actual.is_empty() {
        return bytes(expected, actual);
    }
    let compared = match media {
        Media::Json => json::bodies(expected, actual),
        Media::Xml => xml::bodies(expected, actual, entries),
        Media::Cbor => cbor::bodies(expected, actual),
        Media::Form => return form::bodies(expected, actual),
        Media::Bytes => None,
    };
    compared.unwrap_or_else(|| bytes(expected, actual))
}

/// The first difference between two byte strings.
fn bytes(expected: &[u8], actual: &[u8]) -> Option<String> {
    if expected == actual {
        return None;
    }
    let same = expected.iter().zip(actual).take_while(|(a, b)| a == b);
    Some(format!("differs from byte {} on", same.count()))
}

/// The message for a difference.
fn differs(path: &str, expected: impl std::fmt::Display, actual: impl std::fmt::Display) -> String {
    format!("at `{path}`: expected {expected}, found {actual}")
}

#[cfg(test)]
mod tests {
    use super::Entries;
    use crate::conformance::case::Media;

    fn bodies(media: Media, expected: &[u8], actual: &[u8]) -> Option<String> {
        super::bodies(media, expected, actual, &Entries::default())
    }

    #[test]
    fn an_empty_body_is_like_nothing_else() {
        for media in [
            Media::Json,
            Media::Xml,
            Media::Cbor,
            Media::Form,
            Media::Bytes,
        ] {
            assert_eq!(bodies(media, b"", b""), None, "{media:?}");
            assert!(bodies(media, b"", b"{}").is_some(), "{media:?}");
            assert!(bodies(media, b"{}", b"").is_some(), "{media:?}");
        }
    }

    #[test]
    fn what_is_expected_as_text_must_come_as_that_text() {
        assert_eq!(bodies(Media::Xml, b"blob", b"blob"), None);
        assert!(bodies(Media::Xml, b"blob", b"<a/>").is_some());
        assert!(bodies(Media::Bytes, b"{\"a\": 1}", b"{\"a\":1}").is_some());
    }
}
