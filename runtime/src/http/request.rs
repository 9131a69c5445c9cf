//! An input into an HTTP request.
//!
//! **Invariants**
//! - A request is a function of its input and of the caller's [`Options`]: the same of both, with a token source that
//!   says the same, give the same bytes.
//! - `Debug` of a request shows neither its body nor what the model calls sensitive.
//! - No value makes it panic; what cannot be sent is refused with its path.
//!
//! <https://smithy.io/2.0/spec/http-bindings.html#serializing-http-messages>

mod address;
mod body;
mod checksum;
mod compression;
mod content;
mod curl;
mod head;
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

pub use self::content::{Body, NoStream};
pub use self::options::{Addressing, Checksums, Options};
use self::parts::RequestParts;
pub use self::token::uuid;
use crate::http::operation::Operation;
use crate::http::protocol::{Encode, OperationSelector, Protocol};
use crate::model::schema::Member;
use crate::shape::Shape;
#[cfg(feature = "registry")]
use crate::shape::serializer::ShapeSerializer;
use crate::types::Error;

/// A request without a host: who sends it knows where.
#[derive(Clone)]
#[non_exhaustive]
pub struct Request<S = NoStream> {
    /// Method, path and query, headers and body.
    pub http: http::Request<Body<S>>,
    /// What stands before the host, with the dot that parts them.
    pub host_prefix: Option<String>,
    /// The endpoint that the input asks for in place of the service's.
    pub endpoint: Option<String>,
    /// The length of the bucket in the path, with the slash before it; 0 where the path has none.
    #[cfg(feature = "endpoint")]
    bucket: usize,
    /// Whether the bucket is before the host.
    #[cfg(feature = "endpoint")]
    bucket_moved: bool,
    /// Whether URI or host have a value that is hidden wherever values are shown.
    sensitive: bool,
    /// The operation, for who shows the request.
    operation: &'static crate::http::operation::Schema,
    /// The members of the input.
    members: &'static [Member],
}

#[cfg(all(test, feature = "sign"))]
impl<S> Request<S> {
    /// A message by itself, for tests of what is done to requests.
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
            #[cfg(feature = "endpoint")]
            bucket_moved: false,
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
    /// Without what the model calls sensitive, and without the body.
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

/// A caller's stream of bytes, in the place of an input's payload.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stream<S> {
    /// What is sent.
    pub stream: S,
    /// Its length in bytes, where it is known.
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

    /// Says its length.
    #[must_use]
    pub fn length(mut self, length: u64) -> Self {
        self.length = Some(length);
        self
    }
}

/// The facts of an operation's protocol.
fn parts<O: Operation>(options: &Options) -> RequestParts<'_> {
    RequestParts::new(const { &O::Protocol::SPEC }, O::SCHEMA, options)
}

/// A serializer for the body of an operation's request.
fn encoder<O: Operation>() -> <O::Protocol as Protocol>::Encoder {
    Encode::begin(&O::Protocol::SPEC, O::SCHEMA)
}

/// The request of an input.
pub(crate) fn request<O: Operation>(input: &O::Input, options: &Options) -> Result<Request, Error>
where
    O::Input: Shape,
{
    check(input, options)?;
    let (mut parts, mut encoder) = (parts::<O>(options), encoder::<O>());
    walk::write(input, &mut parts, &mut encoder);
    finish(parts, encoder, None, O::Input::SCHEMA.members())
}

/// The request of an input, by way of a `dyn` serializer: slower, and smaller where a program has many operations.
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

/// The request of an input whose payload is the caller's stream.
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
            O::SCHEMA.streaming_input
                && matches!(O::Protocol::SPEC.selector, OperationSelector::MethodAndUri),
            "the operation takes no stream of bytes: use `request`"
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

/// The request that a walk has made.
fn finish<S>(
    mut parts: RequestParts<'_>,
    encoder: impl Encode,
    stream: Option<S>,
    members: &'static [Member],
) -> Result<Request<S>, Error> {
    let body = parts.has_body.then(|| encoder.finish());
    parts.finish(body, stream, members)
}

/// Checks an input against its model, if the caller wants that.
#[cfg(feature = "validate")]
fn check<T: Shape>(input: &T, options: &Options) -> Result<(), Error> {
    match options.check() {
        Some(check) => check(&mut |writer| crate::shape::serializer::write(input, writer)),
        None => Ok(()),
    }
}

/// Checks nothing: this build cannot.
#[cfg(not(feature = "validate"))]
#[expect(
    clippy::unnecessary_wraps,
    reason = "with the feature `validate` it may fail"
)]
const fn check<T: Shape>(_: &T, _: &Options) -> Result<(), Error> {
    Ok(())
}
