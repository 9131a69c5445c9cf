//! Bodies that change or are looked at on their way: uploads in chunks, downloads with a sum.

use std::io::{self, Cursor, Read};

use sansmith::integrity::Verifier;

use super::upload::Upload;
use crate::call::Encoder;

/// The length of the parts that are encoded.
const PART: usize = 64 * 1024;

/// A stream of the caller, in chunks.
pub(super) struct Encoded<'u> {
    upload: &'u mut Upload,
    encoder: Option<Encoder>,
    ready: Cursor<Vec<u8>>,
    part: Vec<u8>,
}

impl<'u> Encoded<'u> {
    pub(super) fn new(upload: &'u mut Upload, encoder: Encoder) -> Self {
        Self {
            upload,
            encoder: Some(encoder),
            ready: Cursor::default(),
            part: vec![0; PART],
        }
    }
}

impl Read for Encoded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.ready.read(buffer)?;
            if count > 0 || buffer.is_empty() {
                return Ok(count);
            }
            let Some(mut encoder) = self.encoder.take() else {
                return Ok(0);
            };
            let read = self.upload.read(&mut self.part);
            let bytes = match read {
                Ok(0) => encoder.finish(),
                Ok(count) => {
                    let bytes = encoder.push(self.part.get(..count).unwrap_or_default());
                    self.encoder = Some(encoder);
                    bytes
                }
                Err(error) => {
                    self.encoder = Some(encoder);
                    return Err(error);
                }
            };
            self.ready = Cursor::new(bytes);
        }
    }
}

/// The body of a response whose sum is compared at its end.
pub(super) struct Verified<R> {
    reader: R,
    verifier: Option<Verifier>,
    /// The bytes that are left, where the length is known.
    left: Option<u64>,
}

impl<R> Verified<R> {
    pub(super) const fn new(reader: R, verifier: Verifier, length: Option<u64>) -> Self {
        Self {
            reader,
            verifier: Some(verifier),
            left: length,
        }
    }

    /// Compares the sums. The bytes of the last part are not handed over if they differ.
    fn compare(&mut self) -> io::Result<()> {
        let verifier = self.verifier.take();
        let compared = verifier.map_or(Ok(()), Verifier::finish);
        compared.map_err(|mismatch| io::Error::new(io::ErrorKind::InvalidData, mismatch))
    }
}

impl<R: Read> Read for Verified<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        if count == 0 && !buffer.is_empty() {
            self.compare()?;
        }
        if let Some(verifier) = &mut self.verifier {
            verifier.update(buffer.get(..count).unwrap_or_default());
        }
        let read = u64::try_from(count).unwrap_or_default();
        self.left = self.left.map(|left| left.saturating_sub(read));
        if count > 0 && self.left == Some(0) {
            self.compare()?;
        }
        Ok(count)
    }
}
