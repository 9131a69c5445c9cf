//! Events of operations that are only known at run time.

use super::sides::{self, Side};
use super::{EventError, EventReader, EventWriter, Frame, read, write};
use crate::http::interpreted::{AnyOperation, AnyProtocol, by};
use crate::http::protocol::{
    AwsJson1_0, AwsJson1_1, AwsQuery, Ec2Query, Protocol, RestJson1, RestXml, RpcV2Cbor, RpcV2Json,
};
use crate::http::request;
use crate::model::schema::Schema;
use crate::shape::Shape;
use crate::types::{Error, ErrorKind};

impl AnyOperation {
    /// The writer of a request's events, if the input has any: values of its union.
    ///
    /// # Errors
    ///
    /// The input has no events, or cannot be sent.
    pub fn event_writer<T: Shape>(
        &self,
        input: &T,
        options: &request::Options,
    ) -> Result<EventWriter<T>, Error> {
        side(self.input, self.input_events)?;
        by!(self.protocol, P => sides::input_writer::<P, T, T>(self.facts, input, options))
    }

    /// The reader of a response's events, if the output has any; `output` is that of
    /// [`response_stream`](Self::response_stream).
    ///
    /// # Errors
    ///
    /// The output has no events.
    pub fn output_reader<T: Shape>(
        &self,
        output: T,
        request_id: Option<String>,
    ) -> Result<EventReader<T, T>, Error> {
        let found = side(self.output, self.output_events)?;
        Ok(by!(self.protocol, P => found.output_reader::<P, T, T>(output, request_id)))
    }

    /// The reader of a request's events, for a server, if the input has any.
    ///
    /// # Errors
    ///
    /// The input has no events.
    pub fn input_reader<T: Shape>(&self, input: T) -> Result<EventReader<T, T>, Error> {
        let found = side(self.input, self.input_events)?;
        Ok(by!(self.protocol, P => found.input_reader::<P, T, T>(input)))
    }

    /// The writer of a response's events, for a server, if the output has any.
    ///
    /// # Errors
    ///
    /// The output has no events, or cannot be sent.
    pub fn output_writer<T: Shape>(&self, output: &T) -> Result<EventWriter<T>, Error> {
        side(self.output, self.output_events)?;
        by!(self.protocol, P => sides::output_writer::<P, T, T>(self.facts, output))
    }

    /// Writes an event as a frame.
    ///
    /// # Errors
    ///
    /// The event cannot be sent.
    pub fn write_event<T: Shape>(&self, event: &T) -> Result<Frame, Error> {
        by!(self.protocol, P => write::event::<P, T>(self.facts, event))
    }

    /// Reads the event in a frame: of the request, or of the response.
    ///
    /// # Errors
    ///
    /// The frame has an exception or an error, or cannot be read; or the side has no events.
    pub fn read_event<T: Shape>(
        &self,
        of_request: bool,
        frame: &Frame,
    ) -> Result<T, EventError<T>> {
        let (message, events) = if of_request {
            (self.input, self.input_events)
        } else {
            (self.output, self.output_events)
        };
        let Side { events, .. } = side(message, events)?;
        by!(self.protocol, P => {
            let options = if of_request { sides::strict::<P>() } else { sides::lenient::<P>() };
            read::event::<<P as Protocol>::Decoder, T>(events, frame, options)
        })
    }
}

/// The schemas of a side with events.
fn side(message: &'static Schema, events: Option<&'static Schema>) -> Result<Side, Error> {
    let what = "events, which the operation does not have on that side";
    let events = events.ok_or_else(|| Error::new(ErrorKind::Unsupported { what }))?;
    Ok(Side { message, events })
}
