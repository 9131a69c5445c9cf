//! Reads scalars of a tape as the schema's types.

use std::borrow::Cow;

use super::{Entry, Reader, slice};
use crate::model::schema::{DOUBLE, Kind, Member, TimestampFormat};
use crate::shape::deserializer::{Node, ShapeDeserializer};
use crate::types::error::{Error, ErrorKind};
use crate::types::number::{Integral, integral, is_number, whole};
use crate::types::{Blob, Timestamp, text};

impl Entry {
    /// Returns true for text entries.
    #[inline]
    pub(super) const fn is_text(self) -> bool {
        matches!(
            self,
            Self::Text(_) | Self::Escaped(_) | Self::Broken(_) | Self::Copied(_)
        )
    }
}

impl Reader<'_> {
    /// Reads an integer; any notation without a fraction is accepted.
    #[inline]
    pub(super) fn read_integer(&mut self, node: Node, at: &Member) -> i64 {
        let read = match *self.tape.get(node.0) {
            Entry::Number(span) => integral(slice(self.tape.text, span)),
            Entry::Integer(value) => return value,
            Entry::Unsigned(_) => Integral::TooLarge,
            Entry::Float(value) => Integral::from_float(f64::from(value)),
            Entry::Double(value) => Integral::from_float(value),
            entry => {
                let Some(text) = self.number_in_text(&entry) else {
                    self.unexpected(node, "an integer");
                    return 0;
                };
                integral(&text)
            }
        };
        match read {
            Integral::Value(value) => return value,
            Integral::Fraction => self.fail(
                node,
                ErrorKind::Unexpected {
                    expected: "an integer",
                    found: "a fraction",
                },
            ),
            Integral::TooLarge => self.out_of_range(node, at),
        }
        0
    }

    /// Reads a 64-bit float: a number, or the name of a non-finite one.
    #[inline]
    pub(super) fn read_double(&mut self, node: Node, at: &Member) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "the nearest float is intended")]
        let value = match *self.tape.get(node.0) {
            Entry::Number(span) => slice(self.tape.text, span)
                .parse()
                .ok()
                .filter(|value: &f64| value.is_finite()),
            Entry::Integer(value) => Some(value as f64),
            Entry::Unsigned(value) => Some(value as f64),
            Entry::Float(value) => Some(f64::from(value)),
            Entry::Double(value) => Some(value),
            entry => match self.number_in_text(&entry) {
                Some(text) => text.parse().ok().filter(|value: &f64| value.is_finite()),
                None => return self.read_name(node, entry),
            },
        };
        value.unwrap_or_else(|| {
            self.out_of_range(node, at);
            0.0
        })
    }

    /// Reads a 32-bit float.
    #[inline]
    pub(super) fn read_float(&mut self, node: Node, at: &Member) -> f32 {
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            reason = "the nearest float is intended"
        )]
        let value = match *self.tape.get(node.0) {
            Entry::Number(span) => slice(self.tape.text, span)
                .parse()
                .ok()
                .filter(|value: &f32| value.is_finite()),
            Entry::Integer(value) => Some(value as f32),
            Entry::Unsigned(value) => Some(value as f32),
            Entry::Float(value) => Some(value),
            Entry::Double(value) => {
                Some(value as f32).filter(|near| near.is_finite() || !value.is_finite())
            }
            entry => match self.number_in_text(&entry) {
                Some(text) => text.parse().ok().filter(|value: &f32| value.is_finite()),
                None => return self.read_name(node, entry) as f32,
            },
        };
        value.unwrap_or_else(|| {
            self.out_of_range(node, at);
            0.0
        })
    }

    /// Reads the name of a non-finite float.
    fn read_name(&mut self, node: Node, entry: Entry) -> f64 {
        match self.tape.text(&entry).as_deref() {
            Some("NaN") => f64::NAN,
            Some("Infinity") => f64::INFINITY,
            Some("-Infinity") => f64::NEG_INFINITY,
            _ => {
                self.unexpected(node, "a number");
                0.0
            }
        }
    }

    /// Reads a big number in JSON syntax; integers are expanded to digits.
    pub(super) fn read_number(&mut self, node: Node, at: &Member) -> Cow<'_, str> {
        let is_integer = matches!(at.target.kind, Kind::BigInteger);
        match *self.tape.get(node.0) {
            Entry::Number(span) => {
                let text = Cow::Borrowed(slice(self.tape.text, span));
                if is_integer { whole(text) } else { text }
            }
            Entry::Integer(value) => Cow::Owned(value.to_string()),
            Entry::Unsigned(value) => Cow::Owned(value.to_string()),
            Entry::Float(value) => Cow::Owned(value.to_string()),
            Entry::Double(value) => Cow::Owned(value.to_string()),
            // Text of a number, if coercion is enabled.
            _ if is_integer && self.coerces() => whole(self.other_text(node)),
            _ => self.other_text(node),
        }
    }

    /// Reads bytes: base64 in text formats.
    pub(super) fn read_blob(&mut self, node: Node) -> Blob {
        let entry = self.tape.get(node.0);
        if let Some(bytes) = self.tape.bytes(entry) {
            return Blob::from(bytes);
        }
        let Some(text) = self.tape.text(entry) else {
            self.unexpected(node, "bytes");
            return Blob::default();
        };
        #[cfg(feature = "server")]
        if self.options.serves() {
            let read = Blob::from_base64_exact(&text);
            return read.unwrap_or_else(|| {
                let expected = "base64";
                self.fail(node, ErrorKind::Format { expected });
                Blob::default()
            });
        }
        let read = Blob::from_base64(&text).or_else(|error| {
            // Encoders may wrap base64 lines.
            let is_broken = text.contains(|c: char| c.is_ascii_whitespace());
            if is_broken && self.coerces() {
                Blob::from_base64(&text.split_ascii_whitespace().collect::<String>())
            } else {
                Err(error)
            }
        });
        read.unwrap_or_else(|error| {
            self.fail(node, error.kind().clone());
            Blob::default()
        })
    }

    /// Reads a timestamp: seconds as a number, or a date-time or http-date as text.
    #[inline]
    pub(super) fn read_timestamp(&mut self, node: Node, at: &Member) -> Timestamp {
        let entry = *self.tape.get(node.0);
        if let Some(served) = self.options.served() {
            let format = served.timestamp_format;
            let format = format.unwrap_or_else(|| at.timestamp(TimestampFormat::EpochSeconds));
            return self.read_served_timestamp(node, at, format);
        }
        self.read_any_timestamp(node, at, entry)
    }

    /// Reads a timestamp of a request, in the given format only; CBOR has a type for it.
    fn read_served_timestamp(
        &mut self,
        node: Node,
        at: &Member,
        format: TimestampFormat,
    ) -> Timestamp {
        let entry = *self.tape.get(node.0);
        let is_seconds = format == TimestampFormat::EpochSeconds;
        match entry {
            Entry::Instant { .. } => self.read_any_timestamp(node, at, entry),
            entry if entry.is_text() && !is_seconds => {
                let text = self.tape.text(&entry).unwrap_or_default();
                let read = Timestamp::parse_exact(&text, format);
                read.unwrap_or_else(|| {
                    let expected = "a timestamp in the format of the model";
                    self.fail(node, ErrorKind::Format { expected });
                    Timestamp::default()
                })
            }
            entry if !entry.is_text() && is_seconds => self.read_any_timestamp(node, at, entry),
            _ => {
                self.unexpected(node, "a timestamp in the format of the model");
                Timestamp::default()
            }
        }
    }

    /// Reads a timestamp in any format.
    #[inline]
    fn read_any_timestamp(&mut self, node: Node, at: &Member, entry: Entry) -> Timestamp {
        let read = match entry {
            Entry::Number(span) => {
                Timestamp::parse(slice(self.tape.text, span), TimestampFormat::EpochSeconds)
            }
            Entry::Instant { nanos, seconds } => return Timestamp::new(seconds, nanos),
            Entry::Integer(seconds) => return Timestamp::from_secs(seconds),
            Entry::Float(_) | Entry::Double(_) => {
                let seconds = self.read_double(node, at);
                Timestamp::from_secs_f64(seconds).ok_or_else(|| beyond(at))
            }
            entry if entry.is_text() => {
                let text = self.tape.text(&entry).unwrap_or_default();
                let read = Timestamp::parse(&text, text_format(&text));
                read.or_else(|error| {
                    let lax = Timestamp::parse_lax(&text, TimestampFormat::EpochSeconds);
                    lax.filter(|_| self.coerces()).ok_or(error)
                })
            }
            _ => {
                self.unexpected(node, "a timestamp");
                return Timestamp::default();
            }
        };
        read.unwrap_or_else(|error| {
            self.fail(node, error.kind().clone());
            Timestamp::default()
        })
    }

    /// Parses a boolean from text, if coercion is enabled.
    #[cold]
    pub(super) fn boolean_in_text(&self, node: Node) -> Option<bool> {
        let text = self.tape.text(self.tape.get(node.0))?;
        text::parse_boolean(&text).filter(|_| self.coerces())
    }

    /// Text that is exactly a number, if coercion is enabled.
    #[cold]
    fn number_in_text(&self, entry: &Entry) -> Option<Cow<'_, str>> {
        let text = self.tape.text(entry)?;
        (self.coerces() && is_number(&text)).then_some(text)
    }

    /// A number or boolean as text, if coercion is enabled; numbers keep their spelling.
    #[cold]
    pub(super) fn scalar_as_text(&self, node: Node) -> Option<String> {
        let text = match *self.tape.get(node.0) {
            Entry::Boolean(value) => text::boolean(value).to_owned(),
            Entry::Number(span) => slice(self.tape.text, span).to_owned(),
            Entry::Integer(value) => value.to_string(),
            Entry::Unsigned(value) => value.to_string(),
            Entry::Float(value) => text::float(value),
            Entry::Double(value) => text::double(value),
            _ => return None,
        };
        Some(text).filter(|_| self.coerces())
    }

    /// Checks a value without schema: numbers out of range are errors, and lone surrogates are recorded.
    pub(super) fn check_free(&mut self, node: Node) {
        if self.coerces() {
            for index in self.tape.broken(node.0) {
                self.correct(Node(index));
            }
        }
        if let Some(index) = self.tape.beyond(node.0) {
            self.out_of_range(Node(index), &Member::new("", &DOUBLE));
        }
    }

    /// Reports a number that is out of range for its type.
    #[cold]
    fn out_of_range(&mut self, node: Node, at: &Member) {
        let found = match *self.tape.get(node.0) {
            // A number may be as long as the message.
            Entry::Number(span) if span.end - span.start <= 40 => {
                slice(self.tape.text, span).to_owned()
            }
            Entry::Unsigned(value) => value.to_string(),
            Entry::Double(value) => value.to_string(),
            _ => String::new(),
        };
        let expected = at.target.kind.as_str();
        self.fail(node, ErrorKind::OutOfRange { expected, found });
    }
}

/// The error for a timestamp that is out of range.
#[cold]
fn beyond(at: &Member) -> Error {
    let expected = at.target.kind.as_str();
    let found = String::new();
    Error::new(ErrorKind::OutOfRange { expected, found })
}

/// The format of a textual timestamp: an http-date starts with a weekday. The member's format is ignored, because some services
/// (and serde) use another.
fn text_format(text: &str) -> TimestampFormat {
    if text.starts_with(|first: char| first.is_ascii_alphabetic()) {
        TimestampFormat::HttpDate
    } else {
        TimestampFormat::DateTime
    }
}
