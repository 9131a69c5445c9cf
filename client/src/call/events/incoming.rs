//! The events in the body of a response.

use sansmith::Shape;
use sansmith::events::{EventError, EventReader};

use super::StreamError;
use crate::transport::{TransportError, TransportErrorKind};

/// The events in the body of a response: the driver brings the body, part by part.
pub(crate) struct Incoming<M, E> {
    reader: EventReader<M, E>,
    /// The output, once it is known.
    output: Option<M>,
    /// The error that kept the output from being read.
    refused: Option<EventError<E>>,
    is_over: bool,
}

/// The next event, or a reason why there is none.
pub(crate) enum Next<T> {
    /// An event, or an error instead.
    Found(T),
    /// More bytes of the body are needed.
    Bytes,
    /// The stream is over.
    Over,
}

impl<M, E: Shape> Incoming<M, E> {
    pub(super) const fn new(reader: EventReader<M, E>) -> Self {
        Self {
            reader,
            output: None,
            refused: None,
            is_over: false,
        }
    }

    /// Takes a part of the body.
    pub(crate) fn feed(&mut self, bytes: &[u8]) {
        self.reader.feed(bytes);
    }

    /// Takes the end of the body, after all events were taken; the error of one that ended within a frame.
    pub(crate) fn end(&mut self) -> Result<(), StreamError<E>> {
        self.is_over = true;
        self.reader
            .finish()
            .map_err(|error| StreamError::Event(error.into()))
    }

    /// Takes an error, after which there are no events.
    pub(crate) fn fail(&mut self, error: StreamError<E>) -> StreamError<E> {
        self.is_over |= error.ends();
        error
    }

    /// The next event.
    pub(crate) fn next_event(&mut self) -> Next<Result<E, StreamError<E>>> {
        match self.reader.next_event() {
            Some(Ok(event)) => Next::Found(Ok(event)),
            Some(Err(error)) => Next::Found(Err(self.fail(error.into()))),
            None if self.is_over || self.reader.is_over() => Next::Over,
            None => Next::Bytes,
        }
    }

    /// Looks for the output.
    pub(crate) fn find_output(&mut self) -> Next<Result<(), StreamError<E>>> {
        if self.output.is_some() {
            return Next::Found(Ok(()));
        }
        if let Some(error) = &self.refused {
            return Next::Found(Err(error.clone().into()));
        }
        match self.reader.initial() {
            Some(Ok(output)) => {
                self.output = Some(output);
                Next::Found(Ok(()))
            }
            Some(Err(error)) => {
                self.refused = Some(error.clone());
                Next::Found(Err(self.fail(error.into())))
            }
            None if self.is_over || self.reader.is_over() => Next::Over,
            None => Next::Bytes,
        }
    }

    /// The output, after [`Self::find_output`] found it.
    pub(crate) const fn output(&self) -> Option<&M> {
        self.output.as_ref()
    }

    /// The error of a stream that ended before the output.
    pub(crate) fn no_output() -> StreamError<E> {
        let text = "the stream ended before the output";
        TransportError::new(TransportErrorKind::ResetAfter, text).into()
    }
}
