//! A parsed CBOR message that a shape is read from: its items, in the order they came.

use super::Names;
use super::parse::{Data, Item, parse};
use crate::error::{Error, ErrorKind};
use crate::schema::Member;
use crate::tree::Node;

/// The index of no item.
pub(super) const NONE: u32 = u32::MAX;

/// A parsed CBOR message.
///
/// ```
/// use sansmith::cbor::{CborTree, Names};
///
/// let tree = CborTree::parse(b"\xa1\x66__type\x61a", Names::Model, 128)?;
/// assert_eq!(tree.text(tree.member(tree.root(), "__type")), Some("a"));
/// # Ok::<(), sansmith::Error>(())
/// ```
#[derive(Debug)]
pub struct CborTree<'t> {
    pub(super) items: Vec<Item<'t>>,
    pub(super) names: Names,
    error: Option<Error>,
    lenient: bool,
    corrected: Vec<String>,
}

impl<'t> CborTree<'t> {
    /// Reads a message of one item that nests no deeper than `depth`.
    ///
    /// # Errors
    ///
    /// The bytes are not well-formed, go on after the item, or nest too deep.
    pub fn parse(bytes: &'t [u8], names: Names, depth: usize) -> Result<Self, Error> {
        parse(bytes, names, depth)
    }

    /// A message without an item.
    pub(super) const fn new(names: Names) -> Self {
        Self {
            items: Vec::new(),
            names,
            error: None,
            lenient: false,
            corrected: Vec::new(),
        }
    }

    /// Makes a missing required member a correction to remember instead of an error.
    #[must_use]
    pub const fn lenient(mut self) -> Self {
        self.lenient = true;
        self
    }

    /// The outermost item.
    pub const fn root(&self) -> Node {
        Node(0)
    }

    /// The value of the last entry of that name in a map; none where there is none.
    pub fn member(&self, node: Node, name: &str) -> Node {
        self.entries(node)
            .filter(|&(key, _)| self.text(key) == Some(name))
            .last()
            .map_or(Node::NONE, |(_, value)| value)
    }

    /// The text at a node, if it is one.
    #[expect(clippy::wildcard_enum_match_arm, reason = "one kind is text")]
    pub fn text(&self, node: Node) -> Option<&str> {
        match self.data(node)? {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Ends the reading of a value: gives it with the paths of the members that were corrected.
    ///
    /// # Errors
    ///
    /// The first error that was met.
    pub fn finish<T>(self, value: T) -> Result<(T, Vec<String>), Error> {
        match self.error {
            Some(error) => Err(error),
            None => Ok((value, self.corrected)),
        }
    }

    /// The item at an index.
    pub(super) fn item(&self, index: u32) -> Option<&Item<'t>> {
        self.items.get(usize::try_from(index).ok()?)
    }

    /// The item at an index, to change.
    pub(super) fn item_mut(&mut self, index: u32) -> Option<&mut Item<'t>> {
        self.items.get_mut(usize::try_from(index).ok()?)
    }

    /// What is at a node.
    pub(super) fn data(&self, node: Node) -> Option<&Data<'t>> {
        self.item(node.0).map(|item| &item.data)
    }

    /// The node after one.
    pub(super) fn after(&self, node: Node) -> Node {
        Node(self.item(node.0).map_or(NONE, |item| item.next))
    }

    /// The first node in a list or map.
    pub(super) fn first(&self, node: Node) -> Node {
        Node(self.item(node.0).map_or(NONE, |item| item.first))
    }

    /// The elements of a list.
    pub(super) fn elements(&self, node: Node) -> impl Iterator<Item = Node> {
        let some = |node: Node| node.is_some().then_some(node);
        std::iter::successors(some(self.first(node)), move |&node| some(self.after(node)))
    }

    /// The keys and values of a map; of nothing else.
    pub(super) fn entries(&self, node: Node) -> impl Iterator<Item = (Node, Node)> {
        let first = match self.data(node) {
            Some(Data::Map) => self.first(node),
            _ => Node::NONE,
        };
        let entry = |key: Node| key.is_some().then(|| (key, self.after(key)));
        std::iter::successors(entry(first), move |&(_, value)| entry(self.after(value)))
    }

    /// The path of an item: names of members and keys of maps look alike on the wire, so a plain word is taken for a
    /// name and anything else for a key.
    pub(super) fn path(&self, index: u32) -> String {
        let mut steps = Vec::new();
        let mut at = index;
        while let Some(item) = self.item(at).filter(|item| item.parent != NONE) {
            let parent = Node(item.parent);
            let step = if let Some(Data::Map) = self.data(parent) {
                self.entries(parent)
                    .find(|&(key, value)| value.0 == at || key.0 == at)
                    .and_then(|(key, _)| self.text(key))
                    .map_or_else(|| "[?]".to_owned(), step)
            } else {
                let position = self.elements(parent).position(|element| element.0 == at);
                format!("[{}]", position.unwrap_or(0))
            };
            steps.push(step);
            at = item.parent;
        }
        steps.reverse();
        let path = steps.concat();
        path.strip_prefix('.').map_or(path.clone(), str::to_owned)
    }

    /// Keeps that a structure lacks a required member: as an error, or as a correction.
    pub(super) fn lack(&mut self, node: Node, member: &'static Member) {
        if self.lenient {
            let key = self.names.of(member);
            let path = self.path(node.0) + "." + key;
            self.corrected
                .push(path.strip_prefix('.').map_or(path.clone(), str::to_owned));
        } else {
            self.keep(
                node,
                ErrorKind::Missing {
                    member: member.name,
                },
            );
        }
    }

    /// Keeps an error, if it is the first.
    pub(super) fn keep(&mut self, node: Node, kind: ErrorKind) {
        if self.error.is_none() {
            let error = Error::new(kind).at(self.path(node.0));
            self.error = Some(match self.item(node.0) {
                Some(item) => error.at_offset(item.offset),
                None => error,
            });
        }
    }

    /// Whether an error was kept.
    pub(super) const fn has_error(&self) -> bool {
        self.error.is_some()
    }
}

/// A step of a path.
fn step(name: &str) -> String {
    if !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_') {
        format!(".{name}")
    } else {
        format!("[{name:?}]")
    }
}
