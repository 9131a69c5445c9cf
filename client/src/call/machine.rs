//! The machine of a call: events in, needs out, the same code for every operation.
//!
//! **Invariants**
//! - Every event leads to a need, or to the end; after the end every event is a misuse.
//! - There are as many attempts as the policy allows at most, and none begins at the deadline of the call or later.
//! - What one step takes out of the shared data, a lookup or a token, stays taken: nothing is held over IO.

use bytes::Bytes;
use sansmith::endpoint::Arguments;
use sansmith::operation::Schema;
use sansmith::sign::Presigned;
use sansmith::{Request, Timestamp};

use super::attempt::Target;
use super::error::Problem;
use super::hash::Sum;
use super::identity::{Held, Resolving};
use super::need::{Event, Need, Payload};
use super::nested::Inner;
use super::outcome::Reader;
use super::prepare::Goal;
use super::record::{Attempt, Metadata};
use super::settings::Settings;
use super::shared::{Scope, Shared};
use super::skew::Skew;
use crate::moment::after;
use crate::retry::{Attempts, Policy};

/// The facts of one call.
pub(super) struct Job {
    pub(super) schema: &'static Schema,
    /// The request without its body.
    pub(super) request: Request,
    pub(super) payload: Payload,
    /// The parameters of the endpoint rules that the input gives.
    pub(super) arguments: Arguments<'static>,
    /// The facts of endpoint discovery, if the operation takes part.
    pub(super) discovery: Option<super::discovery::Asked>,
}

/// The data that a step works with.
pub(super) struct Turn<'t> {
    pub(super) shared: &'t mut Shared,
    pub(super) now: Timestamp,
    pub(super) random: u128,
    pub(super) reader: &'t mut dyn Reader,
}

/// A call in progress.
pub(super) struct Machine<'s> {
    pub(super) settings: &'s Settings,
    pub(super) job: Job,
    pub(super) goal: Goal,
    pub(super) policy: Policy,
    pub(super) scope: Scope,
    pub(super) attempts: Attempts,
    pub(super) deadline: Option<Timestamp>,
    pub(super) metadata: Metadata,
    pub(super) held: Held,
    /// The credentials of a session, where the endpoint asks for one.
    pub(super) session: Option<sansmith::identity::Credentials>,
    /// The region in the place of that of the settings: the bucket is there.
    pub(super) region: Option<String>,
    /// The call was redirected to a region.
    pub(super) is_redirected: bool,
    /// The endpoint, once it is known.
    pub(super) target: Option<Target>,
    /// The host of the last attempt, by which clocks are told apart.
    pub(super) host: String,
    /// The skew that the last attempt was signed with, if it was signed.
    pub(super) signed_with: Option<Skew>,
    /// The identity was got once more, since the service called it expired.
    pub(super) is_refreshed: bool,
    /// The caller's stream is no longer at its first byte.
    pub(super) is_stream_used: bool,
    /// The SHA-256 of the caller's stream, where a signature covers it.
    pub(super) sum: Option<[u8; 32]>,
    pub(super) outcome: Outcome,
    pub(super) state: State<'s>,
}

/// The outcome of a call that has none of its service.
#[derive(Default)]
pub(super) enum Outcome {
    #[default]
    None,
    /// A signed request.
    Prepared(http::Request<Payload>),
    /// A presigned request.
    Presigned(Presigned),
}

/// The event that a call waits for.
pub(super) enum State<'s> {
    Begin,
    /// An answer to a need of the credentials.
    Resolving(Resolving),
    /// Another call, which gets the identity.
    Waiting,
    /// A call that this one makes.
    Nested(Box<Inner<'s>>),
    /// A part of the caller's stream.
    Hashing(Sum),
    /// The caller's stream at its first byte.
    Rewinding,
    /// The head of the response.
    Sent,
    /// A part of the response's body.
    Reading(http::response::Parts, Vec<u8>),
    /// A point in time.
    Pausing(Timestamp, Next),
    End,
}

/// The step after a pause.
pub(super) enum Next {
    /// An attempt, from the identity on.
    Attempt,
    /// An attempt whose identity, endpoint and place in the rate are settled.
    Transmit,
    /// The end, with a problem or with what the reader has.
    Stop(Option<Problem>),
}

/// The outcome of a step.
pub(super) enum Progress {
    Need(Need),
    /// The end: the outcome is with the reader, or in [`Machine::outcome`].
    End,
}

/// The outcome of a step, or the problem that ends the call.
pub(super) type Flow = Result<Progress, Problem>;

impl<'s> Machine<'s> {
    /// A call before its first step.
    pub(super) fn new(settings: &'s Settings, job: Job, goal: Goal) -> Self {
        let service = job.schema.service.id;
        Self {
            settings,
            goal,
            policy: settings.policy(service),
            scope: Scope {
                service,
                region: settings.region.clone().unwrap_or_default(),
            },
            job,
            attempts: Attempts::new(),
            deadline: None,
            metadata: Metadata::default(),
            held: Held::None,
            session: None,
            region: None,
            is_redirected: false,
            target: None,
            host: String::new(),
            signed_with: None,
            is_refreshed: false,
            is_stream_used: false,
            sum: None,
            outcome: Outcome::None,
            state: State::Begin,
        }
    }

    /// Takes an event.
    pub(super) fn step(&mut self, turn: &mut Turn<'_>, event: Event) -> Flow {
        match (std::mem::replace(&mut self.state, State::End), event) {
            (State::Begin, Event::Start) => self.begin(turn),
            (State::Resolving(resolving), Event::Identity(answer)) => {
                self.resolve(turn, resolving, answer)
            }
            (State::Nested(inner), event) => self.nested(turn, inner, event),
            (State::Waiting, Event::Timer) => self.identify(turn),
            (State::Hashing(sum), Event::Chunk(bytes)) => Ok(self.hash(sum, &bytes)),
            (State::Hashing(sum), Event::End) => Ok(self.hashed(sum)),
            (State::Hashing(_), Event::Failed(error)) => Err(Problem::Stream(error.message)),
            (State::Rewinding, Event::Rewound(result)) => {
                result.map_err(Problem::Stream)?;
                self.is_stream_used = false;
                self.transmit(turn)
            }
            (State::Sent, Event::Head(head)) => Ok(self.answered(turn, head)),
            (State::Reading(head, body), Event::Chunk(bytes)) => self.read(head, body, &bytes),
            (State::Reading(head, body), Event::End) => {
                let response = http::Response::from_parts(head, body);
                self.read_whole(turn, &response)
            }
            (State::Sent | State::Reading(..), Event::Failed(error)) => self.broken(turn, error),
            (State::Sent | State::Reading(..), Event::Timer) => self.late(turn),
            (State::Pausing(until, next), Event::Timer) => self.resume(turn, until, next),
            (_, event) => Err(Problem::Misuse {
                event: format!("{event:?}"),
            }),
        }
    }

    fn begin(&mut self, turn: &mut Turn<'_>) -> Flow {
        self.metadata.invocation_id = sansmith::request::uuid(turn.random);
        let timeout = self.settings.timeouts.call;
        self.deadline = timeout.map(|timeout| after(turn.now, timeout));
        self.identify(turn)
    }

    /// Lets time pass, unless the deadline comes first: then the call ends without the pause.
    pub(super) fn pause(&mut self, turn: &mut Turn<'_>, until: Timestamp, next: Next) -> Flow {
        if until <= turn.now {
            return self.go_on(turn, next);
        }
        self.state = State::Pausing(until, next);
        Ok(Progress::Need(Need::Pause { until }))
    }

    fn resume(&mut self, turn: &mut Turn<'_>, until: Timestamp, next: Next) -> Flow {
        // A timer that is early, or for another need, changes nothing.
        self.pause(turn, until, next)
    }

    fn go_on(&mut self, turn: &mut Turn<'_>, next: Next) -> Flow {
        match next {
            Next::Attempt => self.identify(turn),
            Next::Transmit => self.transmit(turn),
            Next::Stop(Some(problem)) => Err(problem),
            Next::Stop(None) => Ok(Progress::End),
        }
    }

    /// Tells if an instant is at the deadline of the call, or later.
    pub(super) fn is_over(&self, instant: Timestamp) -> bool {
        self.deadline.is_some_and(|deadline| deadline <= instant)
    }

    /// The instant at which the attempt under way counts as failed.
    pub(super) fn attempt_deadline(&self) -> Option<Timestamp> {
        let started = self.metadata.attempts.last()?.started;
        let timeout = self.settings.timeouts.attempt;
        let own = timeout.map(|timeout| after(started, timeout));
        match (own, self.deadline) {
            (Some(own), Some(whole)) => Some(own.min(whole)),
            (own, whole) => own.or(whole),
        }
    }

    /// The record of the attempt under way.
    pub(super) fn record(&mut self) -> Option<&mut Attempt> {
        self.metadata.attempts.last_mut()
    }

    /// The next part of a stream that is hashed.
    fn hash(&mut self, mut sum: Sum, bytes: &Bytes) -> Progress {
        sum.add(bytes);
        self.state = State::Hashing(sum);
        Progress::Need(Need::Read)
    }

    /// The end of a stream that is hashed: it begins again to be sent.
    fn hashed(&mut self, sum: Sum) -> Progress {
        self.sum = Some(sum.finish());
        self.state = State::Rewinding;
        Progress::Need(Need::Rewind)
    }

    /// Leaves a call that has not come to its end: another call may get the identity that this one was to get.
    pub(super) fn abandon(&mut self, shared: &mut Shared) {
        match std::mem::replace(&mut self.state, State::End) {
            State::Resolving(resolving) => resolving.abandon(shared),
            State::Nested(mut inner) => inner.abandon(shared),
            State::Begin
            | State::Waiting
            | State::Hashing(_)
            | State::Rewinding
            | State::Sent
            | State::Reading(..)
            | State::Pausing(..)
            | State::End => {}
        }
    }
}
