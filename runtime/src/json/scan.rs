//! Where text stops being plain: at a quote, a backslash or a control character, eight bytes at a time.

/// One in each byte.
const ONES: u64 = 0x0101_0101_0101_0101;
/// The top bit of each byte.
const TOPS: u64 = 0x8080_8080_8080_8080;

/// The top bit of each byte that is special. A byte above a special one may be marked too, so only the lowest counts.
#[inline]
const fn special(word: u64) -> u64 {
    let quote = word ^ (ONES * b'"' as u64);
    let backslash = word ^ (ONES * b'\\' as u64);
    // Taking one from a zero byte, or a space from a control character, borrows; bytes with a top bit of their own
    // are parts of longer characters and do not count.
    let borrowed =
        quote.wrapping_sub(ONES) | backslash.wrapping_sub(ONES) | word.wrapping_sub(ONES * 0x20);
    borrowed & !word & TOPS
}

/// Whether a byte ends plain text.
#[inline]
const fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// How many of the bytes are plain text.
#[inline]
pub(super) fn plain(bytes: &[u8]) -> usize {
    let (pairs, rest) = bytes.as_chunks::<16>();
    for (index, pair) in pairs.iter().enumerate() {
        // Most keys and many values end within sixteen bytes, so that one branch, well foreseen, is all they take.
        let pair = u128::from_le_bytes(*pair);
        #[expect(clippy::cast_possible_truncation, reason = "the halves are wanted")]
        let (low, high) = (special(pair as u64), special((pair >> 64) as u64));
        if low | high != 0 {
            let zeros = if low == 0 {
                64 + high.trailing_zeros()
            } else {
                low.trailing_zeros()
            };
            return index * 16 + (zeros / 8) as usize;
        }
    }
    let start = bytes.len() - rest.len();
    start + rest.iter().take_while(|byte| !is_special(**byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_stops_or_does_not_at_every_place() {
        for byte in 0..=u8::MAX {
            for place in 0..20 {
                for around in [b'a', 0x80, 0xff, b'#', b'!', b' '] {
                    let mut text = [around; 20];
                    text[place] = byte;
                    let expected = if is_special(byte) { place } else { 20 };
                    assert_eq!(plain(&text), expected, "{byte} at {place} in {around}");
                }
            }
        }
    }
}
