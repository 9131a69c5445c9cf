//! Endpoint resolution errors.

use std::fmt;

/// An endpoint resolution error.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The rules result in an error, with this message.
    Rule(String),
    /// A required parameter has no value.
    Missing(String),
    /// A parameter has a value of the wrong type.
    WrongType {
        /// The parameter.
        parameter: String,
        /// Expected type.
        expected: &'static str,
    },
    /// No rule matches.
    NoMatch,
    /// The service has no rules, or its crate was built without the feature `endpoint`.
    NoRules,
    /// The rules result in an invalid URL, or a parameter would change its host.
    InvalidUrl(String),
    /// A header of the rules is invalid.
    InvalidHeader(String),
    /// A partitions JSON file is invalid; the message includes the location.
    Partitions(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rule(message) => f.write_str(message),
            Self::Missing(name) => {
                write!(f, "the endpoint parameter `{name}` is required and not set")
            }
            Self::WrongType {
                parameter,
                expected,
            } => {
                write!(f, "the endpoint parameter `{parameter}` must be {expected}")
            }
            Self::NoMatch => f.write_str("no endpoint rule matches the parameters"),
            Self::NoRules => f.write_str(
                "the service has no endpoint rules; enable the feature `endpoint` of its crate",
            ),
            Self::InvalidUrl(url) => write!(
                f,
                "the endpoint rules return {url:?}, which is not a valid endpoint URL"
            ),
            Self::InvalidHeader(name) => {
                write!(f, "invalid endpoint header `{name}`")
            }
            Self::Partitions(why) => write!(f, "cannot read the partitions: {why}"),
        }
    }
}

impl std::error::Error for Error {}
