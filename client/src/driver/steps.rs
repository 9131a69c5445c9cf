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

/// A call of an operation that is known from its type, or at run time only.
pub(crate) trait AnyStep {
    /// Output.
    type Output;

    /// The error of the service.
    type Error;

    /// Takes an event.
    fn step(
        &mut self,
        shared: &mut Shared,
        at: (Timestamp, u128),
        event: Event,
    ) -> Step<Self::Output, Self::Error>;

    /// Leaves the call before its end.
    fn leave(&mut self, shared: &mut Shared);

    /// The shapes of the operation.
    #[cfg(feature = "record")]
    fn shapes(&self) -> crate::record::Shapes;
}

/// A call in progress, and its outcome.
pub(crate) struct Calling<C: AnyStep> {
    call: C,
    done: Option<Ended<C>>,
}

/// The outcome of a call.
type Ended<C> = Result<Output<<C as AnyStep>::Output>, Box<CallError<<C as AnyStep>::Error>>>;

impl<C: AnyStep> Calling<C> {
    pub(crate) const fn new(call: C) -> Self {
        Self { call, done: None }
    }

    /// The outcome; a call that did not come to its end is a misuse.
    pub(crate) fn finish(self) -> Ended<C> {
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

impl<C: AnyStep> Steps for Calling<C> {
    fn step(&mut self, shared: &mut Shared, at: (Timestamp, u128), event: Event) -> Option<Need> {
        match self.call.step(shared, at, event) {
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
        send.request.extensions_mut().insert(self.call.shapes());
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

impl<O: Operation> AnyStep for Call<'_, O>
where
    O::Input: Shape,
    O::Output: Shape,
{
    type Output = O::Output;
    type Error = O::Error;

    fn step(
        &mut self,
        shared: &mut Shared,
        (now, random): (Timestamp, u128),
        event: Event,
    ) -> Step<O::Output, O::Error> {
        Self::step(self, shared, now, random, event)
    }

    fn leave(&mut self, shared: &mut Shared) {
        Self::leave(self, shared);
    }

    #[cfg(feature = "record")]
    fn shapes(&self) -> crate::record::Shapes {
        let mut shapes = <O::Error as sansmith::OperationError>::schemas();
        shapes.extend([O::Input::SCHEMA, O::Output::SCHEMA]);
        crate::record::Shapes(shapes)
    }
}

#[cfg(all(feature = "dynamic", feature = "blocking-client"))]
impl<T, E> AnyStep for crate::call::AnyCall<'_, T, E>
where
    T: Shape,
    E: sansmith::OperationError + From<sansmith::Failure<T>>,
{
    type Output = T;
    type Error = E;

    fn step(
        &mut self,
        shared: &mut Shared,
        (now, random): (Timestamp, u128),
        event: Event,
    ) -> Step<T, E> {
        Self::step(self, shared, now, random, event)
    }

    fn leave(&mut self, shared: &mut Shared) {
        self.abandon(shared);
    }

    #[cfg(feature = "record")]
    fn shapes(&self) -> crate::record::Shapes {
        crate::record::Shapes(self.schemas())
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
