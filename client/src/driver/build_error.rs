//! Errors of making a client.

use std::error::Error;
use std::fmt;

use crate::config::SettingError;
use crate::credentials::ResolveError;
use crate::transport::TransportError;

/// The reason why there is no client.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The configuration files cannot be read.
    Configuration(ResolveError),
    /// A setting has a value that is not valid.
    Setting(SettingError),
    /// The transport cannot be made, for example without its certificates.
    Transport(TransportError),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Configuration(error) => error.fmt(f),
            Self::Setting(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
        }
    }
}

impl Error for BuildError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Configuration(error) => error.source(),
            Self::Setting(error) => error.source(),
            Self::Transport(error) => error.source(),
        }
    }
}

impl From<ResolveError> for BuildError {
    fn from(error: ResolveError) -> Self {
        Self::Configuration(error)
    }
}

impl From<SettingError> for BuildError {
    fn from(error: SettingError) -> Self {
        Self::Setting(error)
    }
}

impl From<TransportError> for BuildError {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}
