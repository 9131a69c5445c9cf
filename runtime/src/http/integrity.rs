//! Checks of responses against the sums that some services send: those of bodies, and the MD5 of messages.
//!
//! A row of the generator's table says which operations have them ([`Customization`]). Without the feature `checksum`
//! nothing is checked.

#[cfg(feature = "checksum")]
mod message;
mod sum;

use std::fmt;

use http::HeaderMap;

pub use self::sum::{Expected, Sum, Verifier};
use crate::http::operation::Schema;
use crate::model::customization::Customization;
use crate::types::Value;

/// A sum that is not that of the data.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mismatch {
    /// The member or header with the sum.
    pub of: String,
    /// The sum that the service sent.
    pub sent: String,
    /// The sum of the data.
    pub computed: String,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { of, sent, computed } = self;
        write!(
            f,
            "`{of}` is {sent}, and the sum of the data is {computed}: the data was changed on its way"
        )
    }
}

impl std::error::Error for Mismatch {}

/// Compares a body, as it was received, with the sum in its head: `x-amz-crc32` of Amazon DynamoDB.
///
/// # Errors
///
/// The sums differ.
///
/// Source: botocore 1.44.5, `retries/special.py`.
pub fn check_body(schema: &Schema, headers: &HeaderMap, body: &[u8]) -> Result<(), Mismatch> {
    const NAME: &str = "x-amz-crc32";
    if !schema.customizations.contains(&Customization::Crc32) {
        return Ok(());
    }
    let sent = headers.get(NAME).and_then(|value| value.to_str().ok());
    let Some(sent) = sent.and_then(|text| text.trim().parse::<u32>().ok()) else {
        return Ok(());
    };
    match crc32(body) {
        Some(computed) if computed != sent => Err(Mismatch {
            of: NAME.to_owned(),
            sent: sent.to_string(),
            computed: computed.to_string(),
        }),
        Some(_) | None => Ok(()),
    }
}

/// Tells if [`check_messages`] compares something for an operation.
pub fn has_messages(schema: &Schema) -> bool {
    cfg!(feature = "checksum") && schema.customizations.contains(&Customization::MessageMd5)
}

/// Compares the messages of an input and an output with the sums in the output: `MD5OfMessageBody`, `MD5OfBody`,
/// `MD5OfMessageAttributes` and `MD5OfMessageSystemAttributes` of Amazon SQS.
///
/// # Errors
///
/// The sums differ.
pub fn check_messages(schema: &Schema, input: &Value, output: &Value) -> Result<(), Mismatch> {
    if !has_messages(schema) {
        return Ok(());
    }
    #[cfg(feature = "checksum")]
    return message::check(input, output);
    #[cfg(not(feature = "checksum"))]
    {
        let _ = (input, output);
        Ok(())
    }
}

/// The CRC-32 of bytes; none without the feature `checksum`.
#[cfg(feature = "checksum")]
#[expect(
    clippy::unnecessary_wraps,
    reason = "without the feature there is none"
)]
fn crc32(bytes: &[u8]) -> Option<u32> {
    const CRC32: crc::Crc<u32> = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC);
    Some(CRC32.checksum(bytes))
}

/// The CRC-32 of bytes; none without the feature `checksum`.
#[cfg(not(feature = "checksum"))]
const fn crc32(_: &[u8]) -> Option<u32> {
    None
}

#[cfg(test)]
#[cfg(feature = "checksum")]
mod tests {
    use super::*;
    use crate::http::Service;

    static SERVICE: Service = Service::new("Store", "Store", "2026-01-01");
    static SUMMED: Schema =
        Schema::new(&SERVICE, "Get", "POST", "/").customized(&[Customization::Crc32]);
    static PLAIN: Schema = Schema::new(&SERVICE, "Get", "POST", "/");

    #[test]
    fn a_body_is_compared_with_the_sum_in_its_head() {
        let check = |schema, sum: &str, body: &[u8]| {
            let mut headers = HeaderMap::new();
            headers.insert("x-amz-crc32", sum.parse().unwrap());
            check_body(schema, &headers, body)
        };
        // The check value of the catalogue of CRCs: 0xcbf43926.
        assert_eq!(check(&SUMMED, "3421780262", b"123456789"), Ok(()));
        assert_eq!(check(&SUMMED, "2745614147", b"{}"), Ok(()));
        let error = check(&SUMMED, "1", b"{}").unwrap_err();
        assert_eq!(error.computed, "2745614147");
        assert!(error.to_string().starts_with("`x-amz-crc32` is 1, "));
        assert_eq!(check(&PLAIN, "1", b"{}"), Ok(()));
        assert_eq!(check(&SUMMED, "junk", b"{}"), Ok(()));
        assert_eq!(check_body(&SUMMED, &HeaderMap::new(), b"{}"), Ok(()));
    }
}
