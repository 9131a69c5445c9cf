//! Random tokens.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

/// A random UUID, version 4.
///
/// The hash maps of std are keyed by the operating system's randomness, a fresh key each; what they make of a few
/// bytes is as random as a token must be, which is to be unlike any other, not to be a secret.
///
/// <https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-4>
pub(super) fn random() -> String {
    let keys = RandomState::new();
    // A forked process has its parent's keys.
    let process = std::process::id();
    let (high, low) = (keys.hash_one((process, 0)), keys.hash_one((process, 1)));
    uuid(high, low)
}

/// A UUID of version 4 out of 122 of 128 bits.
fn uuid(high: u64, low: u64) -> String {
    let high = high & !0xf000 | 0x4000;
    let low = low & !(0b11 << 62) | 0b10 << 62;
    let mut text = String::with_capacity(36);
    // By hand, because the formatting of std takes longer than all else that a small request does.
    for (half, dashes) in [(high, [8, 12]), (low, [0, 4])] {
        for place in 0..16_u32 {
            if dashes.contains(&place) {
                text.push('-');
            }
            let digit = u8::try_from(half >> (60 - 4 * place) & 0xf).unwrap_or_default();
            text.push(char::from(if digit < 10 {
                b'0' + digit
            } else {
                b'a' - 10 + digit
            }));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_and_variant_are_where_they_belong() {
        assert_eq!(uuid(0, 0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(
            uuid(u64::MAX, u64::MAX),
            "ffffffff-ffff-4fff-bfff-ffffffffffff"
        );
        assert_eq!(
            uuid(0x0123_4567_89ab_cdef, 0x0123_4567_89ab_cdef),
            "01234567-89ab-4def-8123-456789abcdef"
        );
    }

    #[test]
    fn no_token_comes_twice() {
        let mut tokens: Vec<String> = (0..1000).map(|_| random()).collect();
        tokens.extend(
            std::thread::spawn(|| (0..1000).map(|_| random()).collect::<Vec<_>>())
                .join()
                .unwrap(),
        );
        tokens.sort();
        tokens.dedup();
        assert_eq!(tokens.len(), 2000);
    }
}
