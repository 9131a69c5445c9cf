//! Errors of finding, reading and interpreting models.

use std::path::PathBuf;

/// A model could not be found, read or interpreted.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<ErrorKind>);

/// The reason.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// No folder has a model of that name.
    #[error("no model of `{name}` in {}: give a path, set `SANSMITH_MODELS`, or run `sansmith models add {name}`", shown(.searched))]
    NotFound {
        /// The name that was looked up.
        name: String,
        /// Folders that were searched.
        searched: Vec<PathBuf>,
    },
    /// A file could not be read.
    #[error(transparent)]
    Read(#[from] sansmith_build::bundle::ReadError),
    /// The model is invalid.
    #[error(transparent)]
    Model(#[from] sansmith_codegen::Report),
    /// The model has no protocol that the interpreter knows.
    #[error("the service has no known protocol: expected one of {expected}")]
    Protocol {
        /// The known protocols.
        expected: String,
    },
    /// The generator knows a trait that the interpreter does not.
    #[error("the interpreter does not know the trait `{name}`: this is a fault of Sansmith")]
    Trait {
        /// The trait.
        name: String,
    },
    /// The generator knows a function or an attribute of endpoint rules that the interpreter does not.
    #[error(
        "the interpreter does not know `{name}` of endpoint rules: this is a fault of Sansmith"
    )]
    Rules {
        /// The function or attribute.
        name: String,
    },
    /// The model is larger than the interpreter takes.
    #[error("the model is too large to be interpreted")]
    TooLarge,
    /// This process has interpreted as many bytes of models as it may.
    #[error(
        "this process has interpreted {limit} bytes of models, which it keeps until it ends, and may not have more"
    )]
    TooMany {
        /// The limit in bytes.
        limit: usize,
    },
    /// The compact form could not be opened after it was made.
    #[error("the compact form of the model cannot be read: this is a fault of Sansmith")]
    Image,
    /// The service has no such operation.
    #[error("{service} has no operation `{name}`{}", near(.similar))]
    Operation {
        /// The service.
        service: String,
        /// The name that was looked up.
        name: String,
        /// Similar names.
        similar: Vec<String>,
    },
    /// The service has no such waiter.
    #[error("{service} has no waiter `{name}`{}", near(.similar))]
    Waiter {
        /// The service.
        service: String,
        /// The name that was looked up.
        name: String,
        /// Similar names.
        similar: Vec<String>,
    },
    /// A waiter has a condition that the runtime cannot judge.
    #[error("the waiter `{name}` cannot be interpreted: {why}")]
    Acceptor {
        /// The waiter.
        name: String,
        /// Reason.
        why: String,
    },
}

impl Error {
    /// The reason.
    pub const fn kind(&self) -> &ErrorKind {
        &self.0
    }
}

impl<T: Into<ErrorKind>> From<T> for Error {
    fn from(kind: T) -> Self {
        Self(Box::new(kind.into()))
    }
}

/// Folders in a message.
fn shown(folders: &[PathBuf]) -> String {
    if folders.is_empty() {
        return "no folder".to_owned();
    }
    let folders = folders.iter().map(|folder| folder.display().to_string());
    folders.collect::<Vec<_>>().join(", ")
}

/// Similar names in a message.
fn near(similar: &[String]) -> String {
    match similar.first() {
        Some(name) => format!(": did you mean `{name}`?"),
        None => String::new(),
    }
}
