//! What an operation is: its input, its output, its errors and its facts; and its two pure functions.

mod discovery;
mod error;
mod schema;

pub use self::discovery::{DiscoveredEndpoint, Discovery, DiscoveryFailure};
pub use self::error::Retry;
pub use self::error::{
    AnyFailure, ErrorVisitor, Failure, OperationError, RawResponse, debug, display, is, source,
};
pub(crate) use self::error::{ErrorMetadata, ErrorParts, Reading, short_text};
pub use self::schema::{Checksum, EventStream, Schema};

use crate::http::protocol::Protocol;
use crate::http::request::{self, Request, Stream};
use crate::http::response::{self, Corrected, Streamed};
use crate::shape::Shape;
use crate::types::Error;

/// An operation of a service: an input becomes a request, a response becomes an output or an error.
///
/// Both are pure functions: no client, no clock, and no randomness but the token source a caller may replace.
pub trait Operation: Sized + 'static {
    /// How it travels.
    type Protocol: Protocol;
    /// What it takes. An input that streams events is an [`EventStream`], which is no [`Shape`]: such an operation
    /// has no [`request`](Self::request) yet.
    type Input: 'static;
    /// What it gives; an [`EventStream`] where it streams events, and then there is no [`response`](Self::response)
    /// yet.
    type Output: 'static;
    /// Its errors.
    type Error: OperationError;
    /// What the model says of it.
    const SCHEMA: &'static Schema;
    /// The parameters of the endpoint rules that the operation gives; none where its crate was built without the
    /// feature `endpoint`.
    #[cfg(feature = "endpoint")]
    const ENDPOINT: &'static [crate::endpoint::Binding] = &[];

    /// The endpoint of a request with that input.
    ///
    /// A caller that keeps the parameters for many requests asks the rules itself, with
    /// [`Arguments::of`](crate::endpoint::Arguments::of) and
    /// [`Rules::resolve_with`](crate::endpoint::Rules::resolve_with), and copies less.
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

    /// The request of an input; a token that was left out is a random UUID.
    ///
    /// # Errors
    ///
    /// Something in the input cannot be sent, an empty label say; the error has its path.
    fn request(input: &Self::Input) -> Result<Request, Error>
    where
        Self::Input: Shape,
    {
        Self::request_with(input, &request::Options::new())
    }

    /// The request of an input, with a source of tokens and choices of the caller's own. The same input and the same
    /// source give the same bytes.
    ///
    /// # Errors
    ///
    /// Something in the input cannot be sent, an empty label say; the error has its path.
    fn request_with(input: &Self::Input, options: &request::Options) -> Result<Request, Error>
    where
        Self::Input: Shape,
    {
        request::request::<Self>(input, options)
    }

    /// The request of an input whose payload is the caller's stream, for the operations whose payload is one; what the
    /// input has in that member is left out. It does not compile for any other.
    ///
    /// A stream is neither compressed nor summed: that is for who reads it.
    ///
    /// # Errors
    ///
    /// Something in the input cannot be sent, or the length of the stream must be known and is not.
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

    /// The output, or the error, of a response. What a response lacks is corrected as Smithy asks clients to.
    ///
    /// # Errors
    ///
    /// The service answered with an error, or with something that cannot be read; then the error says where.
    fn response<B: AsRef<[u8]>>(response: http::Response<B>) -> Result<Self::Output, Self::Error>
    where
        Self::Output: Shape,
    {
        response::response::<Self, B>(&response)
    }

    /// The same, with the paths of the required members that the response lacked.
    ///
    /// # Errors
    ///
    /// The service answered with an error, or with something that cannot be read; then the error says where.
    fn response_corrected<B: AsRef<[u8]>>(
        response: http::Response<B>,
    ) -> Result<Corrected<Self::Output>, Self::Error>
    where
        Self::Output: Shape,
    {
        Self::response_with(&response, &response::Options::new())
    }

    /// The same, with choices of the caller's own, and of a response that is only looked at.
    ///
    /// # Errors
    ///
    /// The service answered with an error, or with something that cannot be read; then the error says where.
    fn response_with<B: AsRef<[u8]>>(
        response: &http::Response<B>,
        options: &response::Options,
    ) -> Result<Corrected<Self::Output>, Self::Error>
    where
        Self::Output: Shape,
    {
        response::response_corrected::<Self, B>(response, *options)
    }

    /// The output of a success whose body is a stream of bytes, which comes back as it is. Where the response is
    /// anything else it comes back itself, to be read whole and handed to [`response`](Self::response).
    ///
    /// # Errors
    ///
    /// A header cannot be read.
    fn response_stream<S>(
        response: http::Response<S>,
    ) -> Result<Streamed<Self::Output, S>, Self::Error>
    where
        Self::Output: Shape,
    {
        response::response_stream::<Self, S>(response)
    }
}

#[cfg(feature = "endpoint")]
impl<'i> crate::endpoint::Arguments<'i> {
    /// The parameters that an operation gives with that input.
    ///
    /// The list is empty where the generated crate was built without its feature `endpoint`.
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
