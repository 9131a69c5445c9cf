//! Events of operations in the registry, as JSON.

use super::answer::to_json;
use super::{OperationEntry, ServiceError};
use crate::codec::json::{JsonTree, Names, Options};
use crate::events::sides::{lenient, strict};
use crate::events::{EventError, Frame, InputEvents, OutputEvents, read, write};
use crate::http::operation::{Operation, Schema as Facts};
use crate::http::protocol::{Message as _, Protocol};
use crate::model::schema::Schema;
use crate::shape::{Shape, deserializer};
use crate::types::Error;

/// The events of one side of an operation.
#[derive(Debug, Clone, Copy)]
pub struct EventEntry {
    schema: &'static Schema,
    write: fn(&[u8]) -> Result<Frame, Error>,
    read: fn(&Frame) -> Result<String, EventAnswer>,
}

/// The answer to a frame that has no event.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum EventAnswer {
    /// A modelled exception: its code, its message, and the union in JSON.
    Exception {
        /// The error code.
        code: String,
        /// The message.
        message: Option<String>,
        /// The variant of the union, as JSON in serde's form.
        json: String,
    },
    /// An error without model.
    Error(ServiceError),
    /// The reason why the frame cannot be read.
    Unreadable(String),
}

impl EventAnswer {
    /// The answer for an error.
    pub fn of<E: Shape>(error: &EventError<E>) -> Self {
        match error {
            EventError::Exception(failure) => Self::Exception {
                code: failure.code().to_owned(),
                message: failure.message().map(str::to_owned),
                json: to_json(&**failure),
            },
            EventError::Unhandled(failure) => Self::Error(ServiceError::of(failure)),
            EventError::Unreadable(_) | EventError::Frame(_) => Self::Unreadable(error.to_string()),
        }
    }
}

impl EventEntry {
    /// Events of a union.
    const fn of<E: Shape>(
        write: fn(&[u8]) -> Result<Frame, Error>,
        read: fn(&Frame) -> Result<String, EventAnswer>,
    ) -> Self {
        Self {
            schema: E::SCHEMA,
            write,
            read,
        }
    }

    /// Schema of the union.
    pub const fn schema(&self) -> &'static Schema {
        self.schema
    }

    /// Writes an event that is JSON.
    ///
    /// # Errors
    ///
    /// The text is not JSON, does not match the union, or cannot be sent.
    pub fn write(&self, json: &[u8]) -> Result<Frame, Error> {
        (self.write)(json)
    }

    /// Reads an event, as JSON in serde's form.
    ///
    /// # Errors
    ///
    /// The frame has an exception or an error, or cannot be read.
    pub fn read(&self, frame: &Frame) -> Result<String, EventAnswer> {
        (self.read)(frame)
    }
}

impl OperationEntry {
    /// Adds the events of the input.
    #[must_use]
    pub const fn with_input_events<O: InputEvents>(mut self) -> Self {
        self.input_events = Some(EventEntry::of::<O::InputEvent>(
            |json| written::<O::Protocol, O::InputEvent>(O::SCHEMA, json),
            |frame| found::<O, O::InputEvent>(frame, strict::<O::Protocol>()),
        ));
        self
    }

    /// Adds the events of the output.
    #[must_use]
    pub const fn with_output_events<O: OutputEvents>(mut self) -> Self {
        self.output_events = Some(EventEntry::of::<O::OutputEvent>(
            |json| written::<O::Protocol, O::OutputEvent>(O::SCHEMA, json),
            |frame| found::<O, O::OutputEvent>(frame, lenient::<O::Protocol>()),
        ));
        self
    }

    /// The events of the input, if it has any.
    pub const fn input_events(&self) -> Option<&EventEntry> {
        self.input_events.as_ref()
    }

    /// The events of the output, if it has any.
    pub const fn output_events(&self) -> Option<&EventEntry> {
        self.output_events.as_ref()
    }
}

/// Writes an event that is JSON.
fn written<P: Protocol, E: Shape>(operation: &'static Facts, json: &[u8]) -> Result<Frame, Error> {
    let mut tree = JsonTree::parse(json, E::SCHEMA, Options::new().names(Names::Model))?;
    let root = tree.root();
    let event: E = deserializer::read(&mut tree, root);
    match tree.take_error() {
        Some(error) => Err(error),
        None => write::event::<P, E>(operation, &event),
    }
}

/// Reads an event as JSON.
fn found<O: Operation, E: Shape>(frame: &Frame, options: Options) -> Result<String, EventAnswer> {
    let event = read::event::<<O::Protocol as Protocol>::Decoder, E>(E::SCHEMA, frame, options);
    match event {
        Ok(event) => Ok(to_json(&event)),
        Err(error) => Err(EventAnswer::of(&error)),
    }
}
