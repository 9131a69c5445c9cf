//! Headers with several values: repeated ones, those with a prefix, and lists.
//!
//! <https://smithy.io/2.0/spec/http-bindings.html#httpheader-serialization-rules>

use std::borrow::Cow;

use http::header::HeaderMap;

use crate::types::text;

/// The values of a header, joined by commas in order.
pub(crate) fn joined<'h>(headers: &'h HeaderMap, name: &str) -> Option<Cow<'h, str>> {
    let values = headers.get_all(name).iter();
    let mut values = values.map(|value| text::of_header(value.as_bytes().trim_ascii()));
    let mut text = values.next()?;
    for more in values {
        let joined = text.to_mut();
        joined.push_str(", ");
        joined.push_str(&more);
    }
    Some(text)
}

/// The headers with a prefix: the rest of each name, in lower case as the `http` crate has it, and the values. A header
/// without a rest is none of them; an empty prefix has all headers.
pub(crate) fn prefixed<'h>(
    headers: &'h HeaderMap,
    prefix: &str,
) -> impl Iterator<Item = (&'h str, Cow<'h, str>)> {
    headers.keys().filter_map(move |name| {
        let (start, key) = name.as_str().split_at_checked(prefix.len())?;
        if !start.eq_ignore_ascii_case(prefix) || key.is_empty() {
            return None;
        }
        Some((key, joined(headers, name.as_str())?))
    })
}

/// Elements separated by commas. Quoted elements may contain commas and escaped quotes; empty elements are skipped. `None` if
/// a quote is unclosed or followed by other text.
pub(crate) fn elements(text: &str) -> Option<Vec<Cow<'_, str>>> {
    let mut elements = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let after = if let Some(quoted) = rest.strip_prefix('"') {
            let (element, after) = unquote(quoted)?;
            elements.push(element);
            after.trim_start()
        } else {
            let (element, after) = rest.split_at_checked(rest.find(',').unwrap_or(rest.len()))?;
            if !element.is_empty() {
                elements.push(element.trim_end().into());
            }
            after
        };
        rest = match after.strip_prefix(',') {
            Some(after) => after.trim_start(),
            None if after.is_empty() => "",
            None => return None,
        };
    }
    Some(elements)
}

/// Parses a quoted text after its opening quote; returns the rest.
fn unquote(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let mut element = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((element.into(), text.get(at + 1..)?)),
            '\\' => element.push(chars.next()?.1),
            _ => element.push(c),
        }
    }
    None
}

/// http-dates in a list; each contains a comma after its weekday.
pub(crate) fn dates(text: &str) -> Option<Vec<Cow<'_, str>>> {
    let mut dates = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (weekday, after) = rest.split_once(',')?;
        let length = after.find(',').unwrap_or(after.len());
        let (date, after) = rest.split_at_checked(weekday.len() + 1 + length)?;
        dates.push(date.trim().into());
        rest = after.strip_prefix(',').unwrap_or(after).trim_start();
    }
    Some(dates)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_trimmed_and_unquoted() {
        for (text, expected) in [
            ("", vec![]),
            ("  ", vec![]),
            ("a", vec!["a"]),
            ("a, b ,c", vec!["a", "b", "c"]),
            (r#""b,c", "\"def\"", a"#, vec!["b,c", r#""def""#, "a"]),
            (r#"" a \\ ""#, vec![r" a \ "]),
            ("a,, b , ,", vec!["a", "b"]),
            (r#""""#, vec![""]),
            ("a \"b\"", vec!["a \"b\""]),
        ] {
            assert_eq!(
                elements(text),
                Some(expected.into_iter().map(Cow::from).collect()),
                "{text}"
            );
        }
        for text in [r#""a"#, r#""a" b"#, r#""a\"#] {
            assert_eq!(elements(text), None, "{text}");
        }
    }

    #[test]
    fn dates_keep_their_comma() {
        let date = "Mon, 16 Dec 2019 23:48:18 GMT";
        assert_eq!(
            dates(&format!("{date}, {date}")),
            Some(vec![date.into(), date.into()])
        );
        assert_eq!(dates(""), Some(vec![]));
        assert_eq!(dates("Monday"), None);
    }
}
