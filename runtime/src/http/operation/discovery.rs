//! Endpoint discovery: operations whose endpoint is requested from the service.
//!
//! <https://smithy.io/2.0/aws/aws-core.html#client-endpoint-discovery>

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use super::{Operation, OperationError, Retry, Schema};
use crate::forms::Codecs;
use crate::http::OperationExt as _;
use crate::http::request::Request;
use crate::shape::Shape;
use crate::types::{Error, Value};

/// Seconds per minute.
const MINUTE: u64 = 60;

/// Endpoint discovery of an operation.
#[derive(Debug, Clone, Copy)]
pub struct Discovery {
    /// True if the default endpoint does not serve the operation.
    pub required: bool,
    /// Input members that identify an endpoint.
    pub identifiers: &'static [&'static str],
    /// The operation that returns the endpoints.
    pub schema: &'static Schema,
    messages: &'static dyn DiscoveryMessages,
}

/// Messages of the operation that returns endpoints.
pub trait DiscoveryMessages: fmt::Debug + Sync {
    /// Builds the request for an input, without members that the operation lacks.
    ///
    /// # Errors
    ///
    /// The request cannot be built.
    fn request(&self, input: &Value) -> Result<Request, Error>;

    /// Parses the output of a response.
    ///
    /// # Errors
    ///
    /// The service returned an error, or the response is unreadable.
    fn response(&self, response: &http::Response<Vec<u8>>) -> Result<Value, DiscoveryFailure>;
}

/// Messages of a generated operation.
struct Generated<O>(PhantomData<fn() -> O>);

impl<O: Operation> fmt::Debug for Generated<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(O::SCHEMA.name)
    }
}

/// A discovered endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DiscoveredEndpoint {
    /// Host or URL.
    pub address: String,
    /// Period of validity.
    pub period: Duration,
}

/// A failed endpoint discovery.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DiscoveryFailure {
    /// Error code.
    pub code: String,
    /// Message.
    pub text: String,
    /// Retryability of a request.
    pub retry: Retry,
}

impl Discovery {
    /// Discovery by operation `O`.
    pub const fn by<O: Operation>(required: bool) -> Self
    where
        O::Input: Shape,
        O::Output: Shape,
    {
        Self::of(required, O::SCHEMA, &Generated::<O>(PhantomData))
    }

    /// Discovery by an operation with the given messages.
    pub const fn of(
        required: bool,
        schema: &'static Schema,
        messages: &'static dyn DiscoveryMessages,
    ) -> Self {
        Self {
            required,
            identifiers: &[],
            schema,
            messages,
        }
    }

    /// Sets the input members that identify an endpoint.
    #[must_use]
    pub const fn identified(mut self, members: &'static [&'static str]) -> Self {
        self.identifiers = members;
        self
    }

    /// Builds the request for the endpoints of an operation, with the identifiers of its input. Operation and identifiers are only
    /// sent if there are identifiers and the service accepts them.
    ///
    /// # Errors
    ///
    /// The request cannot be built.
    pub fn request(
        &self,
        operation: &str,
        identifiers: &[(String, String)],
    ) -> Result<Request, Error> {
        if identifiers.is_empty() {
            return self.messages.request(&Value::Structure(Vec::new()));
        }
        let pairs = identifiers.iter().cloned();
        let pairs = pairs.map(|(name, value)| (name, Value::from(value)));
        self.messages.request(&Value::structure([
            ("Operation", Value::from(operation)),
            (
                "Identifiers",
                Value::map(pairs.map(|(name, value)| (Value::from(name), value))),
            ),
        ]))
    }

    /// Endpoints in a response, most preferred first.
    ///
    /// # Errors
    ///
    /// The service returned an error, or the response is unreadable.
    pub fn response(
        &self,
        response: &http::Response<Vec<u8>>,
    ) -> Result<Vec<DiscoveredEndpoint>, DiscoveryFailure> {
        Ok(endpoints(&self.messages.response(response)?))
    }
}

impl<O: Operation> DiscoveryMessages for Generated<O>
where
    O::Input: Shape,
    O::Output: Shape,
{
    fn request(&self, input: &Value) -> Result<Request, Error> {
        let known = O::Input::SCHEMA.members();
        let mut input = input.clone();
        if let Value::Structure(members) = &mut input {
            members.retain(|(name, _)| known.iter().any(|member| member.name == *name));
        }
        O::request(&O::Input::from_value(&input)?)
    }

    fn response(&self, response: &http::Response<Vec<u8>>) -> Result<Value, DiscoveryFailure> {
        let output = O::response_with(response, &crate::http::response::Options::new());
        let output = output.map_err(|error| DiscoveryFailure::of(&error))?;
        Ok(output.output.to_value())
    }
}

impl DiscoveryFailure {
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

/// The endpoints in an output.
fn endpoints(value: &Value) -> Vec<DiscoveredEndpoint> {
    let endpoints = value.get("Endpoints").and_then(Value::as_list);
    let endpoints = endpoints.unwrap_or_default().iter();
    let read = endpoints.filter_map(|endpoint| {
        let address = endpoint.get("Address")?.as_str()?.to_owned();
        let minutes = match endpoint.get("CachePeriodInMinutes") {
            Some(Value::Long(minutes)) => *minutes,
            Some(Value::Integer(minutes)) => i64::from(*minutes),
            _ => 0,
        };
        let minutes = u64::try_from(minutes).unwrap_or_default();
        Some(DiscoveredEndpoint {
            address,
            period: Duration::from_secs(minutes.saturating_mul(MINUTE)),
        })
    });
    read.collect()
}
