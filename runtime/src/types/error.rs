//! Why a value could not be read, and where.
//!
//! **Invariants**
//! - No message shows a value that the model calls sensitive: what was found is named by its kind, and a number or
//!   a key is shown only where the model allows it.

use std::fmt;

use crate::types::similar::did_you_mean;

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The text is not well-formed.
    Syntax {
        /// What the format asks for at that place.
        expected: &'static str,
    },
    /// Something else stands where the schema expects a kind of value.
    Unexpected {
        /// What the schema expects.
        expected: &'static str,
        /// The kind of what is there.
        found: &'static str,
    },
    /// A text is not written as its format asks: a timestamp, a blob's base64, a number in a header.
    Format {
        /// What was expected.
        expected: &'static str,
    },
    /// A structure lacks a required member.
    Missing {
        /// The name of the member.
        member: &'static str,
    },
    /// A structure or union has a member that its model does not know.
    Unknown {
        /// The name that was found; empty where nobody may see it.
        member: String,
        /// The names that look alike, at most three, the nearest first.
        near: Vec<&'static str>,
    },
    /// A number does not fit its type.
    OutOfRange {
        /// The Smithy name of the type.
        expected: &'static str,
        /// The number.
        found: String,
    },
    /// A union has two members.
    TwoUnionMembers,
    /// Values are nested deeper than the limit.
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// The message is larger than the limit.
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// Text is not UTF-8.
    InvalidUtf8,
    /// Something that this release, or its features, cannot do: a stream of events, a checksum.
    Unsupported {
        /// What cannot be done.
        what: &'static str,
    },
    /// A request cannot carry the value, an empty label say.
    InvalidInput {
        /// What is wrong with it.
        why: &'static str,
    },
    /// Somebody else's word: what a serde format or a caller's code reports.
    Other(String),
}

impl ErrorKind {
    /// The same, without a number that nobody may see.
    pub(crate) fn redact_unless(self, visible: bool) -> Self {
        let mut kind = self;
        if let Self::OutOfRange { found, .. } = &mut kind
            && !visible
        {
            found.clear();
        }
        if let Self::Unknown { member, near } = &mut kind
            && !visible
        {
            member.clear();
            near.clear();
        }
        kind
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { expected } => write!(f, "expected {expected}"),
            Self::Unexpected { expected, found } => write!(f, "found {found}, expected {expected}"),
            Self::Format { expected } => write!(f, "the text is not {expected}"),
            Self::Missing { member } => write!(f, "the required member `{member}` is missing"),
            Self::Unknown { member, .. } if member.is_empty() => f.write_str("a member is unknown"),
            Self::Unknown { member, near } => {
                write!(f, "the member `{member}` is unknown{}", did_you_mean(near))
            }
            Self::OutOfRange { expected, found } if found.is_empty() => {
                write!(f, "the number does not fit the type `{expected}`")
            }
            Self::OutOfRange { expected, found } => {
                write!(f, "{found} does not fit the type `{expected}`")
            }
            Self::TwoUnionMembers => f.write_str("found two members, expected one of a union"),
            Self::TooDeep { limit } => write!(f, "values are nested more than {limit} deep"),
            Self::TooLarge { limit } => write!(f, "the message is larger than {limit} bytes"),
            Self::InvalidUtf8 => f.write_str("the text is not UTF-8"),
            Self::Unsupported { what } => write!(f, "{what} is not supported"),
            Self::InvalidInput { why } => write!(f, "cannot be sent: {why}"),
            Self::Other(message) => f.write_str(message),
        }
    }
}

/// Why a value could not be read: what was wrong, at which member, at which byte.
///
/// ```
/// use sansmith::{Error, ErrorKind};
///
/// let error = Error::new(ErrorKind::Missing { member: "InstanceId" }).at("Endpoint").at_offset(17);
/// assert_eq!(error.to_string(), "Endpoint: the required member `InstanceId` is missing (at byte 17)");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    path: String,
    offset: Option<usize>,
}

impl Error {
    /// An error about the whole of what was read.
    pub const fn new(kind: ErrorKind) -> Self {
        Self {
            kind,
            path: String::new(),
            offset: None,
        }
    }

    /// Says at which member, by the names of the wire: `SegmentAttributes["connect:Subtype"].ValueList[0]`.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// Says at which byte of the message.
    #[must_use]
    pub const fn at_offset(mut self, offset: usize) -> Self {
        self.offset = Some(offset);
        self
    }

    /// What was wrong.
    pub const fn kind(&self) -> &ErrorKind {
        &self.kind
    }

    /// The path of the member, by the names of the wire; empty for the whole value.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The byte of the message, where one is known.
    pub const fn offset(&self) -> Option<usize> {
        self.offset
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Self::new(kind)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "{}", self.kind)?;
        match self.offset {
            Some(offset) => write!(f, " (at byte {offset})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}
