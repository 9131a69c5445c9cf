//! Headers of frames: names with typed values.
//!
//! **Invariants**
//! - Stored headers were checked: iterating over them cannot fail.
//!
//! <https://smithy.io/2.0/aws/amazon-eventstream.html#headers-format>

use std::fmt;

use bytes::Bytes;

use super::error::FrameErrorKind;
use crate::types::Timestamp;

/// Maximum length of a written text or byte array.
const LONGEST_VALUE: usize = 0x7fff;

/// Maximum length of a header name.
const LONGEST_NAME: usize = 0xff;

/// The value of a header.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum HeaderValue<'a> {
    /// A boolean.
    Boolean(bool),
    /// A signed 8-bit integer.
    Byte(i8),
    /// A signed 16-bit integer.
    Short(i16),
    /// A signed 32-bit integer.
    Integer(i32),
    /// A signed 64-bit integer.
    Long(i64),
    /// Bytes: at most 32,767 can be written.
    Bytes(&'a [u8]),
    /// Text: at most 32,767 bytes can be written.
    Text(&'a str),
    /// A timestamp in milliseconds since 1970.
    Timestamp(i64),
    /// A UUID.
    Uuid([u8; 16]),
}

impl<'a> HeaderValue<'a> {
    /// Name of the type, as in the specification.
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::Boolean(_) => "boolean",
            Self::Byte(_) => "byte",
            Self::Short(_) => "short",
            Self::Integer(_) => "integer",
            Self::Long(_) => "long",
            Self::Bytes(_) => "byte_array",
            Self::Text(_) => "string",
            Self::Timestamp(_) => "timestamp",
            Self::Uuid(_) => "uuid",
        }
    }

    /// The boolean, if it is one.
    pub const fn as_boolean(&self) -> Option<bool> {
        if let Self::Boolean(value) = *self {
            Some(value)
        } else {
            None
        }
    }

    /// The text, if it is one.
    #[inline]
    pub const fn as_text(&self) -> Option<&'a str> {
        if let Self::Text(text) = *self {
            Some(text)
        } else {
            None
        }
    }

    /// The bytes, if they are no text.
    pub const fn as_bytes(&self) -> Option<&'a [u8]> {
        if let Self::Bytes(bytes) = *self {
            Some(bytes)
        } else {
            None
        }
    }

    /// The integer of any width, if it is one.
    pub fn as_integer(&self) -> Option<i64> {
        match *self {
            Self::Byte(value) => Some(value.into()),
            Self::Short(value) => Some(value.into()),
            Self::Integer(value) => Some(value.into()),
            Self::Long(value) => Some(value),
            _ => None,
        }
    }

    /// The timestamp, if it is one.
    pub const fn as_timestamp(&self) -> Option<Timestamp> {
        if let Self::Timestamp(millis) = *self {
            Some(Timestamp::from_millis(millis))
        } else {
            None
        }
    }

    /// Number of the type on the wire.
    const fn number(&self) -> u8 {
        match self {
            Self::Boolean(true) => 0,
            Self::Boolean(false) => 1,
            Self::Byte(_) => 2,
            Self::Short(_) => 3,
            Self::Integer(_) => 4,
            Self::Long(_) => 5,
            Self::Bytes(_) => 6,
            Self::Text(_) => 7,
            Self::Timestamp(_) => 8,
            Self::Uuid(_) => 9,
        }
    }
}

impl fmt::Debug for HeaderValue<'_> {
    /// Shows the type alone, because values may be sensitive.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.type_name())
    }
}

/// The headers of a frame, in the order of the frame.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Headers(Bytes);

impl Headers {
    /// Checks encoded headers.
    pub(super) fn check(bytes: Bytes) -> Result<Self, (usize, FrameErrorKind)> {
        let mut rest = &*bytes;
        while !rest.is_empty() {
            let start = bytes.len() - rest.len();
            let (name, value) = take(&mut rest).map_err(|kind| (start, kind))?;
            let is_text = match value {
                RawValue::Text(text) => std::str::from_utf8(text).is_ok(),
                RawValue::Whole(_) => true,
            };
            if name.is_empty() || std::str::from_utf8(name).is_err() {
                return Err((start, FrameErrorKind::HeaderName));
            }
            if !is_text {
                return Err((start, FrameErrorKind::HeaderText));
            }
        }
        Ok(Self(bytes))
    }

    /// Headers that were written by [`push`].
    pub(super) const fn written(bytes: Bytes) -> Self {
        Self(bytes)
    }

    /// Encoded headers.
    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The value of a header; the first one if the name is repeated, which the specification forbids.
    #[inline]
    pub fn get(&self, name: &str) -> Option<HeaderValue<'_>> {
        let mut rest = &*self.0;
        while let Ok((found, value)) = take(&mut rest) {
            if found == name.as_bytes() {
                return Some(value.checked());
            }
        }
        None
    }

    /// The text of a header; `None` if it is absent or of another type.
    #[inline]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_text()
    }

    /// Iterates over names and values.
    pub fn iter(&self) -> Iter<'_> {
        Iter(&self.0)
    }

    /// Returns true if there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Headers {
    /// Shows names and types.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<'a> IntoIterator for &'a Headers {
    type Item = (&'a str, HeaderValue<'a>);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

/// Iterator over [`Headers`].
#[derive(Debug, Clone)]
pub struct Iter<'a>(&'a [u8]);

impl<'a> Iterator for Iter<'a> {
    type Item = (&'a str, HeaderValue<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let (name, value) = take(&mut self.0).ok()?;
        Some((
            std::str::from_utf8(name).unwrap_or_default(),
            value.checked(),
        ))
    }
}

/// A value whose text has not been checked.
#[derive(Clone, Copy)]
enum RawValue<'a> {
    Whole(HeaderValue<'a>),
    Text(&'a [u8]),
}

impl<'a> RawValue<'a> {
    /// The value; its text was checked before.
    #[inline]
    fn checked(self) -> HeaderValue<'a> {
        match self {
            Self::Whole(value) => value,
            Self::Text(text) => HeaderValue::Text(std::str::from_utf8(text).unwrap_or_default()),
        }
    }
}

/// Takes the next header; at the end, an error.
#[inline]
fn take<'a>(rest: &mut &'a [u8]) -> Result<(&'a [u8], RawValue<'a>), FrameErrorKind> {
    const CUT: FrameErrorKind = FrameErrorKind::HeaderCut;
    let [length] = array(rest).ok_or(CUT)?;
    let name = split(rest, length.into()).ok_or(CUT)?;
    let [number] = array(rest).ok_or(CUT)?;
    let value = match number {
        0 => HeaderValue::Boolean(true),
        1 => HeaderValue::Boolean(false),
        2 => HeaderValue::Byte(i8::from_be_bytes(array(rest).ok_or(CUT)?)),
        3 => HeaderValue::Short(i16::from_be_bytes(array(rest).ok_or(CUT)?)),
        4 => HeaderValue::Integer(i32::from_be_bytes(array(rest).ok_or(CUT)?)),
        5 => HeaderValue::Long(i64::from_be_bytes(array(rest).ok_or(CUT)?)),
        6 => HeaderValue::Bytes(sized(rest).ok_or(CUT)?),
        7 => return Ok((name, RawValue::Text(sized(rest).ok_or(CUT)?))),
        8 => HeaderValue::Timestamp(i64::from_be_bytes(array(rest).ok_or(CUT)?)),
        9 => HeaderValue::Uuid(array(rest).ok_or(CUT)?),
        other => return Err(FrameErrorKind::HeaderType(other)),
    };
    Ok((name, RawValue::Whole(value)))
}

/// Takes a fixed number of bytes.
#[inline]
fn array<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (start, after) = rest.split_first_chunk::<N>()?;
    *rest = after;
    Some(*start)
}

/// Takes bytes.
#[inline]
fn split<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (start, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(start)
}

/// Takes bytes after their length.
#[inline]
fn sized<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = u16::from_be_bytes(array(rest)?);
    split(rest, length.into())
}

/// Appends a header.
///
/// # Errors
///
/// The name or the value is too long, or the name is empty or repeated.
pub(super) fn push(
    out: &mut Vec<u8>,
    name: &str,
    value: HeaderValue<'_>,
) -> Result<(), FrameErrorKind> {
    let length = u8::try_from(name.len()).map_err(|_| FrameErrorKind::NameTooLong {
        limit: LONGEST_NAME,
    })?;
    if length == 0 {
        return Err(FrameErrorKind::HeaderName);
    }
    if is_present(out, name) {
        return Err(FrameErrorKind::HeaderTwice);
    }
    out.push(length);
    out.extend_from_slice(name.as_bytes());
    out.push(value.number());
    match value {
        HeaderValue::Boolean(_) => {}
        HeaderValue::Byte(value) => out.extend_from_slice(&value.to_be_bytes()),
        HeaderValue::Short(value) => out.extend_from_slice(&value.to_be_bytes()),
        HeaderValue::Integer(value) => out.extend_from_slice(&value.to_be_bytes()),
        HeaderValue::Long(value) | HeaderValue::Timestamp(value) => {
            out.extend_from_slice(&value.to_be_bytes());
        }
        HeaderValue::Bytes(bytes) => push_sized(out, bytes)?,
        HeaderValue::Text(text) => push_sized(out, text.as_bytes())?,
        HeaderValue::Uuid(bytes) => out.extend_from_slice(&bytes),
    }
    Ok(())
}

/// Returns true if encoded headers have the name.
fn is_present(mut headers: &[u8], name: &str) -> bool {
    while let Ok((found, _)) = take(&mut headers) {
        if found == name.as_bytes() {
            return true;
        }
    }
    false
}

/// Appends bytes after their length.
fn push_sized(out: &mut Vec<u8>, bytes: &[u8]) -> Result<(), FrameErrorKind> {
    let length = u16::try_from(bytes.len())
        .ok()
        .filter(|_| bytes.len() <= LONGEST_VALUE);
    let length = length.ok_or(FrameErrorKind::ValueTooLong {
        limit: LONGEST_VALUE,
    })?;
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(bytes);
    Ok(())
}
