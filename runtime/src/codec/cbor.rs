//! CBOR codec.
//!
//! **Invariants**
//! - Output uses definite lengths and shortest integers; every well-formed input is accepted.
//! - A timestamp is tag 1 with a number of seconds: an integer if whole, else a double, which has microsecond precision.
//!
//! <https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2-cbor.html>

mod big;
mod free;
mod parse;
mod read;
mod writer;

pub use self::read::{from_cbor, from_cbor_lenient, from_cbor_with};
pub use self::writer::CborWriter;
pub use crate::codec::tape::{Names, Options, Reader as CborTree};
use crate::shape::Shape;

/// Serializes a value.
pub fn to_cbor<T: Shape>(value: &T) -> Vec<u8> {
    let mut writer = CborWriter::new(Names::Wire);
    crate::shape::serializer::write(value, &mut writer);
    writer.finish()
}

#[cfg(test)]
mod tests;
