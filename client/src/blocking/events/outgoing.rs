//! Events of the caller on their way: each becomes a frame, signed where the request is.

use std::io;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use sansmith::Shape;
use sansmith::events::EventWriter;
use sansmith::sign::EventSigner;

use crate::driver::Time;
use crate::moment::later;

/// The reason why events broke, shared with the body that a transport has.
pub(in crate::blocking) type Failure = Arc<OnceLock<String>>;

/// The parts of a body.
pub(in crate::blocking) type Parts = Box<dyn Iterator<Item = io::Result<Bytes>> + Send>;

/// The facts that the signatures of events need.
pub(in crate::blocking) struct Signing {
    /// The signer that continues the signature of the request.
    pub(in crate::blocking) signer: Option<EventSigner>,
    /// The clock of the client.
    pub(in crate::blocking) time: Arc<dyn Time>,
    /// The seconds by which the service's clock is ahead of it.
    pub(in crate::blocking) skew: i64,
}

/// A source of events that becomes a body once the request is signed.
pub(in crate::blocking) trait EventSource: Send {
    /// The body; `failure` takes the reason why it breaks.
    fn begin(self: Box<Self>, signing: Signing, failure: Failure) -> Parts;
}

/// Events with their writer.
pub(in crate::blocking) struct Outgoing<I, E> {
    events: I,
    writer: EventWriter<E>,
}

impl<I, E> Outgoing<I, E> {
    pub(in crate::blocking) const fn new(events: I, writer: EventWriter<E>) -> Self {
        Self { events, writer }
    }
}

impl<I, E> EventSource for Outgoing<I, E>
where
    I: Iterator<Item = E> + Send + 'static,
    E: Shape + Send,
{
    fn begin(self: Box<Self>, signing: Signing, failure: Failure) -> Parts {
        let Self { events, mut writer } = *self;
        if let Some(signer) = signing.signer {
            writer.sign(signer);
        }
        Box::new(Frames {
            events,
            writer,
            time: signing.time,
            skew: signing.skew,
            failure,
            state: State::Start,
        })
    }
}

/// The frames of events.
struct Frames<I, E> {
    events: I,
    writer: EventWriter<E>,
    time: Arc<dyn Time>,
    skew: i64,
    failure: Failure,
    state: State,
}

enum State {
    Start,
    Events,
    End,
}

impl<I: Iterator<Item = E>, E> Iterator for Frames<I, E> {
    type Item = io::Result<Bytes>;

    fn next(&mut self) -> Option<io::Result<Bytes>> {
        loop {
            // An event may take long, so that the clock is read after it.
            let event = match self.state {
                State::Start => None,
                State::Events => self.events.next(),
                State::End => return None,
            };
            let now = later(self.time.now(), self.skew);
            let written = match (&self.state, event) {
                (State::Start, _) => {
                    self.state = State::Events;
                    self.writer.start(now)
                }
                (_, Some(event)) => self.writer.write(&event, now),
                (_, None) => {
                    self.state = State::End;
                    self.writer.end(now)
                }
            };
            match written {
                Ok(bytes) if bytes.is_empty() => {}
                Ok(bytes) => return Some(Ok(bytes.into())),
                Err(error) => {
                    self.state = State::End;
                    let text = self.failure.get_or_init(|| error.to_string());
                    return Some(Err(io::Error::other(text.clone())));
                }
            }
        }
    }
}
