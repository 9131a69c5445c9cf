//! Questions of a resolver, and their answers.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use crate::transport::TransportError;

/// A question to the caller; each variant names its answer.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Need {
    /// The value of an environment variable: [`Answer::Variable`].
    Variable(String),
    /// The home directory, if no variable gives it: [`Answer::HomeDirectory`].
    HomeDirectory,
    /// The contents of a file: [`Answer::File`].
    File(String),
    /// A file to write: [`Answer::Written`].
    Write(Write),
    /// The output of a shell command run without standard input: [`Answer::Process`].
    Process {
        /// The command line for `sh -c` or `cmd /C`. It may contain secrets.
        command: Hidden,
        /// Timeout.
        timeout: Duration,
    },
    /// The addresses of a host: [`Answer::Addresses`].
    Addresses(String),
    /// The response to an HTTP request: [`Answer::Response`].
    Exchange(Box<Exchange>),
    /// A code from the MFA device with the given serial number: [`Answer::MfaCode`].
    MfaCode(String),
    /// A delay: [`Answer::Paused`].
    Pause(Duration),
}

/// An answer to a [`Need`].
#[derive(Clone)]
#[non_exhaustive]
pub enum Answer {
    /// No answer; used for the first step.
    Start,
    /// The value of the variable, if set.
    Variable(Option<String>),
    /// The home directory, if known.
    HomeDirectory(Option<String>),
    /// The contents of the file.
    File(Result<Vec<u8>, FileError>),
    /// The file was written, or the error message.
    Written(Result<(), String>),
    /// The process ended, or the error message if it failed to start or was stopped.
    Process(Result<ProcessOutput, String>),
    /// The addresses of the host, or the error message.
    Addresses(Result<Vec<IpAddr>, String>),
    /// The response with its complete body.
    Response(Result<http::Response<Vec<u8>>, TransportError>),
    /// The MFA code; `None` if the user cannot be asked.
    MfaCode(Option<String>),
    /// The delay has passed.
    Paused,
}

impl fmt::Debug for Answer {
    /// Omits contents, which may be secrets.
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

/// Text that is redacted in `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Hidden(pub String);

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// A file to write, readable only by its owner.
///
/// An existing file must be replaced atomically, so that readers see either the old or the new contents.
#[derive(Clone, PartialEq, Eq)]
pub struct Write {
    /// The path; missing parent folders must be created.
    pub path: String,
    /// The contents, which are secret.
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

/// An HTTP request to send, with timeouts.
///
/// Do not follow redirects. Proxies and certificates are up to the caller.
#[derive(Clone)]
pub struct Exchange {
    /// The request, with an absolute URI.
    pub request: http::Request<Vec<u8>>,
    /// Connection timeout.
    pub connect_timeout: Duration,
    /// Total timeout.
    pub timeout: Duration,
}

impl fmt::Debug for Exchange {
    /// Shows method and host: paths, headers and bodies contain secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (method, uri) = (self.request.method(), self.request.uri());
        let scheme = uri.scheme_str().unwrap_or_default();
        let host = uri.authority().map_or("", |authority| authority.as_str());
        write!(f, "Exchange({method} {scheme}://{host})")
    }
}

/// A failure to read a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileError {
    /// True if the file does not exist.
    pub is_missing: bool,
    /// The operating system's message.
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

/// Result of a process.
#[derive(Clone, PartialEq, Eq)]
pub struct ProcessOutput {
    /// Exit code; `None` if terminated by a signal.
    pub code: Option<i32>,
    /// Standard output, which is secret.
    pub stdout: Vec<u8>,
    /// Standard error.
    pub stderr: Vec<u8>,
}

impl fmt::Debug for ProcessOutput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ProcessOutput(code {:?})", self.code)
    }
}
