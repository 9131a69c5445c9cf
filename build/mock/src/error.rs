//! Errors of the mock.

use std::io;
use std::path::Path;

/// An error of the mock.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The model cannot be read.
    #[error(transparent)]
    Model(#[from] sansmith_dynamic::Error),
    /// A line of the script is wrong.
    #[error("line {line} of the script: {why}")]
    Script {
        /// Number of the line, from 1.
        line: usize,
        /// Reason.
        why: String,
    },
    /// A file or socket failed.
    #[error("{what}: {cause}")]
    Io {
        /// File or socket.
        what: String,
        /// Reason.
        cause: io::Error,
    },
}

impl Error {
    /// The failure of a file.
    pub(crate) fn io(path: &Path, cause: io::Error) -> Self {
        Self::Io {
            what: format!("cannot use `{}`", path.display()),
            cause,
        }
    }

    /// The failure of a socket.
    pub(crate) fn socket(what: impl Into<String>, cause: io::Error) -> Self {
        Self::Io {
            what: what.into(),
            cause,
        }
    }
}
