//! Metadata of errors.

use std::fmt;

use super::{RawResponse, Retry};
use crate::types::Error;

/// Metadata of an error: code, message, request id, status.
///
/// `Display` writes `Code: message (request id …)`; neither it nor `Debug` shows a message that the model calls
/// sensitive.
#[derive(Clone, Default, PartialEq)]
pub struct ErrorMetadata {
    pub(crate) code: String,
    pub(crate) message: Option<String>,
    /// True if the message is sensitive.
    pub(crate) sensitive: bool,
    pub(crate) request_id: Option<String>,
    pub(crate) extended_request_id: Option<String>,
    pub(crate) status: u16,
    pub(crate) retry: Retry,
    pub(crate) cause: Option<Error>,
    pub(crate) raw: Option<RawResponse>,
}

impl ErrorMetadata {
    /// The error code from the service, or the status if there is none.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The message from the service.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The request id assigned by the service.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The second request id of Amazon S3.
    pub fn extended_request_id(&self) -> Option<&str> {
        self.extended_request_id.as_deref()
    }

    /// Status code of the response.
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// Returns true if the request may succeed when repeated, according to the model, the code or the status.
    pub fn retryable(&self) -> bool {
        self.retry != Retry::No
    }

    /// Returns true for throttling.
    pub fn is_throttle(&self) -> bool {
        self.retry == Retry::Throttle
    }

    /// The raw response, if it is unreadable or does not identify the error.
    pub const fn raw_response(&self) -> Option<&RawResponse> {
        self.raw.as_ref()
    }

    /// The reason why the response is unreadable, if it is.
    pub const fn cause(&self) -> Option<&Error> {
        self.cause.as_ref()
    }

    /// Adds the facts to what `Debug` shows.
    pub(super) fn debug(&self, out: &mut fmt::DebugStruct<'_, '_>) {
        out.field("code", &self.code);
        if !self.sensitive {
            out.field("message", &self.message);
        }
        out.field("request_id", &self.request_id);
        out.field("status", &self.status);
        if let Some(cause) = &self.cause {
            out.field("cause", cause);
        }
    }
}

impl fmt::Debug for ErrorMetadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("ErrorMetadata");
        self.debug(&mut out);
        out.finish_non_exhaustive()
    }
}

impl fmt::Display for ErrorMetadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)?;
        match (&self.message, &self.cause) {
            (Some(_), _) if self.sensitive => f.write_str(": ***")?,
            (Some(message), _) => write!(f, ": {message}")?,
            (None, Some(_)) => f.write_str(": the response cannot be read")?,
            (None, None) => {}
        }
        match &self.request_id {
            Some(id) => write!(f, " (request id {id})"),
            None => Ok(()),
        }
    }
}

/// The short accessors of whatever has a method `meta`.
macro_rules! accessors {
    ($($vis:tt)?) => {
        /// The error code from the service, or the status if there is none.
        $($vis)? fn code(&self) -> &str {
            self.meta().code()
        }

        /// The message from the service.
        $($vis)? fn message(&self) -> Option<&str> {
            self.meta().message()
        }

        /// The request id assigned by the service.
        $($vis)? fn request_id(&self) -> Option<&str> {
            self.meta().request_id()
        }

        /// The second request id of Amazon S3.
        $($vis)? fn extended_request_id(&self) -> Option<&str> {
            self.meta().extended_request_id()
        }

        /// Status code of the response.
        $($vis)? fn status(&self) -> u16 {
            self.meta().status()
        }

        /// Returns true if the request may succeed when repeated, according to the model, the code or the status.
        $($vis)? fn retryable(&self) -> bool {
            self.meta().retryable()
        }

        /// Returns true for throttling.
        $($vis)? fn is_throttle(&self) -> bool {
            self.meta().is_throttle()
        }

        /// The raw response, if it is unreadable or does not identify the error.
        $($vis)? fn raw_response(&self) -> Option<&RawResponse> {
            self.meta().raw_response()
        }

        /// The reason why the response is unreadable, if it is.
        $($vis)? fn cause(&self) -> Option<&Error> {
            self.meta().cause()
        }
    };
}

pub(super) use accessors;
