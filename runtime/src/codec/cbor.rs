//! A shape into CBOR and back.
//!
//! **Invariants**
//! - Lengths are written definite and integers in their shortest form; every other well-formed form is read.
//! - An instant is tag 1 over a number of seconds: an integer where it is whole, else a double, which holds
//!   microseconds.
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

/// The CBOR of a value.
pub fn to_cbor<T: Shape>(value: &T) -> Vec<u8> {
    let mut writer = CborWriter::new(Names::Wire);
    crate::shape::serializer::write(value, &mut writer);
    writer.finish()
}

#[cfg(test)]
mod tests;
