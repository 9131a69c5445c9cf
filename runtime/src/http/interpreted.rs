//! Operations that are only known at run time: the same requests and responses as those of generated code.
//!
//! **Invariants**
//! - Protocol and schemas are values; the code is that of [`Operation`](super::Operation), instantiated once for all operations.

use http::{HeaderMap, StatusCode};

use crate::http::operation::{Failure, Schema as Facts};
use crate::http::protocol::{
    AwsJson1_0, AwsJson1_1, AwsQuery, Ec2Query, Message, Protocol, RestJson1, RestXml, RpcV2Cbor,
    RpcV2Json, Spec,
};
use crate::http::request::{self, NoStream, Request, Stream};
use crate::http::response::parse_error::parse_error_of;
use crate::http::response::{self, Corrected, Options, Outcome, ResponseParts, Streamed};
use crate::model::schema::Schema;
use crate::shape::Shape;
use crate::shape::deserializer::Node;
use crate::types::Error;

/// Status and headers of a response.
type Head<'a> = (StatusCode, &'a HeaderMap);

/// A protocol as a value.
///
/// ```
/// use sansmith::interpreted::AnyProtocol;
///
/// let protocol = AnyProtocol::by_name("restJson1");
/// assert_eq!(protocol, Some(AnyProtocol::RestJson1));
/// assert_eq!(protocol.unwrap().spec().content_type, "application/json");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the variants are the protocols of that name")]
#[non_exhaustive]
pub enum AnyProtocol {
    AwsJson1_0,
    AwsJson1_1,
    AwsQuery,
    Ec2Query,
    RestJson1,
    RestXml,
    RpcV2Cbor,
    RpcV2Json,
}

/// Calls a function that is generic over the protocol.
macro_rules! by {
    ($protocol:expr, $P:ident => $call:expr) => {
        match $protocol {
            AnyProtocol::AwsJson1_0 => {
                type $P = AwsJson1_0;
                $call
            }
            AnyProtocol::AwsJson1_1 => {
                type $P = AwsJson1_1;
                $call
            }
            AnyProtocol::AwsQuery => {
                type $P = AwsQuery;
                $call
            }
            AnyProtocol::Ec2Query => {
                type $P = Ec2Query;
                $call
            }
            AnyProtocol::RestJson1 => {
                type $P = RestJson1;
                $call
            }
            AnyProtocol::RestXml => {
                type $P = RestXml;
                $call
            }
            AnyProtocol::RpcV2Cbor => {
                type $P = RpcV2Cbor;
                $call
            }
            AnyProtocol::RpcV2Json => {
                type $P = RpcV2Json;
                $call
            }
        }
    };
}

#[cfg(feature = "events")]
pub(crate) use by;

impl AnyProtocol {
    /// All protocols.
    pub const ALL: [Self; 8] = [
        Self::AwsJson1_0,
        Self::AwsJson1_1,
        Self::AwsQuery,
        Self::Ec2Query,
        Self::RestJson1,
        Self::RestXml,
        Self::RpcV2Cbor,
        Self::RpcV2Json,
    ];

    /// The protocol with a Smithy name, such as `restJson1`.
    pub fn by_name(name: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|protocol| protocol.spec().name == name)
    }

    /// Facts of the protocol.
    pub const fn spec(self) -> &'static Spec {
        by!(self, P => const { &<P as Protocol>::SPEC })
    }
}

/// An operation that is only known at run time.
///
/// Inputs, outputs and errors are values of a [`DYNAMIC`](Shape::DYNAMIC) type with the given schemas.
#[derive(Debug, Clone, Copy)]
pub struct AnyOperation {
    /// Facts of the operation.
    pub facts: &'static Facts,
    /// Protocol.
    pub protocol: AnyProtocol,
    /// Schema of the input.
    pub input: &'static Schema,
    /// Schema of the output.
    pub output: &'static Schema,
    /// Schemas of the modelled errors.
    pub errors: &'static [&'static Schema],
    /// The union of the input's events, if it has any.
    #[cfg(feature = "events")]
    pub input_events: Option<&'static Schema>,
    /// The union of the output's events, if it has any.
    #[cfg(feature = "events")]
    pub output_events: Option<&'static Schema>,
    /// Endpoint parameters set by the operation.
    #[cfg(feature = "endpoint")]
    pub endpoint: &'static [crate::endpoint::Binding],
}

impl AnyOperation {
    /// Builds the request for an input.
    ///
    /// # Errors
    ///
    /// The input cannot be sent; the error has the path.
    pub fn request<T: Shape>(
        &self,
        input: &T,
        options: &request::Options,
    ) -> Result<Request, Error> {
        by!(self.protocol, P => request::request_by::<P, T, NoStream>(self.facts, input, None, options))
    }

    /// Builds a request with the caller's stream as the payload, if the operation takes one.
    ///
    /// # Errors
    ///
    /// The input cannot be sent, or the length of the stream is required but unknown.
    pub fn request_streaming<T: Shape, S>(
        &self,
        input: &T,
        stream: Stream<S>,
        options: &request::Options,
    ) -> Result<Request<S>, Error> {
        by!(self.protocol, P => request::request_by::<P, T, S>(self.facts, input, Some(stream), options))
    }

    /// Parses a response to an output, or an error of the service; of an unmodelled error, the content is a document.
    ///
    /// # Errors
    ///
    /// The service returned an error, or the response is unreadable; the error has the location.
    pub fn response<T: Shape, B: AsRef<[u8]>>(
        &self,
        response: &http::Response<B>,
        options: &Options,
    ) -> Result<Corrected<T>, Failure<T>> {
        let head = (response.status(), response.headers());
        let body = response.body().as_ref();
        by!(self.protocol, P => self.response_by::<P, T>(head, body, *options))
    }

    /// Parses the headers of a successful response whose body is a stream of bytes or of events, and returns the stream; any
    /// other response is returned as it is.
    ///
    /// # Errors
    ///
    /// A header is malformed.
    pub fn response_stream<T: Shape, S>(
        &self,
        response: http::Response<S>,
    ) -> Result<Streamed<T, S>, Failure<T>> {
        let head = (response.status(), response.headers());
        let read = by!(self.protocol, P => self.head_by::<P, T>(head))?;
        Ok(match read {
            Some(output) => Streamed::Output(output, response.into_body()),
            None => Streamed::Whole(response),
        })
    }

    /// The endpoint parameters that an input sets.
    #[cfg(feature = "endpoint")]
    pub fn arguments<'i, T: Shape>(&self, input: &'i T) -> crate::endpoint::Arguments<'i> {
        crate::endpoint::Arguments::collect(input, self.endpoint, self.facts.service.rules)
    }

    fn response_by<P: Protocol, T: Shape>(
        &self,
        head: Head<'_>,
        body: &[u8],
        options: Options,
    ) -> Result<Corrected<T>, Failure<T>> {
        let parts = ResponseParts::by::<P>(self.facts, head, body).with(options);
        let options = options.format(parts.spec);
        let mut message =
            <P::Decoder as crate::http::protocol::Decode>::absent(self.output, options);
        let outcome =
            response::parse_body::<T, P::Decoder>(&parts, &mut message, self.output, options);
        let message: &mut dyn Message = &mut message;
        match self.finish(&parts, message, outcome) {
            Ok(output) => Ok(Corrected {
                output,
                paths: message.take_corrected(),
                unread: message.take_unread(),
            }),
            Err(failure) => Err(failure),
        }
    }

    /// The output of a successful response whose body is a stream; `None` for any other.
    fn head_by<P: Protocol, T: Shape>(&self, head: Head<'_>) -> Result<Option<T>, Failure<T>> {
        let parts = ResponseParts::by::<P>(self.facts, head, &[]);
        let is_streamed = self.facts.streaming_output || self.facts.event_output;
        if !is_streamed || !parts.is_success() {
            return Ok(None);
        }
        let options = Options::new().format(parts.spec);
        let mut message =
            <P::Decoder as crate::http::protocol::Decode>::absent(self.output, options);
        let message: &mut dyn Message = &mut message;
        self.finish(&parts, message, Outcome::Output(Node::NONE))
            .map(Some)
    }

    /// Reads the output or error from a parsed body.
    fn finish<T: Shape>(
        &self,
        parts: &ResponseParts<'_>,
        message: &mut dyn Message,
        outcome: Outcome,
    ) -> Result<T, Failure<T>> {
        let read = response::read_output(parts, message, self.output, outcome);
        read.map_err(|cause| {
            parse_error_of(
                parts,
                message,
                self.errors,
                cause,
                |index, error_parts| match index.and_then(|index| self.errors.get(index)) {
                    Some(schema) => error_parts.modeled(schema),
                    None => error_parts.unhandled(),
                },
            )
        })
    }
}
