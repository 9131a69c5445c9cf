//! What to wait for, and how to know that it came.

use serde_json::Value;

use super::{Deprecated, Docs, Pointer};

/// A waiter: call an operation until one of its acceptors says that it is over.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Waiter {
    /// Its name.
    pub name: String,
    /// The operation to call.
    pub operation: String,
    /// The seconds between calls, at least.
    pub min_delay: u32,
    /// The seconds between calls, at most, where the model says so.
    pub max_delay: Option<u32>,
    /// How many calls to make, where the model says so.
    pub max_attempts: Option<u32>,
    /// What to look for in an answer; the first that fits counts.
    pub acceptors: Vec<Acceptor>,
    /// What the model says of it.
    pub docs: Option<Docs>,
    /// Whether it is deprecated.
    pub deprecated: Option<Deprecated>,
    /// Where it stands.
    pub at: Pointer,
}

/// What an answer looks like, and what follows from it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serialize", derive(serde::Serialize))]
pub struct Acceptor {
    /// What follows.
    pub state: AcceptorState,
    /// What the answer looks like.
    pub matcher: Matcher,
}

/// What follows from an answer that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serialize",
    derive(serde::Serialize),
    serde(rename_all = "camelCase")
)]
pub enum AcceptorState {
    /// What was waited for is there.
    Success,
    /// It will never come.
    Failure,
    /// Call again.
    Retry,
}

/// What an answer looks like.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(
    feature = "serialize",
    derive(serde::Serialize),
    serde(rename_all = "camelCase")
)]
pub enum Matcher {
    /// The call succeeded, or failed, whatever the content.
    Success(bool),
    /// The call failed with that error.
    Error(String),
    /// The answer has that status.
    Status(u16),
    /// The output, at that `JMESPath`, compares to what is expected.
    Output {
        /// The `JMESPath`.
        path: String,
        /// How to compare.
        comparator: Comparator,
        /// With what.
        expected: Value,
    },
    /// As [`Matcher::Output`], on an object of the `input` and the `output`.
    InputOutput {
        /// The `JMESPath`.
        path: String,
        /// How to compare.
        comparator: Comparator,
        /// With what.
        expected: Value,
    },
}

/// How what a path finds is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serialize",
    derive(serde::Serialize),
    serde(rename_all = "camelCase")
)]
pub enum Comparator {
    /// It equals the expected value.
    Equals,
    /// It is a list, not empty, and all of it equals the expected value.
    AllEqual,
    /// It is a list and some of it equals the expected value.
    AnyEqual,
}
