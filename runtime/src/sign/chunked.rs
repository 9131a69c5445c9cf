//! The `aws-chunked` encoding: chunks with length and signature, followed by trailers.
//!
//! For each chunk, send the text of [`Chunks::head`], the bytes, and [`END`]; at the end, send the text of [`Chunks::finish`].
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

/// The bytes after each chunk.
pub const END: &str = "\r\n";

/// The SHA-256 of empty input, used for a chunk's absent headers.
const NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// The trailer that signs the other trailers.
const TRAILER_SIGNATURE: &str = "x-amz-trailer-signature";

/// Number of hex digits in a signature.
const DIGITS: u64 = 64;

/// A chunked body in progress.
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

/// A chain of signatures, each covering the previous one.
#[derive(Debug, Clone)]
struct Chain {
    key: SigningKey,
    /// Date and scope: the second and third lines of each string to sign.
    terms: String,
    previous: String,
}

impl Chain {
    /// The next signature over the given hashes.
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
    /// Unsigned chunks, for a request signed with [`Streaming::UnsignedTrailer`].
    pub const fn unsigned() -> Self {
        Self {
            chain: None,
            has_trailer: true,
        }
    }

    /// Signed chunks of a `request` that `signer` signed at `now` with [`Streaming::Signed`] or [`Streaming::SignedTrailer`].
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
        Self::continuing(signer, request.signature(), streaming, now, keys)
    }

    /// Like [`signed`](Self::signed), after a signature in hexadecimal: that of the request, or of the chunk before.
    ///
    /// # Errors
    ///
    /// The clock is out of range.
    pub fn continuing(
        signer: &Signer<'_>,
        signature: &str,
        streaming: Streaming,
        now: Timestamp,
        keys: &mut Keys,
    ) -> Result<Self, SignError> {
        let (key, terms) = signer.key_and_terms(now, keys)?;
        Ok(Self {
            chain: Some(Chain {
                key,
                terms,
                previous: signature.to_owned(),
            }),
            has_trailer: streaming == Streaming::SignedTrailer,
        })
    }

    /// The text before a chunk. The chunk must not be empty: an empty chunk ends the body.
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

    /// The end of the body: the empty chunk, and trailers with names in lower case.
    ///
    /// Trailers are ignored if the form has none.
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

    /// The `content-length` of a body in this form: `body` bytes in chunks of `chunk` bytes (the last one may be shorter), and
    /// trailers given by name and value length.
    ///
    /// `None` if `chunk` is zero, or the length exceeds `u64`.
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
