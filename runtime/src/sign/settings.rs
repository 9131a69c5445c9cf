//! The differences between services in how they check a signature.

/// Headers that a proxy may add or change on the way, or that the sender adds late; no signature covers them.
const EXCLUDED: &[&str] = &[
    "authorization",
    "baggage",
    "connection",
    "expect",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "traceparent",
    "tracestate",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "x-amzn-trace-id",
];

/// The differences between services in how they check a signature.
///
/// ```
/// use sansmith::sign::{Settings, TokenUse};
///
/// let s3 = Settings::s3();
/// let express = Settings::s3().token(TokenUse::S3Session);
/// let iot = Settings::new().token(TokenUse::Unsigned);
/// # let _ = (s3, express, iot);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings<'a> {
    double_encoding: bool,
    normalization: bool,
    content_hash: bool,
    token: TokenUse,
    excluded: &'a [&'a str],
}

/// The place of a session token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum TokenUse {
    /// In `x-amz-security-token`, covered by the signature.
    #[default]
    Signed,
    /// In `x-amz-security-token`, added after signing.
    Unsigned,
    /// In `x-amz-s3session-token`, covered by the signature: a session of S3 Express.
    S3Session,
}

impl Default for Settings<'_> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'a> Settings<'a> {
    /// Most services: dot segments of the path are resolved, it is escaped once more, and the hash of the body is in
    /// no header.
    pub const fn new() -> Self {
        Self {
            double_encoding: true,
            normalization: true,
            content_hash: false,
            token: TokenUse::Signed,
            excluded: &[],
        }
    }

    /// S3 and its relatives: the path counts as it is sent, and the hash of the body is in `x-amz-content-sha256`.
    pub const fn s3() -> Self {
        Self {
            double_encoding: false,
            normalization: false,
            content_hash: true,
            token: TokenUse::Signed,
            excluded: &[],
        }
    }

    /// Sets if the path is escaped once more; false is `disableDoubleEncoding` of endpoint rules.
    #[must_use]
    pub const fn double_encoding(mut self, on: bool) -> Self {
        self.double_encoding = on;
        self
    }

    /// Sets if the dot segments of the path are resolved and its empty segments dropped.
    #[must_use]
    pub const fn normalization(mut self, on: bool) -> Self {
        self.normalization = on;
        self
    }

    /// Sets if the header form adds `x-amz-content-sha256`. A payload that is not a plain hash adds it always.
    #[must_use]
    pub const fn content_hash(mut self, on: bool) -> Self {
        self.content_hash = on;
        self
    }

    /// Sets the place of the session token.
    #[must_use]
    pub const fn token(mut self, place: TokenUse) -> Self {
        self.token = place;
        self
    }

    /// Names further headers that the signature does not cover, in lower case.
    #[must_use]
    pub const fn excluded(mut self, headers: &'a [&'a str]) -> Self {
        self.excluded = headers;
        self
    }

    pub(super) const fn encodes_twice(&self) -> bool {
        self.double_encoding
    }

    pub(super) const fn normalizes(&self) -> bool {
        self.normalization
    }

    /// Tells if the header form adds `x-amz-content-sha256`.
    pub const fn has_content_hash(&self) -> bool {
        self.content_hash
    }

    pub(super) const fn token_use(&self) -> TokenUse {
        self.token
    }

    /// Tells if the signature covers a header, by its name in lower case.
    pub(super) fn covers(&self, name: &str) -> bool {
        !EXCLUDED.contains(&name) && !self.excluded.contains(&name)
    }
}

impl TokenUse {
    /// The name of the header.
    pub(super) const fn header(self) -> &'static str {
        match self {
            Self::Signed | Self::Unsigned => "x-amz-security-token",
            Self::S3Session => "x-amz-s3session-token",
        }
    }

    /// The name of the pair in a query.
    pub(super) const fn query(self) -> &'static str {
        match self {
            Self::Signed | Self::Unsigned => "X-Amz-Security-Token",
            Self::S3Session => "X-Amz-S3session-Token",
        }
    }

    /// Tells if the signature covers the token.
    pub(super) const fn is_signed(self) -> bool {
        matches!(self, Self::Signed | Self::S3Session)
    }
}
