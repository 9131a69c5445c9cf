//! Events of the caller on their way: each becomes a frame, signed where the request is.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_channel::oneshot;
use futures_core::Stream;
use http_body::Frame;
use sansmith::events::{EventWriter, WriteError};
use sansmith::sign::EventSigner;
use sansmith::{Shape, Timestamp};

use crate::asynchronous::body::Body;
use crate::driver::Time;
use crate::moment::later;
use crate::transport::{TransportError, TransportErrorKind};

/// The facts that the signatures of events need.
pub(in crate::asynchronous) struct Signing {
    /// The signer that continues the signature of the request.
    pub(in crate::asynchronous) signer: Option<EventSigner>,
    /// The clock of the client.
    pub(in crate::asynchronous) time: Arc<dyn Time>,
    /// The seconds by which the service's clock is ahead of it.
    pub(in crate::asynchronous) skew: i64,
}

/// A source of events that becomes a body once the request is signed.
pub(in crate::asynchronous) trait EventSource: Send {
    /// The body.
    fn begin(self: Box<Self>, signing: Signing) -> Body;
}

/// Events with their writer.
pub(in crate::asynchronous) struct Outgoing<S, E> {
    events: S,
    writer: EventWriter<E>,
    interest: oneshot::Receiver<()>,
}

/// The interest of a caller in a conversation: dropped, the request is cut, even between two events.
#[derive(Debug)]
pub(in crate::asynchronous) struct Interest {
    _sender: oneshot::Sender<()>,
}

impl<S, E> Outgoing<S, E> {
    pub(in crate::asynchronous) fn new(events: S, writer: EventWriter<E>) -> (Self, Interest) {
        let (sender, interest) = oneshot::channel();
        let outgoing = Self {
            events,
            writer,
            interest,
        };
        (outgoing, Interest { _sender: sender })
    }
}

impl<S, E> EventSource for Outgoing<S, E>
where
    S: Stream<Item = E> + Send + 'static,
    E: Shape + Send,
{
    fn begin(self: Box<Self>, signing: Signing) -> Body {
        let Self {
            events,
            mut writer,
            interest,
        } = *self;
        if let Some(signer) = signing.signer {
            writer.sign(signer);
        }
        Body::new(Frames {
            events: Box::pin(events),
            writer,
            interest,
            time: signing.time,
            skew: signing.skew,
            state: State::Start,
        })
    }
}

/// The frames of events.
struct Frames<S, E> {
    events: Pin<Box<S>>,
    writer: EventWriter<E>,
    interest: oneshot::Receiver<()>,
    time: Arc<dyn Time>,
    skew: i64,
    state: State,
}

enum State {
    Start,
    Events,
    End,
}

impl<S, E> Unpin for Frames<S, E> {}

impl<S, E> Frames<S, E> {
    fn now(&self) -> Timestamp {
        later(self.time.now(), self.skew)
    }
}

impl<S, E> http_body::Body for Frames<S, E>
where
    S: Stream<Item = E>,
{
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let this = self.get_mut();
        if matches!(this.state, State::End) {
            return Poll::Ready(None);
        }
        if Pin::new(&mut this.interest).poll(context).is_ready() {
            this.state = State::End;
            let text = "the stream of the response was dropped";
            let error = TransportError::new(TransportErrorKind::Other, text);
            return Poll::Ready(Some(Err(error)));
        }
        loop {
            let now = this.now();
            let written = match this.state {
                State::Start => {
                    this.state = State::Events;
                    this.writer.start(now)
                }
                State::Events => {
                    let event = ready!(this.events.as_mut().poll_next(context));
                    if let Some(event) = event {
                        this.writer.write(&event, this.now())
                    } else {
                        this.state = State::End;
                        this.writer.end(this.now())
                    }
                }
                State::End => return Poll::Ready(None),
            };
            match written {
                Ok(bytes) if bytes.is_empty() => {}
                Ok(bytes) => return Poll::Ready(Some(Ok(Frame::data(bytes.into())))),
                Err(error) => {
                    this.state = State::End;
                    return Poll::Ready(Some(Err(refusal(&error))));
                }
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.state, State::End)
    }
}

/// The error of an event that cannot be written.
fn refusal(error: &WriteError) -> TransportError {
    TransportError::new(TransportErrorKind::Other, error.to_string())
}
