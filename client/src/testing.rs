//! Calls against a scripted transport in virtual time: for tests of programs and of this crate.
//!
//! ```
//! use sansmith_client::testing::{Reply, Script};
//!
//! let mut script = Script::new([Reply::new(503), Reply::new(200).body("{}")]);
//! assert_eq!(script.waiting(), 2);
//! ```

#[cfg(any(feature = "client", feature = "blocking-client"))]
mod mock;
#[cfg(any(feature = "client", feature = "blocking-client"))]
mod virtual_time;

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use bytes::Bytes;
use http::header::{HeaderName, HeaderValue};
use sansmith::{Operation, Shape, Timestamp};

use crate::call::{
    Call, CallError, Event, Need, Output, Payload, PrepareStep, Shared, Step, TransportError,
    TransportErrorKind,
};
use crate::credentials::{Answer, FileError, Need as IdentityNeed};
use crate::moment::{after, between};

#[cfg(any(feature = "client", feature = "blocking-client"))]
pub use self::mock::Mock;
#[cfg(any(feature = "client", feature = "blocking-client"))]
pub(crate) use self::mock::Parts;
#[cfg(any(feature = "client", feature = "blocking-client"))]
pub use self::virtual_time::VirtualTime;

/// The most steps of a call before it counts as endless.
const STEPS: usize = 10_000;

/// A world in which nothing happens but what a test says, and time passes only as it says.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Script {
    /// The time.
    pub now: Timestamp,
    /// The number that is random in every step; with [`Self::vary`] it changes.
    pub random: u128,
    /// The random number changes with every step.
    pub vary: bool,
    /// The environment variables.
    pub variables: BTreeMap<String, String>,
    /// The bytes of the caller's stream, in its parts.
    pub stream: Vec<Bytes>,
    /// The requests that were sent, with the time.
    pub sent: Vec<(Timestamp, http::Request<Payload>)>,
    /// The requests for credentials that were sent.
    pub exchanges: Vec<http::Request<Vec<u8>>>,
    /// The pauses.
    pub pauses: Vec<Duration>,
    /// The times that the caller's stream began again.
    pub rewinds: usize,
    /// The responses to requests for credentials.
    pub identities: VecDeque<http::Response<Vec<u8>>>,
    replies: VecDeque<Reply>,
    reply: Option<Reply>,
    read: usize,
}

/// The answer to one request.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The time until the head of the response, or until the failure.
    takes: Duration,
    head: Result<http::Response<()>, TransportError>,
    parts: VecDeque<Result<Bytes, TransportError>>,
    is_silent: bool,
}

impl Reply {
    /// A response with a status, at once, without a body.
    ///
    /// An invalid status counts as 500.
    pub fn new(status: u16) -> Self {
        let mut head = http::Response::new(());
        *head.status_mut() =
            http::StatusCode::from_u16(status).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
        Self {
            takes: Duration::ZERO,
            head: Ok(head),
            parts: VecDeque::new(),
            is_silent: false,
        }
    }

    /// A failure of the transport.
    pub fn failure(kind: TransportErrorKind) -> Self {
        Self {
            head: Err(TransportError::new(kind, "scripted")),
            ..Self::new(500)
        }
    }

    /// No answer until the deadline of the attempt; without one, a timeout of the transport after an hour.
    pub fn silence() -> Self {
        Self {
            is_silent: true,
            takes: Duration::from_secs(3600),
            ..Self::failure(TransportErrorKind::Timeout)
        }
    }

    /// Adds a header. One that cannot be sent is left out.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let name = HeaderName::from_bytes(name.as_bytes());
        if let (Ok(head), Ok(name), Ok(value)) =
            (&mut self.head, name, HeaderValue::from_str(value))
        {
            head.headers_mut().append(name, value);
        }
        self
    }

    /// Adds a part of the body.
    #[must_use]
    pub fn body(mut self, bytes: impl Into<Bytes>) -> Self {
        self.parts.push_back(Ok(bytes.into()));
        self
    }

    /// Breaks the connection behind the body so far.
    #[must_use]
    pub fn broken(mut self) -> Self {
        let error = TransportError::new(TransportErrorKind::ResetAfter, "scripted");
        self.parts.push_back(Err(error));
        self
    }

    /// Sets the time until the head.
    #[must_use]
    pub fn takes(mut self, time: Duration) -> Self {
        self.takes = time;
        self
    }

    /// The limit to the time of an attempt, if the head does not come within it.
    fn late(&self, limit: Option<Duration>) -> Option<Duration> {
        limit.filter(|limit| self.is_silent || *limit < self.takes)
    }
}

impl Script {
    /// A world with these answers, in order; without one more, there is no connection.
    pub fn new(replies: impl IntoIterator<Item = Reply>) -> Self {
        Self {
            now: Timestamp::from_secs(1_700_000_000),
            random: 1 << 127,
            vary: false,
            variables: BTreeMap::new(),
            stream: Vec::new(),
            sent: Vec::new(),
            exchanges: Vec::new(),
            pauses: Vec::new(),
            rewinds: 0,
            identities: VecDeque::new(),
            replies: replies.into_iter().collect(),
            reply: None,
            read: 0,
        }
    }

    /// The number of answers that are left.
    pub fn waiting(&self) -> usize {
        self.replies.len()
    }

    /// Adds an answer.
    pub fn reply(&mut self, reply: Reply) {
        self.replies.push_back(reply);
    }

    /// Runs a call to its end.
    ///
    /// # Errors
    ///
    /// Those of the call.
    pub fn run<O: Operation>(
        &mut self,
        call: &mut Call<'_, O>,
        shared: &mut Shared,
    ) -> Result<Output<O::Output>, Box<CallError<O::Error>>>
    where
        O::Input: Shape,
        O::Output: Shape,
    {
        let mut event = Event::Start;
        for _ in 0..STEPS {
            let (now, random) = (self.now, self.draw());
            match call.step(shared, now, random, event) {
                Step::Need(need) => event = self.answer(need),
                Step::Done(result) => return result,
            }
        }
        endless(
            |event| match call.step(shared, self.now, self.random, event) {
                Step::Done(result) => Some(result),
                Step::Need(_) => None,
            },
        )
    }

    /// Runs a preparation to its end, by its steps.
    pub fn prepare<T>(
        &mut self,
        mut step: impl FnMut(Timestamp, u128, Event) -> PrepareStep<T>,
    ) -> Option<Result<T, crate::call::Problem>> {
        let mut event = Event::Start;
        for _ in 0..STEPS {
            match step(self.now, self.draw(), event) {
                PrepareStep::Need(need) => event = self.answer(need),
                PrepareStep::Done(result) => return Some(result),
            }
        }
        None
    }

    /// The event that answers a need.
    pub fn answer(&mut self, need: Need) -> Event {
        match need {
            Need::Identity(need) => Event::Identity(self.identify(need)),
            Need::Send(send) => {
                let refused = || Reply::failure(TransportErrorKind::Connect);
                let reply = self.replies.pop_front().unwrap_or_else(refused);
                self.sent.push((self.now, send.request));
                self.read = 0;
                let limit = send.deadline.map(|deadline| between(self.now, deadline));
                let late = reply.late(limit);
                self.now = after(self.now, late.unwrap_or(reply.takes));
                if late.is_some() {
                    return Event::Timer;
                }
                match reply.head.clone() {
                    Ok(response) => {
                        self.reply = Some(reply);
                        Event::head(response).0
                    }
                    Err(error) => Event::Failed(error),
                }
            }
            Need::Chunk { .. } => {
                let parts = self.reply.as_mut().map(|reply| &mut reply.parts);
                match parts.and_then(VecDeque::pop_front) {
                    Some(Ok(bytes)) => Event::Chunk(bytes),
                    Some(Err(error)) => Event::Failed(error),
                    None => Event::End,
                }
            }
            Need::Rewind => {
                self.rewinds += 1;
                self.read = 0;
                Event::Rewound(Ok(()))
            }
            Need::Read => {
                let part = self.stream.get(self.read).cloned();
                self.read += 1;
                part.map_or(Event::End, Event::Chunk)
            }
            Need::Pause { until } | Need::Wait { until } => {
                self.pauses.push(between(self.now, until));
                self.now = self.now.max(until);
                Event::Timer
            }
        }
    }

    fn identify(&mut self, need: IdentityNeed) -> Answer {
        match need {
            IdentityNeed::Variable(name) => Answer::Variable(self.variables.get(&name).cloned()),
            IdentityNeed::HomeDirectory => Answer::HomeDirectory(None),
            IdentityNeed::File(_) => Answer::File(Err(FileError {
                is_missing: true,
                message: "scripted".to_owned(),
            })),
            IdentityNeed::Write(_) => Answer::Written(Ok(())),
            IdentityNeed::Process { .. } => Answer::Process(Err("scripted".to_owned())),
            IdentityNeed::Addresses(_) => Answer::Addresses(Err("scripted".to_owned())),
            IdentityNeed::Exchange(exchange) => {
                self.exchanges.push(exchange.request);
                let refused = TransportError::new(TransportErrorKind::Connect, "scripted");
                Answer::Response(self.identities.pop_front().ok_or(refused))
            }
            IdentityNeed::MfaCode(_) => Answer::MfaCode(None),
            IdentityNeed::Pause(time) => {
                self.now = after(self.now, time);
                Answer::Paused
            }
        }
    }

    fn draw(&mut self) -> u128 {
        if self.vary {
            // A step of a generator by D. Lehmer: good enough to differ.
            self.random = (self.random | 1).wrapping_mul(0xda94_2042_e4dd_58b5_da94_2042_e4dd_58b5);
        }
        self.random
    }
}

/// Ends a call that has had its steps, with an event that answers nothing.
fn endless<T>(mut step: impl FnMut(Event) -> Option<T>) -> T {
    loop {
        if let Some(result) = step(Event::Start) {
            return result;
        }
    }
}
