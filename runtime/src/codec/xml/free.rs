//! Serializes values without schema to XML: unknown union members, and documents.
//!
//! Protocols do not define this; values are written like modelled ones of the same kind.

use super::escape;
use super::writer::XmlWriter;
use crate::model::schema::{Member, TimestampFormat};
use crate::types::{Document, Value, text};

impl XmlWriter {
    /// Writes a value as the next element.
    pub(super) fn free_value(&mut self, at: &Member, value: &Value) {
        match value {
            Value::Null => self.scalar(at, ""),
            Value::Boolean(value) => self.scalar(at, text::boolean(*value)),
            Value::Integer(value) => self.scalar(at, itoa::Buffer::new().format(*value)),
            Value::Long(value) => self.scalar(at, itoa::Buffer::new().format(*value)),
            Value::Float(value) => self.scalar(at, &text::float(*value)),
            Value::Double(value) => self.scalar(at, &text::double(*value)),
            Value::String(value) | Value::Enum(value) => self.scalar(at, value),
            Value::Blob(value) => self.scalar(at, &value.to_base64()),
            Value::Timestamp(value) => {
                let value = self.fraction.of(*value);
                self.scalar(at, &value.format(TimestampFormat::DateTime));
            }
            Value::Document(value) => self.free_document(at, value),
            Value::List(elements) => {
                let members = elements.iter().map(|element| ("member", element));
                self.free_elements(at, members, Self::free_value);
            }
            Value::Map(entries) => {
                let entries = entries
                    .iter()
                    .map(|(key, value)| (key.as_str().unwrap_or_default(), value));
                self.free_entries(at, entries, Self::free_value);
            }
            Value::Structure(members) => {
                let members = members.iter().map(|(name, value)| (name.as_str(), value));
                self.free_elements(at, members, Self::free_value);
            }
        }
    }

    /// Writes a document as the next element.
    pub(super) fn free_document(&mut self, at: &Member, document: &Document) {
        match document {
            Document::Null => self.scalar(at, ""),
            Document::Boolean(value) => self.scalar(at, text::boolean(*value)),
            Document::Number(value) => self.scalar(at, &value.to_string()),
            Document::String(value) => self.scalar(at, value),
            Document::List(elements) => {
                let members = elements.iter().map(|element| ("member", element));
                self.free_elements(at, members, Self::free_document);
            }
            Document::Map(entries) => {
                let entries = entries.iter().map(|(key, value)| (key.as_str(), value));
                self.free_entries(at, entries, Self::free_document);
            }
        }
    }

    /// Writes named elements within the next element.
    fn free_elements<'v, T: 'v>(
        &mut self,
        at: &Member,
        elements: impl Iterator<Item = (&'v str, &'v T)>,
        write: impl Fn(&mut Self, &Member, &T),
    ) {
        let name = self.take_name(at);
        self.open_named(&name);
        for (name, value) in elements {
            self.expect(escape::name(name));
            write(self, at, value);
        }
        self.close(&name);
    }

    /// Writes entries within the next element.
    fn free_entries<'v, T: 'v>(
        &mut self,
        at: &Member,
        entries: impl Iterator<Item = (&'v str, &'v T)>,
        write: impl Fn(&mut Self, &Member, &T),
    ) {
        let name = self.take_name(at);
        self.open_named(&name);
        for (key, value) in entries {
            self.open_named("entry");
            self.leaf("key", key);
            self.expect("value");
            write(self, at, value);
            self.close("entry");
        }
        self.close(&name);
    }
}
