//! Readers and writers of either side, by protocol and schemas: the same code for generated and for interpreted operations.

use super::decoder::Limits;
use super::frame::Frame;
use super::reader::EventReader;
use super::writer::EventWriter;
use super::{INITIAL_REQUEST, INITIAL_RESPONSE, read, write};
use crate::codec::tape;
use crate::http::operation::Schema as Facts;
use crate::http::protocol::{Decode, Encode as _, Message as _, Protocol};
use crate::http::{request, response};
use crate::model::schema::Schema;
use crate::shape::deserializer::{read_as, zero_value};
use crate::shape::{Shape, serializer};
use crate::types::Error;

/// The schemas of one side of an operation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Side {
    /// The input or output.
    pub(crate) message: &'static Schema,
    /// The union of its events.
    pub(crate) events: &'static Schema,
}

impl Side {
    /// The schemas of types.
    pub(super) const fn of<M: Shape, E: Shape>() -> Self {
        Self {
            message: M::SCHEMA,
            events: E::SCHEMA,
        }
    }

    /// The reader of a response, whose output is known from the head as far as that has it.
    pub(crate) fn output_reader<P: Protocol, M: Shape, E: Shape>(
        self,
        output: M,
        request_id: Option<String>,
    ) -> EventReader<M, E> {
        let mut reader = self.reader::<P, M, E>(output, INITIAL_RESPONSE, lenient::<P>());
        reader.set_request_id(request_id);
        reader
    }

    /// The reader of a request, whose input is known from the head as far as that has it.
    pub(crate) fn input_reader<P: Protocol, M: Shape, E: Shape>(
        self,
        input: M,
    ) -> EventReader<M, E> {
        let reader = self.reader::<P, M, E>(input, INITIAL_REQUEST, strict::<P>());
        reader.limits(Limits::SERVICE)
    }

    fn reader<P: Protocol, M: Shape, E: Shape>(
        self,
        known: M,
        initial_type: &'static str,
        options: tape::Options,
    ) -> EventReader<M, E> {
        let Self { message, events } = self;
        let event =
            Box::new(move |frame: &Frame| read::event::<P::Decoder, E>(events, frame, options));
        if P::SPEC.binds() {
            return EventReader::known(known, initial_type, event);
        }
        let initial = move |frame: &Frame| document::<P::Decoder, M>(message, frame, options);
        EventReader::awaiting((Box::new(initial), known), initial_type, event)
    }
}

/// The writer of a request's events.
pub(crate) fn input_writer<P: Protocol, M: Shape, E: Shape>(
    facts: &'static Facts,
    input: &M,
    options: &request::Options,
) -> Result<EventWriter<E>, Error> {
    let initial = if P::SPEC.binds() {
        None
    } else {
        let body = request::document::<P, M>(facts, input, options)?;
        Some(write::initial::<P>(INITIAL_REQUEST, body)?)
    };
    Ok(writer::<P, E>(facts, initial))
}

/// The writer of a response's events.
pub(crate) fn output_writer<P: Protocol, M: Shape, E: Shape>(
    facts: &'static Facts,
    output: &M,
) -> Result<EventWriter<E>, Error> {
    let initial = if P::SPEC.binds() {
        None
    } else {
        let mut encoder = P::Encoder::begin(&P::SPEC, facts);
        serializer::write(output, &mut encoder);
        Some(write::initial::<P>(INITIAL_RESPONSE, encoder.finish())?)
    };
    Ok(writer::<P, E>(facts, initial))
}

fn writer<P: Protocol, E: Shape>(facts: &'static Facts, initial: Option<Frame>) -> EventWriter<E> {
    let encode = move |event: &E| write::event::<P, E>(facts, event);
    EventWriter::new(Box::new(encode), initial)
}

/// Parse options for events from a service.
pub(crate) const fn lenient<P: Protocol>() -> tape::Options {
    response::Options::new().format(&P::SPEC)
}

/// Parse options for events from a client.
pub(crate) const fn strict<P: Protocol>() -> tape::Options {
    tape::Options::new().names(P::SPEC.names)
}

/// Reads a structure from the payload of a frame.
fn document<D: Decode, T: Shape>(
    schema: &'static Schema,
    frame: &Frame,
    options: tape::Options,
) -> Result<T, Error> {
    let mut message = D::absent(schema, options);
    if D::is_empty(frame.payload()) {
        return Ok(zero_value());
    }
    D::parse(&mut message, frame.payload())?;
    let root = message.root();
    let value = read_as(&mut message, root, schema);
    message.take_error().map_or(Ok(value), Err)
}
