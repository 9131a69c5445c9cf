//! The methods of operations with events.

use super::reader::EventReader;
use super::sides::{self, Side};
use super::writer::EventWriter;
use crate::http::operation::Operation;
use crate::http::request;
use crate::http::response::{self, Streamed};
use crate::shape::Shape;
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
/// gives the response to [`response_events`](Self::response_events). A server uses [`input_reader`](Self::input_reader)
/// and [`output_writer`](Self::output_writer).
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
        sides::input_writer::<Self::Protocol, _, _>(Self::SCHEMA, input, options)
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
        Ok(match response::response_stream::<Self, S>(response)? {
            Streamed::Output(output, body) => {
                Streamed::Output(Self::output_reader(output, request_id), body)
            }
            Streamed::Whole(response) => Streamed::Whole(response),
        })
    }

    /// The reader of a response's events, for a client that has taken the head:
    /// [`response_stream`](crate::OperationExt::response_stream) gives the output. Protocols without HTTP bindings have the
    /// members in the first event, and replace it. Exceptions get the request id.
    fn output_reader(output: Self::Output, request_id: Option<String>) -> OutputReader<Self>
    where
        Self: OutputEvents,
    {
        let side = const { Side::of::<Self::Output, Self::OutputEvent>() };
        side.output_reader::<Self::Protocol, _, _>(output, request_id)
    }

    /// The reader of a request's events, for a server. `input` is that of the request's head; protocols without HTTP bindings
    /// have the members in the first event, and replace it.
    fn input_reader(input: Self::Input) -> InputReader<Self>
    where
        Self: InputEvents,
    {
        let side = const { Side::of::<Self::Input, Self::InputEvent>() };
        side.input_reader::<Self::Protocol, _, _>(input)
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
        sides::output_writer::<Self::Protocol, _, _>(Self::SCHEMA, output)
    }
}

impl<O: Operation> EventsExt for O {}
