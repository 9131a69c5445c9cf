//! Calls without an output: the error of the service, or the reason why there is none.

use std::error::Error;
use std::fmt;

use sansmith::OperationError;
use sansmith::endpoint;
use sansmith::integrity::Mismatch;
use sansmith::sign::{NoScheme, PresignError, SignError};

use super::record::{Attempt, Metadata};
use crate::config::SettingError;
use crate::credentials::ResolveError;
use crate::transport::{TransportError, TransportErrorKind};

/// A call without an output.
#[derive(Debug)]
pub struct CallError<E> {
    /// The error.
    pub kind: CallErrorKind<E>,
    /// The attempts.
    pub metadata: Metadata,
}

/// The error of a call.
#[derive(Debug)]
#[non_exhaustive]
pub enum CallErrorKind<E> {
    /// The service's.
    Service(E),
    /// The call's own.
    Problem(Problem),
}

/// A reason why there is neither an output nor an error of the service.
#[derive(Debug)]
#[non_exhaustive]
pub enum Problem {
    /// A setting of the service cannot be read.
    Setting(SettingError),
    /// The input cannot be sent.
    Request(sansmith::Error),
    /// There is no endpoint.
    Endpoint(endpoint::Error),
    /// No authentication scheme of the operation fits the identity.
    Scheme(NoScheme),
    /// There is no identity.
    Identity(ResolveError),
    /// The request cannot be signed.
    Sign(SignError),
    /// The request cannot be presigned.
    Presign(PresignError),
    /// There is no response.
    Transport(TransportError),
    /// The time for the whole call was up before an attempt came to its end.
    Timeout,
    /// The response is larger than [`Settings::max_response`](super::Settings::max_response), in bytes.
    LargeResponse(usize),
    /// The response does not have the sums that it says: the data was changed on its way.
    Integrity(Mismatch),
    /// There are no credentials of a session, which the endpoint asks for: that of a directory bucket of S3.
    Session(String),
    /// The page has the tokens of the page before.
    #[cfg(any(feature = "client", feature = "blocking-client"))]
    Page(sansmith::page::RepeatedToken),
    /// The caller's stream cannot be read or cannot begin again.
    Stream(String),
    /// The service did not name its endpoint, and the operation needs one.
    Discovery(String),
    /// The driver gave an event that does not answer the last need.
    Misuse {
        /// The event.
        event: String,
    },
}

impl<E> CallError<E> {
    /// An error before the first attempt.
    #[cfg(any(feature = "client", feature = "blocking-client"))]
    pub(crate) fn before(problem: Problem) -> Box<Self> {
        Box::new(Self::of(problem, Metadata::default()))
    }

    /// An error after these attempts.
    #[cfg(any(feature = "client", feature = "blocking-client"))]
    pub(crate) fn of(problem: Problem, metadata: Metadata) -> Self {
        Self {
            kind: CallErrorKind::Problem(problem),
            metadata,
        }
    }

    /// The attempts that were made, in order.
    pub fn attempts(&self) -> &[Attempt] {
        &self.metadata.attempts
    }

    /// The reason why there is no error of the service.
    pub fn as_problem(&self) -> Option<&Problem> {
        match &self.kind {
            CallErrorKind::Problem(problem) => Some(problem),
            CallErrorKind::Service(_) => None,
        }
    }

    /// Returns true if the time of an attempt or of the call was up.
    pub fn is_timeout(&self) -> bool {
        match &self.kind {
            CallErrorKind::Problem(Problem::Timeout) => true,
            CallErrorKind::Problem(Problem::Transport(error)) => {
                error.kind == TransportErrorKind::Timeout
            }
            CallErrorKind::Problem(_) | CallErrorKind::Service(_) => false,
        }
    }
}

impl<E: OperationError> CallError<E> {
    /// Returns true if the service throttled the last attempt.
    pub fn is_throttle(&self) -> bool {
        self.as_service().is_some_and(OperationError::is_throttle)
    }

    /// The code of the service's error.
    pub fn code(&self) -> Option<&str> {
        self.as_service().map(OperationError::code)
    }

    /// The error of the service.
    pub fn as_service(&self) -> Option<&E> {
        match &self.kind {
            CallErrorKind::Service(error) => Some(error),
            CallErrorKind::Problem(_) => None,
        }
    }

    /// The error of the service, by value.
    pub fn into_service(self) -> Option<E> {
        match self.kind {
            CallErrorKind::Service(error) => Some(error),
            CallErrorKind::Problem(_) => None,
        }
    }

    /// The id by which the service knows the request.
    pub fn request_id(&self) -> Option<&str> {
        let named = self.as_service().and_then(OperationError::request_id);
        named.or_else(|| self.metadata.request_id())
    }
}

impl<E: fmt::Display> fmt::Display for CallError<E> {
    /// That of the service as it is: `Code: message (request id …)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problem = match &self.kind {
            CallErrorKind::Service(error) => return error.fmt(f),
            CallErrorKind::Problem(problem) => problem,
        };
        problem.fmt(f)?;
        match self.metadata.attempts.len() {
            0 | 1 => Ok(()),
            count => write!(f, " (after {count} attempts)"),
        }
    }
}

impl<E: Error + 'static> Error for CallError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.kind {
            CallErrorKind::Service(error) => error.source(),
            CallErrorKind::Problem(problem) => problem.source(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setting(error) => error.fmt(f),
            Self::Request(error) => error.fmt(f),
            Self::Endpoint(error) => error.fmt(f),
            Self::Scheme(error) => error.fmt(f),
            Self::Identity(error) => error.fmt(f),
            Self::Sign(error) => error.fmt(f),
            Self::Presign(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Integrity(error) => error.fmt(f),
            #[cfg(any(feature = "client", feature = "blocking-client"))]
            Self::Page(error) => error.fmt(f),
            Self::Timeout => f.write_str("the time for the call was up"),
            Self::Session(reason) => write!(f, "there is no session of the bucket: {reason}"),
            Self::LargeResponse(limit) => {
                write!(f, "the response is larger than the limit of {limit} bytes")
            }
            Self::Stream(reason) => write!(f, "the stream cannot be sent: {reason}"),
            Self::Discovery(reason) => write!(f, "the service did not name its endpoint: {reason}"),
            Self::Misuse { event } => {
                write!(
                    f,
                    "the event {event} does not answer the last need of the call"
                )
            }
        }
    }
}

impl Error for Problem {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Setting(error) => error.source(),
            Self::Request(error) => error.source(),
            Self::Endpoint(error) => error.source(),
            Self::Scheme(error) => error.source(),
            Self::Identity(error) => error.source(),
            Self::Sign(error) => error.source(),
            Self::Presign(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Integrity(error) => error.source(),
            #[cfg(any(feature = "client", feature = "blocking-client"))]
            Self::Page(error) => error.source(),
            Self::Timeout
            | Self::Session(_)
            | Self::LargeResponse(_)
            | Self::Stream(_)
            | Self::Discovery(_)
            | Self::Misuse { .. } => None,
        }
    }
}

/// Reasons by the errors that they are.
macro_rules! from {
    ($($variant:ident($error:ty),)*) => {$(
        impl From<$error> for Problem {
            fn from(error: $error) -> Self {
                Self::$variant(error)
            }
        }
    )*};
}

from! {
    Setting(SettingError),
    Request(sansmith::Error),
    Endpoint(endpoint::Error),
    Scheme(NoScheme),
    Identity(ResolveError),
    Sign(SignError),
    Presign(PresignError),
    Transport(TransportError),
}
