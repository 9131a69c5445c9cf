//! Requests that are signed and not sent: for another transport, a dry run, or as a URL.

use std::time::Duration;

use sansmith::sign::{Keys, PresignError, Presigned, Presigner, Scheme, SignError};
use sansmith::{Body, Operation, Shape, Timestamp};

use super::error::Problem;
use super::job;
use super::machine::{Machine, Outcome, Progress, Turn};
use super::need::{Event, Need, Payload};
use super::outcome::{Reader, Verdict};
use super::settings::Settings;
use super::shared::Shared;

/// The end that a call has.
pub(super) enum Goal {
    /// The response.
    Send,
    /// The signed request.
    Prepare,
    /// The presigned request.
    Presign(Presign),
}

/// The facts of a presigned request.
pub(super) struct Presign {
    lifetime: Duration,
    presign: PresignFn,
}

/// Presigns the request of an operation.
type PresignFn = fn(
    &Presigner<'_>,
    &http::Request<Body>,
    Timestamp,
    &mut Keys,
) -> Result<Presigned, PresignError>;

impl Goal {
    /// Tells if requests are sent.
    pub(super) const fn is_sent(&self) -> bool {
        matches!(self, Self::Send)
    }

    /// Tells if the signature is part of the URL.
    pub(super) const fn is_presigned(&self) -> bool {
        matches!(self, Self::Presign(_))
    }
}

/// A request of an operation that is signed and not sent.
///
/// It gets identity and endpoint as a [`Call`](super::Call) does: its needs are those of identities, of time, and of
/// the call that finds the endpoint where the service names it.
pub struct Preparation<'s>(Machine<'s>);

/// A request of an operation that becomes a URL: see [`Presigned`].
pub struct Presigning<'s>(Machine<'s>);

/// The outcome of a step.
#[derive(Debug)]
pub enum PrepareStep<T> {
    /// Something is needed.
    Need(Need),
    /// The end. There is no error of a service.
    Done(Result<T, Problem>),
}

impl<'s> Preparation<'s> {
    /// The request of an input; `random` is for the tokens of absent idempotency members.
    ///
    /// # Errors
    ///
    /// The input cannot be sent.
    pub fn new<O: Operation>(
        input: &O::Input,
        settings: &'s Settings,
        random: u128,
    ) -> Result<Self, Problem>
    where
        O::Input: Shape,
    {
        let job = job::of::<O>(input, settings, random)?;
        Ok(Self::of_job(settings, job))
    }

    pub(super) fn of_job(settings: &'s Settings, job: super::machine::Job) -> Self {
        Self(Machine::new(settings, job, Goal::Prepare))
    }

    /// Leaves the request before its end.
    #[cfg(any(feature = "client", feature = "blocking-client"))]
    pub(crate) fn leave(&mut self, shared: &mut Shared) {
        self.0.abandon(shared);
    }

    /// Takes an event, and goes on until the next need or the end.
    pub fn step(
        &mut self,
        shared: &mut Shared,
        now: Timestamp,
        random: u128,
        event: Event,
    ) -> PrepareStep<http::Request<Payload>> {
        step(
            &mut self.0,
            (shared, now, random),
            event,
            |outcome| match outcome {
                Outcome::Prepared(request) => Some(request),
                Outcome::None | Outcome::Presigned(_) => None,
            },
        )
    }
}

impl<'s> Presigning<'s> {
    /// The request of an input, valid for `lifetime`: one second to seven days.
    ///
    /// # Errors
    ///
    /// The input cannot be sent.
    pub fn new<O: Operation>(
        input: &O::Input,
        settings: &'s Settings,
        lifetime: Duration,
        random: u128,
    ) -> Result<Self, Problem>
    where
        O::Input: Shape,
    {
        let job = job::presigned::<O>(input, settings, random)?;
        let presign = Presign {
            lifetime,
            presign: |presigner, request, now, keys| presigner.presign_at::<O>(request, now, keys),
        };
        Ok(Self(Machine::new(settings, job, Goal::Presign(presign))))
    }

    /// Leaves the request before its end.
    #[cfg(any(feature = "client", feature = "blocking-client"))]
    pub(crate) fn leave(&mut self, shared: &mut Shared) {
        self.0.abandon(shared);
    }

    /// Takes an event, and goes on until the next need or the end.
    pub fn step(
        &mut self,
        shared: &mut Shared,
        now: Timestamp,
        random: u128,
        event: Event,
    ) -> PrepareStep<Presigned> {
        step(
            &mut self.0,
            (shared, now, random),
            event,
            |outcome| match outcome {
                Outcome::Presigned(request) => Some(request),
                Outcome::None | Outcome::Prepared(_) => None,
            },
        )
    }
}

fn step<T>(
    machine: &mut Machine<'_>,
    (shared, now, random): (&mut Shared, Timestamp, u128),
    event: Event,
    take: fn(Outcome) -> Option<T>,
) -> PrepareStep<T> {
    let mut turn = Turn {
        shared,
        now,
        random,
        reader: &mut NoReader,
    };
    let name = format!("{event:?}");
    match machine.step(&mut turn, event) {
        Ok(Progress::Need(need)) => PrepareStep::Need(need),
        Ok(Progress::End) => {
            let outcome = take(std::mem::take(&mut machine.outcome));
            PrepareStep::Done(outcome.ok_or(Problem::Misuse { event: name }))
        }
        Err(problem) => PrepareStep::Done(Err(problem)),
    }
}

/// A reader where nothing is sent, so that nothing is read.
struct NoReader;

impl Reader for NoReader {
    fn head(&mut self, response: http::Response<()>) -> Result<Verdict, http::Response<()>> {
        Err(response)
    }

    fn whole(&mut self, _: &http::Response<Vec<u8>>) -> Verdict {
        Verdict { error: None }
    }
}

impl Machine<'_> {
    /// Presigns a request.
    pub(super) fn presigned(
        &self,
        presign: &Presign,
        scheme: &Scheme<'_>,
        (request, now): (http::Request<Payload>, Timestamp),
        keys: &mut Keys,
    ) -> Result<Presigned, Problem> {
        let wrong = SignError::WrongIdentity {
            expected: "credentials",
        };
        let credentials = self.held.as_credentials();
        let credentials = credentials.ok_or(Problem::Sign(wrong))?;
        let presigner = Presigner::new(scheme, credentials, presign.lifetime);
        let request = request.map(|payload| match payload {
            Payload::Bytes(bytes) if !bytes.is_empty() => Body::from(bytes),
            Payload::Bytes(_) | Payload::Stream(_) => Body::Empty,
        });
        Ok((presign.presign)(&presigner, &request, now, keys)?)
    }
}
