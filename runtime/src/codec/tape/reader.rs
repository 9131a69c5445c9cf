//! Reads shapes from a tape: options, paths and the first error.

mod deserializer;
mod lookup;

use std::borrow::Cow;
use std::fmt;

use super::{Entry, Names, Options, Tape};
use crate::model::schema::Schema;
use crate::shape::deserializer::{Leavings, MOST_TOLD, Node, ShapeDeserializer};
use crate::types::error::{Error, ErrorKind};

/// A parsed message to deserialize from.
///
/// ```
/// use sansmith::json::{JsonTree, Options};
/// use sansmith::schema::DOCUMENT;
///
/// let tree = JsonTree::parse(br#"{"__type":"Gone"}"#, &DOCUMENT, Options::new())?;
/// assert_eq!(tree.text(tree.member(tree.root(), "__type")).as_deref(), Some("Gone"));
/// # Ok::<(), sansmith::Error>(())
/// ```
pub struct Reader<'a> {
    pub(crate) tape: Tape<'a>,
    /// Shape at the root, from which paths start.
    pub(super) root: &'static Schema,
    pub(super) options: Options,
    corrected: Vec<String>,
    leavings: Leavings,
    error: Option<Box<Error>>,
}

impl fmt::Debug for Reader<'_> {
    /// Omits the message, which may contain secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("root", &self.root.name)
            .finish_non_exhaustive()
    }
}

impl Reader<'_> {
    /// Root node.
    pub(crate) const ROOT: Node = Node(0);

    /// A reader of a value with the given shape, with an empty tape.
    #[inline]
    pub(crate) const fn new(root: &'static Schema, options: Options) -> Self {
        Self {
            tape: Tape::new(options.limit()),
            root,
            options,
            corrected: Vec::new(),
            leavings: Leavings::new(options.keeps_going()),
            error: None,
        }
    }

    /// Makes sure that a message is no larger than it may be.
    #[inline]
    pub(crate) fn check_size(&self, bytes: usize) -> Result<(), Error> {
        Ok(self.options.check_size(bytes)?)
    }

    /// Root node.
    pub const fn root(&self) -> Node {
        Self::ROOT
    }

    /// The value of a key in a map or structure, regardless of the schema.
    pub fn member(&self, node: Node, name: &str) -> Node {
        let mut entry = match self.tape.get(node.0) {
            Entry::Map(_) => self.entry(node.0.saturating_add(1)),
            _ => return Node::NONE,
        };
        let mut found = Node::NONE;
        while entry.0.is_some() {
            if self.is_key(self.tape.get(entry.0.0), name) {
                found = entry.1;
            }
            entry = self.entry(self.tape.after(entry.1.0));
        }
        found
    }

    /// The text at a node.
    pub fn text(&self, node: Node) -> Option<Cow<'_, str>> {
        self.tape.text(self.tape.get(node.0))
    }

    /// Finishes reading: returns the value with the paths of corrected members.
    ///
    /// # Errors
    ///
    /// The first error.
    pub fn finish<T>(mut self, value: T) -> Result<(T, Vec<String>), Error> {
        self.check()?;
        Ok((value, self.corrected))
    }

    /// Changes the shape from which paths start.
    pub(crate) const fn set_root(&mut self, root: &'static Schema) {
        self.root = root;
    }

    /// Removes and returns the paths of corrected members.
    #[inline]
    pub(crate) fn take_paths(&mut self) -> Vec<String> {
        std::mem::take(&mut self.corrected)
    }

    /// Returns true if reading must be repeated without skipped parts.
    #[inline]
    pub(crate) fn begins_again(&mut self) -> bool {
        let begins = self.leavings.begins_again();
        if begins {
            self.corrected.clear();
        }
        begins
    }

    /// Removes and returns the errors of skipped parts.
    #[inline]
    pub(crate) fn take_unread(&mut self) -> Vec<Error> {
        self.leavings.take_errors()
    }

    /// Returns true if coercion is enabled.
    #[inline]
    pub(crate) const fn coerces(&self) -> bool {
        self.options.coerces()
    }

    /// Records that a text was changed.
    #[cold]
    pub(super) fn correct(&mut self, node: Node) {
        if self.may_correct() {
            let path = self.path(node).text;
            self.corrected.push(path);
        }
    }

    /// Returns true if another correction may be recorded.
    const fn may_correct(&self) -> bool {
        self.error.is_none() && self.corrected.len() < MOST_TOLD
    }

    /// The first error.
    #[inline]
    pub(crate) fn check(&mut self) -> Result<(), Error> {
        match self.error.take() {
            Some(error) => Err(*error),
            None => Ok(()),
        }
    }

    /// Names used as keys.
    pub(super) const fn names(&self) -> Names {
        self.options.key_names()
    }

    /// Reports a value of the wrong kind.
    #[cold]
    pub(super) fn unexpected(&mut self, node: Node, expected: &'static str) {
        let found = self.tape.get(node.0).describe();
        self.fail(node, ErrorKind::Unexpected { expected, found });
    }

    /// Reads text that is not verbatim in the message.
    #[cold]
    pub(super) fn other_text(&mut self, node: Node) -> Cow<'_, str> {
        if let Entry::Broken(_) = self.tape.get(node.0) {
            self.correct(node);
        } else if !self.tape.get(node.0).is_text() {
            if let Some(text) = self.scalar_as_text(node) {
                return Cow::Owned(text);
            }
            self.unexpected(node, "text");
        }
        self.tape.text(self.tape.get(node.0)).unwrap_or_default()
    }

    /// Reports an error at a node, with the offset of another entry.
    #[cold]
    fn fail_at(&mut self, node: Node, place: u32, error: ErrorKind) {
        if self.error.is_some() {
            return;
        }
        let path = self.path(node);
        let error = Error::new(error.redact_unless(!path.sensitive)).at(path.text);
        self.error = Some(Box::new(match self.tape.offset(place) {
            Some(offset) => error.at_offset(offset),
            None => error,
        }));
    }

    /// A map key and its value, if present.
    #[inline]
    fn entry(&self, key: u32) -> (Node, Node) {
        match self.tape.get(key) {
            Entry::End => (Node::NONE, Node::NONE),
            _ => (Node(key), Node(key + 1)),
        }
    }
}

impl Entry {
    /// Description of an entry in messages.
    pub(super) const fn describe(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "a boolean",
            Self::Integer(_)
            | Self::Unsigned(_)
            | Self::Float(_)
            | Self::Double(_)
            | Self::Number(_) => "a number",
            Self::Text(_) | Self::Escaped(_) | Self::Broken(_) | Self::Copied(_) => "text",
            Self::Bytes(_) => "bytes",
            Self::Instant { .. } => "a timestamp",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
            Self::End => "nothing",
        }
    }
}
