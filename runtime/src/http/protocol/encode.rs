//! Request body serializers, as used by protocols.

use super::spec::{OperationSelector, Spec};
#[cfg(feature = "cbor")]
use crate::codec::cbor::CborWriter;
use crate::codec::json::JsonWriter;
use crate::codec::query::{Dialect, Query, QueryWriter};
#[cfg(feature = "xml")]
use crate::codec::xml::XmlWriter;
use crate::http::operation;
use crate::shape::serializer::ShapeSerializer;
use crate::types::timestamp::Fraction;

/// A serializer of request bodies.
pub trait Encode: ShapeSerializer + Sized + crate::shape::sealed::Sealed {
    /// A serializer initialized with the constant parts of the operation's requests, and with millisecond timestamps. It
    /// allocates no more than that, because a request may have no body.
    fn begin(spec: &Spec, operation: &operation::Schema) -> Self;

    /// The bytes that were written.
    fn finish(self) -> Vec<u8>;
}

impl crate::shape::sealed::Sealed for JsonWriter {}

impl Encode for JsonWriter {
    #[inline]
    fn begin(spec: &Spec, _: &operation::Schema) -> Self {
        let writer = Self::new(spec.names).fraction(Fraction::Milliseconds);
        let writer = match spec.timestamp_format {
            Some(format) => writer.timestamp_format(format),
            None => writer,
        };
        if spec.quotes_big_numbers {
            writer.quoting_big_numbers()
        } else {
            writer
        }
    }

    #[inline]
    fn finish(self) -> Vec<u8> {
        Self::finish(self).into_bytes()
    }
}

#[cfg(feature = "xml")]
impl crate::shape::sealed::Sealed for XmlWriter {}

#[cfg(feature = "xml")]
impl Encode for XmlWriter {
    fn begin(_: &Spec, operation: &operation::Schema) -> Self {
        Self::within(operation.service.xml_namespace).fraction(Fraction::Milliseconds)
    }

    fn finish(self) -> Vec<u8> {
        Self::finish(self).into_bytes()
    }
}

#[cfg(feature = "cbor")]
impl crate::shape::sealed::Sealed for CborWriter {}

#[cfg(feature = "cbor")]
impl Encode for CborWriter {
    fn begin(spec: &Spec, _: &operation::Schema) -> Self {
        Self::new(spec.names).fraction(Fraction::Milliseconds)
    }

    fn finish(self) -> Vec<u8> {
        Self::finish(self)
    }
}

impl crate::shape::sealed::Sealed for QueryWriter {}

impl Encode for QueryWriter {
    fn begin(spec: &Spec, operation: &operation::Schema) -> Self {
        let dialect = match spec.selector {
            OperationSelector::ActionParam(dialect) => dialect,
            OperationSelector::MethodAndUri
            | OperationSelector::TargetHeader
            | OperationSelector::RpcPath => Dialect::Aws,
        };
        let mut query = Query::default();
        query.push("Action", operation.wire_name());
        query.push("Version", operation.service.version);
        Self::new(query, dialect).fraction(Fraction::Milliseconds)
    }

    fn finish(self) -> Vec<u8> {
        Self::finish(self).to_string().into_bytes()
    }
}
