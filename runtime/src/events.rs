//! Event streams: frames, and the typed events in them.
//!
//! An operation with events in its input implements [`InputEvents`], one with events in its output [`OutputEvents`]; the
//! methods are in [`EventsExt`]. Nothing here does IO: an [`EventWriter`] turns events into bytes, an [`EventReader`] bytes
//! into events, and each works at both ends of the wire.
//!
//! ```text
//! client                                          server
//! EventWriter<O::InputEvent>  -- request body  -> EventReader<O::Input, O::InputEvent>
//! EventReader<O::Output, ...> <- response body -- EventWriter<O::OutputEvent>
//! ```
//!
//! Protocols with HTTP bindings send the other members in the head of the message; the others send them as the first event.
//!
//! **Invariants**
//! - Any bytes give frames or an error with its place, never a panic.
//! - Checksums of every frame are checked.
//!
//! <https://smithy.io/2.0/spec/streaming.html#event-streams>
//! <https://smithy.io/2.0/aws/amazon-eventstream.html>

mod decoder;
mod error;
mod ext;
mod frame;
mod header;
#[cfg(feature = "dynamic")]
mod interpreted;
mod plain;
pub(crate) mod read;
mod reader;
pub(crate) mod sides;
pub(crate) mod write;
mod writer;

pub use self::decoder::{FrameDecoder, Limits};
pub use self::error::{EventError, FrameError, FrameErrorKind};
pub use self::ext::{EventsExt, InputEvents, InputReader, OutputEvents, OutputReader};
pub use self::frame::{Frame, FrameBuilder};
pub use self::header::{HeaderValue, Headers, Iter};
pub use self::reader::EventReader;
pub use self::writer::{EventWriter, WriteError};

/// Header with the category of a frame.
const MESSAGE_TYPE: &str = ":message-type";
/// Header with the union member of an event.
const EVENT_TYPE: &str = ":event-type";
/// Header with the union member of an exception.
const EXCEPTION_TYPE: &str = ":exception-type";
/// Header with the media type of the payload.
const CONTENT_TYPE: &str = ":content-type";
/// Header with the code of an error without model.
const ERROR_CODE: &str = ":error-code";
/// Header with the message of an error without model.
const ERROR_MESSAGE: &str = ":error-message";
/// Category of events.
const EVENT: &str = "event";
/// Category of modelled exceptions.
const EXCEPTION: &str = "exception";
/// Category of errors without model.
const ERROR: &str = "error";
/// Event type of the input's members in protocols without HTTP bindings.
const INITIAL_REQUEST: &str = "initial-request";
/// Event type of the output's members in protocols without HTTP bindings.
const INITIAL_RESPONSE: &str = "initial-response";

#[cfg(test)]
mod tests;
