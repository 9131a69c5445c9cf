//! Escapes text as element content or attribute value.
//!
//! **Invariants**
//! - Text round-trips: characters affected by line-end or attribute normalization are written as references, and so are control
//!   characters invalid in XML 1.0.

use std::fmt::Write;

/// Position of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Between tags.
    Content,
    /// Between double quotes.
    Attribute,
}

/// Appends a text.
pub(super) fn push(text: &str, place: Place, to: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(|c| is_special(c, place)) {
        let (plain, special) = rest.split_at(at);
        to.push_str(plain);
        let mut chars = special.chars();
        if let Some(c) = chars.next() {
            push_special(c, to);
        }
        rest = chars.as_str();
    }
    to.push_str(rest);
}

/// Returns true if a character must be escaped.
fn is_special(c: char, place: Place) -> bool {
    match c {
        '&' | '<' | '>' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{fffe}' | '\u{ffff}' => true,
        '"' | '\t' => place == Place::Attribute,
        _ => c < ' ',
    }
}

/// Appends an escaped character.
fn push_special(c: char, to: &mut String) {
    match c {
        '&' => to.push_str("&amp;"),
        '<' => to.push_str("&lt;"),
        '>' => to.push_str("&gt;"),
        '"' => to.push_str("&quot;"),
        _ => {
            // Writing to a string cannot fail.
            let _ = write!(to, "&#x{:X};", u32::from(c));
        }
    }
}

/// A valid element or attribute name: invalid characters become `_`.
///
/// Only used for names that are not from a model; those are validated when it is loaded.
pub(super) fn name(text: &str) -> String {
    let mut name: String = text
        .chars()
        .map(|c| match c {
            '-' | '.' | ':' | '_' => c,
            _ if c.is_alphanumeric() => c,
            _ => '_',
        })
        .collect();
    if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        name.insert(0, '_');
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reader_would_change_is_a_reference() {
        let mut content = String::new();
        push(
            "a<b>&\"'\t\r\n\u{85}\u{2028}é\u{1}",
            Place::Content,
            &mut content,
        );
        assert_eq!(
            content,
            "a&lt;b&gt;&amp;\"'\t&#xD;&#xA;&#x85;&#x2028;é&#x1;"
        );
        let mut attribute = String::new();
        push("\"\t\n", Place::Attribute, &mut attribute);
        assert_eq!(attribute, "&quot;&#x9;&#xA;");
    }

    #[test]
    fn a_name_cannot_break_out_of_its_tag() {
        assert_eq!(name("a><b x=\"1\"/"), "a__b_x__1__");
        assert_eq!(name("1a"), "_1a");
        assert_eq!(name(""), "_");
        assert_eq!(name("p:été-1"), "p:été-1");
    }
}
