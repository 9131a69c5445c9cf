//! A parsed message as a flat list of entries, shared by JSON, value trees and serde.
//!
//! A container is followed by its contents (for a map: alternating keys and values) and an end. It has the index after its end,
//! so that unused members are skipped in one step.
//! Text refers to the message where possible, and is otherwise copied to the tape.
//!
//! **Invariants**
//! - Containers are closed, and each map key has a value.
//! - Nesting is limited, so walks over a tape may recurse.

mod options;
mod path;
mod reader;
mod scalar;
mod value;

#[cfg(test)]
#[cfg(all(feature = "cbor", feature = "xml"))]
mod tests;

pub use self::options::{Names, Options};
pub use self::reader::Reader;

use std::borrow::Cow;
use std::cell::Cell;

use crate::codec::json;
use crate::types::ErrorKind;

/// Default maximum nesting.
pub(crate) const DEPTH: usize = 128;

/// No entry.
const NONE: u32 = u32::MAX;

/// Maximum message size and number of entries: offsets and indices have 32 bits.
const MOST: usize = NONE as usize / 4;

/// A range of text or bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// Data of a container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Group {
    /// Start offset in the message.
    start: u32,
    /// Number of elements or entries; while open, that of its parent so far.
    count: u32,
    /// Index after its end; while open, that of its parent.
    next: u32,
}

/// An entry.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Entry {
    Null,
    Boolean(bool),
    Integer(i64),
    Unsigned(u64),
    Float(f32),
    Double(f64),
    /// A number in JSON syntax.
    Number(Span),
    /// Text in the message, unescaped.
    Text(Span),
    /// Text in the message with validated JSON escapes.
    Escaped(Span),
    /// Escaped text with lone surrogates, which are read as U+FFFD.
    Broken(Span),
    /// Copied text.
    Copied(Span),
    /// Copied bytes.
    Bytes(Span),
    /// A timestamp, with fields that fit next to the tag, unlike a [`Timestamp`](crate::types::Timestamp).
    Instant {
        nanos: u32,
        seconds: i64,
    },
    List(Group),
    Map(Group),
    /// End of a container.
    End,
}

/// A parsed message.
pub(crate) struct Tape<'a> {
    entries: Vec<Entry>,
    text: &'a str,
    copied: String,
    copied_bytes: Vec<u8>,
    /// Innermost open container.
    open: u32,
    /// Number of its elements so far.
    count: u32,
    depth: usize,
    limit: usize,
    /// Start offset of each entry, for formats with copied text.
    starts: Option<Vec<u32>>,
}

impl<'a> Tape<'a> {
    /// An empty tape.
    #[inline]
    pub(crate) const fn new(limit: usize) -> Self {
        Self {
            entries: Vec::new(),
            text: "",
            copied: String::new(),
            copied_bytes: Vec::new(),
            open: NONE,
            count: 0,
            depth: 0,
            limit,
            starts: None,
        }
    }

    /// Enables offsets of entries, for a message of the given length.
    #[cfg(feature = "cbor")]
    pub(crate) fn keep_offsets(&mut self, length: usize) -> Result<(), ErrorKind> {
        span(0, length)?;
        self.starts = Some(Vec::new());
        Ok(())
    }

    /// Sets the offset of the next entry.
    #[cfg(feature = "cbor")]
    pub(crate) fn stand_at(&mut self, start: usize) {
        if let Some(starts) = &mut self.starts {
            // Ends of containers have no offset.
            starts.resize(self.entries.len(), NONE);
            starts.push(offset(start));
        }
    }

    /// Sets the text that entries refer to.
    pub(crate) fn over(&mut self, text: &'a str) -> Result<(), ErrorKind> {
        span(0, text.len())?;
        self.entries = SPARE.try_with(Cell::take).unwrap_or_default();
        // Connect messages average one entry per eleven bytes.
        self.entries.reserve(text.len() / 8 + 8);
        self.text = text;
        Ok(())
    }

    /// Removes all entries.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
        self.open = NONE;
        self.count = 0;
        self.depth = 0;
    }

    /// Returns true for an empty tape.
    #[inline]
    pub(crate) const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Appends a scalar, or a map key.
    #[inline]
    pub(crate) fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// Appends text that is not in the message.
    pub(crate) fn push_copied(&mut self, text: &str) -> Result<(), ErrorKind> {
        let span = span(self.copied.len(), text.len())?;
        self.copied.push_str(text);
        self.push(Entry::Copied(span));
        Ok(())
    }

    /// Appends bytes that are not in the message.
    pub(crate) fn push_copied_bytes(&mut self, bytes: &[u8]) -> Result<(), ErrorKind> {
        let span = span(self.copied_bytes.len(), bytes.len())?;
        self.copied_bytes.extend_from_slice(bytes);
        self.push(Entry::Bytes(span));
        Ok(())
    }

    /// Opens a list at the given offset.
    #[inline]
    pub(crate) fn open_list(&mut self, start: usize) -> Result<(), ErrorKind> {
        self.open(start, Entry::List)
    }

    /// Opens a map at the given offset.
    #[inline]
    pub(crate) fn open_map(&mut self, start: usize) -> Result<(), ErrorKind> {
        self.open(start, Entry::Map)
    }

    /// Opens a container.
    #[inline]
    fn open(&mut self, start: usize, make: fn(Group) -> Entry) -> Result<(), ErrorKind> {
        if self.depth >= self.limit {
            return Err(ErrorKind::TooDeep { limit: self.limit });
        }
        span(0, self.entries.len())?;
        self.depth += 1;
        let index = offset(self.entries.len());
        self.push(make(Group {
            start: offset(start),
            count: self.count,
            next: self.open,
        }));
        self.open = index;
        self.count = 0;
        Ok(())
    }

    /// Counts an element or map entry.
    #[inline]
    pub(crate) fn count(&mut self) {
        self.count += 1;
    }

    /// Closes the innermost container.
    #[inline]
    pub(crate) fn close(&mut self) {
        self.push(Entry::End);
        let after = offset(self.entries.len());
        if let Some(Entry::List(group) | Entry::Map(group)) =
            self.entries.get_mut(self.open as usize)
        {
            let parent = group.next;
            group.next = after;
            self.open = parent;
            std::mem::swap(&mut group.count, &mut self.count);
            self.depth -= 1;
        }
    }

    /// Tells if a container is open, and if it is a map.
    #[inline]
    pub(crate) fn inside(&self) -> Option<bool> {
        (self.open != NONE).then(|| matches!(self.get(self.open), Entry::Map(_)))
    }

    /// The entry at an index; an end if out of range.
    #[inline]
    fn get(&self, index: u32) -> &Entry {
        self.entries.get(index as usize).unwrap_or(&Entry::End)
    }

    /// The index after the value at an index.
    #[inline]
    fn after(&self, index: u32) -> u32 {
        match self.get(index) {
            Entry::List(group) | Entry::Map(group) => group.next,
            _ => index.saturating_add(1),
        }
    }

    /// Text of an entry.
    #[inline]
    fn text(&self, entry: &Entry) -> Option<Cow<'_, str>> {
        match *entry {
            Entry::Text(span) => Some(Cow::Borrowed(slice(self.text, span))),
            Entry::Escaped(span) | Entry::Broken(span) => {
                Some(Cow::Owned(json::unescape(slice(self.text, span))))
            }
            Entry::Copied(span) => Some(Cow::Borrowed(slice(&self.copied, span))),
            _ => None,
        }
    }

    /// Bytes of an entry.
    fn bytes(&self, entry: &Entry) -> Option<&[u8]> {
        match *entry {
            Entry::Bytes(span) => Some(slice_bytes(&self.copied_bytes, span)),
            _ => None,
        }
    }

    /// Offset of an entry in the message, if known.
    fn offset(&self, index: u32) -> Option<usize> {
        if let Some(starts) = &self.starts {
            return starts.get(index as usize).map(|start| *start as usize);
        }
        let start = match self.get(index) {
            // The opening quote.
            Entry::Text(span) | Entry::Escaped(span) | Entry::Broken(span) => {
                span.start.saturating_sub(1)
            }
            Entry::Number(span) => span.start,
            Entry::List(group) | Entry::Map(group) if group.start != NONE => group.start,
            _ => return None,
        };
        Some(start as usize)
    }
}

thread_local! {
    /// Buffer of this thread's previous tape, so that small messages need no allocation.
    static SPARE: Cell<Vec<Entry>> = const { Cell::new(Vec::new()) };
}

/// Maximum capacity of a reused buffer.
const SPARED: usize = 4096;

impl Drop for Tape<'_> {
    fn drop(&mut self) {
        let mut entries = std::mem::take(&mut self.entries);
        if (1..=SPARED).contains(&entries.capacity()) {
            entries.clear();
            // The thread-local may already be destroyed.
            let _ = SPARE.try_with(|spare| spare.set(entries));
        }
    }
}

/// A range of `length` bytes at `start`.
fn span(start: usize, length: usize) -> Result<Span, ErrorKind> {
    if start > MOST || length > MOST - start {
        return Err(ErrorKind::TooLarge { limit: MOST });
    }
    let end = offset(start + length);
    let start = offset(start);
    Ok(Span { start, end })
}

/// Converts an offset or index; oversized messages were rejected.
#[inline]
fn offset(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(NONE)
}

/// Text of a range.
#[inline]
fn slice(text: &str, span: Span) -> &str {
    text.get(span.start as usize..span.end as usize)
        .unwrap_or_default()
}

/// Bytes of a range.
#[inline]
fn slice_bytes(bytes: &[u8], span: Span) -> &[u8] {
    bytes
        .get(span.start as usize..span.end as usize)
        .unwrap_or_default()
}
