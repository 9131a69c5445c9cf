//! Request body checksums, in headers.
//!
//! **Invariants**
//! - A checksum given by the caller is kept, and none is added.
//!
//! <https://smithy.io/2.0/aws/aws-core.html#aws-protocols-httpchecksum-trait>
//! <https://smithy.io/2.0/spec/http-bindings.html#httpchecksumrequired-trait>

#[cfg(feature = "checksum")]
mod added;
#[cfg(feature = "checksum")]
pub(crate) mod algorithm;

#[cfg(feature = "checksum")]
pub(super) use self::added::apply;
#[cfg(not(feature = "checksum"))]
use super::parts::RequestParts;
#[cfg(not(feature = "checksum"))]
use crate::model::customization::Customization;
#[cfg(not(feature = "checksum"))]
use crate::model::schema::Member;
#[cfg(not(feature = "checksum"))]
use crate::types::error::{Error, ErrorKind};
#[cfg(not(feature = "checksum"))]
use http::header::HeaderMap;

/// Rejects operations that require a checksum, as this build has none.
///
/// # Errors
///
/// The operation requires a checksum.
#[cfg(not(feature = "checksum"))]
pub(super) fn apply(
    parts: &RequestParts<'_>,
    _: Option<&[u8]>,
    _: &'static [Member],
    _: &mut HeaderMap,
) -> Result<(), Error> {
    let operation = parts.operation;
    let needed = match operation.checksum {
        Some(checksum) => checksum.required || parts.algorithm.is_some(),
        None => operation.checksum_required,
    };
    if needed || operation.customizations.contains(&Customization::TreeHash) {
        return Err(Error::new(ErrorKind::Unsupported {
            what: "a checksum without the feature `checksum`",
        }));
    }
    Ok(())
}

/// Formats bytes in hexadecimal.
#[cfg(feature = "checksum")]
fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;

    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
