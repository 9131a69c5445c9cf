//! A parsed message as one flat list of entries: what JSON, value trees and serde's data are read from.
//!
//! A container is followed by what it holds (in a map: key, value, key, value) and an end, and knows the entry after
//! its end, so that a member nobody asks for is skipped in one step.
//! Text stays where it is in the message; what has no place there is copied into the tape.
//!
//! **Invariants**
//! - Containers are closed, and a map holds a value for each key.
//! - Nesting is no deeper than the limit, so whoever walks a tape may recurse.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "what asks for one kind of entry treats all others alike"
)]

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

/// How deep values may nest where nobody says otherwise.
pub(crate) const DEPTH: usize = 128;

/// No entry.
const NONE: u32 = u32::MAX;

/// The most bytes of a message, and the most entries: their offsets and indices have 32 bits.
const MOST: usize = NONE as usize / 4;

/// A stretch of text or bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// What a container knows of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Group {
    /// Where it starts in the message.
    start: u32,
    /// How many elements or entries it holds; while it is open, how many its parent does so far.
    count: u32,
    /// The entry after its end; while it is open, its parent.
    next: u32,
}

/// One entry.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Entry {
    Null,
    Boolean(bool),
    Integer(i64),
    Unsigned(u64),
    Float(f32),
    Double(f64),
    /// A number as JSON writes it.
    Number(Span),
    /// Text of the message as it stands.
    Text(Span),
    /// Text of the message with JSON's escapes, which were checked.
    Escaped(Span),
    /// The same, with halves of surrogate pairs that have no other half: each is read as U+FFFD.
    Broken(Span),
    /// Text that was copied.
    Copied(Span),
    /// Bytes that were copied.
    Bytes(Span),
    /// An instant, whose fields would not fit beside the tag as a [`Timestamp`](crate::types::Timestamp).
    Instant {
        nanos: u32,
        seconds: i64,
    },
    List(Group),
    Map(Group),
    /// The end of a container.
    End,
}

/// A parsed message.
pub(crate) struct Tape<'a> {
    entries: Vec<Entry>,
    text: &'a str,
    copied: String,
    copied_bytes: Vec<u8>,
    /// The innermost container that is open.
    open: u32,
    /// What it holds so far.
    count: u32,
    depth: usize,
    limit: usize,
    /// Where each entry starts, of a format whose text is copied.
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

    /// Keeps the offsets of entries in a message of that length.
    #[cfg(feature = "cbor")]
    pub(crate) fn keep_offsets(&mut self, length: usize) -> Result<(), ErrorKind> {
        span(0, length)?;
        self.starts = Some(Vec::new());
        Ok(())
    }

    /// Says where the next entry starts.
    #[cfg(feature = "cbor")]
    pub(crate) fn stand_at(&mut self, start: usize) {
        if let Some(starts) = &mut self.starts {
            // The ends of containers stand nowhere.
            starts.resize(self.entries.len(), NONE);
            starts.push(offset(start));
        }
    }

    /// Takes the text that entries are about.
    pub(crate) fn over(&mut self, text: &'a str) -> Result<(), ErrorKind> {
        span(0, text.len())?;
        self.entries = SPARE.try_with(Cell::take).unwrap_or_default();
        // A message of Connect has an entry for every eleven bytes.
        self.entries.reserve(text.len() / 8 + 8);
        self.text = text;
        Ok(())
    }

    /// Forgets all entries.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
        self.open = NONE;
        self.count = 0;
        self.depth = 0;
    }

    /// Whether nothing was appended yet.
    #[inline]
    pub(crate) const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Appends a scalar, or the key of a map.
    #[inline]
    pub(crate) fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// Appends text that is not part of the message.
    pub(crate) fn push_copied(&mut self, text: &str) -> Result<(), ErrorKind> {
        let span = span(self.copied.len(), text.len())?;
        self.copied.push_str(text);
        self.push(Entry::Copied(span));
        Ok(())
    }

    /// Appends bytes that are not part of the message.
    pub(crate) fn push_copied_bytes(&mut self, bytes: &[u8]) -> Result<(), ErrorKind> {
        let span = span(self.copied_bytes.len(), bytes.len())?;
        self.copied_bytes.extend_from_slice(bytes);
        self.push(Entry::Bytes(span));
        Ok(())
    }

    /// Opens a list that starts at that byte of the message.
    #[inline]
    pub(crate) fn open_list(&mut self, start: usize) -> Result<(), ErrorKind> {
        self.open(start, Entry::List)
    }

    /// Opens a map that starts at that byte of the message.
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

    /// Counts an element, or an entry of a map.
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

    /// Whether a container is open, and whether it is a map.
    #[inline]
    pub(crate) fn inside(&self) -> Option<bool> {
        (self.open != NONE).then(|| matches!(self.get(self.open), Entry::Map(_)))
    }

    /// The entry at an index; an end past the last.
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

    /// Text that an entry holds.
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

    /// Bytes that an entry holds.
    fn bytes(&self, entry: &Entry) -> Option<&[u8]> {
        match *entry {
            Entry::Bytes(span) => Some(slice_bytes(&self.copied_bytes, span)),
            _ => None,
        }
    }

    /// The offset in the message of an entry that has one.
    fn offset(&self, index: u32) -> Option<usize> {
        if let Some(starts) = &self.starts {
            return starts.get(index as usize).map(|start| *start as usize);
        }
        let start = match self.get(index) {
            // The quote before it.
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
    /// The room of the last tape of this thread, so that a small message costs no allocation for it.
    static SPARE: Cell<Vec<Entry>> = const { Cell::new(Vec::new()) };
}

/// The most entries whose room is kept.
const SPARED: usize = 4096;

impl Drop for Tape<'_> {
    fn drop(&mut self) {
        let mut entries = std::mem::take(&mut self.entries);
        if (1..=SPARED).contains(&entries.capacity()) {
            entries.clear();
            // The thread may be at its end, and with it the spare.
            let _ = SPARE.try_with(|spare| spare.set(entries));
        }
    }
}

/// The span of so many bytes after so many others.
fn span(start: usize, length: usize) -> Result<Span, ErrorKind> {
    if start > MOST || length > MOST - start {
        return Err(ErrorKind::TooLarge { limit: MOST });
    }
    let end = offset(start + length);
    let start = offset(start);
    Ok(Span { start, end })
}

/// An offset or index as an entry holds it; those that do not fit were refused.
#[inline]
fn offset(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(NONE)
}

/// The text of a span.
#[inline]
fn slice(text: &str, span: Span) -> &str {
    text.get(span.start as usize..span.end as usize)
        .unwrap_or_default()
}

/// The bytes of a span.
#[inline]
fn slice_bytes(bytes: &[u8], span: Span) -> &[u8] {
    bytes
        .get(span.start as usize..span.end as usize)
        .unwrap_or_default()
}
