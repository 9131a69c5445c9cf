//! Builds HTTP requests from inputs.
//!
//! **Invariants**
//! - A request is a function of input and [`Options`]: deterministic if the token source is.
//! - `Debug` omits the body and redacts sensitive data.
//! - No value causes a panic; values that cannot be sent give an error with a path.
//!
//! <https://smithy.io/2.0/spec/http-bindings.html#serializing-http-messages>

mod address;
mod assemble;
mod body;
pub(crate) mod checksum;
mod compression;
mod content;
mod curl;
pub(crate) mod head;
mod headers;
mod host;
mod options;
mod parts;
mod place;
#[cfg(feature = "endpoint")]
mod resolved;
mod split;
mod token;
mod uri;
mod walk;

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;

use std::fmt;

#[cfg(feature = "events")]
pub(crate) use self::body::content_type as payload_content_type;
pub use self::content::{Body, NoStream};
pub use self::options::{Checksums, Options};
use self::parts::RequestParts;
pub use self::token::uuid;
use crate::http::operation::Operation;
use crate::http::protocol::{Encode, OperationSelector, Protocol};
use crate::model::schema::Member;
use crate::shape::Shape;
#[cfg(feature = "registry")]
use crate::shape::serializer::ShapeSerializer;
use crate::types::Error;

/// A request without a host, which the caller adds.
#[derive(Clone)]
#[non_exhaustive]
pub struct Request<S = NoStream> {
    /// Method, path and query, headers, and body.
    pub http: http::Request<Body<S>>,
    /// Host prefix, including its final dot.
    pub host_prefix: Option<String>,
    /// Endpoint given by the input, used instead of the service's.
    pub endpoint: Option<String>,
    /// Length of the bucket in the path, including its slash; 0 if absent.
    #[cfg(feature = "endpoint")]
    bucket: usize,
    /// True if URI or host contain sensitive data.
    sensitive: bool,
    /// Operation, for displaying the request.
    operation: &'static crate::http::operation::Schema,
    /// Input members.
    members: &'static [Member],
}

#[cfg(all(test, feature = "sign"))]
impl<S> Request<S> {
    /// Wraps a plain message, for tests.
    pub(crate) const fn of(
        http: http::Request<Body<S>>,
        operation: &'static crate::http::operation::Schema,
    ) -> Self {
        Self {
            http,
            host_prefix: None,
            endpoint: None,
            #[cfg(feature = "endpoint")]
            bucket: 0,
            sensitive: false,
            operation,
            members: &[],
        }
    }
}

#[expect(
    clippy::missing_fields_in_debug,
    reason = "the schemas of the operation are no part of the message"
)]
impl<S> fmt::Debug for Request<S> {
    /// Omits the body and redacts sensitive data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host_prefix = self.host_prefix.as_deref();
        let host_prefix = host_prefix.map(|prefix| if self.sensitive { "***" } else { prefix });
        let mut request = f.debug_struct("Request");
        request.field("method", self.http.method());
        if self.sensitive {
            request.field("uri", &format_args!("***"));
        } else {
            request.field("uri", self.http.uri());
        }
        request
            .field("headers", self.http.headers())
            .field("body", self.http.body())
            .field("host_prefix", &host_prefix)
            .field("endpoint", &self.endpoint)
            .finish()
    }
}

/// A byte stream of the caller, used as the payload.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stream<S> {
    /// Stream.
    pub stream: S,
    /// Length in bytes, if known.
    pub length: Option<u64>,
}

impl<S> Stream<S> {
    /// A stream of unknown length.
    pub const fn new(stream: S) -> Self {
        Self {
            stream,
            length: None,
        }
    }

    /// Sets the length.
    #[must_use]
    pub fn length(mut self, length: u64) -> Self {
        self.length = Some(length);
        self
    }
}

/// Starts a request.
fn parts<O: Operation>(options: &Options) -> RequestParts<'_> {
    RequestParts::new(const { &O::Protocol::SPEC }, O::SCHEMA, options)
}

/// A serializer for the body of an operation's request.
fn encoder<O: Operation>() -> <O::Protocol as Protocol>::Encoder {
    Encode::begin(&O::Protocol::SPEC, O::SCHEMA)
}

/// Builds the request for an input by a protocol, with the caller's stream as the payload if there is one.
#[cfg(feature = "dynamic")]
pub(crate) fn request_by<P: Protocol, T: Shape, S>(
    operation: &'static crate::http::operation::Schema,
    input: &T,
    stream: Option<Stream<S>>,
    options: &Options,
) -> Result<Request<S>, Error> {
    check(input, options)?;
    let mut parts = RequestParts::new(const { &P::SPEC }, operation, options);
    let mut encoder: P::Encoder = Encode::begin(&P::SPEC, operation);
    parts.stream = stream.as_ref().map(|stream| Stream {
        stream: (),
        length: stream.length,
    });
    walk::write(input, &mut parts, &mut encoder);
    let members = input.own_schema().members();
    finish(parts, encoder, stream.map(|stream| stream.stream), members)
}

/// Builds the request for an input.
pub(crate) fn request<O: Operation>(input: &O::Input, options: &Options) -> Result<Request, Error>
where
    O::Input: Shape,
{
    check(input, options)?;
    let (mut parts, mut encoder) = (parts::<O>(options), encoder::<O>());
    walk::write(input, &mut parts, &mut encoder);
    finish(parts, encoder, None, O::Input::SCHEMA.members())
}

/// Builds the request for an input with a `dyn` serializer: slower, but less code for programs with many operations.
#[cfg(feature = "registry")]
pub(crate) fn request_dyn<O: Operation>(
    input: &O::Input,
    options: &Options,
) -> Result<Request, Error>
where
    O::Input: Shape,
{
    check(input, options)?;
    let (mut parts, mut encoder) = (parts::<O>(options), encoder::<O>());
    let writer: &mut dyn ShapeSerializer = &mut encoder;
    walk::write(input, &mut parts, writer);
    finish(parts, encoder, None, O::Input::SCHEMA.members())
}

/// Serializes the body of a request, for protocols without HTTP bindings.
#[cfg(feature = "events")]
pub(crate) fn document<P: Protocol, T: Shape>(
    operation: &'static crate::http::operation::Schema,
    input: &T,
    options: &Options,
) -> Result<Vec<u8>, Error> {
    let mut parts = RequestParts::new(const { &P::SPEC }, operation, options);
    let mut encoder: P::Encoder = Encode::begin(&P::SPEC, operation);
    walk::write(input, &mut parts, &mut encoder);
    match parts.head.take_error() {
        Some(error) => Err(error),
        None => Ok(encoder.finish()),
    }
}

/// Builds the request for an input whose payload is a stream of the caller.
pub(crate) fn request_streaming<O: Operation, S>(
    input: &O::Input,
    stream: Stream<S>,
    options: &Options,
) -> Result<Request<S>, Error>
where
    O::Input: Shape,
{
    const {
        assert!(
            O::SCHEMA.event_input
                || O::SCHEMA.streaming_input
                    && matches!(O::Protocol::SPEC.selector, OperationSelector::MethodAndUri),
            "the operation takes no stream: use `request`"
        );
    }
    check(input, options)?;
    let (mut parts, mut encoder) = (parts::<O>(options), encoder::<O>());
    parts.stream = Some(Stream {
        stream: (),
        length: stream.length,
    });
    walk::write(input, &mut parts, &mut encoder);
    finish(
        parts,
        encoder,
        Some(stream.stream),
        O::Input::SCHEMA.members(),
    )
}

/// Completes a request after the input was visited.
fn finish<S>(
    mut parts: RequestParts<'_>,
    encoder: impl Encode,
    stream: Option<S>,
    members: &'static [Member],
) -> Result<Request<S>, Error> {
    // With events, the members of protocols without HTTP bindings are in the first event.
    let has_body = parts.has_body && !parts.operation.event_input;
    let body = has_body.then(|| encoder.finish());
    parts.finish(body, stream, members)
}

/// Validates an input, if requested.
#[cfg(feature = "validate")]
fn check<T: Shape>(input: &T, options: &Options) -> Result<(), Error> {
    match options.check() {
        Some(check) => check(&mut |writer| crate::shape::serializer::write(input, writer)),
        None => Ok(()),
    }
}

/// Validation is not part of this build.
#[cfg(not(feature = "validate"))]
#[expect(
    clippy::unnecessary_wraps,
    reason = "with the feature `validate` it may fail"
)]
const fn check<T: Shape>(_: &T, _: &Options) -> Result<(), Error> {
    Ok(())
}
