//! Wire protocols, each a row of facts with codecs.
//!
//! **Invariants**
//! - Protocol differences are facts in a row; no code depends on a protocol by name.
//! - An operation has one protocol, so it instantiates one codec per direction.
//!
//! <https://smithy.io/2.0/aws/protocols/index.html>
//! <https://smithy.io/2.0/additional-specs/protocols/index.html>

mod decode;
mod encode;
mod foreign;
mod spec;

#[cfg(feature = "cbor")]
pub use self::decode::Cbor;
#[cfg(feature = "xml")]
pub use self::decode::Xml;
pub use self::decode::{Decode, Json, Message};
pub use self::encode::Encode;
pub use self::spec::{EmptyBody, ErrorCodeLocation, OperationSelector, Spec};
#[cfg(feature = "cbor")]
use crate::codec::cbor::CborWriter;
use crate::codec::json::{JsonWriter, Names};
#[cfg(feature = "xml")]
use crate::codec::query::{Dialect, QueryWriter};
#[cfg(feature = "xml")]
use crate::codec::xml::XmlWriter;
use crate::model::schema::TimestampFormat;
use crate::shape::sealed::Sealed;

/// A wire protocol: facts and codecs.
///
/// ```
/// use sansmith::protocol::{OperationSelector, Protocol, RestJson1};
///
/// assert_eq!(RestJson1::SPEC.selector, OperationSelector::MethodAndUri);
/// assert_eq!(RestJson1::SPEC.content_type, "application/json");
/// ```
pub trait Protocol: 'static + Sealed {
    /// Facts.
    const SPEC: Spec;
    /// A serializer of request bodies.
    type Encoder: Encode;
    /// Deserializer of response bodies.
    type Decoder: Decode;
}

/// Declares the protocols.
macro_rules! protocols {
    ($($(#[$meta:meta])* $name:ident, $encoder:ty, $decoder:ty, $spec:expr;)*) => {$(
        $(#[$meta])*
        #[derive(Debug)]
        pub enum $name {}

        $(#[$meta])*
        impl Sealed for $name {}

        $(#[$meta])*
        impl Protocol for $name {
            const SPEC: Spec = $spec;
            type Encoder = $encoder;
            type Decoder = $decoder;
        }
    )*};
}

protocols! {
    #[doc = "`restJson1`"]
    RestJson1, JsonWriter, Json, Spec {
        selector: OperationSelector::MethodAndUri,
        empty_body: EmptyBody::WithInput,
        content_type: "application/json",
        names: Names::Wire,
        ..Spec::named("restJson1")
    };

    #[doc = "`restXml`"]
    #[cfg(feature = "xml")]
    RestXml, XmlWriter, Xml, Spec {
        selector: OperationSelector::MethodAndUri,
        empty_body: EmptyBody::Never,
        content_type: "application/xml",
        event_content_type: "application/xml",
        error_code: ErrorCodeLocation::Element,
        ..Spec::named("restXml")
    };

    #[doc = "`awsJson1_0`"]
    AwsJson1_0, JsonWriter, Json, Spec {
        selector: OperationSelector::TargetHeader,
        content_type: "application/x-amz-json-1.0",
        query_mode: true,
        ..Spec::named("awsJson1_0")
    };

    #[doc = "`awsJson1_1`"]
    AwsJson1_1, JsonWriter, Json, Spec {
        selector: OperationSelector::TargetHeader,
        content_type: "application/x-amz-json-1.1",
        query_mode: true,
        ..Spec::named("awsJson1_1")
    };

    #[doc = "`awsQuery`"]
    #[cfg(feature = "xml")]
    AwsQuery, QueryWriter, Xml, Spec {
        selector: OperationSelector::ActionParam(Dialect::Aws),
        content_type: "application/x-www-form-urlencoded",
        event_content_type: "application/xml",
        error_code: ErrorCodeLocation::Element,
        ..Spec::named("awsQuery")
    };

    #[doc = "`ec2Query`"]
    #[cfg(feature = "xml")]
    Ec2Query, QueryWriter, Xml, Spec {
        selector: OperationSelector::ActionParam(Dialect::Ec2),
        content_type: "application/x-www-form-urlencoded",
        event_content_type: "application/xml",
        error_code: ErrorCodeLocation::Element,
        ..Spec::named("ec2Query")
    };

    #[doc = "`rpcv2Cbor`"]
    #[cfg(feature = "cbor")]
    RpcV2Cbor, CborWriter, Cbor, Spec {
        selector: OperationSelector::RpcPath,
        empty_body: EmptyBody::WithInput,
        content_type: "application/cbor",
        event_content_type: "application/cbor",
        smithy_protocol: Some("rpc-v2-cbor"),
        query_mode: true,
        error_code: ErrorCodeLocation::Type,
        ..Spec::named("rpcv2Cbor")
    };

    #[doc = "`rpcv2Json`"]
    RpcV2Json, JsonWriter, Json, Spec {
        selector: OperationSelector::RpcPath,
        empty_body: EmptyBody::WithInput,
        content_type: "application/json",
        timestamp_format: Some(TimestampFormat::EpochSeconds),
        quotes_big_numbers: true,
        smithy_protocol: Some("rpc-v2-json"),
        query_mode: true,
        error_code: ErrorCodeLocation::Type,
        ..Spec::named("rpcv2Json")
    };
}
