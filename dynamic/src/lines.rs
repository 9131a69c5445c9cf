//! The JSON-lines server of the runtime's registry, for models that are interpreted.

use std::io::{self, BufRead, Write};

use sansmith::endpoint::{Endpoint, Params};
use sansmith::events::Frame;
use sansmith::registry::{self, Answer, Entry, EventAnswer, EventSide};
use sansmith::request::{Options, Request};
use sansmith::validate::Violation;
use sansmith::{Error, OperationError as _, Schema, response};

use crate::operation::Operation;
use crate::value::DynValue;

/// Operations of a model, with a name.
pub(crate) type Service<'a> = (&'a str, &'a [Operation]);

/// Reads lines and writes a response line for each, as [`registry::serve`] does for generated operations.
///
/// # Errors
///
/// Reading or writing fails. Invalid lines are not errors.
pub fn serve(services: &[Service<'_>], input: impl BufRead, output: impl Write) -> io::Result<()> {
    registry::serve_with(services, input, output)
}

/// The response to a line, without line break, as that of [`registry::respond`].
pub fn respond(services: &[Service<'_>], line: &[u8]) -> String {
    registry::respond_with(services, line)
}

impl Operation {
    /// The union of the events of a side.
    const fn union(self, side: EventSide) -> Option<&'static Schema> {
        match side {
            EventSide::Input => self.input_events(),
            EventSide::Output => self.output_events(),
        }
    }
}

impl Entry for Operation {
    fn name(&self) -> &str {
        (*self).name()
    }

    fn request(&self, json: &[u8], options: &Options) -> Result<Request, Error> {
        let input = DynValue::from_json(self.input(), json)?;
        (*self).request(&input, options)
    }

    fn endpoint(&self, json: &[u8], params: &Params<'_>) -> Result<Endpoint<'static>, String> {
        let input = DynValue::from_json(self.input(), json).map_err(|error| error.to_string())?;
        registry::resolve(self.facts(), params, &(*self).arguments(&input))
    }

    fn write_event(&self, side: EventSide, json: &[u8]) -> Option<Result<Frame, Error>> {
        let union = self.union(side)?;
        let event = DynValue::from_json(union, json);
        Some(event.and_then(|event| self.any().write_event(&event)))
    }

    fn read_event(&self, side: EventSide, frame: &Frame) -> Option<Result<String, EventAnswer>> {
        self.union(side)?;
        let event = self
            .any()
            .read_event::<DynValue>(side == EventSide::Input, frame);
        Some(match event {
            Ok(event) => Ok(event.to_json()),
            Err(error) => Err(EventAnswer::of(&error)),
        })
    }

    fn validate(&self, json: &[u8]) -> Result<Vec<Violation>, Error> {
        registry::validate_json(json, self.input())
    }

    fn response(&self, response: &http::Response<&[u8]>, options: &response::Options) -> Answer {
        match (*self).response(response, options) {
            Ok(read) => Answer::output(&read.output, read.paths),
            Err(error) => Answer::error(error.failure()),
        }
    }
}
