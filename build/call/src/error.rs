//! Errors of the commands.

use std::io;

/// The command could not be done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The arguments are wrong.
    #[error("{0}")]
    Usage(String),
    /// The model cannot be used.
    #[error(transparent)]
    Model(#[from] sansmith_dynamic::Error),
    /// The input does not match the model, or cannot be sent.
    #[error("the input cannot be sent: {0}")]
    Input(#[from] sansmith::Error),
    /// The settings cannot be read.
    #[error(transparent)]
    Client(#[from] sansmith_client::BuildError),
    /// The call failed.
    #[error("{0}")]
    Call(String),
    /// A file or stream failed.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl Error {
    /// The exit status: 2 for wrong arguments, else 1.
    pub const fn status(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Model(_) | Self::Input(_) | Self::Client(_) | Self::Call(_) | Self::Io(_) => 1,
        }
    }
}

/// An error of wrong arguments.
pub(crate) fn usage<T>(message: impl Into<String>) -> Result<T, Error> {
    Err(Error::Usage(message.into()))
}
