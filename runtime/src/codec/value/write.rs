//! Serializes shapes to value trees, optionally redacting sensitive data.

use std::fmt;

use crate::codec::tape::Names;
use crate::model::schema::{Kind, Member};
use crate::shape::Shape;
use crate::shape::debug::REDACTED;
use crate::shape::serializer::{self, ShapeSerializer};
use crate::types::Value;
use crate::types::{Blob, Document, Timestamp, UnknownMember};

/// Converts a value to a tree, by wire names.
pub(crate) fn to_value<T: Shape>(value: &T) -> Value {
    tree(value, false)
}

/// Converts a value to a tree, with sensitive members, elements and keys redacted.
pub(crate) fn to_value_redacted<T: Shape>(value: &T) -> Value {
    tree(value, true)
}

fn tree<T: Shape>(value: &T, redact: bool) -> Value {
    let mut writer = ValueWriter::new(redact);
    serializer::write(value, &mut writer);
    writer.finish()
}

/// Builds a value tree bottom-up.
#[derive(Default)]
pub struct ValueWriter {
    open: Vec<Open>,
    /// The finished tree.
    done: Value,
    redact: bool,
    /// Nesting depth within a redacted value.
    sensitive: usize,
}

/// An incomplete container.
enum Open {
    List(Vec<Value>),
    Map(Vec<(Value, Value)>, Value),
    Structure(Vec<(String, Value)>, String),
}

impl fmt::Debug for ValueWriter {
    /// Omits the values, which may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ValueWriter")
            .field("redact", &self.redact)
            .finish_non_exhaustive()
    }
}

impl ValueWriter {
    /// A serializer to a tree; `redact` replaces sensitive values.
    pub fn new(redact: bool) -> Self {
        Self {
            redact,
            ..Self::default()
        }
    }

    /// The tree.
    pub fn finish(self) -> Value {
        self.done
    }

    /// Adds a value to the innermost container.
    fn put(&mut self, value: Value) {
        match self.open.last_mut() {
            None => self.done = value,
            Some(Open::List(elements)) => elements.push(value),
            Some(Open::Map(entries, key)) => entries.push((std::mem::take(key), value)),
            Some(Open::Structure(members, name)) => members.push((std::mem::take(name), value)),
        }
    }

    /// Adds a scalar, or its redaction.
    fn scalar(&mut self, at: &Member, value: impl FnOnce() -> Value) {
        if self.sensitive > 0 {
            return;
        }
        let value = if self.is_sensitive(at) {
            Value::from(REDACTED)
        } else {
            value()
        };
        self.put(value);
    }

    /// Opens a container, unless it is redacted.
    fn begin(&mut self, at: &Member, container: Open) {
        if self.sensitive > 0 || self.is_sensitive(at) {
            self.sensitive += 1;
        } else {
            self.open.push(container);
        }
    }

    /// Closes a container.
    fn end(&mut self) {
        match self.sensitive {
            0 => match self.open.pop() {
                Some(Open::List(elements)) => self.put(Value::List(elements)),
                Some(Open::Map(entries, _)) => self.put(Value::Map(entries)),
                Some(Open::Structure(members, _)) => self.put(Value::Structure(members)),
                None => {}
            },
            1 => {
                self.sensitive = 0;
                self.put(Value::from(REDACTED));
            }
            _ => self.sensitive -= 1,
        }
    }

    /// Returns true if a member's value is redacted.
    const fn is_sensitive(&self, at: &Member) -> bool {
        self.redact && at.is_sensitive()
    }
}

impl ShapeSerializer for ValueWriter {
    fn begin_structure(&mut self, at: &Member, present: usize) {
        self.begin(
            at,
            Open::Structure(Vec::with_capacity(present), String::new()),
        );
    }

    fn member(&mut self, member: &'static Member) {
        if let (0, Some(Open::Structure(_, name))) = (self.sensitive, self.open.last_mut()) {
            Names::Wire.of(member).clone_into(name);
        }
    }

    fn unknown(&mut self, _: &Member, member: &UnknownMember) {
        if self.sensitive > 0 || member.is_empty() {
            return;
        }
        // It may be sensitive.
        let value = if self.redact {
            Value::from(REDACTED)
        } else {
            member.value.clone()
        };
        if let Some(Open::Structure(_, name)) = self.open.last_mut() {
            member.tag.clone_into(name);
        }
        self.put(value);
    }

    fn end_structure(&mut self, _: &Member) {
        self.end();
    }

    fn begin_list(&mut self, at: &Member, length: usize) {
        self.begin(at, Open::List(Vec::with_capacity(length)));
    }

    fn element(&mut self, _: &'static Member, _: usize) {}

    fn end_list(&mut self, _: &Member) {
        self.end();
    }

    fn begin_map(&mut self, at: &Member, length: usize) {
        self.begin(at, Open::Map(Vec::with_capacity(length), Value::Null));
    }

    fn key(&mut self, at: &Member, key: &str, _: usize) {
        let Kind::Map(name, _) = at.target.kind else {
            return;
        };
        let key = if self.is_sensitive(name) {
            REDACTED
        } else {
            key
        };
        if let (0, Some(Open::Map(_, pending))) = (self.sensitive, self.open.last_mut()) {
            let key = key.to_owned();
            let is_enum = matches!(name.target.kind, Kind::Enum(_));
            *pending = if is_enum {
                Value::Enum(key)
            } else {
                Value::String(key)
            };
        }
    }

    fn end_map(&mut self, _: &Member) {
        self.end();
    }

    fn null(&mut self, at: &Member) {
        self.scalar(at, || Value::Null);
    }

    fn boolean(&mut self, at: &Member, value: bool) {
        self.scalar(at, || value.into());
    }

    fn integer(&mut self, at: &Member, value: i64) {
        self.scalar(at, || match (&at.target.kind, i32::try_from(value)) {
            (Kind::Byte | Kind::Short | Kind::Integer | Kind::IntEnum(_), Ok(value)) => {
                Value::Integer(value)
            }
            _ => Value::Long(value),
        });
    }

    fn float(&mut self, at: &Member, value: f32) {
        self.scalar(at, || value.into());
    }

    fn double(&mut self, at: &Member, value: f64) {
        self.scalar(at, || value.into());
    }

    fn string(&mut self, at: &Member, value: &str) {
        self.scalar(at, || value.into());
    }

    fn enumeration(&mut self, at: &Member, value: &str) {
        self.scalar(at, || Value::Enum(value.to_owned()));
    }

    fn blob(&mut self, at: &Member, value: &Blob) {
        self.scalar(at, || value.clone().into());
    }

    fn timestamp(&mut self, at: &Member, value: &Timestamp) {
        self.scalar(at, || (*value).into());
    }

    fn document(&mut self, at: &Member, value: &Document) {
        self.scalar(at, || value.clone().into());
    }
}
