//! Runtime for generated crates: schemas, serializers and deserializers, validation, requests and responses.
//!
//! Modules only use those above them in the list below.

mod types;

mod model;

pub mod shape;

mod codec;

#[cfg(feature = "validate")]
pub mod validate;

mod forms;

#[cfg(feature = "endpoint")]
pub mod endpoint;

mod http;

#[cfg(feature = "sign")]
pub mod identity;
#[cfg(feature = "sign")]
pub mod sign;

#[cfg(feature = "arbitrary")]
pub mod arbitrary;
#[cfg(feature = "clap")]
pub mod clap;
#[cfg(feature = "dynamodb")]
pub mod dynamodb;
#[cfg(feature = "registry")]
pub mod registry;

#[cfg(test)]
mod fixture;

#[doc(hidden)]
pub mod generated;

#[cfg(feature = "cbor")]
pub use self::codec::cbor;
#[cfg(feature = "serde")]
pub use self::codec::serde;
#[cfg(feature = "xml")]
pub use self::codec::xml;
pub use self::codec::{ValueWriter, json, query};
pub use self::forms::Codecs;
pub use self::http::{
    Body, Failure, Operation, OperationError, OperationExt, Request, Service, integrity, operation,
    protocol, request, response, service,
};
pub use self::model::{Member, Schema, customization, schema};
pub use self::shape::{
    Build, DynShape, IntoList, IntoMap, IntoTexts, IsSet, Key, MemberSource, MemberVisitor, Shape,
    ShapeDeserializer, Source, Type, UnknownEnumValue, ValueSerializer, builder, deserializer,
    serializer,
};
pub use self::types::{
    BigDecimal, BigInteger, Blob, Document, Error, ErrorKind, Number, Timestamp, UnknownMember,
    Value, error,
};
