//! A parsed XML document that a shape is read from.
//!
//! A node is an element, or an attribute where the lowest bit is set. A flattened list or map is the first of its
//! elements.
//!
//! **Invariants**
//! - A prefix is no part of a name but where two names differ by nothing else: services bind prefixes as they like.

use std::fmt;

use super::parse::{Attribute, Element, parse};
use crate::codec::tape::Options;
use crate::model::schema::{Member, Schema};
use crate::shape::deserializer::{Leavings, MOST_TOLD, Node};
use crate::types::error::{Error, ErrorKind};
use crate::types::text::BYTE_ORDER_MARK;

/// The index of no element.
pub(super) const NONE: u32 = u32::MAX;

/// A parsed XML document.
///
/// ```
/// use sansmith::schema::DOCUMENT;
/// use sansmith::xml::{Options, XmlTree};
///
/// let text = "<r:Reply xmlns:r='urn:r'><Result><Name>a</Name></Result></r:Reply>";
/// let tree = XmlTree::parse(text, &DOCUMENT, Options::new())?;
/// let result = tree.child(tree.root(), "Result");
/// assert_eq!(tree.name(tree.root()), "Reply");
/// assert_eq!(tree.text(tree.child(result, "Name")), Some("a"));
/// # Ok::<(), sansmith::Error>(())
/// ```
pub struct XmlTree<'t> {
    pub(super) elements: Vec<Element<'t>>,
    pub(super) attributes: Vec<Attribute>,
    /// The shape that the value has, from which paths are told.
    pub(super) schema: &'static Schema,
    /// The element of the value.
    pub(super) start: u32,
    options: Options,
    /// How many bytes stand before what was parsed.
    pub(super) base: usize,
    error: Option<Error>,
    corrected: Vec<String>,
    pub(super) leavings: Leavings,
}

impl fmt::Debug for XmlTree<'_> {
    /// Without the document, which may hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("XmlTree")
            .field("schema", &self.schema.name)
            .finish_non_exhaustive()
    }
}

/// Whether a character is white space in XML.
pub(super) const fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

impl<'t> XmlTree<'t> {
    /// Reads a document; the paths in errors are told from its root, which is of that shape.
    ///
    /// # Errors
    ///
    /// The text is not well-formed, has a document type declaration, is too large, or nests too deep.
    pub fn parse(text: &'t str, schema: &'static Schema, options: Options) -> Result<Self, Error> {
        let mut tree = Self::new(schema, options);
        tree.fill(text)?;
        Ok(tree)
    }

    /// Reads a document into a tree that is still empty.
    pub(crate) fn fill(&mut self, text: &'t str) -> Result<(), Error> {
        self.options.check_size(text.len())?;
        let Some(marked) = text.strip_prefix(BYTE_ORDER_MARK) else {
            return parse(text, self);
        };
        if !self.coerces() {
            let expected = "an element, and no byte order mark before it";
            return Err(Error::new(ErrorKind::Syntax { expected }).at_offset(0));
        }
        self.base = BYTE_ORDER_MARK.len_utf8();
        parse(marked, self)
    }

    /// A document without an element.
    pub(crate) const fn new(schema: &'static Schema, options: Options) -> Self {
        Self {
            elements: Vec::new(),
            attributes: Vec::new(),
            schema,
            start: 0,
            options,
            base: 0,
            error: None,
            corrected: Vec::new(),
            leavings: Leavings::new(options.keeps_going()),
        }
    }

    /// Says at which element a value of which shape begins: there paths start.
    pub(crate) fn begin(&mut self, node: Node, schema: &'static Schema) {
        self.start = element_index(node).unwrap_or(0);
        self.schema = schema;
    }

    /// How the document is read.
    pub(super) const fn options(&self) -> Options {
        self.options
    }

    /// How deep elements may nest.
    pub(super) const fn limit(&self) -> usize {
        self.options.limit()
    }

    /// Whether what says the same in another form is taken.
    pub(super) const fn coerces(&self) -> bool {
        self.options.coerces()
    }

    /// Whether everything is to be read once more, without what was left out.
    pub(crate) fn begins_again(&mut self) -> bool {
        let begins = self.leavings.begins_again();
        if begins {
            self.corrected.clear();
        }
        begins
    }

    /// Takes what was left out.
    pub(crate) fn take_unread(&mut self) -> Vec<Error> {
        self.leavings.take_errors()
    }

    /// Forgets all elements.
    pub(crate) fn clear(&mut self) {
        self.elements.clear();
        self.attributes.clear();
    }

    /// Whether there is no element.
    pub(crate) const fn is_empty(&self) -> bool {
        self.elements.is_empty()
    }

    /// The root element.
    pub const fn root(&self) -> Node {
        Node(0)
    }

    /// The first element of that name in an element; none where there is none.
    pub fn child(&self, node: Node, name: &str) -> Node {
        self.children(node)
            .find(|&child| self.is_named(child, name))
            .map_or(Node::NONE, element_node)
    }

    /// The name of an element or attribute, without its prefix; empty where there is none.
    pub fn name(&self, node: Node) -> &str {
        local(match self.attribute(node) {
            Some(attribute) => &attribute.name,
            None => self.at(node).map_or("", |element| element.name),
        })
    }

    /// The text of an attribute, or of an element without elements in it.
    pub fn text(&self, node: Node) -> Option<&str> {
        match self.attribute(node) {
            Some(attribute) => Some(&attribute.value),
            None => self
                .at(node)
                .filter(|element| element.first == NONE)
                .map(|element| &*element.text),
        }
    }

    /// Takes the first error that was met.
    pub(crate) const fn take_error(&mut self) -> Option<Error> {
        self.error.take()
    }

    /// Takes the paths of the members that were corrected.
    pub(crate) fn take_corrected(&mut self) -> Vec<String> {
        std::mem::take(&mut self.corrected)
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

    /// The element at an index.
    pub(super) fn element(&self, index: u32) -> Option<&Element<'t>> {
        self.elements.get(usize::try_from(index).ok()?)
    }

    /// The element at an index, to change.
    pub(super) fn element_mut(&mut self, index: u32) -> Option<&mut Element<'t>> {
        self.elements.get_mut(usize::try_from(index).ok()?)
    }

    /// The element that a node is.
    pub(super) fn at(&self, node: Node) -> Option<&Element<'t>> {
        element_index(node).and_then(|index| self.element(index))
    }

    /// The attribute that a node is.
    pub(super) fn attribute(&self, node: Node) -> Option<&Attribute> {
        if node.is_some() && node.0 & 1 == 1 {
            self.attributes.get(usize::try_from(node.0 >> 1).ok()?)
        } else {
            None
        }
    }

    /// The elements in an element.
    pub(super) fn children(&self, node: Node) -> impl Iterator<Item = u32> {
        let first = self.at(node).map_or(NONE, |element| element.first);
        self.siblings(first)
    }

    /// An element and those after it.
    fn siblings(&self, first: u32) -> impl Iterator<Item = u32> {
        std::iter::successors(Some(first).filter(|&first| first != NONE), |&index| {
            self.element(index)
                .map(|element| element.next)
                .filter(|&next| next != NONE)
        })
    }

    /// Whether an element has that name.
    pub(super) fn is_named(&self, index: u32, name: &str) -> bool {
        self.element(index)
            .is_some_and(|element| element.name == name || local(element.name) == local(name))
    }

    /// The first of an element and those after it that has that name.
    pub(super) fn find(&self, first: u32, name: &str) -> Node {
        self.siblings(first)
            .find(|&index| self.is_named(index, name))
            .map_or(Node::NONE, element_node)
    }

    /// The attributes of an element, with their indices.
    pub(super) fn attributes_of(&self, node: Node) -> impl Iterator<Item = (u32, &Attribute)> {
        let index = element_index(node).unwrap_or(NONE);
        let from = self.at(node).map_or(NONE, |element| element.attributes);
        let rest = usize::try_from(from)
            .ok()
            .and_then(|from| self.attributes.get(from..))
            .unwrap_or_default();
        rest.iter()
            .take_while(move |attribute| attribute.element == index)
            .zip(from..)
            .map(|(attribute, at)| (at, attribute))
    }

    /// Whether an element says that it is nothing.
    pub(super) fn is_nil(&self, node: Node) -> bool {
        self.attributes_of(node)
            .any(|(_, attribute)| local(&attribute.name) == "nil" && attribute.value == "true")
    }

    /// Keeps that a structure lacks a required member: as an error, or as a correction.
    pub(super) fn lack(&mut self, node: Node, member: &'static Member) {
        if !self.options.is_lenient() {
            let member = member.name;
            return self.keep(node, ErrorKind::Missing { member });
        }
        if self.error.is_none() && self.corrected.len() < MOST_TOLD {
            let mut path = self.path(node);
            path.push_name(member.xml_key());
            self.corrected.push(path.text);
        }
    }

    /// Keeps that a list or map that is not sparse has a null: as an error, or not at all.
    pub(super) fn keep_hole(&mut self, node: Node) {
        if !self.options.is_lenient() {
            let (expected, found) = ("a value", "null");
            self.keep(node, ErrorKind::Unexpected { expected, found });
        }
    }

    /// Keeps an error, if it is the first.
    pub(super) fn keep(&mut self, node: Node, kind: ErrorKind) {
        if self.error.is_some() {
            return;
        }
        let (path, part) = self.path_and_part(node);
        let error = Error::new(kind.redact_unless(!path.sensitive)).at(path.text);
        let error = match self.offset(node) {
            Some(offset) => error.at_offset(offset),
            None => error,
        };
        if !self.leavings.take(part, &error) {
            self.error = Some(error);
        }
    }

    /// The byte that a node stands at.
    fn offset(&self, node: Node) -> Option<usize> {
        let index = match self.attribute(node) {
            Some(attribute) => attribute.element,
            None => element_index(node)?,
        };
        Some(self.element(index)?.offset.saturating_add(self.base))
    }

    /// Whether an error was kept.
    pub(super) const fn has_error(&self) -> bool {
        self.error.is_some()
    }
}

/// The node of an element.
pub(super) const fn element_node(index: u32) -> Node {
    Node(index << 1)
}

/// The element of a node, if it is one.
pub(super) fn element_index(node: Node) -> Option<u32> {
    (node.is_some() && node.0 & 1 == 0).then_some(node.0 >> 1)
}
