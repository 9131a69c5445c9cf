//! The methods of operations with events.

use super::decoder::Limits;
use super::frame::Frame;
use super::reader::EventReader;
use super::writer::EventWriter;
use super::{INITIAL_REQUEST, INITIAL_RESPONSE, read, write};
use crate::codec::tape;
use crate::http::operation::Operation;
use crate::http::protocol::{Decode, Encode as _, Message as _, Protocol};
use crate::http::request;
use crate::http::response::{self, Decoder, Streamed};
use crate::shape::{Shape, deserializer, serializer};
use crate::types::Error;

/// An operation whose input is followed by events.
pub trait InputEvents: Operation<Input: Shape> {
    /// An event: a union, whose variants of error structures are exceptions.
    type InputEvent: Shape;
}

/// An operation whose output is followed by events.
pub trait OutputEvents: Operation<Output: Shape> {
    /// An event: a union, whose variants of error structures are exceptions.
    type OutputEvent: Shape;
}

/// The reader of an operation's input and its events.
pub type InputReader<O> = EventReader<<O as Operation>::Input, <O as InputEvents>::InputEvent>;

/// The reader of an operation's output and its events.
pub type OutputReader<O> = EventReader<<O as Operation>::Output, <O as OutputEvents>::OutputEvent>;

/// The methods of operations with events; the `prelude` of a generated crate brings them.
///
/// A client sends the head of
/// [`request_streaming`](crate::OperationExt::request_streaming) with the bytes of an [`EventWriter`] as the body, and
/// gives the response to [`response_events`](Self::response_events). A server uses the other two.
pub trait EventsExt: Operation {
    /// The writer of a request's events, for a client.
    ///
    /// # Errors
    ///
    /// The input cannot be sent.
    fn event_writer(
        input: &Self::Input,
        options: &request::Options,
    ) -> Result<EventWriter<Self::InputEvent>, Error>
    where
        Self: InputEvents,
    {
        let initial = if Self::Protocol::SPEC.binds() {
            None
        } else {
            let body = request::document::<Self>(input, options)?;
            Some(write::initial::<Self::Protocol>(INITIAL_REQUEST, body)?)
        };
        let encode = |event: &Self::InputEvent| {
            write::event::<Self::Protocol, Self::InputEvent>(Self::SCHEMA, event)
        };
        Ok(EventWriter::new(encode, initial))
    }

    /// The reader of a response's events, for a client, beside the unread body. Any other response is returned as it is: read
    /// its body and call [`response`](crate::OperationExt::response), which gives the error.
    ///
    /// # Errors
    ///
    /// A header is malformed.
    fn response_events<S>(
        response: http::Response<S>,
    ) -> Result<Streamed<OutputReader<Self>, S>, Self::Error>
    where
        Self: OutputEvents,
    {
        let request_id = response::request_id(response.headers());
        let (output, body) = match response::response_stream::<Self, S>(response)? {
            Streamed::Output(output, body) => (output, body),
            Streamed::Whole(response) => return Ok(Streamed::Whole(response)),
        };
        let event = |frame: &Frame| {
            read::event::<Decoder<Self>, Self::OutputEvent>(frame, lenient::<Self>())
        };
        let mut reader = if Self::Protocol::SPEC.binds() {
            EventReader::known(output, INITIAL_RESPONSE, event)
        } else {
            let initial = |frame: &Frame| document::<Self, Self::Output>(frame, lenient::<Self>());
            EventReader::awaiting((initial, output), INITIAL_RESPONSE, event)
        };
        reader.set_request_id(request_id);
        Ok(Streamed::Output(reader, body))
    }

    /// The reader of a request's events, for a server. `input` is that of the request's head; protocols without HTTP bindings
    /// have the members in the first event, and replace it.
    fn input_reader(input: Self::Input) -> InputReader<Self>
    where
        Self: InputEvents,
    {
        let event =
            |frame: &Frame| read::event::<Decoder<Self>, Self::InputEvent>(frame, strict::<Self>());
        let reader = if Self::Protocol::SPEC.binds() {
            EventReader::known(input, INITIAL_REQUEST, event)
        } else {
            let initial = |frame: &Frame| document::<Self, Self::Input>(frame, strict::<Self>());
            EventReader::awaiting((initial, input), INITIAL_REQUEST, event)
        };
        reader.limits(Limits::SERVICE)
    }

    /// The writer of a response's events, for a server.
    ///
    /// # Errors
    ///
    /// The output cannot be sent.
    fn output_writer(output: &Self::Output) -> Result<EventWriter<Self::OutputEvent>, Error>
    where
        Self: OutputEvents,
    {
        let spec = &Self::Protocol::SPEC;
        let initial = if spec.binds() {
            None
        } else {
            let mut encoder = <Self::Protocol as Protocol>::Encoder::begin(spec, Self::SCHEMA);
            serializer::write(output, &mut encoder);
            let body = encoder.finish();
            Some(write::initial::<Self::Protocol>(INITIAL_RESPONSE, body)?)
        };
        let encode = |event: &Self::OutputEvent| {
            write::event::<Self::Protocol, Self::OutputEvent>(Self::SCHEMA, event)
        };
        Ok(EventWriter::new(encode, initial))
    }
}

impl<O: Operation> EventsExt for O {}

/// Parse options for events from a service.
pub(crate) const fn lenient<O: Operation>() -> tape::Options {
    response::Options::new().format(&O::Protocol::SPEC)
}

/// Parse options for events from a client.
pub(crate) const fn strict<O: Operation>() -> tape::Options {
    tape::Options::new().names(O::Protocol::SPEC.names)
}

/// Reads a structure from the payload of a frame.
fn document<O: Operation, T: Shape>(frame: &Frame, options: tape::Options) -> Result<T, Error> {
    let mut message = Decoder::<O>::absent(T::SCHEMA, options);
    if Decoder::<O>::is_empty(frame.payload()) {
        return Ok(deserializer::zero_value());
    }
    Decoder::<O>::parse(&mut message, frame.payload())?;
    let root = message.root();
    let value = deserializer::read(&mut message, root);
    message.take_error().map_or(Ok(value), Err)
}
