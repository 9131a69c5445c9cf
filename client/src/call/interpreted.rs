//! Calls of operations that are only known at run time.

use std::fmt;
use std::marker::PhantomData;

use sansmith::interpreted::AnyOperation;
use sansmith::operation::{Failure, Schema};
use sansmith::response::{Corrected, Options, Streamed};
use sansmith::{OperationError, Shape, Timestamp};

use super::error::Problem;
use super::machine::Machine;
use super::need::{Event, StreamBody};
use super::prepare::{Goal, Preparation};
use super::reader::{Answers, TypedReader};
use super::settings::Settings;
use super::shared::Shared;
use super::{Step, advance, job};

/// A call of an operation that is only known at run time: inputs and outputs are values of a dynamic type `T`.
pub struct AnyCall<'s, T, E> {
    machine: Machine<'s>,
    reader: TypedReader<T, E, ByValue<T, E>>,
}

/// An operation by value.
struct ByValue<T, E>(AnyOperation, PhantomData<(T, E)>);

impl<T: Shape, E: OperationError + From<Failure<T>>> Answers for ByValue<T, E> {
    type Output = T;
    type Error = E;

    fn schema(&self) -> &'static Schema {
        self.0.facts
    }

    fn head(&self, response: http::Response<()>) -> Result<Streamed<T, ()>, E> {
        self.0.response_stream(response).map_err(E::from)
    }

    fn whole(
        &self,
        response: &http::Response<Vec<u8>>,
        options: &Options,
    ) -> Result<Corrected<T>, E> {
        self.0.response(response, options).map_err(E::from)
    }
}

impl<'s, T: Shape, E: OperationError + From<Failure<T>>> AnyCall<'s, T, E> {
    /// A call with an input, and with a stream of the caller as the payload if there is one; `random` is for the tokens of absent
    /// idempotency members.
    ///
    /// # Errors
    ///
    /// The input cannot be sent, or the length of the stream must be known and is not.
    pub fn new(
        operation: &AnyOperation,
        input: &T,
        stream: Option<StreamBody>,
        settings: &'s Settings,
        random: u128,
    ) -> Result<Self, Problem> {
        let job = job::any(operation, input, stream, (settings, random))?;
        let answers = ByValue(*operation, PhantomData);
        let is_checked = job.is_checked();
        Ok(Self {
            machine: Machine::new(settings, job, Goal::Send),
            reader: TypedReader::new(answers, input, (settings.response, is_checked)),
        })
    }

    /// A call whose payload is events, with their writer, as [`Call::events`](super::Call::events) makes it.
    ///
    /// # Errors
    ///
    /// The input has no events, or cannot be sent.
    #[cfg(feature = "events")]
    pub fn events(
        operation: &AnyOperation,
        input: &T,
        settings: &'s Settings,
        random: u128,
    ) -> Result<(Self, sansmith::events::EventWriter<T>), Problem> {
        let (job, writer) = job::any_events(operation, input, (settings, random))?;
        let answers = ByValue(*operation, PhantomData);
        let call = Self {
            machine: Machine::new(settings, job, Goal::Send),
            reader: TypedReader::new(answers, input, (settings.response, false)),
        };
        Ok((call, writer))
    }

    /// Reads the whole response into the output, even where the payload is a stream.
    #[must_use]
    pub fn whole(mut self) -> Self {
        self.reader.is_whole = true;
        self
    }

    /// Takes an event, and goes on until the next need or the end, as [`Call::step`](super::Call::step) does.
    pub fn step(
        &mut self,
        shared: &mut Shared,
        now: Timestamp,
        random: u128,
        event: Event,
    ) -> Step<T, E> {
        advance(
            (&mut self.machine, &mut self.reader),
            shared,
            (now, random),
            event,
        )
    }

    /// The schemas of input, output and errors.
    #[cfg(all(feature = "record", feature = "blocking-client"))]
    pub(crate) fn schemas(&self) -> Vec<&'static sansmith::Schema> {
        let operation = &self.reader.answers.0;
        let mut schemas = operation.errors.to_vec();
        schemas.extend([operation.input, operation.output]);
        schemas
    }

    /// Leaves a call that has not come to its end.
    pub fn abandon(&mut self, shared: &mut Shared) {
        self.machine.abandon(shared);
    }
}

impl<T, E> fmt::Debug for AnyCall<'_, T, E> {
    /// The operation alone: inputs may have secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AnyCall({})", self.machine.job.schema.name)
    }
}

/// A request that is signed and not sent.
///
/// # Errors
///
/// The input cannot be sent.
pub fn prepare_any<'s, T: Shape>(
    operation: &AnyOperation,
    input: &T,
    settings: &'s Settings,
    random: u128,
) -> Result<Preparation<'s>, Problem> {
    let job = job::any(operation, input, None, (settings, random))?;
    Ok(Preparation::of_job(settings, job))
}
