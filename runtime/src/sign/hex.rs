//! Lower-case hexadecimal encoding.

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Appends two digits per byte.
pub(super) fn push(bytes: &[u8], to: &mut String) {
    to.reserve(bytes.len() * 2);
    for byte in bytes {
        for half in [byte >> 4, byte & 15] {
            let digit = DIGITS.get(usize::from(half)).copied().unwrap_or_default();
            to.push(char::from(digit));
        }
    }
}

/// Two digits per byte.
pub(super) fn text(bytes: &[u8]) -> String {
    let mut text = String::new();
    push(bytes, &mut text);
    text
}
