//! The error type for serde's traits.

use std::fmt;

use crate::types::error::{Error, ErrorKind};

/// An error with serde's traits.
#[derive(Debug)]
pub(super) struct Fault(pub(super) Error);

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl std::error::Error for Fault {}

impl serde_core::ser::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(Error::new(ErrorKind::Other(message.to_string())))
    }
}

impl serde_core::de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(Error::new(ErrorKind::Other(message.to_string())))
    }
}

/// An error with a custom message.
pub(super) fn fault(message: impl Into<String>) -> Fault {
    Fault(Error::new(ErrorKind::Other(message.into())))
}
