//! Serializes values without schema to pairs: unknown union members, and documents.
//!
//! Protocols do not define this; values are written like modelled ones of the same kind.

use super::writer::{Dialect, QueryWriter};
use crate::model::schema::TimestampFormat;
use crate::types::{Document, Value, text};

impl QueryWriter {
    /// Writes a value at the current path.
    pub(super) fn free_value(&mut self, value: &Value) {
        match value {
            Value::Null => {}
            Value::Boolean(value) => self.pair(text::boolean(*value)),
            Value::Integer(value) => self.pair(&value.to_string()),
            Value::Long(value) => self.pair(&value.to_string()),
            Value::Float(value) => self.pair(&text::float(*value)),
            Value::Double(value) => self.pair(&text::double(*value)),
            Value::String(value) | Value::Enum(value) => self.pair(value),
            Value::Blob(value) => self.pair(&value.to_base64()),
            Value::Timestamp(value) => {
                let value = self.fraction.of(*value);
                self.pair(&value.format(TimestampFormat::DateTime));
            }
            Value::Document(value) => self.free_document(value),
            Value::List(elements) => self.free_list(elements, Self::free_value),
            Value::Map(entries) => {
                let named = |(key, value)| Value::as_str(key).map(|key| (key, value));
                let entries = entries.iter().map(|(key, value)| (key, value));
                self.free_map(entries.filter_map(named), Self::free_value);
            }
            Value::Structure(members) => {
                self.open();
                for (name, value) in members {
                    self.rewind();
                    self.descend(name);
                    self.free_value(value);
                }
                self.close();
            }
        }
    }

    /// Writes a document at the current path.
    pub(super) fn free_document(&mut self, document: &Document) {
        match document {
            Document::Null => {}
            Document::Boolean(value) => self.pair(text::boolean(*value)),
            Document::Number(value) => self.pair(&value.to_string()),
            Document::String(value) => self.pair(value),
            Document::List(elements) => self.free_list(elements, Self::free_document),
            Document::Map(entries) => {
                let entries = entries.iter().map(|(key, value)| (key.as_str(), value));
                self.free_map(entries, Self::free_document);
            }
        }
    }

    /// Writes a list at the current path.
    fn free_list<T>(&mut self, elements: &[T], write: impl Fn(&mut Self, &T)) {
        if self.dialect() == Dialect::Aws {
            if elements.is_empty() {
                self.pair("");
            }
            self.descend("member");
        }
        self.open();
        for (index, element) in elements.iter().enumerate() {
            self.rewind();
            self.descend_to(index);
            write(self, element);
        }
        self.close();
    }

    /// Writes a map at the current path.
    fn free_map<'v, T: 'v>(
        &mut self,
        entries: impl Iterator<Item = (&'v str, &'v T)>,
        write: impl Fn(&mut Self, &T),
    ) {
        self.descend("entry");
        self.open();
        for (index, (key, value)) in entries.enumerate() {
            self.rewind();
            self.descend_to(index);
            self.open();
            self.descend("key");
            self.pair(key);
            self.rewind();
            self.descend("value");
            write(self, value);
            self.close();
        }
        self.close();
    }
}
