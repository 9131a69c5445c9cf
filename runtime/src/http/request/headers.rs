//! Request headers from members.
//!
//! **Invariants**
//! - Values cannot inject headers: line breaks and other control characters are rejected.
//! - A member with its own header takes precedence over a prefix map, regardless of their order.
//!
//! <https://smithy.io/2.0/spec/http-bindings.html#httpheader-trait>

use http::header::{HeaderMap, HeaderName, HeaderValue};

use super::uri::invalid_input;
use crate::types::Error;

/// Request headers under construction.
#[derive(Default)]
pub(crate) struct Headers {
    map: HeaderMap,
    /// Headers from prefix maps, which have lower precedence.
    prefixed: Vec<(HeaderName, HeaderValue)>,
}

impl Headers {
    /// Sets the header of a member; `hidden` marks it as sensitive.
    ///
    /// # Errors
    ///
    /// The value contains a control character, or there are too many headers.
    pub(super) fn set(&mut self, name: &str, value: &str, sensitive: bool) -> Result<(), Error> {
        let (name, mut value) = header(name, value)?;
        value.set_sensitive(sensitive);
        insert(&mut self.map, name, value)
    }

    /// Adds an entry of a prefix map; the name is prefix plus key, and `hidden` marks it as sensitive.
    ///
    /// # Errors
    ///
    /// The key is not valid in a header name, or the value contains a control character.
    pub(super) fn push(&mut self, name: &str, value: &str, sensitive: bool) -> Result<(), Error> {
        let (name, mut value) = header(name, value)?;
        value.set_sensitive(sensitive);
        self.prefixed.push((name, value));
        Ok(())
    }

    /// The finished headers; keys that differ only in case become one header with several values.
    ///
    /// # Errors
    ///
    /// There are too many headers.
    pub(crate) fn finish(mut self) -> Result<HeaderMap, Error> {
        self.prefixed
            .retain(|(name, _)| !self.map.contains_key(name));
        for (name, value) in self.prefixed {
            self.map.try_append(name, value).map_err(|_| too_many())?;
        }
        Ok(self.map)
    }
}

/// Validates a header name and value.
///
/// # Errors
///
/// A character is invalid.
pub(super) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Error> {
    let name = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| invalid_input("the name of a header has an invalid character"))?;
    let value = HeaderValue::from_bytes(value.as_bytes())
        .map_err(|_| invalid_input("the value of a header has a control character"))?;
    Ok((name, value))
}

/// Sets a header.
///
/// # Errors
///
/// There are too many headers.
pub(super) fn insert(
    map: &mut HeaderMap,
    name: HeaderName,
    value: HeaderValue,
) -> Result<(), Error> {
    // `insert` panics beyond some ten thousand headers, so use the fallible variant.
    map.try_insert(name, value).map_err(|_| too_many())?;
    Ok(())
}

/// The error for too many headers.
const fn too_many() -> Error {
    invalid_input("there are too many headers")
}

/// Appends a string list element, quoted if necessary.
pub(super) fn push_item(text: &str, to: &mut String) {
    if !text.contains(['"', ',']) && text.trim_ascii() == text {
        to.push_str(text);
        return;
    }
    to.push('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            to.push('\\');
        }
        to.push(c);
    }
    to.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_wins_over_a_map() {
        let mut headers = Headers::default();
        headers.push("x-A", "1", false).unwrap();
        headers.push("x-b", "2", false).unwrap();
        headers.push("x-B", "3", false).unwrap();
        headers.push("x-c", "", false).unwrap();
        headers.set("X-a", "named", false).unwrap();
        let headers = headers.finish().unwrap();
        assert_eq!(headers.get_all("x-a").iter().collect::<Vec<_>>(), ["named"]);
        assert_eq!(
            headers.get_all("x-b").iter().collect::<Vec<_>>(),
            ["2", "3"]
        );
        assert_eq!(headers["x-c"], "");
    }

    #[test]
    fn a_value_cannot_end_its_header() {
        for value in ["a\rb", "a\nb", "a\0b", "\u{7f}"] {
            assert!(
                Headers::default().set("x", value, false).is_err(),
                "{value:?}"
            );
        }
        let mut headers = Headers::default();
        headers.set("x", "é\t\u{85}", true).unwrap();
        assert_eq!(headers.finish().unwrap()["x"], "é\t\u{85}");
    }

    #[test]
    fn a_key_cannot_end_its_name() {
        for key in ["a b", "a:b", "é", "a\n"] {
            assert!(
                Headers::default()
                    .push(&format!("x-{key}"), "", false)
                    .is_err(),
                "{key:?}"
            );
        }
        assert!(Headers::default().push("", "", false).is_err());
    }

    #[test]
    fn too_many_headers_are_refused() {
        let mut headers = Headers::default();
        for index in 0..100_000 {
            headers.push(&format!("x-{index}"), "", false).unwrap();
        }
        assert!(headers.finish().is_err());
    }

    #[test]
    fn items_are_quoted_where_they_must_be() {
        let item = |text| {
            let mut item = String::new();
            push_item(text, &mut item);
            item
        };
        assert_eq!(item("a b"), "a b");
        assert_eq!(item("a\\b"), "a\\b");
        assert_eq!(item("b,c"), "\"b,c\"");
        assert_eq!(item("\"d\\ef\""), "\"\\\"d\\\\ef\\\"\"");
        assert_eq!(item(" a"), "\" a\"");
        assert_eq!(item(""), "");
    }
}
