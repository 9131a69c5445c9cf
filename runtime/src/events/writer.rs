//! Writes the events of one direction of a stream.

use std::fmt;

use super::frame::Frame;
use super::header::HeaderValue;
#[cfg(feature = "sign")]
use crate::sign::{EventSigner, SignError};
use crate::types::{Error, Timestamp};

/// Turns events into the bytes of a body, signed if [`sign`](Self::sign) was called.
///
/// Made by [`EventsExt::event_writer`](super::EventsExt::event_writer) or, on a server,
/// [`EventsExt::output_writer`](super::EventsExt::output_writer). Send what [`start`](Self::start) returns first, then one
/// result of [`write`](Self::write) per event, then that of [`end`](Self::end).
pub struct EventWriter<E> {
    encode: Encode<E>,
    /// The message before the events, if the protocol has one.
    initial: Option<Frame>,
    #[cfg(feature = "sign")]
    signer: Option<EventSigner>,
}

/// Makes the frame of an event; facts of interpreted operations are values, so that it is no plain function.
pub(super) type Encode<E> = Box<dyn Fn(&E) -> Result<Frame, Error> + Send + Sync>;

/// An error of [`EventWriter`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum WriteError {
    /// The event cannot be sent.
    Event(Error),
    /// The frame cannot be signed.
    #[cfg(feature = "sign")]
    Sign(SignError),
}

impl<E> EventWriter<E> {
    /// A writer, with the message that comes before the events.
    pub(super) fn new(encode: Encode<E>, initial: Option<Frame>) -> Self {
        Self {
            encode,
            initial,
            #[cfg(feature = "sign")]
            signer: None,
        }
    }

    /// Signs each frame from now on.
    ///
    /// `signer` continues the signature of the request, which was signed with
    /// [`Streaming::Events`](crate::sign::Streaming::Events).
    #[cfg(feature = "sign")]
    pub fn sign(&mut self, signer: EventSigner) {
        self.signer = Some(signer);
    }

    /// Bytes before the first event: the initial message of protocols without HTTP bindings, else none. Only the first call
    /// returns bytes.
    ///
    /// # Errors
    ///
    /// The frame cannot be signed.
    pub fn start(&mut self, now: Timestamp) -> Result<Vec<u8>, WriteError> {
        match self.initial.take() {
            Some(frame) => self.finish(&frame, now),
            None => Ok(Vec::new()),
        }
    }

    /// The bytes of an event, after those of [`start`](Self::start) if it was not called. Exceptions are variants of the
    /// event's type too; a stream ends with one.
    ///
    /// `now` is the time of the signature; writers without signer ignore it.
    ///
    /// # Errors
    ///
    /// The model does not know the event, a header is too long, or the frame cannot be signed.
    pub fn write(&mut self, event: &E, now: Timestamp) -> Result<Vec<u8>, WriteError> {
        let frame = (self.encode)(event)?;
        self.after_start(&frame, now)
    }

    /// The bytes of an error without model; a stream ends with it.
    ///
    /// # Errors
    ///
    /// Code or message are longer than 32,767 bytes, or the frame cannot be signed.
    pub fn write_error(
        &mut self,
        code: &str,
        message: &str,
        now: Timestamp,
    ) -> Result<Vec<u8>, WriteError> {
        let frame = Frame::builder()
            .header(super::MESSAGE_TYPE, HeaderValue::Text(super::ERROR))
            .header(super::ERROR_CODE, HeaderValue::Text(code))
            .header(super::ERROR_MESSAGE, HeaderValue::Text(message));
        let frame = super::write::finish(frame)?;
        self.after_start(&frame, now)
    }

    /// The bytes that end the stream: a signed frame without content, or none in a stream without signatures.
    ///
    /// # Errors
    ///
    /// The frame cannot be signed.
    pub fn end(&mut self, now: Timestamp) -> Result<Vec<u8>, WriteError> {
        let mut bytes = self.start(now)?;
        #[cfg(feature = "sign")]
        if let Some(signer) = &mut self.signer {
            bytes.extend(signed(signer, Vec::new(), now)?);
        }
        Ok(std::mem::take(&mut bytes))
    }

    /// A frame, after the initial message.
    fn after_start(&mut self, frame: &Frame, now: Timestamp) -> Result<Vec<u8>, WriteError> {
        let start = self.start(now)?;
        let bytes = self.finish(frame, now)?;
        if start.is_empty() {
            return Ok(bytes);
        }
        Ok([start, bytes].concat())
    }

    /// Encodes and signs a frame.
    #[cfg_attr(
        not(feature = "sign"),
        expect(
            clippy::unused_self,
            clippy::unnecessary_wraps,
            reason = "signing needs both"
        )
    )]
    fn finish(&mut self, frame: &Frame, now: Timestamp) -> Result<Vec<u8>, WriteError> {
        let bytes = frame.encode();
        #[cfg(feature = "sign")]
        if let Some(signer) = &mut self.signer {
            return signed(signer, bytes, now);
        }
        let _ = now;
        Ok(bytes)
    }
}

/// Puts a frame in a signed one.
#[cfg(feature = "sign")]
fn signed(
    signer: &mut EventSigner,
    payload: Vec<u8>,
    now: Timestamp,
) -> Result<Vec<u8>, WriteError> {
    let signature = signer.sign(&payload, now)?;
    let frame = Frame::builder()
        .header(":date", HeaderValue::Timestamp(signature.date_millis))
        .header(":chunk-signature", HeaderValue::Bytes(&signature.signature))
        .payload(payload);
    Ok(super::write::finish(frame)?.encode())
}

impl<E> fmt::Debug for EventWriter<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventWriter")
            .field("initial", &self.initial)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event(error) => write!(f, "the event cannot be written: {error}"),
            #[cfg(feature = "sign")]
            Self::Sign(error) => write!(f, "the event cannot be signed: {error}"),
        }
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Event(error) => Some(error),
            #[cfg(feature = "sign")]
            Self::Sign(error) => Some(error),
        }
    }
}

impl From<Error> for WriteError {
    fn from(error: Error) -> Self {
        Self::Event(error)
    }
}

#[cfg(feature = "sign")]
impl From<SignError> for WriteError {
    fn from(error: SignError) -> Self {
        Self::Sign(error)
    }
}
