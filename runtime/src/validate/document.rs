//! Converts JSON in serde's form to serializer events, according to a schema.
//!
//! Accepts the same input as deserialization: timestamps as seconds or RFC 3339, `NaN` as text, null as absent.

use super::validator::Validator;
use super::violation::Rule;
use crate::model::schema::{Kind, Member, TimestampFormat};
use crate::shape::serializer::ShapeSerializer;
use crate::types::number::{is_number, whole};
use crate::types::{BigInteger, Blob, Document, Number, Timestamp, text};

impl Validator {
    /// Validates the value of `at`.
    pub(super) fn document_at(&mut self, document: &Document, at: &Member) {
        match (&at.target.kind, document) {
            (Kind::Document, _) => self.document(at, document),
            (Kind::Structure(members), Document::Map(_)) => {
                self.begin_structure(at, 0);
                self.members(document, members.get());
                self.end_structure(at);
            }
            (Kind::Union(members), Document::Map(map)) => {
                self.begin_structure(at, 0);
                let tags = map
                    .iter()
                    .filter(|(name, value)| *name != "__type" && !value.is_null());
                match tags.count() {
                    1 => self.members(document, members.get()),
                    found => self.add(Rule::Union { found }),
                }
                self.end_structure(at);
            }
            (Kind::List(element), Document::List(elements)) => {
                self.begin_list(at, elements.len());
                for (index, value) in elements.iter().enumerate() {
                    self.element(element, index);
                    self.present(value, element, at.target.sparse);
                }
                self.end_list(at);
            }
            (Kind::Map(_, value), Document::Map(map)) => {
                self.begin_map(at, map.len());
                for (index, (key, entry)) in map.iter().enumerate() {
                    self.key(at, key, index);
                    self.present(entry, value, at.target.sparse);
                }
                self.end_map(at);
            }
            _ => self.scalar(document, at),
        }
    }

    /// Validates the members of a structure or union, in the model's order.
    fn members(&mut self, document: &Document, members: &'static [Member]) {
        for member in members {
            match document.get(member.name) {
                Some(value) if !value.is_null() || matches!(member.target.kind, Kind::Document) => {
                    self.member(member);
                    self.document_at(value, member);
                }
                // Absent tokens are filled by the request.
                _ if member.required && !member.idempotency_token => {
                    self.step_to(member.name);
                    self.add(Rule::Required);
                }
                _ => {}
            }
        }
    }

    /// Validates an element or entry; null is only valid in sparse containers.
    fn present(&mut self, value: &Document, at: &'static Member, sparse: bool) {
        if value.is_null() && sparse && !matches!(at.target.kind, Kind::Document) {
            self.null(at);
        } else {
            self.document_at(value, at);
        }
    }

    /// Validates a scalar.
    fn scalar(&mut self, document: &Document, at: &Member) {
        match (&at.target.kind, document) {
            (Kind::Boolean, Document::Boolean(value)) => self.boolean(at, *value),
            (
                Kind::Byte | Kind::Short | Kind::Integer | Kind::Long | Kind::IntEnum(_),
                Document::Number(number),
            ) => match integer(*number, &at.target.kind) {
                Some(value) => self.integer(at, value),
                None => self.mismatch(at, "a number that does not fit"),
            },
            (Kind::BigInteger | Kind::BigDecimal, Document::Number(number)) => {
                self.big_number(at, &number.to_string());
            }
            (Kind::BigInteger | Kind::BigDecimal, Document::String(text)) if is_number(text) => {
                self.big_number(at, text);
            }
            (Kind::Float | Kind::Double, Document::Number(number)) => {
                self.double(at, number.as_f64());
            }
            (Kind::Float | Kind::Double, Document::String(text)) => {
                match text::parse_float(text, |_| None::<f64>) {
                    Some(value) => self.double(at, value),
                    None => self.mismatch(at, "text"),
                }
            }
            (Kind::String | Kind::Enum(_), Document::String(text)) => self.string(at, text),
            (Kind::Blob, Document::String(text)) => match Blob::from_base64(text) {
                Ok(blob) => self.blob(at, &blob),
                Err(_) => self.mismatch(at, "text that is not base64"),
            },
            (Kind::Timestamp, Document::Number(_) | Document::String(_)) => {
                match instant(document) {
                    Some(value) => self.timestamp(at, &value),
                    None => self.mismatch(at, "no instant"),
                }
            }
            _ => self.mismatch(at, kind_of(document)),
        }
    }

    /// Checks a number of any size, of the text that spells it.
    fn big_number(&mut self, at: &Member, text: &str) {
        if matches!(at.target.kind, Kind::BigDecimal) {
            return self.number(at, text);
        }
        match whole(text.into()).parse::<BigInteger>() {
            Ok(value) => self.number(at, value.as_str()),
            Err(_) => self.mismatch(at, "a number that does not fit"),
        }
    }

    /// Records a value of the wrong kind.
    fn mismatch(&mut self, at: &Member, found: &'static str) {
        let expected = at.target.kind.as_str();
        self.add(Rule::Type { expected, found });
    }
}

/// Converts a number to an integer of the given kind.
fn integer(number: Number, kind: &Kind) -> Option<i64> {
    let value = number.as_i64().or_else(|| {
        // Numbers with an exponent or a zero fraction are parsed as floats, but may be integers.
        let float = number.as_f64();
        (float.fract() == 0.0).then(|| format!("{float}").parse().ok())?
    })?;
    let fits = match kind {
        Kind::Byte => i8::try_from(value).is_ok(),
        Kind::Short => i16::try_from(value).is_ok(),
        Kind::Integer | Kind::IntEnum(_) => i32::try_from(value).is_ok(),
        _ => true,
    };
    fits.then_some(value)
}

/// A timestamp in serde's form.
fn instant(document: &Document) -> Option<Timestamp> {
    match document {
        Document::Number(Number::Integer(seconds)) => Some(Timestamp::from_secs(*seconds)),
        Document::Number(number) => Timestamp::from_secs_f64(number.as_f64()),
        Document::String(text) => Timestamp::parse(text, TimestampFormat::DateTime).ok(),
        Document::Null | Document::Boolean(_) | Document::List(_) | Document::Map(_) => None,
    }
}

/// Description of a document's kind.
const fn kind_of(document: &Document) -> &'static str {
    match document {
        Document::Null => "null",
        Document::Boolean(_) => "a boolean",
        Document::Number(_) => "a number",
        Document::String(_) => "text",
        Document::List(_) => "a list",
        Document::Map(_) => "an object",
    }
}
