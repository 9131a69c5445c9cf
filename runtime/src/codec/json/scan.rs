//! Finds the end of plain text: a quote, a backslash or a control character, sixteen bytes at a time.

/// The value 1 in each byte.
const ONES: u64 = 0x0101_0101_0101_0101;
/// The top bit of each byte.
const TOPS: u64 = 0x8080_8080_8080_8080;

/// Marks special bytes by their top bit. A byte above a special one may also be marked, so only the lowest mark is valid.
#[inline]
const fn special(word: u64) -> u64 {
    let quote = word ^ (ONES * b'"' as u64);
    let backslash = word ^ (ONES * b'\\' as u64);
    // Subtraction borrows for zero bytes and control characters; bytes with their top bit set belong to multi-byte characters
    // and are ignored.
    let borrowed =
        quote.wrapping_sub(ONES) | backslash.wrapping_sub(ONES) | word.wrapping_sub(ONES * 0x20);
    borrowed & !word & TOPS
}

/// Returns true if a byte ends plain text.
#[inline]
const fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// The offset of the first special byte among sixteen.
#[inline]
fn in_block(block: [u8; 16]) -> Option<usize> {
    // Most keys and many values are shorter than sixteen bytes, so a single well-predicted branch suffices.
    let block = u128::from_le_bytes(block);
    #[expect(clippy::cast_possible_truncation, reason = "the halves are wanted")]
    let (low, high) = (special(block as u64), special((block >> 64) as u64));
    if low | high == 0 {
        return None;
    }
    let zeros = if low == 0 {
        64 + high.trailing_zeros()
    } else {
        low.trailing_zeros()
    };
    Some((zeros / 8) as usize)
}

/// The length of the plain text at the start of `bytes`.
#[inline]
pub(super) fn plain(bytes: &[u8]) -> usize {
    for (index, block) in bytes.as_chunks::<16>().0.iter().enumerate() {
        if let Some(place) = in_block(*block) {
            return index * 16 + place;
        }
    }
    // The remainder is checked as an overlapping block of the last sixteen bytes.
    if let Some(block) = bytes.last_chunk::<16>() {
        return in_block(*block).map_or(bytes.len(), |place| bytes.len() - 16 + place);
    }
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last))
            if special(u64::from_le_bytes(*first)) | special(u64::from_le_bytes(*last)) == 0 =>
        {
            bytes.len()
        }
        _ => bytes.iter().take_while(|byte| !is_special(**byte)).count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_stops_or_does_not_at_every_place() {
        for byte in 0..=u8::MAX {
            for place in 0..20 {
                for around in [b'a', 0x80, 0xff, b'#', b'!', b' '] {
                    let mut text = [around; 40];
                    text[place] = byte;
                    for length in place + 1..40 {
                        let expected = if is_special(byte) { place } else { length };
                        assert_eq!(
                            plain(&text[..length]),
                            expected,
                            "{byte} at {place} of {length} in {around}"
                        );
                    }
                }
            }
        }
    }
}
