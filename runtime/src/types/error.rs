//! Errors of reading and writing values, with their location.
//!
//! **Invariants**
//! - Messages contain no sensitive values: unexpected values are described by kind, and numbers or keys are shown only if
//!   the model allows it.

use std::fmt;

use crate::types::similar::did_you_mean;

/// Kind of error.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Malformed input.
    Syntax {
        /// Expected syntax.
        expected: &'static str,
    },
    /// A value of the wrong kind.
    Unexpected {
        /// Expected kind.
        expected: &'static str,
        /// Actual kind.
        found: &'static str,
    },
    /// Text in the wrong format: a timestamp, a base64 blob, a number in a header.
    Format {
        /// Expected format.
        expected: &'static str,
    },
    /// A missing required member.
    Missing {
        /// Member name.
        member: &'static str,
    },
    /// A member unknown to the model.
    Unknown {
        /// Member name; empty if it must not be shown.
        member: String,
        /// Up to three similar names, most similar first.
        near: Vec<&'static str>,
    },
    /// A number out of range for its type.
    OutOfRange {
        /// Smithy name of the type.
        expected: &'static str,
        /// Number.
        found: String,
    },
    /// A union has two members.
    TwoUnionMembers,
    /// Nesting exceeds the limit.
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// The message exceeds the size limit.
    TooLarge {
        /// Limit in bytes.
        limit: usize,
    },
    /// Text that is not UTF-8.
    InvalidUtf8,
    /// A feature missing from this release or build: event streams, a checksum algorithm.
    Unsupported {
        /// Feature.
        what: &'static str,
    },
    /// A request cannot carry the value, such as an empty label.
    InvalidInput {
        /// Reason.
        why: &'static str,
    },
    /// A message from elsewhere: a serde format, or the caller's code.
    Other(String),
}

impl ErrorKind {
    /// Removes the number unless it may be shown.
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

/// An error of reading or writing a value: kind, path of the member, byte offset.
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
    /// An error about the entire value.
    pub const fn new(kind: ErrorKind) -> Self {
        Self {
            kind,
            path: String::new(),
            offset: None,
        }
    }

    /// Sets the path of the member, by wire names: `SegmentAttributes["connect:Subtype"].ValueList[0]`.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// Puts the path below a member: `Name` becomes `member.Name`.
    #[cfg(feature = "events")]
    pub(crate) fn below(self, member: &str) -> Self {
        let path = match self.path() {
            "" => member.to_owned(),
            path => format!("{member}.{path}"),
        };
        self.at(path)
    }

    /// Sets the byte offset within the message.
    #[must_use]
    pub const fn at_offset(mut self, offset: usize) -> Self {
        self.offset = Some(offset);
        self
    }

    /// Kind.
    pub const fn kind(&self) -> &ErrorKind {
        &self.kind
    }

    /// Path of the member, by wire names; empty for the entire value.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Byte offset within the message, if known.
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
