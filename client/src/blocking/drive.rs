//! The driver: brings what a call needs, until its end.

#[cfg(feature = "events")]
use std::sync::Arc;

#[cfg(feature = "events")]
use sansmith::sign::EventSigner;

use super::body::Body;
use super::encoded::Encoded;
#[cfg(feature = "events")]
use super::events::{Parts, Signing};
use super::identity::World;
use super::transport::Outgoing;
use super::upload::Upload;
use crate::call::{Event, Need, Payload, Send, TransportError, TransportErrorKind};
use crate::driver::{Core, Progress, Span, Steps};
use crate::transport::Limits;

/// The size of the parts of a stream that a signature covers.
const PART: usize = 64 * 1024;

/// The surroundings of a call.
pub(super) struct Driver<'d> {
    pub(super) core: &'d Core,
    pub(super) world: World<'d>,
    pub(super) span: Span,
    pub(super) upload: Option<&'d mut Upload>,
    /// The caller takes the body of the response.
    pub(super) is_streamed: bool,
}

impl Driver<'_> {
    /// Runs a call to its end. The body of the last response is left, if the call did not read it.
    pub(super) fn run(mut self, steps: &mut dyn Steps) -> Option<Body> {
        let mut progress = Progress::begin(self.core, steps);
        let mut body = None;
        let mut event = Event::Start;
        while let Some(need) = progress.step(event) {
            event = match need {
                Need::Identity(need) => Event::Identity(self.world.answer(need)),
                Need::Send(mut send) => {
                    progress.steps().annotate(&mut send);
                    let limits = Limits {
                        connect: send.connect_timeout,
                        attempt: send.deadline.map(|deadline| progress.until(deadline)),
                        is_streamed: self.is_streamed,
                        expects_continue: send.expects_continue,
                    };
                    body = None;
                    self.send(*send, &limits, &mut body)
                }
                Need::Chunk { deadline } => {
                    let left = deadline.map(|deadline| progress.until(deadline));
                    if left.is_some_and(|left| left.is_zero()) {
                        Event::Timer
                    } else {
                        next(body.as_mut())
                    }
                }
                Need::Rewind => Event::Rewound(self.rewind()),
                Need::Read => self.read(),
                Need::Pause { until } => {
                    self.core.time.sleep(progress.until(until));
                    Event::Timer
                }
                Need::Wait { until } => {
                    self.core.wait(progress.epoch(), until);
                    Event::Timer
                }
            };
        }
        self.span.ended(progress.steps().outcome());
        body
    }

    fn send(&mut self, send: Send, limits: &Limits, body: &mut Option<Body>) -> Event {
        self.span.sent(send.request.uri());
        #[cfg(feature = "events")]
        let (events, is_exchange) = self.begin_events((send.event_signer, send.clock_skew));
        let (head, payload) = send.request.into_parts();
        let mut chunks;
        let outgoing = match payload {
            Payload::Bytes(bytes) => Outgoing::Bytes(bytes),
            Payload::Stream(_) => match self.upload.as_deref_mut() {
                Some(upload) => match send.encoder {
                    Some(encoder) => {
                        chunks = Encoded::new(upload, encoder);
                        Outgoing::Stream(&mut chunks)
                    }
                    None => Outgoing::Stream(upload),
                },
                None => Outgoing::Bytes(bytes::Bytes::new()),
            },
        };
        #[cfg(feature = "events")]
        let outgoing = events.map_or(outgoing, Outgoing::Parts);
        #[cfg(feature = "events")]
        let mut head = head;
        #[cfg(feature = "events")]
        if is_exchange {
            head.version = http::Version::HTTP_2;
        }
        let request = http::Request::from_parts(head, outgoing);
        match self.world.transport.send(request, limits) {
            Ok(response) => {
                self.span.answered(Ok(response.status().as_u16()));
                let (event, found) = Event::head(response);
                *body = Some(found);
                event
            }
            Err(error) => {
                self.span.answered(Err(&error));
                let upload = self.upload.as_deref();
                let failure = upload.and_then(Upload::failure);
                // The stream broke, not the connection: nothing is sent again.
                Event::Failed(match failure {
                    Some(text) => TransportError::new(TransportErrorKind::Other, text),
                    None => error,
                })
            }
        }
    }

    /// The caller's events as the body, if there are any; and if others come back meanwhile.
    #[cfg(feature = "events")]
    fn begin_events(
        &mut self,
        (signer, skew): (Option<EventSigner>, i64),
    ) -> (Option<Parts>, bool) {
        let Some(upload) = self.upload.as_deref_mut() else {
            return (None, false);
        };
        let time = Arc::clone(&self.core.time);
        let parts = upload.begin(Signing { signer, time, skew });
        (parts, upload.is_exchange())
    }

    fn rewind(&mut self) -> Result<(), String> {
        match self.upload.as_deref_mut() {
            Some(upload) => upload.rewind(),
            None => Err("there is no stream".to_owned()),
        }
    }

    fn read(&mut self) -> Event {
        let Some(upload) = self.upload.as_deref_mut() else {
            return Event::End;
        };
        let mut buffer = vec![0; PART];
        match std::io::Read::read(upload, &mut buffer) {
            Ok(0) => Event::End,
            Ok(count) => {
                buffer.truncate(count);
                Event::Chunk(buffer.into())
            }
            Err(error) => {
                let text = error.to_string();
                Event::Failed(TransportError::new(TransportErrorKind::Other, text))
            }
        }
    }
}

/// The next part of a response.
fn next(body: Option<&mut Body>) -> Event {
    match body.map(Body::part) {
        Some(Ok(Some(bytes))) => Event::Chunk(bytes),
        Some(Ok(None)) | None => Event::End,
        Some(Err(error)) => Event::Failed(error),
    }
}
