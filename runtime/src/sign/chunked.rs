//! A body into `aws-chunked`: parts with a length and a signature, then trailers.
//!
//! The caller sends, for each chunk, the text that [`Chunks::head`] gives, the bytes of the chunk, and [`END`]; at the
//! end the text that [`Chunks::finish`] gives.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html>
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html>

use sha2::{Digest, Sha256};

use super::hex;
use super::key::{Keys, SigningKey};
use super::request::Streaming;
use super::signed::Signed;
use super::v4::Signer;
use crate::sign::SignError;
use crate::types::Timestamp;

/// The bytes after those of a chunk.
pub const END: &str = "\r\n";

/// The SHA-256 of nothing, which stands for the headers that a chunk does not have.
const NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// The name of the trailer that signs the others.
const TRAILER_SIGNATURE: &str = "x-amz-trailer-signature";

/// The hexadecimal digits of a signature.
const DIGITS: u64 = 64;

/// A body in chunks, from its first to its trailers.
///
/// ```
/// use sansmith::sign::{Chunks, Streaming};
///
/// let mut chunks = Chunks::unsigned();
/// let mut body = chunks.head(b"hello");
/// body.push_str("hello\r\n");
/// body.push_str(&chunks.finish(&[("x-amz-checksum-crc32", "NhCmhg==")]));
///
/// assert_eq!(body, "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n");
/// let trailers = [("x-amz-checksum-crc32", 8)];
/// assert_eq!(Chunks::length(5, 65_536, Streaming::UnsignedTrailer, &trailers), Some(body.len() as u64));
/// ```
#[derive(Debug, Clone)]
pub struct Chunks {
    chain: Option<Chain>,
    has_trailer: bool,
}

/// Signatures of which each covers the one before.
#[derive(Debug, Clone)]
struct Chain {
    key: SigningKey,
    /// Date and time, and scope: the second and third line of each text.
    terms: String,
    previous: String,
}

impl Chain {
    /// The next signature, over hashes that stand in the last lines of the text.
    fn next(&mut self, algorithm: &str, hashes: &[&str]) -> &str {
        let mut text = [algorithm, &self.terms, &self.previous].join("\n");
        for hash in hashes {
            text.push('\n');
            text.push_str(hash);
        }
        self.previous = hex::text(&self.key.sign(text.as_bytes()));
        &self.previous
    }
}

impl Chunks {
    /// Chunks without signatures: the request was signed with [`Streaming::UnsignedTrailer`].
    pub const fn unsigned() -> Self {
        Self {
            chain: None,
            has_trailer: true,
        }
    }

    /// Chunks with signatures, of a `request` that `signer` signed at `now` with [`Streaming::Signed`] or
    /// [`Streaming::SignedTrailer`].
    ///
    /// # Errors
    ///
    /// The clock is out of range.
    pub fn signed(
        signer: &Signer<'_>,
        request: &Signed,
        streaming: Streaming,
        now: Timestamp,
        keys: &mut Keys,
    ) -> Result<Self, SignError> {
        let (key, terms) = signer.key_and_terms(now, keys)?;
        Ok(Self {
            chain: Some(Chain {
                key,
                terms,
                previous: request.signature().to_owned(),
            }),
            has_trailer: streaming == Streaming::SignedTrailer,
        })
    }

    /// The text before the bytes of a chunk, which must not be empty: an empty chunk ends the body.
    pub fn head(&mut self, chunk: &[u8]) -> String {
        let mut head = format!("{:x}", chunk.len());
        if let Some(chain) = &mut self.chain {
            let hash = hex::text(&Sha256::digest(chunk));
            head.push_str(";chunk-signature=");
            head.push_str(chain.next("AWS4-HMAC-SHA256-PAYLOAD", &[NOTHING, &hash]));
        }
        head.push_str(END);
        head
    }

    /// The end of the body: the empty chunk, and the trailers with names in lower case.
    ///
    /// Trailers of a form that has none are left out.
    pub fn finish(mut self, trailers: &[(&str, &str)]) -> String {
        let mut end = self.head(&[]);
        let trailers = if self.has_trailer { trailers } else { &[] };
        let mut lines = String::new();
        for (name, value) in trailers {
            lines.extend([name, ":", value, "\n"]);
            end.extend([name, ":", value, END]);
        }
        if let (Some(chain), true) = (&mut self.chain, self.has_trailer) {
            let hash = hex::text(&Sha256::digest(&lines));
            let signature = chain.next("AWS4-HMAC-SHA256-TRAILER", &[&hash]);
            end.extend([TRAILER_SIGNATURE, ":", signature, END]);
        }
        end.push_str(END);
        end
    }

    /// The length of a whole body in this form, for `content-length`: `body` bytes in chunks of `chunk` bytes, the last
    /// one shorter, and trailers of which the lengths of the values are known.
    ///
    /// `None` if `chunk` is zero, or the length is more than a `u64` can hold.
    pub fn length(
        body: u64,
        chunk: u64,
        streaming: Streaming,
        trailers: &[(&str, u64)],
    ) -> Option<u64> {
        let is_signed = streaming != Streaming::UnsignedTrailer;
        let around = |length: u64| {
            let digits = u64::from(length.checked_ilog(16).unwrap_or(0)) + 1;
            let signature = if is_signed { 17 + DIGITS } else { 0 };
            digits + signature + 2
        };
        let whole = body.checked_div(chunk)?;
        let rest = body.checked_rem(chunk)?;
        let mut length = (around(chunk) + 2).checked_mul(whole)?.checked_add(body)?;
        if rest > 0 {
            length = length.checked_add(around(rest) + 2)?;
        }
        if streaming != Streaming::Signed {
            for (name, value) in trailers {
                let name = u64::try_from(name.len()).ok()?;
                length = length.checked_add(name + 3)?.checked_add(*value)?;
            }
            if is_signed {
                length = length.checked_add(23 + 3 + DIGITS)?;
            }
        }
        length.checked_add(around(0) + 2)
    }
}

#[cfg(test)]
mod tests;
