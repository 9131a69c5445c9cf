//! Waits for a state of a resource, without IO: both clients call and pause.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use sansmith::page::waiter::{Accepted, Verdict, Wait, Waiter, WaiterExt as _};
use sansmith::{Operation, Shape, Timestamp};

use super::steps::Called;
use super::system;
use crate::call::{CallError, CallErrorKind};
use crate::moment::{between, fraction};

/// The reason why an awaited state was not reached.
#[derive(Debug)]
#[non_exhaustive]
pub enum WaitError<E> {
    /// The state can no longer be reached: the acceptor says so.
    Failed(Accepted),
    /// The time was up.
    TimedOut,
    /// A call failed, and no acceptor matches its error.
    Call(Box<CallError<E>>),
}

impl<E: fmt::Display> fmt::Display for WaitError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(_) => f.write_str("the awaited state can no longer be reached"),
            Self::TimedOut => f.write_str("the time of the wait was up"),
            Self::Call(error) => error.fmt(f),
        }
    }
}

impl<E: Error + 'static> Error for WaitError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Call(error) => error.source(),
            Self::Failed(_) | Self::TimedOut => None,
        }
    }
}

/// The outcome of a wait.
pub(crate) type Waited<W> =
    Result<Accepted, WaitError<<<W as Waiter>::Operation as Operation>::Error>>;

/// A wait in progress.
pub(crate) struct Waiting {
    wait: Wait,
    start: Timestamp,
}

impl Waiting {
    pub(crate) fn begin(total: Duration, now: Timestamp) -> Self {
        Self {
            wait: Wait::new(total),
            start: now,
        }
    }

    /// Takes the outcome of a call: the end, or a pause before the next one.
    pub(crate) fn accept<W: Waiter>(
        &mut self,
        input: &<W::Operation as Operation>::Input,
        called: Called<W::Operation>,
        now: Timestamp,
    ) -> Result<Duration, Waited<W>>
    where
        <W::Operation as Operation>::Input: Shape,
        <W::Operation as Operation>::Output: Shape,
    {
        let at = (between(self.start, now), fraction(system::random()));
        let wait = &mut self.wait;
        let (verdict, error) = match called {
            Ok(done) => {
                let verdict = W::accept(wait, input, Ok(&done.output), &done.corrected, at);
                (verdict, None)
            }
            Err(error) => {
                let CallErrorKind::Service(fault) = &error.kind else {
                    return Err(Err(WaitError::Call(error)));
                };
                (W::accept(wait, input, Err(fault), &[], at), Some(error))
            }
        };
        match (verdict, error) {
            (Verdict::Pause(time), _) => Ok(time),
            (Verdict::Success(accepted), _) => Err(Ok(accepted)),
            (Verdict::Failure(accepted), _) => Err(Err(WaitError::Failed(accepted))),
            (Verdict::Unexpected, Some(error)) => Err(Err(WaitError::Call(error))),
            (Verdict::Unexpected | Verdict::TimedOut, _) => Err(Err(WaitError::TimedOut)),
        }
    }
}
