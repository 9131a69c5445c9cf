//! Endpoint discovery: an operation whose host is found by asking the service.
//!
//! <https://smithy.io/2.0/aws/aws-core.html#client-endpoint-discovery>

use std::time::Duration;

use super::{Operation, OperationError, Retry, Schema};
use crate::forms::Codecs;
use crate::http::request::Request;
use crate::shape::Shape;
use crate::types::{Error, Value};

/// The seconds of a minute.
const MINUTE: u64 = 60;

/// Facts of an operation whose host is found by asking the service.
#[derive(Debug, Clone, Copy)]
pub struct Discovery {
    /// Whether the default host does not answer the operation.
    pub required: bool,
    /// The members of its input that tell hosts apart.
    pub identifiers: &'static [&'static str],
    /// The operation that names the hosts.
    pub schema: &'static Schema,
    request: fn(&Value) -> Result<Request, Error>,
    response: Read,
}

/// Reads the hosts of a response.
type Read = fn(&http::Response<Vec<u8>>) -> Result<Vec<DiscoveredEndpoint>, DiscoveryFailure>;

/// A host that a service has named.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DiscoveredEndpoint {
    /// The host, or a URL.
    pub address: String,
    /// The time for which it holds.
    pub period: Duration,
}

/// A reason why a service has named no host.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DiscoveryFailure {
    /// The code of the error.
    pub code: String,
    /// The error in words.
    pub text: String,
    /// The chance of the same request to succeed later.
    pub retry: Retry,
}

impl Discovery {
    /// The facts for an operation whose hosts `O` names.
    pub const fn by<O: Operation>(required: bool) -> Self
    where
        O::Input: Shape,
        O::Output: Shape,
    {
        Self {
            required,
            identifiers: &[],
            schema: O::SCHEMA,
            request: request::<O>,
            response: response::<O>,
        }
    }

    /// Sets the members of the input that tell hosts apart.
    #[must_use]
    pub const fn identified(mut self, members: &'static [&'static str]) -> Self {
        self.identifiers = members;
        self
    }

    /// The request that asks for the hosts of an operation, by the identifiers of its input. Operation and identifiers
    /// are told only if there are identifiers, and the service takes them.
    ///
    /// # Errors
    ///
    /// The request cannot be made.
    pub fn request(
        &self,
        operation: &str,
        identifiers: &[(String, String)],
    ) -> Result<Request, Error> {
        if identifiers.is_empty() {
            return (self.request)(&Value::Structure(Vec::new()));
        }
        let pairs = identifiers.iter().cloned();
        let pairs = pairs.map(|(name, value)| (name, Value::from(value)));
        (self.request)(&Value::structure([
            ("Operation", Value::from(operation)),
            (
                "Identifiers",
                Value::map(pairs.map(|(name, value)| (Value::from(name), value))),
            ),
        ]))
    }

    /// The hosts of a response, the preferred first.
    ///
    /// # Errors
    ///
    /// The service answered with an error, or with something that cannot be read.
    pub fn response(
        &self,
        response: &http::Response<Vec<u8>>,
    ) -> Result<Vec<DiscoveredEndpoint>, DiscoveryFailure> {
        (self.response)(response)
    }
}

/// The request of an input, without the members that the operation does not have.
fn request<O: Operation>(input: &Value) -> Result<Request, Error>
where
    O::Input: Shape,
{
    let known = O::Input::SCHEMA.members();
    let mut input = input.clone();
    if let Value::Structure(members) = &mut input {
        members.retain(|(name, _)| known.iter().any(|member| member.name == *name));
    }
    O::request(&O::Input::from_value(&input)?)
}

fn response<O: Operation>(
    response: &http::Response<Vec<u8>>,
) -> Result<Vec<DiscoveredEndpoint>, DiscoveryFailure>
where
    O::Output: Shape,
{
    let output = O::response_with(response, &crate::http::response::Options::new());
    let output = output.map_err(|error| DiscoveryFailure {
        code: error.code().to_owned(),
        retry: match (error.is_throttle(), error.retryable()) {
            (true, _) => Retry::Throttle,
            (false, true) => Retry::Yes,
            (false, false) => Retry::No,
        },
        text: error.to_string(),
    })?;
    let value = output.output.to_value();
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
    Ok(read.collect())
}
