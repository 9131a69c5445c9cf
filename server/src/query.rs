//! The parameters of a query that decide about the operation of a request.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// Pairs of a query or form, decoded.
pub(crate) fn pairs(text: &str) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(key), decode(value))
    })
}

fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains(['%', '+']) {
        return Cow::Borrowed(text);
    }
    let spaced = text.replace('+', " ");
    Cow::Owned(percent_decode_str(&spaced).decode_utf8_lossy().into_owned())
}

/// The value of a key.
pub(crate) fn value<'q>(text: &'q str, key: &str) -> Option<Cow<'q, str>> {
    let mut found = pairs(text).filter(|(name, _)| name == key);
    found.next().map(|(_, value)| value)
}
