//! Why a value could not be read, and where.

/// What went wrong.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A union has two members.
    TwoUnionMembers,
    /// A number does not fit its type.
    OutOfRange {
        /// The Smithy name of the type.
        expected: &'static str,
        /// The number.
        found: String,
    },
}

/// Placeholder.
#[derive(Debug, Clone, PartialEq)]
pub struct Error;
