//! The parameters of a query that decide about the operation of a request.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// The decoded values of a key in a query or form, in order; those of other keys are not decoded.
pub(crate) fn values<'q>(text: &'q str, key: &str) -> impl Iterator<Item = Cow<'q, str>> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs.filter_map(move |pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(name) == key).then(|| decode(value))
    })
}

/// The first value of a key.
pub(crate) fn value<'q>(text: &'q str, key: &str) -> Option<Cow<'q, str>> {
    values(text, key).next()
}

fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains(['%', '+']) {
        return Cow::Borrowed(text);
    }
    let spaced = text.replace('+', " ");
    Cow::Owned(percent_decode_str(&spaced).decode_utf8_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_those_of_a_key() {
        let text = "&a=1&b=%2&%61=x+y%21&a&ab=3&=4";
        let found: Vec<_> = values(text, "a").collect();
        assert_eq!(found, ["1", "x y!", ""]);
        assert_eq!(value(text, "").as_deref(), Some("4"));
        assert_eq!(value(text, "c"), None);
    }
}
