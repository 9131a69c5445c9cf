//! Endpoint discovery: operations whose endpoint is requested from the service.
//!
//! <https://smithy.io/2.0/aws/aws-core.html#client-endpoint-discovery>

use std::time::Duration;

use super::{Nested, NestedFailure, Operation};
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
    pub nested: Nested,
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

impl Discovery {
    /// Discovery by operation `O`.
    pub const fn by<O: Operation>(required: bool) -> Self
    where
        O::Input: Shape,
        O::Output: Shape,
    {
        Self::of(required, Nested::by::<O>())
    }

    /// Discovery by an operation.
    pub const fn of(required: bool, nested: Nested) -> Self {
        Self {
            required,
            identifiers: &[],
            nested,
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
            return self.nested.request(&Value::Structure(Vec::new()));
        }
        let pairs = identifiers.iter().cloned();
        let pairs = pairs.map(|(name, value)| (name, Value::from(value)));
        self.nested.request(&Value::structure([
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
    ) -> Result<Vec<DiscoveredEndpoint>, NestedFailure> {
        Ok(Self::endpoints(&self.nested.response(response)?))
    }

    /// Endpoints in an output, most preferred first.
    pub fn endpoints(output: &Value) -> Vec<DiscoveredEndpoint> {
        let endpoints = output.get("Endpoints").and_then(Value::as_list);
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
}
