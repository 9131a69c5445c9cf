//! Types missing from the standard library, errors, and text formats.

mod big;
mod blob;
mod document;
pub mod error;
pub(crate) mod number;
pub(crate) mod similar;
pub(crate) mod text;
pub(crate) mod timestamp;
pub(crate) mod unknown;
mod value;

pub use self::big::{BigDecimal, BigInteger};
pub use self::blob::Blob;
pub use self::document::Document;
pub use self::error::{Error, ErrorKind};
pub use self::number::Number;
pub use self::timestamp::{Timestamp, TimestampFormat};
pub use self::unknown::UnknownMember;
pub use self::value::Value;
