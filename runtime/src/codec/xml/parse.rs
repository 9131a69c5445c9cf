//! Parses XML to elements.
//!
//! **Invariants**
//! - One pass without recursion; depth is limited, so walks over the elements cannot overflow the stack.
//! - Document types are rejected, so only the five predefined entities exist.
//! - Text of elements with child elements is dropped: these formats have no mixed content.

use std::borrow::Cow;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::tree::{NONE, XmlTree, element_node};
use crate::types::error::{Error, ErrorKind};

/// An element of a document.
#[derive(Debug)]
pub(super) struct Element<'t> {
    /// Qualified name.
    pub(super) name: &'t str,
    /// Text; empty if there are child elements.
    pub(super) text: Cow<'t, str>,
    /// Offset of its tag.
    pub(super) offset: usize,
    /// Parent.
    pub(super) parent: u32,
    /// First child.
    pub(super) first: u32,
    /// Last child.
    last: u32,
    /// Next sibling.
    pub(super) next: u32,
    /// Index of its first attribute; they end at the first one of the next element.
    pub(super) attributes: u32,
}

/// An attribute, other than `xmlns` declarations.
#[derive(Debug)]
pub(super) struct Attribute {
    /// Qualified name.
    pub(super) name: String,
    /// Value.
    pub(super) value: String,
    /// Its element.
    pub(super) element: u32,
}

/// Parser state.
struct Parser<'p, 't> {
    text: &'t str,
    reader: Reader<&'t [u8]>,
    tree: &'p mut XmlTree<'t>,
    /// Innermost open element.
    open: u32,
    depth: usize,
}

/// Parses a document into an empty tree.
pub(super) fn parse<'t>(text: &'t str, tree: &mut XmlTree<'t>) -> Result<(), Error> {
    // Elements and attributes take at least four bytes, so 31 bits suffice to count them.
    const MOST: usize = u32::MAX as usize;
    if text.len() > MOST {
        return Err(ErrorKind::TooLarge { limit: MOST }.into());
    }
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_comments = true;
    let mut parser = Parser {
        text,
        reader,
        tree,
        open: NONE,
        depth: 0,
    };
    while parser.step()? {}
    Ok(())
}

impl<'t> Parser<'_, 't> {
    /// Parses one event; returns false at the end.
    fn step(&mut self) -> Result<bool, Error> {
        let offset = position(self.reader.buffer_position());
        let event = self
            .reader
            .read_event()
            .map_err(|error| self.malformed(&error))?;
        match event {
            Event::Start(tag) => {
                self.begin(&tag, offset)?;
                self.depth = self.depth.saturating_add(1);
            }
            Event::Empty(tag) => {
                self.begin(&tag, offset)?;
                self.end();
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                self.end();
            }
            Event::Text(text) => self.text(text.xml10_content(), offset)?,
            Event::CData(text) => self.text(text.xml10_content(), offset)?,
            Event::GeneralRef(reference) => {
                let c = resolve(&reference).ok_or_else(|| self.bad_reference(offset))?;
                self.text(Cow::Owned(c.to_string()), offset)?;
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::DocType(_) => {
                let expected = "no document type declaration";
                return Err(self.error(ErrorKind::Syntax { expected }, offset));
            }
            Event::Eof => return self.eof(offset),
        }
        Ok(true)
    }

    /// Opens an element.
    fn begin(&mut self, tag: &BytesStart<'_>, offset: usize) -> Result<(), Error> {
        if self.open == NONE && !self.tree.elements.is_empty() {
            return Err(self.syntax("the end after the root element", offset));
        }
        let limit = self.tree.limit();
        if self.depth >= limit {
            return Err(self.error(ErrorKind::TooDeep { limit }, offset));
        }
        let from = offset.saturating_add(1);
        let name = self
            .text
            .get(from..from.saturating_add(tag.name().as_ref().len()))
            .filter(|name| !name.is_empty())
            .ok_or_else(|| self.syntax("the name of an element", offset))?;
        let index = number(self.tree.elements.len());
        let attributes = number(self.tree.attributes.len());
        self.attributes(tag, index, offset)?;
        self.tree.elements.push(Element {
            name,
            text: Cow::Borrowed(""),
            offset,
            parent: self.open,
            first: NONE,
            last: NONE,
            next: NONE,
            attributes,
        });
        self.link(index);
        self.open = index;
        Ok(())
    }

    /// Appends the element at `index` to the open one.
    fn link(&mut self, index: u32) {
        let Some(parent) = self.tree.element_mut(self.open) else {
            return;
        };
        parent.text = Cow::Borrowed("");
        let before = std::mem::replace(&mut parent.last, index);
        if before == NONE {
            parent.first = index;
        } else if let Some(before) = self.tree.element_mut(before) {
            before.next = index;
        }
    }

    /// Closes the innermost element.
    fn end(&mut self) {
        self.open = self
            .tree
            .element(self.open)
            .map_or(NONE, |open| open.parent);
    }

    /// Stores the attributes of a tag.
    fn attributes(
        &mut self,
        tag: &BytesStart<'_>,
        element: u32,
        offset: usize,
    ) -> Result<(), Error> {
        for attribute in tag.attributes() {
            let attribute =
                attribute.map_err(|_| self.syntax("attributes with distinct names", offset))?;
            let name = attribute.key.as_ref();
            if name == "xmlns" || name.starts_with("xmlns:") {
                continue;
            }
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|_| self.bad_reference(offset))?;
            self.tree.attributes.push(Attribute {
                name: name.to_owned(),
                value: value.into_owned(),
                element,
            });
        }
        Ok(())
    }

    /// Appends text to the open element.
    fn text(&mut self, text: Cow<'t, str>, offset: usize) -> Result<(), Error> {
        match self.tree.element_mut(self.open) {
            Some(open) if open.first != NONE => {}
            Some(open) if open.text.is_empty() => open.text = text,
            Some(open) => open.text.to_mut().push_str(&text),
            None if text.trim_matches(super::tree::is_space).is_empty() => {}
            None => return Err(self.syntax("an element", offset)),
        }
        Ok(())
    }

    /// End of text; all elements must be closed, and there must be one.
    fn eof(&self, offset: usize) -> Result<bool, Error> {
        if self.open != NONE {
            Err(self.syntax("the end of an element", offset))
        } else if self.tree.elements.is_empty() {
            Err(self.syntax("an element", offset))
        } else {
            Ok(false)
        }
    }

    /// An error in the open element.
    fn error(&self, kind: ErrorKind, offset: usize) -> Error {
        Error::new(kind)
            .at(self.tree.path(element_node(self.open)).text)
            .at_offset(offset.saturating_add(self.tree.base))
    }

    /// A syntax error with the expected item.
    fn syntax(&self, expected: &'static str, offset: usize) -> Error {
        self.error(ErrorKind::Syntax { expected }, offset)
    }

    /// An undefined entity or invalid character reference. It is not shown, as it may be part of a secret.
    fn bad_reference(&self, offset: usize) -> Error {
        self.syntax("a character reference or a predefined entity", offset)
    }

    /// Converts a tokenizer error; its message is dropped, as it may contain text.
    fn malformed(&self, error: &quick_xml::Error) -> Error {
        let expected = match error {
            quick_xml::Error::Encoding(_) => "UTF-8",
            quick_xml::Error::IllFormed(_) => "the end tag of the element that is open",
            quick_xml::Error::Escape(_) => "a character reference or a predefined entity",
            quick_xml::Error::InvalidAttr(_) => "an attribute",
            quick_xml::Error::Syntax(_)
            | quick_xml::Error::Io(_)
            | quick_xml::Error::Namespace(_) => "well-formed markup",
        };
        self.syntax(expected, position(self.reader.error_position()))
    }
}

/// The character of a reference.
fn resolve(reference: &BytesRef<'_>) -> Option<char> {
    match &**reference {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => reference.resolve_char_ref().ok().flatten(),
    }
}

/// Converts a position; it fits, because the text is in memory.
fn position(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

/// Converts a count of elements or attributes, which is limited by the text size.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(NONE)
}
