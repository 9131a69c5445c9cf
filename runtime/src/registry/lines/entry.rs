//! Operations that answer lines.

#[cfg(feature = "events")]
use crate::events::Frame;
use crate::http::request::{Options, Request};
use crate::http::response;
use crate::registry::{Answer, OperationEntry};
#[cfg(feature = "events")]
use crate::registry::{EventAnswer, EventEntry};
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

    /// Writes an event in JSON as a frame; `None` if the side has no events.
    ///
    /// # Errors
    ///
    /// The text is not JSON, does not match the union, or cannot be sent.
    #[cfg(feature = "events")]
    fn write_event(&self, side: EventSide, json: &[u8]) -> Option<Result<Frame, Error>> {
        let _ = (side, json);
        None
    }

    /// Reads the event in a frame, as JSON in serde's form; `None` if the side has no events.
    ///
    /// # Errors
    ///
    /// The frame has an exception or an error, or cannot be read.
    #[cfg(feature = "events")]
    fn read_event(&self, side: EventSide, frame: &Frame) -> Option<Result<String, EventAnswer>> {
        let _ = (side, frame);
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

#[cfg(feature = "events")]
impl OperationEntry {
    /// The events of a side.
    const fn events(&self, side: EventSide) -> Option<&EventEntry> {
        match side {
            EventSide::Input => self.input_events(),
            EventSide::Output => self.output_events(),
        }
    }
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
    fn write_event(&self, side: EventSide, json: &[u8]) -> Option<Result<Frame, Error>> {
        Some(self.events(side)?.write(json))
    }

    #[cfg(feature = "events")]
    fn read_event(&self, side: EventSide, frame: &Frame) -> Option<Result<String, EventAnswer>> {
        Some(self.events(side)?.read(frame))
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
