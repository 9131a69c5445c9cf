//! The reasons for which there is no endpoint.

use std::fmt;

/// A reason for which there is no endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The rules end in an error; this is their message.
    Rule(String),
    /// A required parameter has no value.
    Missing(String),
    /// A parameter has a value of another type.
    WrongType {
        /// The parameter.
        parameter: String,
        /// The type it should have.
        expected: &'static str,
    },
    /// No rule matches.
    NoMatch,
    /// The service has no rules, or its crate was built without the feature `endpoint`.
    NoRules,
    /// The rules give a URL that is none, or a parameter would change its host.
    InvalidUrl(String),
    /// A header of the rules cannot be sent.
    InvalidHeader(String),
    /// A JSON file of partitions cannot be read; the reason has the place.
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
                "the endpoint rules give {url:?}, which is no URL of a service"
            ),
            Self::InvalidHeader(name) => {
                write!(f, "the header `{name}` of the endpoint cannot be sent")
            }
            Self::Partitions(why) => write!(f, "cannot read the partitions: {why}"),
        }
    }
}

impl std::error::Error for Error {}
