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
/// use sansmith::request::{Checksums, Options};
///
/// let options = Options::new()
///     .token("00000000-0000-4000-8000-000000000000")
///     .checksums(Checksums::Required);
/// ```
#[derive(Clone)]
pub struct Options {
    token: Token,
    host_prefix: bool,
    compressed_from: Option<usize>,
    checksums: Checksums,
    response_checksums: Checksums,
    trailers: bool,
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
            .field("host_prefix", &self.host_prefix)
            .field("compressed_from", &self.compressed_from)
            .field("checksums", &self.checksums)
            .field("response_checksums", &self.response_checksums)
            .finish_non_exhaustive()
    }
}

impl Options {
    /// Defaults: random tokens (feature `getrandom`), compression, checksums.
    pub const fn new() -> Self {
        Self {
            token: Token::Random,
            host_prefix: true,
            compressed_from: Some(COMPRESSED_FROM),
            checksums: Checksums::Supported,
            response_checksums: Checksums::Supported,
            trailers: false,
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

    /// Leaves the host unchanged: does not add the model's prefix.
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

    /// Sets which requests ask for a checksum of the response body, for operations that offer it.
    #[must_use]
    pub const fn response_checksums(mut self, checksums: Checksums) -> Self {
        self.response_checksums = checksums;
        self
    }

    /// Announces the checksum of a stream in `x-amz-trailer`: the sender of the stream appends it. Without this, streams have no
    /// checksum.
    #[must_use]
    pub const fn trailers(mut self) -> Self {
        self.trailers = true;
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

    /// Returns true if the host may get a prefix.
    pub(super) const fn has_host_prefix(&self) -> bool {
        self.host_prefix
    }

    /// The requests that carry a checksum.
    #[cfg(feature = "checksum")]
    pub(super) const fn which_checksums(&self) -> Checksums {
        self.checksums
    }

    /// The requests that ask for a checksum of the response body.
    pub(super) const fn which_response_checksums(&self) -> Checksums {
        self.response_checksums
    }

    /// Returns true if checksums of streams are trailers.
    #[cfg(feature = "checksum")]
    pub(super) const fn has_trailers(&self) -> bool {
        self.trailers
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
