//! The driver: brings what a call needs, until its end.

use std::sync::Arc;
use std::time::Duration;

#[cfg(feature = "events")]
use sansmith::sign::EventSigner;

use super::body::Body;
use super::encoded::{Encoded, least, stalled};
#[cfg(feature = "events")]
use super::events::Signing;
use super::identity::World;
use super::upload::{Sent, Upload};
use crate::call::{
    Event, Need, Payload, Send as Sending, Stall, TransportError, TransportErrorKind,
};
use crate::driver::{Core, Progress, Span, Steps};
use crate::transport::Limits;

/// The surroundings of a call.
pub(super) struct Driver<'d> {
    pub(super) core: &'d Core,
    pub(super) world: World<'d>,
    pub(super) span: Span,
    pub(super) upload: Option<&'d mut Upload>,
    /// The caller takes the body of the response.
    pub(super) is_streamed: bool,
    /// The limit to streams that stand still.
    pub(super) stall: Option<Stall>,
}

impl Driver<'_> {
    /// Runs a call to its end. The body of the last response is left, if the call did not read it.
    pub(super) async fn run(mut self, steps: &mut (dyn Steps + Send)) -> Option<Body> {
        let mut progress = Progress::begin(self.core, steps);
        let mut body: Option<Body> = None;
        // The stream of the caller while a signature is made of it.
        let mut hashed: Option<Body> = None;
        let mut event = Event::Start;
        while let Some(need) = progress.step(event) {
            event = match need {
                Need::Identity(need) => Event::Identity(self.world.answer(need).await),
                Need::Send(mut send) => {
                    progress.steps().annotate(&mut send);
                    let limits = Limits {
                        connect: send.connect_timeout,
                        attempt: send.deadline.map(|deadline| progress.until(deadline)),
                        is_streamed: self.is_streamed,
                        expects_continue: send.expects_continue,
                    };
                    body = None;
                    self.send(*send, limits, &mut body).await
                }
                Need::Chunk { deadline } => {
                    let left = deadline.map(|deadline| progress.until(deadline));
                    self.chunk(left, body.as_mut()).await
                }
                Need::Rewind => {
                    hashed = None;
                    Event::Rewound(Ok(()))
                }
                Need::Read => self.read(&mut hashed).await,
                Need::Pause { until } => {
                    self.world.pause(progress.until(until)).await;
                    Event::Timer
                }
                Need::Wait { until } => {
                    let time = progress.until(until);
                    let change = self.core.changed(progress.epoch());
                    self.world.within(Some(time), change).await;
                    Event::Timer
                }
            };
        }
        self.span.ended(progress.steps().outcome());
        body
    }

    /// The next part of a response.
    async fn chunk(&mut self, left: Option<Duration>, body: Option<&mut Body>) -> Event {
        let Some(body) = body else {
            return Event::End;
        };
        let stall = self
            .stall
            .filter(|stall| left.is_none_or(|left| stall.grace < left));
        let limit = stall.map(|stall| stall.grace).or(left);
        match (self.world.within(limit, body.chunk()).await, stall) {
            (Some(Ok(Some(bytes))), _) => Event::Chunk(bytes),
            (Some(Ok(None)), _) => Event::End,
            (Some(Err(error)), _) => self.failed(error),
            (None, Some(stall)) => Event::Failed(stalled(stall)),
            (None, None) => Event::Timer,
        }
    }

    async fn send(&mut self, send: Sending, limits: Limits, body: &mut Option<Body>) -> Event {
        self.span.sent(send.request.uri());
        #[cfg(feature = "events")]
        let events = self.begin_events((send.event_signer, send.clock_skew));
        let (head, payload) = send.request.into_parts();
        let outgoing = match (payload, self.upload.as_deref_mut()) {
            (Payload::Bytes(bytes), _) => Body::of_bytes(bytes),
            (Payload::Stream(_), None) => Body::of_bytes(bytes::Bytes::new()),
            (Payload::Stream(_), Some(upload)) => match upload.take() {
                Ok(body) => match send.encoder {
                    Some(encoder) => {
                        let length = length_of(&head);
                        Body::new(Encoded::new(body, encoder)).with_length(length)
                    }
                    None => body,
                },
                Err(error) => {
                    let text = format!("the stream cannot be read: {error}");
                    return Event::Failed(TransportError::new(TransportErrorKind::Other, text));
                }
            },
        };
        let mut request = http::Request::from_parts(head, outgoing);
        request.extensions_mut().insert(limits);
        let way = self.upload.as_deref().map(Upload::sent);
        // Events may take any time.
        #[cfg(feature = "events")]
        let way = way.filter(|_| events.is_none());
        #[cfg(feature = "events")]
        if events == Some(true) {
            *request.version_mut() = http::Version::HTTP_2;
        }
        let sending = self.world.transport.send(request);
        let sending = watch(self.world, self.stall, sending, way);
        match self.world.within(limits.attempt, sending).await {
            Some(Ok(response)) => {
                self.span.answered(Ok(response.status().as_u16()));
                let (event, found) = Event::head(response);
                *body = Some(found);
                event
            }
            Some(Err(error)) => {
                self.span.answered(Err(&error));
                self.failed(error)
            }
            None => Event::Timer,
        }
    }

    /// Lets the caller's events begin, if there are any, and tells if others come back meanwhile.
    #[cfg(feature = "events")]
    fn begin_events(&mut self, (signer, skew): (Option<EventSigner>, i64)) -> Option<bool> {
        let upload = self.upload.as_deref_mut()?;
        let is_exchange = upload.is_exchange();
        let time = Arc::clone(&self.core.time);
        let has_begun = upload.begin(Signing { signer, time, skew });
        has_begun.then_some(is_exchange)
    }

    /// The failure of an attempt. Where the caller's stream broke, not the connection, nothing is sent again.
    fn failed(&self, error: TransportError) -> Event {
        let failure = self.upload.as_deref().and_then(Upload::failure);
        Event::Failed(match failure {
            Some(text) => TransportError::new(TransportErrorKind::Other, text),
            None => error,
        })
    }

    async fn read(&mut self, hashed: &mut Option<Body>) -> Event {
        let broken =
            |text: String| Event::Failed(TransportError::new(TransportErrorKind::Other, text));
        if hashed.is_none() {
            match self.upload.as_deref_mut().map(Upload::take) {
                Some(Ok(body)) => *hashed = Some(body),
                Some(Err(error)) => return broken(error.to_string()),
                None => return Event::End,
            }
        }
        let Some(stream) = hashed else {
            return Event::End;
        };
        match stream.chunk().await {
            Ok(Some(bytes)) => Event::Chunk(bytes),
            Ok(None) => Event::End,
            Err(error) => broken(error.message),
        }
    }
}

/// The length of a request's body, where its head says it.
fn length_of(head: &http::request::Parts) -> Option<u64> {
    let length = head.headers.get(http::header::CONTENT_LENGTH)?;
    length.to_str().ok()?.parse().ok()
}

/// Waits for a response, unless the stream of the request stands still.
async fn watch<T>(
    world: World<'_>,
    stall: Option<Stall>,
    sending: impl Future<Output = Result<T, TransportError>>,
    sent: Option<Arc<Sent>>,
) -> Result<T, TransportError> {
    let (Some(stall), Some(sent)) = (stall, sent) else {
        return sending.await;
    };
    let mut sending = std::pin::pin!(sending);
    loop {
        let before = sent.bytes();
        let outcome = world.within(Some(stall.grace), sending.as_mut()).await;
        match outcome {
            Some(outcome) => return outcome,
            None if sent.bytes().saturating_sub(before) >= least(stall) => {}
            None if sent.is_at_rest() => {}
            None => return Err(stalled(stall)),
        }
    }
}
