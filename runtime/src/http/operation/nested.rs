//! Operations that the calls of another operation make themselves: for an endpoint, for credentials, for a region.

use std::fmt;
use std::marker::PhantomData;

use super::{Operation, OperationError, Retry, Schema};
use crate::forms::Codecs;
use crate::http::OperationExt as _;
use crate::http::request::Request;
use crate::shape::Shape;
use crate::types::{Error, Value};

/// An operation that the calls of another operation make themselves: inputs and outputs are [`Value`]s.
#[derive(Debug, Clone, Copy)]
pub struct Nested {
    /// Facts of the operation.
    pub schema: &'static Schema,
    messages: &'static dyn NestedMessages,
}

/// Messages of an operation by value.
pub trait NestedMessages: fmt::Debug + Sync {
    /// Builds the request for an input, without members that the operation lacks.
    ///
    /// # Errors
    ///
    /// The request cannot be built.
    fn request(&self, input: &Value) -> Result<Request, Error>;

    /// The endpoint parameters that an input sets.
    ///
    /// # Errors
    ///
    /// The input does not fit the operation.
    #[cfg(feature = "endpoint")]
    fn arguments(&self, input: &Value) -> Result<crate::endpoint::Arguments<'static>, Error>;

    /// Parses the output of a response.
    ///
    /// # Errors
    ///
    /// The service returned an error, or the response is unreadable.
    fn response(&self, response: &http::Response<Vec<u8>>) -> Result<Value, NestedFailure>;
}

/// A failure of a nested operation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NestedFailure {
    /// Error code.
    pub code: String,
    /// Message.
    pub text: String,
    /// Retryability of a request.
    pub retry: Retry,
}

impl NestedFailure {
    /// The failure of an operation.
    pub fn of<E: OperationError>(error: &E) -> Self {
        Self {
            code: error.code().to_owned(),
            retry: match (error.is_throttle(), error.retryable()) {
                (true, _) => Retry::Throttle,
                (false, true) => Retry::Yes,
                (false, false) => Retry::No,
            },
            text: error.to_string(),
        }
    }
}

/// Messages of a generated operation.
struct Generated<O>(PhantomData<fn() -> O>);

impl<O: Operation> fmt::Debug for Generated<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(O::SCHEMA.name)
    }
}

impl Nested {
    /// Operation `O`.
    pub const fn by<O: Operation>() -> Self
    where
        O::Input: Shape,
        O::Output: Shape,
    {
        Self::of(O::SCHEMA, &Generated::<O>(PhantomData))
    }

    /// An operation with the given messages.
    pub const fn of(schema: &'static Schema, messages: &'static dyn NestedMessages) -> Self {
        Self { schema, messages }
    }

    /// Builds the request for an input, without members that the operation lacks.
    ///
    /// # Errors
    ///
    /// The request cannot be built.
    pub fn request(&self, input: &Value) -> Result<Request, Error> {
        self.messages.request(input)
    }

    /// The endpoint parameters that an input sets.
    ///
    /// # Errors
    ///
    /// The input does not fit the operation.
    #[cfg(feature = "endpoint")]
    pub fn arguments(&self, input: &Value) -> Result<crate::endpoint::Arguments<'static>, Error> {
        self.messages.arguments(input)
    }

    /// Parses the output of a response.
    ///
    /// # Errors
    ///
    /// The service returned an error, or the response is unreadable.
    pub fn response(&self, response: &http::Response<Vec<u8>>) -> Result<Value, NestedFailure> {
        self.messages.response(response)
    }
}

/// The members of an input that an operation has.
fn known<T: Shape>(input: &Value) -> Result<T, Error> {
    let known = T::SCHEMA.members();
    let mut input = input.clone();
    if let Value::Structure(members) = &mut input {
        members.retain(|(name, _)| known.iter().any(|member| member.name == *name));
    }
    T::from_value(&input)
}

impl<O: Operation> NestedMessages for Generated<O>
where
    O::Input: Shape,
    O::Output: Shape,
{
    fn request(&self, input: &Value) -> Result<Request, Error> {
        O::request(&known(input)?)
    }

    #[cfg(feature = "endpoint")]
    fn arguments(&self, input: &Value) -> Result<crate::endpoint::Arguments<'static>, Error> {
        let input: O::Input = known(input)?;
        Ok(crate::endpoint::Arguments::of::<O>(&input).into_owned())
    }

    fn response(&self, response: &http::Response<Vec<u8>>) -> Result<Value, NestedFailure> {
        let output = O::response_with(response, &crate::http::response::Options::new());
        let output = output.map_err(|error| NestedFailure::of(&error))?;
        Ok(output.output.to_value())
    }
}
