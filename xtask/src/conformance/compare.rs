//! Turns what was expected and what came into the first place where they mean different things.
//!
//! **Invariants**
//!
//! - What the specifications leave open makes no difference, and everything else does.
//! - A difference says where it is, what was expected there and what there is.
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

/// The first difference of two bodies of a kind, if they mean different things.
///
/// An expected body that is not of its kind is compared byte by byte: the payload of an operation may be text whatever
/// the protocol writes elsewhere.
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

/// The first difference of two runs of bytes.
fn bytes(expected: &[u8], actual: &[u8]) -> Option<String> {
    if expected == actual {
        return None;
    }
    let same = expected.iter().zip(actual).take_while(|(a, b)| a == b);
    Some(format!("differs from byte {} on", same.count()))
}

/// The words of a difference.
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
