//! Requests as text, for signing.

/// A request to sign, as text.
///
/// Path and query are as sent, already escaped.
#[derive(Debug, Clone, Copy)]
pub struct Signable<'a> {
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    pub(super) query: &'a str,
    pub(super) headers: &'a [(&'a str, &'a str)],
    pub(super) payload: Payload<'a>,
}

impl<'a> Signable<'a> {
    /// A request with empty query and body.
    ///
    /// `headers` must include `host`; names are case-insensitive and may repeat.
    pub const fn new(method: &'a str, path: &'a str, headers: &'a [(&'a str, &'a str)]) -> Self {
        Self {
            method,
            path,
            query: "",
            headers,
            payload: Payload::Bytes(&[]),
        }
    }

    /// Sets the query, without the question mark.
    #[must_use]
    pub const fn query(mut self, query: &'a str) -> Self {
        self.query = query;
        self
    }

    /// Sets the payload.
    ///
    /// An existing header `x-amz-content-sha256` takes precedence, because the service compares with it.
    #[must_use]
    pub const fn payload(mut self, payload: Payload<'a>) -> Self {
        self.payload = payload;
        self
    }

    /// The value of a header.
    pub(super) fn header(&self, name: &str) -> Option<&'a str> {
        let mut headers = self.headers.iter();
        headers.find_map(|(found, value)| found.eq_ignore_ascii_case(name).then_some(*value))
    }
}

/// The signed representation of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Payload<'a> {
    /// A body in memory; its SHA-256 is computed.
    Bytes(&'a [u8]),
    /// The SHA-256 of a body that is not in memory.
    Sha256([u8; 32]),
    /// An unsigned body: `UNSIGNED-PAYLOAD`.
    Unsigned,
    /// A body sent in parts, which are signed or followed by a checksum.
    Streaming(Streaming),
}

/// Form of a body sent in parts.
///
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Streaming {
    /// `aws-chunked` with signed chunks.
    Signed,
    /// `aws-chunked` with signed chunks and signed trailers.
    SignedTrailer,
    /// Unsigned `aws-chunked` with trailers.
    UnsignedTrailer,
    /// Signed event stream frames.
    Events,
}

impl Streaming {
    /// The replacement of the payload hash.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Signed => "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            Self::SignedTrailer => "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
            Self::UnsignedTrailer => "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            Self::Events => "STREAMING-AWS4-HMAC-SHA256-EVENTS",
        }
    }
}
