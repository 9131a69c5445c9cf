//! Random tokens, if a source of randomness is available.
//!
//! **Invariants**
//! - Uses no clock, process id or thread: these panic on wasm32-unknown-unknown.

/// A random UUID (version 4); `None` without a source of randomness.
///
/// <https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-4>
pub(super) fn random() -> Option<String> {
    let mut bytes = [0; 16];
    if !fill(&mut bytes) {
        return None;
    }
    Some(uuid(u128::from_be_bytes(bytes)))
}

/// Fills bytes with randomness from the operating system.
#[cfg(all(
    feature = "getrandom",
    not(all(target_family = "wasm", target_os = "unknown"))
))]
fn fill(bytes: &mut [u8; 16]) -> bool {
    getrandom::fill(bytes).is_ok()
}

/// No source of randomness is available.
#[cfg(not(all(
    feature = "getrandom",
    not(all(target_family = "wasm", target_os = "unknown"))
)))]
const fn fill(_: &mut [u8; 16]) -> bool {
    false
}

/// A version 4 UUID from 122 of 128 random bits.
///
/// ```
/// assert_eq!(sansmith::request::uuid(0), "00000000-0000-4000-8000-000000000000");
/// ```
#[expect(
    clippy::cast_possible_truncation,
    reason = "splits a number into halves"
)]
pub fn uuid(random: u128) -> String {
    let [high, low] = [random >> 64, random].map(|half| half as u64);
    let high = high & !0xf000 | 0x4000;
    let low = low & !(0b11 << 62) | 0b10 << 62;
    let mut text = String::with_capacity(36);
    // Formatted by hand: std's formatting takes longer than the rest of a small request.
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
        assert_eq!(uuid(0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(uuid(u128::MAX), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(
            uuid(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef),
            "01234567-89ab-4def-8123-456789abcdef"
        );
    }

    #[cfg(feature = "getrandom")]
    #[test]
    fn no_token_comes_twice() {
        let mut tokens: Vec<String> = (0..2000).map(|_| random().unwrap()).collect();
        tokens.sort();
        tokens.dedup();
        assert_eq!(tokens.len(), 2000);
    }
}
