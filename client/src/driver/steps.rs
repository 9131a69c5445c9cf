//! Calls of any operation behind one trait, so that drivers are compiled once.

use sansmith::sign;
use sansmith::{Operation, Shape, Timestamp};

use crate::call::{
    Call, CallError, Event, Metadata, Need, Output, Payload, Preparation, PrepareStep, Presigning,
    Problem, Send, Shared, Step,
};

/// A call, a preparation or a presigning in progress.
pub(crate) trait Steps {
    /// Takes an event; without a need there is an outcome.
    fn step(&mut self, shared: &mut Shared, at: (Timestamp, u128), event: Event) -> Option<Need>;

    /// Leaves the call before its end.
    fn leave(&mut self, shared: &mut Shared);

    /// Adds the shapes of the operation to a request, for transports that hide what is sensitive.
    fn annotate(&self, send: &mut Send);

    /// The attempts, and the failure, after the end; nothing where nothing was sent.
    fn outcome(&self) -> Option<(&Metadata, bool)>;
}

/// The outcome of a call.
pub(crate) type Called<O> =
    Result<Output<<O as Operation>::Output>, Box<CallError<<O as Operation>::Error>>>;

/// A call in progress, and its outcome.
pub(crate) struct Calling<'s, O: Operation> {
    call: Call<'s, O>,
    pub(crate) done: Option<Called<O>>,
}

impl<'s, O: Operation> Calling<'s, O> {
    pub(crate) fn new(call: Call<'s, O>) -> Self {
        Self { call, done: None }
    }

    /// The outcome; a call that did not come to its end is a misuse.
    pub(crate) fn finish(self) -> Called<O> {
        let ended = || Err(CallError::before(unfinished()));
        self.done.unwrap_or_else(ended)
    }
}

/// The problem of a driver that stopped before the end.
fn unfinished() -> Problem {
    Problem::Misuse {
        event: "of the driver's end".to_owned(),
    }
}

impl<O: Operation> Steps for Calling<'_, O>
where
    O::Input: Shape,
    O::Output: Shape,
{
    fn step(
        &mut self,
        shared: &mut Shared,
        (now, random): (Timestamp, u128),
        event: Event,
    ) -> Option<Need> {
        match self.call.step(shared, now, random, event) {
            Step::Need(need) => Some(need),
            Step::Done(result) => {
                self.done = Some(result);
                None
            }
        }
    }

    fn leave(&mut self, shared: &mut Shared) {
        self.call.leave(shared);
    }

    #[cfg(feature = "record")]
    fn annotate(&self, send: &mut Send) {
        send.request.extensions_mut().insert(crate::record::Shapes {
            input: O::Input::SCHEMA,
            output: O::Output::SCHEMA,
        });
    }

    #[cfg(not(feature = "record"))]
    fn annotate(&self, _: &mut Send) {}

    fn outcome(&self) -> Option<(&Metadata, bool)> {
        Some(match self.done.as_ref()? {
            Ok(output) => (&output.metadata, false),
            Err(error) => (&error.metadata, true),
        })
    }
}

/// A call of an operation that is only known at run time, and its outcome.
#[cfg(all(feature = "dynamic", feature = "blocking-client"))]
pub(crate) struct AnyCalling<'s, T, E> {
    call: crate::call::AnyCall<'s, T, E>,
    done: Option<Result<Output<T>, Box<CallError<E>>>>,
}

#[cfg(all(feature = "dynamic", feature = "blocking-client"))]
impl<'s, T, E> AnyCalling<'s, T, E> {
    pub(crate) const fn new(call: crate::call::AnyCall<'s, T, E>) -> Self {
        Self { call, done: None }
    }

    /// The outcome; a call that did not come to its end is a misuse.
    pub(crate) fn finish(self) -> Result<Output<T>, Box<CallError<E>>> {
        self.done
            .unwrap_or_else(|| Err(CallError::before(unfinished())))
    }
}

#[cfg(all(feature = "dynamic", feature = "blocking-client"))]
impl<T, E> Steps for AnyCalling<'_, T, E>
where
    T: Shape,
    E: sansmith::OperationError + From<sansmith::Failure<T>>,
{
    fn step(
        &mut self,
        shared: &mut Shared,
        (now, random): (Timestamp, u128),
        event: Event,
    ) -> Option<Need> {
        match self.call.step(shared, now, random, event) {
            Step::Need(need) => Some(need),
            Step::Done(result) => {
                self.done = Some(result);
                None
            }
        }
    }

    fn leave(&mut self, shared: &mut Shared) {
        self.call.abandon(shared);
    }

    fn annotate(&self, _: &mut Send) {}

    fn outcome(&self) -> Option<(&Metadata, bool)> {
        Some(match self.done.as_ref()? {
            Ok(output) => (&output.metadata, false),
            Err(error) => (&error.metadata, true),
        })
    }
}

/// Declares the steps of a request that is not sent.
macro_rules! unsent {
    ($(#[$doc:meta])* $name:ident($machine:ident, $outcome:ty)) => {
        $(#[$doc])*
        pub(crate) struct $name<'s> {
            machine: $machine<'s>,
            done: Option<Result<$outcome, Problem>>,
        }

        impl<'s> $name<'s> {
            pub(crate) fn new(machine: $machine<'s>) -> Self {
                Self { machine, done: None }
            }

            /// The outcome.
            pub(crate) fn finish(self) -> Result<$outcome, Problem> {
                self.done.unwrap_or_else(|| Err(unfinished()))
            }
        }

        impl Steps for $name<'_> {
            fn step(
                &mut self,
                shared: &mut Shared,
                (now, random): (Timestamp, u128),
                event: Event,
            ) -> Option<Need> {
                match self.machine.step(shared, now, random, event) {
                    PrepareStep::Need(need) => Some(need),
                    PrepareStep::Done(result) => {
                        self.done = Some(result);
                        None
                    }
                }
            }

            fn leave(&mut self, shared: &mut Shared) {
                self.machine.leave(shared);
            }

            fn annotate(&self, _: &mut Send) {}

            fn outcome(&self) -> Option<(&Metadata, bool)> {
                None
            }
        }
    };
}

unsent! {
    /// A signed request in progress, and its outcome.
    Preparing(Preparation, http::Request<Payload>)
}

unsent! {
    /// A presigned request in progress, and its outcome.
    Presigned(Presigning, sign::Presigned)
}
