//! Operations that answer lines.

use crate::http::request::{Options, Request};
use crate::http::response;
use crate::registry::{Answer, OperationEntry};
use crate::types::Error;

/// An operation that answers lines: of a generated crate, or of a model that is read at run time.
pub trait Entry {
    /// Name in the model.
    fn name(&self) -> &str;

    /// Builds a request from an input in JSON.
    ///
    /// # Errors
    ///
    /// The input does not match its shape, or cannot be sent.
    fn request(&self, json: &[u8], options: &Options) -> Result<Request, Error>;

    /// The endpoint of an input by the rules of the service.
    ///
    /// # Errors
    ///
    /// The input does not match its shape, or the rules give no endpoint.
    #[cfg(feature = "endpoint")]
    fn endpoint(
        &self,
        json: &[u8],
        params: &crate::endpoint::Params<'_>,
    ) -> Result<crate::endpoint::Endpoint<'static>, String>;

    /// Validates an input in JSON; returns all violations.
    ///
    /// # Errors
    ///
    /// The input is not JSON.
    #[cfg(feature = "validate")]
    fn validate(&self, json: &[u8]) -> Result<Vec<crate::validate::Violation>, Error>;

    /// Parses a response. An unreadable one is an [`Answer`] with the reason.
    fn response(&self, response: &http::Response<&[u8]>, options: &response::Options) -> Answer;

    /// The operation for servers, if it answers their lines.
    #[cfg(feature = "server")]
    fn served(&self) -> Option<&crate::server::ServedOperation> {
        None
    }

    /// The events of a side; `None` if it has none.
    #[cfg(feature = "events")]
    fn events(&self, side: EventSide) -> Option<&crate::registry::EventEntry> {
        let _ = side;
        None
    }
}

/// A side of an operation that has events.
#[cfg(feature = "events")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventSide {
    /// Events of the request.
    Input,
    /// Events of the response.
    Output,
}

impl Entry for OperationEntry {
    #[cfg(feature = "server")]
    fn served(&self) -> Option<&crate::server::ServedOperation> {
        Some(self.served())
    }

    fn name(&self) -> &str {
        self.name()
    }

    fn request(&self, json: &[u8], options: &Options) -> Result<Request, Error> {
        self.request(json, options)
    }

    #[cfg(feature = "endpoint")]
    fn endpoint(
        &self,
        json: &[u8],
        params: &crate::endpoint::Params<'_>,
    ) -> Result<crate::endpoint::Endpoint<'static>, String> {
        let arguments = self.arguments(json).map_err(|error| error.to_string())?;
        resolve(self.schema(), params, &arguments)
    }

    #[cfg(feature = "validate")]
    fn validate(&self, json: &[u8]) -> Result<Vec<crate::validate::Violation>, Error> {
        self.validate(json)
    }

    fn response(&self, response: &http::Response<&[u8]>, options: &response::Options) -> Answer {
        self.response(response, options)
    }

    #[cfg(feature = "events")]
    fn events(&self, side: EventSide) -> Option<&crate::registry::EventEntry> {
        match side {
            EventSide::Input => self.input_events(),
            EventSide::Output => self.output_events(),
        }
    }
}

/// The endpoint by the rules of an operation's service.
///
/// # Errors
///
/// The service has no rules, or they give no endpoint.
#[cfg(feature = "endpoint")]
pub fn resolve(
    operation: &crate::http::operation::Schema,
    params: &crate::endpoint::Params<'_>,
    arguments: &crate::endpoint::Arguments<'_>,
) -> Result<crate::endpoint::Endpoint<'static>, String> {
    let rules = operation.service.rules;
    let rules = rules.ok_or("the service has no endpoint rules")?;
    let endpoint = rules.resolve_with(params, arguments);
    endpoint
        .map(crate::endpoint::Endpoint::into_owned)
        .map_err(|error| error.to_string())
}
