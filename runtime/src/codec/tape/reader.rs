//! A tape that shapes are read from: options, paths and the first error.

mod deserializer;
mod lookup;

use std::borrow::Cow;
use std::fmt;

use super::{Entry, Names, Options, Tape};
use crate::model::schema::Schema;
use crate::shape::deserializer::{Leavings, MOST_TOLD, Node, ShapeDeserializer};
use crate::types::error::{Error, ErrorKind};

/// A parsed message that a value is read from.
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
    /// The shape at the root, from which paths are told.
    pub(super) root: &'static Schema,
    options: Options,
    corrected: Vec<String>,
    leavings: Leavings,
    error: Option<Box<Error>>,
}

impl fmt::Debug for Reader<'_> {
    /// Without the message, which may hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("root", &self.root.name)
            .finish_non_exhaustive()
    }
}

impl Reader<'_> {
    /// The node of the whole message.
    pub(crate) const ROOT: Node = Node(0);

    /// A reading of a value of that shape, with a tape that is still empty.
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

    /// The node of the whole message.
    pub const fn root(&self) -> Node {
        Self::ROOT
    }

    /// The value of a key of a map or structure, whatever the schema says.
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

    /// Ends the reading of a value: gives it with the paths of the members that were corrected.
    ///
    /// # Errors
    ///
    /// The first error that was met.
    pub fn finish<T>(mut self, value: T) -> Result<(T, Vec<String>), Error> {
        self.check()?;
        Ok((value, self.corrected))
    }

    /// Tells paths from a value of another shape than at first.
    pub(crate) const fn set_root(&mut self, root: &'static Schema) {
        self.root = root;
    }

    /// Takes the paths of the members that were corrected.
    #[inline]
    pub(crate) fn take_paths(&mut self) -> Vec<String> {
        std::mem::take(&mut self.corrected)
    }

    /// Whether everything is to be read once more, without what was left out.
    #[inline]
    pub(crate) fn begins_again(&mut self) -> bool {
        let begins = self.leavings.begins_again();
        if begins {
            self.corrected.clear();
        }
        begins
    }

    /// Takes what was left out.
    #[inline]
    pub(crate) fn take_unread(&mut self) -> Vec<Error> {
        self.leavings.take_errors()
    }

    /// Whether what says the same in another form is taken.
    #[inline]
    pub(crate) const fn coerces(&self) -> bool {
        self.options.coerces()
    }

    /// Takes note that a text is not what was sent.
    #[cold]
    pub(super) fn correct(&mut self, node: Node) {
        if self.may_correct() {
            let path = self.path(node).text;
            self.corrected.push(path);
        }
    }

    /// Whether the path of one more correction is told.
    const fn may_correct(&self) -> bool {
        self.error.is_none() && self.corrected.len() < MOST_TOLD
    }

    /// The first error that was met.
    #[inline]
    pub(crate) fn check(&mut self) -> Result<(), Error> {
        match self.error.take() {
            Some(error) => Err(*error),
            None => Ok(()),
        }
    }

    /// Which names are the keys.
    pub(super) const fn names(&self) -> Names {
        self.options.key_names()
    }

    /// Fails because something else than `expected` is there.
    #[cold]
    pub(super) fn unexpected(&mut self, node: Node, expected: &'static str) {
        let found = self.tape.get(node.0).describe();
        self.fail(node, ErrorKind::Unexpected { expected, found });
    }

    /// Reads text that does not stand in the message as it is.
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

    /// Fails at a node, with the offset of something in it.
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

    /// The key at an index, if one is there, and its value.
    #[inline]
    fn entry(&self, key: u32) -> (Node, Node) {
        match self.tape.get(key) {
            Entry::End => (Node::NONE, Node::NONE),
            _ => (Node(key), Node(key + 1)),
        }
    }
}

impl Entry {
    /// What the entry is, for a message.
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
