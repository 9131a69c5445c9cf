//! Service-specific signing settings.

/// Headers that intermediaries may change, or that are added late; they are never signed.
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

/// Service-specific signing settings.
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

/// Placement of a session token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum TokenUse {
    /// Signed `x-amz-security-token`.
    #[default]
    Signed,
    /// Unsigned `x-amz-security-token`, added after signing.
    Unsigned,
    /// Signed `x-amz-s3session-token`, for S3 Express sessions.
    S3Session,
}

impl Default for Settings<'_> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'a> Settings<'a> {
    /// Settings of most services: dot segments are resolved, the path is escaped twice, and there is no body hash header.
    pub const fn new() -> Self {
        Self {
            double_encoding: true,
            normalization: true,
            content_hash: false,
            token: TokenUse::Signed,
            excluded: &[],
        }
    }

    /// Settings of S3 and related services: the path is used as sent, and the body hash is sent as `x-amz-content-sha256`.
    pub const fn s3() -> Self {
        Self {
            double_encoding: false,
            normalization: false,
            content_hash: true,
            token: TokenUse::Signed,
            excluded: &[],
        }
    }

    /// Sets if the path is escaped twice; false for `disableDoubleEncoding` of endpoint rules.
    #[must_use]
    pub const fn double_encoding(mut self, on: bool) -> Self {
        self.double_encoding = on;
        self
    }

    /// Sets if dot segments are resolved and empty segments removed.
    #[must_use]
    pub const fn normalization(mut self, on: bool) -> Self {
        self.normalization = on;
        self
    }

    /// Sets if header signing adds `x-amz-content-sha256`. It is always added if the payload is not a plain hash.
    #[must_use]
    pub const fn content_hash(mut self, on: bool) -> Self {
        self.content_hash = on;
        self
    }

    /// Sets the placement of the session token.
    #[must_use]
    pub const fn token(mut self, place: TokenUse) -> Self {
        self.token = place;
        self
    }

    /// Excludes further headers from signing; names in lower case.
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

    /// Returns true if header signing adds `x-amz-content-sha256`.
    pub const fn has_content_hash(&self) -> bool {
        self.content_hash
    }

    pub(super) const fn token_use(&self) -> TokenUse {
        self.token
    }

    /// Returns true if a header is signed; the name is in lower case.
    pub(super) fn covers(&self, name: &str) -> bool {
        !EXCLUDED.contains(&name) && !self.excluded.contains(&name)
    }
}

impl TokenUse {
    /// Header name.
    pub(super) const fn header(self) -> &'static str {
        match self {
            Self::Signed | Self::Unsigned => "x-amz-security-token",
            Self::S3Session => "x-amz-s3session-token",
        }
    }

    /// Query parameter name.
    pub(super) const fn query(self) -> &'static str {
        match self {
            Self::Signed | Self::Unsigned => "X-Amz-Security-Token",
            Self::S3Session => "X-Amz-S3session-Token",
        }
    }

    /// Returns true if the token is signed.
    pub(super) const fn is_signed(self) -> bool {
        matches!(self, Self::Signed | Self::S3Session)
    }
}
