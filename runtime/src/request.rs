//! An input into an HTTP request.

use crate::error::{Error, ErrorKind};
use crate::operation::Operation;
use crate::shape::Shape;

/// A request without a host: who sends it knows where.
#[derive(Debug)]
#[non_exhaustive]
pub struct Request<S = std::convert::Infallible> {
    /// Method, path and query, headers and body.
    pub http: http::Request<Body<S>>,
    /// What stands before the host.
    pub host_prefix: Option<String>,
    /// The endpoint that the input asks for in place of the service's.
    pub endpoint: Option<String>,
}

/// The body of a request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Body<S = std::convert::Infallible> {
    /// None.
    #[default]
    Empty,
    /// Bytes at hand.
    Bytes(Vec<u8>),
    /// The caller's stream.
    Stream(S),
}

/// What a caller may choose.
#[derive(Debug, Default)]
pub struct Options<'a> {
    token: Option<&'a str>,
}

impl Options<'_> {
    /// Random tokens, and nothing else out of the ordinary.
    pub const fn new() -> Self {
        Self { token: None }
    }
}

/// The request of an input.
pub(crate) fn request<O: Operation>(_: &O::Input, options: &Options<'_>) -> Result<Request, Error>
where
    O::Input: Shape,
{
    let _ = options.token;
    Err(Error::new(ErrorKind::Unsupported { what: "a request" }))
}
