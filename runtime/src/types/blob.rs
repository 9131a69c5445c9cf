//! Bytes with base64 encoding.

use std::fmt;
use std::ops::Deref;

use base64::Engine;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};

use crate::types::error::{Error, ErrorKind};

/// Accepts base64 with and without padding, as services differ.
const READER: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Bytes.
///
/// ```
/// use sansmith::Blob;
///
/// let blob = Blob::from("hello");
/// assert_eq!(blob.len(), 5);
/// assert_eq!(blob.to_base64(), "aGVsbG8=");
/// assert_eq!(Blob::from_base64("aGVsbG8=")?, blob);
/// # Ok::<(), sansmith::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Blob(Vec<u8>);

impl Blob {
    /// Wraps bytes.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(bytes.into())
    }

    /// The bytes.
    pub fn into_vec(self) -> Vec<u8> {
        self.0
    }

    /// Encodes as padded base64.
    pub fn to_base64(&self) -> String {
        STANDARD.encode(&self.0)
    }

    /// Appends padded base64.
    pub fn push_base64(&self, to: &mut String) {
        STANDARD.encode_string(&self.0, to);
    }

    /// Decodes base64, padded or not.
    ///
    /// # Errors
    ///
    /// The text is not base64.
    pub fn from_base64(text: &str) -> Result<Self, Error> {
        READER
            .decode(text)
            .map(Self)
            .map_err(|_| Error::new(ErrorKind::Format { expected: "base64" }))
    }

    /// Decodes base64 as clients write it: padded.
    #[cfg(feature = "server")]
    pub(crate) fn from_base64_exact(text: &str) -> Option<Self> {
        STANDARD.decode(text).ok().map(Self)
    }
}

impl fmt::Debug for Blob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Blob(b\"{}\")", self.0.escape_ascii())
    }
}

impl Deref for Blob {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for Blob {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Blob {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Blob {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl<const N: usize> From<[u8; N]> for Blob {
    fn from(bytes: [u8; N]) -> Self {
        Self(bytes.to_vec())
    }
}

impl<const N: usize> From<&[u8; N]> for Blob {
    fn from(bytes: &[u8; N]) -> Self {
        Self(bytes.to_vec())
    }
}

impl From<String> for Blob {
    fn from(text: String) -> Self {
        Self(text.into_bytes())
    }
}

impl From<&str> for Blob {
    fn from(text: &str) -> Self {
        Self(text.as_bytes().to_vec())
    }
}

impl From<Blob> for Vec<u8> {
    fn from(blob: Blob) -> Self {
        blob.0
    }
}

impl FromIterator<u8> for Blob {
    fn from_iter<I: IntoIterator<Item = u8>>(bytes: I) -> Self {
        Self(bytes.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_with_and_without_padding() {
        for text in ["aGk=", "aGk"] {
            assert_eq!(Blob::from_base64(text), Ok(Blob::from("hi")));
        }
        for text in ["a", "aGk*", "aGk==", "aG k="] {
            assert!(Blob::from_base64(text).is_err(), "{text}");
        }
    }

    #[test]
    fn debug_shows_bytes() {
        assert_eq!(format!("{:?}", Blob::from([0, b'"'])), r#"Blob(b"\x00\"")"#);
    }
}
