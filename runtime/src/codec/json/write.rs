//! The JSON serializer.

use std::cell::Cell;
use std::fmt;

use super::escape::{push_inner, push_text};
use crate::codec::tape::Names;
use crate::model::schema::{Member, TimestampFormat};
use crate::shape::Shape;
use crate::shape::serializer::{self, ShapeSerializer};
use crate::types::number::{Number, float_name};
use crate::types::timestamp::Fraction;
use crate::types::{Blob, Document, Timestamp, UnknownMember, Value};

/// Serializes a value with wire names.
pub fn to_json<T: Shape>(value: &T) -> String {
    let mut writer = JsonWriter::new(Names::Wire);
    serializer::write(value, &mut writer);
    writer.finish()
}

/// Serializes to compact JSON.
#[derive(Default)]
pub struct JsonWriter {
    text: String,
    names: Names,
    /// Timestamp format that overrides the model's.
    timestamp_format: Option<TimestampFormat>,
    fraction: Fraction,
    quotes_big_numbers: bool,
}

impl fmt::Debug for JsonWriter {
    /// Omits the text, which may contain secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonWriter")
            .field("names", &self.names)
            .finish_non_exhaustive()
    }
}

thread_local! {
    /// Capacity for the next text of this thread: the length of the previous one, as they are often similar.
    static LENGTH: Cell<usize> = const { Cell::new(SHORT) };
}

/// Minimum capacity, and maximum for texts that may be short.
const SHORT: usize = 256;
const LONG: usize = 4096;

impl JsonWriter {
    /// An empty serializer.
    pub fn new(names: Names) -> Self {
        Self {
            text: String::new(),
            names,
            timestamp_format: None,
            fraction: Fraction::Whole,
            quotes_big_numbers: false,
        }
    }

    /// Writes all timestamps in the given format, overriding the model's.
    #[must_use]
    pub const fn timestamp_format(mut self, format: TimestampFormat) -> Self {
        self.timestamp_format = Some(format);
        self
    }

    /// Sets the precision of timestamps.
    #[must_use]
    pub(crate) const fn fraction(mut self, fraction: Fraction) -> Self {
        self.fraction = fraction;
        self
    }

    /// Writes big numbers as strings.
    #[must_use]
    pub const fn quoting_big_numbers(mut self) -> Self {
        self.quotes_big_numbers = true;
        self
    }

    /// The text.
    pub fn finish(self) -> String {
        let length = self.text.len();
        LENGTH.set((length + length / 8).clamp(SHORT, LONG));
        self.text
    }

    /// Writes a comma if needed: no value ends in an opening bracket.
    #[inline]
    fn separate(&mut self) {
        if !matches!(self.text.as_bytes().last(), Some(b'{' | b'[')) {
            self.text.push(',');
        }
    }

    /// Writes a key.
    #[inline]
    fn push_key(&mut self, key: &str) {
        let first = matches!(self.text.as_bytes().last(), Some(b'{'));
        self.text.push_str(if first { "\"" } else { ",\"" });
        push_inner(key, &mut self.text);
        self.text.push_str("\":");
    }

    /// Writes a float, or the name of a non-finite one.
    fn push_double(&mut self, value: f64) {
        if value.is_finite() {
            self.text.push_str(zmij::Buffer::new().format_finite(value));
        } else {
            push_text(float_name(value), &mut self.text);
        }
    }

    /// Writes a document.
    fn push_document(&mut self, document: &Document) {
        match document {
            Document::Null => self.text.push_str("null"),
            Document::Boolean(value) => self.text.push_str(if *value { "true" } else { "false" }),
            Document::Number(Number::Integer(value)) => {
                self.text.push_str(itoa::Buffer::new().format(*value));
            }
            Document::Number(Number::Unsigned(value)) => {
                self.text.push_str(itoa::Buffer::new().format(*value));
            }
            Document::Number(Number::Float(value)) => self.push_double(*value),
            Document::String(value) => push_text(value, &mut self.text),
            Document::List(elements) => {
                self.text.push('[');
                for element in elements {
                    self.separate();
                    self.push_document(element);
                }
                self.text.push(']');
            }
            Document::Map(entries) => {
                self.text.push('{');
                for (key, value) in entries {
                    self.push_key(key);
                    self.push_document(value);
                }
                self.text.push('}');
            }
        }
    }

    /// Writes a value tree.
    fn push_value(&mut self, value: &Value) {
        match value {
            Value::Null => self.text.push_str("null"),
            Value::Boolean(value) => self.text.push_str(if *value { "true" } else { "false" }),
            Value::Integer(value) => self.text.push_str(itoa::Buffer::new().format(*value)),
            Value::Long(value) => self.text.push_str(itoa::Buffer::new().format(*value)),
            Value::Float(value) => self.push_float(*value),
            Value::Double(value) => self.push_double(*value),
            Value::String(text) | Value::Enum(text) => push_text(text, &mut self.text),
            Value::Blob(bytes) => self.push_blob(bytes),
            Value::Timestamp(instant) => {
                let usual = TimestampFormat::EpochSeconds;
                self.push_instant(instant, self.timestamp_format.unwrap_or(usual));
            }
            Value::Document(document) => self.push_document(document),
            Value::List(elements) => {
                self.text.push('[');
                for element in elements {
                    self.separate();
                    self.push_value(element);
                }
                self.text.push(']');
            }
            Value::Map(entries) => {
                self.text.push('{');
                for (key, value) in entries {
                    self.push_key(key.as_str().unwrap_or_default());
                    self.push_value(value);
                }
                self.text.push('}');
            }
            Value::Structure(members) => {
                self.text.push('{');
                for (name, value) in members {
                    self.push_key(name);
                    self.push_value(value);
                }
                self.text.push('}');
            }
        }
    }

    /// Writes a 32-bit float, or the name of a non-finite one.
    fn push_float(&mut self, value: f32) {
        if value.is_finite() {
            self.text.push_str(zmij::Buffer::new().format_finite(value));
        } else {
            push_text(float_name(f64::from(value)), &mut self.text);
        }
    }

    /// Writes a timestamp, in quotes unless it is a number.
    fn push_instant(&mut self, instant: &Timestamp, format: TimestampFormat) {
        let quote = format != TimestampFormat::EpochSeconds;
        if quote {
            self.text.push('"');
        }
        self.fraction.of(*instant).push(format, &mut self.text);
        if quote {
            self.text.push('"');
        }
    }

    /// Writes bytes as base64.
    fn push_blob(&mut self, bytes: &Blob) {
        self.text.push('"');
        bytes.push_base64(&mut self.text);
        self.text.push('"');
    }
}

impl ShapeSerializer for JsonWriter {
    #[inline]
    fn counts(&self) -> bool {
        false
    }

    #[inline]
    fn begin_structure(&mut self, _: &Member, _: usize) {
        if self.text.capacity() == 0 {
            self.text.reserve(LENGTH.get());
        }
        self.text.push('{');
    }

    #[inline]
    fn member(&mut self, member: &'static Member) {
        self.push_key(self.names.of(member));
    }

    fn unknown(&mut self, _: &Member, member: &UnknownMember) {
        if !member.is_empty() {
            self.push_key(&member.tag);
            self.push_value(&member.value);
        }
    }

    #[inline]
    fn end_structure(&mut self, _: &Member) {
        self.text.push('}');
    }

    #[inline]
    fn begin_list(&mut self, _: &Member, _: usize) {
        self.text.push('[');
    }

    #[inline]
    fn element(&mut self, _: &'static Member, index: usize) {
        if index > 0 {
            self.text.push(',');
        }
    }

    #[inline]
    fn end_list(&mut self, _: &Member) {
        self.text.push(']');
    }

    #[inline]
    fn begin_map(&mut self, _: &Member, _: usize) {
        self.text.push('{');
    }

    #[inline]
    fn key(&mut self, _: &Member, key: &str, index: usize) {
        self.text.push_str(if index > 0 { ",\"" } else { "\"" });
        push_inner(key, &mut self.text);
        self.text.push_str("\":");
    }

    #[inline]
    fn end_map(&mut self, _: &Member) {
        self.text.push('}');
    }

    #[inline]
    fn null(&mut self, _: &Member) {
        self.text.push_str("null");
    }

    #[inline]
    fn boolean(&mut self, _: &Member, value: bool) {
        self.text.push_str(if value { "true" } else { "false" });
    }

    #[inline]
    fn integer(&mut self, _: &Member, value: i64) {
        self.text.push_str(itoa::Buffer::new().format(value));
    }

    #[inline]
    fn float(&mut self, _: &Member, value: f32) {
        self.push_float(value);
    }

    #[inline]
    fn double(&mut self, _: &Member, value: f64) {
        self.push_double(value);
    }

    fn number(&mut self, _: &Member, value: &str) {
        if self.quotes_big_numbers {
            push_text(value, &mut self.text);
        } else {
            self.text.push_str(value);
        }
    }

    #[inline]
    fn string(&mut self, _: &Member, value: &str) {
        push_text(value, &mut self.text);
    }

    #[inline]
    fn enumeration(&mut self, _: &Member, value: &str) {
        push_text(value, &mut self.text);
    }

    fn blob(&mut self, _: &Member, value: &Blob) {
        self.push_blob(value);
    }

    fn timestamp(&mut self, at: &Member, value: &Timestamp) {
        let modeled = at.timestamp(TimestampFormat::EpochSeconds);
        self.push_instant(value, self.timestamp_format.unwrap_or(modeled));
    }

    fn document(&mut self, _: &Member, value: &Document) {
        self.push_document(value);
    }
}
