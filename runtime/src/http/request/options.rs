//! Request options.

use std::fmt;
use std::sync::Arc;

use super::token;
#[cfg(feature = "validate")]
use crate::shape::serializer::ShapeSerializer;
use crate::types::error::{Error, ErrorKind};

/// Default minimum body size for compression, in bytes.
const COMPRESSED_FROM: usize = 10_240;

/// Maximum of that setting.
const LARGEST: usize = 10_485_760;

/// Options for building requests.
///
/// ```
/// use sansmith::request::{Addressing, Options};
///
/// let options = Options::new()
///     .token("00000000-0000-4000-8000-000000000000")
///     .addressing(Addressing::VirtualHost);
/// ```
#[derive(Clone)]
pub struct Options {
    token: Token,
    addressing: Addressing,
    host_prefix: bool,
    compressed_from: Option<usize>,
    checksums: Checksums,
    /// Validator of the input. A function pointer, so that the code is linked only when used.
    #[cfg(feature = "validate")]
    check: Option<Check>,
}

/// Validates an input, given a function that visits it.
#[cfg(feature = "validate")]
pub(super) type Check = fn(&mut dyn FnMut(&mut dyn ShapeSerializer)) -> Result<(), Error>;

/// Source of tokens for absent idempotency members.
#[derive(Clone)]
enum Token {
    Random,
    Fixed(Arc<str>),
    Source(Arc<dyn Fn() -> String + Send + Sync>),
}

/// Placement of the S3 bucket.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Addressing {
    /// First path segment, as in the model.
    #[default]
    Path,
    /// First host label instead of the path, if the bucket name is a valid label.
    VirtualHost,
}

/// Requests that carry a checksum, for operations with selectable algorithm.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Checksums {
    /// All requests that support it.
    #[default]
    Supported,
    /// Requests that require it, and those whose input selects an algorithm.
    Required,
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("addressing", &self.addressing)
            .field("host_prefix", &self.host_prefix)
            .field("compressed_from", &self.compressed_from)
            .field("checksums", &self.checksums)
            .finish_non_exhaustive()
    }
}

impl Options {
    /// Defaults: random tokens (feature `getrandom`), path addressing, compression.
    pub const fn new() -> Self {
        Self {
            token: Token::Random,
            addressing: Addressing::Path,
            host_prefix: true,
            compressed_from: Some(COMPRESSED_FROM),
            checksums: Checksums::Supported,
            #[cfg(feature = "validate")]
            check: None,
        }
    }

    /// Sets a token for all absent idempotency members.
    #[must_use]
    pub fn token(mut self, token: impl Into<Arc<str>>) -> Self {
        self.token = Token::Fixed(token.into());
        self
    }

    /// Sets the source of tokens, which is called once per absent idempotency member.
    #[must_use]
    pub fn tokens(mut self, source: impl Fn() -> String + Send + Sync + 'static) -> Self {
        self.token = Token::Source(Arc::new(source));
        self
    }

    /// Sets the placement of the S3 bucket.
    #[must_use]
    pub const fn addressing(mut self, addressing: Addressing) -> Self {
        self.addressing = addressing;
        self
    }

    /// Leaves the host unchanged: adds neither the model's prefix nor a bucket.
    #[must_use]
    pub const fn no_host_prefix(mut self) -> Self {
        self.host_prefix = false;
        self
    }

    /// Sets the minimum body size for compression, at most 10,485,760 bytes.
    #[must_use]
    pub const fn compressed_from(mut self, size: usize) -> Self {
        self.compressed_from = Some(size);
        self
    }

    /// Disables compression.
    #[must_use]
    pub const fn uncompressed(mut self) -> Self {
        self.compressed_from = None;
        self
    }

    /// Sets which requests carry a checksum, for operations with selectable algorithm.
    #[must_use]
    pub const fn checksums(mut self, checksums: Checksums) -> Self {
        self.checksums = checksums;
        self
    }

    /// Rejects inputs that violate constraints of the model.
    #[cfg(feature = "validate")]
    #[must_use]
    pub const fn validated(mut self) -> Self {
        self.check = Some(crate::validate::check_walk);
        self
    }

    /// A token; `None` without a source of randomness.
    pub(super) fn new_token(&self) -> Option<String> {
        match &self.token {
            Token::Random => token::random(),
            Token::Fixed(token) => Some((**token).to_owned()),
            Token::Source(source) => Some(source()),
        }
    }

    /// Returns true if a bucket may move to the host.
    pub(super) fn is_virtual(&self) -> bool {
        self.host_prefix && self.addressing == Addressing::VirtualHost
    }

    /// Returns true if the host may get a prefix.
    pub(super) const fn has_host_prefix(&self) -> bool {
        self.host_prefix
    }

    /// The requests that carry a checksum.
    #[cfg(feature = "checksum")]
    pub(super) const fn which_checksums(&self) -> Checksums {
        self.checksums
    }

    /// Minimum body size for compression; `None` if disabled.
    ///
    /// # Errors
    ///
    /// The setting exceeds the maximum in the specification.
    pub(super) fn compression(&self) -> Result<Option<usize>, Error> {
        match self.compressed_from {
            Some(size) if size > LARGEST => Err(Error::new(ErrorKind::OutOfRange {
                expected: "size from which a body is compressed",
                found: size.to_string(),
            })),
            size => Ok(size),
        }
    }

    /// The validator, if constraints are checked.
    #[cfg(feature = "validate")]
    pub(super) const fn check(&self) -> Option<Check> {
        self.check
    }
}
