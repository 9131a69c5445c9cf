//! The elements of a list as bytes, to see which are the same.

use std::collections::BTreeMap;
use std::fmt::Debug;

/// Bytes of what was written while a list was open whose elements must differ.
///
/// Two elements are the same where their bytes are: each value is led by its kind and its length.
#[derive(Debug, Default)]
pub(super) struct Fingerprint {
    bytes: Vec<u8>,
    open: Vec<Seen>,
}

/// A list that is open.
#[derive(Debug, Default)]
struct Seen {
    /// Where the bytes of the element at hand begin.
    from: usize,
    /// The index of the element at hand.
    index: Option<usize>,
    /// The elements before it.
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

    /// Adds a value by what `Debug` shows of it, which of these is all there is.
    pub(super) fn add_shown(&mut self, kind: u8, value: &impl Debug) {
        if !self.open.is_empty() {
            self.add(kind, format!("{value:?}").as_bytes());
        }
    }

    /// A list begins whose elements must differ.
    pub(super) fn open(&mut self) {
        let from = self.bytes.len();
        self.open.push(Seen {
            from,
            ..Seen::default()
        });
    }

    /// The element at `index` begins; gives the earlier one that the element before it equals, and its own index.
    pub(super) fn element(&mut self, index: usize) -> Option<(usize, usize)> {
        let same = self.end_of_element();
        if let Some(list) = self.open.last_mut() {
            list.from = self.bytes.len();
            list.index = Some(index);
        }
        same
    }

    /// The list ends; gives what [`element`](Self::element) gives.
    pub(super) fn close(&mut self) -> Option<(usize, usize)> {
        let same = self.end_of_element();
        self.open.pop();
        if self.open.is_empty() {
            self.bytes.clear();
        }
        same
    }

    /// The element at hand ends.
    fn end_of_element(&mut self) -> Option<(usize, usize)> {
        let list = self.open.last_mut()?;
        let index = list.index?;
        let element = self.bytes.get(list.from..)?.to_vec();
        let first = *list.before.entry(element).or_insert(index);
        (first != index).then_some((first, index))
    }
}
