//! The XML serializer.

use std::borrow::Cow;

use super::escape::{self, Place};
use crate::model::schema::{Kind, Member, Namespace, TimestampFormat};
use crate::shape::serializer::ShapeSerializer;
use crate::types::timestamp::Fraction;
use crate::types::{Blob, Document, Timestamp, UnknownMember, text};

/// The namespace of `nil`, which marks nulls in sparse lists and maps.
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The element or attribute of the next value.
#[derive(Debug, Clone, Default)]
pub(super) struct Next {
    pub(super) name: Cow<'static, str>,
    namespace: Option<Namespace>,
    attribute: bool,
}

/// An open container.
#[derive(Debug)]
enum Frame {
    /// A structure: its element, and the position for further attributes.
    Structure {
        name: Cow<'static, str>,
        attributes: usize,
    },
    /// A list: its element unless flattened, and that of its elements.
    List {
        close: Option<Cow<'static, str>>,
        item: Next,
    },
    /// A map: its element unless flattened, that of its entries, and if an entry is open.
    Map {
        close: Option<Cow<'static, str>>,
        entry: Next,
        open: bool,
    },
}

/// Serializes to an XML document.
#[derive(Debug, Default)]
pub struct XmlWriter {
    out: String,
    /// Default namespace of the root.
    namespace: Option<Namespace>,
    pub(super) fraction: Fraction,
    next: Option<Next>,
    frames: Vec<Frame>,
}

impl XmlWriter {
    /// A serializer with a default namespace for the root, used if neither shape nor member has one.
    pub(crate) fn within(namespace: Option<Namespace>) -> Self {
        Self {
            namespace,
            ..Self::default()
        }
    }

    /// Writes that part of the second of every instant.
    pub(crate) const fn fraction(mut self, fraction: Fraction) -> Self {
        self.fraction = fraction;
        self
    }

    /// The finished document.
    pub fn finish(self) -> String {
        self.out
    }

    /// Takes the element or attribute for the current value; for a root value, its root element.
    fn take(&mut self, at: &Member) -> Next {
        self.next.take().unwrap_or_else(|| Next {
            name: Cow::Borrowed(at.xml_name.or(at.target.xml_name).unwrap_or(at.target.name)),
            namespace: at
                .xml_namespace
                .or(at.target.xml_namespace)
                .or(self.namespace),
            attribute: false,
        })
    }

    /// Sets the name of the next element.
    pub(super) fn expect(&mut self, name: impl Into<Cow<'static, str>>) {
        self.next = Some(Next {
            name: name.into(),
            ..Next::default()
        });
    }

    /// Opens an element; returns the position for further attributes.
    fn open(&mut self, next: &Next) -> usize {
        self.out.push('<');
        self.out.push_str(&next.name);
        if let Some(namespace) = next.namespace {
            self.out.push_str(" xmlns");
            if let Some(prefix) = namespace.prefix {
                self.out.push(':');
                self.out.push_str(prefix);
            }
            self.out.push_str("=\"");
            escape::push(namespace.uri, Place::Attribute, &mut self.out);
            self.out.push('"');
        }
        let attributes = self.out.len();
        self.out.push('>');
        attributes
    }

    /// Appends markup as it is.
    #[cfg(feature = "server")]
    pub(crate) fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// Sets the name of the next element; it has no namespace.
    #[cfg(feature = "server")]
    pub(crate) fn name_next(&mut self, name: &str) {
        self.expect(name.to_owned());
    }

    /// Sets the name and the namespace of the next element.
    #[cfg(feature = "server")]
    pub(crate) fn root_next(&mut self, name: &str, namespace: Option<Namespace>) {
        self.next = Some(Next {
            name: Cow::Owned(name.to_owned()),
            namespace,
            attribute: false,
        });
    }

    /// Opens an element that has a namespace, if there is one.
    #[cfg(feature = "server")]
    pub(crate) fn open_root(&mut self, name: &str, namespace: Option<Namespace>) {
        self.open(&Next {
            name: Cow::Owned(name.to_owned()),
            namespace,
            attribute: false,
        });
    }

    /// Opens an element with the given name.
    pub(super) fn open_named(&mut self, name: &str) {
        self.out.push('<');
        self.out.push_str(name);
        self.out.push('>');
    }

    /// Closes an element.
    pub(crate) fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// Writes a complete element or attribute.
    pub(super) fn scalar(&mut self, at: &Member, text: &str) {
        let next = self.take(at);
        if let (true, Some(Frame::Structure { attributes, .. })) =
            (next.attribute, self.frames.last_mut())
        {
            let mut attribute = format!(" {}=\"", next.name);
            escape::push(text, Place::Attribute, &mut attribute);
            attribute.push('"');
            self.out.insert_str(*attributes, &attribute);
            *attributes = attributes.saturating_add(attribute.len());
        } else {
            self.open(&next);
            escape::push(text, Place::Content, &mut self.out);
            self.close(&next.name);
        }
    }

    /// Writes an element containing text.
    pub(crate) fn leaf(&mut self, name: &str, text: &str) {
        self.open_named(name);
        escape::push(text, Place::Content, &mut self.out);
        self.close(name);
    }

    /// Takes the name for the current value.
    pub(super) fn take_name(&mut self, at: &Member) -> Cow<'static, str> {
        self.take(at).name
    }
}

/// The element of a member; unlike the name, the namespace may come from the target shape.
fn element_of(member: &Member) -> Next {
    Next {
        name: Cow::Borrowed(member.xml_key()),
        namespace: member.xml_namespace.or(member.target.xml_namespace),
        attribute: member.xml_attribute,
    }
}

impl ShapeSerializer for XmlWriter {
    fn counts(&self) -> bool {
        false
    }

    fn begin_structure(&mut self, at: &Member, _: usize) {
        let next = self.take(at);
        let attributes = self.open(&next);
        self.frames.push(Frame::Structure {
            name: next.name,
            attributes,
        });
    }

    fn member(&mut self, member: &'static Member) {
        self.next = Some(element_of(member));
    }

    fn unknown(&mut self, at: &Member, member: &UnknownMember) {
        if !member.is_empty() {
            self.expect(escape::name(&member.tag));
            self.free_value(at, &member.value);
        }
    }

    fn end_structure(&mut self, _: &Member) {
        if let Some(Frame::Structure { name, .. }) = self.frames.pop() {
            self.close(&name);
        }
    }

    fn begin_list(&mut self, at: &Member, _: usize) {
        let next = self.take(at);
        let Kind::List(element) = at.target.kind else {
            return;
        };
        let item = element_of(element);
        let frame = if at.xml_flattened {
            // That of the list itself belongs to an element that a flattened list does not have.
            let namespace = item.namespace.or(at.xml_namespace);
            Frame::List {
                close: None,
                item: Next { namespace, ..next },
            }
        } else {
            self.open(&next);
            Frame::List {
                close: Some(next.name),
                item,
            }
        };
        self.frames.push(frame);
    }

    fn element(&mut self, _: &'static Member, _: usize) {
        if let Some(Frame::List { item, .. }) = self.frames.last() {
            self.next = Some(item.clone());
        }
    }

    fn end_list(&mut self, _: &Member) {
        if let Some(Frame::List {
            close: Some(name), ..
        }) = self.frames.pop()
        {
            self.close(&name);
        }
    }

    fn begin_map(&mut self, at: &Member, _: usize) {
        let next = self.take(at);
        let frame = if at.xml_flattened {
            Frame::Map {
                close: None,
                entry: next,
                open: false,
            }
        } else {
            self.open(&next);
            let entry = Next {
                name: Cow::Borrowed("entry"),
                ..Next::default()
            };
            Frame::Map {
                close: Some(next.name),
                entry,
                open: false,
            }
        };
        self.frames.push(frame);
    }

    fn key(&mut self, at: &Member, key: &str, _: usize) {
        let (Kind::Map(name, value), Some(Frame::Map { entry, open, .. })) =
            (&at.target.kind, self.frames.last_mut())
        else {
            return;
        };
        let entry = entry.clone();
        if std::mem::replace(open, true) {
            self.close(&entry.name);
        }
        self.open(&entry);
        self.next = Some(element_of(name));
        self.scalar(name, key);
        self.next = Some(element_of(value));
    }

    fn end_map(&mut self, _: &Member) {
        if let Some(Frame::Map { close, entry, open }) = self.frames.pop() {
            if open {
                self.close(&entry.name);
            }
            if let Some(name) = close {
                self.close(&name);
            }
        }
    }

    fn null(&mut self, at: &Member) {
        let next = self.take(at);
        let attributes = self.open(&next);
        let nil = format!(" xmlns:xsi=\"{INSTANCE}\" xsi:nil=\"true\"");
        self.out.insert_str(attributes, &nil);
        self.close(&next.name);
    }

    fn boolean(&mut self, at: &Member, value: bool) {
        self.scalar(at, text::boolean(value));
    }

    fn integer(&mut self, at: &Member, value: i64) {
        self.scalar(at, itoa::Buffer::new().format(value));
    }

    fn float(&mut self, at: &Member, value: f32) {
        self.scalar(at, &text::float(value));
    }

    fn double(&mut self, at: &Member, value: f64) {
        self.scalar(at, &text::double(value));
    }

    fn string(&mut self, at: &Member, value: &str) {
        self.scalar(at, value);
    }

    fn enumeration(&mut self, at: &Member, value: &str) {
        self.scalar(at, value);
    }

    fn blob(&mut self, at: &Member, value: &Blob) {
        self.scalar(at, &value.to_base64());
    }

    fn timestamp(&mut self, at: &Member, value: &Timestamp) {
        let format = at.timestamp(TimestampFormat::DateTime);
        self.scalar(at, &self.fraction.of(*value).format(format));
    }

    fn document(&mut self, at: &Member, value: &Document) {
        self.free_document(at, value);
    }
}
