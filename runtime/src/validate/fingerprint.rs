//! List elements as bytes, to find duplicates.

use std::collections::BTreeMap;
use std::fmt::Debug;

/// Serialized elements of open lists with unique elements.
///
/// Elements are equal if their bytes are: each value is preceded by kind and length.
#[derive(Debug, Default)]
pub(super) struct Fingerprint {
    bytes: Vec<u8>,
    open: Vec<Seen>,
}

/// An open list.
#[derive(Debug, Default)]
struct Seen {
    /// Start of the current element.
    from: usize,
    /// Index of the current element.
    index: Option<usize>,
    /// Previous elements.
    before: BTreeMap<Vec<u8>, usize>,
}

impl Fingerprint {
    /// Adds a value.
    pub(super) fn add(&mut self, kind: u8, value: &[u8]) {
        if !self.open.is_empty() {
            self.bytes.push(kind);
            self.bytes.extend_from_slice(&value.len().to_le_bytes());
            self.bytes.extend_from_slice(value);
        }
    }

    /// Adds a value by its `Debug` output, which is complete for these types.
    pub(super) fn add_shown(&mut self, kind: u8, value: &impl Debug) {
        if !self.open.is_empty() {
            self.add(kind, format!("{value:?}").as_bytes());
        }
    }

    /// Opens a list with unique elements.
    pub(super) fn open(&mut self) {
        let from = self.bytes.len();
        self.open.push(Seen {
            from,
            ..Seen::default()
        });
    }

    /// Starts the element at `index`; returns a duplicate found for the previous one: earlier index, and its own.
    pub(super) fn element(&mut self, index: usize) -> Option<(usize, usize)> {
        let same = self.end_of_element();
        if let Some(list) = self.open.last_mut() {
            list.from = self.bytes.len();
            list.index = Some(index);
        }
        same
    }

    /// Closes the list; returns the same as [`element`](Self::element).
    pub(super) fn close(&mut self) -> Option<(usize, usize)> {
        let same = self.end_of_element();
        self.open.pop();
        if self.open.is_empty() {
            self.bytes.clear();
        }
        same
    }

    /// Ends the current element.
    fn end_of_element(&mut self) -> Option<(usize, usize)> {
        let list = self.open.last_mut()?;
        let index = list.index?;
        let element = self.bytes.get(list.from..)?.to_vec();
        let first = *list.before.entry(element).or_insert(index);
        (first != index).then_some((first, index))
    }
}
