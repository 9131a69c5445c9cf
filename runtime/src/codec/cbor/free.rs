//! Serializes values without schema to CBOR: unknown union members, and documents.

use minicbor::Encoder;

use super::writer::{CborWriter, length};
use crate::types::{Document, Number, Value};

impl CborWriter {
    /// Writes a value.
    pub(super) fn free_value(&mut self, value: &Value) {
        match value {
            Value::Null => self.put(Encoder::null),
            Value::Boolean(value) => self.put(|out| out.bool(*value)),
            Value::Integer(value) => self.put(|out| out.i32(*value)),
            Value::Long(value) => self.put(|out| out.i64(*value)),
            Value::Float(value) => self.put(|out| out.f32(*value)),
            Value::Double(value) => self.put(|out| out.f64(*value)),
            Value::String(value) | Value::Enum(value) => self.put(|out| out.str(value)),
            Value::Blob(value) => self.put(|out| out.bytes(value)),
            Value::Timestamp(value) => self.instant(value),
            Value::Document(value) => self.free_document(value),
            Value::List(elements) => {
                self.put(|out| out.array(length(elements.len())));
                for element in elements {
                    self.free_value(element);
                }
            }
            Value::Map(entries) => {
                self.put(|out| out.map(length(entries.len())));
                for (key, value) in entries {
                    self.free_value(key);
                    self.free_value(value);
                }
            }
            Value::Structure(members) => {
                self.put(|out| out.map(length(members.len())));
                for (name, value) in members {
                    self.put(|out| out.str(name));
                    self.free_value(value);
                }
            }
        }
    }

    /// Writes a document; the protocol does not define documents, so each kind is written as its natural type.
    pub(super) fn free_document(&mut self, document: &Document) {
        match document {
            Document::Null => self.put(Encoder::null),
            Document::Boolean(value) => self.put(|out| out.bool(*value)),
            Document::Number(Number::Integer(value)) => self.put(|out| out.i64(*value)),
            Document::Number(Number::Unsigned(value)) => self.put(|out| out.u64(*value)),
            Document::Number(Number::Float(value)) => self.put(|out| out.f64(*value)),
            Document::String(value) => self.put(|out| out.str(value)),
            Document::List(elements) => {
                self.put(|out| out.array(length(elements.len())));
                for element in elements {
                    self.free_document(element);
                }
            }
            Document::Map(entries) => {
                self.put(|out| out.map(length(entries.len())));
                for (key, value) in entries {
                    self.put(|out| out.str(key));
                    self.free_document(value);
                }
            }
        }
    }
}
