//! The bytes of CBOR into its items.
//!
//! **Invariants**
//! - One pass without recursion; no item is deeper than the limit, so a walk over them cannot overflow the stack.
//! - A length is believed only as far as there are bytes: nothing is reserved for what has not come.

use std::borrow::Cow;

use minicbor::data::Type;
use minicbor::decode::{Decoder, Error as Malformed};

use super::Names;
use super::tree::{CborTree, NONE};
use crate::error::{Error, ErrorKind};

/// What an item is.
#[derive(Debug)]
pub(super) enum Data<'t> {
    /// `null` or `undefined`.
    Null,
    Boolean(bool),
    /// An integer; CBOR's reach one bit past those of 64 bits.
    Integer(i128),
    /// A float of 32 bits or of 16.
    Float(f32),
    Double(f64),
    Text(Cow<'t, str>),
    Bytes(Cow<'t, [u8]>),
    List,
    /// Keys and values by turns.
    Map,
    /// A simple value that nothing here knows.
    Simple,
}

/// An item.
#[derive(Debug)]
pub(super) struct Item<'t> {
    pub(super) data: Data<'t>,
    /// Its innermost tag.
    pub(super) tag: Option<u64>,
    /// The byte it begins at.
    pub(super) offset: usize,
    /// The list or map around it.
    pub(super) parent: u32,
    /// The item after it in its list or map.
    pub(super) next: u32,
    /// The first item in it, if it is a list or map.
    pub(super) first: u32,
}

/// A list or map that is open.
struct Open {
    index: u32,
    /// How many items are to come; none where a break ends it.
    left: Option<u64>,
    last: u32,
    /// Whether a key came and its value did not.
    odd: bool,
}

/// A message on its way.
struct Parser<'t> {
    decoder: Decoder<'t>,
    tree: CborTree<'t>,
    open: Vec<Open>,
    limit: usize,
}

/// Reads a message of one item that nests no deeper than `limit`.
pub(super) fn parse(bytes: &[u8], names: Names, limit: usize) -> Result<CborTree<'_>, Error> {
    // An item takes at least one byte, so all of them can be counted.
    const MOST: usize = u32::MAX as usize - 1;
    if bytes.len() > MOST {
        return Err(ErrorKind::TooLarge { limit: MOST }.into());
    }
    let mut parser = Parser {
        decoder: Decoder::new(bytes),
        tree: CborTree::new(names),
        open: Vec::new(),
        limit,
    };
    parser.item()?;
    while !parser.open.is_empty() {
        parser.step()?;
    }
    if parser.decoder.position() == bytes.len() {
        Ok(parser.tree)
    } else {
        Err(parser.syntax("the end"))
    }
}

impl<'t> Parser<'t> {
    /// Reads the next item of the innermost list or map, or its end.
    fn step(&mut self) -> Result<(), Error> {
        let Some(open) = self.open.last_mut() else {
            return Ok(());
        };
        match &mut open.left {
            Some(0) => {
                self.open.pop();
                Ok(())
            }
            Some(left) => {
                *left -= 1;
                self.item()
            }
            None if matches!(self.decoder.datatype(), Ok(Type::Break)) => {
                if open.odd {
                    return Err(self.syntax("the value of a key"));
                }
                self.decoder
                    .set_position(self.decoder.position().saturating_add(1));
                self.open.pop();
                Ok(())
            }
            None => self.item(),
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
        let (data, left) = match kind {
            Type::Array | Type::ArrayIndef => (Data::List, self.take(Decoder::array)?),
            Type::Map | Type::MapIndef => {
                let pairs = self.take(Decoder::map)?;
                // Twice too many is as far past the end of the bytes as any.
                (Data::Map, pairs.map(|pairs| pairs.saturating_mul(2)))
            }
            _ => (self.scalar(kind)?, Some(0)),
        };
        let nests = matches!(data, Data::List | Data::Map);
        let index = self.add(Item {
            data,
            tag,
            offset,
            parent: NONE,
            next: NONE,
            first: NONE,
        });
        if nests {
            if self.open.len() >= self.limit {
                return Err(self.error(ErrorKind::TooDeep { limit: self.limit }));
            }
            self.open.push(Open {
                index,
                left,
                last: NONE,
                odd: false,
            });
        }
        Ok(())
    }

    /// Puts an item at the end of the innermost list or map.
    fn add(&mut self, mut item: Item<'t>) -> u32 {
        let index = u32::try_from(self.tree.items.len()).unwrap_or(NONE);
        if let Some(open) = self.open.last_mut() {
            item.parent = open.index;
            open.odd =
                !open.odd && matches!(self.tree.item(open.index).map(|i| &i.data), Some(Data::Map));
            let before = std::mem::replace(&mut open.last, index);
            let parent = open.index;
            if before == NONE {
                if let Some(parent) = self.tree.item_mut(parent) {
                    parent.first = index;
                }
            } else if let Some(before) = self.tree.item_mut(before) {
                before.next = index;
            }
        }
        self.tree.items.push(item);
        index
    }

    /// Reads an item that holds no other.
    fn scalar(&mut self, kind: Type) -> Result<Data<'t>, Error> {
        Ok(match kind {
            Type::Bool => Data::Boolean(self.take(Decoder::bool)?),
            Type::Null | Type::Undefined => {
                self.decoder
                    .set_position(self.decoder.position().saturating_add(1));
                Data::Null
            }
            Type::U8
            | Type::U16
            | Type::U32
            | Type::U64
            | Type::I8
            | Type::I16
            | Type::I32
            | Type::I64
            | Type::Int => Data::Integer(self.take(Decoder::int)?.into()),
            Type::F16 => Data::Float(self.half()?),
            Type::F32 => Data::Float(self.take(Decoder::f32)?),
            Type::F64 => Data::Double(self.take(Decoder::f64)?),
            Type::Simple => {
                self.take(Decoder::simple)?;
                Data::Simple
            }
            Type::Bytes => Data::Bytes(Cow::Borrowed(self.take(Decoder::bytes)?)),
            Type::BytesIndef => Data::Bytes(Cow::Owned(self.take(|decoder| {
                let chunks: Result<Vec<_>, _> = decoder.bytes_iter()?.collect();
                Ok(chunks?.concat())
            })?)),
            Type::String => Data::Text(Cow::Borrowed(self.take(Decoder::str)?)),
            Type::StringIndef => Data::Text(Cow::Owned(
                self.take(|decoder| decoder.str_iter()?.collect())?,
            )),
            Type::Array
            | Type::ArrayIndef
            | Type::Map
            | Type::MapIndef
            | Type::Tag
            | Type::Break
            | Type::Unknown(_) => return Err(self.syntax("an item")),
        })
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

    /// The kind of the next item.
    fn kind(&self) -> Result<Type, Error> {
        self.decoder
            .datatype()
            .map_err(|error| self.malformed(&error))
    }

    /// Reads by the decoder.
    fn take<T>(
        &mut self,
        read: impl FnOnce(&mut Decoder<'t>) -> Result<T, Malformed>,
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

    /// An error at the list or map that is open.
    fn error(&self, kind: ErrorKind) -> Error {
        let path = self
            .open
            .last()
            .map_or_else(String::new, |open| self.tree.path(open.index));
        Error::new(kind).at(path).at_offset(self.decoder.position())
    }
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
