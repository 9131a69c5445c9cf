//! The text of a request, as far as a signature covers it.

/// A request to sign, as text.
///
/// Path and query are those of the request line, as they are sent: escaped already.
#[derive(Debug, Clone, Copy)]
pub struct Signable<'a> {
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    pub(super) query: &'a str,
    pub(super) headers: &'a [(&'a str, &'a str)],
    pub(super) payload: Payload<'a>,
}

impl<'a> Signable<'a> {
    /// A request without a query and with an empty body.
    ///
    /// `headers` must have `host`; names may be in any case, and a name may come twice.
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
    /// A header `x-amz-content-sha256` of the request has the last word: the service compares with it.
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

/// The part of a signature that stands for the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Payload<'a> {
    /// A body at hand; its SHA-256 is computed.
    Bytes(&'a [u8]),
    /// The SHA-256 of a body that is elsewhere.
    Sha256([u8; 32]),
    /// A body that the signature does not cover: `UNSIGNED-PAYLOAD`.
    Unsigned,
    /// A body whose parts are signed, or have a checksum behind them.
    Streaming(Streaming),
}

/// A body that is sent in parts.
///
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Streaming {
    /// `aws-chunked`, each chunk signed.
    Signed,
    /// `aws-chunked`, each chunk signed, and trailers with a signature of their own.
    SignedTrailer,
    /// `aws-chunked`, unsigned, with trailers.
    UnsignedTrailer,
    /// Event frames, each signed.
    Events,
}

impl Streaming {
    /// The text in the place of the payload's hash.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Signed => "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            Self::SignedTrailer => "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
            Self::UnsignedTrailer => "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            Self::Events => "STREAMING-AWS4-HMAC-SHA256-EVENTS",
        }
    }
}
