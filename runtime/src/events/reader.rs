//! Reads the events of one direction of a stream.

use std::fmt;

use super::decoder::{FrameDecoder, Limits};
use super::error::{EventError, FrameError};
use super::frame::Frame;
use super::{EVENT, EVENT_TYPE, MESSAGE_TYPE};
use crate::types::Error;

/// Reads the message before the events from its frame.
pub(super) type ReadInitial<M> = Box<dyn Fn(&Frame) -> Result<M, Error> + Send + Sync>;

/// Reads an event from its frame; interpreted operations have schemas as values, so that it is no plain function.
pub(super) type ReadEvent<E> = Box<dyn Fn(&Frame) -> Result<E, EventError<E>> + Send + Sync>;

/// Turns the bytes of a body into events.
///
/// Made by [`EventsExt::response_events`](super::EventsExt::response_events),
/// [`EventsExt::output_reader`](super::EventsExt::output_reader) or, on a server,
/// [`EventsExt::input_reader`](super::EventsExt::input_reader). [`feed`](Self::feed) it the body in chunks of any size, take
/// events until there is none, and call [`finish`](Self::finish) at the end of the body.
///
/// `M` is the output or input around the events.
pub struct EventReader<M, E> {
    decoder: FrameDecoder,
    initial: Initial<M>,
    event: ReadEvent<E>,
    /// Event type of the message before the events.
    initial_type: &'static str,
    /// A frame that was looked at.
    held: Option<Frame>,
    request_id: Option<String>,
    is_over: bool,
}

/// The message before the events.
enum Initial<M> {
    /// It is the first event; if another one is, the value stands for it.
    Awaited(ReadInitial<M>, M),
    /// It was read.
    Known(M),
    /// It was taken.
    Taken,
}

impl<M, E> EventReader<M, E> {
    /// A reader whose initial message was in the head.
    pub(super) fn known(initial: M, initial_type: &'static str, event: ReadEvent<E>) -> Self {
        Self::of(Initial::Known(initial), initial_type, event)
    }

    /// A reader whose initial message is the first event.
    pub(super) fn awaiting(
        (initial, absent): (ReadInitial<M>, M),
        initial_type: &'static str,
        event: ReadEvent<E>,
    ) -> Self {
        Self::of(Initial::Awaited(initial, absent), initial_type, event)
    }

    fn of(initial: Initial<M>, initial_type: &'static str, event: ReadEvent<E>) -> Self {
        Self {
            decoder: FrameDecoder::new(Limits::CLIENT),
            initial,
            event,
            initial_type,
            held: None,
            request_id: None,
            is_over: false,
        }
    }

    /// Sets the limits on frames.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.decoder = FrameDecoder::new(limits);
        self
    }

    /// Sets the request id that exceptions get.
    pub(super) fn set_request_id(&mut self, id: Option<String>) {
        self.request_id = id;
    }

    /// Adds bytes of the body.
    pub fn feed(&mut self, bytes: &[u8]) {
        if !self.is_over {
            self.decoder.feed(bytes);
        }
    }

    /// The output or input around the events, once: at once with HTTP bindings, else when the first event was fed. A
    /// message that never came is empty.
    pub fn initial(&mut self) -> Option<Result<M, EventError<E>>> {
        if let Err(error) = self.begin()? {
            return Some(Err(error));
        }
        match std::mem::replace(&mut self.initial, Initial::Taken) {
            Initial::Known(initial) => Some(Ok(initial)),
            Initial::Awaited(..) | Initial::Taken => None,
        }
    }

    /// The next event; `None` if more bytes are needed, or at the end.
    ///
    /// An error that the service sent ends the stream, and so does a damaged frame.
    ///
    /// # Errors
    ///
    /// The service sent an error, or the event or its frame cannot be read.
    pub fn next_event(&mut self) -> Option<Result<E, EventError<E>>> {
        let event = match self.begin()? {
            Err(error) => Err(error),
            Ok(()) => match self.frame()? {
                Err(error) => Err(error.into()),
                Ok(frame) => (self.event)(&frame),
            },
        };
        Some(self.noted(event))
    }

    /// Notes the end of the stream, and adds the request id.
    fn noted<T>(&mut self, event: Result<T, EventError<E>>) -> Result<T, EventError<E>> {
        event.map_err(|mut error| {
            let id = self.request_id.clone();
            match &mut error {
                EventError::Exception(failure) => failure.set_request_id(id),
                EventError::Unhandled(failure) => failure.set_request_id(id),
                EventError::Unreadable(_) | EventError::Frame(_) => {}
            }
            self.is_over |= !matches!(error, EventError::Unreadable(_));
            error
        })
    }

    /// Reads the initial message; `None` if more bytes are needed.
    fn begin(&mut self) -> Option<Result<(), EventError<E>>> {
        if !matches!(self.initial, Initial::Awaited(..)) {
            return Some(Ok(()));
        }
        let frame = match self.frame() {
            Some(Ok(frame)) => Some(frame),
            Some(Err(error)) => {
                self.initial = Initial::Taken;
                return Some(self.noted(Err(error.into())));
            }
            // The body had no event at all.
            None if self.is_over => None,
            None => return None,
        };
        let (first, held) = match frame {
            Some(frame) if self.is_initial(&frame) => (Some(frame), None),
            other => (None, other),
        };
        self.held = held;
        let Initial::Awaited(read, absent) = std::mem::replace(&mut self.initial, Initial::Taken)
        else {
            return Some(Ok(()));
        };
        Some(match first.map_or(Ok(absent), |frame| read(&frame)) {
            Ok(initial) => {
                self.initial = Initial::Known(initial);
                Ok(())
            }
            Err(error) => Err(EventError::Unreadable(error)),
        })
    }

    /// The next frame, without the envelope of a signature; initial messages that nobody expects are passed over.
    fn frame(&mut self) -> Option<Result<Frame, FrameError>> {
        if let Some(frame) = self.held.take() {
            return Some(Ok(frame));
        }
        loop {
            if self.is_over {
                return None;
            }
            let frame = match self.decoder.next_frame()? {
                Ok(frame) if frame.is_signed() => {
                    let payload = frame.into_payload();
                    if payload.is_empty() {
                        self.is_over = true;
                        return None;
                    }
                    match Frame::parse(payload) {
                        Ok(frame) => frame,
                        Err(error) => return Some(Err(error)),
                    }
                }
                Ok(frame) => frame,
                Err(error) => return Some(Err(error)),
            };
            if !self.is_initial(&frame) || matches!(self.initial, Initial::Awaited(..)) {
                return Some(Ok(frame));
            }
        }
    }

    /// Returns true for the message before the events.
    fn is_initial(&self, frame: &Frame) -> bool {
        let headers = frame.headers();
        headers.text(EVENT_TYPE) == Some(self.initial_type)
            && headers.text(MESSAGE_TYPE) == Some(EVENT)
    }

    /// Tells that the body has ended. Events that were not taken stay.
    ///
    /// # Errors
    ///
    /// The body ended within a frame, or was damaged.
    pub fn finish(&mut self) -> Result<(), FrameError> {
        let result = self.decoder.finish();
        if self.decoder.buffered() == 0 {
            self.is_over = true;
        }
        result
    }

    /// Returns true if no event follows: after an error, a signed end, or the end of the body.
    pub const fn is_over(&self) -> bool {
        self.is_over && self.held.is_none()
    }
}

impl<M, E> fmt::Debug for EventReader<M, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventReader")
            .field("buffered", &self.decoder.buffered())
            .field("is_over", &self.is_over)
            .finish_non_exhaustive()
    }
}
