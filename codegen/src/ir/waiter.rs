//! Waiters and their acceptors.

use super::{Deprecated, Docs, Path, Pointer, Value};

/// A waiter: repeat an operation until an acceptor ends it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Waiter {
    /// Its name.
    pub name: String,
    /// The operation to call.
    pub operation: String,
    /// Minimum delay between calls, in seconds.
    pub min_delay: u32,
    /// Maximum delay between calls, in seconds.
    pub max_delay: Option<u32>,
    /// Maximum number of calls.
    pub max_attempts: Option<u32>,
    /// Acceptors; the first match applies.
    pub acceptors: Vec<Acceptor>,
    /// Documentation from the model.
    pub docs: Option<Docs>,
    /// Deprecation notice.
    pub deprecated: Option<Deprecated>,
    /// Location in the source.
    pub at: Pointer,
}

/// A condition on a response, and the state it leads to.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Acceptor {
    /// Resulting state.
    pub state: AcceptorState,
    /// Condition on the response.
    pub matcher: Matcher,
    /// Location in the source.
    pub at: Pointer,
}

/// State after a matching response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serialize",
    derive(serde::Serialize),
    serde(rename_all = "camelCase")
)]
pub enum AcceptorState {
    /// The awaited state was reached.
    Success,
    /// The awaited state can no longer be reached.
    Failure,
    /// Call again.
    Retry,
}

/// Condition on a response.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(
    feature = "serialize",
    derive(serde::Serialize),
    serde(rename_all = "camelCase")
)]
pub enum Matcher {
    /// The call succeeded (true) or failed (false).
    Success(bool),
    /// The call failed with this error.
    Error(String),
    /// The response has this status.
    Status(u16),
    /// The output value at a `JMESPath`, compared with an expected value.
    Output {
        /// The `JMESPath`.
        path: Path,
        /// Comparison.
        comparator: Comparator,
        /// Expected value.
        expected: Value,
    },
    /// Like [`Matcher::Output`], on an object with `input` and `output`.
    InputOutput {
        /// The `JMESPath`.
        path: Path,
        /// Comparison.
        comparator: Comparator,
        /// Expected value.
        expected: Value,
    },
}

/// Comparison of a path's result with the expected value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serialize",
    derive(serde::Serialize),
    serde(rename_all = "camelCase")
)]
pub enum Comparator {
    /// It equals the expected value.
    Equals,
    /// A non-empty list; all elements equal the expected value.
    AllEqual,
    /// A list; at least one element equals the expected value.
    AnyEqual,
}
