//! The compact form of a model: what the interpreter needs, in one piece of bytes.
//!
//! ```text
//! magic, format version, checksum of the rest, length of the index
//! index     service, offsets of operations, shapes and waiters by name
//! records   operations, shapes, waiters and endpoint rules, each read on first use
//! ```
//!
//! Texts are slices of the bytes, so opening a model copies none.
//!
//! **Invariants**
//! - Any bytes give an index or `None`; damage is found by the checksum. No record nests, so reading one cannot overflow the stack.

mod encode;
mod pages;
mod records;
mod rules;

pub(crate) use self::encode::encode;
pub(crate) use self::pages::{
    AcceptorRecord, ComparatorRecord, ExpectedRecord, MatcherRecord, PaginationRecord, StateRecord,
    WaiterRecord,
};
pub(crate) use self::records::{
    ArgumentRecord, BindingRecord, CallRecord, Index, KindRecord, MemberRecord, OperationRecord,
    ShapeRecord, SourceRecord,
};
pub(crate) use self::rules::{
    CallRow, OperandRow, OutcomeRow, ParameterRow, PropertyRow, RulesRecord, SchemeRow, SegmentRow,
    ValueRow,
};

use serde::Deserialize;

/// First bytes of a file.
const MAGIC: &[u8; 8] = b"sansmith";

/// Version of the format; files of another one are made anew.
const VERSION: u32 = 4;

/// Length of everything before the index.
const HEAD: usize = 20;

/// An image that has been opened.
#[derive(Debug)]
pub(crate) struct Image {
    /// The index.
    pub(crate) index: Index<'static>,
    records: &'static [u8],
}

impl Image {
    /// Returns true for the bytes of an image of this version without damage.
    pub(crate) fn is_whole(bytes: &[u8]) -> bool {
        parts(bytes).is_some()
    }

    /// Opens an image; `None` if it is damaged or of another version.
    pub(crate) fn open(bytes: &'static [u8]) -> Option<Self> {
        let (index, records) = parts(bytes)?;
        Some(Self {
            index: postcard::from_bytes(index).ok()?,
            records,
        })
    }

    /// The record at an offset.
    pub(crate) fn record<T: Deserialize<'static>>(&self, offset: u32) -> Option<T> {
        let start = usize::try_from(offset).ok()?;
        postcard::from_bytes(self.records.get(start..)?).ok()
    }
}

/// Index and records of an image.
fn parts(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (head, rest) = bytes.split_at_checked(HEAD)?;
    let (magic, numbers) = head.split_at_checked(MAGIC.len())?;
    let number = |place: usize| {
        let bytes = numbers.get(place * 4..place * 4 + 4)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    };
    let is_whole = magic == MAGIC && number(0)? == VERSION && number(1)? == crc32fast::hash(rest);
    let length = usize::try_from(number(2)?).ok()?;
    rest.split_at_checked(length).filter(|_| is_whole)
}

/// Joins the parts of an image.
fn join(index: &[u8], records: &[u8]) -> Vec<u8> {
    let mut rest = index.to_vec();
    rest.extend_from_slice(records);
    let length = u32::try_from(index.len()).unwrap_or(u32::MAX);
    let mut bytes = MAGIC.to_vec();
    for number in [VERSION, crc32fast::hash(&rest), length] {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    bytes.extend_from_slice(&rest);
    bytes
}
