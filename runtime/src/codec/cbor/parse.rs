//! Parses CBOR to a tape, in one pass and without recursion.
//!
//! **Invariants**
//! - Lengths are not trusted: memory is only reserved for data that is present.
//! - A number with tag 1 is a timestamp; other tags are ignored.
//!
//! <https://www.rfc-editor.org/rfc/rfc8949>

use minicbor::data::Type;
use minicbor::decode::{Decoder, Error as Malformed};

use super::big::{FRACTION, NEGATIVE, POSITIVE, digits_of};
use super::writer::EPOCH;
use crate::codec::tape::{Entry, Tape};
use crate::model::schema::TimestampFormat;
use crate::types::Timestamp;
use crate::types::error::{Error, ErrorKind};

/// An open list or map.
struct Open {
    /// Remaining items; `None` for indefinite length.
    left: Option<u64>,
    is_map: bool,
    /// True between a key and its value.
    odd: bool,
}

/// Parser state.
struct Parser<'t, 'b> {
    decoder: Decoder<'b>,
    tape: &'t mut Tape<'b>,
    open: Vec<Open>,
}

/// Parses a message of a single item to an empty tape.
pub(super) fn parse<'b>(bytes: &'b [u8], tape: &mut Tape<'b>) -> Result<(), Error> {
    tape.keep_offsets(bytes.len())?;
    let mut parser = Parser {
        decoder: Decoder::new(bytes),
        tape,
        open: Vec::new(),
    };
    parser.item()?;
    while !parser.open.is_empty() {
        parser.step()?;
    }
    if parser.decoder.position() == bytes.len() {
        Ok(())
    } else {
        Err(parser.syntax("the end"))
    }
}

impl<'b> Parser<'_, 'b> {
    /// Parses the next item of the innermost container, or its end.
    fn step(&mut self) -> Result<(), Error> {
        let Some(open) = self.open.last_mut() else {
            return Ok(());
        };
        match &mut open.left {
            Some(0) => self.close(),
            Some(left) => {
                *left -= 1;
                return self.item();
            }
            None if matches!(self.decoder.datatype(), Ok(Type::Break)) => {
                if open.odd {
                    return Err(self.syntax("the value of a key"));
                }
                self.skip_byte();
                self.close();
            }
            None => return self.item(),
        }
        Ok(())
    }

    /// Closes the innermost container.
    fn close(&mut self) {
        self.open.pop();
        self.tape.close();
        self.count();
    }

    /// Counts a value in the innermost container.
    fn count(&mut self) {
        match self.open.last_mut() {
            Some(open) if open.is_map => {
                open.odd = !open.odd;
                if !open.odd {
                    self.tape.count();
                }
            }
            Some(_) => self.tape.count(),
            None => {}
        }
    }

    /// Parses a scalar, or the start of a container.
    fn item(&mut self) -> Result<(), Error> {
        let offset = self.decoder.position();
        let mut tag = None;
        let mut kind = self.kind()?;
        while kind == Type::Tag {
            tag = Some(self.take(Decoder::tag)?.as_u64());
            kind = self.kind()?;
        }
        self.tape.stand_at(offset);
        if let Some(tag @ (POSITIVE | NEGATIVE | FRACTION)) = tag
            && let Some(number) = self.big_number(kind, tag)?
        {
            let pushed = self.tape.push_copied(&number);
            pushed.map_err(|kind| self.error(kind))?;
            self.count();
            return Ok(());
        }
        let (is_map, left) = match kind {
            Type::Array | Type::ArrayIndef => (false, self.take(Decoder::array)?),
            // Saturates, as any larger count also exceeds the message.
            Type::Map | Type::MapIndef => (
                true,
                self.take(Decoder::map)?
                    .map(|pairs| pairs.saturating_mul(2)),
            ),
            _ => {
                self.scalar(kind, tag == Some(EPOCH))?;
                self.count();
                return Ok(());
            }
        };
        if self
            .open
            .last()
            .is_some_and(|open| open.is_map && !open.odd)
        {
            return Err(self.error(ErrorKind::Unexpected {
                expected: "a key",
                found: if is_map { "a map" } else { "a list" },
            }));
        }
        let opened = if is_map {
            self.tape.open_map(offset)
        } else {
            self.tape.open_list(offset)
        };
        opened.map_err(|kind| self.error(kind))?;
        let odd = false;
        self.open.push(Open { left, is_map, odd });
        Ok(())
    }

    /// Parses a scalar.
    fn scalar(&mut self, kind: Type, is_instant: bool) -> Result<(), Error> {
        let entry = match kind {
            Type::Bool => Entry::Boolean(self.take(Decoder::bool)?),
            // Unknown simple values are treated as null, like `undefined`.
            Type::Null | Type::Undefined => {
                self.skip_byte();
                Entry::Null
            }
            Type::Simple => {
                self.take(Decoder::simple)?;
                Entry::Null
            }
            Type::U8
            | Type::U16
            | Type::U32
            | Type::U64
            | Type::I8
            | Type::I16
            | Type::I32
            | Type::I64
            | Type::Int => integer(self.take(Decoder::int)?.into()),
            Type::F16 => Entry::Float(self.half()?),
            Type::F32 => Entry::Float(self.take(Decoder::f32)?),
            Type::F64 => Entry::Double(self.take(Decoder::f64)?),
            Type::Bytes | Type::BytesIndef => return self.bytes(kind),
            Type::String | Type::StringIndef => return self.text(kind),
            Type::Array
            | Type::ArrayIndef
            | Type::Map
            | Type::MapIndef
            | Type::Tag
            | Type::Break
            | Type::Unknown(_) => return Err(self.syntax("an item")),
        };
        match instant(entry).filter(|_| is_instant) {
            Some(instant) => self.tape.push_instant(instant),
            None => self.tape.push(entry),
        }
        Ok(())
    }

    /// Parses a bignum or decimal fraction to JSON syntax; `None` if another item follows the tag.
    fn big_number(&mut self, kind: Type, tag: u64) -> Result<Option<String>, Error> {
        if tag != FRACTION {
            if kind != Type::Bytes {
                return Ok(None);
            }
            let bytes = self.take(Decoder::bytes)?;
            let digits = digits_of(bytes, tag);
            return digits
                .map(Some)
                .ok_or_else(|| self.syntax("a shorter number"));
        }
        if kind != Type::Array || self.take(Decoder::array)? != Some(2) {
            return Err(self.syntax("an exponent and a mantissa"));
        }
        let exponent = i128::from(self.take(Decoder::int)?);
        let mantissa = if self.kind()? == Type::Tag {
            let tag = self.take(Decoder::tag)?.as_u64();
            let bytes = self.take(Decoder::bytes)?;
            let digits = digits_of(bytes, tag).filter(|_| tag == POSITIVE || tag == NEGATIVE);
            digits.ok_or_else(|| self.syntax("a mantissa"))?
        } else {
            i128::from(self.take(Decoder::int)?).to_string()
        };
        Ok(Some(format!("{mantissa}e{exponent}")))
    }

    /// Parses text, definite or chunked.
    fn text(&mut self, kind: Type) -> Result<(), Error> {
        let pushed = if kind == Type::String {
            let text = self.take(Decoder::str)?;
            self.tape.push_copied(text)
        } else {
            let text: String = self.take(|decoder| decoder.str_iter()?.collect())?;
            self.tape.push_copied(&text)
        };
        pushed.map_err(|kind| self.error(kind))
    }

    /// Parses bytes, definite or chunked.
    fn bytes(&mut self, kind: Type) -> Result<(), Error> {
        let pushed = if kind == Type::Bytes {
            let bytes = self.take(Decoder::bytes)?;
            self.tape.push_copied_bytes(bytes)
        } else {
            let bytes = self.take(|decoder| {
                let chunks: Result<Vec<_>, _> = decoder.bytes_iter()?.collect();
                Ok(chunks?.concat())
            })?;
            self.tape.push_copied_bytes(&bytes)
        };
        pushed.map_err(|kind| self.error(kind))
    }

    /// Parses a 16-bit float.
    fn half(&mut self) -> Result<f32, Error> {
        let from = self.decoder.position();
        let bytes = self
            .decoder
            .input()
            .get(from..)
            .and_then(|rest| rest.first_chunk::<3>());
        let Some(&[_, high, low]) = bytes else {
            return Err(self.syntax("more bytes"));
        };
        self.decoder.set_position(from.saturating_add(3));
        Ok(widen(u16::from_be_bytes([high, low])))
    }

    /// Skips a peeked byte.
    fn skip_byte(&mut self) {
        let after = self.decoder.position().saturating_add(1);
        self.decoder.set_position(after);
    }

    /// The type of the next item.
    fn kind(&self) -> Result<Type, Error> {
        self.decoder
            .datatype()
            .map_err(|error| self.malformed(&error))
    }

    /// Calls the decoder.
    fn take<T>(
        &mut self,
        read: impl FnOnce(&mut Decoder<'b>) -> Result<T, Malformed>,
    ) -> Result<T, Error> {
        let from = self.decoder.position();
        read(&mut self.decoder).map_err(|error| {
            self.decoder.set_position(from);
            self.malformed(&error)
        })
    }

    /// Converts a decoder error; its message is dropped, as it refers to Rust types.
    fn malformed(&self, error: &Malformed) -> Error {
        if error.is_end_of_input() {
            self.syntax("more bytes")
        } else if matches!(
            self.decoder.datatype(),
            Ok(Type::String | Type::StringIndef)
        ) {
            self.error(ErrorKind::InvalidUtf8)
        } else {
            self.syntax("an item")
        }
    }

    /// A syntax error with the expected item.
    fn syntax(&self, expected: &'static str) -> Error {
        self.error(ErrorKind::Syntax { expected })
    }

    /// An error at the current offset.
    fn error(&self, kind: ErrorKind) -> Error {
        Error::new(kind).at_offset(self.decoder.position())
    }
}

/// Converts an integer; CBOR's negative integers have 65 bits, so the lowest become floats.
#[expect(
    clippy::cast_precision_loss,
    reason = "no type can hold the value, so the exact excess is irrelevant"
)]
fn integer(value: i128) -> Entry {
    i64::try_from(value)
        .map(Entry::Integer)
        .or_else(|_| u64::try_from(value).map(Entry::Unsigned))
        .unwrap_or(Entry::Double(value as f64))
}

/// Converts seconds to a timestamp.
fn instant(entry: Entry) -> Option<Timestamp> {
    // Uses the shortest decimal digits of a float, as its exact value is off by nanoseconds.
    let digits = match entry {
        Entry::Integer(seconds) => return Some(Timestamp::from_secs(seconds)),
        Entry::Float(seconds) => seconds.to_string(),
        Entry::Double(seconds) => seconds.to_string(),
        _ => return None,
    };
    Timestamp::parse(&digits, TimestampFormat::EpochSeconds).ok()
}

/// Widens a 16-bit float.
fn widen(half: u16) -> f32 {
    let sign = if half & 0x8000 == 0 { 1.0 } else { -1.0 };
    let fraction = f32::from(half & 0x03ff);
    let magnitude = match (half >> 10) & 0x1f {
        0 => fraction * 2_f32.powi(-24),
        0x1f if fraction == 0.0 => f32::INFINITY,
        0x1f => return f32::NAN,
        exponent => (1024.0 + fraction) * 2_f32.powi(i32::from(exponent) - 25),
    };
    sign * magnitude
}
