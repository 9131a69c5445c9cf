//! The traits of a model that carry more than a flag.

/// `smithy.api#length`: both ends count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// At least.
    pub min: Option<u64>,
    /// At most.
    pub max: Option<u64>,
}

/// `smithy.api#range`: both ends count.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(
    missing_docs,
    reason = "`min` is the least, `max` the greatest that is allowed"
)]
pub enum Range {
    /// Of an integer.
    Integer { min: Option<i64>, max: Option<i64> },
    /// Of a float.
    Float { min: Option<f64>, max: Option<f64> },
}

/// `smithy.api#timestampFormat`.
///
/// <https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimestampFormat {
    /// RFC 3339 with `Z`: `2026-11-21T04:48:00.5Z`.
    DateTime,
    /// Seconds since 1970, with a fraction where there is one: `1795236480.5`.
    EpochSeconds,
    /// RFC 9110's IMF-fixdate, whole seconds: `Sat, 21 Nov 2026 04:48:00 GMT`.
    HttpDate,
}

/// `smithy.api#xmlNamespace`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Namespace {
    /// The URI.
    pub uri: &'static str,
    /// The prefix that stands for it, where there is one.
    pub prefix: Option<&'static str>,
}

/// Whose fault an error is: the value of `smithy.api#error`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// The caller's.
    Client,
    /// The service's.
    Server,
}

/// `smithy.api#retryable`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retryable {
    /// Whether the error asks to call less often.
    pub throttling: bool,
}
