//! Decodes files to text: unpacks gzip and removes a byte order mark.
//!
//! **Invariants**
//!
//! - Compression is detected by the first bytes, not by the name.
//! - Text length is limited, since a small file could unpack to one that exceeds memory.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use miette::Diagnostic;

/// Magic number of gzip: <https://www.rfc-editor.org/rfc/rfc1952#page-6>.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// The UTF-8 byte order mark.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Maximum text length in bytes; the largest service model has about 10 MB.
const MAX_LENGTH: usize = 64 << 20;

/// Reads a text file, possibly compressed by gzip.
///
/// # Errors
///
/// If the file cannot be read, is damaged, is too long, or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, ReadError> {
    let bytes = fs::read(path).map_err(|source| ReadError::Io {
        path: path.to_path_buf(),
        source,
    })?;
    decode(bytes, path)
}

/// Decodes file contents; `path` is used in errors.
///
/// # Errors
///
/// If they are damaged, too long, or not UTF-8.
///
/// ```
/// use std::path::Path;
///
/// let text = sansmith_build::bundle::decode(b"\xef\xbb\xbf{}".to_vec(), Path::new("m.json")).unwrap();
/// assert_eq!(text, "{}");
/// ```
pub fn decode(bytes: Vec<u8>, path: &Path) -> Result<String, ReadError> {
    let path = || path.to_path_buf();
    let bytes = if bytes.starts_with(&GZIP) {
        unpack(&bytes).map_err(|source| ReadError::Compression {
            path: path(),
            source,
        })?
    } else {
        bytes
    };
    if bytes.len() > MAX_LENGTH {
        return Err(ReadError::TooLong { path: path() });
    }
    let mut text = String::from_utf8(bytes).map_err(|error| ReadError::Encoding {
        path: path(),
        offset: error.utf8_error().valid_up_to(),
    })?;
    if text.starts_with(BYTE_ORDER_MARK) {
        text.remove(0);
    }
    Ok(text)
}

/// Unpacked data, up to one byte more than the maximum.
fn unpack(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let limit = u64::try_from(MAX_LENGTH + 1).unwrap_or(u64::MAX);
    let mut unpacked = Vec::new();
    let mut reader = MultiGzDecoder::new(bytes).take(limit);
    reader.read_to_end(&mut unpacked)?;
    Ok(unpacked)
}

/// An error reading a model from disk.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// An I/O error.
    #[error("cannot read `{}`", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// Damaged gzip data.
    #[error("cannot unpack `{}`: it is damaged", path.display())]
    Compression {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The text exceeds the maximum length.
    #[error("`{}` is larger than {} MB", path.display(), MAX_LENGTH >> 20)]
    TooLong {
        /// The file.
        path: PathBuf,
    },
    /// A folder without model files.
    #[error("`{}` contains no `.smithy` or `.json` file", path.display())]
    Empty {
        /// The folder.
        path: PathBuf,
    },
    /// An invalid `smithy-build.json`.
    #[error("`{}` is invalid: {message}", path.display())]
    Project {
        /// The file.
        path: PathBuf,
        /// The fault.
        message: String,
    },
    /// The file is not UTF-8.
    #[error("`{}` is not UTF-8 at byte {offset}", path.display())]
    Encoding {
        /// The file.
        path: PathBuf,
        /// Byte offset of the first invalid byte.
        offset: usize,
    },
}

impl Diagnostic for ReadError {}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    /// Compresses bytes as one gzip member.
    fn pack(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn decode_all(bytes: Vec<u8>) -> Result<String, ReadError> {
        decode(bytes, Path::new("m"))
    }

    #[test]
    fn a_packed_text_is_unpacked_and_its_mark_left_out() {
        let text = decode_all(pack("\u{feff}{}".as_bytes())).unwrap();
        assert_eq!(text, "{}");
        let members = [pack(b"[1,"), pack(b"2]")].concat();
        assert_eq!(decode_all(members).unwrap(), "[1,2]");
        assert_eq!(decode_all(b"{}".to_vec()).unwrap(), "{}");
    }

    #[test]
    fn a_damaged_file_is_an_error() {
        let mut packed = pack(b"{}");
        packed.truncate(packed.len() - 3);
        let error = decode_all(packed).unwrap_err();
        assert!(matches!(error, ReadError::Compression { .. }), "{error}");
        let error = decode_all(pack(b"{}\xff")).unwrap_err();
        assert!(matches!(error, ReadError::Encoding { offset: 2, .. }));
    }

    #[test]
    fn a_text_that_grows_without_bound_is_an_error() {
        let error = decode_all(pack(&vec![b' '; MAX_LENGTH + 1])).unwrap_err();
        assert!(matches!(error, ReadError::TooLong { .. }), "{error}");
    }
}
