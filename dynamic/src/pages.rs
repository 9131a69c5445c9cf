//! Pagination and waiters of a model, as data; paths are `JMESPath` expressions over outputs.

use serde::{Deserialize, Serialize};

/// Pagination of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Pagination<'m> {
    /// Input members that take the tokens.
    #[serde(borrow)]
    pub input_tokens: Vec<&'m str>,
    /// Output paths of the tokens, in the same order.
    #[serde(borrow)]
    pub output_tokens: Vec<&'m str>,
    /// Output paths of the items.
    #[serde(borrow)]
    pub items: Vec<&'m str>,
    /// Output path of a flag for further pages.
    pub more_results: Option<&'m str>,
    /// Input member that limits the size of a page.
    pub page_size: Option<&'m str>,
}

/// A waiter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Waiter<'m> {
    /// Name of the operation to call.
    pub operation: &'m str,
    /// Least delay between calls, in seconds.
    pub min_delay: u32,
    /// Greatest delay between calls, in seconds.
    pub max_delay: Option<u32>,
    /// Acceptors; the first match applies.
    #[serde(borrow)]
    pub acceptors: Vec<Acceptor<'m>>,
}

/// A condition on a response, and the state it leads to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Acceptor<'m> {
    /// Resulting state.
    pub state: State,
    /// Condition.
    #[serde(borrow)]
    pub matcher: Matcher<'m>,
}

/// State after a matching response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// The awaited state was reached.
    Success,
    /// The awaited state can no longer be reached.
    Failure,
    /// Call again.
    Retry,
}

/// Condition on a response.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Matcher<'m> {
    /// The call succeeded (true) or failed (false).
    Success(bool),
    /// The call failed with this error.
    Error(&'m str),
    /// The response has this status.
    Status(u16),
    /// The value at a path, compared with an expected one.
    Output {
        /// The path.
        path: &'m str,
        /// Comparison.
        comparator: Comparator,
        /// Expected value, as JSON.
        expected: String,
        /// True if the path starts at an object with `input` and `output`.
        with_input: bool,
    },
}

/// Comparison of a path's result with the expected value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Comparator {
    /// It equals the expected value.
    Equals,
    /// A non-empty list; all elements equal the expected value.
    AllEqual,
    /// A list; an element equals the expected value.
    AnyEqual,
}
