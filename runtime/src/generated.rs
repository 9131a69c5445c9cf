//! The functions that generated code calls; they change with the generator, in any release.

#[cfg(feature = "serde")]
pub use crate::codec::serde::{deserialize, serialize};
pub use crate::http::operation::error::{
    ErrorVisitor, debug as debug_error, display as display_error, is as is_error,
    source as error_source,
};
pub use crate::shape::builder::Set;
pub use crate::shape::debug::{REDACTED, structure as debug};
pub use crate::shape::{known, zero_value};

/// The parts of generated waiters.
#[cfg(feature = "page")]
pub mod waiting {
    pub use crate::page::path::{Comparison, Function, Path, Step};
    pub use crate::page::waiter::{Acceptor, Comparator, Expected, Matcher, Schema};
}
