//! A tape as the [`ShapeDeserializer`] that shapes are read from.

use std::borrow::Cow;
use std::fmt;

use super::{Entry, Names, Options, Tape};
use crate::error::{Error, ErrorKind};
use crate::known::{same_but_first, unknown_member};
use crate::schema::{Kind, Member, Schema};
use crate::tree::{Leavings, MOST_TOLD, Node, ShapeDeserializer};
use crate::{Blob, Document, Timestamp, UnknownMember};

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

    /// Whether an entry is that text.
    fn is_key(&self, entry: &Entry, name: &str) -> bool {
        self.tape.text(entry).is_some_and(|key| key == name)
    }

    /// The member with a key, looked for from the expected one on: senders keep to some order.
    #[inline]
    fn find(&self, key: &Entry, members: &[Member], expected: usize) -> Option<usize> {
        if let Entry::Text(span) = *key {
            let key = super::slice_bytes(self.tape.text.as_bytes(), span);
            find(key, members, expected, self.names())
        } else {
            let key = self.tape.text(key)?;
            find(key.as_bytes(), members, expected, self.names())
        }
    }

    /// The member with a key that none has by its exact name; it fails where there must be one.
    #[cold]
    fn find_again(&mut self, node: Node, key: u32, members: &'static [Member]) -> Option<usize> {
        let found = self.tape.text(self.tape.get(key))?.into_owned();
        let names = self.names();
        if self.options.ignores_first_case() {
            let mut members = members.iter();
            let position = members.position(|member| same_but_first(names.of(member), &found));
            if position.is_some() {
                return position;
            }
        }
        // What some services say of the shape itself is no member.
        if self.options.is_denying() && found != "__type" {
            let names = members.iter().map(|member| names.of(member));
            self.fail_at(node, key, unknown_member(&found, names));
        }
        None
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

    /// Whether the key of a member is that name.
    pub(super) fn is_named(&self, member: &Member, key: &str) -> bool {
        let name = self.names().of(member);
        name == key || self.options.ignores_first_case() && same_but_first(name, key)
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

/// The member with a key.
#[inline]
fn find(key: &[u8], members: &[Member], expected: usize, names: Names) -> Option<usize> {
    let is = |member: &Member| same(key, names.of(member).as_bytes());
    let late = members.get(expected..).unwrap_or_default();
    match late.iter().position(is) {
        Some(index) => Some(expected + index),
        None => members.iter().take(expected).position(is),
    }
}

/// Whether two names are the same. Names are short, so words that overlap are compared here and now: a call to compare
/// memory costs more than the comparison.
#[inline]
fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    match (one.last_chunk::<8>(), other.last_chunk::<8>()) {
        (Some(end), Some(other_end)) => {
            u64::from_le_bytes(*end) == u64::from_le_bytes(*other_end)
                && std::iter::zip(one.as_chunks::<8>().0, other.as_chunks::<8>().0)
                    .all(|(one, other)| one == other)
        }
        _ => one == other,
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

impl ShapeDeserializer for Reader<'_> {
    #[inline]
    fn structure(&mut self, node: Node, at: &Member, slots: &mut [Node]) {
        let Entry::Map(_) = self.tape.get(node.0) else {
            let expected = if at.target.is_union() {
                "a union"
            } else {
                "a structure"
            };
            return self.unexpected(node, expected);
        };
        let members = at.target.members();
        let mut expected = 0;
        let mut index = node.0 + 1;
        loop {
            let key = self.tape.get(index);
            if let Entry::End = key {
                return self.leavings.clear(slots);
            }
            let value = index + 1;
            let mut found = self.find(key, members, expected);
            if found.is_none() && self.options.looks_again() {
                found = self.find_again(node, index, members);
            }
            if let Some(member) = found {
                expected = member + 1;
                if let (Some(slot), Some(member)) = (slots.get_mut(member), members.get(member)) {
                    let absent = matches!(self.tape.get(value), Entry::Null)
                        && !matches!(member.target.kind, Kind::Document);
                    *slot = if absent { Node::NONE } else { Node(value) };
                }
            }
            index = self.tape.after(value);
        }
    }

    fn unknown(&mut self, node: Node, _: &Member) -> UnknownMember {
        self.check_free(node);
        self.tape
            .keys(node.0)
            .filter(|key| !matches!(self.tape.get(key + 1), Entry::Null))
            .filter_map(|key| Some((self.tape.text(self.tape.get(key))?, key + 1)))
            // No member is called so; an empty tag is that of a union without any.
            .find(|(tag, _)| !matches!(&**tag, "__type" | ""))
            .map(|(tag, value)| UnknownMember::new(tag, self.tape.value(value)))
            .unwrap_or_default()
    }

    #[inline]
    fn first_element(&mut self, node: Node, _: &Member) -> (Node, usize) {
        match self.tape.get(node.0) {
            Entry::List(group) if group.count > 0 => (Node(node.0 + 1), group.count as usize),
            Entry::List(_) => (Node::NONE, 0),
            _ => {
                self.unexpected(node, "a list");
                (Node::NONE, 0)
            }
        }
    }

    #[inline]
    fn next_element(&mut self, element: Node, _: &Member) -> Node {
        let next = self.tape.after(element.0);
        match self.tape.get(next) {
            Entry::End => Node::NONE,
            _ => Node(next),
        }
    }

    #[inline]
    fn first_entry(&mut self, node: Node, _: &Member) -> (Node, Node) {
        if let Entry::Map(_) = self.tape.get(node.0) {
            self.entry(node.0 + 1)
        } else {
            self.unexpected(node, "a map");
            (Node::NONE, Node::NONE)
        }
    }

    #[inline]
    fn next_entry(&mut self, value: Node, _: &Member) -> (Node, Node) {
        self.entry(self.tape.after(value.0))
    }

    #[inline]
    fn is_null(&mut self, node: Node) -> bool {
        matches!(self.tape.get(node.0), Entry::Null) || self.leavings.holds(node)
    }

    #[inline]
    fn boolean(&mut self, node: Node, _: &Member) -> bool {
        if let Entry::Boolean(value) = *self.tape.get(node.0) {
            value
        } else if let Some(value) = self.boolean_in_text(node) {
            value
        } else {
            self.unexpected(node, "a boolean");
            false
        }
    }

    #[inline]
    fn integer(&mut self, node: Node, at: &Member) -> i64 {
        self.read_integer(node, at)
    }

    #[inline]
    fn float(&mut self, node: Node, at: &Member) -> f32 {
        self.read_float(node, at)
    }

    #[inline]
    fn double(&mut self, node: Node, at: &Member) -> f64 {
        self.read_double(node, at)
    }

    fn number(&mut self, node: Node, at: &Member) -> Cow<'_, str> {
        self.read_number(node, at)
    }

    #[inline]
    fn string(&mut self, node: Node, _: &Member) -> Cow<'_, str> {
        match *self.tape.get(node.0) {
            Entry::Text(span) => Cow::Borrowed(super::slice(self.tape.text, span)),
            _ => self.other_text(node),
        }
    }

    fn blob(&mut self, node: Node, _: &Member) -> Blob {
        self.read_blob(node)
    }

    #[inline]
    fn timestamp(&mut self, node: Node, at: &Member) -> Timestamp {
        self.read_timestamp(node, at)
    }

    fn document(&mut self, node: Node, _: &Member) -> Document {
        // A null of its own is a document, so that this is asked for what was left out too.
        if self.leavings.holds(node) {
            return Document::Null;
        }
        self.check_free(node);
        self.tape.document(node.0)
    }

    #[cold]
    fn missing(&mut self, node: Node, _: &Member, member: &'static Member) {
        let name = self.names().of(member);
        if !self.options.is_lenient() {
            return self.fail(node, ErrorKind::Missing { member: name });
        }
        if self.may_correct() {
            let mut path = self.path(node);
            path.push_name(name);
            self.corrected.push(path.text);
        }
    }

    #[cold]
    fn hole(&mut self, node: Node) {
        if !self.options.is_lenient() {
            self.unexpected(node, "a value");
        }
    }

    #[cold]
    fn fail(&mut self, node: Node, error: ErrorKind) {
        if self.error.is_some() {
            return;
        }
        let (path, part) = self.path_and_part(node);
        let error = Error::new(error.redact_unless(!path.sensitive)).at(path.text);
        let error = match self.tape.offset(node.0) {
            Some(offset) => error.at_offset(offset),
            None => error,
        };
        if !self.leavings.take(part, &error) {
            self.error = Some(Box::new(error));
        }
    }

    fn leave_out(&mut self, error: &Error) -> bool {
        self.leavings.note(error)
    }

    #[inline]
    fn failed(&self) -> bool {
        self.error.is_some()
    }
}
