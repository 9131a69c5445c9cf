//! The serializers of response bodies, as one type.

use crate::codec::cbor::CborWriter;
use crate::codec::json::JsonWriter;
use crate::codec::xml::XmlWriter;
use crate::http::protocol::Encode;
use crate::server::Facts;
use crate::server::message::Format;
use crate::shape::serializer::ShapeSerializer;

/// A serializer of a response body.
pub(super) enum BodyWriter {
    Json(JsonWriter),
    Xml(XmlWriter),
    Cbor(CborWriter),
}

impl BodyWriter {
    /// An empty serializer for an operation.
    pub(super) fn begin(facts: Facts) -> Self {
        let (spec, operation) = (facts.spec, facts.operation);
        match Format::of(facts) {
            Format::Json => Self::Json(Encode::begin(spec, operation)),
            Format::Xml => Self::Xml(Encode::begin(spec, operation)),
            Format::Cbor => Self::Cbor(Encode::begin(spec, operation)),
        }
    }

    /// The serializer.
    pub(super) fn as_dyn(&mut self) -> &mut dyn ShapeSerializer {
        match self {
            Self::Json(writer) => writer,
            Self::Xml(writer) => writer,
            Self::Cbor(writer) => writer,
        }
    }

    /// Returns true if the serializer needs the number of members.
    pub(super) fn counts(&self) -> bool {
        match self {
            Self::Json(writer) => writer.counts(),
            Self::Xml(writer) => writer.counts(),
            Self::Cbor(writer) => writer.counts(),
        }
    }

    /// Returns true for JSON.
    pub(super) const fn is_json(&self) -> bool {
        matches!(self, Self::Json(_))
    }

    /// The bytes.
    pub(super) fn finish(self) -> Vec<u8> {
        match self {
            Self::Json(writer) => Encode::finish(writer),
            Self::Xml(writer) => Encode::finish(writer),
            Self::Cbor(writer) => Encode::finish(writer),
        }
    }
}
