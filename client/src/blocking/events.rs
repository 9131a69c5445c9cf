//! Event streams: events of a response as an iterator, and events of the caller as the body of a request.

mod outgoing;

use std::fmt;

use sansmith::events::{InputEvents, OutputEvents};
use sansmith::{Operation, Shape};

pub(super) use self::outgoing::{EventSource, Failure, Outgoing, Parts, Signing};
use super::body::Body;
use super::client::{Called, Client};
use super::upload::Upload;
use crate::call::{Call, CallError, Incoming, Metadata, Next, StreamError, events};
use crate::driver::{CallOptions, Calling, system};

/// The events of a response, as an iterator that ends after an error.
///
/// The limits of time end with the head of the response: an event may take any time. Dropped before its end, the
/// connection is closed.
pub struct Events<M, E> {
    incoming: Incoming<M, E>,
    body: Option<Body>,
    metadata: Metadata,
    /// The reason why the events of the caller broke.
    failure: Option<Failure>,
}

/// The events of an operation.
pub type EventsOf<O> = Events<<O as Operation>::Output, <O as OutputEvents>::OutputEvent>;

impl<M, E: Shape> Events<M, E> {
    /// The events of a response whose head was taken.
    pub(super) const fn new(
        incoming: Incoming<M, E>,
        body: Option<Body>,
        metadata: Metadata,
        failure: Option<Failure>,
    ) -> Self {
        Self {
            incoming,
            body,
            metadata,
            failure,
        }
    }

    /// The output beside the events. Protocols without HTTP bindings send it before the first event, so that it is
    /// waited for; no event is lost.
    ///
    /// # Errors
    ///
    /// The output cannot be read, or the stream broke before.
    pub fn output(&mut self) -> Result<&M, StreamError<E>> {
        loop {
            match self.incoming.find_output() {
                Next::Found(Ok(())) => break,
                Next::Found(Err(error)) => return Err(error),
                Next::Over => return Err(Incoming::<M, E>::no_output()),
                Next::Bytes => self.read()?,
            }
        }
        self.incoming
            .output()
            .ok_or_else(Incoming::<M, E>::no_output)
    }

    /// The attempts.
    pub const fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// The id by which the service knows the request.
    pub fn request_id(&self) -> Option<&str> {
        self.metadata.request_id()
    }

    /// Reads a part of the body.
    fn read(&mut self) -> Result<(), StreamError<E>> {
        match self.body.as_mut().map(Body::part) {
            Some(Ok(Some(bytes))) => {
                self.incoming.feed(&bytes);
                Ok(())
            }
            Some(Err(error)) => {
                self.body = None;
                // The events of the caller broke, so that the connection was given up.
                let failure = self.failure.as_ref().and_then(|failure| failure.get());
                let error = failure.map_or_else(
                    || StreamError::Transport(error),
                    |text| StreamError::Sending(text.clone()),
                );
                Err(self.incoming.fail(error))
            }
            Some(Ok(None)) | None => {
                self.body = None;
                self.incoming.end()
            }
        }
    }
}

impl<M, E: Shape> Iterator for Events<M, E> {
    type Item = Result<E, StreamError<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.incoming.next_event() {
                Next::Found(event) => return Some(event),
                Next::Over => {
                    self.body = None;
                    return None;
                }
                Next::Bytes => {
                    if let Err(error) = self.read() {
                        return Some(Err(error));
                    }
                }
            }
        }
    }
}

impl<M, E> fmt::Debug for Events<M, E> {
    /// Without events, which may have secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events")
            .field("metadata", &self.metadata)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// Calls an operation with events in its response; it does not compile for one with events in its request too, which
    /// [`Self::exchange_events`] is for.
    ///
    /// A failed attempt is repeated until there is a head of a response. From there on nothing is.
    ///
    /// # Errors
    ///
    /// The service returned an error, or there is no response.
    pub fn receive_events<O: OutputEvents>(&self, input: &O::Input) -> Called<O, EventsOf<O>>
    where
        O::Input: Shape,
    {
        self.receive_events_with::<O>(input, &CallOptions::new())
    }

    /// Does what [`Self::receive_events`] does, with choices for this call.
    ///
    /// # Errors
    ///
    /// The service returned an error, or there is no response.
    pub fn receive_events_with<O: OutputEvents>(
        &self,
        input: &O::Input,
        options: &CallOptions,
    ) -> Called<O, EventsOf<O>>
    where
        O::Input: Shape,
    {
        const { events::takes_no_events::<O>() };
        let settings = self.settings::<O>(options)?;
        let call = Call::<O>::new(input, &settings, system::random()).map_err(CallError::before)?;
        let mut calling = Calling::new(call);
        let body = self.run::<O>(&settings, None, true, &mut calling);
        let done = calling.finish()?;
        Ok(Events::new(
            events::incoming::<O>(done.output, &done.metadata),
            body.filter(|_| done.has_body),
            done.metadata,
            None,
        ))
    }

    /// Calls an operation with events in its request, and returns the output once they are sent; it does not compile for
    /// one with events in its response too, which [`Self::exchange_events`] is for.
    ///
    /// The request is sent once, and ends with the iterator.
    ///
    /// # Errors
    ///
    /// The service returned an error, there is no response, or an event cannot be sent.
    pub fn send_events<O: InputEvents>(
        &self,
        input: &O::Input,
        sent: impl IntoIterator<Item = O::InputEvent, IntoIter: Send + 'static>,
    ) -> Called<O>
    where
        O::InputEvent: Send,
        O::Output: Shape,
    {
        const { events::returns_no_events::<O>() };
        let settings = self.settings::<O>(&CallOptions::new())?;
        let called = Call::<O>::events(input, &settings, system::random());
        let (call, writer) = called.map_err(CallError::before)?;
        let mut upload = Upload::events(Outgoing::new(sent.into_iter(), writer), false);
        let mut calling = Calling::new(call.whole());
        self.run::<O>(&settings, Some(&mut upload), false, &mut calling);
        Ok(calling.finish()?.output)
    }

    /// Calls an operation with events in its request and in its response, over HTTP/2; it compiles with the feature
    /// `blocking-h2` alone.
    ///
    /// Events are taken from the iterator in a thread of its own, while the connection has room: a receiver of
    /// [`std::sync::mpsc`] makes one of what is sent into its channel. The request is sent once, and ends with the iterator.
    ///
    /// The method returns with the head of the response. Services may send that after the first event only.
    ///
    /// # Errors
    ///
    /// The service returned an error, there is no response, or an event cannot be sent. A transport without HTTP/2 is one
    /// reason.
    pub fn exchange_events<O: InputEvents + OutputEvents>(
        &self,
        input: &O::Input,
        sent: impl IntoIterator<Item = O::InputEvent, IntoIter: Send + 'static>,
    ) -> Called<O, EventsOf<O>>
    where
        O::InputEvent: Send,
    {
        self.exchange_events_with::<O>(input, sent, &CallOptions::new())
    }

    /// Does what [`Self::exchange_events`] does, with choices for this call.
    ///
    /// # Errors
    ///
    /// The service returned an error, there is no response, or an event cannot be sent.
    pub fn exchange_events_with<O: InputEvents + OutputEvents>(
        &self,
        input: &O::Input,
        sent: impl IntoIterator<Item = O::InputEvent, IntoIter: Send + 'static>,
        options: &CallOptions,
    ) -> Called<O, EventsOf<O>>
    where
        O::InputEvent: Send,
    {
        const {
            assert!(
                cfg!(feature = "blocking-h2"),
                "events in both directions need HTTP/2: enable the feature `blocking-h2` of `sansmith-client`"
            );
        }
        let settings = self.settings::<O>(options)?;
        let called = Call::<O>::events(input, &settings, system::random());
        let (call, writer) = called.map_err(CallError::before)?;
        let mut upload = Upload::events(Outgoing::new(sent.into_iter(), writer), true);
        let mut calling = Calling::new(call);
        let body = self.run::<O>(&settings, Some(&mut upload), true, &mut calling);
        let done = calling.finish()?;
        Ok(Events::new(
            events::incoming::<O>(done.output, &done.metadata),
            body.filter(|_| done.has_body),
            done.metadata,
            Some(upload.into_event_failure()),
        ))
    }
}
