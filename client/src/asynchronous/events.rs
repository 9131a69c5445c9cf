//! Event streams: events of a response as a stream, and events of the caller as the body of a request.

mod outgoing;
mod sender;

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use http_body::Body as _;
use sansmith::events::{InputEvents, OutputEvents};
use sansmith::{Operation, Shape};

pub(super) use self::outgoing::{EventSource, Signing};
use self::outgoing::{Interest, Outgoing};
pub use self::sender::{Closed, EventQueue, EventSender};
use super::body::Body;
use super::client::{Called, Client};
use super::upload::{Failure, Upload};
use crate::call::{Call, CallError, Incoming, Metadata, Next, Output, StreamError, events};
use crate::driver::{CallOptions, Calling, system};

/// The events of a response, as a stream that ends after an error; [`next`](Self::next) needs no other crate.
///
/// The limits of time end with the head of the response: an event may take any time. Dropped before its end, the
/// connection is closed.
pub struct Events<M, E> {
    incoming: Incoming<M, E>,
    body: Option<Body>,
    metadata: Metadata,
    /// The reason why the events of the caller broke.
    failure: Option<Failure>,
    /// Dropped with the stream, or at its end.
    interest: Option<Interest>,
}

/// The events of an operation.
pub type EventsOf<O> = Events<<O as Operation>::Output, <O as OutputEvents>::OutputEvent>;

impl<M, E: Shape> Events<M, E> {
    /// The next event; none at the end.
    pub async fn next(&mut self) -> Option<Result<E, StreamError<E>>> {
        std::future::poll_fn(|context| self.poll_event(context)).await
    }

    /// The output beside the events. Protocols without HTTP bindings send it before the first event, so that it is
    /// waited for; no event is lost.
    ///
    /// # Errors
    ///
    /// The output cannot be read, or the stream broke before.
    pub async fn output(&mut self) -> Result<&M, StreamError<E>> {
        std::future::poll_fn(|context| self.poll_output(context)).await?;
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

    fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<E, StreamError<E>>>> {
        loop {
            match self.incoming.next_event() {
                Next::Found(event) => return Poll::Ready(Some(event)),
                Next::Over => {
                    self.body = None;
                    self.interest = None;
                    return Poll::Ready(None);
                }
                Next::Bytes => {
                    if let Err(error) = ready!(self.poll_bytes(context)) {
                        return Poll::Ready(Some(Err(error)));
                    }
                }
            }
        }
    }

    fn poll_output(&mut self, context: &mut Context<'_>) -> Poll<Result<(), StreamError<E>>> {
        loop {
            match self.incoming.find_output() {
                Next::Found(output) => return Poll::Ready(output),
                Next::Over => return Poll::Ready(Err(Incoming::<M, E>::no_output())),
                Next::Bytes => ready!(self.poll_bytes(context))?,
            }
        }
    }

    /// Reads a part of the body.
    fn poll_bytes(&mut self, context: &mut Context<'_>) -> Poll<Result<(), StreamError<E>>> {
        let frame = match &mut self.body {
            Some(body) => ready!(Pin::new(body).poll_frame(context)),
            None => None,
        };
        Poll::Ready(match frame {
            Some(Ok(frame)) => {
                if let Some(bytes) = frame.data_ref() {
                    self.incoming.feed(bytes);
                }
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
            None => {
                self.body = None;
                self.incoming.end()
            }
        })
    }
}

impl<M, E: Shape> Stream for Events<M, E> {
    type Item = Result<E, StreamError<E>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_event(context)
    }
}

impl<M, E> Unpin for Events<M, E> {}

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
    pub async fn receive_events<O: OutputEvents>(&self, input: &O::Input) -> Called<O, EventsOf<O>>
    where
        O::Input: Shape + Sync,
        O::Output: Send,
        O::Error: Send,
    {
        self.receive_events_with::<O>(input, &CallOptions::new())
            .await
    }

    /// Does what [`Self::receive_events`] does, with choices for this call.
    ///
    /// # Errors
    ///
    /// The service returned an error, or there is no response.
    pub async fn receive_events_with<O: OutputEvents>(
        &self,
        input: &O::Input,
        options: &CallOptions,
    ) -> Called<O, EventsOf<O>>
    where
        O::Input: Shape + Sync,
        O::Output: Send,
        O::Error: Send,
    {
        const { events::takes_no_events::<O>() };
        let settings = self.settings::<O>(options)?;
        let call = Call::<O>::new(input, &settings, system::random()).map_err(CallError::before)?;
        let mut calling = Calling::new(call);
        let body = self.run::<O>(&settings, None, true, &mut calling).await;
        Ok(received::<O>(calling.finish()?, body, (None, None)))
    }

    /// Calls an operation with events in its request, and returns the output once they are sent; it does not compile for
    /// one with events in its response too, which [`Self::exchange_events`] is for.
    ///
    /// The request is sent once, and ends with the stream of events.
    ///
    /// # Errors
    ///
    /// The service returned an error, there is no response, or an event cannot be sent.
    pub async fn send_events<O: InputEvents>(
        &self,
        input: &O::Input,
        sent: impl Stream<Item = O::InputEvent> + Send + 'static,
    ) -> Called<O>
    where
        O::Input: Shape + Sync,
        O::InputEvent: Send,
        O::Output: Shape + Send,
        O::Error: Send,
    {
        const { events::returns_no_events::<O>() };
        let options = CallOptions::new();
        let settings = self.settings::<O>(&options)?;
        let called = Call::<O>::events(input, &settings, system::random());
        let (call, writer) = called.map_err(CallError::before)?;
        let (outgoing, _interest) = Outgoing::new(sent, writer);
        let mut upload = Upload::events(outgoing, false);
        let mut calling = Calling::new(call.whole());
        self.run::<O>(&settings, Some(&mut upload), false, &mut calling)
            .await;
        Ok(calling.finish()?.output)
    }

    /// Calls an operation with events in its request and in its response, over HTTP/2.
    ///
    /// Events are taken from the stream while the connection has room, from its own task; an [`EventSender`] makes a stream
    /// of what is sent into it. The request is sent once, and ends with the stream.
    ///
    /// The returned future ends with the head of the response. Services may send that after the first event only: a sender
    /// should have one in its queue, or be another task's.
    ///
    /// # Errors
    ///
    /// The service returned an error, there is no response, or an event cannot be sent. A transport without HTTP/2 is one
    /// reason: the one on hyper needs the feature `http2`.
    pub async fn exchange_events<O: InputEvents + OutputEvents>(
        &self,
        input: &O::Input,
        sent: impl Stream<Item = O::InputEvent> + Send + 'static,
    ) -> Called<O, EventsOf<O>>
    where
        O::Input: Sync,
        O::InputEvent: Send,
        O::Output: Send,
        O::Error: Send,
    {
        self.exchange_events_with::<O>(input, sent, &CallOptions::new())
            .await
    }

    /// Does what [`Self::exchange_events`] does, with choices for this call.
    ///
    /// # Errors
    ///
    /// The service returned an error, there is no response, or an event cannot be sent.
    pub async fn exchange_events_with<O: InputEvents + OutputEvents>(
        &self,
        input: &O::Input,
        sent: impl Stream<Item = O::InputEvent> + Send + 'static,
        options: &CallOptions,
    ) -> Called<O, EventsOf<O>>
    where
        O::Input: Sync,
        O::InputEvent: Send,
        O::Output: Send,
        O::Error: Send,
    {
        let settings = self.settings::<O>(options)?;
        let called = Call::<O>::events(input, &settings, system::random());
        let (call, writer) = called.map_err(CallError::before)?;
        let (outgoing, interest) = Outgoing::new(sent, writer);
        let mut upload = Upload::events(outgoing, true);
        let mut calling = Calling::new(call);
        let body = self
            .run::<O>(&settings, Some(&mut upload), true, &mut calling)
            .await;
        let done = calling.finish()?;
        let failure = upload.into_failure();
        Ok(received::<O>(done, body, (Some(failure), Some(interest))))
    }
}

/// The events after an output.
fn received<O: OutputEvents>(
    done: Output<O::Output>,
    body: Option<Body>,
    (failure, interest): (Option<Failure>, Option<Interest>),
) -> EventsOf<O> {
    Events {
        incoming: events::incoming::<O>(done.output, &done.metadata),
        body: body.filter(|_| done.has_body),
        metadata: done.metadata,
        failure,
        interest,
    }
}
