//! Streams in chunks: with signatures where the connection is open, and with a checksum behind them.
//!
//! **Invariants**
//! - Chunks have the same length but for the last one, so that the length of the whole is known before it is sent.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html>

use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderName, HeaderValue};
use sansmith::integrity::Sum;
use sansmith::sign::{self, Chunks, Scheme, Streaming};

use super::error::Problem;
use super::need::Payload;
use super::record::header;

/// The length of a chunk in bytes; Amazon S3 takes no less than 8 KiB.
const CHUNK: usize = 64 * 1024;

/// The header that announces a trailer.
const TRAILER: &str = "x-amz-trailer";

const CONTENT_SHA256: HeaderName = HeaderName::from_static("x-amz-content-sha256");
const DECODED_LENGTH: HeaderName = HeaderName::from_static("x-amz-decoded-content-length");

/// The way in which a stream is sent in chunks.
pub(super) struct Coding {
    pub(super) streaming: Streaming,
    trailer: Option<(String, Sum)>,
    /// The length of the stream, where it is known.
    length: Option<u64>,
}

impl Coding {
    /// The coding of a payload; none for one that is sent as it is.
    ///
    /// Over TLS, chunks are unsigned, and sent for a checksum alone, unless `signs` is true. Without TLS they are signed, if the service
    /// takes that and the length is known.
    pub(super) fn of(
        request: &http::Request<()>,
        payload: &Payload,
        scheme: &Scheme<'_>,
        signs: bool,
    ) -> Option<Self> {
        let Payload::Stream(stream) = payload else {
            return None;
        };
        let name = header(request.headers(), TRAILER);
        let trailer = name.and_then(|name| Some((name.to_owned(), Sum::of_header(name)?)));
        let signs = signs || request.uri().scheme_str() != Some("https");
        let signs = match scheme {
            Scheme::SigV4(scope) | Scheme::S3Express(scope) => {
                signs && stream.length.is_some() && scope.settings.has_content_hash()
            }
            _ => false,
        };
        let streaming = match (&trailer, signs) {
            (Some(_), true) => Streaming::SignedTrailer,
            (Some(_), false) => Streaming::UnsignedTrailer,
            (None, true) => Streaming::Signed,
            (None, false) => return None,
        };
        Some(Self {
            streaming,
            trailer,
            length: stream.length,
        })
    }

    /// Sets the headers that a chunked stream has.
    pub(super) fn set_headers(&self, headers: &mut HeaderMap) {
        let encoding = match header(headers, CONTENT_ENCODING.as_str()) {
            Some(encoding) => HeaderValue::try_from(format!("{encoding},aws-chunked")).ok(),
            None => None,
        };
        let encoding = encoding.unwrap_or(HeaderValue::from_static("aws-chunked"));
        headers.insert(CONTENT_ENCODING, encoding);
        headers.insert(
            CONTENT_SHA256,
            HeaderValue::from_static(self.streaming.text()),
        );
        headers.remove(CONTENT_LENGTH);
        if let Some(length) = self.length {
            headers.insert(DECODED_LENGTH, HeaderValue::from(length));
        }
        if let Some(length) = self.encoded_length() {
            headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
    }

    /// The length of the whole in chunks, where it is known.
    fn encoded_length(&self) -> Option<u64> {
        let trailers = self.trailer.iter().map(|(name, sum)| {
            let length = u64::try_from(sum.text_length()).unwrap_or_default();
            (name.as_str(), length)
        });
        let trailers: Vec<_> = trailers.collect();
        Chunks::length(self.length?, CHUNK as u64, self.streaming, &trailers)
    }

    /// The encoder of the stream of a request that was signed.
    pub(super) fn encoder(self, chunks: Chunks) -> Encoder {
        Encoder {
            chunks,
            trailer: self.trailer,
            buffer: Vec::new(),
        }
    }

    /// The chunks of a request that a scheme signed.
    pub(super) fn chunks(
        &self,
        scheme: &Scheme<'_>,
        credentials: Option<&sansmith::identity::Credentials>,
        (head, now): (Option<&sign::Signed>, sansmith::Timestamp),
        keys: &mut sign::Keys,
    ) -> Result<Chunks, Problem> {
        match (scheme, credentials, head) {
            (Scheme::SigV4(scope) | Scheme::S3Express(scope), Some(credentials), Some(head))
                if self.streaming != Streaming::UnsignedTrailer =>
            {
                let signer = sign::Signer::new(credentials, &scope.region, &scope.service);
                let signer = signer.settings(scope.settings);
                Ok(Chunks::signed(&signer, head, self.streaming, now, keys)?)
            }
            _ => Ok(Chunks::unsigned()),
        }
    }
}

/// An encoder of a stream in chunks: drivers send what it returns instead of the bytes of the stream.
#[derive(Debug)]
pub struct Encoder {
    chunks: Chunks,
    trailer: Option<(String, Sum)>,
    /// The bytes of the next chunk.
    buffer: Vec<u8>,
}

impl Encoder {
    /// Takes bytes of the stream; returns the chunks that are whole, which may be none.
    pub fn push(&mut self, mut bytes: &[u8]) -> Vec<u8> {
        if let Some((_, sum)) = &mut self.trailer {
            sum.update(bytes);
        }
        let mut encoded = Vec::new();
        while !bytes.is_empty() {
            let space = CHUNK.saturating_sub(self.buffer.len());
            let (now, rest) = bytes.split_at(space.min(bytes.len()));
            self.buffer.extend_from_slice(now);
            bytes = rest;
            if self.buffer.len() >= CHUNK {
                self.flush(&mut encoded);
            }
        }
        encoded
    }

    /// The last chunk, the end and the trailer.
    pub fn finish(mut self) -> Vec<u8> {
        let mut encoded = Vec::new();
        self.flush(&mut encoded);
        let trailer = self.trailer.map(|(name, sum)| (name, sum.finish()));
        let trailers = trailer.iter().map(|(name, sum)| (&**name, &**sum));
        let end = self.chunks.finish(&trailers.collect::<Vec<_>>());
        encoded.extend_from_slice(end.as_bytes());
        encoded
    }

    fn flush(&mut self, encoded: &mut Vec<u8>) {
        if self.buffer.is_empty() {
            return;
        }
        encoded.extend_from_slice(self.chunks.head(&self.buffer).as_bytes());
        encoded.append(&mut self.buffer);
        encoded.extend_from_slice(sign::END.as_bytes());
    }
}
