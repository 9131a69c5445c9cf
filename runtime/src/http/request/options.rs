//! What a caller may choose about a request.

use std::fmt;
use std::sync::Arc;

use super::token;
#[cfg(feature = "validate")]
use crate::shape::serializer::ShapeSerializer;
use crate::types::error::{Error, ErrorKind};

/// The size from which a body is compressed unless a caller says otherwise, in bytes.
const COMPRESSED_FROM: usize = 10_240;

/// The largest size from which a body may be compressed.
const LARGEST: usize = 10_485_760;

/// What a caller may choose.
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
    /// How an input is checked, if it is: the address of the code, for who never asks for it should not have it linked.
    #[cfg(feature = "validate")]
    check: Option<Check>,
}

/// Hands a walk over an input what checks it.
#[cfg(feature = "validate")]
pub(super) type Check = fn(&mut dyn FnMut(&mut dyn ShapeSerializer)) -> Result<(), Error>;

/// Where the tokens of absent idempotency members come from.
#[derive(Clone)]
enum Token {
    Random,
    Fixed(Arc<str>),
    Source(Arc<dyn Fn() -> String + Send + Sync>),
}

/// How S3 is told the bucket.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Addressing {
    /// As the first segment of the path, as the model says.
    #[default]
    Path,
    /// As the first label of the host, where the bucket's name can be one, and no longer in the path.
    VirtualHost,
}

/// Which requests carry a checksum, of the operations where a caller chooses its algorithm.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Checksums {
    /// All that can.
    #[default]
    Supported,
    /// Those that must, and those whose input names an algorithm.
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
    /// Random tokens (the feature `getrandom`), and nothing else out of the ordinary.
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

    /// The token that fills every absent idempotency member.
    #[must_use]
    pub fn token(mut self, token: impl Into<Arc<str>>) -> Self {
        self.token = Token::Fixed(token.into());
        self
    }

    /// The source of the tokens that fill absent idempotency members; it is called once a member.
    #[must_use]
    pub fn tokens(mut self, source: impl Fn() -> String + Send + Sync + 'static) -> Self {
        self.token = Token::Source(Arc::new(source));
        self
    }

    /// How S3 is told the bucket.
    #[must_use]
    pub const fn addressing(mut self, addressing: Addressing) -> Self {
        self.addressing = addressing;
        self
    }

    /// Leaves the host as it is: neither a prefix that the model asks for nor a bucket is put before it.
    #[must_use]
    pub const fn no_host_prefix(mut self) -> Self {
        self.host_prefix = false;
        self
    }

    /// The size from which a body is compressed where the operation takes that; at most 10,485,760 bytes.
    #[must_use]
    pub const fn compressed_from(mut self, size: usize) -> Self {
        self.compressed_from = Some(size);
        self
    }

    /// Compresses no body.
    #[must_use]
    pub const fn uncompressed(mut self) -> Self {
        self.compressed_from = None;
        self
    }

    /// Which requests carry a checksum, of the operations where a caller chooses its algorithm.
    #[must_use]
    pub const fn checksums(mut self, checksums: Checksums) -> Self {
        self.checksums = checksums;
        self
    }

    /// Refuses an input that breaks the model's constraints.
    #[cfg(feature = "validate")]
    #[must_use]
    pub const fn validated(mut self) -> Self {
        self.check = Some(crate::validate::check_walk);
        self
    }

    /// A token; nothing where no source of randomness is there.
    pub(super) fn new_token(&self) -> Option<String> {
        match &self.token {
            Token::Random => token::random(),
            Token::Fixed(token) => Some((**token).to_owned()),
            Token::Source(source) => Some(source()),
        }
    }

    /// Whether a bucket may move into the host.
    pub(super) fn is_virtual(&self) -> bool {
        self.host_prefix && self.addressing == Addressing::VirtualHost
    }

    /// Whether the host may get a prefix.
    pub(super) const fn has_host_prefix(&self) -> bool {
        self.host_prefix
    }

    /// Which requests carry a checksum.
    #[cfg(feature = "checksum")]
    pub(super) const fn which_checksums(&self) -> Checksums {
        self.checksums
    }

    /// The size from which a body is compressed; none where none is.
    ///
    /// # Errors
    ///
    /// It is above what the specification allows.
    pub(super) fn compression(&self) -> Result<Option<usize>, Error> {
        match self.compressed_from {
            Some(size) if size > LARGEST => Err(Error::new(ErrorKind::OutOfRange {
                expected: "size from which a body is compressed",
                found: size.to_string(),
            })),
            size => Ok(size),
        }
    }

    /// How the input is checked, if it must keep the model's constraints.
    #[cfg(feature = "validate")]
    pub(super) const fn check(&self) -> Option<Check> {
        self.check
    }
}
