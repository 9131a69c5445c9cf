//! Serializes members as text: in path, query, headers, or as a raw payload.
//!
//! **Invariants**
//! - The first error is kept; later output is discarded.

use super::headers::{self, Headers};
use super::uri::{Labels, Query, invalid_input};
use crate::model::path::Path;
use crate::model::schema::{Kind, Member, TimestampFormat};
use crate::shape::Shape;
use crate::shape::serializer::{self, ShapeSerializer};
use crate::types::timestamp::Fraction;
use crate::types::{Blob, Document, Error, Timestamp, UnknownMember, text};

/// Destination of a member.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Place {
    Label,
    Query(&'static str),
    QueryParams,
    Header(&'static str),
    PrefixHeaders(&'static str),
    /// The entire body, unstructured.
    Raw,
    /// Captured as text, not written.
    Capture,
}

/// Output outside of a structured body.
pub(crate) struct Head {
    pub(super) labels: Labels,
    pub(super) query: Query,
    pub(crate) headers: Headers,
    /// Body, if a member is all of it.
    pub(crate) raw: Option<Vec<u8>>,
    /// True if URI or host contain sensitive data.
    pub(super) sensitive: bool,
    captured: Option<String>,
    error: Option<Error>,
    at: At,
}

/// Current position.
struct At {
    place: Place,
    member: Option<&'static Member>,
    /// Key of the current map entry.
    key: Option<String>,
    /// Elements of a list header.
    list: Option<String>,
    /// Number of elements.
    items: usize,
}

impl Head {
    /// Empty output.
    pub(crate) fn new() -> Self {
        Self {
            labels: Labels::default(),
            query: Query::default(),
            headers: Headers::default(),
            raw: None,
            sensitive: false,
            captured: None,
            error: None,
            at: At {
                place: Place::Capture,
                member: None,
                key: None,
                list: None,
                items: 0,
            },
        }
    }

    /// Adds a label value.
    pub(super) fn write<T: Shape>(&mut self, place: Place, member: &'static Member, value: &T) {
        self.go(place, member);
        serializer::write_at(value, member, self);
    }

    /// Writes a text as a member value.
    pub(super) fn write_text(&mut self, place: Place, member: &'static Member, value: &str) {
        self.go(place, member);
        self.string(member, value);
    }

    /// A member value as text; `None` for lists and maps.
    pub(super) fn capture<T: Shape>(
        &mut self,
        member: &'static Member,
        value: &T,
    ) -> Option<String> {
        if matches!(member.target.kind, Kind::List(_) | Kind::Map(..)) {
            return None;
        }
        self.write(Place::Capture, member, value);
        self.captured.take()
    }

    /// Records an error, if it is the first.
    pub(super) fn fail(&mut self, error: Error) {
        self.error.get_or_insert(error);
    }

    /// The error, if there is one.
    pub(crate) const fn take_error(&mut self) -> Option<Error> {
        self.error.take()
    }

    /// Moves to a member.
    pub(crate) fn go(&mut self, place: Place, member: &'static Member) {
        self.at.place = place;
        self.at.member = Some(member);
        self.at.key = None;
        self.at.list = None;
    }

    /// Stores the error of the current value.
    fn check(&mut self, result: Result<(), Error>) {
        if let (Err(error), Some(member)) = (result, self.at.member) {
            let mut path = Path::new(member.target);
            path.push_name(member.name);
            path.enter(Some(member));
            if let Some(key) = &self.at.key {
                path.push_entry(key);
            }
            self.fail(error.at(path.text));
        }
    }

    /// Rejects a value that is not a scalar.
    fn reject(&mut self) {
        self.check(Err(invalid_input(
            "it is neither a scalar nor a list or map of scalars",
        )));
    }

    /// Writes text to the destination.
    fn put(&mut self, value: &str) {
        let key = self.at.key.as_deref().unwrap_or_default();
        let sensitive = self.at.member.is_some_and(is_sensitive);
        if let Place::Label | Place::Query(_) | Place::QueryParams = self.at.place {
            self.sensitive |= sensitive;
        }
        let result = match self.at.place {
            Place::Label => {
                let name = self.at.member.map_or("", |member| member.name);
                self.labels.push(name, value);
                Ok(())
            }
            Place::Query(name) => {
                self.query.push(name, value);
                Ok(())
            }
            Place::QueryParams => {
                self.query.push_param(key, value);
                Ok(())
            }
            Place::Header(name) => self.headers.set(name, value, sensitive),
            Place::PrefixHeaders(prefix) => {
                let name = format!("{prefix}{key}");
                self.headers.push(&name, value, sensitive)
            }
            Place::Raw => {
                self.raw = Some(value.as_bytes().to_vec());
                Ok(())
            }
            Place::Capture => {
                self.captured = Some(value.to_owned());
                Ok(())
            }
        };
        self.check(result);
    }

    /// Writes text without commas to the destination, or appends it to a list header.
    fn scalar(&mut self, value: &str) {
        match self.item() {
            Some(list) => list.push_str(value),
            None => self.put(value),
        }
    }

    /// The current list header, ready for another element.
    fn item(&mut self) -> Option<&mut String> {
        let list = self.at.list.as_mut()?;
        if self.at.items > 0 {
            list.push_str(", ");
        }
        self.at.items += 1;
        Some(list)
    }

    /// Writes text, escaped for its destination.
    fn text(&mut self, at: &Member, value: &str) {
        if at.media_type.is_some() && matches!(self.at.place, Place::Header(_)) {
            self.scalar(&Blob::from(value).to_base64());
        } else if let Some(list) = self.item() {
            headers::push_item(value, list);
        } else {
            self.put(value);
        }
    }
}

/// Returns true if a member or its contents are sensitive.
fn is_sensitive(member: &Member) -> bool {
    let within = if let Kind::List(element) = member.target.kind {
        [Some(element), None]
    } else if let Kind::Map(key, value) = member.target.kind {
        [Some(key), Some(value)]
    } else {
        [None, None]
    };
    member.is_sensitive() || within.into_iter().flatten().any(is_sensitive)
}

impl ShapeSerializer for Head {
    fn counts(&self) -> bool {
        false
    }

    fn begin_structure(&mut self, _: &Member, _: usize) {
        self.reject();
    }

    fn member(&mut self, _: &'static Member) {}

    fn unknown(&mut self, _: &Member, _: &UnknownMember) {
        self.reject();
    }

    fn end_structure(&mut self, _: &Member) {}

    fn begin_list(&mut self, _: &Member, _: usize) {
        if let Place::Header(_) = self.at.place {
            self.at.list = Some(String::new());
            self.at.items = 0;
        }
    }

    fn element(&mut self, _: &'static Member, _: usize) {}

    fn end_list(&mut self, _: &Member) {
        // An empty list gives an empty header.
        if let Some(list) = self.at.list.take() {
            self.put(&list);
        }
    }

    fn begin_map(&mut self, _: &Member, _: usize) {}

    fn key(&mut self, _: &Member, key: &str, _: usize) {
        self.at.key = Some(key.to_owned());
    }

    fn end_map(&mut self, _: &Member) {
        self.at.key = None;
    }

    fn null(&mut self, _: &Member) {}

    fn boolean(&mut self, _: &Member, value: bool) {
        self.scalar(text::boolean(value));
    }

    fn integer(&mut self, _: &Member, value: i64) {
        self.scalar(itoa::Buffer::new().format(value));
    }

    fn float(&mut self, _: &Member, value: f32) {
        self.scalar(&text::float(value));
    }

    fn double(&mut self, _: &Member, value: f64) {
        self.scalar(&text::double(value));
    }

    fn string(&mut self, at: &Member, value: &str) {
        self.text(at, value);
    }

    fn enumeration(&mut self, at: &Member, value: &str) {
        self.text(at, value);
    }

    fn blob(&mut self, _: &Member, value: &Blob) {
        if let Place::Raw = self.at.place {
            self.raw = Some(value.to_vec());
        } else {
            self.scalar(&value.to_base64());
        }
    }

    fn timestamp(&mut self, at: &Member, value: &Timestamp) {
        let default = match self.at.place {
            Place::Header(_) | Place::PrefixHeaders(_) => TimestampFormat::HttpDate,
            Place::Label | Place::Query(_) | Place::QueryParams | Place::Raw | Place::Capture => {
                TimestampFormat::DateTime
            }
        };
        let instant = Fraction::Milliseconds.of(*value);
        self.scalar(&instant.format(at.timestamp(default)));
    }

    fn document(&mut self, _: &Member, _: &Document) {
        self.reject();
    }
}
