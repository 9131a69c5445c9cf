//! The bytes of CBOR on to a tape, in one pass and without recursion.
//!
//! **Invariants**
//! - A length is believed only as far as there are bytes: nothing is reserved for what has not come.
//! - A number tagged as seconds since 1970 is an instant; any other tag says nothing.
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

/// A list or map that is open.
struct Open {
    /// How many items are to come; none where a break ends it.
    left: Option<u64>,
    is_map: bool,
    /// Whether a key came and its value did not.
    odd: bool,
}

/// A message on its way.
struct Parser<'t, 'b> {
    decoder: Decoder<'b>,
    tape: &'t mut Tape<'b>,
    open: Vec<Open>,
}

/// Parses a message of one item, on to an empty tape.
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
    /// Reads the next item of the innermost list or map, or its end.
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

    /// The innermost list or map ends.
    fn close(&mut self) {
        self.open.pop();
        self.tape.close();
        self.count();
    }

    /// Counts a value that came in the innermost list or map.
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

    /// Reads an item, or the beginning of a list or map.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "two kinds hold others, all the rest are scalars"
    )]
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
            // Twice too many is as far past the end of the bytes as any.
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

    /// Reads an item that holds no other.
    fn scalar(&mut self, kind: Type, is_instant: bool) -> Result<(), Error> {
        let entry = match kind {
            Type::Bool => Entry::Boolean(self.take(Decoder::bool)?),
            // What nothing here knows is nothing, as `undefined` is.
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

    /// Reads a number of any size, as JSON writes it; nothing where another item follows its tag.
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

    /// Reads text, in one piece or several.
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

    /// Reads bytes, in one piece or several.
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

    /// Reads a float of 16 bits.
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

    /// Steps over a byte that was looked at.
    fn skip_byte(&mut self) {
        let after = self.decoder.position().saturating_add(1);
        self.decoder.set_position(after);
    }

    /// The kind of the next item.
    fn kind(&self) -> Result<Type, Error> {
        self.decoder
            .datatype()
            .map_err(|error| self.malformed(&error))
    }

    /// Reads by the decoder.
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

    /// What the decoder refuses; its words are not passed on, as they speak of types of Rust.
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

    /// An error of what should have been there.
    fn syntax(&self, expected: &'static str) -> Error {
        self.error(ErrorKind::Syntax { expected })
    }

    /// An error at the byte that was reached.
    fn error(&self, kind: ErrorKind) -> Error {
        Error::new(kind).at_offset(self.decoder.position())
    }
}

/// An integer as an entry; CBOR's reach one bit past those of 64 bits on the negative side, and are then floats.
#[expect(
    clippy::cast_precision_loss,
    reason = "no type holds the value, so how it does not fit is of no interest"
)]
fn integer(value: i128) -> Entry {
    i64::try_from(value)
        .map(Entry::Integer)
        .or_else(|_| u64::try_from(value).map(Entry::Unsigned))
        .unwrap_or(Entry::Double(value as f64))
}

/// The instant that a number counts in seconds.
#[expect(clippy::wildcard_enum_match_arm, reason = "three kinds are numbers")]
fn instant(entry: Entry) -> Option<Timestamp> {
    // The shortest digits of a float are the ones that were meant: its exact value is some nanoseconds off.
    let digits = match entry {
        Entry::Integer(seconds) => return Some(Timestamp::from_secs(seconds)),
        Entry::Float(seconds) => seconds.to_string(),
        Entry::Double(seconds) => seconds.to_string(),
        _ => return None,
    };
    Timestamp::parse(&digits, TimestampFormat::EpochSeconds).ok()
}

/// A float of 16 bits as one of 32.
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
