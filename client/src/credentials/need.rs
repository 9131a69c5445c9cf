//! The questions of a resolver, and the answers to them.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

/// A thing that a resolver needs from its caller; each variant names its answer.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Need {
    /// The value of an environment variable: [`Answer::Variable`].
    Variable(String),
    /// The user's home directory, where no variable names it: [`Answer::HomeDirectory`].
    HomeDirectory,
    /// The content of a file: [`Answer::File`].
    File(String),
    /// A file to write: [`Answer::Written`].
    Write(Write),
    /// The output of a shell command, which has no standard input and at most the given time: [`Answer::Process`].
    Process {
        /// The command line, for `sh -c` or `cmd /C`. It may have secrets.
        command: Hidden,
        /// The longest time it may take.
        timeout: Duration,
    },
    /// The addresses of a host: [`Answer::Addresses`].
    Addresses(String),
    /// The response to an HTTP request: [`Answer::Response`].
    Exchange(Box<Exchange>),
    /// A code from the user's MFA device with that serial number: [`Answer::MfaCode`].
    MfaCode(String),
    /// Some time to pass: [`Answer::Paused`].
    Pause(Duration),
}

/// An answer to a [`Need`].
#[derive(Clone)]
#[non_exhaustive]
pub enum Answer {
    /// The first step: there is no need to answer yet.
    Start,
    /// The value of the variable, if it is set.
    Variable(Option<String>),
    /// The home directory, if there is one.
    HomeDirectory(Option<String>),
    /// The content of the file.
    File(Result<Vec<u8>, FileError>),
    /// The file was written, or the reason why not.
    Written(Result<(), String>),
    /// The process came to an end, or the reason why it was not started or was stopped.
    Process(Result<ProcessOutput, String>),
    /// The addresses of the host, or the reason why there are none.
    Addresses(Result<Vec<IpAddr>, String>),
    /// The response, its body read whole.
    Response(Result<http::Response<Vec<u8>>, TransportError>),
    /// The code of the MFA device; none if nobody can be asked.
    MfaCode(Option<String>),
    /// The time has passed.
    Paused,
}

impl fmt::Debug for Answer {
    /// Without contents, which may be secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start => f.write_str("Start"),
            Self::Variable(value) => write!(f, "Variable({:?})", hide(value.as_ref())),
            Self::HomeDirectory(value) => f.debug_tuple("HomeDirectory").field(value).finish(),
            Self::File(content) => write!(f, "File({:?})", content.as_ref().map(Vec::len)),
            Self::Written(result) => f.debug_tuple("Written").field(result).finish(),
            Self::Process(result) => f.debug_tuple("Process").field(result).finish(),
            Self::Addresses(result) => f.debug_tuple("Addresses").field(result).finish(),
            Self::Response(result) => {
                let status = result.as_ref().map(http::Response::status);
                f.debug_tuple("Response").field(&status).finish()
            }
            Self::MfaCode(code) => write!(f, "MfaCode({:?})", hide(code.as_ref())),
            Self::Paused => f.write_str("Paused"),
        }
    }
}

fn hide<T>(value: Option<&T>) -> Option<fmt::Arguments<'static>> {
    value.map(|_| format_args!("***"))
}

/// Text that `Debug` hides.
#[derive(Clone, PartialEq, Eq)]
pub struct Hidden(pub String);

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// A file to write, readable by its owner alone.
///
/// It replaces one that is there, in one move: a reader sees the old file or the new one.
#[derive(Clone, PartialEq, Eq)]
pub struct Write {
    /// The path. Its folder may be missing, and is made then.
    pub path: String,
    /// The content: a secret.
    pub content: Vec<u8>,
}

impl fmt::Debug for Write {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Write")
            .field("path", &self.path)
            .field("content", &format_args!("***"))
            .finish()
    }
}

/// An HTTP request to send, and how long to wait.
///
/// Redirects are not followed, proxies and certificates are the caller's choice.
#[derive(Clone)]
pub struct Exchange {
    /// The request, its URI absolute.
    pub request: http::Request<Vec<u8>>,
    /// The longest time for a connection.
    pub connect_timeout: Duration,
    /// The longest time for all of it.
    pub timeout: Duration,
}

impl fmt::Debug for Exchange {
    /// The method and the host: paths, headers and bodies have secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (method, uri) = (self.request.method(), self.request.uri());
        let scheme = uri.scheme_str().unwrap_or_default();
        let host = uri.authority().map_or("", |authority| authority.as_str());
        write!(f, "Exchange({method} {scheme}://{host})")
    }
}

/// A file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileError {
    /// There is no file of that name.
    pub is_missing: bool,
    /// The reason, as the platform says it.
    pub message: String,
}

impl From<&std::io::Error> for FileError {
    fn from(error: &std::io::Error) -> Self {
        Self {
            is_missing: error.kind() == std::io::ErrorKind::NotFound,
            message: error.to_string(),
        }
    }
}

/// The end of a process.
#[derive(Clone, PartialEq, Eq)]
pub struct ProcessOutput {
    /// The exit code; none if a signal ended it.
    pub code: Option<i32>,
    /// The standard output: a secret.
    pub stdout: Vec<u8>,
    /// The standard error.
    pub stderr: Vec<u8>,
}

impl fmt::Debug for ProcessOutput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ProcessOutput(code {:?})", self.code)
    }
}

/// A request without a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransportError {
    /// The kind.
    pub kind: TransportErrorKind,
    /// The reason.
    pub message: String,
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "no connection: ",
            TransportErrorKind::Timeout => "no answer in time: ",
            TransportErrorKind::Other => "no answer: ",
        })?;
        f.write_str(&self.message)
    }
}

impl std::error::Error for TransportError {}

/// The kind of a [`TransportError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// There was no connection.
    Connect,
    /// The time was up.
    Timeout,
    /// Any other reason.
    Other,
}
