//! Failed attempts, as seen by the retry policy.

use std::time::Duration;

use sansmith::OperationError;
use sansmith::operation::Retry;

/// Reason why an attempt is retryable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Cause {
    /// A transient fault: broken connection, status 500, 502, 503 or 504, or an error that its model marks as retryable.
    Transient,
    /// A timeout, for which specification 2.0 charges more tokens.
    Timeout,
    /// The service throttles requests.
    Throttling,
}

/// A failed attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Failure {
    /// Cause; `None` if not retryable.
    pub cause: Option<Cause>,
    /// Delay requested by the service.
    pub retry_after: Option<Duration>,
    /// True for long-polling operations: see [`is_long_polling`](super::is_long_polling).
    pub is_long_polling: bool,
}

impl Failure {
    /// A failure with the given cause.
    pub fn new(cause: Option<Cause>) -> Self {
        Self {
            cause,
            retry_after: None,
            is_long_polling: false,
        }
    }

    /// Classifies the error of an operation by code, status and model.
    pub fn of<E: OperationError>(error: &E) -> Self {
        Self::new(if error.is_throttle() {
            Some(Cause::Throttling)
        } else if error.retryable() {
            Some(Cause::Transient)
        } else {
            None
        })
    }

    /// Classifies an unmodelled error by code and status.
    pub fn of_status(code: &str, status: u16) -> Self {
        Self::of_chance(Retry::of(None, code, status))
    }

    /// A failure by the chance of the same request to succeed later.
    pub fn of_chance(chance: Retry) -> Self {
        Self::new(match chance {
            Retry::Throttle => Some(Cause::Throttling),
            Retry::Yes => Some(Cause::Transient),
            Retry::No | _ => None,
        })
    }

    /// A transient failure.
    pub fn transient() -> Self {
        Self::new(Some(Cause::Transient))
    }

    /// A throttling failure.
    pub fn throttling() -> Self {
        Self::new(Some(Cause::Throttling))
    }

    /// A failure that is not retryable.
    pub fn terminal() -> Self {
        Self::new(None)
    }

    /// Sets the delay requested by the service.
    #[must_use]
    pub fn retry_after(mut self, pause: Option<Duration>) -> Self {
        self.retry_after = pause;
        self
    }

    /// Marks the operation as long-polling.
    #[must_use]
    pub fn long_polling(mut self, is_long_polling: bool) -> Self {
        self.is_long_polling = is_long_polling;
        self
    }
}
