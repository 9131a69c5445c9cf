//! What the crates that Sansmith generates stand on: a value's schema, its walks, and every codec that drives them.

#[cfg(feature = "arbitrary")]
pub mod arbitrary;
pub mod builder;
#[cfg(feature = "cbor")]
pub mod cbor;
#[cfg(feature = "clap")]
pub mod clap;
pub mod codecs;
pub mod customization;
pub mod debug;
#[cfg(feature = "dynamodb")]
pub mod dynamodb;
#[cfg(feature = "endpoint")]
pub mod endpoint;
pub mod error;
#[cfg(feature = "sign")]
pub mod identity;
pub mod json;
pub mod operation;
pub mod protocol;
pub mod query;
#[cfg(feature = "registry")]
pub mod registry;
pub mod request;
pub mod response;
pub mod schema;
#[cfg(feature = "serde")]
pub mod serde;
pub mod service;
pub mod shape;
#[cfg(feature = "sign")]
pub mod sign;
pub mod structure;
pub mod tree;
#[cfg(feature = "validate")]
pub mod validate;
pub mod writer;
#[cfg(feature = "xml")]
pub mod xml;

mod big;
mod blob;
mod document;
#[cfg(test)]
mod fixture;
mod known;
mod number;
mod path;
mod tape;
mod text;
mod timestamp;
mod unknown;
mod value;

pub use self::big::{BigDecimal, BigInteger};
pub use self::blob::Blob;
pub use self::builder::{Build, IntoList, IntoMap, IntoTexts, IsSet, Set};
pub use self::codecs::{Codecs, DynShape, Type};
pub use self::document::Document;
pub use self::error::{Error, ErrorKind};
pub use self::known::{UnknownEnumValue, known};
pub use self::number::Number;
pub use self::operation::{Failure, Operation, OperationError};
pub use self::request::{Body, Request};
pub use self::schema::{Member, Schema};
pub use self::service::Service;
pub use self::shape::{Key, MemberVisitor, Shape, ValueSerializer};
pub use self::timestamp::Timestamp;
pub use self::tree::{MemberSource, ShapeDeserializer, Source, zero_value};
pub use self::unknown::UnknownMember;
pub use self::value::{Value, ValueWriter};
