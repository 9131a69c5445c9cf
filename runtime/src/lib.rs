//! Runtime of the crates that Sansmith generates from AWS and Smithy models: values, codecs, validation, requests and
//! responses, without IO.
//!
//! A program rarely names this crate: it imports the `prelude` of a generated crate, which brings the traits below.
//!
//! # Values
//!
//! Every generated type, and every scalar, list and map of them, is a [`Shape`]: it has a [`Schema`] and two walks.
//! [`Codecs`] gives it each form as a method.
//!
//! ```
//! use std::collections::BTreeMap;
//!
//! use sansmith::{Codecs as _, ErrorKind, Timestamp, Value};
//!
//! let ages = BTreeMap::<String, i32>::from_json(r#"{"Ada": 36}"#)?;
//! assert_eq!(ages.to_json(), r#"{"Ada":36}"#);
//! assert_eq!(ages.to_value().get("Ada"), Some(&Value::from(36)));
//!
//! let error = BTreeMap::<String, i32>::from_json(r#"{"Ada": "old"}"#).unwrap_err();
//! assert!(matches!(error.kind(), ErrorKind::Unexpected { .. }), "{error}");
//! assert_eq!(error.path(), r#"["Ada"]"#);
//!
//! let times: Vec<Timestamp> = Vec::from_value(&Value::list([Value::from(Timestamp::UNIX_EPOCH)]))?;
//! assert_eq!(times, [Timestamp::UNIX_EPOCH]);
//! # Ok::<(), sansmith::Error>(())
//! ```
//!
//! # Operations
//!
//! An [`Operation`] is a type with facts. [`OperationExt`] has its methods: `request` makes a [`Request`] of an input,
//! `response` makes an output or a typed error of an [`http::Response`](::http::Response). An error is a [`Failure`] with
//! [`operation::ErrorMetadata`]. Neither needs a client: [`Request::to`] gives an [`http::Request`](::http::Request) for
//! any signer and any HTTP library.
//!
//! # Where to look
//!
//! | for | see |
//! |---|---|
//! | JSON, queries, and with features XML, CBOR and serde | [`json`], [`query`], `xml`, `cbor`, `serde` |
//! | options of requests and responses | [`request::Options`], [`response::Options`] |
//! | facts of a model at run time | [`schema`], [`operation::Schema`], [`Service`] |
//! | violations of a model's constraints (feature `validate`) | `validate` |
//! | endpoint rules, signatures and credentials (features `endpoint`, `sign`) | `endpoint`, `sign`, `identity` |
//! | pages and waiters without a client (feature `page`) | `page` |
//! | events before and after a message (feature `events`) | `events` |
//! | a codec of your own | [`serializer::ShapeSerializer`], [`ShapeDeserializer`] |
//! | operations of a model that is read at run time (feature `dynamic`) | `interpreted` |
//! | operations by name, values for tests, DynamoDB items (features) | `registry`, `arbitrary`, `dynamodb` |
//!
//! The source is in rooms: each uses itself and the rooms above it in the list of modules.

#![cfg_attr(docsrs, feature(doc_cfg))]

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

#[cfg(feature = "page")]
pub mod page;

#[cfg(feature = "server")]
pub mod server;

#[cfg(feature = "sign")]
pub mod identity;
#[cfg(feature = "sign")]
pub mod sign;

#[cfg(feature = "events")]
pub mod events;

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
#[cfg(feature = "dynamic")]
pub use self::http::interpreted;
pub use self::http::{
    Body, Failure, Operation, OperationError, OperationExt, Request, Service, integrity, operation,
    protocol, request, response, service,
};
pub use self::model::{Member, Schema, customization, schema};
pub use self::shape::{
    DynShape, IntoList, IntoMap, IntoTexts, IsSet, Key, MemberSource, MemberVisitor, Shape,
    ShapeDeserializer, Source, Type, UnknownEnumValue, ValueSerializer, builder, deserializer,
    serializer,
};
pub use self::types::{
    BigDecimal, BigInteger, Blob, Document, Error, ErrorKind, Number, Timestamp, UnknownMember,
    Value, error,
};
