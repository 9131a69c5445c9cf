//! Token files written by sign-in: paths and refresh times.

use super::failure::Failure;
use super::io::{Asked, Io};
use crate::config::expand;

/// Seconds before expiry at which a token is refreshed.
pub(super) const EARLY: i64 = 5 * 60;

/// Minimum number of seconds between refreshes.
pub(super) const PAUSE: i64 = 30;

/// A path in the home directory.
pub(super) fn in_home(io: &mut Io<'_>, path: &str) -> Asked<String> {
    let home = io.home()?;
    let home = home.ok_or_else(|| Failure::failed("couldn't resolve a home directory"))?;
    Ok(expand(io.options.platform, Some(&home), path))
}

/// Formats bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    let digits = b"0123456789abcdef";
    let digit = |value: u8| digits.get(usize::from(value)).copied().unwrap_or(b'0');
    let pairs = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    pairs.map(|value| char::from(digit(value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_two_digits() {
        assert_eq!(hex(&[0, 15, 16, 255]), "000f10ff");
    }
}
