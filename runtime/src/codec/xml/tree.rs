//! Parsed XML documents.
//!
//! A node is an element, or an attribute if the lowest bit is set. A flattened list or map is represented by its first element.
//!
//! **Invariants**
//! - Prefixes are ignored, unless names differ only by prefix: services bind prefixes arbitrarily.

use std::fmt;

use super::parse::{Attribute, Element, parse};
use crate::codec::tape::Options;
use crate::model::schema::{Member, Schema};
use crate::shape::deserializer::{Leavings, MOST_TOLD, Node};
use crate::types::error::{Error, ErrorKind};
use crate::types::text::BYTE_ORDER_MARK;

/// Index that represents no element.
pub(super) const NONE: u32 = u32::MAX;

/// A parsed XML document to deserialize from.
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
    /// Shape of the root value, from which paths start.
    pub(super) schema: &'static Schema,
    /// Element of the root value.
    pub(super) start: u32,
    options: Options,
    /// Number of bytes before the parsed text.
    pub(super) base: usize,
    error: Option<Error>,
    corrected: Vec<String>,
    pub(super) leavings: Leavings,
}

impl fmt::Debug for XmlTree<'_> {
    /// Omits the document, which may contain secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("XmlTree")
            .field("schema", &self.schema.name)
            .finish_non_exhaustive()
    }
}

/// Returns true for XML white space.
pub(super) const fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

/// The local part of a qualified name.
pub(super) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

impl<'t> XmlTree<'t> {
    /// Parses a document; paths in errors start at the root, which has the given shape.
    ///
    /// # Errors
    ///
    /// The text is malformed, has a document type, is too large, or nests too deep.
    pub fn parse(text: &'t str, schema: &'static Schema, options: Options) -> Result<Self, Error> {
        let mut tree = Self::new(schema, options);
        tree.fill(text)?;
        Ok(tree)
    }

    /// Parses a document into an empty tree.
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

    /// An empty document.
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

    /// Sets the node and shape from which paths start.
    pub(crate) fn begin(&mut self, node: Node, schema: &'static Schema) {
        self.start = element_index(node).unwrap_or(0);
        self.schema = schema;
    }

    /// Parse options.
    pub(super) const fn options(&self) -> Options {
        self.options
    }

    /// Maximum nesting.
    pub(super) const fn limit(&self) -> usize {
        self.options.limit()
    }

    /// Returns true if coercion is enabled.
    pub(super) const fn coerces(&self) -> bool {
        self.options.coerces()
    }

    /// Returns true if reading must be repeated without skipped parts.
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

    /// Removes all elements.
    pub(crate) fn clear(&mut self) {
        self.elements.clear();
        self.attributes.clear();
    }

    /// Decodes the texts of elements with these names, if the root has an `EncodingType` of `url`; a plus is a space.
    pub(crate) fn decode_urls(&mut self, names: &[&str]) {
        let kind = self.child(self.root(), "EncodingType");
        if self.text(kind) != Some("url") {
            return;
        }
        for element in &mut self.elements {
            if names.contains(&local(element.name)) {
                let text = element.text.replace('+', " ");
                let text = percent_encoding::percent_decode_str(&text).decode_utf8_lossy();
                element.text = text.into_owned().into();
            }
        }
    }

    /// Returns true if there are no elements.
    pub(crate) const fn is_empty(&self) -> bool {
        self.elements.is_empty()
    }

    /// The root element.
    pub const fn root(&self) -> Node {
        Node(0)
    }

    /// The first child with the given name; `NONE` if there is none.
    pub fn child(&self, node: Node, name: &str) -> Node {
        self.children(node)
            .find(|&child| self.is_named(child, name))
            .map_or(Node::NONE, element_node)
    }

    /// The local name of an element or attribute; empty if there is none.
    pub fn name(&self, node: Node) -> &str {
        local(match self.attribute(node) {
            Some(attribute) => &attribute.name,
            None => self.at(node).map_or("", |element| element.name),
        })
    }

    /// Text of an attribute, or of an element without children.
    pub fn text(&self, node: Node) -> Option<&str> {
        match self.attribute(node) {
            Some(attribute) => Some(&attribute.value),
            None => self
                .at(node)
                .filter(|element| element.first == NONE)
                .map(|element| &*element.text),
        }
    }

    /// Removes and returns the first error.
    pub(crate) const fn take_error(&mut self) -> Option<Error> {
        self.error.take()
    }

    /// Removes and returns the paths of corrected members.
    pub(crate) fn take_corrected(&mut self) -> Vec<String> {
        std::mem::take(&mut self.corrected)
    }

    /// Ends the reading of a value: gives it with the paths of the members that were corrected.
    ///
    /// # Errors
    ///
    /// The first error.
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

    /// The element at an index, mutable.
    pub(super) fn element_mut(&mut self, index: u32) -> Option<&mut Element<'t>> {
        self.elements.get_mut(usize::try_from(index).ok()?)
    }

    /// The element of a node.
    pub(super) fn at(&self, node: Node) -> Option<&Element<'t>> {
        element_index(node).and_then(|index| self.element(index))
    }

    /// The attribute of a node.
    pub(super) fn attribute(&self, node: Node) -> Option<&Attribute> {
        if node.is_some() && node.0 & 1 == 1 {
            self.attributes.get(usize::try_from(node.0 >> 1).ok()?)
        } else {
            None
        }
    }

    /// Children of an element.
    pub(super) fn children(&self, node: Node) -> impl Iterator<Item = u32> {
        let first = self.at(node).map_or(NONE, |element| element.first);
        self.siblings(first)
    }

    /// An element and its following siblings.
    fn siblings(&self, first: u32) -> impl Iterator<Item = u32> {
        std::iter::successors(Some(first).filter(|&first| first != NONE), |&index| {
            self.element(index)
                .map(|element| element.next)
                .filter(|&next| next != NONE)
        })
    }

    /// Returns true if an element has the given name.
    pub(super) fn is_named(&self, index: u32, name: &str) -> bool {
        self.element(index)
            .is_some_and(|element| element.name == name || local(element.name) == local(name))
    }

    /// The first element with the given name, among an element and its following siblings.
    pub(super) fn find(&self, first: u32, name: &str) -> Node {
        self.siblings(first)
            .find(|&index| self.is_named(index, name))
            .map_or(Node::NONE, element_node)
    }

    /// Attributes of an element with their indices.
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

    /// Returns true if an element has `xsi:nil`.
    pub(super) fn is_nil(&self, node: Node) -> bool {
        self.attributes_of(node)
            .any(|(_, attribute)| local(&attribute.name) == "nil" && attribute.value == "true")
    }

    /// Records a missing required member: as an error or a correction.
    pub(super) fn lack(&mut self, node: Node, member: &'static Member) {
        if !self.options.lists_missing() {
            let member = member.name;
            return self.keep(node, ErrorKind::Missing { member });
        }
        if self.error.is_none() && self.corrected.len() < MOST_TOLD {
            let mut path = self.path(node);
            path.push_name(if self.options.serves() {
                member.name
            } else {
                member.xml_key()
            });
            self.corrected.push(path.text);
        }
    }

    /// Records a null in a list or map that is not sparse: as an error, or not at all.
    pub(super) fn keep_hole(&mut self, node: Node) {
        if !self.options.is_lenient() {
            let (expected, found) = ("a value", "null");
            self.keep(node, ErrorKind::Unexpected { expected, found });
        }
    }

    /// Stores an error, if it is the first.
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

    /// Offset of a node.
    fn offset(&self, node: Node) -> Option<usize> {
        let index = match self.attribute(node) {
            Some(attribute) => attribute.element,
            None => element_index(node)?,
        };
        Some(self.element(index)?.offset.saturating_add(self.base))
    }

    /// Returns true if an error was recorded.
    pub(super) const fn has_error(&self) -> bool {
        self.error.is_some()
    }
}

/// The node of an element.
pub(super) const fn element_node(index: u32) -> Node {
    Node(index << 1)
}

/// The element index of a node, if it is an element.
pub(super) fn element_index(node: Node) -> Option<u32> {
    (node.is_some() && node.0 & 1 == 0).then_some(node.0 >> 1)
}
