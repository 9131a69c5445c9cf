//! The CBOR serializer.

use std::convert::Infallible;

use minicbor::Encoder;
use minicbor::data::Tag;
use minicbor::encode::Error;

use super::Names;
use crate::model::schema::{Member, TimestampFormat};
use crate::shape::serializer::ShapeSerializer;
use crate::types::timestamp::Fraction;
use crate::types::{Blob, Document, Timestamp, UnknownMember};

/// Tag of seconds since 1970.
pub(super) const EPOCH: u64 = 1;

/// Serializes to CBOR.
#[derive(Debug)]
pub struct CborWriter {
    out: Encoder<Vec<u8>>,
    names: Names,
    fraction: Fraction,
}

impl CborWriter {
    /// A serializer that uses the given member names.
    pub fn new(names: Names) -> Self {
        Self {
            out: Encoder::new(Vec::new()),
            names,
            fraction: Fraction::Whole,
        }
    }

    /// Sets the precision of timestamps.
    #[must_use]
    pub(crate) const fn fraction(mut self, fraction: Fraction) -> Self {
        self.fraction = fraction;
        self
    }

    /// The finished bytes.
    pub fn finish(self) -> Vec<u8> {
        self.out.into_writer()
    }

    /// Calls the encoder; writing to a vector cannot fail.
    pub(super) fn put(
        &mut self,
        write: impl FnOnce(&mut Encoder<Vec<u8>>) -> Result<&mut Encoder<Vec<u8>>, Error<Infallible>>,
    ) {
        let _ = write(&mut self.out);
    }

    /// Writes a timestamp.
    pub(super) fn instant(&mut self, value: &Timestamp) {
        let value = self.fraction.of(*value);
        self.put(|out| out.tag(Tag::new(EPOCH)));
        if value.subsec_nanos() == 0 {
            self.put(|out| out.i64(value.seconds()));
        } else {
            // Converts through decimal digits, since adding seconds and nanoseconds would round twice.
            let digits = value.format(TimestampFormat::EpochSeconds);
            self.put(|out| out.f64(digits.parse().unwrap_or_default()));
        }
    }
}

/// Converts a length.
pub(super) fn length(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

impl ShapeSerializer for CborWriter {
    fn begin_structure(&mut self, _: &Member, present: usize) {
        self.put(|out| out.map(length(present)));
    }

    fn member(&mut self, member: &'static Member) {
        let key = self.names.of(member);
        self.put(|out| out.str(key));
    }

    fn unknown(&mut self, _: &Member, member: &UnknownMember) {
        self.put(|out| out.str(&member.tag));
        self.free_value(&member.value);
    }

    fn end_structure(&mut self, _: &Member) {}

    fn begin_list(&mut self, _: &Member, present: usize) {
        self.put(|out| out.array(length(present)));
    }

    fn element(&mut self, _: &'static Member, _: usize) {}

    fn end_list(&mut self, _: &Member) {}

    fn begin_map(&mut self, _: &Member, present: usize) {
        self.put(|out| out.map(length(present)));
    }

    fn key(&mut self, _: &Member, key: &str, _: usize) {
        self.put(|out| out.str(key));
    }

    fn end_map(&mut self, _: &Member) {}

    fn null(&mut self, _: &Member) {
        self.put(Encoder::null);
    }

    fn boolean(&mut self, _: &Member, value: bool) {
        self.put(|out| out.bool(value));
    }

    fn integer(&mut self, _: &Member, value: i64) {
        self.put(|out| out.i64(value));
    }

    fn float(&mut self, _: &Member, value: f32) {
        self.put(|out| out.f32(value));
    }

    fn double(&mut self, _: &Member, value: f64) {
        self.put(|out| out.f64(value));
    }

    fn number(&mut self, _: &Member, value: &str) {
        self.big_number(value);
    }

    fn string(&mut self, _: &Member, value: &str) {
        self.put(|out| out.str(value));
    }

    fn enumeration(&mut self, _: &Member, value: &str) {
        self.put(|out| out.str(value));
    }

    fn blob(&mut self, _: &Member, value: &Blob) {
        self.put(|out| out.bytes(value));
    }

    fn timestamp(&mut self, _: &Member, value: &Timestamp) {
        self.instant(value);
    }

    fn document(&mut self, _: &Member, value: &Document) {
        self.free_document(value);
    }
}
