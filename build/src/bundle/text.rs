//! Turns the bytes of a file into its text: gzip is unpacked, a byte order mark is left out.
//!
//! **Invariants**
//!
//! - How a file is packed is told by its first bytes, not by its name.
//! - A text has a greatest length, since a small file may unpack to one that no memory holds.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use miette::Diagnostic;

/// The first bytes of a gzip file: <https://www.rfc-editor.org/rfc/rfc1952#page-6>.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// What may stand before a text of UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The longest text, in bytes; the longest model of a service has about 10 MB.
const MAX_LENGTH: usize = 64 << 20;

/// Reads the text of a file, which may be compressed by gzip.
///
/// # Errors
///
/// If the file cannot be read, is damaged or too long, or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, ReadError> {
    let bytes = fs::read(path).map_err(|source| ReadError::Io {
        path: path.to_path_buf(),
        source,
    })?;
    decode(bytes, path)
}

/// The text of bytes that were read already; `path` names them in errors.
///
/// # Errors
///
/// If they are damaged or too long, or not UTF-8.
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

/// What is packed, up to one byte more than a text may have.
fn unpack(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let limit = u64::try_from(MAX_LENGTH + 1).unwrap_or(u64::MAX);
    let mut unpacked = Vec::new();
    let mut reader = MultiGzDecoder::new(bytes).take(limit);
    reader.read_to_end(&mut unpacked)?;
    Ok(unpacked)
}

/// Why a model could not be read from disk.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The file system refused.
    #[error("cannot read `{}`", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The message of the system.
        source: io::Error,
    },
    /// The file begins as gzip does, and does not go on so.
    #[error("`{}` is damaged: it cannot be unpacked", path.display())]
    Compression {
        /// The file.
        path: PathBuf,
        /// The fault that gzip found.
        source: io::Error,
    },
    /// The text is longer than any model.
    #[error("`{}` has more than {} MB", path.display(), MAX_LENGTH >> 20)]
    TooLong {
        /// The file.
        path: PathBuf,
    },
    /// A folder has no file that could be a model.
    #[error("`{}` has no `.smithy` or `.json` file", path.display())]
    Empty {
        /// The folder.
        path: PathBuf,
    },
    /// A `smithy-build.json` is wrong.
    #[error("`{}` is wrong: {message}", path.display())]
    Project {
        /// The file.
        path: PathBuf,
        /// The fault.
        message: String,
    },
    /// The file is not text.
    #[error("`{}` is not UTF-8 at byte {offset}", path.display())]
    Encoding {
        /// The file.
        path: PathBuf,
        /// The number of bytes before it that are.
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

    /// Packs bytes as one member of a gzip file.
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
