//! Records of pagination and waiters; paths are `JMESPath` expressions as the model has them.

use serde::{Deserialize, Serialize};

/// Pagination of an operation.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PaginationRecord<'a> {
    /// Input members that take the tokens, with the output paths of the tokens.
    #[serde(borrow)]
    pub(crate) tokens: Vec<(&'a str, &'a str)>,
    /// Output paths of the items.
    #[serde(borrow)]
    pub(crate) items: Vec<&'a str>,
    /// Output path of a flag for further pages.
    pub(crate) more_results: Option<&'a str>,
}

/// A waiter.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct WaiterRecord<'a> {
    pub(crate) operation: &'a str,
    /// Least delay between calls, in seconds.
    pub(crate) min_delay: u32,
    /// Greatest delay between calls, in seconds.
    pub(crate) max_delay: Option<u32>,
    /// Number of calls of botocore.
    pub(crate) attempts: Option<u32>,
    #[serde(borrow)]
    pub(crate) acceptors: Vec<AcceptorRecord<'a>>,
}

/// A condition on a response, and the state it leads to.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct AcceptorRecord<'a> {
    pub(crate) state: StateRecord,
    #[serde(borrow)]
    pub(crate) matcher: MatcherRecord<'a>,
}

/// State after a matching response.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) enum StateRecord {
    Success,
    Failure,
    Retry,
}

/// Condition on a response.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum MatcherRecord<'a> {
    Success(bool),
    Error(&'a str),
    Status(u16),
    /// Path, comparison, expected value; true if the path starts at an object with `input` and `output`.
    Output(
        &'a str,
        ComparatorRecord,
        #[serde(borrow)] ExpectedRecord<'a>,
        bool,
    ),
}

/// Comparison of a path's result with the expected value.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) enum ComparatorRecord {
    Equals,
    All,
    Any,
}

/// Expected value.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) enum ExpectedRecord<'a> {
    Null,
    Boolean(bool),
    Number(f64),
    Text(&'a str),
    /// A list or a structure, which acceptors of the runtime cannot expect.
    Nested,
}
