//! A call of an operation, as a state machine without IO.
//!
//! A [`Call`] says what it needs, a driver brings it, and so on until there is an output or an error. It makes every
//! decision: identity, endpoint, signature, retries, timeouts. It has no clock, no randomness, no threads, no
//! environment and no network of its own, so a test replays a call exactly.
//!
//! [`Shared`] is what calls of one client have in common, as plain data. [`Preparation`] signs a request and does not
//! send it, [`Presigning`] makes a URL of it.
//!
//! **Invariants**
//! - The same events, with the same times and random numbers, give the same needs and the same end.
//! - Every attempt of a call has the same invocation id and the same idempotency tokens.
//! - `Debug` shows no secret: neither of a need, nor of an event, nor of an error.
//!
//! <https://smithy.io/2.0/guides/client-guidance/retries.html>

mod attempt;
mod coding;
mod configured;
mod discovery;
mod error;
#[cfg(feature = "events")]
pub(crate) mod events;
mod hash;
mod hooks;
mod identity;
mod inject;
#[cfg(feature = "dynamic")]
mod interpreted;
mod job;
mod machine;
mod need;
mod nested;
mod outcome;
mod place;
mod prepare;
mod reader;
mod record;
mod region;
mod session;
mod settings;
mod shared;
mod skew;
#[cfg(test)]
pub(crate) mod tests;

use std::fmt;
use std::marker::PhantomData;

use sansmith::integrity::Expected;
use sansmith::{Operation, OperationError, Shape, Timestamp};

pub use self::coding::Encoder;
pub use self::error::{CallError, CallErrorKind, Problem};
#[cfg(feature = "events")]
pub use self::events::StreamError;
#[cfg(all(
    feature = "events",
    any(feature = "client", feature = "blocking-client")
))]
pub(crate) use self::events::{Incoming, Next};
pub use self::hooks::Hooks;
#[cfg(feature = "dynamic")]
pub use self::interpreted::{AnyCall, prepare_any};
use self::machine::{Machine, Progress, Turn};
pub use self::need::{Event, Need, Payload, Send, StreamBody};
pub use self::prepare::{Preparation, PrepareStep, Presigning};
use self::reader::{Answers, ByType, TypedReader};
pub use self::record::{Attempt, Metadata};
pub use self::settings::{Identity, Settings, Stall, Timeouts};
pub use self::shared::Shared;
pub use crate::transport::{TransportError, TransportErrorKind};

/// A call of an operation.
pub struct Call<'s, O: Operation> {
    machine: Machine<'s>,
    reader: TypedReader<O::Output, O::Error, ByType<O>>,
}

/// The outcome of a step.
#[derive(Debug)]
pub enum Step<T, E> {
    /// Something is needed.
    Need(Need),
    /// The end: an output, or an error.
    Done(Result<Output<T>, Box<CallError<E>>>),
}

/// The output of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Output<T> {
    /// The output.
    pub output: T,
    /// The attempts.
    pub metadata: Metadata,
    /// The paths of required members that the response lacks, and of strings with lone surrogates.
    pub corrected: Vec<String>,
    /// The body of the response is the caller's: the driver hands it over unread. Else it is read.
    pub has_body: bool,
    /// The sum of a body that is the caller's, who compares it while reading.
    pub expected: Option<Expected>,
}

impl<'s, O: Operation> Call<'s, O>
where
    O::Input: Shape,
    O::Output: Shape,
{
    /// A call with an input; `random` is for the tokens of absent idempotency members.
    ///
    /// # Errors
    ///
    /// The input cannot be sent.
    pub fn new(input: &O::Input, settings: &'s Settings, random: u128) -> Result<Self, Problem> {
        let job = job::of::<O>(input, settings, random)?;
        Ok(Self::of_job(input, settings, job))
    }

    /// A call whose payload is the caller's stream, for the operations that take one; it does not compile for any
    /// other.
    ///
    /// # Errors
    ///
    /// The input cannot be sent, or the length of the stream must be known and is not.
    pub fn streaming(
        input: &O::Input,
        stream: StreamBody,
        settings: &'s Settings,
        random: u128,
    ) -> Result<Self, Problem> {
        let job = job::streaming::<O>(input, stream, settings, random)?;
        Ok(Self::of_job(input, settings, job))
    }

    /// Reads the whole response into the output, up to [`Settings::max_response`], even where the payload is a stream.
    #[must_use]
    pub fn whole(mut self) -> Self {
        self.reader.is_whole = true;
        self
    }

    fn of_job(input: &O::Input, settings: &'s Settings, job: machine::Job) -> Self {
        let is_checked = job.is_checked();
        Self {
            machine: Machine::new(settings, job, prepare::Goal::Send),
            reader: TypedReader::new(ByType(PhantomData), input, (settings.response, is_checked)),
        }
    }

    /// Takes an event, and goes on until the next need or the end.
    ///
    /// `now` is the time of a clock that does not run back, `random` a new number with each step.
    pub fn step(
        &mut self,
        shared: &mut Shared,
        now: Timestamp,
        random: u128,
        event: Event,
    ) -> Step<O::Output, O::Error> {
        advance(
            (&mut self.machine, &mut self.reader),
            shared,
            (now, random),
            event,
        )
    }

    /// Leaves a call that has not come to its end: drivers do so when a caller drops it. Another call may then get the
    /// identity that this one was to get.
    pub fn abandon(mut self, shared: &mut Shared) {
        self.machine.abandon(shared);
    }

    /// Leaves the call, as [`Self::abandon`] does.
    #[cfg(any(feature = "client", feature = "blocking-client"))]
    pub(crate) fn leave(&mut self, shared: &mut Shared) {
        self.machine.abandon(shared);
    }
}

/// Takes an event, and goes on until the next need or the end.
fn advance<T: Shape, E: OperationError, A: Answers<Output = T, Error = E>>(
    (machine, reader): (&mut Machine<'_>, &mut TypedReader<T, E, A>),
    shared: &mut Shared,
    (now, random): (Timestamp, u128),
    event: Event,
) -> Step<T, E> {
    let mut turn = Turn {
        shared,
        now,
        random,
        reader: &mut *reader,
    };
    let problem = match machine.step(&mut turn, event) {
        Ok(Progress::Need(need)) => return Step::Need(need),
        Ok(Progress::End) => None,
        Err(problem) => Some(problem),
    };
    let metadata = std::mem::take(&mut machine.metadata);
    let mismatch = reader.mismatch.take();
    let ended = || Problem::Misuse {
        event: "after the end".to_owned(),
    };
    let kind = match (problem, reader.result.take()) {
        (None, Some(Ok(output))) => {
            return Step::Done(Ok(Output {
                output,
                metadata,
                corrected: std::mem::take(&mut reader.corrected),
                has_body: reader.is_streamed,
                expected: reader.expected.take(),
            }));
        }
        (None, Some(Err(error))) => CallErrorKind::Service(error),
        (Some(problem), _) => CallErrorKind::Problem(problem),
        (None, None) => {
            let problem = mismatch.map_or_else(ended, Problem::Integrity);
            CallErrorKind::Problem(problem)
        }
    };
    Step::Done(Err(Box::new(CallError { kind, metadata })))
}

impl<O: Operation> fmt::Debug for Call<'_, O> {
    /// The operation alone: inputs may have secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Call({})", O::SCHEMA.name)
    }
}
