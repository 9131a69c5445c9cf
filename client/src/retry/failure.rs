//! Failed attempts, as far as retries depend on them.

use std::time::Duration;

use sansmith::OperationError;
use sansmith::operation::Retry;

/// The reason to try again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Cause {
    /// A fault that passes by itself: a broken connection, a status 500, 502, 503 or 504, an error whose model says so.
    Transient,
    /// No answer in time. Specification 2.0 charges more for it.
    Timeout,
    /// The service asks to be called less often.
    Throttling,
}

/// A failed attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Failure {
    /// The reason to try again; none if the same request fails again.
    pub cause: Option<Cause>,
    /// The pause that the service asked for.
    pub retry_after: Option<Duration>,
    /// The operation polls: see [`is_long_polling`](super::is_long_polling).
    pub is_long_polling: bool,
}

impl Failure {
    /// A failure for a reason.
    pub fn new(cause: Option<Cause>) -> Self {
        Self {
            cause,
            retry_after: None,
            is_long_polling: false,
        }
    }

    /// The failure of an operation, by its error's code, status and model.
    pub fn of<E: OperationError>(error: &E) -> Self {
        Self::new(if error.is_throttle() {
            Some(Cause::Throttling)
        } else if error.retryable() {
            Some(Cause::Transient)
        } else {
            None
        })
    }

    /// A failure without a modelled error, by its code and status.
    pub fn of_status(code: &str, status: u16) -> Self {
        Self::new(match Retry::of(None, code, status) {
            Retry::Throttle => Some(Cause::Throttling),
            Retry::Yes => Some(Cause::Transient),
            Retry::No | _ => None,
        })
    }

    /// A fault that passes by itself.
    pub fn transient() -> Self {
        Self::new(Some(Cause::Transient))
    }

    /// A request to be called less often.
    pub fn throttling() -> Self {
        Self::new(Some(Cause::Throttling))
    }

    /// A failure that the same request meets again.
    pub fn terminal() -> Self {
        Self::new(None)
    }

    /// Sets the pause that the service asked for.
    #[must_use]
    pub fn retry_after(mut self, pause: Option<Duration>) -> Self {
        self.retry_after = pause;
        self
    }

    /// Tells if the operation polls.
    #[must_use]
    pub fn long_polling(mut self, is_long_polling: bool) -> Self {
        self.is_long_polling = is_long_polling;
        self
    }
}
