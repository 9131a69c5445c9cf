//! The methods of an operation: input to request, response to output.
//!
//! **Invariants**
//! - An operation cannot replace a method: all are those of the one implementation for every operation.

use crate::http::operation::Operation;
use crate::http::request::{self, Request, Stream};
use crate::http::response::{self, Corrected, Streamed};
use crate::shape::Shape;
use crate::types::Error;

/// The methods of every [`Operation`]; the `prelude` of a generated crate brings them.
///
/// All are pure functions without client or clock; randomness is limited to the token source, which callers can replace.
pub trait OperationExt: Operation {
    /// Resolves the endpoint for an input.
    ///
    /// To reuse parameters for many requests with less copying, call [`Arguments::of`](crate::endpoint::Arguments::of) and
    /// [`Rules::resolve_with`](crate::endpoint::Rules::resolve_with) directly.
    ///
    /// # Errors
    ///
    /// The service has no rules, a parameter is missing or of the wrong type, or the rules end in an error.
    #[cfg(feature = "endpoint")]
    fn endpoint(
        input: &Self::Input,
        params: &crate::endpoint::Params<'_>,
    ) -> Result<crate::endpoint::Endpoint<'static>, crate::endpoint::Error>
    where
        Self::Input: Shape,
    {
        let arguments = crate::endpoint::Arguments::of::<Self>(input);
        let service = Self::SCHEMA.service;
        let endpoint = service.endpoint_with(params, &arguments)?;
        Ok(endpoint.into_owned())
    }

    /// Builds the request for an input; an absent idempotency token is filled with a random UUID.
    ///
    /// # Errors
    ///
    /// The input cannot be sent, for example because of an empty label; the error has the path.
    fn request(input: &Self::Input) -> Result<Request, Error>
    where
        Self::Input: Shape,
    {
        Self::request_with(input, &request::Options::new())
    }

    /// Builds the request for an input with custom options, such as a token source. The result is deterministic if the token
    /// source is.
    ///
    /// # Errors
    ///
    /// The input cannot be sent, for example because of an empty label; the error has the path.
    fn request_with(input: &Self::Input, options: &request::Options) -> Result<Request, Error>
    where
        Self::Input: Shape,
    {
        request::request::<Self>(input, options)
    }

    /// Builds a request with the caller's stream as the payload, for operations with a streaming payload; does not compile for
    /// others. The payload member of the input is ignored.
    ///
    /// Streams are neither compressed nor checksummed.
    ///
    /// # Errors
    ///
    /// The input cannot be sent, or the length of the stream is required but unknown.
    fn request_streaming<S>(
        input: &Self::Input,
        stream: Stream<S>,
        options: &request::Options,
    ) -> Result<Request<S>, Error>
    where
        Self::Input: Shape,
    {
        request::request_streaming::<Self, S>(input, stream, options)
    }

    /// Parses a response to an output or an error. Missing members are corrected as Smithy requires of clients.
    ///
    /// # Errors
    ///
    /// The service returned an error, or the response is unreadable; the error has the location.
    fn response<B: AsRef<[u8]>>(response: http::Response<B>) -> Result<Self::Output, Self::Error>
    where
        Self::Output: Shape,
    {
        response::response::<Self, B>(&response)
    }

    /// Parses a response; also returns the paths of required members that were missing.
    ///
    /// # Errors
    ///
    /// The service returned an error, or the response is unreadable; the error has the location.
    fn response_corrected<B: AsRef<[u8]>>(
        response: http::Response<B>,
    ) -> Result<Corrected<Self::Output>, Self::Error>
    where
        Self::Output: Shape,
    {
        Self::response_with(&response, &response::Options::new())
    }

    /// Parses a borrowed response with custom options.
    ///
    /// # Errors
    ///
    /// The service returned an error, or the response is unreadable; the error has the location.
    fn response_with<B: AsRef<[u8]>>(
        response: &http::Response<B>,
        options: &response::Options,
    ) -> Result<Corrected<Self::Output>, Self::Error>
    where
        Self::Output: Shape,
    {
        response::response_corrected::<Self, B>(response, *options)
    }

    /// Parses the headers of a successful response whose body is a byte stream, and returns the stream. Any other response is
    /// returned as it is: read its body and call [`response`](Self::response).
    ///
    /// # Errors
    ///
    /// A header is malformed.
    fn response_stream<S>(
        response: http::Response<S>,
    ) -> Result<Streamed<Self::Output, S>, Self::Error>
    where
        Self::Output: Shape,
    {
        response::response_stream::<Self, S>(response)
    }
}

impl<O: Operation> OperationExt for O {}

#[cfg(feature = "endpoint")]
impl<'i> crate::endpoint::Arguments<'i> {
    /// The endpoint parameters that an operation derives from an input.
    ///
    /// Empty if the generated crate was built without its feature `endpoint`.
    pub fn of<O: Operation>(input: &'i O::Input) -> Self
    where
        O::Input: Shape,
    {
        if const { O::ENDPOINT.is_empty() } {
            Self::default()
        } else {
            Self::collect(input, O::ENDPOINT, O::SCHEMA.service.rules)
        }
    }
}
